"""What every document of a meeting is made from: the meeting itself, and what is computed once for
all its documents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import wraps
from typing import TypeVar, cast

from clu_batch.documents import file_names
from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.figures.definitions import TAUX, TAUX_GLOBAL
from clu_batch.rules.figures.questions import find_globale
from clu_batch.rules.model import (
    Bilan,
    BilanEngagement,
    Comite,
    DocumentType,
    Etape,
    Indicateur,
    Invite,
    Mesure,
    Parametres,
    Point,
    Presence,
    Proposition,
    Registre,
    Repartition,
    Reunion,
    SeanceDue,
    Siege,
)

Computed = TypeVar("Computed")
Row = TypeVar("Row", Point, Invite, Presence, Proposition, DocumentType)
"""A row that belongs to a meeting."""


@frozen
class MeetingContext:
    """A meeting whose documents are due: what the workbooks say, and the figures of the meeting.

    `computed`: what the functions marked `once` have given for it so far.
    """

    registre: Registre
    bilan: Bilan
    computed: dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def parametres(self) -> Parametres:
        """The settings."""
        return self.registre.parametres

    @property
    def comite(self) -> Comite:
        """What `comite.xlsx` says."""
        return self.registre.comite

    @property
    def seance(self) -> SeanceDue:
        """The meeting with its dates: J, cut-off, periods."""
        return self.bilan.seance

    @property
    def reunion(self) -> Reunion:
        """The row of Réunions."""
        return self.bilan.reunion

    @property
    def date(self) -> dt.date:
        """The date of the meeting."""
        return self.reunion.date

    @property
    def sigle(self) -> str:
        """The acronym of the committee."""
        return self.parametres.sigle

    @property
    def folder(self) -> str:
        """The folder of the meeting under output/: `2026-12-10_CLU`."""
        return file_names.name_meeting_folder(self.date, self.sigle)

    def name_file(self, quoi: str, suffixe: str = "") -> str:
        """Return the name, without extension, of a document of the meeting."""
        return file_names.name_document(self.date, self.sigle, quoi, suffixe)

    def write_title(self, quoi: str) -> str:
        """Write « Dossier de séance – Comité local des usagers, 10 décembre 2026 »."""
        return f"{quoi} – {self.parametres.comite}, {french.format_date(self.date)}"

    def write_short_title(self, quoi: str) -> str:
        """Write « Convocation, CLU du 10 décembre 2026 »."""
        return f"{quoi}, {self.sigle} du {french.format_date(self.date)}"

    @property
    def envoyees(self) -> dt.date | None:
        """The day the convocations were sent; None until then."""
        return self.reunion.convocations_envoyees_le

    def recall(self, chemin: str) -> Mapping[str, str]:
        """Return what earlier runs remember of a file of the folder."""
        return self.bilan.deja_dits.get(f"{self.folder}/{chemin}", {})

    @property
    def tenue(self) -> bool:
        """Whether the meeting was held; it is to come otherwise."""
        return self.seance.etape is Etape.TENUE

    @property
    def sieges(self) -> Sequence[Siege]:
        """The seats in force."""
        return self.bilan.sieges

    @property
    def indicateurs(self) -> Mapping[str, Indicateur]:
        """The figures, by code. One that a commitment rests on has its target and its state
        (docs/rules/commitments.md#one-verdict).
        """
        return _share_verdicts(self)

    def find_engagement(self, code: str) -> BilanEngagement | None:
        """Return the commitment that rests on a figure: the first of them."""
        globale = find_globale(self.registre.questions)
        same = {TAUX_GLOBAL, TAUX.of(globale)} if globale else {code}
        codes = same if code in same else {code}
        for b in self.bilan.engagements:
            source = b.source
            if source and source.code in codes and source.mesure.valeur == b.mesure.valeur:
                return b
        return None

    def find_figure(self, code: str) -> Indicateur:
        """Return a figure; an empty one when nobody counted it."""
        return self.indicateurs.get(code) or Indicateur(code, "", "", Mesure())

    def measure(self, code: str) -> Mesure:
        """Return the measure of a figure; an empty one when nobody counted it."""
        return self.find_figure(code).mesure

    def measure_before(self, code: str) -> Mesure:
        """Return its measure over the previous period; an empty one when it is not compared."""
        return self.find_figure(code).precedente or Mesure()

    def count(self, code: str) -> int:
        """Return a count of the period; 0 when it is not measured."""
        return int(self.measure(code).nombre or 0)

    def count_before(self, code: str) -> int:
        """Return a count of the previous period; 0 when it is not compared."""
        return int(self.measure_before(code).nombre or 0)

    def find_repartition(self, codes: Sequence[str], axe: str) -> list[Repartition]:
        """Return the lines of a breakdown, in their order, under the first of `codes` that has
        any.
        """
        for code in codes:
            lignes = [r for r in self.bilan.repartitions if r.code == code and r.axe == axe]
            if lignes:
                return lignes
        return []

    # the rows of the meeting, in their order

    @property
    def points(self) -> list[Point]:
        """The agenda, as typed."""
        return self._keep_own(self.comite.ordre_du_jour)

    @property
    def invites(self) -> list[Invite]:
        """The guests, be their point on the agenda or not."""
        return self._keep_own(self.comite.invites)

    @property
    def presences(self) -> list[Presence]:
        """The rows of Présences."""
        return self._keep_own(self.comite.presences)

    @property
    def propositions(self) -> list[Proposition]:
        """The avis, souhaits, propositions and suggestions expressed at the meeting."""
        return self._keep_own(self.comite.propositions)

    @property
    def documents_types(self) -> list[DocumentType]:
        """The documents submitted at the meeting."""
        return self._keep_own(self.comite.documents_types)

    @property
    def attendus(self) -> list[Invite]:
        """The guests to invite."""
        return select_to_invite(self.comite, self.date)

    def _keep_own(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row.reunion == self.date]


def select_to_invite(comite: Comite, date: dt.date) -> list[Invite]:
    """Return the guests of a meeting. A guest for a point that is not on the agenda is not invited
    (docs/rules/sheets.md#invites). The link to it has spelled the point as the agenda does.
    """
    points = {None, *(p.numero for p in comite.ordre_du_jour if p.reunion == date)}
    return [
        invite for invite in comite.invites if invite.reunion == date and invite.point in points
    ]


def once(compute: Callable[[MeetingContext], Computed]) -> Callable[[MeetingContext], Computed]:
    """Mark a function of a meeting whose result several documents need: it is computed at the first
    call, and recalled at the others. The result must not be changed.
    """

    @wraps(compute)
    def recall(meeting: MeetingContext) -> Computed:
        if compute not in meeting.computed:
            meeting.computed[compute] = compute(meeting)
        return cast("Computed", meeting.computed[compute])

    return recall


@once
def _share_verdicts(meeting: MeetingContext) -> Mapping[str, Indicateur]:
    """Return the figures with the verdict of the commitments that rest on them: one figure, one
    verdict.
    """
    shown = dict(meeting.bilan.indicateurs)
    for code, indicateur in meeting.bilan.indicateurs.items():
        b = meeting.find_engagement(code)
        if b is not None:
            e = b.engagement
            shown[code] = replace(
                indicateur,
                mesure=b.mesure,
                cible=e.cible,
                sens=e.sens or indicateur.sens,
                etat=b.etat,
            )
    return shown
