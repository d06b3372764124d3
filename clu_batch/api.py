"""The program as a library: a run, and what it gives, as data (docs/library.md).

It leaves its host alone: the standard streams, the collector, the current folder and the warnings
are as they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

import pandas as pd

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import Problem
from clu_batch.rules.figures.figure_frames import list_figures
from clu_batch.rules.model import Bilan
from clu_batch.session import pipeline
from clu_batch.session.folders import refuse_mixed_folders
from clu_batch.session.options import Options
from clu_batch.session.produce.output_file import say_state
from clu_batch.session.report import RunOutcome
from clu_batch.session.steps import Annonce, announce_reading

__all__ = ["DeliveredDocument", "Options", "Run", "run"]

REUNION = "Réunion"
"""The column that tells the meetings apart in the frame of all figures."""


@dataclass(frozen=True, slots=True)
class DeliveredDocument:
    """A file of a meeting: its path, what became of it as the control workbook says it, and the
    bytes that the run has made.

    `data` is None when the run has made none: the document was sent, or something prevents it.
    """

    path: Path
    state: str
    data: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run has given.

    `problems`: all that is wrong, with its place, the gravest first. `figures`: a row per figure of
    each meeting, its column « Réunion » being the date of the meeting (None without one); its cells
    are objects: exact fractions, whole numbers, dates, texts, None. `defects`: those of the
    program; what does not depend on them was made.
    """

    code: Code
    problems: Sequence[Problem]
    figures: pd.DataFrame
    documents: Sequence[DeliveredDocument]
    defects: Sequence[Exception]


def run(options: Options | None = None, announce: Annonce = lambda *_: None) -> Run:
    """Do one run: check the workbooks, compute the figures, make the documents.

    `announce` is called with the number of each step, how many there are, what it does. CluError
    when an obstacle stops the run: its `sentence`, in French, says which.
    """
    asked = _complete(options or Options())
    refuse_mixed_folders(asked)
    announce_reading(announce)
    outcome = pipeline.run_session(asked, announce)
    return Run(
        outcome.code,
        sorted(dict.fromkeys(outcome.problems), key=attrgetter("gravite")),
        _gather_figures(outcome),
        list(_list_documents(outcome)),
        outcome.defects,
    )


def _complete(options: Options) -> Options:
    """Return the options with whole paths, and the day on the calendar of this computer."""
    return replace(
        options,
        aujourd_hui=options.aujourd_hui or dt.date.today(),  # noqa: DTZ011 (her calendar)
        classeurs=Path(options.classeurs).absolute(),
        modeles=Path(options.modeles).absolute(),
        sortie=Path(options.sortie).absolute(),
    )


def _gather_figures(outcome: RunOutcome) -> pd.DataFrame:
    """Return the figures of all meetings as one frame."""
    frames = []
    for bilan in outcome.results.computed.bilans:
        frame = list_figures(bilan)
        date = bilan.reunion.date if isinstance(bilan, Bilan) else None
        frame.insert(0, REUNION, pd.Series([date] * len(frame), dtype=object))
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _list_documents(outcome: RunOutcome) -> Iterator[DeliveredDocument]:
    """List the files of each meeting, then the control workbooks."""
    output = outcome.results.workplace.options.sortie
    for delivery in outcome.results.deliveries:
        folder = output / delivery.meeting.folder
        for file in delivery.files:
            line = file.line
            if line is not None and file.defect is None:  # a step that failed is no file
                data = file.version.data if file.version else None
                yield DeliveredDocument(folder / file.chemin, line.etat, data)
    for control in outcome.controls:
        yield DeliveredDocument(output / control.chemin, say_state(control.state), control.data)
