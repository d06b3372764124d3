"""A citation of a sheet that cannot be read is the problem of that sheet, not of the citing cell
(docs/rules/workbooks.md#citations).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clu_batch.defauts import chiffres, equivalences, liens, mesures, reglages, reunion, seance
from clu_batch.kernel.problems import Gravite, Problem

_CITE = {
    liens.REUNION_INCONNUE: {"Réunions"},
    liens.MEMBRE_INCONNU: {"Composition"},
    liens.PERSONNE_SANS_NOM: {"Composition", "Invités"},
    liens.AUTEUR_INCONNU: {"Composition", "Invités"},
    liens.COLLEGE_INCONNU: {"Composition"},
    liens.POINT_INCONNU: {"Ordre du jour"},
    mesures.ECHELLE_INCONNUE: {"Échelles"},
    mesures.QUESTION_INCONNUE: {"Questions", "Échelles"},
    mesures.REPONSE_INCONNUE: {"Échelles"},
    equivalences.COLONNE_INCONNUE: {"Questions", "Échelles"},
    mesures.QUESTION_SANS_COLONNE: {"Réponses", "Dépouillement"},
    mesures.ENGAGEMENT_INCONNU: {"Engagements"},
    mesures.ENGAGEMENT_D_UNE_QUESTION: {"Engagements"},
    chiffres.SOURCE_INCONNUE: {
        "Questions",
        "Échelles",
        "Réponses",
        "Réclamations",
        "Indicateurs locaux",
    },
    chiffres.COLONNE_DE_FILTRE_INCONNUE: {"Questions", "Échelles"},
    chiffres.VALEUR_DE_FILTRE_ABSENTE: {"Questions", "Échelles", "Réponses", "Réclamations"},
    seance.BLOC_HORS_ORDRE_DU_JOUR: {"Ordre du jour"},
    reunion.SUPPLEANCE_NON_ANNONCEE: {"Suppléances"},
    reunion.PRESENCES_ATTENDUES: {"Présences"},
    reunion.REUNION_A_PRODUIRE_INCONNUE: {"Réunions"},
}
"""What is reported of a row because of what another sheet holds."""

_MANQUES = {
    defaut.code
    for defaut in (liens.PERIODE_INCOMPLETE, liens.INVITE_SANS_NOM, reglages.PARAMETRE_MANQUANT)
}
"""What is reported of a cell because it is empty: a wrong cell is read as empty, and has its own
line.
"""

_SHEETS = {defaut.code: sheets for defaut, sheets in _CITE.items()}


def sans_consequences(problems: Sequence[Problem], brisees: Collection[str]) -> list[Problem]:
    """The problems that stand by themselves; `brisees`: the sheets that cannot be read entirely,
    each with its own line.
    """
    told = {
        problem.place
        for problem in problems
        if problem.gravite is Gravite.ERREUR and problem.code not in _MANQUES
    }
    kept = [problem for problem in problems if not _SHEETS.get(problem.code, set()) & set(brisees)]
    return [
        problem
        for problem in kept
        if problem.code not in _MANQUES or not problem.place.cell or problem.place not in told
    ]
