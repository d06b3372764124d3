"""pandas holds the tables: which columns each frame has, and no table, count nor grouping of ours
beside it (docs/architecture.md#the-frames).
"""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from clu_batch.kernel.declared_sheet import EXEMPLE, Sheet
from clu_batch.kernel.frames import make_empty_frame
from clu_batch.records.reponse import Reponse
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.conftest import WORKBOOKS
from tests.support.folders import ROOT
from tests.support.framed_sheets import FRAMED

PROGRAM = ROOT / "clu_batch"
ARCHITECTURE = ROOT / "docs/architecture.md"
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PROGRAM.rglob("*.py"))}


# -- the columns of the frames ---------------------------------------------------------------------

DTYPES = ("datetime64[s]", "Int64", "boolean", "object")
OF_QUESTIONS = "a column for each question, named by its code"


def list_columns(sheet: Sheet, dtype: str) -> str:
    """The columns of one dtype, as the page lists them."""
    found = make_empty_frame(sheet).dtypes
    names = [
        f"`{name}`" for name, one in found.items() if one == dtype and name != EXEMPLE.field
    ]
    if sheet is Reponse.sheet and dtype == "object":
        names.append(OF_QUESTIONS)
    return ", ".join(names)


def make_table() -> str:
    """The table « sheet → columns and dtypes », as the declarations give it."""
    lines = [f"| sheet | {' | '.join(DTYPES)} |", "|---" * (1 + len(DTYPES)) + "|"]
    for sheet in FRAMED.values():
        cells = [list_columns(sheet, dtype) for dtype in DTYPES]
        lines.append(f"| {sheet.name} | {' | '.join(cells)} |")
    return "\n".join(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines)


def test_the_page_says_the_columns_of_each_frame() -> None:
    assert len(FRAMED) == 5
    assert make_table() in ARCHITECTURE.read_text("utf-8"), (
        f"docs/architecture.md#the-frames must hold this table:\n{make_table()}"
    )


def test_every_frame_has_the_column_of_the_example() -> None:
    for sheet in FRAMED.values():
        assert make_empty_frame(sheet).dtypes[EXEMPLE.field] == "boolean"


def test_the_frames_of_a_run_are_those_of_the_page(tmp_path: Path) -> None:
    """Read from the example, each frame has the columns that are declared, with their dtypes, and
    those of the questions.
    """
    today = dt.date(2026, 11, 23)
    folders = (WORKBOOKS, tmp_path / "templates", tmp_path / "output")
    registre = load(Options(None, None, today, *folders)).registre
    for name, sheet in FRAMED.items():
        found = getattr(registre, name).frame.dtypes
        declared = make_empty_frame(sheet).dtypes
        assert found[declared.index].equals(declared), sheet.name
        further = found.drop(declared.index)
        questions = [question.code for question in registre.questions]
        assert list(further.index) == (questions if sheet is Reponse.sheet else [])
        assert all(further == "object")


# -- nothing of our own beside them ----------------------------------------------------------------

OF_FRAMES = {"CheckedSheet", "numpy", "pandas"}
"""What a module imports when it works on frames."""

COUNTING = {
    "argsort",
    "bincount",
    "digitize",
    "factorize",
    "histogram",
    "lexsort",
    "reduceat",
    "searchsorted",
    "unique_counts",
    "unique_inverse",
}
"""What counts or groups in an array, in numpy's words: pandas says it with value_counts, groupby
and cut.
"""
BY_HAND = {
    "Counter",
    "collections.Counter",
    "collections.defaultdict",
    "defaultdict",
    "groupby",
    "itertools.groupby",
}
"""What groups or counts in the standard library; the groupby of a frame is called on it."""
CONTAINERS = ast.List | ast.Dict | ast.Set | ast.Tuple | ast.Call
ROW_BY_ROW = {"iterrows", "itertuples", "to_dict", "to_records", "tolist"}
"""The methods of a frame, or of a column, that give its rows one by one."""

ARRAYS = re.compile(r"\b(ndarray|NDArray|Series|ExtensionArray)\b")
COLUMNS_BY_NAME = re.compile(
    r"\b(Mapping|dict)\[str, (Sequence|list|tuple|pd\.Series|np\.ndarray|npt\.NDArray)"
    r"(\[(object|Any|Cell|np\.\w+)(, \.\.\.)?\])?\]"
)
FRAME = re.compile(r"\bDataFrame\b")


def works_on_frames(tree: ast.Module) -> bool:
    """Whether a module imports what frames are made of."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.name for alias in node.names}
    return not names.isdisjoint(OF_FRAMES)


def name_function(call: ast.Call) -> str:
    """What is called, its subscripts left out: `Counter[str]()` calls Counter."""
    function = call.func.value if isinstance(call.func, ast.Subscript) else call.func
    return ast.unparse(function)


def find_counting(tree: ast.Module) -> Iterator[str]:
    """The functions of numpy that count or group, called or only named; `unique` does when it is
    asked for more than the values.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            said = node.name
        elif isinstance(node, ast.Attribute):
            said = ast.unparse(node)
        elif isinstance(node, ast.keyword) and (node.arg or "").startswith("return_"):
            yield ast.unparse(node)
            continue
        else:
            continue
        if said.rpartition(".")[2] in COUNTING or said.endswith("add.at"):
            yield said


