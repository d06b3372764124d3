"""What the tests need on Windows, seen on any system."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import on_windows


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("é" * 40_000, "é" * 20 + "… (40000)"),
        (b"\xff" * 300, "\ufffd" * 20 + "… (300)"),
        ("court", None),
        (12, None),
    ],
)
def test_a_long_value_is_named_by_its_beginning(value: object, name: str | None) -> None:
    assert on_windows.name_value(value) == name


def test_a_name_that_windows_would_cut_is_refused() -> None:
    on_windows.refuse_long_names(["tests/a.py::test[x]"])
    with pytest.raises(pytest.UsageError, match="shorter"):
        on_windows.refuse_long_names(["tests/a.py::test[" + "x" * 32_767 + "]"])


def test_a_link_that_the_account_may_not_make_skips_the_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = OSError(0, "A required privilege is not held by the client")
    error.winerror = 1314  # type: ignore[attr-defined]  # an attribute of Windows

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(pytest.skip.Exception, match="may make no link"):
        on_windows.make_link(tmp_path / "lien", tmp_path)
    error.winerror = 5  # type: ignore[attr-defined]  # another one is a failure
    with pytest.raises(OSError, match="privilege"):
        on_windows.make_link(tmp_path / "lien", tmp_path)


def test_a_link_that_is_not_there_skips_the_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "symlink_to", lambda *_: None)
    with pytest.raises(pytest.skip.Exception, match="made none"):
        on_windows.make_link(tmp_path / "lien", tmp_path)
