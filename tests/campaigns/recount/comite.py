"""The committee and the substitutions (docs/rules/substitutions.md#states,
docs/rules/committee.md#seats).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from clu_batch.rules.model import Membre, Registre, Suppleance
from tests.campaigns.recount.calcul import Chiffre
from tests.campaigns.recount.jours import JOUR, Jours

STATUTS = {
    "présent": "presents",
    "représenté": "representes",
    "suppléé": "supplees",
    "excusé": "excuses",
    "absent": "absents",
    "vacant": "vacants",
    "non renseigné": "non_renseignes",
}


def comite(registre: Registre, jour: dt.date) -> dict[str, Chiffre]:
    """How each seat was held."""
    sieges: dict[str, list[Membre]] = {}
    for membre in registre.comite.membres:
        sieges.setdefault(membre.code, []).append(membre)
    nombres = dict.fromkeys(("sieges", *STATUTS.values()), 0)
    for code, titulaires in sieges.items():
        if all(m.depuis and m.depuis > jour for m in titulaires):
            continue
        nombres["sieges"] += 1
        nombres[STATUTS[_statut(registre, code, titulaires, jour)]] += 1
    return {f"comite.{code}": Chiffre(Fraction(n)) for code, n in nombres.items()}


def _statut(registre: Registre, code: str, titulaires: Sequence[Membre], jour: dt.date) -> str:
    presence = next(
        (p for p in registre.comite.presences if p.reunion == jour and p.membre == code), None
    )
    if presence and presence.statut:
        return presence.statut
    tenu = any(
        (not m.depuis or m.depuis <= jour)
        and (not m.jusqu_au or m.jusqu_au >= jour)
        and not m.vacant
        for m in titulaires
    )
    return "non renseigné" if tenu else "vacant"


def limites(registre: Registre, reunion: dt.date) -> tuple[dt.date, dt.date, dt.date]:
    """L1, L2 and the printed limit."""
    jours, parametres = Jours.de(registre), registre.parametres
    j_2, reste = reunion, parametres.delai_suppleance
    while reste:
        j_2 -= JOUR
        reste -= jours.compte(j_2, parametres.unite_suppleance)
    pleins = j_2 - JOUR
    return (
        pleins,
        j_2,
        jours.bureau(pleins if parametres.decompte_suppleance == "jours pleins" else j_2, -1),
    )


def etat_suppleance(registre: Registre, suppleance: Suppleance) -> str:
    """Whether the secretariat was told in time."""
    pleins, j_2, _ = limites(registre, suppleance.reunion)
    informe = suppleance.informe_le
    if not suppleance.nom or not suppleance.fonction or informe is None:
        return "incomplète"
    if informe > j_2:
        return "hors délai"
    return (
        "dans le délai"
        if informe <= pleins or registre.parametres.decompte_suppleance == "J-2"
        else "à apprécier"
    )
