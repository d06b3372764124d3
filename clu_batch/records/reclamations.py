"""The sheet of `reclamations.xlsx`."""

from __future__ import annotations

from clu_batch.kernel.declaration import EXEMPLE, Famille, Kind, Sheet, key, optional, required

CANAUX = (
    "courriel",
    "formulaire en ligne",
    "réseaux sociaux",
    "Services Publics +",
    "courrier",
    "guichet",
    "téléphone",
)
"""The canals that the drop-down list proposes; which délai each has is said in Paramètres."""
NATURES = ("réclamation", "suggestion", "remerciement")
QUALIFICATIONS = ("fondée", "partiellement fondée", "non fondée", "hors périmètre")

RECLAMATIONS = Sheet(
    "Réclamations",
    "reclamations.xlsx",
    "Le registre des réclamations, suggestions et remerciements. L'identité des personnes n'est"
    " jamais lue.",
    (
        key("N°", Kind.NUMERO, synonyms=("Numéro",), width=11),
        key("Reçue le", Kind.DATE, width=13),
        required(
            "Canal",
            choices=CANAUX,
            width=20,
            note=(
                "Un canal qui n'est pas dans la liste se range dans Paramètres : Canaux"
                " électroniques ou Autres canaux."
            ),
        ),
        required("Service", width=26),
        required("Motif", width=30),
        optional("Nature", Kind.CHOIX, choices=NATURES, default="réclamation", width=15),
        optional("Site", width=14),
        optional("Accusé de réception le", Kind.DATE, width=14),
        optional("Réponse envoyée le", Kind.DATE, width=14),
        optional(
            "Délai suspendu du",
            Kind.DATE,
            width=14,
            rare=True,
            note="Dans l'attente d'une pièce ou d'une réponse de l'usager.",
        ),
        optional(
            "Délai suspendu au",
            Kind.DATE,
            width=14,
            rare=True,
            note="Vide tant que l'attente dure.",
        ),
        optional(
            "Délai particulier",
            Kind.ENTIER,
            width=12,
            rare=True,
            note="Un délai propre à cette réclamation, dans la même unité.",
        ),
        optional("Qualification", Kind.CHOIX, choices=QUALIFICATIONS, width=20),
        optional(
            "Suite donnée", width=40, confidentiel=True, note="Pour votre suivi : jamais imprimée."
        ),
        optional(
            "Action d'amélioration", width=46, note="Imprimée dans le bilan : sans nom de personne."
        ),
        EXEMPLE,
    ),
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
    additive=True,
)
