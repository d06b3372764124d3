"""The templates of the meeting pack and of the minutes, written as the secretary finds them in
Word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document as Docx

from tools.making.templates.writing import bloc, enregistrer, nouveau, paragraphe, pour, si, titre

_COMITE = "{{ comite }} ({{ sigle }})"


def _emetteur(doc: Docx) -> None:
    with pour(doc, "ligne in en_tete"):
        paragraphe(doc, "{{ ligne }}", "CLU Autorite")
    paragraphe(doc, "{{ service }}", "CLU Emetteur")


def _exemple(doc: Docx) -> None:
    with si(doc, "exemple"):
        paragraphe(doc, "EXEMPLE : document fait avec des données inventées.", "CLU Exemple")


def _points(doc: Docx) -> None:
    """One section per point: its number when it has one, its title, what stands under it."""
    with pour(doc, "point in points"):
        titre(doc, "{% if point.numero %}{{ point.numero }}. {% endif %}{{ point.titre }}", 1)
        bloc(doc, "point.contenu")


def dossier() -> bytes:
    """The meeting pack."""
    doc = nouveau("Dossier de séance")
    _emetteur(doc)
    paragraphe(doc, "Dossier de séance", "Title")
    paragraphe(doc, _COMITE, "Subtitle")
    _exemple(doc)
    paragraphe(
        doc,
        "**Réunion du {{ reunion.date | date_longue }}** à {{ reunion.heure | heure }}, {{"
        " reunion.lieu }}",
    )
    paragraphe(
        doc, "**Période des chiffres :** {{ periode }}. **Chiffres arrêtés au** {{ arrete_au }}."
    )
    paragraphe(doc, "Sommaire", "TOC Heading")
    bloc(doc, "sommaire")
    titre(doc, "Ordre du jour", 1)
    bloc(doc, "agenda")
    titre(doc, "L’essentiel", 1)
    bloc(doc, "essentiel")
    titre(doc, "Composition du comité", 1)
    bloc(doc, "composition")
    _points(doc)
    titre(doc, "Annexe : sources et définitions", 1)
    bloc(doc, "definitions")
    return enregistrer(doc)


def compte_rendu() -> bytes:
    """The minutes."""
    doc = nouveau("Compte rendu")
    _emetteur(doc)
    paragraphe(doc, "Affaire suivie par : {{ affaire_suivie_par }}", "CLU Emetteur")
    for nom, balise in (
        ("Téléphone", "telephone_secretariat"),
        ("Courriel", "courriel_secretariat"),
    ):
        with si(doc, f"{balise} | default('')"):
            paragraphe(doc, f"{nom} : {{{{ {balise} }}}}", "CLU Emetteur")
    _seance(doc)
    with pour(doc, "ligne in signataire"):
        paragraphe(doc, "{{ ligne }}", "CLU Signature")
    _diffusion(doc)
    return enregistrer(doc)


def compte_rendu_publication() -> bytes:
    """The minutes for publication: nobody follows the matter, nobody signs, for these may be
    named.
    """
    doc = nouveau("Compte rendu pour publication")
    _emetteur(doc)
    _seance(
        doc,
        "Version pour publication : les personnes sont désignées par leur fonction et leur"
        " organisme.",
    )
    _diffusion(doc)
    return enregistrer(doc)


def _seance(doc: Docx, mention: str = "") -> None:
    """What was said, from the place and the date to the closing time."""
    with si(doc, "reunion.reference"):
        paragraphe(doc, "Référence : {{ reunion.reference }}", "CLU Emetteur")
    paragraphe(doc, "{{ ville }}, le {{ date_document }}", "CLU Date")
    paragraphe(doc, "Compte rendu de réunion", "Title")
    paragraphe(doc, _COMITE, "Subtitle")
    _exemple(doc)
    if mention:
        paragraphe(doc, mention, "CLU Note")
    paragraphe(
        doc,
        "Le comité s’est réuni le **{{ reunion.date | date_longue }}**, de {{ reunion.heure | heure"
        " }} à {{ heure_fin | heure }}, {{ reunion.lieu }}.",
    )
    with si(doc, "reunion.presidence"):
        paragraphe(
            doc,
            "{% if reunion.presidence_de %}Réunion présidée par {{ reunion.presidence }}{% else"
            " %}Présidence : {{ reunion.presidence }}{% endif %}.",
        )
    paragraphe(doc, "Secrétariat de séance : {{ secretaire }}.")
    paragraphe(doc, "Sommaire", "TOC Heading")
    bloc(doc, "sommaire")
    titre(doc, "Participants", 1)
    bloc(doc, "presences")
    titre(doc, "Ordre du jour", 1)
    bloc(doc, "agenda")
    _points(doc)
    titre(doc, "Avis, souhaits, propositions et suggestions", 1)
    bloc(doc, "propositions")
    titre(doc, "Fin de la réunion", 1)
    paragraphe(doc, "Prochaine réunion : {{ prochaine_reunion | date_longue }}.")
    paragraphe(doc, "La séance est levée à {{ heure_fin | heure }}.")


def _diffusion(doc: Docx) -> None:
    titre(doc, "Diffusion", 1)
    bloc(doc, "diffusion")


MODELES: Mapping[str, Callable[[], bytes]] = {
    "dossier": dossier,
    "compte_rendu": compte_rendu,
    "compte_rendu_publication": compte_rendu_publication,
}
"""Their templates, by name."""
