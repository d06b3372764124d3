"""Make requirements.lock: the pins of requirements.txt, with the sha256 of each wheel that a
computer may be given (docs/rules/delivery.md#supply).

    python tools/lock.py        asks the package index about each computer and version; two minutes

It fails when a library lacks a wheel for one of them. `tests/setup/test_lock.py` holds the two
files together.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import pins
from tools.pins import Computer, Pin

HEAD = """\
# The libraries of requirements.txt and the sha256 of their wheels, for {versions}:
{computers}
# Made by tools/lock.py: not to be edited.
"""


def main() -> None:
    """Write the lock, telling which computers have all they need."""
    wanted = pins.read_pins(pins.REQUIREMENTS)
    hashes: dict[str, set[str]] = defaultdict(set)
    for computer in pins.COMPUTERS:
        for version in pins.VERSIONS:
            found = find_hashes(wanted, computer, version)
            for name, digest in found.items():
                hashes[name].add(digest)
            sys.stdout.write(f"{computer.name}, Python {version}: {len(found)} libraries\n")
    pins.LOCK.write_text(write_lock(wanted, hashes), "utf-8", newline="\n")


def find_hashes(wanted: Sequence[Pin], computer: Computer, version: str) -> Mapping[str, str]:
    """Return the sha256 of the wheel that pip takes of each library, by the name of
    requirements.txt; RuntimeError when one has none.
    """
    needed = [pin for pin in wanted if pin.serves(computer.system)]
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.txt"
        asked.write_text("\n".join(map(pins.write_line, needed)), "utf-8")
        words = ["install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
        words += ["--target", folder, "--requirement", str(asked)]
        report = json.loads(pins.run_pip([*words, *pins.list_options(computer, version)]))
    taken = {_fold(one["metadata"]["name"]): one["download_info"] for one in report["install"]}
    return {
        pin.name: taken[_fold(pin.name)]["archive_info"]["hashes"]["sha256"] for pin in needed
    }


def _fold(name: str) -> str:
    """Fold the spellings that the index takes for one name."""
    return name.lower().replace("_", "-").replace(".", "-")


def write_lock(wanted: Sequence[Pin], hashes: Mapping[str, set[str]]) -> str:
    """Write the lock, as pip reads it with --require-hashes."""
    computers = "\n".join(f"#   {computer.name}" for computer in pins.COMPUTERS)
    versions = f"CPython {pins.VERSIONS[0]} to {pins.VERSIONS[-1]}"
    lines = [HEAD.format(versions=versions, computers=computers)]
    for pin in wanted:
        condition = f'; sys_platform == "{pin.system}"' if pin.system else ""
        words = [f"{pin.name}=={pin.version}{condition}"]
        words += [f"    --hash=sha256:{digest}" for digest in sorted(hashes[pin.name])]
        lines.append(" \\\n".join(words) + "\n")
    return "".join(lines)


if __name__ == "__main__":
    main()
