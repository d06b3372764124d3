"""A page written in Markdown, made a Word document that all can read, by the means of the program:
the styles of its templates, then the rendering that gives them their contents list, their spaces
and their accessibility check.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from clu_batch.kernel.content import Block, ContentsList
from clu_batch.render import RenderedDocument, Template
from clu_batch.render.column_widths import find_minimum, share_width
from tools.making.papers.markdown_page import (
    Items,
    Picture,
    Piece,
    Table,
    Text,
    Title,
    Window,
)
from tools.making.templates.empty_template import A4, MARGE, typeset_text
from tools.making.templates.writing import (
    add_fixed_table,
    add_paragraph,
    make_template,
    save_template,
    write_words,
)

EDITION = dt.date(2026, 11, 30)
"""The day that the pages and the properties of their files say."""
_AUTHOR = "Secrétariat du comité local des usagers"
_PORTRAIT, _LANDSCAPE = Mm(78), Mm(125)
"""How wide the picture of a page is."""
_AIR = Pt(6)  # above what follows a table
_SIZE_IN_A_CELL, _SIDES_OF_A_CELL = 11, 260
"""The letters of a cell, in points; its two margins and the bold of its words, in twentieths."""

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_BRACED = re.compile(r"(?:mailto:)?\{[{%].+?[}%]\}")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document is made of: its title, its pieces, the folder of its pictures; `listed`: it
    has a contents list; its margins in twentieths of a point, `tight`: the spacing of a letter;
    the words to highlight.
    """

    title: str
    pieces: Sequence[Piece]
    folder: Path
    listed: bool = False
    margin: int = MARGE
    tight: bool = False
    highlighted: Sequence[str] = ()


def make_document(paper: Paper) -> bytes:
    """Return the document; ValueError when somebody could not read it."""
    rendered = render_paper(paper)
    found = [f"{finding.controle.code}: {finding.ou}" for finding in rendered.constats]
    told = [str(problem) for problem in rendered.problems]
    if rendered.data is None or found or told:
        raise ValueError(f"{paper.title}: {[*found, *told, rendered.panne]}")
    return rendered.data


def render_paper(paper: Paper) -> RenderedDocument:
    """Render the document, with what its accessibility check finds."""
    writer = _Writer(paper, _name_anchors(paper.pieces))
    template, problems = Template.load(f"{paper.title}.docx", writer.write(), {})
    if template is None:
        raise ValueError(f"{paper.title}: {[str(problem) for problem in problems]}")
    return template.render(
        {"sommaire": Block([ContentsList(1)]), **writer.braced},
        titre=paper.title,
        createur=_AUTHOR,
        date=EDITION,
        surligne=paper.highlighted,
    )


def name_anchor(title: str) -> str:
    """The anchor by which a page of Markdown leads to a heading."""
    kept = re.sub(r"[^\w\s-]", "", re.sub(r"[*`]", "", title).lower())
    return re.sub(r"\s", "-", kept)


def _name_anchors(pieces: Sequence[Piece]) -> Mapping[str, str]:
    """The name of the bookmark of each heading, by its anchor; of two alike, the first has it."""
    titles = [piece.text for piece in pieces if isinstance(piece, Title)]
    anchors = dict.fromkeys(map(name_anchor, titles))
    return {anchor: f"titre_{number}" for number, anchor in enumerate(anchors)}


