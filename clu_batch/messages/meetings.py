"""What can be wrong, or deserves a look, in what is said of a meeting and of its seats."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_erreur, declare_information

MANDAT_ECHU = declare_a_verifier(
    "mandat-echu",
    "le mandat du siège « {valeur} » est échu depuis le {date}",
    "un titulaire en fonction à la date de la réunion",
    "Ajoutez le nouveau titulaire ou effacez « Jusqu’au » ; en attendant, le siège est vacant et la"
    " convocation va à l’organisme.",
)
SUPPLEANCE_FUTURE = declare_a_verifier(
    "suppleance-future",
    "le secrétariat serait informé le {date}, après aujourd’hui",
    "un jour passé, ou aujourd’hui",
    "Vérifiez la date.",
)
DEUX_SUPPLEANTS = declare_a_verifier(
    "deux-suppleants",
    "deux suppléants annoncés pour « {valeur} » à cette réunion",
    "un seul suppléant par membre",
    "Supprimez la ligne qui ne vaut plus ; la dernière est utilisée.",
)
REPRESENTE_SANS_CLAUSE = declare_a_verifier(
    "represente-sans-clause",
    "« {valeur} » est noté représenté, sans « ou son représentant » dans Composition",
    "suppléé : pour ce siège, remplacer le titulaire relève de la suppléance",
    "Corrigez le statut, ou « Ou son représentant » si la composition le prévoit.",
)
SUPPLEANCE_NON_ANNONCEE = declare_a_verifier(
    "suppleance-non-annoncee",
    "« {valeur} » est noté suppléé, sans suppléance annoncée",
    "une ligne dans Suppléances, avec l’identité, la fonction et la date d’information du"
    " secrétariat",
    "Ajoutez la ligne si le secrétariat a été informé ; sinon, ne changez rien : la suppléance"
    " reste notée « non annoncée ».",
)
A_COMPLETER = declare_a_verifier(
    "a-completer",
    "« À COMPLÉTER : {valeur} », dans {documents} (réunion du {reunion})",
    "cette information, que le document doit donner",
    "Remplissez la cellule, en ajoutant sa ligne ou sa colonne si elle manque, puis relancez ; ou"
    " complétez le document à la main.",
    mutilates=True,
)
MODELE_REMPLACE = declare_a_verifier(
    "modele-remplace",
    "le modèle n’a pas pu être lu ou remis en place : {cause}",
    "un modèle lisible dans le dossier des modèles",
    "{remede} puis relancez ; en attendant, le modèle d’origine du programme est utilisé.",
)
MODELE_OUVERT = declare_information(
    "modele-ouvert",
    "ce modèle est ouvert dans Word : ce qui n’y est pas encore enregistré n’a pas été lu",
    "un modèle enregistré et fermé",
    "Enregistrez-le, fermez-le, puis relancez si vous venez de le modifier.",
)
ANNEXES_ILLISIBLES = declare_erreur(
    "annexes-illisibles",
    "le dossier des fichiers à joindre n’a pas pu être lu : {cause}",
    "un dossier « annexes » que l’on peut ouvrir, dans celui des classeurs",
    "{remede} puis relancez ; en attendant, aucune annexe n’est jointe.",
)
ANNEXE_ILLISIBLE = declare_erreur(
    "annexe-illisible",
    "ce fichier à joindre n’a pas pu être lu : {cause}",
    "un fichier lisible dans workbooks/annexes",
    "{remede} puis relancez ; en attendant, il n’est pas joint.",
)
REUNION_A_PRODUIRE_INCONNUE = declare_erreur(
    "reunion-a-produire-inconnue",
    "« {valeur} » pour le paramètre « Réunion à produire » : cette réunion n’existe pas",
    "la date ou le N° d’une réunion de la feuille Réunions ({connues})",
    "Corrigez la valeur, ou effacez-la ; en attendant, la prochaine réunion et le dernier compte"
    " rendu dû sont produits.",
)
MODELE_INCONNU = declare_a_verifier(
    "modele-inconnu",
    "ce fichier n’est le modèle d’aucun document : il n’a pas été utilisé",
    "un des modèles livrés avec le programme{suggestion}, ou un nom qui commence par {debuts}",
    "Rendez-lui le nom d’un modèle, faites commencer le sien ainsi, ou retirez-le du dossier des"
    " modèles.",
)
MODELE_COPIE = declare_a_verifier(
    "modele-copie",
    "ce fichier porte le nom d’une copie : il n’a pas été utilisé",
    "un seul fichier par modèle",
    "Retirez-le du dossier des modèles ; si c’est un nouveau modèle, donnez-lui un nom qui dit à"
    " quoi il sert.",
)
MODELE_D_UN_AUTRE_FORMAT = declare_a_verifier(
    "modele-autre-format",
    "ce fichier n’est pas au format .docx : il n’a pas été utilisé",
    "un modèle au format « Document Word (.docx) »",
    "Ouvrez-le dans Word, enregistrez-le au format « Document Word (.docx) », puis retirez l’ancien"
    " fichier du dossier des modèles.",
)
CHIFFRE_CHANGE = declare_a_verifier(
    "chiffre-change",
    "un chiffre a changé depuis l’envoi du dossier de la réunion du {reunion} : {changements}",
    "le chiffre du dossier envoyé, qui n’est pas refait",
    "Cherchez la ligne ajoutée ou corrigée depuis dans les classeurs : annulez-la si c’est une"
    " erreur, sinon annoncez le nouveau chiffre.",
    mutilates=True,
)
REGLE_MODIFIEE = declare_a_verifier(
    "regle-modifiee",
    "règle modifiée par la version {version} du programme : {nombre} depuis l’envoi du dossier de"
    " la réunion du {reunion} ({changements})",
    "les chiffres du dossier envoyé, qui n’est pas refait",
    "Gardez le dossier envoyé et citez ses chiffres en séance. Si des lignes ont aussi été ajoutées"
    " ou corrigées depuis l’envoi, comparez-le à la feuille Indicateurs.",
)
CHIFFRES_ENVOYES_PERDUS = declare_information(
    "chiffres-envoyes-perdus",
    "les chiffres du dossier envoyé pour la réunion du {reunion} ne sont pas connus : ceux"
    " d’aujourd’hui ne leur ont pas été comparés",
    "un dossier produit par le programme, dans le dossier de sortie qu’il a rempli",
    "Comparez vous-même le dossier envoyé aux chiffres d’aujourd’hui, s’ils doivent être cités en"
    " séance.",
)
NOM_REMPLACE = declare_a_verifier(
    "nom-remplace",
    "« {valeur} » est remplacé par « {remplacant} » dans le compte rendu pour publication de la"
    " réunion du {reunion}",
    "aucun nom de personne dans un document publié",
    "Relisez les passages surlignés de ce document avant de le publier ; si ce mot n’y désigne"
    " personne, rétablissez-le à la main.",
)
CONVOCATION_CHANGEE = declare_a_verifier(
    "convocation-changee",
    "ce qui a changé depuis l’envoi des convocations, le {envoyees}, pour la réunion du {reunion} :"
    " {changements}",
    "la date, l’heure, le lieu et l’ordre du jour des convocations envoyées",
    "Envoyez les lettres « annule et remplace » du dossier des convocations, puis saisissez leur"
    " date d’envoi dans la feuille Réunions ; si c’est une erreur, remettez l’ancienne valeur.",
    mutilates=True,
)
LETTRE_A_ENVOYER = declare_a_verifier(
    "lettre-a-envoyer",
    "lettre à envoyer : « {valeur} » n’est pas parmi les destinataires des convocations envoyées le"
    " {envoyees} pour la réunion du {reunion}",
    "une lettre envoyée à chaque membre à convoquer et à chaque invité",
    "Envoyez « {fichier} », puis tapez le jour de cet envoi dans « Convocations envoyées le » : les"
    " autres lettres gardent le leur. Si seul son Code ou son nom a été corrigé depuis, remettez"
    " l’ancien.",
    mutilates=True,
)
DOSSIER_A_ENVOYER = declare_a_verifier(
    "dossier-a-envoyer",
    "dossier à envoyer : « {valeur} » n’est pas parmi les destinataires du dossier envoyé le"
    " {envoye} pour la réunion du {reunion}",
    "le dossier envoyé à chaque membre, à chaque suppléant annoncé et à chaque invité",
    "Envoyez-le, puis tapez le jour de cet envoi dans « Dossier envoyé le » ; si « Chiffres arrêtés"
    " au » est vide, tapez-y d’abord le {envoye} : les chiffres du dossier restent ceux de ce"
    " jour.",
    mutilates=True,
)
COMPTE_RENDU_A_ENVOYER = declare_a_verifier(
    "compte-rendu-a-envoyer",
    "compte rendu à envoyer : « {valeur} » n’est pas parmi les destinataires du compte rendu envoyé"
    " le {envoye} pour la réunion du {reunion}",
    "le compte rendu envoyé à chaque participant",
    "Envoyez-le, puis tapez le jour de cet envoi dans « Compte rendu envoyé le ».",
    mutilates=True,
)
ANNULEE_APRES_ENVOI = declare_a_verifier(
    "annulee-apres-envoi",
    "réunion du {reunion} annulée après l’envoi de ses convocations, le {envoyees} : prévenez"
    " {destinataires}",
    "des destinataires prévenus",
    "Faites-le par le moyen le plus sûr ; cette ligne disparaît une fois passée la date de la"
    " réunion.",
    mutilates=True,
)
REPORTEE_APRES_ENVOI = declare_a_verifier(
    "reportee-apres-envoi",
    "réunion du {reunion} reportée après l’envoi de ses convocations, le {envoyees} : prévenez"
    " {destinataires}",
    "des destinataires prévenus",
    "Tapez la nouvelle date dans « Reportée au », et sur sa propre ligne : les lettres « annule et"
    " remplace » sont alors préparées. Envoyez-les, puis tapez leur jour d’envoi sur cette ligne.",
    mutilates=True,
)
CONVOCATIONS_REFAITES = declare_information(
    "convocations-refaites",
    "convocations de la réunion du {reunion} déclarées envoyées le {envoyees}, refaites pour vos"
    " archives",
    "les lettres envoyées, dans le dossier de sortie qui les a produites",
    "Rien à faire ; gardez plutôt celles qui ont été envoyées, si vous les avez ailleurs.",
)
PRESENCES_ATTENDUES = declare_information(
    "presences-attendues",
    "aucun statut de présence pour la réunion du {date} : le compte rendu n’est pas encore produit",
    "le statut de chaque membre dans Présences, après la réunion",
    "Remplissez la colonne « Statut » de la feuille Présences puis relancez.",
)
