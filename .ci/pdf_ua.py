"""Count, in the PDF/UA that LibreOffice makes of the documents, the tags that their structure must
have become.

    python .ci/pdf_ua.py FOLDER_OF_DOCX FOLDER_OF_PDF

A PDF that calls itself accessible proves nothing: LibreOffice says so of any file. What is counted
is each header cell of a table (TH), a heading of level 1 at least (H1), each chart (Figure).
LibreOffice 7.4 forgets the alternative text of a chart, and of nothing else: that of the charts is
counted in the document itself, where Word finds it. Exit code: 0 when every document has its tags,
1 otherwise, 2 when there is nothing to count.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
WANTED = ("TH", "H1", "Figure")


def expected(document: Path) -> Counter[str]:
    """How many header cells, headings and charts the body of a document has, and how many of its
    charts say what they show.
    """
    with zipfile.ZipFile(document) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    headers = (
        row for row in body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None
    )
    return Counter(
        TH=sum(len(row.findall(f"{W}tc")) for row in headers),
        H1=1,
        Figure=len(list(body.iter(CHART))),
        Alt=sum(1 for drawing in body.iter(DOCPR) if drawing.get("descr")),
    )


def tags(pdf: Path) -> Counter[str]:
    """How many of each tag a PDF has."""
    command = [shutil.which("pdfinfo") or "pdfinfo", "-struct", str(pdf)]
    tree = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Counter(
        re.findall(r"^ *([A-Za-z0-9]+)(?: \((?:block|inline)\))?:?$", tree, re.MULTILINE)
    )


def findings(documents: list[Path], folder: Path) -> Iterator[str]:
    """What is missing, document by document; the counts are printed on the way."""
    for document in documents:
        wanted, found = expected(document), tags(folder / f"{document.stem}.pdf")
        counts = ", ".join(f"{found[tag]} {tag} of {wanted[tag]}" for tag in WANTED)
        sys.stdout.write(f"{document.name}: {counts}; {wanted['Alt']} Alt in the document\n")
        yield from (
            f"{document.name}: {found[tag]} {tag}, {wanted[tag]} expected"
            for tag in WANTED
            if found[tag] < wanted[tag]
        )
        if wanted["Alt"] < wanted["Figure"]:
            yield f"{document.name}: a chart says nothing"


def main(arguments: list[str]) -> int:
    """Print the counts, then what is missing."""
    source, folder = map(Path, arguments)
    documents = sorted(source.rglob("*.docx"))
    if not documents:
        sys.stderr.write("No .docx to count.\n")
        return 2
    missing = list(findings(documents, folder))
    sys.stdout.writelines(f"{line}\n" for line in missing)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
