"""Choose the meetings that are due, and compute their figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import chain

from clu_batch.kernel import french
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.guard import Failure, attempt
from clu_batch.kernel.problems import CluError, Problem
from clu_batch.messages import meetings
from clu_batch.parse import parse_date
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import Bilan, BilanGeneral, Reunion, SeanceDue
from clu_batch.rules.seances import (
    SeancesDues,
    build_without_reunion,
    check_periodes,
    choose_seances,
)
from clu_batch.session.load import LoadedWorkbooks

INCONNUE = (
    "La réunion « {demandee} » n’existe pas dans la feuille Réunions. Réunions connues : {connues}."
    " Aucun document n’a été produit et vos classeurs n’ont pas été touchés."
)


@frozen
class ChosenMeetings:
    """The meetings that are due, and the problem of the setting that names them."""

    dues: SeancesDues
    problems: Sequence[Problem] = ()


@frozen
class ComputedFigures:
    """The figures of each meeting, or those of a run without a meeting, and the problems found.

    `defects`: that of a rule, which withholds the documents that print figures.
    """

    bilans: Sequence[BilanGeneral]
    problems: Sequence[Problem]
    defects: Sequence[Exception] = ()

    @property
    def meetings(self) -> Sequence[Bilan]:
        """The figures of the meetings, without those of a run that has none."""
        return [bilan for bilan in self.bilans if isinstance(bilan, Bilan)]

    @property
    def complete(self) -> BilanGeneral:
        """The one whose control workbook holds every problem: the first meeting to come, else the
        first one.
        """
        to_come = [bilan for bilan in self.meetings if bilan.is_to_come]
        return [*to_come, *self.bilans][0]


def choose_meetings(asked: str | None, loaded: LoadedWorkbooks) -> ChosenMeetings:
    """Choose the meetings to produce: the one asked for, else « Réunion à produire », else those
    that are due (docs/rules/meetings.md#which-meeting).

    There is none while an indispensable sheet is broken. CluError when the one asked for is
    unknown.
    """
    if loaded.essential_broken:
        return ChosenMeetings(SeancesDues(()))
    parametres = loaded.registre.parametres
    reunions, typed = loaded.registre.comite.reunions, parametres.reunion_a_produire
    wanted = typed
    if asked is not None:
        wanted = parse_date(asked).valeur or asked
    dues = choose_seances(reunions, loaded.j, wanted)
    if not dues.inconnue:
        return _choose(dues, reunions)
    known = french.join_words([french.format_short_date(r.date) for r in reunions]) or "aucune"
    if asked is not None:
        raise CluError(INCONNUE.format(demandee=asked, connues=known), Code.USAGE)
    shown = french.format_short_date(typed) if isinstance(typed, dt.date) else typed
    problem = parametres.report(
        meetings.REUNION_A_PRODUIRE_INCONNUE, "reunion_a_produire", shown, connues=known
    )
    return _choose(choose_seances(reunions, loaded.j, None), reunions, problem)


def _choose(
    dues: SeancesDues, reunions: Sequence[Reunion], *problems: Problem
) -> ChosenMeetings:
    return ChosenMeetings(dues, [*problems, *check_periodes(reunions, dues.seances)])


def compute(loaded: LoadedWorkbooks, seances: Sequence[SeanceDue]) -> ComputedFigures:
    """Compute the figures of each meeting, or of the run when none is due.

    A defect of a rule leaves the seats and the key dates.
    """
    found = attempt(partial(_compute, loaded, seances, bilan_de_seance.prepare_figures))
    if isinstance(found, Failure):
        seats = _compute(loaded, seances, bilan_de_seance.prepare_sieges)
        return _gather(loaded, seats, [found.error])
    return _gather(loaded, found, [])


_Figures = Sequence[tuple[BilanGeneral, Sequence[Problem]]]


def _compute(
    loaded: LoadedWorkbooks, seances: Sequence[SeanceDue], prepare: bilan_de_seance.Prepare
) -> _Figures:
    if seances:
        return bilan_de_seance.compute(loaded.registre, seances, prepare)
    general = build_without_reunion(loaded.j)
    return [bilan_de_seance.compute_general(loaded.registre, general, prepare)]


def _gather(
    loaded: LoadedWorkbooks, figures: _Figures, defects: Sequence[Exception]
) -> ComputedFigures:
    bilans, found = zip(*figures, strict=True)
    restore = loaded.traduction.restore_problem
    problems = [restore(problem) for problem in chain.from_iterable(found)]
    return ComputedFigures(bilans, problems, defects)
