"""What keeps a document from being read by all, as the secretary finds it in Word: the checks A01
to A30, and some more.

Sources: RGAA 4.1.2, criteria 13.3 and 13.4; DINUM, « Créer des documents accessibles avec Microsoft
Word »; EN 301 549 v3.2.1, clause 10. `texte`: where the fault is. All are said of a template that
the secretary edited; `DU_PROGRAMME` says the same fact of what the program brings.
"""

from __future__ import annotations

from clu_batch.kernel.problems import Problem, declare_a_verifier, declare_bloquant

# -- the file --------------------------------------------------------------------------------------
TITRE = declare_a_verifier(
    "acces-titre",
    "le document n’a pas de titre dans ses propriétés",
    "un titre qui dit ce qu’est le document",
    "Dans Word, ouvrez Fichier > Informations et remplissez « Titre ».",
)
LANGUE = declare_a_verifier(
    "acces-langue",
    "la langue par défaut n’est pas le français",
    "le français (France), pour la lecture à voix haute",
    "Dans Word, ouvrez Révision > Langue > Définir la langue, choisissez « Français (France) » puis"
    " « Définir par défaut ».",
)
LANGUE_D_UN_PASSAGE = declare_a_verifier(
    "acces-langue-passage",
    "un passage ou un style est marqué dans une autre langue que le français ({texte})",
    "le français (France)",
    "Sélectionnez tout le modèle dans Word, puis Révision > Langue > Définir la langue > Français"
    " (France).",
)
LANGUE_DU_THEME = declare_a_verifier(
    "acces-langue-theme",
    "la langue du thème n’est pas le français",
    "le français (France)",
    "Dans Word, mettez le français en premier dans Fichier > Options > Langue, puis enregistrez de"
    " nouveau le modèle.",
)
PROTECTION = declare_a_verifier(
    "acces-protection",
    "le modèle est protégé contre les modifications",
    "un modèle sans protection, que chacun peut lire avec ses outils",
    "Dans Word, ouvrez Révision > Restreindre la modification, puis cliquez sur « Désactiver la"
    " protection ».",
)
REVISIONS = declare_a_verifier(
    "acces-revisions",
    "des modifications suivies, des commentaires ou du texte masqué restent dans le modèle"
    " ({texte})",
    "le texte définitif seul",
    "Dans Word, ouvrez Révision, acceptez ou refusez toutes les modifications, et supprimez les"
    " commentaires.",
)
COLONNES = declare_a_verifier(
    "acces-colonnes",
    "le texte est mis en colonnes ({texte})",
    "une seule colonne, lue du haut vers le bas",
    "Dans Word, ouvrez Mise en page > Colonnes et choisissez « Une ».",
)
PROPRIETES = declare_a_verifier(
    "acces-proprietes",
    "l’auteur, la description ou les dates du fichier ne sont pas les nôtres",
    "la préfecture et la date de la réunion",
    "Dans Word, ouvrez Fichier > Informations et corrigez l’auteur et les commentaires.",
)

