"""Formatting in French, by tables; `~` stands for the narrow no-break space and `_` for the full
one.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction as F  # noqa: N817 (tables that read at one look)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clu_batch.kernel import french

D = dt.date


def lu(texte: str) -> str:
    return texte.replace("~", "\u202f").replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("fonction", "jour", "attendu"),
    [
        (french.format_date, D(2026, 12, 10), "10 décembre 2026"),
        (french.format_date, D(2026, 8, 1), "1er août 2026"),
        (french.format_short_date, D(2026, 3, 5), "05/03/2026"),
        (french.format_long_date, D(2026, 12, 10), "jeudi 10 décembre 2026"),
        (french.format_long_date, D(2026, 2, 1), "dimanche 1er février 2026"),
        (french.format_month, D(2025, 11, 30), "novembre 2025"),
    ],
)
def test_dates(fonction: Callable[[D], str], jour: D, attendu: str) -> None:
    assert fonction(jour) == attendu


@pytest.mark.parametrize(
    ("heure", "attendu"),
    [((14, 30), "14~h~30"), ((14, 0), "14~h"), ((9, 5), "9~h~05"), ((0, 0), "0~h")],
)
def test_heure(heure: tuple[int, int], attendu: str) -> None:
    assert french.format_hour(dt.time(*heure)) == lu(attendu)


def test_periode() -> None:
    assert (
        french.format_period(D(2025, 11, 1), D(2026, 10, 31))
        == "du 1er novembre 2025 au 31 octobre 2026"
    )
    assert french.format_period(D(2026, 5, 3), D(2026, 5, 3)) == "le 3 mai 2026"


@pytest.mark.parametrize(
    ("x", "decimales", "attendu"),
    [
        (0, None, "0"),
        (1234, None, "1~234"),
        (1234567, None, "1~234~567"),
        (-1234, None, "−1~234"),
        (Decimal("1234.5"), None, "1~234,5"),
        (Decimal("12.50"), None, "12,5"),
        (Decimal("1E+3"), None, "1~000"),
        (F(17, 4), None, "4,25"),
        (F(1, 3), None, "0,3"),
        (F(2, 3), None, "0,7"),
        (F(2, 3), 0, "1"),
        (F(5, 2), 0, "3"),  # half up, not half even
        (F(-5, 2), 0, "−3"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("2.675"), 2, "2,68"),  # as a float it would give 2,67
        (F(999_95, 100_00), 1, "10,0"),
        (12, 1, "12,0"),
        (F(-1, 100), 1, "0,0"),  # never « −0,0 »
        (10**30, 1, "1" + "~000" * 10 + ",0"),
    ],
)
def test_nombre(x: french.Nombre, decimales: int | None, attendu: str) -> None:
    assert french.format_number(x, decimales) == lu(attendu)


@pytest.mark.parametrize(
    ("fraction", "attendu"),
    [
        (F(13, 16), "81,3~%"),
        (F(1), "100,0~%"),
        (F(0), "0,0~%"),
        (F(1, 3), "33,3~%"),
        (F(2, 3), "66,7~%"),
        (F(9995, 10000), "100,0~%"),
        (F(9994, 10000), "99,9~%"),
        (F(-1, 16), "−6,3~%"),
        (None, "non mesuré"),
    ],
)
def test_taux(fraction: F | None, attendu: str) -> None:
    assert french.format_rate(fraction) == lu(attendu)


@pytest.mark.parametrize(
    ("x", "attendu"),
    [
        (F(23, 10), "+2,3 points"),
        (F(-23, 10), "−2,3 points"),
        (F(1), "+1,0 point"),
        (F(-19, 10), "−1,9 point"),
        (F(196, 100), "+2,0 points"),  # plural as it is read
        (F(0), "0,0 point"),
        (F(-4, 100), "0,0 point"),
    ],
)
def test_points(x: F, attendu: str) -> None:
    assert french.format_points(x) == attendu


@pytest.mark.parametrize(
    ("n", "singulier", "pluriel", "attendu"),
    [
        (3, "réclamation", None, "3 réclamations"),
        (1, "réclamation", None, "1 réclamation"),
        (0, "réclamation", None, "0 réclamation"),
        (F(3, 2), "jour", None, "1,5 jour"),
        (2, "avis", None, "2 avis"),
        (18, "jour ouvré", "jours ouvrés", "18 jours ouvrés"),
        (1200, "réponse", None, "1~200 réponses"),
    ],
)
def test_pluriel(n: french.Nombre, singulier: str, pluriel: str | None, attendu: str) -> None:
    assert french.format_count(n, singulier, pluriel) == lu(attendu)


@pytest.mark.parametrize(
    ("elements", "attendu"),
    [([], ""), (["A"], "A"), (["A", "B"], "A et B"), (["A", "B", "C"], "A, B et C")],
)
def test_enumeration(elements: list[str], attendu: str) -> None:
    assert french.join_words(elements) == attendu


def test_enumeration_of_choices() -> None:
    assert french.join_words(["oui", "non"], "ou") == "oui ou non"


@pytest.mark.parametrize(
    ("texte", "capitale", "minuscule"),
    [
        ("élue", "Élue", "élue"),
        ("La directrice", "La directrice", "la directrice"),
        ("UFC-Que Choisir", "UFC-Que Choisir", "UFC-Que Choisir"),
        ("", "", ""),
    ],
)
def test_initiales(texte: str, capitale: str, minuscule: str) -> None:
    assert (french.capitalise_first(texte), french.lower_first(texte)) == (capitale, minuscule)


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("Pourquoi ?", "Pourquoi~?"),
        ("Pourquoi?", "Pourquoi~?"),
        ("Quoi ?!", "Quoi~?!"),
        ("Objet : accueil ; attente", "Objet_: accueil~; attente"),
        ("Objet: accueil; attente", "Objet_: accueil~; attente"),
        ("« oui »", "«_oui_»"),
        ("«oui»", "«_oui_»"),
        ("« Quoi ? »", "«_Quoi~?_»"),
        ("12 % et 12%", "12~% et 12~%"),
        ("Objet_: déjà~!", "Objet_: déjà~!"),
        ("à 14:30 ; ratio 3:1", "à 14:30~; ratio 3:1"),
        ("https://exemple.fr/a?b=1;c:d", "https://exemple.fr/a?b=1;c:d"),
        ("Voir https://exemple.fr?", "Voir https://exemple.fr~?"),
        ("Voir (www.exemple.fr/%20a) : oui", "Voir (www.exemple.fr/%20a)_: oui"),
        ("Écrire à accueil@exemple.fr: merci", "Écrire à accueil@exemple.fr_: merci"),
        ("Quoi?.@: oui", "Quoi~?.@_: oui"),  # no address: nothing stands after the @
        ("@: www.: mailto:?", "@_: www._: mailto_:?"),
        ("(?) et [!]", "(?) et [!]"),
        ("l'accueil d’ici", "l'accueil d’ici"),  # apostrophes stay as typed
        ("ligne 1\n: ligne 2 ?\nfin", "ligne 1\n: ligne 2~?\nfin"),
        ("", ""),
    ],
)
def test_typographie(tape: str, attendu: str) -> None:
    assert french.typeset(lu(tape)) == lu(attendu)


@given(st.text("ab1 «»?!;:%.@/()\n\u00a0\u202f", max_size=30) | st.text(max_size=30))
def test_typographie_is_stable_and_touches_only_spaces(texte: str) -> None:
    une_fois = french.typeset(texte)
    assert french.typeset(une_fois) == une_fois

    def sans_espaces(t: str) -> str:
        return "".join(c for c in t if c not in " \t\u00a0\u2009\u202f\ue000")

    assert sans_espaces(une_fois) == sans_espaces(texte)


@pytest.mark.parametrize("mot", ["a", "a?", "@", "a@:", "www.", "12:30", "«a", "1%"])
def test_typographie_of_a_cell_without_space_is_quick(mot: str) -> None:
    debut = time.monotonic()
    french.typeset(mot * (30_000 // len(mot)))
    assert time.monotonic() - debut < 2


@given(st.fractions(), st.integers(0, 4))
def test_arrondi_is_the_nearest_and_half_goes_away_from_zero(x: F, decimales: int) -> None:
    arrondi, pas = F(french.round_half_up(x, decimales)), F(1, 10**decimales)
    assert abs(arrondi - x) <= pas / 2
    if abs(arrondi - x) == pas / 2:
        assert abs(arrondi) > abs(x)


# -- sentences that count --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "feminin", "attendu"),
    [
        (1, False, "Un avis reçu"),
        (1, True, "Une avis reçu"),
        (2, False, "Deux avis reçus"),
        (3, True, "Trois avis reçus"),
        (9, False, "Neuf avis reçus"),
        (16, False, "Seize avis reçus"),
        (17, False, "Au total, 17 avis reçus"),
        (20, True, "Au total, 20 avis reçus"),
        (661, False, "Au total, 661 avis reçus"),
        (1497, False, "Au total, 1\u202f497 avis reçus"),
        (0, False, "Au total, 0 avis reçu"),
    ],
)
def test_no_sentence_begins_with_a_figure(n: int, feminin: bool, attendu: str) -> None:
    assert french.open_with_count(n, "avis reçu", "avis reçus", feminin=feminin) == attendu


@pytest.mark.parametrize(("n", "attendu"), [(0, "0 avis"), (1, "un avis"), (2, "2 avis")])
def test_one_is_no_figure_in_a_sentence(n: int, attendu: str) -> None:
    assert french.write_count(n, "avis") == attendu


@pytest.mark.parametrize(
    ("n", "feminin", "attendu"),
    [
        (1, False, "un avis"),
        (1, True, "une avis"),
        (3, False, "trois avis"),
        (17, False, "17 avis"),
    ],
)
def test_a_small_count_in_letters(n: int, feminin: bool, attendu: str) -> None:
    assert french.spell_count(n, "avis", feminin=feminin) == attendu


@pytest.mark.parametrize(("n", "attendu"), [(0, "aucune"), (1, "1"), (86, "86")])
def test_nothing_is_compared_with_zero(n: int, attendu: str) -> None:
    assert french.format_compared(n, "aucune") == attendu


@pytest.mark.parametrize(
    ("n", "attendu"),
    [
        (F(3, 2), "1,5 jour"),
        (F(199, 100), "1,99 jour"),
        (F(59, 30), "2,0 jours"),
        (F(-59, 30), "−2,0 jours"),
        (F(2), "2 jours"),
    ],
)
def test_the_plural_follows_the_number_that_is_printed(n: F, attendu: str) -> None:
    assert french.format_count(n, "jour") == attendu
