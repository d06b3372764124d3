"""Composition of the example, as the procedure of the préfecture du Gard words it, by function; and
its two meetings.
"""

from __future__ import annotations

import datetime as dt

JUIN, DECEMBRE = dt.date(2026, 6, 11), dt.date(2026, 12, 10)

SERVICES, INSTITUTIONS, USAGERS = (
    "Services de la préfecture",
    "Institutions",
    "Représentants des usagers",
)
_SGCD = "Secrétariat général commun départemental (SGCD)"
_ADRESSE = "10 avenue Feuchères, 30000 Nîmes"
_REPRESENTANT = "Le représentant de l’association"

_SIEGES = (
    ("SG", SERVICES, "Le secrétaire général de la préfecture du Gard", "Préfecture du Gard", True),
    (
        "DCLC",
        SERVICES,
        "Le directeur de la citoyenneté, de la légalité et de la coordination (DCLC)",
        "Direction de la citoyenneté, de la légalité et de la coordination (DCLC)",
        True,
    ),
    (
        "SMI",
        SERVICES,
        "La directrice du Service des migrations et de l’intégration (SMI)",
        "Service des migrations et de l’intégration (SMI)",
        True,
    ),
    (
        "COM",
        SERVICES,
        "Le chef du service départemental de communication interministérielle",
        "Service départemental de communication interministérielle",
        True,
    ),
    (
        "SGCD",
        SERVICES,
        "La directrice du secrétariat général commun départemental (SGCD)",
        _SGCD,
        True,
    ),
    ("ACC", SERVICES, "Le chef du bureau Accueil Standard (SGCD)", _SGCD, False),
    ("RQ", SERVICES, "Le responsable qualité (SGCD)", _SGCD, False),
    (
        "DDD",
        INSTITUTIONS,
        "Le délégué du défenseur des droits pour Nîmes",
        "Défenseur des droits",
        False,
    ),
    ("AMF", INSTITUTIONS, _REPRESENTANT, "Association des maires du Gard", False),
    (
        "APF",
        USAGERS,
        _REPRESENTANT,
        "Association des Paralysés de France « France handicap » – délégation du Gard",
        False,
    ),
    (
        "UFC",
        USAGERS,
        _REPRESENTANT,
        "Union Fédérale des Consommateurs – UFC que choisir / Nîmes",
        False,
    ),
    (
        "PIMMS",
        USAGERS,
        _REPRESENTANT,
        "PIMMS Nîmes, association d’aide aux démarches et membre du réseau maison France Services",
        False,
    ),
    (
        "MOB",
        USAGERS,
        "Le représentant de l’organisation",
        "MOBILIANS (ex-Conseil national des professionnels de l’automobile) – délégation Gard",
        False,
    ),
)


def _siege(
    code: str, college: str, fonction: str, organisme: str, representant: bool
) -> dict[str, object]:
    domain = "prefecture.example" if college == SERVICES else "example.org"
    return {
        "Code": code,
        "Collège": college,
        "Fonction": fonction,
        "Organisme": organisme,
        "Ou son représentant": "oui" if representant else "non",
        "Courriel": f"{code.lower()}@{domain}",
        "Adresse": _ADRESSE if college == SERVICES else None,
        "À convoquer": "oui",
    }


COMPOSITION = tuple(_siege(*siege) for siege in _SIEGES)

_LIEU = "Préfecture du Gard, salle de réunion, 10 avenue Feuchères, Nîmes"
_ACCES = (
    "Entrée de plain-pied et ascenseur. Boucle magnétique, documents en gros caractères ou"
    " interprète en langue des signes : sur demande au secrétariat, une semaine avant."
)

REUNIONS: tuple[dict[str, object], ...] = (
    {
        "Date": JUIN,
        "Heure": dt.time(14, 30),
        "Lieu": _LIEU,
        "N°": "2026-1",
        "Référence": "CLU-2026-1",
        "Heure de fin": dt.time(16, 20),
        "Accès et accessibilité": _ACCES,
        "Présidence": "SG",
        "Statut": "tenue",
        "Chiffres arrêtés au": dt.date(2026, 5, 31),
        "Convocations envoyées le": dt.date(2026, 5, 26),
        "Dossier envoyé le": dt.date(2026, 6, 2),
        "Prochaine réunion": "jeudi 10 décembre 2026 à 14 h 30",
    },
    {
        "Date": DECEMBRE,
        "Heure": dt.time(14, 30),
        "Lieu": _LIEU,
        "N°": "2026-2",
        "Référence": "CLU-2026-2",
        "Visioconférence": "https://visio.example.org/clu-2026-2",
        "Accès et accessibilité": _ACCES,
        "Présidence": "SG",
        "Statut": "prévue",
        "Prochaine réunion": "juin 2027, date à fixer",
    },
)
