"""The headers of other tools, as the columns that they stand for
(docs/rules/control-workbook.md#equivalences-proposees).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from clu_batch.kernel.declared_sheet import Column
from clu_batch.parse.foreign_headers import find_close_wordings, match_columns
from clu_batch.records.reclamations import Reclamation

MOYEN = "Par quel moyen nous avez-vous contactés ?"
ASKED = (
    Column("CAN", synonyms=(MOYEN,)),
    Column("AMA", synonyms=("L’amabilité",)),
    Column("HOR", synonyms=("Les horaires",)),
)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("AR envoyé le", "Accusé de réception le"),
        ("Accusé adressé le", "Accusé de réception le"),
        ("Date d’envoi de l’AR", "Accusé de réception le"),
        ("Date de l’accusé de réception", "Accusé de réception le"),
        ("Réponse faite le", "Réponse envoyée le"),
        ("Réponse à l’usager (envoyée le)", "Réponse envoyée le"),
        ("Répondu à l’usager le", "Réponse envoyée le"),
        ("Date d’envoi de la réponse", "Réponse envoyée le"),
        ("Reçu en préfecture le", "Reçue le"),
        ("Arrivé au service le", "Reçue le"),
        ("Date de la réception", "Reçue le"),
        # a day to come, a text, a person
        ("Date de réponse prévue", None),
        ("Date limite de réponse", None),
        ("Date d’échéance de la réponse", None),
        ("Réponse attendue le", None),
        ("AR à envoyer avant le", None),
        ("Réponse du service", None),
        ("Réponse apportée", None),
        ("Réponse", None),
        ("Adresse de réponse le", None),
        ("Date de naissance", None),
        ("Par le", None),
    ],
)
def test_the_dates_of_a_register_are_known_by_their_words(
    header: str, column: str | None
) -> None:
    found = match_columns(Reclamation.sheet.columns, ["N°", header, "Observations"])
    assert found == {"N°": "N°"} | ({column: header} if column else {})


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ([MOYEN], {"CAN": MOYEN}),
        ([f"{MOYEN} [Guichet]"], {"CAN": f"{MOYEN} [Guichet]"}),
        ([f"{MOYEN} [Guichet]", f"{MOYEN} [Mail]"], {}),
        ([f"{MOYEN} [Guichet]", f"{MOYEN} [Mail]", MOYEN], {"CAN": MOYEN}),
        ([f"G2Q4[SQ1]. {MOYEN} [Guichet]", f"G2Q4[SQ2]. {MOYEN} [Mail]"], {}),
        ([f"[Q4_1] {MOYEN} [Guichet]", f"[Q4_2] {MOYEN} [Mail]"], {}),
        ([f"{MOYEN} [Guichet]", f"{MOYEN} [Mail]", "CAN"], {"CAN": "CAN"}),
        (
            ["Que pensez-vous de [L’amabilité]", "Que pensez-vous de [Les horaires]"],
            {
                "AMA": "Que pensez-vous de [L’amabilité]",
                "HOR": "Que pensez-vous de [Les horaires]",
            },
        ),
        (
            ["Q1[SQ1]. Accueil ? [L’amabilité]", "Q1[SQ2]. Accueil ? [Le bruit]"],
            {"AMA": "Q1[SQ1]. Accueil ? [L’amabilité]"},
        ),
        (["L’amabilité [Note]", "L’amabilité [Commentaire]"], {}),
        (
            ["L’amabilité (note)", "Les horaires (note)"],
            {"AMA": "L’amabilité (note)", "HOR": "Les horaires (note)"},
        ),
        ([f"{MOYEN} [Guichet]", f"{MOYEN} [Guichet]"], {"CAN": f"{MOYEN} [Guichet]"}),
    ],
)
def test_one_column_of_several_is_not_the_whole_question(
    headers: Sequence[str], found: Mapping[str, str]
) -> None:
    headers = list(dict.fromkeys(headers))
    assert match_columns(ASKED, headers) == found
    if "CAN" not in found:
        assert find_close_wordings(ASKED[0], headers) == []
