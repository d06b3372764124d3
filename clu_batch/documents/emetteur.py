"""Who writes: the head of the letters, the way to reach the secretariat, the data-protection
notice.
"""

from __future__ import annotations

from clu_batch.documents.typed_texts import REGLAGES, ecrit, lignes, lignes_ou_manque, ou_manque
from clu_batch.kernel import french
from clu_batch.kernel.content import Bloc, Manquant, Paragraphe, Texte
from clu_batch.parse import plier
from clu_batch.rules.model import Parametres


def en_tete(parametres: Parametres) -> tuple[Texte, ...]:
    """The issuer's lines: as typed, else « PRÉFET » followed by what « Préfecture » is the
    prefecture of.
    """
    if parametres.en_tete:
        return lignes(parametres.en_tete)
    prefecture = ecrit(parametres.prefecture)
    if prefecture is None:
        return (Manquant("préfecture", REGLAGES),)
    premier, _, reste = prefecture.partition(" ")
    if plier(premier) == "prefecture" and reste:
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


def mention_donnees(parametres: Parametres) -> Bloc:
    """The data-protection notice (RGPD, art. 13: controller, purpose, basis, recipients, retention,
    rights, DPO, CNIL).
    """
    prefecture = french.minuscule_initiale(ecrit(parametres.prefecture) or "préfecture")
    duree, dpo = ecrit(parametres.duree_conservation), ecrit(parametres.dpo)
    textes: list[Texte] = [
        french.typographie(
            _TRAITEMENT.format(
                prefecture=prefecture, comite=french.minuscule_initiale(parametres.comite)
            )
        ),
        (
            french.typographie(f"Durée de conservation : {duree}.")
            if duree
            else Manquant("durée de conservation des données", REGLAGES)
        ),
        french.typographie(_DROITS.format(dpo=f" ({dpo})" if dpo else "")),
    ]
    if not dpo:
        textes.append(Manquant("délégué à la protection des données", REGLAGES))
    return Bloc(tuple(Paragraphe(texte, "CLU Note") for texte in textes))


def _say_follower(parametres: Parametres) -> Texte:
    """Who follows the matter, as it stands after a colon."""
    typed = ecrit(parametres.affaire_suivie_par)
    return french.dans_la_phrase(typed) if typed else Manquant("affaire suivie par", REGLAGES)


def emetteur(parametres: Parametres) -> dict[str, object]:
    """The tags of the issuer."""
    p = parametres
    return {
        "en_tete": en_tete(p),
        "service": ou_manque(p.service, "service"),
        "affaire_suivie_par": _say_follower(p),
        "courriel_secretariat": ou_manque(p.courriel_secretariat, "courriel du secrétariat"),
        "telephone_secretariat": ou_manque(p.telephone_secretariat, "téléphone du secrétariat"),
        "adresse": ou_manque(p.adresse, "adresse de la préfecture"),
        "ville": ou_manque(p.ville, "ville"),
        "signataire": lignes_ou_manque(p.signataire, "signataire"),
        "mention_donnees": mention_donnees(p),
    }
