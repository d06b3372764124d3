"""The sheets of `parametres.xlsx`."""

from __future__ import annotations

import datetime as dt
import enum
from fractions import Fraction

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.problems import Problem, ProblemKind

CANAUX_ELECTRONIQUES = (
    "courriel; mail; e-mail; mél; courrier électronique; messagerie électronique; "
    "formulaire en ligne; formulaire web; site internet; site web; en ligne; téléservice; "
    "démarche en ligne; Services Publics +; Services Publics Plus; SP+; "
    "réseaux sociaux; réseau social; Facebook; X; Twitter; Instagram"
)
AUTRES_CANAUX = (
    "courrier; lettre; papier; guichet; accueil; sur place; téléphone; tél; registre; urne; borne;"
    " main propre; fax"
)
"""The canals known until the prefecture lists its own: each list as it stands in its cell."""


class Unite(enum.StrEnum):
    """The days that a délai counts."""

    OUVRABLES = "jours ouvrables"
    OUVRES = "jours ouvrés"
    CALENDAIRES = "jours calendaires"
    FRANCS = "jours francs"

    @property
    def singulier(self) -> str:
        """« jour ouvrable »."""
        return " ".join(mot.removesuffix("s") for mot in self.split())


class Decompte(enum.StrEnum):
    """How a délai that runs backward from a meeting is counted
    (docs/rules/substitutions.md#counts).
    """

    PLEINS = "jours pleins"
    J_2 = "J-2"


class Convocation(enum.StrEnum):
    """Whether each member has a letter of his own."""

    INDIVIDUELLE = "individuelle"
    COLLECTIVE = "collective"


class TableauxDuCompteRendu(enum.StrEnum):
    """Which tables of the pack the minutes print again (docs/rules/documents.md#compte-rendu)."""

    ESSENTIELS = "essentiels"
    COMPLETS = "complets"
    AUCUN = "aucun"


class NatureDeJour(enum.StrEnum):
    """What a line of the closing days does to its days."""

    FERMETURE = "fermeture"
    OUVERTURE = "ouverture"


@sheet(
    "Paramètres",
    "parametres.xlsx",
    "Les réglages du comité : coordonnées imprimées, délais, seuils. Une ligne par réglage.",
    named_by=("valeur",),
    indispensable=True,
    examples=False,
)
class LigneParametre(Record):
    """A line of the sheet of settings; each line is a field of `Parametres`."""

    parametre: str = key(
        "Paramètre", width=44, note="Nom du réglage. Ne le modifiez pas.", as_typed=True
    )
    valeur: object | None = column(
        "Valeur",
        expected=True,
        width=58,
        note="Ce qui s'applique chez vous. Une valeur vide garde la valeur par défaut.",
    )
    remarque: str | None = column(
        "Remarque", width=90, note="À quoi sert ce réglage ; cette colonne n'est pas lue."
    )


@sheet(
    "Jours de fermeture",
    "parametres.xlsx",
    "Les jours où la préfecture ferme sans que ce soit férié (ponts), et les jours fériés"
    " travaillés.",
    synonyms=("Fermetures",),
    retient=frozenset(
        {Famille.CONVOCATION, Famille.INVITATION, Famille.DOSSIER, Famille.COMPTE_RENDU}
    ),
)
class Fermeture(Record):
    """A day, or days in a row, on which the prefecture is closed though they are no holidays; or a
    holiday that is worked.
    """

    date: dt.date = key("Date", width=14, note="Premier jour.")
    jusqu_au: dt.date | None = column(
        "Jusqu'au", key=True, width=14, note="Dernier jour, s'il y en a plusieurs."
    )
    motif: str | None = column(
        "Motif",
        width=40,
        note="Ce qui sera rappelé dans l'explication des dates.",
        scanned=True,
        repeats=True,
    )
    nature: NatureDeJour = column(
        "Nature",
        default=NatureDeJour.FERMETURE,
        width=14,
        note="« ouverture » : un jour férié travaillé.",
    )


@sheet(
    "Points vus",
    "parametres.xlsx",
    "Les points « à vérifier » que vous avez vus et qui sont justes : ils passent en information.",
)
class PointVu(Record):
    """A finding that she has looked at and found right (docs/rules/control-workbook.md#seen)."""

    constat: str = key(
        "Constat",
        width=14,
        note="Les huit lettres de la colonne Constat de la feuille À corriger.",
    )
    motif: str | None = column(
        "Motif",
        width=70,
        note="Pourquoi c'est juste : ce que dira la ligne, passée en information.",
    )


