"""Report what is wrong or deserves a look in the register of complaints, each at its cell
(docs/rules/complaints.md#to-be-looked-at).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd

from clu_batch.kernel import french
from clu_batch.kernel.frames import CheckedSheet, Label
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.messages import counted_rows
from clu_batch.records.reclamations import Nature, Qualification
from clu_batch.rules.figures import canaux
from clu_batch.rules.figures.close_values import check_close_values
from clu_batch.rules.figures.dated_rows import check_early_dates, check_future_dates
from clu_batch.rules.figures.reclamations_etats import (
    AXES,
    DATES_EN_ORDRE,
    SUIVIS,
    is_delai,
    is_without_start,
)
from clu_batch.rules.model import Registre, Seance

DELAI_MAXIMAL = 365
_DATES = ["recue_le", "accusee_le", "repondue_le"]
"""The facts that may not be dated after the day of the run."""


def check_reclamations(
    registre: Registre, seance: Seance, rows: pd.DataFrame, known: pd.DataFrame
) -> list[Problem]:
    """Report everything to correct or to look at in the register, for a meeting at its cut-off.

    `rows`: the prepared register. `known`: what is known of it at the cut-off.
    """
    table, parametres = registre.reclamations, registre.parametres
    depuis, reglage = parametres.reclamations_depuis, "Réclamations suivies depuis le"
    labels = table.frame.index
    rows, known = rows.set_axis(labels), known.set_axis(labels[known.index])
    kept = rows[~rows["ecartee"]]
    return [
        *check_future_dates(table, rows[_DATES], seance.j),
        *check_early_dates(table, rows["recue_le"], depuis, reglage),
        *_check_contradictions(table, rows),
        *_check_delais(table, rows),
        *_check_suspensions(table, kept, known, seance.j),
        *_check_reponses_chomees(registre, kept, seance.j),
        *_check_sans_reponse(table, kept),
        *_check_lists(table, list(canaux.check_canaux(table, rows, parametres))),
    ]


_CONTRADICTIONS: Mapping[str, tuple[ProblemKind, str]] = {
    "repondue_le": (counted_rows.REPONSE_AVANT_RECEPTION, "reception"),
    "accusee_le": (counted_rows.AR_AVANT_RECEPTION, "reception"),
    "suspendue_du": (counted_rows.SUSPENSION_AVANT_RECEPTION, "reception"),
    "suspendue_au": (counted_rows.SUSPENSION_A_L_ENVERS, "debut"),
}
"""What is said of a date that comes before an earlier one, and what that one is called."""


def _check_contradictions(table: CheckedSheet, rows: pd.DataFrame) -> Iterator[Problem]:
    """The dates that contradict each other: their rows are left out."""
    wrong = rows[rows["ecartee"]]
    for earlier, later in DATES_EN_ORDRE:
        kind, name = _CONTRADICTIONS[later]
        before = wrong[wrong[later] < wrong[earlier]]
        yield from _report_dates(table, before, kind, later, {"date": later, name: earlier})
    alone = wrong[is_without_start(wrong)]
    kind = counted_rows.SUSPENSION_SANS_DEBUT
    yield from _report_dates(table, alone, kind, "suspendue_au", {"date": "suspendue_au"})


def _report_dates(
    table: CheckedSheet,
    rows: pd.DataFrame,
    kind: ProblemKind,
    field: str,
    told: Mapping[str, str],
    **facts: object,
) -> Iterator[Problem]:
    """One problem per row, at the cell of `field`; `told`: facts given by the dates of fields."""
    dates = rows[list(told.values())].itertuples(name=None) if len(rows) else ()
    for label, *days in dates:
        dits = dict(zip(told, days, strict=True))
        yield table.report(kind, label, field, **dits, **facts)


def _check_delais(table: CheckedSheet, rows: pd.DataFrame) -> Iterator[Problem]:
    """The own délais that are none, then the days, typed or elapsed, that are too many."""
    own = rows["delai_particulier"].dropna()
    doubtful = own[~is_delai(own) | (own > DELAI_MAXIMAL)]
    for (label, jours), usable in zip(doubtful.items(), is_delai(doubtful), strict=True):
        if usable:
            yield _report_long(table, label, "delai_particulier", int(jours))
        else:
            yield table.report(counted_rows.DELAI_FAUX, label, "delai_particulier", jours)
    elapsed = (rows["repondue_le"] - rows["recue_le"]).dt.days
    for label, jours in elapsed[elapsed > DELAI_MAXIMAL].items():
        yield _report_long(table, label, "repondue_le", int(jours))


def _report_long(table: CheckedSheet, label: Label, field: str, jours: int) -> Problem:
    dit = french.format_count(jours, "jour")
    return table.report(counted_rows.DELAI_LONG, label, field, jours=dit)


def _check_suspensions(
    table: CheckedSheet, kept: pd.DataFrame, known: pd.DataFrame, j: dt.date
) -> Iterator[Problem]:
    """The suspensions that change nothing, those that do not end though the reply left, those to
    come.
    """
    start, replied = kept["suspendue_du"], kept["repondue_le"]
    measured = known["etat"].isin(SUIVIS) & known["accordes"].notna() & known["delai"].notna()
    endless, future = known[measured & known["echeance"].isna()], kept[start > pd.Timestamp(j)]
    apres, sans_fin = counted_rows.SUSPENSION_APRES_REPONSE, counted_rows.SUSPENSION_SANS_FIN
    told = {"date": "suspendue_du"}
    reponse = {**told, "reponse": "repondue_le"}
    yield from _report_dates(table, kept[start >= replied], apres, "suspendue_du", reponse)
    yield from _report_dates(table, endless, sans_fin, "suspendue_au", {"date": "repondue_le"})
    a_venir = counted_rows.SUSPENSION_FUTURE
    yield from _report_dates(table, future, a_venir, "suspendue_du", told, jour=j)


def _check_reponses_chomees(
    registre: Registre, kept: pd.DataFrame, j: dt.date
) -> Iterator[Problem]:
    """Replies sent on no office day; those after the day of the run have their own line. What
    leaves by itself does not wait for the office: an information.
    """
    replied = kept.loc[kept["repondue_le"] <= pd.Timestamp(j), "repondue_le"]
    days = [day.date() for day in replied.unique()]
    calendrier = registre.calendrier
    closed = [pd.Timestamp(day) for day in days if not calendrier.is_jour_de_bureau(day)]
    sent = kept.loc[replied[replied.isin(closed)].index]
    electronic = canaux.select_electroniques(sent["canal"], registre.parametres)
    for label, alone in electronic.items():
        kind = counted_rows.REPONSE_JOUR_CHOME
        if alone:
            kind = counted_rows.REPONSE_ELECTRONIQUE_JOUR_CHOME
        yield registre.reclamations.report(kind, label, "repondue_le")


def _check_sans_reponse(table: CheckedSheet, kept: pd.DataFrame) -> Iterator[Problem]:
    """What comes with a reply, on a réclamation that has none; one out of the scope may be closed
    without.
    """
    complaints = kept["nature"] == Nature.RECLAMATION
    within = kept["qualification"] != Qualification.HORS_PERIMETRE
    waiting = kept[complaints & within & kept["repondue_le"].isna()]
    for field in ("suite", "qualification"):
        for label in waiting.index[waiting[field].notna()]:
            yield table.report(counted_rows.SANS_REPONSE, label, field)


def _check_lists(table: CheckedSheet, unknown: list[Problem]) -> Iterator[Problem]:
    """The unknown canals, then the values that look alike.

    A canal for which another one is proposed is told once.
    """
    yield from unknown
    proposed = {problem.place for problem in unknown if problem.attendu.endswith("?")}
    for field in AXES:
        for same in check_close_values([table], field):
            if not proposed.intersection(problem.place for problem in same):
                yield from same
