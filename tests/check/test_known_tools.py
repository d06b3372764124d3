"""The exports of known tools, written as each tool writes them: read with the lines that stand
ready, and recognised without them (docs/rules/workbooks.md#known-tools).
"""

from __future__ import annotations

import ast
import csv
import datetime as dt
import io
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from clu_batch.kernel.declared_sheet import EXEMPLE
from clu_batch.kernel.equivalence import A_CHOISIR, Outil
from clu_batch.kernel.problems import Severity
from clu_batch.records import outils
from clu_batch.records.outils import OUTILS
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reponse import Reponse
from clu_batch.session.load import LoadedWorkbooks
from tests.check.test_exports import charge, dit, instant
from tests.conftest import write_workbook
from tests.support.folders import ROOT
from tests.support.meeting import simple
from tests.support.raw_sheets import find_sheet, list_column

PAGES = ROOT / "docs/equivalences"
Cells = Sequence[object]

AMABILITE, ENSEMBLE = "L’amabilité de l’accueil", "Dans l’ensemble, l’accueil de la préfecture"
ANSWERS = (("Très satisfait", "Plutôt satisfait"), ("Pas satisfait", "Très satisfait"))
JOURS = [dt.date(2026, 3, 12), dt.date(2026, 10, 5)]
"""The days of the two rows of each export."""

PRIVE = "(nom) usager@example.org"
"""What the export holds of a person."""


def write_csv(
    path: Path, rows: Sequence[Cells], separator: str = ",", *, mark: bool, quoted: bool
) -> None:
    """Write a text file as a server does: CRLF, UTF-8."""
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=separator,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
        lineterminator="\r\n",
    )
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig" if mark else "utf-8"))


def export_limesurvey(folder: Path, name: str) -> None:
    """Every field quoted, the mark of UTF-8, an empty line at the end."""
    head = (
        "ID de la réponse",
        "Date de soumission",
        "Dernière page",
        "Langue de départ",
        "Tête de série",
        "Adresse IP",
    )
    rows: list[Cells] = [(*head, AMABILITE, ENSEMBLE)]
    for rank, (day, answers) in enumerate(zip(JOURS, ANSWERS, strict=True), 1):
        rows.append((rank, f"{day} 14:22:05", 3, "fr", 158746, PRIVE, *answers))
    write_csv(folder / f"{name}.csv", rows, mark=True, quoted=True)
    with (folder / f"{name}.csv").open("ab") as file:
        file.write(b"\r\n")


def export_sphinx(folder: Path, name: str) -> None:
    """A workbook, its own variables first."""
    head = ("CLE", "DATE_SAISIE", "DATE_ENREG", "DATE_MODIF", "TEMPS_SAISIE", "ORIGINE_SAISIE")
    more = ("LANG_SAISIE", "APPAREIL_SAISIE", "PROGRESSION", "DERNIERE_QUESTION_SAISIE")
    rows: list[Cells] = [(*head, *more, AMABILITE, ENSEMBLE, "Nom")]
    for rank, (day, answers) in enumerate(zip(JOURS, ANSWERS, strict=True), 101):
        noon = instant(day.year, day.month, day.day, 12)
        own = (rank, noon, noon, noon, 95, "Web", "fr", "Mobile", "Terminé", "Q11")
        rows.append((*own, *answers, PRIVE))
    write_workbook(folder / f"{name}.xlsx", {"Données": rows})


def export_google(folder: Path, name: str) -> None:
    """The .csv of the form: the day with an hour of twelve and its zone."""
    rows: list[Cells] = [("Horodateur", "Adresse e-mail", AMABILITE, ENSEMBLE)]
    for day, answers in zip(JOURS, ANSWERS, strict=True):
        rows.append((f"{day:%Y/%m/%d} 2:22:05 PM UTC+1", PRIVE, *answers))
    write_csv(folder / f"{name}.csv", rows, mark=False, quoted=True)


