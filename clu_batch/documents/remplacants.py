"""Name who sits in place of a member, alike in every document
(docs/rules/documents.md#substitutes).

Words without gender: « Suppléance : Mme Prénom NOM, médiatrice ».
"""

from __future__ import annotations

from clu_batch.documents.typed_texts import compose_nom, join_known, write_in_line
from clu_batch.kernel import fonctions, french
from clu_batch.parse import fold_text
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import Presence, Siege, Suppleance

SUPPLEANCE, REPRESENTATION = "Suppléance", "Représentation"


def name_suppleant(annonce: Suppleance) -> str:
    """Return « Mme Prénom NOM, médiatrice » with what was announced; "" when nothing was."""
    return _name_person(compose_nom(annonce), annonce.fonction)


def name_present(presence: Presence) -> str:
    """Return who sat, as Présences names the person; "" when it says nothing."""
    return _name_person(presence.nom, presence.fonction)


def name_remplacant(siege: Siege) -> str:
    """Return who sat in place of the holder: as Présences says, in the words of the announcement
    when it is the same person; "" when nothing tells.
    """
    presence, annonce = siege.presence, find_annonce(siege)
    if annonce is None:
        return name_present(presence) if presence else ""
    if presence is None:
        return name_suppleant(annonce)
    nom = compose_nom(annonce) or presence.nom
    return _name_person(nom, presence.fonction or annonce.fonction)


def find_annonce(siege: Siege) -> Suppleance | None:
    """Return the announcement of the substitute who sat; None when somebody else did."""
    annonce, presence = siege.suppleance, siege.presence
    if annonce is None or siege.statut != StatutDePresence.SUPPLEE:
        return None
    if presence is None or not presence.nom:
        return annonce
    same = annonce.nom and fold_text(annonce.nom) in fold_text(presence.nom)
    return annonce if same else None


def say_remplacement(siege: Siege) -> str:
    """Write « Suppléance : Mme Prénom NOM, médiatrice »; "" when nothing tells who sat."""
    qui = name_remplacant(siege)
    supplee = siege.statut == StatutDePresence.SUPPLEE
    quoi = SUPPLEANCE if supplee else REPRESENTATION
    if qui:
        return french.typeset(f"{quoi} : {qui}")
    return ""


def _name_person(nom: str | None, fonction: str | None) -> str:
    """Return a name and a function, the article of which goes: « Mme NOM, directrice »."""
    nommee, titre = write_in_line(nom), french.lower_first(write_in_line(fonction) or "")
    if nommee:
        return join_known(nommee, fonctions.drop_article(titre))
    return titre
