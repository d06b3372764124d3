"""Say how each indicator of the complaints is called and what it means
(docs/rules/complaints.md#volumes).
"""

from __future__ import annotations

from collections.abc import Mapping

from clu_batch.rules.figures.mesures import DATE, NOMBRE, POURCENT, Fiche

DELAI = "jours"
"""Stands for the unit of the délai de réponse, known from the settings alone."""

_BASE = "réclamations reçues dans la période, hors périmètre exclues"


RECUES = "reclamations.recues"
HORS_PERIMETRE = "reclamations.hors_perimetre"
SUGGESTIONS = "reclamations.suggestions"
REMERCIEMENTS = "reclamations.remerciements"
TAUX_DANS_DELAI = "reclamations.taux_dans_delai"
DANS_DELAI = "reclamations.dans_delai"
HORS_DELAI = "reclamations.hors_delai"
EN_COURS = "reclamations.en_cours"
EN_RETARD = "reclamations.en_retard"
REPONDUES = "reclamations.repondues"
DELAI_MEDIAN = "reclamations.delai_median"
DELAI_P90 = "reclamations.delai_p90"
DELAI_MAX = "reclamations.delai_max"
DELAI_MOYEN = "reclamations.delai_moyen"
FONDEES = "reclamations.fondees"
STOCK = "reclamations.stock"
PLUS_ANCIENNE = "reclamations.plus_ancienne"
ANCIENNES_OUVERTES = "reclamations.anciennes_ouvertes"
TAUX_AR_DANS_DELAI = "reclamations.taux_ar_dans_delai"
AR_DANS_DELAI = "reclamations.ar_dans_delai"
AR_HORS_DELAI = "reclamations.ar_hors_delai"
AR_EN_COURS = "reclamations.ar_en_cours"
AR_EN_RETARD = "reclamations.ar_en_retard"

