"""Give the figures of past meetings, each at its own cut-off, as one frame.

They are computed again from the workbooks, or taken from the sheet `Historique`
(docs/rules/history.md#series).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.frames import INDEX, CheckedSheet
from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import Percent, parse_date, parse_number
from clu_batch.records.engagements import Donnees
from clu_batch.rules.figures import ruptures
from clu_batch.rules.figures.mesures import DATE, POURCENT
from clu_batch.rules.model import Indicateur, Mesure, Registre, SeanceDue, Valeur

REGLE_MODIFIEE = " (règle modifiée)"
"""What ends the wording of a figure that is not comparable with that of the meeting before
(docs/rules/history.md#changed-rule).
"""

RESULTAT = [
    "reunion",
    "periode_du",
    "periode_au",
    "arrete_au",
    "code",
    "libelle",
    "valeur",
    "numerateur",
    "denominateur",
    "unite",
    "illisibles",
    "retenue",
    "regle",
    "regle_modifiee",
    "donnees",
]
"""The columns of a frame of past figures, of objects.

`regle`: the words of the rule that a figure follows, "" when no setting bends it or when nothing
tells. `regle_modifiee`: it does not compare with that of the meeting before. `donnees`: the sheet
that it is counted from, None when it is neither of the two or when nothing tells. What the others
mean: `Historique`, `Mesure`.
"""
_CLE = ["reunion", "code"]
"""What names a past figure."""
_JOURS = ["reunion", "periode_du", "periode_au", "arrete_au"]


def make_frame(
    rows: Collection[Sequence[object]], index: pd.Index[Any] | None = None
) -> pd.DataFrame:
    """Return a frame of past figures; each row is in the order of `RESULTAT`."""
    return pd.DataFrame(rows, index=index, columns=RESULTAT, dtype=object)


def list_resultats(
    seance: SeanceDue,
    indicateurs: Iterable[Indicateur],
    regles: Mapping[str, str],
    donnees: Mapping[str, Donnees | None],
) -> list[tuple[object, ...]]:
    """Return the rows of the figures of a meeting; `regles` and `donnees` are by code."""
    jours = (seance.reunion.date, seance.periode.du, seance.periode.au, seance.a)
    return [
        (
            *jours,
            indicateur.code,
            indicateur.libelle,
            indicateur.mesure.valeur,
            indicateur.mesure.numerateur,
            indicateur.mesure.denominateur,
            indicateur.unite,
            indicateur.mesure.illisibles,
            indicateur.mesure.retenue,
            regles[indicateur.code],
            False,
            donnees.get(indicateur.code),
        )
        for indicateur in indicateurs
    ]


def compose(registre: Registre, calcules: pd.DataFrame, jusqu_au: dt.date) -> pd.DataFrame:
    """Return the series of all figures, meeting after meeting, up to `jusqu_au`.

    `calcules` holds what the workbooks still give; the sheet `Historique` comes before it for a
    meeting that it holds. A figure says whether a change of rule separates it from the one before.
    """
    lus = _read_rows(registre.historique)
    donnes = lus[lus["reunion"] <= jusqu_au].drop_duplicates(_CLE)
    donnes = donnes.assign(regle=ruptures.find_regles(registre, donnes, calcules))
    others = calcules[~calcules["reunion"].isin(donnes["reunion"])]
    series = pd.concat([donnes, others]) if len(donnes) else others
    series = series.sort_values("reunion", kind="stable", ignore_index=True)
    return ruptures.mark_breaks(series, registre.questions, ruptures.map_regles(calcules))


# -- the sheet -------------------------------------------------------------------------------------


def _read_rows(table: CheckedSheet) -> pd.DataFrame:
    """The rows of the sheet that have their meeting, under their place in Excel; a date that is not
    given is that of the meeting.
    """
    if not len(table):
        return make_frame([])
    frame = table.frame.dropna(subset="reunion")
    jours = frame[_JOURS].apply(lambda jour: jour.fillna(frame["reunion"]).dt.date)
    figures = [_read_row(ligne) for ligne in frame.itertuples()]
    datees = jours.itertuples(index=False)
    rows = [(*datee, *figure) for datee, figure in zip(datees, figures, strict=True)]
    return make_frame(rows, frame.index)


def _read_row(ligne: Any) -> tuple[object, ...]:
    """The facts of a row, its dates apart, in the order of `RESULTAT`."""
    unite, libelle = ligne.unite or "", ligne.libelle or ""
    nu = libelle.removesuffix(REGLE_MODIFIEE)
    mesure = _read_mesure(ligne, unite)
    base = (mesure.valeur, mesure.numerateur, mesure.denominateur, unite)
    regle = ruptures.read_regle(ligne.regle)
    return (
        ligne.code,
        nu,
        *base,
        mesure.illisibles,
        mesure.retenue,
        regle,
        nu != libelle,
        None,
    )


def _read_mesure(ligne: Any, unite: str) -> Mesure:
    """A measure as its cells hold it; a rate is that of its base when it has one: no digit is lost
    by being written.
    """
    numerateur, denominateur = (
        _read_integer(ligne.numerateur),
        _read_integer(ligne.denominateur),
    )
    valeur = _read_value(ligne.valeur, unite)
    en_pourcent = isinstance(ligne.valeur, Percent)
    if (
        unite == POURCENT
        and numerateur is not None
        and denominateur
        and _is_same_taux(valeur, Fraction(numerateur, denominateur))
    ):
        valeur = Fraction(numerateur, denominateur)
    elif unite == POURCENT and isinstance(valeur, Fraction) and valeur > 1 and not en_pourcent:
        valeur /= (
            100  # « 87,5 » typed by hand; a rate of more than 100 % has its base beside it
        )
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
    if isinstance(value, int | float | Decimal):
        return int(value)
    return None


# -- what deserves a look --------------------------------------------------------------------------


def check(table: CheckedSheet, series: pd.DataFrame, calcules: pd.DataFrame) -> list[Problem]:
    """Report what deserves a look in the sheet `Historique`.

    Three things: a cell that holds no figure, a figure given twice, a figure of another rule.
    """
    if not len(table):
        return []
    return [
        *check_illisibles(table),
        *_check_repeated(table),
        *_check_other_regles(table, series, calcules),
    ]


def check_illisibles(table: CheckedSheet) -> list[Problem]:
    """Report each cell of the sheet that holds something and no figure."""
    cells = table.frame[["numerateur", "denominateur", "valeur", "unite"]]
    problems = []
    for label, numerateur, denominateur, valeur, unite in cells.itertuples():
        lus = {
            "numerateur": (numerateur, _read_integer(numerateur)),
            "denominateur": (denominateur, _read_integer(denominateur)),
            "valeur": (valeur, _read_value(valeur, unite or "")),
        }
        for field, (cell, lu) in lus.items():
            if lu is None and cell is not None:
                kind = counted_rows.HISTORIQUE_ILLISIBLE
                problems.append(table.report(kind, label, field, cell))
    return problems


def _check_repeated(table: CheckedSheet) -> list[Problem]:
    """The figures of a meeting that an earlier row gives already: two histories pasted, the older
    one in the newer.
    """
    repeated = table.frame.duplicated(_CLE)
    labels = repeated.index[repeated]
    return [table.report(counted_rows.HISTORIQUE_REPETE, label, "code") for label in labels]


def _check_other_regles(
    table: CheckedSheet, series: pd.DataFrame, calcules: pd.DataFrame
) -> list[Problem]:
    """The meetings of the sheet whose figures are not those that the same data give today, told
    once each, unless it says so.
    """
    lus = _read_rows(table)
    autres = series.loc[series["regle"] == ruptures.AUTRE, _CLE]
    silent = lus[lus["regle"] == ""]
    found = silent.reset_index().merge(autres, on=_CLE).merge(calcules, on=_CLE)
    return [
        _report_other_regle(table, rows) for _, rows in found.groupby("reunion", sort=False)
    ]


def _report_other_regle(table: CheckedSheet, rows: pd.DataFrame) -> Problem:
    """What is told of the figures of a meeting, at the first of them."""
    first = rows.iloc[0]
    return table.report(
        counted_rows.HISTORIQUE_D_UNE_AUTRE_REGLE,
        tuple(first[INDEX]),
        "valeur",
        nombre=french.format_count(len(rows), "chiffre"),
        reunion=first["reunion"],
        code=first["code"],
        collee=_format_value(first["valeur_x"], first["unite_x"]),
        recalculee=_format_value(first["valeur_y"], first["unite_y"]),
    )


def _format_value(valeur: Valeur, unite: str) -> str:
    """A value as a message shows it."""
    if not isinstance(valeur, Fraction):
        return french.NON_MESURE if valeur is None else french.format_short_date(valeur)
    if unite == POURCENT:
        return french.format_rate(valeur)
    return french.format_number(valeur)
