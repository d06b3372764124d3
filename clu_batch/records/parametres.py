"""The sheets of `parametres.xlsx`."""

from __future__ import annotations

from dataclasses import dataclass

from clu_batch.kernel.declaration import EXEMPLE, Famille, Kind, Sheet, header_only, key, optional

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

PARAMETRES = Sheet(
    "Paramètres",
    "parametres.xlsx",
    "Les réglages du comité : coordonnées imprimées, délais, seuils. Une ligne par réglage.",
    (
        key("Paramètre", width=44, note="Nom du réglage. Ne le modifiez pas."),
        header_only(
            "Valeur",
            Kind.BRUT,
            width=58,
            note="Ce qui s'applique chez vous. Une valeur vide garde la valeur par défaut.",
        ),
        optional(
            "Remarque", width=90, note="À quoi sert ce réglage ; cette colonne n'est pas lue."
        ),
    ),
    indispensable=True,
)

JOURS_DE_FERMETURE = Sheet(
    "Jours de fermeture",
    "parametres.xlsx",
    "Les jours où la préfecture ferme sans que ce soit férié (ponts), et les jours fériés"
    " travaillés.",
    (
        key("Date", Kind.DATE, width=14, note="Premier jour."),
        optional(
            "Jusqu'au", Kind.DATE, key=True, width=14, note="Dernier jour, s'il y en a plusieurs."
        ),
        optional("Motif", width=40, note="Ce qui sera rappelé dans l'explication des dates."),
        optional(
            "Nature",
            Kind.CHOIX,
            choices=("fermeture", "ouverture"),
            default="fermeture",
            width=14,
            note="« ouverture » : un jour férié travaillé.",
        ),
        EXEMPLE,
    ),
    synonyms=("Fermetures",),
    retient=frozenset(
        {Famille.CONVOCATION, Famille.INVITATION, Famille.DOSSIER, Famille.COMPTE_RENDU}
    ),
)


@dataclass(frozen=True, slots=True)
class Reglage:
    """One line of `Paramètres`: `champ` is its field in `model.Parametres`; `defaut` applies when
    the line or its value is absent.

    `vide_compte`: an empty value on the line means « not measured » (None) and not the default.
    """

    nom: str
    champ: str
    kind: Kind = Kind.TEXTE
    defaut: object = None
    choices: tuple[str, ...] = ()
    remarque: str = ""
    required: bool = False
    vide_compte: bool = False


