"""Plain text made fit for a Word document, and the invisible marks that carry a meaning from a tag
to the finished page.

The marks are Unicode noncharacters: legal in XML, absent from any text since `lisible` takes them
out of what people typed.
"""

from __future__ import annotations

import re

MANQUE = "\ufdd0"  # what follows, up to FIN, is missing: highlighted
SUIT_J = (
    "\ufdd1"  # what follows, up to FIN, merely follows the day of the run: left out of `dit`
)
FIN = "\ufdd2"
MARQUES = re.compile(f"[{MANQUE}{SUIT_J}{FIN}]")
SUIVANT_J = re.compile(f"{SUIT_J}[^{FIN}]*{FIN}")

A_COMPLETER = "À COMPLÉTER"
VIDE = "—"  # an empty cell says so (A18)
NEANT = "Néant"

# Controls, lone surrogates and noncharacters end or empty a part of the package; two spaces in a
# row fail check A11.
_DIRTY = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]|\s\s"
)
_ILLEGAL = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BLANKS = re.compile(r"\s+")


def _keep_one_blank(match: re.Match[str]) -> str:
    blanks = match[0]
    if set(blanks) <= {"\u00a0", "\u202f"}:
        return blanks[0]
    return " "


def make_legible(text: str) -> str:
    """Return the same words on one line, without the characters that a Word document cannot
    hold.
    """
    if not _DIRTY.search(text):
        return text
    return _BLANKS.sub(_keep_one_blank, _ILLEGAL.sub("", text))


def mark_missing(quoi: str) -> str:
    """Return the marked text of something missing: « À COMPLÉTER : quoi », or « À COMPLÉTER » when
    it has no name.
    """
    words = make_legible(quoi)
    name = f"\u00a0: {words}" if words else ""
    return f"{MANQUE}{A_COMPLETER}{name}{FIN}"
