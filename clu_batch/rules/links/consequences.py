"""Drop the problems that follow from a sheet that cannot be read: citing it is no fault of the
citing cell (docs/rules/workbooks.md#citations).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clu_batch.kernel.problems import Place, Problem, Severity
from clu_batch.messages import (
    counted_rows,
    equivalences,
    links,
    meeting_papers,
    meetings,
    settings,
    survey,
)

_CITE = {
    links.REUNION_INCONNUE: {"Réunions"},
    links.MEMBRE_INCONNU: {"Composition"},
    links.PERSONNE_SANS_NOM: {"Composition", "Invités"},
    links.AUTEUR_INCONNU: {"Composition", "Invités"},
    links.COLLEGE_INCONNU: {"Composition"},
    links.POINT_INCONNU: {"Ordre du jour"},
    survey.ECHELLE_INCONNUE: {"Échelles"},
    survey.CHOIX_SANS_OPTION: {"Échelles"},
    survey.QUESTION_INCONNUE: {"Questions", "Échelles"},
    survey.REPONSE_INCONNUE: {"Échelles"},
    equivalences.COLONNE_INCONNUE: {"Questions", "Échelles"},
    survey.QUESTION_SANS_COLONNE: {"Réponses", "Dépouillement"},
    survey.QUESTION_SANS_COLONNE_PROCHE: {"Réponses", "Dépouillement"},
    survey.ENGAGEMENT_INCONNU: {"Engagements"},
    survey.ENGAGEMENT_D_UNE_QUESTION: {"Engagements"},
    counted_rows.SOURCE_INCONNUE: {
        "Questions",
        "Échelles",
        "Réponses",
        "Réclamations",
        "Indicateurs locaux",
    },
    counted_rows.COLONNE_DE_FILTRE_INCONNUE: {"Questions", "Échelles"},
    counted_rows.VALEUR_DE_FILTRE_ABSENTE: {
        "Questions",
        "Échelles",
        "Réponses",
        "Réclamations",
    },
    meeting_papers.BLOC_HORS_ORDRE_DU_JOUR: {"Ordre du jour"},
    meetings.SUPPLEANCE_NON_ANNONCEE: {"Suppléances"},
    meetings.PRESENCES_ATTENDUES: {"Présences"},
    meetings.REUNION_A_PRODUIRE_INCONNUE: {"Réunions"},
}
"""What is reported of a row because of what another sheet holds."""

_MANQUES = {
    defaut.code
    for defaut in (links.PERIODE_INCOMPLETE, links.INVITE_SANS_NOM, settings.PARAMETRE_MANQUANT)
}
"""What is reported of a cell because it is empty: a wrong cell is read as empty, and has its own
line.
"""

_SHEETS = {defaut.code: sheets for defaut, sheets in _CITE.items()}


def drop_consequences(problems: Sequence[Problem], brisees: Collection[str]) -> list[Problem]:
    """Return the problems that stand by themselves.

    `brisees` holds the sheets that cannot be read entirely, each of which has its own line.
    """
    told = _list_told(problems)
    asked = {p.place for p in problems if p.code == meetings.A_COMPLETER.code}
    kept = []
    for problem in problems:
        cites_broken = not _SHEETS.get(problem.code, set()).isdisjoint(brisees)
        without_option = problem.code == survey.CHOIX_SANS_OPTION.code
        follows = without_option and problem.place in asked
        if not cites_broken and not follows and not _is_wrong_cell(problem, told):
            kept.append(problem)
    return kept


def _is_wrong_cell(problem: Problem, told: Collection[Place]) -> bool:
    """Whether a cell is said to be empty only because what it holds is wrong."""
    return problem.code in _MANQUES and bool(problem.place.cell) and problem.place in told


def _list_told(problems: Sequence[Problem]) -> set[Place]:
    """The cells of which an error is told that no other explains."""
    return {
        problem.place
        for problem in problems
        if problem.gravite is Severity.ERREUR and problem.code not in _MANQUES
    }
