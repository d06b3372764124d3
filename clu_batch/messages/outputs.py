"""What can be wrong when documents are written: edited, open elsewhere, refused by the disk."""

from __future__ import annotations

import errno

from clu_batch.kernel.problems import declare_a_verifier, declare_bloquant, declare_information

MODIFIE = declare_information(
    "document-modifie",
    "le document a été modifié à la main ; il est conservé",
    "rien de nouveau : les classeurs disent toujours la même chose",
    "Rien à faire. Pour retrouver la version du programme, supprimez le document et relancez le"
    " traitement.",
)
MODIFIE_AVEC_NOUVEAU = declare_a_verifier(
    "document-modifie-nouveau",
    "le document a été modifié à la main ; il est conservé, et les classeurs ont changé depuis",
    "un document à jour des classeurs",
    "Reportez dans votre document ce que « {nouveau} » a de nouveau, puis supprimez celui-ci.",
    mutilates=True,
)
MODIFIES_TOUS_DEUX = declare_a_verifier(
    "document-et-nouveau-modifies",
    "le document et « {nouveau} » ont tous deux été modifiés à la main ; les deux sont conservés,"
    " et les classeurs ont changé depuis",
    "un document à jour des classeurs",
    "Renommez ou supprimez « {nouveau} », puis relancez le traitement pour obtenir la dernière"
    " version.",
    mutilates=True,
)
NOUVEAU_MODIFIE = declare_a_verifier(
    "nouveau-modifie",
    "« {nouveau} », à côté de ce document, a été modifié à la main ; les deux sont conservés",
    "un seul document, celui qui vaut",
    "Donnez à celui des deux qui vaut le nom sans « (nouveau) », et supprimez l’autre ou rangez-le"
    " ailleurs.",
    mutilates=True,
)
NOUVEAU_EN_ATTENTE = declare_a_verifier(
    "nouveau-en-attente",
    "« {nouveau} » est resté à côté de ce document, qui n’a pas été refait cette fois",
    "un seul document, à jour des classeurs",
    "Reportez dans votre document ce que « {nouveau} » a de nouveau, puis supprimez celui-ci.",
    mutilates=True,
)
MODIFIE_A_REFAIRE = declare_a_verifier(
    "document-modifie-a-refaire",
    "le document a été modifié à la main, et les classeurs ont changé depuis",
    "un document à jour des classeurs",
    "Lancez le traitement : il gardera votre document et mettra à côté la nouvelle version, «"
    " {nouveau} ».",
    mutilates=True,
)
OUVERT_NOUVEAU_MODIFIE = declare_a_verifier(
    "document-ouvert-nouveau-modifie",
    "le document est ouvert dans un autre programme, ou protégé, et « {nouveau} » a été modifié à"
    " la main ; les deux sont conservés, et les classeurs ont changé depuis",
    "un document fermé pendant le traitement",
    "Fermez le document, renommez ou supprimez « {nouveau} », puis relancez le traitement pour"
    " obtenir la dernière version.",
    mutilates=True,
)
OUVERT = declare_information(
    "document-ouvert",
    "le document est ouvert dans un autre programme, ou protégé ; il n’a pas été refait",
    "rien de nouveau : les classeurs disent toujours la même chose",
    "Rien à faire.",
)
OUVERT_AVEC_NOUVEAU = declare_a_verifier(
    "document-ouvert-nouveau",
    "le document est ouvert dans un autre programme, ou protégé ; sa nouvelle version est à côté",
    "un document fermé pendant le traitement",
    "Utilisez « {nouveau} », ou fermez le document et relancez le traitement.",
    mutilates=True,
)
NON_ECRIT = declare_bloquant(
    "document-non-ecrit",
    "le document n’a pas pu être écrit : {cause}",
    "un dossier de sortie où l’on peut écrire",
    "{remede} puis relancez le traitement ; l’ancien document, s’il existe, est intact.",
)
PERIME = declare_a_verifier(
    "document-perime",
    "périmé : ne plus envoyer. Les classeurs ne demandent plus ce document, qui a été modifié à la"
    " main",
    "seulement les documents de la réunion",
    "Supprimez-le ou rangez-le ailleurs.",
    mutilates=True,
)
PERIME_OUVERT = declare_a_verifier(
    "document-perime-ouvert",
    "périmé : ne plus envoyer. Les classeurs ne demandent plus ce document, et il n’a pas pu être"
    " supprimé",
    "seulement les documents de la réunion",
    "Fermez-le et relancez le traitement, ou supprimez-le.",
    mutilates=True,
)

PDF_ANCIEN = declare_a_verifier(
    "pdf-ancien",
    "« {document} » a changé depuis que ce PDF est là ; c’est le PDF qui est joint aux brouillons"
    " de courriel",
    "un PDF fait à partir du document d’aujourd’hui",
    "Enregistrez de nouveau le document en PDF, ou supprimez le PDF, puis relancez le traitement.",
    mutilates=True,
)

