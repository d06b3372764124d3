"""The nouns that travel between stages: frozen, without behaviour beyond what follows from their own fields."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from clu_batch.jours import Calendrier
from clu_batch.problems import Place, Problem
from clu_batch.tables import Table


@dataclass(frozen=True, slots=True)
class Parametres:
    """The settings of `Paramètres`, defaults applied; None where nothing is said and no default exists."""

    prefecture: str | None = None
    ville: str | None = None
    en_tete: str | None = None
    comite: str = "Comité local des usagers"
    sigle: str = "CLU"
    reference_procedure: str | None = None
    adresse: str | None = None
    service: str | None = None
    affaire_suivie_par: str | None = None
    courriel_secretariat: str | None = None
    telephone_secretariat: str | None = None
    signataire: str | None = None
    dpo: str | None = None
    duree_conservation: str | None = None
    reunion_a_produire: dt.date | str | None = None
    convocation: str = "individuelle"
    territoire: str = "Métropole"
    delai_suppleance: int = 2
    unite_suppleance: str = "jours ouvrables"
    decompte_suppleance: str = "jours pleins"
    delai_reponse: int | None = None
    unite_reponse: str = "jours ouvrés"
    delai_ar_electronique: int | None = 7
    delai_ar_papier: int | None = 14
    repere_convocations: int = 15
    repere_dossier: int = 8
    repere_compte_rendu: int = 30
    cible_satisfaction: Fraction | None = None
    minimum_reponses: int = 30
    seuil_regroupement: int = 5
    compte_rendu_aux_excuses: bool = True
    compte_rendu_publication: bool = False
    brouillons_de_courriel: bool = False
    donnees_d_exemple: bool = False
    date_du_jour: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Membre:
    """One holder of a seat of Composition; the seat is its `code`, successive holders share it."""

    code: str
    college: str
    fonction: str | None
    organisme: str | None
    ou_son_representant: bool = False
    civilite: str | None = None
    prenom: str | None = None
    nom: str | None = None
    courriels: tuple[str, ...] = ()
    adresse: str | None = None
    a_convoquer: bool = True
    depuis: dt.date | None = None
    jusqu_au: dt.date | None = None
    vacant: bool = False
    rang: Decimal | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Periode:
    """A period, both ends included."""

    du: dt.date
    au: dt.date


@dataclass(frozen=True, slots=True)
class Reunion:
    """One row of Réunions."""

    date: dt.date
    heure: dt.time | None = None
    lieu: str | None = None
    numero: str | None = None
    reference: str | None = None
    heure_fin: dt.time | None = None
    visioconference: str | None = None
    acces: str | None = None
    presidence: str | None = None
    statut: str | None = None
    reportee_au: dt.date | None = None
    periode_du: dt.date | None = None
    periode_au: dt.date | None = None
    chiffres_arretes_au: dt.date | None = None
    convocations_envoyees_le: dt.date | None = None
    dossier_envoye_le: dt.date | None = None
    compte_rendu_envoye_le: dt.date | None = None
    prochaine: dt.date | str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Point:
    """One item of an agenda."""

    reunion: dt.date
    numero: str
    point: str | None
    rubrique: str | None = None
    presente_par: str | None = None
    duree: Decimal | None = None
    presentation: str | None = None
    fichier: str | None = None
    releve: str | None = None
    conclusion: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Invite:
    """A guest of one meeting."""

    reunion: dt.date
    college: str | None
    organisme: str | None = None
    nom: str | None = None
    fonction: str | None = None
    civilite: str | None = None
    prenom: str | None = None
    courriels: tuple[str, ...] = ()
    adresse: str | None = None
    point: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Suppleance:
    """A substitute announced to the secretariat."""

    reunion: dt.date
    membre: str
    civilite: str | None = None
    prenom: str | None = None
    nom: str | None = None
    fonction: str | None = None
    informe_le: dt.date | None = None
    moyen: str | None = None
    courriels: tuple[str, ...] = ()
    decision: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Presence:
    """One row of Présences; `membre` is a Code, `invite` the guest it names, both None for a body that merely attended."""

    reunion: dt.date
    designation: str
    membre: str | None = None
    invite: Invite | None = None
    reponse: str | None = None
    reponse_recue_le: dt.date | None = None
    statut: str | None = None
    nom: str | None = None
    fonction: str | None = None
    courriels: tuple[str, ...] = ()
    a_distance: bool = False
    arrivee: dt.time | None = None
    depart: dt.time | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Proposition:
    """An avis, souhait, proposition or suggestion; `auteur` as it is printed (body, collège or guest)."""

    numero: str
    reunion: dt.date
    auteur: str
    nature: str | None
    rubrique: str | None = None
    texte: str | None = None
    reponse: str | None = None
    service_pilote: str | None = None
    echeance: dt.date | None = None
    etat: str | None = None
    cloturee_le: dt.date | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A standard letter, form or printed matter submitted to the users' representatives."""

    reunion: dt.date
    intitule: str | None
    nature: str | None
    reference: str | None = None
    service: str | None = None
    version: str | None = None
    fichier: str | None = None
    question: str | None = None
    avis: str | None = None
    suite: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ModaliteAppui:
    """A way in which users are helped with their procedures; `reunion` None: every meeting."""

    modalite: str
    reunion: dt.date | None = None
    public: str | None = None
    lieu: str | None = None
    horaires: str | None = None
    partenaire: str | None = None
    usagers: Decimal | None = None
    precedente: Decimal | None = None
    evolution: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Enquete:
    """How a survey was carried out."""

    nom: str
    periode: Periode
    mode: str | None = None
    site: str | None = None
    organisation: str | None = None
    distribues: int | None = None


