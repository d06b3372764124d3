"""The rows of the example left beside hers, or typed over; what an example leaves in the papers of
another prefecture.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import openpyxl
import pytest

from clu_batch import check, data, read
from clu_batch.kernel.checked_rows import Checked, TypedRow
from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.declared_sheet import Kind, Sheet
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.frames import Cell, CheckedTables, RawSheet, label_cells
from clu_batch.kernel.problems import Problem, Severity, group_problems
from clu_batch.parse import shipped_rows
from clu_batch.records import IGNORED, SHEETS
from clu_batch.rules.links import assembly, restes_de_l_exemple
from clu_batch.rules.links.satisfaction import make_columns
from clu_batch.rules.model import Parametres
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.support.folders import ROOT
from tests.support.meeting import simple
from tools.making import fingerprints
from tools.making.example import read_example

J = dt.date(2026, 11, 23)
DECLARED = {sheet.name: sheet for sheet in SHEETS}


def test_the_committed_fingerprints_are_those_of_the_example() -> None:
    assert data.FINGERPRINTS.read_bytes() == fingerprints.make_fingerprints(read_example()), (
        "python -m tools.making"
    )


# -- rows typed over example rows ------------------------------------------------------------------


@pytest.fixture(scope="module")
def raws() -> Mapping[str, RawSheet]:
    """The sheets that ship."""
    lecture = read.read_folder(
        ROOT / "workbooks", check.KnownSheets(SHEETS, IGNORED).is_sheet_name
    )
    return {
        name: found[0]
        for name, found in check.recognise(lecture.sheets, SHEETS, IGNORED).by_name.items()
    }


@pytest.fixture(scope="module")
def tables(raws: Mapping[str, RawSheet]) -> CheckedTables:
    """The same, typed; Réponses with its questions."""
    own = {sheet.name: [raws[sheet.name]] if sheet.name in raws else [] for sheet in SHEETS}
    rows = {
        sheet.name: check.check_rows(sheet, own[sheet.name], j=J, exemple=True)
        for sheet in SHEETS
        if not sheet.many
    }
    asked, _ = assembly.read_questions(rows["Échelles"], rows["Questions"])
    reponses = DECLARED["Réponses"].add_columns(*make_columns(asked))
    frames = {
        sheet.name: check.check_frame(sheet, own[sheet.name], j=J, exemple=True)
        for sheet in (*SHEETS, reponses)
        if sheet.many
    }
    return CheckedTables(rows, frames)


def typed_over(raw: RawSheet, *cells: tuple[int, str, Cell]) -> RawSheet:
    """The sheet, each cell (Excel row, header) holding another value."""
    rows = raw.list_rows()
    for line, header, value in cells:
        rows[line - 1][rows[0].index(header)] = value
    return replace(raw, frame=label_cells(rows))


def _check(sheet: Sheet, raw: RawSheet, *, exemple: bool) -> Checked:
    read = check.check_frame if sheet.many else check.check_rows
    return read(sheet, [raw], j=J, exemple=exemple)


def told(sheet: Sheet, raw: RawSheet) -> tuple[list[str], str]:
    """The cells told as typed over, and how many rows are told to be the example's."""
    problems = _check(sheet, raw, exemple=False).problems
    ignored = [problem.trouve for problem in problems if problem.code == "exemples-ignores"]
    hers = [problem.place.cell for problem in problems if problem.code == "exemple-retouche"]
    assert len(ignored) <= 1
    return hers, simple(ignored[0]).split(" : ")[1].split(",")[0] if ignored else ""