@sheet("Paramètres", "parametres.xlsx", LigneParametre.sheet.purpose, examples=False)
class Parametres(Record):
    """The settings: every field is a line of `Paramètres`; None where nothing is said and no
    default exists.
    """

    prefecture: str | None = column(
        "Préfecture",
        required=True,
        note="Obligatoire. « Préfecture du Gard ».",
        tag="le nom de la préfecture",
        example="Préfecture du Gard",
        missing="préfecture",
    )
    ville: str | None = column(
        "Ville",
        required=True,
        note="Imprimée devant la date des courriers. Vide : celle qui finit l'adresse,"
        " « 26000 Valence ».",
        tag="la ville d’où la lettre part",
        example="Nîmes",
        missing="ville",
    )
    en_tete: str | None = column(
        "En-tête",
        note="Bloc émetteur, en haut à gauche. Vide : « PRÉFET » suivi de « DU GARD ».",
    )
    comite: str = column(
        "Comité",
        default="Comité local des usagers",
        note="Nom du comité, dans les titres.",
        tag="le nom du comité",
        example="Comité local des usagers",
    )
    sigle: str = column(
        "Sigle",
        default="CLU",
        note="Sigle du comité, dans les noms de fichiers.",
        tag="son sigle",
        example="CLU",
    )
    reference_procedure: str | None = column(
        "Référence de la procédure",
        note="Imprimée en annexe du dossier.",
    )
    adresse: str | None = column(
        "Adresse",
        note="Adresse de la préfecture, au bas des courriers.",
        missing="adresse de la préfecture",
        tag="l’adresse de la préfecture",
        example="10 avenue Feuchères, 30000 Nîmes",
    )
    service: str | None = column(
        "Service",
        note="Service émetteur.",
        tag="le service qui écrit",
        example="Secrétariat général commun",
        missing="service",
    )
    affaire_suivie_par: str | None = column(
        "Affaire suivie par",
        note="Une fonction ou un nom.",
        tag="qui suit l’affaire",
        example="le responsable qualité",
        missing="affaire suivie par",
    )
    courriel_secretariat: str | None = column(
        "Courriel du secrétariat",
        note="Où répondre à la convocation.",
        tag="le courriel du secrétariat",
        example="clu@exemple.fr",
        missing="courriel du secrétariat",
    )
    telephone_secretariat: str | None = column(
        "Téléphone du secrétariat",
        note="Tapez une apostrophe devant le 0, ou des espaces.",
        tag="le téléphone du secrétariat",
        example="04 00 00 00 00",
        missing="téléphone du secrétariat",
    )
    signataire: str | None = column(
        "Signataire",
        note="Plusieurs lignes possibles (Alt + Entrée) ; le nom, en dernier, est imprimé sous la"
        " place pour signer.",
        missing="signataire",
    )
    dpo: str | None = column(
        "Délégué à la protection des données",
        note="Nom, service ou adresse, dans la mention d'information.",
        missing="délégué à la protection des données",
        tag="le délégué à la protection des données, ou son adresse",
        example="dpo@prefecture.example",
    )
    duree_conservation: str | None = column(
        "Durée de conservation",
        note="Imprimée dans la mention d'information : « deux ans ».",
        missing="durée de conservation des données",
        tag="la durée de conservation des données personnelles",
        example="deux ans",
    )
    reunion_a_produire: dt.date | str | None = column(
        "Réunion à produire",
        Kind.REUNION,
        note="Vide : la prochaine réunion et le dernier compte rendu dû.",
    )
    convocation: Convocation = column(
        "Convocation",
        default=Convocation.INDIVIDUELLE,
        note="individuelle ou collective.",
    )
    territoire: str = column(
        "Territoire",
        default="Métropole",
        note="Métropole, Alsace-Moselle, un territoire d'outre-mer ou un n° de département.",
    )
    delai_suppleance: int = column(
        "Délai de suppléance",
        default=2,
        note="Fixé par la procédure : 2 jours ouvrables au minimum.",
    )
    unite_suppleance: Unite = column(
        "Unité du délai de suppléance",
        default=Unite.OUVRABLES,
        choices=(Unite.OUVRABLES, Unite.OUVRES, Unite.CALENDAIRES),
        note="jours ouvrables : du lundi au samedi, hors jours fériés.",
    )
    decompte_suppleance: Decompte = column(
        "Décompte du délai de suppléance",
        default=Decompte.PLEINS,
        note="jours pleins (par défaut) ou J-2.",
    )
    delai_reponse: int | None = column(
        "Délai de réponse", note="Aux réclamations. Vide : non mesuré."
    )
    unite_reponse: Unite = column(
        "Unité du délai de réponse",
        default=Unite.OUVRES,
        choices=(Unite.OUVRES, Unite.OUVRABLES, Unite.CALENDAIRES, Unite.FRANCS),
        note="jours ouvrés, ouvrables, calendaires ou francs.",
    )
    delai_ar_electronique: int | None = column(
        "Délai d'accusé de réception électronique",
        blank_counts=True,
        default=7,
        note="Jours calendaires (Services Publics +). Valeur vide : non mesuré.",
    )
    delai_ar_papier: int | None = column(
        "Délai d'accusé de réception papier",
        blank_counts=True,
        default=14,
        note="Jours calendaires (Services Publics +). Valeur vide : non mesuré.",
    )
    canaux_electroniques: str = column(
        "Canaux électroniques",
        default=CANAUX_ELECTRONIQUES,
        note="Canaux au délai d'accusé de réception électronique, séparés par « ; ». Vide : la"
        " liste livrée.",
    )
    autres_canaux: str = column(
        "Autres canaux",
        default=AUTRES_CANAUX,
        note="Canaux au délai d'accusé de réception papier, séparés par « ; ». Vide : la liste"
        " livrée.",
    )
    reclamations_depuis: dt.date | None = column(
        "Réclamations suivies depuis le",
        note="Ouverture du registre : rien n'est comparé avant. Vide : la première ligne.",
    )
    enquetes_depuis: dt.date | None = column(
        "Enquêtes suivies depuis le",
        note="Première enquête : rien n'est comparé avant. Vide : la première réponse.",
    )
    repere_convocations: int = column(
        "Repère d'envoi des convocations",
        default=15,
        note="Jours avant la réunion ; rappel interne.",
    )
    repere_dossier: int = column(
        "Repère d'envoi du dossier", default=8, note="Jours avant la réunion ; rappel interne."
    )
    repere_compte_rendu: int = column(
        "Repère d'envoi du compte rendu",
        default=30,
        note="Jours après la réunion ; rappel interne.",
    )
    cible_satisfaction: Fraction | None = column(
        "Cible de satisfaction", note="En pourcentage ; vide : aucune cible."
    )
    minimum_reponses: int = column(
        "Nombre minimal de réponses", default=30, note="En dessous : « peu de réponses »."
    )
    seuil_regroupement: int = column(
        "Seuil de regroupement",
        default=5,
        note="Les groupes plus petits sont réunis dans « Autres ».",
    )
    compte_rendu_aux_excuses: bool = column(
        "Compte rendu aux excusés", default=True, note="oui ou non."
    )
    compte_rendu_publication: bool = column(
        "Compte rendu pour publication", default=False, note="oui ou non."
    )
    noms_en_capitales: bool = column(
        "Noms en capitales",
        default=True,
        note="oui ou non. « oui » : « Mme Prénom NOM ». Une cellule Nom de plusieurs mots sans"
        " Prénom reste telle quelle.",
    )
    tableaux_du_compte_rendu: TableauxDuCompteRendu = column(
        "Tableaux dans le compte rendu",
        default=TableauxDuCompteRendu.ESSENTIELS,
        note="essentiels (engagements et questions), complets ou aucun : les autres sont dans le"
        " dossier.",
    )
    brouillons_de_courriel: bool = column(
        "Brouillons de courriel", default=False, note="oui ou non."
    )
    donnees_d_exemple: bool = column(
        "Données d'exemple",
        default=False,
        note="« oui » : les lignes d'exemple comptent et chaque document porte « EXEMPLE ».",
    )
    date_du_jour: dt.date | None = column(
        "Date du jour",
        note="Remplace la date du jour, tant que « Données d'exemple » vaut oui.",
    )

    def report(
        self, kind: ProblemKind, field: str, valeur: object = "", **facts: object
    ) -> Problem:
        """Report a problem of the value of a setting."""
        return kind.report(self.locate(field), VALEUR, valeur, **facts)


VALEUR = LigneParametre.sheet.find_field("valeur").header
"""The header under which every setting has its value."""
REGLAGES = Parametres.sheet.columns
"""The lines of `Paramètres`: the header of each is the name of a setting, its note the remark."""
