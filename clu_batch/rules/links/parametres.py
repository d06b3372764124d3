"""Turn the lines of `Paramètres` into the settings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.declaration import WhereSet
from clu_batch.kernel.declared_sheet import Column, Kind
from clu_batch.kernel.problems import Problem
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
from clu_batch.records.parametres import REGLAGES, LigneParametre
from clu_batch.rules.delais import PLUS_LONG
from clu_batch.rules.feries import TERRITOIRES, is_known_territoire
from clu_batch.rules.links.coordonnees import ADRESSE
from clu_batch.rules.links.departements import complete_prefecture
from clu_batch.rules.links.record_rows import build_records
from clu_batch.rules.model import Parametres

_ATTENDU = {
    Kind.DATE: "une date, par exemple 23/11/2026",
    Kind.ENTIER: f"un nombre entier, de 0 à {french.format_number(PLUS_LONG)}",
    Kind.POURCENTAGE: "un pourcentage, par exemple 85 %",
    Kind.OUI_NON: "oui ou non",
    Kind.REUNION: "la date ou le N° d’une réunion",
}


def assemble_parametres(checked: CheckedRows) -> tuple[Parametres, list[Problem]]:
    """Return the settings in force, which know where each was typed, and what was wrong
    (docs/rules/sheets.md#parametres).

    The default of a setting applies where its line or its value is absent or wrong.
    """
    lines, problems = _find_lines(checked)
    values, found = _read_values(lines)
    problems += found
    parametres = Parametres(**values, where=_locate_settings(checked, lines))
    if parametres.ville is None:
        parametres = replace(parametres, ville=find_ville(parametres.adresse or ""))
    if checked.origins and not checked.broken:  # otherwise the sheet has its own line already
        problems += _report_missing(parametres)
    problems += _check_coordonnees(parametres)
    problems += _check_canaux(parametres)
    if parametres.date_du_jour and not parametres.donnees_d_exemple:
        # the example alone is made for a chosen day
        problems.append(parametres.report(settings.DATE_DU_JOUR_SANS_EXEMPLE, "date_du_jour"))
        parametres = replace(parametres, date_du_jour=None)
    return parametres, problems


def _read_values(
    lines: Mapping[str, LigneParametre],
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values that were typed, by field, and what is wrong in others."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for reglage in REGLAGES:
        if reglage.field not in lines:
            continue
        value, found = _read_value(reglage, lines[reglage.field])
        problems += found
        if value is not None or (reglage.blank_counts and not found):
            values[reglage.field] = value
    return values, problems


def find_ville(adresse: str) -> str | None:
    """Return the town that ends an address, after its postal code; None when there is none, or when
    it is in capitals, for its accents and its small words are then unknown.
    """
    found = _FIN_D_ADRESSE.search(adresse.strip())
    return None if found is None or found[1].isupper() else found[1]


_FIN_D_ADRESSE = re.compile(
    r"\b\d{5} +([^\W\d][^\d\n,]*?)(?: +cedex(?: +\d+)?)?$", re.IGNORECASE
)


def _find_lines(checked: CheckedRows) -> tuple[dict[str, LigneParametre], list[Problem]]:
    """The line of each setting, by field; a name that is unknown, or said again, is told."""
    lines: dict[str, LigneParametre] = {}
    problems: list[Problem] = []
    for line in build_records(LigneParametre, checked):
        nom = line.parametre
        reglage = find_setting(nom)
        if reglage is None:
            close = _find_close_name(nom)
            kind = settings.PARAMETRE_INCONNU
            problems.append(line.report(kind, "parametre", nom, suggestion=close))
        elif reglage.field in lines:
            kind = settings.PARAMETRE_REPETE
            problems.append(line.report(kind, "parametre", nom, nom=reglage.header))
        else:
            lines[reglage.field] = line
    return lines, problems


def _locate_settings(checked: CheckedRows, lines: Mapping[str, LigneParametre]) -> WhereSet:
    cells = {field: line.place for field, line in lines.items()}
    return WhereSet(checked.place.workbook, checked.place.sheet, cells=cells)


def find_setting(typed: str) -> Column | None:
    """Return the setting of that name, None when there is none."""
    folded = _fold_name(typed)
    return next((r for r in REGLAGES if _fold_name(r.header) == folded), None)


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


def _read_value(reglage: Column, line: LigneParametre) -> tuple[object, list[Problem]]:
    """The value of a setting, and what is wrong with it or deserves a look."""
    brut = line.valeur
    if brut is None or brut == "" or _has_no_canal(reglage, brut):
        return None, []
    lu = _read_as_kind(reglage, brut)
    shown = format_value(brut)
    if lu.valeur is None:
        return None, [_report_wrong(reglage, line, shown)]
    if lu.defaut:
        return lu.valeur, [line.report(lu.defaut, "valeur", shown, **lu.faits)]
    return lu.valeur, []


def _report_wrong(reglage: Column, line: LigneParametre, shown: str) -> Problem:
    connus = reglage.choices
    attendu = _ATTENDU.get(
        reglage.kind, f"l’une de ces valeurs : {french.join_words(connus, 'ou')}"
    )
    if reglage.field == "territoire":
        attendu = (
            "Métropole, Alsace-Moselle, un territoire d’outre-mer ou un numéro de département"
        )
        connus = TERRITOIRES
    return line.report(
        settings.PARAMETRE_FAUX,
        "valeur",
        shown,
        nom=reglage.header,
        attendu=attendu,
        suggestion=find_closest(shown, connus),
        defaut=_format_default(reglage.default),
    )


def _read_as_kind(reglage: Column, brut: object) -> Parsed[Any]:
    """The value in the kind of the setting; None when it is wrong."""
    lire = _LECTEURS.get(reglage.kind)
    if lire is not None:
        return lire(brut)
    if reglage.kind is Kind.CHOIX:
        choix = parse_choice(brut, reglage.choices)
        if choix.valeur:
            return choix
        # « ouvrés » alone means « jours ouvrés »
        return parse_choice(f"jours {format_value(brut)}", reglage.choices)
    texte = _read_text(brut)
    if reglage.field == "territoire" and not is_known_territoire(texte):
        return Parsed()
    return Parsed(texte)


def _read_date(brut: object) -> Parsed[dt.date]:
    lu = parse_date(brut)
    if lu.valeur is None:
        return lu
    return check_horizon(lu.valeur, lu.valeur, 0) or lu


def _read_integer(brut: object) -> Parsed[int]:
    lu = parse_integer(brut)
    if (lu.valeur or 0) <= PLUS_LONG:
        return lu
    return Parsed()


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


def _report_missing(parametres: Parametres) -> list[Problem]:
    """A required setting that is empty."""
    return [
        parametres.report(settings.PARAMETRE_MANQUANT, reglage.field, nom=reglage.header)
        for reglage in REGLAGES
        if reglage.required and getattr(parametres, reglage.field) is None
    ]


_OUVERTURES = ("reclamations_depuis", "enquetes_depuis")


def report_future_dates(parametres: Parametres, j: dt.date) -> list[Problem]:
    """Report a register that is said to be kept since a day to come: nothing of it would be
    compared.
    """
    problems = []
    for field in _OUVERTURES:
        depuis = getattr(parametres, field)
        if depuis is not None and depuis > j:
            shown, nom = (
                french.format_short_date(depuis),
                parametres.sheet.find_field(field).header,
            )
            problems.append(parametres.report(settings.SUIVI_A_VENIR, field, shown, nom=nom))
    return problems


def _has_no_canal(reglage: Column, brut: object) -> bool:
    """Whether a list of canals names none (« ; »): it is as empty as an empty cell.

    No canal loses its délai to it: the default applies.
    """
    is_list = reglage.field in {"canaux_electroniques", "autres_canaux"}
    return is_list and not split_canal_names(_read_text(brut))


def _check_canaux(parametres: Parametres) -> Iterator[Problem]:
    """A canal that both lists hold; in the meantime it has the electronic délai, the shorter
    one.
    """
    connus: set[str] = set()
    for nom in split_canal_names(parametres.canaux_electroniques):
        connus |= list_canal_forms(nom)
    has_line = parametres.locate("autres_canaux").cell != ""
    field = "autres_canaux" if has_line else "canaux_electroniques"
    for nom in split_canal_names(parametres.autres_canaux):
        if list_canal_forms(nom) & connus:
            yield parametres.report(settings.CANAL_DANS_LES_DEUX_LISTES, field, nom)


_IMPRIMES = ("en_tete", "adresse", "service", "affaire_suivie_par", "signataire", "dpo")
"""Texts in which a telephone number may stand."""
_SANS_ZERO = r"[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)"
_ZERO_DE_TROP = r"(?:\+|00)\d{2}\s?\(0\)[\s\d.]*"
_TELEPHONE = re.compile(rf"^{_SANS_ZERO}$|{_ZERO_DE_TROP}")
_TELEPHONE_DANS_UN_TEXTE = re.compile(
    rf"(?<=tél)(?:éphone)?\.?[ \u00a0:]*{_SANS_ZERO}|{_ZERO_DE_TROP}", re.IGNORECASE
)


def _check_coordonnees(parametres: Parametres) -> Iterator[Problem]:
    """A département for a préfecture, an address or a telephone number that nobody could use; they
    are printed as typed.
    """
    prefecture = parametres.prefecture or ""
    whole = complete_prefecture(prefecture)
    if whole:
        kind = settings.PREFECTURE_INCOMPLETE
        yield parametres.report(kind, "prefecture", prefecture, entiere=whole)
    courriel = parametres.courriel_secretariat
    if courriel and not ADRESSE.fullmatch(courriel):
        yield parametres.report(settings.COURRIEL_DOUTEUX, "courriel_secretariat", courriel)
    motifs = {
        "telephone_secretariat": _TELEPHONE,
        **dict.fromkeys(_IMPRIMES, _TELEPHONE_DANS_UN_TEXTE),
    }
    for field, motif in motifs.items():
        doubtful = motif.search(getattr(parametres, field) or "")
        if doubtful:
            shown = doubtful[0].strip()
            yield parametres.report(settings.TELEPHONE_DOUTEUX, field, shown)
