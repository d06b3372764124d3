"""Paths that Windows, Word or Excel would refuse, told before anything is written.

Source: Windows gives a path 260 signs, its end included (MAX_PATH); Excel opens no workbook whose
path has more than 218. Word and Excel keep these limits even where long paths were allowed to other
programs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.messages import outputs
from clu_batch.write import atomic
from clu_batch.write.versions import name_new_version

SOUS_WINDOWS = os.name == "nt"
CHEMIN, CLASSEUR = 259, 218
CLASSEURS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})


def has_path_limits() -> bool:
    """Whether paths are limited here; elsewhere the system itself refuses what is too long,
    document by document.
    """
    return SOUS_WINDOWS


def refuse_long_paths(lus: Iterable[Path] = (), ecrits: Iterable[Path] = ()) -> None:
    """CluError 2 when a file to read, or to write, has too long a path; the worst one is told."""
    if not has_path_limits():
        return
    chemins = [*lus, *chain.from_iterable(map(_list_forms, ecrits))]
    pire = max(chemins, key=_compute_excess, default=Path())
    if _compute_excess(pire) > 0:
        raise CluError(
            outputs.say_path_too_long(
                _extract_name(pire), measure_path(pire), find_limit(pire)
            ),
            Code.BLOCKED,
        )


def _extract_name(chemin: Path) -> str:
    """The name of a file, or of the one whose bytes wait under that name."""
    if chemin.suffix == ".tmp":
        return chemin.name[1:].removesuffix(".tmp")
    return chemin.name


def measure_path(chemin: Path) -> int:
    """The length of a path as Windows counts it, in units of UTF-16."""
    return len(str(chemin).encode("utf-16-le", "surrogatepass")) // 2


def find_limit(chemin: Path) -> int:
    """The greatest length of the path of such a file."""
    return CLASSEUR if chemin.suffix.lower() in CLASSEURS else CHEMIN


def _compute_excess(chemin: Path) -> int:
    return measure_path(chemin) - find_limit(chemin)


def _list_forms(chemin: Path) -> Iterator[Path]:
    """A document, its « (nouveau) », and the names under which their bytes wait."""
    nouveau = chemin.with_name(name_new_version(chemin.name))
    for forme in (chemin, nouveau):
        yield forme
        yield atomic.name_temporary(forme)
