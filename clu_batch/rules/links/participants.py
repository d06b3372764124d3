"""Read `Invités` and `Suppléances`: who may come in addition, and in place of a member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.messages import links, meetings
from clu_batch.parse import find_closest, fold_numero, fold_text
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.model import Invite, Point, Suppleance


def read_invites(checked: CheckedRows, atelier: CommitteeBuilder) -> None:
    """Add the guests of the meetings to `atelier`."""
    for row in atelier.link_rows(Invite, checked):
        field = "organisme" if row.organisme else "nom"
        name = row.organisme or row.nom
        if not name:
            empty = "organisme" if "organisme" in row.where.letters else "nom"
            atelier.report(row, links.INVITE_SANS_NOM, empty)
            continue
        college = _spell_college(row, atelier)
        if row.organisme:
            atelier.check_organisme(row)
        if _is_known(row, atelier):
            atelier.report(row, links.PERSONNE_DEUX_FOIS, field, name)
        atelier.invites.append(replace(row, college=college))


def _is_known(row: Invite, atelier: CommitteeBuilder) -> bool:
    """Whether a guest of the same meeting has the same body and the same name."""
    others = [invite for invite in atelier.invites if invite.reunion == row.reunion]
    return _fold_names(row) in map(_fold_names, others)


def _fold_names(invite: Invite) -> tuple[str, ...]:
    words = invite.organisme, invite.prenom, invite.nom
    return tuple(fold_text(word or "") for word in words)


def _spell_college(row: Invite, atelier: CommitteeBuilder) -> str | None:
    """Return the collège of a guest as Composition spells it, or as typed, which is reported."""
    college = row.college
    if not college:
        return None
    known = atelier.find_college(college)
    if known is None:
        colleges = dict.fromkeys(m.college for m in atelier.membres)
        close = find_closest(college, colleges)
        atelier.report(row, links.COLLEGE_INCONNU, "college", college, suggestion=close)
    return known or college


def link_invite_points(points: Sequence[Point], atelier: CommitteeBuilder) -> None:
    """Spell the point that each guest is invited for as the agenda does; report an
    unknown point.
    """
    for index, invite in enumerate(atelier.invites):
        if not invite.point:
            continue
        agenda = {
            fold_numero(p.numero): p.numero for p in points if p.reunion == invite.reunion
        }
        spelled = agenda.get(fold_numero(invite.point))
        if spelled is None:
            close = find_closest(invite.point, agenda.values())
            atelier.report(invite, links.POINT_INCONNU, "point", invite.point, suggestion=close)
        else:
            atelier.invites[index] = replace(invite, point=spelled)


def read_suppleances(
    checked: CheckedRows, atelier: CommitteeBuilder, j: dt.date
) -> tuple[Suppleance, ...]:
    """Return the substitutes announced.

    A second substitute of a member is reported, and so is an announcement dated after the day J.
    """
    kept: list[Suppleance] = []
    for row in atelier.link_rows(Suppleance, checked):
        code = atelier.read_membre(row, "membre", row.membre)
        if code is None:
            close = atelier.find_close_code(row.membre)
            atelier.report(row, links.MEMBRE_INCONNU, "membre", row.membre, suggestion=close)
            continue
        others = [s for s in kept if s.membre == code and s.reunion == row.reunion]
        if not all(other.refusee for other in others):
            atelier.report(row, meetings.DEUX_SUPPLEANTS, "membre", code)
        if row.informe_le and row.informe_le > j:
            shown = french.format_short_date(row.informe_le)
            atelier.report(row, meetings.SUPPLEANCE_FUTURE, "informe_le", shown, date=shown)
        kept.append(replace(row, membre=code))
    return tuple(kept)
