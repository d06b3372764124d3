"""The example that ships: a comité local des usagers that follows the procedure of the préfecture
du Gard, one .csv file beside this module per
sheet that has rows.

Composition and provisions come from the procedure; figures, texts and dates are invented, and so
marked in the column « Exemple »; no person is named. The 1 500 answers and 250 complaints cover the
periods of both meetings and of their comparisons; some of their changes are significant and some
are not. The closing day of 7 December 2026 moves the printed limit of the December meeting; the
paper answers of Le Vigan are typed in short, to show that they may be.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from clu_batch import parse
from clu_batch.kernel.declared_sheet import Kind, Sheet
from clu_batch.records import SHEETS
from clu_batch.records.reponse import Reponse
from clu_batch.rules.jours import Calendrier, build_calendrier
from tools.making import live_due_dates
from tools.making.drop_down_lists import Lignes
from tools.making.example import annex
from tools.making.live_due_dates import DueDateBases
from tools.making.workbooks import list_setting_rows
from tools.making.worksheet import Rate, name_table

FOLDER = Path(__file__).parent
"""The years whose days off stand in the sheet of the live due dates."""

ANNEXES = {"Formulaire de contact.pdf": annex.make_form()}
"""The files of `workbooks/annexes/` that the example cites, by name."""

TEXTS = frozenset({Kind.TEXTE, Kind.NUMERO, Kind.CHOIX, Kind.OUI_NON, Kind.MEMBRE})
"""What stays as it is typed: « 4 » is the short form of an answer, « 2026-1 » a number."""


def read_example() -> dict[str, Lignes]:
    """Read the rows of the example, by sheet; an empty cell is absent from its row."""
    contents: dict[str, Lignes] = {}
    for sheet in SHEETS:
        path = FOLDER / f"{name_table(sheet)}.csv"
        if path.exists():
            contents[sheet.name] = list(_read_rows(path, _find_kinds(sheet, contents)))
    settings = {str(row["Paramètre"]): row["Valeur"] for row in contents["Paramètres"]}
    return {**contents, "Paramètres": list_setting_rows(settings)}


def find_setting(contents: Mapping[str, Lignes], name: str) -> object:
    """Return the value of a setting of the example."""
    (value,) = [row["Valeur"] for row in contents["Paramètres"] if row["Paramètre"] == name]
    return value


def find_today(contents: Mapping[str, Lignes]) -> dt.date:
    """Return the day that the example takes for today."""
    return cast(dt.date, find_setting(contents, "Date du jour"))


def make_calendar(contents: Mapping[str, Lignes]) -> Calendrier:
    """Make the calendar of the example: its public holidays and its closing days."""
    closing_days: dict[dt.date, str] = {}
    for row in contents["Jours de fermeture"]:
        first = cast(dt.date, row["Date"])
        last = cast(dt.date, row.get("Jusqu'au", first))
        for offset in range((last - first).days + 1):
            closing_days[first + dt.timedelta(offset)] = str(row["Motif"])
    return build_calendrier("Métropole", live_due_dates.YEARS, closing_days, {})


def make_due_date_bases(contents: Mapping[str, Lignes]) -> DueDateBases:
    """Gather what the live due dates of the example rest on."""
    delai = cast(int, find_setting(contents, "Délai de réponse"))
    unite = str(find_setting(contents, "Unité du délai de réponse"))
    return live_due_dates.gather_bases(
        make_calendar(contents), delai, unite, find_today(contents)
    )


def _find_kinds(sheet: Sheet, contents: Mapping[str, Lignes]) -> dict[str, Kind]:
    """Return what each column of a sheet holds, by header; Réponses has one per question."""
    kinds = {column.header: column.kind for column in sheet.columns}
    if sheet is Reponse.sheet:
        for question in contents["Questions"]:
            is_mark = question["Échelle"] == "note 0-10"
            kinds[str(question["Code"])] = Kind.ENTIER if is_mark else Kind.TEXTE
    return kinds


def _read_rows(path: Path, kinds: Mapping[str, Kind]) -> Iterator[Mapping[str, object]]:
    """Read the rows of a sheet from its file; KeyError for a header that the sheet lacks."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";", strict=True):
            yield {
                header: _read_cell(kinds[header], text) for header, text in row.items() if text
            }


def _read_cell(kind: Kind, text: str) -> object:
    """Give the text of a cell the type that Excel would give it, unless its column holds texts."""
    if kind in TEXTS:
        return text
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"[\d,]+ %", text):
        return Rate(parse.parse_percentage(text).valeur or 0)
    if re.fullmatch(r"\d\d:\d\d", text):
        return dt.time.fromisoformat(text)
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return parse.parse_date(text).valeur
    return text
