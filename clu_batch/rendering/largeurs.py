"""How wide the columns of a table are: their shares of the text, but never less than their longest
word, which is not cut in two.

No font is read: the widths are those of Arial, in families of letters, rounded up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, combinations, product
from math import ceil

TWIPS = 20  # in a point
FAMILLES = (  # widths in thousandths of the size of the letters
    (frozenset("iljtfrI.,;:!|'’()[] \u00a0\u202f"), 335),
    (frozenset("mwMW%…—"), 1000),
    (frozenset("ABCDEFGHKNOPQRSTUVXYZÀÂÇÉÈÊËÎÏÔÙÛ&"), 780),
)
ORDINAIRE = 556
GRAS = 1.08
COUPE = 1.06  # what the ends of lines lose, words being whole
LIGNES, RANGEES = (
    3,
    120,
    # a table whose cells have no more lines is well as it is; the rows that are looked at, the
    # highest
)
PAS = (240, 720)  # what a column gives to another at once, in twentieths of a point
_COUPURE = re.compile(r"[ \t\n]+|(?<=[^\W\d]-)(?=[^\W\d])")


def minimum(entete: str, cellules: Iterable[str], corps: float) -> int:
    """The width of the longest word of a column, its heading being in bold, for letters of `corps`
    points; in twentieths of a point.
    """
    mots = max(map(_mot, cellules), default=0)
    return round(max(mots, _mot(entete) * GRAS) * corps * TWIPS / 1000)


def _mot(texte: str) -> int:
    """The width of the longest word, in thousandths of the size of the letters; a line ends at a
    space, or after a hyphen between letters: « P-2026-1 » is one word.
    """
    return max((sum(map(_signe, mot)) for mot in _COUPURE.split(texte) if mot), default=0)


def _signe(signe: str) -> int:
    return next((largeur for signes, largeur in FAMILLES if signe in signes), ORDINAIRE)


def repartir(parts: Sequence[int], minimums: Sequence[int], largeur: int) -> list[int]:
    """`largeur` shared as `parts`, each share raised to its minimum at the expense of the others;
    when there is no room for all the minimums, in their proportion. The sum is `largeur`.
    """
    if sum(minimums) >= largeur:
        return _partager(minimums, largeur)
    fixes: set[int] = set()
    while True:
        libres = [i for i in range(len(parts)) if i not in fixes]
        reste = largeur - sum(minimums[i] for i in fixes)
        partagee = dict(zip(libres, _partager([parts[i] for i in libres], reste), strict=True))
        trop_etroites = {i for i in libres if partagee[i] < minimums[i]}
        if not trop_etroites:
            return [partagee.get(i, minimums[i]) for i in range(len(parts))]
        fixes |= trop_etroites


def _partager(parts: Sequence[int], largeur: int) -> list[int]:
    """`largeur` shared according to `parts`, to the last unit."""
    shares: list[int] = []
    for done in accumulate(parts):
        shares.append(largeur * done // sum(parts) - sum(shares))
    return shares


def equilibrer(
    largeurs: Sequence[int],
    minimums: Sequence[int],
    colonnes: Sequence[Sequence[str]],
    corps: float,
    marges: int,
) -> list[int]:
    """The same total, columns giving room to others as long as the high rows of the table get
    lower.

    `colonnes`: the cells of each column; `marges`: left and right of a cell. A table of short cells
    is left as it is.
    """
    taille = corps * TWIPS * COUPE / 1000
    longueurs = [
        [[sum(map(_signe, ligne)) * taille for ligne in cellule.split("\n")] for cellule in colonne]
        for colonne in colonnes
    ]

    def hauteurs(rang: int, largeur: int) -> list[int]:
        return [
            sum(ceil(longueur / (largeur - marges)) or 1 for longueur in cellule)
            for cellule in longueurs[rang]
        ]

    connues = {(rang, largeur): hauteurs(rang, largeur) for rang, largeur in enumerate(largeurs)}
    rangees = list(map(max, zip(*connues.values(), strict=True)))
    hautes = sorted(range(len(rangees)), key=lambda n: -rangees[n])[:RANGEES]
    if not rangees or rangees[hautes[0]] <= LIGNES:
        return list(largeurs)
    longueurs = [[cellules[n] for n in hautes] for cellules in longueurs]
    connues = {}

    def totale(essai: Sequence[int]) -> int:
        for cle in enumerate(essai):
            if cle not in connues:
                connues[cle] = hauteurs(*cle)
        return sum(map(max, zip(*(connues[cle] for cle in enumerate(essai)), strict=True)))

    return _descendre(list(largeurs), minimums, totale)


def _descendre(
    largeurs: list[int], minimums: Sequence[int], totale: Callable[[Sequence[int]], int]
) -> list[int]:
    """The widths from which no gift makes the total lower, each gift made being the best one; the
    first of equals.

    A column gives to another, or to two at once: two cells as high as each other are lowered
    together.
    """
    rangs = range(len(largeurs))
    dons = [
        (donne, recoivent)
        for n in (1, 2)
        for recoivent in combinations(rangs, n)
        for donne in rangs
        if donne not in recoivent
    ]
    while True:
        essais = []
        for (donne, recoivent), pas in product(dons, PAS):
            if largeurs[donne] - pas * len(recoivent) >= minimums[donne]:
                essai = largeurs.copy()
                essai[donne] -= pas * len(recoivent)
                for recoit in recoivent:
                    essai[recoit] += pas
                essais.append(essai)
        meilleur = min(essais, key=totale, default=largeurs)
        if totale(meilleur) >= totale(largeurs):
            return largeurs
        largeurs = meilleur
