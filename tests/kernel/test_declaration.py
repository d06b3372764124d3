"""A record class says all of its sheet, and what contradicts itself does not load."""

from __future__ import annotations

import datetime as dt

import pytest

from clu_batch.kernel.declaration import Record, Where, column, filled, key, sheet
from clu_batch.kernel.declared_sheet import Kind, Requirement
from clu_batch.kernel.problems import Place, ProblemKind, Severity


@sheet("Salles", "salles.xlsx", "Les salles.", named_by=("nom",), indispensable=True)
class Salle(Record):
    """A room."""

    code: str = key("Code", width=9)
    nom: str = filled("Nom", empty="")
    ouverte_le: dt.date | None = column("Ouverte le")
    accessible: bool = column("Accessible", default=True)
    couleur: str = column("Couleur", default="blanc", implied="")


def test_the_annotation_is_the_kind_of_the_cell() -> None:
    kinds = [column.kind for column in Salle.sheet.columns]
    assert kinds == [Kind.TEXTE, Kind.TEXTE, Kind.DATE, Kind.OUI_NON, Kind.TEXTE, Kind.OUI_NON]
    assert [column.field for column in Salle.sheet.columns][-1] == "exemple"


def test_what_must_be_there_and_what_an_empty_cell_means() -> None:
    needs = {column.field: column.need for column in Salle.sheet.columns}
    assert needs["code"] is needs["nom"] is Requirement.REQUIRED
    assert needs["ouverte_le"] is Requirement.OPTIONAL
    assert Salle("A", "Bleue").accessible
    implied = {column.field: column.implied for column in Salle.sheet.columns}
    assert (implied["accessible"], implied["couleur"], implied["ouverte_le"]) == ("oui", "", "")


def test_a_record_knows_the_cell_of_each_field() -> None:
    salle = Salle("A", "Bleue", where=Where("salles.xlsx", "Salles", 7, {"nom": "C"}))
    assert salle.place == Place("salles.xlsx", "Salles", "C7")
    # a column that the sheet lacks: its row is shown
    assert salle.locate("ouverte_le") == Place("salles.xlsx", "Salles", "A7")
    kind = ProblemKind(Severity.ERREUR, "fermee", "salle « {valeur} »", "ouverte", "Ouvrez.")
    problem = salle.report(kind, "nom", salle.nom)
    assert (problem.colonne, problem.trouve, problem.place.cell) == (
        "Nom",
        "salle « Bleue »",
        "C7",
    )


def test_two_rows_that_say_the_same_are_two_rows() -> None:
    first, second = (Salle("A", "Bleue", where=Where("s.xlsx", "Salles", n)) for n in (2, 3))
    assert first != second
    assert Salle("A", "Bleue") == Salle("A", "Bleue")


def test_a_text_that_may_be_empty_says_so() -> None:
    with pytest.raises(TypeError, match="lieu"):

        @sheet("Lieux", "lieux.xlsx", "Les lieux.")
        class Lieu(Record):
            lieu: str = column("Lieu")


def test_a_key_is_never_empty() -> None:
    with pytest.raises(TypeError, match="lieu"):

        @sheet("Lieux", "lieux.xlsx", "Les lieux.")
        class Lieu(Record):
            lieu: str | None = key("Lieu")
