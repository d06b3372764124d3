"""`parametres.xlsx` of the example: the settings of the Gard, neutral values where a real one would
be an invented fact.
"""

from __future__ import annotations

import datetime as dt

from clu_batch.jours import Calendrier, calendrier
from tools.making import live_due_dates
from tools.making.live_due_dates import Reperes
from tools.making.workbooks import lignes_de_parametres
from tools.making.worksheet import Taux

AUJOURD_HUI = dt.date(2026, 11, 23)
DELAI, UNITE = 15, "jours ouvrés"
ANNEES = range(2024, 2034)

_VALEURS: dict[str, object] = {
    "Préfecture": "Préfecture du Gard",
    "Ville": "Nîmes",
    "Référence de la procédure": (
        "Procédure qualité « Comité local des usagers » de la préfecture du Gard"
    ),
    "Adresse": "10 avenue Feuchères, 30000 Nîmes",
    "Service": "Secrétariat général commun départemental (SGCD)",
    "Affaire suivie par": "Le responsable qualité",
    "Courriel du secrétariat": "clu@prefecture.example",
    "Téléphone du secrétariat": "04 00 00 00 00",
    "Signataire": "Pour le préfet et par délégation,\nLe secrétaire général",
    "Délégué à la protection des données": "dpo@prefecture.example",
    "Durée de conservation": "deux ans",
    "Délai de réponse": DELAI,
    "Unité du délai de réponse": UNITE,
    "Cible de satisfaction": Taux(0.8),
    "Données d'exemple": "oui",
    "Date du jour": AUJOURD_HUI,
}

_FERMETURES: tuple[tuple[dt.date, dt.date | None, str], ...] = (
    (dt.date(2024, 8, 16), None, "Pont de l’Assomption"),
    (dt.date(2025, 5, 2), None, "Pont du 1er mai"),
    (dt.date(2025, 5, 30), None, "Pont de l’Ascension"),
    (dt.date(2025, 11, 10), None, "Pont du 11 novembre"),
    (dt.date(2025, 12, 24), dt.date(2025, 12, 26), "Fermeture de fin d’année"),
    (dt.date(2026, 1, 2), None, "Pont du jour de l’an"),
    (dt.date(2026, 5, 15), None, "Pont de l’Ascension"),
    (dt.date(2026, 7, 13), None, "Pont de la fête nationale"),
    (
        dt.date(2026, 12, 7),
        None,
        "Journée de formation de tous les agents",
    ),  # moves the printed limit of the December meeting
    (dt.date(2026, 12, 24), dt.date(2026, 12, 31), "Fermeture de fin d’année"),
    (dt.date(2027, 5, 7), None, "Pont de l’Ascension"),
)

FERMETURES = tuple(
    {"Date": du, "Jusqu'au": au, "Motif": motif, "Nature": "fermeture"}
    for du, au, motif in _FERMETURES
)


def _jours() -> dict[dt.date, str]:
    """Each closing day of the example with its reason."""
    return {
        du + dt.timedelta(offset): motif
        for du, au, motif in _FERMETURES
        for offset in range(((au or du) - du).days + 1)
    }


CALENDRIER: Calendrier = calendrier("Métropole", ANNEES, _jours(), {})


def lignes() -> list[dict[str, object]]:
    """The rows of `Paramètres`."""
    return lignes_de_parametres(_VALEURS)


def jours() -> Reperes:
    """What the live due dates of the example rest on."""
    return live_due_dates.de(CALENDRIER, ANNEES, DELAI, UNITE, AUJOURD_HUI)
