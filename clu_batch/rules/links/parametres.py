"""Turn `Paramètres` and `Jours de fermeture` into the settings and the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clu_batch.kernel import french
from clu_batch.kernel.declaration import Column, Kind
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import settings
from clu_batch.parse import (
    Parsed,
    Percent,
    check_horizon,
    clean_text,
    find_closest,
    fold_text,
    format_value,
    list_canal_forms,
    parse_choice,
    parse_date,
    parse_integer,
    parse_percentage,
    parse_reunion,
    parse_yes_no,
    split_canal_names,
)
from clu_batch.records.parametres import REGLAGES
from clu_batch.rules.delais import PLUS_LONG
from clu_batch.rules.feries import TERRITOIRES, is_known_territoire
from clu_batch.rules.jours import Calendrier, build_calendrier
from clu_batch.rules.links.coordonnees import ADRESSE
from clu_batch.rules.links.ligne import LIGNE_LAISSEE, TableRow, list_rows
from clu_batch.rules.model import Parametres

_ATTENDU = {
    Kind.DATE: "une date, par exemple 23/11/2026",
    Kind.ENTIER: f"un nombre entier, de 0 à {french.format_number(PLUS_LONG)}",
    Kind.POURCENTAGE: "un pourcentage, par exemple 85 %",
    Kind.OUI_NON: "oui ou non",
    Kind.REUNION: "la date ou le N° d’une réunion",
}


@dataclass(frozen=True, slots=True)
class LoadedParametres:
    """The settings, where each was typed, and what was wrong."""

    parametres: Parametres
    places: Mapping[str, Place]  # field of Parametres -> its cell
    problems: Sequence[Problem]


def assemble_parametres(table: Table) -> LoadedParametres:
    """Return the settings in force, where each was typed, and what was wrong
    (docs/rules/sheets.md#parametres).

    The default of a setting applies where its line or its value is absent or wrong.
    """
    known = {_fold_name(reglage.header): reglage for reglage in REGLAGES}
    values: dict[str, object] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for ligne in list_rows(table):
        nom = ligne.read_text("Paramètre") or ""
        reglage = known.get(_fold_name(nom))
        if reglage is None:
            close = _find_close_name(nom)
            problems.append(
                ligne.report(settings.PARAMETRE_INCONNU, "Paramètre", nom, suggestion=close)
            )
            continue
        if reglage.field in places:
            problems.append(
                ligne.report(settings.PARAMETRE_REPETE, "Paramètre", nom, nom=reglage.header)
            )
            continue
        places[reglage.field] = ligne.locate("Valeur")
        value, problem = _read_value(reglage, ligne)
        if problem:
            problems.append(problem)
        if value is not None or (reglage.blank_counts and not problem):
            values[reglage.field] = value
    problems += _report_missing(values, places, table)
    problems += _check_coordonnees(values, places)
    problems += _check_canaux(values, places)
    problems += _drop_day(values, places)
    # each value was read in the kind of its field
    return LoadedParametres(Parametres(**values), places, problems)  # type: ignore[arg-type]


def _drop_day(values: dict[str, object], places: Mapping[str, Place]) -> Iterator[Problem]:
    """Drop a chosen day without the example, which alone is made for one, and report it."""
    if values.get("date_du_jour") and not values.get("donnees_d_exemple"):
        del values["date_du_jour"]
        yield settings.DATE_DU_JOUR_SANS_EXEMPLE.report(places["date_du_jour"], "Valeur")


def _fold_name(typed: str) -> str:
    """The name of a setting as it is compared: the star or the colon that a person adds after it
    does not matter.
    """
    return fold_text(typed.rstrip("*:. \u00a0\u202f"))


def _find_close_name(typed: str) -> str | None:
    """The setting that was probably meant: the closest, or the only one that begins with these
    words.
    """
    noms = [reglage.header for reglage in REGLAGES]
    longer = [nom for nom in noms if _fold_name(nom).startswith(f"{_fold_name(typed)} ")]
    return find_closest(typed, noms) or (longer[0] if len(longer) == 1 else None)


def _read_value(reglage: Column, ligne: TableRow) -> tuple[object, Problem | None]:
    """The value of a setting, and what is wrong with it or deserves a look."""
    brut = ligne.read_raw("Valeur")
    if brut is None or brut == "" or _has_no_canal(reglage, brut):
        return None, None
    lu = _read_as_kind(reglage, brut)
    if lu.valeur is not None:
        return lu.valeur, (
            ligne.report(lu.defaut, "Valeur", format_value(brut), **lu.faits) if lu.defaut else None
        )
    attendu, connus = (
        _ATTENDU.get(reglage.kind)
        or "l’une de ces valeurs : " + french.join_words(reglage.choices, "ou"),
        reglage.choices,
    )
    if reglage.field == "territoire":
        attendu, connus = (
            "Métropole, Alsace-Moselle, un territoire d’outre-mer ou un numéro de département",
            TERRITOIRES,
        )
    facts = {
        "nom": reglage.header,
        "attendu": attendu,
        "suggestion": find_closest(format_value(brut), connus),
    }
    return None, ligne.report(
        settings.PARAMETRE_FAUX,
        "Valeur",
        format_value(brut),
        **facts,
        defaut=_format_default(reglage.default),
    )


def _read_as_kind(reglage: Column, brut: object) -> Parsed[Any]:
    """The value in the kind of the setting; None when it is wrong."""
    lire = _LECTEURS.get(reglage.kind)
    if lire is not None:
        return lire(brut)
    if reglage.kind is Kind.CHOIX:
        choix = parse_choice(brut, reglage.choices)
        # « ouvrés » alone means « jours ouvrés »
        return (
            choix if choix.valeur else parse_choice(f"jours {format_value(brut)}", reglage.choices)
        )
    texte = _read_text(brut)
    return Parsed(
        None if reglage.field == "territoire" and not is_known_territoire(texte) else texte
    )


def _read_date(brut: object) -> Parsed[dt.date]:
    lu = parse_date(brut)
    return lu if lu.valeur is None else check_horizon(lu.valeur, lu.valeur, 0) or lu


def _read_integer(brut: object) -> Parsed[int]:
    lu = parse_integer(brut)
    return lu if (lu.valeur or 0) <= PLUS_LONG else Parsed()


_LECTEURS: Mapping[Kind, Callable[[object], Parsed[Any]]] = {
    Kind.DATE: _read_date,
    Kind.ENTIER: _read_integer,
    Kind.POURCENTAGE: parse_percentage,
    Kind.OUI_NON: parse_yes_no,
    Kind.REUNION: parse_reunion,
}


def _read_text(brut: object) -> str:
    """A setting as text; a number keeps no trailing « .0 », a department keeps what was typed."""
    if isinstance(brut, Percent):
        return format_value(brut)
    if isinstance(brut, float) and brut.is_integer():
        return str(int(brut))
    return "\n".join(clean_text(line) for line in str(brut).splitlines())


def _format_default(value: object) -> str:
    """A default as it is said."""
    if value is None:
        return "aucune"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _report_missing(
    values: Mapping[str, object], places: Mapping[str, Place], table: Table
) -> list[Problem]:
    """A required setting that is empty; a broken or absent sheet has its own line already."""
    if table.broken or not table.origins:
        return []
    sheet = Place(table.origins[0].workbook, table.origins[0].sheet)
    return [
        settings.PARAMETRE_MANQUANT.report(places.get(r.field, sheet), "Valeur", nom=r.header)
        for r in REGLAGES
        if r.required and values.get(r.field) is None
    ]


_OUVERTURES = ("reclamations_depuis", "enquetes_depuis")


def report_future_dates(lus: LoadedParametres, j: dt.date) -> list[Problem]:
    """Report a register that is said to be kept since a day to come: nothing of it would be
    compared.
    """
    problems = []
    for reglage in REGLAGES:
        depuis = getattr(lus.parametres, reglage.field) if reglage.field in _OUVERTURES else None
        if depuis is not None and depuis > j:
            shown = french.format_short_date(depuis)
            place = lus.places[reglage.field]
            problems.append(
                settings.SUIVI_A_VENIR.report(place, "Valeur", shown, nom=reglage.header)
            )
    return problems


_LISTES_DE_CANAUX = ("canaux_electroniques", "autres_canaux")


def _has_no_canal(reglage: Column, brut: object) -> bool:
    """Whether a list of canals names none (« ; »): it is as empty as an empty cell.

    No canal loses its délai to it: the default applies.
    """
    return reglage.field in _LISTES_DE_CANAUX and not split_canal_names(_read_text(brut))


def _check_canaux(values: Mapping[str, object], places: Mapping[str, Place]) -> Iterator[Problem]:
    """A canal that both lists hold; in the meantime it has the electronic délai, the shorter
    one.
    """
    livrees = Parametres()
    listes = [str(values.get(champ) or getattr(livrees, champ)) for champ in _LISTES_DE_CANAUX]
    electroniques, autres = (split_canal_names(liste) for liste in listes)
    connus: set[str] = set()
    for nom in electroniques:
        connus |= list_canal_forms(nom)
    place = places.get("autres_canaux") or places.get("canaux_electroniques") or Place()
    for nom in autres:
        if list_canal_forms(nom) & connus:
            yield settings.CANAL_DANS_LES_DEUX_LISTES.report(place, "Valeur", nom)


_IMPRIMES = ("en_tete", "adresse", "service", "affaire_suivie_par", "signataire", "dpo")
"""Texts in which a telephone number may stand."""
_SANS_ZERO = r"[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)"
_ZERO_DE_TROP = r"(?:\+|00)\d{2}\s?\(0\)[\s\d.]*"
_TELEPHONE = re.compile(rf"^{_SANS_ZERO}$|{_ZERO_DE_TROP}")
_TELEPHONE_DANS_UN_TEXTE = re.compile(
    rf"(?<=tél)(?:éphone)?\.?[ \u00a0:]*{_SANS_ZERO}|{_ZERO_DE_TROP}", re.IGNORECASE
)


def _check_coordonnees(
    values: Mapping[str, object], places: Mapping[str, Place]
) -> Iterator[Problem]:
    """An address or a telephone number that nobody could use; both are printed as typed."""
    courriel = values.get("courriel_secretariat")
    if courriel and not ADRESSE.fullmatch(str(courriel)):
        yield settings.COURRIEL_DOUTEUX.report(places["courriel_secretariat"], "Valeur", courriel)
    for champ in ("telephone_secretariat", *_IMPRIMES):
        doubtful = (
            _TELEPHONE if champ == "telephone_secretariat" else _TELEPHONE_DANS_UN_TEXTE
        ).search(str(values.get(champ) or ""))
        if doubtful:
            yield settings.TELEPHONE_DOUTEUX.report(places[champ], "Valeur", doubtful[0].strip())


def assemble_calendrier(
    territoire: str, annees: range, fermetures: Table
) -> tuple[Calendrier, list[Problem]]:
    """Return the calendar of the prefecture over `annees`.

    It knows the public holidays, the closing days, and the holidays that are worked.
    """
    closed: dict[dt.date, str] = {}
    opened: dict[dt.date, str] = {}
    problems: list[Problem] = []
    for ligne in list_rows(fermetures):
        du = ligne.read_date("Date")
        if du is None:
            continue
        au = ligne.read_date("Jusqu'au") or du
        reversed_dates = ligne.check_order(dt.date, "Date", "Jusqu'au", LIGNE_LAISSEE)
        if reversed_dates:
            problems += reversed_dates
            continue
        target = opened if ligne.read_text("Nature") == "ouverture" else closed
        for offset in range((au - du).days + 1):
            day = du + dt.timedelta(offset)
            if target is opened and day.weekday() == 6:
                problems.append(
                    ligne.report(
                        settings.OUVERTURE_DU_DIMANCHE, "Date", jour=french.format_long_date(day)
                    )
                )
            target[day] = ligne.read_text("Motif") or ""
    return build_calendrier(territoire, annees, closed, opened), problems
