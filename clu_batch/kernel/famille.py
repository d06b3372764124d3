"""The families of documents of a meeting, and how a message names them."""

from __future__ import annotations

import enum


class Famille(enum.StrEnum):
    """A family of documents of a meeting; its value is the name of its template."""

    CONVOCATION = "convocation"
    INVITATION = "invitation"
    DOSSIER = "dossier"
    EMARGEMENT = "feuille_emargement"
    CHEVALETS = "chevalets"
    TRAME = "trame_de_notes"
    COMPTE_RENDU = "compte_rendu"
    FICHE_ENVOI = "fiche_envoi"
    CALENDRIER = "calendrier"
    COURRIEL = "courriel"
    LIBRE = "libre"

    @property
    def libelle(self) -> str:
        """How a message names its documents."""
        return _LIBELLES[self]


_LIBELLES = {
    Famille.CONVOCATION: "les convocations",
    Famille.INVITATION: "les invitations",
    Famille.DOSSIER: "le dossier de séance",
    Famille.EMARGEMENT: "la feuille d’émargement",
    Famille.CHEVALETS: "les chevalets",
    Famille.TRAME: "la trame de notes",
    Famille.COMPTE_RENDU: "le compte rendu",
    Famille.FICHE_ENVOI: "la fiche d’envoi",
    Famille.CALENDRIER: "l’entrée d’agenda",
    Famille.COURRIEL: "les brouillons de courriel",
    Famille.LIBRE: "les documents de vos propres modèles",
}

BLOCS = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU})
"""The families that print the blocks of the procedure."""
