"""Days and calendars: the shared cases, the table of docs/rules/substitutions.md#examples, the
holidays; tests/rules/test_decomptes.py walks day by day.
"""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys

import numpy as np
import pytest

from clu_batch.records.parametres import Decompte, Unite
from clu_batch.rules.feries import TERRITOIRES, is_known_territoire
from clu_batch.rules.jours import Calendrier, Dates, build_calendrier
from tests.support.folders import CASES, ROOT

D = dt.date
ANNEES = range(2025, 2028)
PONTS = {
    D(2026, 5, 15): "pont de l’Ascension",
    **{D(2026, 12, jour): "fin d’année" for jour in range(24, 32)},
}
CALENDRIERS = {
    "plain": build_calendrier("Métropole", ANNEES),
    "closures": build_calendrier(
        "30", ANNEES, PONTS, {D(2026, 5, 25): "lundi de Pentecôte travaillé"}
    ),
}
A = D(2026, 6, 30)


def cas(nom: str) -> list[dict[str, str]]:
    with (CASES / nom).open(encoding="utf-8", newline="") as lignes:
        return list(csv.DictReader(lignes))


def dates(textes: list[str]) -> Dates:
    return np.array([texte or "NaT" for texte in textes], dtype="datetime64[D]")


def test_published_substitution_limits() -> None:
    faux = []
    for ligne in cas("substitution_limits.csv"):
        jours = CALENDRIERS[ligne["calendar"]]
        pleins, j2 = (
            jours.compute_limite(D.fromisoformat(ligne["meeting"]), 2, Unite.OUVRABLES, d)
            for d in Decompte
        )
        obtenu = [
            str(d)
            for limite in (pleins, j2)
            for d in (limite, jours.find_last_jour_de_bureau(limite))
        ]
        if obtenu != [
            ligne[c] for c in ("full_days_limit", "printed_full_days", "j2_limit", "printed_j2")
        ]:
            faux.append((ligne, obtenu))
    assert faux == []


def etat_au(a: D, repondue: str, due: str) -> str:
    """The state of docs/rules/complaints.md#states, for the published cases."""
    if repondue and repondue <= str(a):
        return "répondue dans le délai" if not due or repondue <= due else "répondue hors délai"
    return "en cours" if not due or due >= str(a) else "sans réponse, délai dépassé"


def test_published_complaint_deadlines() -> None:
    faux = []
    for nom, jours in CALENDRIERS.items():
        for unite in Unite:
            lignes = [
                ligne
                for ligne in cas("complaint_deadlines.csv")
                if ligne["calendar"] == nom and ligne["unit"] == unite
            ]
            recues = dates([ligne["received"] for ligne in lignes])
            du = dates([ligne["suspended_from"] for ligne in lignes])
            au = dates(
                [
                    "" if ligne["suspended_to"] == "open" else ligne["suspended_to"]
                    for ligne in lignes
                ]
            )
            delais = np.array([int(ligne["days"]) for ligne in lignes])
            dues = jours.compute_echeances(recues, delais, unite, du, au)
            comptes = jours.count_jours(
                recues, dates([ligne["replied"] for ligne in lignes]), unite, du, au
            )
            for ligne, due, compte in zip(lignes, dues, comptes, strict=True):
                echeance = "" if np.isnat(due) else str(due)
                obtenu = (
                    echeance,
                    "" if compte < 0 else str(compte),
                    etat_au(A, ligne["replied"], echeance),
                )
                if obtenu != (
                    ligne["due"],
                    ligne["delay_at_reply"],
                    ligne["state_at_2026_06_30"],
                ):
                    faux.append((ligne, obtenu))
    assert faux == []


@pytest.mark.parametrize(
    ("reunion", "pleins", "imprimee", "j2"),
    [
        ("2026-11-16", "2026-11-12", "2026-11-12", "2026-11-13"),
        ("2026-11-17", "2026-11-13", "2026-11-13", "2026-11-14"),
        ("2026-11-18", "2026-11-15", "2026-11-13", "2026-11-16"),
        ("2026-11-19", "2026-11-16", "2026-11-16", "2026-11-17"),
        ("2026-11-12", "2026-11-08", "2026-11-06", "2026-11-09"),
        ("2026-05-26", "2026-05-21", "2026-05-21", "2026-05-22"),
        ("2026-04-08", "2026-04-03", "2026-04-03", "2026-04-04"),
        ("2026-12-28", "2026-12-23", "2026-12-23", "2026-12-24"),
    ],
)
def test_table_of_the_rules(reunion: str, pleins: str, imprimee: str, j2: str) -> None:
    jours, seance = CALENDRIERS["plain"], D.fromisoformat(reunion)
    limite = jours.compute_limite(seance, 2, Unite.OUVRABLES, Decompte.PLEINS)
    assert (str(limite), str(jours.find_last_jour_de_bureau(limite))) == (pleins, imprimee)
    assert str(jours.compute_limite(seance, 2, Unite.OUVRABLES, Decompte.J_2)) == j2


