"""Assemble all checked tables into the `Registre` that the rules and the documents work on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeVar

from clu_batch.kernel.checked_rows import Checked, CheckedRows
from clu_batch.kernel.frames import CheckedSheet, CheckedTables
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.rules.jours import Calendrier
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
    rows, found = tables.rows, _Found()
    calendrier = found.take(_assemble_calendrier(tables, parametres, j))
    contexte = ReunionContext(calendrier, j, parametres.repere_convocations)
    members = found.take(comite.assemble_comite(rows, contexte, annexes))
    commitments = found.take(engagements.read_engagements(rows["Engagements"]))
    frames = _count_once(tables.frames, asked, found)
    registre = Registre(
        parametres=parametres,
        calendrier=calendrier,
        comite=capitalise_noms(members) if parametres.noms_en_capitales else members,
        enquetes=found.take(satisfaction.read_enquetes(rows["Enquêtes"])),
        questions=asked,
        reponses=frames["Réponses"],
        depouillement=frames["Dépouillement"],
        reclamations=frames["Réclamations"],
        engagements=commitments,
        resultats=found.take(engagements.read_resultats(frames["Résultats"], commitments)),
        indicateurs_locaux=engagements.read_locaux(rows["Indicateurs locaux"]),
        historique=frames["Historique"],
        feuilles_absentes=_find_absent_sheets(tables.list_all()),
    )
    return registre, found.problems + _check_between(registre, tables)


_Linked = TypeVar("_Linked")


@frozen
class _Found:
    """The problems of the sheets, as they are linked."""

    problems: list[Problem] = field(default_factory=list)

    def take(self, linked: tuple[_Linked, Iterable[Problem]]) -> _Linked:
        """Return what was linked, and keep what is wrong with it."""
        self.problems.extend(linked[1])
        return linked[0]


def _count_once(
    frames: Mapping[str, CheckedSheet], asked: Sequence[Question], found: _Found
) -> Mapping[str, CheckedSheet]:
    """Link the tallies to their questions, and leave the complaints out that stand twice."""
    tallies = depouillement.read_depouillement(frames["Dépouillement"], asked)
    complaints = doublons.drop_repeated_reclamations(frames["Réclamations"])
    counted = {"Dépouillement": found.take(tallies), "Réclamations": found.take(complaints)}
    return {**frames, **counted}


def _check_between(registre: Registre, tables: CheckedTables) -> list[Problem]:
    """Report what shows once all sheets are linked. `tables`: as they were typed."""
    asked, reponses = registre.questions, registre.reponses
    typed = tables.frames["Dépouillement"]
    once = replace(tables, frames={**tables.frames, "Réclamations": registre.reclamations})
    return [
        *depouillement.check_questions(asked, registre.engagements, reponses, typed),
        *doublons.report_repeated_reponses(reponses),
        *doublons.report_repeated_depouillement(registre.depouillement),
        *confidentialite.report_personal_data(once.list_all()),
        *restes_de_l_exemple.report_leftovers(tables, registre.parametres),
    ]


def _find_absent_sheets(sheets: Iterable[Checked]) -> dict[str, str]:
    """The sheets that no workbook has, or that are blank: they say nothing, not even « none »."""
    return {
        checked.sheet.name: "vide" if checked.origins else ABSENTE
        for checked in sheets
        if not checked.broken and not any(origin.letters for origin in checked.origins)
    }


def _assemble_calendrier(
    tables: CheckedTables, parametres: Parametres, j: dt.date
) -> tuple[Calendrier, list[Problem]]:
    years, closed = _find_years(tables, j), tables.rows["Jours de fermeture"]
    return assemble_calendrier(parametres.territoire, years, closed)


def _find_years(tables: CheckedTables, j: dt.date) -> range:
    """The years that the calendar must know: those of the dates that are counted from, with a
    margin.
    """
    dates = [j]
    for name in ("date", "reportee_au"):
        dates += [cell.value for cell in tables.rows["Réunions"].list_cells(name)]
    complaints = tables.frames["Réclamations"].frame
    for name in ("recue_le", "repondue_le"):
        days = complaints[name].dropna()
        dates += days.dt.date.agg(["min", "max"]).tolist() if len(days) else []
    return range(min(dates).year - _MARGE, max(dates).year + _MARGE + 1)
