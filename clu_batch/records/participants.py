"""The sheets of those who come: guests, substitutes, and who was there."""

from __future__ import annotations

import datetime as dt
import enum

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import Famille

_SEANCE = frozenset(
    {Famille.EMARGEMENT, Famille.CHEVALETS, Famille.DOSSIER, Famille.COMPTE_RENDU}
)


class Decision(enum.StrEnum):
    """What the chair decides of a substitute."""

    ADMISE = "admise"
    NON_ADMISE = "non admise"


class ReponseAnnoncee(enum.StrEnum):
    """What a member answers before a meeting."""

    PRESENT = "présent"
    REPRESENTE = "représenté"
    SUPPLEE = "suppléé"
    EMPECHE = "empêché"


class StatutDePresence(enum.StrEnum):
    """How a seat was held at a meeting."""

    PRESENT = "présent"
    REPRESENTE = "représenté"
    SUPPLEE = "suppléé"
    EXCUSE = "excusé"
    ABSENT = "absent"


@sheet(
    "Invités",
    "comite.xlsx",
    "« Toute association », « tout autre représentant » dont la présence est rendue nécessaire par"
    " l'ordre du jour.",
    named_by=("point", "organisme"),
    retient=_SEANCE | {Famille.INVITATION},
    une_de=("Organisme", "Nom"),
    invented=True,
)
class Invite(Record):
    """A guest of one meeting."""

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    college: str | None = column(
        "Collège",
        required=True,
        width=28,
        repeats=True,
        note="Le groupe avec lequel il siège, écrit comme dans Composition : «"
        " Représentants des usagers ».",
    )
    organisme: str | None = column(
        "Organisme",
        expected=True,
        width=40,
        note="Organisme ou nom : l'un des deux est nécessaire.",
        printed=True,
        scanned=True,
    )
    nom: str | None = column(
        "Nom",
        expected=True,
        width=20,
        nominative=True,
        note="Le nom, sans civilité ni prénom, si l'invitation s'adresse à une personne."
        " Organisme ou nom : l'un des deux est nécessaire.",
    )
    fonction: str | None = column(
        "Fonction",
        width=40,
        printed=True,
        scanned=True,
        note="Avec son article : « Le responsable de l'association ». Imprimée sur"
        " l'invitation et dans les listes de présence.",
    )
    civilite: str | None = column(
        "Civilité",
        width=12,
        nominative=True,
        repeats=True,
        note="Madame, Monsieur, Maître ou Docteur. Vide : on s'adresse à la fonction.",
    )
    prenom: str | None = column(
        "Prénom",
        width=16,
        nominative=True,
        note="Imprimé devant le nom, sur l'invitation.",
    )
    courriels: tuple[str, ...] = column(
        "Courriel",
        width=34,
        default=(),
        note="L'adresse où envoyer l'invitation et le dossier. Plusieurs adresses :"
        " séparez-les par un point-virgule.",
    )
    adresse: str | None = column(
        "Adresse",
        width=40,
        note="Pour un envoi par courrier ; Alt + Entrée pour aller à la ligne.",
    )
    point: str | None = column(
        "Point",
        Kind.NUMERO,
        width=9,
        note="N° du point de l'ordre du jour qui justifie l'invitation.",
    )


