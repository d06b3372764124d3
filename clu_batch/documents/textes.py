"""What was typed, as it is printed: on one line or on several, with French spaces, or what is missing in its place."""

from __future__ import annotations

import re

from clu_batch import french
from clu_batch.contenu import Manquant, Texte
from clu_batch.problems import Place

REGLAGES = Place(sheet="Paramètres")


_BLANCS = re.compile(r"[ \t]+")
_PUCE = re.compile(r"^[-–—•·*▪]\s+")


def lignes(texte: str | None) -> tuple[str, ...]:
    """The lines of a typed text in French typography, blank ones left out."""
    return tuple(french.typographie(_BLANCS.sub(" ", ligne.strip())) for ligne in (texte or "").splitlines() if ligne.strip())


def ecrit(texte: str | None) -> str | None:
    """A typed text on one line, its lines joined by commas, in French typography; None when nothing was typed."""
    ecrites = lignes(texte)
    if len(ecrites) < 2:
        return next(iter(ecrites), None)
    return ", ".join(_PUCE.sub("", ligne).rstrip(" ,;\u202f") for ligne in ecrites)


def ou_manque(texte: str | None, quoi: str, ou: Place = REGLAGES) -> Texte:
    """A typed text on one line, or what is missing and where to type it."""
    return ecrit(texte) or Manquant(quoi, ou)


def lignes_ou_manque(texte: str | None, quoi: str, ou: Place = REGLAGES) -> tuple[Texte, ...]:
    """The lines of a typed text, or one line that says what is missing."""
    return lignes(texte) or (Manquant(quoi, ou),)


def nom_complet(civilite: str | None, prenom: str | None, nom: str | None) -> str | None:
    """« Madame Prénom NOM » with what is known; None without a name."""
    return " ".join(part for part in (civilite, prenom, nom) if part) if nom else None


_ARTICLE = re.compile(r"(?:les?|la)\s+(?=\S)|l['’]", re.IGNORECASE)


def sans_article(fonction: str) -> str:
    """« Le directeur de… » as it follows a name: « directeur de… »."""
    return _ARTICLE.sub("", fonction, count=1) if _ARTICLE.match(fonction) else fonction


def appel(fonction: str | None, civilite: str | None) -> str:
    """The words that open a letter; the civility typed has the last word over the article of the function."""
    mots = french.appel(fonction) if fonction else "Madame, Monsieur"
    if not civilite:
        return mots
    return mots if mots.startswith(f"{civilite} ") else civilite
