"""Each exception to the tools (`noqa`, `type: ignore`) names its rule and carries its reason, on
its line or on the comment just above.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.support.folders import ROOT

FOLDERS = ("clu_batch", "tests", "tools", "benchmarks", ".ci")
FILES = [ROOT / "run.py"]
for _folder in FOLDERS:
    FILES += sorted((ROOT / _folder).rglob("*.py"))

EXCEPTION = re.compile(r"# *(?:noqa|type: *ignore)(?P<rule>: *[A-Z]+\d+|\[[\w,-]+\])?")
SHORTEST = 5
"""Letters of a reason: « short », « a cell »."""


def list_comments(text: str) -> Iterator[tuple[int, str, bool]]:
    """Each comment: its line, what it says, whether it stands alone."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string, not token.line[: token.start[1]].strip()


def list_faults(text: str) -> Iterator[str]:
    """The exceptions of a file that lack their rule or their reason."""
    said = {line: comment for line, comment, alone in list_comments(text) if alone}
    for line, comment, _ in list_comments(text):
        found = list(EXCEPTION.finditer(comment))
        if not found:
            continue
        own = EXCEPTION.sub("", comment)
        reason = re.sub(r"[^\w]", "", own) or re.sub(r"[^\w]", "", said.get(line - 1, ""))
        if len(reason) < SHORTEST or not all(one["rule"] for one in found):
            yield f"{line}: {comment}"


def test_each_exception_carries_its_rule_and_its_reason() -> None:
    faults = []
    for path in FILES:
        faults += [
            f"{path.relative_to(ROOT)}:{fault}"
            for fault in list_faults(path.read_text("utf-8"))
        ]
    assert len(FILES) > 400
    assert faults == []


@pytest.mark.parametrize(
    "written",
    [
        "x = f()  # noqa: S603",
        "x = f()  # noqa",
        "x = f()  # noqa (a reason without a rule)",
        "x = f()  # type: ignore[arg-type]",
        "x = f()  # type: ignore  # a reason without a rule",
        "x = f()  # type: ignore[arg-type]  # noqa: S603",
        "# a reason too far\n\nx = f()  # noqa: S603",
        "y = 1  # of another line\nx = f()  # noqa: S603",
    ],
)
def test_what_lacks_its_reason_is_seen(written: str) -> None:
    assert list(list_faults(written))


@pytest.mark.parametrize(
    "written",
    [
        "x = f()  # noqa: S603 (our own program)",
        "x = f()  # type: ignore[arg-type]  # the fields of a row",
        "# our own program\nx = f()  # noqa: S603",
        "x = '# noqa'",
    ],
)
def test_a_reason_is_enough(written: str) -> None:
    assert list(list_faults(written)) == []
