"""Write dates, numbers and turns of phrase as a careful civil servant does. Values become texts
here and nowhere else.

No-break spaces follow the Imprimerie nationale: narrow (U+202F) before ; ! ? %, in thousands and in
hours; full (U+00A0) before : and inside « ». Apostrophes are left as they were typed.

No library: Babel writes « 1 décembre » for « 1er décembre », and no turn of phrase; `locale` says
what is installed on the machine.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.coordinates import gather_runs

FINE = "\u202f"
INSECABLE = "\u00a0"
MOINS = "\u2212"
NON_MESURE = "non mesuré"
NON_RENSEIGNE = (
    "non renseigné"  # a required text that is empty (docs/rules/workbooks.md#severity)
)

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Nombre = int | Fraction | Decimal
DEMI = Fraction(1, 2)


# -- dates -----------------------------------------------------------------------------------------


def format_date(d: dt.date) -> str:
    """Return « 10 décembre 2026 », « 1er décembre 2026 »."""
    return f"{'1er' if d.day == 1 else d.day} {format_month(d)}"


def format_short_date(d: dt.date) -> str:
    """Return « 10/12/2026 »."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"


def format_long_date(d: dt.date) -> str:
    """Return « jeudi 10 décembre 2026 »."""
    return f"{_JOURS[d.weekday()]} {format_date(d)}"


def format_month(d: dt.date) -> str:
    """Return « novembre 2025 »."""
    return f"{MOIS[d.month - 1]} {d.year}"


def format_hour(t: dt.time) -> str:
    """Return « 14 h 30 », « 14 h »."""
    if t.minute:
        return f"{t.hour}{FINE}h{FINE}{t.minute:02}"
    return f"{t.hour}{FINE}h"


def format_period(du: dt.date, au: dt.date) -> str:
    """Return « du 1er novembre 2025 au 31 octobre 2026 », or « le 3 mai 2026 » for one day."""
    if du == au:
        return f"le {format_date(du)}"
    return f"du {format_date(du)} au {format_date(au)}"


# -- numbers ---------------------------------------------------------------------------------------


def round_half_up(x: Nombre, decimales: int) -> Decimal:
    """Round `x` half up, away from zero (docs/rules/printing.md#rounding), exactly: no binary
    fraction comes in between.
    """
    exact = Fraction(x)
    chiffres = math.floor(abs(exact) * 10**decimales + DEMI)
    return Decimal(f"{chiffres if exact >= 0 else -chiffres}e{-decimales}")


def format_number(x: Nombre, decimales: int | None = None) -> str:
    """Return « 1 234,5 », with `decimales` decimals, rounded half up.

    Without `decimales`: as exactly as three decimals can, else one decimal.
    """
    if decimales is None:
        decimales = count_useful_decimals(Fraction(x))
    valeur = round_half_up(x, decimales)
    entier, _, apres = f"{valeur.copy_abs():f}".partition(".")
    milliers = f"{int(entier):,}".replace(",", FINE)
    return (MOINS if valeur < 0 else "") + milliers + (f",{apres}" if apres else "")


def count_useful_decimals(x: Fraction) -> int:
    """Return how many decimals print `x` exactly: three at most, else one."""
    return next((n for n in range(4) if (x * 10**n).denominator == 1), 1)


def format_rate(fraction: Fraction | None, decimales: int = 1) -> str:
    """Return « 81,3 % » for 13/16, with one decimal unless more are asked for; « non mesuré » for
    None.
    """
    if fraction is None:
        return NON_MESURE
    return f"{format_number(fraction * 100, decimales)}{FINE}%"


def format_points(x: Fraction) -> str:
    """Return a change in points: « +2,3 points », « −1,0 point »; no sign when it
    rounds to zero.
    """
    valeur = round_half_up(x, 1)
    signe = "+" if valeur > 0 else ""
    return f"{signe}{format_number(x, 1)} {'points' if abs(valeur) >= 2 else 'point'}"


def format_count(n: Nombre, singulier: str, pluriel: str | None = None) -> str:
    """Return « 3 réclamations », « 1,5 jour »: plural from two on.

    Without `pluriel`, an s is added unless the word ends in s, x or z.
    """
    return f"{format_number(n)} {_agree(n, singulier, pluriel)}"


def _agree(n: Nombre, singulier: str, pluriel: str | None) -> str:
    """Return the words that follow a number, as it is printed: « 2,0 jours »."""
    if -2 < round_half_up(n, count_useful_decimals(Fraction(n))) < 2:
        return singulier
    if pluriel is None:
        if singulier.endswith(("s", "x", "z")):
            return singulier
        return f"{singulier}s"
    return pluriel


_EN_LETTRES = (
    "Zéro",
    "Un",
    "Deux",
    "Trois",
    "Quatre",
    "Cinq",
    "Six",
    "Sept",
    "Huit",
    "Neuf",
    "Dix",
    "Onze",
    "Douze",
    "Treize",
    "Quatorze",
    "Quinze",
    "Seize",
)


