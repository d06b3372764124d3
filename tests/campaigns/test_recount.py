"""Compare the control workbook with the same figures counted by hand (tests/campaigns/recount):
those of the example, then of registers at random.

Every column of « Indicateurs », « Répartitions », « Réclamations » and « Suppléances » is compared,
at the own A and J of the meeting. For more registers than the suite draws:

    python -m tests.campaigns.test_recount 1000 [FIRST SEED]
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from clu_batch.check.repeated_rows import leave_out_repeats
from clu_batch.documents.control import chiffres, reunion
from clu_batch.kernel.sheet_content import ControlCell, ControlSheet
from clu_batch.rules import seances
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import Registre, Seance
from clu_batch.session.load import load
from clu_batch.session.options import Options
from clu_batch.write.workbook_file import write_workbook
from tests.campaigns.random_registers import registre_au_hasard
from tests.campaigns.random_registers.seconds_exports import avec_seconds_exports
from tests.campaigns.recount import feuilles as attendues
from tests.campaigns.recount.calcul import Base, Ligne, plie
from tests.campaigns.recount.jours import arret, periodes
from tests.campaigns.recount.repetitions import une_seule_fois
from tests.support.figures import compute_any, reunion_de
from tests.support.folders import ROOT
from tests.support.register_shapes import formes

GRAINES = range(100, 300)
"""Registers among which each shape is met three times: others when their drawing changes."""
ISSUES = (
    *("significative", "non significative", "peu de réponses", "non comparable", "sans objet"),
    *("atteint", "partiellement atteint", "non atteint", "non mesuré", "sans cible"),
    *(
        f"{etat} (suppléance)"
        for etat in ("dans le délai", "à apprécier", "hors délai", "incomplète")
    ),
)
"""What « Évolution » and « État » may say."""
ORDONNES = {"Réponse", "Mois", "État", "Ancienneté"}
"""The breakdowns whose order says something: that of the scale, of time, of age."""
GROUPES = {"Site", "Canal", "Service", "Motif", "Mode de recueil"}
"""The breakdowns by a free list, whose spelling says something."""


def lignes(feuille: ControlSheet) -> list[dict[str, object]]:
    """The rows of a sheet as they are about to be written: header -> value."""
    titres = [champ.titre for champ in feuille.colonnes]
    return [dict(zip(titres, map(_valeur, ligne), strict=True)) for ligne in feuille.lignes]


def _valeur(cellule: object) -> object:
    return cellule.valeur if isinstance(cellule, ControlCell) else cellule


def compare(registre: Registre, seance: Seance) -> set[str]:
    """Every row of the four sheets of one meeting against its recomputation; which states and
    changes its rows hold.
    """
    due = reunion_de(seance)
    assert (seance.periode, seance.comptee, seance.precedente) == periodes(due, seance.j)
    assert seance.a == (arret(due, seance.j) if due else seance.j)
    bilan = compute_any(registre, seance)
    trouves = lignes(chiffres.build_indicateurs_sheet(bilan))
    _indicateurs(trouves, registre, seance)
    _repartitions(lignes(chiffres.build_repartitions_sheet(bilan)), registre, seance)
    assert lignes(chiffres.build_reclamations_sheet(bilan)) == attendues.plaintes_listees(
        registre, seance
    )
    _suppleances(lignes(reunion.build_suppleances_sheet(bilan)), registre, seance)
    return {str(ligne[colonne]) for ligne in trouves for colonne in ("Évolution", "État")} | {
        f"{s.etat} (suppléance)" for s in bilan.suppleances
    }


def _indicateurs(
    trouves: Sequence[Mapping[str, object]], registre: Registre, seance: Seance
) -> None:
    libelles = {str(ligne["Libellé"]): str(ligne["Code"]) for ligne in reversed(trouves)}
    attendus = attendues.indicateurs(registre, seance, libelles)
    assert sorted(str(ligne["Code"]) for ligne in trouves) == sorted(attendus)
    for trouve in trouves:
        assert trouve["Libellé"]
        assert str(trouve["Définition"]).endswith((".", ")"))
        _pareil(
            {
                cle: valeur
                for cle, valeur in trouve.items()
                if cle not in {"Libellé", "Définition"}
            },
            attendus[str(trouve["Code"])],
        )


def _pareil(trouve: Mapping[str, object], attendu: Ligne) -> None:
    bornes = ("Intervalle bas", "Intervalle haut")
    for borne in bornes:
        assert trouve[borne] == (
            None if attendu[borne] is None else pytest.approx(attendu[borne], abs=1e-12)
        ), trouve["Code"]
    assert {**trouve, **dict.fromkeys(bornes)} == {**attendu, **dict.fromkeys(bornes)}
    assert all(
        isinstance(trouve[c], Fraction | dt.date | None)
        for c in ("Valeur", "Période précédente", "Écart", "Cible")
    )


def _repartitions(
    trouvees: Sequence[Mapping[str, object]], registre: Registre, seance: Seance
) -> None:
    tables: dict[tuple[str, str], list[tuple[str, Base]]] = {}
    for ligne in trouvees:
        base = (ligne["Valeur"], ligne["Numérateur"], ligne["Dénominateur"])
        code, axe, modalite = (str(ligne[titre]) for titre in ("Code", "Axe", "Modalité"))
        nom = modalite if axe in GROUPES else plie(modalite)
        tables.setdefault((code, axe), []).append(
            (nom, base)  # type: ignore[arg-type]  # int or None
        )
    attendus = attendues.repartitions(registre, seance)
    assert sorted(tables) == sorted(cle for cle, lignes in attendus.items() if lignes)
    for (code, axe), table in tables.items():
        attendue = [
            (nom if axe in GROUPES else plie(nom), base)
            for nom, base in attendus[code, axe].items()
        ]
        assert (table if axe in ORDONNES else sorted(table, key=str)) == (
            attendue if axe in ORDONNES else sorted(attendue, key=str)
        ), axe
        assert code != "satisfaction.taux.global" or "autres" not in [
            plie(nom) for nom, _ in table[:-1]
        ], axe


def _suppleances(
    trouvees: Sequence[Mapping[str, object]], registre: Registre, seance: Seance
) -> None:
    assert [
        {cle: valeur for cle, valeur in ligne.items() if cle != "Motif"} for ligne in trouvees
    ] == attendues.suppleances(registre, seance)
    for ligne, suppleance in zip(trouvees, attendues.annoncees(registre, seance), strict=True):
        motif = str(ligne["Motif"])
        assert [
            mots for mots in attendues.motifs(registre, suppleance) if mots not in motif
        ] == [], motif


def compare_le_registre(graine: int) -> Mapping[str, bool]:
    """The meetings of a register at random, and the run that has none; every shape and state, and
    whether they are met.
    """
    registre, j = registre_au_hasard(graine)
    vues: dict[str, bool] = dict.fromkeys(ISSUES, False)
    for due in [
        *(seances.build_seance(r, j) for r in registre.comite.reunions),
        seances.build_without_reunion(j),
    ]:
        vues |= dict.fromkeys(compare(registre, due), True)
        vues |= {nom: vue or vues.get(nom, False) for nom, vue in formes(registre, due).items()}
    return vues


def compare_les_seconds_exports(graine: int) -> int:
    """A register with second exports against the same rows left out by hand, and against itself
    without them; how many rows.
    """
    registre, j = registre_au_hasard(graine)
    double = avec_seconds_exports(registre, graine)
    lu, attendu = (
        replace(
            double, reponses=compter(double.reponses), reclamations=compter(double.reclamations)
        )
        for compter in (leave_out_repeats, une_seule_fois)
    )
    assert lu.reponses.frame.equals(attendu.reponses.frame)
    assert lu.reclamations.frame.equals(attendu.reclamations.frame)
    ((bilan, _), (sans, _)) = (
        bilan_de_seance.compute(r, [seances.build_seance(registre.comite.reunions[0], j)])[0]
        for r in (lu, registre)
    )
    for feuille in (
        chiffres.build_indicateurs_sheet,
        chiffres.build_repartitions_sheet,
        chiffres.build_reclamations_sheet,
    ):
        assert lignes(feuille(bilan)) == lignes(feuille(sans))
    origins = [*lu.reponses.origins, *lu.reclamations.origins]
    return sum(origin.repeated for origin in origins)


def test_the_example_counted_by_hand() -> None:
    racine = ROOT
    charge = load(
        Options(
            None,
            None,
            dt.date(2026, 11, 23),
            racine / "workbooks",
            racine / "templates",
            racine / "output",
            True,
        )
    )
    choix = seances.choose_seances(charge.registre.comite.reunions, charge.j, None)
    assert len(choix.seances) == 2
    for seance in choix.seances:
        compare(charge.registre, seance)


@pytest.fixture(scope="session")
def vues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shapes of each register compared are kept, for all the processes of the tests."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    kept = shared / "formes"
    kept.mkdir(exist_ok=True)
    return kept


def compare_une_fois(graine: int, kept: Path) -> Mapping[str, bool]:
    """Compare a register that no test has compared yet; its shapes."""
    path = kept / f"{graine}.json"
    if not path.exists():
        found = {nom: bool(vue) for nom, vue in compare_le_registre(graine).items()}
        written = path.with_suffix(f".{os.getpid()}")
        written.write_text(json.dumps(found), "utf-8")
        written.replace(path)
    kept_shapes: Mapping[str, bool] = json.loads(path.read_text("utf-8"))
    return kept_shapes


@pytest.mark.parametrize("graine", GRAINES)
def test_registers_at_random_counted_by_hand(graine: int, vues: Path) -> None:
    compare_une_fois(graine, vues)


def test_second_exports_count_once() -> None:
    """The tables are those that a person would keep, the figures those of the register without its
    second exports.
    """
    repetees = [compare_les_seconds_exports(graine) for graine in GRAINES[::4]]
    assert sum(map(bool, repetees)) > len(repetees) // 5


@pytest.mark.parametrize("graine", GRAINES[::20])
def test_the_rows_are_written_unrounded(graine: int) -> None:
    """What the four sheets hold is what stands in the Excel file: exact numbers as near as a binary
    number can, dates as dates.
    """
    registre, j = registre_au_hasard(graine)
    ((bilan, _),) = bilan_de_seance.compute(
        registre, [seances.build_seance(registre.comite.reunions[0], j)]
    )
    feuilles = [
        chiffres.build_indicateurs_sheet(bilan),
        chiffres.build_repartitions_sheet(bilan),
        chiffres.build_reclamations_sheet(bilan),
        reunion.build_suppleances_sheet(bilan),
    ]
    octets = write_workbook(feuilles, titre="Contrôle", createur="Préfecture", date=j)
    classeur = openpyxl.load_workbook(io.BytesIO(octets))
    for feuille in feuilles:
        lues = [
            list(ligne)
            for ligne in classeur[feuille.nom].iter_rows(min_row=2, values_only=True)
        ]
        neant = [["Néant", *[None] * (len(feuille.colonnes) - 1)]]
        assert lues == (
            [list(map(_ecrite, ligne.values())) for ligne in lignes(feuille)] or neant
        )


def _ecrite(valeur: object) -> object:
    if isinstance(valeur, dt.date):
        return dt.datetime.combine(valeur, dt.time())
    return (
        float(valeur)
        if isinstance(valeur, Fraction)
        else valeur or None
        if isinstance(valeur, str)
        else valeur
    )


def test_the_registers_at_random_hold_every_shape(vues: Path) -> None:
    """A shape is a named difficulty of the rules (tests/support/register_shapes.py); three
    registers at least must hold it.
    """
    registres = [compare_une_fois(graine, vues) for graine in GRAINES]
    toutes: set[str] = set().union(*registres)
    vus = Counter(nom for registre in registres for nom, vue in registre.items() if vue)
    assert len(toutes) > 120
    assert {nom: vus[nom] for nom in toutes if vus[nom] < 3} == {}


def campaign(count: int, first: int) -> None:
    """Compare so many registers, from that seed on, on all processors; the first difference stops
    it with its seed.
    """
    begin = time.monotonic()
    seeds = range(first, first + count)
    with ProcessPoolExecutor() as processes:
        for seed in processes.map(_compare_alone, seeds, chunksize=5):
            sys.stdout.write(f"\r{seed}")
            sys.stdout.flush()
    duration = time.monotonic() - begin
    sys.stdout.write(f"\r{count} registers from {first} on, {duration:.0f} s: 0 difference\n")


def _compare_alone(seed: int) -> int:
    """Compare a register, with and without second exports; gives its seed."""
    try:
        compare_le_registre(seed)
        compare_les_seconds_exports(seed)
    except Exception as difference:
        raise AssertionError(f"register {seed}: {difference}") from difference
    return seed


PLAIN = Path(__file__).with_name("recount")
TOOLS_OF_THE_PROGRAM = {"pandas", "numpy", "holidays"}


@pytest.mark.parametrize("path", sorted(PLAIN.glob("*.py")), ids=lambda path: path.name)
def test_the_hand_uses_none_of_the_tools_of_the_program(path: Path) -> None:
    """Else the same mistake could be made twice."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    assert {name.partition(".")[0] for name in names} & TOOLS_OF_THE_PROGRAM == set()


if __name__ == "__main__":
    asked, beginning = (int(word) for word in [*sys.argv[1:], "0"][:2])
    campaign(asked, beginning)
