"""Build the sheet of the control workbook that gives the tags of the templates with their values at
this meeting (docs/rules/control-workbook.md#balises).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from clu_batch.documents.context import build_context
from clu_batch.documents.control.sheet_layout import OUI_NON
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.tags import GROUPES, Tag, TagForm, TagGroup
from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import DATE, ControlCell, ControlColumn, ControlSheet

_BALISES = (
    ControlColumn("Balise", largeur=36, exact=True),
    ControlColumn("Ce qu’elle dit", largeur=56),
    ControlColumn("Valeur à cette réunion", largeur=64, exact=True),
)


def build_balises_sheet(meeting: MeetingContext | None) -> ControlSheet:
    """Build the sheet of the tags that every template knows; those of a list show its first item.

    A tag that prints a whole block has no value to show, and a figure stands in « Indicateurs ».
    """
    lignes = [] if meeting is None else list(_list_tags(meeting))
    return ControlSheet("Balises", _BALISES, lignes)


def _list_tags(meeting: MeetingContext) -> Iterator[Sequence[object]]:
    context = build_context(meeting)
    of_all_templates = [groupe for groupe in GROUPES if not groupe.modeles]
    for groupe in of_all_templates:
        holder = _find_holder(context, groupe)
        for balise in groupe.balises if holder else ():
            if balise.forme is not TagForm.BLOC:
                value = _show_value(_read_tag(holder, balise))
                yield groupe.write_tag(balise), _say_meaning(groupe, balise), value


def _find_holder(context: Mapping[str, object], groupe: TagGroup) -> object | None:
    """Return what holds the values of a group: the context, one of its objects, or the first item
    of a list; None when the list is empty.
    """
    if not groupe.boucle:
        return context[groupe.objet] if groupe.objet else context
    items = context[groupe.boucle]
    return items[0] if isinstance(items, Sequence) and items else None


def _read_tag(holder: object, balise: Tag) -> object:
    if isinstance(holder, Mapping):
        return holder.get(balise.nom)
    return getattr(holder, balise.nom)


def _say_meaning(groupe: TagGroup, balise: Tag) -> str:
    """Return what a tag says, and of which item the value is."""
    if not groupe.boucle:
        return balise.sens
    return f"{balise.sens} (ici, {_PREMIERS[groupe.boucle]})"


_PREMIERS = {"membres": "le premier membre", "ordre_du_jour": "le premier point"}


def _show_value(value: object) -> object:
    """Return a value as the sheet shows it; a text stays as the template receives it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return OUI_NON[value]
    if isinstance(value, dt.datetime | dt.date):
        return ControlCell(value, DATE)
    if isinstance(value, dt.time):
        return french.format_hour(value)
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return str(value)
