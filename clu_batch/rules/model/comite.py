"""The committee as `comite.xlsx` says it: members, meetings, and all that is attached to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from clu_batch.kernel.problems import Place


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

    @property
    def refusee(self) -> bool:
        """Whether the chair did not admit the substitute."""
        return self.decision == "non admise"


@dataclass(frozen=True, slots=True)
class Presence:
    """One row of Présences; `membre` is a Code, `invite` the guest it names, both None for a body
    that merely attended.
    """

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
    """An avis, souhait, proposition or suggestion; `auteur` as it is printed (body, collège or
    guest).
    """

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
