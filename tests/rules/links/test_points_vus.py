"""A point that she has seen is an information, until it is no more the same point
(docs/rules/control-workbook.md#seen).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from clu_batch.check import check_rows
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.problems import Group, Place, Problem, ProblemKind, Severity
from clu_batch.messages import (
    accessibility,
    cells,
    counted_rows,
    links,
    meeting_papers,
    meetings,
    outputs,
    settings,
    survey,
    whole_sheets,
    workbooks,
)
from clu_batch.records.parametres import PointVu
from clu_batch.rules.links.points_vus import LETTERS, SIGNS, list_lines, may_be_seen
from clu_batch.session.load import LoadedWorkbooks
from tests.support.prefecture import Prefecture, lire
from tests.support.raw_sheets import raw_sheet

POINTS: Mapping[str, Mapping[str, object]] = {
    "canal-inconnu": {"Réclamations!C3": "pigeon"},
    "annee-sur-deux-chiffres": {"Réponses!A2": "02/03/26"},
    "jour-de-semaine": {"Réclamations!B4": "lundi 4 mars 2026"},
    "renvoi": {"Réclamations!D5": "idem"},
    "adresse-douteuse": {"Composition!F3": "canari(a)exemple"},
    "civilite-inconnue": {"Composition!I3": "Sa Seigneurie", "Composition!K3": "Canari"},
    "point-repete": {"Ordre du jour!B3": "1"},
    "college-inconnu": {"Invités!B2": "Représentants des pigeons"},
    "telephone-douteux": {"Paramètres!B4": "466000000"},
    "parametre-inconnu": {"Paramètres!A6": "Pigeonnier"},
    "numero-de-reclamation-repete": {"Réclamations!A4": "R-2"},
    "mandat-echu": {"Composition!H5": dt.date(2026, 6, 30)},
    "reunion-jour-chome": {"Réunions!A4": dt.date(2027, 3, 14)},
    "proposition-repetee": {},
    "entete-presque": {"Réclamations!H1": "Qualificatoin"},
}
"""What surprises in the small prefecture, by the code of what is said of it: what is typed."""


def plant(*codes: str) -> Prefecture:
    """The small prefecture in which these things surprise, or all of them."""
    prefecture = Prefecture()
    prefecture.feuille("Propositions").append(
        ("1", dt.date(2026, 6, 11), "APF", "souhait", "Un pigeonnier.")
    )
    prefecture.feuille("Réunions").append((None, dt.time(14), "Salle Érignac"))
    for code in codes or POINTS:
        for place, typed in POINTS[code].items():
            prefecture.taper(place, typed)
    return prefecture


def read(prefecture: Prefecture, folder: Path) -> tuple[LoadedWorkbooks, list[Problem]]:
    folder.mkdir()
    prefecture.ecrire(folder)
    with pytest.MonkeyPatch.context() as patch:
        charge, groups = lire(folder, patch, prefecture.refus)
    return charge, [problem for group in groups for problem in group.problems]


def read_lines(prefecture: Prefecture, folder: Path) -> list[Group]:
    charge, problems = read(prefecture, folder)
    return list_lines(problems, charge.sheets)


def find(code: str, groups: Sequence[Group]) -> Group:
    (found,) = [group for group in groups if group.problem.code == code]
    return found


def see(prefecture: Prefecture, *points: tuple[str, str | None]) -> None:
    sheet = prefecture.livres["parametres.xlsx"].create_sheet("Points vus")
    for row in (("Constat", "Motif"), *points):
        sheet.append(row)


def make_points(*points: tuple[str, str | None]) -> CheckedRows:
    """The sheet of the points, checked."""
    sheet = PointVu.sheet
    raw = raw_sheet("parametres.xlsx", sheet.name, [["Constat", "Motif"], *points])
    return check_rows(sheet, [raw], j=dt.date(2026, 11, 23), exemple=False)


# -- what a Constat follows ------------------------------------------------------------------------


def _insert_row(prefecture: Prefecture) -> None:
    for name in ("Réclamations", "Réponses", "Composition", "Réunions", "Propositions"):
        prefecture.feuille(name).insert_rows(2)


def _insert_column(prefecture: Prefecture) -> None:
    for book in prefecture.livres.values():
        for sheet in book:
            sheet.insert_cols(1)


def _sort_backward(prefecture: Prefecture) -> None:
    for name in ("Réponses", "Composition", "Invités", "Paramètres"):
        sheet = prefecture.feuille(name)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value


def _rename_workbooks(prefecture: Prefecture) -> None:
    for name in list(prefecture.livres):
        prefecture.livres[f"2026 {name}"] = prefecture.livres.pop(name)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> list[Group]:
    """The lines of the prefecture in which all of them surprise."""
    return read_lines(plant(), tmp_path_factory.mktemp("before") / "classeurs")


@pytest.mark.parametrize("code", POINTS)
def test_a_line_has_a_constat(code: str, before: list[Group]) -> None:
    constats = [group.constat for group in before]
    constat = find(code, before).constat
    assert (len(constat), set(constat) - set(LETTERS)) == (SIGNS, set())
    assert constats.count(constat) == 1


@pytest.mark.parametrize(
    "move", [_insert_row, _insert_column, _sort_backward, _rename_workbooks]
)
def test_a_constat_follows_no_cell(
    move: Callable[[Prefecture], None], before: list[Group], tmp_path: Path
) -> None:
    moved = plant()
    move(moved)
    after = read_lines(moved, tmp_path / "after")
    assert {code: find(code, after).constat for code in POINTS} == {
        code: find(code, before).constat for code in POINTS
    }


def test_a_constat_follows_no_wording(before: list[Group], tmp_path: Path) -> None:
    """Another version may say the same things otherwise."""
    charge, problems = read(plant(), tmp_path / "classeurs")
    for code in POINTS:
        own = [p for p in problems if p.code == code]
        worded = [replace(p, trouve="x", attendu="y", que_faire="z") for p in own]
        assert (
            find(code, list_lines(worded, charge.sheets)).constat == find(code, before).constat
        )


OTHERS: dict[str, tuple[str, object]] = {
    "another value": ("Réclamations!C3", "hibou"),
    "another row": ("Réclamations!A3", "R-22"),
    "another date": ("Réclamations!B3", dt.date(2026, 3, 4)),
    "one more row": ("Réclamations!C4", "pigeon"),
    "one more row, the same value twice": ("Réclamations!C7", "pigeon"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_another_point_has_another_constat(what: str, tmp_path: Path) -> None:
    code = "canal-inconnu"
    before = find(code, read_lines(plant(code), tmp_path / "before"))
    other = plant(code)
    other.taper(*OTHERS[what])
    assert find(code, read_lines(other, tmp_path / "after")).constat != before.constat


def test_two_rows_of_one_key_are_not_one_row(tmp_path: Path) -> None:
    """Answers have no N° of their own: as many of a day as there are."""
    one, two = plant("canal-inconnu"), plant("canal-inconnu")
    for prefecture in (one, two):
        prefecture.taper("Réponses!A2", "02/03/26")
    two.taper("Réponses!A3", "02/03/26")
    code = "annee-sur-deux-chiffres"
    constats = {
        find(code, read_lines(prefecture, tmp_path / str(number))).constat
        for number, prefecture in enumerate((one, two))
    }
    assert len(constats) == 2


# -- what is seen ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def after(before: list[Group], tmp_path_factory: pytest.TempPathFactory) -> list[Group]:
    """The lines once she has seen all of them."""
    seen = plant()
    see(seen, *((find(code, before).constat, "C’est bien cela.") for code in POINTS))
    return read_lines(seen, tmp_path_factory.mktemp("after") / "classeurs")


@pytest.mark.parametrize("code", POINTS)
def test_a_point_that_was_seen_is_an_information(
    code: str, before: list[Group], after: list[Group]
) -> None:
    assert find(code, before).problem.gravite is Severity.A_VERIFIER
    line = find(code, after)
    assert {p.gravite for p in (line.problem, *line.problems)} == {Severity.INFORMATION}
    assert line.problem.que_faire.startswith("Vu\u00a0: C’est bien cela. ")
    assert line.constat == find(code, before).constat
    assert not [group for group in after if group.problem.code.startswith("point-vu")]


PASTED = ("{}", "{} ", " {}", "« {} »", "«\u00a0{}\u00a0»", "'{}", "{}.", "{}\n", "lower")


@pytest.mark.parametrize(
    ("typed", "motif"),
    [*((typed, "Vérifié.") for typed in PASTED), ("{}", "Vérifié"), ("{}", None)],
)
def test_a_constat_is_read_as_pasted(typed: str, motif: str | None) -> None:
    problem = report(cells.TEXTE_MAL_DECODE)
    (line,) = list_lines([problem], [])
    pasted = line.constat.lower() if typed == "lower" else typed.format(line.constat)
    (seen,) = list_lines([problem], [make_points((pasted, motif))])
    assert seen.problem.gravite is Severity.INFORMATION
    assert seen.problem.que_faire.startswith("Vu\u00a0: Vérifié. " if motif else "Vu. ")


@pytest.mark.parametrize("what", OTHERS)
def test_what_has_changed_is_to_be_seen_again(what: str, tmp_path: Path) -> None:
    code = "canal-inconnu"
    constat = find(code, read_lines(plant(code), tmp_path / "before")).constat
    other = plant(code)
    other.taper(*OTHERS[what])
    see(other, (constat, "Un pigeon voyageur."))
    groups = read_lines(other, tmp_path / "after")
    assert find(code, groups).problem.gravite is Severity.A_VERIFIER
    gone = find("point-vu-disparu", groups).problem
    assert gone.gravite is Severity.INFORMATION
    assert gone.place == Place("parametres.xlsx", "Points vus", "A2")


def test_a_point_that_is_corrected_leaves_an_information(tmp_path: Path) -> None:
    code = "canal-inconnu"
    constat = find(code, read_lines(plant(code), tmp_path / "before")).constat
    corrected = Prefecture()
    see(corrected, (constat, None), ("n’importe quoi", "x"), (constat, "deux fois"))
    told = [group.problem.code for group in read_lines(corrected, tmp_path / "after")]
    assert set(told) >= {"point-vu-disparu"}
    assert code not in told


# -- what is never seen ----------------------------------------------------------------------------

NEVER: Sequence[ProblemKind] = (
    cells.TEXTE_MAL_DECODE,  # the witness: this one may be
    survey.DONNEE_PERSONNELLE,
    meetings.NOM_REMPLACE,
    meetings.A_COMPLETER,
    meetings.CHIFFRE_CHANGE,
    meetings.REGLE_MODIFIEE,
    meetings.CONVOCATION_CHANGEE,
    meeting_papers.LIMITE_PASSEE,
    meetings.LETTRE_A_ENVOYER,
    meetings.DOSSIER_A_ENVOYER,
    meetings.COMPTE_RENDU_A_ENVOYER,
    meetings.ANNULEE_APRES_ENVOI,
    meetings.REPORTEE_APRES_ENVOI,
    links.ENVOI_FUTUR,
    links.ENVOI_IMPOSSIBLE,
    links.ENVOI_DE_L_ANCIENNE_DATE,
    links.CONVOCATION_TARDIVE,
    outputs.MODIFIE_AVEC_NOUVEAU,
    outputs.PERIME,
    outputs.PDF_ANCIEN,
    counted_rows.DATES_FUTURES,
    counted_rows.DEPOUILLEMENT_SANS_EFFET,
    whole_sheets.LIGNE_TOTAL,
    whole_sheets.LIGNES_REPETEES,
    workbooks.COPIE_ECARTEE,
    workbooks.MEME_CONTENU,
    whole_sheets.MEME_FEUILLE,
    whole_sheets.FEUILLE_A_LIRE,
    workbooks.FORMAT_NON_LU,
    whole_sheets.CELLULE_ELOIGNEE,
)


def report(kind: ProblemKind) -> Problem:
    class Facts(dict[str, object]):
        def __missing__(self, name: str) -> str:
            return name

    words = (kind.trouve, kind.attendu, kind.que_faire)
    trouve, attendu, que_faire = [text.format_map(Facts()) for text in words]
    place = Place("comite.xlsx", "Réunions", "A3")
    blank = replace(kind, trouve="", attendu="", que_faire="", ensuite="").report(place, "Date")
    return replace(blank, trouve=trouve, attendu=attendu, que_faire=que_faire)


@pytest.mark.parametrize("kind", NEVER, ids=lambda kind: kind.code)
def test_what_may_never_be_seen(kind: ProblemKind) -> None:
    (line,) = list_lines([report(kind)], [])
    groups = list_lines([report(kind)], [make_points((line.constat, "Vu et revu."))])
    told = {group.problem.code: group.problem.gravite for group in groups}
    if kind is NEVER[0]:
        assert told == {kind.code: Severity.INFORMATION}
    else:
        assert told == {kind.code: kind.gravite, "point-vu-sans-effet": Severity.INFORMATION}


@pytest.mark.parametrize("kind", [whole_sheets.FEUILLE_INCONNUE, whole_sheets.FEUILLE_PROCHE])
def test_a_sheet_in_which_nothing_is_to_be_read_may_be_seen(kind: ProblemKind) -> None:
    """Nothing else would ever silence « Synthèse », in a workbook that she keeps."""
    synthese = replace(report(kind), place=Place("registre.xlsx", "Synthèse"))
    (line,) = list_lines([synthese], [])
    seen = make_points((line.constat, "Des graphiques."))
    assert [group.problem.gravite for group in list_lines([synthese], [seen])] == [
        Severity.INFORMATION
    ]
    other = replace(synthese, place=Place("registre.xlsx", "Synthèse 2027"))
    assert Severity.A_VERIFIER in {g.problem.gravite for g in list_lines([other], [seen])}


def list_kinds() -> list[ProblemKind]:
    modules = (accessibility, cells, counted_rows, links, meetings, outputs, settings)
    found = []
    for module in (*modules, survey, workbooks):
        found += [kind for kind in vars(module).values() if isinstance(kind, ProblemKind)]
    return found


@pytest.mark.parametrize("kind", list_kinds(), ids=lambda kind: kind.code)
def test_only_an_a_verifier_is_seen(kind: ProblemKind) -> None:
    """Nor what says that it left a row out, lacks something, or was not counted."""
    problem = report(kind)
    words = f"{problem.trouve} {problem.que_faire}"
    closed = ("laissée de côté", "À COMPLÉTER", "n’est pas comptée", "à envoyer", "Envoyez")
    if problem.gravite is not Severity.A_VERIFIER or any(word in words for word in closed):
        assert not may_be_seen(Group(problem, [problem]))
