"""What can be wrong in the dossier and the minutes of a meeting."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier

BLOC_HORS_ORDRE_DU_JOUR = declare_a_verifier(
    "bloc-hors-ordre-du-jour",
    "aucun point de l’ordre du jour n’a la rubrique « {valeur} », alors que des données sont à"
    " présenter",
    "un point par rubrique qui a des données",
    "Donnez cette rubrique à un point ; en attendant, ces données sont imprimées après les points"
    " de l’ordre du jour.",
)
