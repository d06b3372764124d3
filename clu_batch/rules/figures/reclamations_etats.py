"""Tell where each complaint stands at the cut-off of a meeting
(docs/rules/complaints.md#states).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from clu_batch.kernel.frames import CheckedSheet
from clu_batch.records.parametres import Unite
from clu_batch.records.reclamations import Nature, Qualification
from clu_batch.rules.delais import PLUS_LONG
from clu_batch.rules.figures.canaux import select_electroniques
from clu_batch.rules.figures.groups import name_groups
from clu_batch.rules.jours import Calendrier, Dates
from clu_batch.rules.model import EtatDAccuse, EtatDeReclamation, Parametres, Registre

AXES: Mapping[str, str] = {
    "canal": "Canal",
    "service": "Service",
    "site": "Site",
    "motif": "Motif",
}
"""The free lists that complaints are broken down by: field -> the column that holds its groups,
named as the header.
"""
SUIVIS = [etat for etat in EtatDeReclamation if etat is not EtatDeReclamation.HORS_PERIMETRE]
"""The states of the réclamations whose delays are measured: within the scope of the committee."""
DATES_EN_ORDRE = (
    ("recue_le", "repondue_le"),
    ("recue_le", "accusee_le"),
    ("recue_le", "suspendue_du"),
    ("suspendue_du", "suspendue_au"),
)
"""The dates of which the second may not come before the first (docs/rules/complaints.md#errors)."""
_NATURES = pd.CategoricalDtype(list(Nature))
_ETATS = pd.CategoricalDtype(list(EtatDeReclamation))
_ETATS_D_ACCUSE = pd.CategoricalDtype(list(EtatDAccuse))


# -- the register, whatever the meeting ------------------------------------------------------------


def prepare(registre: Registre) -> pd.DataFrame:
    """Return the register (complaints, suggestions and thanks) with what no meeting changes.

    Added to the fields of the sheet: the groups of `AXES`, `ecartee` (two of its dates contradict
    each other: the row is left out), `accordes` (the days allowed, <NA>
    without délai) and `ar_echeance` (when the acknowledgement is due, NaT when it is not measured).
    The rows are numbered from 0: a plain number is quicker to carry than the label of a sheet.
    """
    parametres = registre.parametres
    rows = registre.reclamations.frame.reset_index(drop=True)
    groups = {axe: name_groups(rows[field]) for field, axe in AXES.items()}
    # an empty Nature is a réclamation (docs/rules/complaints.md#volumes)
    nature = rows["nature"].fillna(str(Nature.RECLAMATION))
    prepared = rows.assign(
        nature=nature.astype(_NATURES),
        accordes=_allow_days(rows["delai_particulier"], parametres),
        ar_echeance=_find_ar_echeances(rows, parametres, registre.calendrier),
        ecartee=_find_contradictory(rows),
        **groups,
    )
    return (
        prepared.copy()
    )  # columns of one dtype side by side: rows are selected three times faster


def _find_contradictory(rows: pd.DataFrame) -> pd.Series:
    """Which rows have dates that contradict each other; a missing date contradicts nothing."""
    wrong = is_without_start(rows)
    for earlier, later in DATES_EN_ORDRE:
        wrong = wrong | (rows[later] < rows[earlier])
    return wrong


def count_kept(register: CheckedSheet) -> CheckedSheet:
    """Return the register where the rows said to be kept are those that count: one whose dates
    contradict each other is left out (docs/rules/complaints.md#errors).
    """
    counted = register.leave_out(_find_contradictory(register.frame))
    return replace(register, origins=counted.origins)


def is_without_start(rows: pd.DataFrame) -> pd.Series:
    """Return which rows say when a suspension ends, and not when it starts."""
    return rows["suspendue_du"].isna() & rows["suspendue_au"].notna()


def is_delai(jours: pd.Series) -> pd.Series:
    """Return which own délais are one: a whole number of days, 1 or more
    (docs/rules/sheets.md#reclamations).
    """
    return jours.between(1, PLUS_LONG).fillna(False)


def _allow_days(own: pd.Series, parametres: Parametres) -> pd.Series:
    """The days that each complaint allows for the reply: its own délai, else that of all."""
    accordes = own.where(is_delai(own))
    if parametres.delai_reponse is None:
        return accordes
    return accordes.fillna(parametres.delai_reponse)


def _find_ar_echeances(
    rows: pd.DataFrame, parametres: Parametres, calendrier: Calendrier
) -> pd.Series:
    """When each acknowledgement is due: calendar days from the reception, no suspension (Services
    Publics +).
    """
    electronic = select_electroniques(rows["canal"], parametres)
    due = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    voies = (
        (electronic, parametres.delai_ar_electronique),
        (~electronic, parametres.delai_ar_papier),
    )
    for voie, delai in voies:
        if delai is not None:
            received = to_days(rows.loc[voie, "recue_le"])
            due[voie] = calendrier.compute_echeances(received, delai, Unite.CALENDAIRES)
    return due


def to_days(dates: pd.Series) -> Dates:
    """Return dates as the calendar takes them."""
    return dates.to_numpy("datetime64[D]")


# -- the register at a cut-off ---------------------------------------------------------------------


def situate(rows: pd.DataFrame, registre: Registre, a: dt.date) -> pd.DataFrame:
    """Return the rows of a prepared register that are known at A, with what is known of them.

    What is dated after A does not exist yet. Added: `delai` (counted days at the reply, <NA>
    without), `echeance` (NaT when there is none), `etat` and `ar_etat`, categories of
    EtatDeReclamation and EtatDAccuse; a suggestion or a thank has no `etat`.
    """
    parametres = registre.parametres
    cut = pd.Timestamp(a)
    known = rows[~rows["ecartee"] & (rows["recue_le"] <= cut)]
    replied = known["repondue_le"].where(known["repondue_le"] <= cut)
    accused = known["accusee_le"].where(known["accusee_le"] <= cut)
    if parametres.delai_ar_electronique is None and parametres.delai_ar_papier is None:
        accused[:] = pd.NaT  # no délai, nothing to follow
    # a suspension that starts on or after the reply has no effect
    useless = known["suspendue_du"] >= replied
    known = known.assign(
        repondue_le=replied,
        accusee_le=accused,
        suspendue_du=known["suspendue_du"].mask(useless),
        suspendue_au=known["suspendue_au"].mask(useless),
    )
    known = _count_days(known, parametres.unite_reponse, registre.calendrier)
    known = known.assign(etat=_judge_reponses(known, cut), ar_etat=_judge_accuses(known, cut))
    return known.copy()  # as above


def _count_days(known: pd.DataFrame, unite: Unite, calendrier: Calendrier) -> pd.DataFrame:
    """Add `delai` and `echeance` (docs/rules/complaints.md#counted-days)."""
    received, replied = to_days(known["recue_le"]), to_days(known["repondue_le"])
    start, end = to_days(known["suspendue_du"]), to_days(known["suspendue_au"])
    allowed = known["accordes"].fillna(0).to_numpy("int64")
    due = calendrier.compute_echeances(received, allowed, unite, start, end)
    counted = calendrier.count_jours(received, replied, unite, start, end)
    delai = pd.Series(counted, index=known.index, dtype="Int64")
    echeance = pd.Series(due, index=known.index)
    return known.assign(
        delai=delai.where(known["repondue_le"].notna()),
        echeance=echeance.where(known["accordes"].notna()),
    )


def _judge_reponses(known: pd.DataFrame, cut: pd.Timestamp) -> pd.Series:
    """The state of each réclamation: the first line below that applies.

    An empty date compares as false: what has no due date is never late.
    """
    replied, due = known["repondue_le"], known["echeance"]
    states = {
        EtatDeReclamation.HORS_PERIMETRE: known["qualification"]
        == Qualification.HORS_PERIMETRE,
        EtatDeReclamation.SANS_DELAI: known["accordes"].isna(),
        EtatDeReclamation.HORS_DELAI: replied > due,
        EtatDeReclamation.DANS_LE_DELAI: replied.notna(),
        EtatDeReclamation.DEPASSE: due < cut,
    }
    found = np.select(list(states.values()), list(states), EtatDeReclamation.EN_COURS)
    etat = pd.Series(found, index=known.index, dtype=_ETATS)
    return etat.where(known["nature"] == Nature.RECLAMATION)


def _judge_accuses(known: pd.DataFrame, cut: pd.Timestamp) -> pd.Series:
    """The state of each acknowledgement: the first line below that applies; a reply acknowledges
    too.
    """
    done = known[["accusee_le", "repondue_le"]].min(axis="columns")
    due = known["ar_echeance"]
    states = {
        EtatDAccuse.NON_SUIVI: due.isna(),
        EtatDAccuse.HORS_DELAI: done > due,
        EtatDAccuse.DANS_LE_DELAI: done.notna(),
        EtatDAccuse.DEPASSE: due < cut,
    }
    found = np.select(list(states.values()), list(states), EtatDAccuse.EN_COURS)
    return pd.Series(found, index=known.index, dtype=_ETATS_D_ACCUSE)


def select_open(known: pd.DataFrame) -> pd.Series:
    """Return when the réclamations without reply at A were received, whatever the period."""
    waiting = known["etat"].isin(SUIVIS) & known["repondue_le"].isna()
    return known.loc[waiting, "recue_le"]
