"""The templates of the letters, written as the secretary finds them in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document as Docx

from tools.making.templates.shared_phrases import COMITE, PRESIDENCE, SEANCE, exemple
from tools.making.templates.writing import (
    bloc,
    enregistrer,
    nouveau,
    paragraphe,
    pour,
    si,
    tableau,
    titre,
)

MARGE_COURRIER = 907  # 1.6 cm: the letter holds on one page, its reply slip on the next
_ADRESSE = "{{ prefecture }} – {{ adresse }}"


def _ouverture(doc: Docx, objet: str, lettre: str = "la convocation") -> None:
    """The issuer, the addressee, the subject."""
    with pour(doc, "ligne in en_tete"):
        paragraphe(doc, "{{ ligne }}", "CLU Autorite")
    paragraphe(doc, "{{ service }}", "CLU Emetteur")
    paragraphe(
        doc,
        "Affaire suivie par : {{ affaire_suivie_par }}{% if reunion.reference %} – Référence : {{"
        " reunion.reference }}{% endif %}",
        "CLU Emetteur",
    )
    paragraphe(
        doc,
        "Téléphone : {{ telephone_secretariat }} – Courriel : {{ courriel_secretariat }}",
        "CLU Emetteur",
    )
    paragraphe(doc, "{{ ville }}, le {{ date_document }}", "CLU Date")
    with pour(doc, "ligne in destinataire"):
        paragraphe(doc, "{{ ligne }}", "CLU Destinataire")
    titre(doc, f"Objet : {objet}", 1)
    exemple(doc)
    with si(doc, "annule_et_remplace"):
        paragraphe(
            doc,
            f"**Annule et remplace {lettre} du {{{{ annule_et_remplace }}}}.** Merci de ne tenir"
            " compte que de ce courrier.",
        )
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
        "Ordre du jour{% if horaires %} et horaire prévu de chaque point{% endif %}",
        ("N°", "Point"),
        (
            "{{ point.numero }}",
            "{% if point.horaire %}{{ point.horaire | heure }} : {% endif %}{{ point.point }}",
        ),
        "point in ordre_du_jour",
        parts=(8, 92),
        vide="",
    )


_VOTRE_SIEGE = (
    "Votre siège est prévu « ou son représentant » : vous pouvez aussi vous faire représenter, sans"
    " délai à respecter."
)
_LEURS_SIEGES = (
    "Les membres désignés ci-après avec la mention « ou son représentant » peuvent aussi se faire"
    " représenter, sans délai."
)


def _suppleance(doc: Docx, representation: str) -> None:
    titre(doc, "En cas d’empêchement", 2)
    paragraphe(
        doc,
        "« En cas d’empêchement d’un des membres du {{ sigle }}, une suppléance peut être assurée"
        " dès lors que le secrétariat est informé de l’identité et de la fonction du suppléant au"
        " minimum {{ delai_suppleance }} avant la réunion du {{ sigle }}. » ({{"
        " reference_procedure }})",
        "CLU Citation",
    )
    paragraphe(
        doc,
        "Dernier jour pour annoncer un suppléant : **{{ limite_suppleance | date_longue }}**."
        " Indiquez son identité **et** sa fonction à {{ courriel_secretariat }} : vous pouvez"
        " répondre par simple courriel, ou avec le coupon-réponse ci-après. {{ definition_jours"
        f" }}}}{{% if ou_son_representant %}} {representation}{{% endif %}}",
    )


def _fin(doc: Docx) -> None:
    """The closing words, the signature, then what is attached."""
    paragraphe(
        doc,
        "Je vous prie d’agréer, {{ appel }}, l’expression de ma considération distinguée.",
        solidaire=True,
    )
    with pour(doc, "ligne in signataire"):
        paragraphe(doc, "{{ ligne }}", "CLU Signature")
    with pour(doc, "annexe in annexes"):
        paragraphe(
            doc, "Pièce jointe, annexe {{ annexe.numero }} : {{ annexe.titre }}.", "CLU Piece"
        )


def _coupon(doc: Docx, *, suppleant: bool) -> None:
    """The reply slip, on its own page; every blank is a word to fill."""
    titre(doc, "Coupon-réponse", 1, saut_de_page=True)
    paragraphe(
        doc,
        f"Réunion du {COMITE} du {SEANCE}. Réponse à adresser à {{{{ courriel_secretariat }}}} : un"
        " simple courriel suffit. Par courrier : {{ prefecture }}, {{ adresse }}.",
    )
    with pour(doc, "ligne in identite"):
        paragraphe(doc, "{{ ligne }}", "CLU A remplir")
    paragraphe(doc, "Je serai présent ou présente : oui ou non, à préciser", "List Bullet")
    paragraphe(doc, "Je suis empêché ou empêchée : oui ou non, à préciser", "List Bullet")
    if suppleant:
        paragraphe(
            doc,
            "Si je suis empêché ou empêchée, je désigne la personne suivante (suppléant : au plus"
            " tard le **{{ limite_suppleance | date_longue }}**{% if ou_son_representant %} ;"
            " représentant : sans délai{% endif %}) :",
            solidaire=True,
        )
        with si(doc, "ou_son_representant"):
            paragraphe(doc, "Suppléant ou représentant : à préciser", "CLU A remplir")
        for champ in ("Civilité", "Prénom", "Nom", "Fonction"):
            paragraphe(doc, f"{champ} de cette personne : à remplir", "CLU A remplir")
    else:
        paragraphe(
            doc,
            "Nom et fonction de la personne qui viendra à ma place : à remplir",
            "CLU A remplir",
        )
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
    paragraphe(doc, "Protection de vos données :", "CLU Note", solidaire=True)
    bloc(doc, "mention_donnees")


def convocation() -> bytes:
    """The letter to one member, and its reply slip."""
    doc = nouveau("convocation", pied=_ADRESSE, marge=MARGE_COURRIER, serre=True)
    _ouverture(doc, f"convocation au {COMITE}")
    paragraphe(
        doc,
        f"J’ai l’honneur de vous convier à la réunion du {COMITE}, qui se tiendra le"
        f" **{SEANCE}**{PRESIDENCE}.",
    )
    with si(doc, "membre.vacant"):
        paragraphe(
            doc,
            "Le siège de votre organisme est sans titulaire : merci de nous indiquer la personne"
            " qui siégera.",
        )
    _seance(doc)
    _suppleance(doc, _VOTRE_SIEGE)
    _fin(doc)
    _coupon(doc, suppleant=True)
    return enregistrer(doc)


def convocation_collective() -> bytes:
    """One letter to all the members, the list of its addressees, and the reply slip."""
    doc = nouveau("convocation collective", pied=_ADRESSE, marge=MARGE_COURRIER, serre=True)
    _ouverture(doc, f"convocation au {COMITE}")
    paragraphe(
        doc,
        f"J’ai l’honneur de vous convier à la réunion du {COMITE}, qui se tiendra le"
        f" **{SEANCE}**{PRESIDENCE}.",
    )
    _seance(doc)
    _suppleance(doc, _LEURS_SIEGES)
    _fin(doc)
    titre(doc, "Destinataires", 2, saut_de_page=True)
    paragraphe(doc, "Les membres du comité dont la liste suit :", solidaire=True)
    with pour(doc, "ligne in destinataires"):
        paragraphe(doc, "{{ ligne }}", "List Bullet")
    _coupon(doc, suppleant=True)
    return enregistrer(doc)


def invitation() -> bytes:
    """The letter to a guest, which says which point of the agenda makes the presence necessary."""
    doc = nouveau("invitation", pied=_ADRESSE, marge=MARGE_COURRIER, serre=True)
    _ouverture(doc, f"invitation au {COMITE}", "l’invitation")
    paragraphe(
        doc,
        f"J’ai l’honneur de vous inviter à la réunion du {COMITE}, qui se tiendra le"
        f" **{SEANCE}**{PRESIDENCE}.",
    )
    with si(doc, "point"):
        paragraphe(
            doc,
            "Votre présence est rendue nécessaire par le **point n° {{ point.numero }}** de l’ordre"
            " du jour : « {{ point.point }} »{% if point.horaire %}, prévu à {{ point.horaire |"
            " heure }}{% endif %}.",
        )
    with si(doc, "not point"):
        paragraphe(
            doc, "Votre présence est rendue nécessaire par l’ordre du jour de cette réunion."
        )
    _seance(doc)
    titre(doc, "Votre réponse", 2)
    paragraphe(
        doc,
        "Merci de nous dire si vous viendrez : vous pouvez répondre par simple courriel à {{"
        " courriel_secretariat }}, ou avec le coupon-réponse ci-après.",
    )
    _fin(doc)
    _coupon(doc, suppleant=False)
    return enregistrer(doc)


MODELES: Mapping[str, Callable[[], bytes]] = {
    "convocation": convocation,
    "convocation_collective": convocation_collective,
    "invitation": invitation,
}
"""The makers by the name of their template."""
