"""Validate .docx and .xlsx files with Microsoft's Open XML SDK and with openxml-audit.

    python .ci/valider.py FILE_OR_FOLDER…

The validators are tried first, on a document and a workbook in which defects are planted: one that
no longer sees is worse than none. Exit code: 0 when neither objects to any file, 1 when one does or
misses a planted defect, 2 when there is nothing to validate.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import bibliotheques
import defauts_plantes

LONGEST = 400
"""Characters of a finding: the SDK lists every element it would have accepted."""

Validator = Callable[[Path], Iterable[str]]


def documents(arguments: Iterable[str]) -> list[Path]:
    """The .docx and .xlsx named, and those under the folders named."""
    found: list[Path] = []
    for path in map(Path, arguments):
        found += path.rglob("*.*") if path.is_dir() else [path]
    return sorted(
        path.resolve()
        for path in found
        if path.suffix in {".docx", ".xlsx"} and not path.name.startswith(("~$", "."))
    )


def validators() -> Mapping[str, Validator]:
    """Both validators, ready to say what they object to in a file."""
    cache = bibliotheques.activate()[0].parent
    import sdk_open_xml

    return {"SDK": sdk_open_xml.load(cache).findings, "audit": _audited}


def _audited(path: Path) -> Iterator[str]:
    import openxml_audit

    for error in openxml_audit.OpenXmlValidator().validate(str(path)).errors:
        yield str(error)


def missed(known: Mapping[str, Validator], files: Iterable[Path]) -> Iterator[str]:
    """The planted defects that a validator does not see, in a copy of the first .docx and of the
    first .xlsx.
    """
    files = list(files)
    with tempfile.TemporaryDirectory() as folder:
        for suffix, defects in defauts_plantes.DEFECTS.items():
            sound = next((path for path in files if path.suffix == suffix), None)
            if sound is None:
                continue
            before = {name: set(validator(sound)) for name, validator in known.items()}
            for defect in defects:
                damaged = defauts_plantes.plant(defect, sound, Path(folder))
                yield from (
                    f"{suffix} [{name}] does not see: {defect.name}"
                    for name, validator in known.items()
                    if name in defect.seen_by and not set(validator(damaged)) - before[name]
                )


def findings(known: Mapping[str, Validator], files: Iterable[Path]) -> Iterator[str]:
    """What each validator objects to, file by file."""
    for path in files:
        for name, validator in known.items():
            yield from (
                f"{path.name} [{name}] {finding[:LONGEST]}" for finding in validator(path)
            )


def main(arguments: list[str]) -> int:
    """Print every finding, then the count."""
    files = documents(arguments)
    if not files:
        sys.stderr.write("No .docx nor .xlsx to validate.\n")
        return 2
    known = validators()
    said = [*missed(known, files), *findings(known, files)]
    sys.stdout.writelines(f"{line}\n" for line in said)
    planted = sum(map(len, defauts_plantes.DEFECTS.values()))
    sys.stdout.write(
        f"{planted} planted defects, {len(files)} documents validated, {len(said)} findings\n"
    )
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
