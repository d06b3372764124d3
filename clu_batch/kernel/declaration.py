"""The words in which a sheet is declared: one frozen class says all of it, once.

    @sheet("Réunions", "comite.xlsx", "Une ligne par réunion.", indispensable=True)
    class Reunion(Record):
        date: dt.date = key("Date")
        heure: dt.time | None = column("Heure", required=True)

The annotation is the type of the cell: mypy checks the program against the workbook. `| None` says
that the cell may be empty. What contradicts itself does not load.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import typing
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, ParamSpec, Self, TypeVar

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind


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
    that exports of other tools give to it, the likeliest first: they are proposed, never taken.
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


@frozen
class Where:
    """A row of a sheet, as Excel numbers it; `letters`: field -> column, for those that the sheet
    has.
    """

    workbook: str = ""
    sheet: str = ""
    line: int = 0
    letters: Mapping[str, str] = dataclasses.field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def name(self) -> tuple[str, str, int]:
        """The workbook, the sheet, the number of the row."""
        return self.workbook, self.sheet, self.line

    def locate(self, field: str) -> Place:
        """Return the cell of a field; a column that the sheet lacks stands for its first one."""
        cell = f"{self.letters.get(field, 'A')}{self.line}" if self.line else ""
        return Place(self.workbook, self.sheet, cell)


@frozen
class WhereSet(Where):
    """Where the lines of a sheet of settings stand; `cells`: field -> the cell of its value, for
    the lines that there are.
    """

    cells: Mapping[str, Place] = dataclasses.field(
        default_factory=dict, compare=False, repr=False
    )

    def locate(self, field: str) -> Place:
        """Return the cell of the value of a field; the sheet when it has no such line."""
        return self.cells.get(field, Place(self.workbook, self.sheet))


@dataclass(frozen=True)
class Record:
    """One row of a sheet: a field per column, and where it stands.

    `named_by`: the fields whose cell stands for the whole row, the first one that the sheet has.
    """

    sheet: ClassVar[Sheet]
    named_by: ClassVar[tuple[str, ...]]
    where: Where = dataclasses.field(default_factory=Where, kw_only=True, repr=False)

    @property
    def place(self) -> Place:
        """The cell that stands for the row."""
        known = [field for field in self.named_by if field in self.where.letters]
        return self.where.locate(known[0] if known else self.named_by[0])

    def locate(self, field: str) -> Place:
        """Return the cell that a field was read from."""
        return self.where.locate(field)

    def report(
        self, kind: ProblemKind, field: str, valeur: object = "", **facts: object
    ) -> Problem:
        """Report a problem of the cell of a field."""
        header = self.sheet.find_field(field).header
        return kind.report(self.where.locate(field), header, valeur, **facts)


R = TypeVar("R", bound=Record)
P = ParamSpec("P")


def _declare_field(declare: Callable[P, Column], *, empty: bool) -> Callable[P, Any]:
    """Return a function with the parameters of `Column` that gives a dataclass field; `empty`: the
    field may be left out, and is then the default of the column.
    """

    def make_field(*args: P.args, **kwargs: P.kwargs) -> Any:
        declared = declare(*args, **kwargs)
        facts = {"column": declared}
        if not empty:
            return dataclasses.field(metadata=facts)
        return dataclasses.field(default=declared.default, metadata=facts)

    return make_field


column = _declare_field(Column, empty=True)
"""A column whose cells may be empty. It is `Any` for mypy: the annotation beside it is the type."""


def _with_facts(declare: Callable[P, Column], **facts: Any) -> Callable[P, Column]:
    def make(*args: P.args, **kwargs: P.kwargs) -> Column:
        return dataclasses.replace(declare(*args, **kwargs), **facts)

    return make


key = _declare_field(_with_facts(Column, key=True, required=True), empty=False)
"""A column without whose value a row is left out."""


def filled(header: str, *, empty: str, **facts: Any) -> Any:
    """Declare a required column whose empty cell, once reported, stands for `empty`; `facts`: those
    of `Column`.
    """
    declared = Column(header, required=True, default=empty, implied="", **facts)
    return dataclasses.field(metadata={"column": declared})


@typing.dataclass_transform(
    frozen_default=True, field_specifiers=(key, filled, dataclasses.field)
)
def sheet(
    name: str,
    workbook: str,
    purpose: str,
    *,
    named_by: tuple[str, ...] = (),
    kw_only: bool = False,
    **facts: Any,
) -> Callable[[type[R]], type[R]]:
    """Make a frozen record of a class; what it declares is its attribute `sheet`.

    `named_by`: the fields whose cell stands for the whole row, the first one by default. `facts`:
    those of `Sheet`.
    """

    def declare(cls: type[R]) -> type[R]:
        record = dataclass(frozen=True, kw_only=kw_only)(cls)
        columns = _list_columns(record)
        if facts.get("examples", True):
            columns.append(EXEMPLE)
        record.sheet = Sheet(name, workbook, purpose, tuple(columns), **facts)
        record.named_by = named_by or (columns[0].field,)
        return record

    return declare


def _list_columns(record: type[Record]) -> list[Column]:
    """Return the columns that the fields of a record declare."""
    annotations = typing.get_type_hints(record)
    columns = []
    for field in dataclasses.fields(record):
        declared = field.metadata.get("column")
        if declared:
            columns.append(_complete(declared, field.name, annotations[field.name]))
    return columns


def _complete(declared: Column, field: str, annotation: object) -> Column:
    """Give a column its field and the kind of its annotation; TypeError when it contradicts
    itself.
    """
    types = list(typing.get_args(annotation)) or [annotation]
    may_be_none = type(None) in types
    has_value = declared.default is not None and not declared.blank_counts
    if may_be_none == (has_value or (declared.key and declared.required)):
        raise TypeError(f"{field}: either « | None », or a key or a default")
    types = [one for one in types if one is not type(None)]
    facts: dict[str, Any] = {"field": field}
    if isinstance(types[0], type) and issubclass(types[0], enum.StrEnum):
        facts |= {"kind": Kind.CHOIX, "choices": declared.choices or tuple(types[0])}
    elif declared.kind is Kind.TEXTE:
        facts["kind"] = KINDS.get(types[0], Kind.TEXTE)
    return dataclasses.replace(declared, **facts)
