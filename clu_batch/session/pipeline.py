"""The whole program on one screen: read, check, compute, render, write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain

from clu_batch import data
from clu_batch.documents import modeles_libres
from clu_batch.kernel import french
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError, Problem
from clu_batch.messages import meetings
from clu_batch.parse import parse_date
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import BilanGeneral, SeanceDue
from clu_batch.rules.seances import SeancesDues, build_without_reunion, choose_seances
from clu_batch.session.load import LoadedWorkbooks, load
from clu_batch.session.options import Options
from clu_batch.session.produce import Delivery, Workshop, expected_paths, name_control_workbook
from clu_batch.session.report import Execution, RunOutcome
from clu_batch.session.steps import Annonce, NumberedSteps
from clu_batch.write import template_folder
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
        depot = OutputFolder(options.sortie)
        etapes = NumberedSteps(annoncer)
        charge = load(options)
        run = Execution(
            options,
            charge,
            Workshop(options, charge.registre, depot, charge.tables, charge.withheld),
        )
        choix = _choose_seances(options, charge, run)
        etapes.announce_next("Calcul des indicateurs")
        calculs = _compute_bilans(run, choix.seances)
        for _, found in calculs:
            run.problems += found
        livraisons = run.prepare_deliveries([bilan for bilan, _ in calculs])
        _refuse_long_paths(run, livraisons)
        run.workshop.check_templates([bilan for bilan, _ in calculs])
        run.problems += template_folder.report_foreign_files(
            options.modeles,
            (*data.TEMPLATES, data.TAG_LIST, *run.workshop.own_templates),
            modeles_libres.DEBUTS,
        )
        etapes.expect(sum(len(livraison.productions) for livraison in livraisons))
        for livraison in livraisons:
            for production in livraison.productions:
                etapes.announce_next(production.annonce)
                livraison.produce(production)
            livraison.produce_own_templates()
            livraison.join_files()
            livraison.write_drafts()
            livraison.tidy()
            livraison.report_all_missing()
        etapes.announce_next("Classeur de contrôle")
        run.write_control_workbooks([bilan for bilan, _ in calculs], livraisons)
        return run.conclude(choix, livraisons)


def _refuse_long_paths(run: Execution, livraisons: Sequence[Delivery]) -> None:
    """Refuse, before anything is written, a document whose path is too long for Windows, Word or
    Excel.
    """
    if not has_path_limits():
        return
    ecrits = list(chain.from_iterable(map(expected_paths.list_written, livraisons)))
    general = run.options.sortie / name_control_workbook(None, run.loaded.registre.parametres.sigle)
    refuse_long_paths(ecrits=ecrits or [general])


def _choose_seances(options: Options, charge: LoadedWorkbooks, run: Execution) -> SeancesDues:
    """Choose the meetings to produce: `--reunion`, else « Réunion à produire », else those that are
    due (docs/rules/meetings.md#which-meeting).

    There is none while an indispensable sheet is broken.
    """
    if charge.essential_broken:
        return SeancesDues(())
    reunions, parametre = (
        charge.registre.comite.reunions,
        charge.registre.parametres.reunion_a_produire,
    )
    known = french.join_words([french.format_short_date(r.date) for r in reunions]) or "aucune"
    if options.reunion is not None:
        choix = choose_seances(
            reunions, charge.j, parse_date(options.reunion).valeur or options.reunion
        )
        if choix.inconnue:
            raise CluError(INCONNUE.format(demandee=options.reunion, connues=known), Code.USAGE)
        return choix
    choix = choose_seances(reunions, charge.j, parametre)
    if choix.inconnue:
        typed = french.format_short_date(parametre) if isinstance(parametre, dt.date) else parametre
        place = charge.places["reunion_a_produire"]
        run.problems.append(
            meetings.REUNION_A_PRODUIRE_INCONNUE.report(place, "Valeur", typed, connues=known)
        )
        return choose_seances(reunions, charge.j, None)
    return choix


INCONNUE = (
    "La réunion « {demandee} » n’existe pas dans la feuille Réunions. Réunions connues : {connues}."
    " Aucun document n’a été produit et vos classeurs n’ont pas été touchés."
)


def _compute_bilans(
    run: Execution, seances: Sequence[SeanceDue]
) -> list[tuple[BilanGeneral, list[Problem]]]:
    """Compute the figures of each meeting, with the problems found.

    A defect of a rule withholds the documents that print figures; the others are still made.
    """
    registre = run.loaded.registre
    general = build_without_reunion(run.loaded.j)
    try:
        if not seances:
            return [bilan_de_seance.compute_general(registre, general)]
        return [*bilan_de_seance.compute(registre, seances)]
    except Exception as panne:  # cli tells the defect, with code 70
        run.workshop.defects.append(panne)
        run.workshop.without_figures = True
    if not seances:
        return [bilan_de_seance.compute_general_without_figures(registre, general)]
    return [*bilan_de_seance.compute_without_figures(registre, seances)]
