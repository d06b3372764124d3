"""Raw sheets against their declaration: what is recognised, typed, left out, and said
(docs/rules/workbooks.md, and the catalogue of bad inputs).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from clu_batch.check import check_rows, recognise
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.declared_sheet import EXEMPLE, Column, Kind, Sheet
from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.problems import group_problems
from clu_batch.parse.foreign_headers import find_close_headers
from clu_batch.records import IGNORED, SHEETS
from tests.support.columns import header_only, key, optional, required
from tests.support.raw_sheets import count_left_out, list_column, list_lines, raw_sheet

J = dt.date(2026, 11, 23)
D = dt.date(2026, 3, 12)

TOY = Sheet(
    "Jouets",
    "jouets.xlsx",
    "A sheet with one column of each kind.",
    (
        key("Code"),
        key("Quand", Kind.DATE),
        required("Service"),
        header_only("Note"),
        optional("Heure", Kind.HEURE),
        optional("Part", Kind.POURCENTAGE),
        optional("Nombre", Kind.ENTIER),
        optional("Mesure", Kind.NOMBRE),
        optional("Ouvert", Kind.OUI_NON),
        optional("Statut", Kind.CHOIX, choices=("présent", "absent")),
        optional(
            "Côté", Kind.CHOIX, choices=("gauche", "droite"), default="gauche", illisible="?"
        ),
        optional("Jusqu'au", Kind.DATE, key=True, horizon=3653),
        optional("Valeur", Kind.BRUT, synonyms=("Montant",)),
        EXEMPLE,
    ),
    invented=True,
)
BASE = ["Code", "Quand", "Service", "Note"]
LINE: list[Any] = ["A", D, "Accueil", "bien"]


def raw(*rows: Sequence[Any], name: str = "Jouets", **look: Any) -> RawSheet:
    width = max(map(len, rows), default=0)
    return raw_sheet(
        "jouets.xlsx", name, [[*row, *[""] * (width - len(row))] for row in rows], **look
    )


def checked(*rows: Sequence[Any], exemple: bool = False, **look: Any) -> CheckedRows:
    return check_rows(TOY, [raw(*rows, **look)], j=J, exemple=exemple)


def said(result: CheckedRows) -> list[tuple[str, str]]:
    return [(problem.place.cell, problem.code) for problem in result.problems]


def one_cell(header: str, *values: Any) -> tuple[CheckedRows, Sequence[object]]:
    """A sheet that is right, but for these cells of one column, from row 2."""
    if header in BASE:
        lines = [
            [value if name == header else given for name, given in zip(BASE, LINE, strict=True)]
            for value in values
        ]
        result = checked(BASE, *lines)
    else:
        result = checked([*BASE, header], *([*LINE, value] for value in values))
    return result, list_column(result, header)


def test_a_sheet_as_it_should_be() -> None:
    headers = [column.header for column in TOY.columns]
    line = [
        "A",
        D,
        "Accueil",
        "",
        dt.time(14, 30),
        0.85,
        3.0,
        1.5,
        "oui",
        "présente",
        "",
        dt.date(2030, 1, 1),
        30000.0,
        "",
    ]
    result = checked(headers, line)
    assert said(result) == []
    assert list_lines(result) == [
        {
            "Code": "A",
            "Quand": D,
            "Service": "Accueil",
            "Note": None,
            "Heure": dt.time(14, 30),
            "Part": Fraction(17, 20),
            "Nombre": 3,
            "Mesure": Decimal("1.5"),
            "Ouvert": True,
            "Statut": "présent",
            "Côté": None,
            "Jusqu'au": dt.date(2030, 1, 1),
            "Valeur": 30000.0,
            "Exemple": None,
        }
    ]
    assert str(result.rows[0].where.locate("Quand")) == "jouets.xlsx, Jouets!B2"
    assert result.has_column("Part")


# -- one bad cell ----------------------------------------------------------------------------------
# header, value typed, value read, kind of problem ("" when it is read as meant), row kept
CELLS: list[tuple[str, Any, Any, str, bool]] = [
    ("Code", "", None, "cle-manquante", False),
    ("Code", "\u00a0\u200b", None, "cle-manquante", False),
    ("Code", 2026.0, "2026", "", True),
    ("Code", "01000", "01000", "", True),
    ("Code", "NA", "NA", "", True),
    ("Code", "#N/A", None, "cellule-en-erreur", False),
    ("Note", "#PROPAGATION!", None, "cellule-en-erreur", True),  # #SPILL! in French
    ("Côté", "milieu", "?", "choix-inconnu", True),
    ("Côté", "#REF!", "?", "cellule-en-erreur", True),
    ("Service", "", None, "valeur-manquante", True),
    ("Service", 30000.0, "30000", "", True),
    ("Service", "a\u00a0", "a", "", True),
    ("Service", "Pre\u0301fet", "Préfet", "", True),
    ("Note", "", None, "", True),
    ("Note", "=cmd", "=cmd", "", True),
    ("Quand", "12/03/2026", D, "", True),
    ("Quand", "12.3.26", D, "annee-sur-deux-chiffres", True),
    ("Quand", "jeudi 12 mars 2026", D, "", True),
    ("Quand", "lundi 12 mars 2026", D, "jour-de-semaine", True),
    ("Quand", 46093.0, D, "date-sans-format", True),
    ("Quand", "31/02/2026", None, "date-impossible", False),
    ("Quand", "03/25/2026", None, "date-mois-en-premier", False),
    ("Quand", "mars 2026", None, "date-sans-jour", False),
    ("Quand", "12/03", None, "date-sans-annee", False),
    ("Quand", "en cours", None, "date-illisible", False),
    ("Quand", dt.date(1926, 3, 12), None, "date-trop-ancienne", False),
    ("Quand", dt.date(2062, 3, 12), None, "date-trop-lointaine", False),
    ("Quand", dt.date(2027, 11, 24), dt.date(2027, 11, 24), "", True),
    ("Quand", dt.date(2027, 11, 25), None, "date-trop-lointaine", False),
    ("Jusqu'au", "", None, "", True),
    ("Jusqu'au", dt.date(2036, 1, 1), dt.date(2036, 1, 1), "", True),
    ("Jusqu'au", "toujours", None, "date-illisible", False),
    ("Heure", "14h30", dt.time(14, 30), "", True),
    ("Heure", "matin", None, "heure-illisible", True),
    ("Part", "87,5 %", Fraction(7, 8), "", True),
    ("Part", 1.0, Fraction(1), "pourcentage-un", True),
    ("Part", 120.0, None, "pourcentage-hors-bornes", True),
    ("Part", -0.1, None, "pourcentage-hors-bornes", True),
    ("Part", "4/5", None, "pourcentage-illisible", True),
    ("Part", dt.date(2026, 5, 4), None, "nombre-devenu-date", True),
    ("Nombre", "12 rép.", None, "nombre-illisible", True),
    ("Nombre", "1\u00a0234", 1234, "", True),
    ("Nombre", 0.0, 0, "", True),
    ("Nombre", 2.5, None, "entier-attendu", True),
    ("Nombre", -2.0, None, "entier-negatif", True),
    ("Mesure", "12.5", Decimal("12.5"), "", True),
    ("Mesure", "#DIV/0!", None, "cellule-en-erreur", True),
    ("Ouvert", "x", True, "", True),
    ("Ouvert", "?", None, "oui-non-attendu", True),
    ("Statut", "Présents", "présent", "", True),
    ("Statut", "presant", None, "choix-proche", True),
    ("Statut", "malade", None, "choix-inconnu", True),
    ("Valeur", True, True, "", True),
]


@pytest.mark.parametrize(("header", "typed", "read", "code", "kept"), CELLS)
def test_one_cell(header: str, typed: Any, read: Any, code: str, kept: bool) -> None:
    result, values = one_cell(header, typed)
    cell = f"{'ABCD'[BASE.index(header)] if header in BASE else 'E'}2"
    assert said(result) == ([(cell, code)] if code else [])
    assert list(values) == ([read] if kept else [])
    assert count_left_out(result) == (0 if kept else 1)


def test_a_problem_says_everything() -> None:
    (problem,) = one_cell("Statut", "presant")[0].problems
    assert (
        str(problem)
        == "jouets.xlsx, Jouets!E2 (Statut) : «\u00a0presant\u00a0» ne fait pas partie de la liste."
        " Attendu : présent, absent. Vouliez-vous dire «\u00a0présent\u00a0»\u202f? Choisissez"
        " une valeur de la liste."
    )


def test_a_row_left_out_is_said_so() -> None:
    (problem,) = one_cell("Quand", "en cours")[0].problems
    assert problem.trouve.endswith("la ligne a été laissée de côté")


def test_true_is_not_one() -> None:
    assert list(one_cell("Valeur", 1.0, True, 0.0, False)[1]) == [1.0, True, 0.0, False]


# -- one column ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("3/12/2026 2:22:05 PM",), (None,)),
        (("03/12/2026 02:22 am",), (None,)),
        (("3.12.2026 2:22PM", "05/06/2026"), (None, D)),
        (("4/5/2026 11:00 PM", "3/3/2026 1:00 AM"), (None, D)),
        (("3/25/2026 2:22 PM", "3/12/2026 2:22 PM"), (None, None)),
        (("25/03/2026 2:22 PM", "03/12/2025 2:22 PM"), (D, D)),
        (("2026/03/12 2:22:05 PM UTC+1",), (D,)),
        (("03/12/2025 14:22:05",), (D,)),
        (("03/03/2026 2:22 PM",), (D,)),
        (("12 mars 2026 2:22 pm",), (D,)),
        (("lundi 9/3/2026 2:22 PM",), (D,)),
    ],
)
def test_the_dates_of_an_american_export_are_not_guessed(
    typed: tuple[str, ...], read: tuple[object, ...]
) -> None:
    result, values = one_cell("Jusqu'au", *typed)
    assert [type(value) for value in values] == [type(one) for one in read if one is not None]
    assert count_left_out(result) == read.count(None)


def test_one_date_month_first_makes_the_ambiguous_ones_unreliable() -> None:
    result, values = one_cell(
        "Quand", "03/12/2026", "03/25/2026", "25/03/2026", "12/03/2026", D
    )
    assert list(values) == [dt.date(2026, 3, 25), D]
    assert said(result) == [
        ("B2", "date-ambigue"),
        ("B3", "date-mois-en-premier"),
        ("B5", "date-ambigue"),
    ]
    cells = [tuple(p.cell for p in g.places) for g in group_problems(result.problems)]
    assert cells == [("B2", "B5"), ("B3",)]
    assert count_left_out(result) == 3


@pytest.mark.parametrize(
    ("typed", "said_at"),
    [
        ((0.85, 85.0), ["E3"]),
        ((85.0, 90.0), []),
        ((0.85, "85 %"), []),
        ((0.85, 0.0, 0.9), []),
        ((0.85, "85"), ["E3"]),
    ],
)
def test_both_ways_of_writing_percents(typed: tuple[Any, ...], said_at: list[str]) -> None:
    result, values = one_cell("Part", *typed)
    assert said(result) == [(cell, "pourcentages-melanges") for cell in said_at]
    assert None not in values


def test_cells_in_error_and_formulas_never_computed() -> None:
    rows = ([*BASE, "Nombre", "Autre"], *([*LINE, "", ""] for _ in range(3)))
    errors = {(2, 5): "#N/A", (3, 5): "", (4, 6): "#N/A", (3, 3): "#REF!", (4, 1): ""}
    result = checked(*rows, errors=errors)
    assert sorted(said(result)) == [
        ("A4", "formule-non-calculee"),
        ("C3", "cellule-en-erreur"),
        ("E2", "cellule-en-erreur"),
        ("E3", "formule-non-calculee"),
    ]
    assert list_column(result, "Service") == ["Accueil", None]
    assert count_left_out(result) == 1


# -- rows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "kept", "problems"),
    [
        (["", "", "", ""], 2, []),
        (["", " ", "\u00a0", ""], 2, []),
        (["", "", "", "", "note dans la marge"], 2, []),
        (["Total", "", "", 12.0], 2, [("A3", "ligne-total")]),
        (["", "TOTAL :", "", 12.0], 2, [("B3", "ligne-total")]),
        (["Totaux", "", "", ""], 2, [("A3", "ligne-total")]),
        (["TOTAL GÉNÉRAL:", "", "", 12.0], 2, [("A3", "ligne-total")]),
        (["", "Sous-total", "", 12.0], 2, [("B3", "ligne-total")]),
        (["Total : 65 réclamations", "", "", ""], 2, [("A3", "ligne-total")]),
        (["", "Sous-total mars", "", 12.0], 2, [("B3", "ligne-total")]),
        (["TOTAL 1er trimestre", "", "", "12"], 2, [("A3", "ligne-total")]),
        (["Nombre total", "", 65.0, ""], 2, [("A3", "ligne-total")]),
        (["Total (hors suggestions)", "", "", "12,5"], 2, [("A3", "ligne-total")]),
        (["Total du mois", D, "", ""], 3, [("C3", "valeur-manquante")]),
        (["Total Accès", D, "Accueil", ""], 3, []),
        (["Totalement", D, "Accueil", ""], 3, []),
        (["A", D, "Total", ""], 3, []),
    ],
)
def test_rows_that_are_none(row: list[Any], kept: int, problems: list[tuple[str, str]]) -> None:
    result = checked(BASE, LINE, row, LINE)
    assert (len(result), said(result), count_left_out(result)) == (kept, problems, 0)
    assert [result.rows[index].where.locate("Code").cell for index in (0, kept - 1)] == [
        "A2",
        "A4",
    ]


def test_the_mark_of_example_alone_is_no_row() -> None:
    assert said(checked([*BASE, "Exemple"], LINE, ["", "", "", "", "oui"])) == []


def test_a_row_that_only_holds_an_error_is_a_row() -> None:
    result = checked(
        [*BASE, "Nombre"], [*LINE, 1.0], ["", "", "", "", ""], errors={(3, 5): "#REF!"}
    )
    assert sorted(said(result)) == [
        ("A3", "cle-manquante"),
        ("B3", "cle-manquante"),
        ("C3", "valeur-manquante"),
        ("E3", "cellule-en-erreur"),
    ]


def test_a_second_table_below_is_not_taken_for_data() -> None:
    result = checked(BASE, LINE, [], ["Motif", "Nombre", "", ""], ["Retard", 12.0, "", ""])
    assert len(result) == 1
    assert {cell for cell, code in said(result) if code == "date-illisible"} == {"B4", "B5"}


@pytest.mark.parametrize(
    ("exemple", "codes", "rows"),
    [
        # none of them ships
        (False, [("E3", "exemple-retouche"), ("E4", "exemple-retouche")], ["A"]),
        (True, [("E2", "lignes-sans-marque")], ["A", "B", "C"]),
    ],
)
def test_rows_of_the_example(
    exemple: bool, codes: list[tuple[str, str]], rows: list[str]
) -> None:
    lines = (["A", D, "s", "", "non"], ["B", D, "s", "", "oui"], ["C", D, "s", "", "x"])
    result = checked([*BASE, "Exemple"], *lines, exemple=exemple)
    assert said(result) == codes
    assert list_column(result, "Code") == rows


def test_a_wrong_cell_of_an_ignored_example_is_not_reported() -> None:
    assert said(checked([*BASE, "Exemple"], ["B", "en cours", "s", "", "oui"])) == [
        ("E2", "exemple-retouche")
    ]


def test_a_sheet_without_invented_rows_may_mix() -> None:
    result = check_rows(replace(TOY, invented=False), [raw(BASE, LINE)], j=J, exemple=True)
    assert said(result) == []


# -- headers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        ["CODE", "quand", "Service ", "note"],
        ["Code *", "Quand :", "Service\u00a0", "No\nte"],
        ["code\u200b", "Quand", "Se\u0301rvice", "Note."],
        ["Note", "Service", "Quand", "Code"],
        ["Code [sigle]", "Quand (jj/mm/aaaa)", "Service(s)", "* Note"],
        ["Code", "Quand ?", "* Service *", "Note\n(texte libre)"],
        ["Code", "", "Quand", "Ajoutée", "Service", "Note"],
    ],
)
def test_headers_are_recognised(headers: list[str]) -> None:
    result = (
        checked(headers, ["A", "2026-03-12", "x", "y", "z", "t"])
        if len(headers) == 4
        else checked(headers, ["A", "", D, "", "s", ""])
    )
    assert not result.broken
    assert [problem.code for problem in result.problems if "entete" in problem.code] == []
    assert set(result.origins[0].letters) == set(BASE)


def test_synonyms_of_a_header() -> None:
    assert list_column(checked([*BASE, "montant"], [*LINE, 5.0]), "Valeur") == [5.0]


@pytest.mark.parametrize(
    "above", [[], [["Registre"]], [["Registre"], [], ["Note"], []], [["x"]] * 19]
)
def test_titles_above_the_headers(above: list[list[str]]) -> None:
    result = checked(*above, BASE, LINE)
    assert (len(result), said(result)) == (1, [])
    assert result.rows[0].where.locate("Code").cell == f"A{len(above) + 2}"


def test_headers_too_far_down() -> None:
    result = checked(*[["x"]] * 20, BASE, LINE)
    assert result.broken
    assert said(result) == [("", "entetes-introuvables")]


def test_headers_said_again_are_no_row() -> None:
    result = checked([*BASE, "Heure"], [*LINE, ""], [*BASE, "Heure"], [*LINE, ""], [*BASE, ""])
    assert (said(result), len(result), count_left_out(result)) == (
        [("A3", "entetes-repetes"), ("A5", "entetes-repetes")],
        2,
        0,
    )


def test_one_known_header_out_of_four_is_no_header_row() -> None:
    assert said(checked(["Code", "Nom", "Prénom", "Rue"], LINE)) == [
        ("", "entetes-introuvables")
    ]


def test_a_merged_title_above_the_headers_is_nothing() -> None:
    assert said(checked(["Registre"], BASE, LINE, merged=("A1:D1",))) == []


def test_a_required_header_that_is_missing() -> None:
    result = checked(["Code", "Quan", "Service", "Note"], LINE)
    assert result.broken
    assert len(result) == 0
    (problem,) = result.problems
    assert problem.code == "entete-manquant-proche"
    assert "Quan\u00a0»" in problem.trouve


@pytest.mark.parametrize(
    ("headers", "attendu"),
    [
        # at the header that was probably meant
        (["Code", "Quan", "Service", "Note"], [("B1", "entete-manquant-proche")]),
        (
            ["Cod", "Quan", "Servic", "Note"],
            [(f"{c}1", "entete-manquant-proche") for c in "ABC"],
        ),
        # an optional column would be lost in silence
        ([*BASE, "Mesur"], [("E1", "entete-presque")]),
        ([*BASE, "Montan"], [("E1", "entete-presque")]),  # so would its synonym
        ([*BASE, "Hauteur"], []),  # a column of her own
        ([*BASE, "Mesure (cm)"], []),  # read as meant
        ([*BASE, "Mesure (cm)", "Mesure (m)"], [("F1", "entete-repete")]),
        # too short a word to be told by its letters
        ([*BASE, "Parts"], [("E1", "entete-presque")]),
        (
            [*BASE, "Services", "Note (suite)"],
            [],
        ),  # the columns are there under their very names
        ([*BASE, "Part", "Parts"], []),  # the column is there
    ],
)
def test_a_misspelled_header_is_told_at_its_cell(
    headers: list[str], attendu: list[tuple[str, str]]
) -> None:
    assert said(checked(headers, [*LINE, "", ""][: len(headers)])) == attendu


def test_a_header_that_shows_nothing_over_cells_is_told() -> None:
    """A formula that no program has computed, an error: what stands under it would be lost in
    silence.
    """
    found = checked(
        [*BASE, "", "", "#REF!"],
        [*LINE, "x", "", "y"],
        errors={(1, 5): "", (1, 6): "", (1, 7): "#REF!", (2, 7): "#N/A"},
    )
    assert said(found) == [("E1", "formule-non-calculee"), ("G1", "cellule-en-erreur")]


def test_the_only_required_header_almost_written_is_found() -> None:
    sheet = Sheet("Aides", "a.xlsx", "", (key("Modalité"), optional("Lieu")))
    result = check_rows(
        sheet,
        [raw_sheet("a.xlsx", "Aides", [["Titre", ""], ["Modalitex", "Place"], ["x", "y"]])],
        j=J,
        exemple=True,
    )
    assert said(result) == [("A2", "entete-manquant-proche")]


@pytest.mark.parametrize(
    ("headers", "attendu"),
    [
        (["Réunion", "Organisme", "Nom"], []),
        (["Réunion", "Organisme"], []),
        (["Réunion", "Nom"], []),
        (["Réunion", "Point"], ["entete-manquant", "entete-manquant"]),
    ],
)
def test_one_of_two_headers_may_be_enough(headers: list[str], attendu: list[str]) -> None:
    columns = (key("Réunion"), header_only("Organisme"), header_only("Nom"), optional("Point"))
    sheet = Sheet("Invités", "a.xlsx", "", columns, une_de=("Organisme", "Nom"))
    result = check_rows(
        sheet,
        [raw_sheet("a.xlsx", "Invités", [headers, ["x"] * len(headers)])],
        j=J,
        exemple=True,
    )
    assert [code for _, code in said(result)] == attendu


def test_two_sheets_of_the_same_cells_count_once() -> None:
    rows = [BASE, LINE]
    twice = [
        raw_sheet("a.xlsx", "Jouets", rows),
        raw_sheet("b.xlsx", "Jouets 2025", [list(row) for row in rows]),
    ]
    result = check_rows(TOY, twice, j=J, exemple=True)
    assert len(result) == 1
    assert [
        (p.place.workbook, p.code) for p in result.problems if p.code == "meme-feuille"
    ] == [("b.xlsx", "meme-feuille")]


def test_the_same_header_twice() -> None:
    result = checked([*BASE, "Code"], [*LINE, "Z"])
    assert said(result) == [("E1", "entete-repete")]
    assert list_column(result, "Code") == ["A"]


def test_unknown_columns_are_never_read() -> None:
    result = checked([*BASE, "Nom du plaignant"], [*LINE, "CANARI"])
    assert "CANARI" not in repr(result)


# -- sheets ----------------------------------------------------------------------------------------


def test_all_sheets_of_one_name_are_one_table() -> None:
    one, two = (
        raw(BASE, LINE, ["B", "?", "s", ""]),
        raw(
            ["Quand", "Code", "Note", "Service", "Part"],
            [D, "C", "", "s", 0.5],
            name="Jouets 2",
        ),
    )
    result = check_rows(TOY, [one, two], j=J, exemple=False)
    assert list_column(result, "Code") == ["A", "C"]
    assert list_column(result, "Part") == [None, Fraction(1, 2)]
    assert [str(result.rows[row].where.locate("Code")) for row in (0, 1)] == [
        "jouets.xlsx, Jouets!A2",
        "jouets.xlsx, Jouets 2!B2",
    ]
    assert [origin.read for origin in result.origins] == [2, 1]
    assert count_left_out(result) == 1


@pytest.mark.parametrize(
    ("indispensable", "unreadable", "broken", "codes"),
    [
        (False, False, False, []),
        (False, True, True, []),
        (True, False, True, ["feuille-absente"]),
        (True, True, True, ["feuille-peut-etre-illisible"]),
    ],
)
def test_a_sheet_that_is_not_there(
    indispensable: bool, unreadable: bool, broken: bool, codes: list[str]
) -> None:
    result = check_rows(
        replace(TOY, indispensable=indispensable), [], j=J, exemple=False, unreadable=unreadable
    )
    assert (
        result.broken,
        [problem.code for problem in result.problems],
        len(result),
    ) == (broken, codes, 0)


@pytest.mark.parametrize(
    ("indispensable", "broken", "codes"), [(False, False, []), (True, True, ["feuille-vide"])]
)
def test_a_sheet_where_nothing_is_typed(
    indispensable: bool, broken: bool, codes: list[str]
) -> None:
    result = check_rows(
        replace(TOY, indispensable=indispensable), [raw([""], [" "])], j=J, exemple=False
    )
    assert (result.broken, [problem.code for problem in result.problems]) == (broken, codes)


LOOKS: list[tuple[Mapping[str, Any], list[str]]] = [
    ({"hidden": True}, ["feuille-masquee"]),
    ({"hidden_rows": 3}, ["lignes-masquees"]),
    ({"hidden_rows": 3, "filtered": True}, ["lignes-filtrees"]),
    ({"filtered": True}, []),
    ({"hidden_columns": 1}, ["colonnes-masquees"]),
    ({"merged": ("A2:A3",)}, ["cellules-fusionnees"]),
    ({"merged": ("C1:D1", "A2:A3")}, ["cellules-fusionnees"]),
    ({"merged": ("H2:H3",)}, []),
]


@pytest.mark.parametrize(("look", "codes"), LOOKS)
def test_what_the_look_of_a_sheet_hides_is_said_once(
    look: Mapping[str, Any], codes: list[str]
) -> None:
    result = checked(BASE, LINE, LINE, **look)
    assert [problem.code for problem in result.problems] == codes
    assert len(result) == 2


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("Réponses", "Réponses"),
        ("réponses ", "Réponses"),
        ("Re\u0301ponses", "Réponses"),
        ("Réponses papier", "Réponses"),
        ("RÉCLAMATIONS_Alès", "Réclamations"),
        ("reponses 2026", "Réponses"),
        ("Réclamations(2)", "Réclamations"),
        ("Ordre\u00a0du  jour", "Ordre du jour"),
        ("ordre-du-jour 2026", "Ordre du jour"),
        ("Modalités d’appui", "Modalités d'appui"),
        ("Fermetures", "Jours de fermeture"),
        ("Membres", "Composition"),
        ("Réunion", "Réunions"),
        ("Compositions", "Composition"),
        ("Document type", "Documents types"),
        ("Réponse", "Réponses"),
        ("Réponses - Copie", "Réponses"),
        ("Propositions types", "Propositions"),
        ("Documents types 2026", "Documents types"),
        ("Questions - Réponses", "Questions"),
        ("R é ponses", "Réponses"),
        ("OrdreDuJour", "Ordre du jour"),
        ("'Réponses'", "Réponses"),
    ],
)
def test_sheets_are_recognised_by_their_name(name: str, sheet: str) -> None:
    found = recognise([raw(BASE, name=name)], SHEETS, IGNORED)
    assert (list(found.by_name), list(found.unknown)) == ([sheet], [])


@pytest.mark.parametrize(
    ("name", "code", "word"),
    [
        ("Feuil1", "feuille-inconnue", "Feuil1"),
        ("Reponces", "feuille-proche", "Réponses"),
        ("Réunion du 12 mars", "feuille-inconnue", "Réunion du 12 mars"),
        ("Réponsespapier", "feuille-proche", "Réponses"),
        ("Mes réclamations", "feuille-proche", "Réclamations"),
    ],
)
def test_unknown_sheets(name: str, code: str, word: str) -> None:
    found = recognise([raw(BASE, name=name)], SHEETS, IGNORED)
    (problem,) = found.report_unknown(SHEETS)
    assert problem.code == code
    assert word in str(problem)
    assert all(sheet.name in problem.attendu for sheet in SHEETS)
    assert f"Feuille «\u00a0{name}\u00a0»" in problem.que_faire


@pytest.mark.parametrize("name", ["survey-export", "Feuil1", "reponces"])
def test_a_text_file_has_no_sheet_to_rename(name: str) -> None:
    """Nor is a file of hers one that ships."""
    sheet = raw_sheet(f"{name}.csv", name, [BASE])
    (problem,) = recognise([sheet], SHEETS, IGNORED).report_unknown(SHEETS)
    (proposed,) = recognise([sheet], SHEETS, IGNORED).report_unknown(SHEETS, {sheet.place: ""})
    assert f"le fichier «\u00a0{name}.csv\u00a0»" in problem.trouve
    assert "renommez" not in problem.que_faire
    assert "livré" not in str(problem)
    assert "Équivalences proposées" in proposed.que_faire


def test_a_sheet_without_headers_has_the_lines_that_give_them() -> None:
    sheet = Sheet(
        "Avis", "a.xlsx", "", (key("Date"), key("Note"), optional("Lieu"), optional("Canal"))
    )
    rows = [["Export"], ["Date de soumission", "Votre note", "x"], ["1", "2", "3"]]
    (problem,) = check_rows(sheet, [raw_sheet("e.csv", "e", rows)], j=J, exemple=True).problems
    assert problem.code == "entetes-introuvables"
    assert "livré" not in str(problem)
    lines = [
        "Feuille « e.csv », Colonne « Date de soumission », Devient « Date »",
        "Feuille « e.csv », Colonne « Votre note », Devient « Note »",
    ]
    assert all(line in problem.que_faire.replace("\u00a0", " ") for line in lines)


@pytest.mark.parametrize(
    ("header", "held", "close"),
    [
        ("Date", ["Date de soumission"], ["Date de soumission"]),
        ("Date", ["Nom", "Votre date de visite"], ["Votre date de visite"]),
        ("Date", ["Horodateur", "Date de naissance"], ["Date de naissance"]),
        ("Reçue le", ["Reçu le", "Lieu"], ["Reçu le"]),
        ("Canal", ["Canal de contact", "Canaux"], ["Canal de contact", "Canaux"]),
        ("Motif", ["Les motifs", "Motif de la demande"], ["Motif de la demande"]),
        ("Service", ["Service concerné"], ["Service concerné"]),
        ("Satisfait", ["Pas satisfait"], []),
        ("Date", ["Lieu"], []),
        ("N°", ["N° de dossier"], ["N° de dossier"]),
    ],
)
def test_the_closest_headers_are_named(header: str, held: list[str], close: list[str]) -> None:
    assert find_close_headers(Column(header), held)[: len(close)] == close
    assert bool(find_close_headers(Column(header), held)) == bool(close)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Lisez-moi", [["x"]]),
        ("Listes", [["x"]]),
        ("Repères 2026", [["x"]]),
        ("Feuil2", [[""]]),
    ],
)
def test_sheets_that_nobody_needs_to_hear_of(name: str, rows: list[list[str]]) -> None:
    assert recognise([raw(*rows, name=name)], SHEETS, IGNORED).unknown == ()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_real_sheet_with_its_headers_alone_is_right(sheet: Sheet) -> None:
    result = check_rows(
        sheet,
        [raw([column.header for column in sheet.columns], name=sheet.name)],
        j=J,
        exemple=True,
    )
    assert (result.problems, result.broken, len(result)) == ((), False, 0)


def test_columns_known_only_at_run_time() -> None:
    question = Column(
        "Q1",
        Kind.CHOIX,
        choices=("Satisfait", "Insatisfait"),
        short={"1": "Satisfait"},
        synonyms=("L'accueil",),
    )
    result = check_rows(
        TOY.add_columns(question),
        [raw([*BASE, "L’accueil"], [*LINE, 1.0], [*LINE, "insatisfaite"], [*LINE, ""])],
        j=J,
        exemple=False,
    )
    assert list_column(result, "Q1") == ["Satisfait", "Insatisfait", None]
    assert said(result) == []
