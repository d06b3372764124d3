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
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import clu_batch
from clu_batch import bootstrap, commande, console
from clu_batch.codes import Code
from clu_batch.commande import Commande
from clu_batch.defauts import sorties
from clu_batch.library_folder import Need
from clu_batch.options import Options
from clu_batch.problems import CluError

if TYPE_CHECKING:
    from clu_batch.execution import RunOutcome

ROOT = Path(__file__).resolve().parent.parent
JOURNAL = "journal.txt"
UNTOUCHED = bootstrap.UNTOUCHED


def main(words: Sequence[str]) -> int:
    """Run what was typed and give the exit code; never raises, and waits for Enter when a window
    would close.
    """
    console.make_safe()
    interactive = console.is_interactive(os.environ, sans_pause=commande.NO_PAUSE in words)
    outcome = Outcome()
    with console.without_quick_edit():
        code = guarded(lambda: run(commande.parse(words), outcome), journal_of(words))
        if interactive:
            for folder in outcome.folders:
                console.open_folder(folder)
            console.pause()
    return code


class Outcome:
    """What a run leaves to show once its code is known."""

    def __init__(self) -> None:
        self.folders: Sequence[Path] = ()


def run(asked: Commande, outcome: Outcome) -> int:
    """Do what was asked; CluError when an obstacle stops it."""
    if asked.name == "aide":
        for line in commande.usage():
            console.say(line)
        return Code.DONE
    if asked.name == "tests":
        return test()
    return produce(asked, outcome)


def produce(asked: Commande, outcome: Outcome) -> int:
    """Check the workbooks and, unless only that was asked, make the documents."""
    # the day on the secretary's calendar; the clock is read here and nowhere else
    today = dt.date.today()  # noqa: DTZ011
    options = commande.options(asked, ROOT, today)
    need = bootstrap.program(ROOT)
    libraries = bootstrap.libraries(need, console.say)
    bootstrap.activate([libraries])
    with bootstrap.at_work([libraries]):
        result = _execute(options, need)
    outcome.folders = result.dossiers
    for line in result.lignes:
        console.say(line)
    for defect in result.pannes:
        _record(defect, options.sortie / JOURNAL)
    return result.code


def _execute(options: Options, need: Need) -> RunOutcome:
    """One run of the pipeline; CluError when it was stopped, or a document lost, by what is no
    defect of the program.
    """
    steps = console.Steps()
    try:
        with _nothing_collected():
            from clu_batch import pipeline  # noqa: PLC0415 (its libraries are there only now)

            result = pipeline.executer(options, steps)
    except CluError:
        raise
    except (
        Exception
    ) as error:  # a damaged library, a folder that is refused, or a defect: told apart below
        _refuse_broken_files([error], need, options)
        raise
    finally:
        steps.finish()
    if result.pannes:
        _refuse_broken_files(result.pannes, need, options)
    return result


def _refuse_broken_files(errors: Sequence[Exception], need: Need, options: Options) -> None:
    """Tell an error that a file explains, missing, damaged or out of reach, from a defect of the
    program.
    """
    if any(_is_incomplete(error) for error in errors):
        raise CluError(f"{bootstrap.INCOMPLETE} {STATE}", Code.INCOMPLETE) from errors[0]
    _refuse_damaged([need])
    for error in errors:
        if isinstance(error, OSError) and _is_hers(error.filename, options):
            raise CluError(f"{sorties.acces_refuse(error)} {STATE}", Code.BLOCKED) from error
    if any(isinstance(error, ImportError) for error in errors):
        raise CluError(f"{HELD} {STATE}", Code.LIBRARIES) from errors[0]


def _is_hers(path: object, options: Options) -> bool:
    """Whether a path leads into one of the folders that the run was given."""
    return _lies_in(path, options.classeurs, options.modeles, options.sortie)


def _lies_in(path: object, *folders: Path) -> bool:
    """Whether the path that an error names leads into one of these folders."""
    return isinstance(path, str) and any(Path(path).is_relative_to(folder) for folder in folders)


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
    return (
        specification is not None
        and specification.origin is None
        and specification.name.startswith(f"{clu_batch.__name__}.")
    )


STATE = f"Les documents déjà écrits sont complets, les autres restent à produire. {UNTOUCHED}"
DAMAGED = (
    "Une bibliothèque du programme est abîmée sur cet ordinateur. Relancez : elle sera réinstallée."
)
HELD = (
    "Une bibliothèque du programme ne s’est pas chargée ; un antivirus la retenait peut-être."
    " Relancez dans une minute."
)


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
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


def test() -> int:
    """Run the test suite with its own libraries: 0 when all passes, else 1. `CLU_COUVERTURE`
    measures what it covers.
    """
    program = bootstrap.program(ROOT)
    libraries = bootstrap.libraries(program, console.say)
    development = bootstrap.development(ROOT, libraries)
    tools = bootstrap.libraries(development, console.say)
    path = os.pathsep.join([str(libraries), str(tools)])
    measure = (
        ["--cov=clu_batch", "--cov-branch", "--cov-report="]
        if os.environ.get("CLU_COUVERTURE")
        else []
    )
    command = [sys.executable, "-m", "pytest", *PLUGINS, "-n", "auto", "tests", *measure]
    environment = os.environ | {
        "PYTHONPATH": path,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }  # those of the machine stay out
    with bootstrap.at_work([libraries, tools]):
        # our own Python and tests
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603
    if done.returncode:
        _refuse_damaged([program, development])
    return Code.DONE if done.returncode == 0 else Code.TO_CORRECT


def guarded(work: Callable[[], int], journal: Path) -> int:
    """The one handler: an obstacle gives its sentence and its code, anything else a calm sentence
    and 70.
    """
    try:
        return int(work())
    except CluError as error:
        console.say(f"\n{error.sentence}")
        return int(error.code)
    except KeyboardInterrupt:
        console.say(
            "\nArrêt demandé : les documents déjà produits sont complets, les autres restent à"
            f" produire. {UNTOUCHED}"
        )
        return Code.INTERRUPTED
    except Exception as error:  # the last barrier: she must read a sentence, never a traceback
        told = RECORDED.format(journal=journal) if _record(error, journal) else UNRECORDED
        console.say(
            "\nLe programme a rencontré un défaut qui lui est propre et s’est arrêté."
            f" {UNTOUCHED} {told}"
        )
        return Code.DEFECT


RECORDED = (
    "Relancez ; si cela se reproduit, transmettez le fichier {journal} à la personne qui s’occupe"
    " du programme : il ne nomme personne."
)
UNRECORDED = (
    "Relancez ; si cela se reproduit, prévenez la personne qui s’occupe du programme : le journal"
    " n’a pas pu être écrit."
)


def _record(error: Exception, file: Path) -> bool:
    """Write a defect in the journal; whether it could be."""
    # the hour on the wall, for the person who reads the journal
    now = dt.datetime.now()  # noqa: DTZ005
    try:
        from clu_batch import journal  # noqa: PLC0415 (a run without a defect does not need it)

        journal.record(error, file, now, clu_batch.__version__)
    except (OSError, ImportError):
        return False
    return True


def journal_of(words: Sequence[str]) -> Path:
    """Where a defect is told: in the folder of the documents, or in its usual place when the
    command line itself is at fault.
    """
    folder = ROOT / "output"
    with contextlib.suppress(
        CluError, OSError
    ):  # or the folder from which the program was started is no more
        folder = Path(commande.parse(words).values.get("--sortie", folder)).absolute()
    return folder / JOURNAL
