"""The templates, by name, and the list of the tags that is made from the tables of the tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clu_batch import data
from tools.making.templates import (
    letters,
    meeting_room,
    messages,
    pack_and_minutes,
    tag_list,
)

MAKERS: Mapping[str, Callable[[], bytes]] = {
    **letters.MODELES,
    **messages.MODELES,
    **meeting_room.MODELES,
    **pack_and_minutes.MODELES,
    data.TAG_LIST: tag_list.make_tag_list,
}
"""What makes each template, and the list of the tags, by its name without extension."""
