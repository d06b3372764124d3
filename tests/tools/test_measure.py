"""The measures of the shape of a package, on one small enough to be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import measure

SOURCES = {
    "__init__.py": '"""A package."""\n',
    "door.py": "from small import rooms\nfrom small.rooms import kitchen\n",
    "rooms/__init__.py": "",
    "rooms/kitchen.py": "from small import walls\n\n\nclass Table:\n    pass\n",
    "rooms/walls.py": "class Table:  # the same name\n    pass\n",
    "walls.py": (
        '# a comment alone\ndef many(x: int) -> int:\n    """A docstring."""\n'
        + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(11))
        + "    return 0\n"
    ),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    for name, text in SOURCES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_a_small_package(package: Path) -> None:
    found = measure.measure(package)
    assert found.files == 6
    assert (found.code_lines, found.comment_lines, found.docstring_lines) == (31, 1, 2)
    assert found.blank_lines == 2
    assert (found.functions, found.functions_over_10_branches) == (1, 1)
    assert found.functions_over_30_lines == 0
    assert (found.homonymous_classes, found.shared_basenames) == (1, 1)
    assert (found.entries_at_the_top, found.levels, found.cycles) == (3, 3, 0)


def test_what_formatting_does_not_change(package: Path) -> None:
    before = measure.measure(package).syntax_nodes
    walls = package / "walls.py"
    walls.write_text(
        walls.read_text("utf-8").replace("x == 0", "(\n        x\n        == 0\n    )"), "utf-8"
    )
    after = measure.measure(package)
    assert after.syntax_nodes == before
    assert after.code_lines == 34


def test_what_describes_and_what_names_is_not_what_is_done(package: Path) -> None:
    before = measure.measure(package).nodes_of_what_is_done
    walls = package / "walls.py"
    text = walls.read_text("utf-8").replace("(x: int) -> int", "(x)")
    text = text.removesuffix("    return 0\n") + "    nothing = 0\n    return nothing\n"
    walls.write_text(f"import math\n{text}".replace('    """A docstring."""\n', ""), "utf-8")
    assert measure.measure(package).nodes_of_what_is_done == before
    walls.write_text(text.replace("return nothing", "return nothing + nothing"), "utf-8")
    assert measure.measure(package).nodes_of_what_is_done > before + measure.NODES_OF_A_NAME


def test_a_function_is_long_with_its_docstring(package: Path) -> None:
    walls = package / "walls.py"
    at_the_bound = '    """' + "x\n" * (measure.LONG - 3) + '"""\n    return 0\n'
    walls.write_text(f"def f() -> int:\n{at_the_bound}", "utf-8")
    assert measure.measure(package).functions_over_30_lines == 0
    walls.write_text(f"def f() -> int:\n    # why\n{at_the_bound}", "utf-8")
    assert measure.measure(package).functions_over_30_lines == 1


def test_a_line_that_is_too_long_and_two_units_that_import_each_other(package: Path) -> None:
    (package / "walls.py").write_text(f"import small.door\nx = {'1' * 100}\n", "utf-8")
    found = measure.measure(package)
    assert (found.lines_over_100, found.cycles, found.levels) == (1, 1, 1)


def test_the_table_and_the_names(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main([str(package), "--names"]) == 0
    shown = capsys.readouterr().out
    assert "Table: rooms/kitchen.py, rooms/walls.py" in shown
    assert "walls.py: rooms/walls.py, walls.py" in shown
    assert "syntax nodes" in shown
