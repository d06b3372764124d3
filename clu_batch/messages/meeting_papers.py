"""What can be wrong in the dossier and the minutes of a meeting."""

from __future__ import annotations

from clu_batch.kernel.problems import declare_a_verifier, declare_information

BLOC_HORS_ORDRE_DU_JOUR = declare_a_verifier(
    "bloc-hors-ordre-du-jour",
    "réunion du {reunion} : aucun point de l’ordre du jour n’a la rubrique « {valeur} », alors que"
    " des données sont à présenter",
    "un point par rubrique qui a des données",
    "Donnez cette rubrique à un point ; en attendant, ces données sont imprimées après les points"
    " de l’ordre du jour.",
)
ORDRE_DU_JOUR_DE_LA_PROCEDURE = declare_information(
    "ordre-du-jour-de-la-procedure",
    "réunion du {reunion} : aucun point saisi dans Ordre du jour ; les documents portent l’ordre du"
    " jour de la procédure ({points} points)",
    "une ligne par point, si la réunion a un ordre du jour à elle",
    "Rien à faire si c’est celui de la réunion ; sinon, saisissez ses points dans Ordre du jour.",
)
LIMITE_PASSEE = declare_a_verifier(
    "limite-passee",
    "réunion du {reunion} : des convocations datées du {date} annoncent un suppléant possible"
    " jusqu’au {limite}, un jour déjà passé",
    "des convocations datées de ce jour au plus tard",
    "Vérifiez la date de la réunion et celle de l’envoi ; si elles sont exactes, dites aux membres"
    " que ce délai est écoulé.",
)
