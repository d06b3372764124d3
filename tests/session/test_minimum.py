"""A prefecture that typed only what is required: every document is produced, can be sent, and says
what it lacks (docs/rules/workbooks.md#absent-sheets, docs/rules/documents.md#missing-data).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from clu_batch.kernel.declared_sheet import Requirement
from clu_batch.kernel.exit_codes import Code
from clu_batch.records import SHEETS
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from tests.conftest import write_workbook
from tests.support.meeting import simple

J, A_VENIR, TENUE = dt.date(2026, 11, 23), dt.date(2026, 12, 10), dt.date(2026, 6, 11)
SALLE = "Salle de réunion de la préfecture"
MEMBRES = (
    (
        "SG",
        "Services de la préfecture",
        "Le secrétaire général de la préfecture",
        "Préfecture de la Lozère",
    ),
    (
        "DDT",
        "Services de la préfecture",
        "La directrice",
        "Direction départementale des territoires",
    ),
    ("UFC", "Représentants des usagers", "Le président", "Union fédérale des consommateurs"),
)
FEUILLES: dict[str, Sequence[Sequence[object]]] = {
    "Paramètres": (
        ("Paramètre", "Valeur"),
        ("Préfecture", "Préfecture de la Lozère"),
        ("Ville", "Mende"),
    ),
    "Composition": (("Code", "Collège", "Fonction", "Organisme"), *MEMBRES),
    "Réunions": (
        ("Date", "Heure", "Lieu"),
        (A_VENIR, dt.time(14, 30), SALLE),
        (TENUE, dt.time(14, 30), SALLE),
    ),
}
"""The indispensable sheets, with their required columns alone."""


class Produits:
    """What a run left: its documents, and the control workbook of the meeting to come."""

    def __init__(self, sortie: Path, resultat: RunOutcome) -> None:
        self.resultat = resultat
        self.controle = openpyxl.load_workbook(
            sortie / f"{A_VENIR}_CLU" / f"{A_VENIR}_CLU_Controle.xlsx"
        )
        self.documents = {
            path.relative_to(sortie).as_posix(): docx.Document(str(path))
            for path in sortie.rglob("*.docx")
        }

    def texte(self, end: str) -> str:
        [document] = [
            document for name, document in self.documents.items() if name.endswith(end)
        ]
        return "\n".join(textes(document))


def textes(document: Document) -> list[str]:
    """Every paragraph: body, tables, headers, footers."""
    parts = [
        document,
        *(part for section in document.sections for part in (section.header, section.footer)),
    ]
    return [text for part in parts for text in _textes(part.iter_inner_content())]


def _textes(contents: object) -> list[str]:
    found: list[str] = []
    # an iterator of python-docx, that has no public type
    for content in contents:  # type: ignore[attr-defined]
        if isinstance(content, Paragraph):
            found.append(content.text)
        elif isinstance(content, Table):
            found += [
                paragraph.text
                for row in content.rows
                for cell in row.cells
                for paragraph in cell.paragraphs
            ]
    return found


@pytest.fixture(scope="module")
def produits(tmp_path_factory: pytest.TempPathFactory) -> Produits:
    base = tmp_path_factory.mktemp("minimum")
    (base / "workbooks").mkdir()
    write_workbook(base / "workbooks" / "tout.xlsx", FEUILLES)
    options = Options(
        None,
        J,
        J,
        base / "workbooks",
        base / "templates",
        base / "output",
        verifier_seulement=False,
    )
    return Produits(base / "output", pipeline.run_session(options, lambda *_: None))


def test_the_workbook_holds_what_is_required_and_nothing_else() -> None:
    indispensable = {
        sheet.name: [c.header for c in sheet.columns if c.need is not Requirement.OPTIONAL]
        for sheet in SHEETS
        if sheet.indispensable
    }
    assert {name: list(rows[0]) for name, rows in FEUILLES.items()} == indispensable


def test_the_only_lines_are_what_is_to_be_completed(produits: Produits) -> None:
    report = produits.controle["À corriger"]
    header, *rows = report.iter_rows(values_only=True)
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    assert {
        (line["Gravité"], "À COMPLÉTER" in str(line["Valeur"]))
        for line in lines
        if line["Gravité"] != "information"
    } == {("à vérifier", True)}
    told = [line for line in lines if line["Gravité"] == "information"]
    assert {line["Feuille"] for line in told} == {"Réunions"}
    # the meeting whose attendance is due, and the two whose agenda nobody typed
    agenda = ["ordre du jour" in simple(str(line["Valeur"])) for line in told]
    assert sorted(agenda) == [False, True, True]
    assert produits.resultat.code is Code.TO_CORRECT
    assert list(produits.resultat.defects) == []


def test_every_document_is_produced(produits: Produits) -> None:
    names = {name.rpartition("/")[2] for name in produits.documents}
    coming = {
        f"{A_VENIR}_CLU_{what}.docx"
        for what in (
            "Dossier-de-seance",
            "Feuille-emargement",
            "Chevalets",
            "Trame-de-notes",
            "Fiche-envoi",
        )
    }
    letters = {f"{A_VENIR}_CLU_Convocation_{code}.docx" for code, *_ in MEMBRES}
    assert names == coming | letters | {
        f"{TENUE}_CLU_{what}.docx" for what in ("Dossier-de-seance", "Fiche-envoi")
    }


@pytest.mark.parametrize(
    ("code", "appel", "destinataire"),
    [
        (
            "SG",
            "Monsieur le Secrétaire général",
            "Le secrétaire général de la préfecture",
        ),
        ("DDT", "Madame la Directrice", "Direction départementale des territoires"),
        ("UFC", "Monsieur le Président", "Union fédérale des consommateurs"),
    ],
)
def test_a_convocation_can_be_sent(
    produits: Produits, code: str, appel: str, destinataire: str
) -> None:
    lettre = (
        produits.texte(f"Convocation_{code}.docx").replace("\u202f", " ").replace("\u00a0", " ")
    )
    expected = (
        "PRÉFET",
        "DE LA LOZÈRE",
        "Mende, le 23 novembre 2026",
        destinataire,
        f"{appel},",
        "jeudi 10 décembre 2026 à 14 h 30",
        SALLE,
        "Résultats des engagements de service",
        "Modalités d’appui aux usagers",
        "2 jours ouvrables avant la réunion",
        "au plus tard le lundi 7 décembre 2026",
        "Coupon-réponse",
        "considération distinguée",
    )
    assert [words for words in expected if words not in lettre] == []


def test_nothing_shows_that_something_is_empty(produits: Produits) -> None:
    wrong = re.compile(
        r"\bNone\b|\bnan\b|\{\{|\{%|\(\s*\)|«\s*»|, ,|\s,(?=\s)|^\s*[,;]|\bde la préfecture de la"
        r" préfecture\b"
    )
    found = {
        name: [text for text in textes(d) if wrong.search(text)]
        for name, d in produits.documents.items()
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_heading_is_left_alone(produits: Produits) -> None:
    alone = []
    for name, document in produits.documents.items():
        contents = [
            c for c in document.iter_inner_content() if isinstance(c, Table) or c.text.strip()
        ]
        levels = [_niveau(c) for c in contents] + [1]
        alone += [
            f"{name} : {c.text}"
            for c, level, after in zip(contents, levels, levels[1:], strict=False)
            if isinstance(c, Paragraph) and level and after and after <= level
        ]
    assert alone == []


def _niveau(content: Paragraph | Table) -> int:
    """The level of a heading, 0 for anything else."""
    match = (
        re.fullmatch(r"Heading (\d)", content.style.name or "")
        if isinstance(content, Paragraph) and content.style
        else None
    )
    return int(match[1]) if match else 0


def test_nobody_to_write_to_yet(produits: Produits) -> None:
    fiche = produits.texte(f"{TENUE}_CLU_Fiche-envoi.docx")
    assert "rien n’est à envoyer pour l’instant" in fiche
    assert "Adresses à vérifier" not in fiche
