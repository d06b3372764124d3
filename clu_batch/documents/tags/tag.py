"""What a tag is, and the group it belongs to."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from functools import partial

from clu_batch.kernel.declaration import Record
from clu_batch.kernel.frozen import frozen


class TagForm(enum.Enum):
    """How a tag is typed."""

    TEXTE = "{{{{ {nom} }}}}"
    BLOC = "{{{{p {nom} }}}}"
    CONDITION = "{{%p if {nom} %}} … {{%p endif %}}"
    LISTE = "{{%p for ligne in {nom} %}} {{{{ ligne }}}} {{%p endfor %}}"


@frozen
class Tag:
    """A tag: its name in its group, what it says, an example."""

    nom: str
    sens: str
    exemple: str
    forme: TagForm = TagForm.TEXTE


declare_block = partial(Tag, forme=TagForm.BLOC)
declare_list = partial(Tag, forme=TagForm.LISTE)
declare_condition = partial(Tag, exemple="oui", forme=TagForm.CONDITION)
"""Declare a tag that is not a mere text: its name, what it says, an example but for a condition."""


def list_columns(record: type[Record], *own: Tag, order: Sequence[str] = ()) -> tuple[Tag, ...]:
    """Return the tags of the columns of a sheet, then those of its own that a document adds. Those
    that `order` names come first.
    """
    tags = {c.field: Tag(c.field, c.tag, c.example) for c in record.sheet.columns if c.tag}
    tags |= {tag.nom: tag for tag in own}
    first = [tags.pop(name) for name in order]
    return (*first, *tags.values())


@frozen
class TagFilter:
    """A form given to a value: what it does, an expression that uses it, what that prints."""

    nom: str
    sens: str
    usage: str
    exemple: str


@frozen
class TagGroup:
    """The tags of one thing, typed `objet.nom`. `boucle`: the list whose items they are of;
    `modeles`: the templates that know them, all when empty.
    """

    titre: str
    balises: tuple[Tag, ...]
    objet: str = ""
    boucle: str = ""
    modeles: tuple[str, ...] = ()

    def write_tag(self, balise: Tag) -> str:
        """Return the tag as it is typed."""
        return balise.forme.value.format(
            nom=f"{self.objet}.{balise.nom}" if self.objet else balise.nom
        )
