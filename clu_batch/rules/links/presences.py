"""Read `Présences`: the answers received before a meeting, then who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.kernel import politesse
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.messages import links, meetings
from clu_batch.parse import find_closest
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.reversed_dates import check_order
from clu_batch.rules.model import Presence, Suppleance


def read_presences(
    checked: CheckedRows, atelier: CommitteeBuilder, announced: Sequence[Suppleance] | None
) -> tuple[Presence, ...]:
    """Return the answers and the attendance, each linked to a member, a guest, or a mere attendee.

    `announced` holds the substitutes. It is None when there is no such sheet, which is no problem
    (docs/rules/workbooks.md#absent-sheets).
    """
    kept: list[Presence] = []
    seen: set[tuple[dt.date, str | None]] = set()
    for row in atelier.link_rows(Presence, checked):
        presence = _link(row, atelier)
        if presence is None:
            continue
        seat = presence.reunion, presence.membre
        if presence.membre and seat not in seen:
            _check_clause(presence, atelier)
            _check_announced(presence, atelier, announced)
        elif presence.membre and not presence.nom:
            atelier.report(presence, links.DEUX_LIGNES_SANS_NOM, "designation", row.designation)
        seen.add(seat)
        effet = "les heures sont imprimées telles quelles"
        atelier.problems += check_order(presence, "arrivee", "depart", effet)
        kept.append(presence)
    return tuple(kept)


def _link(row: Presence, atelier: CommitteeBuilder) -> Presence | None:
    """Link a row to its member or its guest; None, and a problem, when nobody can be known from
    it.
    """
    cited = row.designation
    code, invite = atelier.find_code(cited), atelier.find_invite(cited, row.reunion)
    if code:
        return replace(row, membre=code)
    if invite:
        return replace(row, invite=invite)
    if not row.nom:
        code = atelier.read_membre(row, "designation", cited)
        if code:
            return replace(row, membre=code)
        if not row.fonction or politesse.find_first_civilite(cited):
            _report_nameless(row, atelier)
            return None
    _check_body(row, atelier)
    return row


def _report_nameless(row: Presence, atelier: CommitteeBuilder) -> None:
    bodies = [i.organisme for i in atelier.invites if i.reunion == row.reunion and i.organisme]
    cited = row.designation
    close = atelier.find_close_code(cited) or find_closest(cited, bodies)
    atelier.report(row, links.PERSONNE_SANS_NOM, "designation", cited, suggestion=close)


def _check_body(row: Presence, atelier: CommitteeBuilder) -> None:
    """A body that is a member's but for its dots, or written in full, or a code with a letter too
    many: its seat stays without status.
    """
    cited = row.designation
    close = None if " " in cited else find_closest(cited, [m.code for m in atelier.membres])
    code = atelier.find_same_organisme(cited) or close
    if code:
        atelier.report(row, links.ORGANISME_PROCHE, "designation", cited, code=code)


def _check_clause(presence: Presence, atelier: CommitteeBuilder) -> None:
    """A seat that is « représenté » needs the clause of Composition."""
    code = presence.membre or ""
    if (presence.statut or presence.reponse) != StatutDePresence.REPRESENTE:
        return
    if not atelier.find_titulaire(code, presence.reunion).ou_son_representant:
        field = "statut" if presence.statut else "reponse"
        atelier.report(presence, meetings.REPRESENTE_SANS_CLAUSE, field, code)


def _check_announced(
    presence: Presence, atelier: CommitteeBuilder, announced: Sequence[Suppleance] | None
) -> None:
    """A seat that is « suppléé » needs an announcement, once the meeting has a Statut."""
    if announced is None or (presence.reunion, presence.membre) in {
        (s.reunion, s.membre) for s in announced
    }:
        return
    ended = {r.date for r in atelier.reunions if r.statut}
    if presence.statut == StatutDePresence.SUPPLEE and presence.reunion in ended:
        code = presence.membre or ""
        atelier.report(presence, meetings.SUPPLEANCE_NON_ANNONCEE, "statut", code)
