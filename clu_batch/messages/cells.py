"""What can be wrong with one cell, or with the cells of one column."""

from __future__ import annotations

from clu_batch.kernel.problems import ProblemKind, Severity

_DATE = "une date, jour d’abord, comme 12/03/2026 ou « 12 mars 2026 »"

# -- dates -----------------------------------------------------------------------------------------
DATE_ILLISIBLE = ProblemKind(
    "date-illisible",
    Severity.ERREUR,
    "« {valeur} » n’est pas une date",
    _DATE,
    "Tapez une date, ou videz la cellule si la date n’est pas connue.",
)
DATE_IMPOSSIBLE = ProblemKind(
    "date-impossible",
    Severity.ERREUR,
    "« {valeur} » n’existe pas au calendrier",
    _DATE,
    "Vérifiez le jour, le mois et l’année.",
)
DATE_SANS_ANNEE = ProblemKind(
    "date-sans-annee",
    Severity.ERREUR,
    "« {valeur} » : l’année manque",
    _DATE,
    "Ajoutez l’année sur quatre chiffres.",
)
DATE_SANS_JOUR = ProblemKind(
    "date-sans-jour",
    Severity.ERREUR,
    "« {valeur} » : le jour manque",
    _DATE,
    "Tapez la date complète, avec le jour.",
)
DATE_MOIS_EN_PREMIER = ProblemKind(
    "date-mois-en-premier",
    Severity.ERREUR,
    "« {valeur} » porte le mois avant le jour",
    _DATE,
    "Retapez la date, jour d’abord ; si la colonne vient d’un export américain, corrigez toute la"
    " colonne.",
)
DATE_AMBIGUE = ProblemKind(
    "date-ambigue",
    Severity.ERREUR,
    "cette date ne dit pas où est le mois, et une autre date de la colonne, « {temoin} », porte le"
    " mois en premier",
    _DATE,
    "Retapez les dates de cette colonne, jour d’abord.",
)
DATE_TROP_ANCIENNE = ProblemKind(
    "date-trop-ancienne",
    Severity.ERREUR,
    "« {valeur} » est une date antérieure à l’an 2000",
    "une date à partir de l’an 2000",
    "Vérifiez l’année.",
)
DATE_TROP_LOINTAINE = ProblemKind(
    "date-trop-lointaine",
    Severity.ERREUR,
    "« {valeur} » est une date trop lointaine",
    "une date avant le {limite}",
    "Vérifiez l’année.",
)
DATE_SANS_FORMAT = ProblemKind(
    "date-sans-format",
    Severity.A_VERIFIER,
    "« {valeur} » est un nombre, lu comme le {lu}",
    _DATE,
    "Donnez à la cellule le format Date, et vérifiez le jour affiché.",
)
ANNEE_SUR_DEUX_CHIFFRES = ProblemKind(
    "annee-sur-deux-chiffres",
    Severity.A_VERIFIER,
    "« {valeur} » a été lu comme le {lu}",
    "une année sur quatre chiffres",
    "Vérifiez l’année, et tapez-la en entier.",
)
JOUR_DE_SEMAINE = ProblemKind(
    "jour-de-semaine",
    Severity.A_VERIFIER,
    "« {valeur} » : ce jour-là est un {jour}",
    "un jour de la semaine qui correspond à la date",
    "Vérifiez le jour et la date : c’est la date qui a été retenue.",
)

# -- hours -----------------------------------------------------------------------------------------
HEURE_ILLISIBLE = ProblemKind(
    "heure-illisible",
    Severity.ERREUR,
    "« {valeur} » n’est pas une heure",
    "une heure, comme 14:30 ou 14h30",
    "Tapez l’heure et les minutes.",
)
HEURE_SANS_FORMAT = ProblemKind(
    "heure-sans-format",
    Severity.A_VERIFIER,
    "« {valeur} » est un nombre, lu comme {lu}",
    "une heure, comme 14:30 ou 14h30",
    "Donnez à la cellule le format Heure, et vérifiez l’heure affichée.",
)

