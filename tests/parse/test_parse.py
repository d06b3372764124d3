"""What a person types, and how it is read (docs/rules/workbooks.md#dates)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clu_batch import parse

D = dt.date(2026, 3, 12)
NBSP, NNBSP = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "date", "defect"),
    [
        (dt.date(2026, 3, 12), D, None),
        (
            dt.datetime(2026, 3, 12, 17, 30),
            D,
            None,
        ),
        ("12/03/2026", D, None),
        ("12-03-2026", D, None),
        ("12.3.26", D, "annee-sur-deux-chiffres"),
        ("12-3-26", D, "annee-sur-deux-chiffres"),
        ("12 mars 2026", D, None),
        (f"12{NBSP}mars{NNBSP}2026 ", D, None),
        ("12 MARS 2026", D, None),
        ("jeudi 12 mars 2026", D, None),
        ("Jeudi 12/03/2026", D, None),
        ("vendredi 12 mars 2026", D, "jour-de-semaine"),
        ("1er avril 2026", dt.date(2026, 4, 1), None),
        ("12 janv. 2026", dt.date(2026, 1, 12), None),
        ("12 févr. 2026", dt.date(2026, 2, 12), None),
        ("1er fe\u0301vrier 2026", dt.date(2026, 2, 1), None),
        ("1 er avril 2026", dt.date(2026, 4, 1), None),
        ("le jeudi 12 mars 2026", D, None),
        ("jeu. 12 mars 2026", D, None),
        ("merc. 11 mars 2026", dt.date(2026, 3, 11), None),
        ("12/mars/2026", D, None),
        ("12-mar-26", D, "annee-sur-deux-chiffres"),
        ("12 jan. 2026", dt.date(2026, 1, 12), None),
        ("12 sept. 2026", dt.date(2026, 9, 12), None),
        ("12 sep. 2026", dt.date(2026, 9, 12), None),
        ("2026-03-12", D, None),
        ("2026/03/12", D, None),
        ("2026/25/03", None, "date-impossible"),
        ("2026-03-12T14:30:00", D, None),
        ("2026-03-12T14:30:00+01:00", D, None),
        ("2026-03-12T14:30:00Z", D, None),
        ("12/03/2026 14:30 2026", None, "date-illisible"),
        ("2026-03-12 14:30:00 +0100", D, None),
        ("2026-03-12 14:30:00 UTC", D, None),
        ("2026/03/12 2:30:00 PM UTC+1", D, None),
        ("2026-03-12T09:30:00.000-05:00", D, None),
        ("12/03/2026 2:30 PM", D, None),
        ("12/03/2026 14:30", D, None),
        ("12/03/2026 à 14h30", D, None),
        (46093.0, D, "date-sans-format"),
        ("46093", D, "date-sans-format"),
        (46093.6, D, "date-sans-format"),
        (19999.0, None, "date-illisible"),
        (80001.0, None, "date-illisible"),
        (True, None, "date-illisible"),
        ("03/25/2026", None, "date-mois-en-premier"),
        ("31/02/2026", None, "date-impossible"),
        ("29/02/2025", None, "date-impossible"),
        ("29/02/2028", dt.date(2028, 2, 29), None),
        ("12/03", None, "date-sans-annee"),
        ("jeudi 12 mars", None, "date-sans-annee"),
        ("mars 2026", None, "date-sans-jour"),
        ("en cours", None, "date-illisible"),
        ("?", None, "date-illisible"),
        ("néant", None, "date-illisible"),
        ("NC", None, "date-illisible"),
        ("", None, None),
        (f"{NBSP}\u200b", None, None),
        (None, None, None),
    ],
)
def test_dates(typed: object, date: dt.date | None, defect: str | None) -> None:
    lu = parse.parse_date(typed)
    assert (lu.valeur, lu.defaut.code if lu.defaut else None) == (date, defect)


def test_an_unformatted_number_follows_the_calendar_of_its_workbook() -> None:
    assert parse.parse_date(44631.0, epoque_1904=True).valeur == D


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_date_typed_day_first_is_never_another_date(date: dt.date) -> None:
    for text in (
        f"{date:%d/%m/%Y}",
        f"{date.day}.{date.month}.{date.year}",
        f"{date:%d-%m-%Y}",
        f"{date:%Y-%m-%d}",
        f"{date:%d %m %y}",
    ):
        assert parse.parse_date(text).valeur == date


@pytest.mark.parametrize(
    ("date", "horizon", "defect"),
    [
        (dt.date(1999, 12, 31), 366, "date-trop-ancienne"),
        (dt.date(1926, 3, 12), 366, "date-trop-ancienne"),
        (dt.date(2000, 1, 1), 366, None),
        (dt.date(2027, 11, 24), 366, None),
        (dt.date(2027, 11, 25), 366, "date-trop-lointaine"),
        (dt.date(2062, 3, 12), 366, "date-trop-lointaine"),
        (dt.date(2030, 1, 1), 3653, None),
    ],
)
def test_plausible_dates(date: dt.date, horizon: int, defect: str | None) -> None:
    found = parse.check_horizon(date, dt.date(2026, 11, 23), horizon)
    assert (found.defaut.code if found and found.defaut else None) == defect


@pytest.mark.parametrize(
    ("typed", "ambiguous"),
    [
        ("03/12/2026", True),
        ("25/03/2026", False),
        ("03/03/2026", False),  # the same day either way
        ("5.5.26", False),
        ("2026-03-12", False),
        (D, False),
        ("", False),
    ],
)
def test_ambiguous_dates(typed: object, ambiguous: bool) -> None:
    assert parse.is_day_month_ambiguous(typed) is ambiguous


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (D, D),
        ("12/03/2026", D),
        ("2026-1", "2026-1"),
        (2026.0, "2026"),
        (20261.0, "20261"),  # a N°: no date of this century
        ("CLU 3", "CLU 3"),
        ("31/02/2026", None),
    ],
)
def test_meetings(typed: object, read: object) -> None:
    assert parse.parse_reunion(typed).valeur == read


@pytest.mark.parametrize(
    ("typed", "minutes", "code"),
    [
        (15.0, 15, None),
        ("15", 15, None),
        ("15 min", 15, None),
        ("15mn.", 15, None),
        ("15'", 15, None),
        ("90 minutes", 90, None),
        (dt.time(0, 15), 15, None),
        (dt.timedelta(minutes=90), 90, None),
        ("0:15", 15, None),
        ("1 h", 60, None),
        ("1h30", 90, None),
        (0.03125, 45, "heure-sans-format"),
        (-5.0, None, "nombre-negatif"),
        ("un quart d’heure", None, "duree-illisible"),
        (dt.date(2026, 1, 15), None, "nombre-devenu-date"),
        ("", None, None),
    ],
)
def test_durations_are_minutes(typed: object, minutes: int | None, code: str | None) -> None:
    lu = parse.parse_duration(typed)
    assert (lu.valeur, lu.defaut.code if lu.defaut else None) == (minutes, code)


@pytest.mark.parametrize(
    ("same", "other"),
    [
        (
            ("2026-1", "2026-01", "2026/1", "n° 2026-1", "N°2026.1", "Réunion 2026 – 1"),
            "2026-11",
        ),
        (("1", "1.", "01", "Point 1", "n° 1", "1)"), "11"),
        (("1.1", "1,1", "1-1"), "11"),
        (("2 bis", "2bis", "2 Bis"), "2"),
        (("Point",), "N"),
        (("§",), "¤"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(same: tuple[str, ...], other: str) -> None:
    assert len({parse.fold_numero(typed) for typed in same}) == 1
    assert parse.fold_numero(other) != parse.fold_numero(same[0])


@pytest.mark.parametrize(
    ("typed", "read", "code"),
    [
        (
            dt.datetime(2026, 1, 1),
            "2026-1",
            "numero-devenu-date",
        ),
        (dt.date(2026, 10, 1), "2026-10", "numero-devenu-date"),
        (dt.date(2026, 2, 3), "03/02/2026", "numero-devenu-date"),
        (3.0, "3", None),
        ("2026-1", "2026-1", None),
        ("", None, None),
    ],
)
def test_a_number_that_excel_took_for_a_date_is_put_back(
    typed: object, read: str | None, code: str | None
) -> None:
    lu = parse.parse_numero(typed)
    assert (lu.valeur, lu.defaut.code if lu.defaut else None) == (read, code)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        (dt.time(14, 30), "14:30"),
        (dt.time(14, 29, 59, 999_999), "14:30"),
        (dt.timedelta(hours=14, minutes=30), "14:30"),
        (
            dt.datetime(2026, 3, 12, 14, 30),
            "14:30",
        ),
        (0.604166666, "14:30"),
        ("14:30", "14:30"),
        ("14h30", "14:30"),
        ("14 h 30", "14:30"),
        ("14H30", "14:30"),
        (f"14{NBSP}h{NBSP}30", "14:30"),
        ("14 h", "14:00"),
        ("14h30.", "14:30"),
        ("14 heures 30 minutes", "14:30"),
        ("14.30", None),
        ("midi", None),
        ("9h05", "09:05"),
        ("14:30:00", "14:30"),
        ("24:00", None),
        ("14:60", None),
        ("14", None),
        (14.0, None),
        ("14:", None),
        ("matin", None),
        (dt.timedelta(hours=30), None),
    ],
)
def test_hours(typed: object, hour: str | None) -> None:
    lu = parse.parse_hour(typed)
    assert (f"{lu.valeur:%H:%M}" if lu.valeur else None) == hour
    assert bool(lu.defaut) == (hour is None or isinstance(typed, float))


@pytest.mark.parametrize(
    ("typed", "number", "defect"),
    [
        (0.85, "0.85", None),
        (0.1 + 0.2, "0.3", None),
        (30000.0, "30000", None),
        (0.0, "0", None),
        ("1 234,5", "1234.5", None),
        (f"1{NNBSP}234,5", "1234.5", None),
        (f"1{NBSP}234", "1234", None),
        ("1234.5", "1234.5", None),
        ("1.234,5", "1234.5", None),
        ("007", "7", None),
        ("-3", "-3", None),
        ("\u22123", "-3", None),
        ("12 rép.", None, "nombre-illisible"),
        ("4/5", None, "nombre-illisible"),
        ("12 34", None, "nombre-illisible"),
        ("1e5", None, "nombre-illisible"),
        (float("inf"), None, "nombre-illisible"),
        (True, None, "nombre-illisible"),
        (dt.date(2026, 5, 4), None, "nombre-devenu-date"),
        ("", None, None),
    ],
)
def test_numbers(typed: object, number: str | None, defect: str | None) -> None:
    lu = parse.parse_number(typed)
    assert (
        str(lu.valeur) if lu.valeur is not None else None,
        lu.defaut.code if lu.defaut else None,
    ) == (number, defect)


@pytest.mark.parametrize(
    ("typed", "number", "defect"),
    [
        (12.5, Decimal("12.5"), None),
        (0, Decimal(0), None),
        ("-3", None, "nombre-negatif"),
        ("12 min", None, "nombre-illisible"),
        ("", None, None),
    ],
)
def test_numbers_that_are_never_negative(
    typed: object, number: Decimal | None, defect: str | None
) -> None:
    lu = parse.parse_quantity(typed)
    assert (lu.valeur, lu.defaut.code if lu.defaut else None) == (number, defect)


@pytest.mark.parametrize(
    ("typed", "number", "defect"),
    [
        (12.0, 12, None),
        ("12", 12, None),
        ("12,0", 12, None),
        (0.0, 0, None),
        (12.5, None, "entier-attendu"),
        (-1.0, None, "entier-negatif"),
    ],
)
def test_whole_numbers(typed: object, number: int | None, defect: str | None) -> None:
    lu = parse.parse_integer(typed)
    assert (lu.valeur, lu.defaut.code if lu.defaut else None) == (number, defect)


@pytest.mark.parametrize(
    ("typed", "percent", "defect"),
    [
        (0.85, Fraction(17, 20), None),
        (85.0, Fraction(17, 20), None),
        ("87,5 %", Fraction(7, 8), None),
        (f"87,5{NNBSP}%", Fraction(7, 8), None),
        ("0,85", Fraction(17, 20), None),
        ("1 %", Fraction(1, 100), None),
        ("0,5%", Fraction(1, 200), None),
        (1.0, Fraction(1), "pourcentage-un"),
        (0.0, Fraction(0), None),
        (100.0, Fraction(1), None),
        (100.5, None, "pourcentage-hors-bornes"),
        ("120 %", None, "pourcentage-hors-bornes"),
        (-0.5, None, "pourcentage-hors-bornes"),
        ("%", None, "pourcentage-illisible"),
        ("beaucoup", None, "pourcentage-illisible"),
    ],
)
def test_percents(typed: object, percent: Fraction | None, defect: str | None) -> None:
    lu = parse.parse_percentage(typed)
    assert (lu.valeur, lu.defaut.code if lu.defaut else None) == (percent, defect)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        *[
            (typed, True)
            for typed in (
                "oui",
                "OUI",
                " Oui ",
                "Oui.",
                "o",
                "y",
                "x",
                "X",
                "vrai",
                "true",
                "1",
                1.0,
                True,
                "✓",
            )
        ],
        *[(typed, False) for typed in ("non", "Non.", "N", "faux", "false", "0", 0.0, False)],
        ("peut-être", None),
        (2.0, None),
        ("", None),
    ],
)
def test_yes_or_no(typed: object, answer: bool | None) -> None:
    lu = parse.parse_yes_no(typed)
    assert lu.valeur is answer
    assert bool(lu.defaut) == (answer is None and typed != "")


STATUTS = ("présent", "représenté", "suppléé", "excusé", "absent")


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("présent", "présent"),
        ("PRESENT", "présent"),
        ("présente", "présent"),
        ("Présentes", "présent"),
        ("présent(e)", "présent"),
        ("présent·e·s", "présent"),
        ("présent/e", "présent"),
        ("excusé(e)s", "excusé"),
        ("excusé(es)", "excusé"),
        ("pre\u0301sent", "présent"),
        ("Excusés", "excusé"),
        ("excusées", "excusé"),
        ("suppléée", "suppléé"),
        ("Absent.", "absent"),
        ("P", "présent"),
        ("presant", None),
        ("retraité", None),
    ],
)
def test_choices(typed: str, choice: str | None) -> None:
    assert parse.parse_choice(typed, STATUTS, {"P": "présent"}).valeur == choice


def test_a_wrong_choice_comes_with_the_list_and_the_closest() -> None:
    lu = parse.parse_choice("presant", STATUTS)
    assert lu.defaut is not None
    assert (lu.defaut.code, lu.faits["proche"]) == ("choix-proche", "présent")
    assert lu.faits["choix"] == ", ".join(STATUTS)


@pytest.mark.parametrize(
    ("typed", "choices", "choice"),
    [
        # an abbreviated entry that Excel took for a number
        (4.0, ("Très satisfait",), "Très satisfait"),
        ("4", ("Très satisfait",), "Très satisfait"),
        (">=", ("≥", "≤"), "≥"),
        ("Non admise", ("admise", "non admise"), "non admise"),
        ("Admis", ("admise", "non admise"), "admise"),
        ("non admis", ("admise", "non admise"), "non admise"),
        ("réalisé", ("réalisée", "retenue", "non retenue"), "réalisée"),
        # a number that an export wrote with its decimals
        ("4,0", ("Très satisfait",), "Très satisfait"),
        ("8.0", tuple("0123456789"), "8"),
        ("1.5", ("1", "15"), None),
        ("S.O.", ("SO", "oui"), "SO"),
        ("s/o", ("SO", "oui"), "SO"),
    ],
)
def test_choices_of_other_lists(
    typed: object, choices: tuple[str, ...], choice: str | None
) -> None:
    assert (
        parse.parse_choice(
            typed, choices, {"4": choices[0]} if "satisfait" in choices[0] else {}
        ).valeur
        == choice
    )


def test_a_note_that_excel_took_for_a_date_says_so() -> None:
    lu = parse.parse_choice(dt.date(2026, 5, 4), ("4/5", "5/5"))
    assert lu.defaut is not None
    assert lu.defaut.code == "choix-devenu-date"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (30000.0, "30000"),
        (2026.0, "2026"),
        (0.0, "0"),
        (12.5, "12,5"),
        ("NA", "NA"),
        ("0466123456", "0466123456"),
        (True, "VRAI"),
        (D, "12/03/2026"),
        (dt.time(14, 30), "14:30"),
        (f"{NBSP} Nîmes\u200b ", "Nîmes"),
        ("Ni\u0302mes", "Nîmes"),
        ("ligne 1_x000D_\nligne 2", "ligne 1\nligne 2"),
        ("ligne 1\r\nligne 2", "ligne 1\nligne 2"),
        ("a\x07\x0cb", "ab"),
        ("=1+1", "=1+1"),
        ("👨\u200d👩\u200d👧 & <b> {{", "👨\u200d👩\u200d👧 & <b> {{"),
        ("  ", None),
    ],
)
def test_texts(typed: object, text: str | None) -> None:
    assert parse.parse_text(typed).valeur == text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("idem", "renvoi"),
        ("Id.", "renvoi"),
        ('"', "renvoi"),
        ("〃", "renvoi"),
        ("Idem pour Alès", ""),
        ("»", "renvoi"),
    ],
)
def test_a_ditto_mark_is_no_value(typed: str, code: str) -> None:
    lu = parse.parse_text(typed)
    assert (lu.valeur, lu.defaut.code if lu.defaut else "") == (typed, code)


def test_a_text_as_long_as_a_cell_can_hold_is_read_whole() -> None:
    assert parse.parse_text("x" * 32_767) == parse.Parsed("x" * 32_767)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Réclamations", "RECLAMATIONS"),
        ("Modalités d'appui", "modalites  d’appui"),
        ("compte-rendu", "compte rendu"),
        ("N°", "nº"),
        ("N°", "№"),
        ("œuvre", "OEUVRE"),
        ("A\u200bB", "ab"),
        ("e\u0301tat", "état"),
        ("Ordre\ndu jour", "ordre du jour"),
    ],
)
def test_folding(one: str, other: str) -> None:
    assert parse.fold_text(one) == parse.fold_text(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1-1", "11"), ("≥", "≤"), ("≠", "="), ("Q1", "Q11")]
)
def test_folding_keeps_apart(one: str, other: str) -> None:
    assert parse.fold_text(one) != parse.fold_text(other)


@pytest.mark.parametrize(
    ("name", "close"),
    [("Reclamation", "Réclamations"), ("Reponse", "Réponses"), ("Feuil1", None)],
)
def test_closest_name(name: str, close: str | None) -> None:
    assert parse.find_closest(name, ["Réclamations", "Réponses", "Réunions"]) == close


@given(
    st.one_of(
        st.text(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.times(),
        st.timedeltas(),
        st.none(),
        st.integers(),
    )
)
def test_nothing_that_a_cell_may_hold_makes_a_reader_fail(value: object) -> None:
    for read in (
        parse.parse_text,
        parse.parse_date,
        parse.parse_hour,
        parse.parse_number,
        parse.parse_integer,
        parse.parse_percentage,
    ):
        lu = read(value)
        if lu.defaut is not None and lu.valeur is None:
            assert lu.defaut.gravite == 2
    parse.parse_yes_no(value)
    parse.parse_reunion(value)
    parse.parse_choice(value, ("présent", "absent"))


def test_numbers_are_exact() -> None:
    assert parse.parse_number(0.85).valeur == Decimal("0.85")


MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@pytest.mark.parametrize(("number", "name"), list(enumerate(MOIS, 1)))
def test_each_month_by_its_name(number: int, name: str) -> None:
    for typed in (name, name.upper(), name.capitalize(), parse.fold_text(name)):
        assert parse.parse_date(f"12 {typed} 2026").valeur == dt.date(2026, number, 12)


@given(st.text())
def test_a_text_without_anything_invisible_is_cleaned_the_same(text: str) -> None:
    """The short way that ordinary texts take gives what the long one gives, which an invisible
    character forces.
    """
    assert parse.clean_text(text) == parse.clean_text(f"{text}\u200b")


at = dt.datetime.combine


@pytest.mark.parametrize(
    ("cellule", "attendu"),
    [
        ("10 juin 2027 à 14 h 30", at(dt.date(2027, 6, 10), dt.time(14, 30))),
        ("jeudi 10 juin 2027, 14h", at(dt.date(2027, 6, 10), dt.time(14))),
        ("10/06/2027 14:30", at(dt.date(2027, 6, 10), dt.time(14, 30))),
        ("2027-06-10T14:30", at(dt.date(2027, 6, 10), dt.time(14, 30))),
        (at(dt.date(2027, 6, 10), dt.time(14, 30)), at(dt.date(2027, 6, 10), dt.time(14, 30))),
        (at(dt.date(2027, 6, 10), dt.time()), dt.date(2027, 6, 10)),
        (dt.date(2027, 6, 10), dt.date(2027, 6, 10)),
        ("10/06/2027", dt.date(2027, 6, 10)),
        ("10 juin 2027 à 25 h", dt.date(2027, 6, 10)),
        ("juin 2027, date à fixer", "juin 2027, date à fixer"),
        ("2027-1", "2027-1"),
        (None, None),
    ],
)
def test_the_hour_typed_after_a_date_is_kept_where_it_is_printed(
    cellule: object, attendu: object
) -> None:
    read = parse.keep_hour(parse.parse_reunion(cellule), cellule).valeur
    assert (type(read), read) == (type(attendu), attendu)
