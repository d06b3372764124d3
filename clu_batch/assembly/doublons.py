"""Rows that were typed twice: complaints of the same N°, questionnaires of the same N° (page 1, Réclamations and Réponses)."""

from __future__ import annotations

from clu_batch.defauts import mesures
from clu_batch.problems import Problem
from clu_batch.tables import Table

NUMERO = "N°"


def reclamations(table: Table) -> tuple[Table, list[Problem]]:
    """The register without the complaints that repeat another entirely; two complaints of one N° are kept, and reported."""
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
                problems.append(mesures.RECLAMATION_REPETEE.at(table.place(row, NUMERO), NUMERO))
            elif seen:
                problems.append(mesures.NUMERO_DE_RECLAMATION_REPETE.at(table.place(row, NUMERO), NUMERO))
            seen.add(content)
    return table.without(repeated), problems


def reponses(table: Table) -> list[Problem]:
    """The questionnaires whose N° stands above in the same sheet; all are counted."""
    numeros, problems = table.columns[NUMERO], []
    for origin in table.origins:
        seen: set[object] = set()
        for row in range(origin.first, origin.first + len(origin.lines)):
            numero = numeros[row]
            if numero is not None and numero in seen:
                problems.append(mesures.NUMERO_DE_REPONSE_REPETE.at(table.place(row, NUMERO), NUMERO))
            seen.add(numero)
    return problems
