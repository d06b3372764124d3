"""The documents withstand any text: 200 strings that break careless programs, each column its own,
all documents read again (docs/rules/documents.md#validity).
"""

from __future__ import annotations

import pytest

from clu_batch.kernel.declared_sheet import Kind
from clu_batch.records import SHEETS
from clu_batch.records.parametres import REGLAGES
from tests.campaigns.supplices_campaign import OU, Campagne, campagne
from tests.support.planting import NUS, TEXTES
from tests.support.supplices import JETON, LONG, SUPPLICES


@pytest.fixture(scope="module")
def faite(tmp_path_factory: pytest.TempPathFactory) -> Campagne:
    return campagne(0, tmp_path_factory.mktemp("supplices"))


def test_the_strings_are_200_and_each_can_be_told_from_the_others() -> None:
    assert len(set(SUPPLICES)) == len(SUPPLICES) == 200
    assert all(supplice.count(JETON) >= 2 for supplice in SUPPLICES)
    assert LONG - 100 < max(map(len, SUPPLICES)) <= LONG


def test_every_text_column_is_planted_and_has_its_place(faite: Campagne) -> None:
    columns = {
        f"{s.name}!{c.header}"
        for s in SHEETS
        for c in s.columns
        if c.kind in TEXTES and c.header != "Exemple"
    }
    # one setting each, below
    columns -= {"Paramètres!Paramètre", "Paramètres!Valeur", "Paramètres!Remarque"}
    columns |= {
        f"Paramètres!{r.header}"
        for r in REGLAGES
        if r.kind is Kind.TEXTE and r.header not in NUS
    }
    planted = {f"{sheet}!{column}" for sheet, column, _ in faite.plantation.textes}
    assert columns - planted - DITES_AUTREMENT == set()
    assert planted == set(OU)


DITES_AUTREMENT = {
    f"{sheet}!Réunion"
    for sheet in (
        "Ordre du jour",
        "Invités",
        "Suppléances",
        "Présences",
        "Propositions",
        "Documents types",
        "Modalités d'appui",
    )
} | {
    "Suppléances!Membre",
    "Dépouillement!Question",
    "Dépouillement!Réponse",
    "Questions!Échelle",
    "Questions!Engagement",
    "Résultats!Code",
    "Invités!Point",
    "Résultats!Valeur",
    "Engagements!Cible",
    "Engagements!Tolérance",
    "Historique!Valeur",
    "Historique!Numérateur",
}
"""References to a planted cell, dates, and figures that may be typed as texts: nothing of its own
to print.
"""


def test_the_documents_are_made_whole_accessible_and_readable(faite: Campagne) -> None:
    assert faite.fautes == []


def test_each_text_stands_whole_where_it_is_printed_and_nowhere_cut(faite: Campagne) -> None:
    assert list(faite.manques()) == []
