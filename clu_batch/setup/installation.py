"""Fill a library folder with pip, once per computer and per set of pins
(docs/rules/delivery.md#libraries). Standard library only.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.held_files import Patience
from clu_batch.kernel.problems import CluError
from clu_batch.setup.library_folder import (
    STAMP,
    TEMPORARY,
    UNTOUCHED,
    Need,
    Say,
    is_whole,
    name_folder,
)

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
        raise CluError(_explain_disk(cache, error), Code.LIBRARIES) from error
    try:
        pinned = need.copy_pins(temporary)
        folder = cache / name_folder(pinned)
        _fill(pinned, need.wheels, temporary, cache / LOG, say)
        _publish(temporary / "lib", folder)
    except OSError as error:
        raise CluError(_explain_disk(cache, error), Code.LIBRARIES) from error
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
    pip = Pip(temporary, say, _build_environment(temporary))
    done = pip.install(need, wheels)
    said = "\n".join(pip.output)
    log.write_text(said, "utf-8")
    if not done:
        raise CluError(_explain_refusal(said, log, with_kit=wheels.is_dir()), Code.LIBRARIES)
    say("  vérification…")
    _compile(target)
    _refuse_broken_libraries(need, target, log)
    names = sorted(path.name for path in target.iterdir())
    (target / STAMP).write_text(json.dumps(names), "utf-8")


@frozen
class Pip:
    """Runs pip in a temporary folder. `output`: its words, for the log."""

    temporary: Path
    say: Say
    environment: Mapping[str, str]
    output: list[str] = field(default_factory=list)

    def install(self, need: Need, wheels: Path) -> bool:
        """Let pip fill `temporary`/lib, from `wheels` alone first when there is one; return whether
        it could.
        """
        command = [
            *self._find(),
            "install",
            "--target",
            str(self.temporary / "lib"),
            *PIP_OPTIONS,
        ]
        command += ["--requirement", str(need.requirements)]
        for path in need.beside:
            command += ["--constraint", str(path)]
        return any(self._insist([*command, *source]) for source in _list_sources(wheels))

    def _find(self) -> list[str]:
        """Return the command that runs pip: the machine's, else the one that Python carries,
        unpacked in the temporary folder.
        """
        command = [sys.executable, "-m", "pip"]
        if self._run([*command, "--version"]).returncode == 0:
            return command
        root = self.temporary / "pip"
        self._run([sys.executable, "-m", "ensurepip", "--root", str(root)])
        found = next(root.rglob("pip/__main__.py"), None)
        if found is None:
            raise CluError(WITHOUT_PIP, Code.LIBRARIES)
        return [sys.executable, str(found.parent)]

    def _run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return _run_quietly(command, self.environment, self.temporary)

    def _insist(self, command: Sequence[str]) -> bool:
        """Run pip, again as long as an antivirus holds one of its files; return whether it
        succeeded.
        """
        for wait in ANTIVIRUS:
            time.sleep(wait)
            before = len(self.output)
            shutil.rmtree(self.temporary / "lib", ignore_errors=True)
            if self._watch(command):
                return True
            if not HELD.search("\n".join(self.output[before:])):
                return False
        return False

    def _watch(self, command: Sequence[str]) -> bool:
        """Run pip, keeping its words for the log and telling in French which library it is at; True
        when it succeeded.
        """
        with subprocess.Popen(  # noqa: S603 (our own Python, our own arguments)
            command,
            env=self.environment,
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


WITHOUT_PIP = (
    "Les bibliothèques du programme n’ont pas pu être installées : Python est incomplet"
    " sur cet ordinateur (« pip » manque). Demandez au service informatique de réinstaller"
    f" Python avec ses options habituelles, puis relancez. {UNTOUCHED}"
)


def _list_sources(wheels: Path) -> Sequence[Sequence[str]]:
    """Return the options of pip, one try after the other, that say where the libraries come
    from.
    """
    if not wheels.is_dir():
        return ([],)
    kit = ["--find-links", str(wheels)]
    return (["--no-index", *kit], kit)


PIP_OPTIONS = (
    "--no-compile",  # compiled below on all processors
    "--only-binary=:all:",  # an office computer has no compiler
    "--no-input",
    "--no-warn-script-location",
    "--disable-pip-version-check",
    "--progress-bar=off",
    "--retries=2",  # five would keep her waiting a minute and a half without a network
)


ELSEWHERE = frozenset({"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME"})
"""Variables that would send the files of pip elsewhere."""


def _build_environment(temporary: Path) -> dict[str, str]:
    """Return the variables of the machine (its proxy and its mirror are needed), less those that
    would send the files elsewhere.
    """
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    for name in ("TMPDIR", "TEMP", "TMP"):  # what a killed pip leaves is swept with the rest
        environment[name] = str(temporary)
    return environment | {
        "PIP_USER": "0",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "PYTHONIOENCODING": "utf-8",
    }


def _run_quietly(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    timeout: float | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own Python, our own arguments)
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=timeout,
    )


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


def _compile(target: Path) -> None:
    """Compile now what the first run would compile one file after the other; a file that does not
    compile is nobody's import.
    """
    options = ["-q", "-j", "0", "-x", r"[\\/]tests?[\\/]"]
    command = [sys.executable, "-m", "compileall", *options, str(target)]
    # what is not compiled now will be when it is imported
    with contextlib.suppress(subprocess.TimeoutExpired):
        _run_quietly(command, dict(os.environ), target.parent, COMPILING)


COMPILING = 240.0
"""Seconds given to the compiling, whose processes a guard may have blocked."""
ANTIVIRUS = (0, 3)
"""Seconds before each try: an antivirus may still hold files that have just been written."""


def is_sound(need: Need, folder: Path) -> bool:
    """Whether installed libraries still are what was published, and load."""
    return not _find_fault(need, folder, fully=True)


def _refuse_broken_libraries(need: Need, target: Path, log: Path) -> None:
    fault = _find_fault(need, target, fully=False)
    if not fault:
        return
    with log.open("a", encoding="utf-8") as lines:
        lines.write(fault)
    raise CluError(
        "Les bibliothèques du programme ont été copiées mais ne fonctionnent pas sur cet"
        " ordinateur ; un antivirus ou une règle de sécurité les bloque peut-être. Montrez au"
        f" service informatique le fichier {log}, puis relancez. {UNTOUCHED}",
        Code.LIBRARIES,
    )


def _find_fault(need: Need, folder: Path, *, fully: bool) -> str:
    """Return what a child that tries the libraries of a folder says, tried again after a while; ""
    when they work.
    """
    folders = [str(folder), *map(str, need.under)]
    asked = json.dumps(
        {"requirements": str(need.requirements), "folders": folders, "fully": fully}
    )
    command = [sys.executable, "-I", "-S", str(CHECK), asked]
    said = ""
    for wait in ANTIVIRUS:
        time.sleep(wait)
        tried = _run_quietly(command, dict(os.environ), folder.parent)
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


OFFLINE = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|getaddrinfo"
    r"|Connection(?:Reset|Aborted|Refused)?Error|Max retries"
)
FULL = re.compile(r"No space left|Errno 28|WinError 112")
HELD = re.compile(r"WinError (?:5|32|33)\b|Permission denied")
"""A file that an antivirus holds, or a folder where one may not write."""


def _explain_refusal(output: str, log: Path, *, with_kit: bool) -> str:
    """Tell why pip failed, in the reader's words, and what to do."""
    start = "Les bibliothèques du programme n’ont pas pu être installées : "
    end = f" Le détail technique est dans {log}. {UNTOUCHED}"
    if FULL.search(output):
        return f"{start}le disque est plein. Libérez 500 Mo, puis relancez.{end}"
    kit = ""
    if with_kit:
        kit = "le dossier « wheels » ne contient pas tout ce qu’il faut et "
    # before the network, which no remedy would make useful
    if not _is_suitable(sys.version_info[:2], sys.maxsize):
        version = "{}.{}".format(*sys.version_info[:2])
        return (
            f"{start}{kit}aucune version prête à l’emploi n’a été trouvée pour Python {version} sur"
            " cet ordinateur. Demandez au service informatique d’installer la version 3.11, 3.12,"
            f" 3.13 ou 3.14 de Python (64 bits), puis relancez.{end}"
        )
    if HELD.search(output):
        return (
            f"{start}l’accès à un fichier a été refusé, par un antivirus peut-être. Relancez dans"
            " quelques minutes ; si cela se reproduit, montrez ce message au service"
            f" informatique.{end}"
        )
    if OFFLINE.search(output):
        return (
            f"{start}{kit}cet ordinateur ne peut pas joindre le dépôt public des bibliothèques"
            " Python. Vérifiez la connexion à Internet, puis relancez ; si le réseau de la"
            " préfecture la bloque, demandez au service informatique de l’ouvrir le temps de cette"
            " première utilisation, ou de placer dans le dossier « wheels » du programme les"
            f" bibliothèques de requirements.txt.{end}"
        )
    return (
        f"{start}{kit}le dépôt de bibliothèques Python que cet ordinateur utilise ne les propose"
        " pas. Demandez au service informatique d’ouvrir l’accès au dépôt public le temps de cette"
        " première utilisation, ou de placer dans le dossier « wheels » du programme les"
        f" bibliothèques de requirements.txt, puis relancez.{end}"
    )


def _is_suitable(version: tuple[int, int], largest: int) -> bool:
    """Whether the pinned libraries are published for this Python: its version, and 64 bits."""
    return (3, 11) <= version <= (3, 14) and largest > 2**32


def _explain_disk(folder: Path, error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            f"Les bibliothèques du programme n’ont pas pu être installées dans {folder} : le disque"
            f" est plein, ou votre espace y est épuisé. Libérez 500 Mo, puis relancez. {UNTOUCHED}"
        )
    return (
        "Les bibliothèques du programme n’ont pas pu être installées : l’écriture dans"
        f" {folder} est refusée (erreur {error.errno}). Demandez au service informatique le droit"
        f" d’écrire dans ce dossier, et vérifiez qu’il reste 500 Mo sur le disque. {UNTOUCHED}"
    )
