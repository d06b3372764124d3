"""What `nouveau` says."""

from __future__ import annotations

MADE = (
    "Le dossier « {target} » est prêt : le programme, des classeurs vierges, les modèles et le"
    " guide."
)
WITHOUT_EXAMPLE = "Aucune ligne de l’exemple ne s’y trouve."
EXAMPLE_MADE = (
    "L’exemple se trouve dans « {target} » : double-cliquez sur lancer.bat dans ce dossier pour"
    " voir les documents. Vos propres classeurs n’ont pas été touchés."
)
CARRIED = "Repris de « {source} », comme écrit là-bas : {rows}."
NOTHING = "rien, ses feuilles sont vides"
LEFT_BEHIND = (
    "Restent dans l’ancien dossier, que rien ne change : les réunions et ce qui s’y rattache, les"
    " enquêtes et leurs réponses, les réclamations, les résultats, les modèles. Pour garder la"
    " comparaison avec les années passées, recopiez dans un des nouveaux classeurs la feuille"
    " « Historique » de votre dernier classeur de contrôle."
)
BROKEN = (
    "Ces cellules n’ont pas de valeur à reprendre, et sont vides dans le nouveau dossier :"
    " {places}."
)
NEXT = (
    "Pour commencer : ouvrez parametres.xlsx dans son dossier « workbooks », relisez les réglages,"
    " puis suivez le guide, dans son dossier « docs »."
)
OCCUPIED = (
    "Le dossier « {target} » existe déjà et n’est pas vide : rien n’y a été écrit. Choisissez un"
    " autre nom, ou videz-le d’abord si vous n’en avez plus besoin."
)
ALREADY_MADE = (
    "Le dossier « {target} » existe déjà : rien n’y a été écrit. S’il est celui de votre comité,"
    " continuez-y. Pour l’année suivante, saisissez d’abord la prochaine réunion dans la feuille"
    " Réunions, enregistrez, puis relancez. Pour en faire un autre de ce nom, renommez-le d’abord."
)
EXAMPLE_ALREADY_MADE = (
    "Le dossier « {target} » existe déjà : rien n’y a été écrit. Double-cliquez sur lancer.bat dans"
    " ce dossier pour voir les documents, ou supprimez-le pour qu’il soit refait."
)
INSIDE = (
    "Le dossier « {target} » se trouve dans celui du programme : rien n’y a été écrit. Choisissez"
    " un dossier à côté, ou ailleurs."
)
WITHOUT_NAME = (
    "La commande « nouveau » attend le nom du dossier à faire : nouveau DOSSIER. Rien n’a été lu ni"
    " écrit."
)
UNREADABLE = (
    "Un classeur de « {source} » n’a pas pu être lu : rien n’a été repris, et le nouveau dossier"
    " n’a pas été fait. Lancez verifier.bat dans l’ancien dossier : il dit lequel, et pourquoi."
)
