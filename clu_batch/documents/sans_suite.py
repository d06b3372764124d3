"""Count the people to warn of a meeting cancelled or put off once its convocations were sent
(docs/rules/meetings.md#cancelled-after-sending).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from clu_batch.documents import ajouts, lettres, remplacement
from clu_batch.documents.ajouts import AJOUT, LettresConnues
from clu_batch.documents.meeting_context import select_to_invite
from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.records.reunion import Statut
from clu_batch.rules.figures.comite import list_sieges
from clu_batch.rules.model import Invite, Registre, Reunion, Siege
from clu_batch.rules.seances import SANS_SUITE


def list_problems(
    registre: Registre,
    dits: Mapping[str, remplacement.Dits],
    presents: Collection[str],
    j: dt.date,
) -> list[Problem]:
    """Report each coming meeting that does not take place as it was convened, until its recipients
    are convened again.

    `dits`: what earlier runs said of their letters; `presents`: the files that stand under output/;
    `j`: the day of the run.
    """
    reunions = registre.comite.reunions
    again = {r.date for r in reunions if r.convocations_envoyees_le}
    found = []
    for reunion in reunions:
        sent = reunion.convocations_envoyees_le
        if sent is None or reunion.statut not in SANS_SUITE:
            continue
        # the letters of the meeting that takes its place say that they replace the others
        if reunion.date < j or reunion.reportee_au in again:
            continue
        known = ajouts.find_lettres_connues(dits, presents, reunion, registre.parametres.sigle)
        warned = _say_recipients(*_count(registre, reunion, sent, known))
        if warned:
            kind = _SANS_SUITE[reunion.statut]
            dates = {"reunion": reunion.date, "envoyees": sent}
            found.append(reunion.report(kind, "statut", destinataires=warned, **dates))
    return found


_SANS_SUITE = {
    Statut.ANNULEE: meetings.ANNULEE_APRES_ENVOI,
    Statut.REPORTEE: meetings.REPORTEE_APRES_ENVOI,
}


def _say_recipients(membres: int, invites: int) -> str:
    """Write « les 14 destinataires de la convocation (12 membres et 2 invités) »; "" when there is
    none.
    """
    total = membres + invites
    if total < 2:
        return "le seul destinataire de la convocation" if total else ""
    parts = [(membres, "membre"), (invites, "invité")]
    detail = french.join_words(
        [french.format_count(number, word) for number, word in parts if number]
    )
    return f"les {french.format_number(total)} destinataires de la convocation ({detail})"


def _count(
    registre: Registre, reunion: Reunion, envoyees: dt.date, known: LettresConnues
) -> tuple[int, int]:
    """Count the members and the guests who received a letter; when no letter is known, those whom
    the workbooks would convene.
    """
    seats = [siege for siege in list_sieges(registre, reunion.date) if siege.membre.a_convoquer]
    guests = select_to_invite(registre.comite, reunion.date)
    sent = [path for path in known.lettres if _was_sent(known, path, envoyees)]
    if not sent:
        return len(seats), len(guests)
    name = partial(lettres.name_lettre, reunion.date, registre.parametres.sigle)
    together = name("Convocation")
    there = {together, *known.presentes, *_name_letters(name, seats, guests)}
    received = there.intersection(sent)
    invited = sum("_Invitation" in path for path in received)
    members = len(received) - invited
    if together in received:
        group = known.recall_group(together) or seats
        members += len(group) - 1
    return members, invited


def _name_letters(
    name: Callable[..., str], seats: Sequence[Siege], guests: Sequence[Invite]
) -> Iterator[str]:
    """Give the names of the letters that one member or guest alone receives."""
    for siege in seats:
        yield name("Convocation", siege.membre.code)
    for guest in guests:
        yield name("Invitation", guest.organisme or guest.nom or "")


def _was_sent(known: LettresConnues, path: str, envoyees: dt.date) -> bool:
    """Whether it is a first letter that was sent: one made for a recipient added since the sending
    waits. Those that replace a letter went to the same people.
    """
    added = known.recall_day(path, AJOUT)
    return not remplacement.count_replacements(path) and (added is None or envoyees > added)
