"""The templates of the electronic messages: the first paragraph is the subject, the others are the
text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext

from tools.making.templates.shared_phrases import COMITE, SEANCE, add_service
from tools.making.templates.writing import (
    add_heading,
    add_paragraph,
    keep_if,
    make_template,
    save_template,
)

_ANNULE = (
    "{% if annule_et_remplace %} (annule et remplace l’envoi du {{ annule_et_remplace }}){%"
    " endif %}"
)
_REMPLACE = (
    "Ce courriel annule et remplace celui du {{ annule_et_remplace }} : merci de ne tenir compte"
    " que de celui-ci.{% if changements %} Ce qui change : {{ changements }}.{% endif %}"
)
_REPONSE = "Vous pouvez répondre par simple courriel."


def _make_courriel(
    quoi: str, phrases: Sequence[str], objet: str = "", presidence: str = ""
) -> bytes:
    """Make a message. `presidence`: the sentence for who presides, in place of the others."""
    doc = make_template(f"courriel, {quoi}")
    titre = f"Objet : {{{{ sigle }}}} du {{{{ reunion.date }}}} : {objet or quoi}{_ANNULE}"
    add_heading(doc, titre, 1)
    add_paragraph(doc, "{{ appel }},")
    with keep_if(doc, "annule_et_remplace"):
        add_paragraph(doc, _REMPLACE)
    if presidence:
        with keep_if(doc, "preside"):
            add_paragraph(doc, presidence)
    with keep_if(doc, "not preside") if presidence else nullcontext():
        for phrase in phrases:
            add_paragraph(doc, phrase)
    with keep_if(doc, "pour_information"):
        add_paragraph(doc, "Ce document vous est adressé pour information.")
    add_paragraph(doc, "Cordialement,")
    add_paragraph(doc, f"Le secrétariat du {COMITE}", "CLU Signature")
    add_service(doc, "CLU Signature")
    return save_template(doc)


def make_convocation() -> bytes:
    """What goes with a convocation."""
    return _make_courriel(
        "convocation",
        (
            (
                f"Vous trouverez ci-joint votre convocation à la réunion du {COMITE} du {SEANCE},"
                " avec son ordre du jour."
            ),
            (
                "En cas d’empêchement, vous pouvez annoncer un suppléant au plus tard"
                " le {{ limite_suppleance | date_longue }}, en indiquant son identité et sa"
                f" fonction. {_REPONSE}"
            ),
        ),
        "{% if preside %}réunion que vous présiderez{% else %}convocation{% endif %}",
        f"Vous trouverez ci-joint l’ordre du jour de la réunion du {COMITE} du {SEANCE}, que vous"
        " présiderez.",
    )


def make_invitation() -> bytes:
    """What goes with an invitation."""
    ci_joint = (
        f"Vous trouverez ci-joint votre invitation à la réunion du {COMITE} du {SEANCE}, avec son"
        " ordre du jour."
    )
    return _make_courriel("invitation", (ci_joint, _REPONSE))


def make_dossier() -> bytes:
    """What goes with the pack."""
    return _make_courriel(
        "dossier de séance",
        (f"Vous trouverez ci-joint le dossier de la réunion du {COMITE} du {SEANCE}.",),
    )


def make_compte_rendu() -> bytes:
    """What goes with the minutes."""
    ci_joint = (
        f"Vous trouverez ci-joint le compte rendu de la réunion du {COMITE} du {{{{ reunion.date |"
        " date_longue }}."
    )
    return _make_courriel("compte rendu", (ci_joint,))


MODELES: Mapping[str, Callable[[], bytes]] = {
    "courriel_convocation": make_convocation,
    "courriel_invitation": make_invitation,
    "courriel_dossier": make_dossier,
    "courriel_compte_rendu": make_compte_rendu,
}
"""The makers by the name of their template."""
