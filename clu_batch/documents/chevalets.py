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
from clu_batch.documents.typed_texts import join_fonction_organisme
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.content import Missing, Texte
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen


@frozen
class Chevalet:
    """A name plate: the name, or the body when nobody is named; under it, what else is known."""

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
    """Make the plate of a person of the attendance sheet; that of a seat without holder shows its
    body alone.
    """
    fonction, organisme = map(_write_known, (personne.fonction, personne.organisme))
    missing = [t for t in (personne.fonction, personne.organisme) if isinstance(t, Missing)]
    manque = next(iter(missing), None)
    if personne.nom != A_REMPLIR:
        detail = join_fonction_organisme(fonction or None, organisme or None) or ""
        return Chevalet(personne.nom, french.capitalise_first(detail) or manque)
    return _make_nameless(personne, fonction, organisme, manque)


def _make_nameless(
    personne: PersonneAttendue, fonction: str, organisme: str, manque: Missing | None
) -> Chevalet:
    """Make the plate of a person whom nobody has named."""
    if not organisme:
        return Chevalet(french.capitalise_first(fonction) or manque or A_REMPLIR)
    says_more = not personne.vacant and fonction != organisme
    detail = french.capitalise_first(fonction) or manque if says_more else None
    return Chevalet(french.capitalise_first(organisme), detail)


def _write_known(texte: Texte) -> str:
    """The text of a plate without its article, "" when there is none."""
    if isinstance(texte, Missing) or texte in (A_REMPLIR, SANS_VALEUR):
        return ""
    return fonctions.drop_article(texte)
