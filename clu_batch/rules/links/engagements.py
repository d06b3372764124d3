"""`Engagements` and `Résultats` become commitments and results, in the unit of each commitment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import links, survey
from clu_batch.parse import (
    Lu,
    Pourcent,
    avec_melanges,
    lire_nombre,
    lire_pourcentage,
    lire_quantite,
    montrer,
    plier,
    proche,
    racine,
    vide,
)
from clu_batch.rules.links.ligne import Ligne, lignes
from clu_batch.rules.links.satisfaction import fin_avant_debut
from clu_batch.rules.model import Engagement, Periode, Resultat

_SENS = {"≥": "≥", "au moins": "≥", "≤": "≤", "au plus": "≤"}
_SANS_CIBLE = " : l’engagement est « sans cible »"
_LAISSEE = " et la ligne est laissée de côté"


def engagements(table: Table) -> tuple[list[Engagement], list[Problem]]:
    """The commitments, targets and tolerances in their unit (a rate as a fraction of 1)."""
    kept: dict[str, Ligne] = {}
    problems: list[Problem] = []
    for ligne in lignes(table):
        code = ligne.texte("Code") or ""
        if kept.setdefault(plier(code), ligne) is not ligne:
            problems.append(survey.ENGAGEMENT_REPETE.at(ligne.place("Code"), "Code", code))
    unites = {ligne.index: ligne.texte("Unité") or "%" for ligne in kept.values()}
    cibles, found = _read_numbers(table, "Cible", unites, effet=_SANS_CIBLE)
    problems += found
    made = [
        _make_engagement(ligne, unites[ligne.index], cibles.get(ligne.index), problems)
        for ligne in kept.values()
    ]
    return made, problems


def _make_engagement(
    ligne: Ligne, unite: str, cible: Fraction | None, problems: list[Problem]
) -> Engagement:
    source = ligne.texte("Source")
    return Engagement(
        code=ligne.texte("Code") or "",
        engagement=ligne.texte("Engagement"),
        indicateur=ligne.texte("Indicateur"),
        sens=_SENS.get(ligne.texte("Sens de la cible") or ""),
        theme=ligne.texte("Thème"),
        unite=unite,
        cible=cible,
        tolerance=_read_tolerance(ligne, unite, problems),
        source=None if source is None or racine(source) == racine("saisie") else source,
        action=ligne.texte("Action d'amélioration"),
        place=ligne.place("Code"),
        place_source=ligne.place("Source"),
    )


def _read_numbers(
    table: Table, header: str, unites: Mapping[int, str], effet: str
) -> tuple[dict[int, Fraction], list[Problem]]:
    """Read the numbers of a column, by row, each in the unit of its row."""
    column = table.columns[header]
    typed = {row: column[row] for row in unites if not vide(column[row])}
    lus = _read_cells(typed, unites)
    values: dict[int, Fraction] = {}
    problems: list[Problem] = []
    for row, value in typed.items():
        lu, place, shown = lus[row], table.place(row, header), montrer(value)
        attendu = f"un nombre ({unites[row]})"
        if unites[row] == "%":
            attendu = "un pourcentage entre 0 et 100"
        if lu.valeur is not None:
            values[row] = Fraction(lu.valeur)
            if lu.defaut:
                problems.append(lu.defaut.at(place, header, shown, attendu=attendu, **lu.faits))
            continue
        defaut = survey.VALEUR_FAUSSE
        if isinstance(value, dt.date):
            defaut = survey.VALEUR_DEVENUE_DATE
        problems.append(defaut.at(place, header, shown, attendu=attendu, effet=effet))
    return values, problems


def _read_cells(typed: Mapping[int, object], unites: Mapping[int, str]) -> dict[int, Lu[Any]]:
    """Read each cell in its unit; percents follow the rules of percent cells
    (docs/rules/workbooks.md#percents).
    """
    percents = {row: value for row, value in typed.items() if unites[row] == "%"}
    lus: dict[int, Lu[Any]] = {}
    for row, value in typed.items():
        lus[row] = lire_nombre(value) if unites[row] == "nombre" else lire_quantite(value)
    read = {row: lire_pourcentage(value) for row, value in percents.items()}
    return lus | avec_melanges(read, percents)


def _read_tolerance(ligne: Ligne, unite: str, problems: list[Problem]) -> Fraction | None:
    """The tolerance, in the unit of the indicator; None when there is none, or no readable one."""
    brut = ligne.brut("Tolérance")
    if brut is None or brut == "":
        return None
    value = _tolerance_en_points(brut) if unite == "%" else lire_quantite(_sans_unite(brut)).valeur
    if value is None or value < 0:
        attendu = "des points, par exemple 2" if unite == "%" else f"un nombre ({unite})"
        problems.append(
            survey.VALEUR_FAUSSE.at(
                ligne.place("Tolérance"), "Tolérance", montrer(brut), attendu=attendu, effet=""
            )
        )
        return None
    return Fraction(value)


def _tolerance_en_points(brut: object) -> Fraction | None:
    """The tolerance of a rate as a fraction of 1 (docs/rules/commitments.md#tolerance).

    That of a percent cell; else, below 0.2 it is a fraction (0.02 = 2 points), otherwise points.
    """
    if isinstance(brut, Pourcent):
        return lire_pourcentage(brut).valeur
    nombre = lire_nombre(_sans_unite(brut)).valeur
    if nombre is None:
        return None
    typed_in_points = _sans_unite(brut) != brut
    if typed_in_points or nombre >= Decimal("0.2"):
        return Fraction(nombre) / 100
    return Fraction(nombre)


def _sans_unite(brut: object) -> object:
    return re.sub(r"%|points?|pts?\b", "", brut) if isinstance(brut, str) else brut


def resultats(table: Table, known: Sequence[Engagement]) -> tuple[list[Resultat], list[Problem]]:
    """The results typed by the services, in the unit of their commitment."""
    by_code: Mapping[str, Engagement] = {plier(e.code): e for e in known}
    kept: dict[int, tuple[Ligne, Engagement, Periode]] = {}
    problems: list[Problem] = []
    for ligne in lignes(table):
        code = ligne.texte("Code") or ""
        engagement = by_code.get(plier(code))
        if engagement is None:
            conseil = links.suggestion(proche(code, [e.code for e in known]))
            place = ligne.place("Code")
            problems.append(survey.ENGAGEMENT_INCONNU.at(place, "Code", code, suggestion=conseil))
            continue
        periode = _read_period(ligne, problems)
        if periode is not None:
            kept[ligne.index] = ligne, engagement, periode
    unites = {row: engagement.unite for row, (_, engagement, _) in kept.items()}
    valeurs, found = _read_numbers(table, "Valeur", unites, effet=_LAISSEE)
    made = [_make_result(*kept[row], valeur) for row, valeur in valeurs.items()]
    return made, problems + found


def _read_period(ligne: Ligne, problems: list[Problem]) -> Periode | None:
    du, au = ligne.date("Du"), ligne.date("Au")
    if du is None or au is None:
        return None
    if du <= au:
        return Periode(du, au)
    problems.append(fin_avant_debut(ligne))
    return None


def _make_result(
    ligne: Ligne, engagement: Engagement, periode: Periode, valeur: Fraction
) -> Resultat:
    return Resultat(
        code=engagement.code,
        periode=periode,
        valeur=valeur,
        nombre_de_cas=ligne.entier("Nombre de cas"),
        commentaire=ligne.texte("Commentaire"),
        rang=ligne.index,
        place=ligne.place("Valeur"),
    )
