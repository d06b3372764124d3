"""The users helped with their procedures (docs/rules/sheets.md#modalites-dappui)."""

from __future__ import annotations

from fractions import Fraction

from clu_batch.rules.model import ModaliteAppui, Registre, Seance
from tests.campaigns.recount.calcul import Base, Chiffre, plie
from tests.support.figures import reunion_de

CODE = "modalites_appui.usagers"


def _comptees(registre: Registre, seance: Seance) -> list[ModaliteAppui]:
    reunion = reunion_de(seance)
    de_la_reunion = [
        m
        for m in registre.comite.modalites_d_appui
        if not m.reunion or (reunion and m.reunion == reunion.date)
    ]
    return [m for m in de_la_reunion if m.usagers is not None]


def appui(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """How many in all, beside the previous period when each way of help gives its number."""
    comptees = _comptees(registre, seance)
    if not comptees:
        return {}
    total, avant = Fraction(0), Fraction(0)
    for modalite in comptees:
        total += Fraction(modalite.usagers or 0)
        avant += Fraction(modalite.precedente or 0)
    if any(m.precedente is None for m in comptees):
        return {CODE: Chiffre(total)}
    return {CODE: Chiffre(total, precedente=avant, ecart=total - avant)}


def repartitions_appui(
    registre: Registre, seance: Seance
) -> dict[tuple[str, str], dict[str, Base]]:
    """By way of help, now and before."""
    comptees = _comptees(registre, seance)
    avant = [m for m in comptees if m.precedente is not None]
    return {
        (CODE, "Modalité d’appui"): {
            plie(m.modalite): (Fraction(m.usagers or 0), None, None) for m in comptees
        },
        (CODE, "Modalité d’appui (période précédente)"): {
            plie(m.modalite): (Fraction(m.precedente or 0), None, None) for m in avant
        },
    }
