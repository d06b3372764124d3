"""Calendars and the counting of days in French law: jours ouvrables, ouvrés, calendaires, francs
(docs/rules/days.md#units).

Sources: code de procédure civile 641 and 642 (forward time limits); Conseil d'État 3 June 1983,
Cass. soc. 20 February 2008 and 3 June 2015 (backward limits in full days); the public holidays are
those of `feries`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from clu_batch.kernel.frozen import frozen
from clu_batch.records.parametres import Decompte, Unite
from clu_batch.rules.feries import find_subdivision, list_jours_feries

Dates = npt.NDArray[np.datetime64]
Nombres = npt.NDArray[np.int64]

JOUR = dt.timedelta(days=1)
SAMEDI = 5
SANS_COMPTE = -1
TOUS_LES_JOURS = frozenset({Unite.CALENDAIRES, Unite.FRANCS})
"""The units that count every day."""
JAMAIS: Dates = np.array("NaT", "datetime64[D]")
"""When a délai that runs without interruption is suspended, whichever it is."""


@dataclass(frozen=True)
class Calendrier:
    """The days of a prefecture: its public holidays, its closing days (ponts), the holidays or
    closing days on which it works.

    Each mapping gives the name or the motive of a day. A fermeture stays ouvrable in law; an
    ouverture undoes a holiday or a fermeture, never a Sunday, nor a Saturday for ouvrés.
    """

    feries: Mapping[dt.date, str] = field(default_factory=dict)
    fermetures: Mapping[dt.date, str] = field(default_factory=dict)
    ouvertures: Mapping[dt.date, str] = field(default_factory=dict)

    @cached_property
    def _ouvrables(self) -> np.busdaycalendar:
        """Monday to Saturday, public holidays out."""
        return _build_week("1111110", set(self.feries) - set(self.ouvertures))

    @cached_property
    def _ouvres(self) -> np.busdaycalendar:
        """Monday to Friday, public holidays and closing days out."""
        fermes = set(self.feries) | set(self.fermetures)
        return _build_week("1111100", fermes - set(self.ouvertures))

    def is_jour_de_bureau(self, d: dt.date) -> bool:
        """Whether somebody reads the post that day: an office day is a jour ouvré."""
        return self.is_counted(d, Unite.OUVRES)

    def is_counted(self, d: dt.date, unite: Unite) -> bool:
        """Whether a délai in `unite` counts that day."""
        if unite in TOUS_LES_JOURS:
            return True
        return bool(np.is_busday(d, busdaycal=self._choose_busdays(unite)))

    def describe_jour(self, d: dt.date) -> str:
        """What sets that day apart, in French (« samedi », « Assomption », « fermeture : pont »),
        or "" for an ordinary day.
        """
        if d in self.ouvertures and d.weekday() < SAMEDI:
            return _add_motif("ouverture", self.ouvertures[d])
        if d in self.feries and d not in self.ouvertures:
            return self.feries[d]
        if d.weekday() >= SAMEDI:
            return "samedi" if d.weekday() == SAMEDI else "dimanche"
        if d in self.fermetures:
            return _add_motif("fermeture", self.fermetures[d])
        return ""

    def find_last_jour_de_bureau(self, d: dt.date) -> dt.date:
        """The last office day on or before `d`."""
        return _to_date(np.busday_offset(d, 0, roll="backward", busdaycal=self._ouvres))

    def find_next_jour_de_bureau(self, d: dt.date) -> dt.date:
        """The first office day on or after `d`."""
        return _to_date(np.busday_offset(d, 0, roll="forward", busdaycal=self._ouvres))

    def compute_limite(
        self, reunion: dt.date, n: int, unite: Unite, decompte: Decompte
    ) -> dt.date:
        """The last calendar day on which to act « n days before » a meeting; the day of the meeting
        does not count (docs/rules/days.md#backward).

        J-2: the n-th counted day that precedes the meeting. Jours pleins: the day before it, so
        that n full days lie in between; jours francs are full by definition. A backward limit is
        not moved by CPC 642 (Civ. 2e, 4 February 1998).
        """
        if unite in TOUS_LES_JOURS:
            d = reunion - n * JOUR
        else:
            comptes = self._choose_busdays(unite)
            d = _to_date(np.busday_offset(reunion, -n, roll="forward", busdaycal=comptes))
            d = min(
                d, reunion
            )  # a délai of 0 day ends on the day of the meeting, whatever it is
        return d - JOUR if decompte == Decompte.PLEINS or unite == Unite.FRANCS else d

    def compute_echeances(
        self,
        departs: Dates,
        delais: Nombres | int,
        unite: Unite,
        suspendu_du: Dates = JAMAIS,
        suspendu_au: Dates = JAMAIS,
    ) -> Dates:
        """Due dates of délais of `delais` days that start on `departs`: the n-th counted day after
        (CPC 641).

        No day after `suspendu_du` and up to `suspendu_au` counts; NaT in the first: no suspension;
        in the second: it has not ended. The result is NaT where an open suspension stops the count.
        Jours calendaires and francs that end on no office day move to the next one (CPC 642).
        """
        n = np.broadcast_to(np.asarray(delais, dtype=np.int64), departs.shape)
        if unite == Unite.FRANCS:
            n = n + 1  # neither the first nor the last day of n full days counts
        dues = self._advance(departs, n, unite)
        du, au = (np.broadcast_to(dates, departs.shape) for dates in (suspendu_du, suspendu_au))
        arrets = np.flatnonzero(dues > du)
        dues[arrets] = self._compute_reprises(
            departs[arrets], n[arrets], unite, du[arrets], au[arrets]
        )
        if unite in TOUS_LES_JOURS:
            connues = ~np.isnat(dues)
            # the first office day after the day before
            dues[connues] = self._advance(dues[connues] - 1, 1, Unite.OUVRES)
        return dues

    def count_jours(
        self,
        debuts: Dates,
        fins: Dates,
        unite: Unite,
        suspendu_du: Dates = JAMAIS,
        suspendu_au: Dates = JAMAIS,
    ) -> Nombres:
        """Counted days after `debuts` up to and including `fins`, those of a suspension out; -1
        where one of the two is NaT.

        Jours francs are counted as calendar days (docs/rules/complaints.md#delay).
        """
        connus = ~(np.isnat(debuts) | np.isnat(fins))
        jours = np.full(debuts.shape, SANS_COMPTE, dtype=np.int64)
        jours[connus] = self._count_elapsed(debuts[connus], fins[connus], unite)
        du, au = (np.broadcast_to(dates, debuts.shape) for dates in (suspendu_du, suspendu_au))
        arrets = np.flatnonzero(connus & (fins > du))
        de = np.maximum(du[arrets], debuts[arrets])
        a = np.fmin(au[arrets], fins[arrets])
        jours[arrets] -= self._count_elapsed(de, a, unite)
        return jours

    def _compute_reprises(
        self, departs: Dates, n: Nombres, unite: Unite, du: Dates, au: Dates
    ) -> Dates:
        """Due dates of délais that a suspension interrupts: what is left of them runs from its
        end.
        """
        dues = np.full(departs.shape, np.datetime64("NaT", "D"))
        finies = ~np.isnat(au)
        departs, n, du, au = departs[finies], n[finies], du[finies], au[finies]
        restants = n - self._count_elapsed(departs, np.maximum(du, departs), unite)
        dues[finies] = self._advance(np.maximum(au, departs), restants, unite)
        return dues

    def _advance(self, departs: Dates, n: Nombres | int, unite: Unite) -> Dates:
        """The n-th counted day after each of `departs`; a délai of 0 day ends the day it starts."""
        avances: Dates
        if unite in TOUS_LES_JOURS or not len(departs):
            avances = departs + np.asarray(n).astype("timedelta64[D]")
        else:  # roll="backward", or a Saturday reception would lose a day
            dernier = np.busday_offset(
                departs.max(), np.max(n), roll="backward", busdaycal=self._choose_busdays(unite)
            )
            frise = self._build_timeline(departs.min(), max(dernier, departs.max()), unite)
            avances = np.maximum(frise.jours[frise.count_jours(departs) + n], departs)
        return avances

    def _count_elapsed(self, debuts: Dates, fins: Dates, unite: Unite) -> Nombres:
        """Counted days in ]debuts, fins], 0 when `fins` comes first."""
        if unite in TOUS_LES_JOURS or not len(debuts):
            jours = (fins - debuts).astype(np.int64)
        else:
            frise = self._build_timeline(
                min(debuts.min(), fins.min()), max(debuts.max(), fins.max()), unite
            )
            jours = frise.count_jours(fins) - frise.count_jours(debuts)
        return np.maximum(jours, 0)

    def _build_timeline(
        self, debut: np.datetime64, fin: np.datetime64, unite: Unite
    ) -> _Timeline:
        jours = np.arange(debut, fin + 1)
        comptes = np.is_busday(jours, busdaycal=self._choose_busdays(unite))
        return _Timeline(debut, np.cumsum(comptes), np.concatenate([jours[:1], jours[comptes]]))

    def _choose_busdays(self, unite: Unite) -> np.busdaycalendar:
        if unite == Unite.OUVRABLES:
            return self._ouvrables
        return self._ouvres


@frozen
class _Timeline:
    """The days of a span, the counted ones numbered from 1: looking a number up is ten times faster
    than walking from day to day.

    `rangs`: for each day since `debut`, how many are counted up to it; `jours`: the day of each
    number, `debut` standing for 0.
    """

    debut: np.datetime64
    rangs: Nombres
    jours: Dates

    def count_jours(self, jours: Dates) -> Nombres:
        """How many days are counted from the beginning of the span to each day, both included."""
        return self.rangs[(jours - self.debut).astype(np.int64)]


def _build_week(jours: str, chomes: set[dt.date]) -> np.busdaycalendar:
    return np.busdaycalendar(
        weekmask=jours, holidays=np.array(sorted(chomes), dtype="datetime64[D]")
    )


def _to_date(day: np.datetime64) -> dt.date:
    return cast("dt.date", day.item())


def _add_motif(nature: str, motif: str) -> str:
    if motif:
        return f"{nature}\u00a0: {motif}"
    return nature


def build_calendrier(
    territoire: str,
    annees: range,
    fermetures: Mapping[dt.date, str] | None = None,
    ouvertures: Mapping[dt.date, str] | None = None,
) -> Calendrier:
    """The calendar of a territory over the years of the data; ValueError when the territory is
    unknown.

    `annees` holds the years of the dates to count from: one year before and thirty years after are
    added. Saint-Martin: 28 May, as the prefecture observes it since 2018, where L3422-2 still
    prints 27 May.
    """
    code = find_subdivision(territoire)
    if code is None:
        raise ValueError(f"unknown territory: {territoire}")
    return Calendrier(
        list_jours_feries(code, annees), dict(fermetures or {}), dict(ouvertures or {})
    )