def open_with_count(
    n: int, singulier: str, pluriel: str | None = None, *, feminin: bool = False
) -> str:
    """Return the beginning of a sentence that counts, never a figure: « Trois documents »,
    « Une modalité », « Au total, 661 réponses ».
    """
    if not 0 < n < len(_EN_LETTRES):
        return f"Au total, {format_count(n, singulier, pluriel)}"
    return capitalise_first(spell_count(n, singulier, pluriel, feminin=feminin))


def spell_count(
    n: int, singulier: str, pluriel: str | None = None, *, feminin: bool = False
) -> str:
    """Return a small count in letters, inside a sentence that counts in letters: « trois
    documents », « une modalité »; from 17 on, in figures.
    """
    if not 0 < n < len(_EN_LETTRES):
        return format_count(n, singulier, pluriel)
    mot = "une" if feminin and n == 1 else _EN_LETTRES[n].lower()
    return f"{mot} {_agree(n, singulier, pluriel)}"


def write_count(
    n: Nombre, singulier: str, pluriel: str | None = None, *, feminin: bool = False
) -> str:
    """Return a count inside a sentence of figures: « 86 réclamations », but « une réclamation »."""
    if n == 1:
        return spell_count(1, singulier, pluriel, feminin=feminin)
    return format_count(n, singulier, pluriel)


def format_compared(n: Nombre, aucun: str) -> str:
    """Return a number that another is compared with: « 86 », « aucune » for none."""
    return format_number(n) if n else aucun


# -- sentences -------------------------------------------------------------------------------------


def join_words(elements: Sequence[str], mot: str = "et") -> str:
    """Return « A, B et C »; "" when there is none."""
    if len(elements) < 2:
        return "".join(elements)
    return f"{', '.join(elements[:-1])} {mot} {elements[-1]}"


PLAGES = 6
"""Ranges of rows that a sentence can hold."""


def format_rows(numeros: Sequence[int]) -> str:
    """Return the rows of a sheet, rising: « ligne 12 », « lignes 2 à 51, 60 et 63 à 70 »; the two
    ends alone when there are too many ranges.
    """
    plages = gather_runs(numeros, lambda avant, n: n == avant + 1)
    if len(plages) > PLAGES:
        return f"lignes {numeros[0]} à {numeros[-1]}, en {len(plages)} endroits"
    mot = "ligne" if len(numeros) == 1 else "lignes"
    return f"{mot} {join_words([' à '.join(map(str, plage)) for plage in plages])}"


def capitalise_first(texte: str) -> str:
    """Return the same text, its first letter a capital, accent kept."""
    return texte[:1].upper() + texte[1:]


AVEC_CIVILITE = re.compile(
    r"(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle)\s+(?=\S)", re.IGNORECASE
)
"""A civility, before the function or the name that it was typed with."""


def lower_first(texte: str) -> str:
    """Return the same text, its first letter small, unless it begins with an acronym or
    a civility.
    """
    if texte[1:2].isupper() or AVEC_CIVILITE.match(texte):
        return texte
    return texte[:1].lower() + texte[1:]


# -- typography ------------------------------------------------------------------------------------

_SUITE = r"[^\s«»]*[^\s«».,;:!?)]"
_INTACT = re.compile(
    rf"(?:https?://|ftp://|mailto:|www\.|[A-Za-z]:\\|\\\\){_SUITE}"
    rf"|(?<![^\s«»])[^\s«»]+@{_SUITE}"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)
_JETON = "\ue000"  # stands for a piece left alone; a private character that no font draws
_ESPACES = r"[ \t\u00a0\u2009\u202f]*"
_GUILLEMET_OUVRANT = re.compile(rf"«{_ESPACES}(?=\S)")
_GUILLEMET_FERMANT = re.compile(rf"(?<=[^\s«]){_ESPACES}»")
_POUR_CENT = re.compile(rf"(?<=\d){_ESPACES}%(?!\w)")
_SIGNES = re.compile(
    rf"(?<=[^\s«(\[{{;:!?]){_ESPACES}([!?]+(?=[\s»)\]}}.,…]|$)|[;:!?]+(?=[\s»]|$))"
)


def typeset(texte: str) -> str:
    """Return a text typed by hand with the no-break spaces of French, before ; : ! ? % » and after
    «.

    Addresses, e-mails, paths and times (14:30) are left alone, and so are apostrophes.
    """
    garde: list[str] = []

    def hide(trouve: re.Match[str]) -> str:
        garde.append(trouve[0])
        return _JETON

    corrige = _INTACT.sub(hide, texte.replace(_JETON, ""))
    corrige = _GUILLEMET_OUVRANT.sub(f"«{INSECABLE}", corrige)
    corrige = _GUILLEMET_FERMANT.sub(f"{INSECABLE}»", corrige)
    corrige = _POUR_CENT.sub(f"{FINE}%", corrige)
    corrige = _SIGNES.sub(
        lambda signe: (INSECABLE if signe[1][0] == ":" else FINE) + signe[1], corrige
    )
    suite = iter(garde)
    return re.sub(_JETON, lambda _: next(suite), corrige)