@pytest.mark.parametrize(
    ("sheet", "cells", "hers", "left"),
    [
        ("Réunions", (), [], "2"),
        ("Réunions", ((3, "Lieu", "Salle des fêtes"),), [3], "1"),
        ("Réunions", ((3, "Date", dt.date(2026, 12, 17)),), [3], "1"),
        ("Réunions", ((3, "Convocations envoyées le", dt.date(2026, 11, 20)),), [3], "1"),
        ("Réunions", ((2, "Heure", "15 h"), (3, "Heure", None)), [2, 3], ""),
        ("Réclamations", ((2, "Motif", "Son propre motif"),), [2], "251"),
        ("Ordre du jour", ((4, "Présentation", "Son propre texte."),), [4], "14"),
        ("Invités", ((3, "Courriel", "contact@association.fr"),), [3], "2"),
        ("Propositions", ((2, "Texte", "Son propre texte."),), [2], "6"),
        ("Engagements", ((2, "Engagement", "Son propre engagement"),), [2], "9"),
        ("Jours de fermeture", ((2, "Date", dt.date(2027, 5, 14)),), [2], "10"),
        # the same thing, typed otherwise
        (
            "Réunions",
            (
                (3, "Date", "jeudi 10 décembre 2026"),
                (3, "Heure", "14h30"),
                (3, "N°", "n° 2026-02"),
            ),
            [],
            "2",
        ),
        (
            "Réunions",
            (
                (
                    3,
                    "Lieu",
                    "  PREFECTURE du Gard, salle de  réunion, 10 avenue Feuchères, NÎMES",
                ),
            ),
            [],
            "2",
        ),
        ("Invités", ((3, "Réunion", "10/12/2026"), (3, "Point", 6)), [], "3"),
        ("Jours de fermeture", ((2, "Date", "16/08/2024"), (2, "Exemple", "Oui")), [], "11"),
    ],
)
def test_a_marked_row_that_is_none_of_the_example_is_told_at_its_mark(
    sheet: str,
    cells: Sequence[tuple[int, str, Cell]],
    hers: list[int],
    left: str,
    raws: Mapping[str, RawSheet],
) -> None:
    found, ignored = told(DECLARED[sheet], typed_over(raws[sheet], *cells))
    column = name_column(raws[sheet].list_rows()[0].index("Exemple") + 1)
    assert (found, ignored) == ([f"{column}{row}" for row in hers], left)


def test_a_row_is_compared_with_its_answers_as_long_as_the_questions_are_those_of_the_example(
    raws: Mapping[str, RawSheet], tables: CheckedTables
) -> None:
    with_questions, without = tables.frames["Réponses"].sheet, DECLARED["Réponses"]
    question = next(
        str(header)
        for header in raws["Réponses"].list_rows()[0]
        if header not in {c.header for c in without.columns}
    )
    other = typed_over(raws["Réponses"], (2, question, "Sa réponse"))
    cases = product((with_questions, without), (raws["Réponses"], other))
    assert [len(told(sheet, raw)[0]) for sheet, raw in cases] == [0, 1, 0, 0]
    assert (
        len(told(without, typed_over(raws["Réponses"], (2, "Date", dt.date(2026, 11, 2))))[0])
        == 1
    )


def test_while_the_example_counts_nothing_is_told(raws: Mapping[str, RawSheet]) -> None:
    other = typed_over(raws["Réunions"], (3, "Lieu", "Salle des fêtes"))
    assert check.check_rows(DECLARED["Réunions"], [other], j=J, exemple=True).problems == ()


@pytest.mark.parametrize(
    ("kind", "a", "b", "same"),
    [
        (Kind.DATE, dt.date(2026, 12, 10), "10/12/2026", True),
        (
            Kind.DATE,
            dt.datetime(2026, 12, 10),
            "10 décembre 2026",
            True,
        ),
        (Kind.HEURE, dt.time(14, 30), "14 h 30", True),
        (Kind.NUMERO, "2026-1", "n° 2026/01", True),
        (Kind.OUI_NON, "oui", "X", True),
        (Kind.ENTIER, 20, "20", True),
        (Kind.NOMBRE, 0.5, "0,5", True),
        (Kind.TEXTE, "Salle  des fêtes ", "salle des FETES", True),
        (Kind.TEXTE, None, " ", True),
        (Kind.TEXTE, "Salle 1", "Salle 2", False),
        (Kind.DATE, "bientôt", "un jour", False),
    ],
)
def test_what_a_cell_says_however_it_is_typed(
    kind: Kind, a: object, b: object, same: bool
) -> None:
    assert (
        shipped_rows.normalise_cell(kind, a) == shipped_rows.normalise_cell(kind, b)
    ) is same


# -- what leaves in the papers ---------------------------------------------------------------------

GARD, DROME = (
    Parametres(prefecture="Préfecture du Gard"),
    Parametres(prefecture="Préfecture de la Drôme"),
)
CODES = (
    "« SG », « DCLC », « SMI », « COM », « SGCD », « ACC », « RQ », « DDD », « AMF », « APF », «"
    " UFC », « PIMMS » et « MOB »"
)


