"""The Jinja environment of the templates: sandboxed, escaping, and printing every value as a civil
servant would write it.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from clu_batch import french
from clu_batch.contenu import (
    Bloc,
    Graphique,
    Lien,
    Liste,
    Manquant,
    Paragraphe,
    Sommaire,
    Tableau,
    Titre,
)
from clu_batch.rendering import bornes
from clu_batch.rendering.texte import FIN, SUIT_J, lisible, manque

RELEVE = "\0releve"  # the key, in the context, of what one rendering notes: no template can name it
ELEMENTS = (Paragraphe, Liste, Titre, Lien, Tableau, Graphique, Sommaire)

Filtre = Callable[..., object]

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


_DE_TEXTE: dict[str, Filtre] = {
    "upper": str.upper,
    "lower": str.lower,
    "trim": str.strip,
    "capitalize": str.capitalize,
    "title": str.title,
    "replace": bornes.remplacer,
}


@dataclass(slots=True)
class Releve:
    """What one rendering meets on its way: blocks to insert, things missing, names that print
    nothing readable.
    """

    blocs: list[Bloc] = field(default_factory=list)
    manquants: list[Manquant] = field(default_factory=list)
    inconnus: list[str] = field(default_factory=list)
    ensembles: list[str] = field(default_factory=list)
    budget: bornes.Budget = field(default_factory=bornes.Budget)


class JourSuivant(dt.date):
    """A date that merely follows the day of the run."""


class TexteSuivant(str):
    """A text that merely follows the day of the run."""

    __slots__ = ()


def suivant(value: object) -> object:
    """The same date or text, recognisable as one that merely follows the day of the run; anything
    missing stays so.
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return JourSuivant(value.year, value.month, value.day)
    return TexteSuivant(value) if isinstance(value, str) else value


class Inconnu(jinja2.StrictUndefined):
    """A name that nothing answers to; below a missing value it is itself missing, elsewhere it is a
    fault of the template.
    """

    __slots__ = ()

    @property
    def _clu_manque(self) -> bool:
        return self._undefined_obj is None or isinstance(self._undefined_obj, Manquant)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or not self._clu_manque:
            return super().__getattr__(name)
        return self

    def __bool__(self) -> bool:  # type: ignore[override]  # typed by Jinja as never returning
        return False if self._clu_manque else super().__bool__()

    # Jinja types it as an iterator of Any
    def __iter__(self) -> Iterable[object]:  # type: ignore[override]
        return iter(()) if self._clu_manque else super().__iter__()

    def manquant(self) -> Manquant | None:
        """What is missing, None when the name itself is unknown."""
        if isinstance(self._undefined_obj, Manquant):
            return self._undefined_obj
        return Manquant("") if self._clu_manque else None

    @property
    def nom(self) -> str:
        """The unknown name."""
        return str(self._undefined_name)


def absente(value: object) -> bool:
    """True for what has no value to show: None, NaN, something missing, an unknown name."""
    return (
        value is None
        or isinstance(value, (Manquant, Inconnu))
        or (isinstance(value, (float, Decimal)) and math.isnan(value))
    )


class Environnement(SandboxedEnvironment):
    """One environment for all the tags of a template; `filtres` are those of the contract, by the
    name typed in the tags.
    """

    intercepted_binops = bornes.OPERATIONS

    def __init__(self, filtres: Mapping[str, Filtre]) -> None:
        super().__init__(autoescape=True, undefined=Inconnu, keep_trailing_newline=True)
        self.globals = {"range": self.globals["range"], "namespace": self.globals["namespace"]}
        self.formes = _formes(filtres)
        self.filters = {
            name: _mesure(FILTERS[name]) if name in _COMPTES else FILTERS[name]
            for name in _OF_JINJA
        }
        self.filters |= {
            name: souple(fonction) for name, fonction in (_DE_TEXTE | dict(filtres)).items()
        }
        self.filters |= {
            "default": defaut,
            "d": defaut,
            "join": self.joindre,
            "sum": self.sommer,
            IMPRIME: imprime,
            TOURS: tours,
        }

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """The result of an operation, when a document can hold it."""
        bornes.calculer(operator, left, right)
        return bornes.resultat(super().call_binop(context, operator, left, right))

    def joindre(
        self, values: Iterable[object], separateur: str = "", attribute: str | None = None
    ) -> Markup:
        """The values one after the other, each as it prints alone."""
        read: Filtre = operator.attrgetter(attribute) if attribute else (lambda value: value)
        written: list[Markup] = []
        length = 0
        for value in values:
            written.append(Markup(self.ecrit(read(value))))  # noqa: S704  # `ecrit` escapes
            length += len(written[-1]) + len(separateur)
            bornes.mesurer(length)
        return escape(separateur).join(written)

    def sommer(
        self, values: Iterable[object], attribute: str | int | None = None, start: object = 0
    ) -> object:
        """The sum of numbers, or of what each value says under `attribute`."""
        read: Filtre = (
            make_attrgetter(self, attribute) if attribute is not None else (lambda value: value)
        )
        return bornes.somme((read(value) for value in values), start)

    def ecrit(self, value: object) -> str:
        """A value as escaped and marked text, or "" when it has no readable form."""
        if isinstance(value, Markup):
            return str(value)
        if absente(value):
            return str(escape(manque(value.quoi if isinstance(value, Manquant) else "")))
        marked = isinstance(value, (JourSuivant, TexteSuivant))
        text = escape(lisible(self.lit(value) or ""))
        return f"{SUIT_J}{text}{FIN}" if marked else str(text)

    def lit(self, value: object) -> str | None:
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


