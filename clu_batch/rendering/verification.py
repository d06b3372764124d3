"""What is said of a template before anything is rendered: all that is wrong in its tags, at once,
with what to write instead.

One line per kind of fault in `REGLES`; then the tags that open and close (`structure`), then the
names that nothing answers to (`noms`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

import jinja2
from jinja2 import nodes

from clu_batch.defauts import modeles
from clu_batch.problems import Defaut, Place, Problem
from clu_batch.rendering.balises import Balise, Rupture, lire
from clu_batch.rendering.noms import Vocabulaire, noms_inconnus
from clu_batch.rendering.proches import suggestion
from clu_batch.rendering.situation import Partie, texte_de
from clu_batch.rendering.structure import FINS, MOTS, Appariement, squelette

Faits = Iterator[Mapping[str, str]]
_Noeud = TypeVar("_Noeud", bound=nodes.Node)

_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
# Signs that Word's autocorrection or a copy puts in a tag, and what is expected in their place.
_TRAIT, _RIEN = "un trait d’union (-)", "aucun signe invisible"
_SIGNES = {
    "«": 'des guillemets droits (")',
    "»": 'des guillemets droits (")',
    "„": 'des guillemets droits (")',
    "…": "trois points séparés",
    "–": _TRAIT,
    "—": _TRAIT,
    "\u2011": _TRAIT,
    "\u00ad": "aucun trait d’union conditionnel",
    "\u200b": _RIEN,
    "\u200c": _RIEN,
    "\u200d": _RIEN,
    "\u2060": _RIEN,
    "\ufeff": _RIEN,
}
# What is said of a sign that cannot be seen, or that looks like another.
_INVISIBLE = {"\u00ad": "trait d’union conditionnel", "\u2011": "trait d’union insécable"}
_INVISIBLE |= dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "signe invisible")
SIGNES, PARENTHESES = 1_000, 20
"""The longest tag, and the most brackets open at once, that are read: the longest of the templates
has 120 signs and 3 brackets.
"""
# What a prefix replaces whole: the rest would vanish with the tag.
_PORTEURS = {
    "p": "son paragraphe",
    "tr": "sa ligne de tableau",
    "tc": "sa cellule",
    "r": "son passage de texte",
}


# -- one tag ---------------------------------------------------------------------------------------


def _signes(balise: Balise, _: Collection[str]) -> Faits:
    """What Word's autocorrection, or a copy, puts in a tag."""
    for sign in [sign for sign in _SIGNES if sign in _STRING.sub("", balise.texte)]:
        yield {
            "valeur": _INVISIBLE.get(sign, sign),
            "balise": balise.nue,
            "remplacement": _SIGNES[sign],
        }


def _coupee(balise: Balise, _: Collection[str]) -> Faits:
    if balise.coupee:
        yield {"valeur": balise.nue}


def _hors_tableau(balise: Balise, _: Collection[str]) -> Faits:
    if balise.porteur is None:
        yield {
            "valeur": balise.texte,
            "ecriture": balise.jinja.replace("{%", "{%p").replace("{{", "{{p"),
        }


def _pas_seule(balise: Balise, _: Collection[str]) -> Faits:
    """A tag with a prefix takes the place of the whole paragraph, row or cell."""
    if (
        balise.prefixe
        and balise.porteur is not None
        and texte_de(balise.porteur).strip() != balise.texte.strip()
    ):
        yield {
            "valeur": balise.texte,
            "porteur": _PORTEURS[balise.prefixe],
            "ecriture": balise.jinja,
        }


def _sans_place(balise: Balise, _: Collection[str]) -> Faits:
    """A value that takes the place of a row, a cell or a run: Word shows no text that stands
    between them, it would vanish.
    """
    if balise.ouverture == "{{" and balise.prefixe in ("tr", "tc", "r"):
        yield {
            "valeur": balise.texte,
            "porteur": _PORTEURS[balise.prefixe],
            "ecriture": balise.jinja,
        }


def _mot(balise: Balise, _: Collection[str]) -> Faits:
    if balise.ouverture == "{%" and balise.mot not in MOTS:
        yield {
            "valeur": balise.mot or balise.texte,
            "balise": balise.nue,
            "suggestion": suggestion(balise.mot, MOTS),
        }


def _filtres(balise: Balise, filtres: Collection[str]) -> Faits:
    for used in _noeuds(balise, nodes.Filter):
        if used.name not in filtres:
            yield {"valeur": used.name, "suggestion": suggestion(used.name, list(filtres))}


def _code(balise: Balise, _: Collection[str]) -> Faits:
    """A tag prints a value: it calls nothing and does not look inside the program."""
    if _noeuds(balise, nodes.Call) or any(
        inside.attr.startswith("_") for inside in _noeuds(balise, nodes.Getattr)
    ):
        yield {"valeur": balise.nue}


def _compliquee(balise: Balise) -> bool:
    """Whether a tag goes on for lines, or its brackets stand in one another beyond what is read:
    nothing else is looked for in it.
    """
    return len(balise.corps) > SIGNES or _parentheses(balise.corps) > PARENTHESES


def _parentheses(corps: str) -> int:
    """How many brackets are open at once, strings left out."""
    opened = deepest = 0
    for sign in _STRING.sub("", corps):
        opened += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, opened)
    return deepest


