"""The fields of Word: what each one asks for, and how to leave of it what it shows.

A field is a run « begin », its instruction, a run « separate », what it shows, a run « end »; it
may stand in another and go over several paragraphs (ECMA-376, part 1, 17.16.18). A simple one is an
element with its instruction in an attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clu_batch.render.table_content import remove_element
from clu_batch.render.word_xml import RUN, XmlElement, name_tag, name_tags, read_attribute

_CHAR, _INSTR, _SIMPLE = name_tags("fldChar", "instrText", "fldSimple")


@dataclass(slots=True, eq=False)
class WordField:
    """A field: its instruction, where it begins, what writes it and is not shown."""

    debut: XmlElement
    instruction: str = ""
    coulisses: list[XmlElement] = field(default_factory=list)
    montre: bool = False

    @property
    def mot(self) -> str:
        """What it does: the first word of its instruction, in capitals."""
        return next(iter(self.instruction.split()), "").upper()

    @property
    def argument(self) -> str:
        """What follows, without quotation marks."""
        _, _, rest = self.instruction.strip().partition(" ")
        words = rest.strip()
        if words.startswith('"'):
            return words[1:].partition('"')[0]
        return next(iter(words.split()), "")


def list_fields(root: XmlElement) -> Sequence[WordField]:
    """Return the fields of a part, in order; those whose end is missing too."""
    found: list[WordField] = []
    opened: list[WordField] = []
    for element in root.iter(RUN, _SIMPLE):
        if element.tag == _SIMPLE:
            found.append(WordField(element, read_attribute(element, "instr")))
            continue
        for child in element:
            _read_next(child, opened, found)
    return found


def _read_next(child: XmlElement, opened: list[WordField], found: list[WordField]) -> None:
    """Read what a run holds: a mark of a field, a piece of its instruction, or what is shown."""
    kind = read_attribute(child, "fldCharType") if child.tag == _CHAR else ""
    if kind == "begin":
        opened.append(WordField(child))
        found.append(opened[-1])
    if not opened:
        return
    _read_hidden(child, [one for one in opened if not one.montre])
    if kind == "separate":
        opened[-1].montre = True
    elif kind == "end":
        ended = opened.pop()
        if ended.montre:
            ended.coulisses.append(child)


def _read_hidden(child: XmlElement, hidden: Sequence[WordField]) -> None:
    """Read what stands before the result of these fields, each in the one before."""
    if child.tag == _INSTR and hidden:
        hidden[-1].instruction += child.text or ""
    if child.tag != name_tag("rPr"):
        for one in hidden:
            one.coulisses.append(child)


def gather_instructions(root: XmlElement) -> None:
    """Put the instruction of each field that holds a tag in one piece: Word cuts it anywhere."""
    for champ in list_fields(root):
        pieces = [element for element in champ.coulisses if element.tag == _INSTR]
        if "{{" in champ.instruction and len(pieces) > 1:
            pieces[0].text = champ.instruction
            for piece in pieces[1:]:
                piece.text = ""


def leave_result(champ: WordField) -> None:
    """Take a field out of its part, what it shows being left."""
    if champ.debut.tag == _SIMPLE:
        for child in list(champ.debut):
            champ.debut.addprevious(child)
        remove_element(champ.debut)
        return
    for element in champ.coulisses:
        run = element.getparent()
        remove_element(element)
        if run is not None and not list(_list_said(run)):
            remove_element(run)


def _list_said(run: XmlElement) -> Iterator[XmlElement]:
    return (child for child in run if child.tag != name_tag("rPr"))
