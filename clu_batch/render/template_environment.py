"""The Jinja environment of the templates: sandboxed, escaping, and printing every value as a civil
servant would write it.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import jinja2
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Missing
from clu_batch.render import tag_limits
from clu_batch.render.legible_text import FIN, SUIT_J, make_legible, mark_missing
from clu_batch.render.tag_rewriting import IMPRIME, TOURS
from clu_batch.render.template_values import (
    UnknownName,
    follows_the_day,
    is_missing,
    make_block,
    mark_following,
)

RELEVE = (
    "\0releve"  # the key, in the context, of what one rendering notes: no template can name it
)

FilterFunction = Callable[..., object]

# Filters of Jinja that choose or count; those that make text are ours, those that make HTML or skip
# the escaping have no use here.
_OF_JINJA = (
    "abs",
    "batch",
    "count",
    "dictsort",
    "first",
    "float",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "list",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "unique",
)


_DE_TEXTE: dict[str, FilterFunction] = {
    "upper": str.upper,
    "lower": str.lower,
    "trim": str.strip,
    "capitalize": str.capitalize,
    "title": str.title,
    "replace": tag_limits.replace_text,
}


@dataclass(slots=True)
class RenderingNotes:
    """What one rendering meets on its way: blocks to insert, things missing, names that print
    nothing readable.
    """

    blocs: list[Block] = field(default_factory=list)
    manquants: list[Missing] = field(default_factory=list)
    inconnus: list[str] = field(default_factory=list)
    ensembles: list[str] = field(default_factory=list)
    budget: tag_limits.Budget = field(default_factory=tag_limits.Budget)


class TemplateEnvironment(SandboxedEnvironment):
    """One environment for all the tags of a template; `filtres` are those of the contract, by the
    name typed in the tags.
    """

    intercepted_binops = tag_limits.OPERATIONS

    def __init__(self, filtres: Mapping[str, FilterFunction]) -> None:
        super().__init__(autoescape=True, undefined=UnknownName, keep_trailing_newline=True)
        self.globals = {name: self.globals[name] for name in ("range", "namespace")}
        self.formes = _list_forms(filtres)
        lenient = {**_DE_TEXTE, **filtres}
        self.filters = {
            **{name: FILTERS[name] for name in _OF_JINJA},
            **{name: _limit(FILTERS[name]) for name in _COMPTES},
            **{name: make_lenient(fonction) for name, fonction in lenient.items()},
            "default": choose_default,
            "d": choose_default,
            "join": self.join_printed,
            "sum": self.add_values,
            IMPRIME: self.print_tag,
            TOURS: pay_turns,
        }

    def call_binop(
        self, context: Context, operator: str, left: object, right: object
    ) -> object:
        """The result of an operation, when a document can hold it."""
        tag_limits.check_operation(operator, left, right)
        return tag_limits.check_result(super().call_binop(context, operator, left, right))

    @jinja2.pass_context
    def print_tag(self, context: Context, value: object, balise: str) -> Markup:
        """Return what a tag prints in the XML: escaped text, marks around what is missing, the
        place of a block.
        """
        releve: RenderingNotes = context.parent[RELEVE]
        printed = self._print(releve, value, balise)
        releve.budget.spend(len(printed))
        return printed

    def _print(self, releve: RenderingNotes, value: object, balise: str) -> Markup:
        if isinstance(value, Markup):
            return value
        bloc = make_block(value)
        if bloc is not None:
            return _print_block(releve, bloc)
        if isinstance(value, UnknownName):
            return _print_unknown(releve, value, balise)
        if is_missing(value):
            return _print_missing(releve, value, balise)
        if not isinstance(value, str) and self.say(value) is None:
            releve.ensembles.append(balise)
            return Markup("")
        return Markup(self.write(value))  # noqa: S704 (`write` escapes)

    def join_printed(
        self, values: Iterable[object], separateur: str = "", attribute: str | None = None
    ) -> Markup:
        """Return the values one after the other, each as it prints alone."""
        if attribute:
            values = map(make_attrgetter(self, attribute), values)
        written: list[Markup] = []
        length = 0
        for value in values:
            printed = self.write(value)
            length += len(printed) + len(separateur)
            tag_limits.check_length(length)
            written.append(Markup(printed))  # noqa: S704 (`write` escapes)
        return escape(separateur).join(written)

    def add_values(
        self, values: Iterable[object], attribute: str | int | None = None, start: object = 0
    ) -> object:
        """Return the sum of numbers, or of what each value says under `attribute`."""
        if attribute is not None:
            values = map(make_attrgetter(self, attribute), values)
        return tag_limits.add_numbers(values, start)

    def write(self, value: object) -> str:
        """Return a value as escaped and marked text, or "" when it has no readable form."""
        if isinstance(value, Markup):
            return str(value)
        if is_missing(value):
            quoi = value.quoi if isinstance(value, Missing) else ""
            return str(escape(mark_missing(quoi)))
        text = str(escape(make_legible(self.say(value) or "")))
        if follows_the_day(value):
            return f"{SUIT_J}{text}{FIN}"
        return text

    def say(self, value: object) -> str | None:
        """A value in words, None for a set of values (a member, a list…) that has no form of its
        own.
        """
        if isinstance(value, enum.Enum):
            value = value.value
        if isinstance(value, str):
            return value
        for kinds, forme in self.formes:
            if isinstance(value, kinds):
                return str(forme(value))
        return None


def _say_yes_or_no(value: object) -> str:
    return "oui" if value else "non"


def _say_float(value: float) -> str:
    return french.format_number(Fraction(str(value)))


def _list_forms(
    filtres: Mapping[str, FilterFunction],
) -> Sequence[tuple[tuple[type, ...], FilterFunction]]:
    """Return how a bare value prints; bool before int, which it is too."""
    return (
        ((bool,), _say_yes_or_no),
        ((dt.date,), filtres.get("date_nue", french.format_date)),
        ((dt.time,), filtres.get("heure", french.format_hour)),
        ((float,), _say_float),
        ((int, Decimal, Fraction), french.format_number),
    )


def make_lenient(fonction: FilterFunction) -> FilterFunction:
    """Return the filter, left aside when there is nothing to format, and whose result follows the
    day of the run when its value does.
    """

    @functools.wraps(fonction)
    def apply(value: object, *args: object, **options: object) -> object:
        if is_missing(value):
            return value
        tag_limits.check_arguments(*args, *options.values())
        tag_limits.check_plain(*args, *options.values())
        plain = str(value) if isinstance(value, Markup) else value
        result = fonction(plain, *args, **options)
        if follows_the_day(value) and isinstance(result, str):
            return mark_following(result)
        return result

    return apply


_COMPTES = frozenset(("batch", "round", "slice"))
"""The filters of Jinja that take a number of columns or of decimals."""


def _limit(fonction: FilterFunction) -> FilterFunction:
    """Return the filter of Jinja, its arguments looked at; what Jinja notes on it (« pass the
    context ») is kept.
    """

    @functools.wraps(fonction)
    def apply(*args: object, **options: object) -> object:
        tag_limits.check_arguments(*args[1:], *options.values())
        return fonction(*args, **options)

    return apply


# the signature of Jinja's own
def choose_default(value: object, autre: object = "", boolean: bool = False) -> object:
    """Return the value, or the other one when it is missing."""
    if is_missing(value) or (boolean and not value):
        return autre
    return value


@jinja2.pass_context
def pay_turns(context: Context, values: object, poids: int) -> object:
    """The items of a loop, whose turns are paid for before the first: « sans fin » is refused, not
    waited for.
    """
    if isinstance(values, UnknownName):
        return values
    items = tag_limits.list_turns(values)
    releve: RenderingNotes = context.parent[RELEVE]
    releve.budget.spend(len(items) * poids)
    return items


def _print_block(releve: RenderingNotes, bloc: Block) -> Markup:
    """Return the mark that stands in the place of a block until the part is finished."""
    releve.budget.spend(tag_limits.weigh_block(bloc))
    number = len(releve.blocs)
    releve.blocs.append(bloc)
    return Markup(f'<bloc n="{number}"/>')  # noqa: S704 (a number of ours)


def _print_unknown(releve: RenderingNotes, value: UnknownName, balise: str) -> Markup:
    """Return what stands for a name below a missing value; nothing for a name that does not
    exist.
    """
    known = value.manquant()
    if known is not None:
        return _print_missing(releve, known, balise)
    releve.inconnus.append(balise or value.nom)
    return Markup("")


def _print_missing(releve: RenderingNotes, value: object, balise: str) -> Markup:
    """Return the marked words of something missing, named by its tag in the summary when it has no
    name of its own.
    """
    missing = value if isinstance(value, Missing) else Missing("")
    releve.manquants.append(missing if missing.quoi else Missing(f"balise « {balise} »"))
    return escape(mark_missing(missing.quoi))
