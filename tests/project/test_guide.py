"""What the guide of the secretary says is what she meets: sheets, columns, settings, codes, rows of
the example, the text of the window; and each question that newcomers asked has its answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest

from clu_batch.messages import meetings, new_folder
from clu_batch.records import SHEETS
from clu_batch.records.parametres import REGLAGES
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.support.folders import ROOT
from tools.making.example import read_example
from tools.making.papers import DOCS
from tools.making.papers.markdown_page import Items, Table, Title, Window, read_page
from tools.making.papers.word_page import name_anchor

PAGE = (DOCS / "guide-secretaire.md").read_text("utf-8")
PIECES = read_page(PAGE)
AIDE_MEMOIRE = (DOCS / "aide-memoire.md").read_text("utf-8")

QUESTIONS = {
    "deleting rows of a table": "supprimer-des-lignes",
    "what else is example": "ce-qui-reste-de-lexemple",
    "the Exemple column": "la-colonne-exemple",
    "lists": "les-listes-déroulantes",
    "Repères": "la-feuille-repères",
    "closing days": "les-jours-de-fermeture",
    "where an export goes and in which formats": "poser-un-export-dun-autre-outil",
    "one filled line of Équivalences": "remplir-la-feuille-équivalences",
    "own scale and questions": "votre-échelle-et-vos-questions",
    "N/A": "les-cases-sans-réponse",
    "Dépouillement": "le-dépouillement-des-questionnaires-papier",
    "codes for Source": "le-code-à-écrire-dans-source",
    "several sheets for one table": "plusieurs-feuilles-pour-un-même-tableau",
    "vu": "dire-quun-point-est-juste",
    "postponing, cancelling": "reporter-ou-annuler-une-réunion",
    "undoing an « envoyé le »": "effacer-une-date-denvoi",
    "PDFs of many letters": "les-pdf-de-nombreuses-lettres",
    "a new year": "une-nouvelle-année",
    "where to see who answered": "voir-qui-a-répondu",
}
"""The 19 questions that a newcomer asked in vain, and the heading under which each is answered."""

OF_OTHER_PROGRAMS = {
    "mode protégé",
    "Activer la modification",
    "Extraire tout",
    "Supprimer",
    "Lignes de tableau",
    "Fichier",
    "Options",
    "Imprimer",
    "Enregistrer sous",
    "Balises de structure",
    "Balises de structure de document pour l’accessibilité",
    "Révision > Vérifier l’accessibilité",
    "Modifier le texte de remplacement",
    "Titre 1",
    "Titre 2",
    "Liste à puces",
    "lancer",
    "run",
}
"""What the menus and windows of Windows, Word and Excel say."""
TYPED = {
    "26000 Valence",
    "Préfecture de la Drôme",
    "Valence",
    "VALENCE",
    "Titre séjour",
    "Titre de séjour",
    "Réponses papier",
    "RÉCLAMATIONS_Alès",
    "Réclamations 2026",
    "Satisfait(e)",
    "satisfait·e",
    "SATISFAITE.",
    "Bof",
    "Ne sait pas",
    "Peu satisfait",
    "Le délégué…",
    "Directrice des sécurités",
    "Responsable qualité",
    "AlÃ¨s",
    "AlŠs",
    "… - Copie.docx",
    "… (2).docx",
    "la page du comité",
    "Q4",
    "Accueil",
}
"""What the guide supposes that somebody types."""
PRINTED = {
    "CLU 2026",
    "CLU 2027",
    "Préfet du Gard",
    "Votre réponse",
    "Rubrique",
    "du délégué…",
    "au délégué…",
    "Monsieur le Délégué",
    "Présidence : responsable qualité",
    "jeudi 10 décembre 2026",
    "registre ouvert en mars 2025",
    "À COMPLÉTER : 12 réponses illisibles à cette question",
    "À COMPLÉTER : éléments présentés (feuille Réclamations absente)",
    "… (nouveau)",
    "85 %",
    "117 %",
    "example.org",
}
"""What it says that the program makes of what was typed."""


def flatten(text: str) -> str:
    """A text whose blanks and apostrophes are all alike."""
    return re.sub("[\u00a0\u202f\\s]+", " ", text).replace("'", "’").strip()


def _list_declared() -> Iterable[str]:
    for sheet in SHEETS:
        yield sheet.name
        for column in sheet.columns:
            yield column.header
            yield from map(str, column.choices or ())
    for setting in REGLAGES:
        yield setting.header
        yield from map(str, setting.choices or ())


def _list_cells(control: Path) -> Iterable[str]:
    """The names of the sheets of a control workbook, and all that their cells say."""
    for sheet in openpyxl.load_workbook(control):
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sequence[str], Sequence[str]]:
    """The lines of the window after a run of the example, and the cells of its control
    workbook.
    """
    output = tmp_path_factory.mktemp("exemple") / "output"
    options = Options(
        aujourd_hui=dt.date(2026, 11, 23),
        classeurs=ROOT / "workbooks",
        modeles=ROOT / "templates",
        sortie=output,
    )
    outcome = pipeline.run_session(options, lambda *_: None)
    [control] = output.rglob("2026-12-10_CLU_Controle.xlsx")
    return [flatten(line) for line in outcome.lines], [
        flatten(cell) for cell in _list_cells(control)
    ]


def test_every_question_of_a_newcomer_has_its_answer() -> None:
    assert len(QUESTIONS) == 19
    answers = {name_anchor(piece.text) for piece in PIECES if isinstance(piece, Title)}
    assert set(QUESTIONS.values()) - answers == set()


def test_the_index_leads_to_every_answer() -> None:
    index = next(piece for piece in PIECES if isinstance(piece, Items))
    links = [re.fullmatch(r"\[(.+ \?)\]\(#(.+)\)", text) for text in index.texts]
    assert all(links)
    assert set(QUESTIONS.values()) <= {link[2] for link in links if link}


def test_an_answer_is_no_empty_heading() -> None:
    parts = re.split(r"^#+ (.+)$", PAGE, flags=re.MULTILINE)
    texts = {
        name_anchor(title): text for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    short = [anchor for anchor in QUESTIONS.values() if len(texts[anchor].split()) < 40]
    assert short == []


@pytest.mark.parametrize("page", [PAGE, AIDE_MEMOIRE], ids=["guide", "aide-mémoire"])
def test_every_name_that_is_quoted_is_one_that_she_meets(
    page: str, example: tuple[Sequence[str], Sequence[str]]
) -> None:
    said = "".join(
        re.sub(r'"\s*f?"', "", flatten(path.read_text("utf-8")))
        for folder in ("messages", "documents", "records", "rules", "session", "parse")
        for path in sorted((ROOT / "clu_batch" / folder).rglob("*.py"))
    )
    service = (DOCS / "vierges" / "reclamations.xlsx", DOCS / "vierges" / "comite.xlsx")
    known = {
        *map(flatten, _list_declared()),
        *example[1],
        *(flatten(cell) for path in service for cell in _list_cells(path)),
        *OF_OTHER_PROGRAMS,
        *TYPED,
        *PRINTED,
    }
    quoted = re.findall(r"« ([^»]+) »", flatten(page))
    assert len(quoted) > 10
    unknown = [words for words in dict.fromkeys(quoted) if words not in known]
    assert [words for words in unknown if words not in said] == []


def test_nothing_is_supposed_that_the_guide_does_not_say() -> None:
    quoted = set(re.findall(r"« ([^»]+) »", flatten(PAGE)))
    assert (OF_OTHER_PROGRAMS | TYPED | PRINTED) - quoted == set()


def test_every_file_that_is_named_stands_there() -> None:
    named = set(
        re.findall(r"`((?:docs/)?[\w-]+(?:\.(?:bat|py|docx|xlsx))?)`", PAGE + AIDE_MEMOIRE)
    )
    files = {name for name in named if "." in name or name.startswith("docs/")}
    places = (ROOT, ROOT / "templates", ROOT / "workbooks")
    missing = [name for name in files if not any((place / name).exists() for place in places)]
    assert set(missing) == {
        "CLU_Controle.xlsx",
        "_Controle.xlsx",
        "participant_attestation.docx",
    }


def test_the_codes_of_source_are_those_of_the_figures(
    example: tuple[Sequence[str], Sequence[str]],
) -> None:
    table = _find_table("Des codes souvent utiles")
    codes = {row[0].strip("`") for row in table.rows}
    assert codes - set(example[1]) == set()


def _find_table(caption: str) -> Table:
    return next(p for p in PIECES if isinstance(p, Table) and p.caption.startswith(caption))


@pytest.mark.parametrize(
    ("caption", "sheet"),
    [
        ("Une échelle", "Échelles"),
        ("Des questions", "Questions"),
        ("Un dépouillement", "Dépouillement"),
        ("Des lignes d’« Équivalences »", "Équivalences"),
    ],
)
def test_the_filled_rows_are_those_of_the_example(caption: str, sheet: str) -> None:
    table = _find_table(caption)
    shipped = [
        tuple(_write_cell(row.get(header)) for header in table.headers)
        for row in read_example()[sheet]
    ]
    assert [row for row in map(tuple, table.rows) if row not in shipped] == []


def _write_cell(value: object) -> str:
    if value is None:
        return "(vide)"
    return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value)


def test_the_settings_to_fill_in_are_settings() -> None:
    names = [row[0] for row in _find_table("Les réglages à remplir").rows]
    assert set(names) <= {flatten(setting.header) for setting in REGLAGES}


def test_the_text_of_the_window_is_what_it_says(
    example: tuple[Sequence[str], Sequence[str]],
) -> None:
    templates = [new_folder.NEXT, meetings.ANNULEE_APRES_ENVOI.trouve]
    patterns = [re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(flatten(text))) for text in templates]
    windows = [piece for piece in PIECES if isinstance(piece, Window)]
    lines = [flatten(line) for window in windows for line in window.lines]
    assert len(lines) > 4
    unknown = [line for line in lines if line not in example[0]]
    assert [u for u in unknown if not any(re.search(p, u) for p in patterns)] == []


def test_the_messages_of_its_table_are_those_of_the_program() -> None:
    said = "".join(
        re.sub(r'"\s*f?"', "", flatten(path.read_text("utf-8")))
        for path in (*sorted((ROOT / "clu_batch").rglob("*.py")), ROOT / "run.py")
    ).casefold()
    told = [row[0].strip("« »") for row in _find_table("Les messages").rows]
    assert len(told) > 10
    pieces = [flatten(piece).casefold() for words in told for piece in words.split("…")]
    assert [piece for piece in pieces if piece not in said] == []
