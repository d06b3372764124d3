"""The arithmetic that all indicators share: rates, changes, intervals and states
(docs/rules/satisfaction.md#rates, docs/rules/complaints.md#delays,
docs/rules/commitments.md#states, docs/rules/printing.md#rounding).
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from clu_batch.kernel.french import round_half_up
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.model import Atteinte, Evolution, Indicateur, Mesure, Periode, Sens, Valeur

POURCENT, NOMBRE, DATE, NOTE = "%", "nombre", "date", "note"

MANQUES = frozenset({Atteinte.NON_ATTEINT, Atteinte.PARTIELLEMENT})
"""A commitment in one of these states has missed its target."""

PART_ILLISIBLE, ILLISIBLES_AU_MOINS = Fraction(5, 100), 3
"""Above this share of answers that nobody can read, and from this number on, no rate is told.

One in twenty is more than a slip of the keyboard.
"""

DECIMALES_AU_PLUS = 6
"""Decimals after which two values are told apart no further."""

Z = 1.959964
"""Normal quantile of a 95 % interval (docs/rules/satisfaction.md#interval)."""
SEUIL_DE_Z = Fraction(196, 100)


@frozen
class Fiche:
    """What an indicator is, whatever its value: how it is called, and what it means in plain
    French.
    """

    code: str
    libelle: str
    unite: str
    definition: str


def compare(
    fiche: Fiche, mesure: Mesure, precedente: Mesure | None, periode: Periode | None
) -> Indicateur:
    """Return an indicator without target nor test; it is not compared when `precedente` is None."""
    return Indicateur(
        code=fiche.code,
        libelle=fiche.libelle,
        unite=fiche.unite,
        mesure=mesure,
        periode=periode,
        precedente=precedente,
        ecart=compute_ecart(mesure, precedente, fiche.unite),
        definition=fiche.definition,
    )


def build_nombre(n: int) -> Mesure:
    """Return the measure of a count, which has neither numerator nor denominator."""
    return Mesure(Fraction(n))


def compute_taux(numerateur: int, denominateur: int) -> Mesure:
    """Return a rate with its base; a rate over nothing is not measured, and never 0."""
    valeur = Fraction(numerateur, denominateur) if denominateur else None
    return Mesure(valeur, numerateur, denominateur)


def has_too_many_illisibles(illisibles: int, lues: int) -> bool:
    """Tell whether there are too many unreadable answers for a rate to be told.

    `lues` counts the answers that could be read, expressed or excluded.
    """
    if illisibles < ILLISIBLES_AU_MOINS:
        return False
    return Fraction(illisibles, illisibles + lues) > PART_ILLISIBLE


def add_illisibles(
    mesure: Mesure, illisibles: int, lues: int, bornes: tuple[int, int]
) -> Mesure:
    """Return the measure with the number of unreadable answers, and without its value when they are
    many.

    `bornes` is the numerator if all of them were read as dissatisfied, then as satisfied.
    """
    if not illisibles:
        return mesure
    if has_too_many_illisibles(illisibles, lues):
        return withhold(mesure, illisibles)
    total = (mesure.denominateur or 0) + illisibles
    extremes = Fraction(bornes[0], total), Fraction(bornes[1], total)
    return replace(mesure, illisibles=illisibles, bornes=extremes)


def withhold(mesure: Mesure, illisibles: int) -> Mesure:
    """Return the same measure without its value, which is not to be told."""
    return Mesure(None, None, mesure.denominateur, illisibles, retenue=True)


def compute_ecart(actuelle: Mesure, precedente: Mesure | None, unite: str) -> Fraction | None:
    """Return the change from one period to the next, between unrounded values.

    It is in points for a percentage, else the plain difference (docs/rules/printing.md#rounding).
    """
    if (
        precedente is None
        or not isinstance(actuelle.valeur, Fraction)
        or not isinstance(precedente.valeur, Fraction)
    ):
        return None
    difference = actuelle.valeur - precedente.valeur
    return difference * 100 if unite == POURCENT else difference


def judge_etat(
    valeur: Valeur, cible: Fraction | None, sens: str | None, tolerance: Fraction | None = None
) -> Atteinte:
    """Return the state of a value against its target; a value equal to the target reaches it
    (docs/rules/commitments.md#states).

    `tolerance` is in the unit of the value, a rate being a fraction.
    """
    if not isinstance(valeur, Fraction):
        return Atteinte.NON_MESURE
    if cible is None or sens is None:
        return Atteinte.SANS_CIBLE
    manque = cible - valeur if sens == Sens.AU_MOINS else valeur - cible
    if manque <= 0:
        return Atteinte.ATTEINT
    if tolerance is not None and manque <= tolerance:
        return Atteinte.PARTIELLEMENT
    return Atteinte.NON_ATTEINT


def tell_apart(
    mesure: Mesure,
    unite: str,
    cible: Fraction | None,
    sens: str | None,
    tolerance: Fraction | None = None,
) -> Mesure:
    """Return the measure with as many decimals as it takes not to print a target that it misses,
    or the end of a tolerance (docs/rules/printing.md#rounding).
    """
    valeur = mesure.nombre
    if valeur is None or cible is None or sens is None:
        return mesure
    echelle = 100 if unite == POURCENT else 1
    etat = judge_etat(valeur, cible, sens, tolerance)
    decimales = 1
    while decimales < DECIMALES_AU_PLUS:
        if judge_etat(_round(valeur, echelle, decimales), cible, sens, tolerance) == etat:
            break
        decimales += 1
    return replace(mesure, decimales=decimales)


def _round(valeur: Fraction, echelle: int, decimales: int) -> Fraction:
    """Return the value as it is printed in a unit that counts `echelle` for 1."""
    return Fraction(round_half_up(valeur * echelle, decimales)) / echelle


def judge_mesure(
    mesure: Mesure,
    cible: Fraction | None,
    sens: str | None,
    tolerance: Fraction | None = None,
) -> Atteinte:
    """Return the state of a measure against its target.

    No state is told when the answers that nobody can read could change it.
    """
    if mesure.retenue:
        return Atteinte.INDECIS
    dit = judge_etat(mesure.valeur, cible, sens, tolerance)
    if mesure.valeur is None or mesure.bornes is None:
        return dit
    possibles = {judge_etat(borne, cible, sens, tolerance) for borne in mesure.bornes}
    return dit if possibles == {dit} else Atteinte.INDECIS


def compute_interval(mesure: Mesure) -> tuple[float, float] | None:
    """Return the 95 % Wilson interval of a rate, clipped to [0, 1]; None for a rate over nothing
    (docs/rules/satisfaction.md#interval).
    """
    if not mesure.denominateur or mesure.numerateur is None:
        return None
    n, p = mesure.denominateur, mesure.numerateur / mesure.denominateur
    centre, denominateur = p + Z * Z / (2 * n), 1 + Z * Z / n
    marge = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(0.0, (centre - marge) / denominateur), min(1.0, (centre + marge) / denominateur)


def judge_evolution(actuelle: Mesure, precedente: Mesure, minimum: int) -> Evolution:
    """Return what the two-proportion z-test says, pooled, at the 5 % level
    (docs/rules/satisfaction.md#change).

    Both bases must reach max(30, `minimum`). Two periods are compared only when both can be read.
    """
    if actuelle.retenue or precedente.retenue:
        return Evolution.SANS_OBJET
    n1, n2 = actuelle.denominateur or 0, precedente.denominateur or 0
    if min(n1, n2) < max(30, minimum):
        return Evolution.PEU_DE_REPONSES
    k1, k2 = actuelle.numerateur or 0, precedente.numerateur or 0
    commun = Fraction(k1 + k2, n1 + n2)
    if commun in (0, 1):
        return Evolution.NON_SIGNIFICATIVE
    difference = Fraction(k1, n1) - Fraction(k2, n2)
    variance = commun * (1 - commun) * (Fraction(1, n1) + Fraction(1, n2))
    if difference**2 >= SEUIL_DE_Z**2 * variance:
        return Evolution.SIGNIFICATIVE
    return Evolution.NON_SIGNIFICATIVE


def compute_mediane(valeurs: Sequence[int]) -> Fraction | None:
    """Return the middle value, or the mean of the two middle ones
    (docs/rules/complaints.md#delays).
    """
    if not valeurs:
        return None
    middle = statistics.median_low(valeurs), statistics.median_high(valeurs)
    return Fraction(sum(middle), 2)


def compute_ninth_decile(valeurs: Sequence[int]) -> Fraction | None:
    """Return the value that nine out of ten do not exceed: that of rank ⌈0.9 n⌉
    (docs/rules/complaints.md#delays).
    """
    if valeurs:
        return Fraction(sorted(valeurs)[-(-9 * len(valeurs) // 10) - 1])
    return None


def compute_moyenne(valeurs: Sequence[int]) -> Fraction | None:
    """Return the mean, None over nothing."""
    if valeurs:
        return Fraction(sum(valeurs), len(valeurs))
    return None