def export_microsoft(folder: Path, name: str) -> None:
    """A workbook, dates of Excel."""
    head = ("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom")
    rows: list[Cells] = [
        (*head, "Heure de la dernière modification", f"{AMABILITE}\u00a0", ENSEMBLE)
    ]
    for rank, (day, answers) in enumerate(zip(JOURS, ANSWERS, strict=True), 1):
        start, end = (instant(day.year, day.month, day.day, 9, minute) for minute in (1, 4))
        rows.append((rank, start, end, "anonymous", PRIVE, None, *answers))
    write_workbook(folder / f"{name}.xlsx", {"Sheet1": rows})


def export_demarches(folder: Path, name: str) -> None:
    """The columns of the service, in its order, then the fields of the form."""
    head = (
        *("ID", "Email", "FranceConnect ?", "Civilité", "Nom", "Prénom"),
        *("Dépôt pour un tiers", "Nom du mandataire", "Prénom du mandataire", "À archiver"),
        *("État du dossier", "Dernière mise à jour le", "Dernière mise à jour du dossier le"),
        *("Déposé le", "Passé en instruction le", "Traité le", "Motivation de la décision"),
        *("Instructeurs", "Groupe instructeur", "Motif de la réclamation", "Votre message"),
    )
    rows: list[Cells] = [head]
    for rank, day in enumerate(JOURS):
        deposed, done = f"{day} 08:30:12 +0200", f"{day + dt.timedelta(9)} 17:00:00 +0200"
        person = (PRIVE, "false", "Mme", PRIVE, PRIVE, "false", "", "")
        state = ("false", "Accepté", done, deposed, deposed, deposed, done, "", PRIVE)
        rows.append((9001 + rank, *person, *state, "Titres de séjour", "Délai", PRIVE))
    write_csv(folder / f"{name}.csv", rows, mark=False, quoted=False)


def export_glpi(folder: Path, name: str) -> None:
    """Semicolons, numbers with no-break spaces, days first."""
    head = ("ID", "Titre", "Statut", "Date d'ouverture", "Demandeur - Demandeur")
    more = ("Source de la demande", "Catégorie", "Attribué à - Groupe de techniciens")
    rows: list[Cells] = [(*head, *more, "Lieu", "Date de résolution")]
    sources = ("E-Mail", "Helpdesk", "Direct", "Écrit")
    for rank, source in enumerate(sources):
        day = JOURS[rank % 2]
        opened, done = f"{day:%d-%m-%Y} 16:24", f"{day + dt.timedelta(9):%d-%m-%Y} 10:00"
        own = (f"5\u00a0732\u00a0{943 + rank}", PRIVE, "Clos", opened, PRIVE, source)
        rows.append((*own, "Accueil > Attente", "Accueil général", "Nîmes", done))
    write_csv(folder / f"{name}.csv", rows, ";", mark=True, quoted=True)


def export_je_donne_mon_avis(folder: Path, name: str) -> None:
    """A comma, no mark, quotes where they are needed."""
    head = ("Review ID", "Review Created At", "De façon générale, comment ça s'est passé ?")
    more = (
        "Qu'avez-vous pensé des informations et des instructions fournies ?",
        "Souhaitez-vous nous en dire plus ?",
        "Adresse mail",
    )
    rows: list[Cells] = [(*head, *more)]
    for rank, (day, avis) in enumerate(zip(JOURS, ("Très bien", "Moyen"), strict=True)):
        rows.append((f"a{rank}f", f"{day} 07:22:05", avis, 5 - rank, "Rien, merci", PRIVE))
    write_csv(folder / f"{name}.csv", rows, mark=False, quoted=False)


EXPORTS: Mapping[str, Callable[[Path, str], None]] = {
    outils.LIMESURVEY.fichier: export_limesurvey,
    outils.SPHINX.fichier: export_sphinx,
    outils.GOOGLE_FORMS.fichier: export_google,
    outils.MICROSOFT_FORMS.fichier: export_microsoft,
    outils.DEMARCHES_SIMPLIFIEES.fichier: export_demarches,
    outils.GLPI.fichier: export_glpi,
    outils.JE_DONNE_MON_AVIS.fichier: export_je_donne_mon_avis,
}
TOOLS = pytest.mark.parametrize("outil", OUTILS, ids=[outil.fichier for outil in OUTILS])


