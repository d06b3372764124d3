"""Which rows are dated in a period, and which after the day of the run
(docs/rules/periods.md#period).
"""

from __future__ import annotations

import pandas as pd
import pytest

from clu_batch.kernel.frames import CheckedSheet
from clu_batch.records.reclamations import Reclamation
from clu_batch.rules.figures.dated_rows import (
    check_early_dates,
    check_future_dates,
    find_first_date,
    is_during,
)
from clu_batch.rules.model import Periode
from tests.support.meeting import simple
from tests.support.text_tables import date, frame

JANVIER = Periode(date("01/01/2026"), date("31/01/2026"))
J = date("31/05/2026")
EN_TETE = "N° | Reçue le | Réponse envoyée le\n"


def futures(de: CheckedSheet) -> list[tuple[str, str, str]]:
    found = check_future_dates(de, de.frame[["recue_le", "repondue_le"]], J)
    return [(p.place.sheet, p.place.cell, simple(p.trouve)) for p in found]


def test_both_ends_of_a_period_are_in_it_and_an_empty_date_is_in_none() -> None:
    dates = pd.Series(
        ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", None], dtype="datetime64[s]"
    )
    assert is_during(dates, JANVIER).tolist() == [False, True, True, False, False]
    assert find_first_date(dates) == date("31/12/2025")
    assert find_first_date(dates.tail(1)) is None


@pytest.mark.parametrize(("jour", "dites"), [("31/05/2026", 0), ("01/06/2026", 1)])
def test_a_fact_of_the_day_of_the_run_is_no_future(jour: str, dites: int) -> None:
    assert len(futures(frame(Reclamation.sheet, f"{EN_TETE}1 | {jour} |"))) == dites


def test_the_future_dates_of_a_sheet_are_told_once_at_the_first_of_them() -> None:
    passee = "1 | 01/05/2026 | 02/05/2026\n"
    seconde = EN_TETE + passee + "2 | 02/05/2026 | 01/06/2026\n3 | 02/06/2026 | 03/06/2026"
    (found,) = futures(frame(Reclamation.sheet, EN_TETE + passee, seconde))
    assert found[:2] == ("Réclamations 2", "C3")
    assert "3 dates" in found[2]


def test_the_rows_of_before_the_declared_day_are_told_once_per_sheet() -> None:
    avant = EN_TETE + "1 | 31/12/2025 |\n2 | 01/01/2026 |\n3 | 30/12/2025 |"
    de = frame(Reclamation.sheet, avant, EN_TETE + "4 | 01/01/2026 |")
    recues = de.frame["recue_le"]
    (problem,) = check_early_dates(
        de, recues, date("01/01/2026"), "Réclamations suivies depuis le"
    )
    assert (problem.code, problem.place.cell) == ("avant-le-suivi", "B2")
    assert "2 lignes datées" in simple(problem.trouve)
    assert check_early_dates(de, recues, None, "Réclamations suivies depuis le") == []
