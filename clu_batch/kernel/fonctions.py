"""Write a function, or a name, as it stands in a sentence: « le directeur », « de la directrice »,
« d’Anne ».
"""

from __future__ import annotations

import re
from typing import NamedTuple

from clu_batch.kernel import politesse
from clu_batch.kernel.french import AVEC_CIVILITE, lower_first

_ARTICLE = re.compile(r"(le|la|les)\s+(?=\S)|l['’]", re.IGNORECASE)
_DEUX_ARTICLES = re.compile(
    r"(?:le\s*(?:/|\(|ou)\s*la\)?|la\s*(?:/|\(|ou)\s*le\)?)\s+(?=\S)", re.IGNORECASE
)
_OU_L_AUTRE = re.compile(r"\s*(?:\bou\b|/)\s*(?=(?:le|la)\s)", re.IGNORECASE)
LE_OU_LA = "le ou la"
_JOINTS = {
    ("de", "le"): "du ",
    ("de", "la"): "de la ",
    ("de", "les"): "des ",
    ("de", LE_OU_LA): "du ou de la ",
    ("à", "le"): "au ",
    ("à", "la"): "à la ",
    ("à", "les"): "aux ",
    ("à", LE_OU_LA): "au ou à la ",
}
"""A preposition and an article, as they are said together."""
_ARTICLES = frozenset({"le", "la", "les"})
_VOYELLES = frozenset("aàâeéèêëiîïoôuùûœæ")


class FonctionForm(NamedTuple):
    """A function ready for a sentence: its article (« le », « l’ », "" without), and what follows
    it.

    `genre`: « le », « la » or « les », "" when nothing tells. `titre`: it was typed with a
    civility, « M. le préfet ».
    """

    article: str
    reste: str
    genre: str = ""
    titre: bool = False

    @property
    def entiere(self) -> str:
        """The article and the rest."""
        espace = "" if self.article.endswith(("'", "’")) else " "
        return f"{self.article}{espace}{self.reste}"


def find_form(fonction: str, civilite: str | None = None) -> FonctionForm:
    """Return the function with the article typed, else with the one that the noun or the civility
    tells.
    """
    nue = fonction.strip()
    devant = AVEC_CIVILITE.match(nue)
    if devant:
        titre = _split_article(nue[devant.end() :])
        genre = (
            politesse.find_civilite_article(politesse.find_first_civilite(nue))
            if titre.article
            else ""
        )
        return titre._replace(genre=genre, titre=True)
    typed = _split_article(nue)
    trouve = "" if typed.article else politesse.find_article(nue, civilite)
    if not trouve:
        return typed
    nom_propre = politesse.is_organisme(nue) and trouve != politesse.LES
    reste = nue if nom_propre else lower_first(nue)
    return FonctionForm(_elide(trouve, reste), reste, trouve)


def _split_article(fonction: str) -> FonctionForm:
    """Split a function into the article typed and what follows it."""
    deux = _DEUX_ARTICLES.match(fonction)
    if deux:
        return FonctionForm(LE_OU_LA, fonction[deux.end() :])
    un = _ARTICLE.match(fonction)
    if un is None:
        return FonctionForm("", fonction)
    article = un[0].strip().casefold()
    return FonctionForm(article, fonction[un.end() :], article if article in _ARTICLES else "")


def drop_article(fonction: str) -> str:
    """Return a function as it follows a name: « Le directeur de… », « M. le directeur de… » ->
    « directeur de… ».
    """
    civilite = AVEC_CIVILITE.match(fonction)
    un = _ARTICLE.match(fonction, civilite.end() if civilite else 0)
    return fonction[un.end() :] if un else fonction


def fit_in_sentence(texte: str) -> str:
    """Return « Le responsable qualité » as it stands inside a sentence, or after a colon; a name
    keeps its capital.
    """
    known = _ARTICLE.match(texte) or politesse.is_known_fonction(texte)
    return lower_first(texte) if known else texte


def _split_alternatives(fonction: str) -> list[str]:
    """Split « Le directeur ou la directrice » into both; another text stays whole."""
    parts = _OU_L_AUTRE.split(fonction.strip())
    if len(parts) == 2 and _ARTICLE.match(parts[0]):
        return parts
    return [fonction]


def write_with_article(genre: str, mots: str) -> str:
    """Return « le directeur », « l’adjointe »."""
    return FonctionForm(_elide(genre, mots), mots).entiere


def _elide(article: str, mot: str) -> str:
    """Return the article as it stands before this word: « l’ » for « le » before « adjoint »."""
    return "l’" if article != politesse.LES and _is_elided_before(mot) else article


def _is_elided_before(mot: str) -> bool:
    """Whether an article loses its vowel before this word; the h of « haut » does not allow it."""
    premiere = mot[:1].casefold()
    return premiere in _VOYELLES or (premiere == "h" and not mot.casefold().startswith("haut"))


def add_article(fonction: str, civilite: str | None = None) -> str | None:
    """Return « la directrice » for « Directrice »; None when nothing tells the article."""
    parts = _split_alternatives(fonction)
    if len(parts) > 1:
        return " ou ".join(lower_first(part) for part in parts)
    forme = find_form(fonction, civilite)
    if forme.titre:
        return fonction.strip()
    if forme.article:
        return forme.entiere
    return None


def add_de(fonction: str, civilite: str | None = None) -> str:
    """Return « du délégué » for « Le délégué », « de la directrice » for « Directrice », « d’UFC »
    for « UFC ».
    """
    return _add_preposition("de", fonction, civilite)


def add_a(fonction: str, civilite: str | None = None) -> str:
    """Return « au délégué » for « Le délégué », « à la directrice » for « Directrice »."""
    return _add_preposition("à", fonction, civilite)


def _add_preposition(preposition: str, fonction: str, civilite: str | None) -> str:
    """Return a function after « de » or « à », which its article may join."""
    parts = _split_alternatives(fonction)
    if len(parts) > 1:
        return " ou ".join(_add_preposition(preposition, part, civilite) for part in parts)
    forme = find_form(fonction, civilite)
    if forme.titre:
        return f"{preposition} {fonction.strip()}"
    if forme.article:
        joined = _JOINTS.get((preposition, forme.article), f"{preposition} {forme.article}")
        return joined + forme.reste
    nom = fit_in_sentence(fonction)
    if preposition == "de":
        return add_de_to_name(nom)
    return f"{preposition} {nom}"


def add_de_to_name(nom: str) -> str:
    """Return « de Claire », « d’Anne »: a name takes no article."""
    if nom[:1].casefold() in _VOYELLES:
        return f"d’{nom}"
    return f"de {nom}"
