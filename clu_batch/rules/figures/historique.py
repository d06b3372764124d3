"""Give the figures of past meetings, each at its own cut-off.

They are computed again from the workbooks, or taken from the sheet `Historique`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import counted_rows
from clu_batch.parse import Percent, fold_text, parse_date, parse_number
from clu_batch.rules.figures import ruptures
from clu_batch.rules.figures.mesures import DATE, POURCENT
from clu_batch.rules.figures.reclamations_fiches import DELAI_MEDIAN, SELON_LE_DELAI
from clu_batch.rules.model import (
    Indicateur,
    Mesure,
    Periode,
    Question,
    Registre,
    ResultatHistorique,
    Valeur,
)

REGLE_MODIFIEE = " (règle modifiée)"
"""What ends the wording of a figure that is not comparable with that of the meeting before
(docs/rules/history.md#changed-rule).
"""

"""The figure whose unit tells how the délai de réponse was counted."""


def compose(
    registre: Registre, calcules: Iterable[ResultatHistorique], jusqu_au: dt.date
) -> list[ResultatHistorique]:
    """Return the series of all figures, meeting after meeting, up to `jusqu_au`.

    `calcules` holds what the workbooks still give; the sheet `Historique` comes before it for a
    meeting that it holds. A figure says whether a change of rule separates it from the one before.
    """
    calcules = list(calcules)
    donnes = [h for h in _read_rows(registre.historique) if h.reunion <= jusqu_au]
    recompte = ruptures.Recount(registre, donnes, calcules)
    connues = {h.reunion for h in donnes}
    tous = [replace(h, regle=recompte.find_regle(h)) for h in donnes]
    tous += [h for h in calcules if h.reunion not in connues]
    return _mark_breaks(
        sorted(tous, key=lambda h: h.reunion), registre.questions, recompte.en_vigueur
    )


def _mark_breaks(
    tous: Sequence[ResultatHistorique], questions: Sequence[Question], en_vigueur: Mapping[str, str]
) -> list[ResultatHistorique]:
    """The same figures, each with what its rule is, and whether it compares with the one before."""
    unites = {h.reunion: h.indicateur.unite for h in tous if h.indicateur.code == DELAI_MEDIAN}
    derniers: dict[str, ResultatHistorique] = {}
    regles: dict[str, str] = {}  # the last known rule of each figure
    series = []
    for resultat in tous:
        code = resultat.indicateur.code
        avant, en_cours = derniers.get(code), en_vigueur.get(code, "")
        rompue = resultat.regle_modifiee or ruptures.is_different(
            regles.get(code, ""), resultat.regle, en_cours
        )
        rompue = rompue or (avant is not None and _is_broken(avant, resultat, questions, unites))
        series.append(
            replace(
                resultat,
                regle_modifiee=rompue,
                regle=ruptures.write_regle(resultat.regle, en_cours),
            )
        )
        derniers[code] = resultat
        regles[code] = resultat.regle or regles.get(code, "")
    return series


def check(
    table: Table, series: Iterable[ResultatHistorique], calcules: Iterable[ResultatHistorique]
) -> list[Problem]:
    """Report what deserves a look in the sheet `Historique`.

    Three things: a cell that holds no figure, a figure given twice, a figure of another rule.
    """
    return [
        *check_illisibles(table),
        *_check_repeated(table),
        *_check_other_regles(table, series, calcules),
    ]


def check_illisibles(table: Table) -> list[Problem]:
    """Report each cell of the sheet that holds something and no figure."""
    problems = []
    for rang, row in table.iterate_rows():
        unite = str(row["Unité"] or "")
        lus = {header: _read_integer(row[header]) for header in ("Numérateur", "Dénominateur")} | {
            "Valeur": _read_value(row["Valeur"], unite)
        }
        problems += [
            table.report_cell(counted_rows.HISTORIQUE_ILLISIBLE, rang, header, row[header])
            for header, lu in lus.items()
            if lu is None and row[header] is not None
        ]
    return problems


def _check_repeated(table: Table) -> list[Problem]:
    """The figures of a meeting that an earlier row gives already: two histories pasted, the older
    one in the newer.
    """
    seen: set[tuple[object, object]] = set()
    problems = []
    for rang, row in table.iterate_rows():
        if (row["Réunion"], row["Code"]) in seen:
            problems.append(table.report_cell(counted_rows.HISTORIQUE_REPETE, rang, "Code"))
        seen.add((row["Réunion"], row["Code"]))
    return problems


def _check_other_regles(
    table: Table, series: Iterable[ResultatHistorique], calcules: Iterable[ResultatHistorique]
) -> list[Problem]:
    """The meetings of the sheet whose figures are not those that the same data give today, told
    once each, unless it says so.
    """
    autres = {(h.reunion, h.indicateur.code): h for h in series if h.regle == ruptures.AUTRE}
    aujourd_hui = {(h.reunion, h.indicateur.code): h.indicateur for h in calcules}
    par_reunion: dict[object, list[int]] = {}
    for rang, row in table.iterate_rows():
        if (row["Réunion"], row["Code"]) in autres and row["Règle"] is None:
            par_reunion.setdefault(row["Réunion"], []).append(rang)
    problems = []
    for rangs in par_reunion.values():
        reunion, code_cite = (table.columns[header][rangs[0]] for header in ("Réunion", "Code"))
        # both were found among the keys above
        premier = autres[reunion, code_cite]  # type: ignore[index]
        code = premier.indicateur.code
        problems.append(
            table.report_cell(
                counted_rows.HISTORIQUE_D_UNE_AUTRE_REGLE,
                rangs[0],
                "Valeur",
                nombre=french.format_count(len(rangs), "chiffre"),
                reunion=french.format_short_date(premier.reunion),
                code=code,
                collee=_format_value(premier.indicateur),
                recalculee=_format_value(aujourd_hui[premier.reunion, code]),
            )
        )
    return problems


def _format_value(indicateur: Indicateur) -> str:
    """A value as a message shows it."""
    valeur = indicateur.mesure.valeur
    if not isinstance(valeur, Fraction):
        return french.NON_MESURE if valeur is None else french.format_short_date(valeur)
    return (
        french.format_rate(valeur) if indicateur.unite == POURCENT else french.format_number(valeur)
    )


# -- a changed rule --------------------------------------------------------------------------------


def _is_broken(
    avant: ResultatHistorique,
    apres: ResultatHistorique,
    questions: Sequence[Question],
    unites: Mapping[dt.date, str],
) -> bool:
    """Whether a rule changed from a meeting to the next: the unit, that of the délai, or the
    question, put in its present form since.
    """
    code = apres.indicateur.code
    if avant.indicateur.unite != apres.indicateur.unite:
        return True
    decomptes = {unites.get(avant.reunion), unites.get(apres.reunion)} - {None}
    if code in SELON_LE_DELAI and len(decomptes) > 1:
        return True
    return any(
        q.posee_depuis is not None and q.posee_depuis > avant.periode.du and _is_about(q, code)
        for q in questions
    )


def _is_about(question: Question, code: str) -> bool:
    if question.globale and code == "satisfaction.taux.global":
        return True
    if question.theme and fold_text(code) == fold_text(f"satisfaction.theme.{question.theme}"):
        return not question.globale
    noms = ("taux", "solde", "moyenne", "exclus", "non_reponses", "illisibles")
    return code in {f"satisfaction.{nom}.{question.code}" for nom in noms}


# -- the sheet -------------------------------------------------------------------------------------


def _read_rows(table: Table) -> list[ResultatHistorique]:
    """The rows of the sheet, the first of each meeting and code; a row without its meeting is no
    figure.
    """
    rows: dict[tuple[dt.date, str], ResultatHistorique] = {}
    for _, row in table.iterate_rows():
        reunion = row["Réunion"]
        if isinstance(reunion, dt.date):
            rows.setdefault((reunion, str(row["Code"])), _read_row(row, reunion))
    return list(rows.values())


def _read_row(row: Mapping[str, object], reunion: dt.date) -> ResultatHistorique:
    """A row of the sheet; a date that is not given is that of the meeting."""
    du, au, a = (
        _choose_date(row[header], reunion) for header in ("Période du", "Période au", "Arrêté au")
    )
    periode, libelle, unite = Periode(du, au), str(row["Libellé"] or ""), str(row["Unité"] or "")
    nu = libelle.removesuffix(REGLE_MODIFIEE)
    indicateur = Indicateur(str(row["Code"]), nu, unite, _read_mesure(row, unite), periode)
    return ResultatHistorique(
        reunion, periode, a, indicateur, nu != libelle, ruptures.read_regle(row["Règle"])
    )


def _choose_date(value: object, reunion: dt.date) -> dt.date:
    return value if isinstance(value, dt.date) else reunion


def _read_mesure(row: Mapping[str, object], unite: str) -> Mesure:
    """A measure as its cells hold it; a rate is that of its base when it has one: no digit is lost
    by being written.
    """
    numerateur, denominateur = (
        _read_integer(row[header]) for header in ("Numérateur", "Dénominateur")
    )
    valeur = _read_value(row["Valeur"], unite)
    en_pourcent = isinstance(row["Valeur"], Percent)
    if (
        unite == POURCENT
        and numerateur is not None
        and denominateur
        and _is_same_taux(valeur, Fraction(numerateur, denominateur))
    ):
        valeur = Fraction(numerateur, denominateur)
    elif unite == POURCENT and isinstance(valeur, Fraction) and valeur > 1 and not en_pourcent:
        valeur /= 100  # « 87,5 » typed by hand; a rate of more than 100 % has its base beside it
    return Mesure(valeur, numerateur, denominateur)


def _is_same_taux(valeur: Valeur, exacte: Fraction) -> bool:
    """Whether a value, written with the digits of a cell or those that it shows (81,3 %), stands
    for an exact rate.
    """
    return isinstance(valeur, Fraction) and abs(valeur - exacte) <= Fraction(1, 2000)


def _read_value(brut: object, unite: str) -> Valeur:
    """A value as the cell holds it: a date, a number, either of them typed as text (« 81,3 % »);
    None for anything else.
    """
    if isinstance(brut, dt.date):
        return brut
    if isinstance(brut, int | float) and not isinstance(brut, bool):
        return Fraction(str(brut))  # all the digits that the control workbook wrote
    if not isinstance(brut, str):
        return None
    if unite == DATE:
        return parse_date(brut).valeur
    nu = brut.strip().removesuffix("%")
    nombre = parse_number(nu).valeur
    return None if nombre is None else Fraction(nombre) / (1 if nu == brut.strip() else 100)


def _read_integer(value: object) -> int | None:
    if isinstance(value, str):
        value = parse_number(value).valeur
    return int(value) if isinstance(value, int | float | Decimal) else None
