"""Answers that the scale of their question does not know: read when they say the same, counted
apart when they do not (docs/rules/satisfaction.md#unreadable-answers).

An export of 146 answers whose words the scale did not know printed « 100,0 % (39 sur 39), atteint
»: what cannot be read is no non-answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path

import pytest

from clu_batch.documents import chiffres_envoyes, context
from clu_batch.documents.control import chiffres
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    engagements,
    essentiel,
    methode,
    satisfaction,
    tendances,
)
from clu_batch.kernel.content import Chart
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.parse import ChoiceList
from clu_batch.records import SHEETS
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.figures.mesures import has_too_many_illisibles, judge_mesure
from clu_batch.rules.model import (
    Bilan,
    Engagement,
    Indicateur,
    Mesure,
    Periode,
    Registre,
    Reunion,
)
from clu_batch.rules.seances import build_seance
from tests.check.test_exports import J, charge
from tests.conftest import write_workbook
from tests.support.history import Passe, make_history
from tests.support.meeting import JUIN, PERIODE, bilan, dit, simple, with_detail
from tests.support.registers import registre

# -- what says the same ----------------------------------------------------------------------------

ECHELLE = {
    "Très satisfait": "satisfait",
    "Satisfait": "satisfait",
    "Ni bon ni mauvais": "neutre",
    "Peu satisfait": "insatisfait",
    "Pas du tout satisfait": "insatisfait",
    "Sans opinion": "exclu",
}


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Satisfait(e)",
            "satisfait·e",
            "Satisfait.e",
            "satisfait-e",
            "SATISFAIT/E",
            "satisfait•e",
            "Satisfait (e)",
            "satisfait(·e)",
        ),
        *(
            "satisfaits",
            "Satisfaite",
            "satisfaites",
            "satisfait·e·s",
            "satisfait.e.s",
            "Satisfait(e)s",
            "satisfait/satisfaite",
        ),
        *(
            "Satisfait.",
            "satisfait !",
            "« Satisfait »",
            '"Satisfait"',
            " satisfait…",
            "<b>Satisfait</b>",
            "Satisfait&#40;e&#41;",
        ),
        *("\u00a0Satisfait\u200b", "Satisfait&nbsp;", "satisfait&amp;nbsp;", "SATISFAIT"),
    ],
)
def test_an_answer_is_read_that_says_the_same(typed: str) -> None:
    assert ChoiceList(list(ECHELLE), {}, ECHELLE).parse(typed).valeur == "Satisfait"


@pytest.mark.parametrize(
    ("typed", "lu"),
    [
        ("Tr&egrave;s&nbsp;&nbsp;satisfait(e)", "Très satisfait"),
        ("tres\u00a0 satisfaite.", "Très satisfait"),
        ("Pas du tout satisfait·e", "Pas du tout satisfait"),
        ("ni bonne ni mauvaise", "Ni bon ni mauvais"),
        ("Peu&#160;satisfait.e.s", "Peu satisfait"),
        ("Insatisfait", None),
        ("Plutôt satisfait", None),
        ("Pas satisfait", None),
        ("-", None),
        ("Sans réponse", None),
        ("N/A", None),
    ],
)
def test_another_answer_is_not_read_as_one_that_looks_like_it(
    typed: str, lu: str | None
) -> None:
    assert ChoiceList(list(ECHELLE), {}, ECHELLE).parse(typed).valeur == lu


@pytest.mark.parametrize(
    ("choices", "typed", "lu"),
    [
        # two answers of one form: the exact one wins
        (("Content", "Contente"), "Contente", "Contente"),
        (("Content", "Contente"), "CONTENT", "Content"),
        (("Content", "Contente"), "Contents", None),  # ... and nothing is guessed
        (("Bien", "Bien."), "Bien.", "Bien."),
        (("Bien", "Bien."), "bien", "Bien"),
        (("Bien", "Bien."), "« bien »", None),
        (("1", "2"), "-1", None),
        (("-1", "1"), "-1", "-1"),
        (("Présent", "Présenté"), "présentés", None),
        (("+", "++", "-", "--"), "--", "--"),
        (("+", "++", "-", "--"), "—", None),
        ((":)", ":("), ":(", ":("),
    ],
)
def test_two_declared_answers_are_never_taken_for_one_another(
    choices: Sequence[str], typed: str, lu: str | None
) -> None:
    assert ChoiceList(choices).parse(typed).valeur == lu


COLUMNS = chain.from_iterable(sheet.columns for sheet in SHEETS)


@pytest.mark.parametrize(
    "column", [c for c in COLUMNS if c.kind is Kind.CHOIX], ids=lambda column: column.header
)
def test_every_entry_of_the_lists_that_ship_is_read_as_itself(column: object) -> None:
    assert isinstance(column, type(SHEETS[0].columns[0]))
    lus = {
        typed: ChoiceList(column.choices, column.short).parse(typed).valeur
        for typed in (*column.choices, *column.short)
    }
    assert lus == {**{choice: choice for choice in column.choices}, **column.short}


# -- what is counted apart -------------------------------------------------------------------------

QUESTIONS: Sequence[Sequence[object]] = [
    ["Code", "Libellé", "Échelle", "Question globale", "Cible", "Thème"],
    ["QG", "L’accueil", "Satisfaction", "oui", 0.8, None],
    ["Q2", "L’attente", "Satisfaction", "non", 0.8, "Attente"],
    ["Q3", "Le confort", "Satisfaction", "non", 0.8, "Attente"],
    ["ON", "Reviendrez-vous ?", "oui/non", "non", 0.8, None],
    ["N", "Quelle note ?", "note 0-10", "non", 0.8, None],
    ["CU", "Quelle démarche ?", "choix unique", "non", None, None],
]
ENGAGEMENTS: Sequence[Sequence[object]] = [
    ["Code", "Engagement", "Indicateur", "Sens de la cible", "Unité", "Cible", "Source"],
    ["E1", "Nous accueillons", "Satisfaits", "≥", "%", 0.8, "satisfaction.taux.global"],
    ["E2", "Nous écoutons", "Note", "≥", "nombre", 7, "satisfaction.moyenne.N"],
    ["E3", "Nous sommes là", "Très satisfaits", "≥", "%", 0.5, "L1"],
]
LOCAUX: Sequence[Sequence[object]] = [
    ["Code", "Libellé", "Feuille", "Sur", "Compter", "Cible"],
    ["L1", "Très satisfaits de Nîmes", "Réponses", "Site = Nîmes", "QG = Très satisfait", 0.5],
    ["L2", "Accueil renseigné", "Réponses", "Site = Nîmes", "QG ≠ vide", 0.5],
]
MARS, AN_PASSE = "12/03/2026", "12/03/2025"


def lu(
    folder: Path, *lignes: str, depouillement: Sequence[Sequence[object]] = ()
) -> tuple[Registre, Bilan]:
    """What is counted of an export: « Date;Site;QG;… », a header and its rows; « 40 x ligne » for
    rows that are alike.
    """
    echelles: list[Sequence[object]] = [
        ["Échelle", "Réponse possible", "Ordre", "Compte comme"]
    ]
    echelles += [
        ["Satisfaction", texte, rang, compte]
        for rang, (texte, compte) in enumerate(ECHELLE.items())
    ]
    tallies: list[Sequence[object]] = [
        ["Question", "Réponse", "Nombre", "Du", "Au", "Site"],
        *depouillement,
    ]
    write_workbook(
        folder / "satisfaction.xlsx",
        {"Questions": QUESTIONS, "Échelles": echelles, "Dépouillement": tallies},
    )
    write_workbook(
        folder / "engagements.xlsx", {"Engagements": ENGAGEMENTS, "Indicateurs locaux": LOCAUX}
    )
    rows: list[str] = []
    for ligne in lignes:
        combien, _, texte = ligne.rpartition(" x ")
        rows += [texte] * int(combien or 1)
    (folder / "export.csv").write_text("\n".join(rows), "utf-8")
    registre = charge(folder, ["export", None, None, "Réponses"]).registre
    ((found, _),) = bilan_de_seance.compute(registre, [build_seance(Reunion(J), J)])
    return registre, found


def de_qg(lisibles: int, illisibles: int, *, exclues: int = 0) -> list[str]:
    """Rows of which so many answers to QG are satisfied, so many excluded, so many unreadable."""
    return [
        "Date;Site;QG",
        f"{lisibles} x {MARS};Nîmes;Satisfait(e)",
        f"{exclues} x {MARS};Nîmes;Sans opinion",
        f"{illisibles} x {MARS};Nîmes;Bof",
    ]


@pytest.mark.parametrize(
    ("illisibles", "lues", "trop"),
    [
        (2, 0, False),
        (3, 0, True),
        (3, 57, False),
        (3, 56, True),
        (5, 95, False),
        (6, 95, True),
        (0, 0, False),
        (112, 39, True),
    ],
)
def test_more_than_one_in_twenty_and_three_at_least(
    illisibles: int, lues: int, *, trop: bool
) -> None:
    assert has_too_many_illisibles(illisibles, lues) is trop


@pytest.mark.parametrize(
    ("lignes", "taux"),
    [
        (de_qg(57, 3), (57, 57)),
        (de_qg(56, 3), (None, 56)),
        (de_qg(50, 3, exclues=7), (50, 50)),  # what is excluded is read
        (de_qg(20, 2), (20, 20)),
        (de_qg(0, 40), (None, 0)),
    ],
)
def test_the_rate_is_told_or_not(
    tmp_path: Path, lignes: Sequence[str], taux: tuple[int | None, int]
) -> None:
    _, found = lu(tmp_path, *lignes)
    mesure = found.indicateurs["satisfaction.taux.QG"].mesure
    assert (mesure.numerateur, mesure.denominateur) == taux
    assert found.indicateurs["satisfaction.taux.global"].mesure == mesure
    assert found.indicateurs["satisfaction.non_reponses.QG"].mesure.valeur == 0
    apart = found.indicateurs["satisfaction.illisibles.QG"].mesure.valeur
    assert apart == sum(int(ligne.split(" x ")[0]) for ligne in lignes if ligne.endswith("Bof"))


ABIMEE = [
    "Date;Site;QG;Q2;Q3;ON;N;CU",
    f"30 x {MARS};Nîmes;Satisfait;Satisfait;Satisfait;Oui;8;Passeport",
    f"10 x {MARS};Nîmes;Bof;Bof;Satisfait;Peut-être;16/20;Autre chose",
    f"40 x {AN_PASSE};Nîmes;Satisfait;Satisfait;Satisfait;Oui;8;Passeport",
]


def test_nothing_is_told_of_what_rests_on_answers_that_nobody_can_read(tmp_path: Path) -> None:
    _, found = lu(tmp_path, *ABIMEE)
    retenus = {code for code, i in found.indicateurs.items() if i.mesure.retenue}
    assert retenus == {
        *(
            f"satisfaction.{nom}"
            for nom in (
                "taux.global",
                "taux.QG",
                "solde.QG",
                "taux.Q2",
                "solde.Q2",
                "theme.Attente",
            )
        ),
        *(
            "satisfaction.taux.ON",
            "satisfaction.solde.ON",
            "satisfaction.taux.N",
            "satisfaction.moyenne.N",
            "L1",
        ),
        *("engagements.E1", "engagements.E2", "engagements.E3"),
    }
    for code in retenus:
        i = found.indicateurs[code]
        assert (i.mesure.valeur, i.mesure.numerateur, i.etat, i.ecart, i.intervalle) == (
            None,
            None,
            "",
            None,
            None,
        ), code
        assert i.evolution == "sans objet", code
    assert found.indicateurs["satisfaction.taux.Q3"].mesure.valeur == 1
    assert (
        found.indicateurs["L2"].mesure.valeur == 1
    )  # a cell that cannot be read is no empty one
    # what a list of choices does not declare is « autre réponse »
    assert "satisfaction.illisibles.CU" not in found.indicateurs


def test_the_page_says_what_is_to_complete(tmp_path: Path) -> None:
    registre, found = lu(tmp_path, *ABIMEE)
    manque = "À COMPLÉTER : 10 réponses illisibles à cette question"
    page = satisfaction.build_section(MeetingContext(registre, found)).elements
    dits = dit(page)
    assert dits[:2] == [
        (
            "Sur la période, 40 questionnaires ont été recueillis ; 40 réponses illisibles sont"
            " comptées à part. À la question « L’accueil », la part des usagers satisfaits n’est"
            " pas donnée : 10 réponses illisibles."
        ),
        manque,
    ]
    assert f"L’accueil | 30 | {manque} | 100,0 % | — | 80,0 % | —" in dits
    assert "Le confort | 40 | 100,0 % | 100,0 % | 0,0 * | 80,0 % | atteint" in dits
    assert "Hors des bases : 40 réponses illisibles." in dits
    (retenues,) = [
        ligne for ligne in dits if ligne.startswith("Répartition des réponses non donnée")
    ]
    assert "« L’attente » (10 réponses illisibles)" in retenues
    graphiques = [element for element in page if isinstance(element, Chart)]
    categories = chain.from_iterable(graphique.categories for graphique in graphiques)
    barres = {categorie for categorie in categories if "20" not in categorie}  # months apart
    assert barres <= {"Le confort", "Passeport", "autre réponse"}
    section = essentiel.build_section(MeetingContext(registre, found))
    assert f"• {manque}" in dit(section.elements)
    assert any(
        ligne.startswith("Réponse illisible : ")
        for ligne in map(simple, methode.write_definitions(MeetingContext(registre, found)))
    )


def test_the_commitments_say_what_is_to_complete(tmp_path: Path) -> None:
    registre, found = lu(tmp_path, *ABIMEE)
    dits = dit(engagements.build_section(MeetingContext(registre, found)).elements)
    assert (
        dits[0]
        == "Trois engagements de service sont suivis ; 3 ne peuvent pas être appréciés, des"
        " réponses étant illisibles."
    )
    assert [
        ligne.count("À COMPLÉTER : 10 réponses illisibles à cette question | ")
        for ligne in dits
        if ligne.startswith("E") and " – " in ligne
    ] == [1, 1, 1]
    assert not [ligne for ligne in dits if "atteint" in ligne and "Action" not in ligne]


def test_a_tag_prints_what_is_to_complete_and_a_sent_pack_keeps_it(tmp_path: Path) -> None:
    registre, found = lu(tmp_path, *ABIMEE)
    balise = context.build_indicateur_tag(found.indicateurs["satisfaction.taux.global"])
    assert getattr(balise["valeur"], "quoi", "") == "10 réponses illisibles à cette question"
    assert (balise["numerateur"], balise["etat"]) == ("sans objet", "non indiqué")
    envoyes = chiffres_envoyes.index_chiffres(MeetingContext(registre, found))
    assert (
        envoyes["satisfaction.taux.global"]
        == envoyes["satisfaction.moyenne.N"]
        == "taux non donné, 10 réponses illisibles"
    )


def test_the_control_workbook_shows_the_number_and_no_rate(tmp_path: Path) -> None:
    _, found = lu(tmp_path, *ABIMEE)
    lignes = {str(ligne[0]): ligne for ligne in chiffres.build_indicateurs_sheet(found).lignes}
    taux = lignes["satisfaction.taux.global"]
    assert [getattr(taux[4], "valeur", 0), taux[5], taux[14]] == [None, None, ""]
    assert str(taux[15]).endswith(
        "10 réponses illisibles, trop pour que la valeur soit donnée."
    )
    assert getattr(lignes["satisfaction.illisibles.QG"][4], "valeur", 0) == 10
    assert ("satisfaction.illisibles.global", "Site", "Nîmes") in {
        tuple(ligne[:3]) for ligne in chiffres.build_repartitions_sheet(found).lignes
    }
    historique = [
        Passe(JUIN, PERIODE, JUIN, i) for i in found.indicateurs.values() if i.mesure.retenue
    ]
    passes = chiffres.build_historique_sheet(bilan(historique=make_history(historique))).lignes
    assert {getattr(ligne[6], "valeur", 0) for ligne in passes} == {None}


PEU = [
    "Date;Site;QG",
    f"47 x {MARS};Nîmes;Satisfait",
    f"11 x {MARS};Nîmes;Peu satisfait",
    f"2 x {MARS};Nîmes;Bof",
]


def test_a_few_stand_beside_the_rate_and_the_state_is_told_only_if_they_cannot_change_it(
    tmp_path: Path,
) -> None:
    """47 of 58 is 81,0 %; with the two others, from 78,3 to 81,7 %: nobody knows whether 80 % is
    reached.
    """
    registre, found = lu(tmp_path, *PEU)
    assert [
        found.indicateurs[code].etat for code in ("satisfaction.taux.QG", "engagements.E1")
    ] == ["", ""]
    dits = dit(satisfaction.build_section(MeetingContext(registre, found)).elements)
    assert (
        "la part des usagers satisfaits est de 81,0 % (47 sur 58 ; 2 réponses illisibles)."
        in dits[0]
    )
    assert "L’accueil | 58 | 81,0 % (2 réponses illisibles) | 80,0 %" in dits
    assert (
        "« L’accueil » : état non indiqué, les réponses illisibles pourraient le changer."
        in dits
    )
    dits = dit(engagements.build_section(MeetingContext(registre, found)).elements)
    assert (
        "E1 – Nous accueillons (satisfaits) | 81,0 %\n47 sur 58 ; 2 réponses illisibles | ≥ 80,0"
        " % | —" in dits
    )
    assert "E1 : état non indiqué, les réponses illisibles pourraient le changer." in dits


@pytest.mark.parametrize(
    ("satisfaits", "illisibles", "cible", "etat"),
    [
        (50, 2, Fraction(8, 10), "atteint"),
        (47, 2, Fraction(8, 10), ""),
        (46, 2, Fraction(8, 10), ""),
        (40, 2, Fraction(8, 10), "non atteint"),
        (47, 2, None, "sans cible"),
    ],
)
def test_a_state_holds_whatever_the_answers_that_nobody_could_read(
    satisfaits: int, illisibles: int, cible: Fraction | None, etat: str
) -> None:
    total = 58 + illisibles
    bornes = Fraction(satisfaits, total), Fraction(satisfaits + illisibles, total)
    mesure = Mesure(Fraction(satisfaits, 58), satisfaits, 58, illisibles, bornes=bornes)
    assert judge_mesure(mesure, cible, "≥") == etat


def test_each_group_has_its_own_share(tmp_path: Path) -> None:
    """The whole can be read, one site and one month cannot: a group is no more readable than its
    own answers.
    """
    registre, found = lu(
        tmp_path,
        "Date;Site;QG",
        f"94 x {MARS};Nîmes;Satisfait",
        f"2 x {MARS};Alès;Satisfait",
        "3 x 12/04/2026;Alès;Bof",
        "1 x 12/05/2026;Le Vigan;Bof",
    )
    dits = dit(with_detail("satisfaction", MeetingContext(registre, found)))
    manque = "À COMPLÉTER : 3 réponses illisibles à cette question"
    assert "Nîmes | 100,0 % | 94 sur 94" in dits
    assert f"Alès | {manque} | 2" in dits
    assert "Le Vigan | 1 réponse illisible | 0" in dits
    assert f"avril 2026 | {manque} | 0" in dits
    assert "mai 2026 | 1 réponse illisible | 0" in dits
    assert "Réponses illisibles, comptées à part : « Alès », 3 ; « Le Vigan », 1." in dits
    assert not found.indicateurs["satisfaction.taux.global"].mesure.retenue
    assert "4 réponses illisibles sont comptées à part" in dits[0]


def test_small_groups_are_merged_with_what_nobody_could_read_in_them(tmp_path: Path) -> None:
    _, found = lu(
        tmp_path,
        "Date;Site;QG",
        f"60 x {MARS};Nîmes;Satisfait",
        f"4 x {MARS};Alès;Satisfait",
        f"4 x {MARS};Uzès;Satisfait",
        f"1 x {MARS};Uzès;Bof",
    )
    sites = [
        (r.modalite, r.mesure.numerateur, r.mesure.illisibles)
        for r in found.repartitions
        if r.axe == "Site" and ".taux." in r.code
    ]
    assert sites == [("Nîmes", 60, 0), ("Autres", 8, 1)]


def test_tallies_that_cannot_be_read_count_with_their_number(tmp_path: Path) -> None:
    tallies = [
        ["QG", "Satisfait(e)", 40, MARS, MARS, "Nîmes"],
        ["QG", "Bof", 12, MARS, MARS, "Nîmes"],
        ["CU", "Bof", 12, MARS, MARS, "Nîmes"],
    ]
    registre, found = lu(tmp_path, "Date;Site;QG", depouillement=tallies)
    mesure = found.indicateurs["satisfaction.taux.global"].mesure
    assert (mesure.retenue, mesure.illisibles, mesure.denominateur) == (True, 12, 40)
    assert found.indicateurs["satisfaction.depouillees"].mesure.valeur == 52
    assert "12 réponses illisibles sont comptées à part" in satisfaction.write_sentence(
        MeetingContext(registre, found)
    )


def test_two_periods_are_compared_when_both_can_be_read(tmp_path: Path) -> None:
    registre, found = lu(
        tmp_path,
        "Date;QG",
        f"50 x {MARS};Satisfait",
        f"40 x {AN_PASSE};Satisfait",
        f"9 x {AN_PASSE};Bof",
    )
    globale = found.indicateurs["satisfaction.taux.global"]
    assert (globale.mesure.valeur, globale.ecart, globale.evolution) == (
        Fraction(1),
        None,
        "sans objet",
    )
    dits = dit(satisfaction.build_section(MeetingContext(registre, found)).elements)
    assert dits[0].endswith(
        "sans comparaison possible : 9 réponses de la période précédente sont illisibles."
    )
    manque = "À COMPLÉTER : 9 réponses illisibles à cette question"
    assert f"L’accueil | 50 | 100,0 % | {manque} | 80,0 % | atteint" in dits
    assert any(
        manque in ligne
        for ligne in dit(engagements.build_section(MeetingContext(registre, found)).elements)
    )


def test_a_form_of_which_nothing_can_be_read_was_received_all_the_same(tmp_path: Path) -> None:
    registre, found = lu(
        tmp_path,
        "Date;QG;Q2",
        f"3 x {MARS};Satisfait;Satisfait",
        f"4 x {MARS};Bof;Bof",
        f"2 x {MARS};;",
    )
    assert found.indicateurs["satisfaction.reponses"].mesure.valeur == 3
    assert found.indicateurs["satisfaction.questionnaires_illisibles"].mesure.valeur == 4
    assert found.indicateurs["satisfaction.non_reponses.QG"].mesure.valeur == 0
    assert (
        "Sur la période, 3 questionnaires ont été recueillis ; 4 autres questionnaires ne"
        " portent que des réponses illisibles ; 8 réponses"
        in (satisfaction.write_sentence(MeetingContext(registre, found)))
    )


def test_a_survey_of_which_nothing_can_be_read_is_no_absence_of_survey(tmp_path: Path) -> None:
    registre, found = lu(tmp_path, *de_qg(0, 40))
    assert not satisfaction.is_empty(MeetingContext(registre, found))
    assert satisfaction.write_sentence(MeetingContext(registre, found)).startswith(
        "Sur la période, 40 questionnaires recueillis ne portent que des réponses illisibles ; 40"
        " réponses illisibles sont comptées à part."
    )


def test_a_sound_survey_says_nothing_of_all_this(tmp_path: Path) -> None:
    registre, found = lu(tmp_path, *de_qg(50, 0))
    dits = [
        *dit(satisfaction.build_section(MeetingContext(registre, found)).elements),
        *map(simple, methode.write_definitions(MeetingContext(registre, found))),
    ]
    assert not [texte for texte in dits if "illisible" in texte]
    assert not [code for code in found.indicateurs if "illisible" in code]
    assert not [r for r in found.repartitions if "illisible" in r.modalite + r.code]


def test_a_past_meeting_says_what_could_not_be_read(tmp_path: Path) -> None:
    retenue = Mesure(None, None, 39, 112, retenue=True)
    mesures = [Mesure(Fraction(n, 100), n, 100) for n in (70, 75, 80)]
    passes = [
        Passe(
            JUIN.replace(year=2020 + n),
            Periode(PERIODE.du, PERIODE.au),
            JUIN,
            Indicateur("satisfaction.taux.global", "", "%", mesure),
        )
        for n, mesure in enumerate([*mesures, retenue])
    ]
    elements = tendances.build_tendance(
        MeetingContext(registre(), bilan(historique=make_history(passes))),
        "satisfaction.taux.global",
        "Satisfaction",
    )
    assert any(
        ligne.endswith("À COMPLÉTER : 112 réponses illisibles à cette question")
        for ligne in dit(elements)
    )
    (courbe,) = [e for e in elements if isinstance(e, Chart)]
    assert courbe.series[0].valeurs[3] is None


def test_a_commitment_keeps_its_tolerance_in_what_remains_possible() -> None:
    engagement = Engagement(
        "E1",
        "Nous accueillons",
        "Satisfaits",
        "≥",
        cible=Fraction(8, 10),
        tolerance=Fraction(5, 100),
    )
    mesure = Mesure(
        Fraction(77, 100), 77, 100, 3, bornes=(Fraction(77, 103), Fraction(80, 103))
    )
    assert judge_mesure(mesure, engagement.cible, engagement.sens, engagement.tolerance) == ""
    assert (
        judge_mesure(mesure, engagement.cible, engagement.sens, Fraction(Decimal("0.1")))
        == "partiellement atteint"
    )


@pytest.mark.parametrize(("typed", "satisfaites"), [("++", 5), ("--", 0), ("-", 0), ("-1", 0)])
def test_answers_made_of_signs_are_not_taken_for_one_another(
    tmp_path: Path, typed: str, satisfaites: int
) -> None:
    echelles = [["Échelle", "Réponse possible", "Ordre", "Compte comme"]]
    echelles.append(["Signes", "++", "0", "satisfait"])
    for rang, signe in enumerate(("--", "-", "-1"), start=1):
        echelles.append(["Signes", signe, str(rang), "insatisfait"])
    questions = [["Code", "Libellé", "Échelle"], ["Q1", "L’accueil", "Signes"]]
    write_workbook(
        tmp_path / "satisfaction.xlsx", {"Questions": questions, "Échelles": echelles}
    )
    (tmp_path / "export.csv").write_text("Date;Q1\n" + f"{MARS};{typed}\n" * 5, "utf-8")
    ((found, _),) = bilan_de_seance.compute(
        charge(tmp_path, ["export", None, None, "Réponses"]).registre,
        [build_seance(Reunion(J), J)],
    )
    reparties = [
        (r.modalite, r.mesure.numerateur)
        for r in found.repartitions
        if r.mesure.numerateur and r.modalite != "sans réponse"
    ]
    assert reparties == [(typed, 5)]
    assert found.indicateurs["satisfaction.taux.Q1"].mesure.numerateur == satisfaites


@pytest.mark.parametrize(
    ("typed", "motif"),
    [
        ("D&eacute;lai d&#039;attente &amp; accueil", "Délai d'attente & accueil"),
        ("D&amp;eacute;lai", "Délai"),
        ("R&D", "R&D"),
        ("a & b; c", "a & b; c"),
        ("caf&#xE9;", "café"),
        ("&inconnue;", "&inconnue;"),
        ("l&rsquo;accueil&nbsp;: 2&nbsp;h", "l’accueil\u00a0: 2\u00a0h"),
        ("&laquo;&#160;Titres&#160;&raquo;", "«\u00a0Titres\u00a0»"),
        ("co&ucirc;t &gt; 50 &euro;", "coût > 50 €"),
        ("&#x2019;&#8230;", "’…"),
        ("M&amp;amp;M", "M&M"),
        ("&quot;attente&quot;", '"attente"'),
        ("&OElig;uvre &agrave; &Eacute;vreux", "Œuvre à Évreux"),
        ("trait&eacute;&nbsp;", "traité"),
        ("a &lt; b", "a < b"),
    ],
)
def test_the_signs_of_a_web_page_are_read_in_every_text(
    tmp_path: Path, typed: str, motif: str
) -> None:
    ligne = f'"A1";"12/03/2026";"courriel";"Titres";"{typed}"'
    (tmp_path / "reclamations.csv").write_text(
        f'N°;"Re&ccedil;ue le";Canal;Service;Motif\n{ligne}\n', "utf-8"
    )
    assert list(charge(tmp_path).registre.reclamations.frame["motif"]) == [motif]


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        *(
            ("QG", "#N/A"),
            ("QG", "04/05/2026"),
            ("QG", "7"),
            ("QG", "?"),
            ("QG", "Aucune réponse"),
            ("QG", "Satisfait ou non"),
        ),
        *(
            ("ON", "Peut-être"),
            ("ON", "Non applicable"),
            ("ON", "2"),
            ("N", "11"),
            ("N", "-1"),
            ("N", "8,5"),
            ("N", "16/20"),
            ("N", "dix"),
        ),
    ],
)
def test_whatever_is_typed_that_is_no_answer_is_no_empty_cell(
    tmp_path: Path, code: str, typed: str
) -> None:
    _, found = lu(
        tmp_path, f"Date;{code};CU", f"5 x {MARS};{typed};Passeport", f"2 x {MARS};;Passeport"
    )
    assert found.indicateurs[f"satisfaction.illisibles.{code}"].mesure.valeur == 5
    assert found.indicateurs[f"satisfaction.non_reponses.{code}"].mesure.valeur == 2
    assert found.indicateurs[f"satisfaction.taux.{code}"].mesure.retenue


@pytest.mark.parametrize("typed", ["", "&nbsp;", "\u00a0", "\u200b", "   "])
def test_a_cell_of_blanks_is_an_empty_one(tmp_path: Path, typed: str) -> None:
    _, found = lu(tmp_path, "Date;QG;CU", f'5 x {MARS};"{typed}";Passeport')
    assert found.indicateurs["satisfaction.non_reponses.QG"].mesure.valeur == 5
    assert "satisfaction.illisibles.QG" not in found.indicateurs


@pytest.mark.parametrize(("lisibles", "taux"), [(57, (57, 57)), (56, (None, 56))])
def test_an_own_indicator_counts_what_was_read_without_what_was_not(
    tmp_path: Path, lisibles: int, taux: tuple[int | None, int]
) -> None:
    _, found = lu(
        tmp_path,
        "Date;Site;QG",
        f"{lisibles} x {MARS};Nîmes;Très satisfait",
        f"3 x {MARS};Nîmes;Bof",
    )
    own = found.indicateurs["L1"].mesure
    assert (own.numerateur, own.denominateur) == taux


@pytest.mark.parametrize(("lisibles", "taux"), [(57, (57, 57)), (53, (None, 53))])
def test_an_own_indicator_rests_on_the_whole_question_that_it_names(
    tmp_path: Path, lisibles: int, taux: tuple[int | None, int]
) -> None:
    """What nobody can read is of another site, which is not of its base
    (docs/rules/commitments.md#local-indicators).
    """
    _, found = lu(
        tmp_path,
        "Date;Site;QG",
        f"{lisibles} x {MARS};Nîmes;Très satisfait",
        f"3 x {MARS};Alès;Bof",
    )
    own = found.indicateurs["L1"].mesure
    assert (own.numerateur, own.denominateur) == taux
