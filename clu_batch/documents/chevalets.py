"""The name plates, in the order of the attendance sheet (docs/rules/documents.md#chevalets)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clu_batch import french
from clu_batch.contenu import Demande, Manquant, Texte
from clu_batch.documents import commun, noms
from clu_batch.documents.emargement import A_REMPLIR, PersonneAttendue, groupes
from clu_batch.documents.lettres import a_inviter
from clu_batch.model import Bilan, Etape, Registre
from clu_batch.schema import Famille


@dataclass(frozen=True, slots=True)
class Chevalet:
    """A plate: the name, or the function when nobody is named; under it, function and body, if they
    add anything.
    """

    grand: Texte
    detail: Texte | None = None


def preparer(registre: Registre, bilan: Bilan) -> Sequence[Demande]:
    """The name plates of a meeting to come."""
    reunion = bilan.seance.reunion
    if reunion is None or bilan.seance.etape is not Etape.A_VENIR:
        return ()
    attendus = groupes(bilan.sieges, a_inviter(registre, reunion))
    contexte = {
        **commun.contexte(registre, bilan),
        "personnes": [chevalet(personne) for groupe in attendus for personne in groupe.personnes],
    }
    p = registre.parametres
    chemin = f"{noms.nom(reunion.date, p.sigle, 'Chevalets')}.docx"
    titre = f"Chevalets, {p.sigle} du {french.date(reunion.date)}"
    return (Demande(chemin, "chevalets", Famille.CHEVALETS, titre, reunion.date, contexte),)


def chevalet(personne: PersonneAttendue) -> Chevalet:
    """The plate of a person of the attendance sheet; nothing is said twice, a seat without holder
    shows its body.
    """
    connus = [
        texte
        for texte in (personne.fonction, personne.organisme)
        if texte not in (A_REMPLIR, commun.SANS_VALEUR)
    ]
    manque = next((texte for texte in connus if isinstance(texte, Manquant)), None)
    mots = [texte for texte in connus if isinstance(texte, str)]
    if len(mots) == 2 and commun.nomme(mots[0], mots[1]):
        mots = mots[:1]
    if personne.nom != A_REMPLIR:
        return Chevalet(personne.nom, manque or ", ".join(mots) or None)
    if personne.vacant:
        mots = mots[::-1][:1]
    if not mots:
        return Chevalet(manque or A_REMPLIR)
    return Chevalet(
        french.avec_initiale(commun.sans_article(mots[0])), manque or ", ".join(mots[1:]) or None
    )
