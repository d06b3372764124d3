"""A second export beside the first: another sheet, another file, another order, an overlap of some
months (docs/rules/workbooks.md#repeats).

A case is a picture: each sheet is a word of which each letter is a row, the same letter saying the
same; « A1 » is a row « A » of N° 1.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path

import pandas as pd
import pytest

from clu_batch.check import check_frame
from clu_batch.check.repeated_rows import SUITE
from clu_batch.documents.control import execution
from clu_batch.documents.sections import table_notes
from clu_batch.kernel.checked_rows import SheetOrigin, list_left_out
from clu_batch.kernel.declared_sheet import Kind, Sheet
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reponse import Depouillement, Reponse
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import Mesure
from clu_batch.rules.seances import build_without_reunion
from clu_batch.session.load import LoadedWorkbooks, load
from clu_batch.session.options import Options
from tests.campaigns.recount.repetitions import une_seule_fois
from tests.conftest import write_workbook
from tests.support.columns import key, optional
from tests.support.control_sheets import valeurs
from tests.support.meeting import simple
from tests.support.raw_sheets import list_column, raw_sheet

J = dt.date(2026, 11, 23)
LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VINGT, DIX_NEUF = LETTRES[:SUITE], LETTRES[: SUITE - 1]
FEUILLE = Sheet(
    "Envois",
    "envois.xlsx",
    "",
    (key("Date", Kind.DATE), optional("N°", Kind.NUMERO), optional("Dit")),
    additive=True,
)


def lue(*feuilles: str, feuille: Sheet = FEUILLE) -> CheckedSheet:
    """The sheets of a case, read: « AB » has no N°, « A1 B2 » has."""
    raws = []
    for rang, case in enumerate(feuilles):
        lignes = case.split() if any(signe.isdigit() for signe in case) else list(case)
        cellules = [["01/03/2026", ligne[1:], ligne[0]] for ligne in lignes]
        raws.append(raw_sheet(f"{rang}.xlsx", "Envois", [["Date", "N°", "Dit"], *cellules]))
    return check_frame(feuille, raws, j=J, exemple=True)


def restent(resultat: CheckedSheet) -> list[str]:
    """What is counted of each sheet."""
    dits = iter(list_column(resultat, "Dit"))
    return ["".join(map(str, islice(dits, origin.kept))) for origin in resultat.origins]


@pytest.mark.parametrize(
    ("feuilles", "comptees"),
    [
        (("A1 B2", "A1 B2"), ["AB", ""]),
        (("A1 B2", "B2 A1"), ["AB", ""]),  # another order
        (("A1 B2", "B2 C3"), ["AB", "C"]),  # an overlap
        (("A1 B2", "A1 C2"), ["AB", "C"]),  # one N°, other answers: both
        (("A1 A1", "A1 A1"), ["AA", ""]),  # within one sheet nothing is left out
        (("A1", "A2"), ["A", "A"]),
        (("A1", "A1", "A1"), ["A", "", ""]),
        ((VINGT, VINGT), [VINGT, ""]),
        ((DIX_NEUF, DIX_NEUF), [DIX_NEUF, DIX_NEUF]),
        ((VINGT, VINGT[::-1]), [VINGT, VINGT[::-1]]),  # no N°, another order: nothing proves it
        ((LETTRES, LETTRES[4:] + "xyz"), [LETTRES, "xyz"]),  # the months that both exports hold
        (("xyz" + VINGT, VINGT + "uvw"), ["xyz" + VINGT, "uvw"]),
        (("A" * 40, "A" * 40), ["A" * 40, "A" * 40]),  # all alike
        (("A" * 39 + "B", "A" * 39 + "B"), ["A" * 39 + "B", ""]),
        (
            ("A" * 25 + "B", "A" * 39 + "B"),
            ["A" * 25 + "B", "A" * 14],
        ),  # as far as both have them
        (("B" + "A" * 25, "B" + "A" * 39), ["B" + "A" * 25, "A" * 14]),
        (("A" * 18 + "B", "A" * 18 + "B"), ["A" * 18 + "B", "A" * 18 + "B"]),
        ((VINGT + VINGT, "x"), [VINGT + VINGT, "x"]),  # twice in one sheet
        (
            (DIX_NEUF + "x" + VINGT, DIX_NEUF + "y" + VINGT),
            [DIX_NEUF + "x" + VINGT, DIX_NEUF + "y"],
        ),
    ],
)
def test_what_is_counted(feuilles: Sequence[str], comptees: list[str]) -> None:
    assert restent(lue(*feuilles)) == comptees


def test_a_number_that_one_export_does_not_give_is_not_compared() -> None:
    numerotee = " ".join(f"{lettre}{rang}" for rang, lettre in enumerate(VINGT))
    assert restent(lue(numerotee, VINGT)) == [VINGT, ""]
    assert restent(lue(VINGT, numerotee)) == [VINGT, ""]
    assert restent(lue(numerotee, numerotee.replace("A0", "A99"))) == [VINGT, "A"]


def test_repeats_are_told_once_for_two_sheets_with_both_places() -> None:
    resultat = lue("xx" + VINGT, "y" + VINGT + "z", "A1")
    [problem] = resultat.problems
    assert (problem.code, problem.gravite.libelle) == ("lignes-repetees", "à vérifier")
    assert (str(problem.place), simple(problem.trouve)) == (
        "1.xlsx, Envois!A3",
        (
            "la feuille « Envois » de « 0.xlsx » contient déjà 20 lignes de celle-ci (lignes 3 à 22"
            " ; la ligne 3 y est la ligne 4) : chacune n’est comptée qu’une fois"
        ),
    )
    assert [(o.read, o.kept, o.repeated) for o in resultat.origins] == [
        (22, 22, 0),
        (22, 2, 20),
        (1, 1, 0),
    ]


def test_the_places_of_rows_of_several_sheets() -> None:
    resultat = lue("A1 B2", "C3 D4", "x9 D4 B2 y8 A1")
    assert [
        (str(p.place), simple(p.trouve).split("(")[1].split(")")[0]) for p in resultat.problems
    ] == [
        ("2.xlsx, Envois!A4", "lignes 4 et 6 ; la ligne 4 y est la ligne 3"),
        ("2.xlsx, Envois!A3", "ligne 3 ; la ligne 3 y est la ligne 3"),
    ]


@pytest.mark.parametrize(
    ("feuilles", "dites"),
    [
        ((DIX_NEUF, DIX_NEUF), ["1.xlsx"]),
        ((VINGT, VINGT[::-1]), ["1.xlsx"]),
        (("A" * 40, "A" * 40), ["1.xlsx"]),
        (("AB", "BA", "AB"), ["1.xlsx", "2.xlsx"]),
        (("AB", "AC"), []),
        (("AB", "ABA"), []),
        (("A", "A"), []),  # one row tells nothing
        (("A1 B2", "A3 B4"), []),
        # most of them, in another order
        ((LETTRES, LETTRES[:21:-1] + LETTRES[20::-1] + "xyz"), ["1.xlsx"]),
        ((LETTRES, LETTRES[20::-1] + "αβγδεζηθικ"), []),  # two thirds of them
        ((LETTRES, LETTRES[18::-1]), []),  # nineteen
        ((" ".join(f"{a}{n}" for n, a in enumerate(LETTRES)), LETTRES[::-1]), ["1.xlsx"]),
        (
            (
                " ".join(f"{a}{n}" for n, a in enumerate(LETTRES)),
                " ".join(f"{a}9{n}" for n, a in enumerate(LETTRES[::-1])),
            ),
            [],
        ),
    ],
)
def test_sheets_of_the_same_rows_that_nothing_proves_the_same_are_told(
    feuilles: Sequence[str], dites: list[str]
) -> None:
    resultat = lue(*feuilles)
    assert restent(resultat) == [
        "".join(s for s in f if not s.isdigit() and s != " ") for f in feuilles
    ]
    assert [(p.code, p.place.workbook) for p in resultat.problems] == [
        ("memes-lignes", classeur) for classeur in dites
    ]


# -- as it is read ---------------------------------------------------------------------------------

QUESTIONS = (
    optional("Q1", Kind.CHOIX, choices=("Très satisfait", "Satisfait")),
    optional("Q2"),
)
REPONSE = ["Date", "N°", "Canal", "Q1", "Q2"]
PREMIERE = [
    dt.datetime(2026, 3, 12),
    7.0,
    "Courriel",
    "Très satisfait",
    "Merci",
]


@pytest.mark.parametrize(
    ("entetes", "ligne", "repetee"),
    [
        (REPONSE, PREMIERE, True),
        (
            REPONSE,
            ["12/03/2026", "7", " courriel ", "très satisfaite", "merci"],
            True,
        ),  # a .csv
        (REPONSE, ["12 mars 2026", "7", "COURRIEL", "Très satisfait", "Merci"], True),
        (
            ["Q2", "Q1", "Canal", "N°", "Date"],
            ["Merci", "Très satisfait", "Courriel", "7", "12/03/2026"],
            True,
        ),
        (
            [*REPONSE, "Adresse IP"],
            [*PREMIERE, "192.0.2.7"],
            True,
        ),  # a column that is never read
        # a column that the other does not have says nothing
        ([*REPONSE, "Site"], [*PREMIERE, ""], True),
        ([*REPONSE, "Exemple"], [*PREMIERE, "oui"], True),
        ([*REPONSE, "Site"], [*PREMIERE, "Nîmes"], False),
        (REPONSE[:-1], PREMIERE[:-1], False),  # not asked there, answered here
        (REPONSE, [*PREMIERE[:3], "Satisfait", "Merci"], False),
        (REPONSE, ["13/03/2026", *PREMIERE[1:]], False),
        (REPONSE, [PREMIERE[0], "8", *PREMIERE[2:]], False),
        (REPONSE, [PREMIERE[0], "", *PREMIERE[2:]], False),  # one row without N° proves nothing
    ],
)
def test_values_are_compared_as_they_are_read(
    entetes: list[str], ligne: list[object], repetee: bool
) -> None:
    raws = [
        raw_sheet("a.xlsx", "Réponses", [REPONSE, PREMIERE]),
        raw_sheet("reponses.csv", "reponses", [entetes, ligne]),
    ]
    resultat = check_frame(Reponse.sheet.add_columns(*QUESTIONS), raws, j=J, exemple=True)
    assert len(resultat) == (1 if repetee else 2)
    assert ("lignes-repetees" in {p.code for p in resultat.problems}) is repetee


def test_an_empty_nature_is_a_reclamation() -> None:
    entetes = ["N°", "Reçue le", "Canal", "Service", "Motif"]
    ligne = ["R1", "12/03/2026", "courriel", "Titres", "Attente"]
    raws = [
        raw_sheet(
            "a.xlsx",
            "Réclamations",
            [[*entetes, "Nature"], [*ligne, "Réclamation"], ["R2", *ligne[1:], "suggestion"]],
        ),
        raw_sheet("b.csv", "reclamations", [entetes, ligne, ["R2", *ligne[1:]]]),
    ]
    assert list_column(check_frame(Reclamation.sheet, raws, j=J, exemple=True), "N°") == [
        "R1",
        "R2",
        "R2",
    ]


@pytest.mark.parametrize(("combien", "comptees"), [(24, 24), (19, 38)])
def test_a_long_sheet_of_tallies_counts_once(combien: int, comptees: int) -> None:
    """Tallies have no N°: the run of twenty alone tells; a few equal lines are kept, and told when
    they are assembled.
    """
    entetes = ["Question", "Réponse", "Nombre", "Du", "Au"]
    lignes = [["Q1", f"Réponse {n % 4}", n, "01/03/2026", "31/03/2026"] for n in range(combien)]
    raws = [
        raw_sheet("a.xlsx", "Dépouillement", [entetes, *lignes]),
        raw_sheet(
            "b.xlsx", "Dépouillement Nîmes", [entetes[::-1], *(ligne[::-1] for ligne in lignes)]
        ),
    ]
    resultat = check_frame(Depouillement.sheet, raws, j=J, exemple=False)
    assert len(resultat) == comptees
    assert [p.code for p in resultat.problems] == ["lignes-repetees"] * (comptees == combien)


# -- against a person's means ----------------------------------------------------------------------


@pytest.mark.parametrize("graine", range(60))
def test_sheets_at_random_against_a_plain_comparison(graine: int) -> None:
    """Few different rows, long stretches of the same: where runs begin and end is what may go
    wrong.
    """
    hasard = random.Random(graine)
    suite = "".join(
        hasard.choice("AB") * hasard.choice([1, 1, 2, 5, 17, 18, 19, 20, 21, 30])
        for _ in range(14)
    )
    feuilles = []
    for _ in range(hasard.randint(2, 4)):
        morceaux = [
            suite[(debut := hasard.randrange(len(suite))) : debut + hasard.randint(1, 70)]
            for _ in range(2)
        ]
        numeros = hasard.random() < 0.3
        feuilles.append(
            " ".join(f"{signe}{rang}" for rang, signe in enumerate("".join(morceaux)))
            if numeros
            else "".join(morceaux)
        )
    sans_la_regle = lue(*feuilles, feuille=replace(FEUILLE, additive=False))
    assert restent(lue(*feuilles)) == restent(une_seule_fois(sans_la_regle))


# -- from the files to what is said ----------------------------------------------------------------

ECHELLES: Sequence[Sequence[object]] = [
    ["Échelle", "Réponse possible", "Ordre", "Compte comme"],
    ["Accueil", "Satisfait", 1, "satisfait"],
    ["Accueil", "Pas satisfait", 2, "insatisfait"],
]
ASKED = [["Code", "Libellé", "Échelle"], ["Q1", "L’accueil", "Accueil"]]


def exports(folder: Path, numero: Callable[[int], object]) -> LoadedWorkbooks:
    """Thirty answers in the workbook, the last twenty-two of them in a .csv with two more, three
    complaints in two sheets.
    """
    lignes = [
        [dt.date(2026, 3, 1 + rang), numero(rang), "Pas satisfait" if rang % 3 else "Satisfait"]
        for rang in range(30)
    ]
    recues = [[f"R{n}", f"0{n}/03/2026", "courriel", "S", "M"] for n in (1, 2, 3)]
    reclamations = [["N°", "Reçue le", "Canal", "Service", "Motif"], *recues]
    classeur: dict[str, Sequence[Sequence[object]]] = {
        "Questions": ASKED,
        "Échelles": ECHELLES,
        "Réponses": [["Date", "N°", "Q1"], *lignes],
    }
    write_workbook(
        folder / "satisfaction.xlsx",
        {**classeur, "Réclamations": reclamations, "Réclamations 2": reclamations[:3]},
    )
    suite = [
        *lignes[8:],
        [dt.date(2026, 4, 1), numero(30), "Satisfait"],
        [dt.date(2026, 4, 2), numero(31), "Satisfait"],
    ]
    texte = "\r\n".join(f"{jour:%d/%m/%Y};{n};{str(dit).upper()}" for jour, n, dit in suite)
    (folder / "reponses_2026.csv").write_bytes(
        f"Date;N°;L'accueil\r\n{texte}\r\n".encode("cp1252")
    )
    return load(Options(None, J, J, folder, folder, folder, True))


@pytest.mark.parametrize("numero", [lambda rang: rang + 1, lambda _: ""], ids=["N°", "no N°"])
def test_an_export_beside_the_workbook_counts_once_everywhere(
    tmp_path: Path, numero: Callable[[int], object]
) -> None:
    charge = exports(tmp_path, numero)
    bilan, _ = bilan_de_seance.compute_general(charge.registre, build_without_reunion(J))
    assert bilan.indicateurs["satisfaction.taux.Q1"].mesure == Mesure(Fraction(12, 32), 12, 32)
    assert bilan.indicateurs["reclamations.recues"].mesure.valeur == 3
    repetees = {
        p.place.sheet: simple(p.trouve).split(" de celle-ci")[0]
        for p in charge.problems
        if p.code == "lignes-repetees"
    }
    assert repetees == {
        "Réponses": "la feuille « reponses_2026 » de « reponses_2026.csv » contient déjà 22 lignes",
        "Réclamations 2": (
            "la feuille « Réclamations » de « satisfaction.xlsx » contient déjà 2 lignes"
        ),
    }
    left_out = list_left_out(charge.problems)
    comptes = {
        ligne[1]: ligne[3:]
        for ligne in valeurs(
            execution.build_sources_sheet(
                chain.from_iterable(s.count_sources(left_out) for s in charge.sheets),
                charge.registre.parametres,
                (),
            )
        )
    }
    assert [comptes[nom] for nom in ("reponses_2026", "Réponses", "Réclamations 2")] == [
        (24, 24, 0),
        (30, 8, 22),
        (2, 0, 2),
    ]
    dits = (
        table_notes.say_left_out(table, "lues")
        for table in (charge.registre.reponses, charge.registre.reclamations)
    )
    assert list(dits) == [
        f"{n} lignes lues, présentes dans deux feuilles, ne sont comptées qu’une fois."
        for n in ("Au total, 22", "Deux")
    ]


@pytest.mark.parametrize(
    ("lues", "repetees", "dit"),
    [
        (3, 0, ""),
        (4, 0, "Une ligne lue, incomplète ou en erreur, n’entre pas dans ces chiffres."),
        (4, 1, "Une ligne lue, présente dans deux feuilles, n’est comptée qu’une fois."),
        (
            8,
            3,
            (
                "Deux lignes lue, incomplètes ou en erreur, n’entrent pas dans ces chiffres. Trois"
                " lignes lue, présentes dans deux feuilles, ne sont comptées qu’une fois."
            ),
        ),
    ],
)
def test_what_is_said_of_the_rows_left_out(lues: int, repetees: int, dit: str) -> None:
    origin = SheetOrigin("a.xlsx", "Réponses", {}, lues, kept=3, repeated=repetees)
    checked = CheckedSheet(FEUILLE, (origin,), frame=pd.DataFrame())
    assert table_notes.say_left_out(checked, "lue") == dit
