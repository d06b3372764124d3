"""Dates, numbers and turns of phrase as a careful civil servant writes them; the only place where a value becomes a text.

No-break spaces follow the Imprimerie nationale: narrow (U+202F) before ; ! ? %, in thousands and in hours; full (U+00A0) before : and
inside « ». Apostrophes are left as they were typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

FINE = "\u202f"
INSECABLE = "\u00a0"
MOINS = "\u2212"
NON_MESURE = "non mesuré"
NON_RENSEIGNE = "non renseigné"  # a required text that is empty (page 1, erreur)

_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Nombre = int | Fraction | Decimal


# -- dates ---------------------------------------------------------------------------------------------------------------------------------


def date(d: dt.date) -> str:
    """« 10 décembre 2026 », « 1er décembre 2026 »."""
    return f"{'1er' if d.day == 1 else d.day} {mois(d)}"


def date_courte(d: dt.date) -> str:
    """« 10/12/2026 »."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"


def date_longue(d: dt.date) -> str:
    """« jeudi 10 décembre 2026 »."""
    return f"{_JOURS[d.weekday()]} {date(d)}"


def mois(d: dt.date) -> str:
    """« novembre 2025 »."""
    return f"{_MOIS[d.month - 1]} {d.year}"


def heure(t: dt.time) -> str:
    """« 14 h 30 », « 14 h »."""
    return f"{t.hour}{FINE}h{FINE}{t.minute:02}" if t.minute else f"{t.hour}{FINE}h"


def periode(du: dt.date, au: dt.date) -> str:
    """« du 1er novembre 2025 au 31 octobre 2026 », or « le 3 mai 2026 » for one day."""
    return f"le {date(du)}" if du == au else f"du {date(du)} au {date(au)}"


# -- numbers -------------------------------------------------------------------------------------------------------------------------------


def arrondi(x: Nombre, decimales: int) -> Decimal:
    """`x` rounded half up, away from zero (page 2.10), exactly: no binary fraction comes in between."""
    exact = Fraction(x)
    entier, reste = divmod(abs(exact) * 10**decimales, 1)
    chiffres = int(entier) + (2 * reste >= 1)
    return Decimal(chiffres if exact >= 0 else -chiffres).scaleb(-decimales, Context(prec=len(str(chiffres)) + 1))


def nombre(x: Nombre, decimales: int | None = None) -> str:
    """« 1 234,5 »: `decimales` decimals, rounded half up; None: as exactly as three decimals can, else one decimal."""
    if decimales is None:
        decimales = _decimales_utiles(Fraction(x))
    valeur = arrondi(x, decimales)
    entier, _, apres = f"{valeur.copy_abs():f}".partition(".")
    milliers = f"{int(entier):,}".replace(",", FINE)
    return (MOINS if valeur < 0 else "") + milliers + (f",{apres}" if apres else "")


def _decimales_utiles(x: Fraction) -> int:
    return next((n for n in range(4) if (x * 10**n).denominator == 1), 1)


def taux(fraction: Fraction | None) -> str:
    """« 81,3 % » for 13/16, always one decimal; « non mesuré » for None."""
    return NON_MESURE if fraction is None else f"{nombre(fraction * 100, 1)}{FINE}%"


def points(x: Fraction) -> str:
    """A change in points: « +2,3 points », « −1,0 point »; no sign when it rounds to zero."""
    valeur = arrondi(x, 1)
    signe = "+" if valeur > 0 else ""
    return f"{signe}{nombre(x, 1)} {'points' if abs(valeur) >= 2 else 'point'}"


def pluriel(n: Nombre, singulier: str, pluriel: str | None = None) -> str:
    """« 3 réclamations », « 1,5 jour »: plural from two on; without `pluriel`, an s is added unless the word ends in s, x or z."""
    if -2 < n < 2:
        return f"{nombre(n)} {singulier}"
    return f"{nombre(n)} {pluriel or (singulier if singulier.endswith(('s', 'x', 'z')) else singulier + 's')}"


# -- sentences -----------------------------------------------------------------------------------------------------------------------------


def enumeration(elements: Sequence[str], mot: str = "et") -> str:
    """« A, B et C »; "" when there is none."""
    if len(elements) < 2:
        return "".join(elements)
    return f"{', '.join(elements[:-1])} {mot} {elements[-1]}"


PLAGES = 6
"""Ranges of rows that a sentence can hold."""


