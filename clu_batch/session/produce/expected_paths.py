"""List the paths of all that a run is about to read or write, before anything is written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from clu_batch import data
from clu_batch.documents import Production, annexes, calendrier, courriels, modeles_libres
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.content import DocumentRequest
from clu_batch.read.attachments import ANNEXES
from clu_batch.session.options import Options
from clu_batch.session.produce.delivery import Delivery
from clu_batch.write import manifest, template_folder
from clu_batch.write.path_lengths import is_short_enough


def list_read(options: Options) -> Iterator[Path]:
    """List the workbooks, the files to join, the templates."""
    for dossier in (options.classeurs, options.classeurs / ANNEXES, options.modeles):
        with contextlib.suppress(OSError):  # a folder that cannot be read is told where it is read
            yield from [
                fichier for fichier in dossier.iterdir() if not fichier.name.startswith((".", "~$"))
            ]


def list_always_written(options: Options) -> Iterator[Path]:
    """List what a run writes whatever the workbooks say."""
    yield options.sortie / manifest.NOM
    if not options.verifier_seulement:
        yield from (options.modeles / f"{nom}.docx" for nom in (*data.TEMPLATES, data.TAG_LIST))


def list_written(livraison: Delivery) -> Iterator[Path]:
    """List the documents of a meeting. A step that has a defect lists none: it tells the defect
    later.
    """
    options = livraison.workshop.options
    yield options.sortie / livraison.controle
    if options.verifier_seulement:
        return
    for preparer in _list_preparations(livraison):
        with contextlib.suppress(Exception):
            yield from [
                options.sortie / livraison.dossier / attendu.chemin for attendu in preparer()
            ]


def _list_preparations(livraison: Delivery) -> Iterator[Callable[[], Sequence[_ExpectedFile]]]:
    """Give the functions that prepare the files of each step.

    Where no path can be too long, only the annexes, whose extensions have any length, are prepared.
    """
    options, meeting = livraison.workshop.options, livraison.meeting
    # they keep their extension, however long
    yield partial(annexes.list_annexes, meeting)
    if is_short_enough(options.sortie / livraison.dossier):
        return
    for production in livraison.productions:
        yield partial(_list_requests, production, meeting)
    for modele in _list_own_templates(options):
        yield partial(modeles_libres.prepare, meeting, modele)
    yield partial(calendrier.prepare, meeting)
    yield partial(courriels.prepare, meeting)


def _list_requests(production: Production, meeting: MeetingContext) -> Sequence[DocumentRequest]:
    return production.prepare(meeting).requests


def _list_own_templates(options: Options) -> Sequence[str]:
    """Return the names of the secretary's own templates; none when the folder cannot be read, which
    is reported where it is read.
    """
    try:
        return template_folder.list_own_templates(
            options.modeles, modeles_libres.find_template_kind
        )
    except OSError:
        return ()


class _ExpectedFile(Protocol):
    """A file that knows its path in the folder of the meeting."""

    @property
    def chemin(self) -> str: ...
