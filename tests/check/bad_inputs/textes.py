"""Cases 81 to 86: texts."""

from __future__ import annotations

from tests.check.bad_inputs.outils import Cas, brut, colonne, des, mardi, tape

TEXTES = des(lambda c: c.registre.comite.propositions, "texte")


def texte(numero: int, nom: str, typed: str, lu: str | None = None) -> Cas:
    """A text that is printed, read as it is meant."""
    return Cas(
        numero,
        nom,
        tape("Propositions", {"Texte": None}, retouche=brut("E2", typed)),
        (),
        TEXTES,
        [typed if lu is None else lu],
    )


def personnel(nom: str, feuille: str, header: str, typed: str, cellule: str) -> Cas:
    """What must not be printed, in a text that will be: it is, and reported."""
    plante = tape(
        feuille,
        {"Date": mardi(18), header: typed} if feuille == "Réunions" else {header: typed},
    )
    place = f"à vérifier | {feuille}!{cellule} | donnee-personnelle"
    return Cas(
        84, f"{nom}, {feuille}, {header}", plante, [place], colonne(feuille, header), [typed]
    )


MOTIFS = {
    "courriel": "Répondre à canari@exemple.fr dès demain",
    "téléphone": "Rappeler le 06.12.34.56.78",
    "téléphone international": "Rappeler le +33 6 12 34 56 78",
    "numéro d’étranger": "Dossier 9903123456 égaré",
    "numéro de dossier": "Dossier n° 123456 égaré",
    "numéro de dossier, espacé": "Voir le n° 12 345 678",
}
"""The patterns of docs/rules/privacy.md#scan."""

IMPRIMES = {
    "Réunions": {"Accès et accessibilité": "F2"},
    "Ordre du jour": {"Point": "C2", "Présentation": "D2", "Conclusion": "D2"},
    "Propositions": {"Texte": "E2", "Réponse": "F2", "Service pilote": "F2"},
    "Documents types": {
        "Intitulé": "B2",
        "Question soumise": "D2",
        "Avis des représentants des usagers": "D2",
        "Suite donnée": "D2",
    },
    "Modalités d'appui": {"Public visé": "B2", "Partenaire": "B2", "Évolution": "B2"},
    "Enquêtes": {"Enquête": "A2", "Organisation": "D2"},
    "Réponses": {"Extrait à publier": "C2", "Site": "B2"},
    "Réclamations": {"Motif": "E2", "Service": "D2", "Action d'amélioration": "G2"},
    "Engagements": {"Engagement": "B2", "Action d'amélioration": "E2"},
    "Résultats": {"Commentaire": "E2"},
    "Indicateurs locaux": {"Libellé": "B2"},
    "Jours de fermeture": {"Motif": "B2"},
}
"""Columns whose words are printed, and where each stands."""

CAS = (
    texte(81, "lignes, tabulations, puces", "Deux points :\n• l’accueil\n\t• l’attente"),
    texte(82, "collé d’un mail", "Ouvrir_x000D_\nle “samedi”", "Ouvrir\nle “samedi”"),
    texte(
        82,
        "collé de Word, caractères de contrôle",
        "Ouvrir_x000B_ le_x0007_ samedi\u200b",
        "Ouvrir le samedi",
    ),
    *(texte(83, f"commence par {sign}", f"{sign}Ouvrir") for sign in "=+-@"),
    *(
        personnel(nom, "Ordre du jour", "Relevé des échanges", typed, "D2")
        for nom, typed in MOTIFS.items()
    ),
    *(
        personnel("téléphone", feuille, header, "Voir le 04 66 00 00 00", cellule)
        for feuille, headers in IMPRIMES.items()
        for header, cellule in headers.items()
    ),
    personnel(
        "identité d’un usager",
        "Réclamations",
        "Action d'amélioration",
        "Rappeler Mme Canari",
        "G2",
    ),
    personnel(
        "donnée de santé",
        "Réclamations",
        "Action d'amélioration",
        "Dossier médical égaré",
        "G2",
    ),
    personnel(
        "donnée de santé",
        "Réponses",
        "Extrait à publier",
        "Sa maladie a été prise en compte",
        "C2",
    ),
    texte(
        84,
        "ce qui n’est pas une identité",
        "Loi n° 78-17, cerfa n° 15646*01, 12 mars 2026, 30045 Nîmes, 1 234 567 usagers",
    ),
    texte(85, "très long", "a" * 32_767),
    texte(86, "signes", "😀 A & B <c> {{ d }}"),
)
