"""The sheets of the questions of the surveys, and of the scales of their answers."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.declaration import Record, column, filled, key, sheet
from clu_batch.kernel.famille import BLOCS


class Echelle(enum.StrEnum):
    """The scales that `Échelles` does not hold (docs/rules/satisfaction.md#built-in-scales)."""

    OUI_NON = "oui/non"
    NOTE = "note 0-10"
    CHOIX_UNIQUE = "choix unique"
    CHOIX_MULTIPLE = "choix multiple"
    TEXTE = "texte"


CHOIX = frozenset({Echelle.CHOIX_UNIQUE, Echelle.CHOIX_MULTIPLE})
"""The scales whose options are the question's own; an answer outside of them is « autre réponse »
and not an error.
"""


class Compte(enum.StrEnum):
    """What an answer counts as (docs/rules/satisfaction.md#answers)."""

    SATISFAIT = "satisfait"
    INSATISFAIT = "insatisfait"
    NEUTRE = "neutre"
    EXCLU = "exclu"


@sheet(
    "Échelles",
    "satisfaction.xlsx",
    "Les réponses possibles de chaque échelle, dans l'ordre, et ce qu'elles comptent.",
    retient=BLOCS,
)
class Modalite(Record):
    """A possible answer of a scale; `compte`: one of `Compte`."""

    echelle: str = key(
        "Échelle",
        width=18,
        note="Le nom de l'échelle ; pour une question à choix, le code de la question.",
        repeats=True,
    )
    texte: str = key(
        "Réponse possible",
        width=30,
        scanned=True,
        note="Une réponse par ligne, telle que l'usager l'a lue : « Très satisfait ».",
    )
    ordre: Decimal = key(
        "Ordre",
        width=9,
        note="Son rang dans l'échelle : 1 pour la meilleure réponse. Les tableaux suivent"
        " cet ordre.",
    )
    compte: Compte = key("Compte comme", width=16, note="Pour une question à choix : neutre.")
    abrege: str | None = column(
        "Saisie abrégée", width=14, note="Ce qui peut être tapé à la place : 4, 3, 2, 1, SO."
    )


@sheet(
    "Questions",
    "satisfaction.xlsx",
    "Les questions posées. Une colonne de Réponses porte le code ou le libellé de chacune.",
    retient=BLOCS,
)
class Question(Record):
    """A question of the survey; `modalites` in scale order, empty for the built-in scales other
    than oui/non.
    """

    code: str = key(
        "Code",
        width=9,
        as_typed=True,
        note="Un code court et unique : « Q1 ». Une colonne de Réponses peut porter ce code.",
    )
    libelle: str = filled(
        "Libellé",
        empty="",
        width=60,
        scanned=True,
        note="La question, telle que l'usager l'a lue : « L'amabilité et la courtoisie de"
        " l'accueil ». Imprimée ; une colonne de Réponses peut porter ce libellé.",
    )
    echelle: str = key(
        "Échelle",
        width=18,
        note="Une échelle de la feuille Échelles, ou : oui/non, note 0-10, choix unique, choix"
        " multiple, texte. Les réponses possibles d'un choix se mettent dans Échelles, sous le code"
        " de la question.",
        repeats=True,
        offers=tuple(Echelle),
    )
    theme: str | None = column(
        "Thème",
        width=22,
        scanned=True,
        repeats=True,
        note="« Accueil » : le dossier donne un résultat par thème.",
    )
    globale: bool = column(
        "Question globale",
        default=False,
        width=12,
        note="« oui » pour la question de satisfaction d'ensemble.",
    )
    engagement: str | None = column(
        "Engagement", width=12, note="Code de l'engagement que la question éclaire."
    )
    cible: Fraction | None = column(
        "Cible",
        width=9,
        note="La part d'usagers satisfaits visée, par exemple 90 %. Vide : celle de"
        " Paramètres.",
    )
    posee_depuis: dt.date | None = column(
        "Posée depuis le",
        width=14,
        rare=True,
        note="Si la question a été ajoutée ou modifiée en cours de route.",
    )
    modalites: tuple[Modalite, ...] = ()

    @property
    def is_choix(self) -> bool:
        """Whether it is a list of choices."""
        return self.echelle in CHOIX

    @property
    def lacks_options(self) -> bool:
        """Whether it is a list of choices of which Échelles gives none: how the answers are spread
        is not known (docs/rules/satisfaction.md#built-in-scales).
        """
        return self.is_choix and not self.modalites

    @property
    def has_taux(self) -> bool:
        """Whether it has a rate: a list of choices has a distribution only, a text nothing."""
        return not self.is_choix and self.echelle != Echelle.TEXTE

    @property
    def cite(self) -> str:
        """Its words, quoted."""
        return f"« {self.libelle} »"
