"""What can be wrong with one cell, or with the cells of one column."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_erreur

_DATE = "une date, jour d’abord, comme 12/03/2026 ou « 12 mars 2026 »"

# -- dates -----------------------------------------------------------------------------------------
DATE_ILLISIBLE = declare_erreur(
    "date-illisible",
    "« {valeur} » n’est pas une date",
    _DATE,
    "Tapez une date, ou videz la cellule si la date n’est pas connue.",
)
DATE_IMPOSSIBLE = declare_erreur(
    "date-impossible",
    "« {valeur} » n’existe pas au calendrier",
    _DATE,
    "Vérifiez le jour, le mois et l’année.",
)
DATE_SANS_ANNEE = declare_erreur(
    "date-sans-annee",
    "« {valeur} » : l’année manque",
    _DATE,
    "Ajoutez l’année sur quatre chiffres.",
)
DATE_SANS_JOUR = declare_erreur(
    "date-sans-jour",
    "« {valeur} » : le jour manque",
    _DATE,
    "Tapez la date complète, avec le jour.",
)
DATE_MOIS_EN_PREMIER = declare_erreur(
    "date-mois-en-premier",
    "« {valeur} » porte le mois avant le jour",
    _DATE,
    "Retapez la date, jour d’abord ; si la colonne vient d’un export américain, corrigez toute la"
    " colonne.",
)
DATE_AMBIGUE = declare_erreur(
    "date-ambigue",
    "cette date ne dit pas où est le mois, et une autre date de la colonne, « {temoin} », porte le"
    " mois en premier",
    _DATE,
    "Retapez les dates de cette colonne, jour d’abord.",
)
DATE_A_L_AMERICAINE = declare_erreur(
    "date-a-l-americaine",
    "cette date ne dit pas où est le mois, et son heure (AM ou PM) est celle d’un export américain,"
    " qui le met en premier",
    _DATE,
    "Refaites l’export en français, ou retapez les dates de cette colonne, jour d’abord.",
)
DATE_PROUVEE = declare_a_verifier(
    "date-prouvee",
    "cette date a été lue jour d’abord, comme les dates voisines le montrent, alors qu’une autre"
    " date de la colonne, « {temoin} », porte le mois en premier",
    _DATE,
    "Vérifiez cette date, et corrigez « {temoin} ».",
)
DATE_TROP_ANCIENNE = declare_erreur(
    "date-trop-ancienne",
    "« {valeur} » est une date antérieure à l’an 2000",
    "une date à partir de l’an 2000",
    "Vérifiez l’année.",
)
DATE_TROP_LOINTAINE = declare_erreur(
    "date-trop-lointaine",
    "« {valeur} » est une date trop lointaine",
    "une date avant le {limite}",
    "Vérifiez l’année.",
)
DATE_SANS_FORMAT = declare_a_verifier(
    "date-sans-format",
    "« {valeur} » est un nombre, lu comme le {lu}",
    _DATE,
    "Donnez à la cellule le format Date, et vérifiez le jour affiché.",
)
ANNEE_SUR_DEUX_CHIFFRES = declare_a_verifier(
    "annee-sur-deux-chiffres",
    "« {valeur} » a été lu comme le {lu}",
    "une année sur quatre chiffres",
    "Vérifiez l’année, et tapez-la en entier.",
)
JOUR_DE_SEMAINE = declare_a_verifier(
    "jour-de-semaine",
    "« {valeur} » : ce jour-là est un {jour}",
    "un jour de la semaine qui correspond à la date",
    "Vérifiez le jour et la date : c’est la date qui a été retenue.",
)

# -- hours -----------------------------------------------------------------------------------------
HEURE_ILLISIBLE = declare_erreur(
    "heure-illisible",
    "« {valeur} » n’est pas une heure",
    "une heure, comme 14:30 ou 14h30",
    "Tapez l’heure et les minutes.",
)
HEURE_SANS_FORMAT = declare_a_verifier(
    "heure-sans-format",
    "« {valeur} » est un nombre, lu comme {lu}",
    "une heure, comme 14:30 ou 14h30",
    "Donnez à la cellule le format Heure, et vérifiez l’heure affichée.",
)

DUREE_ILLISIBLE = declare_erreur(
    "duree-illisible",
    "« {valeur} » n’est pas une durée",
    "un nombre de minutes, comme 15 ou 90",
    "Tapez le nombre de minutes seul.",
)

# -- numbers ---------------------------------------------------------------------------------------
NOMBRE_ILLISIBLE = declare_erreur(
    "nombre-illisible",
    "« {valeur} » n’est pas un nombre",
    "un nombre seul, comme 12 ou 4,5",
    "Tapez le nombre sans texte autour.",
)
NOMBRE_EN_POURCENTAGE = declare_a_verifier(
    "nombre-en-pourcentage",
    "« {valeur} » a été lu comme {lu}",
    "un nombre seul, comme 12 ou 4,5",
    "Donnez à la cellule le format Nombre, et vérifiez la valeur affichée.",
)
NOMBRE_DEVENU_DATE = declare_erreur(
    "nombre-devenu-date",
    "la cellule contient la date « {valeur} »",
    "un nombre",
    "Excel a pris la saisie pour une date : donnez à la cellule le format Nombre, puis retapez la"
    " valeur.",
)
NOMBRE_NEGATIF = declare_erreur(
    "nombre-negatif",
    "« {valeur} » est un nombre négatif",
    "un nombre, zéro ou davantage",
    "Vérifiez le signe.",
)
ENTIER_ATTENDU = declare_erreur(
    "entier-attendu",
    "« {valeur} » n’est pas un nombre entier",
    "un nombre entier, sans virgule",
    "Tapez un nombre entier.",
)
ENTIER_NEGATIF = declare_erreur(
    "entier-negatif",
    "« {valeur} » est un nombre négatif",
    "un nombre entier, zéro ou davantage",
    "Vérifiez le signe.",
)
POURCENTAGE_ILLISIBLE = declare_erreur(
    "pourcentage-illisible",
    "« {valeur} » n’est pas un pourcentage",
    "un pourcentage, comme 85 % ou 0,85",
    "Tapez le pourcentage seul.",
)
POURCENTAGE_HORS_BORNES = declare_erreur(
    "pourcentage-hors-bornes",
    "« {valeur} » n’est pas entre 0 et 100 %",
    "un pourcentage de 0 à 100 %",
    "Corrigez la valeur.",
)
POURCENTAGE_UN = declare_a_verifier(
    "pourcentage-un",
    "« {valeur} » a été lu comme 100 %",
    "un pourcentage, comme 85 % ou 0,85",
    "Pour un pour cent, tapez « 1 % » ; pour cent pour cent, « 100 % ».",
)
POURCENTAGES_MELANGES = declare_a_verifier(
    "pourcentages-melanges",
    "« {valeur} » a été lu comme {lu}, dans une colonne qui contient aussi « {temoin} »",
    "une seule façon d’écrire les pourcentages",
    "Écrivez tous les pourcentages de la colonne de la même façon : 85 % ou 0,85.",
)

# -- words -----------------------------------------------------------------------------------------
OUI_NON_ATTENDU = declare_erreur(
    "oui-non-attendu",
    "« {valeur} » n’est ni oui ni non",
    "oui ou non",
    "Tapez oui ou non.",
)
RENVOI = declare_a_verifier(
    "renvoi",
    "« {valeur} » semble renvoyer à la ligne au-dessus : chaque ligne est lue seule, telle qu’elle"
    " est tapée",
    "la valeur elle-même",
    "Recopiez la valeur de la ligne au-dessus ; ne changez rien si ce mot est bien le texte voulu.",
)
CHOIX_INCONNU = declare_erreur(
    "choix-inconnu",
    "« {valeur} » ne fait pas partie de la liste",
    "{choix}",
    "Choisissez une valeur de la liste.",
)
CHOIX_PROCHE = declare_erreur(
    "choix-proche",
    "« {valeur} » ne fait pas partie de la liste",
    "{choix}",
    "Vouliez-vous dire « {proche} » ? Choisissez une valeur de la liste.",
)
_DEUX_VOIES = (
    "Si cette réponse était bien proposée, déclarez-la dans l’échelle que porte la question "
    "(feuille Échelles), ou traduisez-la dans Équivalences (Feuille, Colonne et Valeur comme sur "
    "cette ligne) ; sinon, corrigez la cellule. "
    "En attendant, c’est une réponse illisible, qui n’entre dans aucun taux."
)
_ENSUITE = (
    "Déclarez-la, traduisez-la ou corrigez la cellule, comme il est dit à la première de ces"
    " lignes ; en attendant, elle n’entre dans aucun taux."
)
_HORS_ECHELLE = "« {valeur} » n’est pas une réponse que l’échelle de cette question connaît"
REPONSE_HORS_ECHELLE = declare_erreur(
    "reponse-hors-echelle",
    _HORS_ECHELLE,
    "{choix}",
    _DEUX_VOIES,
    mutilates=True,
    ensuite=_ENSUITE,
)
REPONSE_PROCHE = declare_erreur(
    "reponse-proche",
    _HORS_ECHELLE,
    "{choix}",
    f"Vouliez-vous dire « {{proche}} » ? {_DEUX_VOIES}",
    mutilates=True,
    ensuite=f"Vouliez-vous dire « {{proche}} » ? {_ENSUITE}",
)
REPONSE_CODEE = declare_erreur(
    "reponse-codee",
    _HORS_ECHELLE,
    "{choix}",
    "C’est sans doute un code : refaites l’export avec le texte des réponses, ou tapez ce code dans"
    " « Saisie abrégée », sur la ligne de sa réponse (feuille Échelles), ou traduisez-le dans"
    " Équivalences (Feuille, Colonne et Valeur comme sur cette ligne). En attendant, c’est"
    " une réponse illisible, qui n’entre dans aucun taux.",
    mutilates=True,
    ensuite="C’est sans doute un code : refaites l’export avec le texte des réponses, ou tapez-le"
    " dans « Saisie abrégée » (feuille Échelles) ; en attendant, elle est comptée à part.",
)
CHOIX_DEVENU_DATE = declare_erreur(
    "choix-devenu-date",
    "la cellule contient la date « {valeur} »",
    "{choix}",
    "Excel a pris la saisie pour une date : donnez à la cellule le format Texte, puis retapez la"
    " valeur.",
)

NUMERO_DEVENU_DATE = declare_a_verifier(
    "numero-devenu-date",
    "la cellule contient la date « {valeur} », lue comme le N° « {lu} »",
    "un N°, comme 2026-1",
    "Excel a pris la saisie pour une date : donnez à la cellule le format Texte, puis retapez"
    " le N°.",
)

# -- any cell --------------------------------------------------------------------------------------
VALEUR_MANQUANTE = declare_erreur(
    "valeur-manquante",
    "la cellule est vide",
    "{attendu}",
    "Remplissez la cellule.",
)
CLE_MANQUANTE = declare_erreur(
    "cle-manquante",
    "la cellule est vide : la ligne a été laissée de côté",
    "{attendu}",
    "Remplissez la cellule, ou supprimez la ligne.",
)
CELLULE_EN_ERREUR = declare_erreur(
    "cellule-en-erreur",
    "la cellule affiche l’erreur {valeur}",
    "{attendu}",
    "Corrigez la formule, ou remplacez-la par sa valeur.",
)
CELLULE_EN_DOUBLE = declare_erreur(
    "cellule-en-double",
    "le fichier donne deux valeurs à cette cellule : « {valeur} »",
    "{attendu}",
    "Retapez la valeur dans Excel, puis enregistrez le classeur.",
)
SIGNE_ILLISIBLE = declare_erreur(
    "signe-illisible",
    "« {valeur} » contient un signe illisible, mal enregistré dans le fichier",
    "{attendu}",
    "Retapez la valeur dans le fichier, ou refaites l’export en UTF-8.",
)
TEXTE_MAL_DECODE = declare_a_verifier(
    "texte-mal-decode",
    "« {valeur} » semble mal décodé : d’autres signes y remplacent les lettres accentuées",
    "un texte lisible",
    "Refaites l’export en UTF-8, ou retapez le texte ; ne changez rien si c’est bien celui voulu.",
)
FORMULE_NON_CALCULEE = declare_erreur(
    "formule-non-calculee",
    "la formule n’a jamais été calculée",
    "{attendu}",
    "Ouvrez le classeur dans Excel ou LibreOffice, enregistrez-le, puis relancez.",
)
