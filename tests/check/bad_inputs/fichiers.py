"""Cases 1 to 16: the workbook as a file. Each has its own workbook: a file has one fate."""

from __future__ import annotations

from collections.abc import Callable

from tests.check.bad_inputs.dossier import classeur
from tests.check.bad_inputs.outils import (
    MARS_2,
    Cas,
    Plant,
    Plante,
    a_cote,
    colonne,
    octets,
    refuse,
    registre,
)
from tests.read.test_containers import ods
from tests.support.prefecture import CLASSEURS, remplacer_dans, xls
from tests.support.raw_sheets import find_sheet, list_column

RECUE = colonne("Réclamations", "Reçue le")
LUE: list[object] = [MARS_2]
RIEN: list[object] = []
MODALITE = "Point d’accueil numérique"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRICT = (
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def ancien(cle: str, recue: object = "02/03/2026") -> bytes:
    """The register, of one row, as an old workbook."""
    return xls(
        "Réclamations",
        [
            ("N°", "Reçue le", "Canal", "Service", "Motif"),
            (cle, recue, "courriel", "Titres", "Délai"),
        ],
    )


def reprise(cle: str) -> bytes:
    """The same register saved again with a row more."""
    return registre(f"{cle}bis")


def pose(nom: str, content: Callable[[str], bytes]) -> Plante:
    """One file under this name."""
    return lambda cle: Plant({nom: content(cle)})


def copie(nom: str) -> Cas:
    """A copy, or a later version, beside the original."""
    return Cas(
        4,
        nom.format("*"),
        a_cote(nom.format("*"), reprise),
        [f"à vérifier | {nom.format('*')} | copie-ecartee"],
        RECUE,
        LUE,
    )


def conflit(nom: str) -> Cas:
    return Cas(
        5,
        nom.format("*"),
        a_cote(nom.format("*"), reprise),
        [f"à vérifier | {nom.format('*')} | copie-ecartee"],
        RECUE,
        LUE,
    )


def resaved(cle: str) -> bytes:
    """The same sheets, other bytes."""
    return remplacer_dans(registre(cle), "customXml/item1.xml", b"", b"<a/>")


def l_an_dernier(_: str) -> bytes:
    """Last year's committee: the same seats, last year's meeting."""
    sheets = CLASSEURS["comite.xlsx"]
    meetings = sheets["Réunions"]
    return classeur(
        {
            "Composition": sheets["Composition"],
            "Réunions": (meetings[0], [LAST_YEAR, *meetings[1][1:5], None, LAST_YEAR]),
        }
    )


LAST_YEAR = MARS_2.replace(year=2025, day=4)

CAS = (
    Cas(
        1,
        "ouvert dans Excel",
        a_cote("~$*.xlsx", lambda _: b"x"),
        ["à vérifier | *.xlsx | classeur-ouvert"],
        RECUE,
        LUE,
    ),
    Cas(
        1,
        "ouvert dans LibreOffice",
        a_cote(".~lock.*.xlsx#", lambda _: b"x"),
        ["à vérifier | *.xlsx | classeur-ouvert"],
        RECUE,
        LUE,
    ),
    Cas(
        2,
        "verrouillé par un collègue",
        refuse(13),
        ["bloquant | *.xlsx | fichier-occupe"],
        RECUE,
        RIEN,
    ),
    Cas(3, "verrou d’Excel, sans classeur de ce nom", pose("~$*.xlsx", lambda _: b"x")),
    Cas(
        3,
        "verrou de LibreOffice, sans classeur de ce nom",
        pose(".~lock.*.ods#", lambda _: b"x"),
    ),
    *map(
        copie,
        (
            "{} - Copie.xlsx",
            "{} - Copie (2).xlsx",
            "Copie de {}.xlsx",
            "Copy of {}.xlsx",
            "{} (1).xlsx",
            "{} v2 DEF.xlsx",
        ),
    ),
    Cas(
        4,
        "copie sans original",
        pose("* - Copie.xlsx", registre),
        ["à vérifier | * - Copie.xlsx | copie-lue"],
        RECUE,
        LUE,
    ),
    *map(
        conflit,
        (
            "{}-DESKTOP-4F7K2Q1.xlsx",
            "{} (Copie en conflit de PC-7 2026-03-02).xlsx",
            "{} (conflicted copy).xlsx",
        ),
    ),
    Cas(
        6,
        "resté sur OneDrive",
        refuse(22),
        ["bloquant | *.xlsx | fichier-absent-du-poste"],
        RECUE,
        RIEN,
    ),
    Cas(
        7,
        "mot de passe",
        octets(lambda _: OLE + "EncryptedPackage".encode("utf-16-le")),
        ["bloquant | *.xlsx | fichier-protege"],
        RECUE,
        RIEN,
    ),
    Cas(
        7,
        "mot de passe, LibreOffice",
        pose("*.ods", lambda _: ods(manifest="<manifest:encryption-data/>")),
        ["bloquant | *.ods | fichier-protege"],
    ),
    Cas(8, ".xls", pose("*.xls", ancien), (), RECUE, LUE),
    Cas(
        9,
        ".csv renommé .xlsx",
        octets(lambda _: b"a;b\r\n1;2\r\n"),
        ["bloquant | *.xlsx | fichier-texte"],
        RECUE,
        RIEN,
    ),
    Cas(
        9,
        ".ods renommé .xlsx",
        octets(lambda _: ods()),
        ["bloquant | *.xlsx | fichier-renomme"],
    ),
    Cas(
        9,
        ".xls renommé .xlsx",
        pose("*.xlsx", ancien),
        ["bloquant | *.xlsx | fichier-renomme"],
        RECUE,
        RIEN,
    ),
    Cas(
        10, "0 octet", octets(lambda _: b""), ["bloquant | *.xlsx | fichier-vide"], RECUE, RIEN
    ),
    Cas(
        10,
        "copie coupée",
        octets(lambda b: b[: len(b) // 2]),
        ["bloquant | *.xlsx | fichier-coupe"],
        RECUE,
        RIEN,
    ),
    Cas(
        11,
        ".xlsm avec macros",
        octets(lambda b: remplacer_dans(b, "xl/vbaProject.bin", b"", OLE), "*.xlsm"),
        (),
        RECUE,
        LUE,
    ),
    Cas(
        12,
        "Strict Open XML",
        octets(lambda b: remplacer_dans(b, r"xl/workbook\.xml$", *STRICT)),
        ["bloquant | *.xlsx | fichier-strict"],
        RECUE,
        RIEN,
    ),
    Cas(13, "capitales", pose("*.XLSX", registre), (), RECUE, LUE),
    Cas(13, "accents et espaces", pose("Réclamations du CLU *.xlsx", registre), (), RECUE, LUE),
    Cas(13, "accents décomposés", pose("re\u0301clamations *.xlsx", registre), (), RECUE, LUE),
    Cas(
        14,
        "classeur facultatif absent",
        lambda _: Plant({}, retires=["appui.xlsx"]),
        (),
        lambda c, _: MODALITE in list_column(find_sheet(c, "Modalités d'appui"), "Modalité"),
        False,
    ),
    Cas(
        14,
        "classeur indispensable absent",
        lambda _: Plant({}, retires=["comite.xlsx"]),
        [
            "bloquant | comite.xlsx, Composition | feuille-absente",
            "bloquant | comite.xlsx, Réunions | feuille-absente",
        ],
        seul="without the committee nothing else of it can be told",
    ),
    Cas(
        15,
        "fichier de l’an dernier, mêmes octets",
        a_cote("* 2025.xlsx", registre),
        ["à vérifier | *.xlsx | meme-contenu"],
        RECUE,
        LUE,
    ),
    Cas(
        15,
        "fichier de l’an dernier, enregistré à nouveau",
        a_cote("* 2025.xlsx", resaved),
        ["à vérifier | *.xlsx, Réclamations!A2 | lignes-repetees"],
        RECUE,
        LUE,
    ),
    Cas(
        15,
        "comité de l’an dernier",
        pose("comite * 2025.xlsx", l_an_dernier),
        ["à vérifier | comite.xlsx, Composition | meme-feuille"],
        colonne("Réunions", "Date"),
        [LAST_YEAR],
    ),
)
