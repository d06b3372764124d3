"""What can be wrong in a template of Word, said in Word's words; the place is the file, `texte` the
words around the tag.
"""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_bloquant

MODELE_ILLISIBLE = declare_bloquant(
    "modele-illisible",
    "ce fichier n’est pas un document Word lisible",
    "un document Word au format .docx, non protégé par un mot de passe",
    "Rouvrez-le dans Word et enregistrez-le au format « Document Word (.docx) », ou"
    " supprimez-le\u00a0: un modèle livré avec le programme est alors remis.",
)
MODELE_D_UN_AUTRE_GENRE = declare_bloquant(
    "modele-autre-genre",
    "ce fichier porte un nom en .docx, mais c’est {nature}",
    "un document Word au format .docx, non protégé par un mot de passe",
    "Rendez-lui son nom, ouvrez-le dans le logiciel qui l’a fait, enregistrez-le au format"
    " «\u00a0Document Word (.docx)\u00a0», ou retirez-le du dossier des modèles.",
)
MODELE_NON_LU = declare_bloquant(
    "modele-non-lu",
    "ce modèle n’a pas pu être lu\u00a0: {cause}",
    "un modèle lisible dans le dossier des modèles",
    "{remede} puis relancez\u00a0; en attendant, ses documents ne sont pas refaits.",
)
MODELES_NON_LUS = declare_bloquant(
    "modeles-non-lus",
    "le dossier des modèles n’a pas pu être lu\u00a0: {cause}",
    "un dossier que le programme peut ouvrir",
    "{remede} puis relancez\u00a0; en attendant, les documents de vos propres modèles ne sont pas"
    " refaits.",
)
MODELE_ABIME = declare_bloquant(
    "modele-abime",
    "ce document Word est abîmé\u00a0: {cause}",
    "un document que Word ouvre sans message",
    "Ouvrez-le dans Word, acceptez la réparation et enregistrez-le, ou reprenez une copie"
    " saine\u00a0; un modèle livré avec le programme est remis si vous le supprimez.",
)
MODELE_DEFAILLANT = declare_bloquant(
    "modele-defaillant",
    "ce modèle ne peut pas être rempli\u00a0: {cause}",
    "un document que Word ouvre sans message, et des balises écrites comme dans Balises.docx",
    "Reprenez une copie qui fonctionnait et refaites-y vos changements un par un\u00a0; "
    "un modèle livré avec le programme est remis si vous le supprimez.",
)
SIGNE_INTERDIT = declare_bloquant(
    "modele-signe-interdit",
    "le signe «\u00a0{valeur}\u00a0» dans la balise «\u00a0{balise}\u00a0» ({texte})",
    "des lettres, des chiffres, des points, et {remplacement}",
    "Remplacez ce signe dans la balise, ou recopiez la balise depuis Balises.docx.",
)
FILTRE_INCONNU = declare_bloquant(
    "modele-filtre-inconnu",
    "la mise en forme «\u00a0{valeur}\u00a0» n’existe pas ({texte})",
    "une des mises en forme de Balises.docx{exemple}",
    "Corrigez le mot qui suit la barre «\u00a0|\u00a0» dans la balise.",
)
NOM_INCONNU = declare_bloquant(
    "modele-nom-inconnu",
    "la balise «\u00a0{valeur}\u00a0» n’existe pas ({texte})",
    "une des balises de Balises.docx{exemple}",
    "Corrigez le nom dans la balise, ou supprimez-la.",
)
ACCOLADES = declare_bloquant(
    "modele-accolades",
    "«\u00a0{valeur}\u00a0» n’a pas ses deux accolades de chaque côté ({texte})",
    "une balise entière, comme «\u00a0{ecriture}\u00a0»",
    "Ouvrez et fermez la balise dans le même paragraphe, sans espace entre les deux accolades.",
)
BALISE_COUPEE = declare_bloquant(
    "modele-balise-coupee",
    "une modification suivie ou un lien coupe la balise «\u00a0{valeur}\u00a0» ({texte})",
    "une balise d’un seul tenant",
    "Acceptez les modifications dans Word (Révision > Accepter), retirez le lien, ou retapez toute"
    " la balise.",
)
BALISE_HORS_TABLEAU = declare_bloquant(
    "modele-balise-hors-tableau",
    "la balise «\u00a0{valeur}\u00a0» vaut pour une ligne ou une cellule, et n’est pas dans un"
    " tableau ({texte})",
    "«\u00a0{ecriture}\u00a0» dans un paragraphe",
    "Changez les lettres qui suivent l’accolade, ou mettez la balise dans une ligne du tableau.",
)
BALISE_PAS_SEULE = declare_bloquant(
    "modele-balise-pas-seule",
    "la balise «\u00a0{valeur}\u00a0» n’est pas seule dans {porteur}\u00a0: {reste} disparaîtrait"
    " ({texte})",
    "cette balise seule, ou «\u00a0{ecriture}\u00a0» au milieu d’un texte",
    "Placez-la seule dans {porteur}, ou enlevez les lettres qui suivent l’accolade.",
)
BALISE_SANS_PLACE = declare_bloquant(
    "modele-balise-sans-place",
    "la balise «\u00a0{valeur}\u00a0» prendrait la place de {porteur}, et son texte disparaîtrait"
    " ({texte})",
    "«\u00a0{ecriture}\u00a0», sans lettre contre l’accolade",
    "Enlevez la lettre ou les deux lettres qui suivent l’accolade.",
)
MOT_INCONNU = declare_bloquant(
    "modele-mot-inconnu",
    "le mot «\u00a0{valeur}\u00a0» de la balise «\u00a0{balise}\u00a0» n’existe pas ({texte})",
    "un des mots if, elif, else, endif, for, endfor ou set{exemple}",
    "Corrigez le premier mot de la balise.",
)
BALISE_DE_CODE = declare_bloquant(
    "modele-balise-de-code",
    "la balise «\u00a0{valeur}\u00a0» contient une formule qui n’est pas permise ({texte})",
    "un nom de Balises.docx, suivi au besoin d’une barre et d’une mise en forme",
    "Recopiez la balise depuis Balises.docx.",
)
BALISE_NON_FERMEE = declare_bloquant(
    "modele-balise-non-fermee",
    "une balise «\u00a0{valeur}\u00a0» n’est jamais fermée ({texte})",
    "une balise «\u00a0{fin}\u00a0» après la partie concernée",
    "Ajoutez la balise de fin là où la partie doit s’arrêter.",
)
BALISE_MAL_PLACEE = declare_bloquant(
    "modele-balise-mal-placee",
    "la balise «\u00a0{valeur}\u00a0» n’est pas à sa place ({texte})",
    "des balises ouvertes et fermées dans le même ordre, la balise de fin dans le même paragraphe,"
    " la même cellule ou la même ligne",
    "Comparez avec le modèle d’origine et replacez la balise.",
)
BALISE_INCOMPRISE = declare_bloquant(
    "modele-balise-incomprise",
    "la balise «\u00a0{valeur}\u00a0» ne peut pas être lue ({texte})",
    "une balise écrite comme dans Balises.docx",
    "Recopiez la balise depuis Balises.docx.",
)
BALISE_SANS_RESULTAT = declare_bloquant(
    "modele-balise-sans-resultat",
    "la balise «\u00a0{valeur}\u00a0» ne peut pas être calculée ({texte})",
    "une balise écrite comme dans Balises.docx, sur une valeur du type prévu",
    "Recopiez la balise depuis Balises.docx.",
)
OPERATION_REFUSEE = declare_bloquant(
    "modele-operation",
    "la balise «\u00a0{valeur}\u00a0» contient {operation}, ce qui n’est pas permis ({texte})",
    "une information de Balises.docx, telle quelle ou suivie d’une mise en forme",
    "Retirez ce calcul de la balise, ou recopiez la balise depuis Balises.docx.",
)
BALISE_TROP_COMPLIQUEE = declare_bloquant(
    "modele-balise-compliquee",
    "la balise «\u00a0{valeur}\u00a0» est trop longue, ou a trop de parenthèses les unes dans les"
    " autres ({texte})",
    "une information de Balises.docx, telle quelle ou suivie d’une mise en forme",
    "Recopiez la balise depuis Balises.docx.",
)
BALISES_TROP_IMBRIQUEES = declare_bloquant(
    "modele-balises-imbriquees",
    "la balise «\u00a0{valeur}\u00a0» s’ouvre alors que {niveaux} autres sont déjà ouvertes"
    " ({texte})",
    "des balises if et for fermées au fur et à mesure",
    "Fermez plus tôt les balises d’avant, ou réunissez leurs conditions en une seule.",
)
BALISE_SANS_FIN = declare_bloquant(
    "modele-balise-sans-fin",
    "la balise «\u00a0{valeur}\u00a0» écrirait ou calculerait bien plus que ce qu’un document peut"
    " contenir ({texte})",
    "une information de Balises.docx, et des boucles sur les listes qui y figurent",
    "Retirez le calcul ou la répétition de trop, ou recopiez la balise depuis Balises.docx.",
)
BALISE_HORS_TEXTE = declare_bloquant(
    "modele-balise-hors-texte",
    "la balise «\u00a0{valeur}\u00a0» se trouve dans un {texte}, que le programme ne remplit pas",
    "une balise dans le texte, un tableau, une zone de texte, un en-tête, un pied de page ou une"
    " note",
    "Retirez-la, ou écrivez-la dans le texte à côté.",
)
BALISE_D_UN_ENSEMBLE = declare_bloquant(
    "modele-balise-ensemble",
    "la balise «\u00a0{valeur}\u00a0» désigne un ensemble, pas un texte ({texte})",
    "le nom d’une des informations de cet ensemble, après un point{exemple}",
    "Complétez la balise d’après Balises.docx.",
)
STYLE_ABSENT = declare_a_verifier(
    "modele-style-absent",
    "le style «\u00a0{valeur}\u00a0» n’est pas dans ce modèle",
    "les styles du modèle d’origine",
    "Recopiez le style depuis le modèle d’origine\u00a0; en attendant, le texte est écrit sans ce"
    " style.",
)
CONTENU_D_AILLEURS = declare_a_verifier(
    "modele-contenu-d-ailleurs",
    "ce modèle contient {quoi} ({texte})",
    "un modèle qui contient tout ce qu’il montre, et rien d’autre",
    "Supprimez-le dans Word, ou remplacez-le par un texte ou une image enregistrée dans le"
    " modèle\u00a0; en attendant, les documents sont faits sans lui.",
)
CHAMP_DE_FUSION = declare_a_verifier(
    "modele-champ-de-fusion",
    "le champ de publipostage «\u00a0{valeur}\u00a0» n’est rempli par rien ({texte})",
    "une des balises de Balises.docx",
    "Remplacez ce champ par la balise qui dit la même chose\u00a0; en attendant, il est imprimé tel"
    " qu’il est dans le modèle.",
)
