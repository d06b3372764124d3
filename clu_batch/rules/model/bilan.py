"""What the rules give for a meeting: exact figures, their breakdowns, the dates that govern
them.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.periode import Periode
from clu_batch.kernel.problems import Problem
from clu_batch.records.engagements import Engagement, Sens
from clu_batch.records.membre import Membre
from clu_batch.records.participants import Presence, Suppleance
from clu_batch.records.reunion import Reunion


class Etape(enum.Enum):
    """Where a meeting stands at J."""

    A_VENIR = "à venir"
    TENUE = "tenue"


@frozen
class Seance:
    """The dates for which figures are computed (docs/rules/periods.md#two-dates,
    docs/rules/periods.md#period): those of a run without a meeting.

    `j`: day of the run. `a`: cut-off of the figures. `periode`: as given or by default. `comptee`:
    the same, its end brought back to `a`. `precedente`: the comparison period.
    """

    j: dt.date
    a: dt.date
    periode: Periode
    comptee: Periode
    precedente: Periode


@frozen
class SeanceDue(Seance):
    """A meeting whose documents are due, with its dates."""

    reunion: Reunion
    etape: Etape


class Atteinte(enum.StrEnum):
    """How a value stands to its target (docs/rules/commitments.md#states)."""

    ATTEINT = "atteint"
    PARTIELLEMENT = "partiellement atteint"
    NON_ATTEINT = "non atteint"
    NON_MESURE = "non mesuré"
    SANS_CIBLE = "sans cible"
    # answers that nobody can read could change it, or nothing is held against a target
    INDECIS = ""


class Evolution(enum.StrEnum):
    """What may be said of the change of a rate (docs/rules/satisfaction.md#change)."""

    SIGNIFICATIVE = "significative"
    NON_SIGNIFICATIVE = "non significative"
    PEU_DE_REPONSES = "peu de réponses"
    NON_COMPARABLE = "non comparable"
    SANS_OBJET = "sans objet"


Valeur = Fraction | dt.date | None
"""An exact number (a rate is a fraction of 1), a date, or None: « non mesuré »."""


@frozen
class Mesure:
    """A value with its base; a count has neither numerator nor denominator.

    `illisibles`: the answers that nobody could read, counted apart. `retenue`: they are so many
    that no value is told. `bornes`: what the value would be if all of them were read as
    dissatisfied, then as satisfied. `decimales`: how many it takes to print it.
    """

    valeur: Valeur = None
    numerateur: int | None = None
    denominateur: int | None = None
    illisibles: int = 0
    retenue: bool = False
    bornes: tuple[Fraction, Fraction] | None = None
    decimales: int = 1

    @property
    def nombre(self) -> Fraction | None:
        """The value when it is a number; None for a date, or when nothing was measured."""
        if isinstance(self.valeur, Fraction):
            return self.valeur
        return None


@frozen
class Indicateur:
    """One figure and all that the control workbook says of it
    (docs/rules/control-workbook.md#indicateurs).
    """

    code: str
    libelle: str
    unite: str  # %, points, nombre, jours …, date, note
    mesure: Mesure
    periode: Periode | None = None
    precedente: Mesure | None = None  # None: not compared
    intervalle: tuple[float, float] | None = None
    ecart: Fraction | None = None  # in points for a rate, in the unit otherwise
    evolution: Evolution = Evolution.SANS_OBJET
    cible: Fraction | None = None
    sens: str = Sens.AU_MOINS  # a Sens
    etat: Atteinte = Atteinte.INDECIS
    definition: str = ""
    reserve: str = ""  # what limits the previous count: « registre ouvert en mars 2025 »
    suivie: bool = True  # False: a count of a period in which the register was not kept yet


@frozen
class Repartition:
    """One line of a breakdown: indicator `code`, cut by `axe`, for `modalite`."""

    code: str
    axe: str
    modalite: str
    mesure: Mesure


@frozen
class Recueil:
    """Where the answers of a period come from: the number of forms by way of collecting, that of
    the tallied answers by question.
    """

    formulaires: Mapping[str, int] = field(default_factory=dict)
    depouillees: Mapping[str, int] = field(default_factory=dict)


@frozen
class Calcul:
    """What a family of indicators gives for one meeting."""

    indicateurs: Sequence[Indicateur] = ()
    repartitions: Sequence[Repartition] = ()
    problems: Sequence[Problem] = ()


class EtatDeReclamation(enum.StrEnum):
    """Where the reply to a complaint stands at A (docs/rules/complaints.md#states)."""

    DANS_LE_DELAI = "répondue dans le délai"
    HORS_DELAI = "répondue hors délai"
    EN_COURS = "en cours"
    DEPASSE = "sans réponse, délai dépassé"
    SANS_DELAI = "sans délai"
    HORS_PERIMETRE = "hors périmètre"


class EtatDAccuse(enum.StrEnum):
    """Where the acknowledgement of a complaint stands at A
    (docs/rules/complaints.md#acknowledgement).
    """

    DANS_LE_DELAI = "dans le délai"
    HORS_DELAI = "hors délai"
    EN_COURS = "en cours"
    DEPASSE = "délai dépassé"
    NON_SUIVI = "non suivi"


@frozen
class LigneReclamation:
    """One complaint as the control workbook lists it; `delai`: counted days at the reply;
    `accordes`: the days that it allows; `suspendue_du`, `suspendue_au`: not counted in between.
    """

    numero: str
    recue_le: dt.date
    service: str | None
    canal: str | None
    echeance: dt.date | None
    delai: int | None
    etat: str  # an EtatDeReclamation
    jours_restants: int | None
    ar_echeance: dt.date | None
    ar_etat: str  # an EtatDAccuse
    accordes: int | None
    suspendue_du: dt.date | None = None
    suspendue_au: dt.date | None = None


@frozen
class ActionDAmelioration:
    """What is done after some complaints: by which service, until when."""

    texte: str
    pilote: str | None = None
    echeance: dt.date | None = None


@frozen
class BilanEngagement:
    """A commitment at a meeting: its result, the period of it when it differs, and whether it is
    kept.
    """

    engagement: Engagement
    mesure: Mesure
    periode: Periode | None
    precedente: Mesure
    ecart: Fraction | None
    etat: Atteinte
    commentaire: str | None = None  # what the service says of the result
    reserve: str = ""  # that of the indicator it rests on
    source: Indicateur | None = None  # the indicator it rests on


@frozen
class ExamenSuppleance:
    """A substitution held against its time limits; state and reason are for the control workbook
    only.
    """

    suppleance: Suppleance
    limite_pleins: dt.date
    limite_j2: dt.date
    limite_imprimee: dt.date
    etat: str  # dans le délai, à apprécier, hors délai, incomplète
    motif: str


@frozen
class Siege:
    """A seat at a meeting: its holder in force (or the last one, when vacant), and how it was
    held.
    """

    membre: Membre
    vacant: bool
    mandat_echu: bool
    statut: str  # présent, représenté, suppléé, excusé, absent, vacant, non renseigné
    presence: Presence | None
    accompagnants: Sequence[Presence]
    suppleance: Suppleance | None


@frozen
class Assiduite:
    """The attendance of one seat over the last six held meetings, from the day it was filled."""

    membre: Membre
    vacant: bool
    reunions: int
    presences: int
    representations: int
    suppleances: int
    excuses: int
    absences: int
    derniere_presence: dt.date | None


@frozen
class DateCle:
    """A step of the preparation of a meeting (docs/rules/key-dates.md#steps)."""

    etape: str
    date: dt.date
    jours_restants: int
    fait_le: dt.date | None
    etat: str  # à venir, à faire, passé, fait


@frozen
class JourExplique:
    """A day of a count, and why it counts or not (`Pourquoi ces dates`); `retenu`: the day that
    the count gives.
    """

    objet: str
    jour: dt.date
    compte: bool
    rang: int | None
    raison: str
    retenu: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BilanGeneral:
    """What the control workbook shows: all that is computed when no meeting is due.

    `historique`: the figures of the past meetings, with the columns of `historique.RESULTAT`.
    """

    seance: Seance
    indicateurs: Mapping[str, Indicateur]
    repartitions: Sequence[Repartition]
    reclamations: Sequence[LigneReclamation]
    sieges: Sequence[Siege]
    assiduite: Sequence[Assiduite]
    pourquoi: Sequence[JourExplique]
    historique: pd.DataFrame
    suppleances: Sequence[ExamenSuppleance] = ()
    dates_cles: Sequence[DateCle] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilan(BilanGeneral):
    """Everything computed for one meeting."""

    seance: SeanceDue
    engagements: Sequence[BilanEngagement]
    # the state of each at the last held meeting, by code
    engagements_precedents: Mapping[str, Atteinte]
    limite_suppleance: dt.date
    extraits: Sequence[str] = ()
    recueil: Recueil = field(default_factory=Recueil)
    actions_reclamations: Sequence[ActionDAmelioration] = ()
    # codes whose rule has changed since the last held meeting of `historique`
    regles_modifiees: Collection[str] = frozenset()
    # what earlier runs printed, by document under output/
    deja_dits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # the documents of the meeting that stood under output/ when the run began
    presents: Collection[str] = frozenset()
    # rows of the register left out because two of their dates contradict each other
    reclamations_ecartees: int = 0

    @property
    def reunion(self) -> Reunion:
        """The meeting."""
        return self.seance.reunion

    @property
    def is_to_come(self) -> bool:
        """Whether the meeting is still to be held."""
        return self.seance.etape is Etape.A_VENIR
