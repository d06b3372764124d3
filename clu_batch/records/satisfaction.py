"""The sheets of `satisfaction.xlsx`: surveys, questions, scales, answers, tallies."""

from __future__ import annotations

from clu_batch.kernel.declaration import (
    EXEMPLE,
    ILLISIBLE,
    Famille,
    Kind,
    Sheet,
    key,
    optional,
    required,
)

ECHELLES_CONNUES = ("oui/non", "note 0-10", "choix unique", "choix multiple", "texte")
COMPTE_COMME = ("satisfait", "insatisfait", "neutre", "exclu")

_BLOC = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU})

ENQUETES = Sheet(
    "Enquêtes",
    "satisfaction.xlsx",
    "Comment chaque enquête a été menée (facultatif).",
    (
        key("Enquête", width=36),
        key("Du", Kind.DATE, width=13),
        key("Au", Kind.DATE, width=13),
        optional("Mode de recueil", width=22),
        optional("Site", width=18),
        optional("Organisation", width=50, note="Qui a distribué, où, pendant combien de temps."),
        optional(
            "Questionnaires distribués", Kind.ENTIER, width=16, note="Donne le taux de retour."
        ),
        EXEMPLE,
    ),
    retient=_BLOC,
    invented=True,
)

QUESTIONS = Sheet(
    "Questions",
    "satisfaction.xlsx",
    "Les questions posées. Une colonne de Réponses porte le code ou le libellé de chacune.",
    (
        key("Code", width=9),
        required("Libellé", width=60),
        key(
            "Échelle",
            width=18,
            note=(
                "Une échelle de la feuille Échelles, ou : oui/non, note 0-10, choix unique, choix"
                " multiple, texte."
            ),
        ),
        optional("Thème", width=22),
        optional(
            "Question globale",
            Kind.OUI_NON,
            default="non",
            width=12,
            note="« oui » pour la question de satisfaction d'ensemble.",
        ),
        optional("Engagement", width=12, note="Code de l'engagement que la question éclaire."),
        optional("Cible", Kind.POURCENTAGE, width=9),
        optional(
            "Posée depuis le",
            Kind.DATE,
            width=14,
            rare=True,
            note="Si la question a été ajoutée ou modifiée en cours de route.",
        ),
        EXEMPLE,
    ),
    retient=_BLOC,
)

ECHELLES = Sheet(
    "Échelles",
    "satisfaction.xlsx",
    "Les réponses possibles de chaque échelle, dans l'ordre, et ce qu'elles comptent.",
    (
        key("Échelle", width=18),
        key("Réponse possible", width=30),
        key("Ordre", Kind.NOMBRE, width=9),
        key("Compte comme", Kind.CHOIX, choices=COMPTE_COMME, width=16),
        optional(
            "Saisie abrégée", width=14, note="Ce qui peut être tapé à la place : 4, 3, 2, 1, SO."
        ),
        EXEMPLE,
    ),
    retient=_BLOC,
)

REPONSES = Sheet(
    "Réponses",
    "satisfaction.xlsx",
    "Une ligne par questionnaire reçu ; une colonne par question.",
    (
        key("Date", Kind.DATE, width=13),
        optional("N°", Kind.NUMERO, synonyms=("Numéro",), width=9),
        optional("Mode de recueil", width=16, note="Papier, en ligne…"),
        optional("Canal", width=18),
        optional("Site", width=14),
        optional("Service", width=22),
        optional(
            "Extrait à publier",
            width=50,
            note="Seul texte jamais imprimé : choisi ou reformulé par vos soins, sans nom.",
        ),
        EXEMPLE,
    ),
    retient=_BLOC,
    invented=True,
    additive=True,
)

DEPOUILLEMENT = Sheet(
    "Dépouillement",
    "satisfaction.xlsx",
    "Les totaux d'un dépouillement à la main de questionnaires papier (facultatif).",
    (
        key("Question", width=12, note="Code ou libellé de la question."),
        key("Réponse", illisible=ILLISIBLE, width=30),
        key("Nombre", Kind.ENTIER, width=10),
        key("Du", Kind.DATE, width=13),
        key("Au", Kind.DATE, width=13),
        optional("Site", width=16),
        optional("Service", width=22),
        optional("Mode de recueil", width=16),
        EXEMPLE,
    ),
    retient=_BLOC,
    invented=True,
    additive=True,
)
