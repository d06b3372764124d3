"""Compose the words that open a letter, « Monsieur le Directeur »
(docs/rules/documents.md#address).
"""

from __future__ import annotations

import re

from clu_batch.kernel import fonctions, french, politesse

NEUTRE = "Madame, Monsieur"
AU_PLURIEL = "Mesdames, Messieurs"
_DU_GENRE = {politesse.LE: politesse.MONSIEUR, politesse.LA: politesse.MADAME}

_SUITE = re.compile(
    r"\s+(?:(?:aux?|à)\s.*?\s)?(?:(?:de|du|des|pour)\s|d['’])|\s+(?:par|chargée?|commandant)\b"
    r"|\s*[(,;:/–—]|\s-\s",
    re.IGNORECASE,
)
"""What follows a title and is not said to the person: « du bureau », « au chef du bureau », « pour
Nîmes », « chargée des solidarités », « (SGCD) ». « Adjoint au maire » is said whole.
"""
_CHEF = re.compile(
    r"(cheff?e?)\s+(?:de la\s+|de l['’]|de\s+|du\s+|d['’])([\w-]+)", re.IGNORECASE
)
"""« Chef » is no title by itself: « Chef de bureau » is."""


def compose_appel(fonction: str | None, civilite: str | None = None) -> str:
    """Return the words that open a letter: « Monsieur le Directeur » for « Le directeur du
    service ».

    The civility prevails over the article. Nothing tells the gender of « Le représentant » nor of
    « L’adjoint »: « Madame, Monsieur ». A text that is no civility is left out (a check reported
    it).
    """
    connue = civilite if civilite in politesse.CIVILITES else None
    neutre = connue or NEUTRE
    genre = politesse.find_civilite_article(connue)
    if fonction is None or (connue and not genre):
        return neutre
    forme = fonctions.find_form(fonction, connue)
    if _stands_for_anyone(forme):
        return neutre
    if forme.genre == politesse.LES:
        return connue or AU_PLURIEL
    return _address(forme, genre or _find_genre(forme))


def _stands_for_anyone(forme: fonctions.FonctionForm) -> bool:
    """Whether it is a body, or « le directeur ou la directrice »."""
    return politesse.is_organisme(forme.reste) or politesse.has_two_genders(forme.reste)


def _address(forme: fonctions.FonctionForm, genre: str) -> str:
    """Write « Monsieur le Directeur », « Madame » when the function is no title."""
    if not genre:
        return NEUTRE
    titre = _write_titre(forme, genre)
    return f"{_DU_GENRE[genre]} {titre}" if titre else _DU_GENRE[genre]


def _find_genre(forme: fonctions.FonctionForm) -> str:
    """Return the gender that a function tells without civility; "" when it stands for a man as well
    as for a woman.
    """
    if forme.titre:
        return forme.genre
    elided = forme.article.startswith("l") and forme.article not in _DU_GENRE
    generic = forme.genre == politesse.LE and politesse.is_generic(forme.reste)
    return "" if elided or generic else forme.genre


def _write_titre(forme: fonctions.FonctionForm, genre: str) -> str | None:
    """Write the title with its article, « la Directrice »; None when the function is no title, or
    when its words in that gender are not known.
    """
    mots = shorten_fonction(forme.reste)
    if mots.isupper() and politesse.is_known_fonction(mots):
        mots = mots.lower()
    if not forme.article or politesse.is_no_title(mots):
        return None
    if forme.genre == genre:  # « Madame le préfet » stays
        return fonctions.FonctionForm(forme.article, french.capitalise_first(mots)).entiere
    accorde = politesse.agree(mots, genre)
    if accorde is None:
        return None
    return fonctions.write_with_article(genre, french.capitalise_first(accorde))


def shorten_fonction(fonction: str) -> str:
    """Return the title alone: « directeur » for « directeur du service des migrations »."""
    chef = _CHEF.match(fonction)
    if chef and chef[2].islower():
        return f"{chef[1]} {fonctions.add_de_to_name(chef[2])}"
    suite = _SUITE.search(fonction)
    if suite:
        return fonction[: suite.start()]
    return fonction
