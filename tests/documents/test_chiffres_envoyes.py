"""A sent dossier is frozen: a figure that has changed since is told with both values
(docs/rules/meetings.md#changed-figures).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from clu_batch.documents import chiffres_envoyes, dossier
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.declaration import Where
from clu_batch.kernel.problems import Problem
from clu_batch.rules.figures import regles
from clu_batch.rules.model import Bilan, Indicateur, Mesure, Reunion
from tests.support.folders import ROOT
from tests.support.meeting import (
    DECEMBRE,
    INDICATEURS,
    REPARTITIONS,
    bilan,
    indicateur,
    nombre,
    registre,
    repartition,
    simple,
    taux,
)

GLOBALE = "satisfaction.taux.global"
REGLES = "version des règles"
REUNION = Reunion(DECEMBRE, where=Where("comite.xlsx", "Réunions", 3))


def avec(code: str, **champs: Any) -> Bilan:
    """The figures of the meeting, one of them changed."""
    change = replace(INDICATEURS[code], **champs)
    return bilan(indicateurs={**INDICATEURS, code: change})


def sans(code: str) -> Bilan:
    return bilan(indicateurs={c: i for c, i in INDICATEURS.items() if c != code})


def en_plus(nouveau: Indicateur) -> Bilan:
    return bilan(indicateurs={**INDICATEURS, nouveau.code: nouveau})


def reparti(*lignes: tuple[str, Mesure]) -> Bilan:
    autres = [r for r in REPARTITIONS if (r.code, r.axe) != (GLOBALE, "Mois")]
    return bilan(repartitions=[*autres, *repartition(GLOBALE, "Mois", *lignes)])


@pytest.mark.parametrize(
    ("aujourd_hui", "dits"),
    [
        (bilan, []),
        (
            lambda: avec(GLOBALE, mesure=taux(541, 652)),
            [
                f"{GLOBALE} : 82,9 % (540 sur 651) dans le dossier envoyé, 83,0 % (541 sur 652)"
                " aujourd’hui"
            ],
        ),
        (
            # the same rate on another base is another figure
            lambda: avec(GLOBALE, mesure=taux(1080, 1302)),
            [
                f"{GLOBALE} : 82,9 % (540 sur 651) dans le dossier envoyé, 82,9 % (1 080 sur 1 302)"
                " aujourd’hui"
            ],
        ),
        (
            lambda: avec(GLOBALE, precedente=taux(13, 16)),
            [
                f"{GLOBALE} (période précédente) : 76,6 % (480 sur 627) dans le dossier envoyé,"
                " 81,3 % (13 sur 16) aujourd’hui"
            ],
        ),
        (
            lambda: avec("reclamations.delai_median", mesure=Mesure()),
            [
                "reclamations.delai_median : 8,5 jours ouvrés dans le dossier envoyé, non mesuré"
                " aujourd’hui"
            ],
        ),
        (
            lambda: sans("reclamations.stock"),
            ["reclamations.stock : 13 dans le dossier envoyé, sans ce chiffre aujourd’hui"],
        ),
        (
            lambda: en_plus(indicateur("local.a", taux(1, 2))),
            ["local.a : sans ce chiffre dans le dossier envoyé, 50,0 % (1 sur 2) aujourd’hui"],
        ),
        # typed after the meeting, never in the dossier
        (lambda: en_plus(indicateur("comite.presents", nombre(9), "nombre")), []),
        (
            lambda: reparti(
                ("novembre 2025", taux(24, 32)), ("décembre 2025", Mesure(None, None, 4))
            ),
            [
                f"{GLOBALE}, par mois, « novembre 2025 » : 74,2 % (23 sur 31) dans le dossier"
                f" envoyé, 75,0 % (24 sur 32) aujourd’hui ; {GLOBALE}, par mois, « décembre 2025 »"
                " : 3 dans le dossier envoyé, 4 aujourd’hui"
            ],
        ),
    ],
    ids=[
        "nothing",
        "a rate",
        "its base",
        "the period before",
        "no longer measured",
        "gone",
        "new",
        "who sat",
        "a breakdown",
    ],
)
def test_what_has_changed_since_is_told_with_both_values(
    aujourd_hui: Callable[[], Bilan], dits: list[str]
) -> None:
    today = aujourd_hui()
    seance = replace(today.seance, reunion=REUNION)
    problems = _report(replace(today, seance=seance), regles.VERSION)
    debut = "un chiffre a changé depuis l’envoi du dossier de la réunion du 10/12/2026 : "
    assert [simple(p.trouve) for p in problems] == [debut + dit for dit in dits]
    assert {(p.place, p.colonne) for p in problems} <= {(REUNION.place, "Dossier envoyé le")}


def _report(today: Bilan, version: str | None) -> list[Problem]:
    """What is said today of the figures that rules of a version made; None: nobody wrote which."""
    sent = dict(chiffres_envoyes.index_chiffres(MeetingContext(registre(), bilan())))
    assert sent.pop(REGLES) == regles.VERSION
    if version is not None:
        sent[REGLES] = version
    meeting = MeetingContext(registre(), today)
    changes = chiffres_envoyes.find_changes(sent, meeting)
    return chiffres_envoyes.report_changes(changes, sent, meeting)


MANY = replace(
    bilan(),
    indicateurs={
        code: replace(i, mesure=taux(1, 3)) if i.mesure.denominateur else i
        for code, i in INDICATEURS.items()
    },
)


@pytest.mark.parametrize("version", [None, "", "0.0.9", "0.0.1", "0.1.0-essai", "9.9"])
@pytest.mark.parametrize(
    ("today", "said"),
    [
        (avec(GLOBALE, mesure=taux(541, 652)), "1 chiffre a changé"),
        (sans("reclamations.stock"), "1 chiffre a changé"),
        (en_plus(indicateur("local.a", taux(1, 2))), "1 chiffre a changé"),
        (MANY, "chiffres ont changé"),
        (replace(bilan(), indicateurs={}), "chiffres ont changé"),
        (replace(bilan(), repartitions=[]), "chiffres ont changé"),
        (bilan(), ""),
    ],
    ids=["a rate", "gone", "new", "many", "all gone", "no breakdown", "nothing"],
)
def test_a_changed_rule_is_one_line(today: Bilan, said: str, version: str | None) -> None:
    """Whatever the number of figures, when other rules than those in force made them; none when
    they all say the same.
    """
    seance = replace(today.seance, reunion=REUNION)
    told = _report(replace(today, seance=seance), version)
    assert [p.code for p in told] == (["regle-modifiee"] if said else [])
    for problem in told:
        debut = f"règle modifiée par la version {regles.VERSION} du programme : "
        assert simple(problem.trouve).startswith(debut)
        assert said in simple(problem.trouve)
        assert len(problem.trouve) < 2000  # the first changes; the others are counted
        assert (problem.place, problem.colonne) == (REUNION.place, "Dossier envoyé le")


def test_the_rules_are_those_of_a_version_of_the_program() -> None:
    """Neither newer than the program, nor a version that never was."""
    journal = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {regles.VERSION} " in journal


def test_what_counts_apart_changes_too() -> None:
    envoyes = chiffres_envoyes.index_chiffres(MeetingContext(registre(), bilan()))
    assert envoyes["satisfaction.taux.Q1 | Réponse | sans réponse"] == "1"


def test_the_pack_carries_its_figures() -> None:
    [demande] = dossier.prepare(MeetingContext(registre(), bilan())).requests
    assert demande.faits == chiffres_envoyes.index_chiffres(MeetingContext(registre(), bilan()))
    assert simple(demande.faits["satisfaction.taux.Q2"]) == "75,0 % (9 sur 12)"
