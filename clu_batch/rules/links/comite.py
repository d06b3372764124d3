"""Turn the sheets of `comite.xlsx` into the committee: members, meetings and what belongs to them,
linked by code and by date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.problems import Problem
from clu_batch.messages import links
from clu_batch.parse import fold_numero, fold_text
from clu_batch.rules.links import participants, presences, reunions, suites
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.reunions import ReunionContext
from clu_batch.rules.links.reversed_dates import check_order
from clu_batch.rules.model import Comite, Membre, Point


def assemble_comite(
    tables: Mapping[str, CheckedRows], contexte: ReunionContext, annexes: Sequence[str]
) -> tuple[Comite, list[Problem]]:
    """Return the committee, from the checked tables by sheet name.

    `annexes` holds the names of the files in `workbooks/annexes/`.
    """
    atelier = CommitteeBuilder(annexes={fold_text(name): name for name in annexes})
    _read_members(tables["Composition"], atelier)
    reunions.assemble_reunions(tables["Réunions"], atelier, contexte)
    participants.read_invites(tables["Invités"], atelier)
    ordre_du_jour = _read_agenda(tables["Ordre du jour"], atelier)
    participants.link_invite_points(ordre_du_jour, atelier)
    announced = participants.read_suppleances(tables["Suppléances"], atelier, contexte.j)
    comite = Comite(
        membres=tuple(atelier.membres),
        reunions=tuple(sorted(atelier.reunions, key=lambda r: r.date)),
        ordre_du_jour=ordre_du_jour,
        invites=tuple(atelier.invites),
        suppleances=announced,
        presences=presences.read_presences(
            tables["Présences"], atelier, announced if tables["Suppléances"].origins else None
        ),
        propositions=suites.read_propositions(tables["Propositions"], atelier),
        documents_types=suites.read_documents_types(tables["Documents types"], atelier),
        modalites_d_appui=suites.read_modalites(tables["Modalités d'appui"], atelier),
    )
    return comite, atelier.problems


def _read_members(checked: CheckedRows, atelier: CommitteeBuilder) -> None:
    for row in atelier.link_rows(Membre, checked):
        atelier.check_organisme(row)
        membre = replace(
            row,
            code=atelier.find_code(row.code) or row.code,  # as it was first spelled
            college=atelier.find_college(row.college) or row.college,
        )
        atelier.membres.append(membre)
        effet = "les dates sont utilisées telles quelles"
        atelier.problems += check_order(membre, "depuis", "jusqu_au", effet)
        _check_twice(membre, atelier)
    if checked.origins and not checked.broken and not atelier.membres:
        atelier.problems.append(links.SANS_MEMBRE.report(checked.place))
    atelier.problems += _check_holders(atelier.membres)


def _check_holders(membres: Sequence[Membre]) -> Iterator[Problem]:
    """Two holders of one seat at the same date."""
    for index, membre in enumerate(membres):
        same = [before for before in membres[:index] if before.code == membre.code]
        if any(_overlaps(before, membre) for before in same):
            yield membre.report(links.TITULAIRES_EN_MEME_TEMPS, "code", membre.code)


def _check_twice(membre: Membre, atelier: CommitteeBuilder) -> None:
    """The same person, by first name and name, in two seats at once."""
    if not membre.nom or not membre.prenom:
        return
    others = [
        m for m in atelier.membres if m.code != membre.code and _is_same_person(membre, m)
    ]
    if any(_overlaps(m, membre) for m in others):
        nom = f"{membre.prenom} {membre.nom}"
        atelier.report(membre, links.PERSONNE_DEUX_FOIS, "nom", nom)


def _is_same_person(a: Membre, b: Membre) -> bool:
    same_first_name = fold_text(a.prenom or "") == fold_text(b.prenom or "")
    return same_first_name and fold_text(a.nom or "") == fold_text(b.nom or "")


def _overlaps(a: Membre, b: Membre) -> bool:
    """Whether two terms have a day in common; both bounds are included."""
    ends_after = (a.jusqu_au or dt.date.max) >= (b.depuis or dt.date.min)
    begins_before = (a.depuis or dt.date.min) <= (b.jusqu_au or dt.date.max)
    return ends_after and begins_before


def _read_agenda(checked: CheckedRows, atelier: CommitteeBuilder) -> tuple[Point, ...]:
    points: list[Point] = []
    for row in atelier.link_rows(Point, checked):
        numero = row.numero.rstrip(".) ") or row.numero  # « 1. » is the point n° 1
        others = [fold_numero(point.numero) for point in points if point.reunion == row.reunion]
        if fold_numero(numero) in others:
            atelier.report(row, links.POINT_REPETE, "numero", numero)
        points.append(replace(row, numero=numero))
    return tuple(points)
