"""The sheets of `engagements.xlsx`: commitments, their results, and the secretary's own
indicators.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from fractions import Fraction

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import BLOCS
from clu_batch.kernel.periode import Periode
from clu_batch.records.actions import declare_echeance, declare_pilote


class Sens(enum.StrEnum):
    """The side of its target on which a result must be."""

    AU_MOINS = "≥"
    AU_PLUS = "≤"


SENS: Mapping[str, Sens] = {
    **{sens.value: sens for sens in Sens},
    "au moins": Sens.AU_MOINS,
    "au plus": Sens.AU_PLUS,
}
"""What each entry of a list of directions means."""
SENS_ABREGES = {
    **dict.fromkeys(
        (
            "⩾",
            "=>",
            "minimum",
            "au minimum",
            "mini",
            "min",
            "supérieur ou égal",
            "supérieur ou égal à",
        ),
        Sens.AU_MOINS,
    ),
    **dict.fromkeys(
        (
            "⩽",
            "=<",
            "maximum",
            "au maximum",
            "maxi",
            "max",
            "inférieur ou égal",
            "inférieur ou égal à",
        ),
        Sens.AU_PLUS,
    ),
}


class UniteDeResultat(enum.StrEnum):
    """The unit of the result of a commitment."""

    POURCENT = "%"
    JOURS = "jours"
    MINUTES = "minutes"
    NOMBRE = "nombre"


UNITES_ABREGEES = {
    **dict.fromkeys(("pour cent", "pourcent", "pourcentage", "taux"), UniteDeResultat.POURCENT),
    **dict.fromkeys(
        ("j", "jours ouvrés", "jours ouvrables", "jours calendaires", "jours francs"),
        UniteDeResultat.JOURS,
    ),
    **dict.fromkeys(("min", "mn"), UniteDeResultat.MINUTES),
    **dict.fromkeys(("nb", "nbre", "nombres"), UniteDeResultat.NOMBRE),
}
"""Other ways to write what the lists hold."""
ILLISIBLE = "illisible"
"""What a direction is that cannot be read: an empty one has a meaning of its own."""


class Donnees(enum.StrEnum):
    """The sheets whose rows an indicator may count."""

    REPONSES = "Réponses"
    RECLAMATIONS = "Réclamations"


@sheet(
    "Engagements",
    "engagements.xlsx",
    "Les engagements de service, leur indicateur et leur cible.",
    retient=BLOCS,
    invented=True,
)
class Engagement(Record):
    """A service commitment.

    `cible` and `tolerance` are in its unit, a rate as a fraction (a tolerance of 2 points is 0.02).
    `sens`: a `Sens`; `unite`: a `UniteDeResultat`. `source` None: its results are in
    Résultats.
    """

    code: str = key(
        "Code",
        width=9,
        as_typed=True,
        note="Un code court et unique : « E1 ». Les feuilles Résultats et Questions le citent.",
    )
    engagement: str | None = column(
        "Engagement",
        required=True,
        width=60,
        missing="intitulé de l’engagement {code}",
        scanned=True,
        note="L'engagement, tel qu'il est affiché : « Nous vous accueillons avec"
        " courtoisie ». Imprimé dans le dossier.",
    )
    indicateur: str | None = column(
        "Indicateur",
        required=True,
        width=50,
        scanned=True,
        note="Ce qui est mesuré : « Durée moyenne d'attente à l'accueil ». Imprimé en face"
        " du résultat.",
    )
    sens: str | None = column(
        "Sens de la cible",
        Kind.CHOIX,
        required=True,
        choices=tuple(SENS),
        short=SENS_ABREGES,
        width=12,
        note="≥ : le résultat doit atteindre la cible ; ≤ : il ne doit pas la dépasser.",
    )
    theme: str | None = column(
        "Thème",
        width=24,
        scanned=True,
        repeats=True,
        note="Le sujet auquel il se rattache : « Attente ».",
    )
    unite: UniteDeResultat = column(
        "Unité",
        implied="",
        short=UNITES_ABREGEES,
        width=11,
        default=UniteDeResultat.POURCENT,
        note="L'unité du résultat et de la cible. Vide : un pourcentage.",
    )
    cible: Fraction | None = column(
        "Cible",
        Kind.BRUT,
        width=10,
        note="Le résultat visé, dans l'unité de la ligne : 90 % ou 20. Vide : le résultat"
        " n'est pas jugé.",
    )
    tolerance: Fraction | None = column(
        "Tolérance",
        Kind.BRUT,
        width=11,
        rare=True,
        note="Dans l'unité de l'indicateur ; pour un pourcentage, en points.",
    )
    source: str | None = column(
        "Source",
        implied="saisie",
        width=32,
        note="« saisie » : le résultat est dans Résultats ; sinon le code ou le libellé d'un"
        " indicateur.",
    )
    action: str | None = column(
        "Action d'amélioration",
        width=60,
        missing="action d’amélioration pour l’engagement {code}",
        scanned=True,
        note="Ce que le service fait pour l'améliorer, en une phrase. Imprimée ; attendue"
        " quand la cible n'est pas atteinte.",
    )
    pilote: str | None = declare_pilote()
    echeance_action: dt.date | None = declare_echeance()


@sheet(
    "Résultats",
    "engagements.xlsx",
    "Les résultats mesurés par les services, pour les engagements dont la source est « saisie ».",
    named_by=("valeur",),
    retient=BLOCS,
    invented=True,
    many=True,
)
class Resultat(Record):
    """A result measured by a service; `valeur` in the unit of its commitment, a rate as a
    fraction.
    """

    code: str = key(
        "Code",
        width=9,
        note="Code de l'engagement.",
        as_typed=True,
        among=("Engagements", "code"),
    )
    du: dt.date = key(
        "Du",
        width=13,
        note="Premier jour de la période mesurée.",
    )
    au: dt.date = key(
        "Au",
        width=13,
        note="Dernier jour de la période mesurée.",
    )
    valeur: Fraction = key(
        "Valeur",
        Kind.BRUT,
        width=11,
        note="Le résultat, dans l'unité de l'engagement : 22 pour des minutes, 87 % pour"
        " un pourcentage.",
    )
    nombre_de_cas: int | None = column(
        "Nombre de cas",
        width=12,
        note="Sur combien de cas la mesure porte : 9655. Imprimé avec le résultat.",
    )
    commentaire: str | None = column(
        "Commentaire",
        width=50,
        scanned=True,
        note="Ce qui explique le résultat, en une phrase. Imprimé sous le tableau.",
    )

    @property
    def periode(self) -> Periode:
        """The period that it was measured over."""
        return Periode(self.du, self.au)


@sheet(
    "Indicateurs locaux",
    "engagements.xlsx",
    "Vos propres indicateurs, définis sans programmer (facultatif).",
    kw_only=True,
    retient=BLOCS,
    invented=True,
)
class IndicateurLocal(Record):
    """An indicator of her own, defined without programming."""

    code: str = key(
        "Code",
        width=12,
        as_typed=True,
        note="Un code court et unique, sans espace : « L1 ». La feuille Engagements peut le citer"
        " dans Source.",
    )
    libelle: str = key(
        "Libellé",
        width=50,
        scanned=True,
        note="Le nom de l'indicateur, tel qu'il sera imprimé : « Réclamations reçues par"
        " courriel ».",
    )
    feuille: Donnees = key(
        "Feuille",
        width=16,
        note="La feuille dont les lignes sont comptées.",
    )
    sur: str | None = column(
        "Sur",
        key=True,
        width=46,
        note="Lignes retenues comme base : « Canal = courriel et Site ≠ Alès ».",
    )
    compter: str = key("Compter", width=46, note="Parmi elles, lignes comptées.")
    cible: Fraction | None = column(
        "Cible",
        width=10,
        note="La part visée. Vide : l'indicateur n'est pas jugé.",
    )
    sens: str = column(
        "Sens de la cible",
        Kind.CHOIX,
        choices=tuple(SENS),
        short=SENS_ABREGES,
        default=Sens.AU_MOINS,
        illisible=ILLISIBLE,
        width=12,
        note="≥ : l'indicateur doit atteindre la cible ; ≤ : il ne doit pas la dépasser.",
    )
