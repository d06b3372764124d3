"""What is printed is what the control workbook holds, to the printed digit: sentences, tables,
charts and the workbooks behind them.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from clu_batch.documents.sections.repartitions import shorten_month
from clu_batch.kernel import french
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.conftest import WORKBOOKS
from tests.support.meeting import simple
from tests.support.prefecture import J, Prefecture
from tests.support.word_files import W

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TENDANCES = {"satisfaction.taux.global", "reclamations.taux_dans_delai"}
A_VENIR, TENUE = "2026-12-10_CLU", "2026-06-11_CLU"


def produire(classeurs: Path, sortie: Path) -> Path:
    """One run of the whole program, the templates restored from it."""
    options = Options(None, None, J, classeurs, sortie / "modeles", sortie / "output", False)
    resultat = pipeline.run_session(options, lambda number, total, text: None)
    assert list(resultat.defects) == []
    return options.sortie


@pytest.fixture(scope="module")
def exemple(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with two more meetings behind it, so that a trend is drawn."""
    folder = tmp_path_factory.mktemp("chiffres")
    classeurs = shutil.copytree(WORKBOOKS, folder / "workbooks")
    book = openpyxl.load_workbook(classeurs / "comite.xlsx")
    headers = [cell.value for cell in book["Réunions"][1]]
    for month, au in ((6, dt.date(2025, 4, 30)), (12, dt.date(2025, 10, 31))):
        held = {
            "Date": dt.date(2025, month, 11),
            "Heure": "14:30",
            "Lieu": "Nîmes",
            "Statut": "tenue",
            "Période du": dt.date(2024, 11, 1),
            "Période au": au,
            "Compte rendu envoyé le": dt.date(2025, month, 30),
            "Exemple": "oui",
        }
        book["Réunions"].append([held.get(str(header)) for header in headers])
    book.save(classeurs / "comite.xlsx")
    return produire(classeurs, folder)


# -- what the control workbook holds ---------------------------------------------------------------


@dataclass(slots=True)
class Controle:
    """Its figures: by the name under which a chart or a table shows them, and as every text that
    may print one of them.
    """

    reunion: dt.date
    valeurs: dict[str, set[float]] = field(default_factory=dict)
    ecrits: set[str] = field(default_factory=set)
    feuilles: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def nommer(self, nom: object, *valeurs: object) -> None:
        """File values under a name, as it is and as a chart shortens a month."""
        nombres = {float(v) for v in valeurs if isinstance(v, int | float)}
        for ecrit in {str(nom), shorten_month(str(nom))}:
            self.valeurs.setdefault(simple(ecrit), set()).update(nombres)

    def ecrire(self, valeur: object, *, pourcent: bool) -> None:
        """The texts that may print a value, rounded half up from what the cell shows."""
        if isinstance(valeur, int | float) and not isinstance(valeur, bool):
            exact = Decimal(repr(valeur))
            formes = (
                [f"{french.format_number(exact * 100, 1)} %"]
                if pourcent
                else [french.format_number(exact, 1)]
            )
            formes += (
                [french.format_number(int(exact))]
                if exact == exact.to_integral_value() and not pourcent
                else []
            )
            self.ecrits |= {signe(forme) for forme in formes}

    def ecart(self, valeur: object) -> None:
        """A change: with its sign in a table, without in a sentence."""
        if isinstance(valeur, int | float):
            exact = Decimal(repr(valeur))
            for decimales in (0, 1):
                self.ecrits |= {
                    signe(french.format_number(n, decimales)) for n in (exact, abs(exact))
                }
                self.ecrits |= (
                    {f"+{signe(french.format_number(exact, decimales))}"}
                    if exact > 0
                    else set()
                )


def signe(texte: str) -> str:
    return simple(texte).replace("\u2212", "-")


