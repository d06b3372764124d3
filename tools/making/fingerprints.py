"""`exemple_livre.json`: the fingerprints by which the program knows again what the example
ships.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from clu_batch.kernel.declared_sheet import EXEMPLE, Kind, Sheet
from clu_batch.parse import fold_text
from clu_batch.parse.shipped_rows import compute_row_fingerprint, normalise_cell
from clu_batch.records import SHEETS
from clu_batch.records.membre import Membre
from tools.making.drop_down_lists import Lignes

REGLAGES = (
    "Ville",
    "Référence de la procédure",
    "Adresse",
    "Délégué à la protection des données",
)
"""The settings that are those of one prefecture; the others hold for any, or are no real value."""

_LOCAUX = ("Fonction", "Organisme")
_SANS_LIEU = frozenset({"prefecture", "de", "du", "des", "la", "le"})


def make_fingerprints(contenus: Mapping[str, Lignes]) -> bytes:
    """The file, from the rows that ship by sheet name."""
    settings = {str(row["Paramètre"]): row["Valeur"] for row in contenus["Paramètres"]}
    prefecture, adresse = str(settings["Préfecture"]), str(settings["Adresse"])
    seats = contenus[Membre.sheet.name]
    data = {
        "prefecture": prefecture,
        "telephone": settings["Téléphone du secrétariat"],
        "rue": fold_text(adresse.partition(",")[0]),
        "reglages": {
            name: compute_row_fingerprint({name: Kind.TEXTE}, settings) for name in REGLAGES
        },
        "sieges": _join(
            compute_row_fingerprint(_find_kinds(Membre.sheet), seat) for seat in seats
        ),
        "locaux": _join(_find_local(seats, _find_places(prefecture, str(settings["Ville"])))),
        "feuilles": {
            s.name: _describe_sheet(s, rows)
            for s in SHEETS
            if (rows := _keep_marked(contenus.get(s.name, ())))
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _keep_marked(rows: Lignes) -> list[Mapping[str, object]]:
    return [row for row in rows if row.get(EXEMPLE.header)]


def _find_kinds(sheet: Sheet) -> dict[str, Kind]:
    return {
        column.header: column.kind
        for column in sheet.columns
        if column.header != EXEMPLE.header
    }


def _describe_sheet(sheet: Sheet, rows: Lignes) -> dict[str, object]:
    declared = _find_kinds(sheet)
    headers = set[str]().union(*rows)
    extra = sorted(headers - set(declared) - {EXEMPLE.header})
    whole = {**declared, **dict.fromkeys(extra, Kind.BRUT)}
    partial = (compute_row_fingerprint(declared, row) for row in rows) if extra else ()
    return {
        "colonnes": extra,
        "lignes": _join(compute_row_fingerprint(whole, row) for row in rows),
        "partielles": _join(partial),
    }


def _find_places(prefecture: str, ville: str) -> set[str]:
    """The words that name the place: « gard », « nimes »."""
    return {*fold_text(prefecture).split(), *fold_text(ville).split()} - _SANS_LIEU


def _find_local(seats: Lignes, lieux: set[str]) -> Iterable[str]:
    """The functions and bodies that are of no other prefecture."""
    for seat in seats:
        for header in _LOCAUX:
            if lieux & set(re.findall(r"\w+", normalise_cell(Kind.TEXTE, seat[header]))):
                yield compute_row_fingerprint({header: Kind.TEXTE}, seat)


def _join(prints: Iterable[str]) -> str:
    return " ".join(sorted(set(prints)))
