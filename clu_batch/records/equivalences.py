"""The sheets that translate exports of other tools, and that give back the history of past
meetings.
"""

from __future__ import annotations

from clu_batch.kernel.declaration import EXEMPLE, Famille, Kind, Sheet, header_only, key, optional

_BLOC = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU})

EQUIVALENCES = Sheet(
    "Équivalences",
    "equivalences.xlsx",
    "Comment lire tels quels les exports d'autres outils (facultatif).",
    (
        key("Feuille", width=26, note="Nom de la feuille ou du fichier, tel qu'il est."),
        header_only(
            "Colonne",
            key=True,
            width=34,
            note="En-tête tel qu'il est ; vide : toute la feuille est renommée.",
        ),
        optional(
            "Valeur",
            key=True,
            width=30,
            note="Valeur telle qu'elle est ; vide : la colonne est renommée.",
        ),
        key("Devient", width=34, note="Le nom attendu par le programme."),
        EXEMPLE,
    ),
    retient=_BLOC,
    invented=True,
)

HISTORIQUE = Sheet(
    "Historique",
    "",
    "Les chiffres de réunions dont les données ne sont plus dans les classeurs : la feuille du même"
    " nom d'un classeur de contrôle.",
    (
        key("Réunion", Kind.DATE, width=13),
        optional("Période du", Kind.DATE, width=13),
        optional("Période au", Kind.DATE, width=13),
        optional("Arrêté au", Kind.DATE, width=13),
        key("Code", width=34),
        optional("Libellé", width=50),
        optional("Valeur", Kind.BRUT, width=11),
        optional("Numérateur", Kind.BRUT, width=12),  # that of a solde may be negative
        optional("Dénominateur", Kind.NOMBRE, width=12),
        optional("Unité", width=12),
        optional(
            "Règle",
            width=60,
            note=(
                "Le délai, l'échelle, la cible en vigueur alors, tels que le classeur de contrôle"
                " les écrit."
            ),
        ),
        EXEMPLE,
    ),
    retient=_BLOC,
)
