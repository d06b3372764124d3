"""Of the machine's settings of pip, those that say how the package index is reached: a préfecture's
mirror, proxy and certificate are needed, another project's habits are not
(docs/rules/delivery.md#supply). Standard library only.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from clu_batch.setup import children

KEPT = (
    "index-url",
    "extra-index-url",
    "find-links",
    "proxy",
    "cert",
    "client-cert",
    "trusted-host",
    "timeout",
    "retries",
)
"""The settings that serve, by the names of pip; all others are put aside."""
SECTIONS = ("global", "install", ":env:")
"""Where pip reads them, the last one winning."""
RETRIES = "2"
"""Unless the machine says another number: five would keep her waiting a minute and a half without a
network.
"""
ELSEWHERE = frozenset({"PYTHONHOME", "PYTHONPATH"})
"""Variables that would give pip the libraries of another Python."""

TO_LIST = {
    "PYTHONIOENCODING": "utf-8",
    **dict.fromkeys(("PIP_USER", "PIP_GLOBAL", "PIP_SITE", "PIP_QUIET", "PIP_VERBOSE"), "0"),
}
"""A setting such as `user` would make pip list the files of the person alone."""


def read_settings(pip: Sequence[str], folder: Path) -> dict[str, str]:
    """Return the settings of this machine that are kept, by name, as this pip reads its files, in
    the encoding of the machine, and its variables; none when its files cannot be read.
    """
    environment = _put_temporary_files(_drop(os.environ, ELSEWHERE), folder)
    command = [sys.executable, *pip, "config", "list"]
    listed = children.run_quietly(command, environment | TO_LIST, folder)
    return parse_settings(listed.stdout)


def parse_settings(listed: str) -> dict[str, str]:
    """Return the kept settings from the lines of `pip config list`."""
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listed.splitlines():
        read = _LINE.fullmatch(line.strip())
        if read is None or read["section"] not in found:
            continue
        name = read["name"].removeprefix("default-")  # --default-timeout is --timeout
        if name in KEPT:
            found[read["section"]][name] = _read_value(read["value"])
    kept: dict[str, str] = {}
    for section in SECTIONS:
        kept |= found[section]
    return kept


_LINE = re.compile(r"(?P<section>[^.=]+)\.(?P<name>[^=]+)=(?P<value>.*)")


def _read_value(written: str) -> str:
    """Read a value that pip shows between quotation marks."""
    try:
        return str(ast.literal_eval(written))
    except (SyntaxError, ValueError):
        return written


def build_environment(
    settings: Mapping[str, str], folder: Path, machine: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Return the variables of a pip that knows these settings and no other; what a killed one
    leaves stands in `folder`, and is swept with it.
    """
    others = {name for name in machine if name.upper().startswith("PIP_")}
    environment = _put_temporary_files(_drop(machine, ELSEWHERE | others), folder)
    environment["PIP_CONFIG_FILE"] = os.devnull
    for name, value in {"retries": RETRIES, **settings}.items():
        environment["PIP_" + name.upper().replace("-", "_")] = value
    return environment


def _drop(machine: Mapping[str, str], names: frozenset[str] | set[str]) -> dict[str, str]:
    return {name: value for name, value in machine.items() if name not in names}


def _put_temporary_files(environment: dict[str, str], folder: Path) -> dict[str, str]:
    return environment | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
