"""The sheets of `comite.xlsx`: who sits, when, on what, and what was said."""

from __future__ import annotations

from clu_batch.kernel.declaration import (
    EXEMPLE,
    TEN_YEARS,
    Famille,
    Kind,
    Sheet,
    header_only,
    key,
    optional,
    required,
)

RUBRIQUES = (
    "engagements",
    "satisfaction",
    "réclamations",
    "documents types",
    "modalités d'appui",
    "suites données",
    "compte rendu précédent",
)

RUBRIQUES_EN_TOUTES_LETTRES = {
    "engagements de service": "engagements",
    "enquêtes de satisfaction": "satisfaction",
    "enquête de satisfaction": "satisfaction",
    "bilan des réclamations": "réclamations",
    "courriers, formulaires et imprimés types": "documents types",
    "modalités d'appui aux usagers": "modalités d'appui",
    "suites": "suites données",
}
"""What a person types for a rubrique -> its word in the list."""

_SEANCE = frozenset({Famille.EMARGEMENT, Famille.CHEVALETS, Famille.DOSSIER, Famille.COMPTE_RENDU})

COMPOSITION = Sheet(
    "Composition",
    "comite.xlsx",
    "Les membres du comité, par fonction. Deux titulaires successifs : deux lignes de même code,"
    " aux dates qui se suivent.",
    (
        key(
            "Code",
            width=10,
            note=(
                "Sigle court et unique du siège : SG, DCLC, UFC… Il sert de référence dans les"
                " autres feuilles."
            ),
        ),
        required(
            "Collège", width=28, note="Groupe de membres, dans l'ordre où il doit être imprimé."
        ),
        required(
            "Fonction",
            width=48,
            note="Avec son article : « Le secrétaire général de la préfecture ».",
        ),
        required("Organisme", width=42, note="Service, institution ou association."),
        optional(
            "Ou son représentant",
            Kind.OUI_NON,
            default="non",
            width=14,
            note="« oui » si la procédure prévoit « ou son représentant » pour ce siège.",
        ),
        optional(
            "Civilité",
            width=12,
            note="Madame, Monsieur, Maître ou Docteur. Vide : on s'adresse à la fonction.",
        ),
        optional("Prénom", width=16),
        optional("Nom", width=20),
        optional(
            "Courriel", width=34, note="Plusieurs adresses : séparez-les par un point-virgule."
        ),
        optional(
            "Adresse",
            width=40,
            note="Pour un envoi par courrier ; Alt + Entrée pour aller à la ligne.",
        ),
        optional(
            "À convoquer",
            Kind.OUI_NON,
            default="oui",
            width=12,
            note="« non » : pas de convocation individuelle.",
        ),
        optional(
            "Depuis le", Kind.DATE, width=13, rare=True, note="Début du mandat de ce titulaire."
        ),
        optional(
            "Jusqu'au",
            Kind.DATE,
            horizon=TEN_YEARS,
            width=13,
            rare=True,
            note="Fin du mandat de ce titulaire.",
        ),
        optional(
            "Vacant",
            Kind.OUI_NON,
            default="non",
            width=10,
            rare=True,
            note="« oui » : le siège est sans titulaire.",
        ),
        optional(
            "Rang",
            Kind.NOMBRE,
            width=8,
            rare=True,
            note="Ordre protocolaire dans le collège ; vide : ordre des lignes.",
        ),
        EXEMPLE,
    ),
    indispensable=True,
    synonyms=("Membres",),
)

