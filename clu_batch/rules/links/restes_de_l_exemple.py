"""Report what is left of the example among a prefecture's own data, and would leave in its papers.

An address that leads nowhere is reported to everybody. A seat, a procedure or an address of the
example is reported to every prefecture but the one that it is taken from. Questions, Échelles and
Engagements are made to be taken over: nothing is said of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import Checked, TypedCell, TypedRow
from clu_batch.kernel.declared_sheet import EXEMPLE, Kind
from clu_batch.kernel.frames import CheckedTables
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.messages import example_left
from clu_batch.parse import format_value
from clu_batch.parse.shipped_rows import (
    ShippedExample,
    compute_fingerprint,
    compute_row_fingerprint,
    load_shipped_example,
    normalise_cell,
)
from clu_batch.records.membre import Membre
from clu_batch.records.parametres import LigneParametre
from clu_batch.rules.links.departements import complete_prefecture
from clu_batch.rules.model import Parametres

_ENVOYES = frozenset({"courriels", "adresse", "visioconference"})
"""The fields that papers are sent to, or that a letter shows as a link."""
_OU = frozenset({"adresse", "lieu", "acces"})
"""The fields that say where."""
_REPRIS = frozenset({"Questions", "Échelles", "Engagements"})
_D_EXEMPLE = re.compile(
    r"""(?: ^ | [@/\s(<;,:] )         # an electronic address, or that of a page
        (?: [\w-]+ \. )*
        (?: [\w-]+ \. example | example\.org )
        (?! [\w-] | \.\w )""",
    re.VERBOSE | re.IGNORECASE,
)

Trouve = Callable[[str], bool]


def report_leftovers(tables: CheckedTables, parametres: Parametres) -> list[Problem]:
    """Report what is left of the example, one line per sheet and column, naming each setting or
    Code.

    Nothing is reported while the example is meant: each document says « EXEMPLE » then.
    """
    if parametres.donnees_d_exemple or tables.rows[LigneParametre.sheet.name].broken:
        return []
    livre = load_shipped_example()
    problems = [*_report_dead_addresses(tables, livre)]
    if not _is_hers(parametres.prefecture or "", livre.prefecture):
        problems += _report_other_prefecture(tables, livre, parametres.prefecture or "")
    return problems


def _is_hers(typed: str, shipped: str) -> bool:
    """« Préfecture du Gard (30) », « Gard » and « Préfet du Gard » are the préfecture du Gard."""
    whole = complete_prefecture(typed) or typed
    words = set(re.findall(r"\w+", normalise_cell(Kind.TEXTE, whole)))
    return set(normalise_cell(Kind.TEXTE, shipped).split()) <= words


# -- addresses and telephone that lead to nobody ---------------------------------------------------


def _report_dead_addresses(tables: CheckedTables, livre: ShippedExample) -> Iterator[Problem]:
    telephone = _compile_telephone(livre.telephone)

    def is_dead_address(text: str) -> bool:
        return bool(_D_EXEMPLE.search(text) or telephone.search(text))

    for checked, field in _list_columns(tables):
        kind = example_left.COORDONNEES_D_EXEMPLE
        yield from _report_column(checked, field, is_dead_address, kind)


def _compile_telephone(shipped: str) -> re.Pattern[str]:
    """The number however it is typed: with or without its spaces, its 0, the code of the
    country.
    """
    digits = re.sub(r"\D", "", shipped).removeprefix("0")
    spaced = r"[\s.\-/]?".join(digits)
    return re.compile(rf"(?<!\d)(?:0|(?:\+|00)\s?33[\s.]?(?:\(0\))?[\s.]?)?{spaced}(?!\d)")


def _list_columns(tables: CheckedTables) -> Iterator[tuple[Checked, str]]:
    """The sheets with the fields that are printed or sent, the settings first."""
    yield tables.rows[LigneParametre.sheet.name], "valeur"
    for checked in tables.list_all():
        if checked.sheet.name in _REPRIS:
            continue
        for column in checked.sheet.columns:
            if column.scanned or column.field in _ENVOYES:
                yield checked, column.field


# -- what is another prefecture's ------------------------------------------------------------------


def _report_other_prefecture(
    tables: CheckedTables, livre: ShippedExample, prefecture: str
) -> Iterator[Problem]:
    facts = {
        "exemple": french.lower_first(livre.prefecture),
        "prefecture": prefecture or "la vôtre",
    }
    kind = example_left.REPRIS_DE_L_EXEMPLE
    settings = tables.rows[LigneParametre.sheet.name]
    lines = [cell for cell in settings.list_cells("valeur") if _is_shipped_setting(cell, livre)]
    yield from _report_cells(lines, kind, **facts)
    seats = tables.rows[Membre.sheet.name]
    shipped = [row for row in seats.rows if _is_shipped_siege(row, livre)]
    organisme = Membre.sheet.find_field("organisme")
    yield from _report_cells([TypedCell(organisme, row) for row in shipped], kind, **facts)

    def has_its_address(text: str) -> bool:
        return livre.rue in normalise_cell(Kind.TEXTE, text)

    for checked in tables.list_all():
        for column in checked.sheet.columns:
            if column.field in _OU:
                yield from _report_column(checked, column.field, has_its_address, kind, **facts)


def _is_shipped_setting(cell: TypedCell, livre: ShippedExample) -> bool:
    name = normalise_cell(Kind.TEXTE, cell.row.values["parametre"])
    for setting, shipped in livre.reglages.items():
        if normalise_cell(Kind.TEXTE, setting) == name:
            typed = normalise_cell(Kind.TEXTE, cell.value)
            return typed != "" and compute_fingerprint({setting: typed}) == shipped
    return False


def _is_shipped_siege(row: TypedRow, livre: ShippedExample) -> bool:
    """A seat as it ships, or whose function or body names the place of the example."""
    said = {column.header: row.values[column.field] for column in Membre.sheet.columns}
    if compute_row_fingerprint(_DE_MEMBRE, said) in livre.sieges:
        return True
    named = [{column.header: Kind.TEXTE} for column in map(Membre.sheet.find_field, _NOMMENT)]
    return any(compute_row_fingerprint(cell, said) in livre.locaux for cell in named)


_NOMMENT = "fonction", "organisme"
"""The fields of a seat that name its place."""
_DE_MEMBRE = {
    column.header: column.kind
    for column in Membre.sheet.columns
    if column.header != EXEMPLE.header
}


# -- one line per sheet and column -----------------------------------------------------------------


def _report_column(
    checked: Checked, field: str, trouve: Trouve, defaut: ProblemKind, **facts: str
) -> Iterator[Problem]:
    def suits(value: object) -> bool:
        return isinstance(value, str | float) and trouve(format_value(value))

    yield from _report_cells(checked.find_cells(field, suits), defaut, **facts)


def _report_cells(
    cells: Sequence[TypedCell], defaut: ProblemKind, **facts: str
) -> Iterator[Problem]:
    """The same problem at each cell: the report makes one line of them, whose range holds them."""
    for _, own in itertools.groupby(cells, key=_get_sheet):
        together = list(own)
        noms = french.join_words(list(dict.fromkeys(map(_name_row, together))))
        for cell in together:
            yield cell.report(defaut, noms=noms, **facts)


def _get_sheet(cell: TypedCell) -> tuple[str, str]:
    return cell.where.workbook, cell.where.sheet


def _name_row(cell: TypedCell) -> str:
    """How a line names a row: a setting by its name, a seat by its Code, another by what is
    typed.
    """
    for known in ("parametre", "code"):
        if known in cell.row.values:
            return f"« {cell.row.values[known]} »"
    text = " ".join(str(cell.value).split())
    return f"« {text if len(text) <= _MONTRE else text[: _MONTRE - 1] + '…'} »"


_MONTRE = 60  # signs of a text that a line quotes
