"""Days, the two dates and the periods, by the calendar alone (docs/rules/periods.md#two-dates,
docs/rules/days.md#units, docs/rules/periods.md#period).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from clu_batch.rules.model import Periode, Registre, Reunion
from tests.campaigns.recount.calcul import plie

JOUR = dt.timedelta(days=1)
ALSACE_MOSELLE = {
    "Alsace-Moselle",
    "Alsace",
    "Bas-Rhin",
    "Haut-Rhin",
    "Moselle",
    "57",
    "67",
    "68",
}
_ABOLITION = {
    ("Guadeloupe", "971"): (5, 27),
    ("Martinique", "972"): (5, 22),
    ("Guyane", "973"): (6, 10),
    ("La Réunion", "974"): (12, 20),
    ("Mayotte", "976"): (4, 27),
    ("Saint-Barthélemy", "977"): (10, 9),
    ("Saint-Martin", "978"): (5, 28),
}
OUTRE_MER = {nom: jour for noms, jour in _ABOLITION.items() for nom in noms}
"""L3422-2, by the name and by the number of the territory."""
MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def paques(annee: int) -> dt.date:
    """Easter Sunday, by the arithmetic of Meeus, Jones and Butcher."""
    a, b, c = annee % 19, annee // 100, annee % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    x = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * x) // 451
    mois, jour = divmod(h + x - 7 * m + 114, 31)
    return dt.date(annee, mois, jour + 1)


def feries(annee: int, territoire: str) -> set[dt.date]:
    """The 11 holidays of code du travail L3133-1, those of L3134-13 in Alsace-Moselle, that of
    L3422-2 overseas.
    """
    fixes = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    jours = {dt.date(annee, mois, jour) for mois, jour in fixes}
    jours |= {paques(annee) + n * JOUR for n in (1, 39, 50)}
    if territoire in OUTRE_MER:
        jours.add(dt.date(annee, *OUTRE_MER[territoire]))
    if territoire in ALSACE_MOSELLE:
        jours |= {paques(annee) - 2 * JOUR, dt.date(annee, 12, 26)}
    return jours


class Jours:
    """The days of the prefecture."""

    def __init__(
        self,
        territoire: str,
        fermetures: Iterable[dt.date] = (),
        ouvertures: Iterable[dt.date] = (),
    ) -> None:
        self._territoire = territoire
        self._fermetures, self._ouvertures = set(fermetures), set(ouvertures)
        self._connus: dict[int, set[dt.date]] = {}

    @classmethod
    def de(cls, registre: Registre) -> Jours:
        return cls(
            registre.parametres.territoire,
            registre.calendrier.fermetures,
            registre.calendrier.ouvertures,
        )

    def ferie(self, jour: dt.date) -> bool:
        if jour.year not in self._connus:
            self._connus[jour.year] = feries(jour.year, self._territoire)
        return jour in self._connus[jour.year]

    def ouvrable(self, jour: dt.date) -> bool:
        return jour.weekday() != 6 and (jour in self._ouvertures or not self.ferie(jour))

    def ouvre(self, jour: dt.date) -> bool:
        return jour.weekday() < 5 and (
            jour in self._ouvertures or not (self.ferie(jour) or jour in self._fermetures)
        )

    def compte(self, jour: dt.date, unite: str) -> bool:
        return {"jours ouvrables": self.ouvrable, "jours ouvrés": self.ouvre}.get(
            unite, lambda _: True
        )(jour)

    def bureau(self, jour: dt.date, pas: int) -> dt.date:
        """The office day on that day, else the first one after it (`pas` 1) or before it (-1)."""
        while not self.ouvre(jour):
            jour += pas * JOUR
        return jour


def arret(reunion: Reunion, j: dt.date) -> dt.date:
    """A."""
    dit = reunion.chiffres_arretes_au or reunion.dossier_envoye_le
    return min(dit, j) if dit else min(j, reunion.date)


def periodes(reunion: Reunion | None, j: dt.date) -> tuple[Periode, Periode, Periode]:
    """The period as printed, as counted, and the one it is compared with."""
    a = arret(reunion, j) if reunion else j
    periode = _douze_mois(a)
    if (
        reunion
        and reunion.periode_du
        and reunion.periode_au
        and reunion.periode_du <= min(reunion.periode_au, a)
    ):
        periode = Periode(reunion.periode_du, reunion.periode_au)
    comptee = Periode(periode.du, min(periode.au, a))
    return periode, comptee, comparaison(comptee)


def _douze_mois(a: dt.date) -> Periode:
    au = a
    while not _fin_de_mois(au):
        au -= JOUR
    du = au.replace(day=1)
    for _ in range(11):
        du = (du - JOUR).replace(day=1)
    return Periode(du, au)


def _fin_de_mois(jour: dt.date) -> bool:
    return (jour + JOUR).month != jour.month


def _autre_annee(jour: dt.date, ans: int) -> dt.date:
    if (jour.month, jour.day) == (2, 29) and not calendar.isleap(jour.year + ans):
        return dt.date(jour.year + ans, 2, 28)
    return jour.replace(year=jour.year + ans)


def comparaison(periode: Periode) -> Periode:
    """The comparison period."""
    du, au = periode.du, periode.au
    if au < _autre_annee(du, 1):
        avant = _autre_annee(au, -1)
        while _fin_de_mois(au) and not _fin_de_mois(avant):
            avant += JOUR
        return Periode(_autre_annee(du, -1), avant)
    veille = du - JOUR
    if du.day == 1 and _fin_de_mois(au):
        debut = du
        for _ in range((au.year - du.year) * 12 + au.month - du.month + 1):
            debut = (debut - JOUR).replace(day=1)
        return Periode(debut, veille)
    return Periode(veille - (au - du), veille)


def dans(jour: object, periode: Periode, a: dt.date) -> bool:
    """Whether a fact of that day exists at A and stands in the period."""
    return isinstance(jour, dt.date) and periode.du <= jour <= periode.au and jour <= a


def nom_du_mois(jour: object) -> str:
    assert isinstance(jour, dt.date)
    return plie(f"{MOIS[jour.month - 1]} {jour.year}")


def mois_de(periode: Periode) -> list[str]:
    """The months of a period, in the order of time."""
    jours = (periode.du + n * JOUR for n in range((periode.au - periode.du).days + 1))
    return list(dict.fromkeys(nom_du_mois(jour) for jour in jours))
