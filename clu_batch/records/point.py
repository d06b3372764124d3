"""The sheet of the agendas: what is on them, and what was said."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import Famille


class NomDeRubrique(enum.StrEnum):
    """The blocks of figures that stand under the points of an agenda."""

    ENGAGEMENTS = "engagements"
    SATISFACTION = "satisfaction"
    RECLAMATIONS = "réclamations"
    DOCUMENTS_TYPES = "documents types"
    MODALITES_D_APPUI = "modalités d'appui"
    SUITES_DONNEES = "suites données"
    COMPTE_RENDU_PRECEDENT = "compte rendu précédent"


RUBRIQUES_EN_TOUTES_LETTRES = {
    "engagements de service": NomDeRubrique.ENGAGEMENTS,
    "enquêtes de satisfaction": NomDeRubrique.SATISFACTION,
    "enquête de satisfaction": NomDeRubrique.SATISFACTION,
    "bilan des réclamations": NomDeRubrique.RECLAMATIONS,
    "courriers, formulaires et imprimés types": NomDeRubrique.DOCUMENTS_TYPES,
    "modalités d'appui aux usagers": NomDeRubrique.MODALITES_D_APPUI,
    "suites": NomDeRubrique.SUITES_DONNEES,
}
"""What a person types for a rubrique -> its word in the list."""


@sheet(
    "Ordre du jour",
    "comite.xlsx",
    "Les points de chaque réunion, et après elle ce qui s'est dit.",
    named_by=("point",),
    retient=frozenset(
        {
            Famille.CONVOCATION,
            Famille.INVITATION,
            Famille.DOSSIER,
            Famille.COMPTE_RENDU,
            Famille.TRAME,
        }
    ),
    invented=True,
)
class Point(Record):
    """One item of an agenda."""

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    numero: str = key(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=7,
        note="Numéro du point.",
        tag="son numéro",
        example="3",
    )
    point: str = key(
        "Point",
        width=46,
        note="Intitulé du point.",
        printed=True,
        tag="son intitulé",
        example="Résultats des enquêtes de satisfaction",
        scanned=True,
        as_typed=True,
    )
    rubrique: str | None = column(
        "Rubrique",
        choices=tuple(NomDeRubrique),
        short=RUBRIQUES_EN_TOUTES_LETTRES,
        width=22,
        note="Le bloc de chiffres à insérer sous ce point ; un autre texte est permis, sans bloc.",
        tag="sa rubrique",
        example="Satisfaction",
        scanned=True,
    )
    presente_par: str | None = column(
        "Présenté par",
        width=32,
        printed=True,
        tag="qui le présente",
        example="Le responsable qualité",
        scanned=True,
        note="La fonction, avec son article : « Le responsable qualité ». Imprimé sous le"
        " point, dans l'ordre du jour.",
    )
    duree: Decimal | None = column(
        "Durée",
        Kind.DUREE,
        width=9,
        note="En minutes. Les horaires sont imprimés si chaque point a une durée.",
        tag="sa durée, en minutes",
        example="20",
    )
    presentation: str | None = column(
        "Présentation",
        width=60,
        note="Le texte du service, imprimé dans le dossier.",
        scanned=True,
    )
    avis_demande: bool | None = column(
        "Avis demandé",
        width=10,
        rare=True,
        note="oui : le point est cité à « Votre avis est demandé » ; non : il ne l'est pas.",
    )
    fichier: str | None = column(
        "Fichier", width=24, rare=True, note="Nom d'un fichier placé dans workbooks/annexes."
    )
    releve: str | None = column(
        "Relevé des échanges",
        width=60,
        note="Après la réunion : ce qui s'est dit. Le programme n'invente jamais ce texte.",
        missing="relevé des échanges du point {numero}",
        printed=True,
        scanned=True,
    )
    conclusion: str | None = column(
        "Conclusion",
        width=46,
        note="Après la réunion : ce qui a été retenu.",
        printed=True,
        scanned=True,
    )