def read_page(outil: Outil) -> str:
    return simple((PAGES / f"{outil.fichier}.md").read_text("utf-8"))


def read_tables(outil: Outil) -> dict[str, list[list[str]]]:
    """The tables of the page of a tool, by their caption."""
    tables = {}
    for caption, table in re.findall(
        r"^\*(.+)\*\n\n((?:\|.*\n)+)", read_page(outil), re.MULTILINE
    ):
        head, _, *rows = [
            [cell.strip().replace("(vide)", "") for cell in line.strip().strip("|").split("|")]
            for line in table.splitlines()
        ]
        tables[caption] = [head, *rows]
    return tables


def read_ready_lines(outil: Outil) -> list[list[object]]:
    """The lines of the workbook that ships, as they are copied."""
    book = openpyxl.load_workbook(PAGES / f"{outil.fichier}.xlsx")
    rows = book["Équivalences"].iter_rows(min_row=2, max_col=4, values_only=True)
    return [list(row) for row in rows if row[0]]


def lay(folder: Path, outil: Outil, *lines: Cells) -> LoadedWorkbooks:
    """What a folder says that has questions, and these lines in Équivalences."""
    if outil is not outils.JE_DONNE_MON_AVIS:
        return charge(folder, *lines, satisfaction=True)
    tables = read_tables(outil)
    sheets = {name: tables[f"Feuille « {name} »"] for name in ("Questions", "Échelles")}
    write_workbook(folder / "satisfaction.xlsx", sheets)
    return charge(folder, *lines)


UNASKED = {"question-sans-colonne"}
"""The questions of the committee that these exports do not hold."""


def tell(found: LoadedWorkbooks) -> list[tuple[str, str, str]]:
    return [said for said in dit(found) if said[2] not in UNASKED]


@TOOLS
def test_an_export_is_read_with_the_ready_lines(outil: Outil, tmp_path: Path) -> None:
    EXPORTS[outil.fichier](tmp_path, outil.fichier)
    found = lay(tmp_path, outil, *read_ready_lines(outil))
    assert tell(found) == []
    checked = find_sheet(found, outil.cible)
    day = "Date" if outil.cible == "Réponses" else "Reçue le"
    assert set(list_column(checked, day)) == set(JOURS)
    values = [str(value) for row in checked.list_rows() for value in row.values.values()]
    assert not [value for value in values if PRIVE in value]


def test_what_the_ready_lines_give_a_register(tmp_path: Path) -> None:
    export_glpi(tmp_path, "glpi 2026")
    read = find_sheet(
        lay(tmp_path, outils.GLPI, *read_ready_lines(outils.GLPI)), "Réclamations"
    )
    canaux = ["courriel", "formulaire en ligne", "guichet", "courrier"]
    assert list_column(read, "Canal") == canaux
    assert set(list_column(read, "Service")) == {"Accueil général"}
    assert list_column(read, "Réponse envoyée le")[0] == JOURS[0] + dt.timedelta(9)


def test_what_the_ready_lines_give_a_survey(tmp_path: Path) -> None:
    export_microsoft(tmp_path, "microsoft-forms")
    outil = outils.MICROSOFT_FORMS
    read = find_sheet(lay(tmp_path, outil, *read_ready_lines(outil)), "Réponses")
    assert list_column(read, "Mode de recueil") == ["en ligne", "en ligne"]
    assert list_column(read, "Q1") == [answers[0] for answers in ANSWERS]


@TOOLS
def test_an_unknown_export_is_told_by_its_name_with_the_lines(
    outil: Outil, tmp_path: Path
) -> None:
    EXPORTS[outil.fichier](tmp_path, "export du 5 novembre")
    found = lay(tmp_path, outil)
    (told,) = [p for p in found.problems if p.code == "feuille-a-lire"]
    assert f"est un export de {outil.nom} :" in simple(told.trouve)
    first, *others = found.proposed
    assert (first.devient, simple(first.remarque).startswith(f"export de {outil.nom} :")) == (
        outil.cible,
        True,
    )
    ready = {(line.colonne, line.valeur, line.devient) for line in outil.list_lines()}
    proposed = {(line.colonne, line.valeur, line.devient) for line in others}
    held = {line.colonne for line in found.proposed}
    assert {line for line in ready if line[0] in held - {""}} <= proposed


