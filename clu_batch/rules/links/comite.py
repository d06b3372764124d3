"""The sheets of `comite.xlsx` become the committee: members, meetings and all that is attached to
them, linked by code and by date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from clu_batch import parse
from clu_batch.kernel import french
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import links
from clu_batch.parse import plier
from clu_batch.rules.links import participants, presences, reunions, suites
from clu_batch.rules.links.citations import Atelier
from clu_batch.rules.links.ligne import Ligne, lignes
from clu_batch.rules.links.reunions import Contexte
from clu_batch.rules.model import Comite, Membre, Point


def assembler(
    tables: Mapping[str, Table], contexte: Contexte, annexes: Sequence[str]
) -> tuple[Comite, list[Problem]]:
    """The committee, from the checked tables by sheet name; `annexes`: names of the files in
    `workbooks/annexes/`.
    """
    atelier = Atelier(annexes={plier(name): name for name in annexes})
    _read_members(tables["Composition"], atelier)
    reunions.assembler(tables["Réunions"], atelier, contexte)
    participants.invites(tables["Invités"], atelier)
    ordre_du_jour = _read_agenda(tables["Ordre du jour"], atelier)
    participants.points_des_invites(ordre_du_jour, atelier)
    announced = participants.suppleances(tables["Suppléances"], atelier, contexte.j)
    comite = Comite(
        membres=tuple(atelier.membres),
        reunions=tuple(sorted(atelier.reunions, key=lambda r: r.date)),
        ordre_du_jour=ordre_du_jour,
        invites=tuple(atelier.invites),
        suppleances=announced,
        presences=presences.presences(
            tables["Présences"], atelier, announced if tables["Suppléances"].origins else None
        ),
        propositions=suites.propositions(tables["Propositions"], atelier),
        documents_types=suites.documents_types(tables["Documents types"], atelier),
        modalites_d_appui=suites.modalites(tables["Modalités d'appui"], atelier),
    )
    return comite, atelier.problems


def _read_members(table: Table, atelier: Atelier) -> None:
    for ligne in lignes(table):
        atelier.organisme(ligne, ligne.texte("Organisme") or "")
        atelier.membres.append(_read_member(ligne, atelier))
        _check_term(ligne, atelier)
        _check_twice(ligne, atelier)
    if table.origins and not table.broken and not atelier.membres:
        place = Place(table.origins[0].workbook, table.origins[0].sheet)
        atelier.problems.append(links.SANS_MEMBRE.at(place))
    atelier.problems += _check_holders(atelier.membres)


def _check_holders(membres: Sequence[Membre]) -> Iterator[Problem]:
    """Two holders of one seat at the same date."""
    for index, membre in enumerate(membres):
        same = [before for before in membres[:index] if before.code == membre.code]
        if any(_overlaps(before, membre) for before in same):
            yield links.TITULAIRES_EN_MEME_TEMPS.at(membre.place, "Code", membre.code)


def _read_member(ligne: Ligne, atelier: Atelier) -> Membre:
    code, college = ligne.texte("Code") or "", ligne.texte("Collège") or ""
    return Membre(
        code=atelier.code(code) or code,  # as it was first spelled
        college=atelier.college(college) or college or french.NON_RENSEIGNE,
        fonction=ligne.texte("Fonction"),
        organisme=ligne.texte("Organisme"),
        ou_son_representant=ligne.oui("Ou son représentant", defaut=False),
        civilite=atelier.civilite(ligne),
        prenom=ligne.texte("Prénom"),
        nom=ligne.texte("Nom"),
        courriels=atelier.courriels(ligne),
        adresse=ligne.texte("Adresse"),
        a_convoquer=ligne.oui("À convoquer", defaut=True),
        depuis=ligne.date("Depuis le"),
        jusqu_au=ligne.date("Jusqu'au"),
        vacant=ligne.oui("Vacant", defaut=False),
        rang=ligne.nombre("Rang"),
        place=ligne.place("Code"),
    )


def _check_term(ligne: Ligne, atelier: Atelier) -> None:
    """A term that ends before it begins."""
    du, au = ligne.date("Depuis le"), ligne.date("Jusqu'au")
    if du and au and au < du:
        facts = {"debut": french.date_courte(du), "fin": french.date_courte(au)}
        effet = "en attendant, les dates sont utilisées telles quelles"
        atelier.problems.append(
            links.FIN_AVANT_DEBUT.at(ligne.place("Jusqu'au"), "Jusqu'au", **facts, effet=effet)
        )


def _check_twice(ligne: Ligne, atelier: Atelier) -> None:
    """The same person, by first name and name, in two seats at once."""
    last = atelier.membres[-1]
    if not last.nom or not last.prenom:
        return
    others = [m for m in atelier.membres if m.code != last.code and _is_same_person(last, m)]
    if any(_overlaps(m, last) for m in others):
        nom = f"{last.prenom} {last.nom}"
        atelier.problems.append(links.PERSONNE_DEUX_FOIS.at(ligne.place("Nom"), "Nom", nom))


def _is_same_person(a: Membre, b: Membre) -> bool:
    same_first_name = plier(a.prenom or "") == plier(b.prenom or "")
    return same_first_name and plier(a.nom or "") == plier(b.nom or "")


def _overlaps(a: Membre, b: Membre) -> bool:
    """Whether two terms have a day in common; both bounds are included."""
    ends_after = (a.jusqu_au or dt.date.max) >= (b.depuis or dt.date.min)
    begins_before = (a.depuis or dt.date.min) <= (b.jusqu_au or dt.date.max)
    return ends_after and begins_before


def _read_agenda(table: Table, atelier: Atelier) -> tuple[Point, ...]:
    points: list[Point] = []
    for ligne in lignes(table):
        date, typed = atelier.reunion(ligne), ligne.texte("N°")
        if date is None or typed is None:
            continue
        numero = typed.rstrip(".) ") or typed  # « 1. » is the point n° 1
        if any(
            p.reunion == date and parse.numero(p.numero) == parse.numero(numero) for p in points
        ):
            atelier.problems.append(links.POINT_REPETE.at(ligne.place("N°"), "N°", numero))
        points.append(
            Point(
                reunion=date,
                numero=numero,
                point=ligne.texte("Point"),
                rubrique=atelier.rubrique(ligne),
                presente_par=ligne.texte("Présenté par"),
                duree=ligne.nombre("Durée"),
                presentation=ligne.texte("Présentation"),
                fichier=atelier.fichier(ligne),
                releve=ligne.texte("Relevé des échanges"),
                conclusion=ligne.texte("Conclusion"),
                place=ligne.place("Point"),
            )
        )
    return tuple(points)
