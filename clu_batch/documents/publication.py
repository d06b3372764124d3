"""Prepare the minutes as they may be published: bodies and functions, nobody's name
(docs/rules/privacy.md#publication).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from clu_batch.documents import compte_rendu, noms_connus
from clu_batch.documents.anonymat import Masque
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.sections.blocs import build_blocs
from clu_batch.kernel import french
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import meetings
from clu_batch.parse import fold_text
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import Comite, Invite, Presence, Siege

R = TypeVar("R", bound=Record)
INVITE, REMPLACANT = "Personne invitée", "la personne désignée"


def name_path(meeting: MeetingContext) -> str:
    """Return the path of the variant for publication, under the folder of the meeting."""
    return f"{meeting.name_file('Compte-rendu', 'publication')}.docx"


def name_variant(meeting: MeetingContext) -> str:
    """Return that path when the variant is asked for and due; "" otherwise."""
    if not meeting.tenue:
        return ""
    wanted = meeting.parametres.compte_rendu_publication
    return name_path(meeting) if wanted and compte_rendu.is_due(meeting) else ""


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the variant for publication, once the minutes themselves are due."""
    if not compte_rendu.is_due(meeting):
        return Prepared()
    stripped = _strip_names(meeting)
    minutes = compte_rendu.request_minutes(stripped)
    masque = noms_connus.build_masque(meeting.registre)
    contexte = {name: masque.mask_value(tag) for name, tag in minutes.contexte.items()}
    hidden = masque.copy().mask_value  # what a template does not print is not counted
    contexte["blocs"] = {
        name: bloc.change(hidden) for name, bloc in build_blocs(stripped, tenue=True).items()
    }
    surligne = tuple(dict.fromkeys(remplacant for *_, remplacant in masque.trouves))
    passages = french.format_count(
        len(masque.trouves), "nom remplacé, surligné", "noms remplacés, surlignés"
    )
    problems = _report_names(meeting, masque)
    request = replace(
        minutes,
        chemin=name_path(meeting),
        modele="compte_rendu_publication",
        titre=masque.mask_text(meeting.write_title("Compte rendu pour publication")),
        contexte=contexte,
        surligne=surligne,
        remarque=f"{passages} : à relire avant de publier" if surligne else "",
    )
    return Prepared([request], problems)


def _report_names(meeting: MeetingContext, masque: Masque) -> list[Problem]:
    """Report each name that was typed in a printed text, at its cell; a name found nowhere in the
    sheets is reported at the document.
    """
    located = list(_locate_names(meeting.comite, masque))
    told = {written for _, _, written, _ in located}
    document = Place(name_path(meeting))
    for _, written, remplacant in masque.trouves:
        if written not in told:
            located.append((document, "", written, remplacant))
    return [
        meetings.NOM_REMPLACE.report(
            place, header, written, remplacant=remplacant, reunion=meeting.date
        )
        for place, header, written, remplacant in dict.fromkeys(located)
    ]


def _locate_names(comite: Comite, masque: Masque) -> Iterator[tuple[Place, str, str, str]]:
    """Give the names that were replaced: the cell and the header under which each was typed, the
    name, its replacement.
    """
    printed = {fold_text(text) for text, *_ in masque.trouves}
    seen = masque.copy()
    for place, header, text in _list_cells(comite):
        first = told = len(seen.trouves)
        for line in text.splitlines():
            if seen.mask_text(line) != line and any(fold_text(line) in dit for dit in printed):
                told = len(seen.trouves)
        for _, written, remplacant in seen.trouves[first:told]:
            yield place, header, written, remplacant


def _list_cells(comite: Comite) -> Iterator[tuple[Place, str, str]]:
    """Give the texts of the committee that the minutes print: the cell, its header, the text."""
    for _, rows in _list_sheets(comite):
        for row in rows:
            for column in row.sheet.columns:
                text = getattr(row, column.field) if column.printed else None
                if isinstance(text, str):
                    yield row.locate(column.field), column.header, text


def _list_sheets(comite: Comite) -> Iterator[tuple[str, Sequence[Any]]]:
    """Give the rows of each sheet of the committee, under the name of its field."""
    for field in dataclasses.fields(comite):
        yield field.name, getattr(comite, field.name)


# -- a meeting without names -----------------------------------------------------------------------


def _strip_names(meeting: MeetingContext) -> MeetingContext:
    """Return the same meeting, whose people are known by their function or their body."""
    sheets = {name: list(map(_strip_row, rows)) for name, rows in _list_sheets(meeting.comite)}
    registre = replace(meeting.registre, comite=Comite(**sheets))
    bilan = replace(meeting.bilan, sieges=[_strip_siege(siege) for siege in meeting.sieges])
    return MeetingContext(registre, bilan)


def _strip_row(row: R) -> R:
    """Return a row without the name of a person; a guest is named by the body, else by the
    function.
    """
    hidden: dict[str, Any] = {c.field: None for c in row.sheet.columns if c.nominative}
    if isinstance(row, Invite):
        hidden["organisme"] = row.organisme or row.fonction or INVITE
    if isinstance(row, Presence):
        hidden |= _describe_presence(row)
    return replace(row, **hidden)


def _strip_siege(siege: Siege) -> Siege:
    presence, suppleance = siege.presence, siege.suppleance
    if presence and suppleance:
        presence = replace(presence, fonction=presence.fonction or suppleance.fonction)
    return replace(
        siege,
        membre=_strip_row(siege.membre),
        presence=presence and _strip_row(presence),
        accompagnants=list(map(_strip_row, siege.accompagnants)),
        suppleance=suppleance and _strip_row(suppleance),
    )


def _describe_presence(presence: Presence) -> dict[str, object]:
    """Return the fields of an attendance that tell who came without a name: the function, the body
    of a guest. Who took a seat without a known function is « la personne désignée ».
    """
    known: dict[str, object] = {}
    if not presence.fonction and presence.statut == StatutDePresence.SUPPLEE:
        known["fonction"] = REMPLACANT
    if presence.invite is not None:
        invite = _strip_row(presence.invite)
        known |= {"invite": invite, "designation": invite.organisme}
    return known
