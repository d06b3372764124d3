"""What a template fetches elsewhere (the picture of another folder, the object of another program,
the answer of a field): taken out of it, and told.

A document shows the same everywhere, opens nothing when it is read, and carries no file that cannot
be seen in it (docs/rules/templates.md#fetched-elsewhere).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import templates
from clu_batch.render.docx_package import REL, Package, Relation, find_target, serialise_xml
from clu_batch.render.locate import DocumentPart
from clu_batch.render.table_content import remove_element
from clu_batch.render.word_fields import leave_result, list_fields
from clu_batch.render.word_xml import XmlElement, find_above, holds, name_tag, name_tags

_CHAMPS = (
    "DDE", "DDEAUTO", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "LINK",
    "EMBED", "RD", "DATABASE", "MACROBUTTON", "ASK", "FILLIN",
)  # fmt: skip
"""The fields that read another file, start a program, or ask a question on opening."""
_FUSION = (
    "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "SKIPIF", "ADDRESSBLOCK",
    "GREETINGLINE",
)  # fmt: skip
"""The fields of a mail merge, which nothing fills."""
_OBJETS = name_tags("o:OLEObject", "control", "altChunk", "subDoc")
"""The objects of other programs, the controls that run, the documents inserted."""
_CADRES = name_tags("drawing", "pict", "object")
_VARIANTES = name_tags("mc:Choice", "mc:Fallback")
_PERMIS = ("hyperlink", "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource")
"""The outside links that fetch nothing, or that are taken out of any template."""
_LIEN = f"{{{REL}}}"

Said = tuple[str, str]
"""What was taken out, and where it stood."""


def take_out(
    paquet: Package,
    place: Place,
    parties: Sequence[DocumentPart],
    autres: Sequence[DocumentPart],
) -> list[Problem]:
    """Take out of a template what it fetches elsewhere; return what is said of it, and of the
    fields of a mail merge, which stay as they are. `autres`: the parts that hold no text.
    """
    found: list[Problem] = []
    for partie in (*parties, *autres):
        said = [
            *_take_fields_out(partie),
            *_take_objects_out(paquet, partie),
            *_take_links_out(paquet, partie),
        ]
        if said:
            paquet.parts[partie.nom] = serialise_xml(partie.root)
        for quoi, texte in said:
            found.append(templates.CONTENU_D_AILLEURS.report(place, quoi=quoi, texte=texte))
        found += _report_merge_fields(partie, place)
    return found


def _report_merge_fields(partie: DocumentPart, place: Place) -> Iterator[Problem]:
    for champ in list_fields(partie.root):
        if champ.mot in _FUSION:
            texte, valeur = partie.locate(champ.debut), champ.argument or champ.mot
            yield templates.CHAMP_DE_FUSION.report(place, valeur=valeur, texte=texte)


def _take_fields_out(partie: DocumentPart) -> Iterator[Said]:
    """Leave of the fields that fetch something what they show."""
    for champ in list_fields(partie.root):
        if champ.mot in _CHAMPS:
            yield f"un champ {champ.mot}", partie.locate(champ.debut)
            leave_result(champ)


def _take_objects_out(paquet: Package, partie: DocumentPart) -> Iterator[Said]:
    """Leave of the objects of other programs the picture that stands for them."""
    links = paquet.relations.get(partie.nom, {})
    for element in list(partie.root.iter(*_OBJETS)):
        yield "un objet d’un autre programme, ou un document inséré", partie.locate(element)
        for rid in _list_links(element):
            _drop_target(paquet, partie.nom, links.pop(rid, None))
        _drop_object(element)


def _drop_target(paquet: Package, source: str, relation: Relation | None) -> None:
    """Take out the file that an object was."""
    if relation is not None and not relation.external:
        paquet.remove(find_target(source, relation))


def _drop_object(element: XmlElement) -> None:
    holder = find_above(element, "object")
    remove_element(element)
    if holder is None:
        return
    if not holds(holder, "v:imagedata"):
        remove_element(holder)
        return
    holder.tag = name_tag("pict")
    holder.attrib.clear()


def _take_links_out(paquet: Package, partie: DocumentPart) -> Iterator[Said]:
    """Take out the pictures and the files that stayed in another folder; a picture that was
    recorded as well is kept.
    """
    links = paquet.relations.get(partie.nom, {})
    outside = {rid: link.target for rid, link in links.items() if _fetches(link)}
    if not outside:
        return
    for rid in outside:
        del links[rid]
    for element in _find_linked(partie.root, outside):
        if partie.root not in element.iterancestors():  # gone with what held it
            continue
        (target, *_) = [outside[rid] for rid in _list_links(element) if rid in outside]
        yield _say_file(target), partie.locate(element)
        _drop_linked(element, outside)


def _find_linked(root: XmlElement, outside: Mapping[str, str]) -> list[XmlElement]:
    """Return what shows a file of another folder."""
    return [element for element in root.iter() if outside.keys() & _list_links(element)]


def _fetches(link: Relation) -> bool:
    return link.external and link.type.rpartition("/")[2] not in _PERMIS


def _say_file(target: str) -> str:
    name = unquote(target).replace("\\", "/").rstrip("/").rpartition("/")[2]
    return f"«\u00a0{name}\u00a0», resté dans un autre dossier"


def _drop_linked(element: XmlElement, outside: Mapping[str, str]) -> None:
    """Take out what shows a file of another folder, or the link alone when the file was recorded
    as well.
    """
    for name, rid in list(element.attrib.items()):
        if rid in outside and str(name).startswith(_LIEN):
            del element.attrib[name]
    if _list_links(element):
        return
    holder = find_above(element, *_CADRES)
    if holder is None:
        remove_element(element)
        return
    variant = holder.getparent()
    if variant is not None and variant.tag in _VARIANTES:  # the two ways to show the same thing
        holder = variant.getparent()
    if holder is not None:
        remove_element(holder)


def _list_links(element: XmlElement) -> set[str]:
    """Return the identifiers of the links that an element bears."""
    return {str(value) for name, value in element.attrib.items() if str(name).startswith(_LIEN)}
