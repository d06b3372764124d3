"""The command: from what was typed to an exit code; the only place that turns exceptions into a
sentence and reads the clock.

Nothing here nor above imports a library before `bootstrap` has provided it: an unknown option is
refused at once, on any machine.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import clu_batch
from clu_batch.app import arguments, console
from clu_batch.app.arguments import Command
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.guard import Failure, attempt
from clu_batch.kernel.problems import CluError
from clu_batch.messages import outputs
from clu_batch.session.options import Options
from clu_batch.session.steps import announce_reading
from clu_batch.setup import bootstrap, library_folder
from clu_batch.setup.library_folder import Need

if TYPE_CHECKING:
    from clu_batch.session.report import RunOutcome

ROOT = Path(__file__).absolute().parents[2]
"""Not resolved: a mapped drive keeps the letter by which she knows it."""
WORKBOOKS = "workbooks"
JOURNAL = "journal.txt"
UNTOUCHED = library_folder.UNTOUCHED


@frozen
class Setting:
    """Where a run stands: the folder that holds `workbooks`, `templates` and `output`, and the
    private libraries that it uses (None: those of the Python environment serve).
    """

    folder: Path
    need: Need | None


def read_checkout() -> Setting:
    """Return the setting of run.py: the folders beside it, the private libraries."""
    return Setting(ROOT, bootstrap.build_program_need(ROOT))


def read_environment() -> Setting:
    """Return the setting of `python -m clu_batch`: the current folder, or that of the checkout when
    only the latter holds workbooks; the libraries of the environment.
    """
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the folder from which the program was started is no more
        return Setting(ROOT, None)
    if (ROOT / WORKBOOKS).is_dir() and not (here / WORKBOOKS).is_dir():
        return Setting(ROOT, None)
    return Setting(here, None)


def main(words: Sequence[str], setting: Setting | None = None) -> int:
    """Run what was typed, by run.py unless another setting is given, and return the exit code.

    It never raises, and waits for Enter when a window would close.
    """
    console.make_safe()
    setting = setting or read_checkout()
    interactive = console.is_interactive(os.environ, sans_pause=arguments.NO_PAUSE in words)
    with console.suspend_quick_edit():
        journal = locate_journal(words, setting.folder)
        ending = end_calmly(lambda: run(arguments.parse(words), setting), journal)
        if interactive:
            show_folders(ending.folders)
            console.pause()
    return ending.code


def show_folders(folders: Sequence[Path]) -> None:
    """Open one window: on the folder that was filled, or on the one that holds them all."""
    if folders:
        console.open_folder(Path(os.path.commonpath(folders)))


@frozen
class Ending:
    """How a command ended: its exit code, the folders to show."""

    code: int
    folders: Sequence[Path] = ()


def run(asked: Command, setting: Setting) -> Ending:
    """Do what was asked; CluError when an obstacle stops it."""
    if asked.name == "aide":
        for line in arguments.write_usage():
            console.say(line)
        return Ending(Code.DONE)
    if asked.name == "tests":
        return Ending(run_tests(asked.words, setting.need))
    if asked.name in {arguments.NEW, arguments.EXAMPLE}:
        return make_folder(asked, setting)
    return produce(asked, setting)


def make_folder(asked: Command, setting: Setting) -> Ending:
    """Make the folder of another committee or year, or that of the example, and say what it
    holds.
    """
    source = None
    if asked.name == arguments.NEW:
        source = arguments.build_source(asked, setting.folder, _read_clock())
    target = Path(asked.words[0]).absolute() if asked.words else None
    with _use_libraries(setting.need):
        from clu_batch.session import new_folder  # noqa: PLC0415 (the libraries come with it)

        if asked.name == arguments.EXAMPLE:
            made = new_folder.make_example(ROOT)
        else:
            made = new_folder.make_folder(new_folder.Wanted(target, ROOT, source))
    for line in made.lines:
        console.say(line)
    return Ending(Code.DONE, [made.folder])


def produce(asked: Command, setting: Setting) -> Ending:
    """Check the workbooks and, unless only that was asked, make the documents."""
    options = arguments.build_options(asked, setting.folder, _read_clock())
    with _use_libraries(setting.need):
        result = _execute(options, setting.need)
    for line in result.lines:
        console.say(line)
    for defect in result.defects:
        _record(defect, options.sortie / JOURNAL)
    return Ending(int(result.code), result.folders)


def _read_clock() -> dt.date:
    """The day on the secretary's calendar; the clock is read here and nowhere else."""
    return dt.date.today()  # noqa: DTZ011 (the calendar on her wall)


