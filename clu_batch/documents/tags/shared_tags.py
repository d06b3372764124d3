"""The tags that every document knows (docs/rules/templates.md#tags)."""

from __future__ import annotations

from clu_batch.documents.tags.tag import Tag, TagFilter, TagForm, TagGroup

MEMBRE = (
    Tag("code", "le code du membre", "PIMMS"),
    Tag("college", "son collège", "Représentants des usagers"),
    Tag("fonction", "sa fonction, telle qu’elle est saisie", "Le directeur"),
    Tag("organisme", "son organisme", "PIMMS Nîmes"),
    Tag("civilite", "sa civilité", "Madame"),
    Tag("prenom", "son prénom", "prénom saisi dans Composition"),
    Tag("nom", "son nom", "nom saisi dans Composition"),
    Tag("nom_complet", "sa civilité, son prénom et son nom", "civilité, prénom et nom saisis"),
    Tag("appel", "les mots qui ouvrent une lettre", "Monsieur le délégué"),
    Tag("fonction_de", "sa fonction après « de »", "du délégué"),
    Tag("fonction_a", "sa fonction après « à »", "au délégué"),
    Tag(
        "ou_son_representant",
        "vrai si le siège est prévu « ou son représentant »",
        "oui",
        TagForm.CONDITION,
    ),
    Tag("vacant", "vrai si le siège est sans titulaire", "oui", TagForm.CONDITION),
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
        (
            Tag("prefecture", "le nom de la préfecture", "Préfecture du Gard"),
            Tag("comite", "le nom du comité", "Comité local des usagers"),
            Tag("sigle", "son sigle", "CLU"),
            Tag("service", "le service qui écrit", "Secrétariat général commun"),
            Tag("affaire_suivie_par", "qui suit l’affaire", "le responsable qualité"),
            Tag("courriel_secretariat", "le courriel du secrétariat", "clu@exemple.fr"),
            Tag("telephone_secretariat", "le téléphone du secrétariat", "04 00 00 00 00"),
            Tag("adresse", "l’adresse de la préfecture", "10 avenue Feuchères, 30000 Nîmes"),
            Tag("ville", "la ville d’où la lettre part", "Nîmes"),
            Tag("date_document", "la date du document", "23 novembre 2026"),
            Tag("en_tete", "les lignes de l’en-tête", "PRÉFET DU GARD", TagForm.LISTE),
            Tag(
                "signataire",
                "les lignes de la signature",
                "Pour le préfet et par délégation",
                TagForm.LISTE,
            ),
            Tag(
                "mention_donnees",
                "la mention sur les données personnelles",
                "trois paragraphes",
                TagForm.BLOC,
            ),
            Tag(
                "exemple", "vrai tant que « Données d’exemple » vaut oui", "oui", TagForm.CONDITION
            ),
            Tag(
                "limite_suppleance", "le dernier jour pour annoncer un suppléant", "7 décembre 2026"
            ),
        ),
    ),
    TagGroup(
        "La réunion",
        (
            Tag("date", "sa date", "10 décembre 2026"),
            Tag("heure", "son heure de début", "14 h 30"),
            Tag("heure_fin", "son heure de fin", "16 h 30"),
            Tag("lieu", "son lieu", "Salle Pradel"),
            Tag("numero", "son numéro", "2026-2"),
            Tag("reference", "sa référence", "CLU-2026-2"),
            Tag("presidence", "qui la préside", "le secrétaire général"),
            Tag(
                "presidence_de",
                "qui la préside, après « sous la présidence » ; vide si rien ne dit l’article",
                "du secrétaire général",
            ),
            Tag("prochaine", "la réunion suivante", "10 juin 2027"),
            Tag("acces", "l’accès des personnes handicapées", "Rampe et ascenseur"),
            Tag("visioconference", "ce qui est saisi pour la visioconférence", "code 1234"),
        ),
        "reunion",
    ),
    TagGroup("Les membres, l’un après l’autre", MEMBRE, "membre", "membres"),
    TagGroup(
        "Les points de l’ordre du jour",
        (
            Tag("numero", "son numéro", "3"),
            Tag("point", "son intitulé", "Résultats des enquêtes de satisfaction"),
            Tag("rubrique", "sa rubrique", "Satisfaction"),
            Tag("presente_par", "qui le présente", "Le responsable qualité"),
            Tag("duree", "sa durée, en minutes", "20"),
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
