"""Every document of three prefectures, read as a préfet, an association or a person with a pencil
reads it: how a letter opens, what a sentence begins with, what does not add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from lxml import etree

from clu_batch.parse import fold_text
from tests.support.meeting import simple
from tests.support.three_prefectures import PREFECTURES, produce
from tests.support.word_files import W, partie


class Ligne(NamedTuple):
    """A paragraph with its style, or a row of a table with its cells."""

    document: str
    style: str
    texte: str
    cellules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lecture:
    """What the documents of a prefecture say, and what its workbooks say."""

    lignes: Sequence[Ligne]
    saisies: str
    classeurs: Path

    def find(self, motif: str) -> list[re.Match[str]]:
        """Every place where our sentences match a pattern."""
        return [m for ligne in self.lignes for m in re.finditer(motif, ligne.texte)]

    def is_typed(self, texte: str) -> bool:
        """Whether these words come from a workbook: nothing here touches them."""
        return texte.strip(" .;:") in self.saisies


@pytest.fixture(scope="module", params=PREFECTURES)
def lecture(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Lecture:
    """The documents of a prefecture, all of them made."""
    made = produce(request.param, tmp_path_factory.mktemp(request.param))
    lignes = [ligne for path in sorted(made.sortie.rglob("*.docx")) for ligne in lire(path)]
    return Lecture(lignes, lire_saisies(made.classeurs), made.classeurs)


def lire(path: Path) -> Iterator[Ligne]:
    """The paragraphs and the rows of a document, in order."""
    for element in partie(path.read_bytes())[0]:
        for row in element.iter(f"{W}tr"):
            cellules = tuple(
                simple(" / ".join(mots(p) for p in cell.iter(f"{W}p")))
                for cell in row.iter(f"{W}tc")
            )
            yield Ligne(path.name, "tr", " | ".join(cellules), cellules)
        if element.tag == f"{W}p":
            style = element.find(f"{W}pPr/{W}pStyle")
            nom = "" if style is None else str(style.get(f"{W}val"))
            yield Ligne(path.name, nom, simple(mots(element)))


def mots(element: etree._Element) -> str:
    """The words that are printed: the codes of the fields are not."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def lire_saisies(classeurs: Path) -> str:
    """All that was typed in the workbooks, in one text."""
    typed = [
        str(cell.value)
        for path in sorted(classeurs.glob("*.xlsx"))
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    return "\n".join(simple(" ".join(texte.split())) for texte in typed)


# -- openings --------------------------------------------------------------------------------------

_APPEL = re.compile(
    r"(?:Madame|Monsieur|Madame, Monsieur|Mesdames, Messieurs|Maître|Docteur"
    r"|(?:Madame la|Monsieur le|Madame l’|Monsieur l’) ?[A-ZÉ][\w’-]+(?: [\wé’-]+){0,2}),"
)
_LIENS = re.compile(r"\b(?:de|du|des|pour)\b|\bd’|\(|\(e\)")


def list_openings(lignes: Sequence[Ligne]) -> list[Ligne]:
    civilites = ("Madame", "Monsieur", "Mesdames", "Messieurs", "Maître", "Docteur")
    return [
        ligne
        for ligne in lignes
        if ligne.texte.startswith(civilites)
        and ligne.texte.endswith(",")
        and not ligne.cellules
    ]


def test_a_letter_opens_as_people_write(lecture: Lecture) -> None:
    openings = list_openings(lecture.lignes)
    assert openings
    lettres = [
        x for x in lecture.lignes if re.search(r"_(Convocation|Invitation)_", x.document)
    ]
    assert {x.document for x in list_openings(lettres)} == {x.document for x in lettres}
    for opening in openings:
        if re.search(r" (?:Chef|Cheffe) de \w+,", opening.texte):
            continue  # no title alone
        assert _APPEL.fullmatch(opening.texte), opening
        assert not _LIENS.search(opening.texte), opening


def test_no_word_has_two_genders(lecture: Lecture) -> None:
    deux = lecture.find(r"\w\((?:e|es|ne|trice)\)")
    assert [m.string for m in deux if not lecture.is_typed(m.string)] == []


# -- sentences -------------------------------------------------------------------------------------

_NUMEROTES = ("Heading", "TOC", "CLUFichier")
_HEURE = re.compile(r"\d{1,2} h\b")


def list_sentences(ligne: Ligne) -> Iterator[str]:
    """The sentences of a paragraph, or of the cells of a row: what ends with a full stop."""
    for texte in ligne.cellules or (ligne.texte,):
        for part in texte.split(" / "):
            for phrase in re.split(r"(?<=[.!?])\s+", part):
                if phrase.endswith((".", "!", "?")):
                    yield phrase


def test_none_of_our_sentences_begins_with_a_figure(lecture: Lecture) -> None:
    found = [
        phrase
        for ligne in lecture.lignes
        if not ligne.style.startswith(_NUMEROTES)
        for phrase in list_sentences(ligne)
        if phrase[0].isdigit() and not lecture.is_typed(phrase)
    ]
    assert found == []


@pytest.mark.parametrize(
    "motif",
    [
        r"(?<!\w)à À COMPLÉTER",
        r"contre 0\b",
        r"\bsoit [+−]?0,0\b",
        r"(?<![\d,])[−+]?0,0 points",
        r"(?<![\d,])(?:[2-9]|\d\d+),0 (?:jour|point|minute)\b",
        r"(?<![\d,])[01](?:,\d)? (?:jours|points|minutes|réponses|réclamations)\b",
        r"\b(?:du|de le|à le|de les)\s+(?:le|la|les)\b",
        r"\bNone\b|\bnan\b|\bTrue\b|\bFalse\b",
        r"\(s\)|\bet/ou\b",
        r"  ",
        r"(?<=\w) ,|\.\.(?!\.)| \.(?=\s|$)",
        r"confondues : [^;.]*\.",  # one part is no sum
        r"représentants des usagers : \d+ \w+\.",
        r"(?:\w+, ){8,}\w+ et \w+ : moins de",  # every month, one after the other
        r"solde[^.;]*\d %",
    ],
)
def test_nobody_would_say(lecture: Lecture, motif: str) -> None:
    said = [m.string for m in lecture.find(motif)]
    assert [texte for texte in said if not lecture.is_typed(texte)] == []


def test_no_small_word_of_ours_has_a_capital_after_a_colon(lecture: Lecture) -> None:
    ours = r" : (?:Le|La|Les|L’|Un|Une|Sur|Dans|Au|Aucun|Aucune|Les|Des|Trois|Deux) "
    said = [
        m.string
        for m in lecture.find(ours)
        if not lecture.is_typed(m.string.partition(m[0])[2].rstrip("."))
    ]
    assert [texte for texte in said if not lecture.is_typed(texte)] == []


def test_no_label_is_said_twice(lecture: Lecture) -> None:
    twice = []
    for ligne in lecture.lignes:
        for texte in ligne.cellules or (ligne.texte,):
            label, colon, rest = texte.partition(" : ")
            words = fold_text(label).split()
            said = fold_text(rest)
            if colon and len(words) > 1 and words[0].isalpha() and " ".join(words) in said:
                twice.append(texte)
    assert [texte for texte in twice if not lecture.is_typed(texte)] == []


def test_nothing_is_said_twice_in_a_row(lecture: Lecture) -> None:
    body = [
        ligne for ligne in lecture.lignes if ligne.texte and not ligne.style.startswith("TOC")
    ]
    repeated = [
        b.texte
        for a, b in pairwise(body)
        if a.document == b.document
        and a.style != "tr"
        and fold_text(a.texte) == fold_text(b.texte)
    ]
    assert [texte for texte in repeated if not lecture.is_typed(texte)] == []


# -- one figure, one verdict -----------------------------------------------------------------------


def read_sheet(classeurs: Path, fichier: str, feuille: str) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(classeurs / fichier)
    headers, *rows = book[feuille].iter_rows(values_only=True)
    noms = [str(header) for header in headers]
    return [dict(zip(noms, row, strict=False)) for row in rows if any(row)]


def list_tables(lignes: Sequence[Ligne], premier: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of the tables whose first header is `premier`, by header."""
    headers: tuple[str, ...] = ()
    for ligne in lignes:
        if not ligne.cellules:
            headers = ()
        elif not headers:
            headers = ligne.cellules
        elif headers[0] == premier:
            yield ligne.document, dict(zip(headers, ligne.cellules, strict=True))


def test_one_figure_has_one_verdict(lecture: Lecture) -> None:
    questions = read_sheet(lecture.classeurs, "satisfaction.xlsx", "Questions")
    engagements = read_sheet(lecture.classeurs, "engagements.xlsx", "Engagements")
    sources = {str(e["Code"]): str(e.get("Source") or "") for e in engagements}
    codes = {simple(str(q["Libellé"])): str(q["Code"]) for q in questions}
    eclaires = {str(q["Code"]): str(q.get("Engagement") or "") for q in questions}
    tenus: dict[tuple[str, str], tuple[str, str]] = {}
    for document, row in list_tables(lecture.lignes, "Engagement et indicateur"):
        code = row["Engagement et indicateur"].split(" – ")[0]
        tenus[document, code] = row.get("Cible", "—"), row.get("État", "—")
    vues = 0
    for document, row in list_tables(lecture.lignes, "Question"):
        code = codes.get(row["Question"], "")
        if "Satisfaits" not in row or not code:
            continue
        vues += 1
        sur_elle = [
            e for e, source in sources.items() if source in {code, f"satisfaction.taux.{code}"}
        ]
        verdict = row.get("Cible", "—"), row.get("État", "—")
        if sur_elle and (document, sur_elle[0]) in tenus:
            cible, etat = tenus[document, sur_elle[0]]
            assert verdict == (cible.removeprefix("≥ "), etat), row
        elif eclaires[code] in sources:
            assert verdict == ("—", f"voir {eclaires[code]}"), row
    assert vues


# -- what adds up ----------------------------------------------------------------------------------


def read_number(texte: str) -> int:
    return int(re.sub(r"\D", "", texte) or 0)


_SOMMES: tuple[tuple[str, str], ...] = (
    (r"(\d[\d ]*) questionnaires? (?:a|ont) été recueillis? \(([^)]*)\)", r"\d[\d ]*"),
    (
        r"(\d[\d ]*) réclamations? (?:est|sont) ouvertes?[^:.]* : ([^.]*)\.",
        r"\d[\d ]*(?= reçue)",
    ),
    (r"(\d+) (?:a|ont) un objectif : ([^.;]*)", r"\d+(?= )"),
    (r"Le comité compte (\d+) sièges? : ([^.]*)\.", r"\d+(?= pour)"),
)


@pytest.mark.parametrize(("phrase", "parts"), _SOMMES)
def test_a_sentence_adds_up(lecture: Lecture, phrase: str, parts: str) -> None:
    for found in lecture.find(phrase):
        numbers = [read_number(n) for n in re.findall(parts, found[2])]
        assert sum(numbers) == read_number(found[1]), found[0]


def test_the_example_says_its_sums(lecture: Lecture) -> None:
    """The patterns above are those of the documents: they are found where there is something."""
    if "Dans l’ensemble, l’accueil de la préfecture" not in lecture.saisies:
        pytest.skip("not the example")
    assert all(lecture.find(phrase) for phrase, _ in _SOMMES)


def add_up(lignes: Sequence[Ligne], premier: str, nombre: str) -> Iterator[tuple[str, int]]:
    """The total of a column of each table whose first header is `premier`, by criterion."""
    totals: dict[tuple[str, str], int] = {}
    for document, row in list_tables(lignes, premier):
        if nombre in row:
            key = document, row[premier] if premier == "Critère" else premier
            totals[key] = totals.get(key, 0) + read_number(row[nombre])
    for (document, _), total in totals.items():
        yield document, total


@pytest.mark.parametrize(
    ("premier", "nombre"), [("Critère", "Reçues"), ("Motif", "Reçues"), ("Mois", "Reçues")]
)
def test_the_groups_of_complaints_add_up(lecture: Lecture, premier: str, nombre: str) -> None:
    recues = {
        ligne.document: read_number(found[1])
        for ligne in lecture.lignes
        if (found := re.search(r"(\d[\d ]*) réclamations ont été reçues", ligne.texte))
    }
    for document, total in add_up(lecture.lignes, premier, nombre):
        assert total == recues[document], (document, premier)
