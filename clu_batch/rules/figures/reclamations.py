"""Compute the figures of the complaints: volumes, states, rates, delays, stock, acknowledgement,
breakdowns (docs/rules/complaints.md#volumes).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from clu_batch.rules.figures import mesures
from clu_batch.rules.figures.long_columns import (
    Masque,
    clip_periode,
    decode_date,
    encode_date,
    select_within,
)
from clu_batch.rules.figures.mesures import NOMBRE, Fiche, build_nombre, compare, compute_taux
from clu_batch.rules.figures.reclamations_axes import break_down_reclamations
from clu_batch.rules.figures.reclamations_controle import check_reclamations
from clu_batch.rules.figures.reclamations_etats import (
    AR_DANS,
    AR_EN_COURS,
    AR_EN_RETARD,
    AR_ETATS,
    AR_HORS,
    AR_NON_SUIVI,
    DANS_LE_DELAI,
    DEPASSE,
    EN_COURS,
    ETATS,
    HORS_DELAI,
    ReclamationsLues,
    Situation,
    build_situation,
    find_reponse_unite,
    read_reclamations,
)
from clu_batch.rules.figures.reclamations_fiches import DELAI, FICHES, NON_COMPAREES, SANS_PERIODE
from clu_batch.rules.figures.suivi import Suivi, build_suivi
from clu_batch.rules.jours import SANS_COMPTE, Unite
from clu_batch.rules.model import (
    Calcul,
    Indicateur,
    LigneReclamation,
    Mesure,
    Parametres,
    Periode,
    Registre,
    Seance,
)


@dataclass(frozen=True, slots=True)
class BilanReclamations:
    """What the register gives for one meeting.

    `lignes`: the complaints open at A and those of the period, urgent first. `actions`: the
    improvement actions of the period's complaints, each once. `ecartees`: rows left out because two
    of their dates contradict each other.
    """

    calcul: Calcul
    lignes: Sequence[LigneReclamation] = ()
    actions: Sequence[str] = ()
    ecartees: int = 0


def compute(
    registre: Registre, seance: Seance, lues: ReclamationsLues | None = None
) -> BilanReclamations:
    """Return every figure of the complaints for one meeting; nothing when the register is empty.

    `lues` is what `read_reclamations` gave already, when several meetings are computed from the
    same workbooks.
    """
    if not len(registre.reclamations):
        return BilanReclamations(Calcul())
    situation = build_situation(registre, lues or read_reclamations(registre), seance.a)
    kept = find_suivi(registre, situation)
    now, before = (
        _compute_mesures(situation, seance.comptee),
        _compute_before(situation, seance, kept),
    )
    parametres, avant = registre.parametres, clip_periode(seance.precedente, seance.a)
    figures = [
        _build_indicateur(code, mesure, before, parametres, seance) for code, mesure in now.items()
    ]
    calcul = Calcul(
        [_qualify(figure, kept, seance, avant) for figure in figures],
        break_down_reclamations(registre, seance, situation, kept),
        check_reclamations(registre, seance, situation),
    )
    actions = _list_actions(registre, situation, seance.comptee)
    return BilanReclamations(
        calcul,
        _list_lines(registre, situation, seance.comptee),
        actions,
        int(situation.lues.ecartees.sum()),
    )


def find_suivi(registre: Registre, situation: Situation) -> Suivi:
    """Return since when the register is kept; a row left out for its dates does not count."""
    recues = situation.lues.recues[situation.connues]
    premiere = decode_date(recues.min()) if len(recues) else None
    depuis = registre.parametres.reclamations_depuis
    return build_suivi(depuis, [premiere], "registre ouvert en {}")


def _qualify(figure: Indicateur, kept: Suivi, seance: Seance, avant: Periode) -> Indicateur:
    """A figure as the register allows it to be said; what is open at A is so whatever the
    period.
    """
    return figure if figure.code in SANS_PERIODE else kept.qualify(figure, seance.comptee, avant)


@dataclass(frozen=True, slots=True)
class _Before:
    """The comparison period: its rates and delays need a base only, its counts a register kept.

    `nombres` is empty when it was not kept yet.
    """

    mesures: Mapping[str, Mesure]
    nombres: Mapping[str, Mesure]

    def find_mesure(self, fiche: Fiche) -> Mesure | None:
        """What a figure is compared with, None when it is not."""
        if fiche.code in NON_COMPAREES:
            return None
        return (self.nombres if fiche.unite == NOMBRE else self.mesures).get(fiche.code)


def _compute_before(situation: Situation, seance: Seance, kept: Suivi) -> _Before:
    periode = clip_periode(seance.precedente, seance.a)
    comptee = kept.clip_precedente(periode)
    before = _compute_mesures(situation, periode)
    counted = (
        before if comptee == periode else _compute_mesures(situation, comptee) if comptee else {}
    )
    return _Before(before, counted)


def _build_indicateur(
    code: str,
    mesure: Mesure,
    before: _Before,
    parametres: Parametres,
    seance: Seance,
) -> Indicateur:
    fiche = FICHES[code]
    if fiche.unite == DELAI:
        fiche = replace(fiche, unite=find_delais_unite(parametres))
    periode = None if code in SANS_PERIODE else seance.periode
    return compare(fiche, mesure, before.find_mesure(fiche), periode)


def find_delais_unite(parametres: Parametres) -> str:
    """Return the unit of the measured delays: a délai in jours francs is measured in calendar days
    (docs/rules/complaints.md#delay).
    """
    unite = find_reponse_unite(parametres)
    return str(Unite.CALENDAIRES if unite is Unite.FRANCS else unite)


# -- figures ---------------------------------------------------------------------------------------


def _compute_mesures(situation: Situation, periode: Periode) -> dict[str, Mesure]:
    """Every measure of a period, by code, in the order of the control workbook."""
    lues = situation.lues
    received = situation.connues & select_within(lues.recues, periode)
    found = {
        "recues": _count_rows(received & lues.reclamation),
        "hors_perimetre": _count_rows(received & lues.reclamation & lues.hors_perimetre),
        "suggestions": _count_rows(received & lues.suggestion),
        "remerciements": _count_rows(received & lues.remerciement),
        **_compute_reponses(situation, situation.suivies & received),
        **_compute_ouvertes(situation, periode),
        **_compute_accuses(situation, received & lues.reclamation),
    }
    return {f"reclamations.{name}": mesure for name, mesure in found.items()}


def _count_rows(rows: Masque) -> Mesure:
    return build_nombre(int(np.count_nonzero(rows)))


def compute_taux_dans_delai(situation: Situation, rows: Masque) -> Mesure:
    """Return the rate of complaints answered in time, over those answered or overdue.

    An open complaint that is not yet due is out of the base (docs/rules/complaints.md#rate).
    """
    en_temps, hors, depasse = (
        int(np.count_nonzero(rows & situation.select_etat(etat)))
        for etat in (DANS_LE_DELAI, HORS_DELAI, DEPASSE)
    )
    return compute_taux(en_temps, en_temps + hors + depasse)


def _compute_reponses(situation: Situation, rows: Masque) -> dict[str, Mesure]:
    repondues = rows & ~situation.sans_reponse
    delais = situation.delais[repondues].tolist()
    fondees, non_fondees = (
        int(np.count_nonzero(repondues & which))
        for which in (situation.lues.fondee, situation.lues.non_fondee)
    )
    return {
        "taux_dans_delai": compute_taux_dans_delai(situation, rows),
        "dans_delai": _count_rows(rows & situation.select_etat(DANS_LE_DELAI)),
        "hors_delai": _count_rows(rows & situation.select_etat(HORS_DELAI)),
        "en_cours": _count_rows(rows & situation.select_etat(EN_COURS)),
        "en_retard": _count_rows(rows & situation.select_etat(DEPASSE)),
        "repondues": _count_rows(repondues),
        "delai_median": Mesure(mesures.compute_mediane(delais)),
        "delai_p90": Mesure(mesures.compute_ninth_decile(delais)),
        "delai_max": Mesure(Fraction(max(delais)) if delais else None),
        "delai_moyen": Mesure(mesures.compute_moyenne(delais)),
        "fondees": compute_taux(fondees, fondees + non_fondees),
    }


def _compute_ouvertes(situation: Situation, periode: Periode) -> dict[str, Mesure]:
    """All that is open at A, whenever it was received."""
    recues = situation.lues.recues
    ouvertes = situation.suivies & situation.sans_reponse
    return {
        "stock": _count_rows(ouvertes),
        "plus_ancienne": Mesure(decode_date(recues[ouvertes].min()) if ouvertes.any() else None),
        "anciennes_ouvertes": _count_rows(ouvertes & (recues < encode_date(periode.du))),
    }


def has_accuses(situation: Situation, periode: Periode) -> bool:
    """Tell whether acknowledgements are recorded at all.

    One is enough, on a réclamation received in the period, even out of the scope.
    """
    rows = (
        situation.connues
        & situation.lues.reclamation
        & select_within(situation.lues.recues, periode)
    )
    return bool(np.any(rows & ~np.isnat(situation.accusees)))


def _compute_accuses(situation: Situation, received: Masque) -> dict[str, Mesure]:
    if not np.any(received & ~np.isnat(situation.accusees)):
        return {}
    rows = received & situation.suivies
    en_temps, hors, en_cours, en_retard = (
        int(np.count_nonzero(rows & situation.select_ar_etat(etat)))
        for etat in (AR_DANS, AR_HORS, AR_EN_COURS, AR_EN_RETARD)
    )
    return {
        "taux_ar_dans_delai": compute_taux(en_temps, en_temps + hors + en_retard),
        "ar_dans_delai": build_nombre(en_temps),
        "ar_hors_delai": build_nombre(hors),
        "ar_en_cours": build_nombre(en_cours),
        "ar_en_retard": build_nombre(en_retard),
    }


# -- lists -----------------------------------------------------------------------------------------


def _list_lines(
    registre: Registre, situation: Situation, periode: Periode
) -> list[LigneReclamation]:
    """The open complaints by due date, those without due date after them, then the answered ones of
    the period by reception.
    """
    lues = situation.lues
    rows = np.flatnonzero(
        situation.suivies & (situation.sans_reponse | select_within(lues.recues, periode))
    )
    # NaT sorts last
    echeances = np.where(situation.sans_reponse, situation.echeances, np.datetime64("NaT", "D"))[
        rows
    ]
    rows = rows[np.lexsort((lues.recues[rows], echeances, ~situation.sans_reponse[rows]))]
    suivis = has_accuses(situation, periode)
    columns = registre.reclamations.columns
    dated = zip(
        lues.recues[rows].tolist(),
        situation.echeances[rows].tolist(),
        situation.ar_echeances[rows].tolist(),
        strict=True,
    )
    coded = zip(
        situation.delais[rows].tolist(),
        situation.etats[rows].tolist(),
        situation.ar_etats[rows].tolist(),
        strict=True,
    )
    lines: list[LigneReclamation] = []
    for row, (recue_le, echeance, ar_echeance), (delai, etat, ar_etat) in zip(
        rows.tolist(), dated, coded, strict=True
    ):
        ouverte = delai == SANS_COMPTE
        lines.append(
            LigneReclamation(
                numero=str(columns["N°"][row]),
                recue_le=recue_le,
                service=_read_text(columns["Service"][row]),
                canal=_read_text(columns["Canal"][row]),
                echeance=echeance,
                delai=None if ouverte else delai,
                etat=ETATS[etat],
                jours_restants=(echeance - situation.a).days if echeance else None,
                ar_echeance=ar_echeance if suivis else None,
                ar_etat=AR_ETATS[ar_etat] if suivis else AR_NON_SUIVI,
                rang=row,
            )
        )
    return lines


def _read_text(value: object) -> str | None:
    return None if value is None else str(value)


def _list_actions(registre: Registre, situation: Situation, periode: Periode) -> list[str]:
    lues = situation.lues
    rows = np.flatnonzero(
        situation.connues & lues.reclamation & select_within(lues.recues, periode)
    ).tolist()
    texts = (registre.reclamations.columns["Action d'amélioration"][row] for row in rows)
    return list(dict.fromkeys(text for text in texts if isinstance(text, str)))
