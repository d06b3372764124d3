"""The templates of the meeting pack and of the minutes, written as the secretary finds them in
Word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document as Docx
from docx.shared import Pt

from tools.making.templates.shared_phrases import add_service, add_signature_name
from tools.making.templates.writing import (
    add_bloc,
    add_heading,
    add_paragraph,
    keep_if,
    make_template,
    repeat_for,
    save_template,
)

_COMITE = "{{ comite }} ({{ sigle }})"


def _add_emetteur(doc: Docx) -> None:
    with repeat_for(doc, "ligne in en_tete"):
        add_paragraph(doc, "{{ ligne }}", "CLU Autorite")
    add_service(doc)


def _add_exemple(doc: Docx) -> None:
    with keep_if(doc, "exemple"):
        add_paragraph(doc, "EXEMPLE : document fait avec des données inventées.", "CLU Exemple")


def _add_points(doc: Docx) -> None:
    """One section per point: its number when it has one, its title, what stands under it."""
    with repeat_for(doc, "point in points"):
        add_heading(
            doc, "{% if point.numero %}{{ point.numero }}. {% endif %}{{ point.titre }}", 1
        )
        add_bloc(doc, "point.contenu")


def make_dossier() -> bytes:
    """The meeting pack."""
    doc = make_template("Dossier de séance", serre=True)
    _add_emetteur(doc)
    add_paragraph(doc, "Dossier de séance", "Title")
    add_paragraph(doc, _COMITE, "Subtitle")
    _add_exemple(doc)
    add_paragraph(
        doc,
        "**Réunion du {{ reunion.date | date_longue }}** à {{ reunion.heure | heure }}, {{"
        " reunion.lieu }}",
    )
    add_paragraph(
        doc,
        "**Période des chiffres :** {{ periode }}. **Chiffres arrêtés au** {{ arrete_au }}.",
    )
    add_paragraph(doc, "Sommaire", "TOC Heading")
    add_bloc(doc, "sommaire")
    add_heading(doc, "Ordre du jour", 1)
    add_bloc(doc, "agenda")
    add_heading(doc, "L’essentiel", 1, saut_de_page=True)
    add_bloc(doc, "essentiel")
    _add_points(doc)
    with keep_if(doc, "detail"):
        add_heading(doc, "Annexe : détail des résultats", 1, saut_de_page=True)
        add_bloc(doc, "detail")
    with keep_if(doc, "donnees"):
        add_heading(doc, "Annexe : données des graphiques", 1)
        add_bloc(doc, "donnees")
    add_heading(doc, "Annexe : composition, définitions et sources", 1)
    add_heading(doc, "Composition du comité", 2)
    add_bloc(doc, "composition")
    add_bloc(doc, "definitions")
    return save_template(doc)


def make_compte_rendu() -> bytes:
    """The minutes."""
    doc = make_template("Compte rendu", serre=True)
    _add_emetteur(doc)
    with keep_if(doc, "affaire_suivie_par | default('')"):
        add_paragraph(doc, "Affaire suivie par : {{ affaire_suivie_par }}", "CLU Emetteur")
    telephone, courriel = "telephone_secretariat", "courriel_secretariat"
    with keep_if(doc, f"{telephone} | default('') or {courriel} | default('')"):
        add_paragraph(
            doc,
            f"{{% if {telephone} | default('') %}}Téléphone : {{{{ {telephone} }}}}{{% endif %}}"
            f"{{% if {courriel} | default('') %}}{{% if {telephone} | default('') %}} – {{% endif"
            f" %}}Courriel : {{{{ {courriel} }}}}{{% endif %}}",
            "CLU Emetteur",
        )
    _add_seance(doc)
    with repeat_for(doc, "signature in signatures"):
        titre = add_paragraph(doc, "{{ signature.titre }}", "CLU Signature")
        titre.paragraph_format.space_before = Pt(14)
        add_signature_name(doc, "signature.nom", solidaire=True)
    _add_diffusion(doc)
    return save_template(doc)


def make_publication() -> bytes:
    """The minutes for publication: nobody follows the matter, nobody signs, for these may be
    named.
    """
    doc = make_template("Compte rendu pour publication", serre=True)
    _add_emetteur(doc)
    _add_seance(
        doc,
        "Version pour publication : les personnes sont désignées par leur fonction et leur"
        " organisme.",
    )
    _add_diffusion(doc)
    return save_template(doc)


def _add_seance(doc: Docx, mention: str = "") -> None:
    """What was said, from the place and the date to the closing time."""
    with keep_if(doc, "reunion.reference"):
        add_paragraph(doc, "Référence : {{ reunion.reference }}", "CLU Emetteur")
    add_paragraph(doc, "{{ ville }}, le {{ date_document }}", "CLU Date")
    titre = add_paragraph(doc, "Compte rendu de réunion", "Title")
    titre.paragraph_format.space_before = Pt(2)
    add_paragraph(doc, _COMITE, "Subtitle")
    _add_exemple(doc)
    if mention:
        add_paragraph(doc, mention, "CLU Note")
    add_paragraph(
        doc,
        "Le comité s’est réuni le **{{ reunion.date | date_longue }}**, de {{ reunion.heure | heure"
        " }} à {{ heure_fin | heure }}, {{ reunion.lieu }}.",
    )
    add_paragraph(
        doc,
        "{% if reunion.presidence_de %}Réunion présidée par {{ reunion.presidence }}. {% elif"
        " reunion.presidence %}Présidence : {{ reunion.presidence }}. {% endif %}Secrétariat de"
        " séance : {{ secretaire }}.",
    )
    add_paragraph(doc, "Sommaire", "TOC Heading")
    add_bloc(doc, "sommaire")
    add_heading(doc, "Participants", 1)
    add_bloc(doc, "presences")
    add_heading(doc, "Ordre du jour", 1)
    add_bloc(doc, "agenda")
    _add_points(doc)
    add_heading(doc, "Avis, souhaits, propositions et suggestions", 1)
    add_bloc(doc, "propositions")
    add_heading(doc, "Fin de la réunion", 1)
    add_paragraph(
        doc,
        "Prochaine réunion : {{ prochaine_reunion | date_longue }}. La séance est levée à {{"
        " heure_fin | heure }}.",
        solidaire=True,
    )


def _add_diffusion(doc: Docx) -> None:
    add_heading(doc, "Diffusion", 1)
    add_bloc(doc, "diffusion")


MODELES: Mapping[str, Callable[[], bytes]] = {
    "dossier": make_dossier,
    "compte_rendu": make_compte_rendu,
    "compte_rendu_publication": make_publication,
}
"""Their templates, by name."""
