"""Write who sends the papers: the head of the letters, the way to reach the secretariat, the notice
on personal data.
"""

from __future__ import annotations

from clu_batch.documents.typed_texts import (
    ask,
    print_columns,
    split_lines,
    split_or_ask,
    write_in_line,
)
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.content import Block, Paragraph, Texte
from clu_batch.parse import fold_text
from clu_batch.rules.model import Parametres


def write_en_tete(parametres: Parametres) -> tuple[Texte, ...]:
    """Return the lines of the head: as typed, else « PRÉFET » followed by the complement of the
    setting « Préfecture ».
    """
    if parametres.en_tete:
        return split_lines(parametres.en_tete)
    prefecture = write_in_line(parametres.prefecture)
    if prefecture is None:
        return (ask(parametres, "prefecture"),)
    premier, _, reste = prefecture.partition(" ")
    if fold_text(premier) == "prefecture" and reste:
        return ("PRÉFET", reste.upper())
    return (prefecture.upper(),)


_TRAITEMENT = (
    "La {prefecture} traite vos nom, fonction, organisme, coordonnées et besoins d’aménagement pour"
    " organiser les réunions du {comite} et en établir le compte rendu. Elle est responsable de ce"
    " traitement, fondé sur l’exécution d’une mission d’intérêt public (article 6, paragraphe 1, e,"
    " du règlement général sur la protection des données, RGPD). Vos données sont destinées au"
    " secrétariat du comité et aux services de la préfecture qui préparent la réunion ; les"
    " participants reçoivent le nom, la fonction et l’organisme de chacun."
)
_DROITS = (
    "Vous pouvez demander l’accès à vos données, leur rectification, leur effacement ou la"
    " limitation de leur traitement, et vous y opposer, auprès du délégué à la protection des"
    " données{dpo}. Vous pouvez aussi saisir la Commission nationale de l’informatique et des"
    " libertés (CNIL)."
)


def write_mention_donnees(parametres: Parametres) -> Block:
    """Write the notice on personal data (RGPD, art. 13: controller, purpose, basis, recipients,
    retention, rights, DPO, CNIL).
    """
    prefecture = french.lower_first(write_in_line(parametres.prefecture) or "préfecture")
    duree, dpo = write_in_line(parametres.duree_conservation), write_in_line(parametres.dpo)
    textes: list[Texte] = [
        french.typeset(
            _TRAITEMENT.format(
                prefecture=prefecture, comite=french.lower_first(parametres.comite)
            )
        ),
        (
            french.typeset(f"Ces données sont conservées {french.lower_first(duree)}.")
            if duree
            else ask(parametres, "duree_conservation")
        ),
        french.typeset(_DROITS.format(dpo=f" ({dpo})" if dpo else "")),
    ]
    if not dpo:
        textes.append(ask(parametres, "dpo"))
    return Block(tuple(Paragraph(texte, "CLU Note") for texte in textes))


def build_emetteur_tags(parametres: Parametres) -> dict[str, object]:
    """Return the tags of the committee and of the issuer."""
    tags = print_columns(parametres)
    suivie_par = tags["affaire_suivie_par"]
    if isinstance(suivie_par, str):  # it stands after a colon
        suivie_par = fonctions.fit_in_sentence(suivie_par)
    return {
        **tags,
        "en_tete": write_en_tete(parametres),
        "affaire_suivie_par": suivie_par,
        "signataire": split_or_ask(parametres, "signataire"),
        "mention_donnees": write_mention_donnees(parametres),
    }
