"""Text files whose letters, or whose separators, are not all what they should be."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
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
    (ENTETES + LIGNE).encode("utf-32")[:-1],
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


# -- old encodings, and UTF-16 without its mark ----------------------------------------------------

REGISTRE = ENTETES + LIGNE + LIGNE.replace("A1", "A2").replace("courriel", "téléphone")
ACCENTS = [
    REGISTRE,
    REGISTRE.replace("Alès", "Nîmes"),
    REGISTRE.replace("Alès", "Saint-Étienne"),
    REGISTRE.replace("Délai", "Français à côté, dès août"),
    REGISTRE.replace("Délai", "«\u00a0Forêt\u00a0» : l'élève"),
    REGISTRE.replace("Délai", "CAFÉ DES PRÉS").replace("Délivrance", "Noël"),
    REGISTRE.replace("\n", "\r\n"),
    REGISTRE.replace("\n", "\r"),
    REGISTRE.replace(";", ","),
    REGISTRE.replace(";", "\t"),
    REGISTRE.replace(";", "|"),
    ENTETES + "".join(LIGNE.replace("A1", f"A{number}") for number in range(600)),
    "N°;Site\n1;Alès\n",
    ENTETES + LIGNE.replace("courriel", "privé") * 40,
]
ENCODAGES = ("cp850", "mac_roman", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "cp1252")


def read_rows(folder: Path, content: bytes) -> list[list[object]]:
    """The cells of a text file, which is read without a word."""
    lecture = read(folder, "reclamations.csv", content)
    assert codes(lecture) == []
    return lecture.sheets[0].list_rows()


@pytest.mark.parametrize("encoding", ENCODAGES)
@pytest.mark.parametrize("text", ACCENTS)
def test_the_encoding_is_the_one_whose_words_are_french(
    tmp_path: Path, text: str, encoding: str
) -> None:
    known = read_rows(tmp_path, text.encode())
    assert len(known[0]) > 1
    assert read_rows(tmp_path, text.encode(encoding)) == known


def test_utf_32_may_begin_with_its_other_end(tmp_path: Path) -> None:
    content = codecs.BOM_UTF32_BE + REGISTRE.encode("utf-32-be")
    assert read_rows(tmp_path, content) == read_rows(tmp_path, REGISTRE.encode())


MAC = [
    REGISTRE.replace("Délai", "l’accueil"),
    REGISTRE.replace("Délai", "cœur – œuvre…"),
    REGISTRE.replace("Délai", "50 €"),
]


@pytest.mark.parametrize("text", MAC)
def test_the_signs_of_the_mac_are_read(tmp_path: Path, text: str) -> None:
    assert read_rows(tmp_path, text.encode("mac_roman")) == read_rows(tmp_path, text.encode())


NOMS = ["Škoda", "Žižek", "Beneš", "Muñoz", "Müller", "GUIMARÃES", "Ångström", "50 €", "l’an"]


@pytest.mark.parametrize("nom", NOMS)
def test_a_foreign_name_of_windows_makes_no_old_encoding(tmp_path: Path, nom: str) -> None:
    """Even alone in its file: « Š » is the « è » of MS-DOS, « Ž » the « é » of the Mac."""
    assert read_rows(tmp_path, f"Nom;Site\n{nom};Nice\n".encode("cp1252"))[1] == [nom, "Nice"]


def test_two_encodings_in_one_file_are_told_value_by_value(tmp_path: Path) -> None:
    windows = ENTETES + "A1;12/03/2026;guichet;Été;Accès;Alès\n"
    _, lines = registre(
        tmp_path, windows.encode("cp1252") + LIGNE.replace("A1", "A2").encode("cp850")
    )
    assert lines == [f"à vérifier {cell} texte-mal-decode" for cell in ("D3", "E3", "F3")]


# -- zeros, long cells, texts written as formulas --------------------------------------------------


@pytest.mark.parametrize(
    ("site", "lu", "lines"),
    [
        ("Alès\0", "Alès", []),
        ("\0Alès", "Alès", []),
        ("Alès\0\0\0\0\0\0", "Alès", []),
        ('"Alès\0"', "Alès", []),
        ("\0\0\0", None, []),
        ("Al\0s", None, ["erreur F2 signe-illisible"]),
        ("Al\0\0s\0", None, ["erreur F2 signe-illisible"]),
        ("A\0l\0è\0s\0", None, ["erreur F2 signe-illisible"]),
        ("Alès\x01", "Alès", []),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "utf-16"])
def test_zeros_that_fill_a_cell_up_are_no_letter(
    tmp_path: Path, site: str, lu: str | None, lines: list[str], encoding: str
) -> None:
    content = ENTETES + LIGNE.replace("Alès", site) + LIGNE.replace("A1", "A2") * 3
    found, said = registre(tmp_path, content.encode(encoding))
    assert (list_column(found, "Site")[0], [line for line in said if "F2" in line]) == (
        lu,
        lines,
    )


@pytest.mark.parametrize("end", ["\x1a", "\0", "\r\n\x1a", "\x1a\x1a"])
def test_the_mark_of_the_end_of_a_file_is_no_row(tmp_path: Path, end: str) -> None:
    found, lines = registre(tmp_path, (REGISTRE + end).encode("cp850"))
    assert (lines, list_column(found, "N°")) == ([], ["A1", "A2"])


@pytest.mark.parametrize("length", [200_000, 131_072, 2_000_000])
def test_a_cell_may_be_as_long_as_a_file(tmp_path: Path, length: int) -> None:
    content = REGISTRE.replace("Délai", "x" * length, 1)
    bound = csv.field_size_limit()
    assert read_rows(tmp_path, content.encode())[1][4] == "x" * length
    assert csv.field_size_limit() == bound  # that of the process is as it was


@pytest.mark.parametrize(
    ("typed", "lu"),
    [
        ('="12/03/2026"', "12/03/2026"),
        ('="A4"', "A4"),
        ('="0466"', "0466"),
        ('="A ""4"""', 'A "4"'),
        ('"=""A4"""', "A4"),
        ('"=""a;b"""', "a;b"),
        ('=""', ""),
        (' ="A4" ', "A4"),
        ('="a;b"', "a;b"),
        ('="a;""b"";c"', 'a;"b";c'),
        ('"dit : ;=""a"""', 'dit : ;="a"'),
        ('"x\n="', "x\n="),
        ('="A4"\0', "A4"),
        ("=A4", "=A4"),
        ('="A4', '="A4'),
        ('a="b"', 'a="b"'),
        ('="a"&"b"', '="a"&"b"'),
    ],
)
def test_a_text_written_as_a_formula_is_this_text(tmp_path: Path, typed: str, lu: str) -> None:
    rows = read_rows(tmp_path, f"Nom;Site;Note\nx;{typed};y\n".encode())
    assert rows[1] == ["x", lu, "y"]


def test_dates_and_numbers_written_as_formulas_are_read(tmp_path: Path) -> None:
    wrapped = "\n".join(
        ";".join(f'="{cell}"' for cell in line.split(";")) for line in REGISTRE.splitlines()
    )
    found, lines = registre(tmp_path, wrapped)
    assert (lines, list_column(found, "N°")) == ([], ["A1", "A2"])
    assert list_column(found, "Reçue le")[0] == dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    "motif", ["Délai", "Délai, accueil", "Délai; accueil", '"Délai | accueil"', "a,b,c,d,e,f,g"]
)
def test_a_bar_may_part_the_cells(tmp_path: Path, motif: str) -> None:
    ligne = LIGNE.replace(";", "|").replace("Délai", motif)
    found, lines = registre(tmp_path, ENTETES.replace(";", "|") + ligne)
    assert (lines, list_column(found, "Motif")) == ([], [motif.strip('"')])


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_bars_inside_cells_part_nothing(tmp_path: Path, separateur: str) -> None:
    text = "Nom;Choix\n" + "A;un|deux|trois\n" * 25
    rows = read_rows(tmp_path, text.replace(";", separateur).encode())
    assert rows[1] == ["A", "un|deux|trois"]


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
