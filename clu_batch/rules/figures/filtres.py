"""The filters of « Indicateurs locaux »: « Colonne = valeur » or « Colonne ≠ valeur », joined by «
et » (docs/rules/commitments.md#local-indicators).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clu_batch.parse import clean_text, fold_header, fold_text

VIDE = "vide"
"""How a filter names an empty cell."""

_ET = re.compile(r"\bet\b", re.IGNORECASE)
_GUILLEMETS = " \u00a0\u202f«»“”\"'‘’"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `colonne`, a header of the table; `valeur`, as typed, None for an empty cell;
    `egale`: = and not ≠.
    """

    colonne: str
    egale: bool
    valeur: str | None


@dataclass(frozen=True, slots=True)
class UnreadableFilter:
    """Why a filter cannot be read: `colonne` names no column of the sheet, or is empty when the
    sentence itself makes no sense.
    """

    colonne: str = ""


def read_filter(
    texte: str, colonnes: Mapping[str, str]
) -> tuple[Condition, ...] | UnreadableFilter:
    """The conditions of a filter; `colonnes`: every name that a column goes by, folded as headers
    are, and its header.

    A name may hold the word « et », and so may a value: what stands between two signs is parted
    where a known name begins. Names and values may be quoted.
    """
    debut, *suite = re.split("([=≠])", clean_text(re.sub("<>|!=", "≠", texte)))
    colonne = colonnes.get(fold_header(debut.strip(_GUILLEMETS)))
    if colonne is None or not suite:
        return UnreadableFilter(debut.strip(_GUILLEMETS) if suite else "")
    conditions = []
    for signe, milieu in zip(suite[::2], suite[1:-2:2], strict=False):
        valeur, suivante = _split_middle(milieu, colonnes)
        if suivante is None:
            return UnreadableFilter(valeur)
        conditions.append(_build_condition(colonne, signe, valeur))
        colonne = suivante
    conditions.append(_build_condition(colonne, suite[-2], suite[-1]))
    return (
        UnreadableFilter()
        if any(condition.valeur == "" for condition in conditions)
        else tuple(conditions)
    )


def _build_condition(colonne: str, signe: str, valeur: str) -> Condition:
    typed = valeur.strip(_GUILLEMETS + "\n")
    return Condition(colonne, signe == "=", None if fold_text(typed) == VIDE else typed)


def _split_middle(milieu: str, colonnes: Mapping[str, str]) -> tuple[str, str | None]:
    """The value and the column that stand between two signs; when no known name ends it, what
    stands where it should, and None.
    """
    coupes = list(_ET.finditer(milieu))
    for et in coupes:
        colonne = colonnes.get(fold_header(milieu[et.end() :].strip(_GUILLEMETS)))
        if colonne is not None:
            return milieu[: et.start()], colonne
    return (milieu[coupes[-1].end() :].strip(_GUILLEMETS) if coupes else ""), None


def is_met(condition: Condition, valeurs: Sequence[str]) -> bool:
    """Whether a cell that holds these values (several options of one person; none: an empty cell)
    answers to a condition.
    """
    trouvee = not valeurs if condition.valeur is None else condition.valeur in valeurs
    return trouvee == condition.egale
