"""The control workbook against the same figures counted by hand (tests/recalcul): the example, then registers at random.

Every column of « Indicateurs », « Répartitions », « Réclamations » and « Suppléances » is compared, at the own A and J of the meeting.
More registers than the suite draws:  python -m tests.test_recalcul 1000 [FIRST SEED]
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from clu_batch import seances
from clu_batch.chargement import charger
from clu_batch.documents.controle import chiffres, reunion
from clu_batch.feuilles import Cellule, Feuille
from clu_batch.indicateurs import bilan as bilans
from clu_batch.model import Registre, Seance
from clu_batch.options import Options
from tests.hasard import registre_au_hasard
from tests.recalcul import feuilles as attendues
from tests.recalcul.calcul import Base, Ligne, plie
from tests.recalcul.jours import arret, periodes

AU_HASARD = 200
ORDONNES = {"Réponse", "Mois", "État", "Ancienneté"}
"""The breakdowns whose order says something: that of the scale, of time, of age."""


def lignes(feuille: Feuille) -> list[dict[str, object]]:
    """The rows of a sheet as they are about to be written: header -> value."""
    titres = [champ.titre for champ in feuille.colonnes]
    return [dict(zip(titres, map(_valeur, ligne), strict=True)) for ligne in feuille.lignes]


def _valeur(cellule: object) -> object:
    return cellule.valeur if isinstance(cellule, Cellule) else cellule


def compare(registre: Registre, seance: Seance) -> None:
    """Every row of the four sheets of one meeting against its recomputation."""
    assert (seance.periode, seance.comptee, seance.precedente) == periodes(seance.reunion, seance.j)
    assert seance.a == (arret(seance.reunion, seance.j) if seance.reunion else seance.j)
    ((bilan, _),) = bilans.calculer(registre, [seance])
    _indicateurs(lignes(chiffres.indicateurs(bilan)), registre, seance)
    _repartitions(lignes(chiffres.repartitions(bilan)), registre, seance)
    assert lignes(chiffres.reclamations(bilan)) == attendues.plaintes_listees(registre, seance)
    _suppleances(lignes(reunion.suppleances(bilan)), registre, seance)


def _indicateurs(trouves: Sequence[Mapping[str, object]], registre: Registre, seance: Seance) -> None:
    libelles = {str(ligne["Libellé"]): str(ligne["Code"]) for ligne in reversed(trouves)}
    attendus = attendues.indicateurs(registre, seance, libelles)
    assert sorted(str(ligne["Code"]) for ligne in trouves) == sorted(attendus)
    for trouve in trouves:
        assert trouve["Libellé"]
        assert str(trouve["Définition"]).endswith((".", ")"))
        _pareil({cle: valeur for cle, valeur in trouve.items() if cle not in {"Libellé", "Définition"}}, attendus[str(trouve["Code"])])


def _pareil(trouve: Mapping[str, object], attendu: Ligne) -> None:
    bornes = ("Intervalle bas", "Intervalle haut")
    for borne in bornes:
        assert trouve[borne] == (None if attendu[borne] is None else pytest.approx(attendu[borne], abs=1e-12)), trouve["Code"]
    assert {**trouve, **dict.fromkeys(bornes)} == {**attendu, **dict.fromkeys(bornes)}
    assert all(isinstance(trouve[c], Fraction | dt.date | None) for c in ("Valeur", "Période précédente", "Écart", "Cible"))


def _repartitions(trouvees: Sequence[Mapping[str, object]], registre: Registre, seance: Seance) -> None:
    tables: dict[tuple[str, str], list[tuple[str, Base]]] = {}
    for ligne in trouvees:
        base = (ligne["Valeur"], ligne["Numérateur"], ligne["Dénominateur"])
        tables.setdefault((str(ligne["Code"]), str(ligne["Axe"])), []).append((plie(ligne["Modalité"]), base))  # type: ignore[arg-type]  # int or None
    attendus = attendues.repartitions(registre, seance)
    assert sorted(tables) == sorted(cle for cle, lignes in attendus.items() if lignes)
    for (code, axe), table in tables.items():
        attendue = [(plie(nom), base) for nom, base in attendus[code, axe].items()]
        assert (table if axe in ORDONNES else sorted(table, key=str)) == (attendue if axe in ORDONNES else sorted(attendue, key=str)), axe
        assert axe in ORDONNES or "autres" not in [nom for nom, _ in table[:-1]]


def _suppleances(trouvees: Sequence[Mapping[str, object]], registre: Registre, seance: Seance) -> None:
    assert [{cle: valeur for cle, valeur in ligne.items() if cle != "Motif"} for ligne in trouvees] == attendues.suppleances(
        registre, seance
    )
    for ligne, suppleance in zip(trouvees, attendues.annoncees(registre, seance), strict=True):
        motif = str(ligne["Motif"])
        assert [mots for mots in attendues.motifs(registre, suppleance) if mots not in motif] == [], motif


def compare_le_registre(graine: int) -> None:
    """The meetings of a register at random, and the run that has none."""
    registre, j = registre_au_hasard(graine)
    for due in [*(seances.seance(r, j) for r in registre.comite.reunions), seances.sans_reunion(j)]:
        compare(registre, due)


def test_the_example_counted_by_hand() -> None:
    racine = Path(__file__).parent.parent
    charge = charger(Options(None, None, dt.date(2026, 11, 23), racine / "workbooks", racine / "templates", racine / "output", True))
    choix = seances.choisir(charge.registre.comite.reunions, charge.j, None)
    assert len(choix.seances) == 2
    for seance in choix.seances:
        compare(charge.registre, seance)


@pytest.mark.parametrize("graine", range(AU_HASARD))
def test_registers_at_random_counted_by_hand(graine: int) -> None:
    compare_le_registre(graine)


if __name__ == "__main__":
    combien, premiere = (int(mot) for mot in [*sys.argv[1:], "0"][:2])
    debut = time.process_time()
    for graine in range(premiere, premiere + combien):
        print(f"\r{graine}", end="", flush=True)  # noqa: T201 (a command, which shows where it stands)
        compare_le_registre(graine)
    print(f"\r{combien} registers, {time.process_time() - debut:.0f} s of processor: 0 difference")  # noqa: T201 (its result)
