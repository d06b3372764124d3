"""`Paramètres` and `Jours de fermeture` become the settings and the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from clu_batch import french
from clu_batch.assembly.atelier import ADRESSE
from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import liens, reglages
from clu_batch.jours import Calendrier, calendrier, territoire_connu
from clu_batch.model import Parametres
from clu_batch.problems import Place, Problem
from clu_batch.saisie import Lu, lire_choix, lire_date, lire_entier, lire_oui_non, lire_pourcentage, nettoyer, plier, proche
from clu_batch.schema import Kind
from clu_batch.sheets.parametres import REGLAGES, Reglage
from clu_batch.tables import Table

_ATTENDU = {
    Kind.DATE: "une date, par exemple 23/11/2026",
    Kind.ENTIER: "un nombre entier, 0 ou plus",
    Kind.POURCENTAGE: "un pourcentage, par exemple 85 %",
    Kind.OUI_NON: "oui ou non",
}


@dataclass(frozen=True, slots=True)
class Reglages:
    """The settings, where each was typed, and what was wrong."""

    parametres: Parametres
    places: Mapping[str, Place]  # field of Parametres -> its cell
    problems: Sequence[Problem]


def assembler(table: Table) -> Reglages:
    """The settings in force: typed values, defaults where a line or its value is absent or wrong (page 1, Paramètres)."""
    known = {plier(reglage.nom): reglage for reglage in REGLAGES}
    values: dict[str, object] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for ligne in lignes(table):
        nom = ligne.texte("Paramètre") or ""
        reglage = known.get(plier(nom))
        if reglage is None:
            conseil = liens.suggestion(proche(nom, [r.nom for r in REGLAGES]))
            problems.append(reglages.PARAMETRE_INCONNU.at(ligne.place("Paramètre"), "Paramètre", nom, suggestion=conseil))
        elif reglage.champ in places:
            problems.append(reglages.PARAMETRE_REPETE.at(ligne.place("Paramètre"), "Paramètre", nom, nom=reglage.nom))
        else:
            places[reglage.champ] = ligne.place("Valeur")
            value, problem = _valeur(reglage, ligne)
            if problem:
                problems.append(problem)
            elif value is not None or reglage.vide_compte:
                values[reglage.champ] = value
    problems += [*_manquants(values, places, table), *_coordonnees(values, places)]
    if values.get("date_du_jour") and not values.get("donnees_d_exemple"):
        del values["date_du_jour"]
        problems.append(reglages.DATE_DU_JOUR_SANS_EXEMPLE.at(places["date_du_jour"], "Valeur"))
    return Reglages(Parametres(**values), places, problems)  # type: ignore[arg-type]  # each value was read in the kind of its field


def _valeur(reglage: Reglage, ligne: Ligne) -> tuple[object, Problem | None]:
    brut = ligne.brut("Valeur")
    if brut is None or brut == "":
        return None, None
    value, wrong = _lire(reglage, brut)
    if not wrong:
        return value, None
    attendu = _ATTENDU.get(reglage.kind) or "l’une de ces valeurs : " + french.enumeration(reglage.choices, "ou")
    if reglage.champ == "territoire":
        attendu = "Métropole, Alsace-Moselle, un territoire d’outre-mer ou un numéro de département"
    defaut = _ecrit(reglage.defaut)
    return None, reglages.PARAMETRE_FAUX.at(ligne.place("Valeur"), "Valeur", _ecrit(brut), nom=reglage.nom, attendu=attendu, defaut=defaut)


def _lire(reglage: Reglage, brut: object) -> tuple[object, bool]:
    """The value in the kind of the setting, and whether it is wrong."""
    lire = _LECTEURS.get(reglage.kind)
    if lire is not None:
        valeur = lire(brut).valeur
        return valeur, valeur is None
    if reglage.kind is Kind.CHOIX:
        choix = lire_choix(brut, reglage.choices)
        return choix.valeur, choix.valeur is None
    if reglage.kind is Kind.REUNION:
        return lire_date(brut).valeur or _texte(brut), False
    texte = _texte(brut)
    return texte, reglage.champ == "territoire" and not territoire_connu(texte)


_LECTEURS: Mapping[Kind, Callable[[object], Lu[Any]]] = {
    Kind.DATE: lire_date,
    Kind.ENTIER: lire_entier,
    Kind.POURCENTAGE: lire_pourcentage,
    Kind.OUI_NON: lire_oui_non,
}


def _texte(brut: object) -> str:
    """A setting as text; a number keeps no trailing « .0 », a department keeps what was typed."""
    if isinstance(brut, float) and brut.is_integer():
        return str(int(brut))
    return "\n".join(nettoyer(line) for line in str(brut).splitlines())


def _ecrit(value: object) -> str:
    if value is None:
        return "aucune"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.date):
        return french.date_courte(value)
    if isinstance(value, Fraction):
        return french.taux(value)
    return _texte(value)


def _manquants(values: Mapping[str, object], places: Mapping[str, Place], table: Table) -> list[Problem]:
    """A required setting that is empty; a broken or absent sheet has its own line already."""
    if table.broken or not table.origins:
        return []
    sheet = Place(table.origins[0].workbook, table.origins[0].sheet)
    return [
        reglages.PARAMETRE_MANQUANT.at(places.get(r.champ, sheet), "Valeur", nom=r.nom)
        for r in REGLAGES
        if r.required and values.get(r.champ) is None
    ]


def _coordonnees(values: Mapping[str, object], places: Mapping[str, Place]) -> Iterator[Problem]:
    """An address or a telephone number that nobody could use; both are printed as typed."""
    courriel, telephone = values.get("courriel_secretariat"), values.get("telephone_secretariat")
    if courriel and not ADRESSE.fullmatch(str(courriel)):
        yield reglages.COURRIEL_DOUTEUX.at(places["courriel_secretariat"], "Valeur", courriel)
    if telephone and (re.fullmatch(r"[1-9]\d{8}", re.sub(r"[ .\-]", "", str(telephone))) or "(0)" in str(telephone)):
        yield reglages.TELEPHONE_DOUTEUX.at(places["telephone_secretariat"], "Valeur", telephone)


def assembler_calendrier(territoire: str, annees: range, fermetures: Table) -> tuple[Calendrier, list[Problem]]:
    """The calendar of the prefecture over `annees`: its public holidays, its closing days, the holidays that are worked."""
    closed: dict[dt.date, str] = {}
    opened: dict[dt.date, str] = {}
    problems: list[Problem] = []
    for ligne in lignes(fermetures):
        du = ligne.date("Date")
        if du is None:
            continue
        au = ligne.date("Jusqu'au") or du
        if au < du:
            problems.append(
                liens.FIN_AVANT_DEBUT.at(
                    ligne.place("Jusqu'au"),
                    "Jusqu'au",
                    debut=french.date_courte(du),
                    fin=french.date_courte(au),
                    effet="en attendant, la ligne est laissée de côté",
                )
            )
            continue
        target = opened if ligne.texte("Nature") == "ouverture" else closed
        for offset in range((au - du).days + 1):
            day = du + dt.timedelta(offset)
            if target is opened and day.weekday() == 6:
                problems.append(reglages.OUVERTURE_DU_DIMANCHE.at(ligne.place("Date"), "Date", jour=french.date_longue(day)))
            target[day] = ligne.texte("Motif") or ""
    return calendrier(territoire, annees, closed, opened), problems
