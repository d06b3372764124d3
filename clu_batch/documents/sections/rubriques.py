"""The five things that the procedure has the services present, in its order, and the block of
each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clu_batch.documents import procedure
from clu_batch.documents.sections import (
    documents_types,
    engagements,
    modalites_appui,
    reclamations,
    satisfaction,
    suites,
)
from clu_batch.documents.sections.field_tables import paragraphe
from clu_batch.kernel.content import Bloc, Element, Manquant
from clu_batch.parse import racine
from clu_batch.rules.model import Bilan, Registre

Bati = Callable[[Registre, Bilan, int], Bloc]


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A block: its word in `Ordre du jour`, its short name, its title when no point of the agenda
    gives one, and what it says.

    `manque`: what is to complete when a sheet that feeds it is absent. `compte_rendu`: the block
    after the meeting, when it does not say the same as before. `illisibles`: what its sentence
    cannot say, for answers that nobody can read.
    """

    cle: str
    nom: str
    titre: str
    phrase: Callable[[Registre, Bilan], str]
    bloc: Bati
    vide: Callable[[Registre, Bilan], bool]
    manque: Callable[[Registre, Bilan], Manquant | None]
    compte_rendu: Bati | None = None
    illisibles: Callable[[Registre, Bilan], Sequence[Manquant]] = lambda _, __: ()

    def tu(self, registre: Registre, bilan: Bilan) -> bool:
        """Whether nothing can be said of it: its sheet is absent, and no other feeds it."""
        return self.manque(registre, bilan) is not None and self.vide(registre, bilan)

    def presente(self, registre: Registre, bilan: Bilan, bati: Bati, niveau: int) -> list[Element]:
        """What stands under a point: what an absent sheet leaves to complete, then the block."""
        manque = self.manque(registre, bilan)
        a_completer = [paragraphe(manque)] if manque else []
        if self.tu(registre, bilan):
            return [*a_completer]
        return [*a_completer, *bati(registre, bilan, niveau).elements]


PROCEDURE: tuple[Rubrique, ...] = (
    Rubrique(
        "engagements",
        "Engagements de service",
        procedure.ENGAGEMENTS,
        engagements.phrase,
        engagements.bloc,
        lambda _, bilan: engagements.vide(bilan),
        engagements.manque,
    ),
    Rubrique(
        "satisfaction",
        "Enquêtes de satisfaction",
        procedure.SATISFACTION,
        satisfaction.phrase,
        satisfaction.bloc,
        lambda _, bilan: satisfaction.vide(bilan),
        satisfaction.manque,
        illisibles=satisfaction.a_completer,
    ),
    Rubrique(
        "réclamations",
        "Réclamations",
        procedure.RECLAMATIONS,
        reclamations.phrase,
        reclamations.bloc,
        lambda _, bilan: reclamations.vide(bilan),
        reclamations.manque,
    ),
    Rubrique(
        "documents types",
        "Documents types",
        procedure.DOCUMENTS_TYPES,
        documents_types.phrase,
        documents_types.bloc,
        documents_types.vide,
        documents_types.manque,
        documents_types.bloc_avec_avis,
    ),
    Rubrique(
        "modalités d’appui",
        "Modalités d’appui",
        procedure.MODALITES_D_APPUI,
        modalites_appui.phrase,
        modalites_appui.bloc,
        modalites_appui.vide,
        modalites_appui.manque,
    ),
)

SUITES = Rubrique(
    "suites données",
    "Suites données",
    "Suites données aux réunions précédentes",
    suites.phrase,
    suites.bloc,
    suites.vide,
    suites.manque,
    suites.bloc_du_compte_rendu,
)


def de(rubrique: str | None) -> Rubrique | None:
    """The block that a Rubrique of the agenda calls, whatever its case, accents and plurals; None
    when it has no block.
    """
    if not rubrique:
        return None
    for r in (*PROCEDURE, SUITES):
        if racine(r.cle) == racine(rubrique):
            return r
    return None
