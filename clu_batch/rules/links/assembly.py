"""Assemble all checked tables into the `Registre` that the rules and the documents work on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clu_batch.kernel.checked_rows import Checked, CheckedRows
from clu_batch.kernel.frames import CheckedTables
from clu_batch.kernel.problems import Problem
from clu_batch.rules.links import (
    comite,
    confidentialite,
    depouillement,
    doublons,
    engagements,
    restes_de_l_exemple,
    satisfaction,
)
from clu_batch.rules.links.capitales import capitalise_noms
from clu_batch.rules.links.fermetures import assemble_calendrier
from clu_batch.rules.links.reunions import ReunionContext
from clu_batch.rules.model import ABSENTE, Parametres, Question, Registre

_MARGE = 3
"""Years around the dates of the workbooks for which public holidays are known: a délai or a
suspension may run far.
"""


def read_questions(
    echelles: CheckedRows, questions: CheckedRows
) -> tuple[list[Question], list[Problem]]:
    """Return the questions of the survey, which are needed before `Réponses` can be checked."""
    scales, found = satisfaction.read_echelles(echelles)
    asked, more = satisfaction.read_questions(questions, scales)
    return asked, found + more


def assemble_registre(
    tables: CheckedTables,
    parametres: Parametres,
    asked: Sequence[Question],
    annexes: Sequence[str],
    j: dt.date,
) -> tuple[Registre, list[Problem]]:
    """Return the register, and the problems that only show between sheets."""
    rows, frames = tables.rows, tables.frames
    calendrier, found = assemble_calendrier(
        parametres.territoire, _find_years(tables, j), rows["Jours de fermeture"]
    )
    contexte = ReunionContext(calendrier, j, parametres.repere_convocations)
    members, more = comite.assemble_comite(rows, contexte, annexes)
    problems = found + more
    enquetes, more = satisfaction.read_enquetes(rows["Enquêtes"])
    problems += more
    tallies, more = depouillement.read_depouillement(frames["Dépouillement"], asked)
    problems += more
    commitments, more = engagements.read_engagements(rows["Engagements"])
    problems += more
    reponses = frames["Réponses"]
    problems += depouillement.check_questions(
        asked, commitments, reponses, frames["Dépouillement"]
    )
    reclamations, more = doublons.drop_repeated_reclamations(frames["Réclamations"])
    problems += [
        *more,
        *doublons.report_repeated_reponses(reponses),
        *doublons.report_repeated_depouillement(tallies),
    ]
    once = replace(tables, frames={**frames, "Réclamations": reclamations})
    problems += confidentialite.report_personal_data(once.list_all())
    problems += restes_de_l_exemple.report_leftovers(tables, parametres)
    results, more = engagements.read_resultats(frames["Résultats"], commitments)
    return (
        Registre(
            parametres=parametres,
            calendrier=calendrier,
            comite=capitalise_noms(members) if parametres.noms_en_capitales else members,
            enquetes=enquetes,
            questions=asked,
            reponses=reponses,
            depouillement=tallies,
            reclamations=reclamations,
            engagements=commitments,
            resultats=results,
            indicateurs_locaux=engagements.read_locaux(rows["Indicateurs locaux"]),
            historique=frames["Historique"],
            feuilles_absentes=_find_absent_sheets(tables.list_all()),
        ),
        problems + more,
    )


def _find_absent_sheets(sheets: Iterable[Checked]) -> dict[str, str]:
    """The sheets that no workbook has, or that are blank: they say nothing, not even « none »."""
    return {
        checked.sheet.name: "vide" if checked.origins else ABSENTE
        for checked in sheets
        if not checked.broken and not any(origin.letters for origin in checked.origins)
    }


def _find_years(tables: CheckedTables, j: dt.date) -> range:
    """The years that the calendar must know: those of the dates that are counted from, with a
    margin.
    """
    dates = [j]
    for field in ("date", "reportee_au"):
        dates += [cell.value for cell in tables.rows["Réunions"].list_cells(field)]
    complaints = tables.frames["Réclamations"].frame
    for field in ("recue_le", "repondue_le"):
        days = complaints[field].dropna()
        dates += days.dt.date.agg(["min", "max"]).tolist() if len(days) else []
    return range(min(dates).year - _MARGE, max(dates).year + _MARGE + 1)
