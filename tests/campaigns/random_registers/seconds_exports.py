"""A second export laid beside the first: rows of a sheet given again by another one, whose figures
must not move.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.rules.model import Registre
from tests.campaigns.random_registers.tirage import Tirage
from tests.support.raw_sheets import list_lines
from tests.support.text_tables import type_lines

AUTRE_GRAINE = 10_000_019
"""So that the register of a seed is the same with and without its second exports."""
SUITE = 20


def avec_seconds_exports(registre: Registre, graine: int) -> Registre:
    """The same register, half of the time with rows that two sheets hold."""
    tirage = Tirage(graine + AUTRE_GRAINE)
    if tirage.parfois(1) is None:
        return registre
    reponses = registre.reponses
    if tirage.parfois(1):
        reponses = _numerotees(reponses)
    return replace(
        registre,
        reponses=_second_export(tirage, reponses),
        reclamations=_second_export(tirage, registre.reclamations),
    )


def _numerotees(lues: CheckedSheet) -> CheckedSheet:
    lignes = [{**ligne, "N°": str(rang)} for rang, ligne in enumerate(list_lines(lues))]
    return type_lines(lues.sheet, lignes, lues.origins)


def _second_export(tirage: Tirage, lues: CheckedSheet) -> CheckedSheet:
    """The rows of a sheet once more: some of them in any order when a N° tells them, else a run of
    them, and a few of none.
    """
    debuts = accumulate((origin.kept for origin in lues.origins), initial=0)
    grandes = [
        (origin, debut)
        for origin, debut in zip(lues.origins, debuts, strict=False)
        if origin.kept >= SUITE
    ]
    if not grandes:
        return lues
    origin, premier = tirage.choix(grandes)
    lignes = list_lines(lues)[premier : premier + origin.kept]
    if lignes[0]["N°"] is not None:
        repris = [ligne for ligne in lignes if tirage.parfois(1, 0.7)]
        repris.sort(key=lambda _: tirage.entier(0, 1_000_000))
    else:
        debut = tirage.entier(0, len(lignes) - SUITE)
        repris = lignes[debut : tirage.entier(debut + SUITE, len(lignes))]
    nombre = len(repris)
    export = SheetOrigin("export.csv", "export", origin.letters, nombre, nombre)
    return type_lines(lues.sheet, [*list_lines(lues), *repris], [*lues.origins, export])
