"""The shipped workbooks: committed as the script makes them, true to their declarations; the
example follows the procedure.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from clu_batch import data
from clu_batch.kernel.declared_sheet import Column, Kind, Requirement, Sheet
from clu_batch.records import SHEETS
from clu_batch.records.parametres import REGLAGES, Unite
from clu_batch.rules.figures.bilan_de_seance import compute
from clu_batch.rules.seances import choose_seances
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.support.folders import ROOT
from tools.making import live_due_dates, worksheet
from tools.making.example import (
    ANNEXES,
    FOLDER,
    find_today,
    make_calendar,
    make_due_date_bases,
    read_example,
)
from tools.making.workbooks import (
    WORKBOOKS,
    list_setting_rows,
    make_blank_workbooks,
    make_workbook,
)

RACINE = ROOT
EXPEDIEES = [sheet for sheet in SHEETS if sheet.workbook]
EXEMPLE = read_example()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook; the compression itself may change with the machine's zlib."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def livres() -> Mapping[str, Workbook]:
    return {nom: openpyxl.load_workbook(RACINE / "workbooks" / nom) for nom in WORKBOOKS}


@pytest.fixture(scope="module")
def vides() -> Mapping[str, Workbook]:
    return {
        nom: openpyxl.load_workbook(io.BytesIO(data))
        for nom, data in make_blank_workbooks().items()
    }


def headers(book: Workbook, name: str) -> list[str]:
    return [str(cell.value) for cell in book[name][1]]


def validations(book: Workbook, name: str) -> dict[str, DataValidation]:
    return {
        str(range_).split(":")[0]: rule
        for rule in book[name].data_validations.dataValidation
        for range_ in rule.sqref.ranges
    }


# -- what is committed is what the script makes ----------------------------------------------------


@pytest.mark.parametrize("nom", WORKBOOKS)
def test_committed_workbook_is_the_one_made(nom: str) -> None:
    made = make_workbook(nom, EXEMPLE, make_due_date_bases(EXEMPLE))
    assert parts((RACINE / "workbooks" / nom).read_bytes()) == parts(made), (
        "relancez python -m tools.making"
    )


def test_the_package_holds_the_blank_workbooks_as_they_are_made() -> None:
    folder = data.FOLDER / "workbooks"
    committed = {path.name: parts(path.read_bytes()) for path in folder.iterdir()}
    assert committed == {nom: parts(made) for nom, made in make_blank_workbooks().items()}, (
        "relancez python -m tools.making"
    )


def test_committed_annexes_are_those_made() -> None:
    folder = RACINE / "workbooks" / "annexes"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == dict(ANNEXES)


def test_same_bytes_in_another_process_and_time_zone() -> None:
    code = (
        "import hashlib;from tools.making.workbooks import"
        " make_blank_workbooks;print([hashlib.sha256(d).hexdigest() for d in"
        " make_blank_workbooks().values()])"
    )
    libraries = os.pathsep.join(sys.path)  # those of the tests stand in a private folder
    runs = {
        subprocess.run(  # our own interpreter
            [sys.executable, "-c", code],
            cwd=RACINE,
            env={"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": libraries},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in (("Europe/Paris", "1"), ("Pacific/Noumea", "2"))
    }
    assert len(runs) == 1


def test_properties_are_neutral(livres: Mapping[str, Workbook]) -> None:
    for book in livres.values():
        assert (book.properties.language, book.properties.creator) == (
            "fr-FR",
            "Secrétariat du comité local des usagers",
        )
        assert book.properties.lastModifiedBy is None
        day = dt.datetime(2026, 1, 1)
        assert book.properties.created == book.properties.modified == day


# -- each sheet says what its declaration says -----------------------------------------------------

NOTE = 620
"""Signs that a note of a header holds at most: beyond, nobody reads it."""


def test_sheets_stand_in_order_after_lisez_moi(vides: Mapping[str, Workbook]) -> None:
    for nom, book in vides.items():
        declared = [sheet.name for sheet in EXPEDIEES if sheet.workbook == nom]
        assert book.sheetnames[: len(declared) + 1] == ["Lisez-moi", *declared]
        assert set(book.sheetnames[len(declared) + 1 :]) <= {"Listes", "Repères"}
        named = {str(row[0].value) for row in book["Lisez-moi"].iter_rows()}
        assert set(book.sheetnames[1:]) <= named


@pytest.mark.parametrize("sheet", EXPEDIEES, ids=lambda s: s.name)
def test_every_declared_header_in_order_rare_ones_last(
    sheet: Sheet, vides: Mapping[str, Workbook]
) -> None:
    usual = [c.header for c in sheet.columns if not c.rare]
    rare = [c.header for c in sheet.columns if c.rare]
    computed = (
        [live_due_dates.ECHEANCE.header, live_due_dates.ETAT.header]
        if sheet.name == "Réclamations"
        else []
    )
    assert headers(vides[sheet.workbook], sheet.name) == [*usual, *computed, *rare]


@pytest.mark.parametrize("sheet", EXPEDIEES, ids=lambda s: s.name)
def test_every_note_says_what_to_type(sheet: Sheet, vides: Mapping[str, Workbook]) -> None:
    """The kind of a cell alone (« Un texte. ») says nothing that she could do."""
    ws = vides[sheet.workbook][sheet.name]
    notes = {str(cell.value): cell.comment.text for cell in ws[1] if cell.comment}
    assert [header for header, note in notes.items() if "Un texte." in note.splitlines()] == []
    assert [column.header for column in sheet.columns if not column.note] == []
    long = {header: note for header, note in notes.items() if len(note) > NOTE}
    assert long == {}


_AU_FEMININ = re.compile(
    r"\bvous (?:n’|n')?(?:en |y )?(?:êtes|serez|soyez|avez été|ayez été)\s+\w+[éiust]e\b"
    r"|\bla secrétaire\b|\b(?:seule|prête|sûre) à\b"
)


def test_nobody_is_spoken_of_in_the_feminine(vides: Mapping[str, Workbook]) -> None:
    texts = []
    for book in vides.values():
        for ws in book:
            texts += [str(cell.value) for row in ws.iter_rows() for cell in row if cell.value]
            texts += [cell.comment.text for cell in ws[1] if cell.comment]
    assert _AU_FEMININ.search("le jour où vous en avez été informée")
    assert [text for text in texts if _AU_FEMININ.search(text)] == []


@pytest.mark.parametrize("sheet", EXPEDIEES, ids=lambda s: s.name)
def test_notes_colours_formats_and_grouping(
    sheet: Sheet, vides: Mapping[str, Workbook]
) -> None:
    ws = vides[sheet.workbook][sheet.name]
    fills: dict[bool, set[str]] = {True: set(), False: set()}
    for cell, column in zip(ws[1], colonnes(sheet), strict=True):
        required = column.need is Requirement.REQUIRED
        assert cell.comment is not None
        assert cell.comment.text.startswith(f"* {column.header}" if required else column.header)
        assert column.note in cell.comment.text
        if column.kind is Kind.CHOIX:
            assert all(choice in cell.comment.text for choice in column.choices)
        fills[required].add(cell.fill.fgColor.rgb)
        dimension = ws.column_dimensions[openpyxl.utils.get_column_letter(cell.column or 0)]
        assert dimension.width >= column.width
        assert dimension.outlineLevel == (1 if column.rare else 0)
        assert dimension.alignment.wrap_text
        assert dimension.alignment.vertical == "top"
        if column.kind in {Kind.DATE, Kind.REUNION}:
            assert dimension.number_format == "dd/mm/yyyy"
        if column.kind is Kind.HEURE:
            assert dimension.number_format == "hh:mm"
        if column.header in {"N°", "Code"} and column.kind is Kind.TEXTE:
            assert dimension.number_format == "@"  # « 2026-1 » must not become a date
    assert len(fills[True]) <= 1
    assert not fills[True] & fills[False]


@pytest.mark.parametrize("sheet", EXPEDIEES, ids=lambda s: s.name)
def test_table_filters_and_frozen_header(sheet: Sheet, vides: Mapping[str, Workbook]) -> None:
    ws = vides[sheet.workbook][sheet.name]
    (table,) = ws.tables.values()
    assert table.autoFilter.ref == table.ref
    assert [column.name for column in table.tableColumns] == headers(
        vides[sheet.workbook], sheet.name
    )
    assert str(ws.freeze_panes) in {"B2", "C2"}


def test_drop_downs_offer_every_choice(vides: Mapping[str, Workbook]) -> None:
    for sheet in EXPEDIEES:
        book = vides[sheet.workbook]
        rules = validations(book, sheet.name)
        for index, column in enumerate(colonnes(sheet), start=1):
            if column.kind is Kind.OUI_NON or column.choices:
                rule = rules[f"{openpyxl.utils.get_column_letter(index)}2"]
                assert offered(book, rule) == [*(column.choices or ("oui", "non"))], (
                    sheet.name,
                    column.header,
                )
                assert rule.errorStyle == "warning"
                assert rule.showErrorMessage == (column.kind is not Kind.TEXTE), (
                    "a free list guides and lets everything in"
                )


@pytest.mark.parametrize(
    ("feuille_", "colonne", "source"),
    [
        ("Suppléances", "Membre", "Composition"),
        ("Présences", "Membre", "Composition"),
        ("Ordre du jour", "Réunion", "Réunions"),
        ("Réunions", "Présidence", "Composition"),
        ("Dépouillement", "Question", "Questions"),
        ("Résultats", "Code", "Engagements"),
    ],
)
def test_lists_over_other_sheets_of_the_same_workbook(
    feuille_: str, colonne: str, source: str, livres: Mapping[str, Workbook]
) -> None:
    book = next(book for book in livres.values() if feuille_ in book.sheetnames)
    letter = openpyxl.utils.get_column_letter(headers(book, feuille_).index(colonne) + 1)
    assert f"'{source}'!$A$2" in str(validations(book, feuille_)[f"{letter}2"].formula1)


def test_no_list_nor_formula_leaves_its_workbook(livres: Mapping[str, Workbook]) -> None:
    for nom in WORKBOOKS:
        assert not any(
            b"externalLink" in data
            for data in parts((RACINE / "workbooks" / nom).read_bytes()).values()
        )


def test_lists_of_answers_are_those_of_the_scale(livres: Mapping[str, Workbook]) -> None:
    book = livres["satisfaction.xlsx"]
    letter = openpyxl.utils.get_column_letter(headers(book, "Réponses").index("QG") + 1)
    scale = [row["Réponse possible"] for row in EXEMPLE["Échelles"]]
    assert offered(book, validations(book, "Réponses")[f"{letter}2"]) == scale


@pytest.mark.parametrize(
    ("feuille_", "colonne", "valeurs"),
    [
        (
            "Questions",
            "Échelle",
            ["Satisfaction", "oui/non", "note 0-10", "choix unique", "choix multiple", "texte"],
        ),
        ("Échelles", "Échelle", ["Satisfaction"]),
        ("Réponses", "Site", ["Nîmes", "Alès", "Le Vigan"]),
        (
            "Invités",
            "Collège",
            ["Services de la préfecture", "Institutions", "Représentants des usagers"],
        ),
    ],
)
def test_free_lists_offer_what_is_already_used(
    feuille_: str, colonne: str, valeurs: list[str], livres: Mapping[str, Workbook]
) -> None:
    book = next(book for book in livres.values() if feuille_ in book.sheetnames)
    letter = openpyxl.utils.get_column_letter(headers(book, feuille_).index(colonne) + 1)
    rule = validations(book, feuille_)[f"{letter}2"]
    assert sorted(offered(book, rule)) == sorted(valeurs)
    assert not rule.showErrorMessage


def test_blank_workbooks_hold_no_row_but_the_settings(vides: Mapping[str, Workbook]) -> None:
    for sheet in EXPEDIEES:
        ws = vides[sheet.workbook][sheet.name]
        typed = [
            [v for v in row if v is not None and not str(v).startswith("=")]
            for row in ws.iter_rows(min_row=2, values_only=True)
        ]
        rows = [row for row in typed if row]
        assert len(rows) == (len(REGLAGES) if sheet.name == "Paramètres" else 0)


def test_settings_in_order_with_their_defaults() -> None:
    rows = list_setting_rows({"Ville": "Nîmes"})
    assert [row["Paramètre"] for row in rows] == [reglage.header for reglage in REGLAGES]
    values = {row["Paramètre"]: row["Valeur"] for row in rows}
    assert (
        values["Ville"],
        values["Délai de suppléance"],
        values["Compte rendu aux excusés"],
    ) == (
        "Nîmes",
        2,
        "oui",
    )
    with pytest.raises(KeyError, match="Vile"):
        list_setting_rows({"Vile": "Nîmes"})


def test_every_file_of_the_example_is_of_a_sheet() -> None:
    names = {path.stem for path in FOLDER.glob("*.csv")}
    assert names <= {worksheet.name_table(sheet) for sheet in EXPEDIEES}


# -- the example -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", EXPEDIEES, ids=lambda s: s.name)
def test_rows_read_again_are_those_of_the_example(
    sheet: Sheet, livres: Mapping[str, Workbook]
) -> None:
    ws = livres[sheet.workbook][sheet.name]
    names = headers(livres[sheet.workbook], sheet.name)
    expected = EXEMPLE.get(sheet.name, ())
    for row, wanted in zip(
        ws.iter_rows(min_row=2, max_row=1 + len(expected)), expected, strict=True
    ):
        read = {
            name: valeur(cell.value)
            for name, cell in zip(names, row, strict=True)
            if cell.value is not None
        }
        computed = {live_due_dates.ECHEANCE.header, live_due_dates.ETAT.header}
        assert {k: v for k, v in read.items() if k not in computed} == {
            k: v for k, v in wanted.items() if v is not None
        }


def test_composition_is_that_of_the_procedure() -> None:
    seats = EXEMPLE["Composition"]
    assert list(Counter(seat["Collège"] for seat in seats).items()) == [
        ("Services de la préfecture", 7), ("Institutions", 2), ("Représentants des usagers", 4),
    ]  # fmt: skip
    assert [s["Code"] for s in seats if s["Ou son représentant"] == "oui"] == [
        "SG",
        "DCLC",
        "SMI",
        "COM",
        "SGCD",
    ]
    assert len({s["Code"] for s in seats}) == 13


def test_no_person_is_named_and_no_real_address() -> None:
    for name, rows in EXEMPLE.items():
        for row in rows:
            assert not row.get("Prénom"), name
            assert row.get("Nom") in {None, "NOM D’EXEMPLE"}, name
            for address in str(row.get("Courriel") or "").split(";"):
                assert not address or address.rpartition("@")[2].endswith(
                    (".example", "example.org")
                ), address


def test_invented_rows_are_marked() -> None:
    for sheet in EXPEDIEES:
        if sheet.invented:
            assert all(row["Exemple"] == "oui" for row in EXEMPLE.get(sheet.name, ())), (
                sheet.name
            )


def test_example_covers_two_years_and_every_case() -> None:
    answers, complaints = EXEMPLE["Réponses"], EXEMPLE["Réclamations"]
    assert 1400 <= len(answers) <= 1600
    assert 230 <= len(complaints) <= 270
    assert dates(answers, "Date")[0] < dt.date(2024, 12, 1)
    assert dates(answers, "Date")[-1] > dt.date(2026, 10, 31)
    assert max(dates(complaints, "Reçue le")) <= find_today(EXEMPLE)
    assert {row["Nature"] for row in complaints} == {
        "réclamation",
        "suggestion",
        "remerciement",
    }
    assert {row.get("Statut") for row in EXEMPLE["Présences"]} == {
        "présent",
        "représenté",
        "suppléé",
        "excusé",
        "absent",
        None,
    }
    cited = {
        row.get("Fichier") for row in (*EXEMPLE["Ordre du jour"], *EXEMPLE["Documents types"])
    } - {None}
    assert cited == set(ANNEXES)


def test_example_has_nothing_to_correct() -> None:
    today = find_today(EXEMPLE)
    options = Options(
        None,
        None,
        today,
        RACINE / "workbooks",
        RACINE / "templates",
        RACINE / "output",
        verifier_seulement=True,
    )
    charge = load(options)
    assert [str(problem) for problem in charge.problems] == []
    dues = choose_seances(charge.registre.comite.reunions, charge.j, None).seances
    assert [
        str(problem) for _, problems in compute(charge.registre, dues) for problem in problems
    ] == []


def test_replies_and_acknowledgements_on_office_days_after_reception() -> None:
    calendar = make_calendar(EXEMPLE)
    for row in EXEMPLE["Réclamations"]:
        for header in ("Accusé de réception le", "Réponse envoyée le"):
            day = row.get(header)
            if isinstance(day, dt.date):
                assert calendar.is_jour_de_bureau(day), (row["N°"], header)
                assert day >= dates([row], "Reçue le")[0]


# -- the live due date (checked once in LibreOffice for the four units, against the rule, day by day


def test_due_date_formula_says_the_rule() -> None:
    formula = live_due_dates.write_due_date_formula()
    recue, n = (
        "Reclamations[[#This Row],[Reçue le]]",
        (
            'IF(Reclamations[[#This Row],[Délai particulier]]="",Repères!$B$4,Reclamations[[#This'
            " Row],[Délai particulier]])"
        ),
    )
    ouvres, ouvrables = "JoursRepere[Hors jours ouvrés]", "JoursRepere[Hors jours ouvrables]"
    dues = [
        f"WORKDAY.INTL({recue},{n},1,{ouvres})",
        f"WORKDAY.INTL({recue},{n},11,{ouvrables})",
        f"WORKDAY.INTL({recue}+{n}-1,1,1,{ouvres})",
        f"WORKDAY.INTL({recue}+{n},1,1,{ouvres})",
    ]
    assert f"CHOOSE(Repères!$B$7,{','.join(dues)})" in formula
    assert '"voir contrôle"' in formula


def test_due_dates_over_reperes_are_those_of_the_rule(livres: Mapping[str, Workbook]) -> None:
    """WORKDAY.INTL evaluated over the days that `Repères` really lists, against the program's own
    count, for every unit.
    """
    ws = livres["reclamations.xlsx"]["Repères"]
    listed = [
        (row[0].date(), row[1])
        for row in ws.iter_rows(min_row=13, max_col=2, values_only=True)
        if isinstance(row[0], dt.datetime)
    ]
    hors_ouvres = {day for day, _ in listed}
    hors_ouvrables = {day for day, nature in listed if nature == "férié"}
    for recue in dates(EXEMPLE["Réclamations"], "Reçue le"):
        for n in (1, 15):
            excel = {
                Unite.OUVRES: workday_intl(recue, n, {5, 6}, hors_ouvres),
                Unite.OUVRABLES: workday_intl(recue, n, {6}, hors_ouvrables),
                Unite.CALENDAIRES: workday_intl(
                    recue + dt.timedelta(n - 1), 1, {5, 6}, hors_ouvres
                ),
                Unite.FRANCS: workday_intl(recue + dt.timedelta(n), 1, {5, 6}, hors_ouvres),
            }
            start = np.array([recue], dtype="datetime64[D]")
            assert excel == {
                unite: make_calendar(EXEMPLE).compute_echeances(start, n, unite)[0].item()
                for unite in Unite
            }


def workday_intl(start: dt.date, n: int, weekend: set[int], holidays: set[dt.date]) -> dt.date:
    """The n-th day after `start` that is neither a weekend day nor a holiday, as Excel documents
    the function.
    """
    day = start
    for _ in range(n):
        day += dt.timedelta(1)
        while day.weekday() in weekend or day in holidays:
            day += dt.timedelta(1)
    return day


def test_every_complaint_row_carries_both_formulas(livres: Mapping[str, Workbook]) -> None:
    book = livres["reclamations.xlsx"]
    names = headers(book, "Réclamations")
    for row in book["Réclamations"].iter_rows(min_row=2, values_only=True):
        values = dict(zip(names, row, strict=True))
        assert (
            values[live_due_dates.ECHEANCE.header]
            == f"={live_due_dates.write_due_date_formula()}"
        )
        assert values[live_due_dates.ETAT.header] == f"={live_due_dates.write_state_formula()}"


def test_the_rank_of_the_unit_is_that_of_the_formula(livres: Mapping[str, Workbook]) -> None:
    ws = livres["reclamations.xlsx"]["Repères"]
    assert (
        ws["B7"].value
        == '=MATCH(B5,{"jours ouvrés";"jours ouvrables";"jours calendaires";"jours francs"},0)'
    )
    assert (ws["B4"].value, ws["B5"].value, valeur(ws["B6"].value)) == (
        15,
        "jours ouvrés",
        dt.date(2026, 11, 23),
    )


def test_reperes_lists_ten_years_of_holidays_and_the_closing_days(
    livres: Mapping[str, Workbook],
) -> None:
    ws = livres["reclamations.xlsx"]["Repères"]
    days = {
        (valeur(row[0]), row[1])
        for row in ws.iter_rows(min_row=13, max_col=2, values_only=True)
        if row[0]
    }
    # 11 a year; two may fall on one day
    assert len({day for day, nature in days if nature == "férié"}) in range(108, 111)
    assert (dt.date(2026, 5, 25), "férié") in days
    assert (dt.date(2026, 5, 15), "fermeture") in days


def test_a_blank_workbook_knows_the_public_holidays_and_nothing_of_the_example(
    livres: Mapping[str, Workbook], vides: Mapping[str, Workbook]
) -> None:
    full, blank = (books["reclamations.xlsx"]["Repères"] for books in (livres, vides))
    holidays, listed = (
        [row[:3] for row in ws.iter_rows(min_row=13, values_only=True) if row[0]]
        for ws in (full, blank)
    )
    assert listed == [row for row in holidays if row[1] == "férié"]
    assert (blank["B4"].value, blank["B6"].value) == (None, None)


def test_words_of_the_state_have_a_colour_each(livres: Mapping[str, Workbook]) -> None:
    formats = livres["reclamations.xlsx"]["Réclamations"].conditional_formatting
    coloured = {rule.formula[0].split('"')[1] for entry in formats for rule in entry.rules}
    assert coloured == {
        "délai dépassé",
        "répondue hors délai",
        "échéance sous 7 jours",
        "voir contrôle",
        "répondue dans le délai",
    }
    assert all(f'"{word}"' in live_due_dates.write_state_formula() for word in coloured)


def colonnes(sheet: Sheet) -> tuple[Column, ...]:
    computed = (
        ((live_due_dates.ECHEANCE, ""), (live_due_dates.ETAT, ""))
        if sheet.name == "Réclamations"
        else ()
    )
    return worksheet.arrange_columns(sheet, computed)


def offered(book: Workbook, rule: DataValidation) -> list[str]:
    """The values that a drop-down list over `Listes` shows."""
    formula = str(rule.formula1)
    assert formula.startswith("OFFSET('Listes'!$")
    column = formula.split("$")[1]
    return [str(cell.value) for cell in book["Listes"][column][1:] if cell.value is not None]


def valeur(value: object) -> object:
    return value.date() if isinstance(value, dt.datetime) else value


def dates(rows: Sequence[Mapping[str, object]], header: str) -> list[dt.date]:
    return sorted(value for row in rows if isinstance(value := row[header], dt.date))
