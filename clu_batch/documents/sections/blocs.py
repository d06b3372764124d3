"""The tags `blocs['…']`: a block of the procedure in parts, so that a template may leave some out,
move them, and write around them (docs/rules/templates.md#parts-of-a-block).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.rubriques import RUBRIQUES, Rubrique
from clu_batch.kernel.content import Block, Chart, Element, Paragraph, PrintedTable, Texte


class BlocDeSeance:
    """A block as a template asks for it; `build` makes its elements, the first time that one of
    them is printed.
    """

    def __init__(self, build: Callable[[], Sequence[Element]]) -> None:
        self._build = build

    @cached_property
    def _elements(self) -> Sequence[Element]:
        return self._build()

    @property
    def phrase(self) -> Texte:
        """Its reading sentence, or what an absent sheet leaves to complete."""
        dits = [part.texte for part in self._elements if isinstance(part, Paragraph)]
        if dits:
            return dits[0]
        return ""

    def tableau(self, nom: str) -> Block:
        """Return the tables of that name, those of its charts among them; nothing when the meeting
        has none.
        """
        parts = self._select(nom)
        tables = [part.donnees if isinstance(part, Chart) else part for part in parts]
        return Block(tuple(filter(None, tables)))

    def graphique(self, nom: str) -> Block:
        """Return the charts of that name; nothing when the meeting has none."""
        return Block(tuple(part for part in self._select(nom) if isinstance(part, Chart)))

    def _select(self, nom: str) -> list[PrintedTable | Chart]:
        parts = [part for part in self._elements if isinstance(part, PrintedTable | Chart)]
        return [part for part in parts if part.nom == nom]

    def change(self, changed: Callable[[Element], object]) -> BlocDeSeance:
        """Return the same block, each of its elements changed."""

        def build() -> Sequence[Element]:
            made = map(changed, self._elements)
            return [element for element in made if isinstance(element, Element)]

        return BlocDeSeance(build)


def build_blocs(meeting: MeetingContext, *, tenue: bool = False) -> Mapping[str, BlocDeSeance]:
    """Return the blocks, by the name that a template gives them. `tenue`: as the minutes show
    them.
    """
    return {
        rubrique.nom_de_balise: BlocDeSeance(
            partial(_build_one, meeting, rubrique, tenue=tenue)
        )
        for rubrique in RUBRIQUES.values()
    }


def _build_one(
    meeting: MeetingContext, rubrique: Rubrique, *, tenue: bool
) -> Sequence[Element]:
    bati = (rubrique.compte_rendu if tenue else None) or rubrique.bloc
    return [*rubrique.build_elements(meeting, bati), *rubrique.build_detail(meeting)]