@sheet(
    "Suppléances",
    "comite.xlsx",
    "Les suppléants annoncés au secrétariat : identité, fonction et jour où le secrétariat en a"
    " été informé.",
    named_by=("informe_le",),
    retient=_SEANCE,
    invented=True,
)
class Suppleance(Record):
    """A substitute announced to the secretariat."""

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    membre: str = key("Membre", Kind.MEMBRE, width=10, note="Code du membre empêché.")
    civilite: str | None = column(
        "Civilité",
        width=12,
        nominative=True,
        repeats=True,
        note="Madame, Monsieur, Maître ou Docteur. Vide : on s'adresse à la fonction.",
    )
    prenom: str | None = column(
        "Prénom",
        width=16,
        nominative=True,
        note="Le prénom de la personne qui supplée.",
    )
    nom: str | None = column(
        "Nom",
        expected=True,
        width=20,
        note="Identité du suppléant, exigée par la procédure.",
        nominative=True,
    )
    fonction: str | None = column(
        "Fonction",
        expected=True,
        width=36,
        note="Fonction du suppléant, exigée par la procédure.",
        scanned=True,
    )
    informe_le: dt.date | None = column(
        "Secrétariat informé le",
        expected=True,
        width=14,
        note="Jour d'arrivée dans la boîte aux lettres ou la messagerie, week-end compris,"
        " jusqu'à minuit.",
    )
    moyen: str | None = column(
        "Moyen", width=14, note="Courriel, courrier, téléphone…", repeats=True
    )
    courriels: tuple[str, ...] = column(
        "Courriel",
        width=34,
        default=(),
        note="L'adresse de la personne qui supplée : le dossier de séance lui est envoyé."
        " Plusieurs adresses : séparez-les par un point-virgule.",
    )
    decision: Decision | None = column(
        "Décision",
        width=14,
        note="La décision de la présidence, s'il y en a une.",
    )

    @property
    def refusee(self) -> bool:
        """Whether the chair did not admit the substitute."""
        return self.decision == Decision.NON_ADMISE


@sheet(
    "Présences",
    "comite.xlsx",
    "Les réponses reçues avant la réunion, puis qui est venu.",
    named_by=("statut",),
    retient=_SEANCE,
    invented=True,
)
class Presence(Record):
    """An answer received before a meeting, then who came.

    `membre` is a Code, `invite` the guest that the row names, both None for a body that merely
    attended.
    """

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    designation: str = key(
        "Membre",
        width=22,
        note="Un code de Composition, un invité, ou un autre organisme (alors le nom ou la"
        " fonction est nécessaire).",
        printed=True,
        scanned=True,
        among=("Composition", "code"),
    )
    reponse: ReponseAnnoncee | None = column(
        "Réponse",
        short={"excusé": ReponseAnnoncee.EMPECHE, "absent excusé": ReponseAnnoncee.EMPECHE},
        width=14,
        note="Réponse annoncée.",
    )
    reponse_recue_le: dt.date | None = column(
        "Réponse reçue le",
        width=14,
        note="Le jour où la réponse est arrivée au secrétariat.",
    )
    statut: StatutDePresence | None = column(
        "Statut",
        expected=True,
        short={
            "empêché": StatutDePresence.EXCUSE,
            "absent excusé": StatutDePresence.EXCUSE,
        },
        width=14,
        note="À remplir après la réunion.",
    )
    nom: str | None = column(
        "Nom",
        width=22,
        note="La personne qui a siégé, si ce n'est pas le titulaire.",
        nominative=True,
    )
    fonction: str | None = column(
        "Fonction",
        width=36,
        printed=True,
        scanned=True,
        note="Celle de la personne qui a siégé, avec son article : « La cheffe du bureau"
        " du séjour ». Imprimée au compte rendu.",
    )
    courriels: tuple[str, ...] = column(
        "Courriel",
        width=34,
        rare=True,
        default=(),
        note="L'adresse où envoyer le compte rendu à la personne qui a siégé, si ce n'est"
        " pas celle du titulaire.",
    )
    a_distance: bool = column(
        "À distance",
        default=False,
        width=11,
        rare=True,
        note="« oui » pour une présence en visioconférence ; le compte rendu le dit.",
    )
    arrivee: dt.time | None = column(
        "Arrivée", width=10, rare=True, note="Si la personne est arrivée en cours de séance."
    )
    depart: dt.time | None = column(
        "Départ", width=10, rare=True, note="Si la personne est partie avant la fin."
    )
    membre: str | None = None
    invite: Invite | None = None
