"""The rows that another sheet holds already, found by a person's means: sheet against sheet, row
against row.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from clu_batch.kernel.frames import CheckedSheet
from tests.campaigns.recount.calcul import plie
from tests.support.raw_sheets import list_lines

Ligne = Mapping[str, object]


def une_seule_fois(lues: CheckedSheet) -> CheckedSheet:
    """The sheets, their repeated rows left out."""
    lignes = list_lines(lues)
    bornes = list(accumulate((origin.kept for origin in lues.origins), initial=0))
    feuilles = list(itertools.starmap(range, itertools.pairwise(bornes)))
    repetees: set[int] = set()
    for n, ici in enumerate(feuilles):
        for la in feuilles[:n]:
            repetees.update(
                _repetees(lignes[ici.start : ici.stop], lignes[la.start : la.stop], ici.start)
            )
    gardees = [rang for rang in range(len(lignes)) if rang not in repetees]
    origines = []
    for origin, rangs in zip(lues.origins, feuilles, strict=True):
        laissees = len(repetees.intersection(rangs))
        origines.append(replace(origin, kept=origin.kept - laissees, repeated=laissees))
    return replace(lues, frame=lues.frame.iloc[gardees], origins=tuple(origines))


def _repetees(ici: Sequence[Ligne], la: Sequence[Ligne], debut: int) -> set[int]:
    """The rows of a sheet that an earlier one holds."""
    textes_ici, textes_la = [_dit(x) for x in ici], [_dit(x) for x in la]
    numeros_ici, numeros_la = [_numero(x) for x in ici], [_numero(x) for x in la]
    connues = {(n, dit) for n, dit in zip(numeros_la, textes_la, strict=True) if n}
    trouvees = {
        rang for rang in range(len(ici)) if (numeros_ici[rang], textes_ici[rang]) in connues
    }
    for decalage in range(-len(ici) + 1, len(la)):
        pareilles: list[int] = []
        for rang in range(len(ici) + 1):
            autre = rang + decalage
            if (
                rang < len(ici)
                and 0 <= autre < len(la)
                and textes_ici[rang] == textes_la[autre]
            ):
                pareilles.append(rang)
                continue
            sans_numero = not any(numeros_ici[r] for r in pareilles) or not any(
                numeros_la[r + decalage] for r in pareilles
            )
            if (
                len(pareilles) >= 20
                and len({textes_ici[r] for r in pareilles}) > 1
                and sans_numero
            ):
                trouvees |= set(pareilles)
            pareilles = []
    return {debut + rang for rang in trouvees}


def _numero(ligne: Ligne) -> str:
    numero = ligne.get("N°")
    return "" if numero is None else plie(numero)


def _dit(ligne: Ligne) -> tuple[object, ...]:
    """What a row says, its N° and its mark of example apart; a complaint without Nature is a
    réclamation.
    """
    dits = {
        entete: valeur for entete, valeur in ligne.items() if entete not in {"N°", "Exemple"}
    }
    if "Nature" in dits:
        dits["Nature"] = dits["Nature"] or "réclamation"
    return tuple(
        plie(valeur) if isinstance(valeur, str) else valeur for valeur in dits.values()
    )
