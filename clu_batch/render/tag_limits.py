"""What a tag may cost: how long a text, how large a number, how many turns of a loop.

A template fills texts. An expression that would write a hundred million signs, or count without
end, is a slip of the hand: it is refused where it stands, before it takes the computer with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import NoneType

import jinja2
from jinja2 import nodes

from clu_batch.kernel.content import Block, Chart, Element, PrintedTable

SIGNES = 200_000
"""The longest text, or list, that an operation may make: a document of twenty pages has 60 000."""
BITS = 4_096
"""The size of the largest number: some 1 200 digits."""
ARGUMENT = 1_000
"""The largest number that a filter takes: decimals, columns, length."""
DEPENSE = 10_000_000
"""Signs that a part may print, loops included: some thousand pages. The pack of the example costs
200 000.
"""
PAR_TOUR = 50
"""What one turn of a loop costs besides what it prints, in signs."""

PAR_ELEMENT, PAR_CELLULE, PAR_GRAPHIQUE = 1_000, 20, 10_000
"""What a paragraph of a block costs, a cell of a table, a chart with its workbook."""

OPERATIONS = frozenset(("+", "-", "*", "/", "//", "%", "**"))
"""The operators whose result is looked at."""
_NOMBRES = (int, float, Fraction, Decimal)
_SUITES = (str, list, tuple)


class OutOfBounds(jinja2.TemplateError):
    """A tag that would write, or compute, beyond what a document can hold."""


class Budget:
    """What one rendering has printed so far, in signs."""

    def __init__(self) -> None:
        self._reste = DEPENSE

    def spend(self, signes: int) -> None:
        """Count what is about to be printed; `OutOfBounds` when the part has no room left."""
        self._reste -= signes
        if self._reste < 0:
            raise OutOfBounds


def check_operation(operateur: str, left: object, right: object) -> None:
    """Look at the operands of an operation before it is made; `OutOfBounds` when it cannot be
    allowed.
    """
    if operateur == "**":
        raise OutOfBounds
    if operateur == "*" and (isinstance(left, _SUITES) or isinstance(right, _SUITES)):
        raise OutOfBounds  # a text or a list repeated
    if operateur == "%" and isinstance(left, _SUITES):
        raise OutOfBounds  # a text formatted the Python way: « %999999999d »
    if operateur == "+" and isinstance(left, _SUITES) and isinstance(right, _SUITES):
        check_length(len(left) + len(right))


def check_result(valeur: object) -> object:
    """The result of an operation; `OutOfBounds` when the number has grown out of all bounds."""
    if isinstance(valeur, (int, Fraction)):
        fraction = Fraction(valeur)
        if max(fraction.numerator.bit_length(), fraction.denominator.bit_length()) > BITS:
            raise OutOfBounds
    return valeur


def check_length(longueur: int) -> None:
    """`OutOfBounds` when a text or a list of that length may not be made."""
    if longueur > SIGNES:
        raise OutOfBounds


def check_arguments(*valeurs: object) -> None:
    """Look at the arguments of a filter: a number there is a count of decimals or of columns."""
    for valeur in valeurs:
        if isinstance(valeur, (int, float)) and not abs(valeur) <= ARGUMENT:
            raise OutOfBounds


def check_plain(*valeurs: object) -> None:
    """TypeError for a set of values among the arguments of a filter: it has no form in a text."""
    if not all(isinstance(valeur, (str, NoneType, *_NOMBRES)) for valeur in valeurs):
        raise TypeError


def replace_text(texte: str, ancien: str, nouveau: str) -> str:
    """`texte` with `nouveau` in the place of `ancien`."""
    gain = len(nouveau) - len(ancien)
    check_length(len(texte) + texte.count(ancien) * max(gain, 0))
    return texte.replace(ancien, nouveau)


def add_numbers(valeurs: Iterable[object], start: object) -> object:
    """The sum of numbers; TypeError for anything else, a list of lists among others."""
    total = start
    for valeur in valeurs:
        if not isinstance(total, _NOMBRES) or not isinstance(valeur, _NOMBRES):
            raise TypeError
        # a Decimal and a float: TypeError, as it should
        total = check_result(total + valeur)  # type: ignore[operator]
    return total


def list_turns(valeurs: object) -> Sequence[object]:
    """The items of a loop, their number known before the first turn."""
    if isinstance(valeurs, (list, tuple)):
        return valeurs
    if isinstance(valeurs, Mapping):
        return list(valeurs)
    # TypeError for what has no items, as Jinja itself
    return tuple(valeurs)  # type: ignore[arg-type]


def weigh_loop(boucle: nodes.For) -> int:
    """What one turn of a loop costs: the signs of the template between its tags, inner loops
    apart.
    """
    return PAR_TOUR + sum(_count_signs(node) for node in boucle.body)


def weigh_block(bloc: Block) -> int:
    """What a block costs, in signs: it is printed as many times as its tag is met."""
    return sum(_weigh_element(element) for element in bloc.elements)


def _weigh_element(element: Element) -> int:
    match element:
        case PrintedTable():
            return PAR_ELEMENT + PAR_CELLULE * len(element.lignes) * len(element.colonnes)
        case Chart():
            return PAR_GRAPHIQUE
    return PAR_ELEMENT


def _count_signs(node: nodes.Node) -> int:
    if isinstance(node, nodes.TemplateData):
        return len(node.data)
    if isinstance(node, nodes.For):
        return 0  # it pays for itself, turn by turn
    return sum(_count_signs(child) for child in node.iter_child_nodes())
