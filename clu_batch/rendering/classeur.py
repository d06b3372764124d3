"""The small workbook behind a chart: what « Modifier les données » opens, its figures where the
chart looks for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.archive import archive
from clu_batch.excel.textes import Textes
from clu_batch.tables import letter

FEUILLE = "Données"
POURCENT = 1  # index of the percent format among the cell formats below
STANDARD = 0

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"

_FIXED = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PKG}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override'
        f' PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/><Override'
        f' PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/><Override'
        f' PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/><Override'
        f' PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PKG}/relationships"><Relationship Id="rId1"'
        f' Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PKG}/relationships"><Relationship Id="rId1"'
        f' Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2"'
        f' Type="{_RELS}/styles" Target="styles.xml"/><Relationship Id="rId3"'
        f' Type="{_RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164"'
        ' formatCode="0.0\\ %"/></numFmts><fonts count="1"><font><sz val="11"/><name'
        ' val="Arial"/></font></fonts><fills count="2"><fill><patternFill'
        ' patternType="none"/></fill><fill><patternFill'
        ' patternType="gray125"/></fill></fills><borders'
        ' count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs'
        ' count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs'
        ' count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf'
        ' numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"'
        ' builtinId="0"/></cellStyles></styleSheet>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">'
        f'<sheets><sheet name="{FEUILLE}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def colonne(number: int) -> str:
    """The letter of a column of the sheet, from 0: A holds the categories, each series has its
    own.
    """
    return letter(number + 1)


def chiffres(valeur: float) -> str:
    """A value with all its digits: the same in the cell and in the cache of the chart."""
    return repr(float(valeur))


def classeur(
    noms: Sequence[str],
    categories: Sequence[str],
    valeurs: Sequence[Sequence[float | None]],
    *,
    pourcent: bool,
) -> bytes:
    """A workbook of one sheet: names in row 1, categories in column A, one column of values per
    name.
    """
    style, textes = POURCENT if pourcent else STANDARD, Textes()
    rows = [_row(1, [_text(c, 1, textes.numero(nom)) for c, nom in enumerate(noms, 1)])]
    for number, category in enumerate(categories):
        cells = [_text(0, number + 2, textes.numero(category))]
        for c, serie in enumerate(valeurs, 1):
            valeur = serie[number]
            if valeur is not None:
                cells.append(
                    f'<c r="{colonne(c)}{number + 2}" s="{style}"><v>{chiffres(valeur)}</v></c>'
                )
        rows.append(_row(number + 2, cells))
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="40"'
        ' customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )
    return archive(
        {**_FIXED, "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": textes.xml()}
    )


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(column: int, row: int, numero: int) -> str:
    return f'<c r="{colonne(column)}{row}" t="s"><v>{numero}</v></c>'
