"""Elements of a document, as Word and a screen reader receive them; the names A05… are those of the
accessibility checks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from lxml import etree

from clu_batch.kernel.content import (
    Alignment,
    Block,
    Chart,
    ChartKind,
    ChartSeries,
    ContentsList,
    Element,
    Heading,
    ItemList,
    Missing,
    NamedLink,
    Paragraph,
    PrintedColumn,
    PrintedTable,
)
from clu_batch.kernel.long_texts import shape_long_text
from clu_batch.render import (
    Template,
    accessibility,
    column_widths,
    finish_part,
    split_content,
)
from clu_batch.render.chart_frame import EMU_PER_CM
from clu_batch.render.docx_package import Package
from tests.support.word_files import W, lignes, modele, mots, partie, parties, val

CHIFFRES = PrintedTable(
    "Satisfaction par site",
    [PrintedColumn("Site", 30), PrintedColumn("Taux", 10, Alignment.DROITE)],
    [["", Missing("taux")], ["Privas", "81,3 %"]],
    ["Base : 120 réponses."],
)


LARGEUR = 17 * EMU_PER_CM
"""Of the text of a page."""


def ecrit(*elements: Element, avant: tuple[str | tuple[str, int], ...] = ()) -> bytes:
    pret, problems = Template.load("essai.docx", modele(*avant, "{{p bloc }}"), {})
    assert (pret is not None, problems) == (True, ())
    assert pret is not None
    rendu = pret.render(
        {"bloc": Block(elements)},
        titre="Essai",
        createur="Préfecture",
        date=dt.date(2026, 12, 10),
    )
    if rendu.panne:
        raise rendu.panne
    assert not rendu.problems
    assert rendu.data is not None
    return rendu.data


def styles(data: bytes) -> list[str]:
    """The style name of each paragraph of the body."""
    noms = {
        val(s, f"{W}styleId"): val(s.find(f"{W}name"))
        for s in partie(data, "word/styles.xml").iter(f"{W}style")
    }
    found = [p.find(f"{W}pPr/{W}pStyle") for p in partie(data).iter(f"{W}p")]
    return [noms[val(style)] if style is not None else "Normal" for style in found]


def test_paragraphes_titres_et_liens() -> None:
    data = ecrit(
        Heading("Bilan", 1),
        Heading("Détail", 2),
        Paragraph("texte"),
        Paragraph("note", "CLU Note"),
        NamedLink("Site du comité", "https://a.fr"),
    )
    assert lignes(data) == ["Bilan", "Détail", "texte", "note", "Site du comité"]
    assert styles(data) == ["heading 1", "heading 2", "Normal", "CLU Note", "Normal"]
    assert (
        b'Target="https://a.fr" TargetMode="External"'
        in parties(data)["word/_rels/document.xml.rels"]
    )


def test_un_style_absent_est_signale_et_le_texte_ecrit() -> None:
    pret, _ = Template.load("essai.docx", modele("{{p bloc }}"), {})
    assert pret is not None
    rendu = pret.render(
        {"bloc": Block((Paragraph("a", "Inconnu"),))},
        titre="E",
        createur="P",
        date=dt.date(2026, 12, 10),
    )
    assert [problem.code for problem in rendu.problems] == ["modele-style-absent"]
    assert lignes(rendu.data) == ["a"]


def test_listes_reelles_et_numerotation_reprise() -> None:
    data = ecrit(
        ItemList(["a", "b"]), ItemList(["c", "d"], True), ItemList(["e"], True), ItemList([])
    )
    numeros = [n.get(f"{W}val") for n in partie(data).iter(f"{W}numId")]
    assert len(numeros) == 5
    puce, un, deux = numeros[0], numeros[2], numeros[4]
    assert numeros == [puce, puce, un, un, deux]
    # each numbered list has its own number, so that it starts at 1
    assert len({puce, un, deux}) == 3
    reprises = {
        num.get(f"{W}numId")
        for num in partie(data, "word/numbering.xml").iter(f"{W}num")
        if num.find(f".//{W}startOverride") is not None
    }
    assert {un, deux} <= reprises
    assert lignes(data)[-1] == "Néant"


def test_tableau_accessible() -> None:
    data = ecrit(CHIFFRES)
    table = next(partie(data).iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    # A15
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True,
        False,
        False,
    ]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)  # A19
    assert val(table.find(f"{W}tblPr/{W}tblLook"), f"{W}firstRow") == "1"  # A16
    # A17
    assert {len(row.findall(f"{W}tc")) for row in rows} == {
        len(table.findall(f"{W}tblGrid/{W}gridCol"))
    }
    assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))
    assert all(mots(cell) for cell in table.iter(f"{W}tc"))  # A18
    assert lignes(data) == [
        "Tableau\u00a01 – Satisfaction par site",
        "Site",
        "Taux",
        "—",
        "À COMPLÉTER\u00a0: taux",
        "Privas",
        "81,3 %",
        "Base\u00a0: 120 réponses.",
    ]
    assert (styles(data)[0], styles(data)[-1]) == ("caption", "CLU Note")  # A20
    assert " SEQ Tableau \\* ARABIC " in [i.text for i in partie(data).iter(f"{W}instrText")]
    alignes = [p.find(f"{W}pPr/{W}jc") is not None for p in table.iter(f"{W}p")]
    assert alignes == [False, True] * 3
    gardes = [
        bool(p.find(f"{W}pPr/{W}keepNext") is not None) for p in partie(data).iter(f"{W}p")
    ]
    # a small table stands whole on its page
    assert gardes == [True, True, True, True, True, True, True, False]  # nor leaves its note


@pytest.mark.parametrize(
    ("lignes_", "texte", "tenues"),
    [
        (1, "court", [False]),
        (2, "court", [True, False]),
        (4, "court", [True, True, True, False]),
        (5, "court", [True, False, False, True, False]),
        (4, "un texte qui va à la ligne " * 3, [True, False, True, False]),
    ],
)
def test_une_rangee_n_est_jamais_seule_sur_sa_page(
    lignes_: int, texte: str, tenues: list[bool]
) -> None:
    """A small table stands whole; a longer one may go on on the next page, where two rows of it
    stand at least.
    """
    rangees = partie(
        ecrit(PrintedTable("T", [PrintedColumn("a")], [[texte]] * lignes_))
    ).findall(f".//{W}tr")
    gardes = [rangee.find(f".//{W}keepNext") is not None for rangee in rangees]
    assert gardes == [True, *tenues]


def test_les_largeurs_suivent_les_parts() -> None:
    widths = [int(c.get(f"{W}w", "0")) for c in partie(ecrit(CHIFFRES)).iter(f"{W}gridCol")]
    assert widths[0] == pytest.approx(3 * widths[1], abs=2)


@pytest.mark.parametrize(
    ("cellule", "imprimes", "en_liste"),
    [
        ("une ligne", ["une ligne"], [False]),
        ("première\nseconde", ["première", "seconde"], [False, False]),
        (
            "Ce qui suit :\n- un\n- deux\nFin.",
            ["Ce qui suit\u00a0:", "un", "deux", "Fin."],
            [False, True, True, False],
        ),
        ("- seul", ["seul"], [True]),
        ("1. un\n2. deux", ["un", "deux"], [True, True]),
        # another numbering is kept as typed
        ("3. trois\n4. quatre", ["3. trois", "4. quatre"], [True, True]),
    ],
)
def test_les_lignes_d_une_cellule_sont_des_paragraphes(
    cellule: str, imprimes: list[str], en_liste: list[bool]
) -> None:
    table = next(
        partie(ecrit(PrintedTable("T", [PrintedColumn("c")], [[cellule]]))).iter(f"{W}tbl")
    )
    paragraphes = table.findall(f"{W}tr")[1].findall(f"{W}tc/{W}p")
    assert [mots(p) for p in paragraphes] == imprimes
    assert [p.find(f"{W}pPr/{W}numPr") is not None for p in paragraphes] == en_liste


@pytest.mark.parametrize(
    ("items", "kept"),
    [("a", []), ("ab", ["a"]), ("abc", ["a", "b"]), ("abcde", ["a", "d"])],
)
def test_no_item_of_a_list_is_alone_on_a_page(items: str, kept: list[str]) -> None:
    corps = partie(ecrit(ItemList(list(items))))
    tenus = [p for p in corps.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None]
    assert [mots(p) for p in tenus] == kept


def test_une_phrase_reste_avec_ce_qu_elle_annonce() -> None:
    corps = partie(ecrit(Paragraph("Seule."), Paragraph("Elle annonce :"), ItemList(["a"])))
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in corps.iter(f"{W}p")] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("parts", "minimums", "attendu"),
    [
        ([1, 1], [100, 100], [500, 500]),
        ([9, 1], [100, 300], [700, 300]),  # the narrow one keeps its longest word
        ([8, 1, 1], [100, 300, 50], [622, 300, 78]),
        ([1, 1], [900, 600], [600, 400]),  # no room for all: in proportion
    ],
)
def test_aucun_mot_n_est_coupe_par_sa_colonne(
    parts: list[int], minimums: list[int], attendu: list[int]
) -> None:
    assert column_widths.share_width(parts, minimums, 1000) == attendu


@pytest.mark.parametrize(
    "mots_egaux",
    [("P-2026-1", "PX2026X1"), ("81,3\u202f%", "81,3\u00a0%"), ("ex-Conseil", "Conseil")],
)
def test_un_numero_ne_se_coupe_pas_a_son_trait_d_union(mots_egaux: tuple[str, str]) -> None:
    un, autre = (column_widths.find_minimum("", [texte], 10) for texte in mots_egaux)
    assert un == pytest.approx(autre, rel=0.2)


def test_un_mot_long_elargit_sa_colonne() -> None:
    cellules = [["Une phrase assez longue pour une colonne large", "accompagnement"]]
    large, etroite = (
        int(c.get(f"{W}w", "0"))
        for c in partie(
            ecrit(PrintedTable("T", [PrintedColumn("a", 95), PrintedColumn("b", 5)], cellules))
        ).iter(f"{W}gridCol")
    )
    # half a point of width per point of body and letter, at least
    assert etroite > 14 * 11 * 20 * 0.5
    assert large > etroite


@pytest.mark.parametrize(("numero", "gardees"), [("", [True, True, False]), ("A1", [True] * 3)])
def test_les_notes_d_un_tableau_restent_ensemble(numero: str, gardees: list[bool]) -> None:
    """And with the link to its chart, which follows those of a table of figures."""
    tableau = PrintedTable(
        "T", [PrintedColumn("a")], [["x"]], ("Une.", "Deux.", "Trois."), numero=numero
    )
    notes = [
        paragraph
        for paragraph in partie(ecrit(tableau)).iter(f"{W}p")
        if "".join(t.text or "" for t in paragraph.iter(f"{W}t")) in tableau.notes
    ]
    assert [n.find(f"{W}pPr/{W}keepNext") is not None for n in notes] == gardees


PHRASE = "Des mots qui vont à la ligne "


@pytest.mark.parametrize(
    ("cellules", "change"),
    [
        ([PHRASE * 2, "x"], False),  # three lines at most: as it asks
        ([PHRASE * 20, "x"], True),  # the long column takes the room of the short one
        ([PHRASE * 20, PHRASE * 20], False),  # as long as each other
    ],
)
def test_une_cellule_longue_prend_la_place_d_une_courte(
    cellules: list[str], change: bool
) -> None:
    largeurs_gardees = column_widths.balance_widths(
        [4800, 4800], [1000, 1000], [[c] for c in cellules], 11, 200
    )
    assert sum(largeurs_gardees) == 9600
    assert min(largeurs_gardees) >= 1000
    assert (largeurs_gardees != [4800, 4800]) is change


def test_une_colonne_donne_a_deux_qui_sont_aussi_longues_l_une_que_l_autre() -> None:
    """Neither gets lower rows alone: the row is as high as the other one."""
    un, deux, court = column_widths.balance_widths(
        [3000, 3000, 3600], [1000] * 3, [[PHRASE * 20], [PHRASE * 20], ["x"]], 11, 200
    )
    assert un == pytest.approx(deux, abs=720)
    assert court < 2000


def test_un_texte_trop_long_pour_sa_cellule_est_entier_sous_le_tableau() -> None:
    long = "Une longue phrase. " * 40 + "\n- un point\nFin du texte."
    data = ecrit(
        PrintedTable(
            "T",
            [PrintedColumn("N°"), PrintedColumn("Texte"), PrintedColumn("Réponse")],
            [["P1", long, "courte"], ["P2", "x", "y"]],
        )
    )
    corps = lignes(data)
    runs = partie(data)[0].iterfind(f"{W}p/{W}r")
    bold = [mots(run) for run in runs if run.find(f"{W}rPr/{W}b") is not None]
    [abrege] = [ligne for ligne in corps if ligne.endswith("…")]
    assert len(abrege) <= split_content.ABREGE
    assert corps[corps.index(abrege) + 1] == split_content.SOUS_LE_TABLEAU
    assert bold == ["P1, texte\u00a0:"]
    assert corps[-4:] == [
        "P1, texte\u00a0:",
        ("Une longue phrase. " * 40).strip(),
        "un point",
        "Fin du texte.",
    ]


@pytest.mark.parametrize(
    ("categories", "genre", "parts"),
    [
        (20, ChartKind.BARRES, [20]),
        (60, ChartKind.BARRES, [12, 12, 12, 12, 12]),
        (41, ChartKind.BARRES, [10, 10, 10, 11]),
        (60, ChartKind.COLONNES, [60]),
    ],
)
def test_un_graphique_de_trop_de_barres_est_fait_en_plusieurs_chacun_suivi_de_ses_chiffres(
    categories: int, genre: ChartKind, parts: list[int]
) -> None:
    noms = [f"Question {n}" for n in range(categories)]
    entier = Chart(
        "Questions",
        genre,
        noms,
        [ChartSeries("Période", list(range(categories)))],
        "Ce qu’il montre.",
    )
    # a question without an answer has a line and no bar
    lignes_ = [["(vide)", "–"], *([nom, str(n)] for n, nom in enumerate(noms))]
    chiffres = PrintedTable(
        "Par question",
        [PrintedColumn("Question"), PrintedColumn("Nombre")],
        lignes_,
        ["La note."],
    )
    faits = split_content.split_charts(
        [Paragraph("Avant"), entier, chiffres, Paragraph("Après")], LARGEUR
    )
    dessins = [fait for fait in faits if isinstance(fait, Chart)]
    tableaux = [fait for fait in faits if isinstance(fait, PrintedTable)]
    assert [type(fait) for fait in faits] == [
        Paragraph,
        *[Chart, PrintedTable] * len(parts),
        Paragraph,
    ]
    assert [len(fait.categories) for fait in dessins] == parts
    assert [nom for fait in dessins for nom in fait.categories] == noms
    assert [valeur for fait in dessins for valeur in fait.series[0].valeurs] == list(
        range(categories)
    )
    assert [list(ligne) for fait in tableaux for ligne in fait.lignes] == lignes_
    for dessin, table in zip(dessins, tableaux, strict=True):
        assert [ligne[0] for ligne in table.lignes][-len(dessin.categories) :] == list(
            dessin.categories
        )
    assert [list(fait.notes) for fait in tableaux] == [[]] * (len(parts) - 1) + [["La note."]]
    assert len(
        {fait.legende for fait in faits if isinstance(fait, Chart | PrintedTable)}
    ) == 2 * len(parts)
    data = ecrit(entier, chiffres)
    assert len(
        list(
            partie(data).iter(
                "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
            )
        )
    ) == len(parts)
    assert "B02" not in {
        constat.controle.code
        for constat in accessibility.check_document(Package.read(data), dt.date(2026, 12, 10))
    }


def test_un_tableau_d_autres_lignes_laisse_le_graphique_entier() -> None:
    noms = [f"Question {n}" for n in range(30)]
    entier = Chart(
        "Questions",
        ChartKind.BARRES,
        noms,
        [ChartSeries("Période", list(range(30)))],
        "Ce qu’il montre.",
    )
    autre = PrintedTable("Autre", [PrintedColumn("Site")], [["Accueil"]])
    assert split_content.split_charts([entier, autre], LARGEUR) == [entier, autre]
    codes = PrintedTable(
        "Engagements",
        [PrintedColumn("Engagement")],
        [[f"E{n} – Accueillir, numéro {n}"] for n in range(30)],
    )
    coupes = split_content.split_charts(
        [replace(entier, categories=[f"E{n} – Taux {n}" for n in range(30)]), codes], LARGEUR
    )
    assert [len(fait.lignes) for fait in coupes if isinstance(fait, PrintedTable)] == [
        10,
        10,
        10,
    ]


def test_deux_barres_du_meme_nom_ont_chacune_leur_ligne() -> None:
    """Two questions of the same wording: no part is left without a figure."""
    noms = ["La même question"] * 60
    entier = Chart(
        "Questions",
        ChartKind.BARRES,
        noms,
        [ChartSeries("Période", list(range(60)))],
        "Ce qu’il montre.",
    )
    chiffres = PrintedTable(
        "Par question",
        [PrintedColumn("Question"), PrintedColumn("Nombre")],
        [[nom, str(n)] for n, nom in enumerate(noms)],
    )
    faits = split_content.split_charts([entier, chiffres], LARGEUR)
    assert [len(fait.lignes) for fait in faits if isinstance(fait, PrintedTable)] == [12] * 5
    assert [
        ligne[1] for fait in faits if isinstance(fait, PrintedTable) for ligne in fait.lignes
    ] == [str(n) for n in range(60)]
    absente = replace(chiffres, lignes=chiffres.lignes[:59])
    assert split_content.split_charts([entier, absente], LARGEUR) == [entier, absente]


def test_une_ligne_trop_courte_est_un_defaut_du_programme() -> None:
    with pytest.raises(ValueError, match="cells"):
        ecrit(PrintedTable("T", [PrintedColumn("a"), PrintedColumn("b")], [["x"]]))


def test_un_tableau_vide_se_dit() -> None:
    assert lignes(ecrit(PrintedTable("Réclamations anciennes", [PrintedColumn("N°")], []))) == [
        "Réclamations anciennes\u00a0: néant."
    ]


def test_sommaire_rempli() -> None:
    data = ecrit(
        ContentsList(2),
        Heading("Bilan", 1),
        Heading("Accueil", 2),
        Heading("Guichet", 3),
        Heading("Suites", 1),
        avant=(("Ordre du jour", 1),),
    )
    root = partie(data)
    liens = list(root.iter(f"{W}hyperlink"))
    assert [mots(lien) for lien in liens] == ["Ordre du jour", "Bilan", "Accueil", "Suites"]
    signets = {
        mark.get(f"{W}name"): mots(mark.getparent()) for mark in root.iter(f"{W}bookmarkStart")
    }
    assert [signets[lien.get(f"{W}anchor")] for lien in liens] == [
        "Ordre du jour",
        "Bilan",
        "Accueil",
        "Suites",
    ]
    assert [c.get(f"{W}fldCharType") for c in root.iter(f"{W}fldChar")] == [
        "begin",
        "separate",
        "end",
    ]
    assert [i.text for i in root.iter(f"{W}instrText")] == [' TOC \\o "1-2" \\n \\h \\z \\u ']
    assert not list(partie(data, "word/settings.xml").iter(f"{W}updateFields"))


def test_deux_sommaires_ou_aucun_titre_ne_cassent_rien() -> None:
    assert lignes(ecrit(ContentsList(1), Paragraph("seul"))) == ["seul"]
    ids = [
        mark.get(f"{W}id")
        for mark in partie(ecrit(Heading("A", 1), Heading("B", 1), ContentsList(1))).iter(
            f"{W}bookmarkStart"
        )
    ]
    assert len(ids) == len(set(ids)) == 2


def test_a_bookmark_inside_another_has_its_own_number() -> None:
    marks = [("bookmarkStart", 7, "dehors"), ("bookmarkStart", 8, "dedans")]
    marks += [("bookmarkEnd", 8, ""), ("bookmarkEnd", 7, "")]
    written = "".join(
        f'<w:{tag} w:id="{number}" w:name="{name}"/>' for tag, number, name in marks
    )
    root = etree.fromstring(f'<w:p xmlns:w="{W.strip("{}")}">{written}</w:p>')
    finish_part.make_ids_unique(root, set())
    assert [mark.get(f"{W}id") for mark in root] == ["0", "1", "1", "0"]


def test_nulle_trace_de_nos_marques() -> None:
    data = ecrit(CHIFFRES, ContentsList(), Heading("A", 1))
    brut = etree.tostring(partie(data), encoding="unicode")
    assert "balisee" not in brut
    assert "sommaire=" not in brut


@pytest.mark.parametrize(
    ("saisi", "attendu"),
    [
        ("", ()),
        ("  \n \n", ()),
        ("Un texte  avec   des blancs", (Paragraph("Un texte avec des blancs"),)),
        ("Un\nDeux", (Paragraph("Un"), Paragraph("Deux"))),
        (
            "Vu :\n- a\n– b\n• c\nFin",
            (Paragraph("Vu\u00a0:"), ItemList(["a", "b", "c"]), Paragraph("Fin")),
        ),
        ("1. a\n2) b\n3° c", (ItemList(["a", "b", "c"], True),)),
        ("4. a\n5. b", (ItemList(["4. a", "5. b"]),)),
        ("a) un\nb) deux", (ItemList(["a) un", "b) deux"]),)),
        ("-5 % depuis mars", (Paragraph("-5\u202f% depuis mars"),)),
        ("ou son représentant", (Paragraph("ou son représentant"),)),
        ("-", (Paragraph("-"),)),
    ],
)
def test_texte_long(saisi: str, attendu: tuple[Element, ...]) -> None:
    assert shape_long_text(saisi) == attendu
