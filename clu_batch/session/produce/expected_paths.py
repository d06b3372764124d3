"""List the paths of all that a run is about to read or write, before anything is written."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from clu_batch import data
from clu_batch.read.attachments import ANNEXES
from clu_batch.session.options import Options
from clu_batch.session.produce.delivery import name_control_workbook
from clu_batch.session.produce.plan import MeetingPlan
from clu_batch.write import manifest


def list_read(options: Options) -> Iterator[Path]:
    """List the workbooks, the files to join, the templates."""
    for dossier in (options.classeurs, options.classeurs / ANNEXES, options.modeles):
        with contextlib.suppress(
            OSError
        ):  # a folder that cannot be read is told where it is read
            yield from [
                fichier
                for fichier in dossier.iterdir()
                if not fichier.name.startswith((".", "~$"))
            ]


def list_always_written(options: Options) -> Iterator[Path]:
    """List what a run writes whatever the workbooks say."""
    yield options.sortie / manifest.NOM
    if not options.verifier_seulement:
        yield from (options.modeles / f"{nom}.docx" for nom in (*data.TEMPLATES, data.TAG_LIST))


def list_written(options: Options, plan: MeetingPlan) -> Iterator[Path]:
    """List the documents of a meeting."""
    meeting = plan.meeting
    yield options.sortie / name_control_workbook(meeting.reunion, meeting.sigle)
    if options.verifier_seulement:
        return
    for chemin in plan.list_paths():
        yield options.sortie / meeting.folder / chemin
