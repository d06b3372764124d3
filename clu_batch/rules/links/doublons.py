"""Find the rows typed twice that are not those of a second export: one N° for two rows, two equal
tallies (docs/rules/workbooks.md#repeats).

The rows that another sheet repeats entirely were left out when the sheets were joined
(`check.repeated_rows`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clu_batch.kernel import french
from clu_batch.kernel.declaration import EXEMPLE
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Origin, Table
from clu_batch.messages import survey
from clu_batch.parse import fold_text

NUMERO = "N°"


def drop_repeated_reclamations(table: Table) -> tuple[Table, list[Problem]]:
    """Return the register without the complaints that repeat another one entirely.

    Two different complaints of one N° are kept, and reported.
    """
    first: dict[object, list[int]] = {}
    for row, numero in enumerate(table.columns[NUMERO]):
        first.setdefault(numero, []).append(row)
    repeated: set[int] = set()
    problems: list[Problem] = []
    for rows in (rows for rows in first.values() if len(rows) > 1):
        seen: set[tuple[object, ...]] = set()
        for row in rows:
            content = tuple(values[row] for values in table.columns.values())
            if content in seen:
                repeated.add(row)
                problems.append(table.report_cell(survey.RECLAMATION_REPETEE, row, NUMERO))
            elif seen:
                problems.append(table.report_cell(survey.NUMERO_DE_RECLAMATION_REPETE, row, NUMERO))
            seen.add(content)
    return table.leave_out_rows(repeated), problems


def report_repeated_reponses(table: Table) -> list[Problem]:
    """Report the questionnaires whose N° stands above; all of them are counted.

    The N° stands above in the same sheet or, with the same date, in another sheet.
    """
    numeros, dates, problems = table.columns[NUMERO], table.columns["Date"], []
    elsewhere: dict[tuple[object, object], Origin] = {}
    for origin in table.origins:
        seen: set[object] = set()
        own: dict[tuple[object, object], Origin] = {}
        for row in range(origin.first, origin.first + len(origin.lines)):
            numero = numeros[row]
            if numero is None:
                continue
            other = elsewhere.get((numero, dates[row]))
            if numero in seen:
                problems.append(table.report_cell(survey.NUMERO_DE_REPONSE_REPETE, row, NUMERO))
            elif other:
                facts = {"feuille": other.sheet, "original": other.workbook}
                problems.append(
                    table.report_cell(survey.NUMERO_DE_REPONSE_AILLEURS, row, NUMERO, **facts)
                )
            seen.add(numero)
            own[numero, dates[row]] = origin
        elsewhere = {**own, **elsewhere}
    return problems


def report_repeated_depouillement(table: Table) -> list[Problem]:
    """Report the tallies that say the same as one above, once for each pair of sheets; they are
    kept.
    """
    first: dict[tuple[object, ...], int] = {}
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, content in _list_tallies(table):
        above = first.setdefault(content, row)
        if above != row:
            pairs.setdefault(
                (table.find_origin(row).first, table.find_origin(above).first), []
            ).append((row, above))
    return [_report_equal(table, rows) for rows in pairs.values()]


def _list_tallies(table: Table) -> Iterator[tuple[int, tuple[object, ...]]]:
    """What each tally that counts says, whatever the case and the accents of its texts."""
    for row, cells in table.iterate_rows():
        if cells["Question"] is not None and cells["Réponse"] is not None:
            yield row, tuple(_fold_cell(header, value) for header, value in cells.items())


def _fold_cell(header: str, value: object) -> object:
    if header == EXEMPLE.header:
        return None
    return fold_text(value) if isinstance(value, str) else value


def _report_equal(table: Table, rows: list[tuple[int, int]]) -> Problem:
    (row, above), *_ = rows
    other = table.find_origin(above)
    return survey.DEPOUILLEMENT_REPETE.report(
        table.locate_cell(row, "Question"),
        nombre=french.format_count(len(rows), "ligne"),
        lignes=french.format_rows(_list_lines(table, {row for row, _ in rows})),
        feuille=other.sheet,
        original=other.workbook,
        autres=french.format_rows(_list_lines(table, {above for _, above in rows})),
    )


def _list_lines(table: Table, rows: Collection[int]) -> list[int]:
    """The Excel rows of these rows of one sheet, in order."""
    return sorted(table.find_origin(row).lines[row - table.find_origin(row).first] for row in rows)
