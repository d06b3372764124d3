"""The names of the tags held against what a template may print: every unknown one, with the
closest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import nodes

from clu_batch.defauts import modeles
from clu_batch.problems import Place, Problem
from clu_batch.rendering.balises import Balise
from clu_batch.rendering.environnement import mots
from clu_batch.rendering.proches import suggestion

Vocabulaire = Mapping[str, object]
"""What a template may print, by name: a text (any string), a set of values (a Mapping), or a list
(a tuple that holds one item).
"""


class _Quelconque:
    """A value that cannot be known before it prints: every name below it is accepted."""


QUELCONQUE = _Quelconque()
_BOUCLE = dict.fromkeys(("index", "index0", "revindex", "revindex0", "first", "last", "length"), "")
_MEME_LISTE = {
    "list",
    "sort",
    "reverse",
    "unique",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "default",
    "d",
}
_UN_ELEMENT = {"first", "last", "min", "max"}


def noms_inconnus(
    arbre: nodes.Template, lignes: Sequence[Balise], place: Place, vocabulaire: Vocabulaire
) -> list[Problem]:
    """Every name that the vocabulary does not hold; `lignes`: the tag of each line of the template;
    loops give their item a name.
    """
    walk = _Parcours(lignes, place, vocabulaire)
    walk.visite(arbre, {})
    return walk.found


class _Parcours:
    """The walk through the tags of one part; `locaux` are the names given by the loops and the
    assignments around.
    """

    def __init__(self, lignes: Sequence[Balise], place: Place, vocabulaire: Vocabulaire) -> None:
        self.lignes, self.place, self.vocabulaire = lignes, place, vocabulaire
        self.found: list[Problem] = []

    def visite(self, node: nodes.Node, locaux: dict[str, object]) -> None:
        match node:
            case nodes.For():
                self._boucle(node, locaux)
            case nodes.Assign(target=nodes.Name(name=name)):
                locaux[name] = self.valeur(node.node, locaux)
            case nodes.Output():
                for printed in node.nodes:
                    self._imprimee(printed, locaux)
            case nodes.Expr():
                self.valeur(node, locaux)
            case _:
                for child in node.iter_child_nodes():
                    self.visite(child, locaux)

    def _imprimee(self, node: nodes.Expr, locaux: dict[str, object]) -> None:
        value = self.valeur(node, locaux)
        if isinstance(value, (Mapping, tuple)):
            balise = self.lignes[node.lineno - 1]
            known = (
                ", ".join(f"«\u00a0{mots(node)}.{name}\u00a0»" for name in list(value)[:3])
                if isinstance(value, Mapping)
                else ""
            )
            example = f", par exemple {known}" if known else ""
            self.found.append(
                modeles.BALISE_D_UN_ENSEMBLE.at(
                    self.place, valeur=mots(node), texte=balise.ou, suggestion=example
                )
            )

    def _boucle(self, node: nodes.For, locaux: dict[str, object]) -> None:
        rows = self.valeur(node.iter, locaux)
        first = rows[0] if isinstance(rows, tuple) and rows else QUELCONQUE
        inside = {**locaux, "loop": _BOUCLE}
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = first
        else:
            inside |= {name.name: QUELCONQUE for name in node.target.find_all(nodes.Name)}
        for child in (*([node.test] if node.test else ()), *node.body):
            self.visite(child, inside)
        for child in node.else_:
            self.visite(child, locaux)

    def valeur(self, node: nodes.Node, locaux: Mapping[str, object]) -> object:
        """What the expression is worth as far as it can be told, unknown names being reported on
        the way.
        """
        match node:
            case nodes.Name(name=name):
                known = {**self.vocabulaire, **locaux}
                return known[name] if name in known else self._inconnu(node, name, list(known))
            case (
                nodes.Getattr(node=base, attr=attr)
                | nodes.Getitem(node=base, arg=nodes.Const(value=str(attr)))
            ):
                return self._attribut(node, self.valeur(base, locaux), attr)
            case nodes.Test(name="defined"):
                return QUELCONQUE
            case nodes.Call():  # told elsewhere
                return QUELCONQUE
            case nodes.Filter(node=nodes.Expr() as base):
                return self._filtree(node, self.valeur(base, locaux), locaux)
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.valeur(child, locaux)
            else:
                self.visite(child, dict(locaux))
        return QUELCONQUE

    def _filtree(self, node: nodes.Filter, base: object, locaux: Mapping[str, object]) -> object:
        for child in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.valeur(child, locaux)
        if node.name in _MEME_LISTE:
            return base
        return (
            base[0] if node.name in _UN_ELEMENT and isinstance(base, tuple) and base else QUELCONQUE
        )

    def _attribut(self, node: nodes.Getattr | nodes.Getitem, base: object, attr: str) -> object:
        if base is QUELCONQUE or attr.startswith(
            "_"
        ):  # what looks inside the program is told elsewhere
            return QUELCONQUE
        if isinstance(base, Mapping) and attr in base:
            return base[attr]
        return self._inconnu(node, attr, list(base) if isinstance(base, Mapping) else [])

    def _inconnu(self, node: nodes.Expr, last: str, known: Sequence[str]) -> object:
        ou = self.lignes[min(node.lineno, len(self.lignes)) - 1].ou
        self.found.append(
            modeles.NOM_INCONNU.at(
                self.place, valeur=mots(node), texte=ou, suggestion=suggestion(last, known)
            )
        )
        return QUELCONQUE
