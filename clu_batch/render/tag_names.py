"""The names of the tags held against what a template may print: every unknown one, with the
closest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import nodes

from clu_batch.kernel.content import Choices
from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.messages import templates
from clu_batch.render.closest_name import suggest
from clu_batch.render.tag_rewriting import name_expression
from clu_batch.render.template_tags import TemplateTag

Vocabulary = Mapping[str, object]
"""What a template may print, by name: a text (any string), a set of values (a Mapping), or a list
(a tuple that holds one item).
"""


class _AnyValue:
    """A value that cannot be known before it prints: every name below it is accepted."""


QUELCONQUE = _AnyValue()
_BOUCLE = dict.fromkeys(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length"), ""
)
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


def is_choice(call: nodes.Node) -> bool:
    """Return whether a call has the shape `something.name('text')`."""
    match call:
        case nodes.Call(node=nodes.Getattr(), args=[nodes.Const(value=str())], kwargs=[]):
            return call.dyn_args is None and call.dyn_kwargs is None
    return False


def find_unknown_names(
    arbre: nodes.Template, lignes: Sequence[TemplateTag], place: Place, vocabulaire: Vocabulary
) -> list[Problem]:
    """Every name that the vocabulary does not hold; `lignes`: the tag of each line of the template;
    loops give their item a name.
    """
    walk = _NameWalk(lignes, place, vocabulaire)
    walk.visit(arbre, {})
    return walk.found


class _NameWalk:
    """The walk through the tags of one part; `locaux` are the names given by the loops and the
    assignments around.
    """

    def __init__(
        self, lignes: Sequence[TemplateTag], place: Place, vocabulaire: Vocabulary
    ) -> None:
        self.lignes, self.place, self.vocabulaire = lignes, place, vocabulaire
        self.found: list[Problem] = []

    def visit(self, node: nodes.Node, locaux: dict[str, object]) -> None:
        match node:
            case nodes.For():
                self._visit_loop(node, locaux)
            case nodes.Assign(target=nodes.Name(name=name)):
                locaux[name] = self.evaluate(node.node, locaux)
            case nodes.Output():
                for printed in node.nodes:
                    self._check_printed(printed, locaux)
            case nodes.Expr():
                self.evaluate(node, locaux)
            case _:
                for child in node.iter_child_nodes():
                    self.visit(child, locaux)

    def _check_printed(self, node: nodes.Expr, locaux: dict[str, object]) -> None:
        """Report a printed expression that is a set of values, with what it holds."""
        value = self.evaluate(node, locaux)
        if not isinstance(value, (Mapping, tuple)):
            return
        example = ""
        if isinstance(value, Mapping) and value:
            tag = name_expression(node)
            known = [
                f"«\u00a0{_name_below(tag, value, name)}\u00a0»" for name in list(value)[:3]
            ]
            example = f", par exemple {', '.join(known)}"
        self._report(templates.BALISE_D_UN_ENSEMBLE, node, example)

    def _visit_loop(self, node: nodes.For, locaux: dict[str, object]) -> None:
        rows = self.evaluate(node.iter, locaux)
        inside = {**locaux, "loop": _BOUCLE}
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = _take_item(rows)
        else:
            inside |= {name.name: QUELCONQUE for name in node.target.find_all(nodes.Name)}
        if node.test:
            self.visit(node.test, inside)
        for child in node.body:
            self.visit(child, inside)
        for child in node.else_:
            self.visit(child, locaux)

    def evaluate(self, node: nodes.Node, locaux: Mapping[str, object]) -> object:
        """Return what the expression is worth as far as it can be told, unknown names being
        reported on the way.
        """
        match node:
            case nodes.Name(name=name):
                known = {**self.vocabulaire, **locaux}
                return self._look_up(node, known, name)
            case (
                nodes.Getattr(node=base, attr=attr)
                | nodes.Getitem(node=base, arg=nodes.Const(value=str(attr)))
            ):
                return self._read_attribute(node, self.evaluate(base, locaux), attr)
            case nodes.Test(name="defined"):
                return QUELCONQUE
            case nodes.Call():
                return self._read_call(node, locaux)
            case nodes.Filter(node=nodes.Expr() as base):
                return self._read_filter(node, self.evaluate(base, locaux), locaux)
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.evaluate(child, locaux)
            else:
                self.visit(child, dict(locaux))
        return QUELCONQUE

    def _read_call(self, node: nodes.Call, locaux: Mapping[str, object]) -> object:
        """Return what a call gives: one of the names that its object knows. Other calls are told
        elsewhere.
        """
        if not is_choice(node):
            return QUELCONQUE
        said = len(self.found)
        known = self.evaluate(node.node, locaux)
        if isinstance(known, Choices):
            tag = f"{name_expression(node.node)}('…')"
            return self._look_up(node, known, node.args[0].as_const(), tag)
        if len(self.found) == said:
            self._report(templates.BALISE_DE_CODE, node)
        return QUELCONQUE

    def _read_filter(
        self, node: nodes.Filter, base: object, locaux: Mapping[str, object]
    ) -> object:
        """Return what a filter makes of a value, its arguments being read on the way."""
        for child in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.evaluate(child, locaux)
        if node.name in _MEME_LISTE:
            return base
        if node.name in _UN_ELEMENT:
            return _take_item(base)
        return QUELCONQUE

    def _read_attribute(
        self, node: nodes.Getattr | nodes.Getitem, base: object, attr: str
    ) -> object:
        # what looks inside the program is told elsewhere
        if base is QUELCONQUE or attr.startswith("_"):
            return QUELCONQUE
        known = base if isinstance(base, Mapping) else {}
        form = "{}.…" if isinstance(node, nodes.Getattr) else "{}['…']"
        return self._look_up(node, known, attr, form.format(name_expression(node.node)))

    def _look_up(
        self, node: nodes.Expr, known: Mapping[str, object], name: str, tag: str = "…"
    ) -> object:
        """Return what a name is worth; one that is not known is reported with the whole tag that
        is close to it, and nothing more is said below it. `tag`: what holds it, « membre.… ».
        """
        if name in known:
            return known[name]
        below = _list_below(known)
        same = [whole for whole in below if whole.endswith(f".{name}")]
        example = suggest(name, same or [*known, *below], tag)
        self._report(templates.NOM_INCONNU, node, example)
        return QUELCONQUE

    def _report(self, kind: ProblemKind, node: nodes.Expr, example: str = "") -> None:
        line = min(node.lineno, len(self.lignes))
        self.found.append(
            kind.report(
                self.place,
                valeur=name_expression(node),
                texte=self.lignes[line - 1].ou,
                exemple=example,
            )
        )


def _name_below(tag: str, value: Mapping[str, object], name: str) -> str:
    """Return the whole tag of a name that a set of values holds."""
    if isinstance(value, Choices):
        return f"{tag}('{name}')"
    held = value[name]
    if isinstance(held, Choices):
        return f"{tag}.{name}('{next(iter(held), '…')}')"
    if isinstance(held, Mapping):
        return f"{tag}['{name}']"
    return f"{tag}.{name}"


def _list_below(known: Mapping[str, object]) -> list[str]:
    """Return the whole tags of what the sets of values hold: « membre.fonction »."""
    sets = [(name, value) for name, value in known.items() if isinstance(value, Mapping)]
    return [
        _name_below(name, value, below)
        for name, value in sets
        for below in value
        if "." not in below
    ]


def _take_item(value: object) -> object:
    """Return what the items of a list are like."""
    if isinstance(value, tuple) and value:
        return value[0]
    return QUELCONQUE
