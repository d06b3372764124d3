"""Read the register of complaints as arrays, and tell where each one stands at the cut-off of a
meeting (docs/rules/complaints.md#states).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clu_batch.parse import fold_stems, squeeze_text
from clu_batch.rules.delais import PLUS_LONG
from clu_batch.rules.figures.canaux import CANAL, Canaux, classify_canaux
from clu_batch.rules.figures.long_columns import Masque, encode_date, number_values, read_dates
from clu_batch.rules.jours import Dates, Nombres, Unite
from clu_batch.rules.model import Parametres, Registre

DANS_LE_DELAI, HORS_DELAI, EN_COURS = "répondue dans le délai", "répondue hors délai", "en cours"
DEPASSE, SANS_DELAI = "sans réponse, délai dépassé", "sans délai"
ETATS = (DANS_LE_DELAI, HORS_DELAI, EN_COURS, DEPASSE, SANS_DELAI)

AR_DANS, AR_HORS, AR_EN_COURS, AR_EN_RETARD, AR_NON_SUIVI = (
    "dans le délai",
    "hors délai",
    "en cours",
    "délai dépassé",
    "non suivi",
)
AR_ETATS = (AR_DANS, AR_HORS, AR_EN_COURS, AR_EN_RETARD, AR_NON_SUIVI)

_JAMAIS = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Contradictions:
    """The rows of each error of docs/rules/complaints.md#errors; a missing date contradicts
    nothing.
    """

    reponse_avant: Masque
    accuse_avant: Masque
    suspension_avant: Masque
    suspension_a_l_envers: Masque
    suspension_sans_debut: Masque

    @property
    def toutes(self) -> Masque:
        """The rows that have one of them."""
        dates_avant = self.reponse_avant | self.accuse_avant | self.suspension_avant
        return dates_avant | self.suspension_a_l_envers | self.suspension_sans_debut


@dataclass(frozen=True, slots=True)
class ReclamationsLues:
    """The register, one array element per row; it depends on no meeting.

    `particulier`: the own délai of a row, 0 without.
    """

    recues: Dates
    accusees: Dates
    repondues: Dates
    suspendues_du: Dates
    suspendues_au: Dates
    particulier: Nombres
    canaux: Canaux
    reclamation: Masque
    suggestion: Masque
    remerciement: Masque
    hors_perimetre: Masque
    fondee: Masque
    non_fondee: Masque
    contradictions: Contradictions

    @property
    def ecartees(self) -> Masque:
        """The rows left out because two of their dates contradict each other."""
        return self.contradictions.toutes


def select_equal(values: Sequence[object], *textes: str) -> Masque:
    """Return which cells hold one of these texts, but for case, accents, spaces and plural."""
    codes, uniques = number_values(values)
    wanted = {squeeze_text(fold_stems(texte)) for texte in textes}
    found = [squeeze_text(fold_stems(str(unique))) in wanted for unique in uniques]
    known = np.array([*found, False])  # the last one answers to code -1
    return known[codes]


def read_reclamations(registre: Registre) -> ReclamationsLues:
    """Return the whole register (complaints, suggestions and thanks), whatever the dates."""
    table = registre.reclamations
    nature, qualification = table.columns["Nature"], table.columns["Qualification"]
    suggestion, remerciement = (
        select_equal(nature, "suggestion"),
        select_equal(nature, "remerciement"),
    )
    delais = table.columns["Délai particulier"]
    recues, accusees, repondues = (
        read_dates(table, header)
        for header in ("Reçue le", "Accusé de réception le", "Réponse envoyée le")
    )
    du, au = read_dates(table, "Délai suspendu du"), read_dates(table, "Délai suspendu au")
    return ReclamationsLues(
        recues=recues,
        accusees=accusees,
        repondues=repondues,
        suspendues_du=du,
        suspendues_au=au,
        particulier=np.array([read_delai_particulier(d) for d in delais], dtype=np.int64),
        canaux=classify_canaux(table.columns[CANAL], registre.parametres),
        # an empty Nature is a réclamation (docs/rules/complaints.md#volumes)
        reclamation=~(suggestion | remerciement),
        suggestion=suggestion,
        remerciement=remerciement,
        hors_perimetre=select_equal(qualification, "hors périmètre"),
        fondee=select_equal(qualification, "fondée", "partiellement fondée"),
        non_fondee=select_equal(qualification, "non fondée"),
        contradictions=Contradictions(
            reponse_avant=repondues < recues,
            accuse_avant=accusees < recues,
            suspension_avant=du < recues,
            suspension_a_l_envers=au < du,
            suspension_sans_debut=np.isnat(du) & ~np.isnat(au),
        ),
    )


def read_delai_particulier(cellule: object) -> int:
    """Return the own délai of a complaint, 0 when it has none.

    It has none when its cell is empty, or holds a number that is no délai
    (docs/rules/sheets.md#reclamations: a whole number, 1 or more).
    """
    return cellule if isinstance(cellule, int) and 1 <= cellule <= PLUS_LONG else 0


@dataclass(frozen=True, slots=True)
class Situation:
    """Where each row of the register stands at A; what is dated after A does not exist yet.

    `etats` and `ar_etats` are indices in ETATS and AR_ETATS. `delais` holds the counted days at the
    reply, -1 without reply. `echeances` holds the due dates, NaT when there is none.
    """

    lues: ReclamationsLues
    a: dt.date
    connues: Masque
    repondues: Dates
    accusees: Dates
    echeances: Dates
    delais: Nombres
    etats: Nombres
    ar_echeances: Dates
    ar_etats: Nombres

    def select_etat(self, etat: str) -> Masque:
        """Return which rows are in one of the states of ETATS."""
        return np.asarray(self.etats == ETATS.index(etat))

    def select_ar_etat(self, etat: str) -> Masque:
        """Return which rows are in one of the states of AR_ETATS."""
        return np.asarray(self.ar_etats == AR_ETATS.index(etat))

    @property
    def sans_reponse(self) -> Masque:
        """The rows open at A."""
        return np.isnat(self.repondues)

    @property
    def suivies(self) -> Masque:
        """The réclamations whose delays are measured: known at A, within the scope of the
        committee.
        """
        return self.connues & self.lues.reclamation & ~self.lues.hors_perimetre


def build_situation(registre: Registre, lues: ReclamationsLues, a: dt.date) -> Situation:
    """Return the state of every row at A."""
    repondues, accusees = _keep_until(lues.repondues, a), _keep_until(lues.accusees, a)
    echeances, delais, sans_delai = _compute_reponse(registre, lues, repondues)
    ar_echeances = _compute_accuse(registre, lues)
    if (
        registre.parametres.delai_ar_electronique is None
        and registre.parametres.delai_ar_papier is None
    ):
        accusees = np.full_like(accusees, _JAMAIS)  # no délai, nothing to follow
    acquittees = np.fmin(accusees, repondues)  # a reply acknowledges too
    etats = np.where(sans_delai, ETATS.index(SANS_DELAI), _judge_issue(repondues, echeances, a))
    return Situation(
        lues=lues,
        a=a,
        connues=(lues.recues <= encode_date(a)) & ~lues.ecartees,
        repondues=repondues,
        accusees=accusees,
        echeances=echeances,
        delais=delais,
        etats=etats,
        ar_echeances=ar_echeances,
        ar_etats=np.where(
            np.isnat(ar_echeances),
            AR_ETATS.index(AR_NON_SUIVI),
            _judge_issue(acquittees, ar_echeances, a),
        ),
    )


def _keep_until(faits: Dates, a: dt.date) -> Dates:
    return np.where(faits <= encode_date(a), faits, _JAMAIS)


def _judge_issue(faits: Dates, echeances: Dates, a: dt.date) -> Nombres:
    """0 done in time (or without due date), 1 done late, 2 not done and not late, 3 not done and
    late: as ETATS and AR_ETATS begin.
    """
    done = ~np.isnat(faits)
    return np.where(
        done, np.where(faits > echeances, 1, 0), np.where(echeances < encode_date(a), 3, 2)
    ).astype(np.int64)


def find_reponse_unite(parametres: Parametres) -> Unite:
    """Return the unit of the délai de réponse."""
    return Unite(parametres.unite_reponse)


def _compute_reponse(
    registre: Registre, lues: ReclamationsLues, repondues: Dates
) -> tuple[Dates, Nombres, Masque]:
    """Due dates, counted days at the reply, and the rows without délai; a suspension that starts on
    or after the reply is ignored.
    """
    unite, calendrier = find_reponse_unite(registre.parametres), registre.calendrier
    ignoree = lues.suspendues_du >= repondues
    du, au = (
        np.where(ignoree, _JAMAIS, lues.suspendues_du),
        np.where(ignoree, _JAMAIS, lues.suspendues_au),
    )
    n = np.where(
        lues.particulier > 0, lues.particulier, _encode_delai(registre.parametres.delai_reponse)
    )
    avec = np.flatnonzero((n >= 0) & ~lues.ecartees)
    echeances = np.full(lues.recues.shape, _JAMAIS)
    echeances[avec] = calendrier.compute_echeances(
        lues.recues[avec], n[avec], unite, du[avec], au[avec]
    )
    delais = calendrier.count_jours(lues.recues, repondues, unite, du, au)
    return echeances, delais, n < 0


def _compute_accuse(registre: Registre, lues: ReclamationsLues) -> Dates:
    """Due dates of the acknowledgement, in calendar days from the reception (Services Publics +);
    NaT where it is not measured.
    """
    parametres = registre.parametres
    electronique, papier = parametres.delai_ar_electronique, parametres.delai_ar_papier
    n = np.where(lues.canaux.electronique, _encode_delai(electronique), _encode_delai(papier))
    mesurees = np.flatnonzero((n >= 0) & ~lues.ecartees)
    echeances = np.full(lues.recues.shape, _JAMAIS)
    echeances[mesurees] = registre.calendrier.compute_echeances(
        lues.recues[mesurees], n[mesurees], Unite.CALENDAIRES
    )
    return echeances


def _encode_delai(delai: int | None) -> int:
    return -1 if delai is None else delai
