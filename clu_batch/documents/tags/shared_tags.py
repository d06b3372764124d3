"""The tags that every document knows (docs/rules/templates.md#tags)."""

from __future__ import annotations

from clu_batch.documents.tags.tag import Balise, Filtre, Forme, Groupe

_MEMBRE = (
    Balise("code", "le code du membre", "PIMMS"),
    Balise("college", "son collège", "Représentants des usagers"),
    Balise("fonction", "sa fonction, telle qu’elle est saisie", "Le directeur"),
    Balise("organisme", "son organisme", "PIMMS Nîmes"),
    Balise("civilite", "sa civilité", "Madame"),
    Balise("prenom", "son prénom", "prénom saisi dans Composition"),
    Balise("nom", "son nom", "nom saisi dans Composition"),
    Balise("nom_complet", "sa civilité, son prénom et son nom", "civilité, prénom et nom saisis"),
    Balise("appel", "les mots qui ouvrent une lettre", "Monsieur le délégué"),
    Balise("fonction_de", "sa fonction après « de »", "du délégué"),
    Balise("fonction_a", "sa fonction après « à »", "au délégué"),
    Balise(
        "ou_son_representant",
        "vrai si le siège est prévu « ou son représentant »",
        "oui",
        Forme.CONDITION,
    ),
    Balise("vacant", "vrai si le siège est sans titulaire", "oui", Forme.CONDITION),
    Balise("statut", "sa présence à une réunion tenue", "présent"),
)

INDICATEURS = Groupe(
    "Les chiffres",
    (
        Balise("libelle", "ce que le chiffre mesure", "Usagers satisfaits"),
        Balise("valeur", "sa valeur, avec « taux » ou « nombre »", "87,5 %"),
        Balise("numerateur", "le nombre compté", "360"),
        Balise("denominateur", "le nombre sur lequel il est compté", "412"),
        Balise("unite", "son unité", "%"),
        Balise("cible", "sa cible", "85 %"),
        Balise("etat", "sa situation par rapport à la cible", "cible atteinte"),
    ),
    "indicateurs['satisfaction.taux.global']",
)
"""The tags of one indicator, by its code: those of the sheet « Indicateurs » of the control
workbook.
"""

GROUPES = (
    Groupe(
        "La préfecture et le comité",
        (
            Balise("prefecture", "le nom de la préfecture", "Préfecture du Gard"),
            Balise("comite", "le nom du comité", "Comité local des usagers"),
            Balise("sigle", "son sigle", "CLU"),
            Balise("service", "le service qui écrit", "Secrétariat général commun"),
            Balise("affaire_suivie_par", "qui suit l’affaire", "le responsable qualité"),
            Balise("courriel_secretariat", "le courriel du secrétariat", "clu@exemple.fr"),
            Balise("telephone_secretariat", "le téléphone du secrétariat", "04 00 00 00 00"),
            Balise("adresse", "l’adresse de la préfecture", "10 avenue Feuchères, 30000 Nîmes"),
            Balise("ville", "la ville d’où la lettre part", "Nîmes"),
            Balise("date_document", "la date du document", "23 novembre 2026"),
            Balise("en_tete", "les lignes de l’en-tête", "PRÉFET DU GARD", Forme.LISTE),
            Balise(
                "signataire",
                "les lignes de la signature",
                "Pour le préfet et par délégation",
                Forme.LISTE,
            ),
            Balise(
                "mention_donnees",
                "la mention sur les données personnelles",
                "trois paragraphes",
                Forme.BLOC,
            ),
            Balise(
                "exemple", "vrai tant que « Données d’exemple » vaut oui", "oui", Forme.CONDITION
            ),
            Balise(
                "limite_suppleance", "le dernier jour pour annoncer un suppléant", "7 décembre 2026"
            ),
        ),
    ),
    Groupe(
        "La réunion",
        (
            Balise("date", "sa date", "10 décembre 2026"),
            Balise("heure", "son heure de début", "14 h 30"),
            Balise("heure_fin", "son heure de fin", "16 h 30"),
            Balise("lieu", "son lieu", "Salle Pradel"),
            Balise("numero", "son numéro", "2026-2"),
            Balise("reference", "sa référence", "CLU-2026-2"),
            Balise("presidence", "qui la préside", "le secrétaire général"),
            Balise(
                "presidence_de",
                "qui la préside, après « sous la présidence » ; vide si rien ne dit l’article",
                "du secrétaire général",
            ),
            Balise("prochaine", "la réunion suivante", "10 juin 2027"),
            Balise("acces", "l’accès des personnes handicapées", "Rampe et ascenseur"),
            Balise("visioconference", "ce qui est saisi pour la visioconférence", "code 1234"),
        ),
        "reunion",
    ),
    Groupe("Les membres, l’un après l’autre", _MEMBRE, "membre", "membres"),
    Groupe(
        "Les points de l’ordre du jour",
        (
            Balise("numero", "son numéro", "3"),
            Balise("point", "son intitulé", "Résultats des enquêtes de satisfaction"),
            Balise("rubrique", "sa rubrique", "Satisfaction"),
            Balise("presente_par", "qui le présente", "Le responsable qualité"),
            Balise("duree", "sa durée, en minutes", "20"),
            Balise("horaire", "son heure, si chaque point a une durée", "14 h 50"),
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
    Filtre("date", "une date en chiffres", "reunion.date | date", "10/12/2026"),
    Filtre(
        "date_longue",
        "une date avec son jour",
        "reunion.date | date_longue",
        "jeudi 10 décembre 2026",
    ),
    Filtre("heure", "une heure", "reunion.heure | heure", "14 h 30"),
    Filtre(
        "taux",
        "une part en pour cent",
        "indicateurs['satisfaction.taux.global'].valeur | taux",
        "87,5 %",
    ),
    Filtre(
        "nombre",
        "un nombre",
        "indicateurs['satisfaction.taux.global'].denominateur | nombre",
        "1 234",
    ),
    Filtre("pluriel", "un nombre et son mot", "membres | length | pluriel('membre')", "13 membres"),
    Filtre("de", "une fonction après « de »", "membre.fonction | de", "du délégué"),
    Filtre("a", "une fonction après « à »", "membre.fonction | a", "au délégué"),
    Filtre(
        "minuscule",
        "des mots à l’intérieur d’une phrase",
        "comite | minuscule",
        "comité local des usagers",
    ),
    Filtre(
        "nom_du_fichier",
        "un fichier sans son dossier",
        "fichier | nom_du_fichier",
        "2026-12-10_CLU.ics",
    ),
)
"""The forms given to a value, after a bar."""

MEMBRE = _MEMBRE
POINT = GROUPES[-1].balises
