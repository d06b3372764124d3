"""Prepare the dossier (docs/rules/documents.md#dossier): what everybody reads before the meeting,
in the order of the agenda.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clu_batch.documents import (
    chiffres_envoyes,
    context,
    file_names,
    ordre_du_jour,
    reading_order,
)
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.ordre_du_jour import Traite
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.sections import composition, essentiel, methode
from clu_batch.documents.sections.field_tables import lay_out, make_block, make_paragraph
from clu_batch.documents.sections.figure_wording import say_period
from clu_batch.kernel.content import ContentsList, Element
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.long_texts import shape_long_text
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import meeting_papers
from clu_batch.rules.model import Point


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the dossier of the meeting."""
    nom, titre = file_names.DOSSIER_DE_SEANCE, meeting.write_title("Dossier de séance")
    dossier = context.request_paper(meeting, Famille.DOSSIER, nom, titre, build_tags(meeting))
    request = replace(
        dossier,
        faits=chiffres_envoyes.index_chiffres(meeting),
        envoye_le=meeting.reunion.dossier_envoye_le,
    )
    found = [*ordre_du_jour.report_agenda(meeting), *_report_uncalled(meeting)]
    return Prepared([request], found)


def build_tags(meeting: MeetingContext) -> dict[str, object]:
    """Return the tags that the dossier adds to those of every document."""
    seance = meeting.seance
    traites = ordre_du_jour.list_traites(meeting)
    contents = reading_order.say_notes_once(
        [
            *(_write_content(meeting, traite) for traite in traites),
            _build_detail(meeting, traites),
        ]
    )
    (*points, detail), donnees = reading_order.take_data_out(contents)
    return {
        "periode": say_period(seance.periode),
        "arrete_au": seance.a,
        "sommaire": make_block(ContentsList(1)),
        "agenda": ordre_du_jour.build_agenda(meeting, horaires=True),
        "essentiel": essentiel.build_section(meeting),
        "composition": composition.build_section(meeting),
        "points": ordre_du_jour.build_sections(traites, points),
        "detail": make_block(detail),
        "donnees": make_block(donnees),
        "definitions": methode.build_section(meeting),
    }


def _build_detail(meeting: MeetingContext, traites: Sequence[Traite]) -> list[Element]:
    """Return the breakdowns of the blocks, in the order of their points."""
    rubriques = [traite.rubrique for traite in traites if traite.rubrique]
    return lay_out(*(rubrique.build_detail(meeting) for rubrique in rubriques))


def _report_uncalled(meeting: MeetingContext) -> list[Problem]:
    """Report the blocks that are printed after the agenda because none of its points calls them
    (docs/rules/documents.md#dossier).
    """
    return [
        meeting_papers.BLOC_HORS_ORDRE_DU_JOUR.report(
            Place(sheet="Ordre du jour"), "Rubrique", rubrique.cle, reunion=meeting.date
        )
        for rubrique in ordre_du_jour.list_hors_ordre_du_jour(meeting)
    ]


def _write_content(meeting: MeetingContext, traite: Traite) -> list[Element]:
    """Write the services' own text, then the block; the agenda says who presents the point. One
    that has none of these is said to be presented at the meeting.
    """
    point = traite.point
    return lay_out(
        ordre_du_jour.say_piece_jointe(meeting, point),
        shape_long_text(point.presentation or ""),
        ordre_du_jour.say_compte_rendu_precedent(meeting, point),
        _write_bloc(meeting, traite),
    ) or _say_presented(point)


def _say_presented(point: Point) -> list[Element]:
    """Write that a point is presented at the meeting; nothing of the questions diverses, which
    nobody presents.
    """
    if ordre_du_jour.is_divers(point):
        return []
    return [make_paragraph("Ce point est présenté en séance.")]


def _write_bloc(meeting: MeetingContext, traite: Traite) -> Sequence[Element]:
    """Write the block of a point, and that the annex has its detail."""
    rubrique = traite.rubrique
    if rubrique is None:
        return ()
    elements = traite.list_elements(meeting, rubrique.bloc)
    if not rubrique.build_detail(meeting):
        return elements
    return reading_order.add_sentence(elements, 0, "Le détail figure en annexe.")
