"""The held meeting of the example, 11 June 2026: agenda with what was said, attendance,
propositions, documents submitted.
"""

from __future__ import annotations

import datetime as dt

from tools.making.example.comite import JUIN, USAGERS

INVITE = "Association locale d’aide aux démarches en ligne"
_IDENTITE = "NOM D’EXEMPLE"  # the procedure wants an identity; the example names nobody

_POINTS = (
    (
        "1",
        "Ouverture de la séance et rappel du rôle du comité",
        None,
        "Le secrétaire général de la préfecture",
        5,
        None,
        (
            "La présidence accueille les membres et rappelle le rôle du comité : donner un avis sur"
            " les résultats présentés, formuler des souhaits, des propositions et des suggestions,"
            " examiner les documents types."
        ),
        "L’ordre du jour est adopté tel qu’il a été adressé.",
    ),
    (
        "2",
        "Engagements de service : résultats de la période",
        "engagements",
        "Le responsable qualité",
        20,
        (
            "Les résultats sont ceux des douze derniers mois. Trois engagements sont mesurés par"
            " l’enquête de satisfaction, deux par le registre des réclamations, les autres par les"
            " services."
        ),
        (
            "Le représentant d’une association demande comment l’attente est mesurée au"
            " guichet.\nLe bureau Accueil Standard précise que le temps est relevé par la borne"
            " d’accueil, à Nîmes seulement.\nLe comité souhaite que la mesure soit étendue à Alès."
        ),
        (
            "La mesure de l’attente à Alès est mise à l’étude ; un point sera fait à la prochaine"
            " réunion."
        ),
    ),
    (
        "3",
        "Résultats des enquêtes de satisfaction",
        "satisfaction",
        "Le responsable qualité",
        20,
        (
            "Le questionnaire est proposé en ligne toute l’année et sur papier à l’accueil en mars"
            " et en octobre."
        ),
        (
            "Les échanges portent sur le délai d’attente, première source d’insatisfaction, et sur"
            " la signalétique.\nL’association des maires du Gard signale que l’adresse du site"
            " d’Alès est mal indiquée sur plusieurs sites de communes."
        ),
        (
            "La signalétique de l’accueil de Nîmes sera revue avec l’appui de la délégation APF"
            " France handicap."
        ),
    ),
    (
        "4",
        "Bilan des réclamations reçues",
        "réclamations",
        "Le responsable qualité",
        15,
        (
            "Le bilan compte les réclamations reçues pendant la période ; l’identité des personnes"
            " n’est pas exploitée."
        ),
        (
            "Le comité relève que la prise de rendez-vous reste le premier motif.\nLe service des"
            " migrations et de l’intégration indique que de nouveaux créneaux sont ouverts chaque"
            " lundi."
        ),
        "Le nombre de créneaux ouverts sera présenté à la prochaine réunion.",
    ),
    (
        "5",
        "Aide aux démarches en ligne : retour d’expérience",
        "modalités d'appui",
        INVITE,
        15,
        (
            "L’association invitée présente les difficultés rencontrées par les personnes qu’elle"
            " reçoit."
        ),
        (
            "Les personnes reçues demandent surtout de l’aide pour créer un compte et numériser des"
            " pièces."
        ),
        "Les modalités d’appui seront décrites dans un imprimé unique.",
    ),
    (
        "6",
        "Examen de deux documents types",
        "documents types",
        "Le chef du bureau Accueil Standard",
        20,
        "Deux documents sont soumis à l’avis des représentants des usagers.",
        (
            "Les représentants des usagers demandent des phrases plus courtes et l’indication du"
            " délai de réponse en tête de courrier."
        ),
        "Les deux documents seront corrigés puis soumis de nouveau s’il y a lieu.",
    ),
    (
        "7",
        "Questions diverses",
        None,
        None,
        10,
        None,
        "Le PIMMS Nîmes propose d’accueillir une prochaine réunion dans ses locaux.",
        "La proposition est retenue dans son principe.",
    ),
)

