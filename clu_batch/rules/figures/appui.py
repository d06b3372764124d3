"""Count the users who were helped with their procedures, by way of help
(docs/rules/sheets.md#modalites-dappui).

The sheet gives one typed number for each way of help; the program only adds them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from clu_batch.rules.figures.mesures import NOMBRE, Fiche, compare
from clu_batch.rules.model import (
    Calcul,
    Mesure,
    ModaliteAppui,
    Registre,
    Repartition,
    Seance,
    SeanceDue,
)

FICHE = Fiche(
    "modalites_appui.usagers",
    "Usagers accompagnés dans leurs démarches",
    NOMBRE,
    "Somme des usagers accompagnés des modalités d’appui présentées à la réunion, tels que les"
    " services les ont saisis ; celles dont le nombre n’est pas saisi n’y entrent pas.",
)
AXE, AXE_PRECEDENT = "Modalité d’appui", "Modalité d’appui (période précédente)"


def list_modalites(registre: Registre, seance: Seance) -> list[ModaliteAppui]:
    """Return the ways of help of this meeting, and those that stand for every meeting."""
    date = seance.reunion.date if isinstance(seance, SeanceDue) else None
    return [m for m in registre.comite.modalites_d_appui if m.reunion in {None, date}]


def has_own_numbers(registre: Registre, seance: Seance) -> bool:
    """Tell whether every number that is counted was typed for this very meeting.

    A number that stands for every meeting says nothing of a past one.
    """
    return all(
        m.reunion is not None for m in list_modalites(registre, seance) if m.usagers is not None
    )


def compute(registre: Registre, seance: Seance) -> Calcul:
    """Return the number of users helped, in all and by way of help, beside the previous period.

    Return nothing when no number is typed.
    """
    counted = [m for m in list_modalites(registre, seance) if m.usagers is not None]
    if not counted:
        return Calcul()
    passes = [m.precedente for m in counted]
    # a sum over some of them would compare with nothing
    before = _sum_usagers(passes) if None not in passes else None
    total = compare(FICHE, _sum_usagers([m.usagers for m in counted]), before, seance.periode)
    lines = [
        Repartition(FICHE.code, AXE, m.modalite, _sum_usagers([m.usagers])) for m in counted
    ]
    lines += [
        Repartition(FICHE.code, AXE_PRECEDENT, m.modalite, _sum_usagers([m.precedente]))
        for m in counted
        if m.precedente is not None
    ]
    return Calcul([total], lines)


def _sum_usagers(nombres: Sequence[Decimal | None]) -> Mesure:
    return Mesure(sum((Fraction(n) for n in nombres if n is not None), Fraction(0)))