REUNIONS = Sheet(
    "Réunions",
    "comite.xlsx",
    "Une ligne par réunion, passée ou à venir.",
    (
        key("Date", Kind.DATE, width=13),
        required("Heure", Kind.HEURE, width=10, note="Par exemple 14:30."),
        required("Lieu", width=44, note="Salle et adresse, tels qu'ils seront imprimés."),
        optional("N°", Kind.NUMERO, synonyms=("Numéro",), width=10, note="Par exemple 2026-1."),
        optional("Référence", width=18, note="Référence du courrier, si vous en portez une."),
        optional(
            "Heure de fin",
            Kind.HEURE,
            width=12,
            note="À remplir après la réunion : elle figure au compte rendu.",
        ),
        optional("Visioconférence", width=34, note="Lien de connexion."),
        optional(
            "Accès et accessibilité",
            width=50,
            note="Rampe, ascenseur, boucle magnétique, stationnement réservé…",
        ),
        optional("Présidence", width=22, note="Un code de Composition, ou un texte."),
        optional(
            "Statut", Kind.CHOIX, choices=("prévue", "tenue", "annulée", "reportée"), width=12
        ),
        optional(
            "Reportée au",
            Kind.DATE,
            width=13,
            rare=True,
            note="Nouvelle date d'une réunion reportée.",
        ),
        optional(
            "Période du",
            Kind.DATE,
            width=13,
            rare=True,
            note="Début de la période des chiffres. Vide : les 12 derniers mois complets.",
        ),
        optional(
            "Période au", Kind.DATE, width=13, rare=True, note="Fin de la période des chiffres."
        ),
        optional(
            "Chiffres arrêtés au",
            Kind.DATE,
            width=13,
            note="Rien de ce qui est daté après ce jour n'est compté.",
        ),
        optional(
            "Convocations envoyées le",
            Kind.DATE,
            width=14,
            note="Une fois rempli, les convocations ne sont plus refaites.",
        ),
        optional(
            "Dossier envoyé le",
            Kind.DATE,
            width=14,
            note="Une fois rempli, le dossier n'est plus refait.",
        ),
        optional(
            "Compte rendu envoyé le",
            Kind.DATE,
            width=14,
            note="Une fois rempli, le compte rendu n'est plus refait.",
        ),
        optional(
            "Prochaine réunion",
            Kind.REUNION,
            width=30,
            note="Date ou texte, imprimé à la fin du compte rendu.",
        ),
        EXEMPLE,
    ),
    indispensable=True,
    invented=True,
)

