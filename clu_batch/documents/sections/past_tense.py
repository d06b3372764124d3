"""Tell in the minutes, in the past tense, what the dossier presents
(docs/rules/documents.md#compte-rendu).

The sentences are those of the program: what was typed stands between guillemets, and is left as it
is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from clu_batch.kernel.content import Element, Paragraph

_PASSE = {
    "ne sont": "n’étaient",
    "n’est soumis": "n’a été soumis",
    "n’est présenté": "n’a été présenté",
    "n’est présentée": "n’a été présentée",
    "est soumis": "a été soumis",
    "sont soumis": "ont été soumis",
    "n’est": "n’était",
    "est": "était",
    "sont": "étaient",
    "a un objectif": "avait un objectif",
    "ont un objectif": "avaient un objectif",
    "n’a à la fois": "n’avait à la fois",
    "ne peut pas": "ne pouvait pas",
    "ne peuvent pas": "ne pouvaient pas",
    "ne porte": "ne portait",
    "ne portent": "ne portaient",
    "reste à suivre": "restait à suivre",
    "restent à suivre": "restaient à suivre",
    "viennent": "venaient",
    "n’entre pas": "n’entrait pas",
    "n’entrent pas": "n’entraient pas",
}
"""The verbs of our sentences, the longest wordings first where one begins another."""
_VERBES = re.compile(rf"\b(?:{'|'.join(sorted(_PASSE, key=len, reverse=True))})\b")
_CITE = re.compile(r"(«[^»]*»)")


def tell_in_past(elements: Iterable[Element]) -> list[Element]:
    """Return the elements, their sentences in the past tense; tables and lists are left as they
    are.
    """
    return [_tell_element(element) for element in elements]


def _tell_element(element: Element) -> Element:
    if isinstance(element, Paragraph) and isinstance(element.texte, str):
        return replace(element, texte=put_in_past(element.texte))
    return element


def put_in_past(texte: str) -> str:
    """Return a sentence in the past tense, what it quotes left as it is."""
    parts = _CITE.split(texte)
    told = [
        part if rang % 2 else _VERBES.sub(_tell_verb, part) for rang, part in enumerate(parts)
    ]
    return "".join(told)


def _tell_verb(match: re.Match[str]) -> str:
    return _PASSE[match[0]]
