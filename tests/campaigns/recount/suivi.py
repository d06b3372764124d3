"""Since when a register is kept: what may be compared, and the months that it does not know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from clu_batch.rules.model import Periode
from tests.campaigns.recount.calcul import Base, date_de
from tests.campaigns.recount.jours import JOUR, nom_du_mois


def ouverture(declaree: dt.date | None, dates: Iterable[object], a: dt.date) -> dt.date | None:
    """The day that Paramètres gives, else that of the first row that exists at A."""
    return declaree or min(
        (jour for jour in map(date_de, dates) if jour and jour <= a), default=None
    )


def comptee(precedente: Periode, depuis: dt.date | None, a: dt.date) -> Periode | None:
    """The days of the comparison period in which things were counted; None: no count is
    compared.
    """
    fin = min(precedente.au, a)
    return None if depuis is None or depuis > fin else Periode(max(precedente.du, depuis), fin)


def inconnu(base: Base, unite: str, declaree: dt.date | None, periode: Periode) -> Base:
    """A number of a period in which, as Paramètres says, nothing was counted."""
    return (
        (None, None, None)
        if unite == "nombre" and base[0] == 0 and declaree and declaree > periode.au
        else base
    )


def taire(mois: dict[str, Base], periode: Periode, depuis: dt.date | None) -> dict[str, Base]:
    """The months without a figure before the one in which the register was opened; nothing is left
    when all of them are.
    """
    jours = [periode.du + n * JOUR for n in range((periode.au - periode.du).days + 1)]
    connus = {
        nom_du_mois(jour)
        for jour in jours
        if depuis and (jour.year, jour.month) >= (depuis.year, depuis.month)
    }
    return (
        {nom: base if nom in connus else (None, None, None) for nom, base in mois.items()}
        if connus & set(mois)
        else {}
    )