ORDRE_DU_JOUR = Sheet(
    "Ordre du jour",
    "comite.xlsx",
    "Les points de chaque réunion, et après elle ce qui s'est dit.",
    (
        key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion."),
        key("N°", Kind.NUMERO, synonyms=("Numéro",), width=7, note="Numéro du point."),
        key("Point", width=46, note="Intitulé du point."),
        optional(
            "Rubrique",
            choices=RUBRIQUES,
            short=RUBRIQUES_EN_TOUTES_LETTRES,
            width=22,
            note=(
                "Le bloc de chiffres à insérer sous ce point ; un autre texte est permis, sans"
                " bloc."
            ),
        ),
        optional("Présenté par", width=32),
        optional(
            "Durée",
            Kind.DUREE,
            width=9,
            note="En minutes. Les horaires sont imprimés si chaque point a une durée.",
        ),
        optional("Présentation", width=60, note="Le texte du service, imprimé dans le dossier."),
        optional(
            "Fichier", width=24, rare=True, note="Nom d'un fichier placé dans workbooks/annexes."
        ),
        optional(
            "Relevé des échanges",
            width=60,
            note="Après la réunion : ce qui s'est dit. Le programme n'invente jamais ce texte.",
        ),
        optional("Conclusion", width=46, note="Après la réunion : ce qui a été retenu."),
        EXEMPLE,
    ),
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

INVITES = Sheet(
    "Invités",
    "comite.xlsx",
    "« Toute association », « tout autre représentant » dont la présence est rendue nécessaire par"
    " l'ordre du jour.",
    (
        key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion."),
        required("Collège", width=28),
        header_only("Organisme", width=40, note="Organisme ou nom : l'un des deux est nécessaire."),
        header_only("Nom", width=20),
        optional("Fonction", width=40),
        optional("Civilité", width=12),
        optional("Prénom", width=16),
        optional("Courriel", width=34),
        optional("Adresse", width=40),
        optional(
            "Point",
            Kind.NUMERO,
            width=9,
            note="N° du point de l'ordre du jour qui justifie l'invitation.",
        ),
        EXEMPLE,
    ),
    retient=_SEANCE | {Famille.INVITATION},
    une_de=("Organisme", "Nom"),
    invented=True,
)

SUPPLEANCES = Sheet(
    "Suppléances",
    "comite.xlsx",
    "Les suppléants annoncés au secrétariat : identité, fonction et jour où vous en avez été"
    " informée.",
    (
        key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion."),
        key("Membre", Kind.MEMBRE, width=10, note="Code du membre empêché."),
        optional("Civilité", width=12),
        optional("Prénom", width=16),
        header_only("Nom", width=20, note="Identité du suppléant, exigée par la procédure."),
        header_only("Fonction", width=36, note="Fonction du suppléant, exigée par la procédure."),
        header_only(
            "Secrétariat informé le",
            Kind.DATE,
            width=14,
            note=(
                "Jour d'arrivée dans la boîte aux lettres ou la messagerie, week-end compris,"
                " jusqu'à minuit."
            ),
        ),
        optional("Moyen", width=14, note="Courriel, courrier, téléphone…"),
        optional("Courriel", width=34),
        optional(
            "Décision",
            Kind.CHOIX,
            choices=("admise", "non admise"),
            width=14,
            note="La décision de la présidence, s'il y en a une.",
        ),
        EXEMPLE,
    ),
    retient=_SEANCE,
    invented=True,
)

STATUTS_DE_PRESENCE = ("présent", "représenté", "suppléé", "excusé", "absent")

PRESENCES = Sheet(
    "Présences",
    "comite.xlsx",
    "Les réponses reçues avant la réunion, puis qui est venu.",
    (
        key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion."),
        key(
            "Membre",
            width=22,
            note=(
                "Un code de Composition, un invité, ou un autre organisme (alors le nom est"
                " nécessaire)."
            ),
        ),
        optional(
            "Réponse",
            Kind.CHOIX,
            choices=("présent", "représenté", "suppléé", "empêché"),
            width=14,
            note="Réponse annoncée.",
        ),
        optional("Réponse reçue le", Kind.DATE, width=14),
        header_only(
            "Statut",
            Kind.CHOIX,
            choices=STATUTS_DE_PRESENCE,
            width=14,
            note="À remplir après la réunion.",
        ),
        optional("Nom", width=22, note="La personne qui a siégé, si ce n'est pas le titulaire."),
        optional("Fonction", width=36),
        optional("Courriel", width=34, rare=True),
        optional("À distance", Kind.OUI_NON, default="non", width=11, rare=True),
        optional(
            "Arrivée",
            Kind.HEURE,
            width=10,
            rare=True,
            note="Si la personne est arrivée en cours de séance.",
        ),
        optional(
            "Départ",
            Kind.HEURE,
            width=10,
            rare=True,
            note="Si la personne est partie avant la fin.",
        ),
        EXEMPLE,
    ),
    retient=_SEANCE,
    invented=True,
)

PROPOSITIONS = Sheet(
    "Propositions",
    "comite.xlsx",
    "Les avis, souhaits, propositions et suggestions, suivis d'une réunion à l'autre.",
    (
        key("N°", Kind.NUMERO, synonyms=("Numéro",), width=10),
        key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion."),
        key("Membre", width=22, note="Code, collège ou invité qui l'a exprimé."),
        required(
            "Nature", Kind.CHOIX, choices=("avis", "souhait", "proposition", "suggestion"), width=14
        ),
        optional("Rubrique", choices=RUBRIQUES, short=RUBRIQUES_EN_TOUTES_LETTRES, width=22),
        required("Texte", width=60),
        optional("Réponse", width=60, note="La réponse de l'administration."),
        optional("Service pilote", width=30),
        optional("Échéance", Kind.DATE, horizon=TEN_YEARS, width=13),
        optional(
            "État",
            Kind.CHOIX,
            choices=("à étudier", "retenue", "en cours", "réalisée", "non retenue"),
            width=14,
        ),
        optional("Clôturée le", Kind.DATE, width=13),
        EXEMPLE,
    ),
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
)

DOCUMENTS_TYPES = Sheet(
    "Documents types",
    "comite.xlsx",
    "Les courriers, formulaires et imprimés soumis à l'avis des représentants des usagers.",
    (
        key("Réunion", Kind.REUNION, width=13, note="Date ou N° de la réunion."),
        required("Intitulé", width=46),
        required("Nature", Kind.CHOIX, choices=("courrier", "formulaire", "imprimé"), width=14),
        optional("Référence", width=16),
        optional("Service", width=30),
        optional("Version", width=12),
        optional("Fichier", width=24, note="Nom d'un fichier placé dans workbooks/annexes."),
        optional(
            "Question soumise", width=50, note="Ce que vous demandez aux représentants des usagers."
        ),
        optional("Avis des représentants des usagers", width=50),
        optional("Suite donnée", width=50),
        EXEMPLE,
    ),
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
)

MODALITES_D_APPUI = Sheet(
    "Modalités d'appui",
    "comite.xlsx",
    "Les aides proposées aux usagers dans leurs démarches.",
    (
        required("Modalité", width=40),
        optional(
            "Réunion",
            Kind.REUNION,
            key=True,
            width=13,
            note="Vide : vaut pour toutes les réunions.",
        ),
        optional("Public visé", width=34),
        optional("Lieu", width=30),
        optional("Horaires", width=30),
        optional("Partenaire", width=30),
        optional("Usagers accompagnés", Kind.NOMBRE, width=14),
        optional(
            "Période précédente",
            Kind.NOMBRE,
            width=14,
            note="Le nombre de la période d'avant, pour comparer.",
        ),
        optional("Évolution", width=40, note="Ce qui change ou va changer."),
        EXEMPLE,
    ),
    retient=frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU}),
    invented=True,
)
