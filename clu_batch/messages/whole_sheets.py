"""What can be wrong with a sheet as a whole, with its header row, or with a whole row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.kernel import french
from clu_batch.kernel.problems import (
    declare_a_verifier,
    declare_bloquant,
    declare_erreur,
    declare_information,
)

# -- sheets ----------------------------------------------------------------------------------------
_UNE_DES_FEUILLES = "une des feuilles que le programme lit ({choix})"
_QUE_FAIRE = "Si des données y sont à lire, {remede}."
FEUILLE_INCONNUE = declare_a_verifier(
    "feuille-inconnue", "{effet}", _UNE_DES_FEUILLES, _QUE_FAIRE
)
FEUILLE_PROCHE = declare_a_verifier(
    "feuille-proche",
    "{effet}",
    f"{_UNE_DES_FEUILLES} ; la plus proche est « {{proche}} »",
    _QUE_FAIRE,
)
FEUILLE_A_LIRE = declare_a_verifier("feuille-a-lire", "{effet}", _UNE_DES_FEUILLES, _QUE_FAIRE)
"""Lines are proposed for it."""


def _say_what(outil: str, feminin: str = "") -> str:
    return f"est un export de {outil}" if outil else f"n’est pas connu{feminin}"


def say_unknown_sheet(
    nom: str, connues: Sequence[str], *, is_text: bool, proposed: bool, outil: str = ""
) -> Mapping[str, str]:
    """Return the facts of a sheet that nobody knows; `is_text`: a .csv, whose file alone has a
    name; `proposed`: the control workbook has the lines that would have it read; `outil`: what it
    was exported from, when it is known.
    """
    lignes = (
        "copiez dans « Équivalences » les lignes de la feuille « Équivalences proposées » du"
        " classeur de contrôle"
        if proposed
        else f"ajoutez dans « Équivalences » la ligne : Feuille « {nom} », Devient le nom de l’une"
        " de ces feuilles"
    )
    if is_text:
        effet = f"le fichier « {nom} » {_say_what(outil)} : il n’a pas été lu"
        remede, retrait = "donnez-lui le nom de l’une de ces feuilles, ou", "retirez-le"
    else:
        effet = f"la feuille « {nom} » {_say_what(outil, 'e')} : elle n’a pas été lue"
        remede, retrait = "renommez-la, ou", "retirez-la"
    sinon = retrait if proposed else "copiez son constat dans « Points vus »"
    choix = ", ".join(connues)
    remede = f"{remede} {lignes} ; sinon, {sinon}"
    return {"valeur": nom, "effet": effet, "choix": choix, "remede": remede}


MEME_FEUILLE = declare_a_verifier(
    "meme-feuille",
    "cette feuille a le même contenu que « {feuille} » de « {original} » : elle n’a pas été lue une"
    " seconde fois",
    "chaque feuille une seule fois",
    "Supprimez l’une des deux, ou retirez le classeur en trop du dossier.",
)
LIGNES_REPETEES = declare_a_verifier(
    "lignes-repetees",
    "la feuille « {feuille} » de « {original} » contient déjà {nombre} de celle-ci "
    "({lignes} ; la ligne {ici} y est la ligne {la}) : chacune n’est comptée qu’une fois",
    "chaque ligne dans une seule feuille",
    "Retirez du dossier l’export ou la feuille en trop ; si ces lignes disent autre chose, "
    "distinguez-les par un N° ou par une autre colonne.",
)
MEMES_LIGNES = declare_a_verifier(
    "memes-lignes",
    "cette feuille et « {feuille} » de « {original} » ont {nombre} en commun, sans N° qui les"
    " distingue : elles sont toutes comptées",
    "chaque ligne dans une seule feuille",
    "Retirez l’une des deux s’il s’agit du même export ; sinon, distinguez leurs lignes par un N°"
    " ou par une autre colonne.",
)
FEUILLE_ABSENTE = declare_bloquant(
    "feuille-absente",
    "la feuille « {valeur} » est introuvable",
    "une feuille de ce nom, dans l’un des classeurs",
    "Ajoutez la feuille, ou rendez-lui son nom. Le classeur {classeur} du dossier « vierges », dans"
    " « docs », a cette feuille sans aucune ligne : copiez-le à côté des vôtres.",
)
FEUILLE_VIDE = declare_bloquant(
    "feuille-vide",
    "la feuille « {valeur} » est vide",
    "une feuille remplie, sous les en-têtes {attendus}",
    "Tapez ces en-têtes, puis remplissez la feuille, ou remettez en place une copie remplie.",
)
FEUILLE_PEUT_ETRE_ILLISIBLE = declare_bloquant(
    "feuille-peut-etre-illisible",
    "la feuille « {valeur} » est introuvable alors qu’un classeur n’a pas pu être lu : elle s’y"
    " trouve peut-être",
    "une feuille de ce nom, dans un classeur lisible",
    "Réparez d’abord le classeur signalé.",
)
FEUILLE_ILLISIBLE = declare_bloquant(
    "feuille-illisible",
    "la feuille n’a pas pu être lue",
    "une feuille en bon état",
    "Ouvrez le classeur dans Excel, vérifiez la feuille et enregistrez-le.",
)
FEUILLE_LOURDE = declare_bloquant(
    "feuille-lourde",
    "la feuille n’a pas pu être lue : {cause} ; trop volumineuse ({taille}), elle ne peut l’être"
    " autrement",
    "une feuille telle qu’Excel l’écrit, ou de moins de 20 Mo",
    "Ouvrez le classeur dans Excel, corrigez ce qui est signalé, puis enregistrez-le.",
)
FEUILLE_SANS_CONTENU = declare_a_verifier(
    "feuille-sans-contenu",
    "la feuille « {valeur} » est annoncée par le classeur, et son contenu n’y est pas",
    "une feuille avec son contenu",
    "Si elle doit contenir des données, remettez en place une copie en bon état du classeur.",
)
FEUILLE_DEMESUREE = declare_bloquant(
    "feuille-demesuree",
    "la feuille est anormalement étendue : elle n’a pas été lue",
    "un tableau d’un seul tenant, qui commence en haut à gauche de la feuille",
    "Recopiez le tableau utile dans une feuille neuve de même nom, puis supprimez celle-ci.",
)
CELLULE_ELOIGNEE = declare_a_verifier(
    "cellule-eloignee",
    "une cellule remplie se trouve très loin du tableau : elle n’a pas été lue",
    "un tableau d’un seul tenant",
    "Effacez cette cellule, ou rapprochez-la du tableau.",
)
FEUILLE_MASQUEE = declare_information(
    "feuille-masquee",
    "la feuille est masquée : elle a été lue comme les autres",
    "rien de particulier",
    "Rien à faire si c’est voulu.",
)
LIGNES_MASQUEES = declare_information(
    "lignes-masquees",
    "des lignes sont masquées ({nombre}) : elles ont été lues comme les autres",
    "rien de particulier",
    "Rien à faire si c’est voulu ; pour les écarter, supprimez-les.",
)
LIGNES_FILTREES = declare_information(
    "lignes-filtrees",
    "un filtre est posé et cache des lignes ({nombre}) : elles ont été lues comme les autres",
    "rien de particulier",
    "Rien à faire ; retirez le filtre pour voir toutes les lignes.",
)
COLONNES_MASQUEES = declare_information(
    "colonnes-masquees",
    "des colonnes sont masquées ({nombre}) : elles ont été lues comme les autres",
    "rien de particulier",
    "Rien à faire si c’est voulu.",
)
CELLULES_FUSIONNEES = declare_a_verifier(
    "cellules-fusionnees",
    "des cellules sont fusionnées ({plages}) : leur valeur vaut pour chaque ligne, sauf un nombre"
    " ou un N°, lu à la première seulement",
    "une valeur dans chaque cellule",
    "Défusionnez ces cellules et tapez dans chacune la valeur qui lui revient.",
)

LIGNE_BARREE = declare_a_verifier(
    "ligne-barree",
    "la ligne est barrée : elle a été lue comme les autres",
    "une ligne qui compte, ou pas de ligne",
    "Supprimez la ligne si elle ne vaut plus ; sinon, retirez le barré.",
)
CELLULE_EN_ROUGE = declare_a_verifier(
    "cellule-en-rouge",
    "la cellule est en rouge : le programme ne lit pas les couleurs",
    "l’information écrite dans une cellule",
    "Si la couleur veut dire quelque chose, écrivez-le dans la colonne prévue.",
)
COMMENTAIRE = declare_a_verifier(
    "commentaire",
    "la cellule porte un commentaire, qui n’est pas lu",
    "l’information écrite dans la cellule",
    "Si le commentaire donne la vraie valeur, tapez-la dans la cellule.",
)

# -- headers ---------------------------------------------------------------------------------------
ENTETES_INTROUVABLES = declare_bloquant(
    "entetes-introuvables",
    "aucune ligne d’en-têtes n’a été reconnue dans les 20 premières lignes",
    "une ligne qui porte les en-têtes {attendus}",
    "Donnez ces noms aux colonnes, ou ajoutez dans « Équivalences » : {lignes}.",
)
ENTETE_MANQUANT = declare_bloquant(
    "entete-manquant",
    "la colonne « {valeur} » est introuvable",
    "un en-tête « {valeur} »",
    "Ajoutez la colonne, ou rendez-lui son nom ; si le fichier la nomme autrement, ajoutez dans"
    " « Équivalences » : {lignes}.",
)
ENTETE_MANQUANT_PROCHE = declare_bloquant(
    "entete-manquant-proche",
    "la colonne « {valeur} » est introuvable ; {proches}",
    "un en-tête « {valeur} »",
    "Si c’est bien elle, renommez-la, ou ajoutez dans « Équivalences » : {lignes}.",
)

COLONNE_ABSENTE = declare_a_verifier(
    "colonne-absente",
    "la feuille n’a pas de colonne « {valeur} » : {absence} ; {proches}",
    "un en-tête « {valeur} »",
    "Si c’est bien elle, renommez-la, ou ajoutez dans « Équivalences » : {lignes} ; sinon, ajoutez"
    " la colonne.",
)


def say_close_headers(proches: Sequence[str]) -> str:
    """Write the headers that may be meant."""
    shown = french.join_words([f"« {header} »" for header in proches])
    return (
        f"la plus proche est {shown}" if len(proches) == 1 else f"les plus proches sont {shown}"
    )


def say_line(feuille: str, devient: str, colonne: str = "") -> str:
    """Write a line of Équivalences that gives a column its name; `colonne`: "" when only a person
    knows it.
    """
    shown = f"Colonne « {colonne} »" if colonne else "Colonne l’en-tête du fichier"
    return f"Feuille « {feuille} », {shown}, Devient « {devient} »"


ENTETE_PRESQUE = declare_a_verifier(
    "entete-presque",
    "la colonne « {valeur} » n’est pas connue : elle n’a pas été lue",
    "« {proche} », s’il s’agit de cette colonne",
    "Corrigez l’en-tête ; ne changez rien si cette colonne est la vôtre.",
)
ENTETE_REPETE = declare_erreur(
    "entete-repete",
    "l’en-tête « {valeur} » figure déjà en {premiere} : cette colonne n’a pas été lue",
    "un en-tête différent pour chaque colonne",
    "Supprimez ou renommez l’une des deux colonnes.",
)

# -- rows ------------------------------------------------------------------------------------------
LIGNE_TOTAL = declare_a_verifier(
    "ligne-total",
    "la ligne de « {valeur} » semble être un total : elle a été laissée de côté",
    "une ligne par fait, sans total",
    "Si c’est un total, supprimez cette ligne : le programme compte lui-même. Sinon, corrigez-la.",
)
LIGNE_TROP_LONGUE = declare_erreur(
    "ligne-trop-longue",
    "la ligne a plus de valeurs ({valeurs}) que d’en-têtes ({entetes}) : elle a été laissée de"
    " côté",
    "une valeur par colonne",
    "Mettez entre guillemets le texte qui contient le séparateur, ou retirez la valeur en trop.",
)
ENTETES_REPETES = declare_erreur(
    "entetes-repetes",
    "la ligne répète les en-têtes : elle a été laissée de côté",
    "des en-têtes une seule fois, au-dessus du tableau",
    "Supprimez cette ligne ; les lignes qui la suivent ont été lues.",
)
EXEMPLES_IGNORES = declare_information(
    "exemples-ignores",
    "lignes d’exemple laissées de côté : {nombre}, le paramètre « Données d’exemple » valant"
    " « non »",
    "vos propres lignes",
    "Supprimez les lignes d’exemple quand vous n’en avez plus besoin.",
)
LIGNES_SANS_MARQUE = declare_a_verifier(
    "lignes-sans-marque",
    "lignes qui ne sont pas marquées comme exemples : {nombre}, alors que le paramètre « Données"
    " d’exemple » vaut « oui »",
    "des données toutes inventées, ou toutes réelles",
    "Si vos données sont réelles, mettez « non » à « Données d’exemple » ; sinon, tapez oui dans la"
    " colonne Exemple.",
)
