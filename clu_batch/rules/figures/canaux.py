"""Tell which canal each complaint came by: it decides which délai d’accusé de réception applies.

See docs/rules/complaints.md#canals. The two lists of canals are settings of `Paramètres`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import counted_rows
from clu_batch.messages.equivalences import say_line
from clu_batch.parse import find_closest, list_canal_forms, split_canal_names
from clu_batch.parse.texts import RENVOIS
from clu_batch.records.reclamations import Nature
from clu_batch.rules.delais import Delai, accuse_electronique, accuse_papier
from clu_batch.rules.model import Parametres

CANAL = "Canal"


def select_electroniques(cells: pd.Series, parametres: Parametres) -> pd.Series:
    """Return which rows came by an electronic canal; an empty cell is none.

    A canal that stands in both lists counts as electronic, the shorter délai. It is an error, which
    is reported at the cell of the list.
    """
    return _is_among(cells, _list_formes(parametres.canaux_electroniques))


def select_inconnus(cells: pd.Series, parametres: Parametres) -> pd.Series:
    """Return which rows came by a canal that neither list holds; an empty cell is none."""
    connus = _list_formes(parametres.canaux_electroniques, parametres.autres_canaux)
    return cells.notna() & ~_is_among(cells, connus)


def _is_among(cells: pd.Series, formes: frozenset[str]) -> pd.Series:
    typed = cells.dropna().unique()
    return cells.isin([canal for canal in typed if list_canal_forms(canal) & formes])


@cache
def _list_formes(*listes: str) -> frozenset[str]:
    noms = chain.from_iterable(map(split_canal_names, listes))
    return frozenset(chain.from_iterable(map(list_canal_forms, noms)))


_A_COMPARER = 100
"""Beyond so many unknown values the column holds free text: no likeness is looked for."""


def _list_known(parametres: Parametres) -> list[str]:
    of_both = (parametres.canaux_electroniques, parametres.autres_canaux)
    return [name for names in of_both for name in split_canal_names(names)]


def check_canaux(
    table: CheckedSheet, rows: pd.DataFrame, parametres: Parametres
) -> Iterator[Problem]:
    """Report the unknown canals of the réclamations of a prepared register, one line for all the
    cells of a value.

    Nothing is reported when the choice has no effect: both délais are the same, or none is
    measured.
    """
    papier = accuse_papier(parametres)
    if accuse_electronique(parametres).nombre == papier.nombre:
        return
    complaints = rows["nature"] == Nature.RECLAMATION
    unknown = rows.loc[complaints & select_inconnus(rows["canal"], parametres), CANAL]
    # what sends to the row above was told when it was read
    names = [nom for nom in unknown.unique() if nom.casefold() not in RENVOIS]
    known = _list_known(parametres) if len(names) <= _A_COMPARER else []
    for nom in names:
        cells = [table.locate(label, "canal") for label in unknown.index[unknown == nom]]
        close = find_closest(nom, known)
        problem = counted_rows.CANAL_INCONNU.report(
            cells[0],
            CANAL,
            nom,
            suggestion=close,
            ou_ligne=_propose_line(cells, nom, close),
            delai=_describe_delai(papier),
        )
        yield from (replace(problem, place=cell) for cell in cells)


def _propose_line(cells: Sequence[Place], nom: str, close: str | None) -> str:
    """The line of Équivalences that makes a canal badly typed the one that was meant."""
    if close is None:
        return ""
    sheets = " ; ".join(dict.fromkeys(cell.sheet for cell in cells))
    return f", ou collez dans Équivalences : {say_line(sheets, CANAL, nom, close)}"


def _describe_delai(papier: Delai) -> str:
    """What happens to the complaints of an unknown canal."""
    if papier.nombre is None:
        return "le délai d’accusé de réception papier, non mesuré, lui est appliqué"
    jours = french.format_count(papier.nombre, papier.unite.singulier, papier.unite)
    return f"le délai d’accusé de réception papier lui est appliqué ({jours})"
