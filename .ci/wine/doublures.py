"""Two stand-in DLLs, without which no recent numpy starts under Wine.

    python doublures.py UCRTBASE_OF_WINE FOLDER

`ucrtbase.dll` hands every function over to a renamed copy of Wine's own, but for those of
`complexes.c`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GCC, OBJDUMP = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"
COMPILER = [GCC, "-O1", "-s", "-shared", "-static-libgcc"]
SIGNATURE = b"Wine builtin DLL"
EXPORT = re.compile(
    r"\[\s*\d+\]\s+(?:\+base\[\s*\d+\]\s+)?(?:[0-9a-f]+\s+)?(\S+)$", re.MULTILINE
)


def exported(dll: Path) -> list[str]:
    """The names that a DLL exports."""
    listing = subprocess.run(
        [OBJDUMP, "-p", dll], capture_output=True, text=True, check=True
    ).stdout
    return EXPORT.findall(listing[listing.index("[Ordinal/Name Pointer] Table") :])


def ours(source: Path) -> set[str]:
    """The functions that a source brings: those named `x_…` once its macros are unfolded."""
    unfolded = subprocess.run(
        [GCC, "-E", "-P", source], capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"\bx_(\w+)", unfolded))


def main(real: Path, folder: Path) -> None:
    """Make both DLLs, and the renamed copy that the first one leans on."""
    folder.mkdir(parents=True, exist_ok=True)
    source, mine = HERE / "complexes.c", ours(HERE / "complexes.c")
    names = sorted({*exported(real), *mine})
    lines = [
        f'"{name}" = "x_{name}"' if name in mine else f'"{name}" = "ucrtwine.{name}"'
        for name in names
    ]
    (folder / "ucrtbase.def").write_text(
        "\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *lines, ""]), "ascii"
    )
    subprocess.run(
        [*COMPILER, "-o", folder / "ucrtbase.dll", source, folder / "ucrtbase.def", "-lm"],
        check=True,
    )
    subprocess.run(
        [*COMPILER, "-o", folder / "bcryptprimitives.dll", HERE / "hasard.c", "-ladvapi32"],
        check=True,
    )
    # else Wine loads its own instead
    copy = real.read_bytes().replace(SIGNATURE, SIGNATURE.replace(b"builtin", b"renamed"), 1)
    (folder / "ucrtwine.dll").write_bytes(copy)
    (folder / "ucrtbase.def").unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
