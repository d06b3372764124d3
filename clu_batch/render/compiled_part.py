"""The parts of a template that hold tags, compiled once for all the documents."""

from __future__ import annotations

import functools
import re
from types import CodeType

import jinja2
from lxml import etree

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.render.locate import CORPS, DocumentPart
from clu_batch.render.tag_rewriting import print_through
from clu_batch.render.template_environment import TemplateEnvironment
from clu_batch.render.template_source import Source, make_readable, remove_markup
from clu_batch.render.template_tags import TemplateTag, read_tags
from clu_batch.render.word_xml import holds, read_words, walk


@frozen
class CompiledPart:
    """A part with tags, compiled; `colonnes`: its tables may change their number of columns."""

    source: Source
    gabarit: jinja2.Template
    colonnes: bool


def needs_filling(partie: DocumentPart) -> bool:
    """Return whether a part is to be finished: the body in any case, another when it holds a
    tag.
    """
    if partie.libelle == CORPS or "{" in read_words(partie.root):
        return True
    return next(read_tags(partie), None) is not None


def compile_part(
    partie: DocumentPart, place: Place, environnement: TemplateEnvironment
) -> CompiledPart:
    """Return a part compiled; `jinja2.TemplateSyntaxError` for a tag that cannot be read."""
    # a tag that a tracked change deletes says nothing any more
    for deleted in walk(partie.root, "delText"):
        deleted.text = re.sub(r"[{}]", "", deleted.text or "")
    _free_bookmarks(partie)
    xml = etree.tostring(partie.root, encoding="unicode")
    source = Source(partie.nom, make_readable(xml), place)
    code = _compile_tags(environnement, source.texte)
    gabarit = jinja2.Template.from_code(environnement, code, environnement.globals)
    # most parts: not even cleaned of their markup
    repeats_cells = re.search(r"tc\s|colspan", xml) and "{%tc" in remove_markup(xml)
    return CompiledPart(source, gabarit, colonnes=bool(repeats_cells))


def _free_bookmarks(partie: DocumentPart) -> None:
    """Put beside what a tag replaces the bookmarks that stand in it, links to which would break."""
    if not holds(partie.root, "bookmarkStart"):  # most parts: their tags are not read again
        return
    for tag in read_tags(partie):
        holder = tag.porteur if isinstance(tag, TemplateTag) and tag.prefixe else None
        if holder is None:
            continue
        for mark in list(walk(holder, "bookmarkStart")):
            holder.addprevious(mark)
        for mark in list(walk(holder, "bookmarkEnd")):
            holder.addnext(mark)


@functools.lru_cache(maxsize=256)  # most templates share their header and their footer
def _compile_tags(environnement: TemplateEnvironment, texte: str) -> CodeType:
    """Return the tags of a part, compiled."""
    return environnement.compile(print_through(environnement.parse(texte)), filename="<modele>")
