"""Write what ships: the workbooks filled with the example, their annexes, the templates, what is
read beside the program; and what the package holds of them.

    python -m tools.making [folder]

`folder`: the project's folder, by default the one that holds this tool. The same code gives the
same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from clu_batch import data
from clu_batch.records.outils import OUTILS
from tools.making import fingerprints, workbooks
from tools.making.example import ANNEXES, make_due_date_bases, read_example
from tools.making.papers import PAPERS
from tools.making.templates import MAKERS

PACKAGE_DATA = "clu_batch/data"


def make_files() -> dict[str, bytes]:
    """Make all that ships, by path under the project's folder."""
    rows = read_example()
    days = make_due_date_bases(rows)
    example = {name: workbooks.make_workbook(name, rows, days) for name in workbooks.WORKBOOKS}
    example |= {f"annexes/{name}": content for name, content in ANNEXES.items()}
    files = _put_in(("workbooks", f"{PACKAGE_DATA}/exemple"), example)
    blank = workbooks.make_blank_workbooks()
    files |= _put_in((f"{PACKAGE_DATA}/workbooks", "docs/vierges"), blank)
    files |= {
        f"docs/equivalences/{outil.fichier}.xlsx": workbooks.make_ready_lines(outil)
        for outil in OUTILS
    }
    for name, make in MAKERS.items():
        template = make()
        files[f"templates/{name}.docx"] = template
        files[f"{PACKAGE_DATA}/templates/{name}.docx"] = template
    files |= {path: make() for path, make in PAPERS.items()}
    files[f"{PACKAGE_DATA}/{data.FINGERPRINTS.name}"] = fingerprints.make_fingerprints(rows)
    return files


def _put_in(folders: Sequence[str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files in several folders."""
    return {
        f"{folder}/{name}": content for folder in folders for name, content in files.items()
    }


def main(arguments: list[str]) -> int:
    """Write every file that differs, and name it."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parents[2]
    for path, content in make_files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
