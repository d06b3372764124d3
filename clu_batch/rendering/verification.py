"""What can be said of a template before it is rendered: tags that cannot be read, then names that nothing answers to."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from dataclasses import fields as champs_de

import jinja2
from jinja2 import nodes

from clu_batch.contenu import Manquant
from clu_batch.defauts import modeles
from clu_batch.problems import Place, Problem
from clu_batch.rendering.environnement import RELEVE, Environnement, mots

AUTOUR = 60  # characters of text shown around a tag

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
# Signs that Word's autocorrection or a copy puts in a tag, and what is expected in their place.
_SIGNES = {
    "«": 'des guillemets droits (")',
    "»": 'des guillemets droits (")',
    "„": 'des guillemets droits (")',
    "…": "trois points séparés",
    "–": "un trait d’union (-)",
    "—": "un trait d’union (-)",
    "\u2011": "un trait d’union (-)",
    "\u00ad": "aucun trait d’union conditionnel",
    "\u200b": "aucun signe invisible",
    "\u200c": "aucun signe invisible",
    "\u200d": "aucun signe invisible",
    "\u2060": "aucun signe invisible",
    "\ufeff": "aucun signe invisible",
}
# What is said of a sign that cannot be seen, or that looks like another.
_INVISIBLE = {"\u00ad": "trait d’union conditionnel", "\u2011": "trait d’union insécable"}
_INVISIBLE |= dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "signe invisible")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one part of a template, its tags readable by Jinja, one paragraph per line."""

    partie: str
    texte: str
    place: Place

    def autour(self, line: int) -> str:
        """The words of the paragraph at that line (from 1), or of the nearest one that has some."""
        lines = self.texte.split("\n")
        for distance in range(len(lines)):
            for number in (line - 1 - distance, line - 1 + distance):
                if 0 <= number < len(lines) and (words := en_clair(lines[number])):
                    return f"près de «\u00a0{words}\u00a0»"
        return "au début du document"


def en_clair(xml: str) -> str:
    """The words of a piece of XML, shortened."""
    words = " ".join(html.unescape(_MARKUP.sub("", xml)).split())
    return words if len(words) <= AUTOUR else words[: AUTOUR - 1] + "…"


def fautes_de_syntaxe(source: Source, environnement: Environnement) -> list[Problem]:
    """Every tag of the part that cannot be read, or, when each can, what is wrong in their order."""
    found = [problem for match in _TAG.finditer(source.texte) for problem in _faute_de_balise(source, match, environnement)]
    if found:
        return found
    try:
        environnement.compile(source.texte)
    except jinja2.TemplateSyntaxError as error:
        return [_faute_de_structure(source, error)]
    return []


def _faute_de_balise(source: Source, match: re.Match[str], environnement: Environnement) -> Iterator[Problem]:
    balise = " ".join(match[0].split())
    line = source.texte.count("\n", 0, match.start()) + 1
    facts = {"balise": _sans_accolades(balise), "texte": source.autour(line)}
    signs = [sign for sign in _SIGNES if sign in _STRING.sub("", match[0])]
    for sign in signs:
        yield modeles.SIGNE_INTERDIT.at(source.place, valeur=_INVISIBLE.get(sign, sign), remplacement=_SIGNES[sign], **facts)
    alone = _isolee(match[0])
    if signs or alone is None:
        return
    try:
        environnement.compile(alone)
    except jinja2.TemplateSyntaxError as error:
        unknown = re.match(r"No (?:filter|test) named '(.*?)'", error.message or "")
        if unknown:
            names = [name for name in environnement.filters if name.isidentifier()]
            yield modeles.FILTRE_INCONNU.at(source.place, valeur=unknown[1], suggestion=suggestion(unknown[1], names), **facts)
        else:
            yield modeles.BALISE_INCOMPRISE.at(source.place, valeur=facts["balise"], **facts)


_SEULES = {"if": "endif", "for": "endfor"}


def _isolee(balise: str) -> str | None:
    """The tag as a template of its own, None for the tags that mean nothing alone (`else`, `endif`)."""
    if balise.startswith("{{"):
        return balise
    word = (balise.strip("{%- }").split() or [""])[0]
    if word == "elif":
        return balise.replace("elif", "if", 1) + "{% endif %}"
    if word in _SEULES:
        return f"{balise}{{% {_SEULES[word]} %}}"
    return balise if word == "set" and "=" in balise else None


def _sans_accolades(balise: str) -> str:
    return balise.strip("{}%- ")


def balises_a_cheval(source: Source, arbre: nodes.Template) -> list[Problem]:
    """Conditions and loops that open in a cell, a row or a table and close in another: printed or not, they would break the table."""
    found = []
    opening: list[tuple[str, nodes.If | nodes.For]] = [("if", node) for node in arbre.find_all(nodes.If)]
    opening += [("for", node) for node in arbre.find_all(nodes.For)]
    for word, node in opening:
        bodies = ("".join(text.data for child in body for text in child.find_all(nodes.TemplateData)) for body in (node.body, node.else_))
        if not all(_neutre(body) for body in bodies):
            found.append(modeles.BALISE_MAL_PLACEE.at(source.place, valeur=word, texte=source.autour(node.lineno)))
    return found


_TABLEAU = {"w:tbl", "w:tr", "w:tc", "w:tcPr", "w:trPr", "w:tblPr"}
_XML_TAG = re.compile(r"<(/?)([\w:]+)[^>]*?(/?)>")


