"""How a bad input is planted: each case adds its own small workbook to the sound prefecture, so
that all of them fit together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.coordinates import name_column
from clu_batch.session.load import LoadedWorkbooks
from tests.check.bad_inputs.dossier import classeur
from tests.support.prefecture import JUIN, USAGERS, Lignes
from tests.support.raw_sheets import find_sheet
from tests.support.results import list_results

Ligne = Mapping[str, object]
Retouche = Callable[[Workbook], object]

MARS_2, MARS_12 = dt.date(2026, 3, 2), dt.date(2026, 3, 12)


@dataclass(frozen=True, slots=True)
class Plant:
    """What a case does to the folder; « * » stands for the name of the case, in every file name.
    The first file is its own.
    """

    fichiers: Mapping[str, bytes]
    refus: Mapping[str, int] = field(default_factory=dict)  # file -> errno of its opening
    retires: Sequence[str] = ()


Plante = Callable[[str], Plant]
"""From the name of the case (« z54b »), unique, what it plants."""
Lu = Callable[[LoadedWorkbooks, frozenset[str]], object]
"""What is read in the files of the case."""


@dataclass(frozen=True, slots=True)
class Cas:
    """One row: number, what is planted, the lines expected, what is read (a fact and its value).

    A line is « gravity | place | code »; a place is in the file of the case, unless it names a
    file, where « * » is the case. `seul`: why no other case can be planted beside it.
    """

    numero: int
    nom: str
    plante: Plante
    attendu: Sequence[str] = ()
    lu: Lu | None = None
    valeur: object = None
    seul: str = ""

    @property
    def titre(self) -> str:
        return f"{self.numero:02} {self.nom}"


@dataclass(frozen=True, slots=True)
class Plantee:
    """A case once it has its name in the folder."""

    cas: Cas
    cle: str
    plant: Plant

    @property
    def fichiers(self) -> Mapping[str, bytes]:
        return {self._nomme(name): content for name, content in self.plant.fichiers.items()}

    @property
    def refus(self) -> Mapping[str, int]:
        return {self._nomme(name): number for name, number in self.plant.refus.items()}

    @property
    def lignes(self) -> list[str]:
        return [self._ligne(*line.split(" | ")) for line in self.cas.attendu]

    def lu(self, charge: LoadedWorkbooks) -> object:
        return self.cas.lu(charge, frozenset(self.fichiers)) if self.cas.lu else None

    def _nomme(self, text: str) -> str:
        return text.replace("*", self.cle)

    def _ligne(self, gravite: str, place: str, code: str) -> str:
        where = (
            self._nomme(place)
            if "*" in place or ".xls" in place
            else f"{next(iter(self.fichiers))}, {place}"
        )
        return f"{gravite} | {where} | {code}"


def nommees(cases: Iterable[Cas]) -> list[Plantee]:
    """The cases, each under a name of its own that comes after those of the sound workbooks."""
    found: list[Plantee] = []
    for cas in cases:
        rang = sum(other.cas.numero == cas.numero for other in found)
        cle = f"z{cas.numero:02}{name_column(rang + 1).lower()}"
        found.append(Plantee(cas, cle, cas.plante(cle)))
    return found


# -- sound rows ------------------------------------------------------------------------------------


def mardi(n: int) -> dt.date:
    """A Tuesday of 2024, when no public holiday fell on a Tuesday: the day of a meeting that
    belongs to one case.
    """
    return dt.date(2024, 1, 2) + dt.timedelta(7 * n)


SAINES: Mapping[str, Callable[[str], Ligne]] = {
    "Paramètres": lambda cle: {"Paramètre": None, "Valeur": None},
    "Jours de fermeture": lambda cle: {"Date": dt.date(2025, 5, 2)},
    "Composition": lambda cle: {
        "Code": cle,
        "Collège": USAGERS,
        "Fonction": "Le président",
        "Organisme": f"Association {cle}",
    },
    "Réunions": lambda cle: {
        "Date": None,
        "Heure": dt.time(14, 30),
        "Lieu": "Salle Érignac",
        "Statut": "tenue",
        "Compte rendu envoyé le": dt.date(2026, 6, 22),
    },
    "Ordre du jour": lambda cle: {"Réunion": JUIN, "N°": cle, "Point": "Questions diverses"},
    "Invités": lambda cle: {
        "Réunion": JUIN,
        "Collège": USAGERS,
        "Organisme": f"Association {cle}",
        "Nom": None,
    },
    "Suppléances": lambda cle: {
        "Réunion": JUIN,
        "Membre": "UFC",
        "Nom": "EXEMPLE",
        "Fonction": "La vice-présidente",
        "Secrétariat informé le": dt.date(2026, 6, 5),
    },
    "Présences": lambda cle: {
        "Réunion": JUIN,
        "Membre": f"Collectif {cle}",
        "Statut": "présent",
        "Nom": "DÉLÉGUÉ EXEMPLE",
    },
    "Propositions": lambda cle: {
        "N°": cle,
        "Réunion": JUIN,
        "Membre": "UFC",
        "Nature": "souhait",
        "Texte": "Ouvrir le samedi.",
    },
    "Documents types": lambda cle: {
        "Réunion": JUIN,
        "Intitulé": f"Récépissé {cle}",
        "Nature": "courrier",
    },
    "Modalités d'appui": lambda cle: {"Modalité": f"Borne {cle}"},
    "Enquêtes": lambda cle: {
        "Enquête": f"Enquête {cle}",
        "Du": dt.date(2026, 2, 2),
        "Au": dt.date(2026, 3, 27),
    },
    "Questions": lambda cle: {"Code": cle, "Libellé": f"Question {cle}", "Échelle": "Accueil"},
    "Réponses": lambda cle: {"Date": MARS_2, "Site": "Nîmes"},
    "Dépouillement": lambda cle: {
        "Question": "Q1",
        "Réponse": "Satisfait",
        "Nombre": 3,
        "Du": MARS_2,
        "Au": MARS_12,
        "Service": f"Guichet {cle}",
    },
    "Réclamations": lambda cle: {
        "N°": cle,
        "Reçue le": MARS_2,
        "Canal": "courriel",
        "Service": "Titres",
        "Motif": "Délai",
        "Réponse envoyée le": MARS_12,
    },
    "Engagements": lambda cle: {
        "Code": cle,
        "Engagement": f"Engagement {cle}",
        "Indicateur": "Part",
        "Sens de la cible": "au moins",
    },
    "Résultats": lambda cle: {
        "Code": "E1",
        "Du": dt.date(2026, 1, 1),
        "Au": dt.date(2026, 5, 31),
        "Valeur": 12,
    },
    "Indicateurs locaux": lambda cle: {
        "Code": cle,
        "Libellé": f"Indicateur {cle}",
        "Feuille": "Réclamations",
        "Compter": "Canal = courriel",
    },
}
"""A sound row of each sheet, in the order of its columns."""


def tableau(feuille: str, cle: str, lignes: Sequence[Ligne]) -> Lignes:
    """Headers, then the sound row of the sheet as each line changes it; a further row has its own
    key.
    """
    rows = [
        {**SAINES[feuille](cle if not rang else f"{cle}{rang}"), **ligne}
        for rang, ligne in enumerate(lignes)
    ]
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return [headers, *([row.get(header) for header in headers] for row in rows)]


# -- ways to plant ---------------------------------------------------------------------------------


def tape(
    feuille: str,
    *lignes: Ligne,
    retouche: Retouche | None = None,
    avec: Mapping[str, Sequence[Ligne]] | None = None,
) -> Plante:
    """A workbook more, whose sheet holds these rows; `avec`: other sheets that they need."""

    def plante(cle: str) -> Plant:
        sheets = {
            name: tableau(name, cle, rows)
            for name, rows in {**(avec or {}), feuille: lignes or ({},)}.items()
        }
        return Plant({"*.xlsx": classeur(sheets, *[retouche] if retouche else [])})

    return plante


def questions(*lignes: Ligne) -> Plante:
    """Questions more, and the answers to them: a question that nobody was asked would be
    reported.
    """

    def plante(cle: str) -> Plant:
        codes = [f"{cle}{rang or ''}" for rang in range(len(lignes))]
        asked: Lignes = [["Date", *codes], [MARS_2, *["Satisfait"] * len(codes)]]
        return Plant(
            {
                "*.xlsx": classeur(
                    {"Questions": tableau("Questions", cle, lignes), "Réponses": asked}
                )
            }
        )

    return plante


def feuilles(sheets: Mapping[str, Lignes], *retouches: Retouche) -> Plante:
    """A workbook more, its cells given as they stand."""
    return lambda cle: Plant({"*.xlsx": classeur(sheets, *retouches)})


def registre(cle: str, **ligne: object) -> bytes:
    """A sound register of complaints, of one row."""
    return classeur({"Réclamations": tableau("Réclamations", cle, [ligne])})


def fichiers(**noms: Callable[[str], bytes]) -> Plante:
    """Files more, from the name of the case."""
    return lambda cle: Plant({name: content(cle) for name, content in noms.items()})


def octets(change: Callable[[bytes], bytes], nom: str = "*.xlsx") -> Plante:
    """A sound register whose bytes are changed."""
    return lambda cle: Plant({nom: change(registre(cle))})


def refuse(number: int) -> Plante:
    return lambda cle: Plant({"*.xlsx": registre(cle)}, {"*.xlsx": number})


def a_cote(nom: str, content: Callable[[str], bytes]) -> Plante:
    """A sound register, and a file beside it; the register itself is laid twice byte for byte.

    openpyxl puts the clock in what it saves: two savings may differ by a second.
    """

    def plante(cle: str) -> Plant:
        sound = registre(cle)
        beside = sound if content is registre else content(cle)
        return Plant({"*.xlsx": sound, nom: beside})

    return plante


def page(book: Workbook) -> Worksheet:
    """The first sheet of a workbook."""
    return book.worksheets[0]


def brut(cellule: str, text: str) -> Retouche:
    """A text typed as a text, even when it starts with « = »."""

    def retouche(book: Workbook) -> None:
        page(book)[cellule].value = text
        page(book)[cellule].data_type = "s"

    return retouche


# -- what is read ----------------------------------------------------------------------------------


def colonne(feuille: str, header: str) -> Lu:
    """The typed values of a column, in the rows of the case's files that were kept."""

    def lu(charge: LoadedWorkbooks, own: frozenset[str]) -> list[object]:
        checked = find_sheet(charge, feuille)
        field = checked.sheet.find_column(header).field
        rows = checked.list_rows()
        return [row.values[field] for row in rows if row.where.workbook in own]

    return lu


def des(objets: Callable[[LoadedWorkbooks], Iterable[object]], champ: str) -> Lu:
    """A field of the objects that the case's files gave."""
    return lambda charge, own: [
        getattr(o, champ)
        for o in objets(charge)
        if o.place.workbook in own  # type: ignore[attr-defined]  # each has its place
    ]


def membres(champ: str) -> Lu:
    return des(lambda c: c.registre.comite.membres, champ)


def reunions(champ: str) -> Lu:
    return des(lambda c: c.registre.comite.reunions, champ)


def presences(champ: str) -> Lu:
    return des(lambda c: c.registre.comite.presences, champ)


def resultats(champ: str) -> Lu:
    return des(lambda c: list_results(c.registre.resultats), champ)