@contextlib.contextmanager
def _use_libraries(need: Need | None) -> Iterator[None]:
    """Use the private libraries for the time of the block, installed now when they are missing."""
    if need is None:
        yield
        return
    folder = bootstrap.provide_libraries(need, console.say)
    bootstrap.activate([folder])
    with bootstrap.mark_at_work([folder]):
        yield


def _execute(options: Options, need: Need | None) -> RunOutcome:
    """Run the pipeline; CluError when it was stopped, or a document lost, by what is no defect of
    the program.
    """
    result = attempt(partial(_run_pipeline, options))
    if isinstance(result, Failure):  # a damaged library, a folder that is refused, or a defect
        _refuse_broken_files([result.error], need, options)
        raise result.error
    if result.defects:
        _refuse_broken_files(result.defects, need, options)
    return result


def _run_pipeline(options: Options) -> RunOutcome:
    """Announce the first step, then import the session: its libraries take longer to load than a
    person waits.
    """
    steps = console.Steps()
    announce_reading(steps)
    try:
        with _pause_collector(), console.mute_foreign_errors():
            from clu_batch.session import pipeline  # noqa: PLC0415 (the libraries come with it)

            return pipeline.run_session(options, steps)
    finally:
        steps.finish()


def _refuse_broken_files(
    errors: Sequence[Exception], need: Need | None, options: Options
) -> None:
    """Raise CluError when a file explains an error, missing, damaged or out of reach; another error
    is a defect of the program.
    """
    if any(_is_incomplete(error) for error in errors):
        raise CluError(f"{bootstrap.INCOMPLETE} {STATE}", Code.INCOMPLETE) from errors[0]
    if need is not None:
        _refuse_damaged([need])
    hers = (options.classeurs, options.modeles, options.sortie)
    for error in errors:
        if isinstance(error, OSError) and _lies_in(error.filename, *hers):
            raise CluError(
                f"{outputs.say_access_refused(error)} {STATE}", Code.BLOCKED
            ) from error
    if any(isinstance(error, ImportError) for error in errors):
        sentence = ABSENT if need is None else HELD
        raise CluError(f"{sentence} {STATE}", Code.LIBRARIES) from errors[0]


def _lies_in(path: object, *folders: Path) -> bool:
    """Whether the path that an error names leads into one of these folders."""
    return isinstance(path, str) and any(
        Path(path).is_relative_to(folder) for folder in folders
    )


def _refuse_damaged(needs: Sequence[Need]) -> None:
    """Have the libraries that no longer work installed again at the next start, and say so."""
    damaged = [need for need in needs if not bootstrap.are_sound(need)]
    for need in damaged:
        bootstrap.give_up(need)
    if damaged:
        raise CluError(f"{DAMAGED} {STATE}", Code.LIBRARIES)


def _is_incomplete(error: Exception) -> bool:
    """Whether a file of the program is missing or cut, as a folder that was not unpacked whole
    leaves it.
    """
    if isinstance(error, SyntaxError | FileNotFoundError):
        return _lies_in(error.filename, ROOT / clu_batch.__name__)
    if isinstance(error, ImportError):
        return (error.name or "").partition(".")[0] == clu_batch.__name__
    return isinstance(error, AttributeError) and _is_without_its_own(error.obj)


def _is_without_its_own(package: object) -> bool:
    """Whether a package of the program lost its `__init__.py`: Python then makes an empty one."""
    specification = getattr(package, "__spec__", None)
    if specification is None or specification.origin is not None:
        return False
    return bool(specification.name.startswith(f"{clu_batch.__name__}."))


STATE = f"Les documents déjà écrits sont complets, les autres restent à produire. {UNTOUCHED}"
DAMAGED = (
    "Une bibliothèque du programme est abîmée sur cet ordinateur. Relancez : elle sera"
    " réinstallée."
)
HELD = (
    "Une bibliothèque du programme ne s’est pas chargée ; un antivirus la retenait peut-être."
    " Relancez dans une minute."
)
ABSENT = (
    "Une bibliothèque du programme manque dans l’environnement Python utilisé. Installez-y celles"
    " de requirements.txt, ou lancez run.py, qui installe les siennes à part."
)


