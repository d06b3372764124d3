"""Turn `Engagements` and `Résultats` into commitments and results, each in its own unit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import survey
from clu_batch.parse import (
    Parsed,
    Percent,
    find_closest,
    flag_mixed_percents,
    fold_stems,
    fold_text,
    format_value,
    is_empty,
    parse_number,
    parse_percentage,
    parse_quantity,
)
from clu_batch.records.engagements import SENS, IndicateurLocal, UniteDeResultat
from clu_batch.rules.links.ligne import TableRow, list_rows, read_periode
from clu_batch.rules.model import Engagement, Resultat

_SANS_CIBLE = " : l’engagement est « sans cible »"
_LAISSEE = " et la ligne est laissée de côté"


def read_engagements(table: Table) -> tuple[list[Engagement], list[Problem]]:
    """Return the commitments, their targets and tolerances in their unit (a rate as a fraction of
    1).
    """
    kept: dict[str, TableRow] = {}
    problems: list[Problem] = []
    for ligne in list_rows(table):
        code = ligne.read_text("Code") or ""
        if kept.setdefault(fold_text(code), ligne) is not ligne:
            problems.append(ligne.report(survey.ENGAGEMENT_REPETE, "Code", code))
    unites = {
        ligne.index: UniteDeResultat(ligne.read_text("Unité") or "%") for ligne in kept.values()
    }
    cibles, found = _read_numbers(table, "Cible", unites, effet=_SANS_CIBLE)
    problems += found
    made = [
        _make_engagement(ligne, unites[ligne.index], cibles.get(ligne.index), problems)
        for ligne in kept.values()
    ]
    return made, problems


def _make_engagement(
    ligne: TableRow, unite: str, cible: Fraction | None, problems: list[Problem]
) -> Engagement:
    source = ligne.read_text("Source")
    return ligne.build(
        Engagement,
        sens=SENS.get(ligne.read_text("Sens de la cible") or ""),
        unite=unite,
        cible=cible,
        tolerance=_read_tolerance(ligne, unite, problems),
        source=None if source is None or fold_stems(source) == fold_stems("saisie") else source,
    )


def read_locaux(table: Table) -> list[IndicateurLocal]:
    """Return the secretary's own indicators."""
    return [ligne.build(IndicateurLocal) for ligne in list_rows(table)]


def _read_numbers(
    table: Table, header: str, unites: Mapping[int, str], effet: str
) -> tuple[dict[int, Fraction], list[Problem]]:
    """Read the numbers of a column, by row, each in the unit of its row."""
    column = table.columns[header]
    typed = {row: column[row] for row in unites if not is_empty(column[row])}
    lus = _read_cells(typed, unites)
    values: dict[int, Fraction] = {}
    problems: list[Problem] = []
    for row, value in typed.items():
        lu, shown = lus[row], format_value(value)
        attendu = f"un nombre ({unites[row]})"
        if unites[row] == "%":
            attendu = "un pourcentage entre 0 et 100"
        if lu.valeur is not None:
            values[row] = Fraction(lu.valeur)
            if lu.defaut:
                problems.append(
                    table.report_cell(lu.defaut, row, header, shown, attendu=attendu, **lu.faits)
                )
            continue
        defaut = survey.VALEUR_FAUSSE
        if isinstance(value, dt.date):
            defaut = survey.VALEUR_DEVENUE_DATE
        problems.append(table.report_cell(defaut, row, header, shown, attendu=attendu, effet=effet))
    return values, problems


def _read_cells(typed: Mapping[int, object], unites: Mapping[int, str]) -> dict[int, Parsed[Any]]:
    """Read each cell in its unit; percents follow the rules of percent cells
    (docs/rules/workbooks.md#percents).
    """
    percents = {row: value for row, value in typed.items() if unites[row] == "%"}
    lus: dict[int, Parsed[Any]] = {}
    for row, value in typed.items():
        lus[row] = parse_number(value) if unites[row] == "nombre" else parse_quantity(value)
    read = {row: parse_percentage(value) for row, value in percents.items()}
    return lus | flag_mixed_percents(read, percents)


def _read_tolerance(ligne: TableRow, unite: str, problems: list[Problem]) -> Fraction | None:
    """The tolerance, in the unit of the indicator; None when there is none, or no readable one."""
    brut = ligne.read_raw("Tolérance")
    if brut is None or brut == "":
        return None
    value = _read_points(brut) if unite == "%" else parse_quantity(_strip_unit(brut)).valeur
    if value is None or value < 0:
        attendu = "des points, par exemple 2" if unite == "%" else f"un nombre ({unite})"
        problems.append(
            ligne.report(
                survey.VALEUR_FAUSSE, "Tolérance", format_value(brut), attendu=attendu, effet=""
            )
        )
        return None
    return Fraction(value)


def _read_points(brut: object) -> Fraction | None:
    """The tolerance of a rate as a fraction of 1 (docs/rules/commitments.md#tolerance).

    That of a percent cell; else, below 0.2 it is a fraction (0.02 = 2 points), otherwise points.
    """
    if isinstance(brut, Percent):
        return parse_percentage(brut).valeur
    nombre = parse_number(_strip_unit(brut)).valeur
    if nombre is None:
        return None
    typed_in_points = _strip_unit(brut) != brut
    if typed_in_points or nombre >= Decimal("0.2"):
        return Fraction(nombre) / 100
    return Fraction(nombre)


def _strip_unit(brut: object) -> object:
    return re.sub(r"%|points?|pts?\b", "", brut) if isinstance(brut, str) else brut


def read_resultats(
    table: Table, known: Sequence[Engagement]
) -> tuple[list[Resultat], list[Problem]]:
    """Return the results typed by the services, in the unit of their commitment."""
    by_code: Mapping[str, Engagement] = {fold_text(e.code): e for e in known}
    kept: dict[int, tuple[TableRow, Engagement]] = {}
    problems: list[Problem] = []
    for ligne in list_rows(table):
        code = ligne.read_text("Code") or ""
        engagement = by_code.get(fold_text(code))
        if engagement is None:
            problems.append(
                ligne.report(
                    survey.ENGAGEMENT_INCONNU,
                    "Code",
                    code,
                    suggestion=find_closest(code, [e.code for e in known]),
                )
            )
            continue
        if read_periode(ligne, problems) is not None:
            kept[ligne.index] = ligne, engagement
    unites = {row: engagement.unite for row, (_, engagement) in kept.items()}
    valeurs, found = _read_numbers(table, "Valeur", unites, effet=_LAISSEE)
    made = [_make_result(*kept[row], valeur) for row, valeur in valeurs.items()]
    return made, problems + found


def _make_result(ligne: TableRow, engagement: Engagement, valeur: Fraction) -> Resultat:
    return ligne.build(Resultat, code=engagement.code, valeur=valeur, rang=ligne.index)
