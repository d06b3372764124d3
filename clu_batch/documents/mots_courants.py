"""French words that are also family names, without accents: one of them in a text may
name nobody.
"""

from __future__ import annotations

_OUTILS = """
a au aux ce de des du elle en et il ils je la le les leur lui ma me mon ne nous on ou par pas qui sa
se si son sur ta te tu un une vous y france
"""
_COURANTS = """
abbe ami annee arbre artisan aube avocat avril bain barbier bas beau bel belle berger bien blanc
blanche bois boisson bon bonne bord boucher boulanger bourg bras brun brune calme carre champ champs
chapelle charpentier chasseur chat chateau chemin cher cheval chevalier cite clair claire cle clef
clerc cloche coin colin comte conseil coq corbeau cordier cote cour courant court cousin couvent
croix cuisinier dame dimanche doux droit duc ecole ecuyer eglise enfant ermite ete evrard faucon
faure fer ferme fevrier fille fils fleur foin fontaine foret fort fosse four fournier franc frere
froid front garde gardien garnier gars gauche gendarme gentil germain grand grande grange gros
guerre guide haut hiver homme hopital hospital hote hotel huit jardin jardinier jeune joli jolie
jour juge juillet juin lac langue laurier lavoir leger lever libre lion livre long loup loyal lundi
macon mai main maire maison maitre mal marchand marche mardi marechal marin marron mars masson mer
merle messager meunier midi mille moine mon monnier mont montagne moulin mouton mur neuf neveu noel
noir nord nouveau noyer nuit olivier page paix palais papillon parent paris pas passe pasteur pays
pecheur peintre pelletier perrier petit petite pied pierre pin place plaisir plante poirier pont
porte portier potier poulain premier prevost prieur prince puits quatre raison renard riche rive
riviere robin roche roi rond rose rouge rousseau roux rue sage sain saint salle sapin sauvage savant
second seigneur sergent serrurier simple soleil sourd tailleur tambour temps tessier tisserand
tonnelier tour tout travers trois vache vaillant val valet vallee veau vent verger vert vidal vieux
vigne vigneron ville vivier voisin voyer vrai
"""

_VOIES = """
rue avenue boulevard bd impasse allée allées chemin quai square place promenade esplanade rond-point
résidence lycée collège école hôpital clinique stade gymnase salle mont saint sainte
"""

VOIES = frozenset(_VOIES.split())
"""Words before the name of a place, which may be that of a person."""

OUTILS = frozenset(_OUTILS.split())
"""Words of every sentence: names only after a civility or a first name."""

COURANTS = frozenset(_COURANTS.split())
"""Ordinary words: names when they are written with a capital, or after a civility or a first name.
"""
