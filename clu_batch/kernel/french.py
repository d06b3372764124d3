"""Write dates, numbers and turns of phrase as a careful civil servant does. Values become texts
here and nowhere else.

No-break spaces follow the Imprimerie nationale: narrow (U+202F) before ; ! ? %, in thousands and in
hours; full (U+00A0) before : and inside « ». Apostrophes are left as they were typed.

No library: Babel writes « 1 décembre » for « 1er décembre », and no turn of phrase; `locale` says
what is installed on the machine.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from clu_batch.kernel import politesse
from clu_batch.kernel.coordinates import gather_runs

FINE = "\u202f"
INSECABLE = "\u00a0"
MOINS = "\u2212"
NON_MESURE = "non mesuré"
NON_RENSEIGNE = (
    "non renseigné"  # a required text that is empty (docs/rules/workbooks.md#severity)
)

_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Nombre = int | Fraction | Decimal
DEMI = Fraction(1, 2)


# -- dates -----------------------------------------------------------------------------------------


def format_date(d: dt.date) -> str:
    """Return « 10 décembre 2026 », « 1er décembre 2026 »."""
    return f"{'1er' if d.day == 1 else d.day} {format_month(d)}"


def format_short_date(d: dt.date) -> str:
    """Return « 10/12/2026 »."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"


def format_long_date(d: dt.date) -> str:
    """Return « jeudi 10 décembre 2026 »."""
    return f"{_JOURS[d.weekday()]} {format_date(d)}"


def format_month(d: dt.date) -> str:
    """Return « novembre 2025 »."""
    return f"{_MOIS[d.month - 1]} {d.year}"


def format_hour(t: dt.time) -> str:
    """Return « 14 h 30 », « 14 h »."""
    return f"{t.hour}{FINE}h{FINE}{t.minute:02}" if t.minute else f"{t.hour}{FINE}h"


def format_period(du: dt.date, au: dt.date) -> str:
    """Return « du 1er novembre 2025 au 31 octobre 2026 », or « le 3 mai 2026 » for one day."""
    return f"le {format_date(du)}" if du == au else f"du {format_date(du)} au {format_date(au)}"


# -- numbers ---------------------------------------------------------------------------------------


def round_half_up(x: Nombre, decimales: int) -> Decimal:
    """Round `x` half up, away from zero (docs/rules/printing.md#rounding), exactly: no binary
    fraction comes in between.
    """
    exact = Fraction(x)
    chiffres = math.floor(abs(exact) * 10**decimales + DEMI)
    return Decimal(f"{chiffres if exact >= 0 else -chiffres}e{-decimales}")


def format_number(x: Nombre, decimales: int | None = None) -> str:
    """Return « 1 234,5 », with `decimales` decimals, rounded half up.

    Without `decimales`: as exactly as three decimals can, else one decimal.
    """
    if decimales is None:
        decimales = _count_useful_decimals(Fraction(x))
    valeur = round_half_up(x, decimales)
    entier, _, apres = f"{valeur.copy_abs():f}".partition(".")
    milliers = f"{int(entier):,}".replace(",", FINE)
    return (MOINS if valeur < 0 else "") + milliers + (f",{apres}" if apres else "")


def _count_useful_decimals(x: Fraction) -> int:
    return next((n for n in range(4) if (x * 10**n).denominator == 1), 1)


def format_rate(fraction: Fraction | None) -> str:
    """Return « 81,3 % » for 13/16, always with one decimal; « non mesuré » for None."""
    return NON_MESURE if fraction is None else f"{format_number(fraction * 100, 1)}{FINE}%"


def format_points(x: Fraction) -> str:
    """Return a change in points: « +2,3 points », « −1,0 point »; no sign when it
    rounds to zero.
    """
    valeur = round_half_up(x, 1)
    signe = "+" if valeur > 0 else ""
    return f"{signe}{format_number(x, 1)} {'points' if abs(valeur) >= 2 else 'point'}"


def format_count(n: Nombre, singulier: str, pluriel: str | None = None) -> str:
    """Return « 3 réclamations », « 1,5 jour »: plural from two on.

    Without `pluriel`, an s is added unless the word ends in s, x or z.
    """
    if -2 < n < 2:
        return f"{format_number(n)} {singulier}"
    if pluriel is None:
        pluriel = singulier if singulier.endswith(("s", "x", "z")) else f"{singulier}s"
    return f"{format_number(n)} {pluriel}"


