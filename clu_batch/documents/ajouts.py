"""Find the recipients added after the letters of a meeting were sent
(docs/rules/meetings.md#added-recipients).

A letter remembers when it was first made, and for which holder of its seat. A letter that was made
for a recipient added after the sending waits until « Convocations envoyées le » bears a later day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence

from clu_batch.documents import file_names
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.model import Reunion

DOSSIER = "convocations"
FAITE = "faite"  # the day it was first made for its recipient
TITULAIRE = "titulaire"  # since when its recipient holds the seat, "" when that is not said
AJOUT = "ajout"  # the day the others had been sent, when it was made for somebody added since
ARCHIVES = "archives"  # the day it was declared sent, when nothing was known of any letter
GROUPE = "groupe"  # the Codes of those that a collective letter is for
_LETTRE = re.compile(rf"{DOSSIER}/[^/]*_(?:Convocation|Invitation)[^/]*\.docx")
_NOUVEAU = " (nouveau)"

Faits = Mapping[str, str]


def is_lettre(chemin: str) -> bool:
    """Whether a path under the folder of a meeting is that of a convocation or of an invitation."""
    return bool(_LETTRE.fullmatch(chemin)) and _NOUVEAU not in chemin


@frozen
class LettresConnues:
    """The letters of a meeting that earlier runs made, or that stand on the disk, by path under its
    folder.
    """

    lettres: Mapping[str, Faits]
    presentes: Collection[str] = ()  # those that stand on the disk

    def __contains__(self, chemin: str) -> bool:
        return chemin in self.lettres

    def recall(self, chemin: str, cle: str) -> str:
        """Return what a letter remembers under a key, "" when it remembers nothing."""
        return self.lettres.get(chemin, {}).get(cle, "")

    def recall_day(self, chemin: str, cle: str) -> dt.date | None:
        """Return the day that a letter remembers under a key."""
        dit = self.recall(chemin, cle)
        if dit:
            return dt.date.fromisoformat(dit)
        return None

    def find_addition_day(
        self, chemin: str, depuis: dt.date | None, envoyees: dt.date
    ) -> dt.date | None:
        """Return the day the other letters were sent, when the recipient was added after it; None
        when the recipient was among the others.

        `depuis`: since when the recipient is a member. A letter that was ready before the sending
        went with the others, even when its recipient takes office later.
        """
        mark = self.recall_day(chemin, AJOUT)
        if mark is not None:
            return mark if envoyees <= mark else None
        return envoyees if self._is_new(chemin, depuis, envoyees) else None

    def _is_new(self, chemin: str, depuis: dt.date | None, envoyees: dt.date) -> bool:
        arrived_after = depuis is not None and depuis > envoyees
        if chemin not in self.lettres:
            return arrived_after or bool(self.lettres)
        made = self.recall_day(chemin, FAITE)
        if made is None:
            return arrived_after
        if made <= envoyees:
            return False
        return arrived_after or any(
            (self.recall_day(other, FAITE) or made) <= envoyees for other in self.lettres
        )

    def find_sending_day(
        self, chemin: str, envoyees: dt.date, remplacee: dt.date | None
    ) -> dt.date:
        """Return the day this letter was sent.

        The workbook holds the last day of sending only; a letter sent earlier remembers its own.
        """
        own = self.recall_day(chemin, AJOUT) or dt.date.min
        marks = [self.recall_day(other, AJOUT) for other in self.lettres]
        earlier = [
            day for day in (*marks, remplacee) if day is not None and own < day < envoyees
        ]
        return min([*earlier, envoyees])

    def is_for_archives(self, chemin: str, envoyees: dt.date) -> bool:
        """Whether a letter declared sent is made although no letter of the meeting is known: those
        that were sent were made on another computer.
        """
        return not self.lettres or self.recall_day(chemin, ARCHIVES) == envoyees

    def recall_group(self, chemin: str) -> Sequence[str] | None:
        """Return the Codes of the members that a collective letter is for, None when they are
        unknown.
        """
        dit = self.recall(chemin, GROUPE)
        return dit.split(" ; ") if dit else None


@once
def recall_lettres(meeting: MeetingContext) -> LettresConnues:
    """Return the letters of the meeting as earlier runs left them."""
    bilan = meeting.bilan
    return find_lettres_connues(bilan.deja_dits, bilan.presents, meeting.reunion, meeting.sigle)


def find_lettres_connues(
    dits: Mapping[str, Faits], presents: Collection[str], reunion: Reunion, sigle: str
) -> LettresConnues:
    """Return the letters of a meeting as earlier runs left them.

    `dits`: what each document said, by path under output/; `presents`: the files that stand there.
    """
    folder = f"{file_names.name_meeting_folder(reunion.date, sigle)}/"
    there = {path.removeprefix(folder) for path in presents}
    found: dict[str, Faits] = {path: {} for path in there}
    found |= {path.removeprefix(folder): faits for path, faits in dits.items()}
    return LettresConnues(
        {path: faits for path, faits in found.items() if is_lettre(path)}, there
    )
