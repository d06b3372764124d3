"""The documents of a meeting, and the steps of a run that make them.

To add a document: one line here, its module beside, its template in `templates/`.
"""

from __future__ import annotations

from collections.abc import Callable

from clu_batch.documents import (
    chevalets,
    compte_rendu,
    convocation,
    dossier,
    emargement,
    fiche_d_envoi,
    publication,
    trame,
)
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.model import Etape, Parametres


@frozen
class Production:
    """A step of the run: what the screen says, the meetings it is for, and the function that
    prepares its documents.

    `voulue`: whether the settings ask for it.
    """

    annonce: str
    etapes: frozenset[Etape]
    prepare: Callable[[MeetingContext], Prepared]
    voulue: Callable[[Parametres], bool] = lambda parametres: True


_A_VENIR, _TENUE = frozenset({Etape.A_VENIR}), frozenset({Etape.TENUE})

PRODUCTIONS: tuple[Production, ...] = (
    Production("Convocations et invitations", _A_VENIR, convocation.prepare),
    Production("Dossier de séance", _A_VENIR | _TENUE, dossier.prepare),
    Production("Feuille d’émargement", _A_VENIR, emargement.prepare),
    Production("Chevalets", _A_VENIR, chevalets.prepare),
    Production("Trame de notes", _A_VENIR, trame.prepare),
    Production("Compte rendu", _TENUE, compte_rendu.prepare),
    Production(
        "Compte rendu pour publication",
        _TENUE,
        publication.prepare,
        lambda parametres: parametres.compte_rendu_publication,
    ),
    Production("Fiche d’envoi", _A_VENIR | _TENUE, fiche_d_envoi.prepare),
)
