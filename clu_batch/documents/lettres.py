"""Tell whom each letter of a meeting to come is for, and where its first version stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from clu_batch.documents import ajouts, file_names, signatures
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.remplacement import Lettre, list_lettres
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.frozen import frozen
from clu_batch.records.parametres import Convocation
from clu_batch.rules.model import Invite, Siege

SUCCESSEUR = "_titulaire-depuis-"
"""What tells the letter to a successor from that of the holder before: the date follows."""


@frozen
class Destinataire:
    """The recipient of a letter: a seat, several for a collective letter (`collective`), or a
    guest.
    """

    chemin: str
    sieges: Sequence[Siege] = ()
    invite: Invite | None = None
    collective: bool = False
    depuis: dt.date | None = None  # since when the recipient is a member, for a single one
    lettres: Sequence[Lettre] = ()  # in the order of sending

    @property
    def lettre(self) -> Lettre:
        """The letter that holds today."""
        return self.lettres[-1]

    @property
    def nom(self) -> str:
        """How a message names the recipient."""
        if self.invite:
            return self.invite.organisme or self.invite.nom or ""
        return ", ".join(siege.membre.code for siege in self.sieges)

    @property
    def named_field(self) -> str:
        """The field in which that name was typed."""
        if self.invite is None:
            return "code"
        return "organisme" if self.invite.organisme else "nom"

    @property
    def record(self) -> Record:
        """The row of the recipient."""
        return self.invite or self.sieges[0].membre


@once
def list_destinataires(meeting: MeetingContext) -> Sequence[Destinataire]:
    """Return the members to convene, then the guests, each with the letters of the meeting."""
    found = _list_membres(meeting)
    for invite in meeting.attendus:
        guest = invite.organisme or invite.nom or ""
        chemin = name_lettre(meeting.date, meeting.sigle, "Invitation", guest)
        found.append(Destinataire(chemin, invite=invite))
    chemins = file_names.make_unique(qui.chemin for qui in found)
    return [
        replace(qui, chemin=chemin, lettres=list_lettres(meeting, chemin, qui.depuis))
        for qui, chemin in zip(found, chemins, strict=True)
    ]


def select_to_convene(meeting: MeetingContext) -> list[Siege]:
    """Return the seats in force whose members are to be convened, vacant ones included; the member
    who presides and signs the letters is not, unless he was written to before.
    """
    known = ajouts.recall_lettres(meeting) if meeting.envoyees else ()
    return [
        siege
        for siege in meeting.sieges
        if siege.membre.a_convoquer
        and (
            signatures.has_own_letter(meeting, siege)
            or _name_convocation(meeting, siege.membre.code) in known
        )
    ]


def name_lettre(date: dt.date, sigle: str, quoi: str, suffixe: str = "") -> str:
    """Return the path of the « Convocation » of a seat (`suffixe`: its Code; without it, the
    collective one), or of the « Invitation » of a guest.
    """
    return f"{ajouts.DOSSIER}/{file_names.name_document(date, sigle, quoi, suffixe)}.docx"


def _name_convocation(meeting: MeetingContext, code: str = "") -> str:
    return name_lettre(meeting.date, meeting.sigle, "Convocation", code)


# -- a letter of one's own, or that of all ---------------------------------------------------------


def _list_membres(meeting: MeetingContext) -> list[Destinataire]:
    """Return each seat with its letter. Those of the collective letter are together, at the place
    of the first of them.
    """
    found: list[Destinataire] = []
    seats = select_to_convene(meeting)
    group = [siege for siege in seats if _is_in_group(meeting, siege)]
    for siege in seats:
        if siege not in group:
            chemin = _name_lettre(meeting, siege)
            found.append(Destinataire(chemin, (siege,), depuis=siege.membre.depuis))
        elif siege is group[0]:
            together = _name_convocation(meeting)
            found.append(Destinataire(together, tuple(group), collective=True))
    return found


def _is_in_group(meeting: MeetingContext, siege: Siege) -> bool:
    """Whether the collective letter is for that member.

    Once it was sent, those it names received it, whatever the setting has become; a member who is
    added later has a letter of his own.
    """
    sent = meeting.envoyees
    collective = meeting.parametres.convocation == Convocation.COLLECTIVE
    if sent is None:
        return collective and not signatures.preside(meeting, siege)
    known = ajouts.recall_lettres(meeting)
    if _name_lettre(meeting, siege) in known:
        return False
    depuis = siege.membre.depuis
    later = depuis is not None and depuis > sent
    together = _name_convocation(meeting)
    if together in known:
        return _is_named(siege, known.recall_group(together), later=later)
    return collective and not known.lettres and not later


def _is_named(siege: Siege, codes: Sequence[str] | None, *, later: bool) -> bool:
    """Whether a collective letter that was sent went to that member.

    `codes`: the Codes it went to, None when they are unknown. `later`: the member holds the seat
    since the sending, which the Code alone does not tell.
    """
    if codes is None:
        return not later
    if later:
        return name_titulaire(siege) in codes
    return siege.membre.code in {code.partition("@")[0] for code in codes}


def name_titulaire(siege: Siege) -> str:
    """Return what a collective letter remembers of a member: the Code, and since when the seat is
    held.
    """
    depuis = siege.membre.depuis
    return f"{siege.membre.code}@{depuis.isoformat()}" if depuis else siege.membre.code


def _name_lettre(meeting: MeetingContext, siege: Siege) -> str:
    """Return the path of the letter to a seat; that of a successor stands beside the one that the
    former holder received.
    """
    usual = _name_convocation(meeting, siege.membre.code)
    depuis, sent = siege.membre.depuis, meeting.envoyees
    if depuis is None or sent is None:
        return usual
    own, known = _name_successor_lettre(usual, depuis), ajouts.recall_lettres(meeting)
    if own in known:
        return own
    another = usual in known and known.recall(usual, ajouts.TITULAIRE) != depuis.isoformat()
    return own if another and depuis > sent else usual


def _name_successor_lettre(usual: str, depuis: dt.date) -> str:
    suffix = f"{SUCCESSEUR}{depuis.isoformat()}"
    path = PurePosixPath(usual)
    return str(path.with_stem(f"{path.stem[: file_names.PLACE - len(suffix)]}{suffix}"))
