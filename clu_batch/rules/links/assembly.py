"""Assemble all checked tables into the `Registre` that the rules and the documents work on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from clu_batch.kernel.declaration import Sheet
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Table, bridge
from clu_batch.records.comite import Reunion
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.links import (
    comite,
    confidentialite,
    doublons,
    engagements,
    restes_de_l_exemple,
    satisfaction,
)
from clu_batch.rules.links.fermetures import assemble_calendrier
from clu_batch.rules.links.reunions import ReunionContext
from clu_batch.rules.model import Parametres, Question, Registre

_MARGE = 3
"""Years around the dates of the workbooks for which public holidays are known: a délai or a
suspension may run far.
"""


def read_questions(tables: Mapping[str, Table]) -> tuple[list[Question], list[Problem]]:
    """Return the questions of the survey, which are needed before `Réponses` can be checked."""
    scales, found = satisfaction.read_echelles(tables["Échelles"])
    asked, more = satisfaction.read_questions(tables["Questions"], scales)
    return asked, found + more


def assemble_registre(
    tables: Mapping[str, Table],
    parametres: Parametres,
    asked: Sequence[Question],
    annexes: Sequence[str],
    j: dt.date,
) -> tuple[Registre, list[Problem]]:
    """Return the register, and the problems that only show between sheets.

    `tables` holds the checked tables by sheet name.
    """
    calendrier, found = assemble_calendrier(
        parametres.territoire, _find_years(tables, j), tables["Jours de fermeture"]
    )
    contexte = ReunionContext(calendrier, j, parametres.repere_convocations)
    members, more = comite.assemble_comite(tables, contexte, annexes)
    problems = found + more
    enquetes, more = satisfaction.read_enquetes(tables["Enquêtes"])
    problems += more
    depouillement, more = satisfaction.read_depouillement(tables["Dépouillement"], asked)
    problems += more
    commitments, more = engagements.read_engagements(tables["Engagements"])
    problems += more
    problems += satisfaction.check_questions(tables, asked, commitments)
    once, more = doublons.drop_repeated_reclamations(tables["Réclamations"].typed)
    complaints = bridge(once)
    problems += [
        *more,
        *doublons.report_repeated_reponses(tables["Réponses"].typed),
        *doublons.report_repeated_depouillement(depouillement.typed),
    ]
    problems += confidentialite.report_personal_data({**tables, "Réclamations": complaints})
    problems += restes_de_l_exemple.report_leftovers(tables, parametres)
    results, more = engagements.read_resultats(tables["Résultats"], commitments)
    return (
        Registre(
            parametres=parametres,
            calendrier=calendrier,
            comite=members,
            enquetes=enquetes,
            questions=asked,
            reponses=tables["Réponses"].typed,
            depouillement=depouillement.typed,
            reclamations=once,
            engagements=commitments,
            resultats=results,
            indicateurs_locaux=engagements.read_locaux(tables["Indicateurs locaux"]),
            historique=tables["Historique"].typed,
            feuilles_absentes=_find_absent_sheets(tables),
        ),
        problems + more,
    )


def _find_absent_sheets(tables: Mapping[str, Table]) -> dict[str, str]:
    """The sheets that no workbook has, or that are blank: they say nothing, not even « none »."""
    found = {}
    for name, table in tables.items():
        if not table.broken and not any(origin.letters for origin in table.origins):
            found[name] = "vide" if table.origins else "absente"
    return found


_DATEES: Sequence[tuple[Sheet, str, str]] = (
    (Reunion.sheet, "date", "reportee_au"),
    (Reclamation.sheet, "recue_le", "repondue_le"),
)


def _find_years(tables: Mapping[str, Table], j: dt.date) -> range:
    """The years that the calendar must know: those of the dates that are counted from, with a
    margin.
    """
    dates = [j]
    for sheet, *fields in _DATEES:
        columns = tables[sheet.name].columns
        for field in fields:
            cells = columns[sheet.find_field(field).header]
            dates += [cell for cell in cells if isinstance(cell, dt.date)]
    return range(min(dates).year - _MARGE, max(dates).year + _MARGE + 1)