# -- headings and text -----------------------------------------------------------------------------
SANS_TITRES = declare_a_verifier(
    "acces-sans-titres",
    "aucun paragraphe n’est un titre",
    "un style « Titre 1 » au moins, pour se repérer",
    "Donnez le style « Titre 1 » au titre du document (Accueil > Styles).",
)
NIVEAUX = declare_a_verifier(
    "acces-niveaux",
    "un niveau de titre est sauté ({texte})",
    "« Titre 1 » d’abord, puis un niveau de plus à la fois",
    "Donnez à ce titre le style du niveau qui suit celui du titre précédent.",
)
TITRE_VIDE_OU_LONG = declare_a_verifier(
    "acces-titre-vide-ou-long",
    "un titre est vide ou dépasse 120 signes ({texte})",
    "un titre court",
    "Raccourcissez ce titre, ou donnez le style « Normal » à ce paragraphe.",
)
PARAGRAPHE_VIDE = declare_a_verifier(
    "acces-paragraphe-vide",
    "un paragraphe vide sert d’espace ({texte})",
    "un espacement avant ou après le paragraphe",
    "Supprimez-le, puis réglez l’espacement dans Accueil > Paragraphe.",
)
FAUX_TITRE = declare_a_verifier(
    "acces-faux-titre",
    "un paragraphe court, tout en gras, ressemble à un titre sans en être un ({texte})",
    "un style « Titre 1 », « Titre 2 »…",
    "Donnez-lui le style de titre qui convient, ou retirez le gras.",
)
FAUSSE_LISTE = declare_a_verifier(
    "acces-fausse-liste",
    "un tiret, une puce ou un numéro est tapé au clavier ({texte})",
    "une vraie liste de Word",
    "Effacez ce signe, puis cliquez sur Accueil > Puces ou Accueil > Numérotation.",
)
ESPACES = declare_a_verifier(
    "acces-espaces",
    "des espaces, des tabulations ou des sauts de ligne se suivent ({texte})",
    "un retrait, un taquet ou un espacement",
    "Remplacez-les par un réglage de Accueil > Paragraphe.",
)
JUSTIFIE = declare_a_verifier(
    "acces-justifie",
    "un texte est justifié ({texte})",
    "un texte aligné à gauche, plus facile à lire",
    "Sélectionnez-le et cliquez sur Accueil > Aligner à gauche.",
)
PETIT_OU_CAPITALES = declare_a_verifier(
    "acces-petit-ou-capitales",
    "un texte est en capitales, ou plus petit que 10 points ({texte})",
    "12 points, en minuscules",
    "Réglez la taille et décochez « Majuscules » dans Accueil > Police.",
)
CONTRASTE = declare_a_verifier(
    "acces-contraste",
    "une couleur de texte se lit mal sur son fond ({texte})",
    "un contraste de 4,5 au moins, et la couleur choisie sur le texte",
    "Choisissez une couleur plus foncée dans Accueil > Couleur de police, ou un fond plus clair.",
)
LIEN = declare_a_verifier(
    "acces-lien",
    "le texte d’un lien ne dit pas où il mène ({texte})",
    "des mots, comme « la page du comité »",
    "Cliquez avec le bouton droit sur le lien, puis « Modifier le lien », et changez le texte à"
    " afficher.",
)
ADRESSE_NUE = declare_a_verifier(
    "acces-adresse-nue",
    "une adresse de site est écrite en toutes lettres ({texte})",
    "un lien nommé par des mots",
    "Sélectionnez des mots qui disent où il mène, puis Insertion > Lien.",
)
SOMMAIRE = declare_a_verifier(
    "acces-sommaire",
    "le document a six titres ou plus et n’a pas de sommaire rempli",
    "un sommaire dont chaque ligne mène à son titre",
    "Remettez la balise du sommaire du modèle d’origine, ou insérez Références > Table des"
    " matières.",
)

