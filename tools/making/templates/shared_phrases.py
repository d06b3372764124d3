"""What the templates of the letters and of the papers of the room have in common."""

from __future__ import annotations

from docx.document import Document as Docx

from tools.making.templates.writing import add_paragraph, keep_if

SEANCE = "{{ reunion.date | date_longue }} à {{ reunion.heure | heure }}"
PRESIDENCE = (
    "{% if reunion.presidence_de %}, sous la présidence {{ reunion.presidence_de }}"
    "{% elif reunion.presidence %}. Présidence : {{ reunion.presidence }}{% endif %}"
)
"""Who presides; a function whose article nothing tells stands after a colon."""
COMITE = "{{ comite | minuscule }} ({{ sigle }})"


_MENTION_DONNEES = (
    (
        "La {{ prefecture | minuscule }} traite vos nom, fonction, organisme, coordonnées et"
        " besoins d’aménagement pour organiser les réunions du {{ comite | minuscule }} et en"
        " établir le compte rendu. Elle est responsable de ce traitement, fondé sur l’exécution"
        " d’une mission"
        " d’intérêt public (article 6, paragraphe 1, e, du règlement général sur la protection des"
        " données, RGPD). Vos données sont destinées au secrétariat du comité et aux services de la"
        " préfecture qui préparent la réunion ; les participants reçoivent le nom, la fonction et"
        " l’organisme de chacun."
    ),
    "Ces données sont conservées {{ duree_conservation | minuscule }}.",
    (
        "Vous pouvez demander l’accès à vos données, leur rectification, leur effacement ou la"
        " limitation de leur traitement, et vous y opposer, auprès du délégué à la protection des"
        " données ({{ dpo }}). Vous pouvez aussi saisir la Commission nationale de l’informatique"
        " et des libertés (CNIL)."
    ),
)
"""The notice on personal data (RGPD, art. 13: controller, purpose, basis, recipients, retention,
rights, DPO, CNIL).
"""


def add_mention_donnees(doc: Docx) -> None:
    """The notice on personal data, in small letters."""
    for phrase in _MENTION_DONNEES:
        add_paragraph(doc, phrase, "CLU Note")


def add_service(doc: Docx, style: str = "CLU Emetteur") -> None:
    """The service that writes, where it is known."""
    with keep_if(doc, "service | default('')"):
        add_paragraph(doc, "{{ service }}", style)


def add_signature_name(doc: Docx, balise: str, *, solidaire: bool = False) -> None:
    """Room to sign by hand, 2.2 cm, then the name; a control to type it when it is not known.
    `solidaire`: it stays with what follows.
    """
    style = "CLU Nom signataire"
    with keep_if(doc, balise):
        add_paragraph(doc, f"{{{{ {balise} }}}}", style, solidaire=solidaire)
    with keep_if(doc, f"not {balise}"):
        add_paragraph(doc, "[texte:Prénom et nom|Prénom et nom]", style, solidaire=solidaire)


def add_exemple(doc: Docx) -> None:
    """The line that marks a document made with invented data."""
    with keep_if(doc, "exemple"):
        add_paragraph(doc, "EXEMPLE : document fait avec des données inventées.", "CLU Exemple")
