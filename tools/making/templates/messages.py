"""The templates of the electronic messages: the first paragraph is the subject, the others are the
text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tools.making.templates.shared_phrases import COMITE, SEANCE
from tools.making.templates.writing import enregistrer, nouveau, paragraphe, pour, si, titre

_ANNULE = (
    "{% if annule_et_remplace %} (annule et remplace l’envoi du {{ annule_et_remplace }}){%"
    " endif %}"
)
_REMPLACE = (
    "Ce courriel annule et remplace celui du {{ annule_et_remplace }} : merci de ne tenir compte"
    " que de celui-ci."
)
_REPONSE = "Vous pouvez répondre par simple courriel."


def _courriel(quoi: str, phrases: Sequence[str]) -> bytes:
    doc = nouveau(f"courriel, {quoi}")
    titre(doc, f"Objet : {{{{ sigle }}}} du {{{{ reunion.date }}}} : {quoi}{_ANNULE}", 1)
    paragraphe(doc, "{{ appel }},")
    with si(doc, "annule_et_remplace"):
        paragraphe(doc, _REMPLACE)
    for phrase in phrases:
        paragraphe(doc, phrase)
    with si(doc, "pour_information"):
        paragraphe(doc, "Ce document vous est adressé pour information.")
    paragraphe(doc, "Cordialement,")
    with pour(doc, "ligne in signataire"):
        paragraphe(doc, "{{ ligne }}", "CLU Signature")
    return enregistrer(doc)


def convocation() -> bytes:
    """What goes with a convocation."""
    return _courriel(
        "convocation",
        (
            (
                f"Vous trouverez ci-joint votre convocation à la réunion du {COMITE} du {SEANCE},"
                " avec son ordre du jour."
            ),
            (
                "Si vous êtes empêché ou empêchée, vous pouvez annoncer un suppléant au plus tard"
                " le {{ limite_suppleance | date_longue }}, en indiquant son identité et sa"
                f" fonction. {_REPONSE}"
            ),
        ),
    )


def invitation() -> bytes:
    """What goes with an invitation."""
    ci_joint = (
        f"Vous trouverez ci-joint votre invitation à la réunion du {COMITE} du {SEANCE}, avec son"
        " ordre du jour."
    )
    return _courriel("invitation", (ci_joint, _REPONSE))


def dossier() -> bytes:
    """What goes with the pack."""
    return _courriel(
        "dossier de séance",
        (f"Vous trouverez ci-joint le dossier de la réunion du {COMITE} du {SEANCE}.",),
    )


def compte_rendu() -> bytes:
    """What goes with the minutes."""
    ci_joint = (
        f"Vous trouverez ci-joint le compte rendu de la réunion du {COMITE} du {{{{ reunion.date |"
        " date_longue }}."
    )
    return _courriel("compte rendu", (ci_joint,))


MODELES: Mapping[str, Callable[[], bytes]] = {
    "courriel_convocation": convocation,
    "courriel_invitation": invitation,
    "courriel_dossier": dossier,
    "courriel_compte_rendu": compte_rendu,
}
"""The makers by the name of their template."""