DUREE_ILLISIBLE = ProblemKind(
    "duree-illisible",
    Severity.ERREUR,
    "« {valeur} » n’est pas une durée",
    "un nombre de minutes, comme 15 ou 90",
    "Tapez le nombre de minutes seul.",
)

# -- numbers ---------------------------------------------------------------------------------------
NOMBRE_ILLISIBLE = ProblemKind(
    "nombre-illisible",
    Severity.ERREUR,
    "« {valeur} » n’est pas un nombre",
    "un nombre seul, comme 12 ou 4,5",
    "Tapez le nombre sans texte autour.",
)
NOMBRE_EN_POURCENTAGE = ProblemKind(
    "nombre-en-pourcentage",
    Severity.A_VERIFIER,
    "« {valeur} » a été lu comme {lu}",
    "un nombre seul, comme 12 ou 4,5",
    "Donnez à la cellule le format Nombre, et vérifiez la valeur affichée.",
)
NOMBRE_DEVENU_DATE = ProblemKind(
    "nombre-devenu-date",
    Severity.ERREUR,
    "la cellule contient la date « {valeur} »",
    "un nombre",
    "Excel a pris la saisie pour une date : donnez à la cellule le format Nombre, puis retapez la"
    " valeur.",
)
NOMBRE_NEGATIF = ProblemKind(
    "nombre-negatif",
    Severity.ERREUR,
    "« {valeur} » est un nombre négatif",
    "un nombre, zéro ou davantage",
    "Vérifiez le signe.",
)
ENTIER_ATTENDU = ProblemKind(
    "entier-attendu",
    Severity.ERREUR,
    "« {valeur} » n’est pas un nombre entier",
    "un nombre entier, sans virgule",
    "Tapez un nombre entier.",
)
ENTIER_NEGATIF = ProblemKind(
    "entier-negatif",
    Severity.ERREUR,
    "« {valeur} » est un nombre négatif",
    "un nombre entier, zéro ou davantage",
    "Vérifiez le signe.",
)
POURCENTAGE_ILLISIBLE = ProblemKind(
    "pourcentage-illisible",
    Severity.ERREUR,
    "« {valeur} » n’est pas un pourcentage",
    "un pourcentage, comme 85 % ou 0,85",
    "Tapez le pourcentage seul.",
)
POURCENTAGE_HORS_BORNES = ProblemKind(
    "pourcentage-hors-bornes",
    Severity.ERREUR,
    "« {valeur} » n’est pas entre 0 et 100 %",
    "un pourcentage de 0 à 100 %",
    "Corrigez la valeur.",
)
POURCENTAGE_UN = ProblemKind(
    "pourcentage-un",
    Severity.A_VERIFIER,
    "« {valeur} » a été lu comme 100 %",
    "un pourcentage, comme 85 % ou 0,85",
    "Pour un pour cent, tapez « 1 % » ; pour cent pour cent, « 100 % ».",
)
POURCENTAGES_MELANGES = ProblemKind(
    "pourcentages-melanges",
    Severity.A_VERIFIER,
    "« {valeur} » a été lu comme {lu}, dans une colonne qui contient aussi « {temoin} »",
    "une seule façon d’écrire les pourcentages",
    "Écrivez tous les pourcentages de la colonne de la même façon : 85 % ou 0,85.",
)

