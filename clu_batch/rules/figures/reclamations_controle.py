"""Report what is wrong or deserves a look in the register of complaints, each at its cell
(docs/rules/complaints.md#to-be-looked-at).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem, ProblemKind
from clu_batch.kernel.tables import Table
from clu_batch.messages import counted_rows
from clu_batch.parse import find_closest
from clu_batch.rules.figures import canaux
from clu_batch.rules.figures.long_columns import (
    Masque,
    check_future_dates,
    count_codes,
    encode_date,
    group_values,
)
from clu_batch.rules.figures.reclamations_etats import (
    SANS_DELAI,
    Contradictions,
    ReclamationsLues,
    Situation,
    read_delai_particulier,
)
from clu_batch.rules.figures.suivi import check_early_dates
from clu_batch.rules.model import Registre, Seance

RECUE, ACCUSE, REPONSE = "Reçue le", "Accusé de réception le", "Réponse envoyée le"
DU, AU = "Délai suspendu du", "Délai suspendu au"
PARTICULIER = "Délai particulier"
DELAI_MAXIMAL = 365
_LISTES = ("Canal", "Service", "Site", "Motif")
_VALEURS_D_UNE_LISTE = 100
"""Beyond so many values a column holds free text: each is seen once, and comparing all of them two
by two would take minutes.
"""


def check_reclamations(registre: Registre, seance: Seance, situation: Situation) -> list[Problem]:
    """Report everything to correct or to look at in the register, for a meeting at its cut-off."""
    table, lues = registre.reclamations, situation.lues
    depuis = registre.parametres.reclamations_depuis
    return [
        *check_future_dates(
            table, {RECUE: lues.recues, ACCUSE: lues.accusees, REPONSE: lues.repondues}, seance.j
        ),
        *check_early_dates(table, RECUE, lues.recues, depuis, "Réclamations suivies depuis le"),
        *_check_contradictions(table, lues.contradictions),
        *_check_delais(table, lues),
        *_check_suspensions(table, seance.j, situation),
        *_check_reponses_chomees(registre, lues, seance.j),
        *_check_sans_reponse(table, lues),
        *_check_lists(registre, lues),
    ]


def _check_contradictions(table: Table, wrong: Contradictions) -> Iterator[Problem]:
    """The dates that contradict each other: their rows are left out."""
    yield from _report_dates(
        table, wrong.reponse_avant, counted_rows.REPONSE_AVANT_RECEPTION, REPONSE, reception=RECUE
    )
    yield from _report_dates(
        table, wrong.accuse_avant, counted_rows.AR_AVANT_RECEPTION, ACCUSE, reception=RECUE
    )
    yield from _report_dates(
        table, wrong.suspension_avant, counted_rows.SUSPENSION_AVANT_RECEPTION, DU, reception=RECUE
    )
    yield from _report_dates(
        table, wrong.suspension_a_l_envers, counted_rows.SUSPENSION_A_L_ENVERS, AU, debut=DU
    )
    yield from _report_dates(
        table, wrong.suspension_sans_debut, counted_rows.SUSPENSION_SANS_DEBUT, AU
    )


def _report_dates(
    table: Table, rows: Masque, defaut: ProblemKind, header: str, **autres: str
) -> Iterator[Problem]:
    """One problem per row, at the cell of `header`, which gives `date`; `autres`: facts given by
    the dates of other columns.
    """
    for row in np.flatnonzero(rows).tolist():
        facts = {name: _format_date(table, other, row) for name, other in autres.items()}
        yield table.report_cell(defaut, row, header, date=_format_date(table, header, row), **facts)


def _format_date(table: Table, header: str, row: int) -> str:
    value = table.columns[header][row]
    return french.format_short_date(value) if isinstance(value, dt.date) else ""


def _check_delais(table: Table, lues: ReclamationsLues) -> Iterator[Problem]:
    for row, delai in enumerate(table.columns[PARTICULIER]):
        if isinstance(delai, int) and not 1 <= delai <= DELAI_MAXIMAL:
            if not read_delai_particulier(delai):
                yield table.report_cell(counted_rows.DELAI_FAUX, row, PARTICULIER, delai)
            else:
                jours = french.format_count(delai, "jour")
                yield table.report_cell(counted_rows.DELAI_LONG, row, PARTICULIER, jours=jours)
    ecoules = (lues.repondues - lues.recues).astype(np.int64)
    long = ~np.isnat(lues.repondues) & (ecoules > DELAI_MAXIMAL)
    for row in np.flatnonzero(long).tolist():
        yield table.report_cell(
            counted_rows.DELAI_LONG,
            row,
            REPONSE,
            jours=french.format_count(int(ecoules[row]), "jour"),
        )


def _check_suspensions(table: Table, j: dt.date, situation: Situation) -> Iterator[Problem]:
    lues, kept = situation.lues, ~situation.lues.ecartees
    apres = kept & (lues.suspendues_du >= lues.repondues)
    endless = (
        situation.suivies
        & ~situation.sans_reponse
        & np.isnat(situation.echeances)
        & ~situation.select_etat(SANS_DELAI)
    )
    yield from _report_dates(
        table, apres, counted_rows.SUSPENSION_APRES_REPONSE, DU, reponse=REPONSE
    )
    for row in np.flatnonzero(endless).tolist():
        yield table.report_cell(
            counted_rows.SUSPENSION_SANS_FIN, row, AU, date=_format_date(table, REPONSE, row)
        )
    for row in np.flatnonzero(kept & (lues.suspendues_du > encode_date(j))).tolist():
        yield table.report_cell(
            counted_rows.SUSPENSION_FUTURE,
            row,
            DU,
            date=_format_date(table, DU, row),
            jour=french.format_short_date(j),
        )


def _check_reponses_chomees(
    registre: Registre, lues: ReclamationsLues, j: dt.date
) -> Iterator[Problem]:
    """Replies sent on no office day; those after the day of the run have their own line."""
    table, calendrier = registre.reclamations, registre.calendrier
    rows = np.flatnonzero((lues.repondues <= encode_date(j)) & ~lues.ecartees)
    chomes = [
        d for d in np.unique(lues.repondues[rows]).tolist() if not calendrier.is_jour_de_bureau(d)
    ]
    for row in rows[
        np.isin(lues.repondues[rows], np.array(chomes, dtype="datetime64[D]"))
    ].tolist():
        raison = calendrier.describe_jour(lues.repondues[row].item())
        yield table.report_cell(
            counted_rows.REPONSE_JOUR_CHOME,
            row,
            REPONSE,
            date=_format_date(table, REPONSE, row),
            raison=raison,
        )


def _check_sans_reponse(table: Table, lues: ReclamationsLues) -> Iterator[Problem]:
    """What comes with a reply, on a réclamation that has none; one out of the scope may be closed
    without.
    """
    rows = np.flatnonzero(
        lues.reclamation & ~lues.hors_perimetre & ~lues.ecartees & np.isnat(lues.repondues)
    )
    for header in ("Suite donnée", "Qualification"):
        column = table.columns[header]
        for row in rows.tolist():
            if column[row] is not None:
                yield table.report_cell(counted_rows.SANS_REPONSE, row, header)


def _check_lists(registre: Registre, lues: ReclamationsLues) -> list[Problem]:
    """The unknown canals, then the isolated values.

    A canal for which another one is proposed is told once.
    """
    table, rows = registre.reclamations, lues.canaux.inconnu & lues.reclamation
    unknown = list(canaux.check_canaux(table, rows, registre.parametres))
    proposed = {problem.place for problem in unknown if problem.attendu.endswith("?")}
    return [
        *unknown,
        *(problem for problem in _check_isolated(table) if problem.place not in proposed),
    ]


def _check_isolated(table: Table) -> Iterator[Problem]:
    """A value of a free list seen once and close to another: the same one, typed otherwise? Case
    and accents make no other value.
    """
    for header in _LISTES:
        cut = group_values(table.columns[header])
        names = [str(nom) for nom in cut.noms]
        if len(names) - 1 > _VALEURS_D_UNE_LISTE:  # the first one is that of the empty cells
            continue
        for code, n in enumerate(count_codes(cut.de, len(names))):
            close = (
                find_closest(
                    names[code], [nom for k, nom in enumerate(names) if k not in {0, code}]
                )
                if n == 1 and code
                else None
            )
            if close:
                row = int(np.flatnonzero(cut.de == code)[0])
                yield table.report_cell(
                    counted_rows.VALEUR_ISOLEE, row, header, names[code], proche=close
                )
