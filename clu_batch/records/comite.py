"""The sheets of `comite.xlsx`: who sits, when, on what, and what was said."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

from clu_batch.kernel.declaration import (
    TEN_YEARS,
    Famille,
    Kind,
    Record,
    column,
    filled,
    key,
    sheet,
)
from clu_batch.kernel.french import NON_RENSEIGNE
from clu_batch.kernel.periode import Periode


class NomDeRubrique(enum.StrEnum):
    """The blocks of figures that stand under the points of an agenda."""

    ENGAGEMENTS = "engagements"
    SATISFACTION = "satisfaction"
    RECLAMATIONS = "réclamations"
    DOCUMENTS_TYPES = "documents types"
    MODALITES_D_APPUI = "modalités d'appui"
    SUITES_DONNEES = "suites données"
    COMPTE_RENDU_PRECEDENT = "compte rendu précédent"


class Statut(enum.StrEnum):
    """What became of a meeting."""

    PREVUE = "prévue"
    TENUE = "tenue"
    ANNULEE = "annulée"
    REPORTEE = "reportée"


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


class NatureDeProposition(enum.StrEnum):
    """What a member expresses."""

    AVIS = "avis"
    SOUHAIT = "souhait"
    PROPOSITION = "proposition"
    SUGGESTION = "suggestion"


class EtatDeProposition(enum.StrEnum):
    """What becomes of a proposition."""

    A_ETUDIER = "à étudier"
    RETENUE = "retenue"
    EN_COURS = "en cours"
    REALISEE = "réalisée"
    NON_RETENUE = "non retenue"


class NatureDeDocument(enum.StrEnum):
    """What is submitted to the users' representatives."""

    COURRIER = "courrier"
    FORMULAIRE = "formulaire"
    IMPRIME = "imprimé"


RUBRIQUES_EN_TOUTES_LETTRES = {
    "engagements de service": NomDeRubrique.ENGAGEMENTS,
    "enquêtes de satisfaction": NomDeRubrique.SATISFACTION,
    "enquête de satisfaction": NomDeRubrique.SATISFACTION,
    "bilan des réclamations": NomDeRubrique.RECLAMATIONS,
    "courriers, formulaires et imprimés types": NomDeRubrique.DOCUMENTS_TYPES,
    "modalités d'appui aux usagers": NomDeRubrique.MODALITES_D_APPUI,
    "suites": NomDeRubrique.SUITES_DONNEES,
}
"""What a person types for a rubrique -> its word in the list."""

_SEANCE = frozenset(
    {Famille.EMARGEMENT, Famille.CHEVALETS, Famille.DOSSIER, Famille.COMPTE_RENDU}
)


@sheet(
    "Composition",
    "comite.xlsx",
    "Les membres du comité, par fonction. Deux titulaires successifs : deux lignes de même code,"
    " aux dates qui se suivent.",
    indispensable=True,
    synonyms=("Membres",),
)
class Membre(Record):
    """One holder of a seat of Composition; the seat is its `code`, successive holders share it."""

    code: str = key(
        "Code",
        width=10,
        note="Sigle court et unique du siège : SG, DCLC, UFC… Il sert de référence dans les"
        " autres feuilles.",
        tag="le code du membre",
        example="PIMMS",
        as_typed=True,
    )
    college: str = filled(
        "Collège",
        empty=NON_RENSEIGNE,
        width=28,
        note="Groupe de membres, dans l'ordre où il doit être imprimé.",
        tag="son collège",
        example="Représentants des usagers",
        repeats=True,
    )
    fonction: str | None = column(
        "Fonction",
        required=True,
        width=48,
        note="Avec son article : « Le secrétaire général de la préfecture ».",
        missing="fonction du membre {code}",
        printed=True,
        tag="sa fonction, telle qu’elle est saisie",
        example="Le directeur",
        scanned=True,
    )
    organisme: str | None = column(
        "Organisme",
        required=True,
        width=42,
        note="Service, institution ou association.",
        missing="organisme du membre {code}",
        printed=True,
        tag="son organisme",
        example="PIMMS Nîmes",
        scanned=True,
    )
    ou_son_representant: bool = column(
        "Ou son représentant",
        default=False,
        width=14,
        note="« oui » si la procédure prévoit « ou son représentant » pour ce siège.",
    )
    civilite: str | None = column(
        "Civilité",
        width=12,
        note="Madame, Monsieur, Maître ou Docteur. Vide : on s'adresse à la fonction.",
        nominative=True,
        tag="sa civilité",
        example="Madame",
        repeats=True,
    )
    prenom: str | None = column(
        "Prénom",
        width=16,
        nominative=True,
        tag="son prénom",
        example="prénom saisi dans Composition",
    )
    nom: str | None = column(
        "Nom", width=20, nominative=True, tag="son nom", example="nom saisi dans Composition"
    )
    courriels: tuple[str, ...] = column(
        "Courriel",
        width=34,
        note="Plusieurs adresses : séparez-les par un point-virgule.",
        default=(),
    )
    adresse: str | None = column(
        "Adresse",
        width=40,
        note="Pour un envoi par courrier ; Alt + Entrée pour aller à la ligne.",
    )
    a_convoquer: bool = column(
        "À convoquer", default=True, width=12, note="« non » : pas de convocation individuelle."
    )
    depuis: dt.date | None = column(
        "Depuis le", width=13, rare=True, note="Début du mandat de ce titulaire."
    )
    jusqu_au: dt.date | None = column(
        "Jusqu'au",
        horizon=TEN_YEARS,
        width=13,
        rare=True,
        note="Fin du mandat de ce titulaire.",
    )
    vacant: bool = column(
        "Vacant",
        default=False,
        width=10,
        rare=True,
        note="« oui » : le siège est sans titulaire.",
    )
    rang: Decimal | None = column(
        "Rang",
        width=8,
        rare=True,
        note="Ordre protocolaire dans le collège ; vide : ordre des lignes.",
    )


