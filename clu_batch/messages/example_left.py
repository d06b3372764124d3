"""What can be left of the example among a prefecture's own data."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier

EXEMPLE_RETOUCHE = declare_a_verifier(
    "exemple-retouche",
    "cette ligne marquée « oui » n’est pas une ligne de l’exemple livré ; elle est laissée de côté,"
    " le paramètre « Données d’exemple » valant « non »",
    "vos propres lignes sans marque ; « oui » pour les seules lignes inventées",
    "Si elle est à vous, effacez « oui » ; sinon, supprimez la ligne.",
)
COORDONNEES_D_EXEMPLE = declare_a_verifier(
    "coordonnees-d-exemple",
    "adresse ou téléphone d’exemple, qui ne mène à personne : {noms}",
    "de vraies coordonnées, puisque vos documents les portent ou leur sont envoyés",
    "Tapez les vôtres, ou videz la cellule ; en attendant, elles sont imprimées telles quelles.",
)
REPRIS_DE_L_EXEMPLE = declare_a_verifier(
    "repris-de-l-exemple",
    "repris de l’exemple livré, celui de la {exemple} : {noms}",
    "ce qui vaut pour « {prefecture} »",
    "Tapez ce qui vaut chez vous, ou supprimez ce qui n’est pas à vous ; en attendant, vos"
    " documents le portent tel quel.",
)
