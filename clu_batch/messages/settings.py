"""What can be wrong in the settings and the closing days."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_erreur, declare_information

PARAMETRE_INCONNU = declare_a_verifier(
    "parametre-inconnu",
    "le paramètre « {valeur} » n’existe pas",
    "un des paramètres de la feuille livrée avec le programme{suggestion}",
    "Corrigez le nom du paramètre ; tel quel, cette ligne n’a pas d’effet.",
)
PARAMETRE_FAUX = declare_erreur(
    "parametre-faux",
    "« {valeur} » ne convient pas au paramètre « {nom} »",
    "{attendu}{suggestion}",
    "Corrigez la valeur ; en attendant, la valeur par défaut s’applique ({defaut}).",
)
PARAMETRE_MANQUANT = declare_erreur(
    "parametre-manquant",
    "le paramètre « {nom} » n’est pas renseigné",
    "une valeur, imprimée dans chaque document",
    "Remplissez la ligne « {nom} » ; en attendant, les documents portent « À COMPLÉTER ».",
    mutilates=True,
)
PARAMETRE_REPETE = declare_a_verifier(
    "parametre-repete",
    "le paramètre « {nom} » figure deux fois",
    "une seule ligne par paramètre",
    "Supprimez une des deux lignes ; la première est utilisée.",
)
PREFECTURE_INCOMPLETE = declare_a_verifier(
    "prefecture-incomplete",
    "« {valeur} » désigne un département, et non sa préfecture",
    "le nom entier de la préfecture, tel qu’il s’imprime dans une phrase",
    "Écrivez « {entiere} » ; en attendant, le nom saisi est imprimé tel quel.",
)
DATE_DU_JOUR_SANS_EXEMPLE = declare_information(
    "date-du-jour-sans-exemple",
    "« Date du jour » est remplie alors que « Données d’exemple » vaut non",
    "une date du jour seulement avec les données d’exemple",
    "Effacez la valeur ; la date de l’ordinateur est utilisée.",
)
OUVERTURE_DU_DIMANCHE = declare_a_verifier(
    "ouverture-du-dimanche",
    "une ouverture le {jour}",
    "un jour férié travaillé, qui ne soit pas un dimanche",
    "Vérifiez la date ; un dimanche n’est jamais compté.",
)
TELEPHONE_DOUTEUX = declare_a_verifier(
    "telephone-douteux",
    "« {valeur} » a perdu le 0 du début, ou garde un 0 après l’indicatif",
    "un numéro de téléphone de dix chiffres",
    "Tapez le numéro avec une apostrophe devant le 0, ou avec des espaces ; en attendant, il est"
    " imprimé tel quel.",
)
COURRIEL_DOUTEUX = declare_a_verifier(
    "courriel-douteux",
    "« {valeur} » n’est pas une adresse électronique",
    "une adresse électronique complète",
    "Corrigez l’adresse ; en attendant, elle est imprimée telle quelle.",
)
SUIVI_A_VENIR = declare_a_verifier(
    "suivi-a-venir",
    "« {nom} » est le {valeur}, un jour à venir",
    "le jour où le registre a été ouvert",
    "Vérifiez la date ; en attendant, aucun nombre de cette feuille n’est comparé.",
)
CANAL_DANS_LES_DEUX_LISTES = declare_erreur(
    "canal-dans-les-deux-listes",
    "« {valeur} » figure à la fois dans « Canaux électroniques » et dans « Autres canaux »",
    "chaque canal dans une seule des deux listes ; une liste vide est celle livrée avec le"
    " programme",
    "Retirez-le de l’une des deux listes ; en attendant, il a le délai d’accusé de réception"
    " électronique.",
)
POINT_VU_DISPARU = declare_information(
    "point-vu-disparu",
    "le constat « {valeur} » n’est plus celui d’aucune ligne de la feuille À corriger",
    "le constat d’une ligne « à vérifier », tel que le porte la feuille À corriger du classeur de"
    " contrôle",
    "Supprimez cette ligne : ce point a été corrigé, ou il a changé (une ligne de plus, une autre"
    " valeur) et porte un autre constat, à revoir.",
)
POINT_VU_SANS_EFFET = declare_information(
    "point-vu-sans-effet",
    "le constat « {valeur} » désigne une ligne qui ne peut pas être déclarée vue",
    "une ligne « à vérifier » qui n’écarte aucune ligne, ne laisse rien à compléter ni à envoyer,"
    " et ne touche ni un envoi ni des données personnelles",
    "Supprimez cette ligne, et faites ce que dit À corriger.",
)
