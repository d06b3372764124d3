"""Recognise the headers of other tools as the columns that they stand for: to name the closest one
in a message, or to propose lines of Équivalences. Nothing is read by it.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from clu_batch.kernel.declared_sheet import Column
from clu_batch.kernel.folding import fold_text
from clu_batch.parse.near_words import find_closest, is_opposite

PRESQUE = 0.85
"""From what likeness a header is a misspelling of a name."""

_DEBUT, _PHRASE = 5, 9
"""From how many letters a header that begins with a name is that column's, and a name is a wording
that may stand anywhere in a header.
"""

_CODE = re.compile(r"\W{0,2}(\w+(?:\[\w+\])?)\W{0,2}[.:)\]]\W*(\w.*)", re.DOTALL)
"""« G1Q2. Êtes-vous satisfait ? », « [Q1] L’accueil »: a code, then the wording."""

_VARIABLE = re.compile(r"([^\W_]*\d)_([^\W\d].*)", re.DOTALL)
"""« Q1_Amabilité »: the same, as the name of a variable."""

_CROCHETS = re.compile(r"\[([^\[\]]+)\]\s*$")
"""« Que pensez-vous de l’accueil ? [L’amabilité] »: the wording of a line of a grid."""

_NOMINATIF = re.compile(
    r"\b(telephones?|tel|e?mails?|courriels?|adresses?(?! (?:le|a)\b)|nom|prenom|naissance)\b"
)
"""What a header says of a person: « Numéro de téléphone » is no « Numéro »."""


_PREVU = re.compile(
    r"\b(limite|prevue?|echeance|max|maximale?|maximum|theorique|attendue?|souhaitee?|avant"
    r"|delai)\b"
)
"""What says that a day is to come: « Date de réponse prévue » is no « Date de réponse »."""

_TROU = "…"
"""What stands, in a name, for any words: « Réponse … le » is « Réponse faite le » too."""

_DE_QUESTION = frozenset(
    {"comment", "jugez", "trouvez", "pensez", "estimez", "evaluez", "quelle", "votre", "notre"}
    | {"etait", "avait", "satisfait", "satisfaite", "satisfaction", "question", "donnez"}
)
"""Long words that any question may hold."""


def list_forms(header: str) -> list[str]:
    """Return the texts under which a header is compared, folded, the whole one first."""
    texts = [header, re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", header)]
    code = _CODE.match(header) or _VARIABLE.fullmatch(header)
    if code:
        texts += [code[1].replace("[", "_").replace("]", ""), code[1], code[2]]
    grid = _CROCHETS.search(header)
    if grid:
        texts.append(grid[1])
    return list(dict.fromkeys(form for form in map(_fold, texts) if form))


def _fold(text: str) -> str:
    """A header as words: no sign, one space between."""
    return " ".join(re.findall(r"\w+", fold_text(text)))


def _is_same(name: str, forms: Sequence[str]) -> bool:
    return name.replace(" ", "") in [form.replace(" ", "") for form in forms]


def _is_within(name: str, forms: Sequence[str]) -> bool:
    """Whether a header begins with a name, or holds it, or is held by it, word for word; what
    names a person makes another column of it.
    """
    for form in forms:
        if _is_of_another_kind(name, form):
            continue
        if _TROU in name and _fits(name, form):
            return True
        if len(name) >= _DEBUT and f"{form} ".startswith(f"{name} "):
            return True
        short, long = sorted((name, form), key=len)
        if " " in short and len(short) >= _PHRASE and f" {short} " in f" {long} ":
            return True
    return False


def _is_of_another_kind(name: str, form: str) -> bool:
    """Whether a header says of a person, or of a day to come, what a name does not."""
    said = [_NOMINATIF]
    if form.startswith("date ") or _TROU in name:
        said.append(_PREVU)
    return any(words.search(form) and not words.search(name) for words in said)


def _fits(name: str, form: str) -> bool:
    """Whether a header begins and ends as a name in which any words may stand."""
    begin, end = (part.strip() for part in name.split(_TROU))
    return form.startswith(f"{begin} ") and form.endswith(f" {end}")


def _is_almost(name: str, forms: Sequence[str]) -> bool:
    """Whether a header is a name but for a letter or two; never its contrary."""
    for form in forms:
        short, long = sorted((len(name), len(form)))
        if (
            _TROU in name
            or name[:1] != form[:1]
            or short < _DEBUT
            or 2 * short < PRESQUE * (short + long)
        ):
            continue  # their lengths alone tell that they are not alike
        matcher = difflib.SequenceMatcher(None, name, form)
        alike = matcher.quick_ratio() >= PRESQUE and matcher.ratio() >= PRESQUE
        if alike and not is_opposite(name, form):
            return True
    return False


_LIKENESSES: Sequence[Callable[[str, Sequence[str]], bool]] = (_is_same, _is_within, _is_almost)
"""How a header is a name, from the surest on."""


def match_columns(columns: Iterable[Column], headers: Sequence[str]) -> dict[str, str]:
    """Return the header of the file that stands for each column, by the column's own header, in
    the order of the columns.

    A header stands for one column only, the one it is surest of.
    """
    waiting = list(columns)
    shared = _find_shared_wordings(headers)
    free: dict[str, Sequence[str]] = {header: list_forms(header) for header in headers}
    found: dict[str, str] = {}
    for is_alike in _LIKENESSES:
        free |= {header: _list_own_forms(header, is_alike) for header in shared & free.keys()}
        for column in waiting:
            header = _find_header(column, free, is_alike)
            if header is not None and column.header not in found:
                found[column.header] = header
                del free[header]
    return {c.header: found[c.header] for c in waiting if c.header in found}


def _find_shared_wordings(headers: Iterable[str]) -> set[str]:
    """Return the headers that only what stands in brackets tells apart: one question asked in
    several columns, of which none is the whole question.
    """
    grids = [header for header in headers if _CROCHETS.search(header)]
    wordings = Counter(_fold(_remove_end(header)) for header in grids)
    return {header for header in grids if wordings[_fold(_remove_end(header))] > 1}


def _list_own_forms(
    header: str, is_alike: Callable[[str, Sequence[str]], bool]
) -> Sequence[str]:
    """Return the texts that name one column of several of a question: what stands in brackets, or
    the same header wholly.
    """
    whole = header if is_alike is _is_same else ""
    inside = _CROCHETS.search(header)
    return [_fold(text) for text in (whole, inside[1] if inside else "") if text]


def _remove_end(header: str) -> str:
    """Return a header without what stands in brackets, and without its code: LimeSurvey gives each
    column of a question a code of its own.
    """
    text = _CROCHETS.sub("", header)
    code = _CODE.match(text)
    return code[2] if code else text


def _find_header(
    column: Column,
    forms: Mapping[str, Sequence[str]],
    is_alike: Callable[[str, Sequence[str]], bool],
) -> str | None:
    """Return the first header that is one of the names of a column, its own names first."""
    for name in (column.header, *column.synonyms, *column.elsewhere):
        folded = f" {_TROU} ".join(map(_fold, name.split(_TROU)))
        for header, own in forms.items():
            if folded and is_alike(folded, own):
                return header
    return None


def find_close_headers(column: Column, headers: Iterable[str]) -> list[str]:
    """Return the headers that may be meant by a column, the likeliest first: those that are almost
    its own, or whose words hold all of its own (« Date de soumission » for « Date »).
    """
    name = column.header
    shown = list(dict.fromkeys(headers))
    almost = find_closest(name, shown)
    close = list(match_columns([column], shown).values())
    if almost is not None:
        close.append(almost)
    words = set(_fold(name).split())
    close += [
        header
        for header in shown
        if words and words.issubset(_fold(header).split()) and not is_opposite(name, header)
    ]
    return list(dict.fromkeys(close))[:PROCHES]


_JOUR = re.compile(
    r"(?:.*\b)?(?:dates?|jours?)\b.*|.*\b(?:le|du)|"
    r"(?:repon|traite|clos|clot|envoi|envoy|retour|solde|resol)\w*(?: .*)?"
)
"""A header that may be that of a day: « Date de clôture », « Fait le », « Retour usager »."""


def find_dated_headers(column: Column, headers: Iterable[str]) -> list[str]:
    """Return the headers that may be meant by a column of dates: the close ones, else those that
    speak of a day; none that names a person, or a day to come.
    """
    shown = list(headers)
    close = find_close_headers(column, shown)
    if close:
        return close
    dated = []
    for header in shown:
        form = _fold(header)
        if _JOUR.fullmatch(form) and not (_NOMINATIF.search(form) or _PREVU.search(form)):
            dated.append(header)
    return dated[:PROCHES]


def find_close_wordings(column: Column, headers: Sequence[str]) -> list[str]:
    """Return the headers that may be meant by a question, the likeliest first: the same, or those
    that share the most long words with its wording, half of the shorter one at least.
    """
    shared = _find_shared_wordings(headers)
    headers = [header for header in headers if header not in shared]
    close = find_close_headers(column, headers)
    if close:
        return close
    asked = _find_long_words(" ".join((column.header, *column.synonyms[:1])))
    counts: dict[str, int] = {}
    for header in headers:
        own = _find_long_words(header)
        common = len(own & asked)
        if common and 2 * common >= min(len(own), len(asked)):
            counts[header] = common
    most = max(counts.values(), default=0)
    return [header for header, common in counts.items() if common == most][:PROCHES]


def _find_long_words(text: str) -> set[str]:
    words = {word for word in _fold(text).split() if len(word) >= _DEBUT}
    return words - _DE_QUESTION


PROCHES = 3
"""Headers that a message shows at most."""
