"""Exports of other tools, dropped in the folder as they are and read as the sheets that
Équivalences says (docs/rules/workbooks.md#equivalences).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from clu_batch.check import Translated, translate
from clu_batch.kernel import french
from clu_batch.kernel.declaration import Where
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.equivalence import Equivalence
from clu_batch.kernel.frames import Cell, RawSheet
from clu_batch.kernel.problems import Place, Problem, Severity
from clu_batch.records.equivalences import LigneEquivalence
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.seances import build_without_reunion
from clu_batch.session.load import LoadedWorkbooks, load
from clu_batch.session.options import Options
from tests.conftest import write_workbook
from tests.support.columns import key, optional
from tests.support.raw_sheets import find_sheet, list_column, list_lines, raw_sheet

J = dt.date(2026, 11, 23)  # the period is then 1 November 2025 - 31 October 2026
ENTETE = ("Feuille", "Colonne", "Valeur", "Devient")
INDISPENSABLES = {"feuille-absente", "parametre-manquant", "sans-membre"}

SATISFACTION: dict[str, Sequence[Sequence[object]]] = {
    "Questions": [
        ["Code", "Libellé", "Échelle", "Question globale"],
        ["Q1", "L’amabilité de l’accueil", "Satisfaction", "non"],
        ["QG", "Dans l’ensemble, l’accueil de la préfecture", "Satisfaction", "oui"],
        ["N10", "Quelle note donnez-vous ?", "note 0-10", "non"],
    ],
    "Échelles": [
        ["Échelle", "Réponse possible", "Ordre", "Compte comme"],
        ["Satisfaction", "Très satisfait", 1, "satisfait"],
        ["Satisfaction", "Plutôt satisfait", 2, "satisfait"],
        ["Satisfaction", "Pas satisfait", 3, "insatisfait"],
        ["Satisfaction", "Sans objet", 4, "exclu"],
    ],
}


def instant(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> dt.datetime:
    """A date with its hour, as a cell of Excel holds it."""
    return dt.datetime(year, month, day, hour, minute, second)


def charge(
    folder: Path, *lines: Sequence[object], satisfaction: bool = False
) -> LoadedWorkbooks:
    """What the folder says once these lines stand in its Équivalences; the answers have three
    questions when `satisfaction`.
    """
    parametres: list[list[object]] = [
        ["Paramètre", "Valeur"],
        ["Délai de réponse", 15],
        ["Unité du délai de réponse", "jours calendaires"],
    ]
    write_workbook(folder / "parametres.xlsx", {"Paramètres": parametres})
    write_workbook(folder / "equivalences.xlsx", {"Équivalences": [ENTETE, *lines]})
    if satisfaction:
        write_workbook(folder / "satisfaction.xlsx", SATISFACTION)
    return load(Options(None, J, J, folder, folder, folder, True))


def dit(charge: LoadedWorkbooks) -> list[tuple[str, str, str]]:
    """Workbook and cell, header, kind of each problem; the sheets of the committee, which no test
    here has, are not spoken of.
    """
    found = [
        (str(p.place), p.colonne, p.code)
        for p in charge.problems
        if p.code not in INDISPENSABLES
    ]
    return sorted(found)


def chiffres(charge: LoadedWorkbooks, *codes: str) -> list[object]:
    """The figures of the last twelve complete months: (n, d) for a rate, the number otherwise."""
    found, _ = bilan_de_seance.compute_general(charge.registre, build_without_reunion(J))
    mesures = [found.indicateurs[code].mesure for code in codes]
    return [
        m.valeur if m.denominateur is None else (m.numerateur, m.denominateur) for m in mesures
    ]


def test_a_limesurvey_export_is_read_as_reponses(tmp_path: Path) -> None:
    """Comma, quotes, byte order mark, full headers with the code of the question; an answer given
    up midway has no date of submission.
    """
    (tmp_path / "results-survey492314.csv").write_bytes(
        (
            '\ufeff"id. ID de la réponse","submitdate. Date de soumission","lastpage. Dernière'
            ' page","startlanguage. Langue de départ","ipaddr. Adresse IP","G1Q1[SQ001]. Que'
            " pensez-vous de l'accueil ? [L'amabilité]\",\"G1Q2. Dans l'ensemble,\nêtes-vous"
            ' satisfait ?","G2Q1. Une note","LIEU. Où avez-vous été reçu(e) ?"\r\n"1","2026-03-12'
            ' 14:22:05","3","fr","192.0.2.7","Tout à fait satisfait(e)","Plutôt'
            ' satisfait","8","Accueil de Nîmes"\r\n"2","2026-03-13'
            ' 09:05:41","3","fr","192.0.2.8","Pas satisfait","Tout à fait'
            ' satisfait(e)","10","Sous-préfecture d\'Alès"\r\n"3","","1","fr","192.0.2.9","Tout à'
            ' fait satisfait(e)","","",""\r\n"4","2026-04-01'
            ' 18:59:59","3","fr","192.0.2.10","Plutôt satisfait","N/A","3","Accueil de Nîmes"\r\n'
        ).encode()
    )
    feuille = "results-survey492314"
    found = charge(
        tmp_path,
        [feuille, None, None, "Réponses"],
        [feuille, "id. ID de la réponse", None, "N°"],
        [feuille, "submitdate. Date de soumission", None, "Date"],
        [feuille, "G1Q1[SQ001]. Que pensez-vous de l'accueil ? [L'amabilité]", None, "Q1"],
        [
            feuille,
            "G1Q1[SQ001]. Que pensez-vous de l'accueil ? [L'amabilité]",
            "Tout à fait satisfait(e)",
            "Très satisfait",
        ],
        [feuille, "G1Q2. Dans l'ensemble, êtes-vous satisfait ?", None, "QG"],
        [
            feuille,
            "G1Q2. Dans l'ensemble, êtes-vous satisfait ?",
            "Tout à fait satisfait(e)",
            "Très satisfait",
        ],
        [feuille, "G1Q2. Dans l'ensemble, êtes-vous satisfait ?", "N/A", "Sans objet"],
        [feuille, "G2Q1. Une note", None, "N10"],
        [feuille, "LIEU. Où avez-vous été reçu(e) ?", None, "Site"],
        [feuille, "LIEU. Où avez-vous été reçu(e) ?", "Accueil de Nîmes", "Nîmes"],
        [feuille, "LIEU. Où avez-vous été reçu(e) ?", "Sous-préfecture d'Alès", "Alès"],
        satisfaction=True,
    )
    assert dit(found) == [
        (
            "results-survey492314.csv, results-survey492314!B4",
            "submitdate. Date de soumission",
            "cle-manquante",
        )
    ]
    read = find_sheet(found, "Réponses")
    assert list_column(read, "Date") == [
        dt.date(2026, 3, 12),
        dt.date(2026, 3, 13),
        dt.date(2026, 4, 1),
    ]
    assert list_column(read, "Site") == ["Nîmes", "Alès", "Nîmes"]
    assert not {"ipaddr. Adresse IP", "192.0.2.7"} & {
        str(value) for line in list_lines(read) for cell in line.items() for value in cell
    }
    codes = (
        "satisfaction.reponses",
        "satisfaction.taux.Q1",
        "satisfaction.taux.global",
        "satisfaction.exclus.QG",
        "satisfaction.moyenne.N10",
    )
    assert chiffres(found, *codes) == [3, (2, 3), (2, 2), 1, (21, 3)]


def test_a_sphinx_export_is_read_as_reponses(tmp_path: Path) -> None:
    """A workbook with a title above the headers, coded answers, dates of Excel and a second sheet
    that is not data.
    """
    write_workbook(
        tmp_path / "Accueil_2026.xlsx",
        {
            "Données": [
                ["Enquête accueil – export du 02/11/2026"],
                [],
                [
                    "CLE",
                    "DATE_SAISIE",
                    "ORIGINE",
                    "1. Amabilité",
                    "9. Globalement",
                    "Commentaire libre",
                ],
                [101, instant(2026, 5, 4, 10, 30), "Web", 1, 2, "Je m’appelle…"],
                [102, instant(2026, 5, 5, 11, 0), "Borne", 3, 3, ""],
                [103, instant(2026, 5, 6, 16, 45), "web", 2, 1, ""],
            ],
            "Synthèse": [["Variable", "Effectif"], ["1. Amabilité", 3]],
        },
    )
    codes = [(1, "Très satisfait"), (2, "Plutôt satisfait"), ("3,0", "Pas satisfait")]
    found = charge(
        tmp_path,
        ["accueil 2026", None, None, "Réponses"],
        ["Accueil_2026", "date saisie", None, "Date"],
        ["Accueil_2026", "Cle", None, "N°"],
        ["Données", "ORIGINE", None, "Mode de recueil"],
        ["Données", "ORIGINE", "WEB", "en ligne"],
        *(
            ["donnees", header, typed, meant]
            for header in ("1. Amabilité", "9. Globalement")
            for typed, meant in codes
        ),
        ["Données", "1. Amabilité", None, "L’amabilité de l’accueil"],
        ["Données", "9. Globalement", None, "QG"],
        satisfaction=True,
    )
    assert dit(found) == [
        ("Accueil_2026.xlsx, Synthèse", "", "feuille-inconnue"),
        ("satisfaction.xlsx, Questions!A4", "Code", "question-sans-colonne"),
    ]
    assert list_column(find_sheet(found, "Réponses"), "Mode de recueil") == [
        "en ligne",
        "Borne",
        "en ligne",
    ]
    assert (
        str(find_sheet(found, "Réponses").list_rows()[1].where.locate("Q1"))
        == "Accueil_2026.xlsx, Données!D5"
    )
    assert chiffres(
        found, "satisfaction.reponses", "satisfaction.taux.Q1", "satisfaction.taux.global"
    ) == [3, (2, 3), (2, 3)]


def test_a_glpi_export_is_read_as_reclamations(tmp_path: Path) -> None:
    """Semicolons, Windows-1252, dates with hours, spaced ticket numbers; the requester is never
    read.
    """
    (tmp_path / "glpi.csv").write_bytes(
        (
            '"ID";"Titre";"Statut";"Date d\'ouverture";"Date de clôture";"Demandeur -'
            ' Demandeur";"Source de la demande";"Catégorie";"Groupe"\n"1'
            ' 204";"Attente";"Clos";"05-01-2026 09:14";"12-01-2026 17:00";"(nom)";"E-Mail";"Accueil'
            ' > Attente";"CERT"\n"1 205";"Dossier";"En cours (Attribué)";"20-10-2026'
            ' 08:00";"";"(nom)";"Guichet";"Dossier > Suivi";"CERT"\n"1'
            ' 206";"Merci";"Clos";"02-02-2026 11:30";"03-03-2026 10:00";"(nom)";"e-mail";"Accueil >'
            ' Attente";"SIDSIC"\n'
        ).encode("cp1252")
    )
    found = charge(
        tmp_path,
        ["GLPI", None, None, "réclamations"],
        ["GLPI", "ID", None, "N°"],
        ["GLPI", "Date d’ouverture", None, "Reçue le"],
        ["GLPI", "Date de cloture", None, "Réponse envoyée le"],
        ["GLPI", "Source de la demande", None, "Canal"],
        ["GLPI", "Source de la demande", "e-mail", "courriel"],
        ["GLPI", "Catégorie", None, "Motif"],
        ["GLPI", "CATEGORIE", "Accueil > Attente", "Délai d’attente"],
        ["GLPI", "Groupe", None, "Service"],
    )
    assert dit(found) == []
    read = find_sheet(found, "Réclamations")
    assert list_column(read, "N°") == ["1 204", "1 205", "1 206"]
    assert list_column(read, "Canal") == ["courriel", "Guichet", "courriel"]
    assert list_column(read, "Motif") == [
        "Délai d’attente",
        "Dossier > Suivi",
        "Délai d’attente",
    ]
    assert "(nom)" not in {value for line in list_lines(read) for value in line.values()}
    codes = (
        "reclamations.recues",
        "reclamations.repondues",
        "reclamations.dans_delai",
        "reclamations.hors_delai",
        "reclamations.delai_max",
    )
    assert chiffres(found, *codes) == [3, 2, 1, 1, 29]


def test_an_export_of_demarches_simplifiees_is_read_as_reclamations(tmp_path: Path) -> None:
    """Several sheets, states of a file, a column « Service » that is not the one to read."""
    dossiers: list[Sequence[object]] = [
        [
            "ID",
            "Email",
            "État du dossier",
            "Déposé le",
            "Traité le",
            "Service",
            "Objet de votre réclamation",
            "Service concerné",
            "Archivé",
        ],
        [
            9001,
            "usager@example.org",
            "Accepté",
            instant(2026, 6, 1, 8, 30),
            dt.date(2026, 6, 9),
            "Préfecture",
            "Délai",
            "Titres",
            False,
        ],
        [
            9002,
            "autre@example.org",
            "Refusé",
            instant(2026, 6, 2, 9, 0),
            dt.date(2026, 7, 1),
            "Préfecture",
            "Accueil",
            "Étrangers",
            False,
        ],
        [
            9003,
            "encore@example.org",
            "En instruction",
            instant(2026, 10, 30, 9, 0),
            None,
            "Préfecture",
            "Délai",
            "Titres",
            False,
        ],
    ]
    write_workbook(
        tmp_path / "demarche-74512.xlsx",
        {"Dossiers": dossiers, "Etablissements": [], "Avis": [["Dossier ID"], [9001]]},
    )
    found = charge(
        tmp_path,
        ["Dossiers", None, None, "Réclamations"],
        ["Dossiers", "ID", None, "N°"],
        ["Dossiers", "Déposé le", None, "Reçue le"],
        ["Dossiers", "Traité le", None, "Réponse envoyée le"],
        ["Dossiers", "Archivé", None, "Canal"],
        ["Dossiers", "Archivé", "faux", "formulaire en ligne"],
        ["Dossiers", "Service concerné", None, "Service"],
        ["Dossiers", "Objet de votre réclamation", None, "Motif"],
        ["Dossiers", "État du dossier", None, "Qualification"],
        ["Dossiers", "État du dossier", "Accepté", "fondée"],
        ["Dossiers", "État du dossier", "Refusé", "non fondée"],
    )
    assert dit(found) == [
        ("demarche-74512.xlsx, Avis", "", "feuille-inconnue"),
        ("demarche-74512.xlsx, Dossiers!C4", "État du dossier", "choix-inconnu"),
        ("demarche-74512.xlsx, Dossiers!F1", "Service", "equivalence-colonne-remplacee"),
    ]
    read = find_sheet(found, "Réclamations")
    assert list_column(read, "Service") == ["Titres", "Étrangers", "Titres"]
    assert list_column(read, "Canal") == ["formulaire en ligne"] * 3
    assert not any("@" in str(value) for line in list_lines(read) for value in line.values())
    codes = (
        "reclamations.recues",
        "reclamations.dans_delai",
        "reclamations.hors_delai",
        "reclamations.fondees",
    )
    assert chiffres(found, *codes) == [3, 1, 1, (1, 2)]


def test_an_export_of_services_publics_plus_is_read_as_reclamations(tmp_path: Path) -> None:
    """A csv with commas, hours with their time zone, a file named with its extension; what the user
    wrote is never read.
    """
    (tmp_path / "export-experiences 2026-06.csv").write_bytes(
        (
            "Identifiant,Date de dépôt,Titre,Description,Ressenti,Structure,Thématique,Date de la"
            " réponse,Pseudonyme\n4501,2026-05-04 09:12:33"
            ' +0200,"(titre)","(récit)",Négatif,Préfecture du'
            " Gard,Délai,2026-05-11T16:20:00+02:00,(pseudo)\n4502,2026-05-06 18:40:02"
            ' +0200,"(titre)","(récit)",Positif,Préfecture du Gard,Accueil,,(pseudo)\n'
        ).encode()
    )
    feuille = "export-experiences 2026-06.csv"
    found = charge(
        tmp_path,
        [feuille, None, None, "Réclamations"],
        [feuille, "Identifiant", None, "N°"],
        [feuille, "Date de dépôt", None, "Reçue le"],
        [feuille, "Date de la réponse", None, "Réponse envoyée le"],
        [feuille, "Structure", None, "Service"],
        [feuille, "Thématique", None, "Motif"],
        [feuille, "Ressenti", None, "Nature"],
        [feuille, "Ressenti", "Négatif", "réclamation"],
        [feuille, "Ressenti", "Positif", "remerciement"],
        [feuille, "Pseudonyme", None, "Canal"],
        [feuille, "Pseudonyme", "(pseudo)", "Services Publics +"],
    )
    assert dit(found) == []
    assert not {"(titre)", "(récit)", "(pseudo)"} & {
        value
        for line in list_lines(find_sheet(found, "Réclamations"))
        for value in line.values()
    }
    assert chiffres(
        found, "reclamations.recues", "reclamations.remerciements", "reclamations.delai_max"
    ) == [1, 1, 7]


@pytest.mark.parametrize(
    ("fichier", "feuille", "entete", "saisi"),
    [
        (
            "Accueil (réponses).xlsx",
            "Réponses au formulaire 1",
            "Horodateur",
            instant(2026, 3, 2, 14, 5, 12),
        ),
        (
            "Accueil (réponses) - Réponses au formulaire 1.csv",
            "",
            "Horodateur",
            "2026/03/02 2:05:12 PM UTC+1",
        ),
        (
            "Accueil (réponses) - Réponses au formulaire 1.csv",
            "",
            "Horodateur",
            "02/03/2026 14:05:12",
        ),
        ("Accueil(1-3).xlsx", "Sheet1", "Heure de fin", instant(2026, 3, 2, 14, 5, 12)),
        ("Accueil(1-3).csv", "", "Heure de fin", "02/03/2026 14:05"),
    ],
)
def test_the_export_of_a_form_site_is_read_as_reponses(
    tmp_path: Path, fichier: str, feuille: str, entete: str, saisi: Cell
) -> None:
    """The questions are headed by their wordings; the date is an instant, whose writing depends on
    the site and on the country.
    """
    cells = (
        ["ID", entete, "Nom", "L’amabilité de l’accueil", "Quelle note donnez-vous\u00a0?"],
        ["1", saisi, "(nom)", "Plutôt satisfait", "8"],
    )
    if feuille:
        write_workbook(tmp_path / fichier, {feuille: cells})
    else:
        (tmp_path / fichier).write_text(
            "\n".join(",".join(map(str, row)) for row in cells), "utf-8-sig"
        )
    named = feuille or fichier
    found = charge(
        tmp_path,
        [named, None, None, "Réponses"],
        [named, entete, None, "Date"],
        [named, "ID", None, "N°"],
        satisfaction=True,
    )
    assert dit(found) == [("satisfaction.xlsx, Questions!A3", "Code", "question-sans-colonne")]
    assert list_column(find_sheet(found, "Réponses"), "Date") == [dt.date(2026, 3, 2)]
    assert chiffres(found, "satisfaction.taux.Q1", "satisfaction.moyenne.N10") == [
        (1, 1),
        (8, 1),
    ]


# -- each line, each defect ------------------------------------------------------------------------
TOY = Sheet(
    "Jouets",
    "jouets.xlsx",
    "A sheet of toys.",
    (key("Code"), optional("Taille"), optional("Note")),
)
OTHER = Sheet("Jeux", "jouets.xlsx", "Another.", (key("Code"),))
EXPORT: list[list[Cell]] = [
    ["Réf.", "Format", "Note"],
    ["A", "Petit", 4.0],
    ["B", "grand", "4,0"],
    ["C", "Petit", -4.0],
    ["D", True, 1.0],
]


def line(row: int, *cells: str | None) -> Equivalence:
    feuille, colonne, valeur, devient = cells
    letters = dict(zip(("feuille", "colonne", "valeur", "devient"), "ABCD", strict=True))
    typed = LigneEquivalence(
        feuille=feuille or "",
        devient=devient or "",
        where=Where("equivalences.xlsx", "Équivalences", row, letters),
    )
    return Equivalence(feuille or "", colonne, valeur, devient or "", typed)


def applied(*cells: tuple[str | None, ...], raws: Sequence[RawSheet] = ()) -> Translated:
    raws = raws or [raw_sheet("export.xlsx", "Feuil1", EXPORT)]
    return translate(
        raws,
        [line(row, *found) for row, found in enumerate(cells, 2)],
        (TOY, OTHER),
        ("Listes",),
    )


def said(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(p.place.cell, p.code) for p in problems]


@pytest.mark.parametrize(
    "feuille",
    [
        "Feuil1",
        "FEUIL 1",
        "feuil-1",
        "Export",
        "export ",
        "EXPORT",
        "export.xlsx",
        "Export .XLSX",
    ],
)
def test_a_sheet_is_named_as_it_stands_or_by_its_file(feuille: str) -> None:
    found = applied((feuille, None, None, "Jouets"))
    assert [raw.read_as for raw in found.sheets] == ["Jouets"]
    assert (found.sheets[0].name, said(found.problems)) == ("Feuil1", [])


@pytest.mark.parametrize("colonne", ["Réf.", "ref", " RÉF ", "Re\u0301f*", "R\u200bef :"])
def test_a_header_is_recognised_whatever_its_accents_case_and_spaces(colonne: str) -> None:
    found = applied(("Feuil1", colonne, None, "Code"))
    assert found.sheets[0].list_rows()[0] == ["Code", "Format", "Note"]
    assert found.sheets[0].list_rows()[1:] == EXPORT[1:]


@pytest.mark.parametrize(
    ("colonne", "valeur", "expected"),
    [
        ("Format", "PETIT", ["Z", "grand", "Z", True]),
        ("Format", " Gránd\u00a0", ["Petit", "Z", "Petit", True]),
        ("format", "vrai", ["Petit", "grand", "Petit", "Z"]),
        ("Note", "4", ["Z", "Z", -4.0, 1.0]),  # equal numbers; minus four is another one
        ("Note", "-4", [4.0, "4,0", "Z", 1.0]),
        ("Note", "1,00", [4.0, "4,0", -4.0, "Z"]),
    ],
)
def test_a_value_is_recognised_as_tolerantly(
    colonne: str, valeur: str, expected: list[Cell]
) -> None:
    found = applied(("Feuil1", colonne, valeur, "Z"))
    index = 1 if colonne.casefold() == "format" else 2
    assert [row[index] for row in found.sheets[0].list_rows()[1:]] == expected
    assert said(found.problems) == []
    assert EXPORT[1] == ["A", "Petit", 4.0], "what was read is left as it was"


@pytest.mark.parametrize(
    ("cells", "problem", "advice"),
    [
        (("Feuil2", None, None, "Jouets"), ("A2", "equivalence-sans-feuille"), "Feuil1"),
        (("inconnu", "Réf.", None, "Code"), ("A2", "equivalence-sans-feuille"), ""),
        (
            ("Feuil1", "Formats", None, "Taille"),
            ("B2", "equivalence-colonne-absente"),
            "Format",
        ),
        (("Feuil1", "Formats", "Petit", "S"), ("B2", "equivalence-colonne-absente"), "Format"),
        (("Feuil1", "Format", "Moyen", "M"), ("C2", "equivalence-valeur-absente"), ""),
    ],
)
def test_a_line_that_matches_nothing_is_said_at_its_cell(
    cells: tuple[str | None, ...], problem: tuple[str, str], advice: str
) -> None:
    found = applied(cells)
    assert said(found.problems) == [problem]
    assert f"« {advice} »" in found.problems[0].attendu or not advice
    assert [raw.list_rows() for raw in found.sheets] == [EXPORT]


def test_what_is_not_named_is_handed_on_untouched() -> None:
    other = raw_sheet("autre.xlsx", "Jeux", [["Réf.", "Code"], ["x", "y"]])
    found = applied(
        ("Feuil1", "Réf.", None, "Code"),
        raws=[raw_sheet("export.xlsx", "Feuil1", EXPORT), other],
    )
    assert found.sheets[1] is other


def test_a_file_means_its_first_sheet_that_nothing_else_names() -> None:
    names = ["Listes", "Jeux", "Vide", "Data", "Bilan"]
    raws = [raw_sheet("export.xlsx", name, [] if name == "Vide" else EXPORT) for name in names]
    found = applied(("export", None, None, "Jouets"), raws=raws)
    assert {raw.name: raw.read_as for raw in found.sheets} == {
        "Listes": "",
        "Jeux": "",
        "Vide": "",
        "Data": "Jouets",
        "Bilan": "",
    }
    assert said(applied(("export", None, None, "Jouets"), raws=raws[:3]).problems) == [
        ("A2", "equivalence-sans-effet")
    ]
    assert said(applied(("export", None, None, "Jeux"), raws=raws[:3]).problems) == []


def test_a_title_that_holds_a_header_is_not_the_header_row() -> None:
    raws = [
        raw_sheet(
            "export.xlsx",
            "Jouets",
            [["Format", "", ""], ["", "", ""], ["Code", "Format", "Note"], ["A", "Petit", 1.0]],
        )
    ]
    found = applied(("Jouets", "Format", None, "Taille"), raws=raws)
    assert found.sheets[0].list_rows() == [
        ["Format", "", ""],
        ["", "", ""],
        ["Code", "Taille", "Note"],
        ["A", "Petit", 1.0],
    ]


def test_the_most_precise_name_wins() -> None:
    raws = [raw_sheet("export.xlsx", name, EXPORT) for name in ("Data Alès", "Data")]
    found = applied(
        ("Data", "Format", None, "Note 2"), ("Data Alès", "Format", None, "Taille"), raws=raws
    )
    assert [raw.list_rows()[0][1] for raw in found.sheets] == ["Taille", "Note 2"]


TWO = [raw_sheet("export.xlsx", name, EXPORT) for name in ("Mai", "Juin")]


@pytest.mark.parametrize(
    "feuille", ["Mai ; Juin", "mai;juin", "Mai\nJuin", "JUIN ;mai; ", "Mai; Mai ; Juin"]
)
def test_a_line_names_several_sheets(feuille: str) -> None:
    found = applied(
        (feuille, None, None, "Jouets"),
        (feuille, "Format", None, "Taille"),
        (feuille, "Format", "petit", "S"),
        raws=TWO,
    )
    assert [(raw.read_as, raw.list_rows()[0][1]) for raw in found.sheets] == [
        ("Jouets", "Taille")
    ] * 2
    assert [raw.list_rows()[1][1] for raw in found.sheets] == ["S", "S"]
    assert said(found.problems) == []


def test_a_line_that_serves_one_of_its_sheets_is_no_problem() -> None:
    raws = [TWO[0], raw_sheet("export.xlsx", "Juin", [["Réf.", "Lieu"], ["E", "Nîmes"]])]
    found = applied(
        ("Mai ; Juin", "Format", None, "Taille"),
        ("Mai ; Juin", "Lieu", "Nîmes", "N"),
        ("Mai ; Juillet", "Note", None, "Code"),
        ("Mai ; Juin", "Couleur", None, "Code"),
        raws=raws,
    )
    assert said(found.problems) == [
        ("A4", "equivalence-sans-feuille"),
        ("B5", "equivalence-colonne-absente"),
    ]


def test_a_name_that_holds_a_separator_is_one_name() -> None:
    found = applied(
        ("Mai; Juin", None, None, "Jouets"), raws=[raw_sheet("e.xlsx", "Mai; Juin", EXPORT)]
    )
    assert ([raw.read_as for raw in found.sheets], said(found.problems)) == (["Jouets"], [])


@pytest.mark.parametrize("feuille", ["Jouets", "JOUETS", "jouets ", "Feuil1"])
def test_the_name_of_the_declared_sheet_stands_for_hers(feuille: str) -> None:
    found = applied(
        ("Feuil1", None, None, "Jouets"),
        (feuille, "Format", None, "Taille"),
        (feuille, "Format", "petit", "S"),
    )
    assert found.sheets[0].list_rows()[:2] == [["Réf.", "Taille", "Note"], ["A", "S", 4.0]]
    assert said(found.problems) == []


def test_her_own_name_wins_over_that_of_the_declared_sheet() -> None:
    found = applied(
        ("Feuil1", None, None, "Jouets"),
        ("Jouets", "Format", None, "Note 2"),
        ("Feuil1", "Format", None, "Taille"),
    )
    assert found.sheets[0].list_rows()[0][1] == "Taille"


def test_a_line_without_sheet_names_those_that_are_left() -> None:
    raws = [
        raw_sheet("export.csv", "export", EXPORT),
        raw_sheet("r.xlsx", "1er semestre", EXPORT),
        raw_sheet("jouets.xlsx", "Jouets", EXPORT),
        raw_sheet("r.xlsx", "Listes", EXPORT),
    ]
    found = applied(("Registre", None, None, "Jeux"), raws=raws)
    (problem,) = found.problems
    assert "«\u00a0export.csv\u00a0», «\u00a01er semestre\u00a0»" in french.typeset(
        problem.attendu
    )
    assert "Listes" not in problem.attendu


def test_two_headers_are_exchanged() -> None:
    found = applied(("Feuil1", "Format", None, "Note"), ("Feuil1", "Note", None, "Format"))
    assert found.sheets[0].list_rows()[0] == ["Réf.", "Note", "Format"]
    assert said(found.problems) == []


def test_a_line_that_contradicts_another_is_refused() -> None:
    found = applied(
        ("Feuil1", "Format", None, "Taille"),
        ("FEUIL1", "format", None, "Code"),
        ("feuil1", "FORMAT", None, "Taille"),
    )
    assert found.sheets[0].list_rows()[0] == ["Réf.", "Taille", "Note"]
    assert [(p.place.cell, p.code, "la ligne 2" in p.trouve) for p in found.problems] == [
        ("D3", "equivalence-repetee", True)
    ]


def test_a_problem_shows_the_file_as_it_stands() -> None:
    found = applied(
        ("Feuil1", "Format", None, "Taille"), ("Feuil1", "Format", "grand", "enorme")
    )
    shown = found.restore_problem(
        Problem(
            Severity.ERREUR,
            "x",
            Place("export.xlsx", "Feuil1", "B3"),
            "Taille",
            "« enorme »",
            "",
            "Colonne «\u00a0Taille\u00a0»",
        )
    )
    assert (shown.colonne, shown.trouve, shown.que_faire) == (
        "Format",
        "« enorme » (la cellule porte « grand », remplacé d’après la feuille Équivalences)",
        "Colonne «\u00a0Format\u00a0»",
    )


def test_a_target_that_does_not_exist_is_refused_with_the_closest(tmp_path: Path) -> None:
    write_workbook(tmp_path / "export.xlsx", {"Feuil1": EXPORT})
    found = charge(
        tmp_path,
        ["Feuil1", None, None, "Reclamation"],
        ["Feuil1", None, None, "Paramètres"],
        ["Feuil1", None, "Petit", "S"],
        ["Feuil1", "Format", "Petit", "n’importe quoi"],
        ["Paramètres", "Valeur", None, "Remarque"],
    )
    assert dit(found) == [
        ("equivalences.xlsx, Équivalences!A6", "Feuille", "equivalence-sans-feuille"),
        ("equivalences.xlsx, Équivalences!B4", "Colonne", "equivalence-sans-colonne"),
        ("equivalences.xlsx, Équivalences!D2", "Devient", "equivalence-cible-inconnue"),
        ("equivalences.xlsx, Équivalences!D3", "Devient", "equivalence-cible-inconnue"),
        ("export.xlsx, Feuil1", "", "feuille-inconnue"),
    ]
    attendu = next(p.attendu for p in found.problems if p.place.cell == "D2")
    assert "vouliez-vous dire « Réclamations »" in attendu


def test_a_column_that_does_not_exist_is_refused_with_the_closest(tmp_path: Path) -> None:
    write_workbook(
        tmp_path / "export.xlsx",
        {
            "Feuil1": [
                ["Jour", "Lieu", "Avis", "Qui"],
                ["05/01/2026", "Nîmes", "Pas satisfait", "(nom)"],
            ]
        },
    )
    found = charge(
        tmp_path,
        ["Feuil1", None, None, "Réponses"],
        ["Feuil1", "Jour", None, "Date"],
        ["Feuil1", "Lieu", None, "Site visité"],
        ["Feuil1", "Avis", None, "L'amabilité de l'accueil"],
        ["Feuil1", "Qui", None, "N° de série"],
        satisfaction=True,
    )
    assert [
        place for place, _, code in dit(found) if code == "equivalence-colonne-inconnue"
    ] == [
        "equivalences.xlsx, Équivalences!D4",
        "equivalences.xlsx, Équivalences!D6",
    ]
    assert chiffres(found, "satisfaction.taux.Q1") == [(0, 1)]


def test_a_sheet_that_may_stand_in_an_unreadable_workbook_is_not_said_to_be_absent(
    tmp_path: Path,
) -> None:
    (tmp_path / "export.xlsx").write_bytes(b"")
    found = charge(tmp_path, ["Feuil1", None, None, "Réclamations"])
    assert [code for _, _, code in dit(found) if code.startswith("equivalence")] == []


def test_a_rate_is_not_changed_by_an_empty_sheet_of_equivalences(tmp_path: Path) -> None:
    (tmp_path / "Réclamations.csv").write_text(
        "N°;Reçue le;Canal;Service;Motif\n1;05/01/2026;courriel;CERT;Délai\n", "utf-8"
    )
    found = charge(tmp_path)
    assert dit(found) == []
    assert chiffres(found, "reclamations.recues") == [Fraction(1)]


# -- an empty « Devient » --------------------------------------------------------------------------


@pytest.mark.parametrize("rien", [None, " ", "\u00a0", "\u200b"])
@pytest.mark.parametrize(
    ("colonne", "valeur", "devenues"),
    [
        ("Site", "À préciser", [None, "Nîmes", None, "Nîmes"]),
        ("Site", "a preciser", [None, "Nîmes", None, "Nîmes"]),
        ("Site", "Nîmes", ["À préciser", None, "À PRÉCISER", None]),
        ("Q1", "Refus", ["Pas satisfait", None, None, "Très satisfait"]),
        ("N10", "99", [None, "8", None, "10"]),
        ("N10", "99,0", [None, "8", None, "10"]),
    ],
)
def test_an_empty_target_says_read_as_empty(
    tmp_path: Path, colonne: str, valeur: str, devenues: list[object], rien: str | None
) -> None:
    rows: list[list[object]] = [
        ["Date", "Site", "Q1", "N10"],
        ["05/01/2026", "À préciser", "Pas satisfait", 99],
        ["05/02/2026", "Nîmes", "Refus", 8],
        ["05/03/2026", "À PRÉCISER", "refus", 99],
        ["05/04/2026", "Nîmes", "Très satisfait", 10],
    ]
    write_workbook(tmp_path / "export.xlsx", {"Feuil1": rows})
    found = charge(
        tmp_path,
        ["Feuil1", None, None, "Réponses"],
        ["Feuil1", colonne, valeur, rien],
        satisfaction=True,
    )
    assert list_column(find_sheet(found, "Réponses"), colonne) == devenues
    assert not [place for place, header, _ in dit(found) if header in {colonne, "Devient"}]


def test_a_key_that_becomes_empty_says_what_its_cell_holds(tmp_path: Path) -> None:
    write_workbook(
        tmp_path / "export.xlsx",
        {
            "Feuil1": [
                ["N°", "Reçue le", "Canal", "Service", "Motif"],
                ["x", "y", "z", "t", "u"],
            ]
        },
    )
    found = charge(
        tmp_path, ["Feuil1", None, None, "Réclamations"], ["Feuil1", "Reçue le", "y", None]
    )
    [problem] = [problem for problem in found.problems if problem.place.cell == "B2"]
    assert problem.code == "cle-manquante"
    assert "la cellule porte « y »" in problem.trouve


@pytest.mark.parametrize("cells", [["Feuil1", None, None], ["Feuil1", "Site", None]])
@pytest.mark.parametrize("rien", [None, " ", "\u00a0"])
def test_only_a_value_becomes_empty(
    tmp_path: Path, cells: list[str | None], rien: str | None
) -> None:
    """A line that is not finished makes no column, nor no sheet, disappear."""
    rows = [["Date", "Site", "Q1"], ["05/01/2026", "Nîmes", "Pas satisfait"]]
    write_workbook(tmp_path / "export.xlsx", {"Feuil1": rows})
    found = charge(
        tmp_path, ["Feuil1", None, None, "Réponses"], [*cells, rien], satisfaction=True
    )
    said = ("equivalences.xlsx, Équivalences!D3", "Devient", "equivalence-cible-vide")
    assert [line for line in dit(found) if "equivalence" in line[2]] == [said]
    assert list_column(find_sheet(found, "Réponses"), "Site") == ["Nîmes"]


LIBELLES = ["L’amabilité de l’accueil", "Dans l’ensemble, l’accueil de la préfecture"]


@pytest.mark.parametrize(
    ("headers", "named", "read"),
    [
        # as À corriger lists them: the codes, the wordings, the headers of the file
        (LIBELLES, "Q1; QG", True),
        (LIBELLES, "q1 ; qg", True),
        (LIBELLES, "Q1\nQG", True),
        (LIBELLES, "; ".join(LIBELLES), True),
        (["Q1", "QG"], "; ".join(LIBELLES), True),
        (["Q1", "QG"], "Q1; QG", True),
        (["Amabilité ?", "QG"], "Amabilité; QG", True),
        (["Amabilité ?", "QG"], "Q1; QG", True),
        (["Amabilité ?", "Ensemble"], "L’amabilité de l’accueil; QG", True),
        (["Amabilité; accueil", "Q1; QG"], "Q1; QG", False),  # the name of one column
        (["Amabilité ?", "Ensemble"], "Q1; Ensemblier", False),
    ],
)
def test_a_line_may_name_several_columns_as_they_are_shown(
    tmp_path: Path, headers: list[str], named: str, *, read: bool
) -> None:
    write_workbook(
        tmp_path / "e.xlsx", {"Enquête": [["Date", *headers], ["05/03/2026", "Bof", "Bof"]]}
    )
    found = charge(
        tmp_path,
        ["Enquête", None, None, "Réponses"],
        ["Enquête", headers[0], None, "Q1"],
        ["Enquête", headers[1], None, "QG"],
        ["Enquête", named, "Bof", "Pas satisfait"],
        satisfaction=True,
    )
    reponses = find_sheet(found, "Réponses")
    given = [list_column(reponses, code)[0] for code in ("Q1", "QG")]
    told = [code for _, _, code in dit(found)]
    assert (given == ["Pas satisfait"] * 2) is read
    assert ("reponse-hors-echelle" in told) is not read
    assert ("equivalence-colonne-absente" in told) is ("Ensemblier" in named)


def test_what_a_line_calls_a_column_is_that_of_the_file_first(tmp_path: Path) -> None:
    """A header « Q1 » that is read as QG is no other column, whatever the code says."""
    rows = [["Date", "Q1", "QG"], ["05/03/2026", "Bof", "Bof"]]
    write_workbook(tmp_path / "e.xlsx", {"Enquête": rows})
    found = charge(
        tmp_path,
        ["Enquête", None, None, "Réponses"],
        ["Enquête", "Q1", None, "QG"],
        ["Enquête", "QG", None, "Q1"],
        ["Enquête", "Q1", "Bof", "Pas satisfait"],
        satisfaction=True,
    )
    reponses = find_sheet(found, "Réponses")
    assert list_column(reponses, "QG") == ["Pas satisfait"]
    assert [(cell, code) for cell, _, code in dit(found)][:1] == [
        ("e.xlsx, Enquête!C2", "reponse-hors-echelle")
    ]


@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("dossiers_2027-09-18.xlsx", ("Dossiers", "Etablissements", "Avis")),
        ("dossiers_2027-09-18.xlsx", ("Etablissements", "Avis", "Dossiers")),
        ("Dossiers - export.xlsx", ("Avis", "Dossiers")),
        ("dossiers.xlsx", ("Avis", "Dossiers")),
        ("DOSSIERS (2).xlsx", ("Avis", "Dossiers 2027")),
        ("dossiers_reclamations.xlsx", ("Dossiers_1", "Avis")),
        ("export.xlsx", ("Avis", "Dossiers")),
    ],
)
def test_the_name_of_a_sheet_is_not_that_of_its_file(
    tmp_path: Path, name: str, sheets: Sequence[str]
) -> None:
    rows = {
        "D": [["N°", "Reçue le", "Canal", "Service", "Motif"], ["1", "05/03/2026", *"CSM"]],
        "other": [["Dossier ID", "Champ"], ["1", "x"]],
    }
    laid = {sheet: rows["D" if sheet.startswith("Dossiers") else "other"] for sheet in sheets}
    write_workbook(tmp_path / name, laid)
    found = charge(tmp_path, ["Dossiers", None, None, "Réclamations"])
    assert {code for _, _, code in dit(found)} <= {
        "feuille-inconnue",
        "canal-inconnu",
        "copie-lue",
    }
    assert list_column(find_sheet(found, "Réclamations"), "N°") == ["1"]