@dataclass(frozen=True, slots=True)
class Modalite:
    """A possible answer of a scale; `compte` is satisfait, insatisfait, neutre or exclu."""

    texte: str
    ordre: Decimal
    compte: str
    abrege: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the survey; `modalites` in scale order, empty for the built-in scales other than oui/non."""

    code: str
    libelle: str
    echelle: str
    modalites: tuple[Modalite, ...] = ()
    theme: str | None = None
    globale: bool = False
    engagement: str | None = None
    cible: Fraction | None = None
    posee_depuis: dt.date | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Engagement:
    """A service commitment; `cible` and `tolerance` in its unit, a rate as a fraction (a tolerance of 2 points is 0.02)."""

    code: str
    engagement: str | None
    indicateur: str | None
    sens: str | None  # "≥" or "≤"
    theme: str | None = None
    unite: str = "%"
    cible: Fraction | None = None
    tolerance: Fraction | None = None
    source: str | None = None  # None: typed in Résultats
    action: str | None = None
    place: Place = field(default_factory=Place)
    place_source: Place | None = None  # the cell of Source


@dataclass(frozen=True, slots=True)
class Resultat:
    """A result typed by a service; `valeur` in the commitment's unit, a rate as a fraction; `rang`: order of the rows."""

    code: str
    periode: Periode
    valeur: Fraction
    nombre_de_cas: int | None = None
    commentaire: str | None = None
    rang: int = 0
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Comite:
    """Everything that `comite.xlsx` says, in the order of the rows."""

    membres: Sequence[Membre] = ()
    reunions: Sequence[Reunion] = ()
    ordre_du_jour: Sequence[Point] = ()
    invites: Sequence[Invite] = ()
    suppleances: Sequence[Suppleance] = ()
    presences: Sequence[Presence] = ()
    propositions: Sequence[Proposition] = ()
    documents_types: Sequence[DocumentType] = ()
    modalites_d_appui: Sequence[ModaliteAppui] = ()


@dataclass(frozen=True, slots=True)
class Registre:
    """All that the workbooks say, typed and linked: what the rules and the documents work on.

    `reponses`, `depouillement` and `reclamations` stay tables (many rows); their columns are those of their declaration, the columns of
    `reponses` being completed by one column per question, headed by its code.
    """

    parametres: Parametres
    calendrier: Calendrier
    comite: Comite
    enquetes: Sequence[Enquete]
    questions: Sequence[Question]
    reponses: Table
    depouillement: Table
    reclamations: Table
    engagements: Sequence[Engagement]
    resultats: Sequence[Resultat]
    indicateurs_locaux: Table
    historique: Table


class Etape(enum.Enum):
    """Where a meeting stands at J."""

    A_VENIR = "à venir"
    TENUE = "tenue"


@dataclass(frozen=True, slots=True)
class Seance:
    """A meeting whose documents are due, with its dates (pages 2 and 2.3).

    `j`: day of the run. `a`: cut-off of the figures. `periode`: as given or by default. `comptee`: the same, its end brought back to `a`.
    `precedente`: the comparison period. `reunion` is None when only the control workbook is made.
    """

    reunion: Reunion | None
    etape: Etape
    j: dt.date
    a: dt.date
    periode: Periode
    comptee: Periode
    precedente: Periode


