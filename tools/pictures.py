"""Make again the pictures of the guide, pages of the documents that the example gives.

    python tools/pictures.py

LibreOffice draws the pages and poppler (pdftoppm) turns them into dots: their versions show in the
bytes, so that no test holds the pictures to them. Sixteen colours a page keep them small.
"""

from __future__ import annotations

import datetime as dt
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import clu_batch  # noqa: E402 (the folder of the project, when started as a file)

IMAGES = ROOT / "docs" / "images"
PAGES: Mapping[str, tuple[str, int]] = {
    "convocation": ("2026-12-10_CLU_Convocation_DCLC", 1),
    "bulletin-reponse": ("2026-12-10_CLU_Convocation_DCLC", 2),
    "essentiel": ("2026-12-10_CLU_Dossier-de-seance", 2),
    "feuille-emargement": ("2026-12-10_CLU_Feuille-emargement", 1),
    "trame-de-notes": ("2026-12-10_CLU_Trame-de-notes", 1),
    "fiche-envoi": ("2026-12-10_CLU_Fiche-envoi", 1),
    "compte-rendu": ("2026-06-11_CLU_Compte-rendu", 1),
}
"""The document and the page of each picture."""
_DOTS_PER_INCH = 72
_COLOURS = 16
_DAY = dt.date(2026, 11, 23)

Colour = tuple[int, int, int]
_EDGE: Colour = (153, 153, 153)


def main() -> int:
    """Make the pictures, and say how large they are."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run_example(folder)
        for picture, (document, page) in PAGES.items():
            content = _draw_page(folder, document, page)
            (IMAGES / f"{picture}.png").write_bytes(content)
            sys.stdout.write(f"{picture}.png: {len(content)}\n")
    return 0


def _run_example(folder: Path) -> None:
    clu_batch.run(
        clu_batch.Options(
            aujourd_hui=_DAY,
            classeurs=ROOT / "workbooks",
            modeles=ROOT / "templates",
            sortie=folder / "output",
        )
    )


def _draw_page(folder: Path, document: str, page: int) -> bytes:
    """Return a page of a document as a small PNG."""
    [source] = folder.rglob(f"{document}.docx")
    pdf = folder / f"{document}.pdf"
    if not pdf.exists():
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        convert = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir")
        _call(*convert, str(folder), str(source))
    only = ("-f", str(page), "-l", str(page), "-singlefile")
    width, height, dots = _read_dots(
        _call("pdftoppm", "-r", str(_DOTS_PER_INCH), *only, str(pdf))
    )
    return _write_png(width, height, _draw_frame(width, height, dots))


def _call(program: str, *words: str) -> bytes:
    """Return what a program of this machine writes."""
    command = [shutil.which(program) or program, *words]
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout


def _read_dots(ppm: bytes) -> tuple[int, int, Sequence[Colour]]:
    """Return the width, the height and the dots of a PPM picture, their colours rounded."""
    _, size, _, dots = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    rounded = dots.translate(bytes(round(value / 17) * 17 for value in range(256)))
    channels = (rounded[start::3] for start in range(3))
    return width, height, list(zip(*channels, strict=True))


def _draw_frame(width: int, height: int, dots: Sequence[Colour]) -> Sequence[Colour]:
    """Draw the edge of the page, which is white as the page that shows it."""
    framed = list(dots)
    ends = (0, (height - 1) * width)
    across = (start + place for start in ends for place in range(width))
    down = (line * width + side for line in range(height) for side in (0, width - 1))
    for place in (*across, *down):
        framed[place] = _EDGE
    return framed


def _write_png(width: int, height: int, dots: Sequence[Colour]) -> bytes:
    """Return a PNG of sixteen colours, the most frequent ones; each other takes the nearest."""
    counts = Counter(dots)
    palette = [colour for colour, _ in counts.most_common(_COLOURS)]
    ranks = {colour: _find_nearest(colour, palette) for colour in counts}
    rows = bytearray()
    for line in range(height):
        row = [ranks[dot] for dot in dots[line * width : (line + 1) * width]]
        row += [0] * (width % 2)
        pairs = zip(row[::2], row[1::2], strict=True)
        rows += bytes([0, *(left << 4 | right for left, right in pairs)])
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    dots_per_metre = round(_DOTS_PER_INCH / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _write_chunk(b"IHDR", header),
            _write_chunk(b"PLTE", bytes(value for colour in palette for value in colour)),
            _write_chunk(b"pHYs", struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)),
            _write_chunk(b"IDAT", zlib.compress(bytes(rows), 9)),
            _write_chunk(b"IEND", b""),
        )
    )


def _find_nearest(colour: Colour, palette: Sequence[Colour]) -> int:
    distances = [
        sum((one - other) ** 2 for one, other in zip(colour, like, strict=True))
        for like in palette
    ]
    return distances.index(min(distances))


def _write_chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


if __name__ == "__main__":
    sys.exit(main())
