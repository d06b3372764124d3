"""What the tests of the figures share: a meeting with its periods, and shortcuts to read a
result.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import (
    BilanGeneral,
    Calcul,
    Indicateur,
    Mesure,
    Periode,
    Registre,
    Reunion,
    Seance,
    SeanceDue,
)
from clu_batch.rules.periodes import find_precedente
from tests.support.text_tables import date


def seance(
    du: str = "01/01/2026", au: str = "31/12/2026", a: str = "31/12/2026", j: str | None = None
) -> Seance:
    """A meeting of the period `du` – `au`, its figures closed on `a`."""
    cut = date(a)
    periode = Periode(date(du), date(au))
    comptee = Periode(periode.du, min(periode.au, cut))
    avant = find_precedente(comptee if comptee.du <= comptee.au else periode)
    return Seance(date(j) if j else cut, cut, periode, comptee, avant)


def reunion_de(seance: Seance) -> Reunion | None:
    """The meeting of these dates, when they are those of one."""
    return seance.reunion if isinstance(seance, SeanceDue) else None


def compute_any(registre: Registre, seance: Seance) -> BilanGeneral:
    """The figures of a meeting, or of a run without one."""
    if isinstance(seance, SeanceDue):
        return bilan_de_seance.compute(registre, [seance])[0][0]
    return bilan_de_seance.compute_general(registre, seance)[0]


def indicateur(calcul: Calcul, code: str) -> Indicateur:
    """The indicator of that code, which stands once."""
    (found,) = [i for i in calcul.indicateurs if i.code == code]
    return found


def valeur(calcul: Calcul, code: str) -> object:
    return indicateur(calcul, code).mesure.valeur


def base(mesure: Mesure) -> tuple[int | None, int | None]:
    return mesure.numerateur, mesure.denominateur


def lignes(calcul: Calcul, code: str, axe: str) -> list[tuple[str, int | None, int | None]]:
    """One breakdown as (modality, numerator, denominator)."""
    return [
        (r.modalite, *base(r.mesure))
        for r in calcul.repartitions
        if r.code == code and r.axe == axe
    ]


def nombres(calcul: Calcul, code: str, axe: str) -> list[tuple[str, object]]:
    """One breakdown as (modality, value)."""
    return [
        (r.modalite, r.mesure.valeur)
        for r in calcul.repartitions
        if r.code == code and r.axe == axe
    ]


def codes(calcul: Calcul) -> list[str]:
    """The defects found, by code, in the order of the alphabet."""
    return sorted(p.code for p in calcul.problems)


def rien_de_numpy(calcul: Calcul) -> None:
    """Every value that leaves a computation is exact: int, Fraction, date, str; float for the
    bounds of an interval alone.
    """
    for figure in calcul.indicateurs:
        for mesure in (figure.mesure, figure.precedente or Mesure()):
            _exacte(mesure)
        assert type(figure.ecart) in {Fraction, type(None)}
        assert all(type(bound) is float for bound in figure.intervalle or ())
    for line in calcul.repartitions:
        _exacte(line.mesure)


def _exacte(mesure: Mesure) -> None:
    assert type(mesure.valeur) in {Fraction, dt.date, type(None)}, mesure
    assert type(mesure.numerateur) in {int, type(None)}
    assert type(mesure.denominateur) in {int, type(None)}
