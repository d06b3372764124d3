"""Délais and limits against a count that walks from day to day, its holidays found by arithmetic
alone (docs/rules/days.md#units, docs/rules/days.md#forward, docs/rules/days.md#backward).

Neither the calendar of the program nor the `holidays` package has a part in what is expected here.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clu_batch.records.parametres import Decompte, Unite
from clu_batch.rules.jours import Calendrier, Dates, build_calendrier
from tests.campaigns.recount.jours import JOUR, OUTRE_MER, Jours, feries

DU, AU = dt.date(2020, 1, 1), dt.date(2035, 12, 31)
TERRITOIRES = ("Métropole", "30", "Alsace-Moselle", "57", "67", "68", *OUTRE_MER)
PAR_TIRAGE, TIRAGES = 25, 400


@cache
def des_feries(territoire: str) -> Calendrier:
    """The calendar of a territory without closing days; its holidays are slow to list."""
    return build_calendrier(territoire, range(DU.year, AU.year + 1))


# -- the walk --------------------------------------------------------------------------------------


class Delai(NamedTuple):
    """A time limit as a register holds it; `apres` days to a suspension, that lasts `duree` days
    (None: without end).
    """

    depart: dt.date
    n: int
    unite: Unite
    apres: int | None
    duree: int | None
    ecart: int

    @property
    def du(self) -> dt.date | None:
        return None if self.apres is None else self.depart + self.apres * JOUR

    @property
    def au(self) -> dt.date | None:
        return None if self.du is None or self.duree is None else self.du + self.duree * JOUR

    def suspendu(self, jour: dt.date) -> bool:
        return self.du is not None and jour > self.du and (self.au is None or jour <= self.au)


def echeance(delai: Delai, jours: Jours) -> dt.date | None:
    """The n-th counted day after the start; for calendaires and francs, the first office day from
    there.
    """
    jour, reste = delai.depart, delai.n + (delai.unite is Unite.FRANCS)
    while reste:
        jour += JOUR
        if delai.suspendu(jour) and delai.au is None:
            return None
        reste -= jours.compte(jour, delai.unite) and not delai.suspendu(jour)
    return jours.bureau(jour, 1) if delai.unite in {Unite.CALENDAIRES, Unite.FRANCS} else jour


def comptes(delai: Delai, jours: Jours) -> int:
    """The counted days up to the day that stands `ecart` days after the start."""
    suite = (delai.depart + i * JOUR for i in range(1, delai.ecart + 1))
    return sum(jours.compte(jour, delai.unite) and not delai.suspendu(jour) for jour in suite)


def limite(reunion: dt.date, n: int, unite: Unite, decompte: Decompte, jours: Jours) -> dt.date:
    """The latest day such that enough counted days lie between it and the meeting, itself among
    them for J-2.
    """
    jour = reunion - JOUR
    while True:
        premier = jour + (decompte is Decompte.PLEINS) * JOUR
        if (
            sum(
                jours.compte(premier + i * JOUR, unite) for i in range((reunion - premier).days)
            )
            >= n
        ):
            return jour
        jour -= JOUR


# -- ten thousand délais ---------------------------------------------------------------------------

# drawn as one number: three times faster than a date
jours_st = st.integers(0, (AU - DU).days).map(lambda n: DU + n * JOUR)
autour = st.integers(0, 90).map(lambda n: dt.date(2026, 4, 1) + n * JOUR)
delais_st = st.builds(
    Delai,
    depart=jours_st | autour,
    n=st.integers(0, 40),
    unite=st.sampled_from(Unite),
    apres=st.integers(-30, 40).map(lambda n: None if n < 0 else n),
    duree=st.integers(-10, 60).map(lambda n: None if n < 0 else n),
    ecart=st.integers(0, 90),
)
fermes_st = st.sets(jours_st | autour, max_size=12)


def vecteur(jours: Iterator[dt.date | None]) -> Dates:
    return np.array(list(jours), dtype="datetime64[D]")


@given(
    st.lists(delais_st, min_size=PAR_TIRAGE, max_size=PAR_TIRAGE),
    st.sampled_from(TERRITOIRES),
    fermes_st,
    fermes_st,
    st.booleans(),
)
@settings(
    max_examples=TIRAGES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_ten_thousand_delais(
    delais: list[Delai],
    territoire: str,
    fermetures: set[dt.date],
    ouvertures: set[dt.date],
    travailler_les_feries: bool,
) -> None:
    """Each draw has its territory, its closing days and its open ones; every délai is counted among
    the others of its unit.
    """
    if travailler_les_feries:
        ouvertures = ouvertures | {
            jour for jour in des_feries(territoire).feries if jour.month in {5, 8, 11}
        }
    jours = Jours(territoire, fermetures, ouvertures)
    calendrier_ = Calendrier(
        des_feries(territoire).feries,
        dict.fromkeys(fermetures, ""),
        dict.fromkeys(ouvertures, ""),
    )
    for unite in Unite:
        ici = [delai for delai in delais if delai.unite is unite]
        departs, du, au = (
            vecteur(getattr(d, champ) for d in ici) for champ in ("depart", "du", "au")
        )
        fins, n = (
            vecteur(d.depart + d.ecart * JOUR for d in ici),
            np.array([d.n for d in ici], dtype=np.int64),
        )
        dues, comptes_ = [echeance(d, jours) for d in ici], [comptes(d, jours) for d in ici]
        assert calendrier_.compute_echeances(departs, n, unite, du, au).tolist() == dues
        assert calendrier_.count_jours(departs, fins, unite, du, au).tolist() == comptes_
        libres = np.flatnonzero(np.isnat(du))
        assert calendrier_.compute_echeances(departs[libres], n[libres], unite).tolist() == [
            dues[rang] for rang in libres
        ]
        assert calendrier_.count_jours(departs[libres], fins[libres], unite).tolist() == [
            comptes_[rang] for rang in libres
        ]


# -- every day as a meeting ------------------------------------------------------------------------

PONTS = {
    dt.date(annee, mois, jour)
    for annee in range(2020, 2036)
    for mois, jour in ((5, 15), (12, 24), (12, 28), (12, 29), (12, 30))
}
TRAVAILLES = {dt.date(annee, 11, 11) for annee in range(2020, 2036, 3)}


@pytest.mark.parametrize(
    ("territoire", "n", "unite", "fermetures", "ouvertures"),
    [
        ("Métropole", 2, Unite.OUVRABLES, set(), set()),
        ("30", 2, Unite.OUVRABLES, PONTS, TRAVAILLES),
        ("Alsace-Moselle", 2, Unite.OUVRABLES, PONTS, set()),
        ("Guadeloupe", 3, Unite.OUVRES, PONTS, TRAVAILLES),
        ("Métropole", 5, Unite.CALENDAIRES, PONTS, set()),
    ],
)
def test_every_day_as_a_meeting(
    territoire: str, n: int, unite: Unite, fermetures: set[dt.date], ouvertures: set[dt.date]
) -> None:
    jours = Jours(territoire, fermetures, ouvertures)
    calendrier_ = Calendrier(
        des_feries(territoire).feries,
        dict.fromkeys(fermetures, ""),
        dict.fromkeys(ouvertures, ""),
    )
    faux = []
    for rang in range((AU - DU).days + 1):
        reunion = DU + rang * JOUR
        for decompte in Decompte:
            trouvee, attendue = (
                calendrier_.compute_limite(reunion, n, unite, decompte),
                limite(reunion, n, unite, decompte, jours),
            )
            if (trouvee, calendrier_.find_last_jour_de_bureau(trouvee)) != (
                attendue,
                jours.bureau(attendue, -1),
            ):
                faux.append((reunion, decompte, trouvee, attendue))
    assert faux == []


# -- territories -----------------------------------------------------------------------------------

DEPARTEMENTS = (
    [str(n) for n in range(1, 96) if n != 20]
    + [f"{n:02}" for n in range(1, 10)]
    + ["2A", "2B", "2a"]
)
NOMS = (
    "Métropole",
    "France",
    "Alsace-Moselle",
    "Alsace",
    "Moselle",
    "Bas-Rhin",
    "Haut-Rhin",
    *OUTRE_MER,
)
SANS_FERIE_DE_PLUS = ("975", "Saint-Pierre-et-Miquelon")
COMME_FOURNIES = {
    "988": "Nouvelle-Calédonie",
    "987": "Polynésie française",
    "986": "Wallis-et-Futuna",
}


@pytest.mark.parametrize("territoire", [*DEPARTEMENTS, *NOMS, *SANS_FERIE_DE_PLUS])
def test_holidays_of_every_territory_by_arithmetic(territoire: str) -> None:
    for annee in range(DU.year, AU.year + 1):
        trouves = {jour for jour in des_feries(territoire).feries if jour.year == annee}
        assert trouves == feries(annee, territoire)


@pytest.mark.parametrize(("numero", "nom"), COMME_FOURNIES.items())
def test_a_territory_of_its_own_labour_law_keeps_the_days_of_the_package(
    numero: str, nom: str
) -> None:
    """Its number and its name mean the same days, more than those of the mainland."""
    assert des_feries(numero).feries == des_feries(nom).feries
    for annee in range(DU.year, AU.year + 1):
        assert {jour for jour in des_feries(nom).feries if jour.year == annee} > {
            dt.date(annee, 7, 14),
            dt.date(annee, 12, 25),
        }


# -- speed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("unite", Unite)
def test_a_million_due_dates_with_suspensions(unite: Unite) -> None:
    n, tirage = 1_000_000, np.random.default_rng(1)
    departs = np.datetime64("2026-01-01", "D") + tirage.integers(0, 300, n).astype(
        "timedelta64[D]"
    )
    du = np.where(
        tirage.random(n) < 0.5,
        np.datetime64("NaT", "D"),
        departs + tirage.integers(0, 40, n).astype("timedelta64[D]"),
    )
    au = du + tirage.integers(0, 40, n).astype("timedelta64[D]")
    delais = tirage.integers(1, 30, n)
    debut = time.process_time()
    des_feries("Métropole").compute_echeances(departs, delais, unite, du, au)
    # 0.05 s; the target is 0.15 s (benchmarks/due_dates.py), the margin is for a busy machine
    assert time.process_time() - debut < 0.5
