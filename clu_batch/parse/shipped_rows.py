"""What the example ships, known again by fingerprints: rows, settings and seats that a prefecture
has not made its own.

`data/exemple_livre.json` holds them; `python -m tools.making` writes it with the workbooks.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from clu_batch import data, parse
from clu_batch.kernel.declared_sheet import Column, Kind
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import Parsed

SIGNES = 10
"""Signs of a digest: two rows out of several thousand do not share them by chance."""

Cells = Mapping[str, object]
"""The cells of a row by header."""


@frozen
class ShippedSheet:
    """The rows that ship in one sheet.

    `colonnes`: the headers that the declaration lacks, the questions of the survey; `partielles`:
    the same rows without these, for a prefecture that has other questions.
    """

    colonnes: frozenset[str] = frozenset()
    lignes: frozenset[str] = frozenset()
    partielles: frozenset[str] = frozenset()


@frozen
class ShippedExample:
    """All that ships in the example and that is another prefecture's, or nobody's.

    `rue`: the street of its address, folded; `reglages`: the fingerprint of a setting by its name;
    `sieges`: whole rows of Composition; `locaux`: its functions and bodies that name the place.
    """

    prefecture: str
    telephone: str
    rue: str
    reglages: Mapping[str, str]
    sieges: frozenset[str]
    locaux: frozenset[str]
    feuilles: Mapping[str, ShippedSheet]

    def holds(self, sheet: str, columns: Sequence[Column], rows: Sequence[Cells]) -> list[bool]:
        """Whether each of these rows of a sheet is one that ships, however it is typed."""
        shipped = self.feuilles.get(sheet, ShippedSheet())
        known = {column.header for column in columns}
        whole = shipped.colonnes <= known
        kinds = {
            column.header: column.kind
            for column in columns
            if whole or column.header not in shipped.colonnes
        }
        prints = shipped.lignes if whole else shipped.partielles
        say = functools.lru_cache(maxsize=None, typed=True)(
            normalise_cell
        )  # cells stand in many rows
        return [
            compute_fingerprint({h: say(kind, row[h]) for h, kind in kinds.items()}) in prints
            for row in rows
        ]


@functools.cache
def load_shipped_example() -> ShippedExample:
    """The example as it ships with this version of the program."""
    shipped = json.loads(data.FINGERPRINTS.read_text("utf-8"))
    feuilles = {
        name: ShippedSheet(
            frozenset(sheet["colonnes"]),
            _split_prints(sheet["lignes"]),
            _split_prints(sheet["partielles"]),
        )
        for name, sheet in shipped["feuilles"].items()
    }
    return ShippedExample(
        prefecture=shipped["prefecture"],
        telephone=shipped["telephone"],
        rue=shipped["rue"],
        reglages=shipped["reglages"],
        sieges=_split_prints(shipped["sieges"]),
        locaux=_split_prints(shipped["locaux"]),
        feuilles=feuilles,
    )


def _split_prints(joined: str) -> frozenset[str]:
    return frozenset(joined.split())


# -- what a row says -------------------------------------------------------------------------------


def compute_fingerprint(said_by_header: Mapping[str, str]) -> str:
    """The fingerprint of a row, from what its cells say; an empty cell counts for nothing."""
    words = [f"{header}\x1f{text}" for header, text in sorted(said_by_header.items()) if text]
    return hashlib.sha256("\x1e".join(words).encode()).hexdigest()[:SIGNES]


def compute_row_fingerprint(kinds: Mapping[str, Kind], row: Cells) -> str:
    """The fingerprint of a row whose columns are of these kinds."""
    return compute_fingerprint(
        {header: normalise_cell(kind, row.get(header)) for header, kind in kinds.items()}
    )


def normalise_cell(kind: Kind, cell: object) -> str:
    """What a cell says, however it is typed.

    A date typed as a text is the date; case, accents, hyphens and needless spaces do not matter.
    """
    if parse.is_empty(cell):
        return ""
    read = _READERS.get(kind)
    value = read(cell).valeur if read else None
    if value is None:
        value = cell
    match value:
        case bool():
            return "oui" if value else "non"
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case int() | float() | Decimal():
            return parse.format_value(float(value))
    return parse.fold_numero(str(value)) if kind is Kind.NUMERO else parse.fold_text(str(value))


_READERS: Mapping[Kind, Callable[[object], Parsed[Any]]] = {
    Kind.DATE: parse.parse_date,
    Kind.HEURE: parse.parse_hour,
    Kind.REUNION: parse.parse_reunion,
    Kind.NUMERO: parse.parse_numero,
    Kind.OUI_NON: parse.parse_yes_no,
}
