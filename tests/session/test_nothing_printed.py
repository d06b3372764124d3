"""Nothing is never printed as a number, nor as a word of the program: no « 0 % » of an empty base,
no NaN, no None, in any file.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.support.folders import ROOT
from tests.support.prefecture import J, Prefecture

MOTS = {
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}v",
}
DU_PROGRAMME = re.compile(
    r"\b(?:None|none|nan|NaN|NaT|inf|null|undefined|Fraction|Decimal|Undefined|True|False)\b|\{\{"
    r"|\{%|#N/A|#DIV/0|#VALUE"
)
ZERO_POUR_CENT = re.compile(r"(?<![\d,.])[-−+]?0(?:,0)?\s?%")


# -- data sets -------------------------------------------------------------------------------------


def _garde(prefecture: Prefecture, feuille: str, lignes: int) -> None:
    """Only the first rows of a sheet."""
    prefecture.feuille(feuille).delete_rows(lignes + 2, 1000)


def rien(prefecture: Prefecture) -> None:
    """Only the three sheets without which nothing comes out."""
    for nom in ("satisfaction.xlsx", "reclamations.xlsx", "engagements.xlsx"):
        del prefecture.livres[nom]
    for feuille in ("Ordre du jour", "Invités", "Suppléances", "Propositions"):
        del prefecture.livre(feuille)[feuille]


def vides(prefecture: Prefecture) -> None:
    """Every sheet with its headers, and not one row."""
    for feuille in ("Réponses", "Dépouillement", "Enquêtes", "Réclamations", "Résultats"):
        _garde(prefecture, feuille, 0)


def anciennes(prefecture: Prefecture) -> None:
    """Every fact three years old: nothing in the period, nor in the one before."""
    for feuille, colonnes in (
        ("Réponses", "A"),
        ("Dépouillement", "DE"),
        ("Enquêtes", "BC"),
        ("Réclamations", "BF"),
        ("Résultats", "BC"),
    ):
        for colonne in colonnes:
            for cellule in prefecture.feuille(feuille)[colonne][1:]:
                if isinstance(cellule.value, dt.datetime | dt.date):
                    cellule.value = cellule.value.replace(year=2023)


def exclues(prefecture: Prefecture) -> None:
    """Every answer is left out by the scale, every complaint out of the scope."""
    prefecture.feuille("Échelles").append(("Accueil", "Sans opinion", 3, "exclu"))
    _garde(prefecture, "Dépouillement", 0)
    for rang in (2, 3, 4):
        prefecture.taper(f"Réponses!C{rang}", "Sans opinion")
        prefecture.taper(f"Réponses!D{rang}", None)
    prefecture.taper("Réclamations!H1", "Qualification")
    for rang in range(2, 8):
        prefecture.taper(f"Réclamations!H{rang}", "hors périmètre")


def une_seule(prefecture: Prefecture) -> None:
    """One answer, one complaint that is not due yet."""
    _garde(prefecture, "Dépouillement", 0)
    _garde(prefecture, "Réponses", 1)
    _garde(prefecture, "Réclamations", 1)
    prefecture.taper("Réclamations!B2", dt.date(2026, 5, 29))
    prefecture.taper("Réclamations!F2", None)


def telle_quelle(prefecture: Prefecture) -> None:
    """The prefecture of the tests as it is."""


SANS_BASE = (rien, vides, anciennes, exclues)
JEUX: tuple[Callable[[Prefecture], None], ...] = (*SANS_BASE, une_seule, telle_quelle)


@pytest.fixture(
    scope="module", params=[*JEUX, None], ids=lambda jeu: jeu.__name__ if jeu else "exemple"
)
def sorties(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[object, Path]:
    """A data set and all that a run makes of it, both meetings and the optional files included."""
    dossier = tmp_path_factory.mktemp("prefecture")
    classeurs, sortie = dossier / "workbooks", dossier / "output"
    if request.param is None:
        shutil.copytree(ROOT / "workbooks", classeurs)
    else:
        classeurs.mkdir()
        prefecture = Prefecture()
        parametres = prefecture.feuille("Paramètres")
        for reglage in ("Compte rendu pour publication", "Brouillons de courriel"):
            parametres.append((reglage, "oui"))
        parametres.append(("Nombre minimal de réponses", 5))
        prefecture.taper("Questions!E1", "Question globale")
        prefecture.taper("Questions!E2", "oui")
        request.param(prefecture)
        prefecture.ecrire(classeurs)
    for reunion in ("2026-06-11", "2026-12-10"):
        pipeline.run_session(
            Options(reunion, J, J, classeurs, dossier / "templates", sortie, False),
            lambda _number, _total, _text: None,
        )
    return request.param, sortie


# -- what the files say ----------------------------------------------------------------------------


def textes(fichier: Path) -> Iterator[str]:
    """Every text that somebody may read in a file: words of a document, of its charts, cells, lines
    of a message.
    """
    contenu = fichier.read_bytes()
    if fichier.suffix == ".docx":
        yield from _du_document(contenu)
    elif fichier.suffix == ".xlsx":
        yield from map(str, _cellules(contenu))
    elif fichier.suffix == ".eml":
        corps = message_from_bytes(contenu, policy=policy.default).get_body(("plain",))
        yield corps.get_content() if corps else ""
    elif fichier.suffix in {".ics", ".txt"}:
        yield contenu.decode()


def _du_document(contenu: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        for nom in archive.namelist():
            if nom.endswith(".xlsx"):
                yield from map(str, _cellules(archive.read(nom)))
            elif nom.endswith(".xml"):
                racine = etree.fromstring(archive.read(nom))
                yield from (element.text or "" for element in racine.iter(*MOTS))
                for paragraphe in racine.iter(
                    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
                ):
                    yield "".join(element.text or "" for element in paragraphe.iter(*MOTS))
                yield from (
                    str(element.get("descr") or "") for element in racine.iter("{*}docPr")
                )


def _cellules(contenu: bytes) -> Iterator[object]:
    classeur = openpyxl.load_workbook(io.BytesIO(contenu))
    for feuille in classeur.worksheets:
        first = (
            2 if feuille.title == "Balises" else 1
        )  # its first column shows the tags as typed
        for ligne in feuille.iter_rows(min_col=first, values_only=True):
            yield from (valeur for valeur in ligne if valeur is not None)


def lignes(classeur: Path, feuille: str) -> list[dict[str, object]]:
    """The rows of a sheet of the control workbook."""
    titres, *rangees = openpyxl.load_workbook(classeur)[feuille].iter_rows(values_only=True)
    return [
        dict(zip(map(str, titres), ligne, strict=True))
        for ligne in rangees
        if ligne[0] != "Néant"
    ]


def test_no_word_of_the_program_comes_out(sorties: tuple[object, Path]) -> None:
    _, sortie = sorties
    fichiers = [
        fichier
        for fichier in sortie.rglob("*")
        if fichier.is_file() and fichier.suffix not in {".json", ".pdf"}
    ]
    assert {".docx", ".xlsx", ".ics"} <= {fichier.suffix for fichier in fichiers}
    trouves = {
        (fichier.name, mots[0], texte[:80])
        for fichier in fichiers
        for texte in textes(fichier)
        for mots in [DU_PROGRAMME.search(texte)]
        if mots
    }
    assert trouves == set()


def test_a_rate_over_nothing_is_no_zero(sorties: tuple[object, Path]) -> None:
    """In the sheets, by the base that stands beside; where a data set has no base at all, in no
    text of no document either.
    """
    jeu, sortie = sorties
    classeurs = list(sortie.rglob("*_CLU_Controle.xlsx"))
    assert len(classeurs) == 2
    for classeur in classeurs:
        for ligne in [
            *lignes(classeur, "Indicateurs"),
            *lignes(classeur, "Répartitions"),
            *lignes(classeur, "Historique"),
        ]:
            assert all(
                not isinstance(valeur, float) or math.isfinite(valeur)
                for valeur in ligne.values()
            ), ligne
            if ligne["Dénominateur"] == 0:
                assert ligne["Valeur"] is None, ligne
            elif ligne.get("Unité") == "%" and ligne["Valeur"] == 0:
                assert ligne["Dénominateur"], ligne
    if jeu in SANS_BASE:
        zeros = {
            (fichier.name, texte[:80])
            for fichier in sortie.rglob("*.docx")
            for texte in textes(fichier)
            if ZERO_POUR_CENT.search(texte)
        }
        assert zeros == set()


@pytest.mark.parametrize(
    ("texte", "trouve"),
    [
        ("None", True),
        ("nan %", True),
        ("NaT", True),
        ("{{ reunion.lieu }}", True),
        ("Nonette", False),
        ("banane", False),
    ],
)
def test_the_words_looked_for(texte: str, trouve: bool) -> None:
    assert bool(DU_PROGRAMME.search(texte)) == trouve


@pytest.mark.parametrize(
    ("texte", "trouve"),
    [
        ("0 %", True),
        ("0,0\u202f% des usagers", True),
        ("soit −0,0\u00a0%", True),
        ("10,0 %", False),
        ("100 %", False),
        ("50,0 %", False),
        ("0,5 %", False),
    ],
)
def test_the_zeros_looked_for(texte: str, trouve: bool) -> None:
    assert bool(ZERO_POUR_CENT.search(texte)) == trouve
