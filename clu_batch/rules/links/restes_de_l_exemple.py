"""Report what is left of the example among a prefecture's own data, and would leave in its papers.

An address that leads nowhere is reported to everybody. A seat, a procedure or an address of the
example is reported to every prefecture but the one that it is taken from. Questions, Échelles and
Engagements are made to be taken over: nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from clu_batch.kernel import french
from clu_batch.kernel.declaration import EXEMPLE, Kind
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.kernel.tables import Table
from clu_batch.messages import example_left
from clu_batch.parse import format_value
from clu_batch.parse.shipped_rows import (
    ShippedExample,
    compute_row_fingerprint,
    load_shipped_example,
    normalise_cell,
)
from clu_batch.records.comite import Membre
from clu_batch.records.parametres import LigneParametre
from clu_batch.rules.links.confidentialite import IMPRIMES
from clu_batch.rules.model import Parametres

_ENVOYES: Mapping[str, Sequence[str]] = {
    "Composition": ("Courriel", "Adresse"),
    "Réunions": ("Visioconférence",),
    "Invités": ("Courriel", "Adresse"),
    "Suppléances": ("Courriel",),
    "Présences": ("Courriel",),
}
"""The columns that papers are sent to, or that a letter shows as a link, beside those that are
printed.
"""
_OU = {
    "Composition": ("Adresse",),
    "Réunions": ("Lieu", "Accès et accessibilité"),
    "Invités": ("Adresse",),
    "Modalités d'appui": ("Lieu",),
}
"""The columns that say where."""
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

    for table, header in _list_columns(tables):
        yield from _report_column(
            table, header, is_dead_address, example_left.COORDONNEES_D_EXEMPLE
        )


def _compile_telephone(shipped: str) -> re.Pattern[str]:
    """The number however it is typed: with or without its spaces, its 0, the code of the
    country.
    """
    digits = re.sub(r"\D", "", shipped).removeprefix("0")
    spaced = r"[\s.\-/]?".join(digits)
    return re.compile(rf"(?<!\d)(?:0|(?:\+|00)\s?33[\s.]?(?:\(0\))?[\s.]?)?{spaced}(?!\d)")


def _list_columns(tables: Mapping[str, Table]) -> Iterator[tuple[Table, str]]:
    """The columns that are printed or sent, the settings first."""
    yield tables[LigneParametre.sheet.name], "Valeur"
    for sheet in tables:
        if sheet in _REPRIS:
            continue
        for header in (*IMPRIMES.get(sheet, ()), *_ENVOYES.get(sheet, ())):
            yield tables[sheet], header


# -- what is another prefecture's ------------------------------------------------------------------


def _report_other_prefecture(
    tables: Mapping[str, Table], livre: ShippedExample, prefecture: str
) -> Iterator[Problem]:
    facts = {
        "exemple": french.lower_first(livre.prefecture),
        "prefecture": prefecture or "la vôtre",
    }
    settings = tables[LigneParametre.sheet.name]
    rows = [row for row, values in settings.iterate_rows() if _is_shipped_setting(values, livre)]
    yield from _report_rows(settings, "Valeur", rows, example_left.REPRIS_DE_L_EXEMPLE, **facts)
    seats = tables[Membre.sheet.name]
    rows = [row for row, values in seats.iterate_rows() if _is_shipped_siege(values, livre)]
    yield from _report_rows(seats, "Organisme", rows, example_left.REPRIS_DE_L_EXEMPLE, **facts)

    def has_its_address(text: str) -> bool:
        return livre.rue in normalise_cell(Kind.TEXTE, text)

    for sheet, headers in _OU.items():
        for header in headers:
            yield from _report_column(
                tables[sheet], header, has_its_address, example_left.REPRIS_DE_L_EXEMPLE, **facts
            )


def _is_shipped_setting(values: Mapping[str, object], livre: ShippedExample) -> bool:
    name = normalise_cell(Kind.TEXTE, values["Paramètre"])
    shipped = next(
        (setting for setting in livre.reglages if normalise_cell(Kind.TEXTE, setting) == name), None
    )
    if shipped is None or not normalise_cell(Kind.TEXTE, values["Valeur"]):
        return False
    return (
        compute_row_fingerprint({shipped: Kind.TEXTE}, {shipped: values["Valeur"]})
        == livre.reglages[shipped]
    )


def _is_shipped_siege(values: Mapping[str, object], livre: ShippedExample) -> bool:
    """A seat as it ships, or whose function or body names the place of the example."""
    kinds = {
        column.header: column.kind
        for column in Membre.sheet.columns
        if column.header != EXEMPLE.header
    }
    if compute_row_fingerprint(kinds, values) in livre.sieges:
        return True
    cells = (
        compute_row_fingerprint({header: Kind.TEXTE}, values)
        for header in ("Fonction", "Organisme")
    )
    return any(cell in livre.locaux for cell in cells)


# -- one line per sheet and column -----------------------------------------------------------------


def _report_column(
    table: Table, header: str, trouve: Trouve, defaut: ProblemKind, **facts: str
) -> Iterator[Problem]:
    column = table.columns[header]
    guilty = {
        cell for cell in set(column) if isinstance(cell, str | float) and trouve(format_value(cell))
    }
    rows = [row for row, cell in enumerate(column) if cell in guilty] if guilty else []
    yield from _report_rows(table, header, rows, defaut, **facts)


def _report_rows(
    table: Table, header: str, rows: Sequence[int], defaut: ProblemKind, **facts: str
) -> Iterator[Problem]:
    """The same problem at each row: the report makes one line of them, whose range holds the
    cells.
    """
    by_sheet: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        origin = table.find_origin(row)
        by_sheet.setdefault((origin.workbook, origin.sheet), []).append(row)
    for together in by_sheet.values():
        names = french.join_words(
            list(dict.fromkeys(_name_row(table, header, row) for row in together))
        )
        for row in together:
            yield table.report_cell(defaut, row, header, noms=names, **facts)


def _name_row(table: Table, header: str, row: int) -> str:
    """How a line names a row: a setting by its name, a seat by its Code, another by what is
    typed.
    """
    for key in ("Paramètre", "Code"):
        if key in table.columns:
            return f"« {table.columns[key][row]} »"
    text = " ".join(str(table.columns[header][row]).split())
    return f"« {text if len(text) <= _MONTRE else text[: _MONTRE - 1] + '…'} »"


_MONTRE = 60  # signs of a text that a line quotes
