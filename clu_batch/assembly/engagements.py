"""`Engagements` and `Résultats` become commitments and results, in the unit of each commitment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.assembly.satisfaction import fin_avant_debut
from clu_batch.defauts import liens, mesures
from clu_batch.model import Engagement, Periode, Resultat
from clu_batch.problems import Problem
from clu_batch.saisie import lire_nombre, lire_pourcentage, plier, proche
from clu_batch.tables import Table

_SENS = {"≥": "≥", "au moins": "≥", "≤": "≤", "au plus": "≤"}


def engagements(table: Table) -> tuple[list[Engagement], list[Problem]]:
    """The commitments, targets and tolerances in their unit (a rate as a fraction of 1)."""
    kept: dict[str, Engagement] = {}
    problems: list[Problem] = []
    for ligne in lignes(table):
        code = ligne.texte("Code") or ""
        if plier(code) in kept:
            problems.append(mesures.ENGAGEMENT_REPETE.at(ligne.place("Code"), "Code", code))
            continue
        unite = ligne.texte("Unité") or "%"
        source = ligne.texte("Source")
        kept[plier(code)] = Engagement(
            code=code,
            engagement=ligne.texte("Engagement"),
            indicateur=ligne.texte("Indicateur"),
            sens=_SENS.get(ligne.texte("Sens de la cible") or ""),
            theme=ligne.texte("Thème"),
            unite=unite,
            cible=_dans_l_unite(ligne, "Cible", unite, problems, effet=" : l’engagement est « sans cible »"),
            tolerance=_tolerance(ligne, unite, problems),
            source=None if source is None or plier(source) == "saisie" else source,
            action=ligne.texte("Action d'amélioration"),
            place=ligne.place("Code"),
            place_source=ligne.place("Source"),
        )
    return list(kept.values()), problems


def _dans_l_unite(ligne: Ligne, header: str, unite: str, problems: list[Problem], effet: str) -> Fraction | None:
    """A typed number in the unit of the commitment; percents follow the rule of percent cells (page 1)."""
    brut = ligne.brut(header)
    if brut is None or brut == "":
        return None
    if unite == "%":
        taux = lire_pourcentage(brut)
        if taux.valeur is not None:
            return taux.valeur
        attendu = "un pourcentage entre 0 et 100"
    else:
        nombre = lire_nombre(brut)
        if nombre.valeur is not None:
            return Fraction(nombre.valeur)
        attendu = f"un nombre ({unite})"
    problems.append(mesures.VALEUR_FAUSSE.at(ligne.place(header), header, brut, attendu=attendu, effet=effet))
    return None


def _tolerance(ligne: Ligne, unite: str, problems: list[Problem]) -> Fraction | None:
    """The tolerance; for a rate, below 0.2 it is a fraction (0.02 = 2 points), otherwise points (page 1, Engagements)."""
    brut = ligne.brut("Tolérance")
    if brut is None or brut == "":
        return None
    text = brut.replace("%", "").replace("points", "").replace("point", "") if isinstance(brut, str) else brut
    nombre = lire_nombre(text)
    if nombre.valeur is None or nombre.valeur < 0:
        attendu = "des points, par exemple 2" if unite == "%" else f"un nombre ({unite})"
        problems.append(mesures.VALEUR_FAUSSE.at(ligne.place("Tolérance"), "Tolérance", brut, attendu=attendu, effet=""))
        return None
    value = Fraction(nombre.valeur)
    typed_in_points = isinstance(brut, str) and text != brut
    return value / 100 if unite == "%" and (typed_in_points or value >= Fraction(1, 5)) else value


def resultats(table: Table, known: Sequence[Engagement]) -> tuple[list[Resultat], list[Problem]]:
    """The results typed by the services, in the unit of their commitment."""
    by_code: Mapping[str, Engagement] = {plier(e.code): e for e in known}
    kept: list[Resultat] = []
    problems: list[Problem] = []
    for ligne in lignes(table):
        code, du, au = ligne.texte("Code") or "", ligne.date("Du"), ligne.date("Au")
        engagement = by_code.get(plier(code))
        if engagement is None:
            conseil = liens.suggestion(proche(code, [e.code for e in known]))
            problems.append(mesures.ENGAGEMENT_INCONNU.at(ligne.place("Code"), "Code", code, suggestion=conseil))
            continue
        if du is None or au is None or au < du:
            problems += [fin_avant_debut(ligne)] if du and au else []
            continue
        valeur = _dans_l_unite(ligne, "Valeur", engagement.unite, problems, effet=" et la ligne est laissée de côté")
        if valeur is None:
            continue
        kept.append(
            Resultat(
                code=engagement.code,
                periode=Periode(du, au),
                valeur=valeur,
                nombre_de_cas=ligne.entier("Nombre de cas"),
                commentaire=ligne.texte("Commentaire"),
                rang=ligne.index,
                place=ligne.place("Valeur"),
            )
        )
    return kept, problems