Valeur = Fraction | dt.date | None
"""An exact number (a rate is a fraction of 1), a date, or None: « non mesuré »."""


@dataclass(frozen=True, slots=True)
class Mesure:
    """A value with its base; a count has neither numerator nor denominator."""

    valeur: Valeur = None
    numerateur: int | None = None
    denominateur: int | None = None


@dataclass(frozen=True, slots=True)
class Indicateur:
    """One figure and all that the control workbook says of it (page 3.5, `Indicateurs`)."""

    code: str
    libelle: str
    unite: str  # %, points, nombre, jours …, date, note
    mesure: Mesure
    periode: Periode | None = None
    precedente: Mesure | None = None  # None: not compared
    intervalle: tuple[float, float] | None = None
    ecart: Fraction | None = None  # in points for a rate, in the unit otherwise
    evolution: str = "sans objet"
    cible: Fraction | None = None
    sens: str = "≥"
    etat: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Repartition:
    """One line of a breakdown: indicator `code`, cut by `axe`, for `modalite`."""

    code: str
    axe: str
    modalite: str
    mesure: Mesure


@dataclass(frozen=True, slots=True)
class Calcul:
    """What a family of indicators gives for one meeting."""

    indicateurs: Sequence[Indicateur] = ()
    repartitions: Sequence[Repartition] = ()
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class LigneReclamation:
    """One complaint as the control workbook lists it; `delai`: counted days at the reply; `rang`: its row in the table."""

    numero: str
    recue_le: dt.date
    service: str | None
    canal: str | None
    echeance: dt.date | None
    delai: int | None
    etat: str
    jours_restants: int | None
    ar_echeance: dt.date | None
    ar_etat: str
    rang: int = -1


@dataclass(frozen=True, slots=True)
class BilanEngagement:
    """A commitment at a meeting: its result, the period of it when it differs, and whether it is kept."""

    engagement: Engagement
    mesure: Mesure
    periode: Periode | None
    precedente: Mesure
    ecart: Fraction | None
    etat: str  # atteint, partiellement atteint, non atteint, non mesuré, sans cible


@dataclass(frozen=True, slots=True)
class ExamenSuppleance:
    """A substitution held against its time limits; state and reason are for the control workbook only."""

    suppleance: Suppleance
    limite_pleins: dt.date
    limite_j2: dt.date
    limite_imprimee: dt.date
    etat: str  # dans le délai, à apprécier, hors délai, incomplète
    motif: str


@dataclass(frozen=True, slots=True)
class Siege:
    """A seat at a meeting: its holder in force (or the last one, when vacant), and how it was held."""

    membre: Membre
    vacant: bool
    mandat_echu: bool
    statut: str  # présent, représenté, suppléé, excusé, absent, vacant, non renseigné
    presence: Presence | None
    accompagnants: Sequence[Presence]
    suppleance: Suppleance | None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class DateCle:
    """A step of the preparation of a meeting (page 2.9)."""

    etape: str
    date: dt.date
    jours_restants: int
    fait_le: dt.date | None
    etat: str  # à venir, à faire, passé, fait


@dataclass(frozen=True, slots=True)
class JourExplique:
    """A day of a count, and why it counts or not (`Pourquoi ces dates`)."""

    objet: str
    jour: dt.date
    compte: bool
    rang: int | None
    raison: str


@dataclass(frozen=True, slots=True)
class ResultatHistorique:
    """A figure of a past meeting at its own cut-off."""

    reunion: dt.date
    periode: Periode
    arrete_au: dt.date
    indicateur: Indicateur


@dataclass(frozen=True, slots=True)
class Bilan:
    """Everything computed for one meeting."""

    seance: Seance
    indicateurs: Mapping[str, Indicateur]
    repartitions: Sequence[Repartition]
    reclamations: Sequence[LigneReclamation]
    engagements: Sequence[BilanEngagement]
    engagements_precedents: Sequence[BilanEngagement]  # those missed at the last held meeting, with today's result
    sieges: Sequence[Siege]
    suppleances: Sequence[ExamenSuppleance]
    assiduite: Sequence[Assiduite]
    dates_cles: Sequence[DateCle]
    pourquoi: Sequence[JourExplique]
    historique: Sequence[ResultatHistorique]
    limite_suppleance: dt.date | None
    extraits: Sequence[str] = ()
    actions_reclamations: Sequence[str] = ()
    reclamations_ecartees: int = 0  # rows of the register left out because two of their dates contradict each other
