"""A complete folder for a committee: the program, blank workbooks, templates, guide, no document.

Source: docs/rules/delivery.md#new-folder.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clu_batch import data
from clu_batch.documents import file_names
from clu_batch.kernel import french
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import CluError
from clu_batch.messages import new_folder, outputs
from clu_batch.records import SHEETS
from clu_batch.records.question import Question
from clu_batch.records.reponse import Reponse
from clu_batch.rules.links.reperes import find_corrections
from clu_batch.session.load import load, read_first_sheets
from clu_batch.session.new_folder.carried_rows import CARRIED, CarriedRows, read_carried_rows
from clu_batch.session.options import Options
from clu_batch.write import program_files
from clu_batch.write.blank_workbook import fill_cells, fill_workbook

WORKBOOKS, TEMPLATES, OUTPUT = "workbooks", "templates", "output"
EXAMPLE = "Exemple CLU"


@frozen
class Wanted:
    """What is asked for: the folder to make (None: one beside the program), the program, the folder
    to take rows from (None: none).
    """

    target: Path | None
    program: Path
    source: Options | None


@frozen
class Made:
    """The folder that was made, and what is to be told of it, line by line."""

    folder: Path
    lines: Sequence[str]


def make_folder(wanted: Wanted) -> Made:
    """Make the folder; CluError, and nothing made, when it is not empty or cannot be written."""
    target, source = wanted.target, wanted.source
    if target is None:
        target, source = choose_folder(wanted)
        _refuse_occupied(target, new_folder.ALREADY_MADE)
    else:
        _refuse_place(target, wanted.program)
    carried = read_carried_rows(source) if source else CarriedRows()
    workbooks = make_workbooks(carried)
    if source:
        workbooks = _fit_reperes(workbooks, source)
    _write(target, wanted.program, workbooks)
    return Made(target, list(_tell(target, source, carried)))


def make_example(program: Path) -> Made:
    """Make the folder « Exemple CLU » beside the program, with the example that ships; CluError as
    above.
    """
    target = program.parent / EXAMPLE
    _refuse_occupied(target, new_folder.EXAMPLE_ALREADY_MADE)
    _write(target, program, data.read_example())
    return Made(target, [new_folder.EXAMPLE_MADE.format(target=target)])


def choose_folder(wanted: Wanted) -> tuple[Path, Options | None]:
    """Choose the folder beside the program, « CLU 2027 », after the year of the next meeting of the
    source, else of the clock; and the source, unless it is the example.
    """
    if wanted.source is None:
        raise CluError(new_folder.WITHOUT_NAME, Code.USAGE)
    loaded = load(wanted.source)
    parametres, today = loaded.registre.parametres, wanted.source.today
    coming = [r.date for r in loaded.registre.comite.reunions if r.date >= today]
    year = min(coming, default=today).year
    source = None if parametres.donnees_d_exemple else wanted.source
    name = f"{file_names.simplify(parametres.sigle)} {year}"
    return wanted.program.parent / name, source


def _refuse_place(target: Path, program: Path) -> None:
    """Refuse a folder of the program's own, and one that holds something."""
    if target.resolve().is_relative_to(program.resolve()):
        raise CluError(new_folder.INSIDE.format(target=target), Code.USAGE)
    _refuse_occupied(target, new_folder.OCCUPIED)


def _refuse_occupied(target: Path, sentence: str) -> None:
    """Refuse a folder that holds something, where nothing is ever covered, by this sentence."""
    if target.is_dir() and not any(target.iterdir()):
        return
    if target.exists():
        raise CluError(sentence.format(target=target), Code.USAGE)


def _write(target: Path, program: Path, workbooks: Mapping[str, bytes]) -> None:
    """Write the program, these workbooks and the templates; CluError when they cannot be."""
    files = {f"{WORKBOOKS}/{name}": content for name, content in workbooks.items()}
    for name in (*data.TEMPLATES, data.TAG_LIST):
        files[f"{TEMPLATES}/{name}.docx"] = data.read_template(name)
    try:
        program_files.write_folder(target, program, files, [OUTPUT])
    except OSError as error:
        sentence = outputs.say_folder_unusable(str(target), error)
        raise CluError(sentence, Code.BLOCKED) from error


def make_workbooks(carried: CarriedRows) -> Mapping[str, bytes]:
    """Return the workbooks of the new folder by name, with the rows that are taken along."""
    return {name: _make_workbook(name, carried) for name in data.list_blank_workbooks()}


def _make_workbook(name: str, carried: CarriedRows) -> bytes:
    """A blank workbook with its rows; Réponses has a column for each question."""
    sheets = [sheet.name for sheet in SHEETS if sheet.workbook == name]
    rows = {sheet: carried.rows[sheet] for sheet in sheets if carried.rows.get(sheet)}
    blank = data.read_blank_workbook(name)
    if not rows:
        return blank
    questions = [str(row["Code"]) for row in rows.get(Question.sheet.name, ())]
    return fill_workbook(blank, rows, {Reponse.sheet.name: questions} if questions else {})


def _fit_reperes(workbooks: Mapping[str, bytes], source: Options) -> Mapping[str, bytes]:
    """Return the workbooks with, in Repères, what the settings taken along say: it is what the
    first run would ask to type there.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        program_files.write_files(folder, workbooks)
        options = replace(source, classeurs=folder)
        raws = read_first_sheets(options).traduction.sheets
        loaded = load(options)
    registre = loaded.registre
    fitted = dict(workbooks)
    for raw, wrong in find_corrections(
        raws, registre.parametres, registre.calendrier, loaded.j
    ):
        cells = {cell: value for one in wrong for cell, value in one.cells.items()}
        fitted[raw.workbook] = fill_cells(fitted[raw.workbook], raw.name, cells)
    return fitted


def _tell(target: Path, source: Options | None, carried: CarriedRows) -> Iterator[str]:
    yield new_folder.MADE.format(target=target)
    if source is None:
        yield new_folder.WITHOUT_EXAMPLE
    else:
        counts = [
            french.format_count(carried.count(sheet), sheet.singular, sheet.plural or None)
            for sheet in CARRIED
            if carried.count(sheet)
        ]
        yield new_folder.CARRIED.format(
            source=source.classeurs, rows=french.join_words(counts) or new_folder.NOTHING
        )
        yield new_folder.LEFT_BEHIND
    if carried.broken:
        places = french.join_words([str(place) for place in carried.broken])
        yield new_folder.BROKEN.format(places=places)
    yield new_folder.NEXT
