"""Texts: cleaned, folded for comparison, shown as the cell shows them."""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from decimal import Decimal

from clu_batch.defauts import cellules
from clu_batch.saisie.lu import Lu
from clu_batch.saisie.pourcent import Pourcent

_ESCAPE = re.compile(
    r"_x00([01][0-9A-Fa-f])_"
)  # Excel writes a control character so, and some programs leave it in the text
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ENTITE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BORDS = " \t\n\r\u200c\u200d\u200e\u200f\u00ad\u00a0\u202f\u2007\u2009\u3000"
_PLIS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "°": "o",
        "'": " ",
        "’": " ",
        "‘": " ",
        "ʼ": " ",
        "`": " ",
        "´": " ",
        "_": " ",
        "\u00ad": "",
        "\u200b": "",
    }
    | dict.fromkeys("-‐‑‒–—−", " ")
    | dict.fromkeys("\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)


def nettoyer(text: str) -> str:
    """A typed text without blanks around it nor invisible characters; its inner line breaks are
    kept as newlines, accents are composed.
    """
    if "&" in text:
        text = sans_entites(text)
    if "_x00" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if text.isprintable():  # nothing invisible, no blank but the space: the ordinary text
        return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()
    text = _INVISIBLE.sub(
        "",
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\x85", "\n"),
    )
    return unicodedata.normalize("NFC", text).strip(_BORDS).strip().strip(_BORDS)


def sans_entites(text: str) -> str:
    """A text whose signs a web form wrote as HTML entities: « d&#039;attente » is « d'attente ».

    Twice, for some exports escape what was escaped: « &amp;eacute; ».
    """
    for _ in range(2):
        text = _ENTITE.sub(lambda match: html.unescape(match[0]), text)
    return text


def plier(text: str) -> str:
    """A text folded for comparison: without case, accents, hyphens, apostrophes, nor invisible
    characters, words apart by one space.
    """
    if "&" in text:
        text = sans_entites(text)
    if text.isascii():
        folded = text.casefold()
    else:
        folded = unicodedata.normalize("NFKD", text.replace("≠", "!=")).casefold()
        folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = folded.translate(_PLIS).replace(">=", "≥").replace("<=", "≤").replace("!=", "≠")
    return " ".join(_INVISIBLE.sub("", folded).split())


def serrer(text: str) -> str:
    """A text folded for comparison, without any space: for names of sheets and headers, where
    spaces do not matter.
    """
    return plier(text).replace(" ", "")


def intitule(text: str) -> str:
    """A header folded for comparison: the star, colon, dot or question mark that a person adds
    after it does not matter either.
    """
    return serrer(text.rstrip("*:.?… \n\t\u00a0\u202f"))


def sans_precision(text: str) -> str:
    """A header folded for comparison, without a star before it nor what stands in brackets after
    it: « * Durée (min) » -> « duree ».
    """
    return intitule(re.split(r"[(\[]", text.lstrip("*• \n\t\u00a0\u202f"), maxsplit=1)[0])


def singulier(text: str) -> str:
    """A name folded for comparison whose words have lost their plural."""
    return "".join(re.sub(r"(?<=\w{3})[sx]$", "", word) for word in plier(text).split())


def racine(text: str) -> str:
    """A folded text whose words have lost the marks of feminine and plural: « Présentes », «
    présent(e) » -> « present ».
    """
    words = re.sub(r"(?:[(·./](?:es|e|s)\)?)+s?(?=\W|$)", "", plier(text)).split()
    return " ".join(re.sub(r"e*[sx]?$", "", word) if len(word) > 3 else word for word in words)


def numero(text: str) -> str:
    """A number as it is compared: « 2026-01 », « n° 2026/1 » and « 2026-1 » are the same, as are «
    1. », « Point 1 » and « 1 ».
    """
    words = re.findall(r"\d+|[^\W\d_]+", plier(text))
    while len(words) > 1 and words[0] in _AVANT_UN_NUMERO:
        del words[0]
    return " ".join(str(int(word)) if word.isdecimal() else word for word in words) or plier(text)


_AVANT_UN_NUMERO = frozenset({"n", "no", "nr", "num", "numero", "point", "reunion"})


def numeros_de(date: dt.date) -> tuple[str, ...]:
    """The numbers, as they are compared, that Excel takes for this date: « 2026-1 » and « 1-2026 »
    for the 1st of January 2026.
    """
    return (f"{date.year} {date.month}", f"{date.month} {date.year}") if date.day == 1 else ()


def montrer(value: object) -> str:
    """A value as the person sees it in the cell: 12/03/2026, 14:30, 0,85, 85 %, VRAI."""
    match value:
        case None:
            return ""
        case bool():
            return "VRAI" if value else "FAUX"
        case dt.date() | dt.time() | dt.timedelta():
            return _montrer_temps(value)
        case Pourcent() if abs(value) < PLUS_GRAND:
            return f"{montrer(float(comme_tape(value) * 100))}\u202f%"
        case int() | float() if abs(value) < PLUS_GRAND:
            return format(comme_tape(value), "f").replace(".", ",")
    return str(value)


PLUS_GRAND = 1e300
"""Beyond it a number is no entry: a bound that also excludes what is not finite."""


def _montrer_temps(value: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{_montrer_temps(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def comme_tape(value: float) -> Decimal:
    """A number of a cell as it was typed: Excel shows 15 digits at most, and 0.1 + 0.2 is 0.3
    there. ValueError if it is not finite.
    """
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        raise ValueError("not a finite number")
    return (
        number.quantize(Decimal(1))
        if number == number.to_integral_value() and number.adjusted() < 25
        else number
    )


def vide(value: object) -> bool:
    """Whether a cell holds nothing: None, or a text of blanks and invisible characters."""
    return value is None or (isinstance(value, str) and not nettoyer(value))


def lire_numero(value: object) -> Lu[str]:
    """A number as a text; one that Excel took for a date is put back, year first."""
    if not isinstance(value, dt.date):
        return lire_texte(value)
    shown = f"{value.year}-{value.month}" if value.day == 1 else montrer(value)
    return Lu(shown, cellules.NUMERO_DEVENU_DATE, {"lu": shown})


def lire_texte(value: object) -> Lu[str]:
    """A text; what Excel took for a number, a date or a truth value is put back as it is seen
    (30000.0 -> « 30000 »).
    """
    text = nettoyer(value) if isinstance(value, str) else montrer(value)
    if not text:
        return Lu()
    return Lu(text, cellules.RENVOI) if text.casefold() in RENVOIS else Lu(text)


RENVOIS = frozenset({'"', "''", "’’", "»", "〃", "//", '-"-', "idem", "id.", "dito"})
"""What people write under a value that they do not want to write again."""