# -- pictures and tables ---------------------------------------------------------------------------
IMAGE = declare_a_verifier(
    "acces-image",
    "une image ou une forme n’a pas de texte de remplacement utile ({texte})",
    "une phrase qui dit ce qu’elle montre",
    "Cliquez dessus avec le bouton droit, puis « Modifier le texte de remplacement », ou cochez «"
    " Marquer comme décoratif ».",
)
FLOTTANT = declare_a_verifier(
    "acces-flottant",
    "une image, une forme ou une zone de texte flotte hors du texte ({texte})",
    "un objet « Aligné sur le texte »",
    "Cliquez dessus, puis Habillage > « Aligné sur le texte » ; recopiez le contenu d’une zone de"
    " texte dans des paragraphes.",
)
ENTETE = declare_a_verifier(
    "acces-entete",
    "un tableau n’a pas de ligne d’en-tête ({texte})",
    "une première ligne qui nomme les colonnes",
    "Cliquez dans la première ligne, puis Disposition > « Répéter les lignes d’en-tête ».",
)
OPTION_D_ENTETE = declare_a_verifier(
    "acces-option-entete",
    "l’option « Ligne d’en-tête » d’un tableau n’est pas cochée ({texte})",
    "cette option cochée",
    "Cliquez dans le tableau, puis cochez « Ligne d’en-tête » dans Création de tableau.",
)
FUSION = declare_a_verifier(
    "acces-fusion",
    "un tableau a des cellules fusionnées, un autre tableau dedans, ou des lignes inégales"
    " ({texte})",
    "autant de cellules à chaque ligne, sans fusion",
    "Fractionnez les cellules fusionnées (Disposition > Fractionner).",
)
CELLULE_VIDE = declare_a_verifier(
    "acces-cellule-vide",
    "une cellule de tableau est vide ({texte})",
    "un texte dans chaque cellule",
    "Écrivez « sans objet » ou « — » dans la cellule.",
)
LIGNE_COUPEE = declare_a_verifier(
    "acces-ligne-coupee",
    "une ligne de tableau peut se couper d’une page à l’autre ({texte})",
    "des lignes entières",
    "Sélectionnez le tableau, puis décochez Propriétés > Ligne > « Autoriser le fractionnement des"
    " lignes sur plusieurs pages ».",
)
LEGENDE = declare_a_verifier(
    "acces-legende",
    "un tableau n’a pas de légende numérotée avant lui ({texte})",
    "une légende, comme « Tableau 1 – Ordre du jour »",
    "Cliquez dans le tableau, puis Références > Insérer une légende > Au-dessus.",
)
COULEUR_SEULE = declare_a_verifier(
    "acces-couleur-seule",
    "une cellule dit quelque chose par sa seule couleur ({texte})",
    "un texte dans la cellule",
    "Écrivez dans la cellule ce que la couleur veut dire.",
)
BORDURES = declare_a_verifier(
    "acces-bordures",
    "un tableau n’a pas de bordures ({texte})",
    "des bordures, sans quoi Word le prend pour une mise en page",
    "Cliquez dans le tableau, puis Création de tableau > Bordures > Toutes les bordures.",
)
GRAPHIQUE_SEUL = declare_a_verifier(
    "acces-graphique-seul",
    "un graphique n’est suivi ni du tableau de ses chiffres, ni d’un lien vers lui ({texte})",
    "ses chiffres dans un tableau, dessous",
    "Remettez le tableau sous le graphique, ou l’annexe « données des graphiques », comme dans le"
    " modèle d’origine.",
)
GRAPHIQUE_ILLISIBLE = declare_a_verifier(
    "acces-graphique-illisible",
    "les étiquettes d’un graphique sont trop petites, ou ses couleurs trop pâles",
    "9 points et un contraste de 3 au moins",
    "Cliquez sur le graphique, puis réglez la taille des étiquettes et le contour des barres.",
)
SANS_DATE = declare_a_verifier(
    "acces-sans-date",
    "la date de la réunion n’est pas dans le corps du document",
    "la date dans le corps, et pas seulement dans l’en-tête",
    "Ajoutez la balise de la date de la réunion dans le texte du modèle.",
)
SIGLE = declare_a_verifier(
    "acces-sigle",
    "un sigle n’est pas développé la première fois ({texte})",
    "le nom entier, puis le sigle entre parenthèses",
    "Écrivez le nom entier devant le sigle, mis entre parenthèses, à sa première apparition.",
)
CONSTRUCTION = declare_a_verifier(
    "acces-construction",
    "un champ, un dessin ou une cellule est mal construit ({texte})",
    "un modèle enregistré par Word",
    "Ouvrez le modèle dans Word et enregistrez-le de nouveau ; à défaut, repartez du modèle"
    " d’origine.",
)

# -- the program's own doing -----------------------------------------------------------------------
DU_PROGRAMME = declare_bloquant(
    "acces-du-programme",
    "même avec le modèle d’origine, {constat}",
    "{attendu}",
    "{remede} C’est à faire dans le modèle d’origine, ou dans ce que le programme y écrit :"
    " transmettez cette ligne à la personne qui s’occupe du programme.",
)


def blame_program(remarque: Problem) -> Problem:
    """Return the same fact, found with the program's own template: the document is not written."""
    return DU_PROGRAMME.report(
        remarque.place,
        constat=remarque.trouve,
        attendu=remarque.attendu,
        remede=remarque.que_faire,
    )
