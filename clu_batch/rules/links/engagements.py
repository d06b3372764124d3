"""Turn `Engagements` and `Résultats` into commitments and results, each in its own unit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from clu_batch.kernel.checked_rows import Checked, CheckedRows, TypedCell
from clu_batch.kernel.declaration import Where
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import survey
from clu_batch.parse import (
    Parsed,
    Percent,
    find_closest,
    flag_mixed_percents,
    fold_stems,
    fold_text,
    format_value,
    parse_number,
    parse_percentage,
    parse_quantity,
)
from clu_batch.records.engagements import SENS, IndicateurLocal, UniteDeResultat
from clu_batch.rules.links.record_rows import build_records
from clu_batch.rules.links.reversed_dates import LIGNE_LAISSEE, check_order
from clu_batch.rules.model import Engagement, Resultat

_SANS_CIBLE = " : l’engagement est « sans cible »"
_LAISSEE = " et la ligne est laissée de côté"


def read_engagements(checked: CheckedRows) -> tuple[list[Engagement], list[Problem]]:
    """Return the commitments, their targets and tolerances in their unit (a rate as a fraction of
    1).
    """
    kept: dict[str, Engagement] = {}
    problems: list[Problem] = []
    for row in build_records(Engagement, checked):
        code = fold_text(row.code)
        if code in kept:
            problems.append(row.report(survey.ENGAGEMENT_REPETE, "code", row.code))
        else:
            kept[code] = row
    unites = {row.where: row.unite for row in kept.values()}
    cibles, found = read_quantities(checked.list_cells("cible"), unites, _SANS_CIBLE)
    tolerances, more = _read_tolerances(checked.list_cells("tolerance"), unites)
    made = [
        replace(
            row,
            unite=unites[row.where],
            sens=SENS.get(row.sens or ""),
            cible=cibles.get(row.where),
            tolerance=tolerances.get(row.where),
            source=_find_source(row.source),
        )
        for row in kept.values()
    ]
    return made, problems + found + more


def _find_source(typed: str | None) -> str | None:
    """The indicator that a commitment rests on; None when its results are typed."""
    if typed is None or fold_stems(typed) == fold_stems("saisie"):
        return None
    return typed


def read_locaux(checked: Checked) -> list[IndicateurLocal]:
    """Return the secretary's own indicators."""
    return list(build_records(IndicateurLocal, checked))


def read_quantities(
    cells: Sequence[TypedCell], unites: Mapping[Where, str], effet: str
) -> tuple[dict[Where, Fraction], list[Problem]]:
    """Read the cells of a column, each in the unit of its row; a row without a unit is left out.

    Return the number of each row that has one. Percents follow the rules of percent cells
    (docs/rules/workbooks.md#percents).
    """
    typed = {cell.where: cell for cell in cells if cell.where in unites}
    lus: dict[Where, Parsed[Any]] = {}
    percents: list[Where] = []
    for where, cell in typed.items():
        if unites[where] == UniteDeResultat.POURCENT:
            percents.append(where)
            lus[where] = parse_percentage(cell.value)
        elif unites[where] == UniteDeResultat.NOMBRE:
            lus[where] = parse_number(cell.value)
        else:
            lus[where] = parse_quantity(cell.value)
    shown = [typed[where].value for where in percents]
    flagged = flag_mixed_percents([lus[where] for where in percents], shown)
    lus.update(zip(percents, flagged, strict=True))
    values: dict[Where, Fraction] = {}
    problems: list[Problem] = []
    for where, lu in lus.items():
        if lu.valeur is not None:
            values[where] = Fraction(lu.valeur)
        problems += _report_quantity(typed[where], lu, unites[where], effet)
    return values, problems


def _report_quantity(
    cell: TypedCell, lu: Parsed[Any], unite: str, effet: str
) -> Iterator[Problem]:
    shown = format_value(cell.value)
    attendu = (
        "un pourcentage entre 0 et 100"
        if unite == UniteDeResultat.POURCENT
        else f"un nombre ({unite})"
    )
    if lu.valeur is None:
        is_date = isinstance(cell.value, dt.date)
        kind = survey.VALEUR_DEVENUE_DATE if is_date else survey.VALEUR_FAUSSE
        yield cell.report(kind, shown, attendu=attendu, effet=effet)
    elif lu.defaut:
        yield cell.report(lu.defaut, shown, attendu=attendu, **lu.faits)


def _read_tolerances(
    cells: Sequence[TypedCell], unites: Mapping[Where, str]
) -> tuple[dict[Where, Fraction], list[Problem]]:
    """Read the tolerances, each in the unit of its indicator; there is none that is negative."""
    values: dict[Where, Fraction] = {}
    problems: list[Problem] = []
    for cell in cells:
        unite = unites.get(cell.where)
        if unite is None:
            continue
        value = _read_tolerance(cell.value, unite)
        if value is not None and value >= 0:
            values[cell.where] = Fraction(value)
            continue
        attendu = (
            "des points, par exemple 2"
            if unite == UniteDeResultat.POURCENT
            else f"un nombre ({unite})"
        )
        shown = format_value(cell.value)
        problems.append(cell.report(survey.VALEUR_FAUSSE, shown, attendu=attendu, effet=""))
    return values, problems


def _read_tolerance(brut: object, unite: str) -> Fraction | Decimal | None:
    if unite == UniteDeResultat.POURCENT:
        return _read_points(brut)
    return parse_quantity(_strip_unit(brut)).valeur


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
    if isinstance(brut, str):
        return re.sub(r"%|points?|pts?\b", "", brut)
    return brut


def read_resultats(
    checked: CheckedSheet, known: Sequence[Engagement]
) -> tuple[CheckedSheet, list[Problem]]:
    """Return the results typed by the services, those of no known commitment left out.

    Their `code` is that of the commitment, their `valeur` an exact number in its unit.
    """
    by_code: Mapping[str, Engagement] = {fold_text(e.code): e for e in known}
    engages: dict[Where, Engagement] = {}
    problems: list[Problem] = []
    for row in build_records(Resultat, checked):
        engagement = by_code.get(fold_text(row.code))
        if engagement is None:
            close = find_closest(row.code, [e.code for e in known])
            kind = survey.ENGAGEMENT_INCONNU
            problems.append(row.report(kind, "code", row.code, suggestion=close))
            continue
        reversed_dates = check_order(row, "du", "au", LIGNE_LAISSEE)
        problems += reversed_dates
        if not reversed_dates:
            engages[row.where] = engagement
    unites = {where: engagement.unite for where, engagement in engages.items()}
    valeurs, found = read_quantities(checked.list_cells("valeur"), unites, _LAISSEE)
    rows = checked.frame.loc[[(where.workbook, where.sheet, where.line) for where in valeurs]]
    codes = [engages[where].code for where in valeurs]
    linked = rows.assign(
        code=pd.Series(codes, index=rows.index, dtype=object),
        valeur=pd.Series(list(valeurs.values()), index=rows.index, dtype=object),
    )
    return replace(checked, frame=linked), problems + found
