"""The example that ships: a comité local des usagers that follows the procedure of the préfecture
du Gard; invented rows are marked.

Composition and provisions come from the procedure; figures, texts and dates are invented; no person
is named.
"""

from __future__ import annotations

from collections.abc import Mapping

from tools.making.drop_down_lists import Lignes
from tools.making.example import (
    comite,
    decembre,
    engagements,
    juin,
    parametres,
    reclamations,
    satisfaction,
)

ANNEXES = decembre.ANNEXES
"""The files of `workbooks/annexes/` that the example cites, by name."""


def contenus() -> dict[str, Lignes]:
    """The rows of the example, by sheet; the same at every call."""
    return {
        "Paramètres": parametres.lignes(),
        "Jours de fermeture": _inventees(parametres.FERMETURES),
        "Composition": comite.COMPOSITION,
        "Réunions": _inventees(comite.REUNIONS),
        "Ordre du jour": _inventees((*juin.ORDRE_DU_JOUR, *decembre.ORDRE_DU_JOUR)),
        "Invités": _inventees((*juin.INVITES, *decembre.INVITES)),
        "Suppléances": _inventees((*juin.SUPPLEANCES, *decembre.SUPPLEANCES)),
        "Présences": _inventees((*juin.PRESENCES, *decembre.PRESENCES)),
        "Propositions": _inventees(juin.PROPOSITIONS),
        "Documents types": _inventees((*juin.DOCUMENTS_TYPES, *decembre.DOCUMENTS_TYPES)),
        "Modalités d'appui": _inventees((*juin.MODALITES, *decembre.MODALITES)),
        "Enquêtes": _inventees(satisfaction.ENQUETES),
        "Questions": satisfaction.QUESTIONS,
        "Échelles": satisfaction.ECHELLES,
        "Réponses": _inventees(satisfaction.reponses()),
        "Dépouillement": _inventees(satisfaction.DEPOUILLEMENT),
        "Réclamations": _inventees(reclamations.registre(parametres.CALENDRIER)),
        "Engagements": _inventees(engagements.ENGAGEMENTS),
        "Résultats": _inventees(engagements.RESULTATS),
        "Indicateurs locaux": _inventees(engagements.INDICATEURS_LOCAUX),
    }


def _inventees(lignes: Lignes) -> list[Mapping[str, object]]:
    """The same rows, each marked as an example."""
    return [{**ligne, "Exemple": "oui"} for ligne in lignes]
