"""The name plates, in the order of the attendance sheet (docs/rules/documents.md#chevalets)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clu_batch.documents import context, file_names
from clu_batch.documents.emargement import A_REMPLIR, PersonneAttendue, groupes
from clu_batch.documents.lettres import a_inviter
from clu_batch.kernel import french
from clu_batch.kernel.content import Demande, Manquant, Texte
from clu_batch.kernel.declaration import Famille
from clu_batch.rules.model import Bilan, Etape, Registre


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
        **context.contexte(registre, bilan),
        "personnes": [chevalet(personne) for groupe in attendus for personne in groupe.personnes],
    }
    p = registre.parametres
    chemin = f"{file_names.nom(reunion.date, p.sigle, 'Chevalets')}.docx"
    titre = f"Chevalets, {p.sigle} du {french.date(reunion.date)}"
    return (Demande(chemin, "chevalets", Famille.CHEVALETS, titre, reunion.date, contexte),)


def chevalet(personne: PersonneAttendue) -> Chevalet:
    """The plate of a person of the attendance sheet; nothing is said twice, a seat without holder
    shows its body.
    """
    mots, manque = _find_words(personne)
    if personne.nom != A_REMPLIR:
        return Chevalet(personne.nom, manque or ", ".join(mots) or None)
    if personne.vacant:
        mots = mots[-1:]
    if not mots:
        return Chevalet(manque or A_REMPLIR)
    grand, *suite = mots
    detail = manque or ", ".join(suite) or None
    return Chevalet(french.avec_initiale(french.sans_article(grand)), detail)


def _find_words(personne: PersonneAttendue) -> tuple[list[str], Manquant | None]:
    """The function and the body that are known, the body only if the function does not say it; the
    first of them that is missing.
    """
    mots: list[str] = []
    manque: Manquant | None = None
    for texte in (personne.fonction, personne.organisme):
        if isinstance(texte, Manquant):
            manque = manque or texte
        elif texte not in (A_REMPLIR, context.SANS_VALEUR):
            mots.append(texte)
    if len(mots) == 2 and context.nomme(*mots):
        mots.pop()
    return mots, manque