# -- words -----------------------------------------------------------------------------------------
OUI_NON_ATTENDU = ProblemKind(
    "oui-non-attendu",
    Severity.ERREUR,
    "« {valeur} » n’est ni oui ni non",
    "oui ou non",
    "Tapez oui ou non.",
)
RENVOI = ProblemKind(
    "renvoi",
    Severity.A_VERIFIER,
    "« {valeur} » semble renvoyer à la ligne au-dessus : chaque ligne est lue seule, telle qu’elle"
    " est tapée",
    "la valeur elle-même",
    "Recopiez la valeur de la ligne au-dessus ; ne changez rien si ce mot est bien le texte voulu.",
)
CHOIX_INCONNU = ProblemKind(
    "choix-inconnu",
    Severity.ERREUR,
    "« {valeur} » ne fait pas partie de la liste",
    "{choix}",
    "Choisissez une valeur de la liste.",
)
CHOIX_PROCHE = ProblemKind(
    "choix-proche",
    Severity.ERREUR,
    "« {valeur} » ne fait pas partie de la liste",
    "{choix}",
    "Vouliez-vous dire « {proche} » ? Choisissez une valeur de la liste.",
)
_DEUX_VOIES = (
    "Si cette réponse était bien proposée, déclarez-la dans l’échelle que porte la question "
    "(feuille Échelles), ou traduisez-la dans Équivalences ; sinon, corrigez la cellule. "
    "En attendant, elle est comptée à part, comme réponse illisible."
)
_HORS_ECHELLE = "« {valeur} » n’est pas une réponse que l’échelle de cette question connaît"
REPONSE_HORS_ECHELLE = ProblemKind(
    "reponse-hors-echelle",
    Severity.ERREUR,
    _HORS_ECHELLE,
    "{choix}",
    _DEUX_VOIES,
)
REPONSE_PROCHE = ProblemKind(
    "reponse-proche",
    Severity.ERREUR,
    _HORS_ECHELLE,
    "{choix}",
    f"Vouliez-vous dire « {{proche}} » ? {_DEUX_VOIES}",
)
CHOIX_DEVENU_DATE = ProblemKind(
    "choix-devenu-date",
    Severity.ERREUR,
    "la cellule contient la date « {valeur} »",
    "{choix}",
    "Excel a pris la saisie pour une date : donnez à la cellule le format Texte, puis retapez la"
    " valeur.",
)

NUMERO_DEVENU_DATE = ProblemKind(
    "numero-devenu-date",
    Severity.A_VERIFIER,
    "la cellule contient la date « {valeur} », lue comme le N° « {lu} »",
    "un N°, comme 2026-1",
    "Excel a pris la saisie pour une date : donnez à la cellule le format Texte, puis retapez"
    " le N°.",
)

# -- any cell --------------------------------------------------------------------------------------
VALEUR_MANQUANTE = ProblemKind(
    "valeur-manquante",
    Severity.ERREUR,
    "la cellule est vide",
    "{attendu}",
    "Remplissez la cellule.",
)
CLE_MANQUANTE = ProblemKind(
    "cle-manquante",
    Severity.ERREUR,
    "la cellule est vide : la ligne a été laissée de côté",
    "{attendu}",
    "Remplissez la cellule, ou supprimez la ligne.",
)
CELLULE_EN_ERREUR = ProblemKind(
    "cellule-en-erreur",
    Severity.ERREUR,
    "la cellule affiche l’erreur {valeur}",
    "{attendu}",
    "Corrigez la formule, ou remplacez-la par sa valeur.",
)
CELLULE_EN_DOUBLE = ProblemKind(
    "cellule-en-double",
    Severity.ERREUR,
    "le fichier donne deux valeurs à cette cellule : « {valeur} »",
    "{attendu}",
    "Retapez la valeur dans Excel, puis enregistrez le classeur.",
)
SIGNE_ILLISIBLE = ProblemKind(
    "signe-illisible",
    Severity.ERREUR,
    "« {valeur} » contient un signe illisible, mal enregistré dans le fichier",
    "{attendu}",
    "Retapez la valeur dans le fichier, ou refaites l’export en UTF-8.",
)
TEXTE_MAL_DECODE = ProblemKind(
    "texte-mal-decode",
    Severity.A_VERIFIER,
    "« {valeur} » semble mal décodé : d’autres signes y remplacent les lettres accentuées",
    "un texte lisible",
    "Refaites l’export en UTF-8, ou retapez le texte ; ne changez rien si c’est bien celui voulu.",
)
FORMULE_NON_CALCULEE = ProblemKind(
    "formule-non-calculee",
    Severity.ERREUR,
    "la formule n’a jamais été calculée",
    "{attendu}",
    "Ouvrez le classeur dans Excel ou LibreOffice, enregistrez-le, puis relancez.",
)
