"""Make each tag of a template pass through what prints it, and each loop through what counts its
turns.
"""

from __future__ import annotations

from jinja2 import nodes

from clu_batch.render import tag_limits

IMPRIME, TOURS = "\0imprime", "\0tours"  # filters that no template can name


def print_through(arbre: nodes.Template) -> nodes.Template:
    """Return the same template, each printed expression and each part of a `~` passing through
    `print_tag` with the words of its tag.

    The items of each loop pass through `pay_turns`.
    """
    for boucle in arbre.find_all(nodes.For):
        boucle.iter = _filter(boucle.iter, TOURS, tag_limits.weigh_loop(boucle))
    for output in arbre.find_all(nodes.Output):
        output.nodes = list(map(_print_node, output.nodes))
    for concat in arbre.find_all(nodes.Concat):
        concat.nodes = list(map(_print_node, concat.nodes))
    return arbre


def _print_node(node: nodes.Expr) -> nodes.Expr:
    """Return an expression that passes through `print_tag`; the text of the template as it is."""
    if isinstance(node, nodes.TemplateData):
        return node
    return _filter(node, IMPRIME, name_expression(node))


def _filter(node: nodes.Node, filtre: str, argument: object) -> nodes.Expr:
    return nodes.Filter(
        node,
        filtre,
        [nodes.Const(argument)],
        [],
        None,
        None,
        lineno=node.lineno,
        environment=node.environment,
    )


def name_expression(node: nodes.Node) -> str:
    """The name that an expression starts from, as it was typed: `reunion.lieu` for `reunion.lieu |
    upper`.
    """
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{name_expression(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=value)):
            return f"{name_expression(node.node)}['{value}']"
        case nodes.Call(args=[nodes.Const(value=str(choice))]):
            return f"{name_expression(node.node)}('{choice}')"
        case nodes.Filter() | nodes.Call() if node.node is not None:
            return name_expression(node.node)
    return ""
