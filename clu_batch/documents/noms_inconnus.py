"""Find the names that no sheet knows, after a civility: « M. Paul Lune »
(docs/rules/privacy.md#publication).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from clu_batch.kernel import politesse

BLANC = r"[\s\u00a0\u202f]+"
_CAPITALE = "[A-ZÀ-ÖØ-Þ]"
_MOT = rf"(?:[Dd]['’])?{_CAPITALE}(?:[\w’'‐‑-]*\w)?"
_PHRASE = r"(?!(?:Les?|La|Il|Elle|Un|Une|Ce|Cette|En|Au|Aux)\b)"  # a sentence begins
_INITIALES = rf"(?:(?:{_CAPITALE}\.[-‐‑ \u00a0\u202f]?)+{_PHRASE})?"
_PARTICULE = rf"(?:[Dd]e|[Dd]u|[Dd]es|[Ll]a|[Ll]e){BLANC}"
_SUITE = rf"{BLANC}(?:[Dd]e{BLANC}(?:[Ll]a{BLANC})?)?{_MOT}"
_PERSONNE = rf"{_INITIALES}(?:{_PARTICULE})*{_MOT}(?:{_SUITE}){{0,3}}"
_MOTIF = re.compile(
    rf"(?<!\w)(?:(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Me|Dr\.?|[Mm](?:onsieur|adame|ademoiselle|aître))"
    rf"(?:{BLANC}|(?<=\.)(?={_CAPITALE}[a-zà-ÿ]))(?P<nom>{_PERSONNE})"
    rf"|(?:MM\.|Mmes|[Mm]essieurs|[Mm]esdames){BLANC}{_PERSONNE}"
    rf"(?:(?:,|{BLANC}et){BLANC}(?!M(?:\.|me|lle|e)\b){_PERSONNE})*)"
)
_ARTICLE = re.compile(rf"(?:[Ll][ea]{BLANC}|[Ll]['’])")


def hide_unknown(text: str, hide: Callable[[str], str]) -> str:
    """Return the text where each unknown name, its civility included, is what `hide` gives for it;
    « Madame La Présidente » names nobody.
    """
    return _MOTIF.sub(
        lambda match: match[0] if _is_function(match["nom"]) else hide(match[0]), text
    )


def _is_function(nom: str | None) -> bool:
    known, article = nom or "", _ARTICLE.match(nom or "")
    return article is not None and politesse.is_known_fonction(known[article.end() :])
