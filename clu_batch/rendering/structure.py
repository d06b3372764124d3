"""Tags that open and tags that close: each pair in the same place, whatever is missing told all at
once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clu_batch.defauts import modeles
from clu_batch.problems import Place, Problem
from clu_batch.rendering.balises import Balise

FINS: Mapping[str, str] = {"if": "endif", "for": "endfor"}
SUITES = ("elif", "else")
MOTS = (*FINS, *SUITES, *FINS.values(), "set")
"""The instructions of the templates."""
NIVEAUX = 15
"""The most tags that may be open at once: Python compiles 20 loops in one another, and no more; the
templates have 3.
"""


class Appariement:
    """The pairs of a part; `entoures`: what Jinja must read in the place of some tags, so that the
    names can be checked all the same.
    """

    def __init__(self, place: Place, balises: Sequence[Balise]) -> None:
        self.place, self.problems = place, list[Problem]()
        self.entoures: dict[Balise, str] = {}
        self.fin = ""
        self.trop_profondes = False
        self._ouvertes: list[Balise] = []
        for balise in balises:
            self._suivante(balise)
        self.fin = "".join(self._fermer(balise) for balise in reversed(self._ouvertes))

    def _suivante(self, balise: Balise) -> None:
        if balise.mot in FINS:
            self._ouvertes.append(balise)
            self._compter(balise)
        elif balise.mot in SUITES:
            if not self._ouvertes or (balise.mot == "elif" and self._ouvertes[-1].mot != "if"):
                self._egaree(balise)
            else:
                self._comparer(self._ouvertes[-1], balise)
        elif balise.mot in FINS.values():
            self._terminer(balise)

    def _compter(self, balise: Balise) -> None:
        """Tell once that too many tags stand in one another."""
        if len(self._ouvertes) <= NIVEAUX or self.trop_profondes:
            return
        self.trop_profondes = True
        self.problems.append(
            modeles.BALISES_TROP_IMBRIQUEES.at(
                self.place, valeur=balise.nue, niveaux=NIVEAUX, texte=balise.ou
            )
        )

    def _terminer(self, fin: Balise) -> None:
        awaited = [
            rank for rank, opened in enumerate(self._ouvertes) if FINS[opened.mot] == fin.mot
        ]
        if not awaited:
            self._egaree(fin)
            return
        inner, self._ouvertes[awaited[-1] + 1 :] = self._ouvertes[awaited[-1] + 1 :], []
        if inner:
            self.entoures[fin] = (
                "".join(self._fermer(balise) for balise in reversed(inner)) + fin.jinja
            )
        self._comparer(self._ouvertes.pop(), fin)

    def _egaree(self, balise: Balise) -> None:
        self.entoures[balise] = ""
        self.problems.append(
            modeles.BALISE_MAL_PLACEE.at(self.place, valeur=balise.nue, texte=balise.ou)
        )

    def _fermer(self, balise: Balise) -> str:
        """Tell that the tag is never closed; what closes it."""
        end = FINS[balise.mot]
        self.problems.append(
            modeles.BALISE_NON_FERMEE.at(self.place, valeur=balise.nue, fin=end, texte=balise.ou)
        )
        return f"{{% {end} %}}"

    def _comparer(self, debut: Balise, autre: Balise) -> None:
        """Both must stand in the same table, row or cell, with the same prefix: printed or not,
        they would break the page otherwise.
        """
        if debut.prefixe != autre.prefixe or debut.support is not autre.support:
            self.problems.append(
                modeles.BALISE_MAL_PLACEE.at(self.place, valeur=autre.nue, texte=autre.ou)
            )


def squelette(
    balises: Sequence[Balise], appariement: Appariement, illisibles: Mapping[Balise, str]
) -> Iterator[str]:
    """The tags alone, one per line, in a form that Jinja reads; `illisibles`: what stands for those
    it cannot.
    """
    for balise in balises:
        yield appariement.entoures.get(balise, illisibles.get(balise, balise.jinja))
    yield appariement.fin
