"""What stays of the example among a prefecture's own data, and would leave in its papers.

An address that leads nowhere is told to everybody; a seat, a procedure or an address of the example
is told to every prefecture but the one that it is taken from. Questions, Échelles and Engagements
are made to be taken over: nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from clu_batch.kernel import french
from clu_batch.kernel.declaration import EXEMPLE, Kind
from clu_batch.kernel.problems import Defaut, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import example_left as defauts
from clu_batch.parse import montrer
from clu_batch.parse.shipped_rows import ExempleLivre, exemple_livre, row_fingerprint, said
from clu_batch.records.comite import COMPOSITION
from clu_batch.records.parametres import PARAMETRES
from clu_batch.rules.links.confidentialite import IMPRIMES
from clu_batch.rules.model import Parametres

_ENVOYES: Mapping[str, Sequence[str]] = {
    "Composition": ("Courriel", "Adresse"),
    "Réunions": ("Visioconférence",),
    "Invités": ("Courriel", "Adresse"),
    "Suppléances": ("Courriel",),
    "Présences": ("Courriel",),
}
"""The columns that papers are sent to, or that a letter shows as a link, beside those that are
printed.
"""
_OU = {
    "Composition": ("Adresse",),
    "Réunions": ("Lieu", "Accès et accessibilité"),
    "Invités": ("Adresse",),
    "Modalités d'appui": ("Lieu",),
}
"""The columns that say where."""
_REPRIS = frozenset({"Questions", "Échelles", "Engagements"})
_D_EXEMPLE = re.compile(
    r"""(?: ^ | [@/\s(<;,:] )         # an electronic address, or that of a page
        (?: [\w-]+ \. )*
        (?: [\w-]+ \. example | example\.org )
        (?! [\w-] | \.\w )""",
    re.VERBOSE | re.IGNORECASE,
)

Trouve = Callable[[str], bool]


def relever(tables: Mapping[str, Table], parametres: Parametres) -> list[Problem]:
    """What is left of the example, one line per sheet and column, which names each setting or Code.

    Nothing while the example is meant: each document says « EXEMPLE » then.
    """
    if parametres.donnees_d_exemple or tables[PARAMETRES.name].broken:
        return []
    livre = exemple_livre()
    problems = [*_sans_destinataire(tables, livre)]
    if not _est_la_sienne(parametres.prefecture or "", livre.prefecture):
        problems += _d_une_autre_prefecture(tables, livre, parametres.prefecture or "")
    return problems


def _est_la_sienne(typed: str, shipped: str) -> bool:
    """« Préfecture du Gard (30) » is the préfecture du Gard."""
    words = set(re.findall(r"\w+", said(Kind.TEXTE, typed)))
    return set(said(Kind.TEXTE, shipped).split()) <= words


# -- addresses and telephone that lead to nobody ---------------------------------------------------


def _sans_destinataire(tables: Mapping[str, Table], livre: ExempleLivre) -> Iterator[Problem]:
    telephone = _telephone(livre.telephone)

    def found(text: str) -> bool:
        return bool(_D_EXEMPLE.search(text) or telephone.search(text))

    for table, header in _colonnes(tables):
        yield from _dans_la_colonne(table, header, found, defauts.COORDONNEES_D_EXEMPLE)


def _telephone(shipped: str) -> re.Pattern[str]:
    """The number however it is typed: with or without its spaces, its 0, the code of the
    country.
    """
    digits = re.sub(r"\D", "", shipped).removeprefix("0")
    spaced = r"[\s.\-/]?".join(digits)
    return re.compile(rf"(?<!\d)(?:0|(?:\+|00)\s?33[\s.]?(?:\(0\))?[\s.]?)?{spaced}(?!\d)")


def _colonnes(tables: Mapping[str, Table]) -> Iterator[tuple[Table, str]]:
    """The columns that are printed or sent, the settings first."""
    yield tables[PARAMETRES.name], "Valeur"
    for sheet in tables:
        if sheet in _REPRIS:
            continue
        for header in (*IMPRIMES.get(sheet, ()), *_ENVOYES.get(sheet, ())):
            yield tables[sheet], header


# -- what is another prefecture's ------------------------------------------------------------------


def _d_une_autre_prefecture(
    tables: Mapping[str, Table], livre: ExempleLivre, prefecture: str
) -> Iterator[Problem]:
    facts = {
        "exemple": french.minuscule_initiale(livre.prefecture),
        "prefecture": prefecture or "la vôtre",
    }
    settings = tables[PARAMETRES.name]
    rows = [row for row, values in settings.rows() if _est_un_reglage_livre(values, livre)]
    yield from _a_ces_lignes(settings, "Valeur", rows, defauts.REPRIS_DE_L_EXEMPLE, **facts)
    seats = tables[COMPOSITION.name]
    rows = [row for row, values in seats.rows() if _est_un_siege_livre(values, livre)]
    yield from _a_ces_lignes(seats, "Organisme", rows, defauts.REPRIS_DE_L_EXEMPLE, **facts)

    def at_its_address(text: str) -> bool:
        return livre.rue in said(Kind.TEXTE, text)

    for sheet, headers in _OU.items():
        for header in headers:
            yield from _dans_la_colonne(
                tables[sheet], header, at_its_address, defauts.REPRIS_DE_L_EXEMPLE, **facts
            )


def _est_un_reglage_livre(values: Mapping[str, object], livre: ExempleLivre) -> bool:
    name = said(Kind.TEXTE, values["Paramètre"])
    shipped = next(
        (setting for setting in livre.reglages if said(Kind.TEXTE, setting) == name), None
    )
    if shipped is None or not said(Kind.TEXTE, values["Valeur"]):
        return False
    return (
        row_fingerprint({shipped: Kind.TEXTE}, {shipped: values["Valeur"]})
        == livre.reglages[shipped]
    )


def _est_un_siege_livre(values: Mapping[str, object], livre: ExempleLivre) -> bool:
    """A seat as it ships, or whose function or body names the place of the example."""
    kinds = {
        column.header: column.kind
        for column in COMPOSITION.columns
        if column.header != EXEMPLE.header
    }
    if row_fingerprint(kinds, values) in livre.sieges:
        return True
    cells = (row_fingerprint({header: Kind.TEXTE}, values) for header in ("Fonction", "Organisme"))
    return any(cell in livre.locaux for cell in cells)


# -- one line per sheet and column -----------------------------------------------------------------


def _dans_la_colonne(
    table: Table, header: str, trouve: Trouve, defaut: Defaut, **facts: str
) -> Iterator[Problem]:
    column = table.columns[header]
    guilty = {
        cell for cell in set(column) if isinstance(cell, str | float) and trouve(montrer(cell))
    }
    rows = [row for row, cell in enumerate(column) if cell in guilty] if guilty else []
    yield from _a_ces_lignes(table, header, rows, defaut, **facts)


def _a_ces_lignes(
    table: Table, header: str, rows: Sequence[int], defaut: Defaut, **facts: str
) -> Iterator[Problem]:
    """The same problem at each row: the report makes one line of them, whose range holds the
    cells.
    """
    by_sheet: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        origin = table.origin(row)
        by_sheet.setdefault((origin.workbook, origin.sheet), []).append(row)
    for together in by_sheet.values():
        names = french.enumeration(
            list(dict.fromkeys(_nom(table, header, row) for row in together))
        )
        for row in together:
            yield defaut.at(table.place(row, header), header, noms=names, **facts)


def _nom(table: Table, header: str, row: int) -> str:
    """How a line names a row: a setting by its name, a seat by its Code, another by what is
    typed.
    """
    for key in ("Paramètre", "Code"):
        if key in table.columns:
            return f"« {table.columns[key][row]} »"
    text = " ".join(str(table.columns[header][row]).split())
    return f"« {text if len(text) <= _MONTRE else text[: _MONTRE - 1] + '…'} »"


_MONTRE = 60  # signs of a text that a line quotes
