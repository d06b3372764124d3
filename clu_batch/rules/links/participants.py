"""`Invités` and `Suppléances`: who may come in addition, and in place of a member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.kernel import french
from clu_batch.kernel.tables import Table
from clu_batch.messages import links, meetings
from clu_batch.parse import numero, plier, proche
from clu_batch.rules.links.citations import Atelier
from clu_batch.rules.links.ligne import Ligne, lignes
from clu_batch.rules.model import Invite, Point, Suppleance


def invites(table: Table, atelier: Atelier) -> None:
    """The guests of the meetings, kept in the atelier."""
    for ligne in lignes(table):
        date = atelier.reunion(ligne)
        organisme = ligne.texte("Organisme")
        header = "Organisme" if organisme else "Nom"
        if not ligne.texte(header):
            first = "Organisme" if table.has("Organisme") else "Nom"
            atelier.problems.append(links.INVITE_SANS_NOM.at(ligne.place(first), first))
            continue
        college = _read_college(ligne, atelier)
        if organisme:
            atelier.organisme(ligne, organisme)
        if date is None:
            continue
        if _is_known(ligne, date, atelier):
            place, name = ligne.place(header), ligne.texte(header)
            atelier.problems.append(links.PERSONNE_DEUX_FOIS.at(place, header, name))
        atelier.invites.append(_make_guest(ligne, date, college, atelier))


def _is_known(ligne: Ligne, date: dt.date, atelier: Atelier) -> bool:
    """Whether a guest of the same meeting has the same body and the same name."""
    name = _nomme(ligne.texte("Organisme"), ligne.texte("Prénom"), ligne.texte("Nom"))
    present = [i for i in atelier.invites if i.reunion == date]
    return name in [_nomme(i.organisme, i.prenom, i.nom) for i in present]


def _read_college(ligne: Ligne, atelier: Atelier) -> str | None:
    """Return the collège of a guest as Composition spells it, or as typed, which is reported."""
    college = ligne.texte("Collège")
    if not college:
        return college
    known = atelier.college(college)
    if known is None:
        colleges = dict.fromkeys(m.college for m in atelier.membres)
        place, conseil = ligne.place("Collège"), links.suggestion(proche(college, colleges))
        problem = links.COLLEGE_INCONNU.at(place, "Collège", college, suggestion=conseil)
        atelier.problems.append(problem)
    return known or college


def _make_guest(ligne: Ligne, date: dt.date, college: str | None, atelier: Atelier) -> Invite:
    cell = "Point" if ligne.table.has("Point") else "Organisme"
    return Invite(
        reunion=date,
        college=college,
        organisme=ligne.texte("Organisme"),
        nom=ligne.texte("Nom"),
        fonction=ligne.texte("Fonction"),
        civilite=atelier.civilite(ligne),
        prenom=ligne.texte("Prénom"),
        courriels=atelier.courriels(ligne),
        adresse=ligne.texte("Adresse"),
        point=ligne.texte("Point"),
        place=ligne.place(cell),
    )


def _nomme(*words: str | None) -> tuple[str, ...]:
    return tuple(plier(word or "") for word in words)


def points_des_invites(points: Sequence[Point], atelier: Atelier) -> None:
    """A guest is invited for a point of the agenda, from now on spelled as there."""
    for index, invite in enumerate(atelier.invites):
        if not invite.point:
            continue
        agenda = {numero(p.numero): p.numero for p in points if p.reunion == invite.reunion}
        spelled = agenda.get(numero(invite.point))
        if spelled is None:
            conseil = links.suggestion(proche(invite.point, agenda.values()))
            atelier.problems.append(
                links.POINT_INCONNU.at(invite.place, "Point", invite.point, suggestion=conseil)
            )
        else:
            atelier.invites[index] = replace(invite, point=spelled)


def _membre(ligne: Ligne, atelier: Atelier) -> str | None:
    cited = ligne.texte("Membre") or ""
    code = atelier.membre(ligne, cited)
    if code is None:
        conseil = links.suggestion(atelier.code_proche(cited))
        atelier.problems.append(
            links.MEMBRE_INCONNU.at(ligne.place("Membre"), "Membre", cited, suggestion=conseil)
        )
    return code


def suppleances(table: Table, atelier: Atelier, j: dt.date) -> tuple[Suppleance, ...]:
    """The substitutes announced; one per member, and not after the day J."""
    kept: list[Suppleance] = []
    for ligne in lignes(table):
        date, code, courriels = (
            atelier.reunion(ligne),
            _membre(ligne, atelier),
            atelier.courriels(ligne),
        )
        if date is None or code is None:
            continue
        if any(s.membre == code and s.reunion == date and not s.refusee for s in kept):
            atelier.problems.append(
                meetings.DEUX_SUPPLEANTS.at(ligne.place("Membre"), "Membre", code)
            )
        informe = ligne.date("Secrétariat informé le")
        if informe and informe > j:
            header, shown = "Secrétariat informé le", french.date_courte(informe)
            atelier.problems.append(
                meetings.SUPPLEANCE_FUTURE.at(ligne.place(header), header, shown, date=shown)
            )
        kept.append(
            Suppleance(
                reunion=date,
                membre=code,
                civilite=atelier.civilite(ligne),
                prenom=ligne.texte("Prénom"),
                nom=ligne.texte("Nom"),
                fonction=ligne.texte("Fonction"),
                informe_le=informe,
                moyen=ligne.texte("Moyen"),
                courriels=courriels,
                decision=ligne.texte("Décision"),
                place=ligne.place("Secrétariat informé le"),
            )
        )
    return tuple(kept)
