"""The five blocks that the procedure has the services present, in its order, and the functions that
make each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from clu_batch.documents import procedure
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    absences,
    documents_types,
    engagements,
    modalites_appui,
    reclamations,
    reclamations_detail,
    satisfaction,
    suites,
)
from clu_batch.documents.sections.field_tables import Partie, lay_out
from clu_batch.kernel.content import Block, Element, Missing
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_stems, fold_text

Bati = Callable[[MeetingContext], Block]


@frozen
class Rubrique:
    """A block: its word in `Ordre du jour`, its short name, its title when no point of the agenda
    gives one, and the functions that make it.

    `manque`: what is to complete when a sheet that feeds it is absent. `compte_rendu`: the block
    after the meeting, when it differs from the one before. `detail`: what the annex of the dossier
    tells of it. `illisibles`: the rates that its sentence cannot give because answers cannot be
    read. `parties`: what a template may print of it alone.
    """

    cle: str
    nom: str
    titre: str
    phrase: Callable[[MeetingContext], str]
    bloc: Bati
    vide: Callable[[MeetingContext], bool]
    manque: Callable[[MeetingContext], Missing | None]
    compte_rendu: Bati | None = None
    detail: Bati = lambda _: Block()
    illisibles: Callable[[MeetingContext], Sequence[Missing]] = lambda _: ()
    parties: Sequence[Partie] = ()

    @property
    def nom_de_balise(self) -> str:
        """What a template calls it: `blocs['documents_types']`."""
        return fold_text(self.cle).replace(" ", "_")

    def is_silent(self, meeting: MeetingContext) -> bool:
        """Whether nothing can be said of it: its sheet is absent, and no other feeds it."""
        return self.manque(meeting) is not None and self.vide(meeting)

    def build_detail(self, meeting: MeetingContext) -> Sequence[Element]:
        """Return what the annex of the dossier tells of it."""
        if self.is_silent(meeting):
            return ()
        return self.detail(meeting).elements

    def build_elements(self, meeting: MeetingContext, bati: Bati) -> list[Element]:
        """Return what stands under a point: what an absent sheet leaves to complete, then the
        block.
        """
        bloc = () if self.is_silent(meeting) else bati(meeting).elements
        return lay_out(self.manque(meeting), bloc)


PROCEDURE: tuple[Rubrique, ...] = (
    Rubrique(
        "engagements",
        "Engagements de service",
        procedure.ENGAGEMENTS,
        engagements.write_sentence,
        engagements.build_section,
        engagements.is_empty,
        engagements.find_missing,
        parties=engagements.PARTIES,
    ),
    Rubrique(
        "satisfaction",
        "Enquêtes de satisfaction",
        procedure.SATISFACTION,
        satisfaction.write_sentence,
        satisfaction.build_section,
        satisfaction.is_empty,
        satisfaction.find_missing,
        detail=satisfaction.build_detail,
        illisibles=satisfaction.list_missing_rates,
        parties=satisfaction.PARTIES,
    ),
    Rubrique(
        "réclamations",
        "Réclamations",
        procedure.RECLAMATIONS,
        reclamations.write_sentence,
        reclamations.build_section,
        reclamations.is_empty,
        lambda meeting: absences.find_missing_sheet(meeting, "Réclamations"),
        detail=reclamations_detail.build_detail,
        parties=reclamations.PARTIES,
    ),
    Rubrique(
        "documents types",
        "Documents types",
        procedure.DOCUMENTS_TYPES,
        documents_types.write_sentence,
        documents_types.build_section,
        documents_types.is_empty,
        lambda meeting: absences.find_missing_sheet(meeting, "Documents types"),
        partial(documents_types.build_section, avec_avis=True),
        parties=documents_types.PARTIES,
    ),
    Rubrique(
        "modalités d’appui",
        "Modalités d’appui",
        procedure.MODALITES_D_APPUI,
        modalites_appui.write_sentence,
        modalites_appui.build_section,
        modalites_appui.is_empty,
        lambda meeting: absences.find_missing_sheet(meeting, "Modalités d'appui"),
        parties=modalites_appui.PARTIES,
    ),
)

SUITES = Rubrique(
    "suites données",
    "Suites données",
    "Suites données aux réunions précédentes",
    suites.write_sentence,
    suites.build_section,
    suites.is_empty,
    suites.find_missing,
    suites.build_compte_rendu_section,
    parties=suites.PARTIES,
)


RUBRIQUES: Mapping[str, Rubrique] = {fold_stems(r.cle): r for r in (*PROCEDURE, SUITES)}
"""The blocks, by their word without its case, accents and plurals."""


def find_rubrique(rubrique: str | None) -> Rubrique | None:
    """Return the block that a Rubrique of the agenda calls; None when no block has that name."""
    return RUBRIQUES.get(fold_stems(rubrique or ""))