def _operation(balise: Balise, _: Collection[str]) -> Faits:
    """A power, or a text or a list repeated: what a template never needs, and what may have no
    end.
    """
    if "*" not in balise.corps:  # most tags: not even looked into
        return
    if _noeuds(balise, nodes.Pow):
        yield {"valeur": balise.nue, "operation": "une puissance (**)"}
    if any(_repete(product) for product in _noeuds(balise, nodes.Mul)):
        yield {"valeur": balise.nue, "operation": "un texte ou une liste multipliés (*)"}


def _repete(product: nodes.Mul) -> bool:
    return any(_suite(side) for side in (product.left, product.right))


def _suite(node: nodes.Expr) -> bool:
    """Whether an operand is a text or a list as it is typed."""
    return isinstance(node, (nodes.List, nodes.Tuple)) or (
        isinstance(node, nodes.Const) and isinstance(node.value, str)
    )


def _incomprise(balise: Balise) -> Faits:
    if (balise.mot in MOTS or not balise.mot) and _lue(_seule(balise)) is None:
        yield {"valeur": balise.nue}


REGLES: tuple[tuple[Defaut, Callable[[Balise, Collection[str]], Faits]], ...] = (
    (modeles.SIGNE_INTERDIT, _signes),
    (modeles.BALISE_COUPEE, _coupee),
    (modeles.BALISE_HORS_TABLEAU, _hors_tableau),
    (modeles.BALISE_PAS_SEULE, _pas_seule),
    (modeles.BALISE_SANS_PLACE, _sans_place),
    (modeles.MOT_INCONNU, _mot),
    (modeles.FILTRE_INCONNU, _filtres),
    (modeles.BALISE_DE_CODE, _code),
    (modeles.OPERATION_REFUSEE, _operation),
)
"""What can be wrong in a tag alone. Add a kind of fault here: its line, its function above, its
sentences in `defauts.modeles`.
"""


def _seule(balise: Balise) -> str:
    """The tag as a template of its own."""
    if balise.mot in FINS:
        return f"{balise.jinja}{{% {FINS[balise.mot]} %}}"
    if balise.mot == "elif":
        return f"{balise.jinja.replace('elif', 'if', 1)}{{% endif %}}"
    if balise.mot == "else":
        return f"{{% if x %}}{balise.jinja}{{% endif %}}"
    if balise.mot in FINS.values():
        return f"{{% {'if x' if balise.mot == 'endif' else 'for x in y'} %}}{balise.jinja}"
    return (
        f"{balise.jinja}{{% endset %}}"
        if balise.mot == "set" and "=" not in balise.corps
        else balise.jinja
    )


_SYNTAXE = jinja2.Environment(autoescape=True)


@functools.lru_cache(maxsize=1024)  # the templates share most of their tags
def _lue(texte: str) -> nodes.Template | None:
    """The tags as Jinja reads them, None when it cannot."""
    try:
        return _SYNTAXE.parse(texte)
    except (
        jinja2.TemplateSyntaxError,
        RecursionError,
        ValueError,
        OverflowError,
    ):  # a number of 5 000 digits: ValueError
        return None


def _noeuds(balise: Balise, genre: type[_Noeud]) -> list[_Noeud]:
    """The nodes of one kind in the tag, none when it cannot be read."""
    arbre = _lue(_seule(balise))
    return [] if arbre is None else list(arbre.find_all(genre))


# -- one part --------------------------------------------------------------------------------------


def fautes(
    partie: Partie, place: Place, filtres: Collection[str], vocabulaire: Vocabulaire | None
) -> list[Problem]:
    """All that is wrong in the tags of a part; without `vocabulaire` the names are left for when
    they print.
    """
    found = list(lire(partie))
    balises = [tag for tag in found if isinstance(tag, Balise)]
    problems = [
        modeles.ACCOLADES.at(place, valeur=tag.texte, ecriture=tag.ecriture, texte=tag.ou)
        for tag in found
        if isinstance(tag, Rupture)
    ]
    illisibles: dict[Balise, str] = {}
    for balise in balises:
        if _compliquee(balise):
            problems.append(
                modeles.BALISE_TROP_COMPLIQUEE.at(place, valeur=balise.nue, texte=balise.ou)
            )
            illisibles[balise] = _neutre(balise)
            continue
        said = [
            defaut.at(place, texte=balise.ou, **facts)
            for defaut, regle in REGLES
            for facts in regle(balise, filtres)
        ]
        unread = list(_incomprise(balise))
        if unread:
            illisibles[balise] = _neutre(balise)
        if unread and not said:
            said = [
                modeles.BALISE_INCOMPRISE.at(place, texte=balise.ou, **facts) for facts in unread
            ]
        if balise.ouverture == "{%" and balise.mot not in MOTS:
            illisibles[balise] = ""
        problems += said
    pairs = Appariement(place, balises)
    problems += pairs.problems
    if vocabulaire is not None and not pairs.trop_profondes:
        lines = "\n".join(squelette(balises, pairs, illisibles))
        problems += noms_inconnus(
            _SYNTAXE.parse(lines), [*balises, *balises[-1:]], place, vocabulaire
        )
    return problems


def _neutre(balise: Balise) -> str:
    """What stands for a tag that cannot be read, so that what it opens is still read."""
    if balise.mot == "for":
        name = re.match(r"for\s+(\w+)", balise.corps)
        return f"{{% for {name[1] if name else 'x'} in [] %}}"
    return {"if": "{% if true %}", "elif": "{% elif true %}"}.get(balise.mot, "")
