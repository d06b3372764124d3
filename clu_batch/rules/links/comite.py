"""Turn the sheets of `comite.xlsx` into the committee: members, meetings and what belongs to them,
linked by code and by date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from clu_batch import parse
from clu_batch.kernel import french
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import links
from clu_batch.parse import fold_text
from clu_batch.rules.links import participants, presences, reunions, suites
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.ligne import TableRow, list_rows
from clu_batch.rules.links.reunions import ReunionContext
from clu_batch.rules.model import Comite, Membre, Point


def assemble_comite(
    tables: Mapping[str, Table], contexte: ReunionContext, annexes: Sequence[str]
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


def _read_members(table: Table, atelier: CommitteeBuilder) -> None:
    for ligne in list_rows(table):
        atelier.check_organisme(ligne, ligne.read_text("Organisme") or "")
        atelier.membres.append(_read_member(ligne, atelier))
        effet = "les dates sont utilisées telles quelles"
        atelier.problems += ligne.check_order(dt.date, "Depuis le", "Jusqu'au", effet)
        _check_twice(ligne, atelier)
    if table.origins and not table.broken and not atelier.membres:
        place = Place(table.origins[0].workbook, table.origins[0].sheet)
        atelier.problems.append(links.SANS_MEMBRE.report(place))
    atelier.problems += _check_holders(atelier.membres)


def _check_holders(membres: Sequence[Membre]) -> Iterator[Problem]:
    """Two holders of one seat at the same date."""
    for index, membre in enumerate(membres):
        same = [before for before in membres[:index] if before.code == membre.code]
        if any(_overlaps(before, membre) for before in same):
            yield links.TITULAIRES_EN_MEME_TEMPS.report(membre.place, "Code", membre.code)


def _read_member(ligne: TableRow, atelier: CommitteeBuilder) -> Membre:
    code, college = ligne.read_text("Code") or "", ligne.read_text("Collège") or ""
    return ligne.build(
        Membre,
        code=atelier.find_code(code) or code,  # as it was first spelled
        college=atelier.find_college(college) or college or french.NON_RENSEIGNE,
        civilite=atelier.read_civilite(ligne),
        courriels=atelier.read_courriels(ligne),
    )


def _check_twice(ligne: TableRow, atelier: CommitteeBuilder) -> None:
    """The same person, by first name and name, in two seats at once."""
    last = atelier.membres[-1]
    if not last.nom or not last.prenom:
        return
    others = [m for m in atelier.membres if m.code != last.code and _is_same_person(last, m)]
    if any(_overlaps(m, last) for m in others):
        nom = f"{last.prenom} {last.nom}"
        atelier.report(ligne, links.PERSONNE_DEUX_FOIS, "Nom", nom)


def _is_same_person(a: Membre, b: Membre) -> bool:
    same_first_name = fold_text(a.prenom or "") == fold_text(b.prenom or "")
    return same_first_name and fold_text(a.nom or "") == fold_text(b.nom or "")


def _overlaps(a: Membre, b: Membre) -> bool:
    """Whether two terms have a day in common; both bounds are included."""
    ends_after = (a.jusqu_au or dt.date.max) >= (b.depuis or dt.date.min)
    begins_before = (a.depuis or dt.date.min) <= (b.jusqu_au or dt.date.max)
    return ends_after and begins_before


def _read_agenda(table: Table, atelier: CommitteeBuilder) -> tuple[Point, ...]:
    points: list[Point] = []
    for ligne in list_rows(table):
        date, typed = atelier.read_reunion(ligne), ligne.read_text("N°")
        if date is None or typed is None:
            continue
        numero = typed.rstrip(".) ") or typed  # « 1. » is the point n° 1
        if any(
            p.reunion == date and parse.fold_numero(p.numero) == parse.fold_numero(numero)
            for p in points
        ):
            atelier.report(ligne, links.POINT_REPETE, "N°", numero)
        points.append(
            ligne.build(
                Point,
                reunion=date,
                numero=numero,
                rubrique=atelier.read_rubrique(ligne),
                fichier=atelier.read_file(ligne),
            )
        )
    return tuple(points)