@sheet(
    "Réunions",
    "comite.xlsx",
    "Une ligne par réunion, passée ou à venir.",
    indispensable=True,
    invented=True,
)
class Reunion(Record):
    """A meeting of the committee, past or to come."""

    date: dt.date = key("Date", width=13, tag="sa date", example="10 décembre 2026")
    heure: dt.time | None = column(
        "Heure",
        required=True,
        width=10,
        note="Par exemple 14:30.",
        missing="heure de la réunion",
        tag="son heure de début",
        example="14 h 30",
    )
    lieu: str | None = column(
        "Lieu",
        required=True,
        width=44,
        note="Salle et adresse, tels qu'ils seront imprimés.",
        missing="lieu de la réunion",
        printed=True,
        tag="son lieu",
        example="Salle Pradel",
        scanned=True,
    )
    numero: str | None = column(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=10,
        note="Par exemple 2026-1.",
        tag="son numéro",
        example="2026-2",
    )
    reference: str | None = column(
        "Référence",
        width=18,
        note="Référence du courrier, si vous en portez une.",
        printed=True,
        tag="sa référence",
        example="CLU-2026-2",
        as_typed=True,
    )
    heure_fin: dt.time | None = column(
        "Heure de fin",
        width=12,
        note="À remplir après la réunion : elle figure au compte rendu.",
        missing="heure de fin de la réunion",
        tag="son heure de fin",
        example="16 h 30",
    )
    visioconference: str | None = column(
        "Visioconférence",
        width=34,
        note="Lien de connexion.",
        tag="ce qui est saisi pour la visioconférence",
        example="code 1234",
    )
    acces: str | None = column(
        "Accès et accessibilité",
        width=50,
        note="Rampe, ascenseur, boucle magnétique, stationnement réservé…",
        missing="accès et accessibilité de la salle",
        tag="l’accès des personnes handicapées",
        example="Rampe et ascenseur",
        scanned=True,
    )
    presidence: str | None = column(
        "Présidence",
        width=22,
        note="Un code de Composition, ou un texte.",
        printed=True,
        tag="qui la préside",
        example="le secrétaire général",
        scanned=True,
        among=("Composition", "code"),
    )
    statut: Statut | None = column("Statut", width=12)
    reportee_au: dt.date | None = column(
        "Reportée au", width=13, rare=True, note="Nouvelle date d'une réunion reportée."
    )
    periode_du: dt.date | None = column(
        "Période du",
        width=13,
        rare=True,
        note="Début de la période des chiffres. Vide : les 12 derniers mois complets.",
    )
    periode_au: dt.date | None = column(
        "Période au", width=13, rare=True, note="Fin de la période des chiffres."
    )
    chiffres_arretes_au: dt.date | None = column(
        "Chiffres arrêtés au",
        width=13,
        note="Rien de ce qui est daté après ce jour n'est compté.",
    )
    convocations_envoyees_le: dt.date | None = column(
        "Convocations envoyées le",
        width=14,
        note="Une fois rempli, les convocations ne sont plus refaites.",
    )
    dossier_envoye_le: dt.date | None = column(
        "Dossier envoyé le", width=14, note="Une fois rempli, le dossier n'est plus refait."
    )
    compte_rendu_envoye_le: dt.date | None = column(
        "Compte rendu envoyé le",
        width=14,
        note="Une fois rempli, le compte rendu n'est plus refait.",
    )
    prochaine: dt.date | str | None = column(
        "Prochaine réunion",
        Kind.REUNION,
        width=30,
        note="Date, avec son heure si elle est connue, ou texte. Vide : la réunion suivante de la"
        " feuille. Imprimé à la fin du compte rendu.",
        with_hour=True,
        printed=True,
        tag="la réunion suivante",
        example="10 juin 2027",
        missing="prochaine réunion",
        scanned=True,
    )

    @property
    def periode(self) -> Periode | None:
        """The period of its figures as typed; None without two bounds in the right order."""
        if not self.periode_du or not self.periode_au or self.periode_du > self.periode_au:
            return None
        return Periode(self.periode_du, self.periode_au)


