"""The templates of the letters, written as the secretary finds them in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document as Docx

from tools.making.templates.shared_phrases import (
    COMITE,
    PRESIDENCE,
    SEANCE,
    add_exemple,
    add_mention_donnees,
)
from tools.making.templates.writing import (
    add_bloc,
    add_heading,
    add_paragraph,
    add_table,
    keep_if,
    make_template,
    repeat_for,
    save_template,
)

MARGE_COURRIER = 907  # 1.6 cm: the letter holds on one page, its reply slip on the next
_ADRESSE = "{{ prefecture }} – {{ adresse }}"


def _add_opening(doc: Docx, objet: str, lettre: str = "la convocation") -> None:
    """The issuer, the addressee, the subject."""
    with repeat_for(doc, "ligne in en_tete"):
        add_paragraph(doc, "{{ ligne }}", "CLU Autorite")
    add_paragraph(doc, "{{ service }}", "CLU Emetteur")
    add_paragraph(
        doc,
        "Affaire suivie par : {{ affaire_suivie_par }}{% if reunion.reference %} – Référence : {{"
        " reunion.reference }}{% endif %}",
        "CLU Emetteur",
    )
    add_paragraph(
        doc,
        "Téléphone : {{ telephone_secretariat }} – Courriel : {{ courriel_secretariat }}",
        "CLU Emetteur",
    )
    add_paragraph(doc, "{{ ville }}, le {{ date_document }}", "CLU Date")
    with repeat_for(doc, "ligne in destinataire"):
        add_paragraph(doc, "{{ ligne }}", "CLU Destinataire")
    add_heading(doc, f"Objet : {objet}", 1)
    add_exemple(doc)
    with keep_if(doc, "annule_et_remplace"):
        add_paragraph(
            doc,
            f"**Annule et remplace {lettre} du {{{{ annule_et_remplace }}}}.** Merci de ne tenir"
            " compte que de ce courrier.",
        )
    add_paragraph(doc, "{{ appel }},")


def _add_seance(doc: Docx) -> None:
    """Where, how to come in, who presides, on what."""
    add_paragraph(doc, "**Lieu :** {{ reunion.lieu }}")
    with keep_if(doc, "visioconference"):
        add_bloc(doc, "visioconference")
    add_paragraph(doc, "**Accès des personnes handicapées :** {{ reunion.acces }}")
    with keep_if(doc, "ordre_du_jour"):
        _add_agenda(doc)


def _add_agenda(doc: Docx) -> None:
    add_table(
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


def _add_suppleance(doc: Docx, representation: str) -> None:
    add_heading(doc, "En cas d’empêchement", 2)
    add_paragraph(
        doc,
        "« En cas d’empêchement d’un des membres du {{ sigle }}, une suppléance peut être assurée"
        " dès lors que le secrétariat est informé de l’identité et de la fonction du suppléant au"
        " minimum {{ delai_suppleance }} avant la réunion du {{ sigle }}. » ({{"
        " reference_procedure }})",
        "CLU Citation",
    )
    add_paragraph(
        doc,
        "Dernier jour pour annoncer un suppléant : **{{ limite_suppleance | date_longue }}**."
        " Indiquez son identité **et** sa fonction à {{ courriel_secretariat }} : vous pouvez"
        " répondre par simple courriel, ou avec le coupon-réponse ci-après. {{ definition_jours"
        f" }}}}{{% if ou_son_representant %}} {representation}{{% endif %}}",
    )


def _add_closing(doc: Docx) -> None:
    """The closing words, the signature, then what is attached."""
    add_paragraph(
        doc,
        "Je vous prie d’agréer, {{ appel }}, l’expression de ma considération distinguée.",
        solidaire=True,
    )
    with repeat_for(doc, "ligne in signataire"):
        add_paragraph(doc, "{{ ligne }}", "CLU Signature")
    with repeat_for(doc, "annexe in annexes"):
        add_paragraph(
            doc, "Pièce jointe, annexe {{ annexe.numero }} : {{ annexe.titre }}.", "CLU Piece"
        )


def _add_reply_slip(doc: Docx, *, suppleant: bool) -> None:
    """The reply slip, on its own page; every blank is a word to fill."""
    add_heading(doc, "Coupon-réponse", 1, saut_de_page=True)
    add_paragraph(
        doc,
        f"Réunion du {COMITE} du {SEANCE}. Réponse à adresser à {{{{ courriel_secretariat }}}} : un"
        " simple courriel suffit. Par courrier : {{ prefecture }}, {{ adresse }}.",
    )
    with repeat_for(doc, "ligne in identite"):
        add_paragraph(doc, "{{ ligne }}", "CLU A remplir")
    add_paragraph(doc, "Je serai présent ou présente : oui ou non, à préciser", "List Bullet")
    add_paragraph(doc, "Je suis empêché ou empêchée : oui ou non, à préciser", "List Bullet")
    if suppleant:
        add_paragraph(
            doc,
            "Si je suis empêché ou empêchée, je désigne la personne suivante (suppléant : au plus"
            " tard le **{{ limite_suppleance | date_longue }}**{% if ou_son_representant %} ;"
            " représentant : sans délai{% endif %}) :",
            solidaire=True,
        )
        with keep_if(doc, "ou_son_representant"):
            add_paragraph(doc, "Suppléant ou représentant : à préciser", "CLU A remplir")
        for champ in ("Civilité", "Prénom", "Nom", "Fonction"):
            add_paragraph(doc, f"{champ} de cette personne : à remplir", "CLU A remplir")
    else:
        add_paragraph(
            doc,
            "Nom et fonction de la personne qui viendra à ma place : à remplir",
            "CLU A remplir",
        )
    add_heading(doc, "Aménagement souhaité", 2)
    for besoin in (
        "Accès (rampe, ascenseur, place de stationnement réservée) : à préciser",
        "Boucle magnétique : oui ou non, à préciser",
        "Interprète en langue des signes : oui ou non, à préciser",
        "Documents en gros caractères : oui ou non, à préciser",
        "Autre besoin : à préciser",
    ):
        add_paragraph(doc, besoin, "List Bullet")
    add_paragraph(doc, "Date et signature : à remplir", "CLU A remplir")
    add_paragraph(doc, "Protection de vos données :", "CLU Note", solidaire=True)
    add_mention_donnees(doc)


def make_convocation() -> bytes:
    """The letter to one member, and its reply slip."""
    doc = make_template("convocation", pied=_ADRESSE, marge=MARGE_COURRIER, serre=True)
    _add_opening(doc, f"convocation au {COMITE}")
    add_paragraph(
        doc,
        f"J’ai l’honneur de vous convier à la réunion du {COMITE}, qui se tiendra le"
        f" **{SEANCE}**{PRESIDENCE}.",
    )
    with keep_if(doc, "membre.vacant"):
        add_paragraph(
            doc,
            "Le siège de votre organisme est sans titulaire : merci de nous indiquer la personne"
            " qui siégera.",
        )
    _add_seance(doc)
    _add_suppleance(doc, _VOTRE_SIEGE)
    _add_closing(doc)
    _add_reply_slip(doc, suppleant=True)
    return save_template(doc)


def make_convocation_collective() -> bytes:
    """One letter to all the members, the list of its addressees, and the reply slip."""
    doc = make_template(
        "convocation collective", pied=_ADRESSE, marge=MARGE_COURRIER, serre=True
    )
    _add_opening(doc, f"convocation au {COMITE}")
    add_paragraph(
        doc,
        f"J’ai l’honneur de vous convier à la réunion du {COMITE}, qui se tiendra le"
        f" **{SEANCE}**{PRESIDENCE}.",
    )
    _add_seance(doc)
    _add_suppleance(doc, _LEURS_SIEGES)
    _add_closing(doc)
    add_heading(doc, "Destinataires", 2, saut_de_page=True)
    with repeat_for(doc, "ligne in destinataires"):
        add_paragraph(doc, "{{ ligne }}", "List Bullet")
    _add_reply_slip(doc, suppleant=True)
    return save_template(doc)


def make_invitation() -> bytes:
    """The letter to a guest, which says which point of the agenda makes the presence necessary."""
    doc = make_template("invitation", pied=_ADRESSE, marge=MARGE_COURRIER, serre=True)
    _add_opening(doc, f"invitation au {COMITE}", "l’invitation")
    add_paragraph(
        doc,
        f"J’ai l’honneur de vous inviter à la réunion du {COMITE}, qui se tiendra le"
        f" **{SEANCE}**{PRESIDENCE}.",
    )
    with keep_if(doc, "point"):
        add_paragraph(
            doc,
            "Votre présence est rendue nécessaire par le **point n° {{ point.numero }}** de l’ordre"
            " du jour : « {{ point.point }} »{% if point.horaire %}, prévu à {{ point.horaire |"
            " heure }}{% endif %}.",
        )
    with keep_if(doc, "not point"):
        add_paragraph(
            doc, "Votre présence est rendue nécessaire par l’ordre du jour de cette réunion."
        )
    _add_seance(doc)
    add_heading(doc, "Votre réponse", 2)
    add_paragraph(
        doc,
        "Merci de nous dire si vous viendrez : vous pouvez répondre par simple courriel à {{"
        " courriel_secretariat }}, ou avec le coupon-réponse ci-après.",
    )
    _add_closing(doc)
    _add_reply_slip(doc, suppleant=False)
    return save_template(doc)


MODELES: Mapping[str, Callable[[], bytes]] = {
    "convocation": make_convocation,
    "convocation_collective": make_convocation_collective,
    "invitation": make_invitation,
}
"""The makers by the name of their template."""
