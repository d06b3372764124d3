"""Measure the shape of Python packages: mass, density, branches, names, levels.

    python tools/measure.py                       the program
    python tools/measure.py clu_batch FOLDER…     several packages side by side
    python tools/measure.py --names clu_batch     and the names that stand in several places

What is counted, so that two runs of two years can be compared:

- **lines** by kind: code, comment, docstring, blank; a line is over when it passes 100 signs;
- **syntax nodes**: every node of `ast.walk`, which no formatting changes;
- **nodes of what is done**: the syntax nodes without annotations, imports, docstrings, and without
  the names that are given to a value in order to be read once (five nodes each);
- **nodes per line of a function**: the median, over the functions, of its nodes divided by its
  physical lines. It says how much a reader must take in at each line;
- **functions of more than 10 branches**: McCabe's complexity as radon counts it, comprehensions,
  conditional expressions and boolean operators included;
- **functions over 30 lines**, from their `def` to their end;
- **maintainability**: the median over the files of radon's index (100 is best);
- **homonyms**: class names defined more than once; **shared basenames**: file names that stand in
  several folders, `__init__.py` and `__main__.py` apart;
- **entries at the top**: what one sees on opening the package, its dunder modules apart;
- **levels**: how many modules or folders at the top stand one above the other, when an import
  goes down. Units that import one another stand on one level, and are counted as a cycle.
"""

from __future__ import annotations

import argparse
import ast
import io
import statistics
import sys
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path

from radon.complexity import cc_visit
from radon.metrics import mi_visit

ROOT = Path(__file__).resolve().parent.parent
WIDEST = 100
"""Columns of a line (`[tool.ruff]` of pyproject.toml)."""
MANY_BRANCHES = 10
LONG = 30
"""Lines of a function, its docstring included."""
UNNAMED = frozenset({"__init__.py", "__main__.py"})
"""File names that the language gives: they say nothing, and stand everywhere."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a package: its path under the package, its text, its syntax tree."""

    path: Path
    text: str
    tree: ast.Module


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many lines of each kind."""

    code: int
    comment: int
    docstring: int
    blank: int
    over: int


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of a package, in the order in which they are shown."""

    files: int
    code_lines: int
    comment_lines: int
    docstring_lines: int
    blank_lines: int
    lines_over_100: int
    syntax_nodes: int
    nodes_of_what_is_done: int
    functions: int
    nodes_per_function_line: float
    functions_over_10_branches: int
    functions_over_30_lines: int
    maintainability: float
    homonymous_classes: int
    shared_basenames: int
    entries_at_the_top: int
    levels: int
    cycles: int


def read_package(folder: Path) -> list[Source]:
    """Read every Python file under a folder."""
    paths = sorted(folder.rglob("*.py"))
    return [read_source(folder, path) for path in paths]


def read_source(folder: Path, path: Path) -> Source:
    """Read one file of a package."""
    text = path.read_text("utf-8")
    return Source(path.relative_to(folder), text, ast.parse(text))


def measure(folder: Path) -> Measures:
    """Measure one package."""
    sources = read_package(folder)
    lines = [count_lines(source) for source in sources]
    functions = list(chain.from_iterable(walk_functions(source.tree) for source in sources))
    graph = read_imports(folder.name, sources)
    groups = group_cycles(graph)
    return Measures(
        files=len(sources),
        code_lines=sum(count.code for count in lines),
        comment_lines=sum(count.comment for count in lines),
        docstring_lines=sum(count.docstring for count in lines),
        blank_lines=sum(count.blank for count in lines),
        lines_over_100=sum(count.over for count in lines),
        syntax_nodes=sum(count_nodes(source.tree) for source in sources),
        nodes_of_what_is_done=sum(count_done(source.tree) for source in sources),
        functions=len(functions),
        nodes_per_function_line=round(
            find_median([find_density(node) for node in functions]), 1
        ),
        functions_over_10_branches=sum(count_complex(source) for source in sources),
        functions_over_30_lines=sum(count_lines_of(node) > LONG for node in functions),
        maintainability=round(find_median(list(rate_files(sources))), 1),
        homonymous_classes=len(find_homonyms(sources)),
        shared_basenames=len(find_shared_basenames(sources)),
        entries_at_the_top=len({name_unit(source.path) for source in sources} - {""}),
        levels=count_levels(graph, groups),
        cycles=sum(len(group) > 1 for group in groups),
    )


