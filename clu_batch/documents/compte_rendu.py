"""Prepare the minutes (docs/rules/documents.md#compte-rendu): who came, what was presented, what
was said as the secretary typed it, what follows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.documents import context, ordre_du_jour, reading_order, signatures
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.ordre_du_jour import Traite
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.sections import presences, propositions
from clu_batch.documents.sections.blocs import build_blocs
from clu_batch.documents.sections.field_tables import (
    fit_in_minutes,
    keep_sentences,
    lay_out,
    make_block,
    put_under,
)
from clu_batch.documents.sections.past_tense import tell_in_past
from clu_batch.documents.typed_texts import ask, write_in_line
from clu_batch.kernel import french
from clu_batch.kernel.content import (
    ContentsList,
    DocumentRequest,
    Element,
    PrintedTable,
    Texte,
)
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.long_texts import shape_long_text
from clu_batch.records.parametres import TableauxDuCompteRendu
from clu_batch.rules.model import Point, Reunion
from clu_batch.rules.seances import SANS_SUITE


def is_due(meeting: MeetingContext) -> bool:
    """Whether the minutes can be made: they wait for a first Statut in Présences
    (docs/rules/meetings.md#minutes-wait).
    """
    return any(presence.statut for presence in meeting.presences)


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the minutes of a held meeting, once one attendance at least was typed."""
    if not is_due(meeting):
        return Prepared()
    return Prepared([request_minutes(meeting)], ordre_du_jour.report_agenda(meeting))


def request_minutes(meeting: MeetingContext) -> DocumentRequest:
    """Ask for the minutes of a held meeting."""
    titre = meeting.write_title("Compte rendu")
    tags = build_tags(meeting)
    minutes = context.request_paper(meeting, Famille.COMPTE_RENDU, "Compte-rendu", titre, tags)
    return replace(minutes, envoye_le=meeting.reunion.compte_rendu_envoye_le)


def build_tags(meeting: MeetingContext) -> dict[str, object]:
    """Return the tags that the minutes add to those of every document."""
    reunion = meeting.reunion
    traites = ordre_du_jour.list_traites(meeting)
    contents = [_write_content(meeting, traite) for traite in traites]
    points = reading_order.say_notes_once(contents)
    return {
        "blocs": build_blocs(meeting, tenue=True),
        "date_document": reunion.compte_rendu_envoye_le or meeting.seance.j,
        "heure_fin": reunion.heure_fin or ask(reunion, "heure_fin"),
        "prochaine_reunion": _say_next(meeting),
        "secretaire": presences.name_secretary(meeting),
        "sommaire": make_block(ContentsList(1)),
        "signatures": signatures.list_signatures(meeting),
        "agenda": ordre_du_jour.build_agenda(meeting),
        "presences": presences.build_section(meeting),
        "points": ordre_du_jour.build_sections(traites, points),
        "propositions": propositions.build_section(meeting),
        "diffusion": presences.build_diffusion(meeting),
    }


def _say_next(meeting: MeetingContext) -> Texte:
    """Write the next meeting, with its hour when it is known: as the cell says, else the first one
    that Réunions holds after this one (docs/rules/documents.md#compte-rendu).
    """
    prochaine: dt.date | str | None = meeting.reunion.prochaine
    suivante = _find_next(meeting.comite.reunions, meeting.date, prochaine)
    if prochaine is None and suivante is None:
        return ask(meeting.reunion, "prochaine")
    if isinstance(prochaine, str):
        return write_in_line(prochaine) or prochaine
    jour = prochaine or meeting.date
    heure = prochaine.time() if isinstance(prochaine, dt.datetime) else None
    if suivante is not None:
        jour, heure = suivante.date, heure or suivante.heure
    dit = french.format_long_date(jour)
    if heure:
        return f"{dit} à {french.format_hour(heure)}"
    return dit


def _find_next(
    reunions: Sequence[Reunion], apres: dt.date, jour: dt.date | str | None
) -> Reunion | None:
    """Return the meeting of a day, or the first one to come when the cell gives no day."""
    suivantes = [r for r in reunions if r.statut not in SANS_SUITE and r.date > apres]
    if isinstance(jour, dt.date):
        suivantes = [r for r in suivantes if r.date == dt.date(jour.year, jour.month, jour.day)]
    return min(suivantes, key=lambda r: r.date, default=None)


def _write_content(meeting: MeetingContext, traite: Traite) -> list[Element]:
    """Write the facts presented under a point, then what the secretary typed. Debates are never
    invented.
    """
    point = traite.point
    piece = ordre_du_jour.say_piece_jointe(meeting, point)
    precedent = ordre_du_jour.say_compte_rendu_precedent(meeting, point, "a été invité")
    return lay_out(
        put_under("Éléments présentés", piece, precedent, _write_bloc(meeting, traite)),
        _write_echanges(point) if traite.prevu else (),
    )


def _write_bloc(meeting: MeetingContext, traite: Traite) -> list[Element]:
    """Write the block of a point with the tables that the setting keeps, and where the others are
    (docs/rules/documents.md#compte-rendu).
    """
    rubrique, tableaux = traite.rubrique, meeting.parametres.tableaux_du_compte_rendu
    if rubrique is None:
        return []
    bati = rubrique.compte_rendu or rubrique.bloc
    elements = tell_in_past(
        [*traite.list_elements(meeting, bati), *rubrique.build_detail(meeting)]
    )
    complets = fit_in_minutes(elements)
    if tableaux is TableauxDuCompteRendu.COMPLETS:
        return complets
    essentiels = tableaux is TableauxDuCompteRendu.ESSENTIELS
    kept = keep_sentences(elements, essentiels=essentiels)
    gardes, tous = _count_tables(kept), _count_tables(complets)
    if gardes == tous:
        return kept
    quels = "Les autres tableaux" if gardes else "Les tableaux"
    ou = f", § {traite.point.numero}" if traite.point.numero else ""
    phrase = french.typeset(f"{quels} figurent dans le dossier de séance{ou}.")
    return reading_order.add_sentence(kept, -1, phrase)


def _count_tables(elements: Sequence[Element]) -> int:
    return sum(isinstance(element, PrintedTable) for element in elements)


def _write_echanges(point: Point) -> list[Element]:
    """Write what was said and retained, as typed; an empty cell is shown as « à compléter ».

    When no row gives an agenda, each of the five points of the procedure has its own.
    """
    releve = shape_long_text(point.releve) if point.releve else ask(point, "releve")
    conclusion = shape_long_text(point.conclusion or "")
    return [
        *put_under("Relevé des échanges", releve),
        *put_under("Conclusion", conclusion),
    ]