def controle(sortie: Path, dossier: str) -> Controle:
    book = openpyxl.load_workbook(sortie / dossier / f"{dossier}_Controle.xlsx")
    found = Controle(dt.date.fromisoformat(dossier[:10]))
    for sheet in book.worksheets:
        headers, *rows = sheet.iter_rows(values_only=True)
        found.feuilles[sheet.title] = [
            dict(zip(map(str, headers), row, strict=True)) for row in rows if row[0] != "Néant"
        ]
    book.close()
    for ligne in [
        ligne
        for nom in ("Indicateurs", "Répartitions", "Historique")
        for ligne in found.feuilles[nom]
    ]:
        _recueillir(found, ligne)
    reponses = next(
        ligne
        for ligne in found.feuilles["Indicateurs"]
        if ligne["Code"] == "satisfaction.reponses"
    )
    du, au = reponses["Période du"], reponses["Période au"]
    assert isinstance(du, dt.datetime)
    assert isinstance(au, dt.datetime)
    _recueillir_sources(found, du, au)
    for ligne in found.feuilles["Sources"]:
        for header in ("Lignes lues", "Retenues", "Écartées"):
            found.ecrire(ligne[header], pourcent=False)
        if isinstance(ligne["Empreinte"], str) and ligne["Classeur"] == "Paramètre en vigueur":
            found.ecrits |= {ligne["Empreinte"]}
    return found


def _ecart_a_la_cible(ligne: Mapping[str, object], echelle: int) -> float | None:
    """How far a figure is from its target, which L'essentiel says."""
    valeur, cible = ligne["Valeur"], ligne.get("Cible")
    if not isinstance(valeur, int | float) or not isinstance(cible, int | float):
        return None
    return float(abs(Decimal(repr(valeur)) - Decimal(repr(cible))) * echelle)


def _recueillir_sources(found: Controle, du: dt.datetime, au: dt.datetime) -> None:
    """How many forms each way of collecting gave, and how many answers to each tallied question."""
    book = openpyxl.load_workbook(WORKBOOKS / "satisfaction.xlsx")
    for feuille, date, quoi in (
        ("Réponses", "Date", "Mode de recueil"),
        ("Dépouillement", "Au", "Question"),
    ):
        headers, *rows = book[feuille].iter_rows(values_only=True)
        counts: Counter[object] = Counter()
        for row in rows:
            ligne = dict(zip(map(str, headers), row, strict=True))
            when = ligne[date]
            if isinstance(when, dt.datetime) and du <= when <= au:
                counts[ligne[quoi]] += int(str(ligne.get("Nombre") or 1))
        for nombre in counts.values():
            found.ecrire(nombre, pourcent=False)
    book.close()


def _recueillir(found: Controle, ligne: Mapping[str, object]) -> None:
    numerateur, denominateur = ligne["Numérateur"], ligne["Dénominateur"]
    pourcent = ligne.get("Unité", "%" if denominateur is not None else "nombre") == "%"
    for header in ("Valeur", "Période précédente", "Cible"):
        found.ecrire(ligne.get(header), pourcent=pourcent)
    found.ecart(ligne.get("Écart"))
    found.ecart(_ecart_a_la_cible(ligne, 100 if pourcent else 1))
    if ".solde." in str(ligne["Code"]) and isinstance(ligne["Valeur"], int | float):
        found.ecart(float(Decimal(repr(ligne["Valeur"])) * 100))  # in points in the documents
    for nombre in (numerateur, denominateur):
        found.ecrire(nombre, pourcent=False)
    if isinstance(numerateur, int | float) and isinstance(denominateur, int | float):
        found.ecrits.add(
            f"{signe(french.format_number(int(numerateur)))} sur"
            f" {signe(french.format_number(int(denominateur)))}"
        )
    valeurs = (ligne["Valeur"], ligne.get("Période précédente"), ligne.get("Cible"))
    if "Modalité" in ligne:
        found.nommer(ligne["Modalité"], ligne["Valeur"])
        found.nommer(french.capitalise_first(str(ligne["Modalité"])), ligne["Valeur"])
        found.ecrits |= set(re.findall(r"\d+", str(ligne["Modalité"])))  # « 16 à 30 jours »
    elif "Réunion" in ligne:
        reunion = ligne["Réunion"]
        assert isinstance(reunion, dt.datetime)
        found.nommer(french.format_short_date(reunion.date()), ligne["Valeur"])
    else:
        found.nommer(str(ligne["Libellé"]).partition(" – ")[2] or ligne["Libellé"], *valeurs)
        found.nommer(str(ligne["Code"]).removeprefix("engagements."), *valeurs)
        if ligne["Code"] in TENDANCES:
            found.nommer(french.format_short_date(found.reunion), ligne["Valeur"])


