"""The minutes for publication: bodies and functions only, whatever was typed where
(docs/rules/privacy.md#publication).
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.documents.anonymat import RETIRE, Masque, Nom
from clu_batch.documents.noms_connus import build_masque, collect_noms, list_variants
from clu_batch.kernel import politesse
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import Invite, Membre, Presence, Reunion, Suppleance
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.session.test_pipeline import TENUE, a_corriger_de, documents_de, snapshot
from tests.support.folders import ROOT
from tests.support.meeting import DECEMBRE, registre, simple
from tests.support.word_files import W, lignes, partie, parties

ICI = "[La présidente, Union]"


def masque(text: str, *connus: str | tuple[str, str]) -> str:
    """A text once these names (or name and first name) are hidden."""
    known = [Nom(nom, None, ICI) if isinstance(nom, str) else Nom(*nom, ICI) for nom in connus]
    return Masque(known).mask_text(text)


@pytest.mark.parametrize(
    ("text", "connus", "attendu"),
    [
        ("Canari demande la parole.", ["Canari"], f"{ICI} demande la parole."),
        (
            "L’avis de CANARI, de canari et de Cânàri.",
            ["Canari"],
            f"L’avis de {ICI}, de {ICI} et de {ICI}.",
        ),
        (
            "Les canaris, Canarienne et Macanari restent.",
            ["Canari"],
            "Les canaris, Canarienne et Macanari restent.",
        ),
        ("Mme Canari, M. Canari, Monsieur\u00a0Canari", ["Canari"], f"{ICI}, {ICI}, {ICI}"),
        # a first name that nobody typed
        ("Mme Claire Canari a parlé.", ["Canari"], f"{ICI} a parlé."),
        (
            "Claire Canari, C. Canari, CANARI Claire",
            [("Canari", "Claire")],
            f"{ICI}, {ICI}, {ICI}",
        ),
        ("Claire reste, elle.", [("Canari", "Claire")], "Claire reste, elle."),
        ("Canari-Mésange et Mésange Canari", ["Canari"], f"{ICI} et Mésange {ICI}"),
        ("La rue Saint-Canari", ["Canari"], "La rue Saint-Canari"),
        (
            "Mésange Canari, Mésange-Canari, mesange canari",
            ["Mésange-Canari"],
            f"{ICI}, {ICI}, {ICI}",
        ),
        # a street, a place, a common word with a capital
        ("La rue Canari, l’avenue Claire Canari", [("Canari", "Claire")], "{0}"),
        (
            "La rue du Docteur Canari et M. Canari",
            ["Canari"],
            f"La rue du Docteur Canari et {ICI}",
        ),
        ("Petit à petit, le Petit Guide, Petit-déjeuner", ["Petit"], "{0}"),
        ("Garde des sceaux, Mars 2026, mars", ["Garde", "Mars"], "{0}"),
        (
            "Bureau de l’accueil, BUREAU DU COURRIER, chef du Bureau, Bureau Accueil",
            ["Bureau"],
            "{0}",
        ),
        ("Bureau parle, l’avis de Bureau", ["Bureau"], f"{ICI} parle, l’avis de {ICI}"),
        ("Blanc et Petit de l’UFC", ["Blanc", "Petit"], f"{ICI} et {ICI} de l’UFC"),
        # the first name goes with the name
        (
            "J.P. Canari, JP Canari, Jean Canari",
            [("Canari", "Jean-Pierre")],
            f"{ICI}, {ICI}, {ICI}",
        ),
        (
            "Canari (Claire), Canari, Claire, CANARI C.",
            [("Canari", "Claire")],
            f"{ICI}, {ICI}, {ICI}",
        ),
        ("M.Canari", ["Canari"], ICI),
        # after a civility, a name that no sheet knows
        ("M. Geai, du public, et Mme Anne de Merle-Noir.", [], "{R}, du public, et {R}."),
        ("MM. Geai et J. Merle, Me Merle, Mme d’Oie", [], "{R}, {R}, {R}"),
        ("Mme Y. Le comité, M. X.", [], "{R}. Le comité, {R}."),
        ("madame Geai, M.Geai, Dr. Geai et Mme. Geai", [], "{R}, {R}, {R} et {R}"),
        ("La M.D.P.H., madame la préfète et messieurs les maires", [], "{0}"),
        ("Madame La Présidente, Monsieur le Préfet, Mesdames,", [], "{0}"),
        ("d'Oiseau, d’Oiseau, D’OISEAU", ["d’Oiseau"], f"{ICI}, {ICI}, {ICI}"),
        ("Cœur et Coeur", ["Cœur"], f"{ICI} et {ICI}"),
        ("De la Mare et DE LA MARE", ["de La Mare"], f"{ICI} et {ICI}"),
        (
            "Un petit groupe ; Petit préside, Mme petit aussi.",
            ["Petit"],
            f"Un petit groupe ; {ICI} préside, {ICI} aussi.",
        ),
        ("Le directeur a dit à M. Lê : le 12.", ["Lê"], f"Le directeur a dit à {ICI} : le 12."),
        (
            "Canari, qui suit Canari Mésange",
            ["Canari", "Canari Mésange"],
            f"{ICI}, qui suit {ICI}",
        ),
        ("(Canari) « Canari » Canari’s", ["Canari"], f"({ICI}) « {ICI} » {ICI}’s"),
        ("Rien à cacher.", [], "Rien à cacher."),
        ("a.+b", ["a.+b"], ICI),
    ],
)
def test_a_known_name_gives_way_as_a_whole_word(
    text: str, connus: Sequence[str | tuple[str, str]], attendu: str
) -> None:
    assert masque(text, *connus) == attendu.replace("{0}", text).replace("{R}", RETIRE)


MEMBRE = Membre("UFC", "Usagers", "La présidente", "Union", nom="Canari", prenom="Claire")


def connus(**champs: object) -> dict[str, str]:
    """The names known of a register with this committee, and what stands in their place."""
    return {nom.nom: simple(nom.remplacant) for nom in collect_noms(registre(**champs))}


def test_every_name_of_the_four_sheets_is_known_with_its_function_and_its_body() -> None:
    found = connus(
        membres=(MEMBRE,),
        invites=(Invite(DECEMBRE, None, None, nom="Mésange", fonction="Le maire"),),
        suppleances=(Suppleance(DECEMBRE, "UFC", nom="Pinson", fonction="Le trésorier"),),
        presences=(
            Presence(
                DECEMBRE,
                "UFC",
                membre="UFC",
                statut=StatutDePresence.SUPPLEE,
                nom="M. Yves PINSON",
            ),
            Presence(DECEMBRE, "Presse", statut=StatutDePresence.PRESENT, nom="Claire de Mars"),
            Presence(DECEMBRE, "Midi", statut=StatutDePresence.PRESENT, nom="Geai"),
        ),
    )
    assert found == {
        "Canari": "[La présidente, Union]",
        "Mésange": "[Le maire]",
        "Pinson": "[Le trésorier, Union]",
        "Yves PINSON": "[Le trésorier, Union]",
        "Claire de Mars": "[Presse]",
        "de Mars": "[Presse]",
        "Geai": "[Midi]",
    }


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Mme CANARI-MÉSANGE", "{}"),
        ("Madame Canari-Mésange", "{}"),
        ("Claire CANARI MÉSANGE", "{}"),
        ("Canari‑Mésange Claire", "{}"),
        ("Mme\u00a0CANARI-MÉSANGE", "{}"),
        ("Mme Canari", "{}"),
        ("Mme Claire Mésange", "{}"),
        ("C. Mésange", "{}"),
        ("Claire Canari", "{}"),
        ("la rue du Canari", "la rue du Canari"),
        ("Canari et Mésange", "{} et {}"),
        ("Maison Mésange-Pinson", "Maison Mésange-Pinson"),
    ],
)
def test_a_compound_name_is_known_in_capitals_and_by_halves(texte: str, attendu: str) -> None:
    membre = Membre("X", "C", "La présidente", "Union", prenom="Claire", nom="CANARI-MÉSANGE")
    noms = collect_noms(registre(membres=(membre,)))
    assert Masque(noms).mask_text(texte) == attendu.replace("{}", ICI)


def test_two_people_of_one_name_are_both_said_and_no_replacement_names_anyone() -> None:
    autre = Membre("X", "Usagers", "Le délégué", "Fondation Canari", nom="CANARI")
    assert connus(membres=(MEMBRE, autre)) == {"Canari": "[La présidente, Union ou Le délégué]"}


def test_who_presides_is_known_by_name_the_town_and_the_prefecture_are_not() -> None:
    known = registre(
        membres=(Membre("X", "C", "La présidente", "Union", nom="Gard"),),
        reunions=(Reunion(DECEMBRE, presidence="M. Paul GEAI, secrétaire général"),),
    )
    known = replace(
        known, parametres=replace(known.parametres, prefecture="Préfecture du Gard")
    )
    text = "Paul Geai et Mme Gard, de la préfecture du Gard."
    said = f"[la présidence de la séance] et {ICI}, de la préfecture du Gard."
    assert build_masque(known).mask_text(text) == said


# -- a run: a name in every column of text ---------------------------------------------------------

TEXTES = {
    "Ordre du jour": (
        "Point",
        "Présenté par",
        "Présentation",
        "Relevé des échanges",
        "Conclusion",
    ),
    "Propositions": ("Texte", "Réponse", "Service pilote"),
    "Documents types": (
        "Intitulé",
        "Service",
        "Question soumise",
        "Avis des représentants des usagers",
        "Suite donnée",
    ),
    "Modalités d'appui": (
        "Modalité",
        "Public visé",
        "Lieu",
        "Horaires",
        "Partenaire",
        "Évolution",
    ),
    "Réunions": ("Lieu", "Référence", "Présidence", "Prochaine réunion"),
    "Présences": ("Fonction",),
    "Invités": ("Fonction", "Organisme"),
}
NOMS = {
    "Composition": "Canari",
    "Invités": "Mésange",
    "Suppléances": "Pinson",
    "Présences": "Claire LORIOT",
}


def feuille(book: openpyxl.Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.fixture(scope="module")
def classeurs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, the variant asked for, names where people type them and where they should
    not.
    """
    folder = shutil.copytree(
        ROOT / "workbooks", tmp_path_factory.mktemp("classeurs") / "workbooks"
    )
    book = openpyxl.load_workbook(folder / "parametres.xlsx")
    for row in book["Paramètres"].iter_rows():
        if row[0].value == "Compte rendu pour publication":
            row[1].value = "oui"
        if row[0].value == "Tableaux dans le compte rendu":
            row[1].value = "complets"  # as many texts as can be
    book.save(folder / "parametres.xlsx")
    book = openpyxl.load_workbook(folder / "comite.xlsx")
    for sheet in sorted({*TEXTES, *NOMS}):
        ws = feuille(book, sheet)
        headers = {
            str(cell.value): number for number, cell in enumerate(next(ws.iter_rows()), 1)
        }
        for line in range(2, ws.max_row + 1):
            if ws.cell(line, 1).value is None:
                continue
            for header in TEXTES.get(sheet, ()):
                cell = ws.cell(line, headers[header])
                ws.cell(
                    line,
                    headers[header],
                    f"{cell.value or 'Texte'} selon Mme Canari, MESANGE, pinson et Loriot",
                )
            if sheet in NOMS and line == 2:
                ws.cell(line, headers["Nom"], NOMS[sheet])
    book.save(folder / "comite.xlsx")
    return folder