def lignes(numeros: Sequence[int]) -> str:
    """Rows of a sheet, rising: « ligne 12 », « lignes 2 à 51, 60 et 63 à 70 »; the two ends alone when there are too many ranges."""
    plages: list[list[int]] = []
    for n in numeros:
        if plages and n == plages[-1][-1] + 1:
            plages[-1] = [plages[-1][0], n]
        else:
            plages.append([n])
    if len(plages) > PLAGES:
        return f"lignes {numeros[0]} à {numeros[-1]}, en {len(plages)} endroits"
    mot = "ligne" if len(numeros) == 1 else "lignes"
    return f"{mot} {enumeration([' à '.join(str(n) for n in plage) for plage in plages])}"


def avec_initiale(texte: str) -> str:
    """The same text, its first letter a capital, accent kept."""
    return texte[:1].upper() + texte[1:]


def minuscule_initiale(texte: str) -> str:
    """The same text, its first letter small, unless the first word is an acronym (« UFC-Que Choisir »)."""
    return texte if len(texte) > 1 and texte[1].isupper() else texte[:1].lower() + texte[1:]


_ARTICLE = re.compile(r"(le|la|les)\s+(?=\S)|l['’]", re.IGNORECASE)
_DE = {"le": "du ", "la": "de la ", "les": "des "}
_A = {"le": "au ", "la": "à la ", "les": "aux "}
_APPEL = {"le": "Monsieur le ", "la": "Madame la ", "les": "Mesdames et Messieurs les "}
_VOYELLES = frozenset("aàâeéèêëiîïoôuùûœæ")


def _article(fonction: str) -> tuple[str, str]:
    """The article (« le », « l’ », "" without) and what follows it."""
    trouve = _ARTICLE.match(fonction)
    return (trouve[0].strip().casefold(), fonction[trouve.end() :]) if trouve else ("", fonction)


def de(fonction: str) -> str:
    """« Le délégué » gives « du délégué », « L’élue » « de l’élue », « Association » « d’Association »."""
    article, reste = _article(fonction)
    if article:
        return _DE.get(article, f"de {article}") + reste
    return f"d’{fonction}" if fonction[:1].casefold() in _VOYELLES else f"de {fonction}"


def a(fonction: str) -> str:
    """« Le délégué » gives « au délégué », « La directrice » « à la directrice », « L’élue » « à l’élue »."""
    article, reste = _article(fonction)
    return _A.get(article, f"à {article}") + reste


def appel(fonction: str) -> str:
    """The words that open a letter: « Le délégué » gives « Monsieur le délégué »; without gender, « Madame, Monsieur »."""
    article, reste = _article(fonction)
    return _APPEL[article] + reste if article in _APPEL else "Madame, Monsieur"


# -- typography ----------------------------------------------------------------------------------------------------------------------------

_INTACT = re.compile(r"(?:https?://|ftp://|mailto:|www\.|[A-Za-z]:\\|\\\\)[^\s«»]+|[^\s«»]+@[^\s«»]+|\d{1,2}:\d{2}(?::\d{2})?")
_JETON = "\ue000"  # stands for a piece left alone; a private character that no font draws
_ESPACES = r"[ \t\u00a0\u2009\u202f]*"
_GUILLEMET_OUVRANT = re.compile(rf"«{_ESPACES}(?=\S)")
_GUILLEMET_FERMANT = re.compile(rf"(?<=[^\s«]){_ESPACES}»")
_POUR_CENT = re.compile(rf"(?<=\d){_ESPACES}%(?!\w)")
_SIGNES = re.compile(rf"(?<=[^\s«(\[{{;:!?]){_ESPACES}([!?]+(?=[\s»)\]}}.,…]|$)|[;:!?]+(?=[\s»]|$))")


def typographie(texte: str) -> str:
    """The no-break spaces of French in a text typed by hand, added or put right before ; : ! ? % » and after «.

    Addresses, e-mails, paths and times (14:30) are left alone, and so are apostrophes.
    """
    garde: list[str] = []

    def cache(trouve: re.Match[str]) -> str:
        texte_intact = trouve[0].rstrip(".,;:!?)")
        garde.append(texte_intact)
        return _JETON + trouve[0][len(texte_intact) :]

    corrige = _INTACT.sub(cache, texte.replace(_JETON, ""))
    corrige = _GUILLEMET_OUVRANT.sub(f"«{INSECABLE}", corrige)
    corrige = _GUILLEMET_FERMANT.sub(f"{INSECABLE}»", corrige)
    corrige = _POUR_CENT.sub(f"{FINE}%", corrige)
    corrige = _SIGNES.sub(lambda signe: (INSECABLE if signe[1][0] == ":" else FINE) + signe[1], corrige)
    suite = iter(garde)
    return re.sub(_JETON, lambda _: next(suite), corrige)
