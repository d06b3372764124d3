"""The pinned libraries, as requirements.txt and requirements.lock write them, and the computers for
which the lock holds hashes. Standard library only: who makes a kit has but Python and pip.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
LOCK = ROOT / "requirements.lock"

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
"""The versions of Python that run.py accepts; a test holds them equal."""


@dataclass(frozen=True)
class Pin:
    """A library at one version. `system`: the only one that needs it, as `sys.platform` says it,
    else empty; `hashes`: the sha256 of its files.
    """

    name: str
    version: str
    system: str = ""
    hashes: tuple[str, ...] = ()

    def serves(self, system: str) -> bool:
        """Whether a computer of that system needs the library."""
        return self.system in {"", system}


@dataclass(frozen=True)
class Computer:
    """A kind of computer: what the documentation calls it, its system, the names that pip gives to
    the wheels it takes, the most wanted first.
    """

    name: str
    system: str
    wheels: tuple[str, ...]


def _list_glibc(processor: str) -> tuple[str, ...]:
    newest = [f"manylinux_2_{minor}_{processor}" for minor in range(28, 16, -1)]
    return (*newest, f"manylinux2014_{processor}")


WINDOWS = Computer("Windows, 64 bits", "win32", ("win_amd64",))
COMPUTERS = (
    WINDOWS,
    Computer("Windows, ARM", "win32", ("win_arm64",)),
    Computer("macOS 14, Apple", "darwin", ("macosx_14_0_arm64",)),
    Computer("macOS 11, Apple", "darwin", ("macosx_11_0_arm64",)),
    Computer("macOS 14, Intel", "darwin", ("macosx_14_0_x86_64",)),
    Computer("macOS 11, Intel", "darwin", ("macosx_11_0_x86_64",)),
    Computer("Linux, x86_64", "linux", _list_glibc("x86_64")),
    Computer("Linux, ARM", "linux", _list_glibc("aarch64")),
)
"""A macOS of each numpy wheel: the newest that a computer takes is the one that pip chooses."""


# -- reading ---------------------------------------------------------------------------------------

_PIN = re.compile(
    r'(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*sys_platform == "(?P<system>\w+)")?\s*\\?'
)
_HASH = re.compile(r"--hash=sha256:(?P<hash>[0-9a-f]{64})\s*\\?")


def read_pins(path: Path) -> Sequence[Pin]:
    """Read a file of pins, with their hashes when it has some; ValueError on a line that is neither
    a pin, a hash nor a comment.
    """
    pins: list[Pin] = []
    for line in _list_lines(path):
        digest = _HASH.fullmatch(line)
        if digest and pins:
            pins[-1] = _add_hash(pins[-1], digest["hash"])
            continue
        pin = _PIN.fullmatch(line)
        if pin is None:
            raise ValueError(f"{path.name}: what is « {line} »?")
        pins.append(Pin(pin["name"], pin["version"], pin["system"] or ""))
    return pins


def _list_lines(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        bare = line.strip()
        if bare and not bare.startswith("#"):
            yield bare


def _add_hash(pin: Pin, digest: str) -> Pin:
    return Pin(pin.name, pin.version, pin.system, (*pin.hashes, digest))


# -- for pip ---------------------------------------------------------------------------------------


def write_line(pin: Pin) -> str:
    """Write a pin and its hashes for a computer that needs it, its condition left out: pip reads
    conditions for the computer on which it runs, not for the one that is asked.
    """
    words = [f"{pin.name}=={pin.version}"]
    words += [f"--hash=sha256:{digest}" for digest in pin.hashes]
    return " ".join(words)


def list_options(computer: Computer, version: str) -> Sequence[str]:
    """Return the options by which pip takes the wheels of another computer and Python."""
    options = ["--no-deps", "--only-binary=:all:", "--implementation", "cp"]
    options += ["--python-version", version]
    for wheel in computer.wheels:
        options += ["--platform", wheel]
    return options


def run_pip(words: Sequence[str]) -> str:
    """Run the pip of this Python, by the settings of this machine; return what it says,
    RuntimeError when it fails.
    """
    command = [sys.executable, "-m", "pip", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"pip {words[0]}: {done.stderr}")
    return done.stdout
