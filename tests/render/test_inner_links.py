"""Links inside a document: from the agenda to its points, from a chart to its figures and back
(docs/rules/accessibility.md#contents-list, docs/rules/accessibility.md#b02).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from lxml import etree

from clu_batch.documents.reading_order import add_sentence, say_notes_once, take_data_out
from clu_batch.kernel.content import (
    Chart,
    ChartKind,
    ChartSeries,
    ContentsList,
    Element,
    Heading,
    InnerLink,
    Missing,
    Paragraph,
    PrintedColumn,
    PrintedTable,
)
from clu_batch.render import accessibility
from clu_batch.render.docx_package import Package
from tests.render.test_elements import ecrit
from tests.support.meeting import simple
from tests.support.word_files import W, avec_parties, lignes, mots, partie, val

DOCUMENT = "word/document.xml"
SITES = ("Privas", "Annonay")


def agenda(*titres: str) -> PrintedTable:
    """A table whose second column leads to headings."""
    colonnes = [PrintedColumn("N°", 7), PrintedColumn("Point", 50, mene=True)]
    return PrintedTable(
        "Points", colonnes, [(str(n), titre) for n, titre in enumerate(titres, 1)]
    )


def donnees(*notes: str) -> PrintedTable:
    colonnes = [PrintedColumn("Site"), PrintedColumn("Taux")]
    return PrintedTable("Taux", colonnes, [(site, "81 %") for site in SITES], notes)


def graphique(sites: tuple[str, ...] = SITES, *notes: str) -> Chart:
    serie = ChartSeries("Taux", [0.81] * len(sites))
    message = "Le taux va de 81 % à 81 %."
    return Chart("Taux", ChartKind.BARRES, sites, [serie], message, donnees=donnees(*notes))


def links(root: etree._Element) -> dict[str, str]:
    """What each link to a place of the document says, by its bookmark."""
    found = root.iter(f"{W}hyperlink")
    return {link.get(f"{W}anchor", ""): simple(mots(link)) for link in found}


def bookmarks(root: etree._Element) -> dict[str, str]:
    """What the paragraph of each bookmark says, by its name."""
    found = {}
    for mark in root.iter(f"{W}bookmarkStart"):
        paragraph = next(mark.iterancestors(f"{W}p"))
        words = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        found[val(mark, f"{W}name")] = simple(words)
    return found


# -- from the agenda to its points -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("titres", "points", "suivis", "reste"),
    [
        (["L’essentiel", "1. Accueil", "2. Divers"], ["Accueil", "Divers"], 2, ["L’essentiel"]),
        (["Accueil", "Divers", "Annexe"], ["Accueil", "Divers"], 2, ["Annexe"]),
        (["Point 1 – Accueil"], ["Accueil"], 1, []),
        (["1. Divers", "2. Divers", "Fin"], ["Divers", "Divers"], 2, ["Fin"]),
        (["1. Accueil", "Fin"], ["Accueil", "Supprimé"], 1, ["Fin"]),
        (["Fin"], ["Accueil"], 0, ["Fin"]),
        ([f"1. {'Mot ' * 40}", "Fin"], ["Mot " * 39 + "Mot"], 1, ["Fin"]),
        (["1. Accueil & droits", "Fin"], ["Accueil & droits"], 1, ["Fin"]),
        ([], ["Accueil"], 0, []),
    ],
)
def test_a_title_of_the_agenda_leads_to_its_point_and_leaves_the_contents_list(
    titres: list[str], points: list[str], suivis: int, reste: list[str]
) -> None:
    headings = [Heading(titre.strip(), 1) for titre in titres]
    root = partie(ecrit(ContentsList(1), agenda(*points), *headings))
    places = bookmarks(root)
    cells = [link for cell in root.iter(f"{W}tc") for link in cell.iter(f"{W}hyperlink")]
    assert len(cells) == suivis
    for link in cells:
        said, heading = mots(link), places[val(link, f"{W}anchor")]
        assert heading.endswith((said, "…"))
    assert len({val(link, f"{W}anchor") for link in cells}) == suivis
    listed = [p for p in root.iter(f"{W}p") if next(p.iterancestors(f"{W}tc"), None) is None]
    entries = [mots(link) for p in listed for link in p.iter(f"{W}hyperlink")]
    assert entries == reste
    assert not any("mene" in element.attrib for element in root.iter())


def test_a_link_of_the_agenda_looks_like_a_link() -> None:
    (link,) = partie(ecrit(agenda("Accueil"), Heading("Accueil", 1))).iter(f"{W}hyperlink")
    looks = [etree.QName(look).localname for look in link.iter(f"{W}color", f"{W}u")]
    assert looks == ["color", "u"]


# -- from a chart to its figures -------------------------------------------------------------------


def lay_out(*contents: list[Element]) -> list[Element]:
    """A document of these contents, then its annex."""
    kept, tables = take_data_out(contents)
    return [*(element for part in kept for element in part), Heading("Annexe", 1), *tables]


def test_the_table_of_a_chart_stands_in_the_annex_with_links_both_ways() -> None:
    root = partie(ecrit(*lay_out([graphique(), Paragraph("suite")], [graphique()])))
    assert links(root) == {
        "donnees_A1": "Données : tableau A1",
        "graphique_A1": "Retour au graphique du tableau A1",
        "donnees_A2": "Données : tableau A2",
        "graphique_A2": "Retour au graphique du tableau A2",
    }
    assert bookmarks(root) == {
        "graphique_A1": "Graphique 1 – Taux",
        "graphique_A2": "Graphique 2 – Taux",
        "donnees_A1": "Tableau A1 – Taux",
        "donnees_A2": "Tableau A2 – Taux",
    }
    assert [code for code in found(root) if code == "B02"] == []


def test_the_tables_of_the_annex_have_numbers_of_their_own() -> None:
    said = map(simple, lignes(ecrit(donnees(), *lay_out([graphique()]), donnees())))
    captions = [line for line in said if line.startswith("Tableau")]
    assert captions == ["Tableau 1 – Taux", "Tableau A1 – Taux", "Tableau 2 – Taux"]


def test_a_chart_of_many_bars_leads_to_its_figures_from_each_page() -> None:
    root = partie(ecrit(*lay_out([graphique(tuple(f"Site {n}" for n in range(45)))])))
    assert len(list(root.iter(f"{W}drawing"))) == 4
    said = [simple(mots(link)) for link in root.iter(f"{W}hyperlink")]
    assert said.count("Données : tableau A1") == 4
    assert [code for code in found(root) if code == "B02"] == []


def found(root: etree._Element) -> list[str]:
    """The findings of the accessibility checks on a body."""
    drawn = ecrit(*lay_out([graphique(), graphique(), graphique()]))
    data = avec_parties(drawn, {DOCUMENT: etree.tostring(root)})
    constats = accessibility.check_document(Package.read(data), dt.date(2026, 12, 10))
    return [constat.controle.code for constat in constats]


@pytest.mark.parametrize(
    ("motif", "remplacement"),
    [
        (r'w:anchor="donnees_A1"', 'w:anchor="ailleurs"'),
        (r'w:anchor="graphique_A1"', 'w:anchor="ailleurs"'),
        (r"<w:tbl>.*</w:tbl>", ""),
        (r'<w:bookmarkStart [^>]*w:name="donnees_A1"/>', ""),
        (r'w:name="graphique_A1"', 'w:name="autre"'),
        (r'<w:hyperlink w:anchor="donnees_A1"(?:(?!</w:hyperlink>).)*</w:hyperlink>', ""),
    ],
)
def test_a_chart_without_its_figures_is_seen(motif: str, remplacement: str) -> None:
    # the second chart stands between the first one and every table
    whole = etree.tostring(partie(ecrit(*lay_out([graphique(), graphique()])))).decode()
    broken, times = re.subn(motif, remplacement, whole, flags=re.DOTALL)
    assert times == 1
    assert "B02" in found(etree.fromstring(broken.encode()))


# -- notes -----------------------------------------------------------------------------------------

LONGUE = "Une note assez longue pour que personne ne la relise sous chaque tableau du document."
COURTE = "Écarts calculés avant arrondi."


@pytest.mark.parametrize(
    ("contents", "attendu"),
    [
        ([[donnees(LONGUE)], [donnees(LONGUE)]], [(LONGUE,), ()]),
        ([[donnees(COURTE)], [donnees(COURTE)]], [(COURTE,), (COURTE,)]),
        ([[donnees(LONGUE, COURTE), donnees(LONGUE, COURTE)]], [(LONGUE, COURTE), (COURTE,)]),
        ([[graphique(SITES, LONGUE)], [donnees(LONGUE)]], [(LONGUE,), ()]),
        (
            # a date is said once, however short the note
            [
                [donnees("Période : mai."), donnees("Base : toutes.")],
                [donnees("Période : mai.")],
            ],
            [("Période : mai.",), ("Base : toutes.",), ()],
        ),
        (
            [[donnees(LONGUE)], [donnees(LONGUE + " Sauf ici.")]],
            [(LONGUE,), (LONGUE + " Sauf ici.",)],
        ),
        ([[Paragraph("texte")], [donnees()]], [()]),
    ],
)
def test_a_long_note_is_said_once(
    contents: list[list[Element]], attendu: list[tuple[str, ...]]
) -> None:
    tables = [
        element.donnees if isinstance(element, Chart) else element
        for part in say_notes_once(contents)
        for element in part
    ]
    assert [t.notes for t in tables if isinstance(t, PrintedTable)] == attendu


def test_a_chart_whose_table_says_more_keeps_it() -> None:
    alone = replace(graphique(), donnees=None)
    (kept,), tables = take_data_out([[alone, donnees()]])
    assert kept == [alone, donnees()]
    assert tables == []
    assert not any(isinstance(element, InnerLink) for element in kept)


@pytest.mark.parametrize(
    ("notes", "attendu"),
    [
        (("a" * 50, "b" * 50), ("a" * 50 + " " + "b" * 50,)),
        (("a" * 55, "b" * 55), ("a" * 55, "b" * 55)),
        (("a" * 30, "b" * 30, "c" * 30), (f"{'a' * 30} {'b' * 30} {'c' * 30}",)),
        (("a" * 200, "b"), ("a" * 200, "b")),
        (("a", "b" * 200, "c", "d"), ("a", "b" * 200, "c d")),
        ((), ()),
    ],
)
def test_notes_that_one_line_holds_share_it(
    notes: tuple[str, ...], attendu: tuple[str, ...]
) -> None:
    ((table,),) = say_notes_once([[donnees(*notes)]])
    assert isinstance(table, PrintedTable)
    assert table.notes == attendu


@pytest.mark.parametrize(
    ("elements", "rang", "attendu"),
    [
        ([Paragraph("Un."), donnees()], 0, [Paragraph("Un. Fin."), donnees()]),
        ([donnees(), Paragraph("Un.")], -1, [donnees(), Paragraph("Un. Fin.")]),
        ([Paragraph("Un."), donnees()], -1, [Paragraph("Un."), donnees(), Paragraph("Fin.")]),
        ([Paragraph(Missing("un"))], 0, [Paragraph(Missing("un")), Paragraph("Fin.")]),
        ([], -1, [Paragraph("Fin.")]),
    ],
)
def test_a_sentence_joins_the_paragraph_that_it_follows(
    elements: list[Element], rang: int, attendu: list[Element]
) -> None:
    assert add_sentence(elements, rang, "Fin.") == attendu


def test_a_link_to_what_the_template_leaves_out_goes() -> None:
    [charts], tables = take_data_out([[graphique()]])
    for kept in (charts, tables):  # the annexe, or the chart, is left out
        root = partie(ecrit(*kept), DOCUMENT)
        assert links(root) == {}
        assert "Données" not in simple(mots(root))
        assert "Retour" not in simple(mots(root))
    whole = partie(ecrit(*charts, *tables), DOCUMENT)
    assert set(links(whole)) <= set(bookmarks(whole))
    assert len(links(whole)) == 2
