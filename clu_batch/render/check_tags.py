"""What is said of a template before anything is rendered: all that is wrong in its tags, at once,
with what to write instead.

One line per kind of fault in `REGLES`; then the tags that open and close (`tag_pairs`), then the
names that nothing answers to (`tag_names`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

import jinja2
from jinja2 import nodes

from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.messages import templates
from clu_batch.render.closest_name import suggest
from clu_batch.render.locate import DocumentPart, read_text
from clu_batch.render.tag_names import Vocabulary, find_unknown_names, is_choice
from clu_batch.render.tag_pairs import MOTS, TagPairs, write_skeleton
from clu_batch.render.template_tags import BrokenTag, TemplateTag, read_tags
from clu_batch.render.word_xml import name_tag, name_tags, read_attribute

TagFacts = Iterator[Mapping[str, str]]
_Noeud = TypeVar("_Noeud", bound=nodes.Node)

_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
# Signs that Word's autocorrection or a copy puts in a tag, and what is expected in their place.
_SANS_FORME = "\u200b\u200c\u200d\u2060\ufeff"
_SIGNES = {
    **dict.fromkeys("«»„", 'des guillemets droits (")'),
    "…": "trois points séparés",
    **dict.fromkeys("–—\u2011", "un trait d’union (-)"),
    "\u00ad": "aucun trait d’union conditionnel",
    **dict.fromkeys(_SANS_FORME, "aucun signe invisible"),
}
# What is said of a sign that cannot be seen, or that looks like another.
_INVISIBLE = {
    "\u00ad": "trait d’union conditionnel",
    "\u2011": "trait d’union insécable",
    **dict.fromkeys(_SANS_FORME, "signe invisible"),
}
SIGNES, PARENTHESES = 1_000, 20
"""The longest tag, and the most brackets open at once, that are read: the longest of the templates
has 120 signs and 3 brackets.
"""
_ENTIERE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_INTERNE = re.compile(r"__[a-z]+__")
"""A name of the program itself, be it in a text: « sort(attribute='__class__') »."""
_BREAK = name_tag("br")
_PARTAGES = {
    **dict.fromkeys(name_tags("drawing", "pict", "object"), "une image ou un dessin"),
    **dict.fromkeys(name_tags("fldChar", "fldSimple"), "un champ"),
    **dict.fromkeys(name_tags("footnoteReference", "endnoteReference"), "un appel de note"),
    **dict.fromkeys((_BREAK, name_tag("pageBreakBefore")), "un saut de page ou de colonne"),
    name_tag("sectPr"): "un saut de section",
    name_tag("tbl"): "un autre tableau",
    name_tag("sym"): "un symbole",
    name_tag("m:oMath"): "une formule",
}
"""What may share, without a letter, the place that a prefix replaces."""
# What a prefix replaces whole: the rest would vanish with the tag.
_PORTEURS = {
    "p": "son paragraphe",
    "tr": "sa ligne de tableau",
    "tc": "sa cellule",
    "r": "son passage de texte",
}


# -- one tag ---------------------------------------------------------------------------------------


def _find_signs(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    """Give what Word's autocorrection, or a copy, puts in a tag."""
    words = _STRING.sub("", balise.texte)
    for sign, expected in _SIGNES.items():
        if sign in words:
            shown = _INVISIBLE.get(sign, sign)
            yield {"valeur": shown, "balise": balise.nue, "remplacement": expected}


