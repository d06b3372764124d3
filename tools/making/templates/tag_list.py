"""`Balises.docx`: what can be typed in the templates, made from the very tables that the template
check knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Docx

from clu_batch.documents import tags
from clu_batch.documents.tags import TagGroup
from tools.making.templates.writing import (
    add_fixed_table,
    add_heading,
    add_paragraph,
    make_template,
    save_template,
)

_PARTS, _PARTS_PROPRES = (42, 33, 25), (34, 25, 19, 22)
_REGLES = (
    (
        "Une balise est un nom entre deux accolades, tapé d’un seul tenant dans le texte du modèle."
        " Elle est remplacée par vos données."
    ),
    (
        "Recopiez une balise d’ici plutôt que de la taper : Word remplace parfois les guillemets et"
        " les tirets."
    ),
    (
        "Une balise dont l’accolade est suivie d’un p est seule dans son paragraphe, qui disparaît"
        " avec elle."
    ),
    "Une information qui manque est écrite « À COMPLÉTER », surlignée.",
)


def make_tag_list() -> bytes:
    """The list, an accessible document of its own: it is never filled nor checked."""
    doc = make_template("liste des balises", pied="Balises des modèles", paysage=True)
    doc.sections[0].header.paragraphs[0].text = "Balises des modèles"
    add_heading(doc, "Balises des modèles", 1)
    add_heading(doc, "Écrire une balise", 2)
    for regle in _REGLES:
        add_paragraph(doc, regle, "List Bullet")
    add_fixed_table(
        doc, "Choisir et répéter", ("Balise", "Ce qu’elle fait"), tags.INSTRUCTIONS, (45, 55)
    )
    add_heading(doc, "Dans tous les documents", 2)
    for groupe in tags.GROUPES:
        if not groupe.modeles:
            _add_group(doc, groupe)
    add_paragraph(
        doc,
        "Le code d’un chiffre est celui de la feuille « Indicateurs » du classeur de contrôle.",
    )
    _add_group(doc, tags.INDICATEURS)
    add_paragraph(
        doc,
        "Le dossier et le compte rendu impriment chaque bloc en entier. Pour en laisser une partie,"
        " la déplacer ou écrire autour, demandez les parties une à une, dans n’importe quel modèle."
        " Une partie que la réunion n’a pas n’imprime rien.",
    )
    for groupe in tags.list_bloc_groups():
        _add_group(doc, groupe)
    add_heading(doc, "Dans certains documents", 2)
    for groupe in tags.GROUPES:
        if groupe.modeles:
            _add_group(doc, groupe)
    add_heading(doc, "Mises en forme", 2)
    rows = [
        (f"{{{{ {filtre.usage} }}}}", filtre.sens, filtre.exemple) for filtre in tags.FILTRES
    ]
    add_fixed_table(
        doc,
        "Mises en forme, après une barre",
        ("Balise", "Ce qu’elle écrit", "Exemple"),
        rows,
        (50, 28, 22),
    )
    return save_template(doc)


def _add_group(doc: Docx, groupe: TagGroup) -> None:
    """One table: each tag, what it prints, an example, the templates that know it."""
    boucle = (
        f", entre {{%p for {groupe.objet} in {groupe.boucle} %}} et {{%p endfor %}}"
        if groupe.boucle
        else ""
    )
    rows: Sequence[Sequence[str]] = [
        (groupe.write_tag(balise), balise.sens, balise.exemple) for balise in groupe.balises
    ]
    headers, parts = ("Balise", "Ce qu’elle écrit", "Exemple"), _PARTS
    if groupe.modeles:
        modeles = ", ".join(groupe.modeles)
        add_fixed_table(
            doc,
            groupe.titre + boucle,
            (*headers, "Modèles"),
            [(*row, modeles) for row in rows],
            _PARTS_PROPRES,
        )
    else:
        add_fixed_table(doc, groupe.titre + boucle, headers, rows, parts)
