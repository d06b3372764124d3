"""The délais: each with its number, its unit and its source, from the parameters."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from clu_batch.kernel.declared_sheet import Column, Kind
from clu_batch.records.parametres import REGLAGES, Decompte, Unite
from clu_batch.rules.delais import Delai, list_delais, suppleance
from clu_batch.rules.figures.reclamations_etats import is_delai
from clu_batch.rules.model import Parametres
from tests.rules.links.test_assembly import BASE, settings

IN_FORCE = {
    "Délai de suppléance": "2 jours ouvrables",
    "Délai de réponse aux réclamations": "15 jours ouvrés",
    "Délai d’accusé de réception électronique": "7 jours calendaires",
    "Délai d’accusé de réception papier": "14 jours calendaires",
    "Repère d’envoi des convocations": "15 jours calendaires",
    "Repère d’envoi du dossier": "8 jours calendaires",
    "Repère d’envoi du compte rendu": "30 jours calendaires",
}
TYPED = Parametres(
    delai_suppleance=3,
    unite_suppleance=Unite.OUVRES,
    delai_reponse=None,
    unite_reponse=Unite.FRANCS,
    delai_ar_electronique=None,
    delai_ar_papier=21,
    repere_convocations=20,
    repere_dossier=10,
    repere_compte_rendu=45,
)
AS_TYPED = {
    "Délai de suppléance": "3 jours ouvrés",
    "Délai de réponse aux réclamations": "None jours francs",
    "Délai d’accusé de réception électronique": "None jours calendaires",
    "Délai d’accusé de réception papier": "21 jours calendaires",
    "Repère d’envoi des convocations": "20 jours calendaires",
    "Repère d’envoi du dossier": "10 jours calendaires",
    "Repère d’envoi du compte rendu": "45 jours calendaires",
}


def say_delais(parametres: Parametres) -> dict[str, str]:
    return {d.nom: f"{d.nombre} {d.unite}" for d in list_delais(parametres)}


@pytest.mark.parametrize("nom", IN_FORCE)
def test_the_delais_in_force(nom: str) -> None:
    assert say_delais(Parametres(delai_reponse=15))[nom] == IN_FORCE[nom]


@pytest.mark.parametrize("nom", AS_TYPED)
def test_numbers_and_units_come_from_the_workbook(nom: str) -> None:
    assert say_delais(TYPED)[nom] == AS_TYPED[nom]


def test_the_legal_delai_comes_first_and_each_has_its_name() -> None:
    names = [d.nom for d in list_delais(Parametres())]
    assert names[0] == "Délai de suppléance"
    assert len(set(names)) == len(names)


def test_every_delai_says_where_it_comes_from() -> None:
    for delai in list_delais(Parametres()):
        assert delai.source
        assert delai.depart
        assert delai.en_vigueur
    with pytest.raises(ValueError, match="without a source"):
        Delai("Délai inventé", 3, Unite.OUVRES, "jamais", " ", "")


@pytest.mark.parametrize(
    ("parametres", "cite", "ne_cite_pas"),
    [
        (
            Parametres(),
            [
                "au minimum 2 jours ouvrables avant la réunion du CLU",
                "3 juin 1983",
                "06-40.949",
                "14-12.245",
            ],
            ["J-2"],
        ),
        (
            Parametres(decompte_suppleance=Decompte.J_2),
            ["au minimum 2 jours ouvrables", "J-2"],
            ["1983"],
        ),
        (
            Parametres(delai_suppleance=3),
            ["paramètre «\u00a0Délai de suppléance\u00a0»", "3 juin 1983"],
            ["au minimum 2"],
        ),
        (Parametres(delai_suppleance=1), ["paramètre"], ["au minimum 2"]),
        (Parametres(unite_suppleance=Unite.OUVRES), ["paramètre"], ["au minimum 2"]),
    ],
)
def test_the_source_of_the_substitution_limit_is_that_of_the_rule_in_force(
    parametres: Parametres, cite: list[str], ne_cite_pas: list[str]
) -> None:
    source = suppleance(parametres).source
    assert all(words in source for words in cite)
    assert not any(words in source for words in ne_cite_pas)


def test_the_reference_of_the_procedure_dates_the_rule() -> None:
    assert (
        suppleance(replace(Parametres(), reference_procedure="PR-07 du 3 mars 2025")).en_vigueur
        == "PR-07 du 3 mars 2025"
    )


ENTIERS = [reglage for reglage in REGLAGES if reglage.kind is Kind.ENTIER]
"""The settings that are a number of days or of answers."""


@pytest.mark.parametrize("reglage", ENTIERS, ids=lambda reglage: reglage.header)
def test_no_setting_is_longer_than_9999(reglage: Column) -> None:
    parametres, problems = settings(*BASE, (reglage.header, 9999.0))
    assert (getattr(parametres, reglage.field), problems) == (9999, [])
    for typed in (10_000.0, "10000", 100_000.0):
        parametres, problems = settings(*BASE, (reglage.header, typed))
        assert getattr(parametres, reglage.field) != typed
        assert [problem.split()[0] for problem in problems] == ["parametre-faux"]


def test_no_own_delai_is_longer_than_9999() -> None:
    jours = pd.Series([0, 1, 9998, 9999, 10_000, 10_001, 99_999], dtype="Int64")
    assert is_delai(jours).tolist() == [False, True, True, True, False, False, False]
