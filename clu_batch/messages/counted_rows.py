"""What can be wrong, or deserves a look, in what the figures are counted from: answers, complaints,
results.
"""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_erreur, declare_information

_ECARTEE = "Corrigez l’une des deux dates ; en attendant, la ligne est laissée de côté."

# -- all sheets ------------------------------------------------------------------------------------
DATES_FUTURES = declare_a_verifier(
    "dates-futures",
    "{nombre} au-delà du jour du traitement ({jour})",
    "des faits passés, ou du jour même",
    "Vérifiez ces dates ; ce qui est daté après ce jour n’est pas compté.",
)

AVANT_LE_SUIVI = declare_information(
    "avant-le-suivi",
    "{nombre} avant le {jour}, jour du paramètre « {reglage} »",
    "des lignes de ce jour ou d’un jour suivant",
    "Rien à faire si c’est voulu : ces lignes n’entrent ni dans les nombres de la période"
    " précédente, ni dans les mois d’avant ce jour.",
)

# -- satisfaction ----------------------------------------------------------------------------------
DEUX_QUESTIONS_GLOBALES = declare_a_verifier(
    "deux-questions-globales",
    "« {valeur} » est aussi marquée comme question globale",
    "une seule question globale",
    "Laissez « oui » à une seule question ; « {retenue} », la première, est utilisée.",
)
QUESTION_GLOBALE_SANS_TAUX = declare_a_verifier(
    "question-globale-sans-taux",
    "la question globale « {valeur} » n’a pas de taux de satisfaction (échelle : {echelle})",
    "une question posée sur une échelle de satisfaction, oui/non ou une note de 0 à 10",
    "Choisissez une autre question globale ; celle-ci n’est pas utilisée comme telle.",
)
DEPOUILLEMENT_SANS_EFFET = declare_a_verifier(
    "depouillement-sans-effet",
    "la question « {valeur} » ({echelle}) ne peut pas être dépouillée à la main",
    "une question à une seule réponse : un total ne dit pas combien de personnes ont coché"
    " plusieurs réponses",
    "Saisissez ces questionnaires dans Réponses ; en attendant, la ligne est laissée de côté.",
)
RETOUR_IMPOSSIBLE = declare_a_verifier(
    "retour-impossible",
    "l’enquête « {valeur} » a plus de questionnaires reçus ({recus}) que distribués ({distribues})",
    "au moins autant de questionnaires distribués que reçus",
    "Vérifiez « Questionnaires distribués », les dates, le site et le mode de recueil de"
    " l’enquête ; en attendant, aucun taux de retour n’est donné.",
)

# -- complaints ------------------------------------------------------------------------------------
REPONSE_AVANT_RECEPTION = declare_erreur(
    "reponse-avant-reception",
    "la réponse est datée d’avant la réception",
    "une réponse du jour de la réception ou d’un jour suivant",
    _ECARTEE,
)
AR_AVANT_RECEPTION = declare_erreur(
    "ar-avant-reception",
    "l’accusé de réception est daté d’avant la réception",
    "un accusé de réception du jour de la réception ou d’un jour suivant",
    _ECARTEE,
)
SUSPENSION_AVANT_RECEPTION = declare_erreur(
    "suspension-avant-reception",
    "le délai est suspendu avant la réception",
    "une suspension du jour de la réception ou d’un jour suivant",
    _ECARTEE,
)
SUSPENSION_A_L_ENVERS = declare_erreur(
    "suspension-a-l-envers",
    "la suspension finit avant d’avoir commencé",
    "une fin égale ou postérieure au début de la suspension",
    _ECARTEE,
)
SUSPENSION_SANS_DEBUT = declare_erreur(
    "suspension-sans-debut",
    "une fin de suspension sans début",
    "les deux dates de la suspension, ou aucune",
    "Remplissez « Délai suspendu du », ou videz cette cellule ; en attendant, la ligne est laissée"
    " de côté.",
)
DELAI_FAUX = declare_erreur(
    "delai-faux",
    "un délai particulier égal à {valeur}",
    "un nombre entier de jours, de 1 à 365",
    "Corrigez la cellule ; en attendant, elle est lue comme vide.",
)
_JOUR_CHOME = (
    "réponse envoyée un jour où les bureaux sont fermés (samedi, dimanche, férié ou fermeture)"
)
REPONSE_JOUR_CHOME = declare_a_verifier(
    "reponse-jour-chome",
    _JOUR_CHOME,
    "un jour d’ouverture des bureaux",
    "Vérifiez la date de la réponse.",
)
REPONSE_ELECTRONIQUE_JOUR_CHOME = declare_information(
    "reponse-electronique-jour-chome",
    f"{_JOUR_CHOME}, par un canal électronique",
    "un jour d’ouverture des bureaux, ou un envoi qui ne les attend pas",
    "Rien à faire si la date est exacte.",
)
DELAI_LONG = declare_a_verifier(
    "delai-long",
    "un délai de {jours}",
    "un délai de 365 jours au plus",
    "Vérifiez la cellule ; elle est prise en compte telle quelle.",
)
SUSPENSION_SANS_FIN = declare_a_verifier(
    "suspension-sans-fin",
    "suspension sans fin, alors que la réponse est partie",
    "la date de fin de la suspension",
    "Remplissez « Délai suspendu au » ; en attendant, la réponse est comptée dans le délai.",
)
SUSPENSION_APRES_REPONSE = declare_a_verifier(
    "suspension-apres-reponse",
    "délai suspendu alors que la réponse est partie",
    "une suspension qui commence avant la réponse",
    "Vérifiez les deux dates ; cette suspension est ignorée.",
)
SUSPENSION_FUTURE = declare_a_verifier(
    "suspension-future",
    "délai suspendu à partir du {date}, après le jour du traitement ({jour})",
    "une suspension déjà commencée",
    "Vérifiez la date ; elle est prise en compte telle quelle.",
)
SANS_REPONSE = declare_information(
    "suite-sans-reponse",
    "« {colonne} » est rempli alors que la réponse n’a pas de date",
    "la date dans « Réponse envoyée le »",
    "Remplissez la date de la réponse si elle est partie ; en attendant, la réclamation est comptée"
    " sans réponse.",
)
CANAL_INCONNU = declare_a_verifier(
    "canal-inconnu",
    "le canal « {valeur} » n’est ni dans « Canaux électroniques » ni dans « Autres canaux »",
    "un canal de l’une de ces deux listes de Paramètres{suggestion}",
    "Ajoutez-le à l’une des deux listes, ou corrigez la cellule{ou_ligne} ; en attendant,"
    " {delai}.",
)
VALEUR_PROCHE = declare_a_verifier(
    "valeur-proche",
    "« {valeur} » ressemble à « {proche} », et forme un autre groupe",
    "une seule façon d’écrire la même chose",
    "S’il s’agit de la même chose, corrigez les cellules, ou collez dans Équivalences :"
    " {lignes} ; sinon, ne changez rien.",
)

