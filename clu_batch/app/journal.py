"""Write the defects of the program in `output/journal.txt`, for whoever will mend it, and name
nobody.
"""

from __future__ import annotations

import datetime as dt
import platform
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import TracebackType

LARGEST = 200_000
"""Bytes beyond which the oldest entries go."""
SEPARATOR = "-" * 20
PACKAGE = "clu_batch"


def record(error: BaseException, journal: Path, now: dt.datetime, version: str) -> None:
    """Append the places of `error` to the journal.

    Neither its message nor absolute paths: a message may quote a cell, a path may name a person
    (docs/rules/privacy.md#journal).
    """
    lines = [
        f"{now:%d/%m/%Y %H:%M} clu_batch {version}, Python {platform.python_version()},"
        f" {platform.system()}"
    ]
    for one in _follow_causes(error):
        lines += _list_frames(one.__traceback__)
        lines.append(_name_kind(one))
    before = b""
    if journal.exists():
        before = journal.read_bytes()[-LARGEST:]
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_bytes(before + "\n".join([*lines, SEPARATOR, ""]).encode("utf-8", "replace"))


def _follow_causes(error: BaseException) -> Iterator[BaseException]:
    """Give the error, then what it comes from; an error may come from itself."""
    told: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in told:
        yield following
        told.append(following)
        following = following.__cause__ or following.__context__


def _name_kind(error: BaseException) -> str:
    """Name the class of an error, with its number or the codes of the accessibility checks."""
    words = [f"{type(error).__module__}.{type(error).__qualname__}"]
    if isinstance(error, OSError):
        words.append(str(error.errno))
    words += map(str, getattr(error, "codes", ()))
    return " ".join(words)


def _list_frames(start: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(start):
        yield f"  {_name_place(frame.filename)}, {frame.lineno}, {frame.name}: {frame.line}"


def _name_place(file: str) -> str:
    """Name a file from the package on, or from the folder of the private libraries; another one by
    its last parts.
    """
    parts = PurePath(file).parts
    for start in range(len(parts) - 2, 0, -1):
        if parts[start] == PACKAGE:
            return "/".join(parts[start:])
    return "/".join(parts[-3:])
