"""What keeps a document from being read by all, as the secretary finds it in Word: the checks A01
to A30, and some more.

Sources: RGAA 4.1.2, criteria 13.3 and 13.4; DINUM, « Créer des documents accessibles avec Microsoft
Word »; EN 301 549 v3.2.1, clause 10. `texte`: where the fault is. All are said of a template that
the secretary edited; `DU_PROGRAMME` says the same fact of what the program brings.
"""

from __future__ import annotations

from clu_batch.kernel.problems import Problem, ProblemKind, Severity


def _make_remarque(code: str, trouve: str, attendu: str, que_faire: str) -> ProblemKind:
    return ProblemKind(f"acces-{code}", Severity.A_VERIFIER, trouve, attendu, que_faire)


# -- the file --------------------------------------------------------------------------------------
TITRE = _make_remarque(
    "titre",
    "le document n’a pas de titre dans ses propriétés",
    "un titre qui dit ce qu’est le document",
    "Dans Word, ouvrez Fichier > Informations et remplissez « Titre ».",
)
LANGUE = _make_remarque(
    "langue",
    "la langue par défaut n’est pas le français",
    "le français (France), pour la lecture à voix haute",
    "Dans Word, ouvrez Révision > Langue > Définir la langue, choisissez « Français (France) » puis"
    " « Définir par défaut ».",
)
LANGUE_D_UN_PASSAGE = _make_remarque(
    "langue-passage",
    "un passage ou un style est marqué dans une autre langue que le français ({texte})",
    "le français (France)",
    "Sélectionnez tout le modèle dans Word, puis Révision > Langue > Définir la langue > Français"
    " (France).",
)
LANGUE_DU_THEME = _make_remarque(
    "langue-theme",
    "la langue du thème n’est pas le français",
    "le français (France)",
    "Dans Word, mettez le français en premier dans Fichier > Options > Langue, puis enregistrez de"
    " nouveau le modèle.",
)
PROTECTION = _make_remarque(
    "protection",
    "le modèle est protégé contre les modifications",
    "un modèle sans protection, que chacun peut lire avec ses outils",
    "Dans Word, ouvrez Révision > Restreindre la modification, puis cliquez sur « Désactiver la"
    " protection ».",
)
REVISIONS = _make_remarque(
    "revisions",
    "des modifications suivies, des commentaires ou du texte masqué restent dans le modèle"
    " ({texte})",
    "le texte définitif seul",
    "Dans Word, ouvrez Révision, acceptez ou refusez toutes les modifications, et supprimez les"
    " commentaires.",
)
COLONNES = _make_remarque(
    "colonnes",
    "le texte est mis en colonnes ({texte})",
    "une seule colonne, lue du haut vers le bas",
    "Dans Word, ouvrez Mise en page > Colonnes et choisissez « Une ».",
)
PROPRIETES = _make_remarque(
    "proprietes",
    "l’auteur, la description ou les dates du fichier ne sont pas les nôtres",
    "la préfecture et la date de la réunion",
    "Dans Word, ouvrez Fichier > Informations et corrigez l’auteur et les commentaires.",
)

# -- headings and text -----------------------------------------------------------------------------
SANS_TITRES = _make_remarque(
    "sans-titres",
    "aucun paragraphe n’est un titre",
    "un style « Titre 1 » au moins, pour se repérer",
    "Donnez le style « Titre 1 » au titre du document (Accueil > Styles).",
)
NIVEAUX = _make_remarque(
    "niveaux",
    "un niveau de titre est sauté ({texte})",
    "« Titre 1 » d’abord, puis un niveau de plus à la fois",
    "Donnez à ce titre le style du niveau qui suit celui du titre précédent.",
)
TITRE_VIDE_OU_LONG = _make_remarque(
    "titre-vide-ou-long",
    "un titre est vide ou dépasse 120 signes ({texte})",
    "un titre court",
    "Raccourcissez ce titre, ou donnez le style « Normal » à ce paragraphe.",
)
PARAGRAPHE_VIDE = _make_remarque(
    "paragraphe-vide",
    "un paragraphe vide sert d’espace ({texte})",
    "un espacement avant ou après le paragraphe",
    "Supprimez-le, puis réglez l’espacement dans Accueil > Paragraphe.",
)
FAUX_TITRE = _make_remarque(
    "faux-titre",
    "un paragraphe court, tout en gras, ressemble à un titre sans en être un ({texte})",
    "un style « Titre 1 », « Titre 2 »…",
    "Donnez-lui le style de titre qui convient, ou retirez le gras.",
)
FAUSSE_LISTE = _make_remarque(
    "fausse-liste",
    "un tiret, une puce ou un numéro est tapé au clavier ({texte})",
    "une vraie liste de Word",
    "Effacez ce signe, puis cliquez sur Accueil > Puces ou Accueil > Numérotation.",
)
ESPACES = _make_remarque(
    "espaces",
    "des espaces, des tabulations ou des sauts de ligne se suivent ({texte})",
    "un retrait, un taquet ou un espacement",
    "Remplacez-les par un réglage de Accueil > Paragraphe.",
)
JUSTIFIE = _make_remarque(
    "justifie",
    "un texte est justifié ({texte})",
    "un texte aligné à gauche, plus facile à lire",
    "Sélectionnez-le et cliquez sur Accueil > Aligner à gauche.",
)
PETIT_OU_CAPITALES = _make_remarque(
    "petit-ou-capitales",
    "un texte est en capitales, ou plus petit que 10 points ({texte})",
    "12 points, en minuscules",
    "Réglez la taille et décochez « Majuscules » dans Accueil > Police.",
)
CONTRASTE = _make_remarque(
    "contraste",
    "une couleur de texte se lit mal sur son fond ({texte})",
    "un contraste de 4,5 au moins, et la couleur choisie sur le texte",
    "Choisissez une couleur plus foncée dans Accueil > Couleur de police, ou un fond plus clair.",
)
LIEN = _make_remarque(
    "lien",
    "le texte d’un lien ne dit pas où il mène ({texte})",
    "des mots, comme « la page du comité »",
    "Cliquez avec le bouton droit sur le lien, puis « Modifier le lien », et changez le texte à"
    " afficher.",
)
ADRESSE_NUE = _make_remarque(
    "adresse-nue",
    "une adresse de site est écrite en toutes lettres ({texte})",
    "un lien nommé par des mots",
    "Sélectionnez des mots qui disent où il mène, puis Insertion > Lien.",
)
SOMMAIRE = _make_remarque(
    "sommaire",
    "le document a six titres ou plus et n’a pas de sommaire rempli",
    "un sommaire dont chaque ligne mène à son titre",
    "Remettez la balise du sommaire du modèle d’origine, ou insérez Références > Table des"
    " matières.",
)