# -- commitments -----------------------------------------------------------------------------------
SOURCE_INCONNUE = declare_erreur(
    "source-inconnue",
    "aucun indicateur ne s’appelle « {valeur} »",
    "« saisie », ou le code ou le libellé d’un indicateur{suggestion}",
    "Corrigez la cellule ; en attendant, l’engagement « {code} » est non mesuré.",
)
SOURCE_D_UNE_AUTRE_UNITE = declare_erreur(
    "source-d-une-autre-unite",
    "l’indicateur « {valeur} » s’exprime en {source}, l’engagement en {unite}",
    "un indicateur et un engagement de même unité",
    "Corrigez « Unité » ou « Source » ; en attendant, l’engagement « {code} » est non mesuré.",
)
RESULTAT_HORS_PERIODE = declare_a_verifier(
    "resultat-hors-periode",
    "l’engagement « {valeur} » n’a aucun résultat {periode}, mais il en a à d’autres dates (le"
    " dernier finit le {dernier})",
    "un résultat dont la fin (« Au ») tombe dans la période de la réunion",
    "Ajoutez le résultat de la période ; en attendant, l’engagement est non mesuré.",
)
RESULTATS_INUTILISES = declare_information(
    "resultats-inutilises",
    "l’engagement « {valeur} » a des résultats saisis, mais sa source est « {source} »",
    "« saisie » dans Source, ou aucun résultat dans Résultats",
    "Rien à faire si c’est voulu : les résultats saisis ne sont pas utilisés.",
)

# -- her own indicators ----------------------------------------------------------------------------
INDICATEUR_LOCAL_REPETE = declare_erreur(
    "indicateur-local-repete",
    "le code « {valeur} » est déjà celui d’un autre indicateur",
    "un code qui ne sert qu’une fois",
    "Changez le code ; en attendant, la ligne est laissée de côté.",
)
FILTRE_ILLISIBLE = declare_erreur(
    "filtre-illisible",
    "« {valeur} » ne se lit pas comme un filtre",
    "« Colonne = valeur » ou « Colonne ≠ valeur », plusieurs conditions étant reliées par « et » ;"
    " une cellule vide se dit « vide »",
    "Corrigez la cellule ; en attendant, l’indicateur « {code} » n’est pas calculé.",
)
COLONNE_DE_FILTRE_INCONNUE = declare_erreur(
    "colonne-de-filtre-inconnue",
    "la feuille {feuille} n’a pas de colonne « {valeur} »",
    "le nom d’une colonne de {feuille}, ou le code ou le libellé d’une question{suggestion}",
    "Corrigez la cellule ; en attendant, l’indicateur « {code} » n’est pas calculé.",
)
VALEUR_DE_FILTRE_ABSENTE = declare_a_verifier(
    "valeur-de-filtre-absente",
    "aucune ligne ne porte « {valeur} » dans la colonne {autre}",
    "une valeur que la colonne contient{suggestion}",
    "Vérifiez l’orthographe de la valeur ; le filtre est appliqué tel quel.",
)

# -- past meetings ---------------------------------------------------------------------------------
HISTORIQUE_ILLISIBLE = declare_erreur(
    "historique-illisible",
    "« {valeur} » ne peut pas être lu",
    "un nombre tel que l’écrit le classeur de contrôle, ou une date quand l’unité est « date »",
    "Recollez la ligne depuis le classeur de contrôle ; en attendant, ce chiffre est « non mesuré »"
    " pour cette réunion.",
)
HISTORIQUE_REPETE = declare_a_verifier(
    "historique-repete",
    "ce chiffre de cette réunion figure déjà plus haut",
    "une seule ligne par réunion et par code",
    "Gardez une seule feuille Historique, celle du classeur de contrôle le plus récent ; en"
    " attendant, la première ligne est utilisée.",
)
HISTORIQUE_D_UNE_AUTRE_REGLE = declare_a_verifier(
    "historique-d-une-autre-regle",
    "réunion du {reunion} : les classeurs donnent aujourd’hui, avec les mêmes données, une autre"
    " valeur pour {nombre} ({code} : {collee} ici, {recalculee} recalculé)",
    "des chiffres obtenus par la règle en vigueur, ou une règle modifiée",
    "Si un délai, une échelle ou une cible a changé depuis, la série est coupée : recollez la"
    " feuille Historique du classeur de contrôle, où la colonne Règle le dit. Sinon, supprimez les"
    " lignes de cette réunion, elles seront recalculées.",
)
