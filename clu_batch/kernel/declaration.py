"""The words in which a sheet is declared: its columns, what each must hold, the workbook where it
ships.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self


class Kind(enum.Enum):
    """What the cells of a column hold once read; an empty cell is always None."""

    TEXTE = "texte"  # str, trimmed
    NUMERO = "numéro"  # str; one that Excel took for a date is put back: 01/01/2026 was « 2026-1 »
    DATE = "date"  # datetime.date
    HEURE = "heure"  # datetime.time
    NOMBRE = "nombre"  # Decimal, as typed, zero or more
    DUREE = "durée"  # Decimal, in minutes
    ENTIER = "nombre entier"  # int
    POURCENTAGE = "pourcentage"  # Fraction between 0 and 1
    OUI_NON = "oui ou non"  # bool
    CHOIX = "choix"  # one of `choices`, canonical spelling
    # datetime.date or str; resolved when the committee is assembled
    REUNION = "date ou N° de réunion"
    MEMBRE = "code d'un membre"  # str; resolved when the committee is assembled
    BRUT = "valeur"  # as the cell holds it: str, float, bool, date, time


class Unreadable(enum.Enum):
    """The value of a cell in which something is typed that nobody can read."""

    REPONSE = "réponse illisible"


ILLISIBLE = Unreadable.REPONSE


class Requirement(enum.Enum):
    """Whether a column must be there: R, r or o in docs/rules/sheets.md."""

    REQUIRED = "R"  # header and value
    HEADER = "r"  # header; the value may be empty
    OPTIONAL = "o"


class Famille(enum.StrEnum):
    """A family of documents of a meeting; its value is the name of its template."""

    CONVOCATION = "convocation"
    INVITATION = "invitation"
    DOSSIER = "dossier"
    EMARGEMENT = "feuille_emargement"
    CHEVALETS = "chevalets"
    TRAME = "trame_de_notes"
    COMPTE_RENDU = "compte_rendu"
    FICHE_ENVOI = "fiche_envoi"
    CALENDRIER = "calendrier"
    COURRIEL = "courriel"
    LIBRE = "libre"

    @property
    def libelle(self) -> str:
        """How a message names its documents."""
        return _LIBELLES[self]


_LIBELLES = {
    Famille.CONVOCATION: "les convocations",
    Famille.INVITATION: "les invitations",
    Famille.DOSSIER: "le dossier de séance",
    Famille.EMARGEMENT: "la feuille d’émargement",
    Famille.CHEVALETS: "les chevalets",
    Famille.TRAME: "la trame de notes",
    Famille.COMPTE_RENDU: "le compte rendu",
    Famille.FICHE_ENVOI: "la fiche d’envoi",
    Famille.CALENDRIER: "l’entrée d’agenda",
    Famille.COURRIEL: "les brouillons de courriel",
    Famille.LIBRE: "les documents de vos propres modèles",
}


DEFAULT_HORIZON = 366  # days after J beyond which a date is a typing error
TEN_YEARS = 3653


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    `key`: a row whose cell is empty or wrong is left out. `choices`: canonical spellings of a CHOIX
    (or suggestions of a free list when `kind` is TEXTE). `short`: abbreviated entry -> canonical
    spelling. `default`: what an empty cell means, for the reader of the note. `horizon`: days after
    J beyond which a date is an error. `rare`: stands at the right, grouped. `note`: what the
    header's note says. `illisible`: what a cell that cannot be read is, where an empty one has a
    meaning of its own; None: the same as an empty one. The row of a key cell that is so is kept.
    `sens`: what each choice counts as, for the answers to a question; a suggestion counts alike.
    `confidentiel`: no message may quote its cells to help with another one
    (docs/rules/privacy.md#confidential-columns: Suite donnée, free answers and undeclared options).
    """

    header: str
    kind: Kind = Kind.TEXTE
    need: Requirement = Requirement.OPTIONAL
    key: bool = False
    choices: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    illisible: object = None
    sens: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    synonyms: tuple[str, ...] = ()
    horizon: int = DEFAULT_HORIZON
    rare: bool = False
    width: int = 16
    confidentiel: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every header that the column goes by; its own comes last, and wins where two agree."""
        return (*self.synonyms, self.header)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: where it ships, what it is for, its columns.

    `indispensable`: nothing is produced without it. `retient`: families of documents that are not
    produced while this sheet is broken. `additive`: its rows are counted or added up, so that one
    that two sheets hold must count once.
    """

    name: str
    workbook: str
    purpose: str
    columns: tuple[Column, ...]
    indispensable: bool = False
    synonyms: tuple[str, ...] = ()
    retient: frozenset[Famille] = frozenset()
    une_de: tuple[str, ...] = ()  # required headers of which one is enough
    invented: bool = False  # ships with invented rows, marked by the column Exemple
    additive: bool = False

    def find_column(self, header: str) -> Column:
        """Return the column declared under `header` (KeyError when there is none)."""
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(header)

    def add_columns(self, *extra: Column) -> Self:
        """Return the same sheet with further columns (the questions of a survey, known only once
        `Questions` is read).
        """
        return replace(self, columns=(*self.columns, *extra))


required = partial(Column, need=Requirement.REQUIRED)  # R, its row kept when the value is wrong
# R, its row left out when the value is empty or wrong
key = partial(Column, need=Requirement.REQUIRED, key=True)
header_only = partial(Column, need=Requirement.HEADER)  # r
optional = partial(Column, need=Requirement.OPTIONAL)  # o

EXEMPLE = Column(
    "Exemple",
    Kind.OUI_NON,
    default="non",
    rare=True,
    width=10,
    note="« oui » : ligne inventée, donnée en exemple.",
)
"""The column that every sheet may have: it marks the invented rows of the example."""
