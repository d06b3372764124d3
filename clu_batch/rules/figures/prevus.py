"""List the indicators that exist whether or not a meeting measures them.

A Source or a tag that names one of them is no unknown name.
"""

from __future__ import annotations

from collections.abc import Iterator

from clu_batch.rules.figures import appui, reclamations
from clu_batch.rules.figures.definitions import (
    DEPOUILLEES,
    REPONSES,
    TAUX_GLOBAL,
    describe_retour,
)
from clu_batch.rules.figures.mesures import POURCENT, Fiche
from clu_batch.rules.model import Registre

# its wording is that of a question, when one is global
_GLOBALE = Fiche(TAUX_GLOBAL, TAUX_GLOBAL, POURCENT, "")


def list_fiches(registre: Registre) -> Iterator[Fiche]:
    """Return the indicators of the program, the return rate of each survey, and the secretary's
    own.

    One of hers whose filter cannot be read is reported at its own cell.
    """
    yield from (_GLOBALE, REPONSES, DEPOUILLEES, appui.FICHE)
    yield from reclamations.list_fiches(registre.parametres).values()
    yield from (
        describe_retour(n, enquete) for n, enquete in enumerate(registre.enquetes, start=1)
    )
    for local in registre.indicateurs_locaux:
        yield Fiche(local.code, local.libelle or local.code, POURCENT, "")