@pytest.fixture(scope="module")
def sortie(classeurs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    run(classeurs, out)
    return out


def run(classeurs: Path, out: Path) -> None:
    options = Options(
        None,
        None,
        dt.date(2027, 3, 1),
        classeurs,
        out.parent / "modeles",
        out,
        verifier_seulement=False,
    )
    resultat = pipeline.run_session(options, lambda number, total, text: None)
    assert list(resultat.defects) == []


def variante(sortie: Path) -> bytes:
    return (sortie / TENUE / f"{TENUE}_Compte-rendu_publication.docx").read_bytes()


def test_no_part_of_the_variant_names_anybody(sortie: Path) -> None:
    minutes = "\n".join(lignes((sortie / TENUE / f"{TENUE}_Compte-rendu.docx").read_bytes()))
    assert all(name in minutes for name in ("Canari", "MESANGE", "LORIOT")), "the canaries sing"
    for name, data in parties(variante(sortie)).items():
        text = data.decode("utf-8", "replace").casefold()
        assert [
            bird
            for bird in ("canari", "mesange", "mésange", "pinson", "loriot")
            if bird in text
        ] == [], name


def test_what_replaces_a_name_is_highlighted(sortie: Path) -> None:
    runs = list(partie(variante(sortie)).iter(f"{W}r"))
    said = {
        "".join(t.text or "" for t in run.iter(f"{W}t")): (
            run.find(f"{W}rPr/{W}highlight") is not None
        )
        for run in runs
    }
    # a long title is cut
    brackets = {
        text: marked for text, marked in said.items() if "[" in text and "…" not in text
    }
    assert len(brackets) >= 3
    assert all(brackets.values())


def test_each_name_is_listed_at_its_cell_and_the_document_is_to_be_read(sortie: Path) -> None:
    told = [
        row for row in a_corriger_de(sortie, TENUE) if "compte rendu pour publication" in row[5]
    ]
    assert {row[0] for row in told} == {"à vérifier"}
    # names that are replaced alike are one line, which lists their sheets and their headers
    found = {
        (sheet, header)
        for row in told
        for sheet in row[2].split("; ")
        for header in row[4].split("; ")
    }
    printed = {(sheet, header) for sheet, headers in TEXTES.items() for header in headers} - {
        ("Ordre du jour", "Présentation"),  # the pack alone prints it
        ("Documents types", "Question soumise"),
        ("Documents types", "Service"),
        ("Modalités d'appui", "Horaires"),
        ("Invités", "Fonction"),
    }
    assert printed - found == set()
    assert all(row[3] for row in told if row[2])
    remark = simple(documents_de(sortie, TENUE)[f"{TENUE}_Compte-rendu_publication.docx"])
    assert remark.endswith("surlignés : à relire avant de publier")


def test_the_sending_sheet_says_what_may_be_published(sortie: Path) -> None:
    sheet = "\n".join(
        simple(line)
        for line in lignes((sortie / TENUE / f"{TENUE}_Fiche-envoi.docx").read_bytes())
    )
    assert f"À publier : « {TENUE}_Compte-rendu_publication.docx », sans les noms que" in sheet


def test_a_second_run_rewrites_nothing(classeurs: Path, sortie: Path) -> None:
    before = snapshot(sortie)
    run(classeurs, sortie)
    assert snapshot(sortie) == before


def test_the_variant_is_made_only_if_it_is_asked_for(tmp_path: Path) -> None:
    run(ROOT / "workbooks", tmp_path / "out")
    assert (tmp_path / "out" / TENUE / f"{TENUE}_Compte-rendu.docx").exists()
    assert list((tmp_path / "out").rglob("*publication*")) == []


@pytest.mark.parametrize(
    ("nom", "prenom", "texte", "attendu"),
    [
        ("Membre du bureau", None, "Le membre du bureau parle.", "Le membre du bureau parle."),
        ("Le président", None, "Le président du comité", "Le président du comité"),
        ("M. le président", None, "M. le président ouvre.", "M. le président ouvre."),
        ("Présidente", None, "La Présidente", "La Présidente"),
        ("Maire", "Anne", "Anne Maire parle.", "[déléguée, UFC] parle."),
        ("Claire Mars du bureau", None, "L’avis du bureau.", "L’avis du bureau."),
        ("Claire Mars du bureau", None, "Mme Mars parle.", "[déléguée, UFC] parle."),
        ("Claire du Bureau", None, "Claire du Bureau parle.", "[déléguée, UFC] parle."),
        ("claire de mars", None, "Claire de Mars parle.", "[déléguée, UFC] parle."),
        ("MARS", None, "Mme MARS et Mars", "[déléguée, UFC] et [déléguée, UFC]"),
        ("Mars-Durand", "Claire", "Claire Durand", "[déléguée, UFC]"),
        ("Mars Durand", "Claire", "Claire Mars", "[déléguée, UFC]"),
        ("Mars épouse Durand", "Claire", "Mme Mars ou Durand", "{} ou {}"),
        ("Claire MARS (née DURAND)", None, "Mme Durand ou Mars", "{} ou {}"),
        ("MARS Claire", None, "Claire Mars", "{}"),
        (
            "de la Tour",
            "Jean",
            "M. Tour et Mme La Tour, La Tour Magne",
            "{} et {}, La Tour Magne",
        ),
        ("Canari-Mésange", "Zoé", "CANARI parle, Mésange aussi.", "{} parle, {} aussi."),
        ("Canari-Mésange", "Zoé", "Un canari, des mésanges", "Un canari, des mésanges"),
        ("Le Merle-Oie", "Zoé", "Le guichet ; LE COMITÉ ; Oie", "Le guichet ; LE COMITÉ ; {}"),
        ("Ly-Merle", "Zoé", "Ly, Mme Ly", "Ly, {}"),
        ("Présidente UFC", None, "L’UFC parle.", "L’UFC parle."),
        ("de la Tour", "Jean", "M. de la Tour", "[déléguée, UFC]"),
    ],
)
def test_a_function_is_no_name_and_a_name_is_masked(
    nom: str, prenom: str | None, texte: str, attendu: str
) -> None:
    noms = list_variants(nom, prenom, "déléguée", "UFC")
    said = attendu.replace("{}", "[déléguée, UFC]")
    assert Masque(list(noms)).mask_text(texte) == said


@pytest.mark.parametrize(
    ("bodies", "attendu"),
    [
        (("A",), "[déléguée, A]"),
        (("A", "B"), "[déléguée, A ou déléguée, B]"),
        (("A", "B", "C"), "[nom retiré]"),
        (("A", "B", "C", "D"), "[nom retiré]"),
        (("A", "A", "A"), "[déléguée, A]"),
    ],
)
def test_more_than_two_people_called_alike_are_not_listed(
    bodies: Sequence[str], attendu: str
) -> None:
    membres = [
        Membre(f"M{rang}", "Usagers", "déléguée", body, nom="Mars")
        for rang, body in enumerate(bodies)
    ]
    known = replace(registre(), comite=replace(registre().comite, membres=tuple(membres)))
    masque = Masque(collect_noms(known))
    assert masque.mask_text("Mme Mars parle.") == f"{attendu} parle."


@pytest.mark.parametrize(
    ("nom", "fonction"),
    [
        ("Membre du bureau", True),
        ("Le président", True),
        ("l’adjointe", True),
        ("M. le directeur adjoint", True),
        ("Médiatrice", True),
        ("NOM D’EXEMPLE", False),
        ("Claire MARS", False),
        ("Président UFC", False),
        ("Mme Martin", False),
        ("de la Tour", False),
        ("", False),
    ],
)
def test_a_function_typed_as_a_name_is_told_apart(nom: str, fonction: bool) -> None:
    assert politesse.is_fonction_for_a_name(nom) is fonction