REGLAGES: tuple[Reglage, ...] = (
    Reglage(
        "Préfecture", "prefecture", required=True, remarque="Obligatoire. « Préfecture du Gard »."
    ),
    Reglage(
        "Ville",
        "ville",
        required=True,
        remarque="Obligatoire. Imprimée devant la date des courriers.",
    ),
    Reglage(
        "En-tête",
        "en_tete",
        remarque="Bloc émetteur, en haut à gauche. Vide : « PRÉFET » suivi de « DU GARD ».",
    ),
    Reglage(
        "Comité",
        "comite",
        defaut="Comité local des usagers",
        remarque="Nom du comité, dans les titres.",
    ),
    Reglage("Sigle", "sigle", defaut="CLU", remarque="Sigle du comité, dans les noms de fichiers."),
    Reglage(
        "Référence de la procédure",
        "reference_procedure",
        remarque="Imprimée en annexe du dossier.",
    ),
    Reglage("Adresse", "adresse", remarque="Adresse de la préfecture, au bas des courriers."),
    Reglage("Service", "service", remarque="Service émetteur."),
    Reglage("Affaire suivie par", "affaire_suivie_par", remarque="Une fonction ou un nom."),
    Reglage(
        "Courriel du secrétariat", "courriel_secretariat", remarque="Où répondre à la convocation."
    ),
    Reglage(
        "Téléphone du secrétariat",
        "telephone_secretariat",
        remarque="Tapez une apostrophe devant le 0, ou des espaces.",
    ),
    Reglage("Signataire", "signataire", remarque="Plusieurs lignes possibles (Alt + Entrée)."),
    Reglage(
        "Délégué à la protection des données",
        "dpo",
        remarque="Nom, service ou adresse, dans la mention d'information.",
    ),
    Reglage(
        "Durée de conservation",
        "duree_conservation",
        remarque="Imprimée dans la mention d'information : « deux ans ».",
    ),
    Reglage(
        "Réunion à produire",
        "reunion_a_produire",
        Kind.REUNION,
        remarque="Vide : la prochaine réunion et le dernier compte rendu dû.",
    ),
    Reglage(
        "Convocation",
        "convocation",
        Kind.CHOIX,
        "individuelle",
        ("individuelle", "collective"),
        "individuelle ou collective.",
    ),
    Reglage(
        "Territoire",
        "territoire",
        defaut="Métropole",
        remarque="Métropole, Alsace-Moselle, un territoire d'outre-mer ou un n° de département.",
    ),
    Reglage(
        "Délai de suppléance",
        "delai_suppleance",
        Kind.ENTIER,
        2,
        remarque="Fixé par la procédure : 2 jours ouvrables au minimum.",
    ),
    Reglage(
        "Unité du délai de suppléance",
        "unite_suppleance",
        Kind.CHOIX,
        "jours ouvrables",
        ("jours ouvrables", "jours ouvrés", "jours calendaires"),
        "jours ouvrables : du lundi au samedi, hors jours fériés.",
    ),
    Reglage(
        "Décompte du délai de suppléance",
        "decompte_suppleance",
        Kind.CHOIX,
        "jours pleins",
        ("jours pleins", "J-2"),
        "jours pleins (par défaut) ou J-2.",
    ),
    Reglage(
        "Délai de réponse",
        "delai_reponse",
        Kind.ENTIER,
        remarque="Aux réclamations. Vide : non mesuré.",
    ),
    Reglage(
        "Unité du délai de réponse",
        "unite_reponse",
        Kind.CHOIX,
        "jours ouvrés",
        ("jours ouvrés", "jours ouvrables", "jours calendaires", "jours francs"),
        "jours ouvrés, ouvrables, calendaires ou francs.",
    ),
    Reglage(
        "Délai d'accusé de réception électronique",
        "delai_ar_electronique",
        Kind.ENTIER,
        7,
        remarque="Jours calendaires (Services Publics +). Valeur vide : non mesuré.",
        vide_compte=True,
    ),
    Reglage(
        "Délai d'accusé de réception papier",
        "delai_ar_papier",
        Kind.ENTIER,
        14,
        remarque="Jours calendaires (Services Publics +). Valeur vide : non mesuré.",
        vide_compte=True,
    ),
    Reglage(
        "Canaux électroniques",
        "canaux_electroniques",
        defaut=CANAUX_ELECTRONIQUES,
        remarque=(
            "Canaux au délai d'accusé de réception électronique, séparés par « ; ». Vide : la liste"
            " livrée."
        ),
    ),
    Reglage(
        "Autres canaux",
        "autres_canaux",
        defaut=AUTRES_CANAUX,
        remarque=(
            "Canaux au délai d'accusé de réception papier, séparés par « ; ». Vide : la liste"
            " livrée."
        ),
    ),
    Reglage(
        "Réclamations suivies depuis le",
        "reclamations_depuis",
        Kind.DATE,
        remarque="Ouverture du registre : rien n'est comparé avant. Vide : la première ligne.",
    ),
    Reglage(
        "Enquêtes suivies depuis le",
        "enquetes_depuis",
        Kind.DATE,
        remarque="Première enquête : rien n'est comparé avant. Vide : la première réponse.",
    ),
    Reglage(
        "Repère d'envoi des convocations",
        "repere_convocations",
        Kind.ENTIER,
        15,
        remarque="Jours avant la réunion ; rappel interne.",
    ),
    Reglage(
        "Repère d'envoi du dossier",
        "repere_dossier",
        Kind.ENTIER,
        8,
        remarque="Jours avant la réunion ; rappel interne.",
    ),
    Reglage(
        "Repère d'envoi du compte rendu",
        "repere_compte_rendu",
        Kind.ENTIER,
        30,
        remarque="Jours après la réunion ; rappel interne.",
    ),
    Reglage(
        "Cible de satisfaction",
        "cible_satisfaction",
        Kind.POURCENTAGE,
        remarque="En pourcentage ; vide : aucune cible.",
    ),
    Reglage(
        "Nombre minimal de réponses",
        "minimum_reponses",
        Kind.ENTIER,
        30,
        remarque="En dessous : « peu de réponses ».",
    ),
    Reglage(
        "Seuil de regroupement",
        "seuil_regroupement",
        Kind.ENTIER,
        5,
        remarque="Les groupes plus petits sont réunis dans « Autres ».",
    ),
    Reglage(
        "Compte rendu aux excusés",
        "compte_rendu_aux_excuses",
        Kind.OUI_NON,
        True,
        remarque="oui ou non.",
    ),
    Reglage(
        "Compte rendu pour publication",
        "compte_rendu_publication",
        Kind.OUI_NON,
        False,
        remarque="oui ou non.",
    ),
    Reglage(
        "Brouillons de courriel",
        "brouillons_de_courriel",
        Kind.OUI_NON,
        False,
        remarque="oui ou non.",
    ),
    Reglage(
        "Données d'exemple",
        "donnees_d_exemple",
        Kind.OUI_NON,
        False,
        remarque="« oui » : les lignes d'exemple comptent et chaque document porte « EXEMPLE ».",
    ),
    Reglage(
        "Date du jour",
        "date_du_jour",
        Kind.DATE,
        remarque="Remplace la date du jour, tant que « Données d'exemple » vaut oui.",
    ),
)
