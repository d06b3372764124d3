"""Clean texts of what nobody sees, and fold them so that two ways of typing a word are equal."""

from __future__ import annotations

import html
import re
import unicodedata

# Excel writes a control character so, and some programs leave it in the text
_ESCAPE = re.compile(r"_x00([01][0-9A-Fa-f])_")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ENTITE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PLURIEL = re.compile(r"(?<=[^\W\d_]{3})[sx]$")
_ESPACES = re.compile(r"(?<!\d) | (?!\d)")
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


def clean_text(text: str) -> str:
    """Return a typed text without blanks around it nor invisible characters. Its inner line breaks
    become newlines, its accents are composed.
    """
    if "&" in text:
        text = decode_entities(text)
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


def decode_entities(text: str) -> str:
    """Return a text whose HTML entities, left by a web form, are replaced by their signs:
    « d&#039;attente » becomes « d'attente ».

    Entities are decoded twice, for some exports escape what was escaped: « &amp;eacute; ».
    """
    for _ in range(2):
        text = _ENTITE.sub(lambda match: html.unescape(match[0]), text)
    return text


def fold_text(text: str) -> str:
    """Return a text to compare: without case, accents, hyphens, apostrophes, nor invisible
    characters, one space between words.
    """
    if "&" in text:
        text = decode_entities(text)
    if text.isascii():
        folded = text.casefold()
    else:
        folded = unicodedata.normalize("NFKD", text.replace("≠", "!=")).casefold()
        folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = folded.translate(_PLIS).replace(">=", "≥").replace("<=", "≤").replace("!=", "≠")
    return " ".join(_INVISIBLE.sub("", folded).split())


def squeeze_text(text: str) -> str:
    """Return a text to compare without any space, for names of sheets and headers, where spaces do
    not matter.
    """
    return fold_text(text).replace(" ", "")


def fold_header(text: str) -> str:
    """Return a header to compare, without the star, colon, dot or question mark that a person adds
    after it.
    """
    return squeeze_text(text.rstrip("*:.?… \n\t\u00a0\u202f"))


def fold_bare_header(text: str) -> str:
    """Return a header to compare, without a star before it nor what stands in brackets after it:
    « * Durée (min) » -> « duree ».
    """
    return fold_header(re.split(r"[(\[]", text.lstrip("*• \n\t\u00a0\u202f"), maxsplit=1)[0])


def fold_singular(text: str) -> str:
    """Return a name to compare whose words have lost their plural, without any space but those that
    part two numbers: « Titre de séjour » and « titres de  sejours » are one, « 1 11 » is not « 11
    1 ».
    """
    words = [_PLURIEL.sub("", word) for word in fold_text(text).split()]
    return _ESPACES.sub("", " ".join(words))


def fold_stems(text: str) -> str:
    """Return a folded text whose words have lost the marks of feminine and plural: « Présentes »,
    « présent(e) » -> « present ».
    """
    words = re.sub(r"(?:[(·./](?:es|e|s)\)?)+s?(?=\W|$)", "", fold_text(text)).split()
    return " ".join(re.sub(r"e*[sx]?$", "", word) if len(word) > 3 else word for word in words)
