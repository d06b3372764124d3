"""Know the name of a département where that of its préfecture is due
(docs/rules/sheets.md#parametres).
"""

from __future__ import annotations

import re

from clu_batch.parse import fold_text

_COMPLEMENTS = (
    "de l’Ain, de l’Aisne, de l’Allier, des Alpes-de-Haute-Provence, des Hautes-Alpes,"
    " des Alpes-Maritimes, de l’Ardèche, des Ardennes, de l’Ariège, de l’Aube, de l’Aude,"
    " de l’Aveyron, des Bouches-du-Rhône, du Calvados, du Cantal, de la Charente,"
    " de la Charente-Maritime, du Cher, de la Corrèze, de la Corse-du-Sud, de la Haute-Corse,"
    " de la Côte-d’Or, des Côtes-d’Armor, de la Creuse, de la Dordogne, du Doubs, de la Drôme,"
    " de l’Eure, d’Eure-et-Loir, du Finistère, du Gard, de la Haute-Garonne, du Gers,"
    " de la Gironde, de l’Hérault, d’Ille-et-Vilaine, de l’Indre, d’Indre-et-Loire, de l’Isère,"
    " du Jura, des Landes, de Loir-et-Cher, de la Loire, de la Haute-Loire, de la Loire-Atlantique,"
    " du Loiret, du Lot, de Lot-et-Garonne, de la Lozère, de Maine-et-Loire, de la Manche,"
    " de la Marne, de la Haute-Marne, de la Mayenne, de Meurthe-et-Moselle, de la Meuse,"
    " du Morbihan, de la Moselle, de la Nièvre, du Nord, de l’Oise, de l’Orne, du Pas-de-Calais,"
    " du Puy-de-Dôme, des Pyrénées-Atlantiques, des Hautes-Pyrénées, des Pyrénées-Orientales,"
    " du Bas-Rhin, du Haut-Rhin, du Rhône, de la Haute-Saône, de Saône-et-Loire, de la Sarthe,"
    " de la Savoie, de la Haute-Savoie, de Paris, de la Seine-Maritime, de Seine-et-Marne,"
    " des Yvelines, des Deux-Sèvres, de la Somme, du Tarn, de Tarn-et-Garonne, du Var, de Vaucluse,"
    " de la Vendée, de la Vienne, de la Haute-Vienne, des Vosges, de l’Yonne,"
    " du Territoire de Belfort, de l’Essonne, des Hauts-de-Seine, de la Seine-Saint-Denis,"
    " du Val-de-Marne, du Val-d’Oise, de la Guadeloupe, de la Martinique, de la Guyane,"
    " de La Réunion, de Mayotte, de Saint-Pierre-et-Miquelon"
)
"""The départements, then Saint-Pierre-et-Miquelon, as the name of a préfecture ends."""

_PETITS = {"d", "de", "des", "du", "l", "la", "le", "les"}
_AUTOUR = {"dept", "departement", "prefet", "prefete"}
"""What may be typed with the name of a département without making a préfecture of it."""


def _list_words(text: str) -> tuple[str, ...]:
    """Return the words that name a département, without its number."""
    words = re.findall(r"[a-z]+", re.sub(r"\b2[ab]\b", " ", fold_text(text)))
    return tuple(word for word in words if word not in _PETITS | _AUTOUR)


_BY_WORDS = {_list_words(named): named for named in _COMPLEMENTS.split(", ")}


_SANS_LIEN = re.compile(r"prefecture (?!(?:de|du|des|d|l)\b)(.+)")
"""« Préfecture Drôme »: nothing says how the name follows in a sentence."""


def complete_prefecture(typed: str) -> str | None:
    """Return « Préfecture de la Drôme » for « Drôme », « DROME (26) », « département de la Drôme »,
    « Préfecture Drôme »; None for what is not the name of a département alone.
    """
    alone = _SANS_LIEN.fullmatch(" ".join(re.findall(r"\w+", fold_text(typed))))
    named = _BY_WORDS.get(_list_words(alone[1] if alone else typed))
    return f"Préfecture {named}" if named else None
