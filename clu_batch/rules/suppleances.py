"""Substitutions held against the procedure's time limit (docs/rules/substitutions.md#states)."""

from __future__ import annotations

import datetime as dt

from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.records.parametres import Decompte
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.model import ExamenSuppleance, Parametres, Registre, Suppleance

DANS_LE_DELAI, A_APPRECIER, HORS_DELAI, INCOMPLETE = (
    "dans le délai",
    "à apprécier",
    "hors délai",
    "incomplète",
)


@frozen
class Limites:
    """The last day to inform the secretariat, in both counts, and the office day that is
    printed.
    """

    reunion: dt.date
    pleins: dt.date
    j2: dt.date
    imprimee: dt.date
    en_vigueur: dt.date


def compute_limites(
    reunion: dt.date, parametres: Parametres, calendrier: Calendrier
) -> Limites:
    """The limits for a meeting.

    Source: procedure, « au minimum 2 jours ouvrables avant la réunion du CLU ». Jours pleins by
    analogy with Conseil d'État, 3 June 1983, and Cass. soc., 20 Feb. 2008 (06-40.949) and 3 June
    2015 (14-12.245); backward délais are not extended by CPC 642.
    """
    n, unite = parametres.delai_suppleance, parametres.unite_suppleance
    pleins = calendrier.compute_limite(reunion, n, unite, Decompte.PLEINS)
    j2 = calendrier.compute_limite(reunion, n, unite, Decompte.J_2)
    en_vigueur = j2 if parametres.decompte_suppleance == Decompte.J_2 else pleins
    imprimee = calendrier.find_last_jour_de_bureau(en_vigueur)
    return Limites(reunion, pleins, j2, imprimee, en_vigueur)


def examine_suppleances(registre: Registre, bornes: Limites) -> list[ExamenSuppleance]:
    """Each substitution announced for the meeting of these limits with its state and reason."""
    announced = [s for s in registre.comite.suppleances if s.reunion == bornes.reunion]
    examens = []
    for suppleance in announced:
        etat, motif = _judge_etat(suppleance, bornes)
        examens.append(
            ExamenSuppleance(suppleance, bornes.pleins, bornes.j2, bornes.imprimee, etat, motif)
        )
    return examens


def _list_missing(suppleance: Suppleance) -> list[str]:
    """Return what the procedure asks for and nobody typed."""
    asked = (
        ("identité du suppléant", suppleance.nom),
        ("fonction du suppléant", suppleance.fonction),
        ("date d’information du secrétariat", suppleance.informe_le),
    )
    return [name for name, value in asked if value is None]


def _judge_etat(suppleance: Suppleance, bornes: Limites) -> tuple[str, str]:
    missing = _list_missing(suppleance)
    informe = suppleance.informe_le
    if missing or informe is None:
        return INCOMPLETE, "non renseigné : " + french.join_words(missing)
    recu = f"reçu le {french.format_long_date(informe)}"
    if informe <= bornes.imprimee:
        return (
            DANS_LE_DELAI,
            f"{recu}, au plus tard le {french.format_long_date(bornes.imprimee)}",
        )
    if informe <= bornes.en_vigueur:
        return (
            DANS_LE_DELAI,
            f"{recu}, après la date imprimée mais dans le délai de la procédure",
        )
    if informe <= bornes.j2:
        pleins, j2 = french.format_long_date(bornes.pleins), french.format_long_date(bornes.j2)
        return (
            A_APPRECIER,
            (
                f"{recu}, après la limite en jours pleins ({pleins}), au plus tard à la limite J-2"
                f" ({j2})"
            ),
        )
    return HORS_DELAI, f"{recu}, après la limite J-2 ({french.format_long_date(bornes.j2)})"
