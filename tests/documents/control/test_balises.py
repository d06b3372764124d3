"""The tags of the templates, with their values (docs/rules/control-workbook.md#balises)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from clu_batch.documents.control import balises
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.tags import GROUPES, TagForm
from tests.support.control_sheets import valeurs
from tests.support.meeting import DECEMBRE, bilan, registre, simple


def values(meeting: MeetingContext) -> dict[str, object]:
    rows = valeurs(balises.build_balises_sheet(meeting))
    return {str(tag): value for tag, _, value in rows}


def test_each_tag_of_every_template_is_there_with_its_value() -> None:
    found = values(MeetingContext(registre(), bilan()))
    expected = [
        groupe.write_tag(balise)
        for groupe in GROUPES
        if not groupe.modeles
        for balise in groupe.balises
        if balise.forme is not TagForm.BLOC
    ]
    assert list(found) == expected
    assert found["{{ reunion.date }}"] == DECEMBRE
    assert isinstance(found["{{ limite_suppleance }}"], dt.date)
    assert simple(str(found["{{ reunion.heure }}"])) == "14 h 30"
    assert found["{%p if exemple %} … {%p endif %}"] in {"oui", "non"}
    assert str(found["{{ membre.code }}"])
    assert str(found["{{ point.point }}"])


def test_without_a_meeting_or_an_item_no_value_is_invented() -> None:
    assert balises.build_balises_sheet(None).lignes == []
    nobody = values(MeetingContext(registre(), replace(bilan(), sieges=())))
    assert not [tag for tag in nobody if "membre." in tag]
