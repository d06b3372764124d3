"""All that the workbooks say: settings, surveys, commitments, and the register that holds them
together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.problems import Place
from clu_batch.kernel.tables import Table
from clu_batch.records.parametres import AUTRES_CANAUX, CANAUX_ELECTRONIQUES
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.model.comite import Comite


@dataclass(frozen=True, slots=True)
class Parametres:
    """The settings of `Paramètres`, defaults applied; None where nothing is said and no default
    exists.
    """

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
    canaux_electroniques: str = CANAUX_ELECTRONIQUES
    autres_canaux: str = AUTRES_CANAUX
    reclamations_depuis: dt.date | None = None
    enquetes_depuis: dt.date | None = None
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
class Periode:
    """A period, both ends included."""

    du: dt.date
    au: dt.date

    def holds(self, day: dt.date) -> bool:
        """Return whether a day is in the period."""
        return self.du <= day <= self.au


@dataclass(frozen=True, slots=True)
class Enquete:
    """How a survey was carried out."""

    nom: str
    periode: Periode
    mode: str | None = None
    site: str | None = None
    organisation: str | None = None
    distribues: int | None = None
    place_distribues: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Modalite:
    """A possible answer of a scale; `compte` is satisfait, insatisfait, neutre or exclu."""

    texte: str
    ordre: Decimal
    compte: str
    abrege: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the survey; `modalites` in scale order, empty for the built-in scales other
    than oui/non.
    """

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
    place_engagement: Place | None = None  # the cell of Engagement


@dataclass(frozen=True, slots=True)
class Engagement:
    """A service commitment; `cible` and `tolerance` in its unit, a rate as a fraction (a tolerance
    of 2 points is 0.02).
    """

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
    """A result typed by a service; `valeur` in the commitment's unit, a rate as a fraction; `rang`:
    order of the rows.
    """

    code: str
    periode: Periode
    valeur: Fraction
    nombre_de_cas: int | None = None
    commentaire: str | None = None
    rang: int = 0
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Registre:
    """All that the workbooks say, typed and linked: what the rules and the documents work on.

    `reponses`, `depouillement` and `reclamations` stay tables (many rows); their columns are those
    of their declaration, the columns of `reponses` being completed by one column per question,
    headed by its code. `feuilles_absentes`: a sheet that says nothing -> « absente » when no
    workbook has it, « vide » when nobody typed anything in it.
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
    feuilles_absentes: Mapping[str, str] = field(default_factory=dict)
