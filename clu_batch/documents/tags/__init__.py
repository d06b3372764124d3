"""The tags of the templates: what each says, an example, the documents that know it.

`Balises.docx` is made from these tables, the template check knows no other name, and tests hold
both against what documents really give. To add a tag when a document gives one: one line here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from clu_batch.documents.tags import own_tags, shared_tags
from clu_batch.documents.tags.shared_tags import FILTRES, INDICATEURS, INSTRUCTIONS
from clu_batch.documents.tags.tag import Tag, TagFilter, TagForm, TagGroup

__all__ = [
    "FILTRES",
    "GROUPES",
    "INDICATEURS",
    "INSTRUCTIONS",
    "Tag",
    "TagFilter",
    "TagForm",
    "TagGroup",
    "build_vocabulary",
    "select_groups",
]

GROUPES: tuple[TagGroup, ...] = (*shared_tags.GROUPES, *own_tags.GROUPES)


def select_groups(modele: str) -> Iterator[TagGroup]:
    """Give the groups of tags that a template may use; `modele`: its name without extension."""
    return (groupe for groupe in GROUPES if not groupe.modeles or modele in groupe.modeles)


def build_vocabulary(modele: str, codes: Collection[str]) -> Mapping[str, object]:
    """Return what a template may print, by name: "" for a text, a mapping for a set of values, a
    tuple for a list, None when all is allowed.

    `codes`: those of the indicators that can be cited; without any, none is refused.
    """
    names: dict[str, object] = {}
    objets: dict[str, dict[str, object]] = {"": names}
    for groupe in select_groups(modele):
        known: dict[str, object] = {
            balise.nom: ("",) if balise.forme is TagForm.LISTE else ""
            for balise in groupe.balises
        }
        if not groupe.objet:
            names |= known
            continue
        objets[groupe.objet] = known
        parent, _, name = (groupe.boucle or groupe.objet).rpartition(".")
        objets[parent][name] = (known,) if groupe.boucle else known
    figures = {balise.nom: "" for balise in INDICATEURS.balises}
    return {**names, "indicateurs": dict.fromkeys(codes, figures) if codes else None}
