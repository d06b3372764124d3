"""The rules, changed in one place at a time: how many of the changes do their tests see?

python benchmarks/mutations.py [--nombre 20] [--graine 1] [--modules jours mesures] [--survivants
FICHIER]

The changes are those of cosmic-ray (PyPI), which must be importable: `pip install --target FOLDER
cosmic-ray`, with FOLDER on PYTHONPATH. Only its operators are used: it would start one Python per
change, three seconds each to load numpy and pandas. Here they are loaded once; a child process per
change imports the program with the changed module in place of the one on the disk, which is never
touched, and runs the tests that hold that module. A child that takes a minute of processor is
stopped, and counts as seen: the change made an endless loop.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import re
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60
BY_HAND = tuple(
    f"tests/campaigns/test_recount.py::test_registers_at_random_counted_by_hand[{seed}]"
    for seed in (103, 117, 129, 141, 158, 176, 193, 212)
)
"""A few of the registers of the recomputation, which come after the tests that hold each module."""
TESTS: dict[str, tuple[str, ...]] = {
    "rules/feries": ("tests/rules/test_jours.py",),
    "rules/jours": ("tests/rules/test_jours.py", "tests/rules/test_decomptes.py"),
    "rules/delais": (
        "tests/rules/test_delais.py",
        "tests/documents/control/test_control.py",
        "tests/rules/figures/test_reclamations.py",
    ),
    "rules/periodes": ("tests/rules/test_seances.py",),
    "rules/figures/bilan_de_seance": (
        "tests/rules/figures/test_bilan_de_seance.py",
        "tests/rules/figures/test_historique.py",
        "tests/documents/test_chiffres_envoyes.py",
    ),
    "rules/figures/effectifs": (
        "tests/rules/figures/test_effectifs.py",
        "tests/rules/figures/test_satisfaction.py",
        "tests/rules/figures/test_reclamations.py",
    ),
    "rules/figures/questions": (*BY_HAND, "tests/rules/figures/test_satisfaction.py"),
    "rules/figures/ruptures": ("tests/rules/figures/test_ruptures.py",),
    "rules/figures/dated_rows": (*BY_HAND, "tests/rules/figures/test_dated_rows.py"),
    "rules/figures/groups": (*BY_HAND, "tests/rules/figures/test_groups.py"),
    "rules/figures/canaux": ("tests/rules/figures/test_reclamations.py",),
    "rules/figures/suivi": ("tests/rules/figures/test_suivi.py",),
    "rules/figures/comite": ("tests/rules/figures/test_comite.py",),
    "rules/figures/croisements": (
        "tests/rules/figures/test_satisfaction.py",
        "tests/rules/figures/test_unreadable_answers.py",
    ),
    "rules/figures/appui": BY_HAND,
    "rules/dates_cles": (
        "tests/rules/test_dates_cles.py",
        "tests/documents/control/test_reunion.py",
        "tests/rules/figures/test_bilan_de_seance.py",
    ),
    "rules/figures/definitions": ("tests/rules/figures/test_definitions.py",),
    "rules/figures/engagements": ("tests/rules/figures/test_engagements.py",),
    "rules/figures/filtres": (
        "tests/rules/figures/test_locaux.py",
        "tests/rules/figures/test_unreadable_answers.py",
    ),
    "rules/figures/historique": (
        "tests/rules/figures/test_historique.py",
        "tests/rules/figures/test_ruptures.py",
        "tests/rules/figures/test_bilan_de_seance.py",
    ),
    "rules/figures/colonnes_filtrees": ("tests/rules/figures/test_locaux.py",),
    "rules/figures/locaux": (
        "tests/rules/figures/test_locaux.py",
        "tests/rules/figures/test_unreadable_answers.py",
    ),
    "rules/figures/mesures": (
        *BY_HAND,
        "tests/rules/figures/test_satisfaction.py",
        "tests/rules/figures/test_reclamations.py",
        "tests/rules/figures/test_engagements.py",
        "tests/documents/sections/test_verdicts.py",
    ),
    "rules/figures/prevus": (
        "tests/rules/figures/test_engagements.py",
        "tests/rules/figures/test_definitions.py",
    ),
    "rules/figures/reclamations": (*BY_HAND, "tests/rules/figures/test_reclamations.py"),
    "rules/figures/reclamations_axes": (*BY_HAND, "tests/rules/figures/test_reclamations.py"),
    "rules/figures/reclamations_controle": (
        *BY_HAND,
        "tests/rules/figures/test_reclamations.py",
    ),
    "rules/figures/reclamations_etats": (*BY_HAND, "tests/rules/figures/test_reclamations.py"),
    "rules/figures/reclamations_fiches": (*BY_HAND, "tests/rules/figures/test_reclamations.py"),
    "rules/figures/reponses": ("tests/rules/figures/test_satisfaction.py",),
    "rules/figures/retour": ("tests/rules/figures/test_satisfaction.py",),
    "rules/figures/satisfaction": ("tests/rules/figures/test_satisfaction.py",),
    "rules/suppleances": ("tests/rules/test_suppleances.py",),
    "rules/seances": ("tests/rules/test_seances.py", "tests/documents/control/test_control.py"),
    "rules/presidence": (
        "tests/documents/control/test_reunion.py",
        "tests/documents/test_letters.py",
    ),
    "rules/figures/close_values": (
        "tests/rules/figures/test_reclamations.py",
        "tests/rules/figures/test_satisfaction.py",
    ),
    "rules/figures/regles": (
        "tests/rules/figures/test_ruptures.py",
        "tests/rules/figures/test_historique.py",
    ),
}
"""The tests that hold each module."""
SAME = ("_Is", "_IsNot", "_Is_Eq", "_IsNot_NotEq", "_BitAnd_Mul")
"""Changes that change nothing here: `is` for `==` of small objects, the product of two masks for
their `&`.
"""
LOADED_ONCE = (
    "numpy",
    "pandas",
    "holidays",
    "openpyxl",
    "docxtpl",
    "lxml.etree",
    "python_calamine",
    "pytest",
    "hypothesis.strategies",
)
TOO_SLOW = "not ten_thousand and not million and not arithmetic and not published"
"""Tests of volume, too slow to be run a thousand times."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the operator of cosmic-ray, the line, and the module as changed."""

    module: str
    operator: str
    line: int
    before: str
    after: str
    code: str