def with_cells(tables: CheckedTables, sheet: str, header: str, *cells: object) -> CheckedTables:
    """The tables, the first cells of a column being others."""
    checked = tables.rows[sheet]
    field = checked.sheet.find_column(header).field
    others = [
        replace(row, values={**row.values, field: cell})
        for row, cell in zip(checked.rows, cells, strict=False)
    ]
    return with_rows(tables, sheet, [*others, *checked.rows[len(others) :]])


def with_rows(tables: CheckedTables, sheet: str, typed: Sequence[TypedRow]) -> CheckedTables:
    """The tables, a sheet having these rows."""
    checked = replace(tables.rows[sheet], rows=typed)
    return replace(tables, rows={**tables.rows, sheet: checked})


def lines(problems: Sequence[Problem], code: str) -> list[tuple[str, str, str]]:
    """Sheet, column, what is named: one line as the report shows it."""
    groups = [group.problem for group in group_problems(problems) if group.problem.code == code]
    assert {problem.gravite for problem in groups} <= {Severity.A_VERIFIER}
    return [(p.place.sheet, p.colonne, simple(p.trouve).split(" : ", 1)[1]) for p in groups]


def test_addresses_that_lead_nowhere_are_told_to_every_prefecture_by_their_setting_or_code(
    tables: CheckedTables,
) -> None:
    for parametres in (GARD, DROME):
        found = lines(
            restes_de_l_exemple.report_leftovers(tables, parametres), "coordonnees-d-exemple"
        )
        assert ("Composition", "Courriel", CODES) in found
        settings = (
            "« Courriel du secrétariat », « Téléphone du secrétariat » et « Délégué à la protection"
            " des données »"
        )
        assert ("Paramètres", "Valeur", settings) in found
        assert (
            "Réunions",
            "Visioconférence",
            "« https://visio.example.org/clu-2026-2 »",
        ) in found
        assert {sheet for sheet, _, _ in found} >= {"Invités"}


def test_the_seats_the_procedure_and_the_address_of_the_example_are_told_to_another_prefecture(
    tables: CheckedTables,
) -> None:
    assert (
        lines(restes_de_l_exemple.report_leftovers(tables, GARD), "repris-de-l-exemple") == []
    )
    found = dict.fromkeys(
        lines(restes_de_l_exemple.report_leftovers(tables, DROME), "repris-de-l-exemple")
    )
    assert list(found)[:3] == [
        ("Composition", "Organisme", CODES),
        (
            "Composition",
            "Adresse",
            "« SG », « DCLC », « SMI », « COM », « SGCD », « ACC » et « RQ »",
        ),
        (
            "Réunions",
            "Lieu",
            "« Préfecture du Gard, salle de réunion, 10 avenue Feuchères, … »",
        ),
    ]
    settings = (
        "« Ville », « Référence de la procédure », « Adresse » et « Délégué à la protection des"
        " données »"
    )
    assert list(found)[3:] == [("Paramètres", "Valeur", settings)]


@pytest.mark.parametrize(
    "name",
    [
        "Préfecture du Gard",
        "préfecture du GARD",
        " Préfecture  du Gard (30)",
        "PRÉFECTURE DU GARD – Nîmes",
    ],
)
def test_the_prefecture_of_the_example_keeps_what_is_its_own(
    name: str, tables: CheckedTables
) -> None:
    assert (
        lines(
            restes_de_l_exemple.report_leftovers(tables, Parametres(prefecture=name)),
            "repris-de-l-exemple",
        )
        == []
    )


def test_while_the_example_is_meant_or_the_settings_are_unreadable_nothing_is_told(
    tables: CheckedTables,
) -> None:
    assert (
        restes_de_l_exemple.report_leftovers(tables, replace(DROME, donnees_d_exemple=True))
        == []
    )
    settings = replace(tables.rows["Paramètres"], broken=True)
    broken = replace(tables, rows={**tables.rows, "Paramètres": settings})
    assert restes_de_l_exemple.report_leftovers(broken, DROME) == []


