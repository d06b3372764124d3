"""The templates of the letters and of the papers of the room, written as the secretary finds them in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document as Docx

from clu_batch.making.gabarit import (
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

_ADRESSE = "{{ prefecture }} – {{ adresse }}"
_SEANCE = "{{ reunion.date | date_longue }} à {{ reunion.heure | heure }}"
_PRESIDENCE = "{% if reunion.presidence_de %}, sous la présidence {{ reunion.presidence_de }}{% endif %}"
_COMITE = "{{ comite | minuscule }} ({{ sigle }})"


def _exemple(doc: Docx) -> None:
    with si(doc, "exemple"):
        paragraphe(doc, "EXEMPLE : document fait avec des données inventées.", "CLU Exemple")


def _ouverture(doc: Docx, objet: str) -> None:
    """The issuer, the addressee, the subject."""
    with pour(doc, "ligne in en_tete"):
        paragraphe(doc, "{{ ligne }}", "CLU Autorite")
    paragraphe(doc, "{{ service }}", "CLU Emetteur")
    paragraphe(doc, "Affaire suivie par : {{ affaire_suivie_par }}", "CLU Emetteur")
    paragraphe(doc, "Téléphone : {{ telephone_secretariat }} – Courriel : {{ courriel_secretariat }}", "CLU Emetteur")
    with si(doc, "reunion.reference"):
        paragraphe(doc, "Référence : {{ reunion.reference }}", "CLU Emetteur")
    paragraphe(doc, "{{ ville }}, le {{ date_document }}", "CLU Date")
    with pour(doc, "ligne in destinataire"):
        paragraphe(doc, "{{ ligne }}", "CLU Destinataire")
    titre(doc, f"Objet : {objet}", 1)
    _exemple(doc)
    with si(doc, "annule_et_remplace"):
        paragraphe(doc, "**Annule et remplace la convocation du {{ annule_et_remplace }}.** Merci de ne tenir compte que de ce courrier.")
    paragraphe(doc, "{{ appel }},")


def _seance(doc: Docx) -> None:
    """Where, how to come in, who presides, on what."""
    paragraphe(doc, "**Lieu :** {{ reunion.lieu }}")
    with si(doc, "visioconference"):
        bloc(doc, "visioconference")
    paragraphe(doc, "**Accès des personnes handicapées :** {{ reunion.acces }}")
    with si(doc, "ordre_du_jour"):
        _agenda(doc)


def _agenda(doc: Docx) -> None:
    tableau(
        doc,
        "Ordre du jour{% if horaires %}, avec leur horaire prévu{% endif %}",
        ("N°", "Point", "Présenté par"),
        (
            "{{ point.numero }}",
            "{% if point.horaire %}{{ point.horaire | heure }} : {% endif %}{{ point.point }}",
            "{{ point.presente_par or '—' }}",
        ),
        "point in ordre_du_jour",
        parts=(7, 61, 32),
        vide="",
    )


def _pieces_jointes(doc: Docx) -> None:
    with si(doc, "annexes"):
        paragraphe(doc, "Pièces jointes :", solidaire=True)
        with pour(doc, "annexe in annexes"):
            paragraphe(doc, "Annexe {{ annexe.numero }} : {{ annexe.titre }} (fichier {{ annexe.nom }})", "List Bullet")


_VOTRE_SIEGE = "Votre siège est prévu « ou son représentant » : vous pouvez aussi vous faire représenter, sans délai à respecter."
_LEURS_SIEGES = "Les membres désignés ci-après avec la mention « ou son représentant » peuvent aussi se faire représenter, sans délai."


def _suppleance(doc: Docx, representation: str) -> None:
    titre(doc, "En cas d’empêchement", 2)
    paragraphe(
        doc,
        "« En cas d’empêchement d’un des membres du {{ sigle }}, une suppléance peut être assurée dès lors que le secrétariat est informé "
        "de l’identité et de la fonction du suppléant au minimum {{ delai_suppleance }} avant la réunion du {{ sigle }}. » "
        "({{ reference_procedure }})",
        "CLU Citation",
    )
    paragraphe(
        doc,
        "Dernier jour pour annoncer un suppléant : **{{ limite_suppleance | date_longue }}**. Indiquez son identité (civilité, prénom, "
        "nom) **et** sa fonction à {{ courriel_secretariat }} : vous pouvez répondre par simple courriel, ou avec le coupon-réponse "
        f"ci-après. {{{{ definition_jours }}}}{{% if ou_son_representant %}} {representation}{{% endif %}}",
    )


def _fin(doc: Docx) -> None:
    paragraphe(doc, "Je vous prie d’agréer, {{ appel }}, l’expression de ma considération distinguée.", solidaire=True)
    with pour(doc, "ligne in signataire"):
        paragraphe(doc, "{{ ligne }}", "CLU Signature")


def _coupon(doc: Docx, *, suppleant: bool) -> None:
    """The reply slip, on its own page; every blank is a word to fill."""
    titre(doc, "Coupon-réponse", 1, saut_de_page=True)
    paragraphe(
        doc,
        f"Réunion du {_COMITE} du {_SEANCE}. Réponse à adresser à {{{{ courriel_secretariat }}}} : un simple courriel suffit. "
        "Par courrier : {{ prefecture }}, {{ adresse }}.",
    )
    with pour(doc, "ligne in identite"):
        paragraphe(doc, "{{ ligne }}", "CLU A remplir")
    paragraphe(doc, "Je serai présent ou présente : oui ou non, à préciser", "List Bullet")
    paragraphe(doc, "Je suis empêché ou empêchée : oui ou non, à préciser", "List Bullet")
    if suppleant:
        paragraphe(
            doc,
            "Je désigne la personne suivante, au plus tard le **{{ limite_suppleance | date_longue }}** pour un suppléant"
            "{% if ou_son_representant %} (sans délai pour un représentant){% endif %} :",
            solidaire=True,
        )
        with si(doc, "ou_son_representant"):
            paragraphe(doc, "Suppléant ou représentant : à préciser", "CLU A remplir")
        for champ in ("Civilité", "Prénom", "Nom", "Fonction"):
            paragraphe(doc, f"{champ} de cette personne : à remplir", "CLU A remplir")
    else:
        paragraphe(doc, "Nom et fonction de la personne qui viendra à ma place : à remplir", "CLU A remplir")
    titre(doc, "Aménagement souhaité", 2)
    for besoin in (
        "Accès (rampe, ascenseur, place de stationnement réservée) : à préciser",
        "Boucle magnétique : oui ou non, à préciser",
        "Interprète en langue des signes : oui ou non, à préciser",
        "Documents en gros caractères : oui ou non, à préciser",
        "Autre besoin : à préciser",
    ):
        paragraphe(doc, besoin, "List Bullet")
    paragraphe(doc, "Date et signature : à remplir", "CLU A remplir")
    paragraphe(doc, "**Protection de vos données.** La mention qui suit vous informe de leur usage.", "CLU Note", solidaire=True)
    bloc(doc, "mention_donnees")


def convocation() -> bytes:
    """The letter to one member, and its reply slip."""
    doc = nouveau("convocation", pied=_ADRESSE, serre=True)
    _ouverture(doc, f"convocation au {_COMITE}")
    paragraphe(
        doc,
        f"J’ai l’honneur de vous convier à la réunion du {_COMITE}, qui se tiendra le **{_SEANCE}**{_PRESIDENCE}.",
    )
    with si(doc, "membre.vacant"):
        paragraphe(doc, "Le siège de votre organisme est sans titulaire : merci de nous indiquer la personne qui siégera.")
    _seance(doc)
    _suppleance(doc, _VOTRE_SIEGE)
    _pieces_jointes(doc)
    _fin(doc)
    _coupon(doc, suppleant=True)
    return enregistrer(doc)


def convocation_collective() -> bytes:
    """One letter to all the members, the list of its addressees, and the reply slip."""
    doc = nouveau("convocation collective", pied=_ADRESSE, serre=True)
    _ouverture(doc, f"convocation au {_COMITE}")
    paragraphe(
        doc,
        f"J’ai l’honneur de vous convier à la réunion du {_COMITE}, qui se tiendra le **{_SEANCE}**{_PRESIDENCE}.",
    )
    _seance(doc)
    _suppleance(doc, _LEURS_SIEGES)
    _pieces_jointes(doc)
    _fin(doc)
    titre(doc, "Destinataires", 2, saut_de_page=True)
    paragraphe(doc, "Les membres du comité dont la liste suit :", solidaire=True)
    with pour(doc, "ligne in destinataires"):
        paragraphe(doc, "{{ ligne }}", "List Bullet")
    _coupon(doc, suppleant=True)
    return enregistrer(doc)


def invitation() -> bytes:
    """The letter to a guest, which says which point of the agenda makes the presence necessary."""
    doc = nouveau("invitation", pied=_ADRESSE, serre=True)
    _ouverture(doc, f"invitation au {_COMITE}")
    paragraphe(
        doc,
        f"J’ai l’honneur de vous inviter à la réunion du {_COMITE}, qui se tiendra le **{_SEANCE}**{_PRESIDENCE}.",
    )
    with si(doc, "point"):
        paragraphe(
            doc,
            "Votre présence est rendue nécessaire par le **point n° {{ point.numero }}** de l’ordre du jour : « {{ point.point }} »"
            "{% if point.horaire %}, prévu à {{ point.horaire | heure }}{% endif %}.",
        )
    with si(doc, "not point"):
        paragraphe(doc, "Votre présence est rendue nécessaire par l’ordre du jour de cette réunion.")
    _seance(doc)
    titre(doc, "Votre réponse", 2)
    paragraphe(
        doc,
        "Merci de nous dire si vous viendrez : vous pouvez répondre par simple courriel à {{ courriel_secretariat }}, ou avec le "
        "coupon-réponse ci-après.",
    )
    _pieces_jointes(doc)
    _fin(doc)
    _coupon(doc, suppleant=False)
    return enregistrer(doc)


def feuille_emargement() -> bytes:
    """The attendance sheet, one table per collège, to sign."""
    doc = nouveau("feuille d’émargement", paysage=True)
    titre(doc, f"Feuille d’émargement : réunion du {_COMITE}", 1)
    _exemple(doc)
    paragraphe(
        doc,
        f"**Le {_SEANCE}**, {{{{ reunion.lieu }}}}{_PRESIDENCE}.",
    )
    entetes = ("Nom", "Organisme", "Fonction", "Titulaire / représentant / suppléant de", "Signature")
    modele = ("{{ personne.nom }}", "{{ personne.organisme }}", "{{ personne.fonction }}", "{{ personne.qualite }}", "à signer")
    parts, rangees = (21, 22, 24, 19, 14), Rangees(hauteur=740)
    with pour(doc, "groupe in groupes"):
        tableau(
            doc, "{{ groupe.titre }}", entetes, modele, "personne in groupe.personnes",
            parts=parts, rangees=rangees, numero="{{ loop.index }}",
        )  # fmt: skip
    libre = ("à remplir", "à remplir", "à remplir", "à remplir", "à signer")
    tableau(
        doc, "Autres personnes présentes", entetes, libre, "place in lignes_libres",
        parts=parts, rangees=Rangees(hauteur=740, solidaires=True), numero="{{ groupes | length + 1 }}",
    )  # fmt: skip
    paragraphe(doc, "Certifié exact. Présidence de séance : à signer", "CLU Certification", solidaire=True)
    paragraphe(doc, "Certifié exact. Secrétariat de séance : à signer", "CLU Certification")
    bloc(doc, "mention_donnees")
    return enregistrer(doc)


def chevalets() -> bytes:
    """The name plates, two per page, each to cut out and fold in two."""
    doc = nouveau("chevalets", pied="")
    titre(doc, f"Chevalets : {_COMITE}", 1)
    _exemple(doc)
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
    titre(doc, f"Trame de notes : réunion du {_COMITE}", 1)
    _exemple(doc)
    paragraphe(
        doc,
        f"**Le {_SEANCE}**, {{{{ reunion.lieu }}}}{_PRESIDENCE}.",
    )
    bloc(doc, "sommaire")
    titre(doc, "Ouverture", 2)
    paragraphe(doc, "Heure d’ouverture : à remplir", "CLU A remplir")
    paragraphe(doc, "Présidence effective : à remplir", "CLU A remplir")
    paragraphe(doc, "Personnes excusées, arrivées et départs en cours de séance (nom, heure) : à remplir", "CLU Notes")
    with pour(doc, "point in ordre_du_jour"):
        titre(doc, "Point {{ point.numero }} : {{ point.point }}", 2)
        with si(doc, "point.presente_par or point.horaire"):
            paragraphe(
                doc,
                "{% if point.presente_par %}Présenté par : {{ point.presente_par }}. {% endif %}"
                "{% if point.horaire %}Horaire prévu : {{ point.horaire | heure }}.{% endif %}",
                "CLU Note",
            )
        paragraphe(doc, "Relevé des échanges : à remplir", "CLU Notes")
        paragraphe(doc, "Avis, souhaits, propositions, suggestions (organisme, texte, réponse, service, échéance) : à remplir", "CLU Notes")
        paragraphe(doc, "Conclusion : à remplir", "CLU Notes")
    titre(doc, "Clôture", 2)
    paragraphe(doc, "Questions diverses : à remplir", "CLU Notes")
    paragraphe(doc, "Prochaine réunion : {% if reunion.prochaine %}{{ reunion.prochaine }}{% else %}à remplir{% endif %}", "CLU A remplir")
    paragraphe(doc, "Heure de clôture : à remplir", "CLU A remplir")
    return enregistrer(doc)


def fiche_envoi() -> bytes:
    """What to send to whom: address, subject, text to paste, files to attach."""
    doc = nouveau("fiche d’envoi", serre=True)
    titre(doc, f"Fiche d’envoi : réunion du {_COMITE} du {{{{ reunion.date | date_longue }}}}", 1)
    _exemple(doc)
    bloc(doc, "sommaire")
    titre(doc, "Adresses à vérifier", 2)
    with si(doc, "adresses_a_verifier"):
        paragraphe(
            doc, "Adresse électronique absente ou douteuse (voir la feuille « À corriger » du classeur de contrôle) pour :", solidaire=True
        )
        with pour(doc, "ligne in adresses_a_verifier"):
            paragraphe(doc, "{{ ligne }}", "List Bullet")
    with si(doc, "not adresses_a_verifier"):
        paragraphe(doc, "Néant : chaque destinataire a une adresse électronique.")
    with pour(doc, "partie in parties"):
        titre(doc, "{{ partie.titre }}", 2)
        with pour(doc, "envoi in partie.envois"):
            titre(doc, "{{ envoi.destinataire }}", 3)
            paragraphe(doc, "**Adresse :** {{ envoi.adresse }}", solidaire=True)
            paragraphe(doc, "**Objet :** {{ envoi.objet }}", solidaire=True)
            with pour(doc, "ligne in envoi.texte"):
                paragraphe(doc, "{{ ligne }}", "CLU Citation")
            paragraphe(doc, "**Fichiers à joindre :**", solidaire=True)
            with pour(doc, "fichier in envoi.fichiers"):
                paragraphe(doc, "{{ fichier }}", "List Bullet", solidaire=True)
            paragraphe(doc, "Envoyé le : à remplir. Version : à remplir.", "CLU A remplir")
    return enregistrer(doc)


MODELES: Mapping[str, Callable[[], bytes]] = {
    "convocation": convocation,
    "convocation_collective": convocation_collective,
    "invitation": invitation,
    "feuille_emargement": feuille_emargement,
    "chevalets": chevalets,
    "trame_de_notes": trame_de_notes,
    "fiche_envoi": fiche_envoi,
}
"""The makers by the name of their template."""
