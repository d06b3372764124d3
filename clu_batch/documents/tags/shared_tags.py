"""The tags that every document knows (docs/rules/templates.md#tags)."""

from __future__ import annotations

from clu_batch.documents.tags.tag import (
    Tag,
    TagFilter,
    TagGroup,
    declare_block,
    declare_condition,
    declare_list,
    list_columns,
)
from clu_batch.records.membre import Membre
from clu_batch.records.parametres import Parametres
from clu_batch.records.point import Point
from clu_batch.records.reunion import Reunion

MEMBRE = list_columns(
    Membre,
    Tag("nom_complet", "sa civilité, son prénom et son nom", "civilité, prénom et nom saisis"),
    Tag("appel", "les mots qui ouvrent une lettre", "Monsieur le Délégué"),
    Tag("fonction_de", "sa fonction après « de »", "du délégué"),
    Tag("fonction_a", "sa fonction après « à »", "au délégué"),
    declare_condition(
        "ou_son_representant", "vrai si le siège est prévu « ou son représentant »"
    ),
    declare_condition("vacant", "vrai si le siège est sans titulaire"),
    Tag("statut", "sa présence à une réunion tenue", "présent"),
)

INDICATEURS = TagGroup(
    "Les chiffres",
    (
        Tag("libelle", "ce que le chiffre mesure", "Usagers satisfaits"),
        Tag("valeur", "sa valeur, avec « taux » ou « nombre »", "87,5 %"),
        Tag("numerateur", "le nombre compté", "360"),
        Tag("denominateur", "le nombre sur lequel il est compté", "412"),
        Tag("unite", "son unité", "%"),
        Tag("cible", "sa cible", "85 %"),
        Tag("etat", "sa situation par rapport à la cible", "cible atteinte"),
    ),
    "indicateurs['satisfaction.taux.global']",
)
"""The tags of one indicator, by its code: those of the sheet « Indicateurs » of the control
workbook.
"""

GROUPES = (
    TagGroup(
        "La préfecture et le comité",
        list_columns(
            Parametres,
            Tag("date_document", "la date du document", "23 novembre 2026"),
            declare_list("en_tete", "les lignes de l’en-tête", "PRÉFET DU GARD"),
            declare_list(
                "signataire", "les lignes de la signature", "Pour le préfet et par délégation"
            ),
            declare_block(
                "mention_donnees",
                "la mention sur les données personnelles",
                "trois paragraphes",
            ),
            declare_condition("exemple", "vrai tant que « Données d’exemple » vaut oui"),
            Tag(
                "limite_suppleance",
                "le dernier jour pour annoncer un suppléant",
                "7 décembre 2026",
            ),
            order=(
                "prefecture",
                "comite",
                "sigle",
                "service",
                "affaire_suivie_par",
                "courriel_secretariat",
                "telephone_secretariat",
                "adresse",
                "ville",
            ),
        ),
    ),
    TagGroup(
        "La réunion",
        list_columns(
            Reunion,
            Tag(
                "presidence_de",
                "qui la préside, après « sous la présidence » ; vide si rien ne dit l’article",
                "du secrétaire général",
            ),
            order=(
                "date",
                "heure",
                "heure_fin",
                "lieu",
                "numero",
                "reference",
                "presidence",
                "presidence_de",
                "prochaine",
                "acces",
                "visioconference",
            ),
        ),
        "reunion",
    ),
    TagGroup("Les membres, l’un après l’autre", MEMBRE, "membre", "membres"),
    TagGroup(
        "Les points de l’ordre du jour",
        list_columns(
            Point,
            Tag("horaire", "son heure, si chaque point a une durée", "14 h 50"),
        ),
        "point",
        "ordre_du_jour",
    ),
)

INSTRUCTIONS = (
    ("{%p if reunion.reference %}", "ce qui suit n’est écrit que si la valeur est connue"),
    ("{%p else %}", "ce qui suit est écrit dans l’autre cas"),
    ("{%p endif %}", "fin de la condition"),
    ("{%p for membre in membres %}", "ce qui suit est répété pour chaque membre"),
    ("{%p endfor %}", "fin de la répétition"),
    (
        "{%tr for membre in membres %}",
        "dans un tableau, seule dans sa ligne : la ligne suivante est répétée",
    ),
    ("{%tr endfor %}", "dans un tableau, seule dans sa ligne : fin de la répétition"),
)
"""What chooses and repeats: the tag as it is typed, what it does."""

FILTRES = (
    TagFilter("date", "une date en chiffres", "reunion.date | date", "10/12/2026"),
    TagFilter(
        "date_longue",
        "une date avec son jour",
        "reunion.date | date_longue",
        "jeudi 10 décembre 2026",
    ),
    TagFilter("heure", "une heure", "reunion.heure | heure", "14 h 30"),
    TagFilter(
        "taux",
        "une part en pour cent",
        "indicateurs['satisfaction.taux.global'].valeur | taux",
        "87,5 %",
    ),
    TagFilter(
        "nombre",
        "un nombre",
        "indicateurs['satisfaction.taux.global'].denominateur | nombre",
        "1 234",
    ),
    TagFilter(
        "pluriel", "un nombre et son mot", "membres | length | pluriel('membre')", "13 membres"
    ),
    TagFilter("de", "une fonction après « de »", "membre.fonction | de", "du délégué"),
    TagFilter("a", "une fonction après « à »", "membre.fonction | a", "au délégué"),
    TagFilter(
        "minuscule",
        "des mots à l’intérieur d’une phrase",
        "comite | minuscule",
        "comité local des usagers",
    ),
    TagFilter(
        "nom_du_fichier",
        "un fichier sans son dossier",
        "fichier | nom_du_fichier",
        "2026-12-10_CLU.ics",
    ),
)
"""The forms given to a value, after a bar."""

POINT = GROUPES[-1].balises