def find_median(values: Sequence[float]) -> float:
    """Return the median, 0 for no value."""
    return statistics.median(values) if values else 0.0


def count_lines(source: Source) -> LineCounts:
    """Count the lines of a file by kind; a line of code that ends with a comment is code."""
    docstring = find_docstring_lines(source.tree)
    code: set[int] = set()
    comment: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        spanned = range(token.start[0], token.end[0] + 1)
        if token.type == tokenize.COMMENT:
            comment.update(spanned)
        elif token.type not in _LAYOUT:
            code.update(spanned)
    code -= docstring
    comment -= code
    lines = source.text.splitlines()
    return LineCounts(
        code=len(code),
        comment=len(comment),
        docstring=len(docstring),
        blank=len(lines) - len(code | comment | docstring),
        over=sum(len(line) > WIDEST for line in lines),
    )


_LAYOUT = frozenset(
    {
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
        tokenize.ENCODING,
    }
)
"""Tokens that are no text of the program."""


def find_docstring_lines(tree: ast.Module) -> set[int]:
    """Find the lines of docstrings: any string that stands alone, under a name or at the top."""
    lines: set[int] = set()
    for node in find_docstrings(tree):
        lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def find_docstrings(tree: ast.Module) -> Iterator[ast.Expr]:
    """Give the strings that stand alone."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
            continue
        if isinstance(node.value.value, str):
            yield node


def walk_functions(tree: ast.Module) -> Iterator[Function]:
    """Give each function and method, those inside others included."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def count_nodes(node: ast.AST) -> int:
    """Count the nodes of a syntax tree, its root included."""
    return sum(1 for _ in ast.walk(node))


