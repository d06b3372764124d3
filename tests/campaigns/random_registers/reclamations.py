"""Complaints."""

from __future__ import annotations

import datetime as dt

from tests.campaigns.random_registers.tirage import CANAUX, SITES, Tirage

CANAUX_DES_PLAINTES = (
    *CANAUX,
    "E-mail",
    "Mails",
    "site-internet",
    "SP +",
    "Facebook",
    "X",
    "Tél.",
    "minitel",
    "Borne",
    "Permanence",
)


def reclamation(tirage: Tirage, n: int) -> dict[str, object]:
    recue = tirage.choix(
        [
            tirage.jour(),
            tirage.jour(),
            tirage.jour().replace(day=1),
            dt.date(2024, 2, 29),
            tirage.jour(25, 0, dt.date(2024, 2, 28)),
        ]
    )
    reponse = tirage.parfois(tirage.jour(1, 45, recue), 0.7)
    suspendue = tirage.parfois(
        tirage.choix(
            [tirage.jour(1, 25, recue), tirage.jour(0, 5, recue), recue, reponse or recue]
        ),
        0.4,
    )
    reprise = (
        tirage.choix([tirage.jour(1, 25, suspendue), tirage.jour(0, 400, suspendue), suspendue])
        if suspendue
        else None
    )
    return {
        "N°": str(n),
        "Reçue le": recue,
        "Canal": tirage.choix(CANAUX_DES_PLAINTES),
        "Service": tirage.choix(["Standard", "Séjour", None]),
        "Motif": tirage.choix(["Attente", "Courrier", "ATTENTES"]),
        "Site": tirage.choix(SITES),
        "Nature": tirage.choix(["réclamation", None, None, None, "suggestion", "remerciement"]),
        "Accusé de réception le": tirage.parfois(tirage.jour(1, 20, recue), 0.4),
        "Réponse envoyée le": reponse,
        "Délai suspendu du": suspendue,
        "Délai suspendu au": (
            tirage.parfois(reprise, 0.7) if suspendue else tirage.parfois(recue, 0.03)
        ),
        "Délai particulier": tirage.parfois(
            tirage.choix([tirage.entier(1, 30), tirage.entier(1, 30), 0, 5_000_000]), 0.1
        ),
        "Qualification": tirage.choix(
            ["fondée", "partiellement fondée", "non fondée", "hors périmètre", None, None]
        ),
    }
