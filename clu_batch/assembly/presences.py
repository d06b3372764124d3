"""`Présences`: the answers received before a meeting, then who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch import french
from clu_batch.assembly.atelier import Atelier
from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import liens, reunion
from clu_batch.model import Presence, Suppleance
from clu_batch.saisie import proche
from clu_batch.tables import Table


def presences(
    table: Table, atelier: Atelier, announced: Sequence[Suppleance] | None
) -> tuple[Presence, ...]:
    """The answers and the attendance, linked to a member, a guest, or a body that merely attended.

    `announced`: the substitutes; None when there is no such sheet, which is no problem
    (docs/rules/workbooks.md#absent-sheets).
    """
    kept: list[Presence] = []
    substituted = {(s.reunion, s.membre) for s in announced or ()}
    for ligne in lignes(table):
        date, courriels = atelier.reunion(ligne), atelier.courriels(ligne)
        presence = _lire(ligne, atelier, date) if date else None
        if presence is None:
            continue
        first = not any(p.membre == presence.membre and p.reunion == date for p in kept)
        if presence.membre and not first and not presence.nom:
            atelier.problems.append(
                liens.DEUX_LIGNES_SANS_NOM.at(ligne.place("Membre"), "Membre", presence.designation)
            )
        if presence.membre and first:
            _siege(
                ligne,
                presence,
                atelier,
                announced is None or (presence.reunion, presence.membre) in substituted,
            )
        _horaires(ligne, presence, atelier)
        kept.append(replace(presence, courriels=courriels))
    return tuple(kept)


def _lire(ligne: Ligne, atelier: Atelier, date: dt.date) -> Presence | None:
    """A row; None, and a problem, when nobody can be known from it."""
    cited = ligne.texte("Membre") or ""
    code, invite = atelier.code(cited), atelier.invite(cited, date)
    if code is None and invite is None and not ligne.texte("Nom"):
        code = atelier.membre(ligne, cited)
    if code is None and invite is None:
        if not ligne.texte("Nom"):
            bodies = [i.organisme for i in atelier.invites if i.reunion == date and i.organisme]
            conseil = liens.suggestion(atelier.code_proche(cited) or proche(cited, bodies))
            atelier.problems.append(
                liens.PERSONNE_SANS_NOM.at(
                    ligne.place("Membre"), "Membre", cited, suggestion=conseil
                )
            )
            return None
        _organisme_proche(ligne, cited, atelier)
    return Presence(
        reunion=date,
        designation=cited,
        membre=code,
        invite=None if code else invite,
        reponse=ligne.texte("Réponse"),
        reponse_recue_le=ligne.date("Réponse reçue le"),
        statut=ligne.texte("Statut"),
        nom=ligne.texte("Nom"),
        fonction=ligne.texte("Fonction"),
        a_distance=ligne.oui("À distance", defaut=False),
        arrivee=ligne.heure("Arrivée"),
        depart=ligne.heure("Départ"),
        place=ligne.place("Statut"),
    )


def _organisme_proche(ligne: Ligne, cited: str, atelier: Atelier) -> None:
    """A body that is a member's but for its dots, or written in full, or a code with a letter too
    many: its seat stays without status.
    """
    close = None if " " in cited else proche(cited, [m.code for m in atelier.membres])
    code = atelier.meme_organisme(cited) or close
    if code:
        atelier.problems.append(
            liens.ORGANISME_PROCHE.at(ligne.place("Membre"), "Membre", cited, code=code)
        )


def _siege(ligne: Ligne, presence: Presence, atelier: Atelier, announced: bool) -> None:
    """How a seat is held: « représenté » needs the clause of Composition, « suppléé » an
    announcement once the meeting has a Statut.
    """
    code = presence.membre or ""
    header = "Statut" if presence.statut else "Réponse"
    if (presence.statut or presence.reponse) == "représenté" and not atelier.titulaire(
        code, presence.reunion
    ).ou_son_representant:
        atelier.problems.append(
            reunion.REPRESENTE_SANS_CLAUSE.at(ligne.place(header), header, code)
        )
    if (
        presence.statut == "suppléé"
        and not announced
        and any(r.date == presence.reunion and r.statut for r in atelier.reunions)
    ):
        atelier.problems.append(
            reunion.SUPPLEANCE_NON_ANNONCEE.at(ligne.place("Statut"), "Statut", code)
        )


def _horaires(ligne: Ligne, presence: Presence, atelier: Atelier) -> None:
    """Somebody who leaves before arriving."""
    if presence.arrivee and presence.depart and presence.depart < presence.arrivee:
        facts = {"debut": french.heure(presence.arrivee), "fin": french.heure(presence.depart)}
        effet = "en attendant, les heures sont imprimées telles quelles"
        atelier.problems.append(
            liens.FIN_AVANT_DEBUT.at(ligne.place("Départ"), "Départ", **facts, effet=effet)
        )
