"""Count the people to warn of a meeting cancelled or put off once its convocations were sent
(docs/rules/meetings.md#cancelled-after-sending).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clu_batch.documents import ajouts, convocation, lettres, remplacement
from clu_batch.documents.ajouts import AJOUT, LettresConnues
from clu_batch.documents.meeting_context import select_to_invite
from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.records.comite import Statut
from clu_batch.rules.figures.comite import list_sieges
from clu_batch.rules.model import Registre, Reunion
from clu_batch.rules.seances import SANS_SUITE


@dataclass(frozen=True, slots=True)
class Prevenus:
    """How many members and how many guests received a convocation or an invitation."""

    membres: int
    invites: int

    @property
    def phrase(self) -> str:
        """« les 14 destinataires de la convocation (12 membres et 2 invités) »."""
        total = self.membres + self.invites
        if total == 1:
            return "le seul destinataire de la convocation"
        parts = [(self.membres, "membre"), (self.invites, "invité")]
        detail = french.join_words(
            [french.format_count(number, word) for number, word in parts if number]
        )
        return f"les {french.format_number(total)} destinataires de la convocation ({detail})"


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
    found = []
    for reunion in registre.comite.reunions:
        sent = reunion.convocations_envoyees_le
        if sent is None or reunion.statut not in SANS_SUITE:
            continue
        if reunion.date < j or _is_convened_again(registre, reunion):
            continue
        known = ajouts.find_lettres_connues(dits, presents, reunion, registre.parametres.sigle)
        warned = _count(registre, reunion, known)
        if warned.membres + warned.invites:
            cancelled = reunion.statut == Statut.ANNULEE
            defaut = meetings.ANNULEE_APRES_ENVOI if cancelled else meetings.REPORTEE_APRES_ENVOI
            dates = convocation.write_dates(reunion, sent)
            found.append(
                defaut.report(reunion.place, "Statut", destinataires=warned.phrase, **dates)
            )
    return found


def _is_convened_again(registre: Registre, reunion: Reunion) -> bool:
    """Whether the meeting that takes its place was convened: the new letters say that they replace
    the others.
    """
    return any(
        r.date == reunion.reportee_au and r.convocations_envoyees_le
        for r in registre.comite.reunions
    )


def _count(registre: Registre, reunion: Reunion, known: LettresConnues) -> Prevenus:
    """Count the recipients of the known letters; when no letter is known, those whom the workbooks
    would convene.
    """
    seats = [siege for siege in list_sieges(registre, reunion.date) if siege.membre.a_convoquer]
    guests = select_to_invite(registre.comite, reunion.date)
    sent = _list_sent(known, reunion)
    if not sent:
        return Prevenus(len(seats), len(guests))
    p = registre.parametres
    together = lettres.name_convocation(reunion, p)
    there = {together, *known.presentes}
    there.update(lettres.name_convocation(reunion, p, siege.membre.code) for siege in seats)
    there.update(lettres.name_invitation(reunion, p, guest) for guest in guests)
    received = there.intersection(sent)
    invited = sum("_Invitation" in path for path in received)
    alone = sum("_Convocation" in path for path in received - {together})
    if together not in received:
        return Prevenus(alone, invited)
    group = known.recall_group(together)
    return Prevenus(alone + len(group or seats), invited)


def _list_sent(known: LettresConnues, reunion: Reunion) -> list[str]:
    """Return the first letters that were sent. Those that replace them went to the same people."""
    return [
        path
        for path in known.lettres
        if not remplacement.count_replacements(path) and _was_sent(known, path, reunion)
    ]


def _was_sent(known: LettresConnues, path: str, reunion: Reunion) -> bool:
    """Whether a letter was sent: one made for a recipient added since the sending waits."""
    added = known.recall_day(path, AJOUT)
    return added is None or (reunion.convocations_envoyees_le or dt.date.min) > added
