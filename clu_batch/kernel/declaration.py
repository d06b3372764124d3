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
import enum
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, ParamSpec, TypeVar

from clu_batch.kernel.declared_sheet import EXEMPLE, KINDS, Column, Kind, Sheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind


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
    """Give a column its field and the kind of its annotation."""
    types = typing.get_args(annotation) or (annotation,)
    _check_empty_cell(declared, field, may_be_none=type(None) in types)
    cell = types[0]
    if isinstance(cell, type) and issubclass(cell, enum.StrEnum):
        choices = declared.choices or tuple(cell)
        return dataclasses.replace(declared, field=field, kind=Kind.CHOIX, choices=choices)
    kind = declared.kind
    if kind is Kind.TEXTE:
        kind = KINDS.get(cell, Kind.TEXTE)
    return dataclasses.replace(declared, field=field, kind=kind)


def _check_empty_cell(declared: Column, field: str, *, may_be_none: bool) -> None:
    """Raise TypeError when what an empty cell means is said twice, or not at all."""
    has_default = declared.default is not None and not declared.blank_counts
    leaves_row_out = declared.key and declared.required
    if may_be_none == (has_default or leaves_row_out):
        raise TypeError(f"{field}: either « | None », or a key or a default")
