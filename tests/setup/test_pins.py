"""The pins: whole on each system, and the lock that holds their digests."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.folders import ROOT
from tools import pins

Computer = dict[str, str]


def computers() -> Iterator[Computer]:
    for system in ("linux", "win32", "darwin"):
        for version in ("3.11", "3.12", "3.13", "3.14"):
            here = {
                "sys_platform": system,
                "python_version": version,
                "python_full_version": f"{version}.0",
                "platform_machine": "x86_64",
            }
            yield {name: str(value) for name, value in default_environment().items()} | here


def pinned(*files: str) -> list[Requirement]:
    lines = [line for file in files for line in (ROOT / file).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and line[0] != "#"]


def applies(requirement: Requirement, computer: Computer, extras: set[str]) -> bool:
    return requirement.marker is None or any(
        requirement.marker.evaluate({**computer, "extra": extra}) for extra in {"", *extras}
    )


def missing(requirements: list[Requirement], computer: Computer) -> Iterator[str]:
    """What a pinned library needs on that computer and that no line pins."""
    here = [line for line in requirements if applies(line, computer, set())]
    names = {canonicalize_name(line.name) for line in here}
    for line in here:
        try:
            needed = importlib.metadata.requires(line.name) or ()
        except importlib.metadata.PackageNotFoundError:
            continue  # a library of another system is not here to be asked
        wanted = [
            need for need in map(Requirement, needed) if applies(need, computer, line.extras)
        ]
        yield from (
            f"{line.name} needs {need.name}"
            for need in wanted
            if canonicalize_name(need.name) not in names
        )


@pytest.mark.parametrize(
    "files",
    [["requirements.txt"], ["requirements.txt", "requirements-dev.txt"]],
    ids=["program", "tests"],
)
def test_every_library_is_pinned_with_all_that_it_needs_on_each_system(
    files: list[str],
) -> None:
    lines = pinned(*files)
    assert [
        str(line) for line in lines if [spec.operator for spec in line.specifier] != ["=="]
    ] == []
    assert {text for computer in computers() for text in missing(lines, computer)} == set()


def test_the_lock_holds_the_pins_of_the_requirements_and_their_digests() -> None:
    """`python tools/lock.py` makes it again."""
    required, locked = pins.read_pins(pins.REQUIREMENTS), pins.read_pins(pins.LOCK)
    assert [dataclasses.replace(pin, hashes=()) for pin in locked] == list(required)
    assert [pin.name for pin in locked if not pin.hashes] == []


def test_a_compiled_library_has_a_digest_for_each_computer_and_version() -> None:
    """numpy publishes a wheel for each: none may have been left out."""
    [numpy] = [pin for pin in pins.read_pins(pins.LOCK) if pin.name == "numpy"]
    assert len(set(numpy.hashes)) >= len(pins.VERSIONS) * len(pins.COMPUTERS)


def test_the_requirements_are_without_options() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("-") or " --" in line] == []


def test_the_versions_of_the_lock_are_those_of_run_py() -> None:
    accepted = runpy.run_path(str(ROOT / "run.py"))["SUPPORTED"]
    assert sorted(accepted) == list(pins.VERSIONS)


@pytest.mark.parametrize("line", ["pandas>=3", "--no-index", "jouet==1 ; python_version < '3'"])
def test_a_line_that_is_no_pin_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "pins.txt").write_text(line)
    with pytest.raises(ValueError, match=re.escape(line)):
        pins.read_pins(tmp_path / "pins.txt")