@sheet(
    "Ordre du jour",
    "comite.xlsx",
    "Les points de chaque réunion, et après elle ce qui s'est dit.",
    named_by=("point",),
    retient=frozenset(
        {
            Famille.CONVOCATION,
            Famille.INVITATION,
            Famille.DOSSIER,
            Famille.COMPTE_RENDU,
            Famille.TRAME,
        }
    ),
    invented=True,
)
class Point(Record):
    """One item of an agenda."""

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    numero: str = key(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=7,
        note="Numéro du point.",
        tag="son numéro",
        example="3",
    )
    point: str = key(
        "Point",
        width=46,
        note="Intitulé du point.",
        printed=True,
        tag="son intitulé",
        example="Résultats des enquêtes de satisfaction",
        scanned=True,
        as_typed=True,
    )
    rubrique: str | None = column(
        "Rubrique",
        choices=tuple(NomDeRubrique),
        short=RUBRIQUES_EN_TOUTES_LETTRES,
        width=22,
        note="Le bloc de chiffres à insérer sous ce point ; un autre texte est permis, sans bloc.",
        tag="sa rubrique",
        example="Satisfaction",
        scanned=True,
    )
    presente_par: str | None = column(
        "Présenté par",
        width=32,
        printed=True,
        tag="qui le présente",
        example="Le responsable qualité",
        scanned=True,
    )
    duree: Decimal | None = column(
        "Durée",
        Kind.DUREE,
        width=9,
        note="En minutes. Les horaires sont imprimés si chaque point a une durée.",
        tag="sa durée, en minutes",
        example="20",
    )
    presentation: str | None = column(
        "Présentation",
        width=60,
        note="Le texte du service, imprimé dans le dossier.",
        scanned=True,
    )
    avis_demande: bool | None = column(
        "Avis demandé",
        width=10,
        rare=True,
        note="oui : le point est cité à « Votre avis est demandé » ; non : il ne l'est pas.",
    )
    fichier: str | None = column(
        "Fichier", width=24, rare=True, note="Nom d'un fichier placé dans workbooks/annexes."
    )
    releve: str | None = column(
        "Relevé des échanges",
        width=60,
        note="Après la réunion : ce qui s'est dit. Le programme n'invente jamais ce texte.",
        missing="relevé des échanges du point {numero}",
        printed=True,
        scanned=True,
    )
    conclusion: str | None = column(
        "Conclusion",
        width=46,
        note="Après la réunion : ce qui a été retenu.",
        printed=True,
        scanned=True,
    )


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
    college: str | None = column("Collège", required=True, width=28, repeats=True)
    organisme: str | None = column(
        "Organisme",
        expected=True,
        width=40,
        note="Organisme ou nom : l'un des deux est nécessaire.",
        printed=True,
        scanned=True,
    )
    nom: str | None = column("Nom", expected=True, width=20, nominative=True)
    fonction: str | None = column("Fonction", width=40, printed=True, scanned=True)
    civilite: str | None = column("Civilité", width=12, nominative=True, repeats=True)
    prenom: str | None = column("Prénom", width=16, nominative=True)
    courriels: tuple[str, ...] = column("Courriel", width=34, default=())
    adresse: str | None = column("Adresse", width=40)
    point: str | None = column(
        "Point",
        Kind.NUMERO,
        width=9,
        note="N° du point de l'ordre du jour qui justifie l'invitation.",
    )