def places(module: str) -> list[tuple[str, int]]:
    """Every change that cosmic-ray knows for a module: the operator, and which of its places."""
    from cosmic_ray import ast, plugins  # noqa: PLC0415 (for a campaign only)

    nodes = list(ast.ast_nodes(ast.get_ast(_source(module))))
    found = []
    for name in plugins.operator_names():
        if name.endswith(SAME) or "Variable" in name:
            continue  # the replacement of a variable must be told which
        operator = plugins.get_operator(name)()
        count = sum(len(list(operator.mutation_positions(node))) for node in nodes)
        found += [(name, occurrence) for occurrence in range(count)]
    return found


def mutants(module: str, drawn: Iterable[tuple[str, int]]) -> Iterator[Mutant]:
    """The changes drawn, in their order, those of annotations left out."""
    from cosmic_ray import mutating, plugins  # noqa: PLC0415 (for a campaign only)

    source = _source(module)
    lines = source.splitlines()
    for name, occurrence in drawn:
        code = mutating.mutate_code(source, plugins.get_operator(name)(), occurrence)
        after = (code or source).splitlines()
        changed = _find_change(lines, after)
        if changed is None or _is_no_rule(name, lines[changed]):
            continue
        before, now = lines[changed].strip(), after[changed].strip()
        yield Mutant(module, name, changed + 1, before, now, code)


def _find_change(before: Sequence[str], after: Sequence[str]) -> int | None:
    """Find the first line that differs; None when none does."""
    for number, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return number
    return None


def _source(module: str) -> str:
    return (ROOT / "clu_batch" / f"{module}.py").read_text("utf-8")


