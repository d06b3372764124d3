"""Rates, changes, intervals and states: the arithmetic that all indicators share
(docs/rules/satisfaction.md#rates, docs/rules/complaints.md#delays,
docs/rules/commitments.md#states, docs/rules/printing.md#rounding).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from clu_batch.rules.model import Indicateur, Mesure, Periode, Valeur

POURCENT, NOMBRE, DATE, NOTE = "%", "nombre", "date", "note"

ATTEINT, PARTIELLEMENT, NON_ATTEINT = "atteint", "partiellement atteint", "non atteint"
NON_MESURE, SANS_CIBLE = "non mesuré", "sans cible"

SANS_OBJET = "sans objet"

INDECIS = ""
"""The state that cannot be told: answers that nobody can read could change it."""

PART_ILLISIBLE, ILLISIBLES_AU_MOINS = Fraction(5, 100), 3
"""Above this share of answers that nobody can read, and from this number on, no rate is told.

One in twenty is more than a slip of the keyboard.
"""

Z = 1.959964
"""Normal quantile of a 95 % interval (docs/rules/satisfaction.md#interval)."""
SEUIL_DE_Z = Fraction(196, 100)


@dataclass(frozen=True, slots=True)
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
    """An indicator without target nor test; `precedente` None: it is not compared."""
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
    """A count: neither numerator nor denominator."""
    return Mesure(Fraction(n))


def compute_taux(numerateur: int, denominateur: int) -> Mesure:
    """A rate with its base; over nothing it is not measured, never 0."""
    valeur = Fraction(numerateur, denominateur) if denominateur else None
    return Mesure(valeur, numerateur, denominateur)


def has_too_many_illisibles(illisibles: int, lues: int) -> bool:
    """Whether the answers that nobody can read are too many.

    `lues`: those that could be read, expressed or excluded.
    """
    if illisibles < ILLISIBLES_AU_MOINS:
        return False
    return Fraction(illisibles, illisibles + lues) > PART_ILLISIBLE


def add_illisibles(mesure: Mesure, illisibles: int, lues: int, bornes: tuple[int, int]) -> Mesure:
    """The measure with what nobody can read beside it, or no value when it is too much.

    `bornes`: the numerator if all of them were read as dissatisfied, then as satisfied.
    """
    if not illisibles:
        return mesure
    if has_too_many_illisibles(illisibles, lues):
        return withhold(mesure, illisibles)
    total = (mesure.denominateur or 0) + illisibles
    extremes = Fraction(bornes[0], total), Fraction(bornes[1], total)
    return replace(mesure, illisibles=illisibles, bornes=extremes)


def withhold(mesure: Mesure, illisibles: int) -> Mesure:
    """The same measure, its value not told."""
    return Mesure(None, None, mesure.denominateur, illisibles, retenue=True)


def compute_ecart(actuelle: Mesure, precedente: Mesure | None, unite: str) -> Fraction | None:
    """The change from one period to the next: points for a percentage, else the plain difference,
    of unrounded values (docs/rules/printing.md#rounding).
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
) -> str:
    """Whether a target is reached; equality is (docs/rules/commitments.md#states). `tolerance`: in
    the same unit, a rate as a fraction.
    """
    if not isinstance(valeur, Fraction):
        return NON_MESURE
    if cible is None or sens is None:
        return SANS_CIBLE
    manque = cible - valeur if sens == "≥" else valeur - cible
    if manque <= 0:
        return ATTEINT
    return PARTIELLEMENT if tolerance is not None and manque <= tolerance else NON_ATTEINT


def judge_mesure(
    mesure: Mesure,
    cible: Fraction | None,
    sens: str | None,
    tolerance: Fraction | None = None,
) -> str:
    """The same, of a measure: none when the answers that nobody can read could change it."""
    if mesure.retenue:
        return INDECIS
    dit = judge_etat(mesure.valeur, cible, sens, tolerance)
    if mesure.valeur is None or mesure.bornes is None:
        return dit
    possibles = {judge_etat(borne, cible, sens, tolerance) for borne in mesure.bornes}
    return dit if possibles == {dit} else INDECIS


def compute_interval(mesure: Mesure) -> tuple[float, float] | None:
    """The 95 % Wilson interval of a rate, clipped to [0, 1]; None over nothing
    (docs/rules/satisfaction.md#interval).
    """
    if not mesure.denominateur or mesure.numerateur is None:
        return None
    n, p = mesure.denominateur, mesure.numerateur / mesure.denominateur
    centre, denominateur = p + Z * Z / (2 * n), 1 + Z * Z / n
    marge = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(0.0, (centre - marge) / denominateur), min(1.0, (centre + marge) / denominateur)


def judge_evolution(actuelle: Mesure, precedente: Mesure, minimum: int) -> str:
    """The two-proportion z-test, pooled, at the 5 % level (docs/rules/satisfaction.md#change).

    Both bases must reach max(30, `minimum`). Two periods are compared when both can be read.
    """
    if actuelle.retenue or precedente.retenue:
        return SANS_OBJET
    n1, n2 = actuelle.denominateur or 0, precedente.denominateur or 0
    if min(n1, n2) < max(30, minimum):
        return "peu de réponses"
    k1, k2 = actuelle.numerateur or 0, precedente.numerateur or 0
    commun = Fraction(k1 + k2, n1 + n2)
    if commun in (0, 1):
        return "non significative"
    difference = Fraction(k1, n1) - Fraction(k2, n2)
    variance = commun * (1 - commun) * (Fraction(1, n1) + Fraction(1, n2))
    return "significative" if difference**2 >= SEUIL_DE_Z**2 * variance else "non significative"


def compute_mediane(valeurs: Sequence[int]) -> Fraction | None:
    """The middle value, or the mean of the two middle ones (docs/rules/complaints.md#delays)."""
    if not valeurs:
        return None
    triees, moitie = sorted(valeurs), len(valeurs) // 2
    return (
        Fraction(triees[moitie])
        if len(triees) % 2
        else Fraction(triees[moitie - 1] + triees[moitie], 2)
    )


def compute_ninth_decile(valeurs: Sequence[int]) -> Fraction | None:
    """The value that nine out of ten do not exceed: rank ⌈0.9 n⌉
    (docs/rules/complaints.md#delays).
    """
    return Fraction(sorted(valeurs)[-(-9 * len(valeurs) // 10) - 1]) if valeurs else None


def compute_moyenne(valeurs: Sequence[int]) -> Fraction | None:
    """The mean, None over nothing."""
    return Fraction(sum(valeurs), len(valeurs)) if valeurs else None
