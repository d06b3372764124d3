"""Read `Invités` and `Suppléances`: who may come in addition, and in place of a member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.kernel import french
from clu_batch.kernel.tables import Table
from clu_batch.messages import links, meetings
from clu_batch.parse import find_closest, fold_numero, fold_text
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.ligne import TableRow, list_rows
from clu_batch.rules.model import Invite, Point, Suppleance


def read_invites(table: Table, atelier: CommitteeBuilder) -> None:
    """Add the guests of the meetings to `atelier`."""
    for ligne in list_rows(table):
        date = atelier.read_reunion(ligne)
        organisme = ligne.read_text("Organisme")
        header = "Organisme" if organisme else "Nom"
        if not ligne.read_text(header):
            first = "Organisme" if table.has_column("Organisme") else "Nom"
            atelier.report(ligne, links.INVITE_SANS_NOM, first)
            continue
        college = _read_college(ligne, atelier)
        if organisme:
            atelier.check_organisme(ligne, organisme)
        if date is None:
            continue
        if _is_known(ligne, date, atelier):
            name = ligne.read_text(header)
            atelier.report(ligne, links.PERSONNE_DEUX_FOIS, header, name)
        atelier.invites.append(_make_guest(ligne, date, college, atelier))


def _is_known(ligne: TableRow, date: dt.date, atelier: CommitteeBuilder) -> bool:
    """Whether a guest of the same meeting has the same body and the same name."""
    name = _fold_names(
        ligne.read_text("Organisme"), ligne.read_text("Prénom"), ligne.read_text("Nom")
    )
    present = [i for i in atelier.invites if i.reunion == date]
    return name in [_fold_names(i.organisme, i.prenom, i.nom) for i in present]


def _read_college(ligne: TableRow, atelier: CommitteeBuilder) -> str | None:
    """Return the collège of a guest as Composition spells it, or as typed, which is reported."""
    college = ligne.read_text("Collège")
    if not college:
        return college
    known = atelier.find_college(college)
    if known is None:
        colleges = dict.fromkeys(m.college for m in atelier.membres)
        atelier.report(
            ligne,
            links.COLLEGE_INCONNU,
            "Collège",
            college,
            suggestion=find_closest(college, colleges),
        )
    return known or college


def _make_guest(
    ligne: TableRow, date: dt.date, college: str | None, atelier: CommitteeBuilder
) -> Invite:
    where = ligne.where
    if not ligne.table.has_column("Point"):
        where = replace(where, letters={**where.letters, "point": where.letters["organisme"]})
    return ligne.build(
        Invite,
        reunion=date,
        college=college,
        civilite=atelier.read_civilite(ligne),
        courriels=atelier.read_courriels(ligne),
        where=where,
    )


def _fold_names(*words: str | None) -> tuple[str, ...]:
    return tuple(fold_text(word or "") for word in words)


def link_invite_points(points: Sequence[Point], atelier: CommitteeBuilder) -> None:
    """Spell the point that each guest is invited for as the agenda does; report an
    unknown point.
    """
    for index, invite in enumerate(atelier.invites):
        if not invite.point:
            continue
        agenda = {fold_numero(p.numero): p.numero for p in points if p.reunion == invite.reunion}
        spelled = agenda.get(fold_numero(invite.point))
        if spelled is None:
            atelier.problems.append(
                links.POINT_INCONNU.report(
                    invite.place,
                    "Point",
                    invite.point,
                    suggestion=find_closest(invite.point, agenda.values()),
                )
            )
        else:
            atelier.invites[index] = replace(invite, point=spelled)


def _read_membre(ligne: TableRow, atelier: CommitteeBuilder) -> str | None:
    cited = ligne.read_text("Membre") or ""
    code = atelier.read_membre(ligne, cited)
    if code is None:
        atelier.report(
            ligne, links.MEMBRE_INCONNU, "Membre", cited, suggestion=atelier.find_close_code(cited)
        )
    return code


def read_suppleances(table: Table, atelier: CommitteeBuilder, j: dt.date) -> tuple[Suppleance, ...]:
    """Return the substitutes announced.

    A second substitute of a member is reported, and so is an announcement dated after the day J.
    """
    kept: list[Suppleance] = []
    for ligne in list_rows(table):
        date, code, courriels = (
            atelier.read_reunion(ligne),
            _read_membre(ligne, atelier),
            atelier.read_courriels(ligne),
        )
        if date is None or code is None:
            continue
        if any(s.membre == code and s.reunion == date and not s.refusee for s in kept):
            atelier.report(ligne, meetings.DEUX_SUPPLEANTS, "Membre", code)
        informe = ligne.read_date("Secrétariat informé le")
        if informe and informe > j:
            header, shown = "Secrétariat informé le", french.format_short_date(informe)
            atelier.report(ligne, meetings.SUPPLEANCE_FUTURE, header, shown, date=shown)
        kept.append(
            ligne.build(
                Suppleance,
                reunion=date,
                membre=code,
                civilite=atelier.read_civilite(ligne),
                courriels=courriels,
            )
        )
    return tuple(kept)
