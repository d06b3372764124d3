"""`satisfaction.xlsx` of the example: some 1 500 invented answers over the periods of both meetings
and of their comparisons.

Drawn with a fixed seed, so that the same rows come out at every call; rates differ by year and by
site so that some changes are significant and some are not.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tools.making.worksheet import Taux

_GRAINE = 30000
_DEBUT, _FIN = dt.date(2024, 6, 3), dt.date(2026, 11, 20)
_TOURNANT = dt.date(2025, 11, 1)  # from that day on, the figures of the second year
_NOTE_DEPUIS = dt.date(2025, 12, 1)
_EN_LIGNE = 1010  # answers on line, spread over the whole time

_ECHELLE = (
    ("Très satisfait", "satisfait", "4"),
    ("Plutôt satisfait", "satisfait", "3"),
    ("Plutôt insatisfait", "insatisfait", "2"),
    ("Très insatisfait", "insatisfait", "1"),
    ("Sans opinion", "exclu", "SO"),
)
_ABREGES = {texte: abrege for texte, _, abrege in _ECHELLE}

ECHELLES = tuple(
    {
        "Échelle": "Satisfaction",
        "Réponse possible": texte,
        "Ordre": ordre,
        "Compte comme": compte,
        "Saisie abrégée": abrege,
    }
    for ordre, (texte, compte, abrege) in enumerate(_ECHELLE, start=1)
)


@dataclass(frozen=True, slots=True)
class _Profil:
    """How a question of the scale is answered: share of satisfied each year, share without
    opinion.
    """

    avant: float
    apres: float
    sans_opinion: float = 0.03


_PROFILS = {
    "Q1": _Profil(0.78, 0.80),
    "Q2": _Profil(0.71, 0.73),
    "Q3": _Profil(0.89, 0.94),
    "Q4": _Profil(0.61, 0.71),
    "Q5": _Profil(0.74, 0.75, 0.05),
    "Q6": _Profil(0.79, 0.82),
    "Q7": _Profil(0.63, 0.65, 0.28),
    "Q8": _Profil(0.84, 0.84, 0.06),
    "QG": _Profil(0.78, 0.83, 0.02),
}
_ECART_DU_SITE = {"Nîmes": -0.02, "Alès": 0.02, "Le Vigan": 0.07}

_LIBELLES = (
    ("Q1", "Les horaires d’ouverture", "Satisfaction", "Accès", None, None),
    ("Q2", "La signalétique et l’orientation dans les locaux", "Satisfaction", "Accès", None, None),
    ("Q3", "L’amabilité et la courtoisie de l’accueil", "Satisfaction", "Accueil", "E1", Taux(0.9)),
    ("Q4", "Le délai d’attente", "Satisfaction", "Attente", "E2", Taux(0.75)),
    ("Q5", "Le confort de l’espace d’attente", "Satisfaction", "Attente", None, None),
    ("Q6", "La clarté des informations données", "Satisfaction", "Accueil", "E4", Taux(0.85)),
    ("Q7", "L’accueil au téléphone", "Satisfaction", "Accueil", None, None),
    ("Q8", "La confidentialité de l’échange", "Satisfaction", "Accueil", None, None),
    ("Q9", "Avez-vous obtenu une réponse à votre demande ?", "oui/non", None, None, None),
    (
        "Q10",
        "Quelle note donnez-vous à la simplicité de votre démarche ?",
        "note 0-10",
        None,
        None,
        None,
    ),
    ("QG", "Dans l’ensemble, l’accueil de la préfecture", "Satisfaction", None, None, None),
    ("Q11", "Que pourrions-nous améliorer ?", "texte", None, None, None),
)

QUESTIONS = tuple(
    {
        "Code": code,
        "Libellé": libelle,
        "Échelle": echelle,
        "Thème": theme,
        "Engagement": engagement,
        "Cible": cible,
        "Question globale": "oui" if code == "QG" else "non",
        "Posée depuis le": _NOTE_DEPUIS if code == "Q10" else None,
    }
    for code, libelle, echelle, theme, engagement, cible in _LIBELLES
)

_CAMPAGNES = (  # site, first and last day, forms given out, forms back
    ("Nîmes", dt.date(2024, 10, 7), dt.date(2024, 10, 31), 160, 52),
    ("Nîmes", dt.date(2025, 3, 3), dt.date(2025, 3, 28), 200, 71),
    ("Alès", dt.date(2025, 3, 3), dt.date(2025, 3, 28), 90, 38),
    ("Nîmes", dt.date(2025, 10, 6), dt.date(2025, 10, 31), 180, 60),
    ("Nîmes", dt.date(2026, 3, 2), dt.date(2026, 3, 31), 220, 84),
    ("Alès", dt.date(2026, 3, 2), dt.date(2026, 3, 31), 100, 41),
    ("Le Vigan", dt.date(2026, 3, 2), dt.date(2026, 3, 31), 60, 27),
    ("Nîmes", dt.date(2026, 10, 5), dt.date(2026, 10, 30), 200, 78),
    ("Alès", dt.date(2026, 10, 5), dt.date(2026, 10, 30), 90, 36),
)
_MOIS = {3: "mars", 10: "octobre"}

ENQUETES = tuple(
    {
        "Enquête": f"Questionnaire papier, {site}, {_MOIS[du.month]} {du.year}",
        "Du": du,
        "Au": au,
        "Mode de recueil": "papier",
        "Site": site,
        "Organisation": "Remis à l’accueil par les agents, déposé dans une urne.",
        "Questionnaires distribués": distribues,
    }
    for site, du, au, distribues, _ in _CAMPAGNES
)

DEPOUILLEMENT = tuple(
    {
        "Question": question,
        "Réponse": reponse,
        "Nombre": nombre,
        "Du": dt.date(2026, 6, 1),
        "Au": dt.date(2026, 6, 30),
        "Site": "Le Vigan",
        "Service": "Accueil général",
        "Mode de recueil": "papier",
    }
    for question, nombres in (("Q4", (5, 8, 3, 1, 1)), ("QG", (7, 8, 2, 1, 0)))
    for (reponse, _, _), nombre in zip(_ECHELLE, nombres, strict=True)
    if nombre
)

_SERVICES = (
    "Accueil général",
    "Séjour des étrangers",
    "Naturalisations",
    "Point d’accueil numérique",
)
_POIDS_DES_SERVICES = (40, 34, 14, 12)
_PETITS_SERVICES = {
    40: "Associations",
    110: "Réglementation",
}  # rank in each run of 165 rows: under the threshold of regrouping, not together
_SITES, _POIDS_DES_SITES = ("Nîmes", "Alès", "Le Vigan"), (70, 22, 8)
_CANAUX, _POIDS_DES_CANAUX = (
    ("guichet", "téléphone", "démarche en ligne", "courriel"),
    (46, 12, 30, 12),
)

_EXTRAITS = (
    "L’agent a pris le temps d’expliquer chaque pièce du dossier.",
    (
        "L’attente est longue en début de matinée, mais on sait maintenant combien de temps elle va"
        " durer."
    ),
    "Il manque un panneau à l’entrée pour trouver le bon guichet.",
    "Très bon accueil au point numérique, ma démarche a été faite en une seule fois.",
    "Le téléphone sonne souvent occupé avant 10 heures.",
    "Un courrier plus simple à lire aurait évité un second déplacement.",
    "Merci pour la boucle magnétique, elle fonctionne bien.",
    "Les chaises manquent dans la salle d’attente.",
)
_REMARQUES = (
    "Plus de sièges dans la salle d’attente.",
    "Répondre plus vite aux courriels.",
    "Mieux indiquer l’entrée.",
    "Rien à signaler, merci.",
    "Plus de créneaux de rendez-vous.",
    "Des horaires élargis un soir par semaine.",
)


def reponses() -> list[dict[str, object]]:
    """The answers by date, numbered in that order."""
    alea = random.Random(_GRAINE)  # noqa: S311  # an example to draw, not a secret
    forms = sorted(_formulaires(alea), key=lambda form: form[0])
    rows = [_reponse(alea, *form) for form in forms]
    for rank, row in enumerate(rows):
        row["Service"] = _PETITS_SERVICES.get(rank % 165, row["Service"])
    for step, extrait in enumerate(_EXTRAITS):
        rows[-40 - 75 * step]["Extrait à publier"] = extrait
    return [{**row, "N°": f"R{rank:04d}"} for rank, row in enumerate(rows, start=1)]


def _formulaires(alea: random.Random) -> Iterator[tuple[dt.date, str, str]]:
    """Date, site and way of collecting of each form."""
    for _ in range(_EN_LIGNE):
        day = _DEBUT + dt.timedelta(alea.randint(0, (_FIN - _DEBUT).days))
        yield day, alea.choices(_SITES, _POIDS_DES_SITES)[0], "en ligne"
    for site, du, au, _, retours in _CAMPAGNES:
        open_days = [
            d for d in (du + dt.timedelta(i) for i in range((au - du).days + 1)) if d.weekday() < 5
        ]
        for _ in range(retours):
            yield alea.choice(open_days), site, "papier"


def _reponse(alea: random.Random, date: dt.date, site: str, mode: str) -> dict[str, object]:
    """One form; the paper ones of Le Vigan are typed in short, to show that they may be."""
    row: dict[str, object] = {
        "Date": date,
        "Mode de recueil": mode,
        "Canal": "guichet" if mode == "papier" else alea.choices(_CANAUX, _POIDS_DES_CANAUX)[0],
        "Site": site,
        "Service": alea.choices(_SERVICES, _POIDS_DES_SERVICES)[0],
    }
    humeur = alea.gauss(0, 0.12)
    for code, profil in _PROFILS.items():
        if alea.random() >= 0.03:  # the others are non-answers
            answer = _avis(alea, profil, date, _ECART_DU_SITE[site] + humeur)
            row[code] = _ABREGES[answer] if (site, mode) == ("Le Vigan", "papier") else answer
    row.update(_autres_questions(alea, date))
    return row


def _avis(alea: random.Random, profil: _Profil, date: dt.date, ecart: float) -> str:
    if alea.random() < profil.sans_opinion:
        return "Sans opinion"
    share = (profil.apres if date >= _TOURNANT else profil.avant) + ecart
    strong = alea.random() < 0.35
    if alea.random() < share:
        return "Très satisfait" if strong else "Plutôt satisfait"
    return "Très insatisfait" if strong else "Plutôt insatisfait"


def _autres_questions(alea: random.Random, date: dt.date) -> Mapping[str, object]:
    row: dict[str, object] = {}
    if alea.random() >= 0.04:
        row["Q9"] = "oui" if alea.random() < 0.82 else "non"
    if date >= _NOTE_DEPUIS and alea.random() >= 0.04:
        row["Q10"] = min(10, max(0, round(alea.gauss(7.9, 1.6))))
    if alea.random() < 0.04:
        row["Q11"] = alea.choice(_REMARQUES)
    return row