@contextlib.contextmanager
def _pause_collector() -> Iterator[None]:
    """Let the collector of cycles rest: what a run makes lives to its end, and walking through it
    takes a quarter of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor does Python walk through it once more on its way out
        gc.enable()


PLUGINS = ("-p", "xdist.plugin", "-p", "pytest_cov.plugin", "-p", "_hypothesis_pytestplugin")
"""The extensions of pytest that the tests use, by name."""
ON_ALL_PROCESSORS = ("-n", "auto")
COVERAGE = ("--cov=clu_batch", "--cov-branch", "--cov-report=")


def run_tests(words: Sequence[str], need: Need | None) -> int:
    """Run the test suite, or what the words of pytest choose in it; 0 when all passes, else 1.

    `CLU_COUVERTURE` measures what the tests cover.
    """
    if not (ROOT / "tests").is_dir():
        raise CluError(f"{WITHOUT_TESTS} {UNTOUCHED}", Code.INCOMPLETE)
    command = [sys.executable, "-m", "pytest", *PLUGINS, *(words or ON_ALL_PROCESSORS)]
    if os.environ.get("CLU_COUVERTURE"):
        command += COVERAGE
    # those of the machine stay out
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    if need is None:
        return _launch(command, environment)
    return _launch_with_private_tools(command, environment, need)


def _launch_with_private_tools(
    command: Sequence[str], environment: Mapping[str, str], program: Need
) -> Code:
    """Launch the tests with the libraries of the program and their own tools."""
    libraries = bootstrap.provide_libraries(program, console.say)
    development = bootstrap.build_development_need(ROOT, libraries)
    folders = [libraries, bootstrap.provide_libraries(development, console.say)]
    path = os.pathsep.join(map(str, folders))
    with bootstrap.mark_at_work(folders):
        code = _launch(command, {**environment, "PYTHONPATH": path})
    if code is not Code.DONE:
        _refuse_damaged([program, development])
    return code


def _launch(command: Sequence[str], environment: Mapping[str, str]) -> Code:
    # our own Python and tests
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603
    if done.returncode == 0:
        return Code.DONE
    return Code.TO_CORRECT


WITHOUT_TESTS = (
    "Les tests ne sont pas installés avec le programme ; ils se trouvent dans son dossier de"
    " développement."
)


def end_calmly(work: Callable[[], Ending], journal: Path) -> Ending:
    """Run the work and return how it ended: the one handler of exceptions.

    An obstacle gives its sentence and its code, anything else a calm sentence and 70.
    """
    try:
        return work()
    except CluError as error:
        console.say(f"\n{error.sentence}")
        return Ending(int(error.code))
    except KeyboardInterrupt:
        console.say(
            "\nArrêt demandé : les documents déjà produits sont complets, les autres restent à"
            f" produire. {UNTOUCHED}"
        )
        return Ending(Code.INTERRUPTED)
    except Exception as error:  # the last barrier: she must read a sentence, never a traceback
        recorded = _record(error, journal)
        told = RECORDED.format(journal=journal) if recorded else UNRECORDED
        console.say(
            "\nLe programme a rencontré un défaut qui lui est propre et s’est arrêté."
            f" {UNTOUCHED} {told}"
        )
        return Ending(Code.DEFECT)


RECORDED = (
    "Relancez ; si cela se reproduit, transmettez le fichier {journal} à la personne qui s’occupe"
    " du programme : il ne nomme personne."
)
UNRECORDED = (
    "Relancez ; si cela se reproduit, prévenez la personne qui s’occupe du programme : le journal"
    " n’a pas pu être écrit."
)


def _record(error: Exception, file: Path) -> bool:
    """Write a defect in the journal; return whether it could be."""
    # the hour on the wall, for the person who reads the journal
    now = dt.datetime.now()  # noqa: DTZ005
    try:
        from clu_batch.app import journal  # noqa: PLC0415 (a run without a defect does not need it)

        journal.record(error, file, now, clu_batch.__version__)
    except (OSError, ImportError):
        return False
    return True


def locate_journal(words: Sequence[str], folder: Path) -> Path:
    """Return where a defect is told: in the folder of the documents, or in its usual place when the
    command line itself is at fault.
    """
    usual = folder / "output"
    try:
        typed = arguments.parse(words).values.get("--sortie", usual)
        return Path(typed).absolute() / JOURNAL
    except (CluError, OSError):
        # OSError: the folder from which the program was started is no more
        return usual / JOURNAL
