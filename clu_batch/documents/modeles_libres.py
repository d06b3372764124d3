"""Fill the secretary's own templates, `reunion_X`, `membre_X` and `participant_X`
(docs/rules/templates.md#own-templates), and tell for whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clu_batch.documents import context, file_names
from clu_batch.documents.context import BaliseMembre
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import presences
from clu_batch.kernel import french
from clu_batch.kernel.content import DocumentRequest
from clu_batch.kernel.famille import Famille
from clu_batch.parse import fold_text
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.figures.comite import SIEGEANT
from clu_batch.rules.model import Invite, Membre, Presence, Siege

REUNION, MEMBRE = "reunion", "membre"
GENRES = (REUNION, MEMBRE, "participant")
DEBUTS = tuple(f"{genre}_" for genre in GENRES)
"""How the names of her templates begin."""


def find_template_kind(modele: str) -> str:
    """Return what a template of that name is filled for: « reunion » (once), « membre » or
    « participant » (once for each); "" when it is not one of the secretary's own.
    """
    prefixe, _, quoi = modele.partition("_")
    found = fold_text(prefixe)
    return found if found in GENRES and fold_text(quoi) else ""


def prepare(meeting: MeetingContext, modele: str) -> Sequence[DocumentRequest]:
    """Prepare the documents of one of her templates: a single one, one per member in force, or one
    per person who sat.
    """
    base = context.build_context(meeting)
    genre = find_template_kind(modele)
    quoi = modele.partition("_")[2]
    nom = file_names.simplify(quoi)
    titre = meeting.write_title(quoi.replace("_", " "))
    if genre == REUNION:
        chemin = f"{meeting.name_file(nom)}.docx"
        return [DocumentRequest(chemin, modele, Famille.LIBRE, titre, base)]
    in_force = context.list_membres(meeting.sieges)
    people = in_force if genre == MEMBRE else list_participants(meeting)
    return [
        DocumentRequest(
            f"{nom}/{meeting.name_file(nom, person.code)}.docx",
            modele,
            Famille.LIBRE,
            f"{titre}, {person.code}",
            {**base, genre: person},
        )
        for person in people
    ]


# -- who sat ---------------------------------------------------------------------------------------


def list_participants(meeting: MeetingContext) -> list[BaliseMembre]:
    """Return those who sat on a seat or beside it, the guests who came, and those who merely
    attended (docs/rules/committee.md#recipients).
    """
    people: list[tuple[Membre, str | None]] = []
    for siege in meeting.sieges:
        statut = presences.find_state(meeting, siege)
        if statut in SIEGEANT:
            people.append((_name_holder(siege, statut), statut))
        people += [
            (_name_companion(siege, came), came.statut)
            for came in siege.accompagnants
            if came.statut in SIEGEANT
        ]
    people += [
        (_name_other(came), came.statut or StatutDePresence.PRESENT)
        for came in meeting.presences
        if _has_come_without_seat(came)
    ]
    return [context.build_membre_tag(person, statut=statut) for person, statut in people]


def _has_come_without_seat(presence: Presence) -> bool:
    """Whether a row that belongs to no seat says that someone came; a guest needs a Statut for
    that.
    """
    known = presence.statut in SIEGEANT if presence.statut else presence.invite is None
    return known and presence.membre is None


def _name_holder(siege: Siege, statut: str) -> Membre:
    """Return who held the seat, under its code and for its body: the holder, unless somebody else
    did.
    """
    presence, annonce = siege.presence, siege.suppleance
    nom = presence.nom if presence else None
    fonction = presence.fonction if presence else None
    civilite, prenom = None, None
    if statut == StatutDePresence.PRESENT:
        if not nom:
            return siege.membre
        fonction = fonction or siege.membre.fonction
    elif statut == StatutDePresence.SUPPLEE and annonce is not None:
        fonction = fonction or annonce.fonction
        if not nom:
            civilite, prenom, nom = annonce.civilite, annonce.prenom, annonce.nom
    return replace(siege.membre, civilite=civilite, prenom=prenom, nom=nom, fonction=fonction)


def _name_companion(siege: Siege, presence: Presence) -> Membre:
    return replace(
        siege.membre, civilite=None, prenom=None, nom=presence.nom, fonction=presence.fonction
    )


def _name_other(presence: Presence) -> Membre:
    """Return a guest, or someone who merely attended, by the body."""
    if presence.invite is not None:
        return _name_guest(presence, presence.invite)
    return Membre(
        file_names.simplify(presence.designation),
        "Assistaient également",
        presence.fonction,
        presence.designation,
        nom=presence.nom,
        where=presence.where,
    )


def _name_guest(presence: Presence, invite: Invite) -> Membre:
    """Return a guest, or the person who came in the guest's place."""
    same = not presence.nom or presence.nom == invite.nom
    named = invite if same else replace(invite, civilite=None, prenom=None, nom=presence.nom)
    return Membre(
        file_names.simplify(invite.organisme or invite.nom or presence.designation),
        invite.college or "Invités",
        presence.fonction or invite.fonction,
        invite.organisme or french.NON_RENSEIGNE,
        civilite=named.civilite,
        prenom=named.prenom,
        nom=named.nom,
        where=presence.where,
    )
