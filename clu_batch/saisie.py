"""Tolerant reading of what a person typed: dates, hours, numbers, yes or no, choices.

Each `lire_…` takes a value as a cell holds it (str, float, int, bool, date, datetime, time, timedelta; None or a blank when empty) and
gives a `Lu`: the value, or None with the kind of defect, or the value with something to mention. The contract is page 1 of the design.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from clu_batch.defauts import cellules
from clu_batch.problems import Defaut

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lu(Generic[T]):
    """What was understood: `valeur` (None: nothing), and the `defaut` to report with its `faits` (the typed value is one of none)."""

    valeur: T | None = None
    defaut: Defaut | None = None
    faits: Mapping[str, object] = field(default_factory=dict)


# -- texts ---------------------------------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"_x00([01][0-9A-Fa-f])_")  # Excel writes a control character so, and some programs leave it in the text
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_BORDS = " \t\n\r\u200c\u200d\u200e\u200f\u00ad\u00a0\u202f\u2007\u2009\u3000"
_PLIS = str.maketrans(
    {"œ": "oe", "æ": "ae", "°": "o", "'": " ", "’": " ", "‘": " ", "ʼ": " ", "`": " ", "´": " ", "_": " ", "\u00ad": "", "\u200b": ""}
    | dict.fromkeys("-‐‑‒–—−", " ")
    | dict.fromkeys("\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)


def nettoyer(text: str) -> str:
    """A typed text without blanks around it nor invisible characters; its inner line breaks are kept as newlines, accents are composed."""
    if "_x00" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x85", "\n"))
    return unicodedata.normalize("NFC", text).strip(_BORDS).strip().strip(_BORDS)


def plier(text: str) -> str:
    """A text folded for comparison: without case, accents, hyphens, apostrophes, nor invisible characters, words apart by one space."""
    if text.isascii():
        folded = text.casefold()
    else:
        folded = unicodedata.normalize("NFKD", text.replace("≠", "!=")).casefold()
        folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = folded.translate(_PLIS).replace(">=", "≥").replace("<=", "≤").replace("!=", "≠")
    return " ".join(_INVISIBLE.sub("", folded).split())


def serrer(text: str) -> str:
    """A text folded for comparison, without any space: for names of sheets and headers, where spaces do not matter."""
    return plier(text).replace(" ", "")


def racine(text: str) -> str:
    """A folded text whose words have lost the marks of feminine and plural: « Présentes », « présent(e) » -> « present »."""
    words = re.sub(r"[(·.](?:e|s|es|e·s)\)?(?=\W|$)", "", plier(text)).split()
    return " ".join(re.sub(r"e*[sx]?$", "", word) if len(word) > 3 else word for word in words)


def proche(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that looks most like `name`, or None when nothing is close."""
    known = {serrer(candidate): candidate for candidate in candidates}
    close = difflib.get_close_matches(serrer(name), known, n=1, cutoff=0.7)
    return known[close[0]] if close else None


def montrer(value: object) -> str:
    """A value as the person sees it in the cell: 12/03/2026, 14:30, 0,85, VRAI."""
    match value:
        case None:
            return ""
        case bool():
            return "VRAI" if value else "FAUX"
        case dt.datetime():
            return f"{value:%d/%m/%Y}" if value.time() == dt.time() else f"{value:%d/%m/%Y %H:%M}"
        case dt.date():
            return f"{value:%d/%m/%Y}"
        case dt.time():
            return f"{value:%H:%M}"
        case dt.timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case int() | float():
            return format(comme_tape(value), "f").replace(".", ",")
    return str(value)


def comme_tape(value: float) -> Decimal:
    """A number of a cell as it was typed: Excel shows 15 digits at most, and 0.1 + 0.2 is 0.3 there. ValueError if it is not finite."""
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        raise ValueError("not a finite number")
    return number.quantize(Decimal(1)) if number == number.to_integral_value() and number.adjusted() < 25 else number


def vide(value: object) -> bool:
    """Whether a cell holds nothing: None, or a text of blanks and invisible characters."""
    return value is None or (isinstance(value, str) and not nettoyer(value))


