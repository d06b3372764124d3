"""The sheets of `engagements.xlsx`: commitments, their results, and the secretary's own
indicators.
"""

from __future__ import annotations

from clu_batch.kernel.declaration import EXEMPLE, Famille, Kind, Sheet, key, optional, required

SENS = ("≥", "≤", "au moins", "au plus")
SENS_ABREGES = {
    **dict.fromkeys(
        (
            "⩾",
            "=>",
            "minimum",
            "au minimum",
            "mini",
            "min",
            "supérieur ou égal",
            "supérieur ou égal à",
        ),
        "≥",
    ),
    **dict.fromkeys(
        (
            "⩽",
            "=<",
            "maximum",
            "au maximum",
            "maxi",
            "max",
            "inférieur ou égal",
            "inférieur ou égal à",
        ),
        "≤",
    ),
}
UNITES = ("%", "jours", "minutes", "nombre")
UNITES_ABREGEES = {
    **dict.fromkeys(("pour cent", "pourcent", "pourcentage", "taux"), "%"),
    **dict.fromkeys(
        ("j", "jours ouvrés", "jours ouvrables", "jours calendaires", "jours francs"), "jours"
    ),
    **dict.fromkeys(("min", "mn"), "minutes"),
    **dict.fromkeys(("nb", "nbre", "nombres"), "nombre"),
}
"""Other ways to write what the lists hold."""
ILLISIBLE = "illisible"
"""What a direction is that cannot be read: an empty one has a meaning of its own."""

_BLOC = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU})

ENGAGEMENTS = Sheet(
    "Engagements",
    "engagements.xlsx",
    "Les engagements de service, leur indicateur et leur cible.",
    (
        key("Code", width=9),
        required("Engagement", width=60),
        required("Indicateur", width=50),
        required("Sens de la cible", Kind.CHOIX, choices=SENS, short=SENS_ABREGES, width=12),
        optional("Thème", width=24),
        optional("Unité", Kind.CHOIX, choices=UNITES, short=UNITES_ABREGEES, width=11),
        optional("Cible", Kind.BRUT, width=10),
        optional(
            "Tolérance",
            Kind.BRUT,
            width=11,
            rare=True,
            note="Dans l'unité de l'indicateur ; pour un pourcentage, en points.",
        ),
        optional(
            "Source",
            default="saisie",
            width=32,
            note=(
                "« saisie » : le résultat est dans Résultats ; sinon le code ou le libellé d'un"
                " indicateur."
            ),
        ),
        optional("Action d'amélioration", width=60),
        EXEMPLE,
    ),
    retient=_BLOC,
    invented=True,
)

RESULTATS = Sheet(
    "Résultats",
    "engagements.xlsx",
    "Les résultats mesurés par les services, pour les engagements dont la source est « saisie ».",
    (
        key("Code", width=9, note="Code de l'engagement."),
        key("Du", Kind.DATE, width=13),
        key("Au", Kind.DATE, width=13),
        key("Valeur", Kind.BRUT, width=11),
        optional("Nombre de cas", Kind.ENTIER, width=12),
        optional("Commentaire", width=50),
        EXEMPLE,
    ),
    retient=_BLOC,
    invented=True,
)

INDICATEURS_LOCAUX = Sheet(
    "Indicateurs locaux",
    "engagements.xlsx",
    "Vos propres indicateurs, définis sans programmer (facultatif).",
    (
        key("Code", width=12),
        key("Libellé", width=50),
        key("Feuille", Kind.CHOIX, choices=("Réponses", "Réclamations"), width=16),
        optional(
            "Sur",
            key=True,
            width=46,
            note="Lignes retenues comme base : « Canal = courriel et Site ≠ Alès ».",
        ),
        key("Compter", width=46, note="Parmi elles, lignes comptées."),
        optional("Cible", Kind.POURCENTAGE, width=10),
        optional(
            "Sens de la cible",
            Kind.CHOIX,
            choices=SENS,
            short=SENS_ABREGES,
            default="≥",
            illisible=ILLISIBLE,
            width=12,
        ),
        EXEMPLE,
    ),
    retient=_BLOC,
    invented=True,
)
