"""Refuse the folders that a run would spoil, before anything is read or written.

Nothing here imports a library: the command line asks it first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.session.options import Options

MODELES = "--modeles"


def refuse_mixed_folders(asked: Options) -> None:
    """Refuse, before anything is written, folders that a run would write in and must not.

    Source: docs/rules/workbooks.md#never-written; docs/rules/templates.md#restored, since a missing
    template is put back.
    """
    if _is_inside(asked.sortie, asked.classeurs):
        raise make_refusal(
            "Les documents ne peuvent pas être écrits dans le dossier des classeurs, où le"
            " programme n’écrit jamais. Choisissez un autre dossier après --sortie."
        )
    if _is_inside(asked.modeles, asked.classeurs):
        raise make_refusal(
            "Le dossier des modèles ne peut pas être celui des classeurs, ni s’y trouver : le"
            " programme y remettrait les modèles qui manquent, et il n’écrit jamais parmi vos"
            f" classeurs. Choisissez un autre dossier après {MODELES} ou après --classeurs."
        )
    # a folder of its own inside is not among them
    if _is_same_folder(asked.sortie, asked.modeles):
        raise make_refusal(
            "Les documents ne peuvent pas être écrits parmi vos modèles, dans le dossier des"
            f" modèles. Choisissez un autre dossier après --sortie ou après {MODELES}."
        )
    _refuse_meeting_folders(asked)


def _refuse_meeting_folders(asked: Options) -> None:
    """Refuse to read workbooks or templates where the program writes the papers of a meeting."""
    for option, folder in (("--classeurs", asked.classeurs), (MODELES, asked.modeles)):
        meeting = _find_meeting_folder(folder, asked.sortie)
        if meeting is not None:
            raise make_refusal(
                f"Le dossier « {folder.name} » indiqué après {option} est celui d’une réunion, ou"
                f" s’y trouve : le programme écrit ses documents dans « {meeting.name} »."
                f" Choisissez un autre dossier après {option}."
            )


def make_refusal(sentence: str) -> CluError:
    """Return the obstacle of a run that is asked for what it cannot do."""
    return CluError(f"{sentence} Rien n’a été lu ni écrit.", Code.USAGE)


def _is_inside(folder: Path, above: Path) -> bool:
    """Whether `folder` is `above` or stands in it, under whatever name: capitals, links and `..`
    included.
    """
    return any(_is_same_folder(part, above) for part in _list_parents(folder))


_MEETING = re.compile(r"\d{4}-\d{2}-\d{2}_.+")
"""The name of the folder of a meeting, under the output folder: `2026-12-10_CLU`
(docs/rules/documents.md#files).
"""


def _find_meeting_folder(folder: Path, sortie: Path) -> Path | None:
    """Return the folder of a meeting, under `sortie`, that `folder` is or stands in; None when
    there is none.
    """
    for part in _list_parents(folder):
        if _MEETING.fullmatch(part.name) and _is_same_folder(part.parent, sortie):
            return part
    return None


def _list_parents(folder: Path) -> Iterator[Path]:
    real = _resolve(folder)
    yield real
    yield from real.parents


def _is_same_folder(one: Path, other: Path) -> bool:
    """Whether two paths lead to one folder, which need not exist yet."""
    if _resolve(one) == _resolve(other):
        return True
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there, or cannot be looked at
        return False


def _resolve(folder: Path) -> Path:
    """Return the folder without links nor `..`; as it was typed when the system cannot
    follow it.
    """
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # a link that leads back to itself
        return folder.absolute()
