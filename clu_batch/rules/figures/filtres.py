"""Read the filters of « Indicateurs locaux »: « Colonne = valeur » or « Colonne ≠ valeur », joined
by « et » (docs/rules/commitments.md#local-indicators).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from clu_batch.kernel.frozen import frozen
from clu_batch.parse import clean_text, fold_header, fold_text

VIDE = "vide"
"""How a filter names an empty cell."""

_ET = re.compile(r"\bet\b", re.IGNORECASE)
_GUILLEMETS = " \u00a0\u202f«»“”\"'‘’"


@frozen
class Condition:
    """One condition of a filter.

    `colonne` is a header of the table, `valeur` what was typed (None for an empty cell), `egale` is
    true for = and false for ≠.
    """

    colonne: str
    egale: bool
    valeur: str | None


@frozen
class UnreadableFilter:
    """Why a filter cannot be read.

    `colonne` names no column of the sheet; it is empty when the sentence itself makes no sense.
    """

    colonne: str = ""


def read_filter(
    texte: str, colonnes: Mapping[str, str]
) -> tuple[Condition, ...] | UnreadableFilter:
    """Return the conditions of a filter.

    `colonnes` maps every name that a column goes by, folded as headers are, to its header. A name
    or a value may hold the word « et »: what stands between two signs is cut where a known name
    begins. Names and values may be quoted.
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
    """Tell whether a cell that holds these values meets a condition.

    A cell may hold several options of one person, or none when it is empty.
    """
    trouvee = not valeurs if condition.valeur is None else condition.valeur in valeurs
    return trouvee == condition.egale
