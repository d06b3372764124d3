"""Tags that open and tags that close: each pair in the same place, whatever is missing told all at
once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.messages import templates
from clu_batch.render.template_tags import TemplateTag

FINS: Mapping[str, str] = {"if": "endif", "for": "endfor"}
SUITES = ("elif", "else")
MOTS = (*FINS, *SUITES, *FINS.values(), "set")
"""The instructions of the templates."""
NIVEAUX = 15
"""The most tags that may be open at once: Python compiles 20 loops in one another, and no more; the
templates have 3.
"""


class TagPairs:
    """The pairs of a part; `entoures`: what Jinja must read in the place of some tags, so that the
    names can be checked all the same.
    """

    def __init__(self, place: Place, balises: Sequence[TemplateTag]) -> None:
        self.place = place
        self.problems: list[Problem] = []
        self.entoures: dict[TemplateTag, str] = {}
        self.trop_profondes = False
        self._opened: list[TemplateTag] = []
        for balise in balises:
            self._read_next(balise)
        self.fin = "".join(map(self._close, reversed(self._opened)))

    def _read_next(self, balise: TemplateTag) -> None:
        if balise.mot in FINS:
            self._opened.append(balise)
            self._check_depth(balise)
        elif balise.mot in SUITES:
            self._continue(balise)
        elif balise.mot in FINS.values():
            self._end(balise)

    def _continue(self, balise: TemplateTag) -> None:
        """Read an « elif » or an « else »: it goes on with the tag that was opened last."""
        if not self._opened or (balise.mot == "elif" and self._opened[-1].mot != "if"):
            self._drop(balise)
        else:
            self._compare(self._opened[-1], balise)

    def _check_depth(self, balise: TemplateTag) -> None:
        """Tell once that too many tags stand in one another."""
        if len(self._opened) <= NIVEAUX or self.trop_profondes:
            return
        self.trop_profondes = True
        self._report(templates.BALISES_TROP_IMBRIQUEES, balise, niveaux=str(NIVEAUX))

    def _end(self, fin: TemplateTag) -> None:
        """Read a closing tag: it ends the last tag of its kind, and all that was opened since."""
        words = [FINS[opened.mot] for opened in self._opened]
        if fin.mot not in words:
            self._drop(fin)
            return
        inner = ""
        while FINS[self._opened[-1].mot] != fin.mot:
            inner += self._close(self._opened.pop())
        if inner:
            self.entoures[fin] = inner + fin.jinja
        self._compare(self._opened.pop(), fin)

    def _drop(self, balise: TemplateTag) -> None:
        """Tell of a tag that closes or continues nothing; Jinja does not read it."""
        self.entoures[balise] = ""
        self._report(templates.BALISE_MAL_PLACEE, balise)

    def _report(self, kind: ProblemKind, balise: TemplateTag, **facts: str) -> None:
        self.problems.append(
            kind.report(self.place, valeur=balise.nue, texte=balise.ou, **facts)
        )

    def _close(self, balise: TemplateTag) -> str:
        """Tell that the tag is never closed; return what closes it."""
        end = FINS[balise.mot]
        self._report(templates.BALISE_NON_FERMEE, balise, fin=end)
        return f"{{% {end} %}}"

    def _compare(self, debut: TemplateTag, autre: TemplateTag) -> None:
        """Tell of two tags that do not stand in the same table, row or cell, with the same prefix:
        printed or not, they would break the page.
        """
        if debut.prefixe != autre.prefixe or debut.support is not autre.support:
            self._report(templates.BALISE_MAL_PLACEE, autre)


def write_skeleton(
    balises: Sequence[TemplateTag], pairs: TagPairs, illisibles: Mapping[TemplateTag, str]
) -> Iterator[str]:
    """Give the tags alone, one per line, in a form that Jinja reads; `illisibles`: what stands for
    those it cannot.
    """
    for balise in balises:
        line = illisibles.get(balise, balise.jinja)
        yield pairs.entoures.get(balise, line)
    yield pairs.fin
