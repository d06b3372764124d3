"""Say how each indicator of the complaints is called and what it means
(docs/rules/complaints.md#volumes).
"""

from __future__ import annotations

from collections.abc import Mapping

from clu_batch.rules.figures.mesures import DATE, NOMBRE, POURCENT, Fiche

DELAI = "jours"
"""Stands for the unit of the délai de réponse, known from the settings alone."""

_BASE = "réclamations reçues dans la période, hors périmètre exclues"


def _build_fiche(name: str, libelle: str, unite: str, definition: str) -> Fiche:
    return Fiche(f"reclamations.{name}", libelle, unite, definition)


FICHES: Mapping[str, Fiche] = {
    fiche.code: fiche
    for fiche in (
        _build_fiche(
            "recues",
            "Réclamations reçues",
            NOMBRE,
            "Réclamations reçues dans la période, y compris celles hors périmètre.",
        ),
        _build_fiche(
            "hors_perimetre",
            "Réclamations hors périmètre",
            NOMBRE,
            "Parmi les réclamations reçues, celles qualifiées « hors périmètre ».",
        ),
        _build_fiche(
            "suggestions", "Suggestions reçues", NOMBRE, "Suggestions reçues dans la période."
        ),
        _build_fiche(
            "remerciements", "Remerciements reçus", NOMBRE, "Remerciements reçus dans la période."
        ),
        _build_fiche(
            "taux_dans_delai",
            "Réclamations répondues dans le délai",
            POURCENT,
            "Réclamations répondues dans le délai, rapportées aux réclamations répondues (dans le"
            f" délai ou non) et à celles dont le délai est dépassé sans réponse ({_BASE}) ; celles"
            " dont le délai court encore n’entrent pas dans la base.",
        ),
        _build_fiche(
            "dans_delai",
            "Réponses dans le délai",
            NOMBRE,
            f"Réponse envoyée au plus tard à l’échéance ({_BASE}).",
        ),
        _build_fiche(
            "hors_delai",
            "Réponses hors délai",
            NOMBRE,
            f"Réponse envoyée après l’échéance ({_BASE}).",
        ),
        _build_fiche(
            "en_cours",
            "Réclamations en cours",
            NOMBRE,
            f"Sans réponse, échéance non passée ou suspendue ({_BASE}).",
        ),
        _build_fiche(
            "en_retard",
            "Réclamations en retard",
            NOMBRE,
            f"Sans réponse, échéance passée ({_BASE}).",
        ),
        _build_fiche(
            "repondues",
            "Réclamations répondues",
            NOMBRE,
            f"Réponse envoyée, avec ou sans délai à tenir ({_BASE}).",
        ),
        _build_fiche(
            "delai_median",
            "Délai médian de réponse",
            DELAI,
            "La moitié des réponses est partie en ce délai ou moins ; jours comptés de la réception"
            " (exclue) à la réponse (incluse), sans les jours de suspension.",
        ),
        _build_fiche(
            "delai_p90",
            "Délai de 9 réponses sur 10",
            DELAI,
            "Neuf réponses sur dix sont parties en ce délai ou moins.",
        ),
        _build_fiche(
            "delai_max",
            "Délai de réponse le plus long",
            DELAI,
            "Le délai le plus long parmi les réponses envoyées.",
        ),
        _build_fiche(
            "delai_moyen",
            "Délai moyen de réponse",
            DELAI,
            "Moyenne des délais des réponses envoyées.",
        ),
        _build_fiche(
            "fondees",
            "Réclamations fondées",
            POURCENT,
            "Réclamations fondées ou partiellement fondées, rapportées aux réclamations répondues"
            " et qualifiées (fondées, partiellement fondées ou non fondées).",
        ),
        _build_fiche(
            "stock",
            "Réclamations ouvertes",
            NOMBRE,
            "Réclamations sans réponse, quelle que soit leur date de réception, hors périmètre"
            " exclues.",
        ),
        _build_fiche(
            "plus_ancienne",
            "Réclamation ouverte la plus ancienne",
            DATE,
            "Date de réception de la plus ancienne réclamation sans réponse, hors périmètre"
            " exclues.",
        ),
        _build_fiche(
            "anciennes_ouvertes",
            "Réclamations antérieures encore ouvertes",
            NOMBRE,
            "Réclamations reçues avant la période et sans réponse ; elles n’entrent pas dans les"
            " taux.",
        ),
        _build_fiche(
            "taux_ar_dans_delai",
            "Accusés de réception dans le délai",
            POURCENT,
            "Réclamations dont l’accusé de réception (ou la réponse) est parti dans le délai,"
            " rapportées aux réclamations accusées et à celles dont ce délai est dépassé"
            f" ({_BASE}) ; délais de Services Publics\u00a0+, en jours calendaires.",
        ),
        _build_fiche(
            "ar_dans_delai",
            "Accusés de réception dans le délai (nombre)",
            NOMBRE,
            f"Accusé de réception ou réponse dans le délai ({_BASE}).",
        ),
        _build_fiche(
            "ar_hors_delai",
            "Accusés de réception hors délai",
            NOMBRE,
            f"Accusé de réception ou réponse après le délai ({_BASE}).",
        ),
        _build_fiche(
            "ar_en_cours",
            "Accusés de réception à envoyer",
            NOMBRE,
            f"Ni accusé de réception ni réponse, délai non passé ({_BASE}).",
        ),
        _build_fiche(
            "ar_en_retard",
            "Accusés de réception en retard",
            NOMBRE,
            f"Ni accusé de réception ni réponse, délai dépassé ({_BASE}).",
        ),
    )
}

SANS_PERIODE = frozenset({"reclamations.stock", "reclamations.plus_ancienne"})
NON_COMPAREES = SANS_PERIODE | {
    "reclamations.en_cours",
    "reclamations.en_retard",
    "reclamations.anciennes_ouvertes",
}