ORDRE_DU_JOUR = tuple(
    {
        "Réunion": JUIN,
        "N°": numero,
        "Point": point,
        "Rubrique": rubrique,
        "Présenté par": par,
        "Durée": duree,
        "Présentation": presentation,
        "Relevé des échanges": releve,
        "Conclusion": conclusion,
    }
    for numero, point, rubrique, par, duree, presentation, releve, conclusion in _POINTS
)

INVITES = (
    {
        "Réunion": JUIN,
        "Collège": USAGERS,
        "Organisme": INVITE,
        "Fonction": "Le responsable de l’accueil",
        "Courriel": "invite@association.example",
        "Point": "5",
    },
)

SUPPLEANCES = (  # jours pleins: 8 June at the latest; J-2: 9 June
    {
        "Réunion": JUIN,
        "Membre": "UFC",
        "Nom": _IDENTITE,
        "Fonction": "bénévole de l’association",
        "Secrétariat informé le": dt.date(2026, 6, 6),
        "Moyen": "courriel",
        "Courriel": "suppleance-ufc@example.org",
    },
    {
        "Réunion": JUIN,
        "Membre": "PIMMS",
        "Civilité": "Madame",
        "Nom": _IDENTITE,
        "Fonction": "médiatrice",
        "Secrétariat informé le": dt.date(2026, 6, 9),
        "Moyen": "courriel",
        "Courriel": "suppleance-pimms@example.org",
        "Décision": "admise",
    },
)

_STATUTS = (
    ("SG", "présent", dt.date(2026, 5, 27), "présent", None, None),
    (
        "DCLC",
        "représenté",
        dt.date(2026, 6, 1),
        "représenté",
        None,
        "Le chef du bureau des élections et de la réglementation",
    ),
    ("SMI", "représenté", dt.date(2026, 6, 3), "représenté", None, "La cheffe du bureau du séjour"),
    ("COM", None, None, "absent", None, None),
    ("SGCD", "présent", dt.date(2026, 5, 28), "présent", None, None),
    ("ACC", "présent", dt.date(2026, 5, 28), "présent", None, None),
    ("RQ", "présent", dt.date(2026, 5, 26), "présent", None, None),
    ("DDD", "empêché", dt.date(2026, 6, 4), "excusé", None, None),
    ("AMF", "présent", dt.date(2026, 6, 2), "présent", None, None),
    ("APF", "présent", dt.date(2026, 5, 29), "présent", None, None),
    ("UFC", "suppléé", dt.date(2026, 6, 6), "suppléé", _IDENTITE, "bénévole de l’association"),
    ("PIMMS", "suppléé", dt.date(2026, 6, 9), "suppléé", _IDENTITE, "médiatrice"),
    ("MOB", "présent", dt.date(2026, 6, 8), "présent", None, None),
    (INVITE, "présent", dt.date(2026, 6, 1), "présent", None, None),
)


_EN_COURS_DE_SEANCE: dict[str, dict[str, object]] = {
    "AMF": {"Arrivée": dt.time(14, 50)},
    "MOB": {"À distance": "oui"},
}

PRESENCES = tuple(
    {
        "Réunion": JUIN,
        "Membre": membre,
        "Réponse": reponse,
        "Réponse reçue le": recue,
        "Statut": statut,
        "Nom": nom,
        "Fonction": fonction,
        **_EN_COURS_DE_SEANCE.get(membre, {}),
    }
    for membre, reponse, recue, statut, nom, fonction in _STATUTS
)

