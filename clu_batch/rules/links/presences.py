"""Read `Présences`: the answers received before a meeting, then who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.kernel.tables import Table
from clu_batch.messages import links, meetings
from clu_batch.parse import find_closest
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.ligne import TableRow, list_rows
from clu_batch.rules.model import Presence, Suppleance


def read_presences(
    table: Table, atelier: CommitteeBuilder, announced: Sequence[Suppleance] | None
) -> tuple[Presence, ...]:
    """Return the answers and the attendance, each linked to a member, a guest, or a mere attendee.

    `announced` holds the substitutes. It is None when there is no such sheet, which is no problem
    (docs/rules/workbooks.md#absent-sheets).
    """
    kept: list[Presence] = []
    seen: set[tuple[dt.date, str | None]] = set()
    for ligne in list_rows(table):
        date, courriels = atelier.read_reunion(ligne), atelier.read_courriels(ligne)
        presence = _read(ligne, atelier, date) if date else None
        if presence is None:
            continue
        seat = presence.reunion, presence.membre
        if presence.membre and seat not in seen:
            _check_clause(ligne, presence, atelier)
            _check_announced(ligne, presence, atelier, announced)
        elif presence.membre and not presence.nom:
            atelier.report(ligne, links.DEUX_LIGNES_SANS_NOM, "Membre", presence.designation)
        seen.add(seat)
        effet = "les heures sont imprimées telles quelles"
        atelier.problems += ligne.check_order(dt.time, "Arrivée", "Départ", effet)
        kept.append(replace(presence, courriels=courriels))
    return tuple(kept)


def _read(ligne: TableRow, atelier: CommitteeBuilder, date: dt.date) -> Presence | None:
    """Read a row; None, and a problem, when nobody can be known from it."""
    cited, nom = ligne.read_text("Membre") or "", ligne.read_text("Nom")
    code, invite = atelier.find_code(cited), atelier.find_invite(cited, date)
    if code is None and invite is None:
        if nom:
            _check_body(ligne, cited, atelier)
        else:
            code = atelier.read_membre(ligne, cited)
            if code is None:
                _report_nameless(ligne, cited, atelier, date)
                return None
    return ligne.build(
        Presence, reunion=date, courriels=(), membre=code, invite=None if code else invite
    )


def _report_nameless(ligne: TableRow, cited: str, atelier: CommitteeBuilder, date: dt.date) -> None:
    bodies = [i.organisme for i in atelier.invites if i.reunion == date and i.organisme]
    atelier.report(
        ligne,
        links.PERSONNE_SANS_NOM,
        "Membre",
        cited,
        suggestion=atelier.find_close_code(cited) or find_closest(cited, bodies),
    )


def _check_body(ligne: TableRow, cited: str, atelier: CommitteeBuilder) -> None:
    """A body that is a member's but for its dots, or written in full, or a code with a letter too
    many: its seat stays without status.
    """
    close = None if " " in cited else find_closest(cited, [m.code for m in atelier.membres])
    code = atelier.find_same_organisme(cited) or close
    if code:
        atelier.report(ligne, links.ORGANISME_PROCHE, "Membre", cited, code=code)


def _check_clause(ligne: TableRow, presence: Presence, atelier: CommitteeBuilder) -> None:
    """A seat that is « représenté » needs the clause of Composition."""
    code = presence.membre or ""
    if (presence.statut or presence.reponse) != "représenté":
        return
    if not atelier.find_titulaire(code, presence.reunion).ou_son_representant:
        header = "Statut" if presence.statut else "Réponse"
        atelier.report(ligne, meetings.REPRESENTE_SANS_CLAUSE, header, code)


def _check_announced(
    ligne: TableRow,
    presence: Presence,
    atelier: CommitteeBuilder,
    announced: Sequence[Suppleance] | None,
) -> None:
    """A seat that is « suppléé » needs an announcement, once the meeting has a Statut."""
    if announced is None or (presence.reunion, presence.membre) in {
        (s.reunion, s.membre) for s in announced
    }:
        return
    ended = {r.date for r in atelier.reunions if r.statut}
    if presence.statut == "suppléé" and presence.reunion in ended:
        atelier.report(ligne, meetings.SUPPLEANCE_NON_ANNONCEE, "Statut", presence.membre or "")
