"""Every figure of the program against the same figure counted by hand (tests/recalcul.py): the example, then small registers at random."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from clu_batch import seances
from clu_batch.chargement import charger
from clu_batch.indicateurs import bilan as bilans
from clu_batch.model import Bilan, Registre, Seance
from clu_batch.options import Options
from tests import recalcul
from tests.hasard import registre_au_hasard
from tests.recalcul import Base, Chiffre, plie

AU_HASARD = 40
COMPTES_A_PART = {"satisfaction.depouillees"}


def indicateurs(bilan: Bilan) -> dict[str, Chiffre]:
    """The sheet « Indicateurs », rounded nowhere but in its intervals."""
    return {
        code: Chiffre(
            i.mesure.valeur,
            i.mesure.numerateur,
            i.mesure.denominateur,
            i.intervalle,
            i.precedente.valeur if i.precedente else None,
            i.ecart,
            i.evolution,
            i.cible,
            i.etat,
        )
        for code, i in bilan.indicateurs.items()
        if code not in COMPTES_A_PART
    }


def repartitions(bilan: Bilan) -> dict[tuple[str, str], dict[str, Base]]:
    """The sheet « Répartitions », without the months, states and ages of nothing."""
    tables: dict[tuple[str, str], dict[str, Base]] = {}
    for r in bilan.repartitions:
        tables.setdefault((r.code, r.axe), {})[plie(r.modalite)] = (r.mesure.valeur, r.mesure.numerateur, r.mesure.denominateur)
    return _sans_les_riens(tables)


def _sans_les_riens(tables: Mapping[tuple[str, str], Mapping[str, Base]]) -> dict[tuple[str, str], dict[str, Base]]:
    rien = {(None, 0, 0), (None, None, 0), (0, None, None)}
    pleines = {cle: {plie(nom): base for nom, base in lignes.items() if base not in rien} for cle, lignes in tables.items()}
    return {cle: lignes for cle, lignes in pleines.items() if lignes}


def compare(registre: Registre, seance: Seance) -> None:
    """Every figure of one meeting against its recomputation."""
    ((bilan, _),) = bilans.calculer(registre, [seance])
    reunion = seance.reunion
    assert (seance.periode, seance.comptee, seance.precedente) == recalcul.periodes(reunion, seance.j)
    assert seance.a == (recalcul.arret(reunion, seance.j) if reunion else seance.j)
    mesures = recalcul.satisfaction(registre, seance) if registre.questions else {}
    tables = recalcul.distributions(registre, seance) | recalcul.croisements(registre, seance) if registre.questions else {}
    mesures |= recalcul.retours(registre, seance) if registre.questions else {}
    if len(registre.reclamations):
        mesures |= recalcul.reclamations(registre, seance)
        tables |= recalcul.repartitions_reclamations(registre, seance)
    mesures |= recalcul.locaux(registre, seance)
    attendus = mesures | recalcul.engagements(registre, seance, mesures) | recalcul.comite(registre, reunion.date if reunion else seance.j)
    _pareils(indicateurs(bilan), attendus)
    assert repartitions(bilan) == _sans_les_riens(tables)
    if len(registre.reclamations):
        assert _reclamations(bilan) == recalcul.lignes_reclamations(registre, seance)
    _suppleances(registre, bilan)


def _pareils(trouves: Mapping[str, Chiffre], attendus: Mapping[str, Chiffre]) -> None:
    assert sorted(trouves) == sorted(attendus)
    for code, trouve in trouves.items():
        attendu = attendus[code]
        assert (trouve.intervalle is None) == (attendu.intervalle is None), code
        if trouve.intervalle and attendu.intervalle:
            assert trouve.intervalle == pytest.approx(attendu.intervalle, abs=1e-12), code
            trouve.intervalle = attendu.intervalle
        assert trouve == attendu, code


def _reclamations(bilan: Bilan) -> dict[int, tuple[object, ...]]:
    return {c.rang: (c.recue_le, c.echeance, c.delai, c.etat, c.jours_restants, c.ar_echeance, c.ar_etat) for c in bilan.reclamations}


def _suppleances(registre: Registre, bilan: Bilan) -> None:
    for examen in bilan.suppleances:
        trouvees = (examen.limite_pleins, examen.limite_j2, examen.limite_imprimee)
        assert trouvees == recalcul.limites(registre, examen.suppleance.reunion)
        assert examen.etat == recalcul.etat_suppleance(registre, examen.suppleance)


def test_the_example_counted_by_hand() -> None:
    racine = Path(__file__).parent.parent
    charge = charger(Options(None, None, dt.date(2026, 11, 23), racine / "workbooks", racine / "templates", racine / "output", True))
    choix = seances.choisir(charge.registre.comite.reunions, charge.j, None)
    assert len(choix.seances) == 2
    for seance in choix.seances:
        compare(charge.registre, seance)


@pytest.mark.parametrize("graine", range(AU_HASARD))
def test_registers_at_random_counted_by_hand(graine: int) -> None:
    registre, j = registre_au_hasard(graine)
    for reunion in registre.comite.reunions:
        compare(registre, seances.seance(reunion, j))
    compare(registre, seances.sans_reunion(j))
