"""What can be wrong in the settings and the closing days."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel import french
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
REPERES_DIFFERENTS = declare_a_verifier(
    "reperes-differents",
    "la feuille Repères, d’où viennent les échéances qu’Excel affiche, ne dit pas la même chose que"
    " « Paramètres » et « Jours de fermeture » : {ecarts}",
    "le délai, l’unité et les jours non travaillés de parametres.xlsx",
    "Tapez dans Repères {a_copier}. Les documents sont justes en attendant : ils suivent"
    " parametres.xlsx.",
)
SITES_DIFFERENTS = declare_a_verifier(
    "sites-differents",
    "la liste des sites n’a pas tous ceux de la feuille Listes de {autre}",
    "les mêmes sites, écrits de la même façon, dans chaque classeur",
    "Tapez {a_copier}, ou retirez ces sites de l’autre liste s’ils n’existent plus.",
)
VIDER = "rien (effacez)"
JOUR_ABSENT, JOUR_EN_TROP = "un jour absent", "un jour en trop"
_AU_PLURIEL = {JOUR_ABSENT: "jours absents", JOUR_EN_TROP: "jours en trop"}

MONTREES = 40
"""Cells that a message gives at most."""


def say_differences(told: Sequence[str]) -> str:
    """Write what differs, the days by their number."""
    parts = [one for one in dict.fromkeys(told) if one not in _AU_PLURIEL]
    for one, plural in _AU_PLURIEL.items():
        number = told.count(one)
        if number:
            parts.append(one if number == 1 else f"{number} {plural}")
    return french.join_words(parts)


def say_cells(typed: Sequence[tuple[str, str]]) -> str:
    """Write what to type in each cell; beyond the first ones, how many are left."""
    shown = [f"en {cell} : {text}" for cell, text in typed[:MONTREES]]
    left = len(typed) - MONTREES
    if left > 0:
        shown.append(f"et {left} autres, que le programme dira ensuite")
    return " ; ".join(shown)
