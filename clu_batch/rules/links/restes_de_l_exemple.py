"""Report what is left of the example among a prefecture's own data, and would leave in its papers.

An address that leads nowhere is reported to everybody. A seat, a procedure or an address of the
example is reported to every prefecture but the one that it is taken from. Questions, Échelles and
Engagements are made to be taken over: nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from clu_batch.kernel import french
from clu_batch.kernel.declaration import EXEMPLE, Column, Kind
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.kernel.tables import Table
from clu_batch.messages import example_left
from clu_batch.parse import format_value
from clu_batch.parse.shipped_rows import (
    ShippedExample,
    compute_fingerprint,
    compute_row_fingerprint,
    load_shipped_example,
    normalise_cell,
)
from clu_batch.records.comite import Membre
from clu_batch.records.parametres import LigneParametre
from clu_batch.rules.links.record_rows import build_records
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


def report_leftovers(tables: Mapping[str, Table], parametres: Parametres) -> list[Problem]:
    """Report what is left of the example, one line per sheet and column, naming each setting or
    Code.

    Nothing is reported while the example is meant: each document says « EXEMPLE » then.
    """
    if parametres.donnees_d_exemple or tables[LigneParametre.sheet.name].broken:
        return []
    livre = load_shipped_example()
    problems = [*_report_dead_addresses(tables, livre)]
    if not _is_hers(parametres.prefecture or "", livre.prefecture):
        problems += _report_other_prefecture(tables, livre, parametres.prefecture or "")
    return problems


def _is_hers(typed: str, shipped: str) -> bool:
    """« Préfecture du Gard (30) » is the préfecture du Gard."""
    words = set(re.findall(r"\w+", normalise_cell(Kind.TEXTE, typed)))
    return set(normalise_cell(Kind.TEXTE, shipped).split()) <= words


# -- addresses and telephone that lead to nobody ---------------------------------------------------


def _report_dead_addresses(tables: Mapping[str, Table], livre: ShippedExample) -> Iterator[Problem]:
    telephone = _compile_telephone(livre.telephone)

    def is_dead_address(text: str) -> bool:
        return bool(_D_EXEMPLE.search(text) or telephone.search(text))

    for table, column in _list_columns(tables):
        kind = example_left.COORDONNEES_D_EXEMPLE
        yield from _report_column(table, column, is_dead_address, kind)


def _compile_telephone(shipped: str) -> re.Pattern[str]:
    """The number however it is typed: with or without its spaces, its 0, the code of the
    country.
    """
    digits = re.sub(r"\D", "", shipped).removeprefix("0")
    spaced = r"[\s.\-/]?".join(digits)
    return re.compile(rf"(?<!\d)(?:0|(?:\+|00)\s?33[\s.]?(?:\(0\))?[\s.]?)?{spaced}(?!\d)")


def _list_columns(tables: Mapping[str, Table]) -> Iterator[tuple[Table, Column]]:
    """The columns that are printed or sent, the settings first."""
    settings = tables[LigneParametre.sheet.name]
    yield settings, settings.sheet.find_field("valeur")
    for name, table in tables.items():
        if name in _REPRIS:
            continue
        for column in table.sheet.columns:
            if column.scanned or column.field in _ENVOYES:
                yield table, column


# -- what is another prefecture's ------------------------------------------------------------------


def _report_other_prefecture(
    tables: Mapping[str, Table], livre: ShippedExample, prefecture: str
) -> Iterator[Problem]:
    facts = {
        "exemple": french.lower_first(livre.prefecture),
        "prefecture": prefecture or "la vôtre",
    }
    kind = example_left.REPRIS_DE_L_EXEMPLE
    settings = tables[LigneParametre.sheet.name]
    lines = enumerate(build_records(LigneParametre, settings))
    rows = [row for row, line in lines if _is_shipped_setting(line, livre)]
    yield from _report_rows(settings, _VALEUR, rows, kind, **facts)
    seats = tables[Membre.sheet.name]
    rows = [row for row, values in seats.iterate_rows() if _is_shipped_siege(values, livre)]
    yield from _report_rows(seats, _ORGANISME, rows, kind, **facts)

    def has_its_address(text: str) -> bool:
        return livre.rue in normalise_cell(Kind.TEXTE, text)

    for table in tables.values():
        for column in table.sheet.columns:
            if column.field in _OU:
                yield from _report_column(table, column, has_its_address, kind, **facts)


def _is_shipped_setting(line: LigneParametre, livre: ShippedExample) -> bool:
    name = normalise_cell(Kind.TEXTE, line.parametre)
    for setting, shipped in livre.reglages.items():
        if normalise_cell(Kind.TEXTE, setting) == name:
            typed = normalise_cell(Kind.TEXTE, line.valeur)
            return typed != "" and compute_fingerprint({setting: typed}) == shipped
    return False


def _is_shipped_siege(values: Mapping[str, object], livre: ShippedExample) -> bool:
    """A seat as it ships, or whose function or body names the place of the example."""
    if compute_row_fingerprint(_DE_MEMBRE, values) in livre.sieges:
        return True
    named = [{column.header: Kind.TEXTE} for column in (_FONCTION, _ORGANISME)]
    return any(compute_row_fingerprint(cell, values) in livre.locaux for cell in named)


_FONCTION, _ORGANISME = Membre.sheet.find_field("fonction"), Membre.sheet.find_field("organisme")
_VALEUR = LigneParametre.sheet.find_field("valeur")
_DE_MEMBRE = {
    column.header: column.kind for column in Membre.sheet.columns if column.header != EXEMPLE.header
}


# -- one line per sheet and column -----------------------------------------------------------------


def _report_column(
    table: Table, column: Column, trouve: Trouve, defaut: ProblemKind, **facts: str
) -> Iterator[Problem]:
    cells = table.columns[column.header]
    guilty = {
        cell for cell in set(cells) if isinstance(cell, str | float) and trouve(format_value(cell))
    }
    rows = [row for row, cell in enumerate(cells) if cell in guilty] if guilty else []
    yield from _report_rows(table, column, rows, defaut, **facts)


def _report_rows(
    table: Table, column: Column, rows: Sequence[int], defaut: ProblemKind, **facts: str
) -> Iterator[Problem]:
    """The same problem at each row: the report makes one line of them, whose range holds the
    cells.
    """
    by_sheet: dict[int, list[int]] = {}
    for row in rows:
        by_sheet.setdefault(table.find_origin(row).first, []).append(row)
    for together in by_sheet.values():
        names = dict.fromkeys(_name_row(table, column, row) for row in together)
        noms = french.join_words(list(names))
        for row in together:
            yield table.report_cell(defaut, row, column.header, noms=noms, **facts)


def _name_row(table: Table, column: Column, row: int) -> str:
    """How a line names a row: a setting by its name, a seat by its Code, another by what is
    typed.
    """
    for known in table.sheet.columns:
        if known.field in {"parametre", "code"}:
            return f"« {table.columns[known.header][row]} »"
    text = " ".join(str(table.columns[column.header][row]).split())
    return f"« {text if len(text) <= _MONTRE else text[: _MONTRE - 1] + '…'} »"


_MONTRE = 60  # signs of a text that a line quotes