# -- pictures and tables ---------------------------------------------------------------------------
IMAGE = _make_remarque(
    "image",
    "une image ou une forme n’a pas de texte de remplacement utile ({texte})",
    "une phrase qui dit ce qu’elle montre",
    "Cliquez dessus avec le bouton droit, puis « Modifier le texte de remplacement », ou cochez «"
    " Marquer comme décoratif ».",
)
FLOTTANT = _make_remarque(
    "flottant",
    "une image, une forme ou une zone de texte flotte hors du texte ({texte})",
    "un objet « Aligné sur le texte »",
    "Cliquez dessus, puis Habillage > « Aligné sur le texte » ; recopiez le contenu d’une zone de"
    " texte dans des paragraphes.",
)
ENTETE = _make_remarque(
    "entete",
    "un tableau n’a pas de ligne d’en-tête ({texte})",
    "une première ligne qui nomme les colonnes",
    "Cliquez dans la première ligne, puis Disposition > « Répéter les lignes d’en-tête ».",
)
OPTION_D_ENTETE = _make_remarque(
    "option-entete",
    "l’option « Ligne d’en-tête » d’un tableau n’est pas cochée ({texte})",
    "cette option cochée",
    "Cliquez dans le tableau, puis cochez « Ligne d’en-tête » dans Création de tableau.",
)
FUSION = _make_remarque(
    "fusion",
    "un tableau a des cellules fusionnées, un autre tableau dedans, ou des lignes inégales"
    " ({texte})",
    "autant de cellules à chaque ligne, sans fusion",
    "Fractionnez les cellules fusionnées (Disposition > Fractionner).",
)
CELLULE_VIDE = _make_remarque(
    "cellule-vide",
    "une cellule de tableau est vide ({texte})",
    "un texte dans chaque cellule",
    "Écrivez « sans objet » ou « — » dans la cellule.",
)
LIGNE_COUPEE = _make_remarque(
    "ligne-coupee",
    "une ligne de tableau peut se couper d’une page à l’autre ({texte})",
    "des lignes entières",
    "Sélectionnez le tableau, puis décochez Propriétés > Ligne > « Autoriser le fractionnement des"
    " lignes sur plusieurs pages ».",
)
LEGENDE = _make_remarque(
    "legende",
    "un tableau n’a pas de légende numérotée avant lui ({texte})",
    "une légende, comme « Tableau 1 – Ordre du jour »",
    "Cliquez dans le tableau, puis Références > Insérer une légende > Au-dessus.",
)
COULEUR_SEULE = _make_remarque(
    "couleur-seule",
    "une cellule dit quelque chose par sa seule couleur ({texte})",
    "un texte dans la cellule",
    "Écrivez dans la cellule ce que la couleur veut dire.",
)
BORDURES = _make_remarque(
    "bordures",
    "un tableau n’a pas de bordures ({texte})",
    "des bordures, sans quoi Word le prend pour une mise en page",
    "Cliquez dans le tableau, puis Création de tableau > Bordures > Toutes les bordures.",
)
GRAPHIQUE_SEUL = _make_remarque(
    "graphique-seul",
    "un graphique n’est pas suivi du tableau de ses chiffres ({texte})",
    "ses chiffres dans un tableau, dessous",
    "Remettez le tableau sous le graphique, comme dans le modèle d’origine.",
)
GRAPHIQUE_ILLISIBLE = _make_remarque(
    "graphique-illisible",
    "les étiquettes d’un graphique sont trop petites, ou ses couleurs trop pâles",
    "9 points et un contraste de 3 au moins",
    "Cliquez sur le graphique, puis réglez la taille des étiquettes et le contour des barres.",
)
SANS_DATE = _make_remarque(
    "sans-date",
    "la date de la réunion n’est pas dans le corps du document",
    "la date dans le corps, et pas seulement dans l’en-tête",
    "Ajoutez la balise de la date de la réunion dans le texte du modèle.",
)
SIGLE = _make_remarque(
    "sigle",
    "un sigle n’est pas développé la première fois ({texte})",
    "le nom entier, puis le sigle entre parenthèses",
    "Écrivez le nom entier devant le sigle, mis entre parenthèses, à sa première apparition.",
)
CONSTRUCTION = _make_remarque(
    "construction",
    "un champ, un dessin ou une cellule est mal construit ({texte})",
    "un modèle enregistré par Word",
    "Ouvrez le modèle dans Word et enregistrez-le de nouveau ; à défaut, repartez du modèle"
    " d’origine.",
)

# -- the program's own doing -----------------------------------------------------------------------
DU_PROGRAMME = ProblemKind(
    "acces-du-programme",
    Severity.BLOQUANT,
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
