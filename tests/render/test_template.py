"""From a template and a context to the bytes of a document."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from clu_batch.kernel import french
from clu_batch.kernel.content import (
    Block,
    Chart,
    ChartKind,
    ChartSeries,
    Heading,
    ItemList,
    Missing,
    Paragraph,
    PrintedColumn,
    PrintedTable,
)
from clu_batch.kernel.problems import Place
from clu_batch.render import RenderedDocument, Template
from tests.support.word_files import W, lignes, modele, mots, partie, parties, val

FILTRES: Mapping[str, Callable[..., object]] = {
    "date": french.format_short_date,
    "date_longue": french.format_long_date,
    "date_nue": french.format_date,
    "heure": french.format_hour,
    "pluriel": french.format_count,
}
JEUDI = dt.date(2026, 12, 10)


@dataclass(frozen=True)
class Reunion:
    date: dt.date = JEUDI
    heure: dt.time | None = dt.time(14, 30)
    lieu: str | Missing = "salle Jean-Moulin"


def charge(*paragraphes: str | tuple[str, int], **options: Any) -> Template:
    data = modele(*paragraphes, **options)
    pret, problems = Template.load("essai.docx", data, FILTRES)
    assert not problems
    assert pret is not None
    return pret


def rendu(
    pret: Template, contexte: Mapping[str, object], **options: object
) -> RenderedDocument:
    said: dict[str, Any] = {
        "titre": "Essai",
        "createur": "Préfecture",
        "date": JEUDI,
        **options,
    }
    return pret.render(contexte, **said)


def texte(gabarit: str, **contexte: object) -> str:
    """What one paragraph of template prints."""
    return "\n".join(lignes(rendu(charge(gabarit), contexte).data))


@pytest.mark.parametrize(
    ("gabarit", "valeur", "imprime"),
    [
        ("Le {{ x }}.", JEUDI, "Le 10\u00a0décembre\u00a02026."),
        ("Le {{ x | date }}.", JEUDI, "Le 10/12/2026."),
        ("Le {{ x | date_longue }}.", JEUDI, "Le jeudi 10\u00a0décembre\u00a02026."),
        ("À {{ x }}.", dt.time(14, 30), "À 14\u202fh\u202f30."),
        ("{{ x }} réponses", 1234, "1\u202f234 réponses"),
        ("{{ x }} %", 0.5, "0,5 %"),
        ("{{ x }}", True, "oui"),
        ("{{ X }}", "capitale d’autocorrection", "capitale d’autocorrection"),
        ("{% If x == 'A' %}oui{% Endif %}", "A", "oui"),
        ("[{{ x }}]", "A & B <w:p> {{ y }} {% z %}", "[A & B <w:p> {{ y }} {% z %}]"),
        ("[{{ x }}]", "un\ndeux\ttrois   quatre", "[un deux trois quatre]"),
        ("[{{ x }}]", "a\x00b\x0bc\ud800d\ufdd0e\ufffef😀", "[ab cdef😀]"),
        ("[{{ x }}]", "é" * 5000, f"[{'é' * 5000}]"),
        ("[{{ x }}]", None, "[À COMPLÉTER]"),
        ("[{{ x }}]", float("nan"), "[À COMPLÉTER]"),
        ("[{{ x | date }}]", None, "[À COMPLÉTER]"),
        ("[{{ x }}]", Missing("lieu & heure"), "[À COMPLÉTER\u00a0: lieu & heure]"),
        ("[{{ x | upper }}]", Missing("lieu"), "[À COMPLÉTER\u00a0: lieu]"),
        ("[{{ 'à ' ~ x }}]", Missing("lieu"), "[(À COMPLÉTER\u00a0: lieu)]"),
        ("[{{ x.nom }}]", Missing("membre"), "[À COMPLÉTER\u00a0: membre]"),
        ("[{{ x | join(', ') }}]", ["A & B", None], "[A & B, À COMPLÉTER]"),
        ("[{{ x | default('—') }}]", None, "[—]"),
        ("{% if x %}oui{% else %}non{% endif %}", None, "non"),
        ("{{ x.lieu }} {{ x['lieu'] }}", {"lieu": "Privas"}, "Privas Privas"),
        ("{% for m in x %}{{ m.lieu }};{% endfor %}", [{"lieu": "A"}, {"lieu": "B"}], "A;B;"),
    ],
)
def test_une_valeur_imprimee(gabarit: str, valeur: object, imprime: str) -> None:
    assert texte(gabarit, x=valeur) == imprime


def test_ce_qui_manque_est_surligne_et_releve() -> None:
    ou = Place("comite.xlsx", "Réunions", "D4")
    fait = rendu(
        charge("Réunion à {{ reunion.lieu }}, {{ reunion.heure }}."),
        {"reunion": Reunion(heure=None, lieu=Missing("lieu", ou))},
    )
    surlignes = [
        mots(r)
        for r in partie(fait.data).iter(f"{W}r")
        if r.find(f"{W}rPr/{W}highlight") is not None
    ]
    assert surlignes == ["À COMPLÉTER\u00a0: lieu", "À COMPLÉTER"]
    assert fait.manquants == (Missing("lieu", ou), Missing("balise « reunion.heure »"))


def test_le_surlignage_garde_l_allure_du_passage() -> None:
    data = modele("x")
    look = b'<w:rPr><w:b/><w:color w:val="FFFFFF"/><w:sz w:val="30"/></w:rPr>'
    gras = parties(data)["word/document.xml"].replace(
        b"<w:r><w:t>x</w:t>", b"<w:r>" + look + b"<w:t>a {{ x }} b</w:t>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for nom, contenu in parties(data).items():
            archive.writestr(nom, gras if nom == "word/document.xml" else contenu)
    pret, _ = Template.load("essai.docx", buffer.getvalue(), FILTRES)
    assert pret is not None
    looks = [run.find(f"{W}rPr") for run in partie(rendu(pret, {"x": None}).data).iter(f"{W}r")]
    assert [
        [child.tag.removeprefix(W) for child in look] for look in looks if look is not None
    ] == [
        ["b", "color", "sz"],
        ["b", "color", "sz", "highlight"],
        ["b", "color", "sz"],
    ]
    # white letters on yellow could not be read
    assert [val(look.find(f"{W}color")) for look in looks if look is not None] == [
        "FFFFFF",
        "000000",
        "FFFFFF",
    ]


@pytest.mark.parametrize(
    ("gabarit", "code"),
    [
        ("{{ reunion.lieux }}", "modele-nom-inconnu"),
        ("{{ reunion }}", "modele-balise-ensemble"),
        ("{{ reunion.date / 2 }}", "modele-balise-sans-resultat"),
    ],
)
def test_ce_qui_ne_se_voit_qu_au_remplissage_retient_le_document(
    gabarit: str, code: str
) -> None:
    fait = rendu(charge("Objet de la réunion", gabarit), {"reunion": Reunion()})
    assert (fait.data, [problem.code for problem in fait.problems]) == (None, [code])


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"texte", modele("x")[:2000]],
    ids=["vide", "en-tete", "texte", "coupe"],
)
def test_un_fichier_qui_n_est_pas_un_document(data: bytes) -> None:
    pret, problems = Template.load("essai.docx", data, FILTRES)
    assert (pret, [problem.code for problem in problems]) == (None, ["modele-illisible"])


def test_une_condition_sur_deux_paragraphes_est_admise() -> None:
    pret = charge("avant {% if x %}un", "deux{% endif %} après")
    assert lignes(rendu(pret, {"x": True}).data) == ["avant un", "deux après"]
    assert lignes(rendu(pret, {"x": False}).data) == ["avant  après"]


def test_bloc_seul_dans_son_paragraphe_ou_au_milieu() -> None:
    bloc = Block((Paragraph("un"), Paragraph("deux")))
    assert texte("{{p x }}", x=bloc) == "un\ndeux"
    assert texte("{{ x }}", x=bloc) == "un\ndeux"
    assert texte("avant {{ x }} après", x=bloc) == "avant  après\nun\ndeux"
    assert texte("{{p x }}", x="texte nu") == "texte nu"
    assert texte("avant", x=Block()) == "avant"


def test_paragraphes_vides_et_cellules() -> None:
    pret = charge(
        "{% if x %}jamais{% endif %}",
        "{%p if x %}",
        "jamais",
        "{%p endif %}",
        "fin",
        tableau=[["{% if x %}jamais{% endif %}", "{{ vide }}"]],
    )
    assert lignes(rendu(pret, {"x": False, "vide": ""}).data) == ["fin", "—", "—"]


def test_cellule_videe_par_une_balise_de_paragraphe() -> None:
    data = modele("fin", tableau=[["a", "b"]])
    document = parties(data)["word/document.xml"]
    assert document.count(b"<w:r><w:t>b</w:t></w:r>") == 1
    pret = charge("fin", tableau=[["a", "{{p x }}"]])
    cellules = list(partie(rendu(pret, {"x": Block()}).data).iter(f"{W}tc"))
    assert [cell[-1].tag for cell in cellules] == [f"{W}p", f"{W}p"]
    assert lignes(rendu(pret, {"x": Block()}).data) == ["fin", "a", "—"]


def test_tableau_sans_ligne() -> None:
    boucle = [["{%tr for m in membres %}", ""], ["{{ m }}", "x"], ["{%tr endfor %}", ""]]
    assert lignes(rendu(charge("fin", tableau=boucle), {"membres": ["A", "B"]}).data) == [
        "fin",
        "A",
        "x",
        "B",
        "x",
    ]
    vide = partie(rendu(charge("fin", tableau=boucle), {"membres": []}).data)
    assert not list(vide.iter(f"{W}tbl"))


def test_entete_de_page_et_titre_long() -> None:
    long = "mot " * 60
    fait = rendu(
        charge(("{{ titre }}", 1), entete="{{ prefecture }}"),
        {"titre": long, "prefecture": "Ardèche"},
    )
    entetes = [nom for nom in parties(fait.data) if nom.startswith("word/header")]
    assert [lignes(fait.data, nom) for nom in entetes] == [["Ardèche"]]
    court, entier = lignes(fait.data)
    assert len(court) <= 120
    assert court.endswith("mot…")
    assert entier == long.strip()


@pytest.mark.parametrize(
    ("point", "liens", "en_liste"),
    [
        ("https://exemple.fr/a " + "et des mots " * 20, 2, False),
        ("- " + "un point de liste " * 10, 0, True),
    ],
)
def test_le_texte_entier_d_un_titre_coupe_est_mis_en_forme_comme_un_autre(
    point: str, liens: int, en_liste: bool
) -> None:  # a column of the table
    root = partie(rendu(charge(("{{ point }}", 1)), {"point": point}).data)
    entier = list(root.iter(f"{W}p"))[1]
    found = list(root.iter(f"{W}hyperlink"))
    assert len(found) == liens
    assert all(mots(lien) for lien in found)
    assert (entier.find(f"{W}pPr/{W}numPr") is not None) is en_liste


def test_adresse_dans_un_texte_devient_un_lien_nomme() -> None:
    fait = rendu(
        charge("Lien : {{ x }}"), {"x": "voir https://visio.exemple.fr/salle?a=1&b=2."}
    )
    assert lignes(fait.data) == ["Lien\u00a0: voir site visio.exemple.fr."]
    assert (
        b'Target="https://visio.exemple.fr/salle?a=1&amp;b=2"'
        in parties(fait.data)["word/_rels/document.xml.rels"]
    )


@pytest.mark.parametrize(
    ("saisi", "imprime"),
    [
        ("- point", "point"),
        ("• point", "point"),
        ("1) point", "1) point"),
        ("ou son…", "ou son…"),
    ],
)
def test_marqueur_de_liste_dans_une_balise(saisi: str, imprime: str) -> None:
    data = rendu(charge("{{ x }}"), {"x": saisi}).data
    assert lignes(data) == [imprime]
    assert bool(list(partie(data).iter(f"{W}numPr"))) == (saisi != "ou son…")


def test_ce_qui_suit_la_date_du_jour_n_est_pas_dit() -> None:
    pret = charge(
        "Le {{ date_document }} ({{ date_document | date }}), {{ limite | date }}, à {{ lieu }}, {{"
        " date_document }}."
    )

    def dit(jour: int, lieu: str, limite: int = 1) -> RenderedDocument:
        contexte = {
            "date_document": dt.date(2026, 11, jour),
            "lieu": lieu,
            "limite": dt.date(2026, 12, limite),
        }
        return rendu(pret, contexte, tait=("date_document",))

    assert dit(1, "Privas").dit == dit(2, "Privas").dit
    assert dit(1, "Privas").data != dit(2, "Privas").data
    assert dit(1, "Privas").dit != dit(1, "Annonay").dit
    assert dit(1, "Privas").dit != dit(1, "Privas", limite=2).dit
    assert lignes(dit(1, "Privas").data) == [
        "Le 1er\u00a0novembre\u00a02026 (01/11/2026), 01/12/2026, à Privas, "
        "1er\u00a0novembre\u00a02026."
    ]
    assert b"\xef\xb7\x91" not in parties(dit(1, "Privas").data)["word/document.xml"]


def test_memes_donnees_memes_octets_et_graphiques_dans_dit() -> None:
    def fait(valeur: float) -> RenderedDocument:
        graphique = Chart(
            "Taux",
            ChartKind.BARRES,
            ["A", "B"],
            [ChartSeries("S", [valeur, 0.5])],
            "Un message clair",
            pourcent=True,
        )
        return rendu(
            charge("{{p x }}"),
            {"x": Block((Heading("Un", 1), ItemList(["a"], True), graphique))},
        )

    assert fait(0.25).data == fait(0.25).data
    assert fait(0.25).dit != fait(0.26).dit


def test_l_archive_ne_porte_ni_heure_ni_systeme() -> None:
    data = rendu(charge("x"), {}).data
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {(info.date_time, info.create_system) for info in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0)
        }
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_proprietes_neutres() -> None:
    contenu = parties(rendu(charge("x"), {}).data)
    core = contenu["docProps/core.xml"].decode()
    assert "<dc:title>Essai</dc:title><dc:creator>Préfecture</dc:creator>" in core
    assert core.count("2026-12-10T00:00:00Z") == 2
    assert b"python-docx" not in b"".join(contenu.values())
    assert not [
        nom
        for nom in contenu
        if "thumbnail" in nom or "stylesWithEffects" in nom or nom == "docProps/app.xml"
    ]


def test_document_valide_quoi_qu_on_y_mette(tmp_path: Path) -> None:
    torture = "<w:p>&amp; ]]> {{ x }} {% y %} \x01\x0c\ud83d 😀 \u202e" + "z" * 5000
    bloc = Block(
        (
            Heading(torture, 1),
            Paragraph(torture),
            ItemList([torture, "b"], True),
            PrintedTable(
                torture,
                [PrintedColumn(torture), PrintedColumn("b")],
                [[torture, ""]],
                [torture],
            ),
            Chart(
                torture[:40],
                ChartKind.BARRES,
                [torture[:60], "b"],
                [ChartSeries(torture[:60], [1, None])],
                torture,
            ),
        )
    )
    fait = rendu(
        charge("{{ x }} https://a.fr/{{ x }}", "{{p bloc }}", entete="{{ x }}"),
        {"x": torture, "bloc": bloc},
    )
    chemin = tmp_path / "torture.docx"
    assert fait.data is not None
    chemin.write_bytes(fait.data)
    assert OpenXmlValidator().validate(str(chemin)).errors == []
