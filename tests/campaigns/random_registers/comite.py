"""Meetings, members, attendance, substitutions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from clu_batch.records.participants import Decision, StatutDePresence
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import Comite, Membre, ModaliteAppui, Presence, Reunion, Suppleance
from tests.campaigns.random_registers.tirage import JOUR, Tirage

STATUTS = (*StatutDePresence, None)


def reunion(tirage: Tirage) -> Reunion:
    du, au = (
        tirage.choix([tirage.jour(780, -60), tirage.jour(780, -60), tirage.jour(-20, 60)]),
        tirage.jour(20, 20),
    )
    return Reunion(
        tirage.jour(30, 60),
        statut=tirage.choix([Statut.TENUE, Statut.PREVUE, None]),
        periode_du=tirage.parfois(
            tirage.choix([du, du.replace(day=1), dt.date(tirage.fin.year, 1, 1)]), 0.8
        ),
        periode_au=tirage.parfois(
            tirage.choix([au, tirage.fin, tirage.fin + 20 * JOUR, du + 365 * JOUR]), 0.8
        ),
        chiffres_arretes_au=tirage.parfois(tirage.jour(20, 20), 0.4),
        dossier_envoye_le=tirage.parfois(tirage.jour(20, 20), 0.3),
    )


def comite(tirage: Tirage, reunions: Sequence[Reunion]) -> Comite:
    membres = [m for n in range(6) for m in _titulaires(tirage, f"M{n}")]
    codes = sorted({m.code for m in membres})
    presences = [
        Presence(tirage.choix(reunions).date, code, membre=code, statut=tirage.choix(STATUTS))
        for code in codes
        for _ in range(tirage.entier(0, 3))
    ]
    suppleances = [
        Suppleance(
            reunion.date,
            tirage.choix(codes),
            nom=tirage.parfois("SUPPLÉANT", 0.8),
            fonction=tirage.parfois("Le délégué", 0.8),
            informe_le=tirage.parfois(tirage.jour(12, 2, reunion.date), 0.9),
            civilite=tirage.parfois("Madame"),
            prenom=tirage.parfois("Prénom"),
            decision=tirage.choix([*Decision, None]),
        )
        for reunion in reunions
        for _ in range(9)
    ]
    appui = [_modalite(tirage, n, reunions) for n in range(tirage.choix([0, 1, 4]))]
    return Comite(
        membres=membres,
        reunions=reunions,
        presences=presences,
        suppleances=suppleances,
        modalites_d_appui=appui,
    )


def _modalite(tirage: Tirage, n: int, reunions: Sequence[Reunion]) -> ModaliteAppui:
    """A way of helping users, at every meeting or at one, with its numbers or without."""
    usagers, avant = (tirage.parfois(Decimal(tirage.entier(0, 400)), 0.8) for _ in range(2))
    reunion = tirage.parfois(tirage.choix(reunions).date)
    return ModaliteAppui(f"Permanence {n}", reunion, usagers=usagers, precedente=avant)


def _titulaires(tirage: Tirage, code: str) -> list[Membre]:
    """One holder, or two in turn with a gap between them, from any date or to any date."""
    premier = tirage.parfois(tirage.jour(100, 100))
    if tirage.parfois(1, 0.3):
        charniere = tirage.jour(60, 60)
        return [
            Membre(code, "Usagers", "Le délégué", None, jusqu_au=charniere),
            Membre(
                code,
                "Usagers",
                "La déléguée",
                None,
                depuis=charniere + tirage.entier(1, 30) * JOUR,
            ),
        ]
    fin = tirage.parfois(tirage.jour(20, 100), 0.3)
    vacant = bool(tirage.parfois(1, 0.2))
    return [
        Membre(code, "Usagers", "Le délégué", None, depuis=premier, jusqu_au=fin, vacant=vacant)
    ]