def test_a_closing_day_stays_ouvrable_but_is_never_printed() -> None:
    jours = Calendrier(CALENDRIERS["plain"].feries, {D(2026, 5, 15): "pont"})
    limite = jours.compute_limite(D(2026, 5, 18), 2, Unite.OUVRABLES, Decompte.PLEINS)
    assert (limite, jours.find_last_jour_de_bureau(limite)) == (D(2026, 5, 14), D(2026, 5, 13))
    assert jours.compute_limite(D(2026, 5, 18), 2, Unite.OUVRABLES, Decompte.J_2) == D(
        2026, 5, 15
    )


@pytest.mark.parametrize(
    ("jour", "ouvrable", "ouvre", "raison"),
    [
        ("2026-05-13", True, True, ""),
        ("2026-05-14", False, False, "Ascension"),
        ("2026-05-15", True, False, "fermeture\u00a0: pont de l’Ascension"),
        ("2026-05-16", True, False, "samedi"),
        ("2026-05-17", False, False, "dimanche"),
        ("2026-05-25", True, True, "ouverture\u00a0: lundi de Pentecôte travaillé"),
        ("2026-08-15", False, False, "Assomption"),  # a Saturday
        ("2026-12-25", False, False, "Noël"),  # a holiday within a closing period
    ],
)
def test_nature_of_a_day(jour: str, ouvrable: bool, ouvre: bool, raison: str) -> None:
    jours, d = CALENDRIERS["closures"], D.fromisoformat(jour)
    assert (
        jours.is_counted(d, Unite.OUVRABLES),
        jours.is_counted(d, Unite.OUVRES),
        jours.is_jour_de_bureau(d),
        jours.describe_jour(d),
    ) == (
        ouvrable,
        ouvre,
        ouvre,
        raison,
    )


@pytest.mark.parametrize(
    ("jour", "ouvrable", "ouvre", "raison"),
    [
        ("2026-05-10", False, False, "dimanche"),  # an ouverture never opens a Sunday
        # nor makes a Saturday ouvré, but the holiday is undone
        ("2026-08-15", True, False, "samedi"),
        ("2026-05-15", True, True, "ouverture"),  # it undoes a fermeture
        ("2026-05-14", True, True, "ouverture"),
    ],
)
def test_an_ouverture_undoes_a_holiday_or_a_closing_day(
    jour: str, ouvrable: bool, ouvre: bool, raison: str
) -> None:
    d = D.fromisoformat(jour)
    jours = Calendrier(CALENDRIERS["plain"].feries, {D(2026, 5, 15): "pont"}, {d: ""})
    assert (
        jours.is_counted(d, Unite.OUVRABLES),
        jours.is_counted(d, Unite.OUVRES),
        jours.describe_jour(d),
    ) == (
        ouvrable,
        ouvre,
        raison,
    )
    veille = np.array([d - dt.timedelta(1)], dtype="datetime64[D]")
    fin = np.array([d], dtype="datetime64[D]")
    assert jours.count_jours(veille, fin, Unite.OUVRABLES)[0] == ouvrable
    assert jours.count_jours(veille, fin, Unite.OUVRES)[0] == ouvre


def test_office_days_around_a_closed_week() -> None:
    jours = CALENDRIERS["closures"]
    assert jours.find_last_jour_de_bureau(D(2027, 1, 3)) == D(2026, 12, 23)
    assert jours.find_next_jour_de_bureau(D(2026, 12, 24)) == D(2027, 1, 4)
    assert jours.find_next_jour_de_bureau(D(2026, 12, 23)) == D(2026, 12, 23)


# -- the limits of a count -------------------------------------------------------------------------


def test_a_missing_end_has_no_count() -> None:
    jours = CALENDRIERS["plain"]
    assert list(
        jours.count_jours(
            dates(["2026-01-05", "2026-01-05"]), dates(["", "2026-01-12"]), Unite.OUVRES
        )
    ) == [-1, 5]


def test_jours_francs_backward_are_full_days() -> None:
    for decompte in Decompte:
        # Com. 14 March 2018, n° 16-26.996
        assert CALENDRIERS["plain"].compute_limite(
            D(2026, 7, 31), 8, Unite.FRANCS, decompte
        ) == D(2026, 7, 22)


# -- public holidays -------------------------------------------------------------------------------