def _find_cut(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    if balise.coupee:
        yield {"valeur": balise.nue}


def _find_outside_table(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    if balise.porteur is None:
        meant = balise.jinja.replace("{%", "{%p").replace("{{", "{{p")
        yield {"valeur": balise.texte, "ecriture": meant}


def _find_not_alone(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    """Give a tag whose prefix replaces a whole paragraph, row or cell that shows something else."""
    if not balise.prefixe or balise.porteur is None:
        return
    if read_text(balise.porteur).strip() != balise.texte.strip():
        yield _say_holder(balise, "le reste")
    for element in balise.porteur.iter(*_PARTAGES):
        if element.tag != _BREAK or read_attribute(element, "type") in ("page", "column"):
            yield _say_holder(balise, _PARTAGES[element.tag])
            return


def _say_holder(balise: TemplateTag, reste: str) -> Mapping[str, str]:
    """Return what is said of a tag that takes the place of too much."""
    return {
        "valeur": balise.texte,
        "porteur": _PORTEURS[balise.prefixe],
        "ecriture": balise.jinja,
        "reste": reste,
    }


def _find_without_room(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    """Give a value that takes the place of a row, a cell or a run: Word shows no text that stands
    between them, it would vanish.
    """
    if balise.ouverture == "{{" and balise.prefixe in ("tr", "tc", "r"):
        yield _say_holder(balise, "son texte")


def _find_unknown_word(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    if _has_unknown_word(balise):
        yield {
            "valeur": balise.mot or balise.texte,
            "balise": balise.nue,
            "exemple": suggest(balise.mot, MOTS),
        }


def _has_unknown_word(balise: TemplateTag) -> bool:
    """Return whether a tag that says what to do begins with a word that the templates have not."""
    return balise.ouverture == "{%" and balise.mot not in MOTS


def _find_unknown_filter(balise: TemplateTag, filtres: Collection[str]) -> TagFacts:
    for used in _list_nodes(balise, nodes.Filter):
        if used.name not in filtres:
            yield {"valeur": used.name, "exemple": suggest(used.name, list(filtres))}


def _find_code(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    """Give a tag that calls anything but a name of its object with a text (`tag_names` knows which
    ones may be), or that looks inside the program: it may only print a value.
    """
    inside = any(node.attr.startswith("_") for node in _list_nodes(balise, nodes.Getattr))
    calls = _list_nodes(balise, nodes.Call)
    if inside or _INTERNE.search(balise.corps) or not all(map(is_choice, calls)):
        yield {"valeur": balise.nue}


def _is_too_long(balise: TemplateTag) -> bool:
    """Return whether a tag goes on for lines, or its brackets stand in one another beyond what is
    read: nothing else is looked for in it.
    """
    return len(balise.corps) > SIGNES or _count_brackets(balise.corps) > PARENTHESES


def _count_brackets(corps: str) -> int:
    """Return how many brackets are open at once, strings left out."""
    words = _STRING.sub("", corps)
    steps = [(sign in "([{") - (sign in ")]}") for sign in words]
    return max(accumulate(steps, initial=0))


def _find_operation(balise: TemplateTag, _: Collection[str]) -> TagFacts:
    """Give a power, or a text or a list repeated: what a template never needs, and what may have
    no end.
    """
    if "*" not in balise.corps:  # most tags: not even looked into
        return
    if _list_nodes(balise, nodes.Pow):
        yield {"valeur": balise.nue, "operation": "une puissance (**)"}
    products = _list_nodes(balise, nodes.Mul)
    if any(
        _is_sequence(side) for product in products for side in (product.left, product.right)
    ):
        yield {"valeur": balise.nue, "operation": "un texte ou une liste multipliés (*)"}


def _is_sequence(node: nodes.Expr) -> bool:
    """Return whether an operand is a text or a list as it is typed."""
    if isinstance(node, nodes.Const):
        return isinstance(node.value, str)
    return isinstance(node, (nodes.List, nodes.Tuple))


def _is_misunderstood(balise: TemplateTag) -> bool:
    """Return whether Jinja cannot read a tag that begins as it should."""
    return not _has_unknown_word(balise) and _parse(_complete(balise)) is None


REGLES: tuple[tuple[ProblemKind, Callable[[TemplateTag, Collection[str]], TagFacts]], ...] = (
    (templates.SIGNE_INTERDIT, _find_signs),
    (templates.BALISE_COUPEE, _find_cut),
    (templates.BALISE_HORS_TABLEAU, _find_outside_table),
    (templates.BALISE_PAS_SEULE, _find_not_alone),
    (templates.BALISE_SANS_PLACE, _find_without_room),
    (templates.MOT_INCONNU, _find_unknown_word),
    (templates.FILTRE_INCONNU, _find_unknown_filter),
    (templates.BALISE_DE_CODE, _find_code),
    (templates.OPERATION_REFUSEE, _find_operation),
)
"""What can be wrong in a tag alone. Add a kind of fault here: its line, its function above, its
sentences in `messages.templates`.
"""


def _complete(balise: TemplateTag) -> str:
    """Return the tag as a template of its own: what must stand before or after it is added."""
    word, tag = balise.mot, balise.jinja
    if word == "elif":
        return f"{tag.replace('elif', 'if', 1)}{{% endif %}}"
    if word == "set" and "=" not in balise.corps:
        return f"{tag}{{% endset %}}"
    before, after = _AROUND.get(word, ("", ""))
    return before + tag + after


_AROUND = {
    "if": ("", "{% endif %}"),
    "for": ("", "{% endfor %}"),
    "else": ("{% if x %}", "{% endif %}"),
    "endif": ("{% if x %}", ""),
    "endfor": ("{% for x in y %}", ""),
}
"""What must stand before and after an instruction for Jinja to read it."""


_SYNTAXE = jinja2.Environment(autoescape=True)


@functools.lru_cache(maxsize=1024)  # the templates share most of their tags
def _parse(texte: str) -> nodes.Template | None:
    """Return the tags as Jinja reads them, None when it cannot."""
    try:
        return _SYNTAXE.parse(texte)
    except (jinja2.TemplateSyntaxError, RecursionError, ValueError, OverflowError):
        return None  # ValueError: a number of 5 000 digits


def _list_nodes(balise: TemplateTag, kind: type[_Noeud]) -> list[_Noeud]:
    """Return the nodes of one kind in the tag, none when it cannot be read."""
    tree = _parse(_complete(balise))
    if tree is None:
        return []
    return list(tree.find_all(kind))


# -- one part --------------------------------------------------------------------------------------


def find_faults(
    partie: DocumentPart, place: Place, filtres: Collection[str], vocabulaire: Vocabulary | None
) -> list[Problem]:
    """Return all that is wrong in the tags of a part; without `vocabulaire` the names are left for
    when they print.
    """
    tags = list(read_tags(partie))
    balises = [tag for tag in tags if isinstance(tag, TemplateTag)]
    problems = [
        templates.ACCOLADES.report(place, valeur=tag.texte, ecriture=tag.ecriture, texte=tag.ou)
        for tag in tags
        if isinstance(tag, BrokenTag)
    ]
    for balise in balises:
        problems += _check_tag(balise, place, filtres)
    pairs = TagPairs(place, balises)
    problems += pairs.problems
    if vocabulaire is not None and not pairs.trop_profondes:
        neutral = {balise: _neutralise(balise) for balise in balises if _is_unreadable(balise)}
        tree = _SYNTAXE.parse("\n".join(write_skeleton(balises, pairs, neutral)))
        lines = [*balises, *balises[-1:]]
        problems += find_unknown_names(tree, lines, place, vocabulaire)
    return problems


def report_unfilled(parties: Sequence[DocumentPart], place: Place) -> Iterator[Problem]:
    """Report the tags that stand where nothing fills them: a chart, a comment, a diagram."""
    for partie in parties:
        words = "".join(map(str, partie.root.itertext())) if partie.libelle else ""
        for tag in dict.fromkeys(_ENTIERE.findall(words)):
            yield templates.BALISE_HORS_TEXTE.report(place, valeur=tag, texte=partie.libelle)


def _check_tag(balise: TemplateTag, place: Place, filtres: Collection[str]) -> list[Problem]:
    """Return what is wrong in a tag alone."""
    if _is_too_long(balise):
        return [
            templates.BALISE_TROP_COMPLIQUEE.report(place, valeur=balise.nue, texte=balise.ou)
        ]
    said: list[Problem] = []
    for defaut, find in REGLES:
        said += [
            defaut.report(place, texte=balise.ou, **facts) for facts in find(balise, filtres)
        ]
    if not said and _is_misunderstood(balise):
        return [templates.BALISE_INCOMPRISE.report(place, texte=balise.ou, valeur=balise.nue)]
    return said


def _is_unreadable(balise: TemplateTag) -> bool:
    """Return whether Jinja must read something else in the place of a tag."""
    return _has_unknown_word(balise) or _is_too_long(balise) or _is_misunderstood(balise)


def _neutralise(balise: TemplateTag) -> str:
    """Return what stands for a tag that cannot be read, so that what it opens is still read."""
    match balise.mot:
        case "for":
            name = re.match(r"for\s+(\w+)", balise.corps)
            return f"{{% for {name[1] if name else 'x'} in [] %}}"
        case "if":
            return "{% if true %}"
        case "elif":
            return "{% elif true %}"
    return ""