UN_AUTRE_TRAITEMENT = (
    "Un autre traitement est déjà en cours dans ce dossier de sortie. Attendez qu’il se termine,"
    " puis relancez. Vos classeurs n’ont pas été touchés."
)

_CAUSES = {
    errno.ENOSPC: ("le disque est plein", "Libérez de la place,"),
    errno.EDQUOT: ("votre espace sur le disque est épuisé", "Libérez de la place,"),
    errno.EROFS: ("le disque est en lecture seule", "Choisissez un autre dossier de sortie,"),
    errno.ENAMETOOLONG: (
        "le chemin du fichier est trop long",
        "Déplacez le programme dans un dossier plus proche de la racine,",
    ),
    errno.EFBIG: (
        "le fichier est démesuré",
        "Remplacez-le par un fichier de taille ordinaire,",
    ),
    errno.EIO: (
        "le disque a signalé une erreur",
        "Vérifiez le disque ou la connexion au serveur,",
    ),
    errno.EACCES: (
        "l’accès est refusé, ou le fichier est ouvert dans un autre programme",
        "Fermez les documents ouverts,",
    ),
    errno.EPERM: (
        "l’accès est refusé, ou le fichier est ouvert dans un autre programme",
        "Fermez les documents ouverts,",
    ),
    errno.EBUSY: (
        "le fichier est ouvert dans un autre programme",
        "Fermez les documents ouverts,",
    ),
    errno.ELOOP: (
        "un lien du chemin renvoie à lui-même",
        "Remplacez ce lien par un vrai dossier ou un vrai fichier,",
    ),
    errno.ESTALE: ("la connexion au serveur a été coupée", "Vérifiez la connexion au serveur,"),
}
_CAUSES |= dict.fromkeys(
    (errno.EISDIR, errno.ENOTDIR, errno.EEXIST),
    (
        "un autre dossier ou fichier occupe sa place",
        "Renommez ou supprimez ce qui porte ce nom,",
    ),
)
_CAUSE_INCONNUE = ("le système a refusé l’écriture", "Vérifiez le dossier de sortie,")


def explain_error(error: OSError) -> tuple[str, str]:
    """Return why the system refused to read or write, and what to do first."""
    return _CAUSES.get(error.errno or 0, _CAUSE_INCONNUE)


def explain_read_error(error: OSError) -> tuple[str, str]:
    """Return why a file or a folder cannot be read, and what to do first: the right to read is what
    lacks.
    """
    if error.errno in {errno.EACCES, errno.EPERM}:
        return "l’accès est refusé", "Demandez le droit de lire ce dossier,"
    return explain_error(error)


def say_path_too_long(nom: str, longueur: int, limite: int) -> str:
    """Write the sentence that stops a run when the path of a file has more signs than Windows, Word
    or Excel take.
    """
    return (
        f"Le chemin de « {nom} » compterait jusqu’à {longueur} signes, et Windows et Office n’en"
        f" acceptent que {limite} pour un tel fichier : il faut en gagner {longueur - limite}."
        " Déplacez le dossier du programme plus près de la racine du disque, ou raccourcissez les"
        " noms des dossiers qui le contiennent, puis relancez. Rien n’a été écrit et vos classeurs"
        " n’ont pas été touchés."
    )


def say_access_refused(error: OSError) -> str:
    """Write the sentence that stops a run at a file or a folder of hers that the system does not
    give.
    """
    cause, remede = explain_error(error)
    return f"« {error.filename} » ne peut pas être utilisé : {cause}. {remede} puis relancez."


def say_folder_unusable(dossier: str, error: OSError, ecrits: int = 0) -> str:
    """Write the sentence that stops a run when its output folder cannot be used. `ecrits`: how many
    documents it had written by then.
    """
    # a folder is not « open elsewhere »: the right to write is what lacks
    if error.errno in {errno.EACCES, errno.EPERM}:
        cause, remede = (
            "l’accès est refusé",
            "Demandez le droit d’écrire dans ce dossier, ou choisissez-en un autre,",
        )
    else:
        cause, remede = explain_error(error)
    return (
        f"Le dossier de sortie « {dossier} » ne peut pas être utilisé : {cause}. {remede} puis"
        f" relancez. {_say_progress(ecrits)} et vos classeurs n’ont pas été touchés."
    )


def _say_progress(ecrits: int) -> str:
    """Write how much was done before the run stopped."""
    if ecrits == 0:
        return "Aucun document n’a été modifié"
    if ecrits == 1:
        return "Un document a été écrit avant l’arrêt"
    return f"{ecrits} documents ont été écrits avant l’arrêt"