@TOOLS
def test_the_lines_proposed_are_enough(outil: Outil, tmp_path: Path) -> None:
    EXPORTS[outil.fichier](tmp_path, "export du 5 novembre")
    lines = [
        (
            line.feuille,
            line.colonne or None,
            line.valeur or None,
            None if line.devient == A_CHOISIR else line.devient,
        )
        for line in lay(tmp_path, outil).proposed
    ]
    found = lay(tmp_path, outil, *lines)
    grave = {Severity.ERREUR, Severity.BLOQUANT}
    wrong = [str(p) for p in found.problems if p.gravite in grave]
    assert [said for said in wrong if "export du" in said] == []
    assert len(find_sheet(found, outil.cible).list_rows()) >= len(JOURS)


@pytest.mark.parametrize(
    "headers",
    [
        ("Date", "N°", "Q1"),
        ("ID", "Titre", "Statut", "Date de création"),
        ("Déposé le", "Traité le", "État du dossier"),
    ],
)
def test_another_file_is_no_export_of_theirs(headers: Cells, tmp_path: Path) -> None:
    write_workbook(tmp_path / "autre.xlsx", {"Feuil1": [headers, ["x"] * len(headers)]})
    said = [simple(p.trouve) for p in charge(tmp_path).problems]
    assert not [text for text in said if "est un export de" in text]


# -- the star: any value ---------------------------------------------------------------------------


def test_a_star_is_any_value_that_no_other_line_names(tmp_path: Path) -> None:
    rows: list[Cells] = [("Date", "Parcours", "Q1")]
    rows += [(JOURS[0], way, "Très satisfait") for way in ("a", "b", "c", None)]
    write_workbook(tmp_path / "Réponses.xlsx", {"Réponses": rows})
    found = charge(
        tmp_path,
        ["Réponses", "Parcours", None, "Mode de recueil"],
        ["Réponses", "Parcours", "*", "en ligne"],
        ["Réponses", "Parcours", "B", "papier"],
        satisfaction=True,
    )
    modes = list_column(find_sheet(found, "Réponses"), "Mode de recueil")
    assert modes == ["en ligne", "papier", "en ligne", None]


# -- what ships ------------------------------------------------------------------------------------


@TOOLS
def test_the_page_and_the_workbook_are_those_of_the_declaration(outil: Outil) -> None:
    lines = [
        [line.feuille, line.colonne, line.valeur, line.devient] for line in outil.list_lines()
    ]
    assert read_tables(outil)["Lignes de la feuille « Équivalences »"] == [
        ["Feuille", "Colonne", "Valeur", "Devient"],
        *lines,
    ]
    assert read_ready_lines(outil) == [[cell or None for cell in line] for line in lines]
    page = read_page(outil)
    assert page.startswith(f"# {outil.nom}\n")
    for section in ("Faire l’export", "Faire lire l’export", "Ce qui a été vérifié"):
        assert f"## {section}\n" in page


def test_every_known_tool_says_where_its_headers_were_read() -> None:
    body = ast.parse(Path(outils.__file__).read_text("utf-8")).body
    sourced = [
        after.value.value.startswith("Source: ")
        for node, after in itertools.pairwise(body)
        if isinstance(node, ast.Assign)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    ]
    assert sourced.count(True) == len(OUTILS)
    assert sorted(path.stem for path in PAGES.glob("*.md")) == [o.fichier for o in OUTILS]


@TOOLS
def test_what_the_lines_give_are_columns_of_their_sheet(outil: Outil) -> None:
    sheets = {sheet.name: sheet for sheet in (Reponse.sheet, Reclamation.sheet)}
    for name, columns in outil.colonnes.items():
        known = {column.header for column in sheets[name].columns} - {EXEMPLE.header}
        assert set(columns.values()) <= known
