"""`engagements.xlsx` of the example: commitments in the prefecture's own words, which are not the
list of any official référentiel.
"""

from __future__ import annotations

import datetime as dt

from tools.making.worksheet import Taux

_ENGAGEMENTS = (
    (
        "E1",
        "Accueil",
        "Nous vous accueillons avec courtoisie et attention.",
        "Usagers satisfaits de l’amabilité de l’accueil",
        "≥",
        "%",
        Taux(0.9),
        None,
        "satisfaction.taux.Q3",
        "Rappel des gestes d’accueil à chaque réunion d’équipe.",
    ),
    (
        "E2",
        "Attente",
        "Nous limitons votre attente et nous vous en informons.",
        "Usagers satisfaits du délai d’attente",
        "≥",
        "%",
        Taux(0.75),
        Taux(0.05),
        "satisfaction.taux.Q4",
        "Ouverture d’un guichet supplémentaire le mardi et le jeudi matin.",
    ),
    (
        "E3",
        "Attente",
        "Nous limitons votre attente et nous vous en informons.",
        "Durée moyenne d’attente à l’accueil de Nîmes",
        "≤",
        "minutes",
        20,
        2,
        "saisie",
        "Affichage du temps d’attente estimé à l’entrée du hall.",
    ),
    (
        "E4",
        "Information",
        "Nous vous donnons des informations claires et fiables.",
        "Usagers satisfaits de la clarté des informations",
        "≥",
        "%",
        Taux(0.85),
        None,
        "satisfaction.taux.Q6",
        "Relecture des dix courriers les plus envoyés avec les associations.",
    ),
    (
        "E5",
        "Téléphone",
        "Nous répondons à vos appels.",
        "Appels pris en charge par un agent",
        "≥",
        "%",
        Taux(0.85),
        Taux(0.03),
        "saisie",
        "Renfort du standard de 9 h à 11 h, heures de plus forte affluence.",
    ),
    (
        "E6",
        "Courriers",
        "Nous répondons à vos courriers dans le délai annoncé.",
        "Délai moyen de réponse aux courriers",
        "au plus",
        "jours",
        15,
        None,
        "saisie",
        "Suivi hebdomadaire des courriers en attente.",
    ),
    (
        "E7",
        "Réclamations",
        "Nous répondons à vos réclamations dans le délai annoncé.",
        "Réclamations traitées dans le délai",
        "≥",
        "%",
        Taux(0.9),
        Taux(0.05),
        "reclamations.taux_dans_delai",
        "Relance hebdomadaire des services, cinq jours avant l’échéance.",
    ),
    (
        "E8",
        "Réclamations",
        "Nous accusons réception de vos réclamations.",
        "Accusés de réception envoyés dans le délai",
        "≥",
        "%",
        Taux(0.95),
        None,
        "reclamations.taux_ar_dans_delai",
        "Accusé de réception automatique pour les courriels.",
    ),
    (
        "E9",
        "Accessibilité",
        "Nous formons nos agents à l’accueil des personnes handicapées.",
        "Agents formés pendant la période",
        "au moins",
        "nombre",
        12,
        None,
        "saisie",
        "Deux sessions de formation ajoutées au second semestre.",
    ),
    (
        "E10",
        "Appui",
        "Nous aidons les usagers éloignés du numérique.",
        "Usagers accompagnés au point d’accueil numérique",
        "≥",
        "nombre",
        None,
        None,
        "saisie",
        None,
    ),
)

ENGAGEMENTS = tuple(
    {
        "Code": code,
        "Thème": theme,
        "Engagement": engagement,
        "Indicateur": indicateur,
        "Sens de la cible": sens,
        "Unité": unite,
        "Cible": cible,
        "Tolérance": tolerance,
        "Source": source,
        "Action d'amélioration": action,
    }
    for code, theme, engagement, indicateur, sens, unite, cible, tolerance, source, action in _ENGAGEMENTS
)

_PERIODES = (  # those of the two meetings and of their comparisons
    (dt.date(2024, 6, 1), dt.date(2025, 5, 31)),
    (dt.date(2024, 11, 1), dt.date(2025, 10, 31)),
    (dt.date(2025, 6, 1), dt.date(2026, 5, 31)),
    (dt.date(2025, 11, 1), dt.date(2026, 10, 31)),
)

_VALEURS: dict[str, tuple[tuple[float, int | None], ...]] = {
    "E3": ((26, 9120), (24, 9480), (22, 9655), (19, 9710)),
    "E5": ((Taux(0.79), 31250), (Taux(0.802), 32110), (Taux(0.824), 31890), (Taux(0.837), 32460)),
    "E6": ((17, 410), (16, 432), (15, 428), (14, 441)),
    "E9": ((8, None), (11, None), (10, None), (14, None)),
    "E10": ((1985, None), (2074, None), (2140, None), (2310, None)),
}

_COMMENTAIRES = {
    ("E3", 3): "Relevé de la borne d’accueil, site de Nîmes.",
    ("E5", 3): "Appels parvenus au standard pendant les heures d’ouverture.",
    ("E6", 3): "Courriers du mois de référence, en jours ouvrés.",
}

RESULTATS = tuple(
    {
        "Code": code,
        "Du": du,
        "Au": au,
        "Valeur": valeur,
        "Nombre de cas": cas,
        "Commentaire": _COMMENTAIRES.get((code, rang)),
    }
    for code, valeurs in _VALEURS.items()
    for rang, ((du, au), (valeur, cas)) in enumerate(zip(_PERIODES, valeurs, strict=True))
)

INDICATEURS_LOCAUX = (
    {
        "Code": "reclam_ecrit",
        "Libellé": "Réclamations reçues par courriel ou par formulaire en ligne",
        "Feuille": "Réclamations",
        "Sur": "Nature = réclamation",
        "Compter": "Canal ≠ courrier et Canal ≠ guichet et Canal ≠ téléphone",
    },
    {
        "Code": "tres_satisfait_nimes",
        "Libellé": "Usagers très satisfaits dans l’ensemble, à Nîmes",
        "Feuille": "Réponses",
        "Sur": "Site = Nîmes et QG ≠ vide",
        "Compter": "QG = Très satisfait",
        "Cible": 0.3,
        "Sens de la cible": "≥",
    },
)
