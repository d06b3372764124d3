"""The tags of some documents only."""

from __future__ import annotations

from clu_batch.documents.tags import shared_tags
from clu_batch.documents.tags.tag import Balise, Forme, Groupe

_CONVOCATIONS = ("convocation", "convocation_collective")
_COURRIERS = (*_CONVOCATIONS, "invitation")
_COURRIELS = (
    "courriel_convocation",
    "courriel_invitation",
    "courriel_dossier",
    "courriel_compte_rendu",
)
_COMPTES_RENDUS = ("compte_rendu", "compte_rendu_publication")
_PERSONNE = (
    Balise("nom", "son nom, ou sa fonction", "La directrice"),
    Balise("organisme", "son organisme", "PIMMS Nîmes"),
    Balise("fonction", "sa fonction", "La directrice"),
    Balise("qualite", "titulaire, représentant ou suppléant", "Titulaire"),
    Balise("vacant", "vrai si le siège est sans titulaire", "oui", Forme.CONDITION),
)

GROUPES = (
    Groupe(
        "Le membre à qui la lettre est adressée",
        shared_tags.MEMBRE,
        "membre",
        modeles=("convocation",),
    ),
    Groupe(
        "Chaque membre du comité, dans vos propres modèles",
        shared_tags.MEMBRE,
        "membre",
        modeles=("membre_…",),
    ),
    Groupe(
        "Chaque personne qui a siégé, dans vos propres modèles",
        shared_tags.MEMBRE,
        "participant",
        modeles=("participant_…",),
    ),
    Groupe(
        "Le point pour lequel une personne est invitée",
        shared_tags.POINT,
        "point",
        modeles=("invitation",),
    ),
    Groupe(
        "Les lettres",
        (
            Balise("destinataire", "les lignes de l’adresse", "Le directeur", Forme.LISTE),
            Balise("appel", "les mots qui ouvrent la lettre", "Monsieur le directeur"),
            Balise(
                "identite",
                "les lignes « qui répond » du coupon",
                "Membre : Le directeur",
                Forme.LISTE,
            ),
            Balise(
                "ou_son_representant",
                "vrai si le siège est prévu « ou son représentant »",
                "oui",
                Forme.CONDITION,
            ),
            Balise("delai_suppleance", "le délai de la procédure", "2 jours ouvrables"),
            Balise(
                "definition_jours",
                "ce que compte ce délai",
                "Jours ouvrables : du lundi au samedi, hors jours fériés.",
            ),
            Balise("reference_procedure", "le texte de la procédure", "procédure du CLU"),
            Balise(
                "visioconference",
                "le lien de la visioconférence",
                "Rejoindre la réunion",
                Forme.BLOC,
            ),
            Balise("horaires", "vrai si chaque point a une durée", "oui", Forme.CONDITION),
            Balise(
                "annule_et_remplace",
                "la date de la lettre que celle-ci remplace",
                "2 novembre 2026",
            ),
        ),
        modeles=_COURRIERS,
    ),
    Groupe(
        "Les courriels",
        (
            Balise("appel", "les mots qui ouvrent le message", "Monsieur le directeur"),
            Balise(
                "pour_information",
                "vrai pour qui reçoit le document pour information",
                "oui",
                Forme.CONDITION,
            ),
            Balise(
                "annule_et_remplace", "la date du message que celui-ci remplace", "2 novembre 2026"
            ),
        ),
        modeles=_COURRIELS,
    ),
    Groupe(
        "Les destinataires de la lettre collective",
        (
            Balise(
                "destinataires",
                "les membres, un par ligne",
                "Le directeur, PIMMS Nîmes",
                Forme.LISTE,
            ),
        ),
        modeles=("convocation_collective",),
    ),
    Groupe(
        "Les annexes",
        (
            Balise("numero", "son numéro", "1"),
            Balise("titre", "ce qu’elle est", "Compte rendu de la réunion précédente"),
            Balise("fichier", "le fichier d’origine", "compte-rendu.pdf"),
            Balise("nom", "le fichier joint", "Annexe-1_compte-rendu.pdf"),
            Balise(
                "chemin", "le fichier joint et son dossier", "annexes/Annexe-1_compte-rendu.pdf"
            ),
        ),
        "annexe",
        "annexes",
        modeles=_COURRIERS,
    ),
    Groupe(
        "Le dossier de séance",
        (
            Balise("periode", "la période des chiffres", "du 1er novembre 2025 au 31 octobre 2026"),
            Balise("arrete_au", "la date à laquelle les chiffres sont arrêtés", "16 novembre 2026"),
            Balise("essentiel", "la page « L’essentiel »", "une phrase par sujet", Forme.BLOC),
            Balise("composition", "la composition du comité", "un tableau par collège", Forme.BLOC),
            Balise("definitions", "les sources et les définitions", "un tableau", Forme.BLOC),
        ),
        modeles=("dossier",),
    ),
    Groupe(
        "Le sommaire",
        (Balise("sommaire", "le sommaire, rempli", "les titres du document", Forme.BLOC),),
        modeles=("dossier", *_COMPTES_RENDUS, "trame_de_notes"),
    ),
    Groupe(
        "L’ordre du jour en tableau",
        (Balise("agenda", "l’ordre du jour", "un tableau", Forme.BLOC),),
        modeles=("dossier", *_COMPTES_RENDUS),
    ),
    Groupe(
        "Les points traités",
        (
            Balise("numero", "son numéro", "3"),
            Balise("titre", "son titre", "Bilan des réclamations reçues"),
            Balise(
                "contenu",
                "ses phrases, ses tableaux, ses graphiques",
                "le bloc du point",
                Forme.BLOC,
            ),
        ),
        "point",
        "points",
        modeles=("dossier", *_COMPTES_RENDUS),
    ),
    Groupe(
        "Le compte rendu",
        (
            Balise("heure_fin", "l’heure à laquelle la séance est levée", "16 h 30"),
            Balise("prochaine_reunion", "la date de la réunion suivante", "10 juin 2027"),
            Balise("secretaire", "qui tient le secrétariat de séance", "le responsable qualité"),
            Balise(
                "presences", "qui était là, qui était excusé", "une liste par collège", Forme.BLOC
            ),
            Balise(
                "propositions",
                "les avis, souhaits, propositions, suggestions",
                "un tableau",
                Forme.BLOC,
            ),
            Balise("diffusion", "à qui le compte rendu est adressé", "une liste", Forme.BLOC),
        ),
        modeles=_COMPTES_RENDUS,
    ),
    Groupe(
        "Les tableaux de la feuille d’émargement",
        (Balise("titre", "le collège, ou « Invités »", "Institutions"),),
        "groupe",
        "groupes",
        modeles=("feuille_emargement",),
    ),
    Groupe(
        "Les personnes attendues",
        _PERSONNE,
        "personne",
        "groupe.personnes",
        modeles=("feuille_emargement",),
    ),
    Groupe(
        "Les lignes libres de la feuille d’émargement",
        (
            Balise(
                "lignes_libres", "autant de lignes à remplir à la main", "cinq lignes", Forme.LISTE
            ),
        ),
        modeles=("feuille_emargement",),
    ),
    Groupe(
        "Les chevalets",
        (
            Balise("grand", "ce qui est écrit en grand", "Le directeur"),
            Balise("detail", "ce qui est écrit dessous", "PIMMS Nîmes"),
        ),
        "personne",
        "personnes",
        modeles=("chevalets",),
    ),
    Groupe(
        "La fiche d’envoi",
        (
            Balise(
                "a_envoyer",
                "qui a été ajouté après l’envoi",
                "Convocations : Le président (à envoyer par courrier)",
                Forme.LISTE,
            ),
            Balise(
                "adresses_a_verifier",
                "qui n’a pas d’adresse électronique sûre",
                "APF (à envoyer par courrier)",
                Forme.LISTE,
            ),
            Balise(
                "publication",
                "le fichier du compte rendu à publier",
                "2026-12-10_CLU_Compte-rendu_publication.docx",
            ),
        ),
        modeles=("fiche_envoi",),
    ),
    Groupe(
        "Les étapes de l’envoi",
        (
            Balise("titre", "son titre", "Convocations"),
            Balise("objet", "l’objet du message", "Convocation au comité"),
            Balise("texte", "les paragraphes à coller", "Veuillez trouver ci-joint…", Forme.LISTE),
            Balise(
                "fichiers", "les fichiers à joindre pour tous", "2026-12-10_CLU.ics", Forme.LISTE
            ),
            Balise("dossier", "le dossier des fichiers propres à chacun", "convocations"),
            Balise("modele", "le modèle de ses courriels", "courriel_convocation"),
            Balise(
                "brouillons",
                "vrai si des brouillons de courriels sont produits",
                "oui",
                Forme.CONDITION,
            ),
        ),
        "partie",
        "parties",
        modeles=("fiche_envoi",),
    ),
    Groupe(
        "Les destinataires d’une étape",
        (
            Balise("destinataire", "à qui", "Le directeur, PIMMS Nîmes"),
            Balise("adresse", "à quelle adresse", "pimms@exemple.fr"),
            Balise("courriels", "ses adresses électroniques", "pimms@exemple.fr", Forme.LISTE),
            Balise("postale", "les lignes de son adresse postale", "1 rue Haute", Forme.LISTE),
            Balise("appel", "la première ligne du texte", "Monsieur le directeur"),
            Balise(
                "propres",
                "les fichiers pour cette personne seule",
                "2026-12-10_CLU_Convocation_PIMMS.docx",
                Forme.LISTE,
            ),
            Balise(
                "brouillon",
                "le brouillon de son courriel",
                "courriels/2026-12-10_CLU_Convocation_PIMMS.eml",
            ),
            Balise("remplace", "la date de la lettre que celle-ci remplace", "2 novembre 2026"),
            Balise("envoye_le", "la date de l’envoi", "23 novembre 2026"),
            Balise(
                "ajoute",
                "la date de l’envoi aux autres, quand il a été ajouté depuis",
                "23 novembre 2026",
            ),
            Balise(
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
