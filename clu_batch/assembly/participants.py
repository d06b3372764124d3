"""`Invités` and `Suppléances`: who may come in addition, and in place of a member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch import french
from clu_batch.assembly.atelier import Atelier
from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import liens, reunion
from clu_batch.model import Invite, Point, Suppleance
from clu_batch.saisie import numero, plier, proche
from clu_batch.tables import Table


def invites(table: Table, atelier: Atelier) -> None:
    """The guests of the meetings, kept in the atelier."""
    colleges = list(dict.fromkeys(m.college for m in atelier.membres))
    for ligne in lignes(table):
        date = atelier.reunion(ligne)
        organisme, nom, college = (
            ligne.texte("Organisme"),
            ligne.texte("Nom"),
            ligne.texte("Collège"),
        )
        if not organisme and not nom:
            header = "Organisme" if ligne.table.has("Organisme") else "Nom"
            atelier.problems.append(liens.INVITE_SANS_NOM.at(ligne.place(header), header))
            continue
        known = atelier.college(college) if college else None
        if college and known is None:
            conseil = liens.suggestion(proche(college, colleges))
            atelier.problems.append(
                liens.COLLEGE_INCONNU.at(
                    ligne.place("Collège"), "Collège", college, suggestion=conseil
                )
            )
        if organisme:
            atelier.organisme(ligne, organisme)
        if date is None:
            continue
        if any(
            i.reunion == date
            and _nomme(i.organisme, i.prenom, i.nom)
            == _nomme(organisme, ligne.texte("Prénom"), nom)
            for i in atelier.invites
        ):
            header = "Organisme" if organisme else "Nom"
            atelier.problems.append(
                liens.PERSONNE_DEUX_FOIS.at(ligne.place(header), header, organisme or nom)
            )
        atelier.invites.append(
            Invite(
                reunion=date,
                college=known or college,
                organisme=organisme,
                nom=nom,
                fonction=ligne.texte("Fonction"),
                civilite=atelier.civilite(ligne),
                prenom=ligne.texte("Prénom"),
                courriels=atelier.courriels(ligne),
                adresse=ligne.texte("Adresse"),
                point=ligne.texte("Point"),
                place=(
                    ligne.place("Point") if ligne.table.has("Point") else ligne.place("Organisme")
                ),
            )
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
            conseil = liens.suggestion(proche(invite.point, agenda.values()))
            atelier.problems.append(
                liens.POINT_INCONNU.at(invite.place, "Point", invite.point, suggestion=conseil)
            )
        else:
            atelier.invites[index] = replace(invite, point=spelled)


def _membre(ligne: Ligne, atelier: Atelier) -> str | None:
    cited = ligne.texte("Membre") or ""
    code = atelier.membre(ligne, cited)
    if code is None:
        conseil = liens.suggestion(atelier.code_proche(cited))
        atelier.problems.append(
            liens.MEMBRE_INCONNU.at(ligne.place("Membre"), "Membre", cited, suggestion=conseil)
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
                reunion.DEUX_SUPPLEANTS.at(ligne.place("Membre"), "Membre", code)
            )
        informe = ligne.date("Secrétariat informé le")
        if informe and informe > j:
            header, shown = "Secrétariat informé le", french.date_courte(informe)
            atelier.problems.append(
                reunion.SUPPLEANCE_FUTURE.at(ligne.place(header), header, shown, date=shown)
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
