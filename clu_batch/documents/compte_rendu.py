"""Prepare the minutes (docs/rules/documents.md#compte-rendu): who came, what was presented, what
was said as the secretary typed it, what follows.
"""

from __future__ import annotations

from clu_batch.documents import annexes, context, ordre_du_jour
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.ordre_du_jour import Traite
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.sections import presences, propositions
from clu_batch.documents.sections.field_tables import drop_charts, make_heading, make_paragraph
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, ContentsList, DocumentRequest, Element, Missing
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.long_texts import shape_long_text
from clu_batch.kernel.problems import Place

SOUS_TITRE = 2
"""Level of « Éléments présentés », « Relevé des échanges », « Conclusion » under a point; those of
the blocks come below.
"""


def is_due(meeting: MeetingContext) -> bool:
    """Whether the minutes can be made: they wait for a first Statut in Présences
    (docs/rules/meetings.md#minutes-wait).
    """
    return any(p.reunion == meeting.date and p.statut for p in meeting.comite.presences)


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the minutes of a held meeting, once one attendance at least was typed."""
    if not is_due(meeting):
        return Prepared()
    request = DocumentRequest(
        f"{meeting.name_file('Compte-rendu')}.docx",
        Famille.COMPTE_RENDU.value,
        Famille.COMPTE_RENDU,
        meeting.write_title("Compte rendu"),
        meeting.date,
        {**context.build_context(meeting), **build_tags(meeting)},
        envoye_le=meeting.reunion.compte_rendu_envoye_le,
    )
    return Prepared([request])


def build_tags(meeting: MeetingContext) -> dict[str, object]:
    """Return the tags that the minutes add to those of every document."""
    reunion = meeting.reunion
    return {
        "date_document": reunion.compte_rendu_envoye_le or meeting.seance.j,
        "heure_fin": (
            reunion.heure_fin
            or Missing("heure de fin de la réunion", reunion.place, "Heure de fin")
        ),
        "prochaine_reunion": (
            reunion.prochaine or Missing("prochaine réunion", reunion.place, "Prochaine réunion")
        ),
        "secretaire": presences.name_secretary(meeting),
        "sommaire": Block((ContentsList(1),)),
        "agenda": ordre_du_jour.build_agenda(meeting),
        "presences": presences.build_section(meeting, SOUS_TITRE),
        "points": ordre_du_jour.build_sections(
            meeting, lambda traite: _write_content(meeting, traite)
        ),
        "propositions": propositions.build_section(meeting),
        "diffusion": presences.build_diffusion(meeting, SOUS_TITRE),
    }


def _write_content(meeting: MeetingContext, traite: Traite) -> list[Element]:
    """Write the facts presented under a point, then what the secretary typed. Debates are never
    invented.
    """
    point, rubrique = traite.point, traite.rubrique
    faits: list[Element] = []
    jointe = annexes.name_annexe(meeting, point.fichier) if point else None
    if jointe:
        faits.append(make_paragraph(f"Pièce jointe : {jointe}."))
    faits += ordre_du_jour.write_compte_rendu_precedent(meeting, point)
    if rubrique:
        bati = rubrique.compte_rendu or rubrique.bloc
        presentes = ordre_du_jour.list_presented_elements(meeting, traite, bati, SOUS_TITRE + 1)
        faits += drop_charts(presentes)
    elements: list[Element] = []
    if point and point.presente_par:
        elements.append(
            make_paragraph(f"Présenté par : {french.fit_in_sentence(point.presente_par)}.")
        )
    if faits:
        elements += [make_heading("Éléments présentés", SOUS_TITRE), *faits]
    return elements + _write_echanges(traite)


def _write_echanges(traite: Traite) -> list[Element]:
    """Write what was said and retained, as typed; an empty cell is shown as « à compléter ».

    When no row gives an agenda, each of the five points of the procedure has its own.
    """
    point = traite.point
    if not traite.prevu:
        return []
    place = point.place if point else Place(sheet="Ordre du jour")
    manque = Missing(f"relevé des échanges du point {traite.numero}", place, "Relevé des échanges")
    releve = shape_long_text(point.releve) if point and point.releve else (make_paragraph(manque),)
    elements: list[Element] = [make_heading("Relevé des échanges", SOUS_TITRE), *releve]
    if point and point.conclusion:
        elements += [make_heading("Conclusion", SOUS_TITRE), *shape_long_text(point.conclusion)]
    return elements
