"""What a figure is, and the arithmetic of a rate (docs/rules/satisfaction.md#rates,
docs/rules/commitments.md#states, docs/rules/printing.md#rounding).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from clu_batch.rules.model import Periode

Ligne = Mapping[str, object]
"""A row of a sheet: header -> cell."""

Base = tuple[object, int | None, int | None]
"""A value, its numerator, its denominator."""


@dataclass
class Chiffre:
    """What the control workbook says of an indicator."""

    valeur: object = None
    numerateur: int | None = None
    denominateur: int | None = None
    intervalle: tuple[float, float] | None = None
    precedente: object = None
    ecart: Fraction | None = None
    evolution: str = "sans objet"
    cible: Fraction | None = None
    etat: str = ""
    unite: str = "nombre"
    # when what nobody could read is all dissatisfied, then all satisfied
    extremes: tuple[Fraction, Fraction] | None = None
    retenue: bool = False  # too much of it: nothing is told
    periode: Periode | None = None  # None: that of the meeting


def plie(texte: object) -> str:
    """Without case nor accents."""
    decompose = unicodedata.normalize("NFKD", str(texte)).casefold()
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).split())


def confond(texte: object) -> str:
    """What the spellings of one group have in common (docs/rules/workbooks.md#groups)."""
    mots = plie(texte)
    for signe in "-’'":
        mots = mots.replace(signe, " ")
    return "".join(_au_singulier(mot) for mot in mots.split())


def _au_singulier(mot: str) -> str:
    racine, fin = mot[:-1], mot[-1]
    return racine if fin in "sx" and len(racine) >= 3 and racine[-3:].isalpha() else mot


RIEN = confond("non renseigné")
"""The group of the empty cells."""


def imprimes(cellules: Iterable[object]) -> dict[str, str]:
    """Group -> the spelling that is printed: the most accents, then capitals and small letters,
    then the most frequent, then the first.
    """
    typees = [str(cellule) for cellule in cellules if cellule is not None]
    fois = Counter(typees)
    choisies: dict[str, str] = {}
    for typee in typees:
        retenue = choisies.setdefault(confond(typee), typee)
        if _merite(typee, fois) > _merite(retenue, fois):
            choisies[confond(typee)] = typee
    return choisies | {RIEN: "non renseigné"}


def _merite(mot: str, fois: Mapping[str, int]) -> tuple[int, bool, int]:
    accents = sum(plie(lettre) != lettre.casefold() for lettre in mot if lettre.isalpha())
    return accents, not (mot.isupper() or mot.islower()), fois[mot]


def taux(k: int, n: int) -> Base:
    return (Fraction(k, n) if n else None), k, n


def wilson(k: int, n: int) -> tuple[float, float] | None:
    if not n:
        return None
    z, p = 1.959964, k / n
    milieu, demi = p + z * z / (2 * n), z * (p * (1 - p) / n + (z / (2 * n)) ** 2) ** 0.5
    bas, haut = (milieu - demi) / (1 + z * z / n), (milieu + demi) / (1 + z * z / n)
    return min(max(bas, 0.0), 1.0), min(max(haut, 0.0), 1.0)


def evolution(k1: int, n1: int, k2: int, n2: int, minimum: int) -> str:
    if n1 < max(30, minimum) or n2 < max(30, minimum):
        return "peu de réponses"
    if k1 + k2 in (0, n1 + n2):
        return "non significative"
    with localcontext() as precis:
        precis.prec = 60
        p1, p2, p = Decimal(k1) / n1, Decimal(k2) / n2, Decimal(k1 + k2) / (n1 + n2)
        z = (p1 - p2) / (p * (1 - p) * (1 / Decimal(n1) + 1 / Decimal(n2))).sqrt()
    return "significative" if abs(z) >= Decimal("1.96") else "non significative"


def etat(
    valeur: object, cible: Fraction | None, sens: str | None, tolerance: Fraction | None = None
) -> str:
    if not isinstance(valeur, Fraction):
        return "non mesuré"
    if cible is None or sens is None:
        return "sans cible"
    atteint = valeur >= cible if sens == "≥" else valeur <= cible
    if atteint:
        return "atteint"
    return (
        "partiellement atteint"
        if tolerance is not None and abs(valeur - cible) <= tolerance
        else "non atteint"
    )


def trop(illisibles: int, lues: int) -> bool:
    """More than one in twenty, and three at least."""
    return illisibles >= 3 and 20 * illisibles > illisibles + lues


def juge(
    chiffre: Chiffre,
    cible: Fraction | None,
    sens: str | None,
    tolerance: Fraction | None = None,
) -> str:
    """The state, when what nobody could read leaves no other one possible."""
    if chiffre.retenue:
        return ""
    dits = {etat(chiffre.valeur, cible, sens, tolerance)}
    if chiffre.valeur is not None and chiffre.extremes:
        dits |= {etat(extreme, cible, sens, tolerance) for extreme in chiffre.extremes}
    return dits.pop() if len(dits) == 1 else ""


def ecart(valeur: object, avant: object, unite: str) -> Fraction | None:
    if not isinstance(valeur, Fraction) or not isinstance(avant, Fraction):
        return None
    return (valeur - avant) * (100 if unite == "%" else 1)


def compare(maintenant: Base, avant: Base | None, unite: str) -> Chiffre:
    precedente = avant[0] if avant else None
    return Chiffre(
        *maintenant,
        precedente=precedente,
        ecart=ecart(maintenant[0], precedente, unite),
        unite=unite,
    )


def entier(valeur: object) -> int:
    assert isinstance(valeur, int), valeur
    return valeur


def nombre(n: int) -> Base:
    return Fraction(n), None, None


def date_de(valeur: object) -> dt.date | None:
    return valeur if isinstance(valeur, dt.date) else None
