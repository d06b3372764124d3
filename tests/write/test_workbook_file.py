"""The control workbook, read again: what was given is what Excel holds, and always the same
bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from clu_batch.kernel.sheet_content import (
    DATE,
    DECIMAL,
    NOMBRE,
    POURCENT,
    ControlCell,
    ControlColumn,
    ControlSheet,
)
from clu_batch.write.workbook_file import write_workbook

JOUR = dt.date(2026, 12, 10)


def instant(jour: dt.date, heure: int = 0) -> dt.datetime:
    return dt.datetime.combine(jour, dt.time(heure))


def classeur(*feuilles: ControlSheet) -> bytes:
    return write_workbook(
        feuilles, titre="Contrôle du 10 décembre 2026", createur="Préfecture du Gard", date=JOUR
    )


def relu(*feuilles: ControlSheet) -> Workbook:
    return load_workbook(io.BytesIO(classeur(*feuilles)))


def onglet(
    *lignes: tuple[object, ...],
    colonnes: tuple[ControlColumn, ...] = (ControlColumn("Colonne"),),
) -> Worksheet:
    feuille = relu(ControlSheet("Feuille", colonnes, lignes)).worksheets[0]
    assert isinstance(feuille, Worksheet)
    return feuille


COLONNE = ControlColumn("Colonne")


def cellule(valeur: object, champ: ControlColumn = COLONNE) -> Cell:
    trouvee = onglet((valeur,), colonnes=(champ,))["A2"]
    assert isinstance(trouvee, Cell)
    return trouvee


@pytest.mark.parametrize(
    ("valeur", "champ", "lue", "genre", "format_lu"),
    [
        ("texte", ControlColumn("C"), "texte", "s", "General"),
        (12, ControlColumn("C", NOMBRE), 12, "n", "#,##0"),
        (True, ControlColumn("C"), "oui", "s", "General"),
        (False, ControlColumn("C"), "non", "s", "General"),
        (None, ControlColumn("C"), None, "n", "General"),
        (Fraction(13, 16), ControlColumn("C", POURCENT), 0.8125, "n", "0.0\\ %"),
        (Fraction(1, 3), ControlColumn("C", POURCENT), 1 / 3, "n", "0.0\\ %"),  # unrounded
        (Decimal("12.5"), ControlColumn("C", DECIMAL), 12.5, "n", "#,##0.0"),
        (0.1, ControlColumn("C", DECIMAL), 0.1, "n", "#,##0.0"),
        (JOUR, ControlColumn("C", DATE), instant(JOUR), "d", "dd/mm/yyyy"),
        (
            dt.date(2000, 1, 1),
            ControlColumn("C", DATE),
            instant(dt.date(2000, 1, 1)),
            "d",
            "dd/mm/yyyy",
        ),
        (
            instant(JOUR, 12),
            ControlColumn("C", "dd/mm/yyyy hh:mm"),
            instant(JOUR, 12),
            "d",
            "dd/mm/yyyy hh:mm",
        ),
        (dt.time(14, 30), ControlColumn("C", "hh:mm"), dt.time(14, 30), "d", "hh:mm"),
        # the row's unit decides
        (
            ControlCell(Fraction(1, 2), POURCENT),
            ControlColumn("C", DECIMAL),
            0.5,
            "n",
            "0.0\\ %",
        ),
        (ControlCell(None, POURCENT), ControlColumn("C", DECIMAL), None, "n", "0.0\\ %"),
        (ControlCell(3), ControlColumn("C", NOMBRE), 3, "n", "#,##0"),
    ],
)
def test_a_value_and_its_format(
    valeur: object, champ: ControlColumn, lue: object, genre: str, format_lu: str
) -> None:
    trouvee = cellule(valeur, champ)
    assert (trouvee.value, trouvee.data_type) == (lue, genre)
    if valeur is not None:
        assert trouvee.number_format == format_lu


@pytest.mark.parametrize(
    "texte", ["=1+1", "+33 4", "-12", "@nom", '=HYPERLINK("http://x")', "=", "-"]
)
def test_a_text_stays_a_text(texte: str) -> None:
    for valeur in (texte, ControlCell(texte)):
        trouvee = cellule(valeur)
        assert (trouvee.value, trouvee.data_type, trouvee.quotePrefix) == (texte, "s", True)


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ('A & B < C > D "é"', 'A & B < C > D "é"'),
        ("ligne 1\nligne 2\ttabulée", "ligne 1\nligne 2\ttabulée"),
        ("ligne 1\r\nligne 2\rligne 3", "ligne 1\nligne 2\nligne 3"),
        ("  espaces gardées  ", "  espaces gardées  "),
        ("a\x00b\x0bc\x1f\ud800d\ufffee", "abcde"),
        ("émoji 😀", "émoji 😀"),
        ("{{ balise }} ]]>", "{{ balise }} ]]>"),
        ("<r>pas du gras & rien d’autre</r>", "<r>pas du gras & rien d’autre</r>"),
        ("<r></r>", "<r></r>"),
        ("01", "01"),
        ("0123456789", "0123456789"),
    ],
)
def test_texts(texte: str, lu: str) -> None:
    assert cellule(texte).value == lu


@pytest.mark.parametrize(
    "texte", ["_x0041_", "_x0041_x0042_", "_x005F_x0041_x0042_", "<r>_x0041_</r>", "_x004_"]
)
def test_a_text_that_looks_like_an_escape_of_excel(texte: str) -> None:
    brut = classeur(ControlSheet("F", (ControlColumn("C"),), [(texte,)]))
    lu = CalamineWorkbook.from_filelike(io.BytesIO(brut)).get_sheet_by_index(0).to_python()
    assert lu[1] == [texte]


@pytest.mark.parametrize(
    ("texte", "unites"),
    [
        ("a" * 32_767, 32_767),
        ("a" * 40_000, 32_767),
        ("😀" * 20_000, 32_767),
        ("a" * 32_760 + "\x00" * 50, 32_760),
    ],
)
def test_a_long_text_is_cut_and_says_so(texte: str, unites: int) -> None:
    lu = str(cellule(texte).value)
    assert len(lu.encode("utf-16-le")) // 2 <= unites
    assert lu.endswith("…") == (
        len(texte.replace("\x00", "").encode("utf-16-le")) // 2 > 32_767
    )


@pytest.mark.parametrize("valeur", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(valeur: float) -> None:
    with pytest.raises(TypeError, match="NAN/INF"):
        cellule(valeur)


def test_links() -> None:
    feuille = onglet(
        (ControlCell("B7", lien="../../workbooks/comit%C3%A9.xlsx#'Ordre du jour'!B7"),),
        (ControlCell("ici", lien="#'Feuille'!A1"),),
        (ControlCell("sans"),),
    )
    liens = [feuille[adresse].hyperlink for adresse in ("A2", "A3", "A4")]
    assert [lien and (lien.target, lien.location) for lien in liens] == [
        ("../../workbooks/comit%C3%A9.xlsx", "'Ordre du jour'!B7"),
        (None, "'Feuille'!A1"),
        None,
    ]
    assert [feuille[adresse].value for adresse in ("A2", "A3", "A4")] == ["B7", "ici", "sans"]


def test_tables_with_filters_and_frozen_headers() -> None:
    colonnes = (ControlColumn("Reçue le", DATE, 12), ControlColumn("Motif", largeur=80))
    livre = relu(
        ControlSheet("À corriger", colonnes, [(JOUR, "x")] * 3),
        ControlSheet("Dates clés", colonnes, []),
    )
    assert livre.sheetnames == ["À corriger", "Dates clés"]
    pleine, vide = livre.worksheets
    for feuille, etendue, nom in (
        (pleine, "A1:B4", "T_A_corriger"),
        (vide, "A1:B2", "T_Dates_cles"),
    ):
        (tableau,) = feuille.tables.values()
        assert (tableau.ref, tableau.autoFilter.ref, tableau.displayName) == (
            etendue,
            etendue,
            nom,
        )
        assert [c.name for c in tableau.tableColumns] == ["Reçue le", "Motif"]
        assert feuille.freeze_panes == "A2"
        assert [feuille["A1"].value, feuille["B1"].value] == ["Reçue le", "Motif"]
        assert [feuille.column_dimensions[x].width for x in "AB"] == [12, 80]
    assert (vide["A2"].value, vide["B2"].value) == ("Néant", None)
    assert pleine["B2"].alignment.wrap_text
    assert not pleine["A2"].alignment.wrap_text


def test_long_texts_wrap_and_headers_fit_beside_their_filter() -> None:
    colonnes = (
        ControlColumn("Secrétariat informé le", DATE, 12),
        ControlColumn("Dénominateur", NOMBRE, 8),
        ControlColumn("Motif", largeur=20),
    )
    feuille = onglet(
        (JOUR, 3, "court"),
        (JOUR, 3, "deux lignes au moins de texte"),
        (JOUR, 3, ControlCell("x" * 60)),
        colonnes=colonnes,
    )
    # « Secrétariat », « Dénominateur » and the button
    assert [feuille.column_dimensions[x].width for x in "ABC"] == [15, 16, 20]
    assert [feuille.row_dimensions[n].height for n in range(1, 5)] == [30, None, 30, 45]
    assert [bool(feuille[f"{x}3"].alignment.wrap_text) for x in "ABC"] == [False, False, True]
    # a number does not touch the text that follows
    assert [feuille[f"{x}3"].alignment.indent for x in "ABC"] == [1, 1, 0]


def test_neutral_french_properties() -> None:
    proprietes = relu(ControlSheet("F", (ControlColumn("C"),), [])).properties
    assert (proprietes.creator, proprietes.lastModifiedBy, proprietes.language) == (
        "Préfecture du Gard",
        "Préfecture du Gard",
        "fr-FR",
    )
    assert proprietes.title == "Contrôle du 10 décembre 2026"
    assert proprietes.created == proprietes.modified == instant(JOUR)


FEUILLES = (
    ControlSheet(
        "Un",
        (ControlColumn("D", DATE), ControlColumn("T")),
        [(JOUR, "=a"), (None, ControlCell("b", lien="#Un!A1")), (JOUR, ControlCell(3, NOMBRE))],
    ),
    ControlSheet("Deux", (ControlColumn("D"),), []),
)


def test_the_same_content_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    avant = classeur(*FEUILLES)
    monkeypatch.setenv("TZ", "Pacific/Noumea")
    if hasattr(time, "tzset"):
        time.tzset()
    time.sleep(1.1)  # a clock in the file would show
    assert classeur(*FEUILLES) == avant
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def test_every_entry_of_the_archive_bears_the_given_date() -> None:
    with zipfile.ZipFile(io.BytesIO(classeur(*FEUILLES))) as paquet:
        assert {e.date_time for e in paquet.infolist()} == {(2026, 12, 10, 0, 0, 0)}


def test_ten_thousand_rows() -> None:
    colonnes = (
        ControlColumn("D", DATE),
        ControlColumn("N", NOMBRE),
        *(ControlColumn(f"T{i}", largeur=60) for i in range(8)),
    )
    lignes = [
        (JOUR, i, ControlCell(Fraction(i, 10_000), POURCENT), *["texte & texte"] * 7)
        for i in range(10_000)
    ]
    brut = classeur(ControlSheet("F", colonnes, lignes))
    assert (
        len(CalamineWorkbook.from_filelike(io.BytesIO(brut)).get_sheet_by_index(0).to_python())
        == 10_001
    )


def test_folded_rows_stand_under_the_row_that_sums_them_up() -> None:
    """Their heights are kept for when they are unfolded; the sign stands beside the row above."""
    rows = [("un",), ("x" * 200,), ("b",), ("deux",), ("c",)]
    feuille = ControlSheet("Feuille", (COLONNE,), rows, frozenset({1, 2, 4}))
    ws = relu(feuille).worksheets[0]
    shape = [ws.row_dimensions[row] for row in range(2, 7)]
    assert [row.hidden for row in shape] == [False, True, True, False, True]
    assert [row.outlineLevel for row in shape] == [0, 1, 1, 0, 1]
    assert [bool(row.collapsed) for row in shape] == [True, False, False, True, False]
    assert shape[1].height > 100
    assert ws.sheet_properties.outlinePr == Outline(summaryBelow=False)


def test_a_sheet_without_folded_rows_has_no_outline() -> None:
    data = classeur(ControlSheet("Feuille", (COLONNE,), [("x",)]))
    assert b"outline" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
