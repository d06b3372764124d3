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
from clu_batch.write.deposit import chemin_du_nouveau

SOUS_WINDOWS = os.name == "nt"
CHEMIN, CLASSEUR = 259, 218
CLASSEURS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})
AU_PLUS = 150
"""Signs that no document takes below the folder of its meeting: a folder of 60, a name of 80
(`documents.noms`), what is added to it.
"""


def sont_limites() -> bool:
    """Whether paths are limited here; elsewhere the system itself refuses what is too long,
    document by document.
    """
    return SOUS_WINDOWS


def est_court(dossier: Path) -> bool:
    """Whether no document of the folder of a meeting can have too long a path, whatever its
    name.
    """
    return longueur(dossier) + AU_PLUS <= CHEMIN


def refuser_les_trop_longs(lus: Iterable[Path] = (), ecrits: Iterable[Path] = ()) -> None:
    """CluError 2 when a file to read, or to write, has too long a path; the worst one is told."""
    if not sont_limites():
        return
    chemins = [*lus, *chain.from_iterable(map(_formes, ecrits))]
    pire = max(chemins, key=_depassement, default=Path())
    if _depassement(pire) > 0:
        raise CluError(
            outputs.chemin_trop_long(_nom(pire), longueur(pire), limite(pire)), Code.BLOCKED
        )


def _nom(chemin: Path) -> str:
    """The name of a file, or of the one whose bytes wait under that name."""
    return chemin.name[1:].removesuffix(".tmp") if chemin.suffix == ".tmp" else chemin.name


def longueur(chemin: Path) -> int:
    """The length of a path as Windows counts it, in units of UTF-16."""
    return len(str(chemin).encode("utf-16-le", "surrogatepass")) // 2


def limite(chemin: Path) -> int:
    """The greatest length of the path of such a file."""
    return CLASSEUR if chemin.suffix.lower() in CLASSEURS else CHEMIN


def _depassement(chemin: Path) -> int:
    return longueur(chemin) - limite(chemin)


def _formes(chemin: Path) -> Iterator[Path]:
    """A document, its « (nouveau) », and the names under which their bytes wait."""
    nouveau = chemin.with_name(chemin_du_nouveau(chemin.name))
    for forme in (chemin, nouveau):
        yield forme
        yield atomic.temporaire(forme)