def lire_texte(value: object) -> Lu[str]:
    """A text; what Excel took for a number, a date or a truth value is put back as it is seen (30000.0 -> « 30000 »)."""
    if vide(value):
        return Lu()
    if not isinstance(value, str):
        return Lu(montrer(value))
    text = nettoyer(value)
    if len(text) >= LONGUEUR_MAXIMALE:
        return Lu(text, cellules.TEXTE_AU_MAXIMUM, {"longueur": len(text)})
    return Lu(text)


LONGUEUR_MAXIMALE = 32_767
"""Characters that an Excel cell can hold: a text of that length has probably lost its end."""

# -- dates ---------------------------------------------------------------------------------------------------------------

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MOIS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6, "juillet": 7,
    "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_SEMAINE = r"(?:(?P<semaine>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\b[.,]? ?)?"
_HEURE = r"(?:(?:,? | a |t)(?P<heure>\d{1,2} ?(?:[:h] ?\d{0,2}(?::\d{2}(?:\.\d+)?)?)z?))?"
_CHIFFRES = re.compile(rf"{_SEMAINE}(?:le )?(?P<a>\d{{1,2}}) ?[ /.] ?(?P<b>\d{{1,2}})(?: ?[ /.] ?(?P<annee>\d{{4}}|\d{{2}}))?\.?{_HEURE}")
_LETTRES = re.compile(rf"{_SEMAINE}(?:le )?(?P<a>\d{{1,2}})(?:er)? (?P<mois>{'|'.join(_MOIS)})\b\.?(?: ?(?P<annee>\d{{4}}|\d{{2}}))?{_HEURE}")
_ISO = re.compile(rf"(?P<annee>\d{{4}}) ?[ /.] ?(?P<b>\d{{1,2}}) ?[ /.] ?(?P<a>\d{{1,2}}){_HEURE}")
_SANS_JOUR = re.compile(rf"(?:{'|'.join(_MOIS)})\.? ?(?:\d{{4}}|\d{{2}})|\d{{1,2}} ?[/.] ?\d{{4}}")
_EPOQUE = dt.date(1899, 12, 30)
_EPOQUE_1904 = dt.date(1904, 1, 1)
_SERIE = (20_000, 80_000)


def lire_date(value: object, *, epoque_1904: bool = False) -> Lu[dt.date]:
    """A date, never month first; an hour is dropped. `epoque_1904`: the calendar of the workbook, for an unformatted number.

    Whether the date is plausible (after 2000, not too far) is for `hors_horizon`, which knows the day of the run.
    """
    if vide(value):
        return Lu()
    if isinstance(value, dt.datetime):
        return Lu(value.date())
    if isinstance(value, dt.date):
        return Lu(value)
    if isinstance(value, str):
        return _date_de_texte(nettoyer(value), epoque_1904)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _date_de_serie(float(value), epoque_1904)
    return Lu(None, cellules.DATE_ILLISIBLE)


def _date_de_serie(value: float, epoque_1904: bool) -> Lu[dt.date]:
    if not _SERIE[0] <= value <= _SERIE[1]:
        return Lu(None, cellules.DATE_ILLISIBLE)
    date = (_EPOQUE_1904 if epoque_1904 else _EPOQUE) + dt.timedelta(days=int(value))
    return Lu(date, cellules.DATE_SANS_FORMAT, {"lu": montrer(date)})


def _date_de_texte(text: str, epoque_1904: bool) -> Lu[dt.date]:
    folded = plier(text)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", folded):
        return _date_de_serie(float(folded.replace(",", ".")), epoque_1904)
    match = _ISO.fullmatch(folded) or _CHIFFRES.fullmatch(folded) or _LETTRES.fullmatch(folded)
    if not match:
        return Lu(None, cellules.DATE_SANS_JOUR if _SANS_JOUR.fullmatch(folded) else cellules.DATE_ILLISIBLE)
    parts = match.groupdict()
    if not parts["annee"]:
        return Lu(None, cellules.DATE_SANS_ANNEE)
    year = int(parts["annee"]) + (2000 if len(parts["annee"]) == 2 else 0)
    day, month = int(parts["a"]), _MOIS[parts["mois"]] if "mois" in parts else int(parts["b"])
    try:
        date = dt.date(year, month, day)
    except ValueError:
        swapped = match.re is _CHIFFRES and day <= 12 < month <= 31
        return Lu(None, cellules.DATE_MOIS_EN_PREMIER if swapped else cellules.DATE_IMPOSSIBLE)
    if parts.get("semaine") and not JOURS[date.weekday()].startswith(parts["semaine"]):
        return Lu(date, cellules.JOUR_DE_SEMAINE, {"jour": JOURS[date.weekday()]})
    if len(parts["annee"]) == 2:
        return Lu(date, cellules.ANNEE_SUR_DEUX_CHIFFRES, {"lu": montrer(date)})
    return Lu(date)


def jour_et_mois_ambigus(value: object) -> bool:
    """Whether a date was typed as a text whose day and month could be exchanged: « 03/12/2026 »."""
    match = _CHIFFRES.fullmatch(plier(nettoyer(value))) if isinstance(value, str) else None
    return bool(match and not match["semaine"] and int(match["a"]) <= 12 and int(match["b"]) <= 12)


def hors_horizon(date: dt.date, j: dt.date, horizon: int) -> Lu[dt.date] | None:
    """The defect of a date before 2000 or more than `horizon` days after J, None when the date is plausible."""
    if date.year < 2000:
        return Lu(None, cellules.DATE_TROP_ANCIENNE)
    if (date - j).days > horizon:
        return Lu(None, cellules.DATE_TROP_LOINTAINE, {"limite": montrer(j + dt.timedelta(days=horizon + 1))})
    return None


def lire_reunion(value: object, *, epoque_1904: bool = False) -> Lu[dt.date | str]:
    """What names a meeting: its date, or else its N° as a text."""
    date = lire_date(value, epoque_1904=epoque_1904)
    if date.valeur is not None:
        return Lu(date.valeur, date.defaut, date.faits)
    if isinstance(value, str) and date.defaut in {cellules.DATE_IMPOSSIBLE, cellules.DATE_MOIS_EN_PREMIER}:
        return Lu(None, date.defaut, date.faits)
    text = lire_texte(value)
    return Lu(text.valeur, text.defaut, text.faits)


# -- hours ---------------------------------------------------------------------------------------------------------------

_TEXTE_HEURE = re.compile(r"(?:a )?(\d{1,2}) ?(?:h|heures?|:) ?(\d{2})?(?: ?(?:min|mn|m)|:(\d{2}))?")


def lire_heure(value: object) -> Lu[dt.time]:
    """An hour of the day, to the minute; a text such as « 14h30 », « 14 h » or « 14:30 » is understood."""
    if vide(value):
        return Lu()
    match value:
        case dt.datetime():
            return Lu(_minute(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6))
        case dt.time():
            return Lu(_minute(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6))
        case dt.timedelta() if 0 <= value.total_seconds() < 86_400:
            return Lu(_minute(value.total_seconds()))
        case float() if 0 < value < 1:
            hour = _minute(value * 86_400)
            return Lu(hour, cellules.HEURE_SANS_FORMAT, {"lu": montrer(hour)})
        case str():
            found = _TEXTE_HEURE.fullmatch(plier(nettoyer(value)))
            if found and int(found[1]) < 24 and int(found[2] or 0) < 60 and (found[2] or ":" not in value):
                return Lu(dt.time(int(found[1]), int(found[2] or 0)))
    return Lu(None, cellules.HEURE_ILLISIBLE)


def _minute(seconds: float) -> dt.time:
    minutes = min(round(seconds / 60), 24 * 60 - 1)
    return dt.time(minutes // 60, minutes % 60)


# -- numbers -------------------------------------------------------------------------------------------------------------

_NOMBRE = re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?|[+-]?[.,]\d+")
_MILLIERS_A_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")


def _decimal(text: str) -> Decimal | None:
    text = " ".join(text.replace("\u2212", "-").split())
    if _MILLIERS_A_POINTS.fullmatch(text):
        text = text.replace(".", "")
    return Decimal(text.replace(" ", "").replace(",", ".")) if _NOMBRE.fullmatch(text) and text.isascii() else None


def lire_nombre(value: object) -> Lu[Decimal]:
    """A number as it was typed: 0.85 is exactly Decimal("0.85"); the text « 1 234,5 » is understood."""
    if vide(value):
        return Lu()
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Lu(None, cellules.NOMBRE_DEVENU_DATE)
    number: Decimal | None = None
    if isinstance(value, str):
        number = _decimal(nettoyer(value))
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300:
        number = comme_tape(value)
    elif isinstance(value, Decimal):
        number = value
    if number is None:
        return Lu(None, cellules.NOMBRE_ILLISIBLE)
    return Lu(number, cellules.NOMBRE_NEGATIF if number < 0 else None)


def lire_entier(value: object) -> Lu[int]:
    """A whole number, zero or more: everything counted in the workbooks is."""
    number = lire_nombre(value)
    if number.valeur is None:
        return Lu(None, number.defaut, number.faits)
    if number.valeur != number.valeur.to_integral_value():
        return Lu(None, cellules.ENTIER_ATTENDU)
    return Lu(None, cellules.ENTIER_NEGATIF) if number.valeur < 0 else Lu(int(number.valeur))


def lire_pourcentage(value: object) -> Lu[Fraction]:
    """A percent as a fraction of 1: 0 to 1 is a fraction, above 1 to 100 is percent, « 87,5 % » is percent, a bare 1 is 100 %."""
    explicit = isinstance(value, str) and nettoyer(value).endswith("%")
    number = lire_nombre(nettoyer(value)[:-1].rstrip() or "?" if explicit and isinstance(value, str) else value)
    if number.valeur is None:
        translated = cellules.POURCENTAGE_ILLISIBLE if number.defaut is cellules.NOMBRE_ILLISIBLE else number.defaut
        return Lu(None, translated, number.faits)
    if not 0 <= number.valeur <= 100:
        return Lu(None, cellules.POURCENTAGE_HORS_BORNES)
    if explicit or number.valeur > 1:
        return Lu(Fraction(number.valeur) / 100)
    return Lu(Fraction(number.valeur), cellules.POURCENTAGE_UN if number.valeur == 1 else None)


# -- words ---------------------------------------------------------------------------------------------------------------

_OUI = frozenset({"oui", "o", "x", "vrai", "true", "1", "yes", "✓", "✔", "☑", "☒"})
_NON = frozenset({"non", "n", "faux", "false", "0", "no", "☐"})


def lire_oui_non(value: object) -> Lu[bool]:
    """Yes or no, in any of the ways a person ticks a box; an empty cell is None, its column says what that means."""
    if vide(value):
        return Lu()
    if isinstance(value, bool):
        return Lu(value)
    word = plier(lire_texte(value).valeur or "")
    if word in _OUI:
        return Lu(True)
    return Lu(False) if word in _NON else Lu(None, cellules.OUI_NON_ATTENDU)


class Choix:
    """A closed list, ready to recognise what is typed: canonical spellings, and abbreviated entries of some of them."""

    def __init__(self, choices: Sequence[str], short: Mapping[str, str] | None = None) -> None:
        self.choices = tuple(choices)
        self._exact = {plier(choice): choice for choice in self.choices}
        self._exact |= {plier(typed): choice for typed, choice in (short or {}).items() if plier(typed) not in self._exact}
        roots: dict[str, list[str]] = {}
        for choice in self.choices:
            roots.setdefault(racine(choice), []).append(choice)
        self._roots = {root: same[0] for root, same in roots.items() if len(same) == 1}

    def lire(self, value: object) -> Lu[str]:
        """The canonical spelling of a typed choice; case, accents, feminine and plural do not matter."""
        if vide(value):
            return Lu()
        liste = {"choix": ", ".join(self.choices)}
        if isinstance(value, dt.date):
            return Lu(None, cellules.CHOIX_DEVENU_DATE, liste)
        text = lire_texte(value).valeur or ""
        found = self._exact.get(plier(text)) or self._exact.get(plier(text).rstrip(" .;,:!")) or self._roots.get(racine(text))
        if found:
            return Lu(found)
        close = proche(text, self.choices)
        return Lu(None, cellules.CHOIX_PROCHE, {**liste, "proche": close}) if close else Lu(None, cellules.CHOIX_INCONNU, liste)


def lire_choix(value: object, choices: Sequence[str], short: Mapping[str, str] | None = None) -> Lu[str]:
    """The canonical spelling of a choice typed alone (for a whole column, keep a `Choix`)."""
    return Choix(choices, short).lire(value)
