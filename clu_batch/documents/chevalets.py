"""Prepare the name plates, in the order of the attendance sheet
(docs/rules/documents.md#chevalets).
"""

from __future__ import annotations

from itertools import chain

from clu_batch.documents import context
from clu_batch.documents.emargement import A_REMPLIR, PersonneAttendue, list_groupes
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.sections.field_tables import SANS_VALEUR
from clu_batch.documents.typed_texts import has_organisme
from clu_batch.kernel import french
from clu_batch.kernel.content import Missing, Texte
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.frozen import frozen


@frozen
class Chevalet:
    """A name plate: the name, or the function when nobody is named; under it, the function and the
    body when they add something.
    """

    grand: Texte
    detail: Texte | None = None


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the name plates of a meeting to come."""
    personnes = chain.from_iterable(groupe.personnes for groupe in list_groupes(meeting))
    tags = {"personnes": [make_chevalet(personne) for personne in personnes]}
    titre = meeting.write_short_title("Chevalets")
    return Prepared(
        [context.request_paper(meeting, Famille.CHEVALETS, "Chevalets", titre, tags)]
    )


def make_chevalet(personne: PersonneAttendue) -> Chevalet:
    """Make the plate of a person of the attendance sheet. It says nothing twice; the plate of a
    seat without holder shows its body.
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
    return Chevalet(french.capitalise_first(french.drop_article(grand)), detail)


def _find_words(personne: PersonneAttendue) -> tuple[list[str], Missing | None]:
    """Return the known words among the function and the body, and the first of the two that is
    missing.

    The body is left out when the function says it already.
    """
    mots: list[str] = []
    manque: Missing | None = None
    for texte in (personne.fonction, personne.organisme):
        if isinstance(texte, Missing):
            manque = manque or texte
        elif texte not in (A_REMPLIR, SANS_VALEUR):
            mots.append(texte)
    if len(mots) == 2 and has_organisme(*mots):
        mots.pop()
    return mots, manque
