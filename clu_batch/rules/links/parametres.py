"""`Paramètres` and `Jours de fermeture` become the settings and the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clu_batch.kernel import french
from clu_batch.kernel.declaration import Kind
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import links, settings
from clu_batch.parse import (
    Lu,
    Pourcent,
    formes_du_canal,
    hors_horizon,
    lire_choix,
    lire_date,
    lire_entier,
    lire_oui_non,
    lire_pourcentage,
    lire_reunion,
    montrer,
    nettoyer,
    noms_de_canaux,
    plier,
    proche,
)
from clu_batch.records.parametres import REGLAGES, Reglage
from clu_batch.rules.delais import PLUS_LONG
from clu_batch.rules.feries import TERRITOIRES, territoire_connu
from clu_batch.rules.jours import Calendrier, calendrier
from clu_batch.rules.links.coordonnees import ADRESSE
from clu_batch.rules.links.ligne import Ligne, lignes
from clu_batch.rules.model import Parametres

_ATTENDU = {
    Kind.DATE: "une date, par exemple 23/11/2026",
    Kind.ENTIER: f"un nombre entier, de 0 à {french.nombre(PLUS_LONG)}",
    Kind.POURCENTAGE: "un pourcentage, par exemple 85 %",
    Kind.OUI_NON: "oui ou non",
    Kind.REUNION: "la date ou le N° d’une réunion",
}


@dataclass(frozen=True, slots=True)
class Reglages:
    """The settings, where each was typed, and what was wrong."""

    parametres: Parametres
    places: Mapping[str, Place]  # field of Parametres -> its cell
    problems: Sequence[Problem]


def assembler(table: Table) -> Reglages:
    """The settings in force: typed values, defaults where a line or its value is absent or wrong
    (docs/rules/sheets.md#parametres).
    """
    known = {_nom(reglage.nom): reglage for reglage in REGLAGES}
    values: dict[str, object] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for ligne in lignes(table):
        nom, place = ligne.texte("Paramètre") or "", ligne.place("Paramètre")
        reglage = known.get(_nom(nom))
        if reglage is None:
            facts = {"suggestion": links.suggestion(_nom_proche(nom))}
            problems.append(settings.PARAMETRE_INCONNU.at(place, "Paramètre", nom, **facts))
            continue
        if reglage.champ in places:
            facts = {"nom": reglage.nom}
            problems.append(settings.PARAMETRE_REPETE.at(place, "Paramètre", nom, **facts))
            continue
        places[reglage.champ] = ligne.place("Valeur")
        value, problem = _valeur(reglage, ligne)
        if problem:
            problems.append(problem)
        if value is not None or (reglage.vide_compte and not problem):
            values[reglage.champ] = value
    problems += _manquants(values, places, table)
    problems += _coordonnees(values, places)
    problems += _canaux(values, places)
    problems += _drop_day(values, places)
    # each value was read in the kind of its field
    return Reglages(Parametres(**values), places, problems)  # type: ignore[arg-type]


def _drop_day(values: dict[str, object], places: Mapping[str, Place]) -> Iterator[Problem]:
    """Drop a chosen day without the example, which alone is made for one, and report it."""
    if values.get("date_du_jour") and not values.get("donnees_d_exemple"):
        del values["date_du_jour"]
        yield settings.DATE_DU_JOUR_SANS_EXEMPLE.at(places["date_du_jour"], "Valeur")


def _nom(typed: str) -> str:
    """The name of a setting as it is compared: the star or the colon that a person adds after it
    does not matter.
    """
    return plier(typed.rstrip("*:. \u00a0\u202f"))


def _nom_proche(typed: str) -> str | None:
    """The setting that was probably meant: the closest, or the only one that begins with these
    words.
    """
    noms = [reglage.nom for reglage in REGLAGES]
    longer = [nom for nom in noms if _nom(nom).startswith(f"{_nom(typed)} ")]
    return proche(typed, noms) or (longer[0] if len(longer) == 1 else None)


def _valeur(reglage: Reglage, ligne: Ligne) -> tuple[object, Problem | None]:
    """The value of a setting, and what is wrong with it or deserves a look."""
    brut = ligne.brut("Valeur")
    if brut is None or brut == "" or _sans_canal(reglage, brut):
        return None, None
    lu = _lire(reglage, brut)
    place = ligne.place("Valeur")
    if lu.valeur is not None:
        return lu.valeur, (
            lu.defaut.at(place, "Valeur", montrer(brut), **lu.faits) if lu.defaut else None
        )
    attendu, connus = (
        _ATTENDU.get(reglage.kind)
        or "l’une de ces valeurs : " + french.enumeration(reglage.choices, "ou"),
        reglage.choices,
    )
    if reglage.champ == "territoire":
        attendu, connus = (
            "Métropole, Alsace-Moselle, un territoire d’outre-mer ou un numéro de département",
            TERRITOIRES,
        )
    facts = {
        "nom": reglage.nom,
        "attendu": attendu,
        "suggestion": links.suggestion(proche(montrer(brut), connus)),
    }
    return None, settings.PARAMETRE_FAUX.at(
        place, "Valeur", montrer(brut), **facts, defaut=_ecrit(reglage.defaut)
    )


def _lire(reglage: Reglage, brut: object) -> Lu[Any]:
    """The value in the kind of the setting; None when it is wrong."""
    lire = _LECTEURS.get(reglage.kind)
    if lire is not None:
        return lire(brut)
    if reglage.kind is Kind.CHOIX:
        choix = lire_choix(brut, reglage.choices)
        return (
            choix if choix.valeur else lire_choix(f"jours {montrer(brut)}", reglage.choices)
        )  # « ouvrés » alone means « jours ouvrés »
    texte = _texte(brut)
    return Lu(None if reglage.champ == "territoire" and not territoire_connu(texte) else texte)


def _date(brut: object) -> Lu[dt.date]:
    lu = lire_date(brut)
    return lu if lu.valeur is None else hors_horizon(lu.valeur, lu.valeur, 0) or lu


def _entier(brut: object) -> Lu[int]:
    lu = lire_entier(brut)
    return lu if (lu.valeur or 0) <= PLUS_LONG else Lu()


_LECTEURS: Mapping[Kind, Callable[[object], Lu[Any]]] = {
    Kind.DATE: _date,
    Kind.ENTIER: _entier,
    Kind.POURCENTAGE: lire_pourcentage,
    Kind.OUI_NON: lire_oui_non,
    Kind.REUNION: lire_reunion,
}


def _texte(brut: object) -> str:
    """A setting as text; a number keeps no trailing « .0 », a department keeps what was typed."""
    if isinstance(brut, Pourcent):
        return montrer(brut)
    if isinstance(brut, float) and brut.is_integer():
        return str(int(brut))
    return "\n".join(nettoyer(line) for line in str(brut).splitlines())


def _ecrit(value: object) -> str:
    """A default as it is said."""
    if value is None:
        return "aucune"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _manquants(
    values: Mapping[str, object], places: Mapping[str, Place], table: Table
) -> list[Problem]:
    """A required setting that is empty; a broken or absent sheet has its own line already."""
    if table.broken or not table.origins:
        return []
    sheet = Place(table.origins[0].workbook, table.origins[0].sheet)
    return [
        settings.PARAMETRE_MANQUANT.at(places.get(r.champ, sheet), "Valeur", nom=r.nom)
        for r in REGLAGES
        if r.required and values.get(r.champ) is None
    ]


_OUVERTURES = ("reclamations_depuis", "enquetes_depuis")


def a_venir(lus: Reglages, j: dt.date) -> list[Problem]:
    """A register that is said to be kept since a day to come: nothing of it would be compared."""
    problems = []
    for reglage in REGLAGES:
        depuis = getattr(lus.parametres, reglage.champ) if reglage.champ in _OUVERTURES else None
        if depuis is not None and depuis > j:
            shown = french.date_courte(depuis)
            place = lus.places[reglage.champ]
            problems.append(settings.SUIVI_A_VENIR.at(place, "Valeur", shown, nom=reglage.nom))
    return problems


_LISTES_DE_CANAUX = ("canaux_electroniques", "autres_canaux")


def _sans_canal(reglage: Reglage, brut: object) -> bool:
    """Whether a list of canals names none (« ; »): it is as empty as an empty cell.

    No canal loses its délai to it: the default applies.
    """
    return reglage.champ in _LISTES_DE_CANAUX and not noms_de_canaux(_texte(brut))


def _canaux(values: Mapping[str, object], places: Mapping[str, Place]) -> Iterator[Problem]:
    """A canal that both lists hold; in the meantime it has the electronic délai, the shorter
    one.
    """
    livrees = Parametres()
    listes = [str(values.get(champ) or getattr(livrees, champ)) for champ in _LISTES_DE_CANAUX]
    electroniques, autres = (noms_de_canaux(liste) for liste in listes)
    connus: set[str] = set()
    for nom in electroniques:
        connus |= formes_du_canal(nom)
    place = places.get("autres_canaux") or places.get("canaux_electroniques") or Place()
    for nom in autres:
        if formes_du_canal(nom) & connus:
            yield settings.CANAL_DANS_LES_DEUX_LISTES.at(place, "Valeur", nom)


_IMPRIMES = ("en_tete", "adresse", "service", "affaire_suivie_par", "signataire", "dpo")
"""Texts in which a telephone number may stand."""
_SANS_ZERO = r"[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)"
_ZERO_DE_TROP = r"(?:\+|00)\d{2}\s?\(0\)[\s\d.]*"
_TELEPHONE = re.compile(rf"^{_SANS_ZERO}$|{_ZERO_DE_TROP}")
_TELEPHONE_DANS_UN_TEXTE = re.compile(
    rf"(?<=tél)(?:éphone)?\.?[ \u00a0:]*{_SANS_ZERO}|{_ZERO_DE_TROP}", re.IGNORECASE
)


def _coordonnees(values: Mapping[str, object], places: Mapping[str, Place]) -> Iterator[Problem]:
    """An address or a telephone number that nobody could use; both are printed as typed."""
    courriel = values.get("courriel_secretariat")
    if courriel and not ADRESSE.fullmatch(str(courriel)):
        yield settings.COURRIEL_DOUTEUX.at(places["courriel_secretariat"], "Valeur", courriel)
    for champ in ("telephone_secretariat", *_IMPRIMES):
        doubtful = (
            _TELEPHONE if champ == "telephone_secretariat" else _TELEPHONE_DANS_UN_TEXTE
        ).search(str(values.get(champ) or ""))
        if doubtful:
            yield settings.TELEPHONE_DOUTEUX.at(places[champ], "Valeur", doubtful[0].strip())


def assembler_calendrier(
    territoire: str, annees: range, fermetures: Table
) -> tuple[Calendrier, list[Problem]]:
    """The calendar of the prefecture over `annees`: its public holidays, its closing days, the
    holidays that are worked.
    """
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
                links.FIN_AVANT_DEBUT.at(
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
                problems.append(
                    settings.OUVERTURE_DU_DIMANCHE.at(
                        ligne.place("Date"), "Date", jour=french.date_longue(day)
                    )
                )
            target[day] = ligne.texte("Motif") or ""
    return calendrier(territoire, annees, closed, opened), problems