# an answer of a later day has its date of end: the minutes of June do not tell it, the pack of
# December does
_PROPOSITIONS = (
    (
        "P-2026-1",
        "APF",
        "proposition",
        "satisfaction",
        (
            "Revoir la signalétique de l’accueil de Nîmes avec des pictogrammes et un "
            "contraste suffisant."
        ),
        "Un repérage sera fait avec l’association avant la commande des panneaux.",
        "SGCD",
        dt.date(2026, 12, 31),
        "en cours",
        None,
    ),
    (
        "P-2026-2",
        "UFC",
        "souhait",
        "réclamations",
        "Indiquer le délai de réponse dès l’accusé de réception d’une réclamation.",
        "La mention figure dans le modèle d’accusé de réception depuis septembre.",
        "Responsable qualité",
        dt.date(2026, 9, 30),
        "réalisée",
        dt.date(2026, 9, 28),
    ),
    (
        "P-2026-3",
        "PIMMS",
        "proposition",
        "modalités d'appui",
        (
            "Tenir une permanence commune d’aide aux démarches en ligne à Alès, "
            "une demi-journée par mois."
        ),
        None,
        "Bureau Accueil Standard",
        dt.date(2027, 3, 31),
        "à étudier",
        None,
    ),
    (
        "P-2026-4",
        "MOB",
        "suggestion",
        "documents types",
        "Ajouter aux formulaires un exemple rempli.",
        None,
        "DCLC",
        None,
        "retenue",
        None,
    ),
    (
        "P-2026-5",
        "AMF",
        "souhait",
        "satisfaction",
        "Adresser aux mairies une fiche à jour des accueils et de leurs horaires.",
        "La fiche est adressée deux fois par an.",
        "Service de communication",
        dt.date(2026, 10, 15),
        "réalisée",
        dt.date(2026, 10, 12),
    ),
    (
        "P-2026-6",
        "APF",
        "avis",
        "engagements",
        "Avis favorable sur les engagements présentés, avec une réserve sur le délai d’attente.",
        None,
        None,
        None,
        None,
        None,
    ),
    (
        "P-2026-7",
        "UFC",
        "suggestion",
        "réclamations",
        "Publier chaque année le nombre de réclamations par motif.",
        "Le bilan annuel affiché à l’accueil comporte déjà ces chiffres.",
        "Responsable qualité",
        None,
        "non retenue",
        JUIN,
    ),
)

PROPOSITIONS = tuple(
    {
        "N°": numero,
        "Réunion": JUIN,
        "Membre": membre,
        "Nature": nature,
        "Rubrique": rubrique,
        "Texte": texte,
        "Réponse": reponse,
        "Service pilote": pilote,
        "Échéance": echeance,
        "État": etat,
        "Clôturée le": cloturee,
    }
    for numero, membre, nature, rubrique, texte, reponse, pilote, echeance, etat, cloturee in _PROPOSITIONS
)

DOCUMENTS_TYPES = (
    {
        "Réunion": JUIN,
        "Intitulé": "Accusé de réception d’une réclamation",
        "Nature": "courrier",
        "Référence": "AR-01",
        "Service": "SGCD",
        "Version": "1",
        "Question soumise": "Le délai de réponse annoncé est-il compréhensible ?",
        "Avis des représentants des usagers": "Favorable, si le délai figure en tête du courrier.",
        "Suite donnée": "Le délai est annoncé dès la première phrase depuis le 28 septembre 2026.",
    },
    {
        "Réunion": JUIN,
        "Intitulé": "Liste des pièces à fournir pour un rendez-vous",
        "Nature": "imprimé",
        "Référence": "IMP-04",
        "Service": "SMI",
        "Version": "3",
        "Question soumise": "La liste est-elle lisible par une personne qui découvre la démarche ?",
        "Avis des représentants des usagers": (
            "Défavorable en l’état : phrases trop longues, sigles non expliqués."
        ),
        "Suite donnée": None,
    },
)

MODALITES = (
    {
        "Réunion": JUIN,
        "Modalité": "Point d’accueil numérique",
        "Public visé": "Usagers peu à l’aise avec le numérique",
        "Lieu": "Nîmes, hall d’accueil",
        "Horaires": "Du lundi au vendredi, de 9 h à 12 h",
        "Usagers accompagnés": 2140,
        "Période précédente": 1985,
        "Évolution": "Un second poste est ouvert le mardi.",
    },
    {
        "Réunion": JUIN,
        "Modalité": "Accompagnement par les maisons France Services",
        "Public visé": "Tous les usagers",
        "Lieu": "Gard",
        "Partenaire": "Maisons France Services",
        "Usagers accompagnés": 860,
        "Période précédente": 905,
        "Évolution": "Réunion annuelle des agents prévue à l’automne.",
    },
)
