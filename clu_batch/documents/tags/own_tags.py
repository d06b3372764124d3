"""The tags that only some documents know."""

from __future__ import annotations

from clu_batch.documents.tags import shared_tags
from clu_batch.documents.tags.tag import (
    Tag,
    TagGroup,
    declare_block,
    declare_condition,
    declare_list,
)

_CONVOCATIONS = ("convocation", "convocation_collective")
_COURRIERS = (*_CONVOCATIONS, "invitation")
_COURRIELS = (
    "courriel_convocation",
    "courriel_invitation",
    "courriel_dossier",
    "courriel_compte_rendu",
)
_COMPTES_RENDUS = ("compte_rendu", "compte_rendu_publication")
_PAPIERS = ("dossier", *_COMPTES_RENDUS)
_PERSONNE = (
    Tag("nom", "son nom, ou sa fonction", "La directrice"),
    Tag("organisme", "son organisme", "PIMMS Nîmes"),
    Tag("fonction", "sa fonction", "La directrice"),
    Tag("qualite", "à quel titre cette personne vient", "Titulaire"),
    declare_condition("vacant", "vrai si le siège est sans titulaire"),
)

GROUPES = (
    TagGroup(
        "Le membre à qui la lettre est adressée",
        shared_tags.MEMBRE,
        "membre",
        modeles=("convocation",),
    ),
    TagGroup(
        "Chaque membre du comité, dans vos propres modèles",
        shared_tags.MEMBRE,
        "membre",
        modeles=("membre_…",),
    ),
    TagGroup(
        "Chaque personne qui a siégé, dans vos propres modèles",
        shared_tags.MEMBRE,
        "participant",
        modeles=("participant_…",),
    ),
    TagGroup(
        "Le point pour lequel une personne est invitée",
        shared_tags.POINT,
        "point",
        modeles=("invitation",),
    ),
    TagGroup(
        "Les lettres",
        (
            declare_list("destinataire", "les lignes de l’adresse", "Le directeur"),
            Tag("appel", "les mots qui ouvrent la lettre", "Monsieur le Directeur"),
            declare_list(
                "identite", "les lignes « qui répond » du coupon", "Le directeur, PIMMS Nîmes"
            ),
            declare_condition(
                "ou_son_representant", "vrai si le siège est prévu « ou son représentant »"
            ),
            declare_condition("preside", "vrai si ce membre préside la réunion"),
            declare_list(
                "qualite_signataire",
                "les lignes au-dessus de la place pour signer",
                "Le secrétaire général",
            ),
            Tag(
                "nom_signataire",
                "le nom sous la place pour signer, s’il est connu",
                "nom saisi dans Signataire ou Composition",
            ),
            Tag("delai_suppleance", "le délai de la procédure", "2 jours ouvrables"),
            Tag("unite_suppleance", "l’unité de ce délai", "jours ouvrables"),
            Tag(
                "jours_comptes",
                "les jours que compte cette unité",
                "du lundi au samedi, hors jours fériés",
            ),
            Tag(
                "definition_jours",
                "les deux, en une phrase",
                "Jours ouvrables : du lundi au samedi, hors jours fériés.",
            ),
            Tag("reference_procedure", "le texte de la procédure", "procédure du CLU"),
            declare_block(
                "visioconference",
                "le lien de la visioconférence, après son intitulé",
                "Visioconférence : visio.fr/clu",
            ),
            declare_block(
                "acces",
                "l’accès, s’il est saisi sur plusieurs lignes",
                "Entrée de plain-pied.",
            ),
            declare_condition("horaires", "vrai si chaque point a une durée"),
            Tag(
                "annule_et_remplace",
                "la date de la lettre que celle-ci remplace",
                "2 novembre 2026",
            ),
            Tag("changements", "ce qui a changé depuis", "10 h au lieu de 14 h 30"),
        ),
        modeles=_COURRIERS,
    ),
    TagGroup(
        "Le lien de la visioconférence",
        (
            Tag("adresse", "l’adresse du lien", "visio.fr/clu"),
            Tag("lien", "ce que le lien montre", "visio.fr/clu"),
            Tag("suite", "ce qui est saisi à côté de l’adresse", "code 1234"),
            Tag("texte", "la saisie, si l’adresse n’y est pas seule", "Salle virtuelle 3"),
        ),
        objet="visio",
        modeles=_COURRIERS,
    ),
    TagGroup(
        "Les courriels",
        (
            Tag("appel", "les mots qui ouvrent le message", "Monsieur le Directeur"),
            declare_condition(
                "pour_information", "vrai pour qui reçoit le document pour information"
            ),
            Tag(
                "annule_et_remplace",
                "la date du message que celui-ci remplace",
                "2 novembre 2026",
            ),
            Tag("changements", "ce qui a changé depuis", "10 h au lieu de 14 h 30"),
            declare_condition("preside", "vrai si le destinataire préside la réunion"),
        ),
        modeles=_COURRIELS,
    ),
    TagGroup(
        "Les destinataires de la lettre collective",
        (
            declare_list(
                "destinataires", "les membres, un par ligne", "Le directeur, PIMMS Nîmes"
            ),
        ),
        modeles=("convocation_collective",),
    ),
    TagGroup(
        "Les annexes",
        (
            Tag("numero", "son numéro", "1"),
            Tag("titre", "ce qu’elle est", "Compte rendu de la réunion précédente"),
            Tag("fichier", "le fichier d’origine", "compte-rendu.pdf"),
            Tag("nom", "le fichier joint", "Annexe-1_compte-rendu.pdf"),
            Tag(
                "chemin", "le fichier joint et son dossier", "annexes/Annexe-1_compte-rendu.pdf"
            ),
        ),
        "annexe",
        "annexes",
        modeles=_COURRIERS,
    ),
    TagGroup(
        "Le dossier de séance",
        (
            Tag(
                "periode", "la période des chiffres", "du 1er novembre 2025 au 31 octobre 2026"
            ),
            Tag(
                "arrete_au", "la date à laquelle les chiffres sont arrêtés", "16 novembre 2026"
            ),
            declare_block("essentiel", "la page « L’essentiel »", "une phrase par sujet"),
            declare_block(
                "detail", "les résultats par site, service, mois…", "des tableaux, en annexe"
            ),
            declare_block(
                "donnees", "les chiffres des graphiques", "un tableau par graphique, en annexe"
            ),
            declare_block("composition", "la composition du comité", "une liste par collège"),
            declare_block("definitions", "les sources et les définitions", "une liste"),
        ),
        modeles=("dossier",),
    ),
    TagGroup(
        "Le sommaire",
        (declare_block("sommaire", "le sommaire, rempli", "les titres du document"),),
        modeles=(*_PAPIERS, "trame_de_notes"),
    ),
    TagGroup(
        "La trame de notes",
        (
            declare_block("appel", "les membres et les invités, à cocher", "un tableau"),
            declare_block("questions", "ce sur quoi l’avis du comité est demandé", "une liste"),
            declare_condition("divers", "vrai si un point est « Questions diverses »"),
        ),
        modeles=("trame_de_notes",),
    ),
    TagGroup(
        "L’ordre du jour en tableau",
        (declare_block("agenda", "l’ordre du jour", "un tableau"),),
        modeles=_PAPIERS,
    ),
    TagGroup(
        "Les points traités",
        (
            Tag("numero", "son numéro", "3"),
            Tag("titre", "son titre", "Bilan des réclamations reçues"),
            declare_block(
                "contenu", "ses phrases, ses tableaux, ses graphiques", "le bloc du point"
            ),
        ),
        "point",
        "points",
        modeles=_PAPIERS,
    ),
    TagGroup(
        "Le compte rendu",
        (
            Tag("heure_fin", "l’heure à laquelle la séance est levée", "16 h 30"),
            Tag("prochaine_reunion", "la date de la réunion suivante", "10 juin 2027"),
            Tag("secretaire", "qui tient le secrétariat de séance", "le responsable qualité"),
            declare_block(
                "presences", "qui était là, qui était excusé", "une liste par collège"
            ),
            declare_block(
                "propositions", "les avis, souhaits, propositions, suggestions", "un tableau"
            ),
            declare_block("diffusion", "à qui le compte rendu est adressé", "une liste"),
        ),
        modeles=_COMPTES_RENDUS,
    ),
    TagGroup(
        "Les signatures du compte rendu",
        (
            Tag("titre", "qui signe", "Le président de séance"),
            Tag("nom", "son nom, s’il est connu", "nom saisi dans Composition"),
        ),
        "signature",
        "signatures",
        modeles=_COMPTES_RENDUS,
    ),
    TagGroup(
        "Les tableaux de la feuille d’émargement",
        (Tag("titre", "le collège, ou « Invités »", "Institutions"),),
        "groupe",
        "groupes",
        modeles=("feuille_emargement",),
    ),
    TagGroup(
        "Les personnes attendues",
        _PERSONNE,
        "personne",
        "groupe.personnes",
        modeles=("feuille_emargement",),
    ),
    TagGroup(
        "Les lignes libres de la feuille d’émargement",
        (declare_list("lignes_libres", "autant de lignes à remplir à la main", "cinq lignes"),),
        modeles=("feuille_emargement",),
    ),
    TagGroup(
        "Les chevalets",
        (
            Tag("grand", "ce qui est écrit en grand", "PIMMS Nîmes"),
            Tag("detail", "ce qui est écrit dessous", "Directeur"),
        ),
        "personne",
        "personnes",
        modeles=("chevalets",),
    ),
    TagGroup(
        "La fiche d’envoi",
        (
            declare_list(
                "a_envoyer",
                "qui a été ajouté après l’envoi",
                "Convocations : Le président (à envoyer par courrier)",
            ),
            declare_list(
                "adresses_a_verifier",
                "qui n’a pas d’adresse électronique sûre",
                "APF (à envoyer par courrier)",
            ),
            Tag(
                "publication",
                "le fichier du compte rendu à publier",
                "2026-12-10_CLU_Compte-rendu_publication.docx",
            ),
        ),
        modeles=("fiche_envoi",),
    ),
    TagGroup(
        "Les étapes de l’envoi",
        (
            Tag("titre", "son titre", "Convocations"),
            Tag("objet", "l’objet du message", "Convocation au comité"),
            declare_list("texte", "les paragraphes à coller", "Veuillez trouver ci-joint…"),
            declare_list("fichiers", "les fichiers à joindre pour tous", "2026-12-10_CLU.ics"),
            Tag("dossier", "le dossier des fichiers propres à chacun", "convocations"),
            Tag("modele", "le modèle de ses courriels", "courriel_convocation"),
            declare_condition(
                "brouillons", "vrai si des brouillons de courriels sont produits"
            ),
            Tag(
                "remplace",
                "la date de l’envoi que celui-ci remplace pour tous",
                "2 novembre 2026",
            ),
            declare_condition("preside", "vrai pour la lettre à qui préside"),
        ),
        "partie",
        "parties",
        modeles=("fiche_envoi",),
    ),
    TagGroup(
        "Les destinataires d’une étape",
        (
            Tag("destinataire", "à qui", "Le directeur, PIMMS Nîmes"),
            Tag("nom", "le nom que montre son courriel", "Le directeur, PIMMS Nîmes"),
            Tag("adresse", "à quelle adresse", "pimms@exemple.fr"),
            declare_list("courriels", "ses adresses électroniques", "pimms@exemple.fr"),
            declare_list("postale", "les lignes de son adresse postale", "1 rue Haute"),
            Tag("appel", "la première ligne du texte", "Monsieur le Directeur"),
            declare_list(
                "propres",
                "les fichiers pour cette personne seule",
                "2026-12-10_CLU_Convocation_PIMMS.docx",
            ),
            Tag(
                "brouillon",
                "le brouillon de son courriel",
                "courriels/2026-12-10_CLU_Convocation_PIMMS.eml",
            ),
            Tag("remplace", "la date de la lettre que celle-ci remplace", "2 novembre 2026"),
            Tag("changements", "ce qui a changé depuis", "10 h au lieu de 14 h 30"),
            Tag("envoye_le", "la date de l’envoi", "23 novembre 2026"),
            Tag(
                "ajoute",
                "la date de l’envoi aux autres, quand il a été ajouté depuis",
                "23 novembre 2026",
            ),
            Tag(
                "ajout",
                "une phrase pour cette personne seule",
                "Ce document vous est adressé pour information.",
            ),
        ),
        "envoi",
        "partie.envois",
        modeles=("fiche_envoi",),
    ),
)
