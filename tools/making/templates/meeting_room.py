"""The templates of the papers of the room and of the sending, written as the secretary finds them
in Word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document as Docx

from tools.making.templates.letters import MARGE_COURRIER
from tools.making.templates.shared_phrases import (
    COMITE,
    PRESIDENCE,
    SEANCE,
    add_exemple,
    add_mention_donnees,
)
from tools.making.templates.writing import (
    RowLayout,
    add_bloc,
    add_heading,
    add_paragraph,
    add_table,
    keep_if,
    make_template,
    repeat_for,
    save_template,
)

HAUTEUR_SIGNATURE = 681  # 12 mm, room to sign by hand
COLONNES = (47, 45, 28, 60)
"""Millimetres: a signature has six centimetres, the other columns what their words need."""
HAUTEUR_CHEVALET = 5840
"""Twentieths of a point, 103 mm: two plates on a page, the first of which has a title."""


def make_feuille_emargement() -> bytes:
    """The attendance sheet, one table per collège, to sign."""
    doc = make_template("feuille d’émargement", marge=MARGE_COURRIER, serre=True)
    add_heading(doc, f"Feuille d’émargement : réunion du {COMITE}", 1)
    add_exemple(doc)
    add_paragraph(
        doc,
        f"**Le {SEANCE}**, {{{{ reunion.lieu }}}}{PRESIDENCE}.",
    )
    entetes = ("Nom et fonction", "Organisme", "Qualité", "Signature")
    a_signer = [("à signer", "CLU A signer")]
    modele = (
        [("{{ personne.nom }}", "CLU Cellule"), ("{{ personne.fonction }}", "CLU Cellule")],
        "{{ personne.organisme }}",
        [("{{ personne.qualite }}", "CLU Note")],
        a_signer,
    )
    with repeat_for(doc, "groupe in groupes"):
        add_table(
            doc,
            "{{ groupe.titre }}",
            entetes,
            modele,
            "personne in groupe.personnes",
            parts=COLONNES,
            rangees=RowLayout(hauteur=HAUTEUR_SIGNATURE),
        )
    add_table(
        doc,
        "Autres personnes présentes",
        entetes,
        (*[[("à remplir", "CLU A signer")]] * 3, a_signer),
        "place in lignes_libres",
        parts=COLONNES,
        rangees=RowLayout(hauteur=HAUTEUR_SIGNATURE, solidaires=True),
    )
    add_paragraph(
        doc,
        "Certifié exact. Présidence de séance : à signer",
        "CLU Certification",
        solidaire=True,
    )
    add_paragraph(doc, "Certifié exact. Secrétariat de séance : à signer", "CLU Certification")
    add_mention_donnees(doc)
    return save_template(doc)


def make_chevalets() -> bytes:
    """The name plates, two per page: each has the same text on either side of its fold, turned so
    that both sides can be read once it stands.
    """
    doc = make_template("chevalets", pied="")
    add_heading(doc, f"Chevalets : {COMITE}", 1)
    add_exemple(doc)
    plaque = [
        ("{{ personne.grand }}", "CLU Chevalet"),
        ("{%p if personne.detail %}", "CLU Cellule"),
        ("{{ personne.detail }}", "CLU Chevalet detail"),
        ("{%p endif %}", "CLU Cellule"),
    ]
    add_table(
        doc,
        "Réunion du {{ reunion.date }}, à couper entre les lignes, puis à plier au milieu",
        ("Un côté du chevalet", "L’autre côté"),
        (plaque, plaque),
        "personne in personnes",
        rangees=RowLayout(hauteur=HAUTEUR_CHEVALET, exacte=True, sens=("tbRl", "btLr")),
    )
    _enlarge_plates(doc)
    return save_template(doc)


def _enlarge_plates(doc: Docx) -> None:
    """Give the words of the plates the size of their style themselves: some readers prefer that of
    the table.
    """
    cells = [cell for table in doc.tables for row in table.rows for cell in row.cells]
    for paragraph in (paragraph for cell in cells for paragraph in cell.paragraphs):
        style = paragraph.style
        if style is None or not (style.name or "").startswith("CLU Chevalet"):
            continue
        for run in paragraph.runs:
            run.font.size = style.font.size


def make_trame_de_notes() -> bytes:
    """What to write notes on in the room: the minutes' headings, point by point."""
    doc = make_template("trame de notes", serre=True)
    add_paragraph(doc, "Trame de notes", "Title")
    add_paragraph(doc, f"Réunion du {COMITE}", "Subtitle")
    add_exemple(doc)
    add_paragraph(
        doc,
        f"**Le {SEANCE}**, {{{{ reunion.lieu }}}}{PRESIDENCE}.",
    )
    add_heading(doc, "Ouverture", 1)
    add_paragraph(doc, "Heure d’ouverture : à remplir", "CLU A remplir")
    add_paragraph(doc, "Présidence effective : à remplir", "CLU A remplir")
    add_bloc(doc, "appel")
    with keep_if(doc, "questions"):
        add_heading(doc, "Questions posées au comité", 1)
        add_bloc(doc, "questions")
    add_paragraph(doc, "Sommaire", "TOC Heading")
    add_bloc(doc, "sommaire")
    with repeat_for(doc, "point in ordre_du_jour"):
        add_heading(doc, "Point {{ point.numero }} – {{ point.point }}", 1)
        with keep_if(doc, "point.presente_par or point.horaire"):
            add_paragraph(
                doc,
                "{% if point.presente_par %}{{ point.presente_par }}. {% endif %}"
                "{% if point.horaire %}Horaire prévu : {{ point.horaire | heure }}.{% endif %}",
                "CLU Note",
                solidaire=True,
            )
        add_paragraph(doc, "Relevé des échanges : à remplir", "CLU Notes", solidaire=True)
        add_paragraph(
            doc,
            "Avis, souhaits, propositions, suggestions (organisme, texte, réponse, service,"
            " échéance) : à remplir",
            "CLU Notes",
            solidaire=True,
        )
        add_paragraph(doc, "Conclusion : à remplir", "CLU Notes")
    add_heading(doc, "Clôture", 1)
    add_paragraph(
        doc, "Arrivées et départs en cours de séance (nom, heure) : à remplir", "CLU Notes"
    )
    with keep_if(doc, "not divers"):
        add_paragraph(doc, "Questions diverses : à remplir", "CLU Notes")
    add_paragraph(
        doc,
        "Prochaine réunion : {% if reunion.prochaine %}{{ reunion.prochaine }}{% else %}à remplir{%"
        " endif %}",
        "CLU A remplir",
    )
    add_paragraph(doc, "Heure de clôture : à remplir", "CLU A remplir")
    return save_template(doc)