FICHES: Mapping[str, Fiche] = {
    fiche.code: fiche
    for fiche in (
        Fiche(
            RECUES,
            "Réclamations reçues",
            NOMBRE,
            "Réclamations reçues dans la période, y compris celles hors périmètre.",
        ),
        Fiche(
            HORS_PERIMETRE,
            "Réclamations hors périmètre",
            NOMBRE,
            "Parmi les réclamations reçues, celles qualifiées « hors périmètre ».",
        ),
        Fiche(SUGGESTIONS, "Suggestions reçues", NOMBRE, "Suggestions reçues dans la période."),
        Fiche(
            REMERCIEMENTS, "Remerciements reçus", NOMBRE, "Remerciements reçus dans la période."
        ),
        Fiche(
            TAUX_DANS_DELAI,
            "Réclamations répondues dans le délai",
            POURCENT,
            "Réclamations répondues dans le délai, rapportées aux réclamations répondues (dans le"
            f" délai ou non) et à celles dont le délai est dépassé sans réponse ({_BASE}) ; celles"
            " dont le délai court encore n’entrent pas dans la base.",
        ),
        Fiche(
            DANS_DELAI,
            "Réponses dans le délai",
            NOMBRE,
            f"Réponse envoyée au plus tard à l’échéance ({_BASE}).",
        ),
        Fiche(
            HORS_DELAI,
            "Réponses hors délai",
            NOMBRE,
            f"Réponse envoyée après l’échéance ({_BASE}).",
        ),
        Fiche(
            EN_COURS,
            "Réclamations en cours",
            NOMBRE,
            f"Sans réponse, échéance non passée ou suspendue ({_BASE}).",
        ),
        Fiche(
            EN_RETARD,
            "Réclamations en retard",
            NOMBRE,
            f"Sans réponse, échéance passée ({_BASE}).",
        ),
        Fiche(
            REPONDUES,
            "Réclamations répondues",
            NOMBRE,
            f"Réponse envoyée, avec ou sans délai à tenir ({_BASE}).",
        ),
        Fiche(
            DELAI_MEDIAN,
            "Délai médian de réponse",
            DELAI,
            "La moitié des réponses est partie en ce délai ou moins ; jours comptés de la réception"
            " (exclue) à la réponse (incluse), sans les jours de suspension.",
        ),
        Fiche(
            DELAI_P90,
            "Délai de 9 réponses sur 10",
            DELAI,
            "Neuf réponses sur dix sont parties en ce délai ou moins.",
        ),
        Fiche(
            DELAI_MAX,
            "Délai de réponse le plus long",
            DELAI,
            "Le délai le plus long parmi les réponses envoyées.",
        ),
        Fiche(
            DELAI_MOYEN,
            "Délai moyen de réponse",
            DELAI,
            "Moyenne des délais des réponses envoyées.",
        ),
        Fiche(
            FONDEES,
            "Réclamations fondées",
            POURCENT,
            "Réclamations fondées ou partiellement fondées, rapportées aux réclamations répondues"
            " et qualifiées (fondées, partiellement fondées ou non fondées).",
        ),
        Fiche(
            STOCK,
            "Réclamations ouvertes",
            NOMBRE,
            "Réclamations sans réponse, quelle que soit leur date de réception, hors périmètre"
            " exclues.",
        ),
        Fiche(
            PLUS_ANCIENNE,
            "Réclamation ouverte la plus ancienne",
            DATE,
            "Date de réception de la plus ancienne réclamation sans réponse, hors périmètre"
            " exclues.",
        ),
        Fiche(
            ANCIENNES_OUVERTES,
            "Réclamations antérieures encore ouvertes",
            NOMBRE,
            "Réclamations reçues avant la période et sans réponse ; elles n’entrent pas dans les"
            " taux.",
        ),
        Fiche(
            TAUX_AR_DANS_DELAI,
            "Accusés de réception dans le délai",
            POURCENT,
            "Réclamations dont l’accusé de réception (ou la réponse) est parti dans le délai,"
            " rapportées aux réclamations accusées et à celles dont ce délai est dépassé"
            f" ({_BASE}) ; délais de Services Publics\u00a0+, en jours calendaires.",
        ),
        Fiche(
            AR_DANS_DELAI,
            "Accusés de réception dans le délai (nombre)",
            NOMBRE,
            f"Accusé de réception ou réponse dans le délai ({_BASE}).",
        ),
        Fiche(
            AR_HORS_DELAI,
            "Accusés de réception hors délai",
            NOMBRE,
            f"Accusé de réception ou réponse après le délai ({_BASE}).",
        ),
        Fiche(
            AR_EN_COURS,
            "Accusés de réception à envoyer",
            NOMBRE,
            f"Ni accusé de réception ni réponse, délai non passé ({_BASE}).",
        ),
        Fiche(
            AR_EN_RETARD,
            "Accusés de réception en retard",
            NOMBRE,
            f"Ni accusé de réception ni réponse, délai dépassé ({_BASE}).",
        ),
    )
}

SANS_PERIODE = frozenset({STOCK, PLUS_ANCIENNE})
"""What is open at A is so whatever the period."""
NON_COMPAREES = SANS_PERIODE | {EN_COURS, EN_RETARD, ANCIENNES_OUVERTES}
"""The figures without a comparison (docs/rules/complaints.md#not-compared)."""
SELON_LE_DELAI = frozenset({TAUX_DANS_DELAI, DANS_DELAI, HORS_DELAI, EN_COURS, EN_RETARD})
"""The figures that change with the délai de réponse and its unit."""
SELON_L_ACCUSE = frozenset(
    {TAUX_AR_DANS_DELAI, AR_DANS_DELAI, AR_HORS_DELAI, AR_EN_COURS, AR_EN_RETARD}
)
"""The figures that change with the délais d’accusé de réception."""
TEMOINS = (
    HORS_PERIMETRE,
    SUGGESTIONS,
    REMERCIEMENTS,
    REPONDUES,
    FONDEES,
    DELAI_MEDIAN,
    DELAI_MAX,
    DELAI_MOYEN,
)
"""The figures that no délai and no target bends."""