def find_grouping(tree: ast.AST) -> Iterator[str]:
    """What gathers values under keys by hand: the values of one group, or how many they are."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        said = name_function(node)
        gathers = said.endswith(".setdefault") and isinstance(node.args[-1], CONTAINERS)
        if gathers or said in BY_HAND:
            yield ast.unparse(node)


def find_row_counting(tree: ast.AST) -> Iterator[str]:
    """What gathers or adds up the rows of a frame in a loop over them."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.For) or not gives_rows(node.iter):
            continue
        yield from find_grouping(node)
        for inner in ast.walk(node):
            added = isinstance(inner, ast.AugAssign) and isinstance(inner.target, ast.Subscript)
            if added or adds_to_what_it_had(inner):
                yield ast.unparse(inner)


def gives_rows(walked: ast.expr) -> bool:
    """Whether a loop walks over what a frame gives row by row, be it zipped or numbered."""
    calls = [node for node in ast.walk(walked) if isinstance(node, ast.Call)]
    return any(name_function(call).rpartition(".")[2] in ROW_BY_ROW for call in calls)


def adds_to_what_it_had(node: ast.AST) -> bool:
    """Whether it is `found[key] = found.get(key, 0) + …`."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Subscript):
        return False
    held = f"{ast.unparse(node.targets[0].value)}.get("
    return held in ast.unparse(node.value)


def find_tables(tree: ast.Module) -> Iterator[str]:
    """The classes that are a table: columns by name, or several columns side by side without the
    frame that they come from; and those of a base that is a mapping of columns.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        said = [ast.unparse(field.annotation) for field in list_fields(node)]
        by_name = [one for one in said if COLUMNS_BY_NAME.search(one)]
        by_name += [
            base for base in map(ast.unparse, node.bases) if COLUMNS_BY_NAME.search(base)
        ]
        columns = [one for one in said if ARRAYS.search(one)]
        whole = any(FRAME.search(one) for one in said)
        if not whole and (by_name or len(columns) > 1):
            yield node.name


def list_fields(node: ast.ClassDef) -> list[ast.AnnAssign]:
    """The annotated fields of a class, and the attributes that its methods annotate."""
    return [inner for inner in ast.walk(node) if isinstance(inner, ast.AnnAssign)]


def report(found: Mapping[Path, list[str]]) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {one}" for path, said in found.items() for one in said]


def test_no_class_is_a_table() -> None:
    assert report({path: list(find_tables(tree)) for path, tree in TREES.items()}) == []


def test_pandas_counts_and_groups() -> None:
    assert report({path: list(find_counting(tree)) for path, tree in TREES.items()}) == []


WITH_FRAMES = {
    path: tree
    for path, tree in TREES.items()
    if path.relative_to(PROGRAM).parts[0] in {"documents", "rules"} and works_on_frames(tree)
}


def test_where_there_are_frames_nothing_is_grouped_by_hand() -> None:
    assert len(WITH_FRAMES) > 15
    assert report({path: list(find_grouping(tree)) for path, tree in WITH_FRAMES.items()}) == []


def test_no_loop_over_the_rows_of_a_frame_counts() -> None:
    assert report({path: list(find_row_counting(tree)) for path, tree in TREES.items()}) == []


@pytest.mark.parametrize(
    "written",
    [
        "class Table:\n    columns: Mapping[str, Sequence[object]]",
        "class Columns(Mapping[str, Sequence[object]]):\n    pass",
        "class Rows:\n    def __init__(self):\n        self.cells: dict[str, list[Any]] = {}",
        "class Survey:\n    days: npt.NDArray[np.int64]\n    codes: npt.NDArray[np.int64]",
        "class Register:\n    received: pd.Series\n    answered: pd.Series[Any]",
    ],
)
def test_a_table_is_seen(written: str) -> None:
    assert list(find_tables(ast.parse(written)))


@pytest.mark.parametrize(
    "written",
    [
        "codes, names = pd.factorize(column)",
        "numbers = np.bincount(codes, minlength=3)",
        "first = np.unique(codes, return_index=True)",
        "order = np.argsort(days, kind='stable')",
        "np.add.at(numbers, codes, 1)",
        "from numpy import bincount",
    ],
)
def test_a_count_of_our_own_is_seen(written: str) -> None:
    assert list(find_counting(ast.parse(written)))


@pytest.mark.parametrize(
    "written",
    [
        "for row in frame.itertuples():\n    found[row.site] += 1",
        "for site, day in zip(sites.tolist(), days.tolist()):\n    found[site] += day",
        "for row in rows.itertuples():\n    found.setdefault(row.site, []).append(row)",
        "for row in rows.to_dict('records'):\n    found[row[0]] = found.get(row[0], 0) + 1",
    ],
)
def test_a_loop_that_counts_is_seen(written: str) -> None:
    assert list(find_row_counting(ast.parse(written)))


@pytest.mark.parametrize(
    "written",
    [
        "found.setdefault(site, []).append(row)",
        "found = collections.defaultdict(list)",
        "found = Counter[str](sites)",
        "for site, rows in itertools.groupby(rows, key=find_site):\n    pass",
    ],
)
def test_grouping_by_hand_is_seen(written: str) -> None:
    assert list(find_grouping(ast.parse(written)))
