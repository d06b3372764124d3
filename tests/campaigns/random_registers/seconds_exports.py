"""A second export laid beside the first: rows of a sheet given again by another one, whose figures
must not move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clu_batch.kernel.tables import Origin, Table, bridge
from clu_batch.rules.model import Registre
from tests.campaigns.random_registers.tirage import Tirage

AUTRE_GRAINE = 10_000_019
"""So that the register of a seed is the same with and without its second exports."""
SUITE = 20


def avec_seconds_exports(registre: Registre, graine: int) -> Registre:
    """The same register, half of the time with rows that two sheets hold."""
    tirage = Tirage(graine + AUTRE_GRAINE)
    if tirage.parfois(1) is None:
        return registre
    reponses = bridge(registre.reponses)
    if tirage.parfois(1):
        reponses = _numerotees(reponses)
    return replace(
        registre,
        reponses=_second_export(tirage, reponses).typed,
        reclamations=_second_export(tirage, bridge(registre.reclamations)).typed,
    )


def _numerotees(table: Table) -> Table:
    return replace(
        table, columns={**table.columns, "N°": [str(rang) for rang in range(len(table))]}
    )


def _second_export(tirage: Tirage, table: Table) -> Table:
    """The rows of a sheet once more: some of them in any order when a N° tells them, else a run of
    them, and a few of none.
    """
    grandes = [origin for origin in table.origins if len(origin.lines) >= SUITE]
    if not grandes:
        return table
    origin = tirage.choix(grandes)
    rangs = list(range(origin.first, origin.first + len(origin.lines)))
    if table.columns["N°"][rangs[0]] is not None:
        repris = [rang for rang in rangs if tirage.parfois(1, 0.7)]
        repris.sort(key=lambda _: tirage.entier(0, 1_000_000))
    else:
        debut = tirage.entier(0, len(rangs) - SUITE)
        repris = rangs[debut : tirage.entier(debut + SUITE, len(rangs))]
    return _avec(table, repris, origin)


def _avec(table: Table, repris: Sequence[int], origin: Origin) -> Table:
    """The table with a sheet more, which holds these rows."""
    columns: Mapping[str, Sequence[object]] = table.columns
    plus = {
        entete: [*valeurs, *(valeurs[rang] for rang in repris)]
        for entete, valeurs in columns.items()
    }
    feuille = Origin(
        "export.csv", "export", len(table), range(2, 2 + len(repris)), origin.letters, len(repris)
    )
    return replace(table, columns=plus, origins=(*table.origins, feuille))