def test_a_prefecture_without_a_name_is_not_that_of_the_example(
    tables: CheckedTables,
) -> None:
    [problem, *_] = [
        p
        for p in restes_de_l_exemple.report_leftovers(tables, Parametres())
        if p.code == "repris-de-l-exemple"
    ]
    assert "la vôtre" in problem.attendu


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [
        ("sg@prefecture.example", True),
        ("SG@Prefecture.EXAMPLE ; autre@gard.gouv.fr", True),
        ("ufc@example.org.", True),
        ("ufc@sub.example.org", True),
        ("voir www.asso.example/contact", True),
        ("visio.example.org/salle", True),
        ("04 00 00 00 00", True),
        ("Tél. : 04.00.00.00.00", True),
        ("+33 4 00 00 00 00", True),
        ("0400000000", True),
        (400000000.0, True),
        ("sg@gard.gouv.fr", False),
        ("contact@mon-example.org", False),
        ("contact@example.orga.fr", False),
        ("contact@site.example.fr", False),
        ("par exemple.org", False),
        ("04 66 00 00 00", False),
        ("104 00 00 00 001", False),
        (None, False),
    ],
)
def test_an_address_or_a_telephone_of_the_example_is_known_however_it_is_typed(
    cell: object, is_told: bool, tables: CheckedTables
) -> None:
    clean = with_cells(tables, "Composition", "Courriel", *([None] * 13))
    found = lines(
        restes_de_l_exemple.report_leftovers(
            with_cells(clean, "Composition", "Courriel", cell), GARD
        ),
        "coordonnees-d-exemple",
    )
    assert (
        [names for sheet, _, names in found if sheet == "Composition"] == ["« SG »"]
    ) is is_told


@pytest.mark.parametrize(
    ("header", "cell", "is_told"),
    [
        # « Le responsable qualité (SGCD) » is a seat of any prefecture
        ("Courriel", "rq@drome.gouv.fr", False),
        ("Fonction", "Le délégué du défenseur des droits pour  NIMES", True),
        ("Organisme", "Association des maires du Gard", True),
        ("Organisme", "Association des maires de la Drôme", False),
        ("Rang", 1, False),
    ],
)
def test_a_seat_made_her_own_is_told_only_while_it_names_the_place(
    header: str, cell: object, is_told: bool, tables: CheckedTables
) -> None:
    sheet = tables.rows["Composition"].sheet
    quality = tables.rows["Composition"].rows[6]
    hers = {
        "Courriel": "rq@drome.gouv.fr",
        "Adresse": "3 boulevard Vauban, Valence",
        header: cell,
    }
    typed = {sheet.find_column(name).field: value for name, value in hers.items()}
    one = replace(quality, values={**quality.values, **typed})
    found = lines(
        restes_de_l_exemple.report_leftovers(with_rows(tables, "Composition", [one]), DROME),
        "repris-de-l-exemple",
    )
    assert (("Composition", "Organisme", "« RQ »") in found) is is_told


@pytest.mark.parametrize("sheet", ["Questions", "Échelles", "Engagements"])
def test_what_is_made_to_be_taken_over_is_not_looked_at(
    sheet: str, tables: CheckedTables
) -> None:
    header = next(
        column.header
        for column in DECLARED[sheet].columns
        if column.kind is Kind.TEXTE and column.header != "Code"
    )
    other = with_cells(
        tables, sheet, header, "10 avenue Feuchères, sg@prefecture.example, 04 00 00 00 00"
    )
    assert [
        problem
        for problem in restes_de_l_exemple.report_leftovers(other, DROME)
        if problem.place.sheet == sheet
    ] == []


def test_letters_of_another_prefecture_do_not_leave_with_the_example_at_code_0(
    tmp_path: Path,
) -> None:
    """The workbooks as they ship, once she has typed her prefecture and « non », and one meeting
    over the example's.
    """
    folder = shutil.copytree(ROOT / "workbooks", tmp_path / "workbooks")
    book = openpyxl.load_workbook(folder / "parametres.xlsx")
    typed = {
        "Préfecture": "Préfecture de la Drôme",
        "Ville": "Valence",
        "Données d'exemple": "non",
    }
    for name, value in book["Paramètres"].iter_rows(min_row=2, max_col=2):
        value.value = typed.get(str(name.value), value.value)
    book.save(folder / "parametres.xlsx")
    book = openpyxl.load_workbook(folder / "comite.xlsx")
    book["Réunions"]["C3"] = "Salle des fêtes, Valence"
    book.save(folder / "comite.xlsx")
    options = Options(None, J, J, folder, tmp_path / "modeles", tmp_path / "out", True)
    resultat = pipeline.run_session(options, lambda number, total, text: None)
    screen = simple("\n".join(resultat.lines))
    assert (resultat.code, "Réunions!S3 (Exemple) : cette ligne marquée « oui »" in screen) == (
        Code.TO_CORRECT,
        True,
    )
    assert (
        "celui de la préfecture du Gard : « Référence de la procédure », « Adresse »" in screen
    )
