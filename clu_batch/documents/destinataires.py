"""List the recipients of the papers of a meeting, stage by stage, with their addresses
(docs/rules/committee.md#recipients).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import field, replace

from clu_batch.documents import calendrier, context
from clu_batch.documents.convocation import write_invite_on_one_line
from clu_batch.documents.lettres import SUCCESSEUR, list_destinataires, select_to_convene
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.remplacants import find_annonce, name_remplacant, name_suppleant
from clu_batch.documents.remplacement import SANS_LETTRE, Lettre
from clu_batch.documents.signatures import preside
from clu_batch.documents.typed_texts import (
    compose_nom,
    join_fonction_organisme,
    join_known,
    split_lines,
    write_in_line,
)
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.appel import NEUTRE, compose_appel
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.figures.comite import SIEGEANT
from clu_batch.rules.model import Invite, Presence, Siege, Suppleance


@frozen
class Personne:
    """A recipient; `cle` names the draft of the message."""

    cle: str
    nom: str
    courriels: tuple[str, ...]
    postale: tuple[str, ...] = ()
    appel: str = NEUTRE
    pour_information: bool = False
    lettre: Lettre = SANS_LETTRE  # of this person alone
    depuis: dt.date | None = None  # since when this person is a member
    joints: Sequence[str] = ()  # the files of this person, beside those of all and the letter
    place: Place = field(default_factory=Place)  # the row that names this person
    role: str = ""  # what the sending sheet says of this person besides
    preside: bool = False


def _make_membre(
    siege: Siege, lettre: Lettre = SANS_LETTRE, *, pour_information: bool = False
) -> Personne:
    m = siege.membre
    postale = split_lines(m.adresse)
    nom = _write_siege(siege) or m.code
    appel = context.build_membre_tag(m, vacant=siege.vacant).appel
    cle = m.code
    if SUCCESSEUR in lettre.chemin:
        cle = f"{cle} {lettre.chemin.rpartition('_')[2]}"
    return Personne(
        cle,
        nom,
        m.courriels,
        postale,
        appel,
        pour_information,
        lettre,
        m.depuis,
        place=m.place,
    )


def _write_siege(siege: Siege) -> str | None:
    """Write the recipient on one line; a vacant seat by its body."""
    m = siege.membre
    fonction, organisme = write_in_line(m.fonction), write_in_line(m.organisme)
    if siege.vacant:
        return organisme or fonction
    nommee, qualite = compose_nom(m), join_fonction_organisme(fonction, organisme)
    if not nommee or not qualite:
        return nommee or qualite
    suite = fonctions.drop_article(qualite)
    return f"{nommee}, {french.lower_first(suite) if fonction else suite}"


def _make_invite(invite: Invite, lettre: Lettre = SANS_LETTRE) -> Personne:
    appel = compose_appel(write_in_line(invite.fonction), invite.civilite)
    return Personne(
        invite.organisme or invite.nom or "",
        write_invite_on_one_line(invite),
        invite.courriels,
        split_lines(invite.adresse),
        appel,
        lettre=lettre,
        place=invite.place,
    )


def list_convoques(meeting: MeetingContext) -> list[Personne]:
    """Return the members to convene, each with the letter that holds today."""
    found: dict[str, Personne] = {}
    for qui in list_destinataires(meeting):
        for siege in qui.sieges:
            person = _make_membre(siege, qui.lettre)
            found[siege.membre.code] = replace(person, preside=preside(meeting, siege))
    return [found[siege.membre.code] for siege in select_to_convene(meeting)]


def list_invites(meeting: MeetingContext) -> list[Personne]:
    """Return the guests, each with the invitation that holds today."""
    recipients = list_destinataires(meeting)
    return [_make_invite(qui.invite, qui.lettre) for qui in recipients if qui.invite]


def list_lecteurs(meeting: MeetingContext) -> list[Personne]:
    """Return the readers of the dossier: the members in force, their announced substitutes who have
    an address, the guests.
    """
    gens = []
    for siege in meeting.sieges:
        titulaire = _make_membre(siege)
        gens.append(_inform(meeting, titulaire) if preside(meeting, siege) else titulaire)
        annonce = siege.suppleance
        if annonce is not None and annonce.courriels:
            gens.append(
                Personne(
                    f"{siege.membre.code} suppléance",
                    _say_for(name_suppleant(annonce) or "suppléance", titulaire),
                    annonce.courriels,
                    appel=_open_to(annonce),
                    place=annonce.place,
                )
            )
    return [*gens, *map(_make_invite, meeting.attendus)]


def _inform(meeting: MeetingContext, president: Personne) -> Personne:
    """Return who presides, whom the sending sheet tells from the others: no convocation brought the
    calendar entry.
    """
    agenda = calendrier.list_entrees(meeting)[-1].chemin
    role = "préside : pour information"
    return replace(president, role=role, pour_information=True, joints=(agenda,))


def list_participants(meeting: MeetingContext) -> list[Personne]:
    """Return the recipients of the minutes: « Le compte-rendu de chaque réunion est adressé aux
    participants » (procedure).

    The excused receive them « pour information » when the parameter says so.
    """
    gens = []
    for siege in meeting.sieges:
        if siege.statut in SIEGEANT:
            gens.append(_make_participant(siege))
        elif (
            siege.statut == StatutDePresence.EXCUSE
            and meeting.parametres.compte_rendu_aux_excuses
        ):
            gens.append(_make_membre(siege, pour_information=True))
        gens += _list_present(siege.accompagnants)
    autres = [p for p in meeting.presences if p.membre is None]
    return [*gens, *_list_present(autres)]


def _make_participant(siege: Siege) -> Personne:
    """Return who sat on a seat, at the address typed for that day, else that of the substitute,
    else that of the seat.
    """
    presence = siege.presence
    titulaire = _make_membre(siege)
    if presence is None:
        return titulaire
    annonce = find_annonce(siege)
    announced = annonce.courriels if annonce else ()
    courriels = presence.courriels or announced or titulaire.courriels
    if not presence.nom and (annonce is None or not annonce.nom):
        return replace(titulaire, courriels=courriels, place=presence.place)
    appel = _open_to(annonce) if annonce else NEUTRE
    known_as = _say_for(name_remplacant(siege), titulaire)
    return Personne(
        titulaire.cle, known_as, courriels, titulaire.postale, appel, place=presence.place
    )


def _open_to(annonce: Suppleance) -> str:
    return compose_appel(write_in_line(annonce.fonction), annonce.civilite)


def _say_for(venu: str, titulaire: Personne) -> str:
    """Write « Mme NOM, médiatrice, pour la déléguée »."""
    return f"{venu}, pour {fonctions.add_article(titulaire.nom) or titulaire.nom}"


def _list_present(presences: Sequence[Presence]) -> list[Personne]:
    """Return the people of these rows who sat."""
    return [_make_present(presence) for presence in presences if presence.statut in SIEGEANT]


def _make_present(presence: Presence) -> Personne:
    """Return a guest, or someone who merely attended."""
    if presence.invite is not None:
        qui = _make_invite(presence.invite)
        return replace(qui, courriels=presence.courriels or qui.courriels, place=presence.place)
    who = write_in_line(presence.nom or presence.fonction)
    nom = join_known(who, write_in_line(presence.designation))
    return Personne(presence.designation, nom, presence.courriels, place=presence.place)
