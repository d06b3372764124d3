"""Since when a register is kept: what is compared, which months are drawn, what is said of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from clu_batch.documents.control import chiffres
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import engagements, essentiel, reclamations, satisfaction
from clu_batch.kernel.content import Chart
from clu_batch.records.engagements import UniteDeResultat
from clu_batch.records.parametres import LigneParametre
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reunion import Statut
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.figures.mesures import Fiche
from clu_batch.rules.figures.suivi import build_suivi
from clu_batch.rules.links.parametres import assemble_parametres, report_future_dates
from clu_batch.rules.model import Bilan, Engagement, Mesure, Parametres, Registre, Reunion
from clu_batch.rules.seances import build_seance
from tests.rules.figures.test_satisfaction import dossier, question
from tests.support.control_sheets import valeurs
from tests.support.history import read_history
from tests.support.meeting import dit, indicateur, simple, with_detail
from tests.support.registers import registre
from tests.support.text_tables import date, frame, rows, with_cells

J = date("23/11/2026")
REUNION = Reunion(J, periode_du=date("01/11/2025"), periode_au=date("31/10/2026"))
"""Its comparison period goes from November 2024 to October 2025."""
RECUES, REPONSES = "reclamations.recues", "satisfaction.reponses"
DEPOUILLEES = "satisfaction.depouillees"
PEU_RECLAME = Engagement(
    "E1",
    "Être peu réclamé",
    "Réclamations reçues",
    "≤",
    unite=UniteDeResultat.NOMBRE,
    cible=Fraction(10),
    source=RECUES,
)


def registre_de(*recues: str, **reglages: Any) -> Registre:
    """A register of complaints received on these days.

    « 12/03/2026 suggestion » is a suggestion, « … faute » a row left out.
    """
    rows = ["N° | Reçue le | Nature | Réponse envoyée le"]
    for n, typed in enumerate(recues):
        jour, _, suite = typed.partition(" ")
        nature, reponse = ("", "02/01/2010") if suite == "faute" else (suite, "")
        rows.append(f"{n} | {jour} | {nature} | {reponse}")
    return replace(
        registre(),
        parametres=Parametres(delai_reponse=10, **reglages),
        reclamations=frame(Reclamation.sheet, "\n".join(rows)),
    )


def enquete_de(*jours: str, depouillement: str = "", **reglages: Any) -> Registre:
    """The forms of these days, all satisfied."""
    reponses = "Date | Q1\n" + "\n".join(f"{jour} | Bien" for jour in jours)
    return dossier([question(globale=True)], reponses, depouillement=depouillement, **reglages)


def calcule(de: Registre, reunion: Reunion = REUNION) -> Bilan:
    ((found, _),) = bilan_de_seance.compute(de, [build_seance(reunion, J)])
    return found


def compare(found: Bilan, code: str = RECUES) -> tuple[object, object, str]:
    """The number of the period, the previous one (None: left out), and what limits it."""
    figure = found.indicateurs[code]
    passe = figure.precedente.valeur if figure.precedente else None
    assert (figure.ecart is None) == (passe is None)
    return figure.mesure.valeur, passe, figure.reserve


def mois(found: Bilan, code: str = RECUES) -> dict[str, object]:
    lignes = [r for r in found.repartitions if (r.code, r.axe) == (code, "Mois")]
    return {ligne.modalite: ligne.mesure.valeur for ligne in lignes}


# -- complaints: what is compared ------------------------------------------------------------------

QUATRE = ("05/03/2026", "06/03/2026", "07/04/2026", "08/10/2026")
MARS_2025 = "registre ouvert en mars 2025"


@pytest.mark.parametrize(
    ("avant", "attendu"),
    [
        ((), (4, None, "")),  # the first year: nobody counted
        (("05/11/2025",), (5, None, "")),  # the first row is of the period itself
        # on the last day of the comparison period
        (("31/10/2025",), (4, 1, "registre ouvert en octobre 2025")),
        (("12/03/2025", "14/05/2025"), (4, 2, MARS_2025)),
        (
            ("12/03/2025 suggestion",),
            (4, 0, MARS_2025),
        ),  # a row of the sheet, whatever its nature
        (("12/03/2025 faute",), (4, None, "")),  # a row left out for its dates says nothing
        (("01/11/2024", "14/05/2025"), (4, 2, "")),  # from the first day on: the whole period
        # from its first month on, as the period itself says
        (("18/11/2024", "14/05/2025"), (4, 2, "")),
        (("02/12/2024",), (4, 1, "registre ouvert en décembre 2024")),
        (("31/10/2024",), (4, 0, "")),  # kept before: nothing was received, which is a number
        (("12/06/2019", "12/03/2025"), (4, 1, "")),
    ],
)
def test_a_number_is_compared_from_the_first_row_on(
    avant: tuple[str, ...],
    attendu: tuple[object, ...],
) -> None:
    assert compare(calcule(registre_de(*avant, *QUATRE))) == attendu


@pytest.mark.parametrize(
    ("depuis", "attendu"),
    [
        ("01/01/2020", (4, 2, "")),
        ("01/11/2024", (4, 2, "")),  # the first day of the comparison period
        ("02/11/2024", (4, 2, "registre ouvert en novembre 2024")),
        ("12/03/2025", (4, 2, MARS_2025)),  # on the day of the first row
        ("13/03/2025", (4, 1, MARS_2025)),  # the earlier row does not count any more
        ("31/10/2025", (4, 0, "registre ouvert en octobre 2025")),
        ("01/11/2025", (4, None, "")),
        ("01/04/2026", (4, None, "")),
        ("01/12/2026", (4, None, "")),  # after the period and after A
    ],
)
def test_a_number_is_compared_from_the_day_of_the_setting_on(
    depuis: str,
    attendu: tuple[object, ...],
) -> None:
    de = registre_de("12/03/2025", "14/05/2025", *QUATRE, reclamations_depuis=date(depuis))
    assert compare(calcule(de)) == attendu


def test_a_setting_before_the_first_row_makes_a_true_zero() -> None:
    assert compare(calcule(registre_de(*QUATRE, reclamations_depuis=date("01/01/2024")))) == (
        4,
        0,
        "",
    )


def test_a_row_after_the_cut_off_opens_nothing() -> None:
    # compared with November and December 2024
    coupe = replace(REUNION, chiffres_arretes_au=date("31/12/2025"))
    assert compare(calcule(registre_de("05/11/2025", "15/03/2026"), coupe)) == (1, None, "")
    assert mois(calcule(registre_de("15/03/2026"), coupe)) == {}


def test_rates_and_delays_need_a_base_only() -> None:
    rows = """
        N° | Reçue le   | Réponse envoyée le
        1  | 12/03/2025 | 13/03/2025
        2  | 12/03/2026 | 13/03/2026
        """
    kept = registre_de(reclamations_depuis=date("01/11/2025"))
    kept = replace(kept, reclamations=frame(Reclamation.sheet, rows))
    found = calcule(kept).indicateurs
    compares = {code: i for code, i in found.items() if i.unite in {"%", "jours ouvrés"}}
    passes = {code: i.precedente and i.precedente.valeur for code, i in compares.items()}
    assert passes["reclamations.taux_dans_delai"] == passes["reclamations.delai_median"] == 1
    assert {i.precedente for i in found.values() if i.unite == "nombre"} == {None}


@pytest.mark.parametrize(
    ("unite", "connue"),
    [("nombre", False), ("%", True), ("note", True), ("points", True), ("date", True)],
)
def test_what_is_no_number_needs_no_register(unite: str, *, connue: bool) -> None:
    """A 0 of before the register is no number, but a true mean, balance or rate."""
    pas_encore = build_suivi(date("01/12/2026"), None, "registre ouvert en {}")
    zero = indicateur("x", Mesure(Fraction(0)), unite)
    seance = build_seance(REUNION, J)
    assert (pas_encore.qualify(zero, seance) == zero) is connue
    periodes = pas_encore.count_periods(str, seance)
    fiche = Fiche("x", "x", unite, "x")
    assert periodes.find_before(fiche) == (str(seance.precedente) if connue else None)


# -- complaints: months ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recues", "depuis", "attendu"),
    [
        # November to October; the first row is of March
        (QUATRE, None, [None, None, None, None, 2, 1, 0, 0, 0, 0, 0, 1]),
        (
            ("20/02/2026 suggestion", *QUATRE),
            None,
            [None, None, None, 0, 2, 1, 0, 0, 0, 0, 0, 1],
        ),
        (("12/03/2025", *QUATRE), None, [0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 1]),
        (QUATRE, "20/01/2026", [None, None, 0, 0, 2, 1, 0, 0, 0, 0, 0, 1]),
        (QUATRE, "01/04/2026", [None, None, None, None, None, 1, 0, 0, 0, 0, 0, 1]),
        (QUATRE, "31/03/2026", [None, None, None, None, 2, 1, 0, 0, 0, 0, 0, 1]),
        (QUATRE, "01/01/2020", [0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 1]),
        (QUATRE, "01/12/2026", []),
    ],
)
def test_the_months_before_the_opening_have_no_figure(
    recues: tuple[str, ...],
    depuis: str | None,
    attendu: list[object],
) -> None:
    found = calcule(registre_de(*recues, reclamations_depuis=date(depuis) if depuis else None))
    assert list(mois(found).values()) == attendu
    cut = ("reclamations.taux_dans_delai", "Mois")
    bases = [r.mesure.denominateur for r in found.repartitions if (r.code, r.axe) == cut]
    assert [base is None for base in bases] == [n is None for n in attendu]


def test_a_month_without_figure_is_a_dash_a_gap_in_the_chart_an_empty_cell_of_control() -> None:
    de = registre_de(*QUATRE)
    found = calcule(de)
    elements = with_detail("réclamations", MeetingContext(de, found))
    said = dit(elements)
    assert "février 2026 | — | —" in said
    assert "mai 2026 | 0 | —" in said
    assert "Mois sans chiffre : registre ouvert en mars 2026." in said
    (chart,) = [e for e in elements if isinstance(e, Chart) and "par mois" in e.message]
    assert chart.series[0].valeurs[3:7] == (None, 2.0, 1.0, 0.0)
    rows = {row[:3]: row[3:] for row in valeurs(chiffres.build_repartitions_sheet(found))}
    assert rows[RECUES, "Mois", "février 2026"] == (None, None, None)
    assert rows[RECUES, "Mois", "mai 2026"] == (0, None, None)


# -- complaints: what is said ----------------------------------------------------------------------


def phrase(*recues: str, **reglages: Any) -> str:
    de = registre_de(*recues, **reglages)
    return (
        simple(reclamations.write_sentence(MeetingContext(de, calcule(de))))
        .partition(". ")[0]
        .removesuffix(".")
    )


@pytest.mark.parametrize(
    ("recues", "attendu"),
    [
        (QUATRE, "Sur la période, 4 réclamations ont été reçues"),
        (
            ("12/03/2025", *QUATRE),
            (
                "Sur la période, 4 réclamations ont été reçues, contre 1 sur la période précédente"
                " (registre ouvert en mars 2025)"
            ),
        ),
        (
            ("31/10/2024", *QUATRE),
            "Sur la période, 4 réclamations ont été reçues, contre aucune sur la période"
            " précédente",
        ),
        (
            ("31/10/2024", "12/03/2025", "13/03/2025"),
            "Aucune réclamation n’a été reçue sur la période, contre 2 sur la période précédente",
        ),
        (
            ("12/03/2025",),
            (
                "Aucune réclamation n’a été reçue sur la période, contre 1 sur la période"
                " précédente (registre ouvert en mars 2025)"
            ),
        ),
        (
            ("31/10/2024", "12/03/2025 suggestion"),
            "Aucune réclamation n’a été reçue sur la période, comme sur la période précédente",
        ),
        (("05/11/2025 suggestion",), "Aucune réclamation n’a été reçue sur la période"),
        (  # one of the rows left out may be of the period
            ("31/10/2024", "12/03/2025", "05/11/2025 faute"),
            "Aucune réclamation n’est comptée sur la période, contre 1 sur la période précédente",
        ),
    ],
)
def test_the_sentence_of_complaints(recues: tuple[str, ...], attendu: str) -> None:
    assert phrase(*recues) == attendu


def test_a_register_opened_after_the_period_is_not_a_register_without_complaints() -> None:
    apres = (
        "Le registre des réclamations n’est suivi qu’à partir du 1er novembre 2026, après la"
        " période"
    )
    assert phrase("05/11/2026", reclamations_depuis=date("01/11/2026")) == apres
    assert phrase(reclamations_depuis=date("01/11/2026")) == apres
    aucune = "Aucune réclamation n’a été reçue sur la période"
    assert phrase("05/11/2026", reclamations_depuis=date("31/10/2026")) == aucune
    # typed all the same: they count
    assert phrase(*QUATRE, reclamations_depuis=date("01/11/2026")).startswith(
        "Sur la période, 4"
    )


def test_a_zero_of_before_the_setting_is_unknown_and_reaches_no_target() -> None:
    tenu = PEU_RECLAME
    for depuis, attendu in (
        (None, (0, "atteint")),
        ("31/10/2026", (0, "atteint")),
        ("01/11/2026", (None, "non mesuré")),
    ):
        de = registre_de("05/11/2026", reclamations_depuis=date(depuis) if depuis else None)
        found = calcule(replace(de, engagements=[tenu]))
        assert (found.indicateurs[RECUES].mesure.valeur, found.engagements[0].etat) == attendu
        assert found.indicateurs["reclamations.stock"].mesure.valeur == 1
    survey = calcule(enquete_de("05/11/2026", enquetes_depuis=date("01/11/2026"))).indicateurs
    assert (
        survey[REPONSES].mesure.valeur is survey["satisfaction.exclus.Q1"].mesure.valeur is None
    )


def test_nothing_this_year_and_two_last_year_are_both_printed() -> None:
    de = registre_de("12/03/2025", "13/03/2025", reclamations_depuis=date("01/01/2024"))
    answered = """
        N° | Reçue le   | Réponse envoyée le
        1  | 12/03/2025 | 13/03/2025
        2  | 13/03/2025 | 14/03/2025
        """
    de = replace(de, reclamations=frame(Reclamation.sheet, answered))
    found = calcule(de)
    said = dit(reclamations.build_section(MeetingContext(de, found)).elements)
    # the sentence says it all: a table of one number would repeat it
    assert not any(line.startswith("Réclamations reçues |") for line in said)
    assert "Aucune réclamation n’est ouverte au 23 novembre 2026." in said
    assert not any("mois" in line for line in said)
    summary = dit(essentiel.build_section(MeetingContext(de, found)).elements)
    sentence = (
        "Aucune réclamation n’a été reçue sur la période, contre 2 sur la période précédente."
    )
    assert f"• {sentence}" in summary


@pytest.mark.parametrize(
    ("recues", "colonnes", "note"),
    [
        (QUATRE, "Indicateur | Période", None),
        (
            ("12/03/2025", *QUATRE),
            "Indicateur | Période | Période précédente | Écart",
            (
                "Période précédente : du 1er novembre 2024 au 31 octobre 2025 (registre ouvert en"
                " mars 2025)."
            ),
        ),
        (
            ("31/10/2024", "12/03/2025", *QUATRE),
            "Indicateur | Période | Période précédente | Écart",
            "Période précédente : du 1er novembre 2024 au 31 octobre 2025.",
        ),
    ],
)
def test_the_first_table_says_what_the_previous_period_is(
    recues: tuple[str, ...], colonnes: str, note: str | None
) -> None:
    de = registre_de(*recues)
    said = dit(reclamations.build_section(MeetingContext(de, calcule(de))).elements)
    assert colonnes in said
    notes = [line for line in said if line.startswith("Période précédente")]
    assert notes == ([note] if note else [])


def test_the_control_workbook_says_what_limits_a_previous_number() -> None:
    def lignes(*recues: str) -> dict[object, tuple[object, ...]]:
        return {
            row[0]: row
            for row in valeurs(chiffres.build_indicateurs_sheet(calcule(registre_de(*recues))))
        }

    definition = str(lignes("12/03/2025", *QUATRE)[RECUES][-1])
    dite = "hors périmètre. Période précédente : registre ouvert en mars 2025."
    assert simple(definition).endswith(dite)
    assert lignes("12/03/2025", *QUATRE)[RECUES][10:12] == (1, 3)
    assert lignes(*QUATRE)[RECUES][10:12] == (None, None)
    assert "registre" not in str(lignes("31/10/2024", *QUATRE)[RECUES][-1])


def test_a_commitment_that_rests_on_a_number_says_it_too() -> None:
    tenu = replace(PEU_RECLAME, cible=None)
    found = calcule(replace(registre_de("12/03/2025", *QUATRE), engagements=[tenu]))
    said = dit(engagements.build_section(MeetingContext(registre(), found)).elements)
    assert any(line.startswith("E1") and " | 4 | 1\n+3 | " in line for line in said)
    assert "Période précédente incomplète : E1, registre ouvert en mars 2025." in said
    alone = calcule(replace(registre_de(*QUATRE), engagements=[tenu]))
    said = dit(engagements.build_section(MeetingContext(registre(), alone)).elements)
    assert not any("écédente" in line for line in said)


def test_the_history_holds_no_number_of_a_meeting_that_came_before_the_register() -> None:
    ancienne = Reunion(
        date("11/06/2025"),
        periode_du=date("01/05/2024"),
        periode_au=date("30/04/2025"),
        statut=Statut.TENUE,
    )
    for recues, attendu in (
        ((*QUATRE,), set()),
        (("30/04/2025", *QUATRE), {RECUES, "reclamations.repondues"}),
    ):
        de = registre_de(*recues)
        de = replace(de, comite=replace(de.comite, reunions=(ancienne, REUNION)))
        passes = {
            h.indicateur.code
            for h in read_history(calcule(de).historique)
            if h.reunion == ancienne.date
        }
        assert passes & {RECUES, "reclamations.repondues"} == attendu
        assert "reclamations.stock" in passes


# -- surveys ---------------------------------------------------------------------------------------

TALLY = "Q1 | Bien | 30 | {} | {} | |\n"


@pytest.mark.parametrize(
    ("jours", "depouillement", "attendu"),
    [
        (("05/03/2026",), "", (1, None, "")),
        (("31/10/2025", "05/03/2026"), "", (1, 1, "enquêtes suivies depuis octobre 2025")),
        (("12/03/2025", "05/03/2026"), "", (1, 1, "enquêtes suivies depuis mars 2025")),
        (("01/11/2024", "05/03/2026"), "", (1, 1, "")),
        (
            ("05/03/2026",),
            TALLY.format("01/03/2025", "12/03/2025"),
            (1, 0, "enquêtes suivies depuis mars 2025"),
        ),
        # a tally stands at its end
        (("05/03/2026",), TALLY.format("01/10/2025", "01/11/2025"), (1, None, "")),
        (("05/03/2026",), TALLY.format("01/10/2024", "31/10/2024"), (1, 0, "")),
        ((), TALLY.format("01/03/2026", "12/03/2026"), (0, None, "")),  # tallies alone
    ],
)
def test_forms_are_compared_from_the_first_form_or_tally_on(
    jours: tuple[str, ...], depouillement: str, attendu: tuple[object, ...]
) -> None:
    found = calcule(enquete_de(*jours, depouillement=depouillement))
    assert compare(found, REPONSES) == attendu
    assert compare(found, "satisfaction.non_reponses.Q1")[1:] == (
        None if attendu[1] is None else 0,
        attendu[2],
    )
    if depouillement:
        assert (compare(found, DEPOUILLEES)[1] is None) == (attendu[1] is None)


@pytest.mark.parametrize(
    ("depuis", "attendu"),
    [
        ("01/01/2020", (1, 2, "")),
        ("13/03/2025", (1, 1, "enquêtes suivies depuis mars 2025")),
        ("01/11/2025", (1, None, "")),
    ],
)
def test_forms_are_compared_from_the_day_of_the_setting_on(
    depuis: str,
    attendu: tuple[object, ...],
) -> None:
    jours = ("12/03/2025", "14/05/2025", "05/03/2026")
    found = calcule(enquete_de(*jours, enquetes_depuis=date(depuis)))
    assert compare(found, REPONSES) == attendu
    rate = found.indicateurs["satisfaction.taux.Q1"]
    # all the answers: a rate needs a base only
    assert (rate.precedente and rate.precedente.denominateur, rate.reserve) == (2, "")


def test_the_answers_apart_are_numbers_too() -> None:
    reponses = """
        Date       | Q1           | Q2
        12/03/2025 | Sans opinion | Bien
        12/03/2025 |              | Bien
        14/05/2025 |              | Bien
        05/03/2026 |              | Bien
        """
    for depuis, exclus, vides in (
        ("01/01/2020", 1, 2),
        ("13/03/2025", 0, 1),
        ("01/11/2025", None, None),
    ):
        asked = [question(), question("Q2")]
        found = calcule(dossier(asked, reponses, enquetes_depuis=date(depuis)))
        assert compare(found, "satisfaction.exclus.Q1")[1] == exclus
        assert compare(found, "satisfaction.non_reponses.Q1")[1] == vides


def test_the_months_of_the_survey_before_it_began_have_no_figure() -> None:
    de = enquete_de(*["05/03/2026"] * 5, "05/05/2026")
    found = calcule(de)
    assert list(mois(found, "satisfaction.taux.global").values())[:7] == [
        None,
        None,
        None,
        None,
        1,
        None,
        None,
    ]
    said = dit(with_detail("satisfaction", MeetingContext(de, found)))
    assert "février 2026 | — | —" in said
    assert "avril 2026 | — | 0" in said
    assert "Mois sans chiffre : enquêtes suivies depuis mars 2026." in said
    older = replace(de, parametres=replace(de.parametres, enquetes_depuis=date("01/01/2020")))
    said = dit(with_detail("satisfaction", MeetingContext(older, calcule(older))))
    assert not any("Mois sans chiffre" in line for line in said)


def test_the_note_under_the_rates_says_since_when_the_surveys_are_kept() -> None:
    de = enquete_de("12/03/2025", "05/03/2026")
    note = "Période précédente : du 1er novembre 2024 au 31 octobre 2025"
    said = dit(satisfaction.build_section(MeetingContext(de, calcule(de))).elements)
    assert f"{note} (enquêtes suivies depuis mars 2025)." in said


@pytest.mark.parametrize(
    ("jours", "depouillement", "attendu"),
    [
        (
            ("31/10/2024", "12/03/2025", "13/03/2025"),
            "",
            "contre 2 questionnaires sur la période précédente.",
        ),
        (
            ("12/03/2025",),
            "",
            "contre 1 questionnaire sur la période précédente (enquêtes suivies depuis mars 2025).",
        ),
        (
            ("31/10/2024", "12/03/2025"),
            TALLY.format("12/03/2025", "12/03/2025"),
            "contre 1 questionnaire et 30 réponses dépouillées sur la période précédente.",
        ),
        (
            ("31/10/2024",),
            TALLY.format("12/03/2025", "12/03/2025"),
            "contre 30 réponses dépouillées sur la période précédente.",
        ),
    ],
)
def test_no_form_this_year_and_some_last_year(
    jours: tuple[str, ...],
    depouillement: str,
    attendu: str,
) -> None:
    de = enquete_de(*jours, depouillement=depouillement)
    found = calcule(de)
    said = f"Aucun questionnaire exploitable n’a été recueilli sur la période, {attendu}"
    assert simple(satisfaction.write_sentence(MeetingContext(de, found))) == said
    assert dit(satisfaction.build_section(MeetingContext(de, found)).elements) == [said]


@pytest.mark.parametrize(
    ("depuis", "attendu"),
    [
        (None, "Aucun questionnaire exploitable n’a été recueilli sur la période."),
        ("31/10/2026", "Aucun questionnaire exploitable n’a été recueilli sur la période."),
        (
            "01/11/2026",
            (
                "Les enquêtes de satisfaction ne sont suivies qu’à partir du 1er novembre 2026,"
                " après la période."
            ),
        ),
    ],
)
def test_no_form_in_either_period(depuis: str | None, attendu: str) -> None:
    de = enquete_de("05/11/2026", enquetes_depuis=date(depuis) if depuis else None)
    assert simple(satisfaction.write_sentence(MeetingContext(de, calcule(de)))) == attendu


# -- what deserves a look --------------------------------------------------------------------------


def informations(de: Registre) -> list[tuple[str, str, str]]:
    ((_, problems),) = bilan_de_seance.compute(de, [build_seance(REUNION, J)])
    early = [p for p in problems if p.code == "avant-le-suivi"]
    return [(p.place.sheet, p.place.cell, simple(p.trouve)) for p in early]


def test_rows_before_the_setting_are_told_once_per_sheet() -> None:
    depuis = date("01/01/2026")
    register = registre_de("12/03/2025", *QUATRE, "13/03/2025", reclamations_depuis=depuis)
    assert informations(register) == [
        (
            "Réclamations",
            "B2",
            "2 lignes datées avant le 01/01/2026, jour du paramètre « Réclamations suivies depuis"
            " le »",
        )
    ]
    survey = enquete_de("05/03/2026", "12/03/2025", enquetes_depuis=depuis)
    assert [place[:2] for place in informations(survey)] == [("Réponses", "A3")]
    assert informations(registre_de("01/01/2026", reclamations_depuis=depuis)) == []
    assert informations(registre_de("12/03/2025")) == []


@pytest.mark.parametrize(
    ("nom", "jour", "attendu"),
    [
        ("Réclamations suivies depuis le", dt.date(2026, 11, 24), ["suivi-a-venir"]),
        ("Enquêtes suivies depuis le", dt.date(2027, 1, 1), ["suivi-a-venir"]),
        ("Enquêtes suivies depuis le", J, []),
        ("Réclamations suivies depuis le", None, []),
        ("Date du jour", dt.date(2027, 1, 1), []),
    ],
)
def test_a_register_kept_since_a_day_to_come(
    nom: str,
    jour: dt.date | None,
    attendu: list[str],
) -> None:
    known = rows(LigneParametre.sheet, f"Paramètre | Valeur\n{nom} | x")
    lus, _ = assemble_parametres(with_cells(known, valeur=[jour]))
    found = report_future_dates(lus, J)
    assert [p.code for p in found] == attendu
    assert [str(p.place) for p in found] == ["parametres.xlsx, Paramètres!B2"] * len(attendu)
