"""The coming meeting of the example, 10 December 2026: agenda, guests, answers received so far,
documents submitted.
"""

from __future__ import annotations

import datetime as dt

from tools.making.example import annex
from tools.making.example.comite import DECEMBRE, SERVICES, USAGERS

_ASSOCIATION = "Association d’apprentissage du français et d’aide aux démarches"
_FICHIER = "Formulaire de contact.pdf"

ANNEXES = {_FICHIER: annex.formulaire()}

_POINTS = (
    (
        "1",
        "Suites données aux demandes du comité",
        "suites données",
        "Le responsable qualité",
        10,
        (
            "Chaque demande exprimée le 11 juin 2026 est reprise avec sa réponse, le service pilote"
            " et son état d’avancement."
        ),
    ),
    (
        "2",
        "Engagements de service : résultats de la période",
        "engagements",
        "Le responsable qualité",
        20,
        (
            "Les résultats portent sur les douze derniers mois complets et sont comparés aux douze"
            " mois précédents. Pour chaque engagement manqué, l’action d’amélioration est"
            " présentée."
        ),
    ),
    (
        "3",
        "Résultats des enquêtes de satisfaction",
        "satisfaction",
        "Le responsable qualité",
        20,
        (
            "Le questionnaire est proposé en ligne toute l’année, et sur papier à l’accueil en mars"
            " et en octobre.\nCe qui a changé depuis juin :\n- une question sur la simplicité de la"
            " démarche est posée depuis décembre 2025 ;\n- le questionnaire papier existe en gros"
            " caractères."
        ),
    ),
    (
        "4",
        "Bilan des réclamations reçues",
        "réclamations",
        "Le responsable qualité",
        15,
        (
            "Le bilan porte sur les réclamations reçues, leur délai de réponse et leurs motifs."
            " L’identité des personnes n’est pas exploitée."
        ),
    ),
    (
        "5",
        "Courriers, formulaires et imprimés types",
        "documents types",
        "Le chef du bureau Accueil Standard",
        20,
        (
            "Trois documents sont soumis à l’examen du comité. Pour chacun, une question précise"
            " est posée."
        ),
    ),
    (
        "6",
        "Modalités d’appui aux usagers dans leurs démarches",
        "modalités d'appui",
        "La directrice du Service des migrations et de l’intégration",
        20,
        (
            "L’association invitée présentera les besoins des personnes qui maîtrisent peu le"
            " français à l’écrit."
        ),
    ),
    (
        "7",
        "Accueil du public à Alès : mesure de l’attente",
        "accueil du public",
        "Le référent accueil de la sous-préfecture d’Alès",
        10,
        (
            "Le comité a souhaité en juin que le temps d’attente soit mesuré à Alès. La méthode"
            " proposée est présentée pour avis."
        ),
    ),
    ("8", "Questions diverses", None, None, 5, None),
)

ORDRE_DU_JOUR = tuple(
    {
        "Réunion": DECEMBRE,
        "N°": numero,
        "Point": point,
        "Rubrique": rubrique,
        "Présenté par": par,
        "Durée": duree,
        "Présentation": presentation,
    }
    for numero, point, rubrique, par, duree, presentation in _POINTS
)

INVITES = (
    {
        "Réunion": DECEMBRE,
        "Collège": USAGERS,
        "Organisme": _ASSOCIATION,
        "Fonction": "Le responsable de l’association",
        "Courriel": "accueil@association.example",
        "Point": "6",
    },
    {
        "Réunion": DECEMBRE,
        "Collège": SERVICES,
        "Organisme": "Sous-préfecture d’Alès",
        "Fonction": "Le référent accueil",
        "Courriel": "accueil-ales@prefecture.example",
        "Point": "7",
    },
)

SUPPLEANCES = (  # a Saturday is a jour ouvrable: the information counts from that day
    {
        "Réunion": DECEMBRE,
        "Membre": "MOB",
        "Nom": "NOM D’EXEMPLE",
        "Fonction": "membre du bureau départemental",
        "Secrétariat informé le": dt.date(2026, 11, 21),
        "Moyen": "courriel",
        "Courriel": "suppleance-mob@example.org",
    },
)

