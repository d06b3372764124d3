"""Validate .docx and .xlsx files with Microsoft's Open XML SDK and with openxml-audit.

    python .ci/valider.py FILE_OR_FOLDER…

Exit code: 0 when neither objects to any file, 1 when one does, 2 when there is nothing to validate.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import bibliotheques

LONGEST = 400
"""Characters of a finding: the SDK lists every element it would have accepted."""


def documents(arguments: Iterable[str]) -> list[Path]:
    """The .docx and .xlsx named, and those under the folders named."""
    found: list[Path] = []
    for path in map(Path, arguments):
        found += path.rglob("*.*") if path.is_dir() else [path]
    return sorted(path.resolve() for path in found if path.suffix in {".docx", ".xlsx"} and not path.name.startswith(("~$", ".")))


def audited(path: Path) -> Iterator[str]:
    """What openxml-audit objects to."""
    import openxml_audit  # noqa: PLC0415 (available once the libraries are)

    result = openxml_audit.OpenXmlValidator().validate(str(path))
    for error in result.errors:
        yield str(error)


def main(arguments: list[str]) -> int:
    """Print every finding under its file, then the count."""
    files = documents(arguments)
    if not files:
        sys.stderr.write("No .docx nor .xlsx to validate.\n")
        return 2
    import sdk_open_xml  # noqa: PLC0415 (available once the libraries are)

    sdk = sdk_open_xml.load(bibliotheques.activate()[0].parent / "sdk-open-xml")
    count = 0
    for path in files:
        for validator, findings in (("SDK", sdk.findings(path)), ("audit", audited(path))):
            for finding in findings:
                count += 1
                sys.stdout.write(f"{path.name} [{validator}] {finding[:LONGEST]}\n")
    sys.stdout.write(f"{len(files)} documents validated, {count} findings\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
