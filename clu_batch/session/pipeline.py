"""The whole program on one screen: load, compute, produce, report."""

from __future__ import annotations

from pathlib import Path

from clu_batch.documents import context
from clu_batch.session.compute import ComputedFigures, choose_meetings, compute
from clu_batch.session.load import load
from clu_batch.session.options import Options
from clu_batch.session.produce import expected_paths
from clu_batch.session.produce.delivery import deliver, name_control_workbook
from clu_batch.session.produce.make_file import Workbench
from clu_batch.session.produce.plan import RunPlan, plan_run
from clu_batch.session.produce.template_set import (
    list_own_templates,
    load_templates,
)
from clu_batch.session.report import RunOutcome, report
from clu_batch.session.results import RunResults
from clu_batch.session.steps import Annonce, NumberedSteps
from clu_batch.session.workplace import Workplace
from clu_batch.write.deposit import OutputFolder
from clu_batch.write.path_lengths import has_path_limits, refuse_long_paths
from clu_batch.write.run_lock import lock_folder


def run_session(options: Options, annoncer: Annonce) -> RunOutcome:
    """Do one run and return how it ended; CluError when an obstacle stops it.

    The caller has announced the reading (`steps.announce_reading`).
    """
    refuse_long_paths(
        expected_paths.list_read(options), expected_paths.list_always_written(options)
    )
    with lock_folder(options.sortie):
        steps = NumberedSteps(annoncer)
        output = OutputFolder(options.sortie)
        workplace = Workplace(options, load(options), output)
        chosen = choose_meetings(options.reunion, workplace.loaded)
        steps.announce_next("Calcul des indicateurs")
        computed = compute(workplace.loaded, chosen.dues.seances)
        own = list_own_templates(options.modeles)
        plan = plan_run(workplace, computed.meetings, own.names)
        _refuse_long_paths(workplace, plan)
        templates = load_templates(options, own, _list_figures(workplace, computed))
        bench = Workbench(workplace, templates, without_figures=bool(computed.defects))
        steps.expect(sum(len(meeting.steps) for meeting in plan.meetings))
        deliveries = [deliver(bench, meeting, steps.announce_next) for meeting in plan.meetings]
        steps.announce_next("Classeur de contrôle")
        return report(RunResults(workplace, chosen, computed, plan, templates, deliveries))


def _list_figures(workplace: Workplace, computed: ComputedFigures) -> set[str]:
    """List the codes of the figures that a template may cite."""
    codes = set[str]()
    for bilan in computed.bilans:
        codes |= set(context.list_citables(workplace.registre, bilan))
    return codes


def _refuse_long_paths(workplace: Workplace, plan: RunPlan) -> None:
    """Refuse, before anything is written, a document whose path is too long for Windows, Word or
    Excel.
    """
    if not has_path_limits():
        return
    options, written = workplace.options, list[Path]()
    for meeting in plan.meetings:
        written += expected_paths.list_written(options, meeting)
    general = name_control_workbook(None, workplace.registre.parametres.sigle)
    refuse_long_paths(ecrits=written or [options.sortie / general])
