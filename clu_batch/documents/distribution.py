"""Remember who was to receive the dossier and the minutes
(docs/rules/meetings.md#added-recipients).

These documents are one file for all: no letter of one's own remembers its recipient.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clu_batch.documents import ajouts
from clu_batch.documents.ajouts import AJOUT, FAITE, LettresConnues
from clu_batch.documents.destinataires import Personne, list_lecteurs, list_participants
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.remplacement import Lettre

NOM = ".destinataires"
"""The entry of the list of what was made that remembers the recipients of a meeting; no file bears
that name.
"""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The recipients of a stage whose one file goes to all, the day it was sent, and what earlier
    runs remember of them.
    """

    etape: str
    gens: Sequence[Personne]
    envoye: dt.date | None
    j: dt.date
    connus: LettresConnues

    def find_added(self) -> dict[str, dt.date]:
        """Return, for each recipient (its `cle`) added since the sending, the day the others were
        sent.
        """
        if self.envoye is None:
            return {}
        days = {
            qui.cle: self.connus.find_addition_day(
                self._name_recipient(qui), qui.depuis, self.envoye
            )
            for qui in self.gens
        }
        return {cle: day for cle, day in days.items() if day}

    def list_recipients(self) -> list[Personne]:
        """Return the recipients, each with the day the file was sent, or with the day the others
        received it.
        """
        added = self.find_added()
        return [
            replace(qui, lettre=Lettre("", ajoutee=added[qui.cle]))
            if qui.cle in added
            else replace(qui, lettre=Lettre("", self.envoye))
            for qui in self.gens
        ]

    def list_remembered(self) -> dict[str, str]:
        """Return what is to be remembered; the recipients of a file that was sent are never
        forgotten.
        """
        added = self.find_added()
        kept = dict(self.connus.lettres) if self.envoye else {}
        for qui in self.gens:
            cle = self._name_recipient(qui)
            made = self.connus.recall(cle, FAITE) or self.j.isoformat()
            mark = (
                added[qui.cle].isoformat() if qui.cle in added else self.connus.recall(cle, AJOUT)
            )
            kept[cle] = {FAITE: made, AJOUT: mark if self.envoye else ""}
        return {
            f"{self.etape}/{cle}": f"{faits[FAITE]} {faits[AJOUT]}".strip()
            for cle, faits in kept.items()
        }

    def _name_recipient(self, qui: Personne) -> str:
        """Name a recipient so that a successor is not taken for the former holder of the seat,
        while the same member whose « Depuis le » is filled in later keeps the same name.
        """
        if qui.depuis is None:
            return qui.cle
        own = f"{qui.cle}@{qui.depuis.isoformat()}"
        if own in self.connus or (self.envoye and qui.depuis > self.envoye):
            return own
        return qui.cle if qui.cle in self.connus else own


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
    return Distribution(etape, gens, envoye, meeting.seance.j, known)


def _find_known(meeting: MeetingContext, etape: str) -> LettresConnues:
    found: dict[str, Mapping[str, str]] = {}
    for key, days in meeting.recall(NOM).items():
        stage, _, cle = key.partition("/")
        if stage == etape:
            made, _, added = days.partition(" ")
            found[cle] = {FAITE: made, AJOUT: added}
    return ajouts.LettresConnues(found)
