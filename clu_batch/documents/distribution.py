"""Remember who was to receive the dossier and the minutes
(docs/rules/meetings.md#added-recipients).

These documents are one file for all: no letter of one's own remembers its recipient.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clu_batch.documents import ajouts
from clu_batch.documents.ajouts import AJOUT, FAITE, LettresConnues
from clu_batch.documents.destinataires import Personne, list_lecteurs, list_participants
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.remplacement import Lettre
from clu_batch.kernel.frozen import frozen

NOM = ".destinataires"
"""The entry of the list of what was made that remembers the recipients of a meeting; no file bears
that name.
"""


@frozen
class Distribution:
    """The recipients of a stage whose one file goes to all, the day it was sent, and what earlier
    runs remember of them. The letter of each says when the file was sent, or when the others
    received it.
    """

    etape: str
    gens: Sequence[Personne]
    envoye: dt.date | None
    j: dt.date
    connus: LettresConnues

    def list_remembered(self) -> dict[str, str]:
        """Return what is to be remembered; the recipients of a file that was sent are never
        forgotten.
        """
        kept = dict(self.connus.lettres) if self.envoye else {}
        for qui in self.gens:
            cle = _name_recipient(qui, self.envoye, self.connus)
            made = self.connus.recall(cle, FAITE) or self.j.isoformat()
            added = qui.lettre.ajoutee
            mark = added.isoformat() if added else self.connus.recall(cle, AJOUT)
            kept[cle] = {FAITE: made, AJOUT: mark if self.envoye else ""}
        return {
            f"{self.etape}/{cle}": f"{faits[FAITE]} {faits[AJOUT]}".strip()
            for cle, faits in kept.items()
        }


@once
def find_distribution(meeting: MeetingContext) -> Distribution:
    """Return the recipients of the dossier of a meeting to come, or of the minutes of a
    held one.
    """
    if meeting.tenue:
        etape, envoye = "compte_rendu", meeting.reunion.compte_rendu_envoye_le
        gens = list_participants(meeting)
    else:
        etape, envoye = "dossier", meeting.reunion.dossier_envoye_le
        gens = list_lecteurs(meeting)
    known = _find_known(meeting, etape)
    if envoye is not None:
        gens = [replace(qui, lettre=_find_sending(qui, envoye, known)) for qui in gens]
    return Distribution(etape, gens, envoye, meeting.seance.j, known)


def _find_sending(qui: Personne, envoye: dt.date, connus: LettresConnues) -> Lettre:
    """Return when the file was sent to a recipient, or that it waits for one added since."""
    cle = _name_recipient(qui, envoye, connus)
    added = connus.find_addition_day(cle, qui.depuis, envoye)
    if added:
        return Lettre("", ajoutee=added)
    return Lettre("", envoye)


def _name_recipient(qui: Personne, envoye: dt.date | None, connus: LettresConnues) -> str:
    """Name a recipient so that a successor is not taken for the former holder of the seat, while
    the same member whose « Depuis le » is filled in later keeps the same name.
    """
    if qui.depuis is None:
        return qui.cle
    own = f"{qui.cle}@{qui.depuis.isoformat()}"
    if own in connus or (envoye and qui.depuis > envoye):
        return own
    if qui.cle in connus:
        return qui.cle
    return own


def _find_known(meeting: MeetingContext, etape: str) -> LettresConnues:
    found: dict[str, Mapping[str, str]] = {}
    for key, days in meeting.recall(NOM).items():
        stage, _, cle = key.partition("/")
        if stage == etape:
            made, _, added = days.partition(" ")
            found[cle] = {FAITE: made, AJOUT: added}
    return ajouts.LettresConnues(found)