METROPOLE_2026 = {
    "2026-01-01": "Jour de l’an",
    "2026-04-06": "Lundi de Pâques",
    "2026-05-01": "Fête du Travail",
    "2026-05-08": "Fête de la Victoire",
    "2026-05-14": "Ascension",
    "2026-05-25": "Lundi de Pentecôte",
    "2026-07-14": "Fête nationale",
    "2026-08-15": "Assomption",
    "2026-11-01": "Toussaint",
    "2026-11-11": "Armistice",
    "2026-12-25": "Noël",
}
VENDREDI_SAINT_ET_26 = {"2026-04-03": "Vendredi saint", "2026-12-26": "Saint-Étienne"}


def abolition(jour: str) -> dict[str, str]:
    return {jour: "Abolition de l’esclavage"}


@pytest.mark.parametrize(
    ("territoire", "en_plus"),
    [
        ("Métropole", {}),
        ("MÉTROPOLE ", {}),
        ("1", {}),
        ("01", {}),
        ("30", {}),
        ("2a", {}),
        ("Alsace-Moselle", VENDREDI_SAINT_ET_26),
        ("alsace moselle", VENDREDI_SAINT_ET_26),
        ("57", VENDREDI_SAINT_ET_26),
        ("67", VENDREDI_SAINT_ET_26),
        ("68", VENDREDI_SAINT_ET_26),
        ("Guadeloupe", abolition("2026-05-27")),
        ("Martinique", abolition("2026-05-22")),
        ("973", abolition("2026-06-10")),
        ("La Réunion", abolition("2026-12-20")),
        ("974", abolition("2026-12-20")),
        ("Mayotte", abolition("2026-04-27")),
        ("Saint-Barthélemy", abolition("2026-10-09")),
        ("Saint-Martin", abolition("2026-05-28")),
        ("St Martin", abolition("2026-05-28")),
        ("Saint-Pierre-et-Miquelon", {}),
        ("Nouvelle-Calédonie", {"2026-09-24": "Fête de la Citoyenneté"}),
        (
            "Wallis-et-Futuna",
            {
                "2026-04-28": "Saint Pierre Chanel",
                "2026-06-29": "Saints Pierre et Paul",
                "2026-07-29": "Fête du Territoire",
            },
        ),
    ],
)
def test_holidays_of_a_territory(territoire: str, en_plus: dict[str, str]) -> None:
    assert is_known_territoire(territoire)
    feries = build_calendrier(territoire, range(2026, 2027)).feries
    assert {
        str(d): nom for d, nom in feries.items() if d.year == 2026
    } == METROPOLE_2026 | en_plus


@pytest.mark.parametrize("territoire", TERRITOIRES)
def test_each_territory_that_a_message_names_is_known(territoire: str) -> None:
    assert is_known_territoire(territoire)


@pytest.mark.parametrize("annee", range(2000, 2041))
def test_eleven_holidays_every_year(annee: int) -> None:
    feries = build_calendrier("Métropole", range(2000, 2041)).feries
    noms = [nom for d, noms in feries.items() if d.year == annee for nom in noms.split(", ")]
    assert sorted(noms) == sorted(METROPOLE_2026.values())


@pytest.mark.parametrize("langue", ["en_US", "th", "fr", "C"])
def test_names_are_french_on_any_machine(langue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, langue)
    assert (
        build_calendrier("Métropole", range(2026, 2027)).describe_jour(D(2026, 12, 25))
        == "Noël"
    )
    assert (
        build_calendrier("Métropole", range(2026, 2027)).describe_jour(D(2026, 1, 1))
        == "Jour de l’an"
    )


@pytest.mark.parametrize(
    "texte", ["", "Belgique", "0", "96", "970", "2C", "999", "Gard ou presque"]
)
def test_unknown_territory(texte: str) -> None:
    assert not is_known_territoire(texte)
    with pytest.raises(ValueError, match="unknown territory"):
        build_calendrier(texte, range(2026, 2027))


def test_limits_and_due_dates_reach_beyond_the_years_of_the_data() -> None:
    feries = build_calendrier("Métropole", range(2026, 2027)).feries
    assert D(2025, 12, 25) in feries
    assert D(2036, 7, 14) in feries


def test_one_country_is_imported_and_nobody_else_sees_it() -> None:
    """The package of holidays would import its 250 countries for one."""
    code = (
        "import sys; from clu_batch.rules import feries;"
        " feries.list_jours_feries('', range(2026, 2027));"
        " print(sum(name.startswith('holidays.countries.') for name in sys.modules)); "
        "from holidays.countries import Germany; print(Germany.__name__)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert run.stdout.split() == ["1", "Germany"]
