"""The sheet of what the members express, followed from one meeting to the next."""

from __future__ import annotations

import datetime as dt
import enum

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import TEN_YEARS, Kind
from clu_batch.kernel.famille import BLOCS
from clu_batch.records.point import RUBRIQUES_EN_TOUTES_LETTRES, NomDeRubrique


class NatureDeProposition(enum.StrEnum):
    """What a member expresses."""

    AVIS = "avis"
    SOUHAIT = "souhait"
    PROPOSITION = "proposition"
    SUGGESTION = "suggestion"


class EtatDeProposition(enum.StrEnum):
    """What becomes of a proposition."""

    A_ETUDIER = "à étudier"
    RETENUE = "retenue"
    EN_COURS = "en cours"
    REALISEE = "réalisée"
    NON_RETENUE = "non retenue"


@sheet(
    "Propositions",
    "comite.xlsx",
    "Les avis, souhaits, propositions et suggestions, suivis d'une réunion à l'autre.",
    named_by=("texte",),
    retient=BLOCS,
    invented=True,
)
class Proposition(Record):
    """An avis, souhait, proposition or suggestion; `auteur` as it is printed (body, collège or
    guest).
    """

    numero: str = key(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=10,
        note="Un numéro unique, qui ne change plus : « P-2026-1 ». Il suit la proposition"
        " d'une réunion à l'autre.",
    )
    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    auteur: str = key(
        "Membre",
        width=22,
        note="Code, collège ou invité qui l'a exprimé.",
        among=("Composition", "code"),
    )
    nature: NatureDeProposition | None = column(
        "Nature",
        required=True,
        width=14,
        note="Ce qui a été exprimé. Le compte rendu range les propositions par nature.",
    )
    rubrique: str | None = column(
        "Rubrique",
        choices=tuple(NomDeRubrique),
        short=RUBRIQUES_EN_TOUTES_LETTRES,
        width=22,
        note="Le sujet, choisi dans la liste ou écrit autrement. Vide : sans sujet.",
    )
    texte: str | None = column(
        "Texte",
        required=True,
        width=60,
        missing="texte de la proposition {numero}",
        printed=True,
        scanned=True,
        note="La proposition, rédigée telle qu'elle sera imprimée, sans nom d'usager.",
    )
    reponse: str | None = column(
        "Réponse", width=60, note="La réponse de l'administration.", printed=True, scanned=True
    )
    service_pilote: str | None = column(
        "Service pilote",
        width=30,
        printed=True,
        scanned=True,
        note="Le service qui la met en œuvre : « Bureau de l'accueil ». Imprimé dans les"
        " suites données.",
    )
    echeance: dt.date | None = column(
        "Échéance",
        horizon=TEN_YEARS,
        width=13,
        note="Le jour prévu pour sa mise en œuvre. Imprimée dans les suites données.",
    )
    etat: EtatDeProposition | None = column(
        "État",
        width=14,
        note="Où elle en est. Vide : son état n'est pas dit.",
    )
    cloturee_le: dt.date | None = column(
        "Clôturée le",
        width=13,
        note="Le jour où elle a été réalisée ou écartée. Vide : elle est suivie à chaque"
        " réunion.",
    )
