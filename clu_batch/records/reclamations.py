"""The sheet of `reclamations.xlsx`."""

from __future__ import annotations

import datetime as dt
import enum

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import BLOCS
from clu_batch.records.actions import declare_echeance, declare_pilote

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


class Nature(enum.StrEnum):
    """What somebody writes for; an empty cell is a réclamation."""

    RECLAMATION = "réclamation"
    SUGGESTION = "suggestion"
    REMERCIEMENT = "remerciement"


class Qualification(enum.StrEnum):
    """What the service thinks of a complaint."""

    FONDEE = "fondée"
    PARTIELLEMENT_FONDEE = "partiellement fondée"
    NON_FONDEE = "non fondée"
    HORS_PERIMETRE = "hors périmètre"


_RECUE_AILLEURS = (
    "Arrivée le",
    "Arrivé le",
    "Arrivé … le",
    "Reçu … le",
    "Enregistré le",
    "Date de la réception",
    "Date de réception",
    "Reçu le",
    "Date d’arrivée",
    "Date d’ouverture",
    "Déposé le",
    "Date de dépôt",
    "Date de la réclamation",
    "Date de réclamation",
    "Date de la demande",
    "Date de saisine",
    "Date de soumission",
    "Date de publication",
    "Date d’enregistrement",
    "Date de création",
    "Créé le",
    "Date",
)
"""The date of receipt in registers, GLPI, Démarches simplifiées and Services Publics +."""

_CANAUX_AILLEURS = {
    "mail": "courriel",
    "e-mail": "courriel",
    "mèl": "courriel",
    "messagerie": "courriel",
    "téléphonique": "téléphone",
    "tél": "téléphone",
    "appel": "téléphone",
    "appel téléphonique": "téléphone",
    "lettre": "courrier",
    "courrier postal": "courrier",
    "voie postale": "courrier",
    "courrier électronique": "courriel",
    "poste": "courrier",
    "postal": "courrier",
    "accueil": "guichet",
    "sur place": "guichet",
    "formulaire": "formulaire en ligne",
    "internet": "formulaire en ligne",
    "web": "formulaire en ligne",
    "site web": "formulaire en ligne",
    "site internet": "formulaire en ligne",
    "SP+": "Services Publics +",
}
"""Other words for a canal. They are proposed in Équivalences; a register is read as typed."""


@sheet(
    "Réclamations",
    "reclamations.xlsx",
    "Le registre des réclamations, suggestions et remerciements. L'identité des personnes n'est"
    " jamais lue.",
    retient=BLOCS,
    invented=True,
    additive=True,
    many=True,
)
class Reclamation(Record):
    """A complaint; the identity of the person is never read."""

    numero: str = key(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=11,
        elsewhere=(
            "ID",
            "Dossier ID",
            "N° de dossier",
            "N° de réclamation",
            "N° d’ordre",
            "N° d’enregistrement",
            "N° de ticket",
            "Numéro de dossier",
            "Identifiant",
            "Référence",
            "Réf.",
            "Ticket",
        ),
        note="Le numéro du registre, unique : « 2026-001 ». Il désigne la réclamation dans"
        " le classeur de contrôle.",
    )
    recue_le: dt.date = key(
        "Reçue le",
        width=13,
        elsewhere=_RECUE_AILLEURS,
        note="Le jour de la réception. Le délai de réponse court de ce jour.",
    )
    canal: str | None = column(
        "Canal",
        required=True,
        short=_CANAUX_AILLEURS,
        elsewhere=(
            "Mode de réception",
            "Mode de saisine",
            "Mode de contact",
            "Source de la demande",
            "Voie de réception",
            "Voie d’arrivée",
            "Mode d’arrivée",
            "Moyen",
            "Origine",
            "Provenance",
            "Support",
        ),
        choices=CANAUX,
        width=20,
        note="Un canal qui n'est pas dans la liste se range dans Paramètres : Canaux"
        " électroniques ou Autres canaux.",
        scanned=True,
    )
    service: str | None = column(
        "Service",
        required=True,
        width=26,
        scanned=True,
        repeats=True,
        elsewhere=(
            "Service concerné",
            "Groupe instructeur",
            "Attribué à - Groupe",
            "Groupe",
            "Structure",
            "Bureau",
            "Direction",
            "Entité",
            "Unité",
            "Pôle",
        ),
        note="Le service concerné, toujours écrit de la même façon : « Accueil général"
        " ». Le bilan compte par service.",
    )
    motif: str | None = column(
        "Motif",
        required=True,
        width=30,
        scanned=True,
        repeats=True,
        elsewhere=(
            "Objet",
            "Catégorie",
            "Thématique",
            "Thème",
            "Type de réclamation",
            "Nature de la réclamation",
            "Nature de la plainte",
            "Sujet",
            "Grief",
        ),
        note="Le sujet, en quelques mots qui reviennent : « Temps d'attente à l'accueil »."
        " Le bilan compte par motif.",
    )
    nature: Nature = column(
        "Nature",
        default=str(Nature.RECLAMATION),
        width=15,
        elsewhere=("Ressenti", "Type de demande", "Type"),
        note="Suggestions et remerciements sont comptés à part, sans délai.",
    )
    site: str | None = column(
        "Site",
        width=14,
        scanned=True,
        repeats=True,
        elsewhere=("quel site", "Site concerné", "Lieu"),
        note="Le lieu concerné : « Nîmes ». Le bilan compte par site. Vide : non renseigné.",
    )
    accusee_le: dt.date | None = column(
        "Accusé de réception le",
        width=14,
        elsewhere=(
            "Date AR",
            "AR le",
            "Date de l’AR",
            "Accusé de réception",
            "Date d’accusé",
            "AR … le",
            "Accusé … le",
            "Date … AR",
            "Date … accusé de réception",
        ),
        note="Le jour de son envoi. Vide : pas encore envoyé.",
    )
    repondue_le: dt.date | None = column(
        "Réponse envoyée le",
        width=14,
        elsewhere=(
            "Date de réponse",
            "Date de la réponse",
            "Répondu le",
            "Réponse le",
            "Date d’envoi",
            "Traité le",
            "Date de traitement",
            "Date de résolution",
            "Date de clôture",
            "Clos le",
            "Réponse … le",
            "Répondu … le",
            "Date … réponse",
        ),
        absence="chaque réclamation y est comptée sans réponse",
        note="Le jour de l'envoi de la réponse. Vide : la réclamation est ouverte.",
    )
    suspendue_du: dt.date | None = column(
        "Délai suspendu du",
        width=14,
        rare=True,
        note="Dans l'attente d'une pièce ou d'une réponse de l'usager.",
    )
    suspendue_au: dt.date | None = column(
        "Délai suspendu au", width=14, rare=True, note="Vide tant que l'attente dure."
    )
    delai_particulier: int | None = column(
        "Délai particulier",
        width=12,
        rare=True,
        note="Un délai propre à cette réclamation, dans la même unité.",
    )
    qualification: Qualification | None = column(
        "Qualification",
        width=20,
        elsewhere=("Qualif.", "Bien-fondé"),
        note="Ce que le service en conclut. « hors périmètre » : elle sort du bilan, par"
        " exemple un recours contre une décision.",
    )
    suite: str | None = column(
        "Suite donnée", width=40, confidentiel=True, note="Pour votre suivi : jamais imprimée."
    )
    action: str | None = column(
        "Action d'amélioration",
        width=46,
        note="Imprimée dans le bilan : sans nom de personne.",
        scanned=True,
        of_users=True,
    )
    pilote: str | None = declare_pilote()
    echeance_action: dt.date | None = declare_echeance()