# -- the charts ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Graphe:
    """A chart as Word shows it: the caches of its series; and what its workbook holds where each
    range points.
    """

    caches: Mapping[str, Sequence[str]]
    cellules: Mapping[str, Sequence[str]]
    series: Sequence[tuple[str, Sequence[tuple[str, float]]]]


def graphes(document: Path) -> Iterator[Graphe]:
    with zipfile.ZipFile(document) as archive:
        for nom in sorted(
            n for n in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", n)
        ):
            rels = etree.fromstring(
                archive.read(nom.replace("charts/", "charts/_rels/") + ".rels")
            )
            cible = str(rels[0].get("Target")).lstrip("/").removeprefix("../")
            livre = openpyxl.load_workbook(
                io.BytesIO(
                    archive.read(cible if cible.startswith("word/") else f"word/{cible}")
                )
            )
            yield _graphe(etree.fromstring(archive.read(nom)), livre)


def _graphe(root: etree._Element, livre: openpyxl.Workbook) -> Graphe:
    caches, cellules = {}, {}
    for ref in root.iter(f"{C}strRef", f"{C}numRef"):
        plage = str(ref.findtext(f"{C}f"))
        feuille, _, cells = plage.rpartition("!")
        caches[plage] = [
            str(v.text) if ref.tag == f"{C}strRef" else repr(float(str(v.text)))
            for v in ref.iter(f"{C}v")
        ]
        rows = livre[feuille.strip("'")][cells.replace("$", "")]
        flat = [
            cell for row in (rows if isinstance(rows, tuple) else ((rows,),)) for cell in row
        ]
        cellules[plage] = [
            str(c.value) if ref.tag == f"{C}strRef" else repr(float(str(c.value)))
            for c in flat
            if c.value is not None
        ]
    series = []
    for ser in root.iter(f"{C}ser"):
        categories = [str(v.text) for v in ser.iterfind(f"{C}cat//{C}v")]
        points = [
            (categories[int(str(p.get("idx")))], float(str(p.findtext(f"{C}v"))))
            for p in ser.iterfind(f"{C}val//{C}pt")
        ]
        series.append((str(ser.findtext(f"{C}tx//{C}v")), points))
    return Graphe(caches, cellules, series)


DESSINS = [(A_VENIR, "Dossier-de-seance", 12), (TENUE, "Dossier-de-seance", 9)]


@pytest.mark.parametrize(("dossier", "document", "au_moins"), DESSINS)
def test_every_point_of_every_chart_is_a_figure_of_the_control_workbook_under_its_name(
    exemple: Path, dossier: str, document: str, au_moins: int
) -> None:
    known, vus = controle(exemple, dossier), 0
    for graphe in graphes(exemple / dossier / f"{dossier}_{document}.docx"):
        assert graphe.caches == graphe.cellules
        for serie, points in graphe.series:
            for categorie, valeur in points:
                assert valeur in _valeurs(known, categorie) | _valeurs(known, serie), (
                    serie,
                    categorie,
                    valeur,
                )
                vus += 1
    assert vus >= 10 * au_moins


def _valeurs(known: Controle, nom: str) -> set[float]:
    """The values filed under the name of a category or of a series; « E1 – … » is the commitment
    E1, a modality of help its own row.
    """
    return known.valeurs.get(simple(nom), set()) | known.valeurs.get(
        simple(nom).partition(" – ")[0], set()
    )


# -- the words -------------------------------------------------------------------------------------

_MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_NON_CHIFFRES = re.compile(
    rf"\d{{1,2}}(?:er)?(?: (?:{_MOIS}))? (?:au )?\d{{0,2}} ?(?:{_MOIS})(?:"
    rf" \d{{4}})?|\d{{2}}/\d{{2}}/\d{{4}}|(?:{_MOIS}) \d{{4}}"
    r"|\d{1,2} h(?: \d{2})?|(?:Tableau|Graphique|Annexe) \d+|articles 641 et 642|Téléphone :"
    r" 0\d(?:\s\d\d){4}"
)
_N = r"\d{1,3}(?: \d{3})+|\d+"
_CHIFFRE = re.compile(
    rf"(?<![\w,.-])(?:{_N}) sur (?:{_N})(?![\d,])|[+-]?(?:{_N}),\d(?:"
    rf" %)?|(?<![\w,./-])[+-]?(?:{_N})(?![\w,./-])"
)

TEXTES = [
    (A_VENIR, "Dossier-de-seance", 500),
    (TENUE, "Dossier-de-seance", 500),
    (TENUE, "Compte-rendu", 100),
]


def paragraphes(document: Path) -> Iterator[str]:
    with zipfile.ZipFile(document) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for paragraph in root.iter(f"{W}p"):
        yield signe("".join(t.text or "" for t in paragraph.iter(f"{W}t")))


def messages(document: Path) -> Iterator[str]:
    """The alternative texts."""
    with zipfile.ZipFile(document) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    yield from (signe(str(e.get("descr"))) for e in root.iter() if e.get("descr"))


@pytest.mark.parametrize(("dossier", "document", "au_moins"), TEXTES)
def test_every_number_of_the_sentences_and_tables_is_in_the_control_workbook(
    exemple: Path, dossier: str, document: str, au_moins: int
) -> None:
    known = controle(exemple, dossier)
    # said once, for all the questions of the table
    connus = known.ecrits | {_somme(known, "exclus"), _somme(known, "non_reponses")}
    path = exemple / dossier / f"{dossier}_{document}.docx"
    inconnus, vus = [], 0
    for texte in (*paragraphes(path), *messages(path)):
        lus = [lu.strip() for lu in _CHIFFRE.findall(_NON_CHIFFRES.sub("", texte))]
        inconnus += [(lu, texte) for lu in lus if lu not in connus]
        vus += len(lus)
    assert inconnus == []
    assert vus >= au_moins


def _somme(known: Controle, quoi: str) -> str:
    lignes = [
        ligne
        for ligne in known.feuilles["Indicateurs"]
        if str(ligne["Code"]).startswith(f"satisfaction.{quoi}.")
    ]
    return signe(
        french.format_number(sum(int(float(str(ligne["Valeur"]))) for ligne in lignes))
    )


# -- 13/16 -----------------------------------------------------------------------------------------


def test_thirteen_out_of_sixteen_prints_81_3_everywhere(tmp_path: Path) -> None:
    classeurs = Prefecture()
    classeurs.taper("Dépouillement!C2", 11)  # with the two forms: 13 satisfied
    for _ in range(2):
        classeurs.feuille("Réponses").append((dt.date(2026, 3, 5), "Nîmes", "Insatisfait", 8))
    (tmp_path / "workbooks").mkdir()
    classeurs.ecrire(tmp_path / "workbooks")
    sortie = produire(tmp_path / "workbooks", tmp_path)
    [ligne] = [
        x
        for x in controle(sortie, A_VENIR).feuilles["Indicateurs"]
        if x["Code"] == "satisfaction.taux.Q1"
    ]
    assert (ligne["Valeur"], ligne["Numérateur"], ligne["Dénominateur"]) == (0.8125, 13, 16)
    dossier = sortie / A_VENIR / f"{A_VENIR}_Dossier-de-seance.docx"
    dits = list(paragraphes(dossier))
    assert "81,3 %" in dits  # a cell of its own
    assert any("13 sur 16 (81,3 %), peu de réponses" in dit for dit in dits)
    assert not any("81,2" in dit for dit in dits)
    points = [
        (nom, v, plage)
        for g in graphes(dossier)
        for _, p in g.series
        for nom, v in p
        for plage in [g]
        if v == 0.8125
    ]
    assert [nom for nom, _, _ in points if simple(nom) == "L’accueil"]
    assert all(
        "0.8125" in [v for cells in g.cellules.values() for v in cells] for _, _, g in points
    )
