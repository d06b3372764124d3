"""What is wrong or deserves a look in the register of complaints, each at its cell
(docs/rules/complaints.md#to-be-looked-at).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from clu_batch.kernel import french
from clu_batch.kernel.problems import Defaut, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import counted_rows
from clu_batch.parse import proche
from clu_batch.rules.figures import canaux
from clu_batch.rules.figures.long_columns import Masque, effectifs, futures, groupes, jour
from clu_batch.rules.figures.reclamations_etats import (
    SANS_DELAI,
    Contradictions,
    Lues,
    Situation,
    delai_particulier,
)
from clu_batch.rules.figures.suivi import anterieures
from clu_batch.rules.model import Registre, Seance

RECUE, ACCUSE, REPONSE = "Reçue le", "Accusé de réception le", "Réponse envoyée le"
DU, AU = "Délai suspendu du", "Délai suspendu au"
DELAI_MAXIMAL = 365
_LISTES = ("Canal", "Service", "Site", "Motif")
_VALEURS_D_UNE_LISTE = 100
"""Beyond so many values a column holds free text: each is seen once, and comparing all of them two
by two would take minutes.
"""


def controler(registre: Registre, seance: Seance, situation: Situation) -> list[Problem]:
    """Everything to correct or to look at in the register, for a meeting at its cut-off."""
    table, lues = registre.reclamations, situation.lues
    depuis = registre.parametres.reclamations_depuis
    return [
        *futures(
            table, {RECUE: lues.recues, ACCUSE: lues.accusees, REPONSE: lues.repondues}, seance.j
        ),
        *anterieures(table, RECUE, lues.recues, depuis, "Réclamations suivies depuis le"),
        *_erreurs(table, lues.contradictions),
        *_delais(table, lues),
        *_suspensions(table, seance.j, situation),
        *_reponses_chomees(registre, lues, seance.j),
        *_sans_reponse(table, lues),
        *_canaux_et_isolees(registre, lues),
    ]


def _erreurs(table: Table, wrong: Contradictions) -> Iterator[Problem]:
    """The dates that contradict each other: their rows are left out."""
    yield from _dates(
        table, wrong.reponse_avant, counted_rows.REPONSE_AVANT_RECEPTION, REPONSE, reception=RECUE
    )
    yield from _dates(
        table, wrong.accuse_avant, counted_rows.AR_AVANT_RECEPTION, ACCUSE, reception=RECUE
    )
    yield from _dates(
        table, wrong.suspension_avant, counted_rows.SUSPENSION_AVANT_RECEPTION, DU, reception=RECUE
    )
    yield from _dates(
        table, wrong.suspension_a_l_envers, counted_rows.SUSPENSION_A_L_ENVERS, AU, debut=DU
    )
    yield from _dates(table, wrong.suspension_sans_debut, counted_rows.SUSPENSION_SANS_DEBUT, AU)


def _dates(
    table: Table, rows: Masque, defaut: Defaut, header: str, **autres: str
) -> Iterator[Problem]:
    """One problem per row, at the cell of `header`, which gives `date`; `autres`: facts given by
    the dates of other columns.
    """
    for row in np.flatnonzero(rows).tolist():
        facts = {name: _date(table, other, row) for name, other in autres.items()}
        yield defaut.at(table.place(row, header), header, date=_date(table, header, row), **facts)


def _date(table: Table, header: str, row: int) -> str:
    value = table.columns[header][row]
    return french.date_courte(value) if isinstance(value, dt.date) else ""


def _delais(table: Table, lues: Lues) -> Iterator[Problem]:
    for row, delai in enumerate(table.columns["Délai particulier"]):
        if isinstance(delai, int) and not 1 <= delai <= DELAI_MAXIMAL:
            place, header = table.place(row, "Délai particulier"), "Délai particulier"
            if not delai_particulier(delai):
                yield counted_rows.DELAI_FAUX.at(place, header, delai)
            else:
                yield counted_rows.DELAI_LONG.at(place, header, jours=french.pluriel(delai, "jour"))
    ecoules = (lues.repondues - lues.recues).astype(np.int64)
    long = ~np.isnat(lues.repondues) & (ecoules > DELAI_MAXIMAL)
    for row in np.flatnonzero(long).tolist():
        yield counted_rows.DELAI_LONG.at(
            table.place(row, REPONSE), REPONSE, jours=french.pluriel(int(ecoules[row]), "jour")
        )


def _suspensions(table: Table, j: dt.date, situation: Situation) -> Iterator[Problem]:
    lues, kept = situation.lues, ~situation.lues.ecartees
    apres = kept & (lues.suspendues_du >= lues.repondues)
    endless = (
        situation.suivies
        & ~situation.sans_reponse
        & np.isnat(situation.echeances)
        & ~situation.est(SANS_DELAI)
    )
    yield from _dates(table, apres, counted_rows.SUSPENSION_APRES_REPONSE, DU, reponse=REPONSE)
    for row in np.flatnonzero(endless).tolist():
        yield counted_rows.SUSPENSION_SANS_FIN.at(
            table.place(row, AU), AU, date=_date(table, REPONSE, row)
        )
    for row in np.flatnonzero(kept & (lues.suspendues_du > jour(j))).tolist():
        yield counted_rows.SUSPENSION_FUTURE.at(
            table.place(row, DU), DU, date=_date(table, DU, row), jour=french.date_courte(j)
        )


def _reponses_chomees(registre: Registre, lues: Lues, j: dt.date) -> Iterator[Problem]:
    """Replies sent on no office day; those after the day of the run have their own line."""
    table, calendrier = registre.reclamations, registre.calendrier
    rows = np.flatnonzero((lues.repondues <= jour(j)) & ~lues.ecartees)
    chomes = [
        d for d in np.unique(lues.repondues[rows]).tolist() if not calendrier.est_de_bureau(d)
    ]
    for row in rows[
        np.isin(lues.repondues[rows], np.array(chomes, dtype="datetime64[D]"))
    ].tolist():
        raison = calendrier.raison(lues.repondues[row].item())
        yield counted_rows.REPONSE_JOUR_CHOME.at(
            table.place(row, REPONSE), REPONSE, date=_date(table, REPONSE, row), raison=raison
        )


def _sans_reponse(table: Table, lues: Lues) -> Iterator[Problem]:
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
                yield counted_rows.SANS_REPONSE.at(table.place(row, header), header)


def _canaux_et_isolees(registre: Registre, lues: Lues) -> list[Problem]:
    """The unknown canals, then the isolated values.

    A canal for which another one is proposed is told once.
    """
    table, rows = registre.reclamations, lues.canaux.inconnu & lues.reclamation
    unknown = list(canaux.controler(table, rows, registre.parametres))
    proposed = {problem.place for problem in unknown if problem.attendu.endswith("?")}
    return [*unknown, *(problem for problem in _isolees(table) if problem.place not in proposed)]


def _isolees(table: Table) -> Iterator[Problem]:
    """A value of a free list seen once and close to another: the same one, typed otherwise? Case
    and accents make no other value.
    """
    for header in _LISTES:
        cut = groupes(table.columns[header])
        names = [str(nom) for nom in cut.noms]
        if len(names) - 1 > _VALEURS_D_UNE_LISTE:  # the first one is that of the empty cells
            continue
        for code, n in enumerate(effectifs(cut.de, len(names))):
            close = (
                proche(names[code], [nom for k, nom in enumerate(names) if k not in {0, code}])
                if n == 1 and code
                else None
            )
            if close:
                row = int(np.flatnonzero(cut.de == code)[0])
                yield counted_rows.VALEUR_ISOLEE.at(
                    table.place(row, header), header, names[code], proche=close
                )
