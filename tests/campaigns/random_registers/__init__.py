"""Small registers drawn from a seed, in which what is rare in life is frequent: ties, closed days,
suspensions, facts after the cut-off.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from fractions import Fraction

from clu_batch.records.engagements import IndicateurLocal
from clu_batch.records.parametres import Decompte, Unite
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.jours import build_calendrier
from clu_batch.rules.links.engagements import read_locaux
from clu_batch.rules.model import Parametres, Registre
from tests.campaigns.random_registers.comite import comite, reunion
from tests.campaigns.random_registers.engagements import engagements, locaux, resultat
from tests.campaigns.random_registers.reclamations import reclamation
from tests.campaigns.random_registers.satisfaction import (
    depouillement,
    enquete,
    questions,
    reponses,
)
from tests.campaigns.random_registers.tirage import UNITES, Tirage, table
from tests.support.registers import registre
from tests.support.results import make_results

TERRITOIRES = (
    "Métropole",
    "Métropole",
    "30",
    "Alsace-Moselle",
    "57",
    "La Réunion",
    "Guadeloupe",
    "976",
    "Saint-Barthélemy",
)


def registre_au_hasard(graine: int) -> tuple[Registre, dt.date]:
    """A register and the day of the run."""
    tirage = Tirage(graine)
    posees = list(questions(tirage))
    reunions = [reunion(tirage) for _ in range(2)]
    territoire = tirage.choix(TERRITOIRES)
    fermetures = {tirage.jour(): "pont" for _ in range(20)}
    ouvertures = dict.fromkeys(
        [*list(fermetures)[:3], *(dt.date(annee, 11, 11) for annee in (2023, 2025))], ""
    )
    ouvertures |= {
        tirage.jour(): "un jour de semaine, un samedi, un dimanche" for _ in range(10)
    }
    return dataclasses.replace(
        registre(),
        parametres=parametres(tirage, territoire),
        calendrier=build_calendrier(
            territoire, range(2021, 2028), fermetures, ouvertures if tirage.parfois(1) else {}
        ),
        comite=comite(tirage, reunions),
        enquetes=[enquete(tirage) for _ in range(3)],
        questions=posees,
        reponses=reponses(tirage, posees),
        depouillement=depouillement(tirage, posees),
        reclamations=table(
            Reclamation.sheet,
            [reclamation(tirage, n) for n in range(tirage.choix([0, 1, 12, 60]))],
        ),
        engagements=list(engagements(tirage, posees)),
        resultats=make_results(resultat(tirage) for _ in range(12)),
        indicateurs_locaux=read_locaux(
            table(IndicateurLocal.sheet, list(locaux(tirage, posees)))
        ),
    ), tirage.jour(60, 100)


def parametres(tirage: Tirage, territoire: str) -> Parametres:
    return Parametres(
        territoire=territoire,
        delai_suppleance=tirage.entier(1, 5),
        unite_suppleance=Unite(tirage.choix(UNITES[:3])),
        decompte_suppleance=Decompte(tirage.choix(["jours pleins", "J-2"])),
        delai_reponse=tirage.parfois(tirage.entier(0, 20), 0.8),
        unite_reponse=Unite(tirage.choix(UNITES)),
        delai_ar_electronique=tirage.parfois(7, 0.8),
        delai_ar_papier=tirage.parfois(14, 0.8),
        canaux_electroniques=tirage.choix(
            [Parametres().canaux_electroniques, "Courriel; minitel ; site internet", "SP+;x"]
        ),
        autres_canaux=tirage.choix([Parametres().autres_canaux, "guichet; courriel"]),
        reclamations_depuis=tirage.parfois(tirage.jour(), 0.3),
        enquetes_depuis=tirage.parfois(tirage.jour(), 0.3),
        cible_satisfaction=tirage.parfois(Fraction(3, 4)),
        minimum_reponses=tirage.choix([5, 30, 40]),
        seuil_regroupement=tirage.choix([0, 1, 5, 12]),
    )
