"""The templates of the papers of the room and of the sending, written as the secretary finds them
in Word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.making.templates.letters import MARGE_COURRIER
from tools.making.templates.shared_phrases import COMITE, PRESIDENCE, SEANCE, exemple
from tools.making.templates.writing import (
    Rangees,
    bloc,
    enregistrer,
    nouveau,
    paragraphe,
    pour,
    si,
    tableau,
    titre,
)

HAUTEUR_SIGNATURE = 624  # 11 mm, room to sign by hand


def feuille_emargement() -> bytes:
    """The attendance sheet, one table per collège, to sign."""
    doc = nouveau("feuille d’émargement", marge=MARGE_COURRIER, serre=True)
    titre(doc, f"Feuille d’émargement : réunion du {COMITE}", 1)
    exemple(doc)
    paragraphe(
        doc,
        f"**Le {SEANCE}**, {{{{ reunion.lieu }}}}{PRESIDENCE}.",
    )
    entetes = (
        "Nom",
        "Organisme",
        "Fonction",
        "Titulaire / représentant / suppléant de",
        "Signature",
    )
    modele = (
        "{{ personne.nom }}",
        "{{ personne.organisme }}",
        "{{ personne.fonction }}",
        "{{ personne.qualite }}",
        "à signer",
    )
    parts, rangees = (15, 28, 24, 17, 16), Rangees(hauteur=HAUTEUR_SIGNATURE)
    with pour(doc, "groupe in groupes"):
        tableau(
            doc,
            "{{ groupe.titre }}",
            entetes,
            modele,
            "personne in groupe.personnes",
            parts=parts,
            rangees=rangees,
            numero="{{ loop.index }}",
        )
    libre = ("à remplir", "à remplir", "à remplir", "à remplir", "à signer")
    tableau(
        doc,
        "Autres personnes présentes",
        entetes,
        libre,
        "place in lignes_libres",
        parts=parts,
        rangees=Rangees(hauteur=HAUTEUR_SIGNATURE, solidaires=True),
        numero="{{ groupes | length + 1 }}",
    )
    paragraphe(
        doc, "Certifié exact. Présidence de séance : à signer", "CLU Certification", solidaire=True
    )
    paragraphe(doc, "Certifié exact. Secrétariat de séance : à signer", "CLU Certification")
    bloc(doc, "mention_donnees")
    return enregistrer(doc)


def chevalets() -> bytes:
    """The name plates, two per page, each to cut out and fold in two."""
    doc = nouveau("chevalets", pied="")
    titre(doc, f"Chevalets : {COMITE}", 1)
    exemple(doc)
    tableau(
        doc,
        "Réunion du {{ reunion.date }}, à couper le long des traits, puis à plier en deux",
        ("Chevalets à découper",),
        (
            [
                ("{{ personne.grand }}", "CLU Chevalet"),
                ("{%p if personne.detail %}", "CLU Cellule"),
                ("{{ personne.detail }}", "CLU Chevalet detail"),
                ("{%p endif %}", "CLU Cellule"),
            ],
        ),
        "personne in personnes",
        rangees=Rangees(hauteur=6100, exacte=True, bas=True),
    )
    return enregistrer(doc)


def trame_de_notes() -> bytes:
    """What to write notes on in the room: the minutes' headings, point by point."""
    doc = nouveau("trame de notes")
    paragraphe(doc, "Trame de notes", "Title")
    paragraphe(doc, f"Réunion du {COMITE}", "Subtitle")
    exemple(doc)
    paragraphe(
        doc,
        f"**Le {SEANCE}**, {{{{ reunion.lieu }}}}{PRESIDENCE}.",
    )
    paragraphe(doc, "Sommaire", "TOC Heading")
    bloc(doc, "sommaire")
    titre(doc, "Ouverture", 1)
    paragraphe(doc, "Heure d’ouverture : à remplir", "CLU A remplir")
    paragraphe(doc, "Présidence effective : à remplir", "CLU A remplir")
    paragraphe(
        doc,
        "Personnes excusées, arrivées et départs en cours de séance (nom, heure) : à remplir",
        "CLU Notes",
    )
    with pour(doc, "point in ordre_du_jour"):
        titre(doc, "Point {{ point.numero }} : {{ point.point }}", 1)
        with si(doc, "point.presente_par or point.horaire"):
            paragraphe(
                doc,
                "{% if point.presente_par %}Présenté par : {{ point.presente_par }}. {% endif %}"
                "{% if point.horaire %}Horaire prévu : {{ point.horaire | heure }}.{% endif %}",
                "CLU Note",
                solidaire=True,
            )
        paragraphe(doc, "Relevé des échanges : à remplir", "CLU Notes", solidaire=True)
        paragraphe(
            doc,
            "Avis, souhaits, propositions, suggestions (organisme, texte, réponse, service,"
            " échéance) : à remplir",
            "CLU Notes",
            solidaire=True,
        )
        paragraphe(doc, "Conclusion : à remplir", "CLU Notes")
    titre(doc, "Clôture", 1)
    paragraphe(doc, "Questions diverses : à remplir", "CLU Notes")
    paragraphe(
        doc,
        "Prochaine réunion : {% if reunion.prochaine %}{{ reunion.prochaine }}{% else %}à remplir{%"
        " endif %}",
        "CLU A remplir",
    )
    paragraphe(doc, "Heure de clôture : à remplir", "CLU A remplir")
    return enregistrer(doc)