def _neutre(xml: str) -> bool:
    """True when the piece closes what it opens, or leaves a paragraph for another of the same cell."""
    closed: list[str] = []
    opened: list[str] = []
    for end, name, alone in _XML_TAG.findall(xml):
        if alone:
            continue
        if not end:
            opened.append(name)
        elif opened:
            opened.pop()
        else:
            closed.append(name)
    return closed == opened[::-1] and not _TABLEAU & set(closed)


_ATTENDU = re.compile(r"innermost block that needs to be closed is '(\w+)'|looking for (?:the following tags: )?'(\w+)'")


def _faute_de_structure(source: Source, error: jinja2.TemplateSyntaxError) -> Problem:
    message, texte = error.message or "", source.autour(error.lineno)
    if "Unexpected end of template" in message and (match := _ATTENDU.search(message)):
        word = (match[1] or match[2]).removeprefix("end").replace("elif", "if")
        return modeles.BALISE_NON_FERMEE.at(source.place, valeur=word, fin=f"end{word}", texte=texte)
    if match := re.search(r"unknown tag '(\w+)'", message):
        return modeles.BALISE_MAL_PLACEE.at(source.place, valeur=match[1], texte=texte)
    return modeles.BALISE_INCOMPRISE.at(source.place, valeur=_balise_de(source, error.lineno), texte=texte)


def _balise_de(source: Source, line: int) -> str:
    """The first tag at or after that line."""
    match = _TAG.search("\n".join(source.texte.split("\n")[max(0, line - 1) :]))
    return _sans_accolades(" ".join(match[0].split())) if match else "{{"


def suggestion(name: str, known: Sequence[str]) -> str:
    """« , par exemple « x » » with the closest known name, or nothing."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f", par exemple «\u00a0{close[0]}\u00a0»" if close else ""


class _Quelconque:
    """A value that cannot be known without rendering: every name below it is accepted here and checked when it prints."""


QUELCONQUE = _Quelconque()


def noms_inconnus(source: Source, arbre: nodes.Template, contexte: Mapping[str, object], globaux: Mapping[str, object]) -> list[Problem]:
    """Every name of the template that the context does not hold, with the closest one; loops are followed through their first item."""
    walk = _Parcours(source, contexte, globaux)
    walk.visite(arbre, {})
    return walk.found


class _Parcours:
    """The walk through the tags of one part; `locaux` are the names given by the loops and the assignments around."""

    def __init__(self, source: Source, contexte: Mapping[str, object], globaux: Mapping[str, object]) -> None:
        self.source, self.contexte, self.globaux = source, contexte, globaux
        self.found: list[Problem] = []
        self.said: set[str] = set()

    def visite(self, node: nodes.Node, locaux: dict[str, object]) -> None:
        match node:
            case nodes.For():
                self._boucle(node, locaux)
            case nodes.Assign(target=nodes.Name(name=name)):
                locaux[name] = self.valeur(node.node, locaux)
            case nodes.Expr():
                self.valeur(node, locaux)
            case _:
                for child in node.iter_child_nodes():
                    self.visite(child, locaux)

    def _boucle(self, node: nodes.For, locaux: dict[str, object]) -> None:
        rows = self.valeur(node.iter, locaux)
        first = next((row for row in rows if row is not None), QUELCONQUE) if isinstance(rows, (tuple, list)) else QUELCONQUE
        inside = {**locaux, "loop": QUELCONQUE}
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = first
        else:
            inside |= {name.name: QUELCONQUE for name in node.target.find_all(nodes.Name)}
        for child in (*([node.test] if node.test else ()), *node.body):
            self.visite(child, inside)
        for child in node.else_:
            self.visite(child, locaux)

    def valeur(self, node: nodes.Node, locaux: Mapping[str, object]) -> object:
        """What the expression is worth as far as it can be told, unknown names being reported on the way."""
        match node:
            case nodes.Name(name=name):
                for known in (locaux, self.contexte, self.globaux):
                    if name in known:
                        return known[name]
                return self._inconnu(node, [*locaux, *self.contexte])
            case nodes.Getattr(node=base, attr=attr):
                return self._attribut(node, self.valeur(base, locaux), attr)
            case nodes.Getitem(node=base, arg=nodes.Const(value=str(attr))):
                return self._attribut(node, self.valeur(base, locaux), attr)
            case nodes.Test(name="defined"):
                return QUELCONQUE
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.valeur(child, locaux)
            else:
                self.visite(child, dict(locaux))
        return QUELCONQUE

    def _attribut(self, node: nodes.Getattr | nodes.Getitem, base: object, attr: str) -> object:
        if base is QUELCONQUE or base is None or isinstance(base, Manquant):
            return QUELCONQUE
        if isinstance(base, Mapping):
            if attr in base:
                return base[attr]
            return QUELCONQUE if hasattr(base, attr) else self._inconnu(node, [str(key) for key in base])
        if attr.startswith("_") or not hasattr(base, attr):
            return self._inconnu(node, _noms(base))
        return getattr(base, attr)

    def _inconnu(self, node: nodes.Expr, known: Sequence[str]) -> object:
        words = mots(node)
        if words not in self.said:
            self.said.add(words)
            names = [name for name in known if name.isprintable() and name != RELEVE]
            last = node.attr if isinstance(node, nodes.Getattr) else words.rsplit("['", 1)[-1].removesuffix("']")
            texte = self.source.autour(node.lineno)
            self.found.append(modeles.NOM_INCONNU.at(self.source.place, valeur=words, texte=texte, suggestion=suggestion(last, names)))
        return QUELCONQUE


def _noms(value: object) -> list[str]:
    if is_dataclass(value):
        return [champ.name for champ in champs_de(value)]
    return [name for name in dir(value) if not name.startswith("_")]
