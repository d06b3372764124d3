"""Fill a library folder with pip, once per computer and per set of pins
(docs/rules/delivery.md#libraries). Standard library only.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.held_files import Patience
from clu_batch.kernel.problems import CluError
from clu_batch.setup import children
from clu_batch.setup.library_folder import (
    STAMP,
    TEMPORARY,
    Need,
    Say,
    is_whole,
    name_folder,
)
from clu_batch.setup.pip_program import ANTIVIRUS, Pip
from clu_batch.setup.refusals import explain_broken, explain_disk, explain_refusal

LOG = "installation.txt"

CHECK = Path(__file__).with_name("library_check.py")
"""The program that tries the libraries, run in a child without the machine's own."""


def install(need: Need, cache: Path, say: Say) -> Path:
    """Fill a folder of `cache` with the libraries of `need`, whole or not at all; CluError 4 says
    what to do when it cannot be done.
    """
    say(_write_announcement(need, again=(cache / name_folder(need)).exists()))
    try:
        cache.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(suffix=TEMPORARY, dir=cache))
    except OSError as error:
        raise CluError(explain_disk(cache, error), Code.LIBRARIES) from error
    try:
        pinned = need.copy_pins(temporary)
        folder = cache / name_folder(pinned)
        _fill(pinned, need.wheels, temporary, cache / LOG, say)
        _publish(temporary / "lib", folder)
    except OSError as error:
        raise CluError(explain_disk(cache, error), Code.LIBRARIES) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    say("Installation terminée.")
    return folder


def _write_announcement(need: Need, *, again: bool) -> str:
    if again:
        return f"Réinstallation {need.name}, qui sont incomplètes ou abîmées (une à trois minutes)…"
    return (
        f"Première utilisation sur cet ordinateur : installation {need.name} (une à"
        f" trois minutes)…"
    )


def _fill(need: Need, wheels: Path, temporary: Path, log: Path, say: Say) -> None:
    target = temporary / "lib"
    pip = Pip(temporary, say)
    done = pip.install(need, wheels)
    said = "\n".join(pip.output)
    log.write_text(said, "utf-8")
    if not done:
        raise CluError(explain_refusal(said, log, with_kit=wheels.is_dir()), Code.LIBRARIES)
    say("  vérification…")
    _compile(target)
    _refuse_broken_libraries(need, target, log)
    names = sorted(path.name for path in target.iterdir())
    (target / STAMP).write_text(json.dumps(names), "utf-8")


def _compile(target: Path) -> None:
    """Compile now what the first run would compile one file after the other; a file that does not
    compile is nobody's import.

    Each processor has its own list: a pool of processes would outlive the one that is stopped.
    """
    files = sorted(
        str(path)
        for path in target.rglob("*.py")
        if TESTS.isdisjoint(path.relative_to(target).parts)
    )
    shares = min(os.cpu_count() or 1, MOST_COMPILERS, len(files))
    commands = []
    for number in range(shares):
        share = target.parent / f"compiler-{number}.txt"
        share.write_text("\n".join(files[number::shares]), "utf-8")
        commands.append(children.build_command("-m", "compileall", "-q", "-i", str(share)))
    # what is not compiled now will be when it is imported
    children.run_together(commands, target.parent, COMPILING)


TESTS = frozenset({"test", "tests"})
"""The folders of a library that no run imports."""
MOST_COMPILERS = 8
"""Processes that compile at once: each takes a while to start."""
COMPILING = 240.0
"""Seconds given to the compiling, whose processes a guard may block."""


def is_sound(need: Need, folder: Path) -> bool:
    """Whether installed libraries still are what was published, and load."""
    return not _find_fault(need, folder, fully=True)


def _refuse_broken_libraries(need: Need, target: Path, log: Path) -> None:
    fault = _find_fault(need, target, fully=False)
    if not fault:
        return
    with log.open("a", encoding="utf-8") as lines:
        lines.write(fault)
    raise CluError(explain_broken(log), Code.LIBRARIES)


def _find_fault(need: Need, folder: Path, *, fully: bool) -> str:
    """Return what a child that tries the libraries of a folder says, tried again after a while; ""
    when they work.
    """
    folders = [str(folder), *map(str, need.under)]
    asked = json.dumps(
        {"requirements": str(need.requirements), "folders": folders, "fully": fully}
    )
    command = children.build_command("-I", "-S", str(CHECK), asked)
    said = ""
    for wait in ANTIVIRUS:
        time.sleep(wait)
        tried = children.run_quietly(command, dict(os.environ), folder.parent)
        if tried.returncode == 0:
            return ""
        said += f"\n{tried.stderr}\n(code {tried.returncode})\n"
    return said


PATIENCE = 30.0
"""Seconds given to an antivirus that reads what has just been written, before a finished
installation is given up.
"""


def _publish(filled: Path, folder: Path) -> None:
    """Give the folder its name; when another launch was faster its folder is kept, when a damaged
    one stands there it makes way.
    """
    Patience(PATIENCE, PATIENCE).insist(lambda: _rename(filled, folder))


def _rename(filled: Path, folder: Path) -> None:
    if is_whole(folder):
        return
    if folder.exists():
        folder.rename(filled.parent / "damaged")
    try:
        filled.rename(folder)
    except OSError:
        if not is_whole(folder):
            raise