# -- sentences -------------------------------------------------------------------------------------


def join_words(elements: Sequence[str], mot: str = "et") -> str:
    """Return « A, B et C »; "" when there is none."""
    if len(elements) < 2:
        return "".join(elements)
    return f"{', '.join(elements[:-1])} {mot} {elements[-1]}"


PLAGES = 6
"""Ranges of rows that a sentence can hold."""


def format_rows(numeros: Sequence[int]) -> str:
    """Return the rows of a sheet, rising: « ligne 12 », « lignes 2 à 51, 60 et 63 à 70 »; the two
    ends alone when there are too many ranges.
    """
    plages = gather_runs(numeros, lambda avant, n: n == avant + 1)
    if len(plages) > PLAGES:
        return f"lignes {numeros[0]} à {numeros[-1]}, en {len(plages)} endroits"
    mot = "ligne" if len(numeros) == 1 else "lignes"
    return f"{mot} {join_words([' à '.join(map(str, plage)) for plage in plages])}"


def capitalise_first(texte: str) -> str:
    """Return the same text, its first letter a capital, accent kept."""
    return texte[:1].upper() + texte[1:]


def lower_first(texte: str) -> str:
    """Return the same text, its first letter small, unless it begins with an acronym or
    a civility.
    """
    if texte[1:2].isupper() or _AVEC_CIVILITE.match(texte):
        return texte
    return texte[:1].lower() + texte[1:]


# -- functions ----------------------------------------------------------------------------------

_ARTICLE = re.compile(r"(le|la|les)\s+(?=\S)|l['’]", re.IGNORECASE)
_DEUX_ARTICLES = re.compile(
    r"(?:le\s*(?:/|\(|ou)\s*la\)?|la\s*(?:/|\(|ou)\s*le\)?)\s+(?=\S)", re.IGNORECASE
)
_OU_L_AUTRE = re.compile(r"\s*(?:\bou\b|/)\s*(?=(?:le|la)\s)", re.IGNORECASE)
_AVEC_CIVILITE = re.compile(
    r"(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle)\s+(?=\S)", re.IGNORECASE
)
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
_DU_GENRE = {"le": "Monsieur", "la": "Madame", "les": "Mesdames et Messieurs"}
NEUTRE = "Madame, Monsieur"
_VOYELLES = frozenset("aàâeéèêëiîïoôuùûœæ")


class _FonctionForm(NamedTuple):
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


def _find_form(fonction: str, civilite: str | None = None) -> _FonctionForm:
    """Return the function with the article typed, else with the one that the noun or the civility
    tells.
    """
    nue = fonction.strip()
    devant = _AVEC_CIVILITE.match(nue)
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
    article = "l’" if trouve != politesse.LES and _is_elided_before(reste) else trouve
    return _FonctionForm(article, reste, trouve)


def _split_article(fonction: str) -> _FonctionForm:
    """Split a function into the article typed and what follows it."""
    deux = _DEUX_ARTICLES.match(fonction)
    if deux:
        return _FonctionForm(LE_OU_LA, fonction[deux.end() :])
    un = _ARTICLE.match(fonction)
    if un is None:
        return _FonctionForm("", fonction)
    article = un[0].strip().casefold()
    return _FonctionForm(article, fonction[un.end() :], article if article in _DU_GENRE else "")


def drop_article(fonction: str) -> str:
    """Return a function as it follows a name: « Le directeur de… », « M. le directeur de… » ->
    « directeur de… ».
    """
    civilite = _AVEC_CIVILITE.match(fonction)
    un = _ARTICLE.match(fonction, civilite.end() if civilite else 0)
    return fonction[un.end() :] if un else fonction


def fit_in_sentence(texte: str) -> str:
    """Return « Le responsable qualité » as it stands inside a sentence; a name keeps
    its capital.
    """
    return lower_first(texte) if _ARTICLE.match(texte) else texte


