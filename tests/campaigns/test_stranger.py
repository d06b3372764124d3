"""The year of a stranger, replayed: another prefecture, its survey and its register as they are.
What she does is only what the messages propose
(docs/rules/control-workbook.md#equivalences-proposees).
"""

from __future__ import annotations

from pathlib import Path

from clu_batch.kernel.exit_codes import Code
from tests.campaigns.stranger import LINES, RUNS, Stranger, check_figures, is_sendable


def test_a_pack_is_sent_after_few_runs(tmp_path: Path) -> None:
    stranger = Stranger(tmp_path)
    stranger.lay()
    found = stranger.run()
    assert len(stranger.read_control("À corriger")) <= LINES
    runs = 1
    while not is_sendable(found) and runs < RUNS:
        assert stranger.paste_proposals(), [str(p) for p in found.problems if p.mutilates]
        found = stranger.run()
        assert len(stranger.read_control("À corriger")) <= LINES
        runs += 1
    assert is_sendable(found), [str(problem) for problem in found.problems if problem.mutilates]
    check_figures(stranger, found)
    while found.code and runs < RUNS + RUNS:
        stranger.correct_cells(found)
        stranger.tell_seen()
        found = stranger.run()
        runs += 1
    assert found.code is Code.DONE, stranger.read_control("À corriger")
    check_figures(stranger, found)
    assert runs <= RUNS
