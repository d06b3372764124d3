"""The tags of the templates: what each says, an example, the documents that know it.

`Balises.docx` is made from these tables, the template check knows no other name, and tests hold
both against what documents really give. To add a tag when a document gives one: one line here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from clu_batch.documents.sections import rubriques
from clu_batch.documents.sections.rubriques import Rubrique
from clu_batch.documents.tags import own_tags, shared_tags
from clu_batch.documents.tags.shared_tags import FILTRES, INDICATEURS, INSTRUCTIONS
from clu_batch.documents.tags.tag import Tag, TagFilter, TagForm, TagGroup, declare_block
from clu_batch.kernel.content import Choices

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
    "list_bloc_groups",
    "select_groups",
]

RUBRIQUES = tuple(rubriques.RUBRIQUES.values())
GROUPES: tuple[TagGroup, ...] = (*shared_tags.GROUPES, *own_tags.GROUPES)


def list_bloc_groups() -> Iterator[TagGroup]:
    """Give the tags of the parts of each block, as the blocks declare them."""
    for rubrique in RUBRIQUES:
        balises = [Tag("phrase", "la phrase qui résume", "une phrase")]
        for partie in rubrique.parties:
            balises.append(declare_block(f"tableau('{partie.nom}')", partie.sens, "un tableau"))
            if partie.graphique:
                name = f"graphique('{partie.nom}')"
                balises.append(declare_block(name, f"{partie.sens}, en image", "un graphique"))
        objet = f"blocs['{rubrique.nom_de_balise}']"
        yield TagGroup(f"{rubrique.nom}, partie par partie", tuple(balises), objet)


def _list_parts(rubrique: Rubrique) -> Mapping[str, object]:
    """Return what a template may print of a block."""
    parties = rubrique.parties
    drawn = [partie for partie in parties if partie.graphique]
    return {
        "phrase": "",
        "tableau": Choices(dict.fromkeys((p.nom for p in parties), "")),
        "graphique": Choices(dict.fromkeys((p.nom for p in drawn), "")),
    }


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
    names["blocs"] = {rubrique.nom_de_balise: _list_parts(rubrique) for rubrique in RUBRIQUES}
    return {**names, "indicateurs": dict.fromkeys(codes, figures) if codes else None}
