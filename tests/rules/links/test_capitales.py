"""Family names in capitals (docs/rules/printing.md#names)."""

from __future__ import annotations

import pytest

from clu_batch.documents.typed_texts import compose_nom, compose_nom_complet
from clu_batch.rules.links.capitales import capitalise_noms
from clu_batch.rules.model import Comite, Invite, Membre, Suppleance
from tests.support.meeting import DECEMBRE, simple


@pytest.mark.parametrize(
    ("civilite", "prenom", "nom", "court", "entier"),
    [
        ("Madame", "Claire", "Exemple", "Mme Claire EXEMPLE", "Madame Claire EXEMPLE"),
        ("Monsieur", "Yves", "exemple", "M. Yves EXEMPLE", "Monsieur Yves EXEMPLE"),
        ("Madame", None, "Exemple", "Mme EXEMPLE", "Madame EXEMPLE"),
        ("Maître", None, "Exemple", "Me EXEMPLE", "Maître EXEMPLE"),
        ("Docteur", "Anne", "Exemple", "Dr Anne EXEMPLE", "Docteur Anne EXEMPLE"),
        (None, "Claire", "Exemple", "Claire EXEMPLE", "Claire EXEMPLE"),
        (None, None, "EXEMPLE", "EXEMPLE", "EXEMPLE"),
        ("Madame", "Zoé", "Éxemple-Bis", "Mme Zoé ÉXEMPLE-BIS", "Madame Zoé ÉXEMPLE-BIS"),
        ("Madame", "Zoé", "de l’Exemple", "Mme Zoé DE L’EXEMPLE", "Madame Zoé DE L’EXEMPLE"),
        # the cell may hold the first name
        ("Madame", None, "Claire Exemple", "Mme Claire Exemple", "Madame Claire Exemple"),
        (None, None, "Mme Exemple", "Mme Exemple", "Mme Exemple"),
        ("Professeur", None, "Exemple", "Professeur EXEMPLE", "Professeur EXEMPLE"),
    ],
)
def test_a_name_in_capitals(
    civilite: str | None, prenom: str | None, nom: str, court: str, entier: str
) -> None:
    membre = Membre("A", "C", None, None, civilite=civilite, prenom=prenom, nom=nom)
    invite = Invite(DECEMBRE, None, None, civilite=civilite, prenom=prenom, nom=nom)
    annonce = Suppleance(DECEMBRE, "A", civilite=civilite, prenom=prenom, nom=nom)
    comite = capitalise_noms(Comite((membre,), (), (), (invite,), (annonce,)))
    people: list[Membre | Invite | Suppleance] = [*comite.membres, *comite.invites]
    for qui in (*people, *comite.suppleances):
        assert (simple(compose_nom(qui) or ""), compose_nom_complet(qui)) == (court, entier)


def test_a_row_without_name_stays() -> None:
    comite = Comite((Membre("A", "C", "Le directeur", None),))
    assert capitalise_noms(comite) == comite
