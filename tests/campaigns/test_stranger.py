"""The year of a stranger, replayed: another prefecture, its survey and its register as they are.
What she does is only what the messages propose
(docs/rules/control-workbook.md#equivalences-proposees).
"""

from __future__ import annotations

from pathlib import Path

from tests.campaigns.stranger import RUNS, Stranger, reach_pack, reach_silence


def test_a_pack_is_sent_after_few_runs(tmp_path: Path) -> None:
    stranger = Stranger(tmp_path)
    stranger.lay()
    found, to_the_pack = reach_pack(stranger, stranger.run())
    assert 1 + to_the_pack + reach_silence(stranger, found) <= RUNS
