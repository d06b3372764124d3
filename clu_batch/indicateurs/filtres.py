"""The filters of « Indicateurs locaux »: « Colonne = valeur » or « Colonne ≠ valeur », joined by « et » (page 1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clu_batch.saisie import plier

VIDE = "vide"
"""How a filter names an empty cell."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `colonne`, a header of the table; `valeur`, folded, None for an empty cell; `egale`: = and not ≠."""

    colonne: str
    egale: bool
    valeur: str | None


@dataclass(frozen=True, slots=True)
class Inconnue:
    """Why a filter cannot be read: `colonne` names no column of the sheet, or is empty when the sentence itself makes no sense."""

    colonne: str = ""


def lire_filtre(texte: str, colonnes: Mapping[str, str]) -> tuple[Condition, ...] | Inconnue:
    """The conditions of a filter; `colonnes`: every name that a column goes by, folded, and its header.

    A name may hold the word « et », and so may a value: a condition begins where a known name is followed by a sign.
    """
    plie = plier(texte.replace("<>", "≠"))
    debuts = list(_debut_de_condition(colonnes).finditer(plie))
    if not debuts or debuts[0].start():
        return Inconnue(_nom_en_tete(plie))
    fins = [suivant.start() for suivant in debuts[1:]] + [len(plie)]
    conditions = []
    for debut, fin in zip(debuts, fins, strict=True):
        valeur = plie[debut.end() : fin].strip()
        perdue = re.search(r" et ([^=≠]+)[=≠]", f" {valeur}")
        if perdue or not valeur or "=" in valeur or "≠" in valeur:
            inconnue = perdue[1].strip() if perdue else ""
            return Inconnue("" if inconnue in colonnes else inconnue)
        conditions.append(Condition(colonnes[debut[1]], debut[2] == "=", None if valeur == VIDE else valeur))
    return tuple(conditions)


def _debut_de_condition(colonnes: Iterable[str]) -> re.Pattern[str]:
    noms = "|".join(re.escape(nom) for nom in sorted(colonnes, key=len, reverse=True))
    return re.compile(rf"(?:^| et )({noms}) ?([=≠]) ?")


def _nom_en_tete(plie: str) -> str:
    """What stands before the first sign, "" when there is no sign."""
    nom, signe, _ = re.split(r"([=≠])", plie, maxsplit=1) if re.search("[=≠]", plie) else (plie, "", "")
    return nom.strip() if signe else ""


def verifie(condition: Condition, valeurs: Sequence[str]) -> bool:
    """Whether a cell that holds these folded values (several options of one person; none: an empty cell) answers to a condition."""
    trouvee = not valeurs if condition.valeur is None else condition.valeur in valeurs
    return trouvee == condition.egale