@dataclass(slots=True)
class _Writer:
    """The writing of one document; `braced`: the texts in braces that it quotes, by the name of
    the tag that prints each, for they are no tags of its own.
    """

    paper: Paper
    anchors: Mapping[str, str]
    braced: dict[str, str] = field(default_factory=dict)

    def write(self) -> bytes:
        """Return the document, its contents list and its quoted braces still being tags."""
        paper = self.paper
        doc = make_template(
            paper.title, pied=paper.title, marge=paper.margin, serre=paper.tight
        )
        doc.sections[0].header.paragraphs[0].text = "Comité local des usagers (CLU)"
        chapter = next(
            (piece for piece in paper.pieces if isinstance(piece, Title) and piece.level > 1),
            None,
        )
        around = [None, *paper.pieces, None]
        for before, piece, after in zip(around[:-2], paper.pieces, around[2:], strict=True):
            if paper.listed and piece is chapter:
                add_paragraph(doc, "Sommaire", "TOC Heading")
                add_paragraph(doc, "{{p sommaire }}")
            self._add_piece(doc, before, piece, after)
        return save_template(doc)

    def _add_piece(
        self, doc: Docx, before: Piece | None, piece: Piece, after: Piece | None
    ) -> None:
        """Write a piece; a paragraph stands away from the table before it, and stays with what it
        announces after it.
        """
        match piece:
            case Title():
                self._add_title(doc, piece)
            case Text():
                form = self._add_text(doc, piece.text, "Normal").paragraph_format
                form.space_before = _AIR if isinstance(before, Table) else None
                announces = isinstance(after, Items | Window | Picture)
                form.keep_with_next = announces or None
            case Items():
                self._add_items(doc, piece)
            case Table():
                self._add_table(doc, piece)
            case Picture():
                self._add_picture(doc, piece)
            case Window():
                self._add_window(doc, piece)

    def _add_window(self, doc: Docx, window: Window) -> None:
        """Write what a window shows, its lines on one page."""
        *lines, last = filter(str.strip, window.lines)
        for line in lines:
            add_paragraph(doc, self._quote_braces(line), "CLU Citation", solidaire=True)
        add_paragraph(doc, self._quote_braces(last), "CLU Citation")

    def _add_title(self, doc: Docx, title: Title) -> None:
        """Write a heading, with a bookmark: the first is the title of the document."""
        style = "Title" if title.level == 1 else f"Heading {title.level - 1}"
        paragraph = self._add_text(doc, title.text, style)
        name = self.anchors[name_anchor(title.text)]
        start, end = parse_xml(
            f'<w:p {nsdecls("w")}><w:bookmarkStart w:id="{name}" w:name="{name}"/>'
            f'<w:bookmarkEnd w:id="{name}"/></w:p>'
        )
        paragraph.runs[0]._r.addprevious(start)  # python-docx has no bookmark
        paragraph._p.append(end)

    def _add_text(self, doc: Docx, text: str, style: str) -> Paragraph:
        """Write a paragraph, what is in bold or in code in bold, and its links."""
        paragraph = doc.add_paragraph(style=style)
        written = "".join(self._write_pieces(text))
        for run in parse_xml(f"<w:p {nsdecls('w')}>{written}</w:p>"):
            paragraph._p.append(run)  # python-docx has no link
        return paragraph

    def _write_pieces(self, text: str) -> Iterator[str]:
        place = 0
        for link in _LINK.finditer(text):
            yield write_words(self._mark_bold(text[place : link.start()]))
            yield self._write_link(link[1], link[2])
            place = link.end()
        yield write_words(self._mark_bold(text[place:]))

    def _write_link(self, words: str, target: str) -> str:
        """Write a link to a heading of the document; a link to another file is its words."""
        if not target.startswith("#"):
            return write_words(self._mark_bold(words))
        name = self.anchors[target.removeprefix("#")]
        run = write_words(words.replace("`", "")).replace(
            "<w:t", '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t', 1
        )
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{run}</w:hyperlink>'

    def _mark_bold(self, text: str) -> str:
        """What is in code, in bold, once where it stands in bold already."""
        parts = text.split("**")
        parts[::2] = [_CODE.sub(r"**\1**", part) for part in parts[::2]]
        parts[1::2] = [_CODE.sub(r"\1", part) for part in parts[1::2]]
        return self._quote_braces("**".join(parts))

    def _quote_braces(self, text: str) -> str:
        """Put a tag of this document in the place of each text in braces."""

        def name(found: re.Match[str]) -> str:
            key = f"accolades_{len(self.braced)}"
            self.braced[key] = found[0]
            return f"{{{{ {key} }}}}"

        return _BRACED.sub(name, text)

    def _add_items(self, doc: Docx, items: Items) -> None:
        style = "List Number" if items.numbered else "List Bullet"
        added = [self._add_text(doc, text, style) for text in items.texts]
        if items.numbered:
            _restart_numbers(doc, added)

    def _add_table(self, doc: Docx, table: Table) -> None:
        headers, *rows = [
            [self._write_cell(cell) for cell in row] for row in (table.headers, *table.rows)
        ]
        parts = _share_width(table, A4[0] - 2 * self.paper.margin)
        add_fixed_table(doc, table.caption, headers, rows, parts)

    def _write_cell(self, text: str) -> str:
        return self._mark_bold(_LINK.sub(r"\1", text))

    def _add_picture(self, doc: Docx, picture: Picture) -> None:
        """Put a picture in the line of the text, with the words that stand for it."""
        content = (self.paper.folder / picture.path).read_bytes()
        run = doc.add_paragraph().add_run()
        shape = run.add_picture(io.BytesIO(content))
        wanted = _PORTRAIT if shape.width < shape.height else _LANDSCAPE
        shape.height, shape.width = shape.height * wanted // shape.width, wanted
        properties = shape._inline.docPr  # python-docx has no alternative text
        properties.set("descr", picture.words)
        properties.set("name", f"Image {properties.get('id')}")


def _share_width(table: Table, width: int) -> Sequence[int]:
    """Share the width between the columns by their longest text, no word being cut."""
    columns = [list(map(typeset_text, column)) for column in zip(*table.rows, strict=True)]
    longest = [max(map(len, column)) for column in columns]
    least = [
        find_minimum(header, column, _SIZE_IN_A_CELL) + _SIDES_OF_A_CELL
        for header, column in zip(table.headers, columns, strict=True)
    ]
    return share_width(longest, least, width)


def _restart_numbers(doc: Docx, items: Sequence[Paragraph]) -> None:
    """Number a list from 1 again."""
    numbering = doc.part.numbering_part.element
    style = doc.styles["List Number"].element
    number = style.pPr.numPr.numId.val
    [like] = [num for num in numbering.num_lst if num.numId == number]
    own = numbering.add_num(like.abstractNumId.val)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    for item in items:
        paragraph: Any = item._p  # python-docx makes these methods as it is imported
        properties = paragraph.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = own.numId