def _split_alternatives(fonction: str) -> list[str]:
    """Split « Le directeur ou la directrice » into both; another text stays whole."""
    parts = _OU_L_AUTRE.split(fonction.strip())
    return parts if len(parts) == 2 and _ARTICLE.match(parts[0]) else [fonction]


def _is_elided_before(mot: str) -> bool:
    """Whether an article loses its vowel before this word; the h of « haut » does not allow it."""
    premiere = mot[:1].casefold()
    return premiere in _VOYELLES or (premiere == "h" and not mot.casefold().startswith("haut"))


def add_article(fonction: str, civilite: str | None = None) -> str | None:
    """Return « la directrice » for « Directrice »; None when nothing tells the article."""
    parts = _split_alternatives(fonction)
    if len(parts) > 1:
        return " ou ".join(lower_first(part) for part in parts)
    forme = _find_form(fonction, civilite)
    if forme.titre:
        return fonction.strip()
    return forme.entiere if forme.article else None


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
    forme = _find_form(fonction, civilite)
    if forme.titre:
        return f"{preposition} {fonction.strip()}"
    if forme.article:
        joined = _JOINTS.get((preposition, forme.article), f"{preposition} {forme.article}")
        return joined + forme.reste
    nom = _lower_fonction(fonction)
    return add_de_to_name(nom) if preposition == "de" else f"{preposition} {nom}"


def _lower_fonction(fonction: str) -> str:
    """Return a function inside a sentence: it begins with a small letter, a name stays as it is."""
    return lower_first(fonction) if politesse.is_known_fonction(fonction) else fonction


def add_de_to_name(nom: str) -> str:
    """Return « de Claire », « d’Anne »: a name takes no article."""
    return f"d’{nom}" if nom[:1].casefold() in _VOYELLES else f"de {nom}"


def compose_appel(fonction: str, civilite: str | None = None) -> str:
    """Return the words that open a letter: « Monsieur le délégué » for « Le délégué ».

    Without gender, or to a body, they are « Madame, Monsieur ».
    """
    forme = _find_form(fonction, civilite)
    if (
        not forme.genre
        or politesse.is_organisme(forme.reste)
        or politesse.has_two_genders(forme.reste)
    ):
        return NEUTRE
    return f"{_DU_GENRE[forme.genre]} {forme.entiere}"


# -- typography ------------------------------------------------------------------------------------

_SUITE = r"[^\s«»]*[^\s«».,;:!?)]"
_INTACT = re.compile(
    rf"(?:https?://|ftp://|mailto:|www\.|[A-Za-z]:\\|\\\\){_SUITE}"
    rf"|(?<![^\s«»])[^\s«»]+@{_SUITE}"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)
_JETON = "\ue000"  # stands for a piece left alone; a private character that no font draws
_ESPACES = r"[ \t\u00a0\u2009\u202f]*"
_GUILLEMET_OUVRANT = re.compile(rf"«{_ESPACES}(?=\S)")
_GUILLEMET_FERMANT = re.compile(rf"(?<=[^\s«]){_ESPACES}»")
_POUR_CENT = re.compile(rf"(?<=\d){_ESPACES}%(?!\w)")
_SIGNES = re.compile(
    rf"(?<=[^\s«(\[{{;:!?]){_ESPACES}([!?]+(?=[\s»)\]}}.,…]|$)|[;:!?]+(?=[\s»]|$))"
)


def typeset(texte: str) -> str:
    """Return a text typed by hand with the no-break spaces of French, before ; : ! ? % » and after
    «.

    Addresses, e-mails, paths and times (14:30) are left alone, and so are apostrophes.
    """
    garde: list[str] = []

    def hide(trouve: re.Match[str]) -> str:
        garde.append(trouve[0])
        return _JETON

    corrige = _INTACT.sub(hide, texte.replace(_JETON, ""))
    corrige = _GUILLEMET_OUVRANT.sub(f"«{INSECABLE}", corrige)
    corrige = _GUILLEMET_FERMANT.sub(f"{INSECABLE}»", corrige)
    corrige = _POUR_CENT.sub(f"{FINE}%", corrige)
    corrige = _SIGNES.sub(
        lambda signe: (INSECABLE if signe[1][0] == ":" else FINE) + signe[1], corrige
    )
    suite = iter(garde)
    return re.sub(_JETON, lambda _: next(suite), corrige)