PRESENCES = tuple(
    {"Réunion": DECEMBRE, "Membre": membre, "Réponse": reponse, "Réponse reçue le": recue}
    for membre, reponse, recue in (
        ("SG", "présent", dt.date(2026, 11, 18)),
        ("SGCD", "présent", dt.date(2026, 11, 19)),
        ("ACC", "présent", dt.date(2026, 11, 18)),
        ("RQ", "présent", dt.date(2026, 11, 17)),
        ("SMI", "représenté", dt.date(2026, 11, 20)),
        ("AMF", "empêché", dt.date(2026, 11, 20)),
        ("APF", "présent", dt.date(2026, 11, 19)),
        ("MOB", "suppléé", dt.date(2026, 11, 21)),
        (_ASSOCIATION, "présent", dt.date(2026, 11, 20)),
    )
)

DOCUMENTS_TYPES = (
    {
        "Réunion": DECEMBRE,
        "Intitulé": "Formulaire de contact à l’accueil",
        "Nature": "formulaire",
        "Référence": "FOR-02",
        "Service": "SGCD",
        "Version": "2",
        "Fichier": _FICHIER,
        "Question soumise": (
            "Les rubriques suffisent-elles pour qu’une demande soit comprise sans nouvel échange ?"
        ),
    },
    {
        "Réunion": DECEMBRE,
        "Intitulé": "Courrier de demande de pièces complémentaires",
        "Nature": "courrier",
        "Référence": "CPC-07",
        "Service": "SMI",
        "Version": "4",
        "Question soumise": "Le délai et la façon d’envoyer les pièces sont-ils clairs ?",
    },
    {
        "Réunion": DECEMBRE,
        "Intitulé": "Imprimé « Être aidé dans ses démarches »",
        "Nature": "imprimé",
        "Référence": "IMP-05",
        "Service": "SGCD",
        "Version": "1",
        "Question soumise": "Les lieux d’aide les plus utiles y figurent-ils tous ?",
    },
)

_MODALITES = (
    (
        "Point d’accueil numérique",
        DECEMBRE,
        "Usagers peu à l’aise avec le numérique",
        "Nîmes, hall d’accueil",
        "Du lundi au vendredi, de 9 h à 12 h",
        None,
        2310,
        2074,
        "Prise de rendez-vous par téléphone possible depuis octobre.",
    ),
    (
        "Accompagnement par les maisons France Services",
        DECEMBRE,
        "Tous les usagers",
        "Gard",
        None,
        "Maisons France Services",
        915,
        880,
        "Les agents ont suivi une demi-journée de formation en octobre.",
    ),
    (
        "Aide aux démarches en ligne du PIMMS",
        DECEMBRE,
        "Usagers de Nîmes",
        "Nîmes",
        "Sur rendez-vous",
        "PIMMS Nîmes",
        640,
        655,
        "Une permanence commune à Alès est à l’étude.",
    ),
    (
        "Accueil adapté aux personnes handicapées",
        None,
        "Personnes handicapées et accompagnants",
        "Nîmes, Alès et Le Vigan",
        "Aux horaires d’ouverture",
        None,
        None,
        None,
        "Boucle magnétique à Nîmes et à Alès.",
    ),
    (
        "Relecture de courriers en langage clair",
        None,
        "Usagers qui maîtrisent peu l’écrit",
        "Nîmes",
        None,
        None,
        None,
        None,
        "Douze courriers relus depuis janvier 2026.",
    ),
)

MODALITES = tuple(
    {
        "Modalité": modalite,
        "Réunion": reunion,
        "Public visé": public,
        "Lieu": lieu,
        "Horaires": horaires,
        "Partenaire": partenaire,
        "Usagers accompagnés": usagers,
        "Période précédente": precedente,
        "Évolution": evolution,
    }
    for modalite, reunion, public, lieu, horaires, partenaire, usagers, precedente, evolution in _MODALITES
)
