"""Text files whose letters, or whose separators, are not all what they should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from clu_batch.check import check_frame, recognise
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.parse import is_mojibake
from clu_batch.read import read_folder
from clu_batch.records import IGNORED, SHEETS
from tests.read.test_containers import read
from tests.read.test_folder import codes
from tests.support.prefecture import J
from tests.support.raw_sheets import count_left_out, list_column

ENTETES = "N°;Reçue le;Canal;Service;Motif;Site\n"
LIGNE = "A1;12/03/2026;courriel;Délivrance;Délai;Alès\n"


def registre(folder: Path, content: str | bytes) -> tuple[CheckedSheet, list[str]]:
    """The complaints of a text file, and the lines of its report: « gravity cell code « value »
    ».
    """
    brut = content if isinstance(content, bytes) else content.encode()
    (folder / "reclamations.csv").write_bytes(brut)
    lecture = read_folder(folder)
    assert codes(lecture) == []
    sheet = next(sheet for sheet in SHEETS if sheet.name == "Réclamations")
    found = check_frame(
        sheet,
        recognise(lecture.sheets, SHEETS, IGNORED).by_name[sheet.name],
        j=J,
        exemple=False,
    )
    return found, [f"{p.gravite.libelle} {p.place.cell} {p.code}" for p in found.problems]


# -- a byte that is no letter ----------------------------------------------------------------------

MAUVAIS = [
    # a Windows-1252 letter
    (LIGNE.encode() + b"A2;12/03/2026;courriel;Titres;D\xe9lai;Al\xc3\xa8s\n", "E3", "D�lai"),
    (LIGNE.encode() + b"A2;12/03/2026;courriel;Titres;Attente;N\xeemes\n", "F3", "N�mes"),
    (
        LIGNE.encode() + b"A2;12/03/2026;courriel;Titres;l\x92accueil;Uz\xc3\xa8s\n",
        "E3",
        "l�accueil",
    ),
    (LIGNE.encode() + b"A2;12/03/2026;courriel;Titres;\xff\xfe;Uz\xc3\xa8s\n", "E3", "�"),
    (
        LIGNE.encode() + b'A2;12/03/2026;courriel;Titres;"deux\nlignes\xe9";Uz\xc3\xa8s\n',
        "E3",
        "deux lignes�",
    ),
    # a letter that the next cell cuts
    (LIGNE.encode() + b"A2;12/03/2026;courriel;\xe2\x80;Attente;Uz\xc3\xa8s\n", "D3", "�"),
]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "with its mark"])
@pytest.mark.parametrize(("lignes", "cellule", "montre"), MAUVAIS)
def test_a_bad_byte_is_an_error_at_its_cell(
    tmp_path: Path, lignes: bytes, cellule: str, montre: str, bom: bytes
) -> None:
    found, lines = registre(tmp_path, bom + ENTETES.encode() + lignes)
    assert lines == [f"erreur {cellule} signe-illisible"]
    assert f"«\u00a0{montre}\u00a0»".replace("\u00a0", " ") in found.problems[0].trouve.replace(
        "\u00a0", " "
    )
    column = ("N°", "Reçue le", "Canal", "Service", "Motif", "Site")["ABCDEF".index(cellule[0])]
    assert list_column(found, column)[1] is None  # read as empty
    assert list_column(found, "Site")[0] == "Alès"  # the others are UTF-8


def test_a_bad_byte_in_a_column_that_is_not_read_harms_nothing(tmp_path: Path) -> None:
    _, lines = registre(
        tmp_path,
        ENTETES.replace("Site", "Mémo").encode()
        + LIGNE.encode().replace(b"Al\xc3\xa8s", b"Al\xe8s"),
    )
    assert lines == []


def test_a_bad_byte_in_a_key_leaves_its_row_out(tmp_path: Path) -> None:
    found, lines = registre(
        tmp_path,
        ENTETES.encode() + LIGNE.encode() + b"A\xe9;12/03/2026;courriel;Titres;Attente;\n",
    )
    left_out = count_left_out(found)
    assert (lines, left_out, len(found)) == (["erreur A3 signe-illisible"], 1, 1)


def test_a_bad_byte_in_a_header_is_told(tmp_path: Path) -> None:
    headers = ENTETES.encode().replace(b"Site", b"Qualification\xe9")
    _, lines = registre(tmp_path, headers + LIGNE.encode())
    assert lines == ["erreur F1 signe-illisible"]


LETTRES = [
    (LIGNE.encode("cp1252"), "Alès"),
    (LIGNE.replace("Alès", "«\u00a0É\u00a0»").encode("cp1252"), "«\u00a0É\u00a0»"),
    # two bytes that make one of UTF-8 by chance
    (LIGNE.replace("Alès", "CAFÉ»").encode("cp1252"), "CAFÉ»"),
    # whose last byte begins one
    (LIGNE.replace("Alès", "Délivré").rstrip("\n").encode("cp1252"), "Délivré"),
    (LIGNE.encode(), "Alès"),
    (b"\xef\xbb\xbf" + LIGNE.encode(), "Alès"),
]


@pytest.mark.parametrize(("ligne", "site"), LETTRES)
def test_whole_files_of_either_encoding_are_read(
    tmp_path: Path, ligne: bytes, site: str
) -> None:
    entetes = ENTETES.encode(
        "cp1252" if ligne[-6:].isascii() or b"\xc3\xa8" not in ligne else "utf-8"
    )
    mark = ligne[:3] if ligne.startswith(b"\xef\xbb\xbf") else b""
    found, lines = registre(tmp_path, mark + entetes + ligne.removeprefix(mark))
    assert (list_column(found, "Site")[0], lines) == (site, [])


def test_bytes_that_windows_does_not_know_are_told_at_their_cells(tmp_path: Path) -> None:
    """« É » of an old MS-DOS export is none of its letters."""
    _, lines = registre(
        tmp_path,
        (ENTETES + LIGNE).encode("cp1252") + b"A2;12/03/2026;courriel;\x90trangers;Attente;\n",
    )
    assert lines == ["erreur D3 signe-illisible"]


def test_a_lone_half_of_a_sign_is_told_at_its_cell(tmp_path: Path) -> None:
    content = ENTETES + LIGNE.replace("Alès", "Al\ud83ds")
    _, lines = registre(tmp_path, content.encode("utf-16", "surrogatepass"))
    assert lines == ["erreur F2 signe-illisible"]


# -- a file that ends inside a letter --------------------------------------------------------------

COUPES = [
    (ENTETES + LIGNE).encode() + b"A2;12/03/2026;courriel;Titres;Attente;Al\xc3",
    (ENTETES + LIGNE).encode() + b"A2;12/03/2026;courriel;Titres;l\xe2",
    (ENTETES + LIGNE).encode() + b"A2;12/03/2026;courriel;Titres;l\xe2\x80",
    (ENTETES + LIGNE).encode() + b"A2;12/03/2026;courriel;Titres;\xf0\x9f\x98",
    b"\xef\xbb\xbfNom\nAl\xc3",
    b"Nom;Site\nA;Al\xc3",  # its only letter beyond ASCII
    b"Nom;Site\nA;l\xe2\x80",
    (ENTETES + LIGNE).encode("utf-16")[:-1],
    "Nom\n😀".encode("utf-16")[:-2],
]


@pytest.mark.parametrize("content", COUPES)
def test_a_file_that_ends_inside_a_letter_is_not_read(tmp_path: Path, content: bytes) -> None:
    lecture = read(tmp_path, "reclamations.csv", content)
    assert (codes(lecture), lecture.unreadable, lecture.sheets) == (
        [("reclamations.csv", "texte-coupe")],
        True,
        (),
    )
    assert (lecture.problems[0].gravite.libelle, "coupé" in lecture.problems[0].trouve) == (
        "bloquant",
        True,
    )


# -- a separator too many --------------------------------------------------------------------------

LONGUES = [
    "A2;13/03/2026;courriel;Titres; passeports;Délai;Nîmes\n",
    # no more values than headers: they are shifted all the same
    "A2;13/03/2026;;Titres; passeports;Délai;Nîmes\n",
    "A2;13/03/2026;courriel;Titres;Délai;Nîmes;;;note\n",
    "A2;13/03/2026;courriel;Titres;Délai;;Nîmes;\n",
    "A2;13/03/2026;courriel;Titres;Délai;Nîmes;0\n",
]


@pytest.mark.parametrize("ligne", LONGUES)
def test_a_row_longer_than_the_headers_is_left_out_and_told(tmp_path: Path, ligne: str) -> None:
    found, lines = registre(tmp_path, ENTETES + LIGNE + ligne + LIGNE.replace("A1", "A3"))
    assert lines == ["erreur G3 ligne-trop-longue"]
    assert (list_column(found, "N°"), count_left_out(found)) == (["A1", "A3"], 1)
    assert [origin.read for origin in found.origins] == [3]


COURTES = [
    "A2;13/03/2026;courriel;Titres;Délai;Nîmes;;;\n",  # separators alone at its end
    "A2;13/03/2026;courriel;Titres;Délai;Nîmes; ; \n",
    'A2;13/03/2026;courriel;"Titres; passeports";Délai;Nîmes\n',
    "A2;13/03/2026;courriel;Titres;Délai\n",
    "A2;13/03/2026;courriel;Titres;Délai;\n",
]


@pytest.mark.parametrize("ligne", COURTES)
def test_a_row_no_longer_than_the_headers_is_read(tmp_path: Path, ligne: str) -> None:
    found, lines = registre(tmp_path, ENTETES + LIGNE + ligne)
    assert (lines, list_column(found, "N°")) == ([], ["A1", "A2"])


def test_titles_above_and_columns_of_others_do_not_count(tmp_path: Path) -> None:
    entetes = ENTETES.replace("\n", ";Mémo;;\n")
    found, lines = registre(
        tmp_path, "a;b;c;d;e;f;g;h;i;j\n" + entetes + LIGNE.replace("\n", ";x;;\n")
    )
    assert (lines, list_column(found, "N°")) == ([], ["A1"])


# -- a text read in another encoding than its own --------------------------------------------------

ABIMES = [
    "AlÃ¨s",
    "DÃ©livrance",
    "voilÃ",
    "voilÃ\u00a0",
    "lâ€™accueil",
    "NÂ°",
    "Â«\u00a0",
    "cÅ“ur",
    "20 â‚¬",
    "ï»¿Nom",
    "AlŠs",
    "D‚livrance",
    "‚tat",
    "gar‡on",
    "fenˆtre",
    "aŒn‚",
    "c™tŽ",
    "Ch‰teau",
    "Al√®s",
    "l‚Äôaccueil",
    "Al├¿s",
    "lÔÇÖaccueil",
    "N\ufffdmes",
    "l\x92accueil",
]
SAINS = [
    "Alès",
    "CŒUR",
    "Œuvre",
    "cœur",
    "Paris–Lyon",
    "euh…non",
    "l’accueil",
    "« ok »",
    "Beneš",
    "Škoda",
    "Žižek",
    "Marque™",
    "GUIMARÃES",
    "50 €",
    "n° 5",
    "Château",
    "HÂTE",
    "« H »",
    "É\u00a0!",
    "m²",
    "10 ‰",
    "œuf",
    "3×4",
    "½",
    "“mot”",
    "L’HAŸ-LES-ROSES",
    "Alès\u0085gare",
    "ok",
]


@pytest.mark.parametrize(
    ("text", "abime"), [*((text, True) for text in ABIMES), *((text, False) for text in SAINS)]
)
def test_a_text_that_seems_read_in_another_encoding(text: str, abime: bool) -> None:
    assert is_mojibake(text) is abime


def test_it_is_told_at_its_cells_and_read_all_the_same(tmp_path: Path) -> None:
    rows = (
        LIGNE
        + LIGNE.replace("A1", "A2").replace("Alès", "AlÃ¨s")
        + LIGNE.replace("A1", "A3").replace("Alès", "AlÃ¨s")
    )
    found, lines = registre(tmp_path, ENTETES + rows)
    assert lines == ["à vérifier F3 texte-mal-decode", "à vérifier F4 texte-mal-decode"]
    assert list_column(found, "Site") == ["Alès", "AlÃ¨s", "AlÃ¨s"]


def test_a_header_read_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Its column would be lost in silence."""
    entetes = ENTETES.replace("Site", "RÃ©ponse envoyÃ©e le;Site")
    _, lines = registre(tmp_path, entetes + LIGNE.replace("Alès", "13/03/2026;Alès"))
    assert lines == ["à vérifier F1 texte-mal-decode"]


def test_a_file_of_an_old_export_is_told_value_by_value(tmp_path: Path) -> None:
    """Read as Windows-1252, « Alès » of MS-DOS is « AlŠs »."""
    _, lines = registre(tmp_path, ENTETES.encode("cp1252") + LIGNE.encode("cp850"))
    assert lines == [f"à vérifier {cell} texte-mal-decode" for cell in ("D2", "E2", "F2")]
