"""What can be wrong between the questions, their scales, their answers, the complaints and the
commitments.
"""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_erreur

ECHELLE_INCONNUE = declare_erreur(
    "echelle-inconnue",
    "l’échelle « {valeur} » n’existe pas",
    "une échelle de la feuille Échelles, ou oui/non, note 0-10, choix unique, choix multiple,"
    " texte{suggestion}",
    "Corrigez le nom de l’échelle ; en attendant, la question n’est pas exploitée.",
)
OPTIONS_A_DECLARER = (
    "Ajoutez dans Échelles une ligne par réponse possible, avec « {valeur} » dans la colonne"
    " Échelle (Compte comme : neutre), puis relancez"
)
CHOIX_SANS_OPTION = declare_a_verifier(
    "choix-sans-option",
    "la question « {valeur} » est un {echelle}, et la feuille Échelles ne donne aucune de ses"
    " réponses possibles",
    "les réponses possibles de chaque question à choix",
    f"{OPTIONS_A_DECLARER} ; en attendant, la répartition des réponses n’est pas donnée.",
)
QUESTION_REPETEE = declare_erreur(
    "question-repetee",
    "la question « {valeur} » figure deux fois",
    "un code différent pour chaque question",
    "Supprimez une des deux lignes ; la première est utilisée.",
)
LIBELLE_REPETE = declare_erreur(
    "libelle-repete",
    "« {valeur} » désigne déjà une autre question",
    "un code et un libellé qui ne désignent qu’une question",
    "Corrigez la cellule ; en attendant, la ligne est laissée de côté.",
)
NOM_RESERVE = declare_erreur(
    "nom-reserve",
    "« {valeur} » est déjà une colonne de la feuille Réponses, qui n’est pas une question",
    "un code et un libellé différents des autres en-têtes de Réponses",
    "Changez ce nom, ici et dans Réponses ; en attendant, la ligne est laissée de côté.",
)
QUESTION_SANS_COLONNE = declare_a_verifier(
    "question-sans-colonne",
    "la question « {valeur} » n’a de colonne dans aucune feuille Réponses, ni de ligne dans"
    " Dépouillement",
    "une colonne de Réponses intitulée par le code ou le libellé de la question",
    "Rétablissez l’en-tête de la colonne dans Réponses, ou supprimez la question si elle n’est plus"
    " posée ; si votre outil donne une colonne par réponse cochée, réunissez-les en une seule, les"
    " réponses étant séparées par « ; ».",
)
QUESTION_SANS_COLONNE_PROCHE = declare_a_verifier(
    "question-sans-colonne-proche",
    "la question « {valeur} » n’a de colonne dans aucune feuille Réponses, ni de ligne dans"
    " Dépouillement ; {proches}",
    "une colonne de Réponses intitulée par le code ou le libellé de la question",
    "Si c’est bien elle, ajoutez dans « Équivalences » : {lignes} ; sinon, rétablissez l’en-tête,"
    " ou supprimez la question si elle n’est plus posée.",
)
ENGAGEMENT_D_UNE_QUESTION = declare_a_verifier(
    "engagement-d-une-question",
    "l’engagement « {valeur} » n’existe pas dans Engagements",
    "le code d’un engagement{suggestion}",
    "Corrigez le code ; en attendant, la question n’est rattachée à aucun engagement.",
)
MODALITE_REPETEE = declare_erreur(
    "modalite-repetee",
    "« {valeur} » figure déjà dans l’échelle « {echelle} »",
    "des réponses et des saisies abrégées toutes différentes dans une échelle",
    "Corrigez la cellule ; en attendant, {effet}.",
)
NUMERO_DE_REPONSE_REPETE = declare_a_verifier(
    "numero-de-reponse-repete",
    "ce N° figure déjà plus haut dans la feuille",
    "un N° différent pour chaque questionnaire",
    "Supprimez la ligne si le questionnaire a été saisi deux fois ; en attendant, les deux sont"
    " comptés.",
)
NUMERO_DE_REPONSE_AILLEURS = declare_a_verifier(
    "numero-de-reponse-ailleurs",
    "ce N° et cette date sont aussi ceux d’un questionnaire de la feuille « {feuille} » de"
    " « {original} », qui dit autre chose",
    "un N° différent pour chaque questionnaire",
    "Supprimez l’une des deux lignes s’il s’agit du même questionnaire ; sinon, rien à faire : les"
    " deux sont comptés.",
)
DEPOUILLEMENT_REPETE = declare_a_verifier(
    "depouillement-repete",
    "{nombre} ({lignes}) : contenu déjà saisi dans la feuille « {feuille} » de « {original} »"
    " ({autres})",
    "chaque total une seule fois",
    "Supprimez la ligne si le même total a été saisi deux fois ; sinon, rien à faire : les deux"
    " sont comptés.",
)
RECLAMATION_REPETEE = declare_erreur(
    "reclamation-repetee",
    "une réclamation de même N° et de même contenu a déjà été lue : la ligne a été laissée de côté",
    "chaque réclamation une seule fois",
    "Supprimez cette ligne.",
)
NUMERO_DE_RECLAMATION_REPETE = declare_a_verifier(
    "numero-de-reclamation-repete",
    "ce N° désigne déjà une autre réclamation : les deux sont comptées",
    "un N° différent pour chaque réclamation",
    "Rien à faire si la numérotation recommence, chaque trimestre par exemple ; sinon, corrigez"
    " le N°.",
)
QUESTION_INCONNUE = declare_erreur(
    "question-inconnue",
    "la question « {valeur} » n’existe pas dans Questions",
    "le code ou le libellé d’une question{suggestion}",
    "Corrigez la cellule ; en attendant, la ligne est laissée de côté.",
)
REPONSE_INCONNUE = declare_erreur(
    "reponse-inconnue",
    "la réponse « {valeur} » n’existe pas dans l’échelle de cette question",
    "une des réponses possibles de l’échelle{suggestion}",
    "Si cette réponse était bien proposée, déclarez-la dans Échelles, "
    "ou traduisez-la dans Équivalences ; sinon, corrigez la cellule. "
    "En attendant, son nombre est compté à part, comme réponses illisibles.",
    mutilates=True,
)
ENGAGEMENT_INCONNU = declare_erreur(
    "engagement-inconnu",
    "l’engagement « {valeur} » n’existe pas dans Engagements",
    "le code d’un engagement{suggestion}",
    "Corrigez le code ; en attendant, la ligne est laissée de côté.",
)
ENGAGEMENT_REPETE = declare_erreur(
    "engagement-repete",
    "l’engagement « {valeur} » figure deux fois",
    "un code différent pour chaque engagement",
    "Supprimez une des deux lignes ; la première est utilisée.",
)
VALEUR_FAUSSE = declare_erreur(
    "valeur-fausse",
    "« {valeur} » ne peut pas être utilisé ici",
    "{attendu}",
    "Corrigez la cellule ; en attendant, elle est lue comme vide{effet}.",
)
VALEUR_DEVENUE_DATE = declare_erreur(
    "valeur-devenue-date",
    "la cellule contient la date « {valeur} »",
    "{attendu}",
    "Excel a pris la saisie pour une date : donnez à la cellule le format Nombre, puis retapez la"
    " valeur ; en attendant, elle est lue comme vide{effet}.",
)
DONNEE_PERSONNELLE = declare_a_verifier(
    "donnee-personnelle",
    "ce texte, qui sera imprimé, semble contenir {quoi}",
    "un texte sans nom de personne, ni coordonnées, ni donnée de santé",
    "Relisez le texte et reformulez-le s’il permet de reconnaître quelqu’un ; en attendant, il est"
    " imprimé tel quel.",
)
