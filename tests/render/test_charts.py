"""Native charts: what Word shows on first opening, and what « Modifier les données » opens."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from clu_batch.kernel.content import Block, Chart, ChartKind, ChartSeries
from clu_batch.render import Template
from clu_batch.render.chart_frame import EMU_PER_CM
from clu_batch.render.chart_palette import BLANC, CONTOUR, PAR_RANG, ROLES, Tint
from clu_batch.render.charts import DrawnChart, draw_chart
from tests.support.word_files import W, lignes, modele, partie, parties, val

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LARGEUR = 16 * EMU_PER_CM
SITES = ["Privas", "Annonay & <environs>", "Tournon"]


def graphique(
    genre: ChartKind = ChartKind.BARRES,
    *,
    cible: float | None = None,
    series: int = 1,
    categories: list[str] | None = None,
) -> Chart:
    noms = categories or SITES
    valeurs = [
        ChartSeries(f"Série {n}", [(i + 1) / 10 for i in range(len(noms))])
        for n in range(series)
    ]
    return Chart(
        "Taux par site",
        genre,
        noms,
        valeurs,
        "Privas est en tête avec 30 %.",
        pourcent=True,
        cible=cible,
    )


def xml(dessine: DrawnChart) -> etree._Element:
    return etree.fromstring(dessine.xml)


def valeurs(root: etree._Element, chemin: str) -> list[str | None]:
    return [element.get("val") for element in root.findall(chemin)]


@pytest.mark.parametrize(("mois", "taille"), [(10, "1000"), (12, "900")])
def test_the_figures_of_twelve_columns_do_not_touch(mois: int, taille: str) -> None:
    colonnes = graphique(ChartKind.COLONNES, categories=[f"mois {n}" for n in range(mois)])
    root = xml(draw_chart(colonnes, LARGEUR))
    assert [r.get("sz") for r in root.iterfind(f".//{C}dLbls//{A}defRPr")] == [taille]


TOUS = [
    (genre, cible)
    for genre in ChartKind
    for cible in (None, 0.85)
    if not (genre is ChartKind.BARRES_EMPILEES and cible)
]


@pytest.mark.parametrize(("genre", "cible"), TOUS)
def test_chaque_genre_est_valide(genre: ChartKind, cible: float | None, tmp_path: Path) -> None:
    pret, _ = Template.load("essai.docx", modele("{{p bloc }}"), {})
    assert pret is not None
    rendu = pret.render(
        {"bloc": Block((graphique(genre, cible=cible, series=2),))},
        titre="E",
        createur="P",
        date=dt.date(2026, 12, 10),
    )
    assert rendu.data is not None
    (tmp_path / "essai.docx").write_bytes(rendu.data)
    assert OpenXmlValidator().validate(str(tmp_path / "essai.docx")).errors == []


def test_le_cache_est_le_classeur() -> None:
    """Each range that the chart names holds in the workbook what the chart shows."""
    dessine = draw_chart(graphique(series=2, cible=0.85), LARGEUR)
    sheet = openpyxl.load_workbook(io.BytesIO(dessine.classeur))["Données"]
    vus = 0
    for ref in xml(dessine).iter(f"{C}strRef", f"{C}numRef"):
        nom, plage = (ref.findtext(f"{C}f") or "").split("!")
        cells = sheet[plage.replace("$", "")]
        cells = [row[0] for row in cells] if isinstance(cells, tuple) else [cells]
        shown = [v.text for v in ref.iter(f"{C}v")]
        assert nom == "Données"
        assert [str(cell.value) for cell in cells] == [
            text if ref.tag == f"{C}strRef" else str(float(text or 0)) for text in shown
        ]
        vus += 1
    assert vus == 9  # three series, the target included: name, categories, values


def test_un_trou_reste_un_trou() -> None:
    troue = Chart(
        "T", ChartKind.COLONNES, ["a", "b"], [ChartSeries("S", [None, 3])], "Un message clair"
    )
    dessine = draw_chart(troue, LARGEUR)
    assert [
        p.get("idx") for p in xml(dessine).iter(f"{C}numCache") for p in p.findall(f"{C}pt")
    ] == ["1"]
    assert openpyxl.load_workbook(io.BytesIO(dessine.classeur))["Données"]["B2"].value is None


@pytest.mark.parametrize(
    ("genre", "direction", "grouping"),
    [
        (ChartKind.BARRES, "bar", "clustered"),
        (ChartKind.BARRES_GROUPEES, "bar", "clustered"),
        (ChartKind.BARRES_EMPILEES, "bar", "percentStacked"),
        (ChartKind.COLONNES, "col", "clustered"),
    ],
)
def test_forme_et_axes(genre: ChartKind, direction: str, grouping: str) -> None:
    root = xml(draw_chart(graphique(genre, series=2), LARGEUR))
    assert valeurs(root, f".//{C}barDir") == [direction]
    assert valeurs(root, f".//{C}grouping") == [grouping]
    assert valeurs(root, f".//{C}catAx/{C}scaling/{C}orientation") == [
        "maxMin" if direction == "bar" else "minMax"
    ]
    assert valeurs(root, f".//{C}valAx/{C}scaling/{C}min") == ["0"]
    assert valeurs(root, f".//{C}valAx/{C}scaling/{C}max") == ["1"]
    assert set(valeurs(root, f".//{C}delete")) == {"0"}
    assert valeurs(root, f"{C}roundedCorners") == ["0"]
    assert valeurs(root, f"{C}lang") == ["fr-FR"]


@pytest.mark.parametrize(
    ("genre", "pourcent", "place"),
    [
        (ChartKind.BARRES, True, True),
        (ChartKind.BARRES_GROUPEES, True, True),
        (ChartKind.BARRES_GROUPEES, False, False),  # the scale ends above the highest
        (ChartKind.BARRES_EMPILEES, True, False),  # the figures stand inside
    ],
)
def test_une_barre_de_cent_pour_cent_a_la_place_de_son_chiffre(
    genre: ChartKind, pourcent: bool, place: bool
) -> None:
    """« 100,0 % » of 10 points takes 1.3 cm, whatever the other bars: parts have one scale."""
    root = xml(draw_chart(replace(graphique(genre, series=2), pourcent=pourcent), LARGEUR))
    x, w = (
        float(valeurs(root, f".//{C}layout/{C}manualLayout/{C}{n}")[0] or 0) for n in ("x", "w")
    )
    assert ((1 - x - w) * LARGEUR > 1.3 * EMU_PER_CM) is place


@pytest.mark.parametrize(
    ("pourcent", "plafond", "fin", "pas"),
    [
        (True, None, ["1"], ["0.2"]),  # rates: to 100 %
        (True, 0.3, ["0.3"], ["0.1"]),  # shares: to the next ten
        (False, None, [], []),  # numbers: where Word decides
        (False, 2500.0, ["2500"], []),
    ],
)
def test_l_axe_part_de_zero_et_finit_ou_il_faut(
    pourcent: bool, plafond: float | None, fin: list[str], pas: list[str]
) -> None:
    valeurs_ = [0.12, 0.224] if pourcent else [12, 224]
    dessin = Chart(
        "T",
        ChartKind.COLONNES,
        ["a", "b"],
        [ChartSeries("S", valeurs_)],
        "Un message clair",
        pourcent=pourcent,
        plafond=plafond,
    )
    root = xml(draw_chart(dessin, LARGEUR))
    assert valeurs(root, f".//{C}valAx/{C}scaling/{C}min") == ["0"]
    assert valeurs(root, f".//{C}valAx/{C}scaling/{C}max") == fin
    assert valeurs(root, f".//{C}valAx/{C}majorUnit") == pas


def test_police_et_etiquettes() -> None:
    root = xml(draw_chart(graphique(ChartKind.BARRES), LARGEUR))
    assert {int(p.get("sz", "0")) for p in root.iter(f"{A}defRPr")} == {1000}  # 10 points
    assert {p.get("typeface") for p in root.iter(f"{A}latin")} == {"Arial"}
    assert [n.get("formatCode") for n in root.findall(f".//{C}dLbls/{C}numFmt")] == ["0.0\\ %"]


@pytest.mark.parametrize("genre", list(ChartKind))
def test_chaque_categorie_a_son_libelle(genre: ChartKind) -> None:
    """Left to itself, Word shows one long label out of two."""
    assert valeurs(
        xml(draw_chart(graphique(genre, categories=["Un libellé " * 12] * 20), LARGEUR)),
        f".//{C}catAx/{C}tickLblSkip",
    ) == ["1"]


def test_la_hauteur_suit_les_categories() -> None:
    hauteurs = [
        draw_chart(graphique(categories=["x"] * n), LARGEUR).hauteur for n in (2, 6, 10)
    ]
    assert hauteurs == sorted(set(hauteurs))
    longues = draw_chart(
        graphique(categories=["un libellé très long " * 5] * 2), LARGEUR
    ).hauteur
    assert longues > hauteurs[0]
    assert draw_chart(graphique(categories=["x"] * 200), LARGEUR).hauteur <= 20 * EMU_PER_CM


def test_la_cible_est_une_serie_nommee() -> None:
    for genre in (ChartKind.BARRES, ChartKind.COLONNES, ChartKind.COURBE):
        noms = [
            tx.findtext(f".//{C}v")
            for tx in xml(draw_chart(graphique(genre, cible=0.85), LARGEUR)).iter(f"{C}tx")
        ]
        assert noms == ["Série 0", "Cible\u00a0: 85,0\u202f%"]


def test_un_segment_mince_n_a_pas_d_etiquette() -> None:
    series = [
        ChartSeries("A", [0.97, 0.5], "satisfait"),
        ChartSeries("B", [0.03, 0.5], "insatisfait"),
    ]
    root = xml(
        draw_chart(
            Chart(
                "T",
                ChartKind.BARRES_EMPILEES,
                ["x", "y"],
                series,
                "Un message clair",
                pourcent=True,
            ),
            LARGEUR,
        )
    )
    assert [
        [int(val(d.find(f"{C}idx"), "val")) for d in s.findall(f"{C}dLbls/{C}dLbl")]
        for s in root.iter(f"{C}ser")
    ] == [[], [0]]


def _luminance(code: str) -> float:
    parts = [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    lineaires = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]


def contraste(a: str, b: str) -> float:
    """WCAG 2.1, relative luminance."""
    clair, sombre = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


@pytest.mark.parametrize(
    "voisins",
    [
        ("satisfait fort", "satisfait", "neutre", "insatisfait", "insatisfait fort"),
        ("satisfait", "insatisfait", "exclu"),
        ("courant", "precedent"),
        ("dans_le_delai", "hors_delai", "en_cours", "depasse"),
    ],
)
def test_deux_voisins_se_distinguent_sans_couleur(voisins: tuple[str, ...]) -> None:
    for avant, apres in pairwise(voisins):
        a, b = ROLES[avant], ROLES[apres]
        separes = contraste(a.fond, CONTOUR) >= 3 and contraste(b.fond, CONTOUR) >= 3
        assert contraste(a.fond, b.fond) >= 3 or separes, (avant, apres)


def test_les_deux_bouts_d_une_echelle_se_distinguent_en_gris() -> None:
    """« Très satisfait » and « Très insatisfait », apart in the legend, on a black and white copy:
    by how dark they are, and by the hatching of one of them.
    """
    haut, bas = ROLES["satisfait fort"], ROLES["insatisfait fort"]
    assert contraste(haut.fond, bas.fond) >= 3
    assert bool(haut.hachure) != bool(bas.hachure)
    for avant, apres in combinations(("satisfait fort", "satisfait", "insatisfait fort"), 2):
        assert contraste(ROLES[avant].fond, ROLES[apres].fond) >= 1.8


@pytest.mark.parametrize("role", ["courant", "ancien"])
def test_une_courbe_se_lit_sur_la_page(role: str) -> None:
    """A line has no outline (RGAA 3.3)."""
    assert contraste(ROLES[role].fond, BLANC) >= 3


@pytest.mark.parametrize("teinte", [*ROLES.values(), *PAR_RANG])
def test_on_lit_sur_chaque_couleur(teinte: Tint) -> None:
    assert contraste(teinte.texte, teinte.fond) >= 4.5
    assert not teinte.hachure or contraste(teinte.texte, teinte.hachure) >= 4.5


def test_dans_le_document() -> None:
    pret, _ = Template.load("essai.docx", modele("{{p bloc }}"), {})
    assert pret is not None
    vide = Chart("Vide", ChartKind.BARRES, ["a"], [ChartSeries("S", [None])], "rien à montrer")
    bloc = Block((graphique(), vide, graphique(ChartKind.COURBE)))
    data = pret.render({"bloc": bloc}, titre="E", createur="P", date=dt.date(2026, 12, 10)).data
    # no empty frame
    assert lignes(data) == [
        "Graphique\u00a01 – Taux par site",
        "",
        "Graphique\u00a02 – Taux par site",
        "",
    ]
    dessins = list(
        partie(data).iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    )
    assert [d.get("id") for d in dessins] == ["1", "2"]
    assert {d.get("descr") for d in dessins} == {"Privas est en tête avec 30 %."}
    assert [nom for nom in parties(data) if "embeddings" in nom] == [
        "word/embeddings/classeur1.xlsx",
        "word/embeddings/classeur2.xlsx",
    ]
    assert not list(partie(data).iter(f"{W}pict"))


def test_deterministe_et_leger() -> None:
    un = graphique(ChartKind.BARRES_EMPILEES, series=4)
    dessine = draw_chart(un, LARGEUR)
    assert draw_chart(un, LARGEUR) == dessine
    assert len(dessine.xml) + len(dessine.classeur) < 40_000


def test_une_serie_trop_courte_est_un_defaut_du_programme() -> None:
    with pytest.raises(ValueError, match="values"):
        draw_chart(
            Chart(
                "T", ChartKind.BARRES, ["a", "b"], [ChartSeries("S", [1])], "Un message clair"
            ),
            LARGEUR,
        )
