"""The templates of the letters, written as the secretary finds them in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document as Docx
from docx.shared import Pt

from tools.making.templates.shared_phrases import (
    COMITE,
    PRESIDENCE,
    SEANCE,
    add_exemple,
    add_mention_donnees,
    add_service,
    add_signature_name,
)
from tools.making.templates.writing import (
    Cellule,
    RowLayout,
    add_bloc,
    add_fixed_table,
    add_heading,
    add_link,
    add_paragraph,
    add_table,
    add_text,
    keep_if,
    make_template,
    repeat_for,
    save_template,
)

HAUTEUR_A_REMPLIR = 680  # 1.2 cm, room to write by hand
MARGE_COURRIER = 850  # 1.5 cm: the letter holds on one page, its reply slip on the next
_ADRESSE = "{{ prefecture }} – {{ adresse }}"


def _add_opening(doc: Docx, objet: str, lettre: str = "la convocation") -> None:
    """The issuer, the addressee, the subject."""
    with repeat_for(doc, "ligne in en_tete"):
        add_paragraph(doc, "{{ ligne }}", "CLU Autorite")
    add_service(doc)
    _add_contact(doc)
    add_paragraph(doc, "{{ ville }}, le {{ date_document }}", "CLU Date")
    with repeat_for(doc, "ligne in destinataire"):
        add_paragraph(doc, "{{ ligne }}", "CLU Destinataire")
    add_heading(doc, f"Objet : {objet}", 1)
    add_exemple(doc)
    with keep_if(doc, "annule_et_remplace"):
        add_paragraph(
            doc,
            f"**Annule et remplace {lettre} du {{{{ annule_et_remplace }}}}.** Merci de ne tenir"
            " compte que de ce courrier.{% if changements %} **Ce qui change :** {{ changements"
            " }}.{% endif %}",
        )
    add_paragraph(doc, "{{ appel }},")


def _add_contact(doc: Docx) -> None:
    """Who follows the matter, the reference, the telephone, each where it is known; the address to
    which one answers.
    """
    followed = "affaire_suivie_par | default('')"
    with keep_if(doc, f"{followed} or reunion.reference"):
        add_paragraph(
            doc,
            f"{{% if {followed} %}}Affaire suivie par : {{{{ affaire_suivie_par }}}}{{% if"
            " reunion.reference %} – {% endif %}{% endif %}{% if reunion.reference %}Référence : {{"
            " reunion.reference }}{% endif %}",
            "CLU Emetteur",
        )
    add_paragraph(
        doc,
        "{% if telephone_secretariat | default('') %}Téléphone : {{ telephone_secretariat }} – {%"
        " endif %}Courriel : {{ courriel_secretariat }}",
        "CLU Emetteur",
    )


def _add_seance(doc: Docx) -> None:
    """Where, how to come in, who presides, on what."""
    add_paragraph(doc, "**Lieu :** {{ reunion.lieu }}")
    with keep_if(doc, "visio.adresse"):
        visio = add_paragraph(doc, "**Visioconférence :** ")
        add_link(visio, "{{ visio.lien }}", "{{ visio.adresse }}")
        add_text(visio, "{% if visio.suite %} ({{ visio.suite }}){% endif %}")
    with keep_if(doc, "visio.texte"):
        add_paragraph(doc, "**Visioconférence :** {{ visio.texte }}")
    with keep_if(doc, "not acces"):
        add_paragraph(doc, "**Accès des personnes handicapées :** {{ reunion.acces }}")
    with keep_if(doc, "acces"):
        add_paragraph(doc, "**Accès des personnes handicapées :**", solidaire=True)
        add_bloc(doc, "acces")
    with keep_if(doc, "ordre_du_jour"):
        _add_agenda(doc)


def _add_agenda(doc: Docx) -> None:
    """The points; their hours have a column of their own when each of them has one."""
    each, numero, point = "point in ordre_du_jour", "{{ point.numero }}", "{{ point.point }}"
    with keep_if(doc, "horaires"):
        add_table(
            doc,
            "Ordre du jour et horaire prévu de chaque point",
            ("N°", "Horaire", "Point"),
            (numero, "{{ point.horaire | heure }}", point),
            each,
            parts=(8, 14, 78),
            vide="",
        )
    with keep_if(doc, "not horaires"):
        add_table(
            doc, "Ordre du jour", ("N°", "Point"), (numero, point), each, parts=(8, 92), vide=""
        )


_VOTRE_SIEGE = "Vous pouvez aussi vous faire représenter (« ou son représentant »), sans délai."
_LEURS_SIEGES = (
    "Les membres désignés ci-après avec la mention « ou son représentant » peuvent aussi se faire"
    " représenter, sans délai."
)


def _add_suppleance(doc: Docx, representation: str) -> None:
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
        "Dernier jour pour annoncer un suppléant : **{{ limite_suppleance | date_longue }}**. Ce"
        " délai se compte en {{ unite_suppleance }} : {{ jours_comptes }}."
        " Indiquez son identité **et** sa fonction : vous pouvez"
        " répondre par simple courriel, ou avec le coupon-réponse ci-après."
        f"{{% if ou_son_representant %}} {representation}{{% endif %}}",
    )


def _add_closing(doc: Docx) -> None:
    """The closing words, the signature, then what is attached."""
    closing = add_paragraph(
        doc,
        "Je vous prie d’agréer, {{ appel }}, l’expression de ma considération distinguée.",
        solidaire=True,
    )
    closing.paragraph_format.space_before = Pt(4)  # it may follow the agenda
    with repeat_for(doc, "ligne in qualite_signataire"):
        add_paragraph(doc, "{{ ligne }}", "CLU Signature")
    add_signature_name(doc, "nom_signataire")
    with repeat_for(doc, "annexe in annexes"):
        add_paragraph(
            doc, "Pièce jointe, annexe {{ annexe.numero }} : {{ annexe.titre }}.", "CLU Piece"
        )


_UN_NOM = "[texte:Civilité, prénom et nom de la personne désignée|civilité, prénom, nom]"
_SA_FONCTION = "[texte:Fonction de la personne désignée|fonction]"
_A_QUEL_TITRE = "[texte:Suppléance ou représentation|suppléance ou représentation]"
_BESOINS = "[texte:Aménagement souhaité|à préciser]"
_DATE_ET_SIGNATURE = "[texte:Date et signature|date et signature]"


_CELUI_CI = [
    ("{%p for ligne in identite %}", "CLU Cellule"),
    ("{{ ligne }}", "CLU Cellule"),
    ("{%p endfor %}", "CLU Cellule"),
]
_QUI = "[texte:Membre qui répond|nom, fonction, organisme]"


def _add_reply_slip(doc: Docx, identite: Cellule, *, suppleant: bool) -> None:
    """The reply slip, on its own page: to fill by pen, at the keyboard, or with a screen reader."""
    add_heading(doc, "Coupon-réponse", 1, saut_de_page=True)
    add_paragraph(
        doc,
        f"Réunion du {COMITE} du {SEANCE}. **Réponse souhaitée au plus tard le {{{{"
        " limite_suppleance | date_longue }}**, par courriel à {{ courriel_secretariat }},"
        " ou par courrier : {{ prefecture }}, {{ adresse }}.",
    )
    titre: list[list[Cellule]] = []
    if suppleant:
        titre = [
            ["{%tr if ou_son_representant %}", ""],
            ["À quel titre (représentation : sans délai)", _A_QUEL_TITRE],
            ["{%tr endif %}", ""],
        ]
    add_fixed_table(
        doc,
        "Coupon-réponse à remplir",
        ("Rubrique", "Votre réponse"),
        (
            ("Qui répond", identite),
            (
                "Présence (une seule réponse)",
                [
                    ("[case:Je participerai à la réunion] Je participerai.", "CLU Cellule"),
                    (
                        "[case:Empêchement, une autre personne viendra] Empêchement : la personne"
                        " désignée ci-dessous viendra.",
                        "CLU Cellule",
                    ),
                    (
                        "[case:Empêchement, personne ne viendra] Empêchement : personne ne"
                        " viendra.",
                        "CLU Cellule",
                    ),
                ],
            ),
            ("Personne désignée", _UN_NOM),
            ("Sa fonction", _SA_FONCTION),
            *titre,
            (
                "Aménagement souhaité : accès, boucle magnétique, interprète en langue des signes,"
                " gros caractères, autre",
                _BESOINS,
            ),
            ("Date et signature", _DATE_ET_SIGNATURE),
        ),
        (36, 64),
        rangees=RowLayout(hauteur=HAUTEUR_A_REMPLIR),
    )
    add_paragraph(doc, "Protection de vos données :", "CLU Note", solidaire=True)
    add_mention_donnees(doc)


def make_convocation() -> bytes:
    """The letter to one member, and its reply slip."""
    doc = make_template("convocation", pied=_ADRESSE, marge=MARGE_COURRIER, serre=True)
    _add_opening(
        doc,
        f"{{% if preside %}}réunion du {COMITE} que vous présiderez{{% else %}}convocation au"
        f" {COMITE}{{% endif %}}",
        "{% if preside %}la lettre{% else %}la convocation{% endif %}",
    )
    with keep_if(doc, "preside"):
        add_paragraph(
            doc,
            f"J’ai l’honneur de vous adresser l’ordre du jour de la réunion du {COMITE} que vous"
            f" présiderez le **{SEANCE}**.",
        )
    with keep_if(doc, "not preside"):
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
    with keep_if(doc, "not preside"):
        _add_suppleance(doc, _VOTRE_SIEGE)
    _add_closing(doc)
    with keep_if(doc, "not preside"):
        _add_reply_slip(doc, _CELUI_CI, suppleant=True)
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
    _add_reply_slip(doc, _QUI, suppleant=True)
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
    _add_reply_slip(doc, _CELUI_CI, suppleant=False)
    return save_template(doc)


MODELES: Mapping[str, Callable[[], bytes]] = {
    "convocation": make_convocation,
    "convocation_collective": make_convocation_collective,
    "invitation": make_invitation,
}
"""The makers by the name of their template."""