def make_fiche_envoi() -> bytes:
    """What to send to whom: per stage the subject, the text to paste, the files of all; per
    recipient a row to tick off.
    """
    doc = make_template("fiche d’envoi", paysage=True, marge=MARGE_COURRIER, serre=True)
    add_heading(
        doc, f"Fiche d’envoi : réunion du {COMITE} du {{{{ reunion.date | date_longue }}}}", 1
    )
    add_exemple(doc)
    with keep_if(doc, "not parties"):
        add_paragraph(
            doc, "Aucun destinataire n’est encore connu : rien n’est à envoyer pour l’instant."
        )
    with keep_if(doc, "a_envoyer"):
        add_paragraph(
            doc, "**À envoyer :** destinataires ajoutés après l’envoi", solidaire=True
        )
        with repeat_for(doc, "ligne in a_envoyer"):
            add_paragraph(doc, "{{ ligne }}", "List Bullet")
    with keep_if(doc, "adresses_a_verifier"):
        add_paragraph(
            doc,
            "**Adresses à vérifier :** adresse électronique absente ou douteuse, à taper dans la"
            " colonne « Courriel » de la feuille où figure la personne, pour :",
            solidaire=True,
        )
        with repeat_for(doc, "ligne in adresses_a_verifier"):
            add_paragraph(doc, "{{ ligne }}", "List Bullet")
    with keep_if(doc, "parties and not adresses_a_verifier"):
        add_paragraph(
            doc,
            "**Adresses à vérifier :** aucune, chaque destinataire a une adresse électronique.",
        )
    with keep_if(doc, "publication"):
        add_paragraph(
            doc,
            "**À publier :** « {{ publication }} », sans les noms que vos classeurs connaissent ;"
            " relisez-le d’abord en entier, passages surlignés compris.",
        )
    with repeat_for(doc, "partie in parties"):
        add_heading(doc, "{{ partie.titre }}", 2)
        add_paragraph(doc, "**Objet :** {{ partie.objet }}")
        add_paragraph(
            doc,
            "**Texte à coller**, après la première ligne propre à chaque destinataire :",
            solidaire=True,
        )
        with repeat_for(doc, "ligne in partie.texte"):
            add_paragraph(doc, "{{ ligne }}", "CLU Citation")
        with keep_if(doc, "partie.brouillons"):
            add_paragraph(
                doc,
                "**Brouillons :** dans le dossier « courriels », un par destinataire qui a une"
                " adresse électronique, pièces jointes comprises. Ouvrez-le, relisez-le, puis"
                " envoyez-le : le programme n’envoie jamais rien.",
            )
        with keep_if(doc, "partie.fichiers"):
            add_paragraph(doc, "**Fichiers à joindre pour tous :**", solidaire=True)
            with repeat_for(doc, "fichier in partie.fichiers"):
                add_paragraph(doc, "{{ fichier }}", "List Bullet")
        with keep_if(doc, "partie.dossier"):
            add_paragraph(
                doc,
                "**Fichier propre à chaque destinataire :** dans le dossier « {{ partie.dossier }}"
                " », nommé ci-après.",
                solidaire=True,
            )
        add_table(
            doc,
            "{{ partie.titre }} : destinataires",
            (
                "Destinataire et adresse",
                "Première ligne du texte",
                "Fichiers à joindre",
                "Suivi",
            ),
            (
                [
                    ("{{ envoi.destinataire }}", "CLU Cellule"),
                    ("{{ envoi.adresse }}", "CLU Cellule"),
                ],
                [
                    ("{{ envoi.appel }}", "CLU Cellule"),
                    ("{%p if envoi.remplace and not partie.remplace %}", "CLU Cellule"),
                    (
                        (
                            "Ajouter à l’objet : « annule et remplace l’envoi du {{ envoi.remplace"
                            " }} »"
                        ),
                        "CLU Cellule",
                    ),
                    ("{%p endif %}", "CLU Cellule"),
                    ("{%p if envoi.changements and not partie.remplace %}", "CLU Cellule"),
                    (
                        "Ajouter au début : « Ce qui change : {{ envoi.changements }}. »",
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
                    (
                        "{% if envoi.propres %}et {% endif %}les fichiers pour tous",
                        "CLU Cellule",
                    ),
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
        )
    return save_template(doc)


MODELES: Mapping[str, Callable[[], bytes]] = {
    "feuille_emargement": make_feuille_emargement,
    "chevalets": make_chevalets,
    "trame_de_notes": make_trame_de_notes,
    "fiche_envoi": make_fiche_envoi,
}
"""The makers by the name of their template."""
