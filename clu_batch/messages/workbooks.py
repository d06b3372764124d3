"""What can be wrong with the folder of the workbooks, or with a file in it."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_bloquant

_LISIBLE = (
    "un classeur Excel ou LibreOffice lisible (.xlsx, .xlsm, .xls, .ods) ou un fichier .csv"
)
_ENREGISTRER = (
    "Ouvrez-le dans Excel ou LibreOffice et enregistrez-le au format « Classeur"
    " Excel (.xlsx) »."
)

FICHIER_VIDE = declare_bloquant(
    "fichier-vide",
    "le fichier est vide (0 octet)",
    _LISIBLE,
    "Remettez en place une copie en bon état : la copie ou la synchronisation ne s’est sans doute"
    " pas terminée.",
)
FICHIER_PROTEGE = declare_bloquant(
    "fichier-protege",
    "le classeur est protégé par un mot de passe",
    "un classeur sans mot de passe à l’ouverture",
    "Enregistrez-en une version sans mot de passe dans le dossier des classeurs.",
)
FICHIER_HTML = declare_bloquant(
    "fichier-html",
    "le fichier est une page web, malgré son extension",
    _LISIBLE,
    _ENREGISTRER,
)
FICHIER_RENOMME = declare_bloquant(
    "fichier-renomme",
    "le fichier est en réalité {reel}, malgré son extension",
    _LISIBLE,
    "Rendez-lui son extension d’origine, ou ouvrez-le et enregistrez-le au format « Classeur Excel"
    " (.xlsx) ».",
)
FICHIER_TEXTE = declare_bloquant(
    "fichier-texte",
    "le fichier est un fichier texte, malgré son extension",
    _LISIBLE,
    "Donnez-lui l’extension .csv s’il contient un tableau, ou ouvrez-le dans Excel et"
    " enregistrez-le au format .xlsx.",
)
FICHIER_COUPE = declare_bloquant(
    "fichier-coupe",
    "le fichier est coupé ou abîmé",
    _LISIBLE,
    "Remettez en place une copie en bon état, ou ouvrez-le dans Excel pour le réparer.",
)
PARTIES_DE_MEME_NOM = declare_bloquant(
    "parties-de-meme-nom",
    "le classeur contient deux parties de même nom, aux majuscules près (« {nom} »)",
    _LISIBLE,
    _ENREGISTRER,
)
TEXTE_COUPE = declare_bloquant(
    "texte-coupe",
    "le fichier est coupé au milieu d’une lettre : il n’a pas été lu",
    "un fichier entier",
    "Refaites l’export, ou remettez en place une copie entière du fichier.",
)
ENCODAGE_INCONNU = declare_bloquant(
    "encodage-inconnu",
    "les lettres du fichier sont dans un encodage que le programme ne reconnaît pas : il n’a pas"
    " été lu",
    "un fichier texte en UTF-8",
    "Refaites l’export en UTF-8 ; ou ouvrez-le dans Excel, vérifiez les accents et enregistrez-le"
    " au format « Classeur Excel (.xlsx) ».",
)
GUILLEMET_OUVERT = declare_bloquant(
    "guillemet-ouvert",
    "un guillemet ouvert dans la ligne {ligne} n’est jamais refermé : la suite ne peut pas"
    " être lue",
    "un guillemet fermant pour chaque guillemet ouvrant",
    "Fermez ou supprimez ce guillemet, ou refaites l’export ; le fichier est peut-être coupé.",
)
CLASSEUR_SANS_FEUILLE = declare_bloquant(
    "classeur-sans-feuille",
    "aucune feuille n’a été trouvée dans le classeur",
    _LISIBLE,
    "Remettez en place une copie en bon état, ou ouvrez-le dans Excel pour le réparer.",
)
FICHIER_STRICT = declare_bloquant(
    "fichier-strict",
    "le classeur est enregistré au format « Strict Open XML », dont les feuilles n’ont pas pu être"
    " lues",
    _LISIBLE,
    _ENREGISTRER,
)
FICHIER_BINAIRE = declare_bloquant(
    "fichier-binaire",
    "le fichier est en réalité un classeur Excel binaire (.xlsb), malgré son extension",
    _LISIBLE,
    _ENREGISTRER,
)
FORMAT_NON_LU = declare_a_verifier(
    "format-non-lu",
    "les classeurs « {extension} » ne sont pas lus",
    _LISIBLE,
    "S’il contient des données utiles, ouvrez-le dans Excel ou LibreOffice et enregistrez-le au"
    " format « Classeur Excel (.xlsx) ».",
)
FICHIER_ETRANGER = declare_bloquant(
    "fichier-etranger",
    "le fichier n’est pas un classeur, malgré son extension",
    _LISIBLE,
    "Remplacez-le par le classeur attendu, ou retirez-le du dossier.",
)
FICHIER_DEMESURE = declare_bloquant(
    "fichier-demesure",
    "le classeur est anormalement volumineux ({raison})",
    "un classeur de taille ordinaire",
    "Recopiez ses données utiles dans un classeur neuf.",
)
FICHIER_DOUTEUX = declare_bloquant(
    "fichier-douteux",
    "le classeur contient une déclaration qu’aucun tableur n’écrit",
    _LISIBLE,
    "N’ouvrez ce fichier que si vous en connaissez l’origine ; remplacez-le par le classeur"
    " attendu.",
)
FICHIER_OCCUPE = declare_bloquant(
    "fichier-occupe",
    "le fichier n’a pas pu être ouvert ({raison})",
    "un fichier accessible en lecture",
    "Fermez-le partout où il est ouvert, vérifiez vos droits sur le dossier, puis relancez.",
)
FICHIER_ABSENT_DU_POSTE = declare_bloquant(
    "fichier-absent-du-poste",
    "le fichier n’est pas présent sur ce poste",
    "un fichier téléchargé",
    "Dans l’explorateur, faites un clic droit sur le fichier puis « Toujours conserver sur cet"
    " appareil », et relancez.",
)
DOSSIER_ABSENT = declare_bloquant(
    "dossier-absent",
    "le dossier des classeurs n’existe pas ou n’est pas lisible",
    "un dossier qui contient les classeurs",
    "Remettez le dossier à sa place, ou indiquez le bon dossier.",
)
DOSSIER_TEMPORAIRE = declare_a_verifier(
    "dossier-temporaire",
    "le dossier des classeurs est une copie temporaire, ouverte depuis une archive .zip",
    "un dossier extrait de l’archive",
    "Extrayez l’archive (clic droit, « Extraire tout »), puis relancez depuis le dossier extrait.",
)
COPIE_ECARTEE = declare_a_verifier(
    "copie-ecartee",
    "ce fichier semble être une copie de « {original} » : il n’a pas été lu",
    "un seul exemplaire de chaque classeur",
    "Reportez ce qui manque dans l’original, puis retirez la copie du dossier.",
)
COPIE_LUE = declare_a_verifier(
    "copie-lue",
    "ce fichier porte un nom de copie ; sans original à côté, il n’a pas été écarté",
    "un classeur qui porte son nom ordinaire",
    "Vérifiez que c’est le bon fichier, puis renommez-le.",
)
MEME_CONTENU = declare_a_verifier(
    "meme-contenu",
    "ce fichier est identique à « {original} » : il n’a pas été lu une seconde fois",
    "un seul exemplaire de chaque classeur",
    "Retirez l’un des deux du dossier.",
)
CLASSEUR_OUVERT = declare_a_verifier(
    "classeur-ouvert",
    "le classeur est ouvert : le programme a lu sa dernière version enregistrée",
    "un classeur enregistré et fermé",
    "Enregistrez vos modifications, fermez le classeur, puis relancez.",
)
