"""Read e-mail addresses as people type them, and compare the names of bodies as they vary."""

from __future__ import annotations

import re

from clu_batch.parse import clean_text, fold_text

_ATOME = r"[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+"
ADRESSE = re.compile(
    rf"(?<![\w.]){_ATOME}(?:\.{_ATOME})*@(?:[^\W_](?:[\w-]{{0,50}}[^\W_])?\.)+[A-Za-z]{{2,}}(?!\w)"
)
"""An address that a mailer takes (RFC 5322, 3.4.1): letters with accents are for the domain alone.
"""

_LIAISONS = re.compile(r"\b(?:et|ou)\b|[\s,/.<>()\"]")
"""What may stand between two addresses, or around one."""


def read_addresses(part: str) -> list[str]:
    """Return the addresses that a text holds.

    Return none when the text holds anything else than separators, or a name before « <address> ».
    """
    text = re.sub(r"\s*@\s*", "@", part).replace("mailto:", " ")
    found = ADRESSE.findall(text)
    rest = _LIAISONS.sub("", ADRESSE.sub(" ", text))
    return found if not rest or re.search(r"<[^<>]+>", part) else []


def split_parts(typed: str) -> list[str]:
    """Return what a person separated by semicolons or line breaks, blanks included.

    An empty last part tells of a semicolon too many.
    """
    return [clean_text(part) for part in re.split(r"[;\n]", typed)]


def fold_letters(name: str) -> str:
    """Return a name reduced to its letters and digits: « A.P.F. » is « APF »."""
    return "".join(filter(str.isalnum, fold_text(name)))


def is_variant(a: str, b: str) -> bool:
    """Tell whether two names are two spellings of one body.

    They are « A.P.F. » and « APF », or an acronym and what it begins (« APF France handicap »).
    """
    if fold_text(a) == fold_text(b):
        return False
    return (
        fold_letters(a) == fold_letters(b) or _is_abbreviation(a, b) or _is_abbreviation(b, a)
    )


def _is_abbreviation(short: str, long: str) -> bool:
    letters = "".join(filter(str.isalpha, short))
    sigle = " " not in short.strip() and letters.isupper() and 3 <= len(letters) <= 6
    return sigle and fold_letters(short) == fold_letters(long.split(maxsplit=1)[0])