def count_done(tree: ast.Module) -> int:
    """Count the nodes of a file that neither describe nor name what is done."""
    said = [*list_annotations(tree), *find_docstrings(tree)]
    said += [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = sum(map(count_names_read_once, walk_outer_functions(tree)))
    return count_nodes(tree) - sum(map(count_nodes, said)) - NODES_OF_A_NAME * named


NODES_OF_A_NAME = 5
"""An assignment, the name written and the name read, each with its context."""


def list_annotations(tree: ast.Module) -> Iterator[ast.expr]:
    """Give the annotations of parameters, results, fields and variables."""
    for node in ast.walk(tree):
        annotation = getattr(node, "returns", None) or getattr(node, "annotation", None)
        if annotation:
            yield annotation


def walk_outer_functions(tree: ast.AST) -> Iterator[Function]:
    """Give each function and method that stands in no other."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield node
        else:
            yield from walk_outer_functions(node)


def count_names_read_once(function: Function) -> int:
    """Count the variables that are written once, alone, and read once."""
    written = Counter[str]()
    read = Counter[str]()
    alone: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else written)[node.id] += 1
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            alone.add(node.targets[0].id)
    return sum(written[name] == read[name] == 1 for name in alone)


def find_density(function: Function) -> float:
    """Return the syntax nodes of a function for each of its physical lines."""
    return count_nodes(function) / count_lines_of(function)


def count_lines_of(function: Function) -> int:
    """Count the physical lines of a function, from its `def`."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def count_complex(source: Source) -> int:
    """Count the functions of more than 10 branches in a file."""
    count = 0
    for block in cc_visit(source.text):
        is_class = hasattr(block, "methods")
        if not is_class and block.complexity > MANY_BRANCHES:
            count += 1
    return count


def rate_files(sources: Sequence[Source]) -> Iterator[float]:
    """Give the maintainability index of each file that holds something."""
    for source in sources:
        if source.text.strip():
            yield mi_visit(source.text, multi=True)


def find_homonyms(sources: Sequence[Source]) -> Mapping[str, list[Path]]:
    """Return the class names that are defined more than once, with their files."""
    places: dict[str, list[Path]] = defaultdict(list)
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(source.path)
    return {name: paths for name, paths in sorted(places.items()) if len(paths) > 1}


def find_shared_basenames(sources: Sequence[Source]) -> Mapping[str, list[Path]]:
    """Return the file names that stand in several folders, with their places."""
    places: dict[str, list[Path]] = defaultdict(list)
    for source in sources:
        if source.path.name not in UNNAMED:
            places[source.path.name].append(source.path)
    return {name: paths for name, paths in sorted(places.items()) if len(paths) > 1}


def name_unit(path: Path) -> str:
    """Return the module or folder at the top of the package that holds a file; "" for a dunder."""
    if path.name in UNNAMED and len(path.parts) == 1:
        return ""
    return path.parts[0].removesuffix(".py")


def read_imports(package: str, sources: Sequence[Source]) -> Mapping[str, set[str]]:
    """Return, for each unit at the top of a package, the other units that it imports."""
    units = {name_unit(source.path) for source in sources} - {""}
    graph: dict[str, set[str]] = {unit: set() for unit in units}
    for source in sources:
        unit = name_unit(source.path)
        if not unit:
            continue
        for name in list_imports(package, source):
            if name in units and name != unit:
                graph[unit].add(name)
    return graph


def list_imports(package: str, source: Source) -> Iterator[str]:
    """Give the unit of its own package behind each import of a file."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from take_unit(package, alias.name)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_module(package, source.path, node)
            yield from take_unit(package, module)
            for alias in node.names:
                yield from take_unit(package, f"{module}.{alias.name}")


def resolve_module(package: str, path: Path, node: ast.ImportFrom) -> str:
    """Return the full name of the module that a `from … import` names, relative ones included."""
    if not node.level:
        return node.module or ""
    here = [package, *path.parent.parts]
    above = here[: len(here) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def take_unit(package: str, name: str) -> Iterator[str]:
    """Give the second part of `package.unit.…`."""
    parts = name.split(".")
    if parts[0] == package and len(parts) > 1:
        yield parts[1]


def group_cycles(graph: Mapping[str, set[str]]) -> list[frozenset[str]]:
    """Group the units that reach one another; a unit without a cycle is a group of its own."""
    reached = {unit: reach(graph, unit) for unit in graph}
    groups = {
        frozenset({unit} | {other for other in reached[unit] if unit in reached[other]})
        for unit in graph
    }
    return sorted(groups, key=sorted)


def reach(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """Return all units that a unit imports, directly or not."""
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        unit = waiting.pop()
        if unit not in seen:
            seen.add(unit)
            waiting.extend(graph[unit])
    return seen


def count_levels(graph: Mapping[str, set[str]], groups: Sequence[frozenset[str]]) -> int:
    """Count the groups of the longest way down."""
    group_of: dict[str, frozenset[str]] = {}
    for one in groups:
        group_of |= dict.fromkeys(one, one)
    heights: dict[frozenset[str], int] = {}

    def find_height(group: frozenset[str]) -> int:
        if group not in heights:
            imported = set[str]().union(*(graph[unit] for unit in group))
            below = {group_of[name] for name in imported} - {group}
            heights[group] = 1 + max(map(find_height, below), default=0)
        return heights[group]

    return max((find_height(group) for group in groups), default=0)


def show_table(measured: Mapping[str, Measures]) -> Iterator[str]:
    """Give the lines of a table: a row for each figure, a column for each package."""
    columns = list(measured)
    widths = [max(len(name), 9) for name in columns]
    header = "".join(f"  {name:>{width}}" for name, width in zip(columns, widths, strict=True))
    yield f"{'':32}{header}"
    for field in fields(Measures):
        label = field.name.replace("_", " ")
        values = [getattr(measured[name], field.name) for name in columns]
        shown = "".join(
            f"  {value:>{width},}" for value, width in zip(values, widths, strict=True)
        )
        yield f"{label:32}{shown}"


def show_names(folder: Path) -> Iterator[str]:
    """Give the names that stand in several places, with these places."""
    sources = read_package(folder)
    for title, names in (
        ("homonymous classes", find_homonyms(sources)),
        ("shared basenames", find_shared_basenames(sources)),
    ):
        yield f"\n{folder.name}, {title}:"
        for name, paths in names.items():
            yield f"  {name}: {', '.join(path.as_posix() for path in paths)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of the packages that are named, or of the program."""
    parser = argparse.ArgumentParser(description="The shape of Python packages, in figures.")
    parser.add_argument("packages", nargs="*", type=Path, default=[ROOT / "clu_batch"])
    parser.add_argument("--names", action="store_true", help="the names that stand twice")
    options = parser.parse_args(arguments)
    folders = [folder.resolve() for folder in options.packages]
    lines = list(show_table({folder.name: measure(folder) for folder in folders}))
    if options.names:
        lines += chain.from_iterable(map(show_names, folders))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