def fiche_envoi() -> bytes:
    """What to send to whom: per stage the subject, the text to paste, the files of all; per
    recipient a row to tick off.
    """
    doc = nouveau("fiche d’envoi", paysage=True, marge=MARGE_COURRIER, serre=True)
    titre(doc, f"Fiche d’envoi : réunion du {COMITE} du {{{{ reunion.date | date_longue }}}}", 1)
    exemple(doc)
    with si(doc, "not parties"):
        paragraphe(
            doc, "Aucun destinataire n’est encore connu : rien n’est à envoyer pour l’instant."
        )
    with si(doc, "a_envoyer"):
        paragraphe(doc, "**À envoyer :** destinataires ajoutés après l’envoi", solidaire=True)
        with pour(doc, "ligne in a_envoyer"):
            paragraphe(doc, "{{ ligne }}", "List Bullet")
    with si(doc, "parties"):
        titre(doc, "Adresses à vérifier", 2)
    with si(doc, "adresses_a_verifier"):
        paragraphe(
            doc,
            "Adresse électronique absente ou douteuse (voir la feuille « À corriger » du classeur"
            " de contrôle) pour :",
            solidaire=True,
        )
        with pour(doc, "ligne in adresses_a_verifier"):
            paragraphe(doc, "{{ ligne }}", "List Bullet")
    with si(doc, "parties and not adresses_a_verifier"):
        paragraphe(doc, "Néant : chaque destinataire a une adresse électronique.")
    with si(doc, "publication"):
        paragraphe(
            doc,
            "**À publier :** « {{ publication }} », sans nom de personne ; relisez d’abord ses"
            " passages surlignés.",
        )
    with pour(doc, "partie in parties"):
        titre(doc, "{{ partie.titre }}", 2)
        paragraphe(doc, "**Objet :** {{ partie.objet }}", solidaire=True)
        paragraphe(
            doc,
            "**Texte à coller**, après la première ligne propre à chaque destinataire :",
            solidaire=True,
        )
        with pour(doc, "ligne in partie.texte"):
            paragraphe(doc, "{{ ligne }}", "CLU Citation", solidaire=True)
        with si(doc, "partie.brouillons"):
            paragraphe(
                doc,
                "**Brouillons :** dans le dossier « courriels », un par destinataire qui a une"
                " adresse électronique, pièces jointes comprises. Ouvrez-le, relisez-le, puis"
                " envoyez-le : le programme n’envoie jamais rien.",
                solidaire=True,
            )
        with si(doc, "partie.fichiers"):
            paragraphe(doc, "**Fichiers à joindre pour tous :**", solidaire=True)
            with pour(doc, "fichier in partie.fichiers"):
                paragraphe(doc, "{{ fichier }}", "List Bullet", solidaire=True)
        with si(doc, "partie.dossier"):
            paragraphe(
                doc,
                "**Fichier propre à chaque destinataire :** dans le dossier « {{ partie.dossier }}"
                " », nommé ci-après.",
                solidaire=True,
            )
        tableau(
            doc,
            "{{ partie.titre }} : destinataires",
            ("Destinataire et adresse", "Première ligne du texte", "Fichiers à joindre", "Suivi"),
            (
                [
                    ("{{ envoi.destinataire }}", "CLU Cellule"),
                    ("{{ envoi.adresse }}", "CLU Cellule"),
                ],
                [
                    ("{{ envoi.appel }}", "CLU Cellule"),
                    ("{%p if envoi.remplace %}", "CLU Cellule"),
                    (
                        (
                            "Ajouter à l’objet : « annule et remplace l’envoi du {{ envoi.remplace"
                            " }} »"
                        ),
                        "CLU Cellule",
                    ),
                    ("{%p endif %}", "CLU Cellule"),
                    ("{%p if envoi.ajout %}", "CLU Cellule"),
                    ("Ajouter à la fin : « {{ envoi.ajout }} »", "CLU Cellule"),
                    ("{%p endif %}", "CLU Cellule"),
                ],
                [
                    ("{%p for fichier in envoi.propres %}", "CLU Cellule"),
                    ("{{ fichier | nom_du_fichier }}", "CLU Cellule"),
                    ("{%p endfor %}", "CLU Cellule"),
                    ("{% if envoi.propres %}et {% endif %}les fichiers pour tous", "CLU Cellule"),
                    ("{%p if envoi.brouillon %}", "CLU Cellule"),
                    ("Brouillon : {{ envoi.brouillon | nom_du_fichier }}", "CLU Cellule"),
                    ("{%p endif %}", "CLU Cellule"),
                ],
                [
                    ("☐ Envoyé le : à remplir", "CLU Cellule"),
                    ("Version : à remplir", "CLU Cellule"),
                ],
            ),
            "envoi in partie.envois",
            parts=(31, 18, 34, 17),
            numero="{{ loop.index }}",
        )
    return enregistrer(doc)


MODELES: Mapping[str, Callable[[], bytes]] = {
    "feuille_emargement": feuille_emargement,
    "chevalets": chevalets,
    "trame_de_notes": trame_de_notes,
    "fiche_envoi": fiche_envoi,
}
"""The makers by the name of their template."""
