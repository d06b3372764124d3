"""Compare the provisions of the procedure, quoted, with what the workbooks show: finding, proof,
state.

« conforme » stands only where what was typed was compared with what the provision says. The seats,
which the procedure of each prefecture names for itself, are counted and left « à comparer ».
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from clu_batch.documents.control import fonctionnement, roles
from clu_batch.documents.control.constat import Constat
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import rubriques
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.sheet_content import ControlColumn, ControlSheet
from clu_batch.parse import fold_stems
from clu_batch.records.point import NomDeRubrique


@frozen
class Disposition:
    """A provision in the words of the procedure, its apostrophes included; « […] » stands for words
    of the same sentence that belong to another provision.

    `preuve`: where it is seen whether it is respected; `constater`: what looks there.
    """

    citation: str
    preuve: str
    constater: Callable[[MeetingContext], Constat]


def build_conformite_sheet(meeting: MeetingContext | None) -> ControlSheet:
    """Build the sheet of the provisions, one row each; it is empty without a meeting."""
    colonnes = (
        ControlColumn("Disposition", largeur=70),
        ControlColumn("Constat", largeur=60),
        ControlColumn("Preuve", largeur=50),
        ControlColumn("État", largeur=18),
    )
    lignes = [] if meeting is None else [_fill_row(d, meeting) for d in DISPOSITIONS]
    return ControlSheet("Conformité", colonnes, lignes)


def _fill_row(disposition: Disposition, meeting: MeetingContext) -> tuple[str, str, str, str]:
    found = disposition.constater(meeting)
    preuve = found.preuve or disposition.preuve
    return f"« {disposition.citation} »", found.constat, preuve, found.etat


def _present(citation: str, mot: NomDeRubrique) -> Disposition:
    """Return the provision of a presentation that the procedure asks of the services."""
    preuve = f"feuille Ordre du jour, rubrique « {mot} »"
    rubrique = rubriques.RUBRIQUES[fold_stems(mot)]
    return Disposition(citation, preuve, partial(roles.find_presentation, rubrique))


DISPOSITIONS = (
    _present(
        "présentation des résultats des engagements de service sur l'accueil général",
        NomDeRubrique.ENGAGEMENTS,
    ),
    _present(
        "présentation […] des résultats des enquêtes de satisfaction",
        NomDeRubrique.SATISFACTION,
    ),
    _present(
        "présentation […] des bilans sur les réclamations reçues",
        NomDeRubrique.RECLAMATIONS,
    ),
    _present(
        "présentation […] des courriers, formulaires et imprimés type à destination des usagers",
        NomDeRubrique.DOCUMENTS_TYPES,
    ),
    _present(
        "présentation […] des modalités d’appui aux usagers dans leurs démarches",
        NomDeRubrique.MODALITES_D_APPUI,
    ),
    Disposition(
        "avis sur les engagements et les résultats présentés",
        "feuille Propositions",
        roles.find_opinions,
    ),
    Disposition(
        "souhaits, propositions et suggestions d'amélioration sur l'accueil pouvant répondre aux"
        " attentes des usagers",
        "feuille Propositions",
        roles.find_wishes,
    ),
    Disposition(
        'examen des documents et formulaires "type" propres à la préfecture',
        "feuille Documents types",
        roles.find_documents,
    ),
    Disposition(
        "examen […] des modalités d’appui aux usagers dans leurs démarches",
        "feuille Ordre du jour, relevé des échanges et conclusion ; feuille Propositions",
        roles.find_modalites,
    ),
    Disposition(
        "En cas d'empêchement d'un des membres du CLU, une suppléance peut être assurée dès lors"
        " que le secrétariat est informé de l'identité et de la fonction du suppléant au minimum 2"
        " jours ouvrables avant la réunion du CLU.",
        "feuille Suppléances",
        fonctionnement.find_suppleances,
    ),
    Disposition(
        "Le secrétariat de séance est assuré par le responsable qualité.",
        "feuille Composition",
        fonctionnement.find_secretary,
    ),
    Disposition(
        "Le compte-rendu de chaque réunion est adressé aux participants.",
        "feuille Réunions, colonne « Compte rendu envoyé le »",
        fonctionnement.find_compte_rendu,
    ),
    Disposition(
        "Représentants des services de la préfecture du périmètre QUAL-e-PREF",
        "feuille Composition",
        partial(fonctionnement.find_college, "service"),
    ),
    Disposition(
        "Tout autre représentant de l’administration ou personne qualifiée dont la présence est"
        " rendue nécessaire par l'ordre du jour.",
        "feuille Invités",
        partial(fonctionnement.find_guests, usagers=False),
    ),
    Disposition(
        "Représentants des institutions suivantes",
        "feuille Composition",
        partial(fonctionnement.find_college, "institution"),
    ),
    Disposition(
        "Représentants des usagers",
        "feuille Composition",
        partial(fonctionnement.find_college, "usager"),
    ),
    Disposition(
        "Toute association dont la présence est rendue nécessaire par l'ordre du jour.",
        "feuille Invités",
        partial(fonctionnement.find_guests, usagers=True),
    ),
)
