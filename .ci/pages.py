"""Count the pages of the example's documents, and those that its rules bound
(docs/rules/documents.md#dossier, docs/rules/documents.md#compte-rendu).

    python .ci/pages.py FOLDER_OF_THE_PDF

LibreOffice is the judge of where a page ends; its PDF are read by pdftotext, of poppler-utils.
Exit code: 0 when each document holds in its pages, 1 when one does not or is not there.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ANNEXE = re.compile(r"^\s*Annexe : détail des résultats\s*$", re.MULTILINE)
"""The heading that ends the pages of a pack which its readers are to read."""
BOUNDS = {"Dossier-de-seance": 10, "Compte-rendu": 7}
"""How many pages at most, by the end of the name of a document; those of a pack, before its
annexes.
"""


def read_pages(pdf: Path) -> list[str]:
    """Return what each page says."""
    asked = ["pdftotext", "-layout", str(pdf), "-"]
    said = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    return said.replace("\u00a0", " ").removesuffix("\f").split("\f")


def count_pages(pages: list[str]) -> int:
    """Count the pages before the annexes; the contents list, on the first page, names them too."""
    for number, page in enumerate(pages[1:], start=1):
        if ANNEXE.search(page):
            return number
    return len(pages)


def list_excesses(folder: Path) -> Iterator[str]:
    """Give a sentence for each document that holds in more pages than it may, or that is not
    there.
    """
    for name, bound in BOUNDS.items():
        found = sorted(folder.glob(f"*_{name}.pdf"))
        if not found:
            yield f"no PDF is named *_{name}.pdf"
        for pdf in found:
            pages = count_pages(read_pages(pdf))
            sys.stdout.write(f"{pages:4d}  {pdf.name}, of {bound} at most\n")
            if pages > bound:
                yield f"{pdf.name}: {pages} pages, {bound} at most"


def main() -> int:
    """Say what is too long, and how many pages the others have."""
    excesses = list(list_excesses(Path(sys.argv[1])))
    sys.stdout.writelines(f"{excess}\n" for excess in excesses)
    return 1 if excesses else 0


if __name__ == "__main__":
    sys.exit(main())
