"""The sheets of `satisfaction.xlsx`: surveys, questions, scales, answers, tallies."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.declaration import Record, column, filled, key, sheet
from clu_batch.kernel.declared_sheet import ILLISIBLE, Kind, Unreadable
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.periode import Periode
from clu_batch.parse import SILENCES


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


_BLOC = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU})


@sheet(
    "Enquêtes",
    "satisfaction.xlsx",
    "Comment chaque enquête a été menée (facultatif).",
    retient=_BLOC,
    invented=True,
)
class Enquete(Record):
    """How a survey was carried out."""

    nom: str = key(
        "Enquête",
        width=36,
        scanned=True,
        note="Le nom de l'enquête : « Questionnaire papier, Nîmes, mars 2026 ». Imprimé"
        " dans la méthode.",
    )
    du: dt.date = key(
        "Du",
        width=13,
        note="Premier jour de l'enquête.",
    )
    au: dt.date = key(
        "Au",
        width=13,
        note="Dernier jour de l'enquête.",
    )
    mode: str | None = column(
        "Mode de recueil",
        width=22,
        scanned=True,
        repeats=True,
        note="Écrit comme dans Réponses : « papier », « en ligne ».",
    )
    site: str | None = column(
        "Site",
        width=18,
        scanned=True,
        repeats=True,
        note="Écrit comme dans Réponses : « Nîmes ». Vide : tous les sites.",
    )
    organisation: str | None = column(
        "Organisation",
        width=50,
        note="Qui a distribué, où, pendant combien de temps.",
        scanned=True,
    )
    distribues: int | None = column(
        "Questionnaires distribués", width=16, note="Donne le taux de retour."
    )

    @property
    def periode(self) -> Periode:
        """When it was carried out."""
        return Periode(self.du, self.au)


@sheet(
    "Échelles",
    "satisfaction.xlsx",
    "Les réponses possibles de chaque échelle, dans l'ordre, et ce qu'elles comptent.",
    retient=_BLOC,
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
    retient=_BLOC,
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


_DATE_AILLEURS = (
    "Date de soumission",
    "submitdate",
    "Horodateur",
    "Horodatage",
    "Timestamp",
    "Heure de fin",
    "Completion time",
    "Date de réponse",
    "Date de la réponse",
    "Date de l’avis",
    "Date de saisie",
    "Date d’enregistrement",
    "DATE_ENREG",
    "Date du questionnaire",
    "Date d’envoi",
    "Soumis le",
    "Envoyé le",
    "Répondu le",
    "Complété le",
    "Déposé le",
    "Date de dépôt",
    "Date de création",
    "Créé le",
    "created at",
    "Date de fin",
    "Date de la dernière action",
)
"""The date of an answer in LimeSurvey, Google Forms, Microsoft Forms, Sphinx, Démarches
simplifiées, Je donne mon avis.
"""


@sheet(
    "Réponses",
    "satisfaction.xlsx",
    "Une ligne par questionnaire reçu ; une colonne par question.",
    retient=_BLOC,
    invented=True,
    additive=True,
    many=True,
)
class Reponse(Record):
    """A questionnaire; the sheet has further columns, one per question."""

    date: dt.date = key(
        "Date",
        width=13,
        elsewhere=_DATE_AILLEURS,
        note="Le jour de la réponse, ou de la remise du questionnaire. Elle range la"
        " réponse dans une période.",
    )
    numero: str | None = column(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=9,
        elsewhere=("ID de la réponse", "ID", "Identifiant", "Clé", "Response ID", "Réf."),
        silences=SILENCES,
        note="Le numéro du questionnaire : « R0001 ». Il évite de compter deux fois la"
        " même réponse.",
    )
    mode_de_recueil: str | None = column(
        "Mode de recueil",
        width=16,
        note="Papier, en ligne…",
        scanned=True,
        repeats=True,
        elsewhere=("Mode de collecte", "Mode de saisie", "Collecteur", "Origine"),
        silences=SILENCES,
    )
    canal: str | None = column(
        "Canal",
        width=18,
        scanned=True,
        repeats=True,
        elsewhere=("quel canal",),
        silences=SILENCES,
        note="Par où l'usager est venu : « guichet », « téléphone », « démarche en ligne"
        " ». Le dossier compte par canal.",
    )
    site: str | None = column(
        "Site",
        width=14,
        scanned=True,
        repeats=True,
        elsewhere=(
            "quel site",
            "quel lieu",
            "quel guichet",
            "Site visité",
            "Lieu d’accueil",
            "Lieu",
        ),
        silences=SILENCES,
        note="Le lieu d'accueil : « Nîmes ». Le dossier compte par site.",
    )
    service: str | None = column(
        "Service",
        width=22,
        scanned=True,
        repeats=True,
        elsewhere=("quel service", "quelle démarche", "Démarche"),
        silences=SILENCES,
        note="Le service rencontré : « Accueil général ». Le dossier compte par service.",
    )
    extrait_a_publier: str | None = column(
        "Extrait à publier",
        width=50,
        note="Seul texte jamais imprimé : choisi ou reformulé par vos soins, sans nom.",
        scanned=True,
        of_users=True,
        silences=SILENCES,
    )


@sheet(
    "Dépouillement",
    "satisfaction.xlsx",
    "Les totaux d'un dépouillement à la main de questionnaires papier (facultatif).",
    retient=_BLOC,
    invented=True,
    additive=True,
    many=True,
)
class Depouillement(Record):
    """A tally of paper forms: how many gave an answer to a question."""

    question: str = key(
        "Question",
        width=12,
        note="Code ou libellé de la question.",
        among=("Questions", "code"),
    )
    reponse: str | Unreadable = key(
        "Réponse",
        illisible=ILLISIBLE,
        width=30,
        among=("Échelles", "texte"),
        note="La réponse comptée, écrite comme dans Échelles : « Très satisfait ».",
    )
    nombre: int = key(
        "Nombre",
        width=10,
        note="Combien de questionnaires portent cette réponse.",
    )
    du: dt.date = key(
        "Du",
        width=13,
        note="Premier jour du recueil.",
    )
    au: dt.date = key(
        "Au",
        width=13,
        note="Dernier jour du recueil : il range le total dans une période.",
    )
    site: str | None = column(
        "Site",
        width=16,
        scanned=True,
        repeats=True,
        silences=SILENCES,
        note="Le lieu d'accueil, écrit comme dans Réponses : « Nîmes ».",
    )
    service: str | None = column(
        "Service",
        width=22,
        scanned=True,
        repeats=True,
        silences=SILENCES,
        note="Le service rencontré, écrit comme dans Réponses : « Accueil général ».",
    )
    mode_de_recueil: str | None = column(
        "Mode de recueil",
        width=16,
        scanned=True,
        repeats=True,
        silences=SILENCES,
        note="Écrit comme dans Réponses : « papier ».",
    )