def _is_no_rule(operator: str, line: str) -> bool:
    """`int | None`, `@dataclass(slots=True)`: read by mypy, or no rule; a change of it changes no
    figure.
    """
    if operator.endswith("RemoveDecorator") or line.lstrip().startswith("@"):
        return True
    annotation = re.search(r"\| None|-> |: [\w.]+ \| \w+|^\s*\w+: \w+\[[^=]*\|", line)
    return "BinaryOperator_BitOr" in operator and annotation is not None


class Replaced(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """One module imported from a text instead of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self._name, self._mutant = f"clu_batch.{mutant.module.replace('/', '.')}", mutant

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Where the module is: here."""
        return (
            importlib.util.spec_from_loader(fullname, self) if fullname == self._name else None
        )

    def exec_module(self, module: ModuleType) -> None:
        """Make the module from its changed text."""
        changed = compile(self._mutant.code, f"{self._mutant.module}.py", "exec")
        exec(changed, module.__dict__)  # noqa: S102 (the program, changed)


def seen(mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Whether the tests see a change (None: they are run as they are)."""
    child = os.fork()
    if child == 0:
        _run(mutant, tests)
    _, status = os.waitpid(child, 0)
    return status != 0


def _run(mutant: Mutant | None, tests: Sequence[str]) -> None:
    """In the child: the tests, without a word, and the end of the process."""
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    if mutant:
        sys.meta_path.insert(0, Replaced(mutant))
    import pytest  # noqa: PLC0415 (loaded already by the parent)

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # that of hypothesis is named below
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    options = (
        "-x",
        "-q",
        "--noconftest",
        "--assert=plain",
        "-p",
        "_hypothesis_pytestplugin",
        "-p",
        "no:cacheprovider",
        "-k",
        TOO_SLOW,
    )
    code = pytest.main([*options, *tests])
    os._exit(0 if code == 0 else 1)


def report(mutant: Mutant, path: Path | None) -> None:
    """Tell of a change that no test sees."""
    words = (
        f"{mutant.module}.py:{mutant.line} {mutant.operator}\n    - {mutant.before}\n    +"
        f" {mutant.after}\n"
    )
    if path is None:
        print(words, flush=True)
    else:
        with path.open("a", encoding="utf-8") as survivors:
            survivors.write(words)


def try_changes(
    module: str, arguments: argparse.Namespace, passed: set[str]
) -> tuple[int, int]:
    """Try a sample of the changes of a module; how many were tried, how many its tests saw.

    `passed`: the tests that were seen to pass as they are; those of the module join them.
    """
    tests = tuple(dict.fromkeys((*TESTS[module], *BY_HAND)))
    others = [test for test in tests if test not in passed]
    if others and seen(None, others):
        sys.exit(f"{module}: its tests fail as they are")
    passed.update(tests)
    every = places(module)
    draw = random.Random(arguments.graine)
    shuffled = draw.sample(every, len(every))
    drawn = list(islice(mutants(module, shuffled), arguments.nombre))
    told = 0
    for mutant in drawn:
        if seen(mutant, tests):
            told += 1
        else:
            report(mutant, arguments.survivants)
    counts = f"{len(every):5} changes, {len(drawn):4} tried, {told:4} seen"
    print(f"{module:<36}{counts}", flush=True)
    return len(drawn), told


def main() -> None:
    """Print one line per module, then the changes that no test sees."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--nombre",
        type=int,
        default=10_000,
        help="how many changes of a module are tried, drawn at random",
    )
    parser.add_argument("--graine", type=int, default=1)
    parser.add_argument("--modules", nargs="+", default=list(TESTS))
    parser.add_argument(
        "--survivants", type=Path, help="a file for the changes that no test sees"
    )
    arguments = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for library in LOADED_ONCE:
        importlib.import_module(library)
    killed = tried = 0
    passed: set[str] = set()
    for module in TESTS:
        if module in arguments.modules or module.rpartition("/")[2] in arguments.modules:
            drawn, told = try_changes(module, arguments, passed)
            killed, tried = killed + told, tried + drawn
    print(f"{tried} tried, {killed} seen: {100 * killed / max(tried, 1):.1f} %")


if __name__ == "__main__":
    main()
