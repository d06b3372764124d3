"""The canals of complaints, as a list is typed in one cell and as one is typed in a register."""

from __future__ import annotations

import re

from clu_batch.kernel.folding import (
    clean_text,
    fold_singular,
    fold_stems,
    fold_text,
    squeeze_text,
)

_SEPARATEURS = re.compile(r"[;,\n]")
_SANS_SENS = re.compile(r"[.:!?«»\"]")
"""Signs that change nothing to a name: « tél. », « S.P.+ », « Courriel : »."""


def split_canal_names(texte: str) -> list[str]:
    """The names of a list typed in one cell, parted by « ; », a comma or a line break."""
    parts = (clean_text(part) for part in _SEPARATEURS.split(texte))
    return [part for part in parts if list_canal_forms(part)]


def list_canal_forms(nom: str) -> frozenset[str]:
    """The forms under which a canal is compared: two names that share one are the same canal.

    Case, accents, spaces, hyphens, dots and plural do not matter: « E-mails » is « email », « tél.
    » is « Tél », « SP + » is « SP+ », « télé-service » is « téléservice ». There are two forms, for
    a name whose words are joined does not lose its plural as one whose words are not.
    """
    nu = _SANS_SENS.sub("", fold_text(nom))
    # a sign that touches a word would hide its plural
    nu = re.sub(r"\bplus\b", "+", nu).replace("+", " + ")
    return frozenset({squeeze_text(fold_stems(nu)), fold_singular(nu)}) - {""}
