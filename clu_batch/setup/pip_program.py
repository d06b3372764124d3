"""Run pip: the one of this Python, of a kit, or the one that Python carries. Standard library
only.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.setup import children, pip_settings
from clu_batch.setup.library_folder import Need, Say
from clu_batch.setup.refusals import HELD, WITHOUT_PIP

ANTIVIRUS = (0, 3)
"""Seconds before each try: an antivirus may still hold files that have just been written."""

OPTIONS = (
    "--no-compile",  # compiled afterwards, on all processors
    "--only-binary=:all:",  # an office computer has no compiler
    "--no-input",
    "--no-warn-script-location",
    "--disable-pip-version-check",
    "--progress-bar=off",
)
LOCKED = ("--require-hashes", "--no-deps")
"""What the lock names, and nothing else, as it was published."""


@dataclass(frozen=True, slots=True)
class Pip:
    """Runs pip in a temporary folder. `output`: its words, for the log."""

    temporary: Path
    say: Say
    output: list[str] = field(default_factory=list)

    def install(self, need: Need, wheels: Path) -> bool:
        """Let pip fill `temporary`/lib, from `wheels` alone first when there is one; return whether
        it could.
        """
        pip = self._find(wheels)
        settings = pip_settings.read_settings(pip, self.temporary)
        environment = pip_settings.build_environment(settings, self.temporary)
        words = [*pip, "install", "--target", str(self.temporary / "lib"), *OPTIONS]
        words += ["--requirement", str(need.requirements)]
        if need.is_locked:
            words += LOCKED
        for path in need.beside:
            words += ["--constraint", str(path)]
        return any(
            self._insist(children.build_command(*words, *source), environment)
            for source in _list_sources(wheels)
        )

    def _find(self, wheels: Path) -> list[str]:
        """Return what Python is given to run pip: its own module, else the wheel of a kit, else the
        pip that Python carries, unpacked in the temporary folder.
        """
        if self._run("-m", "pip", "--version").returncode == 0:
            return ["-m", "pip"]
        for wheel in sorted(wheels.glob("pip-*.whl")):
            return [str(wheel / "pip")]
        root = self.temporary / "pip"
        self._run("-m", "ensurepip", "--root", str(root))
        found = next(root.rglob("pip/__main__.py"), None)
        if found is None:
            raise CluError(WITHOUT_PIP, Code.LIBRARIES)
        return [str(found.parent)]

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = pip_settings.build_environment({}, self.temporary)
        return children.run_quietly(children.build_command(*words), environment, self.temporary)

    def _insist(self, command: Sequence[str], environment: dict[str, str]) -> bool:
        """Run pip, again as long as an antivirus holds one of its files; return whether it
        succeeded.
        """
        for wait in ANTIVIRUS:
            time.sleep(wait)
            before = len(self.output)
            shutil.rmtree(self.temporary / "lib", ignore_errors=True)
            if self._watch(command, environment):
                return True
            if not HELD.search("\n".join(self.output[before:])):
                return False
        return False

    def _watch(self, command: Sequence[str], environment: dict[str, str]) -> bool:
        """Run pip, keeping its words for the log and telling in French which library it is at; True
        when it succeeded.
        """
        with subprocess.Popen(  # noqa: S603 (our own Python, our own arguments)
            command,
            env=environment,
            cwd=self.temporary,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                self.output.append(line.rstrip())
                for told in _translate(line):
                    self.say(f"  {told}…")
        return process.returncode == 0


def _list_sources(wheels: Path) -> Sequence[Sequence[str]]:
    """Return the options of pip, one try after the other, that say where the libraries come
    from.
    """
    if not wheels.is_dir():
        return ([],)
    kit = ["--find-links", str(wheels)]
    return (["--no-index", *kit], kit)


def _translate(line: str) -> Iterator[str]:
    """Give what a line of pip becomes on the screen: the name of the library it starts on, the copy
    at the end, else nothing.
    """
    kind, _, what = line.strip().partition(" (from ")[0].partition(" ")
    if kind in ("Collecting", "Processing"):
        file = re.split(r"[/\\]", what)[-1]
        yield re.split(r"-\d|[=<>!~;\[ ]", file)[0]
    elif line.startswith("Installing collected packages"):
        yield "copie des fichiers"
