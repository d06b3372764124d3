"""The shipped workbooks, made from the declarations of the sheets: empty, or filled with given
rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.declared_sheet import Column, Kind, Sheet
from clu_batch.kernel.equivalence import Outil
from clu_batch.parse import fold_text
from clu_batch.records import SHEETS
from clu_batch.records.equivalences import LigneEquivalence
from clu_batch.records.parametres import REGLAGES
from tools.making import cell_styles, live_due_dates, read_me_sheet, workbook_bytes, worksheet
from tools.making.drop_down_lists import DropDownLists, Lignes, find_free_values
from tools.making.live_due_dates import DueDateBases

WORKBOOKS = tuple(dict.fromkeys(sheet.workbook for sheet in SHEETS if sheet.workbook))
"""The names of the default workbooks, in their order."""

_PAR_ECHELLE = {"oui/non": Kind.OUI_NON, "note 0-10": Kind.ENTIER}
_CALCULEES: Mapping[str, Sequence[worksheet.Calculee]] = {
    "Réclamations": (
        (live_due_dates.ECHEANCE, live_due_dates.write_due_date_formula()),
        (live_due_dates.ETAT, live_due_dates.write_state_formula()),
    )
}


def make_workbook(
    nom: str, contenus: Mapping[str, Lignes], bases: DueDateBases | None = None
) -> bytes:
    """Make the default workbook `nom`, from its rows by sheet name; the same inputs give the same
    bytes.

    `bases`: what its live due dates rest on.
    """
    sheets = [_add_questions(sheet, contenus) for sheet in SHEETS if sheet.workbook == nom]
    book = Workbook()
    pages = {
        name: _add_page(book, name) for name in ("Lisez-moi", *(sheet.name for sheet in sheets))
    }
    listes = DropDownLists(_find_positions(sheets), find_free_values(sheets, contenus))
    for sheet in sheets:
        rows, computed = contenus.get(sheet.name, ()), _CALCULEES.get(sheet.name, ())
        worksheet.draw_sheet(pages[sheet.name], sheet, rows, listes, computed)
    service = []
    if "Réclamations" in pages:
        service.append("Repères")
        column = listes.positions["Réclamations", live_due_dates.ETAT.header]
        live_due_dates.colour_states(pages["Réclamations"], column, worksheet.DERNIERE)
        live_due_dates.draw_bases(_add_page(book, "Repères"), bases or DueDateBases())
    if "Paramètres" in pages:
        _draw_settings(pages["Paramètres"], contenus.get("Paramètres", ()), listes)
    if listes.colonnes:
        service.append("Listes")
        listes.draw(_add_page(book, "Listes"))
    read_me_sheet.draw_read_me(pages["Lisez-moi"], nom, sheets, service)
    return workbook_bytes.save_workbook(book, read_me_sheet.BUTS[nom])


def _find_positions(sheets: Sequence[Sheet]) -> dict[tuple[str, str], str]:
    """Return the letter of each column, by sheet name and header."""
    positions = {}
    for sheet in sheets:
        columns = worksheet.arrange_columns(sheet, _CALCULEES.get(sheet.name, ()))
        for index, column in enumerate(columns, start=1):
            positions[sheet.name, column.field] = name_column(index)
    return positions


def make_blank_workbooks() -> dict[str, bytes]:
    """Make the default workbooks, by file name, without rows but for the names of the settings and
    the public holidays.
    """
    blank = {"Paramètres": list_setting_rows({})}
    bases = live_due_dates.make_blank_bases()
    return {nom: make_workbook(nom, blank, bases) for nom in WORKBOOKS}


def make_ready_lines(outil: Outil) -> bytes:
    """Make the workbook of the lines that have the exports of a tool read."""
    rows = [
        {
            "Feuille": line.feuille,
            "Colonne": line.colonne or None,
            "Valeur": line.valeur or None,
            "Devient": line.devient,
        }
        for line in outil.list_lines()
    ]
    return make_workbook(LigneEquivalence.sheet.workbook, {LigneEquivalence.sheet.name: rows})


def list_setting_rows(valeurs: Mapping[str, object]) -> list[dict[str, object]]:
    """The rows of `Paramètres`, one per setting in its order; `valeurs` by name of setting, the
    default elsewhere.
    """
    unknown = set(valeurs) - {reglage.header for reglage in REGLAGES}
    if unknown:
        raise KeyError(*sorted(unknown))
    return [
        {
            "Paramètre": r.header,
            "Valeur": valeurs.get(r.header, _write_default(r.default)),
            "Remarque": r.note,
        }
        for r in REGLAGES
    ]


def _write_default(defaut: object) -> object:
    if isinstance(defaut, bool):
        return "oui" if defaut else "non"
    return defaut


def _add_page(book: Workbook, name: str) -> Worksheet:
    """A new sheet of `book`; the empty one that openpyxl starts with is taken first."""
    if book.sheetnames == ["Sheet"]:
        ws = book.worksheets[0]
        ws.title = name
    else:
        ws = book.create_sheet(name)
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return ws


def _add_questions(sheet: Sheet, contenus: Mapping[str, Lignes]) -> Sheet:
    """`Réponses` with one column per question of the content, before the free text that ends a
    row.
    """
    if sheet.name != "Réponses":
        return sheet
    scales: dict[str, list[str]] = {}
    for row in contenus.get("Échelles", ()):
        scales.setdefault(fold_text(str(row["Échelle"])), []).append(
            str(row["Réponse possible"])
        )
    questions = [
        Column(
            str(row["Code"]),
            _PAR_ECHELLE.get(fold_text(str(row["Échelle"])), Kind.TEXTE),
            choices=tuple(scales.get(fold_text(str(row["Échelle"])), ())),
            note=f"{row['Libellé']}",
            width=_find_width(str(row["Échelle"]), scales),
        )
        for row in contenus.get("Questions", ())
    ]
    place = next(
        i for i, column in enumerate(sheet.columns) if column.header == "Extrait à publier"
    )
    return replace(sheet, columns=(*sheet.columns[:place], *questions, *sheet.columns[place:]))


def _find_width(echelle: str, scales: Mapping[str, Sequence[str]]) -> int:
    """Wide enough for the longest answer of the scale, or for a sentence."""
    if fold_text(echelle) == "texte":
        return 40
    return max([8, *(len(answer) for answer in scales.get(fold_text(echelle), ()))]) + 2


def _draw_settings(ws: Worksheet, lignes: Lignes, listes: DropDownLists) -> None:
    """Each setting's own list and format, which its kind gives."""
    known = {reglage.header: reglage for reglage in REGLAGES}
    for row, ligne in enumerate(lignes, start=2):
        reglage = known[str(ligne["Paramètre"])]
        cell = ws.cell(row, 2)
        cell.number_format = cell_styles.FORMATS.get(
            reglage.kind, "@" if reglage.kind is Kind.TEXTE else "General"
        )
        ws.cell(row, 1).font = cell_styles.GRAS
        source = _find_source(reglage, listes)
        if source:
            rule = DataValidation(
                "list",
                formula1=source,
                allow_blank=True,
                showErrorMessage=True,
                errorStyle="warning",
            )
            rule.errorTitle, rule.error = (
                "Valeur inattendue",
                "Choisissez une valeur de la liste. Garder quand même cette saisie ?",
            )
            rule.add(cell.coordinate)
            ws.add_data_validation(rule)


def _find_source(reglage: Column, listes: DropDownLists) -> str | None:
    if reglage.kind is Kind.OUI_NON:
        return listes.add_values("oui ou non", ("oui", "non"))
    return listes.add_values(reglage.header, reglage.choices) if reglage.choices else None
