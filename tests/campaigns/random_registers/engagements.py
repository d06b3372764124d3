"""Commitments and their results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from clu_batch.records.engagements import UniteDeResultat
from clu_batch.rules.model import Engagement, Question, Resultat
from tests.campaigns.random_registers.tirage import JOUR, Tirage

SOURCES = (
    "reclamations.taux_dans_delai",
    "Réclamations répondues dans le délai",
    "reclamations.delai_median",
    "reclamations.recues",
    "reclamations.plus_ancienne",
    "rien de connu",
)
FILTRES = (
    "Nature = réclamation",
    "Nature ≠ suggestion",
    "Réponse envoyée le ≠ vide",
    "Accusé de réception le = vide",
    "Qualification = fondée",
    "qualification ≠ hors périmètre",
    "Motif = attente",
    "Canal = services publics +",
    "Délai particulier ≠ vide",
    "Reçue le = 29/02/2024",
)


def engagements(tirage: Tirage, questions: Sequence[Question]) -> Iterator[Engagement]:
    codes = [
        f"satisfaction.taux.{q.code}"
        for q in questions
        if not q.echelle.startswith(("choix", "texte"))
    ]
    codes += [
        "Satisfaction.Theme.Accueil",
        "satisfaction.retour.1",
        "satisfaction.moyenne.Q0",
        "L0",
        "Indicateur local 1",
    ]
    for n in range(8):
        unite = tirage.choix(["%", "%", "%", "jours", "nombre", "minutes"]) if n > 5 else "%"
        yield Engagement(
            f"E{n}",
            "Nous vous accueillons.",
            "Usagers accueillis",
            tirage.choix(["≥", "≤", None]),
            cible=tirage.parfois(Fraction(tirage.entier(0, 10), 10), 0.8),
            tolerance=tirage.parfois(Fraction(tirage.entier(0, 30), 100)),
            unite=UniteDeResultat(unite),
            source=tirage.parfois(tirage.choix([*SOURCES, *codes]), 0.9 if n > 5 else 0.4),
        )


def locaux(tirage: Tirage, questions: Sequence[Question]) -> Iterator[dict[str, object]]:
    """Her own indicators; their filters name columns by code, by wording, in other letters, and
    values that no row holds.
    """
    reponses = [
        "Site = nimes",
        "CANAL ≠ courriel",
        "Service = vide",
        "Mode de recueil ≠ vide",
        "Date = 29/02/2024",
    ]
    valeurs = ("vide", "oui", "8", "carte grise", "cg", "bien")
    for q in questions:
        reponses += [
            f"{tirage.choix([q.code, q.libelle])} {tirage.choix('=≠')} {valeur}"
            for valeur in valeurs
        ]
    for n in range(tirage.choix([0, 4])):
        feuille = tirage.choix(["Réponses", "Réclamations"])
        filtres = reponses if feuille == "Réponses" else FILTRES
        yield {
            "Code": f"L{n}",
            "Libellé": f"Indicateur local {n}",
            "Feuille": feuille,
            "Sur": tirage.parfois(
                " et ".join(tirage.choix(filtres) for _ in range(tirage.entier(1, 2)))
            ),
            "Compter": " et ".join(tirage.choix(filtres) for _ in range(tirage.entier(1, 2))),
            "Cible": tirage.parfois(Fraction(1, 2)),
            "Sens de la cible": tirage.choix(["≥", "≤", "au moins", "au plus", None]),
        }


def resultat(tirage: Tirage) -> Resultat:
    """Few dates, so that ties are many."""
    au = tirage.choix([tirage.fin - 20 * JOUR, tirage.fin - 380 * JOUR, tirage.jour()])
    du = au - tirage.choix([10, 30]) * JOUR
    return Resultat(
        f"E{tirage.entier(0, 5)}",
        du,
        au,
        Fraction(tirage.entier(0, 20), 20),
        nombre_de_cas=tirage.parfois(7),
    )
