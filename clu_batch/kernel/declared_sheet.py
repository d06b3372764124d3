"""What is declared of a sheet: its columns, and what each one holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import KW_ONLY
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen


class Kind(enum.Enum):
    """What the cells of a column hold once read; an empty cell is always None."""

    TEXTE = "texte"  # str, trimmed
    NUMERO = (
        "numéro"  # str; one that Excel took for a date is put back: 01/01/2026 was « 2026-1 »
    )
    DATE = "date"  # datetime.date
    HEURE = "heure"  # datetime.time
    NOMBRE = "nombre"  # Decimal, as typed, zero or more
    DUREE = "durée"  # Decimal, in minutes
    ENTIER = "nombre entier"  # int
    POURCENTAGE = "pourcentage"  # Fraction between 0 and 1
    OUI_NON = "oui ou non"  # bool
    CHOIX = "choix"  # one of `choices`, canonical spelling
    REUNION = "date ou N° de réunion"  # datetime.date or str; the field « reunion » is its date
    MEMBRE = "code d'un membre"  # str, as typed; as Composition spells it once linked
    BRUT = "valeur"  # as the cell holds it: str, float, bool, date, time


KINDS: Mapping[object, Kind] = {
    str: Kind.TEXTE,
    dt.date: Kind.DATE,
    dt.time: Kind.HEURE,
    Decimal: Kind.NOMBRE,
    int: Kind.ENTIER,
    Fraction: Kind.POURCENTAGE,
    bool: Kind.OUI_NON,
    object: Kind.BRUT,
}
"""How a cell is read, by the annotation of its field; a StrEnum is a CHOIX."""


class Unreadable(enum.Enum):
    """The value of a cell in which something is typed that nobody can read."""

    REPONSE = "réponse illisible"


ILLISIBLE = Unreadable.REPONSE


class Requirement(enum.Enum):
    """Whether a column must be there: R, r or o in docs/rules/sheets.md."""

    REQUIRED = "R"  # header and value
    HEADER = "r"  # header; the value may be empty
    OPTIONAL = "o"


DEFAULT_HORIZON = 366  # days after J beyond which a date is a typing error
TEN_YEARS = 3653


def _say_default(default: object) -> str:
    """How the note of a header says what an empty cell means."""
    if isinstance(default, bool):
        return "oui" if default else "non"
    return default if isinstance(default, str) else ""


@frozen
class Column:
    """One column of a sheet.

    `kind`: how a cell is read, when its annotation does not say it. `key`: a row whose cell is
    empty or wrong is left out. `required`: R, its row kept. `expected`: r. `default`: what an empty
    cell means. `choices`: canonical spellings of a CHOIX (or suggestions of a free list when `kind`
    is TEXTE). `short`: abbreviated entry -> canonical spelling. `horizon`: days after J beyond
    which a date is an error. `rare`: stands at the right, grouped. `note`: what the header's note
    says. `implied`: how the note says `default`. `illisible`: what a cell that cannot be read is,
    where an empty one has a meaning of its own; None: the same as an empty one. The row of a key
    cell that is so is kept. `sens`: what each choice counts as, for the answers to a question; a
    suggestion counts alike. `silences`: the marks of no answer that are an empty cell, folded
    (docs/rules/satisfaction.md#marks-of-no-answer). `confidentiel`: no message may quote
    its cells to help with another one (docs/rules/privacy.md#confidential-columns: Suite donnée,
    free answers and undeclared options). `repeats`: a free text whose drop-down list
    offers the values already used, and `offers`. `among`: the sheet and the field whose values its
    list offers. `with_hour`: a date keeps the hour typed after it. `as_typed`: Excel must leave it
    alone: without that, « 2026-1 » becomes a date and « 01 » becomes 1. `scanned`: a document
    prints its text, in which personal data are looked for (docs/rules/privacy.md#scan).
    `of_users`: it speaks of users, whom nobody names there.
    `printed`: its text goes into the minutes, as typed: the names in it are looked for before they
    are published. `nominative`: it names a person, and is left out of what is published. `missing`:
    what « À COMPLÉTER » calls an empty cell, the fields of its row in braces. `tag`: what its tag
    in the templates says, with an `example`; a column without any has no tag.
    `blank_counts`: an empty cell of a setting is not its default, but None. `elsewhere`: headers
    that exports of other tools give to it, the likeliest first: they are proposed, never taken;
    « … » stands for any words. `absence`: what follows, in figures, when the rows of a sheet lack
    the column: it is said.
    """

    header: str
    kind: Kind = Kind.TEXTE
    _: KW_ONLY
    field: str = ""
    key: bool = False
    required: bool = False
    expected: bool = False
    default: Any = None
    implied: str | None = None
    choices: tuple[str, ...] = ()
    short: Mapping[str, str] = dataclasses.field(default_factory=dict)
    illisible: object = None
    sens: Mapping[str, str] = dataclasses.field(default_factory=dict)
    silences: frozenset[str] = frozenset()
    note: str = ""
    synonyms: tuple[str, ...] = ()
    horizon: int = DEFAULT_HORIZON
    rare: bool = False
    repeats: bool = False
    offers: tuple[str, ...] = ()
    among: tuple[str, str] | None = None
    as_typed: bool = False
    with_hour: bool = False
    width: int = 16
    confidentiel: bool = False
    printed: bool = False
    scanned: bool = False
    of_users: bool = False
    nominative: bool = False
    missing: str = ""
    tag: str = ""
    example: str = ""
    blank_counts: bool = False
    elsewhere: tuple[str, ...] = ()
    absence: str = ""

    def __post_init__(self) -> None:
        """A column that no class declares, a question, is known by its header; what an empty cell
        means is said as it is typed.
        """
        object.__setattr__(self, "field", self.field or self.header)
        if self.implied is None:
            object.__setattr__(self, "implied", _say_default(self.default))

    @property
    def need(self) -> Requirement:
        """Whether the column must be there."""
        if self.required:
            return Requirement.REQUIRED
        return Requirement.HEADER if self.expected else Requirement.OPTIONAL

    @property
    def names(self) -> tuple[str, ...]:
        """Every header that the column goes by; its own comes last, and wins where two agree."""
        return (*self.synonyms, self.header)


@frozen
class Sheet:
    """One sheet: where it ships, what it is for, its columns.

    `indispensable`: nothing is produced without it. `retient`: families of documents that are not
    produced while this sheet is broken. `additive`: its rows are counted or added up, so that one
    that two sheets hold must count once. `many`: its rows are a typed frame, not records.
    """

    name: str
    workbook: str
    purpose: str
    columns: tuple[Column, ...] = ()
    indispensable: bool = False
    synonyms: tuple[str, ...] = ()
    retient: frozenset[Famille] = frozenset()
    une_de: tuple[str, ...] = ()  # required headers of which one is enough
    examples: bool = True  # has the column that marks invented rows
    invented: bool = False  # ships with invented rows, marked by the column Exemple
    additive: bool = False
    many: bool = False

    def find_column(self, header: str) -> Column:
        """Return the column declared under `header` (KeyError when there is none)."""
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(header)

    def find_field(self, field: str) -> Column:
        """Return the column of a field (KeyError when there is none)."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)

    def add_columns(self, *extra: Column) -> Self:
        """Return the same sheet with further columns (the questions of a survey, known only once
        `Questions` is read).
        """
        return dataclasses.replace(self, columns=(*self.columns, *extra))


EXEMPLE = Column(
    "Exemple",
    Kind.OUI_NON,
    field="exemple",
    implied="non",
    rare=True,
    width=10,
    note="« oui » : ligne inventée, donnée en exemple.",
)
"""The column that every sheet may have: it marks the invented rows of the example."""
