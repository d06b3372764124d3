"""Nothing personal leaks (docs/rules/privacy.md#never-out): a canary wherever the program must not
look, then a search in all that it leaves.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.app import journal
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from tests.conftest import WORKBOOKS

AU = dt.date(2026, 11, 23)

# -- where the canaries stand ----------------------------------------------------------------------

NULLE_PART = {
    "suite donnée d’une réclamation": "Canarisuite",
    "nom du réclamant": "Canarinom",
    "courriel du réclamant": "canarireclamant@usager.example",
    "texte de la réclamation": "Canarirecit",
    "ligne masquée": "Canarimasque",
    "colonne masquée": "Canaricolonne",
    "réponse libre à un questionnaire": "Canariverbatim",
    "adresse laissée par un répondant": "canarirepondant@usager.example",
    "commentaire d’une cellule": "Canaricommentaire",
    "auteur d’un commentaire": "Canariauteur",
    "auteur du classeur": "Canaricreateur",
    "titre du classeur": "Canarititre",
    "mots-clés du classeur": "Canarimotscles",
    "nom défini": "Canaridefini",
    "pied de page": "Canaripied",
    "feuille inconnue": "Canarifeuille",
    "liste déroulante": "Canariliste",
    "dossier du programme": "Canaridossier",
}
"""What must come out nowhere, and the word that stands for it."""

LETTRES, COURRIERS = ("Convocation", "Invitation", "Fiche-envoi"), ("Fiche-envoi",)
RESERVES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "adresse d’un membre": ("Canarirue", LETTRES),
    "adresse d’un invité": ("Canarichemin", LETTRES),
    "courriel d’un membre": ("canarimembre@membre.example", COURRIERS),
    "courriel d’un invité": ("canariinvite@membre.example", COURRIERS),
    "courriel d’un suppléant": ("canarisuppleant@membre.example", COURRIERS),
    "courriel d’un présent": ("canaripresent@membre.example", COURRIERS),
}
"""Members' addresses: the only documents that may carry them, the letters to each of them and the
sheet that says where to send.
"""

MOYEN = "Canarimoyen"
"""How a substitute was announced: for the control workbook alone."""

IMPRIMES = ("Canariaction", "Canariextrait")
"""What is meant to be printed: proof that the search finds what is there."""


def _headers(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}


def _fill(sheet: Worksheet, header: str, word: str) -> None:
    """The word in every row of a column, numbered; a column that the sheet lacks is added at its
    end.
    """
    column = _headers(sheet).get(header) or sheet.max_column + 1
    sheet.cell(1, column, header)
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column, word)


def _reclamations(book: Workbook) -> None:
    sheet = book["Réclamations"]
    sheet.tables.clear()
    words = (
        "suite donnée d’une réclamation",
        "nom du réclamant",
        "courriel du réclamant",
        "texte de la réclamation",
        "colonne masquée",
    )
    for header, what in zip(
        ("Suite donnée", "Nom", "Courriel du réclamant", "Réclamation", "Dossier"),
        words,
        strict=True,
    ):
        _fill(sheet, header, NULLE_PART[what])
    _fill(sheet, "Action d'amélioration", "Canariaction")
    headers = _headers(sheet)
    sheet.column_dimensions[get_column_letter(headers["Dossier"])].hidden = True
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
        for header in ("Suite donnée", "Nom"):
            sheet.cell(row, headers[header], NULLE_PART["ligne masquée"])
    sheet["A2"].comment = Comment(
        NULLE_PART["commentaire d’une cellule"], NULLE_PART["auteur d’un commentaire"]
    )
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(NULLE_PART["pied de page"]))
    book["Listes"].cell(2, 1, NULLE_PART["liste déroulante"])
    book.create_sheet("Notes internes").append([NULLE_PART["feuille inconnue"]])


def _satisfaction(book: Workbook) -> None:
    sheet = book["Réponses"]
    sheet.tables.clear()
    _fill(sheet, "Q11", NULLE_PART["réponse libre à un questionnaire"])
    _fill(sheet, "Courriel", NULLE_PART["adresse laissée par un répondant"])
    _fill(sheet, "Extrait à publier", "Canariextrait")


def _engagements(book: Workbook) -> None:
    """Filters that almost name what stands in a column that is never printed: the closest value
    must not be told.
    """
    sheet = book["Indicateurs locaux"]
    sheet.tables.clear()
    sheet.append(
        ["L8", "Suites", "Réclamations", None, "Suite donnée = Canarisuit", None, None, "oui"]
    )
    sheet.append(
        ["L9", "Mots libres", "Réponses", None, "Q11 = Canariverbati", None, None, "oui"]
    )


def _comite(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.tables.clear()
    for name, adresse, courriel in (
        ("Composition", "membre", "membre"),
        ("Invités", "invité", "invité"),
    ):
        _fill(
            book[name],
            "Adresse",
            f"12 rue {RESERVES[f'adresse d’un {adresse}'][0]}\n30000 Nîmes",
        )
        _fill(book[name], "Courriel", RESERVES[f"courriel d’un {courriel}"][0])
    _fill(book["Suppléances"], "Courriel", RESERVES["courriel d’un suppléant"][0])
    _fill(book["Suppléances"], "Moyen", MOYEN)
    _fill(book["Présences"], "Courriel", RESERVES["courriel d’un présent"][0])


PLANT: Mapping[str, Callable[[Workbook], None]] = {
    "reclamations.xlsx": _reclamations,
    "satisfaction.xlsx": _satisfaction,
    "engagements.xlsx": _engagements,
    "comite.xlsx": _comite,
    "parametres.xlsx": lambda _: None,
}


def planted(folder: Path) -> Path:
    """The workbooks of the example, with a canary in each place."""
    shutil.copytree(WORKBOOKS, folder)
    for name, plant in PLANT.items():
        book = openpyxl.load_workbook(folder / name)
        plant(book)
        properties = book.properties
        properties.creator = properties.lastModifiedBy = NULLE_PART["auteur du classeur"]
        properties.title = properties.description = NULLE_PART["titre du classeur"]
        properties.keywords = NULLE_PART["mots-clés du classeur"]
        word = NULLE_PART["nom défini"]
        book.defined_names[word] = DefinedName(word, attr_text=f'"{word}"')
        book.save(folder / name)
        book.close()
    return folder


# -- what the program leaves -----------------------------------------------------------------------


@dataclass(frozen=True)
class Laisse:
    """A run: its folder of documents, and all that can be read there and on the screen."""

    sortie: Path
    resultat: RunOutcome
    textes: Mapping[str, str]

    def ou(self, word: str) -> list[str]:
        """Where a word is found."""
        return sorted(
            {
                name.partition("!")[0]
                for name, text in self.textes.items()
                if word.casefold() in text
            }
        )


def lus(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file, hidden ones too, every part of it and every part of a package within it; names
    count as text.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield f"{name}!nom", name.casefold()
        if path.is_file():
            yield from _parts(name, path.read_bytes())


def _parts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.infolist():
                yield (
                    f"{name}!{part.filename}!nom",
                    f"{part.filename} {part.comment!r} {package.comment!r}".casefold(),
                )
                yield from _parts(f"{name}!{part.filename}", package.read(part))
        return
    # a long line of a calendar entry is folded
    text = data.decode("utf-8", "replace").replace("\r\n ", "")
    # a word may be cut between two runs
    yield (name, f"{text}\n{re.sub('<[^>]*>', '', text)}".casefold())


def laisse(classeurs: Path, base: Path) -> Laisse:
    sortie = base / "output"
    screen: list[str] = []
    options = Options(
        None, AU, AU, classeurs, base / "templates", sortie, verifier_seulement=False
    )
    resultat = pipeline.run_session(options, lambda number, total, text: screen.append(text))
    for panne in resultat.defects:
        now = dt.datetime(2026, 11, 23, 9, 0)
        journal.record(panne, sortie / "journal.txt", now, "1.0")
    where = str(sortie)  # the screen says where the documents are; a document does not
    said = "\n".join(
        [*screen, *(line.replace(where, "") for line in resultat.lines)]
    ).casefold()
    return Laisse(sortie, resultat, {**dict(lus(sortie)), "écran": said})


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Laisse:
    base = tmp_path_factory.mktemp("fuites") / NULLE_PART["dossier du programme"]
    return laisse(planted(base / "workbooks"), base)


# -- the search ------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", NULLE_PART)
def test_what_is_not_exported_comes_out_nowhere(example: Laisse, what: str) -> None:
    assert example.ou(NULLE_PART[what]) == []


@pytest.mark.parametrize("what", RESERVES)
def test_addresses_stand_only_where_they_are_needed(example: Laisse, what: str) -> None:
    word, allowed = RESERVES[what]
    found = example.ou(word)
    assert [
        name for name in found if not any(f"_{document}" in name for document in allowed)
    ] == []


def test_how_a_substitute_was_announced_stands_in_the_control_workbook_alone(
    example: Laisse,
) -> None:
    found = example.ou(MOYEN)
    assert found
    assert [name for name in found if "_Controle.xlsx" not in name] == []


def test_the_search_finds_what_is_printed(example: Laisse) -> None:
    assert list(example.resultat.defects) == []
    for word in (
        *IMPRIMES,
        "Canarirue",
        "canarimembre@membre.example",
        "canariinvite@membre.example",
    ):
        assert example.ou(word), word
    assert {Path(name).suffix for name in example.textes if "!" not in name} >= {
        ".ics",
        ".json",
        "",
    }
    assert [
        name
        for name in example.textes
        if ".docx!word/embeddings/" in name and "sheet1.xml" in name
    ], "the sheets behind the charts"
    assert [
        name
        for name in example.textes
        if name.endswith("Controle.xlsx!xl/worksheets/sheet1.xml")
    ]


def test_a_letter_to_all_carries_nobody_s_address(tmp_path: Path) -> None:
    classeurs = planted(tmp_path / "workbooks")
    book = openpyxl.load_workbook(classeurs / "parametres.xlsx")
    for row in book["Paramètres"].iter_rows():
        row[1].value = {
            "Convocation": "collective",
            "Compte rendu pour publication": "oui",
        }.get(str(row[0].value), row[1].value)
    book.save(classeurs / "parametres.xlsx")
    book.close()
    left = laisse(classeurs, tmp_path)
    assert [name for name in left.textes if name.endswith("_Convocation.docx!nom")]
    for word, _ in RESERVES.values():
        found = [
            name
            for name in left.ou(word)
            if "_Invitation_" not in name and "_Fiche-envoi" not in name
        ]
        assert found == [], word


@pytest.mark.parametrize("member", ["DCLC", "UFC"])
def test_a_letter_carries_the_address_of_its_own_reader_alone(
    example: Laisse, member: str
) -> None:
    [letter] = [
        name for name in example.ou("Canarirue") if name.endswith(f"_Convocation_{member}.docx")
    ]
    text = example.textes[f"{letter}!word/document.xml"]
    assert re.findall("canarirue", re.sub("<[^>]*>", "", text.split("</w:document>")[0])) == [
        "canarirue"
    ]
    assert "canarichemin" not in text


def test_the_journal_tells_a_defect_without_what_it_stumbled_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / NULLE_PART["dossier du programme"]
    classeurs = planted(base / "workbooks")

    def stumbles(*_: object) -> None:
        sheet = openpyxl.load_workbook(classeurs / "reclamations.xlsx")["Réclamations"]
        raise ValueError([cell.value for cell in sheet[2]], str(classeurs))

    monkeypatch.setattr(bilan_de_seance, "prepare_figures", stumbles)
    left = laisse(classeurs, base)
    assert [type(panne) for panne in left.resultat.defects] == [ValueError]
    assert "valueerror" in left.textes["journal.txt"]
    assert {what: left.ou(word) for what, word in NULLE_PART.items() if left.ou(word)} == {}