@sheet(
    "Suppléances",
    "comite.xlsx",
    "Les suppléants annoncés au secrétariat : identité, fonction et jour où vous en avez été"
    " informée.",
    named_by=("informe_le",),
    retient=_SEANCE,
    invented=True,
)
class Suppleance(Record):
    """A substitute announced to the secretariat."""

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    membre: str = key("Membre", Kind.MEMBRE, width=10, note="Code du membre empêché.")
    civilite: str | None = column("Civilité", width=12, nominative=True, repeats=True)
    prenom: str | None = column("Prénom", width=16, nominative=True)
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
    courriels: tuple[str, ...] = column("Courriel", width=34, default=())
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
    reponse_recue_le: dt.date | None = column("Réponse reçue le", width=14)
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
    fonction: str | None = column("Fonction", width=36, printed=True, scanned=True)
    courriels: tuple[str, ...] = column("Courriel", width=34, rare=True, default=())
    a_distance: bool = column("À distance", default=False, width=11, rare=True)
    arrivee: dt.time | None = column(
        "Arrivée", width=10, rare=True, note="Si la personne est arrivée en cours de séance."
    )
    depart: dt.time | None = column(
        "Départ", width=10, rare=True, note="Si la personne est partie avant la fin."
    )
    membre: str | None = None
    invite: Invite | None = None


@sheet(
    "Propositions",
    "comite.xlsx",
    "Les avis, souhaits, propositions et suggestions, suivis d'une réunion à l'autre.",
    named_by=("texte",),
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
)
class Proposition(Record):
    """An avis, souhait, proposition or suggestion; `auteur` as it is printed (body, collège or
    guest).
    """

    numero: str = key("N°", Kind.NUMERO, synonyms=("Numéro",), width=10)
    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    auteur: str = key(
        "Membre",
        width=22,
        note="Code, collège ou invité qui l'a exprimé.",
        among=("Composition", "code"),
    )
    nature: NatureDeProposition | None = column(
        "Nature",
        required=True,
        width=14,
    )
    rubrique: str | None = column(
        "Rubrique", choices=tuple(NomDeRubrique), short=RUBRIQUES_EN_TOUTES_LETTRES, width=22
    )
    texte: str | None = column(
        "Texte",
        required=True,
        width=60,
        missing="texte de la proposition {numero}",
        printed=True,
        scanned=True,
    )
    reponse: str | None = column(
        "Réponse", width=60, note="La réponse de l'administration.", printed=True, scanned=True
    )
    service_pilote: str | None = column("Service pilote", width=30, printed=True, scanned=True)
    echeance: dt.date | None = column("Échéance", horizon=TEN_YEARS, width=13)
    etat: EtatDeProposition | None = column(
        "État",
        width=14,
    )
    cloturee_le: dt.date | None = column("Clôturée le", width=13)


@sheet(
    "Documents types",
    "comite.xlsx",
    "Les courriers, formulaires et imprimés soumis à l'avis des représentants des usagers.",
    named_by=("intitule",),
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
)
class DocumentType(Record):
    """A standard letter, form or printed matter submitted to the users' representatives."""

    reunion: dt.date = key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion.")
    intitule: str | None = column(
        "Intitulé",
        required=True,
        width=46,
        missing="intitulé d’un document type",
        printed=True,
        scanned=True,
    )
    nature: NatureDeDocument | None = column("Nature", required=True, width=14)
    reference: str | None = column("Référence", width=16, scanned=True, as_typed=True)
    service: str | None = column("Service", width=30, printed=True, scanned=True, repeats=True)
    version: str | None = column("Version", width=12, as_typed=True)
    fichier: str | None = column(
        "Fichier", width=24, note="Nom d'un fichier placé dans workbooks/annexes."
    )
    question: str | None = column(
        "Question soumise",
        width=50,
        note="Ce que vous demandez aux représentants des usagers.",
        printed=True,
        scanned=True,
    )
    avis: str | None = column(
        "Avis des représentants des usagers", width=50, printed=True, scanned=True
    )
    suite: str | None = column("Suite donnée", width=50, printed=True, scanned=True)


@sheet(
    "Modalités d'appui",
    "comite.xlsx",
    "Les aides proposées aux usagers dans leurs démarches.",
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
)
class ModaliteAppui(Record):
    """A way in which users are helped with their procedures; `reunion` None: every meeting."""

    modalite: str = filled(
        "Modalité", empty=NON_RENSEIGNE, width=40, printed=True, scanned=True
    )
    reunion: dt.date | None = column(
        "Réunion",
        Kind.REUNION,
        key=True,
        width=13,
        note="Vide : vaut pour toutes les réunions.",
    )
    public: str | None = column("Public visé", width=34, printed=True, scanned=True)
    lieu: str | None = column("Lieu", width=30, printed=True, scanned=True)
    horaires: str | None = column("Horaires", width=30, printed=True, scanned=True)
    partenaire: str | None = column(
        "Partenaire", width=30, printed=True, scanned=True, repeats=True
    )
    usagers: Decimal | None = column("Usagers accompagnés", width=14)
    precedente: Decimal | None = column(
        "Période précédente", width=14, note="Le nombre de la période d'avant, pour comparer."
    )
    evolution: str | None = column(
        "Évolution", width=40, note="Ce qui change ou va changer.", printed=True, scanned=True
    )
