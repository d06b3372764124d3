"""The sheet of the members of the committee."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from clu_batch.kernel.declaration import Record, column, filled, key, sheet
from clu_batch.kernel.declared_sheet import TEN_YEARS
from clu_batch.kernel.french import NON_RENSEIGNE


@sheet(
    "Composition",
    "comite.xlsx",
    "Les membres du comité, par fonction. Deux titulaires successifs : deux lignes de même code,"
    " aux dates qui se suivent.",
    indispensable=True,
    synonyms=("Membres",),
)
class Membre(Record):
    """One holder of a seat of Composition; the seat is its `code`, successive holders share it."""

    code: str = key(
        "Code",
        width=10,
        note="Sigle court et unique du siège : SG, DCLC, UFC… Il sert de référence dans les"
        " autres feuilles.",
        tag="le code du membre",
        example="PIMMS",
        as_typed=True,
    )
    college: str = filled(
        "Collège",
        empty=NON_RENSEIGNE,
        width=28,
        note="Groupe de membres, dans l'ordre où il doit être imprimé.",
        tag="son collège",
        example="Représentants des usagers",
        repeats=True,
    )
    fonction: str | None = column(
        "Fonction",
        required=True,
        width=48,
        note="Avec son article : « Le secrétaire général de la préfecture ».",
        missing="fonction du membre {code}",
        printed=True,
        tag="sa fonction, telle qu’elle est saisie",
        example="Le directeur",
        scanned=True,
    )
    organisme: str | None = column(
        "Organisme",
        required=True,
        width=42,
        note="Service, institution ou association.",
        missing="organisme du membre {code}",
        printed=True,
        tag="son organisme",
        example="PIMMS Nîmes",
        scanned=True,
    )
    ou_son_representant: bool = column(
        "Ou son représentant",
        default=False,
        width=14,
        note="« oui » si la procédure prévoit « ou son représentant » pour ce siège.",
    )
    civilite: str | None = column(
        "Civilité",
        width=12,
        note="Madame, Monsieur, Maître ou Docteur. Vide : on s'adresse à la fonction.",
        nominative=True,
        tag="sa civilité",
        example="Madame",
        repeats=True,
    )
    prenom: str | None = column(
        "Prénom",
        width=16,
        nominative=True,
        tag="son prénom",
        example="prénom saisi dans Composition",
        note="Le prénom du titulaire. Imprimé devant son nom, sur ses lettres et son"
        " chevalet ; masqué dans la version à publier.",
    )
    nom: str | None = column(
        "Nom",
        width=20,
        nominative=True,
        tag="son nom",
        example="nom saisi dans Composition",
        note="Le nom du titulaire, sans civilité ni prénom. Imprimé sur ses lettres et son"
        " chevalet ; masqué dans la version à publier. Vide : seule la fonction est"
        " imprimée.",
    )
    courriels: tuple[str, ...] = column(
        "Courriel",
        width=34,
        note="Plusieurs adresses : séparez-les par un point-virgule.",
        default=(),
    )
    adresse: str | None = column(
        "Adresse",
        width=40,
        note="Pour un envoi par courrier ; Alt + Entrée pour aller à la ligne.",
    )
    a_convoquer: bool = column(
        "À convoquer", default=True, width=12, note="« non » : pas de convocation individuelle."
    )
    depuis: dt.date | None = column(
        "Depuis le", width=13, rare=True, note="Début du mandat de ce titulaire."
    )
    jusqu_au: dt.date | None = column(
        "Jusqu'au",
        horizon=TEN_YEARS,
        width=13,
        rare=True,
        note="Fin du mandat de ce titulaire.",
    )
    vacant: bool = column(
        "Vacant",
        default=False,
        width=10,
        rare=True,
        note="« oui » : le siège est sans titulaire.",
    )
    rang: Decimal | None = column(
        "Rang",
        width=8,
        rare=True,
        note="Ordre protocolaire dans le collège ; vide : ordre des lignes.",
    )