def _oui_non(value: object) -> str:
    return "oui" if value else "non"


def _formes(filtres: Mapping[str, Filtre]) -> Sequence[tuple[tuple[type, ...], Filtre]]:
    """How a bare value prints; bool before int, which it is too."""
    return (
        ((bool,), _oui_non),
        ((dt.date,), filtres.get("date_nue", french.date)),
        ((dt.time,), filtres.get("heure", french.heure)),
        ((float,), lambda value: french.nombre(Fraction(str(value)))),
        ((int, Decimal, Fraction), french.nombre),
    )


def souple(fonction: Filtre) -> Filtre:
    """The filter, left aside when there is nothing to format, and whose result follows the day of
    the run when its value does.
    """

    @functools.wraps(fonction)
    def filtre(value: object, *args: object, **options: object) -> object:
        if absente(value):
            return value
        bornes.arguments((*args, *options.values()))
        result = fonction(str(value) if isinstance(value, Markup) else value, *args, **options)
        follows = isinstance(value, (JourSuivant, TexteSuivant)) and isinstance(result, str)
        return TexteSuivant(result) if follows else result

    return filtre


_COMPTES = frozenset(("batch", "round", "slice"))
"""The filters of Jinja that take a number of columns or of decimals."""


def _mesure(fonction: Filtre) -> Filtre:
    """The filter of Jinja, its arguments looked at; what Jinja notes on it (« pass the context »)
    is kept.
    """

    @functools.wraps(fonction)
    def filtre(*args: object, **options: object) -> object:
        bornes.arguments((*args[1:], *options.values()))
        return fonction(*args, **options)

    return filtre


def defaut(
    value: object, autre: object = "", boolean: bool = False
) -> object:  # the signature of Jinja's own
    """The value, or the other one when it is missing."""
    return autre if absente(value) or (boolean and not value) else value


@jinja2.pass_context
def tours(context: Context, values: object, poids: int) -> object:
    """The items of a loop, whose turns are paid for before the first: « sans fin » is refused, not
    waited for.
    """
    if isinstance(values, Inconnu):
        return values
    items = bornes.tours(values)
    releve: Releve = context.parent[RELEVE]
    releve.budget.depenser(len(items) * poids)
    return items


@jinja2.pass_context
def imprime(context: Context, value: object, balise: str) -> Markup:
    """What a tag prints in the XML: escaped text, marks around what is missing, the place of a
    block.
    """
    releve: Releve = context.parent[RELEVE]
    printed = _imprime(context, releve, value, balise)
    releve.budget.depenser(len(printed))
    return printed


def _imprime(context: Context, releve: Releve, value: object, balise: str) -> Markup:
    environnement = context.environment
    # the only one that declares this filter
    assert isinstance(environnement, Environnement)  # noqa: S101
    if isinstance(value, Markup):
        return value
    bloc = en_bloc(value)
    if bloc is not None:
        releve.budget.depenser(bornes.poids_du_bloc(bloc))
        releve.blocs.append(bloc)
        return Markup(f'<bloc n="{len(releve.blocs) - 1}"/>')  # noqa: S704  # a number of ours
    if isinstance(value, Inconnu) and value.manquant() is None:
        releve.inconnus.append(balise or value.nom)
        return Markup("")
    if absente(value):
        known = value.manquant() if isinstance(value, Inconnu) else value
        named = known if isinstance(known, Manquant) and known.quoi else None
        releve.manquants.append(named or Manquant(f"balise « {balise} »"))
        return escape(manque(named.quoi if named else ""))
    if not isinstance(value, str) and environnement.lit(value) is None:
        releve.ensembles.append(balise)
        return Markup("")
    return Markup(environnement.ecrit(value))  # noqa: S704  # `ecrit` escapes


IMPRIME, TOURS = "\0imprime", "\0tours"  # filters that no template can name


def en_bloc(value: object) -> Bloc | None:
    """The value as a block when it is made of elements."""
    if isinstance(value, Bloc):
        return value
    if isinstance(value, ELEMENTS):
        return Bloc((value,))
    if (
        isinstance(value, (tuple, list))
        and value
        and all(isinstance(item, ELEMENTS) for item in value)
    ):
        return Bloc(tuple(value))
    return None


def imprimant(arbre: nodes.Template) -> nodes.Template:
    """The same template, each printed expression and each part of a `~` passing through `imprime`
    with the words of its tag.

    The items of each loop pass through `tours`.
    """
    for boucle in arbre.find_all(nodes.For):
        boucle.iter = _filtree(boucle.iter, TOURS, bornes.poids(boucle))
    for output in arbre.find_all(nodes.Output):
        output.nodes = [
            node if isinstance(node, nodes.TemplateData) else _imprimee(node)
            for node in output.nodes
        ]
    for concat in arbre.find_all(nodes.Concat):
        concat.nodes = [_imprimee(node) for node in concat.nodes]
    return arbre


def _imprimee(node: nodes.Expr) -> nodes.Expr:
    return _filtree(node, IMPRIME, mots(node))


def _filtree(node: nodes.Node, filtre: str, argument: object) -> nodes.Expr:
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


def mots(node: nodes.Node) -> str:
    """The name that an expression starts from, as it was typed: `reunion.lieu` for `reunion.lieu |
    upper`.
    """
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{mots(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=value)):
            return f"{mots(node.node)}['{value}']"
        case nodes.Filter() | nodes.Call() if node.node is not None:
            return mots(node.node)
    return ""
