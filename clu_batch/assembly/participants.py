"""`Invités`, `Suppléances` and `Présences`: who may come in addition, in place of a member, and who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clu_batch.assembly.atelier import Atelier
from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import liens
from clu_batch.model import Invite, Point, Presence, Suppleance
from clu_batch.saisie import numero, plier, proche, racine
from clu_batch.tables import Table


def invites(table: Table, atelier: Atelier) -> None:
    """The guests of the meetings, kept in the atelier."""
    colleges = list(dict.fromkeys(m.college for m in atelier.membres))
    for ligne in lignes(table):
        date = atelier.reunion(ligne)
        organisme, nom, college = ligne.texte("Organisme"), ligne.texte("Nom"), ligne.texte("Collège")
        if not organisme and not nom:
            atelier.problems.append(liens.INVITE_SANS_NOM.at(ligne.place("Organisme"), "Organisme"))
            continue
        if college and racine(college) not in {racine(c) for c in colleges}:
            conseil = liens.suggestion(proche(college, colleges))
            atelier.problems.append(liens.COLLEGE_INCONNU.at(ligne.place("Collège"), "Collège", college, suggestion=conseil))
        if date is None:
            continue
        if any(
            i.reunion == date and _nomme(i.organisme, i.prenom, i.nom) == _nomme(organisme, ligne.texte("Prénom"), nom)
            for i in atelier.invites
        ):
            header = "Organisme" if organisme else "Nom"
            atelier.problems.append(liens.PERSONNE_DEUX_FOIS.at(ligne.place(header), header, organisme or nom))
        atelier.invites.append(
            Invite(
                reunion=date,
                college=next((c for c in colleges if college and racine(c) == racine(college)), college),
                organisme=organisme,
                nom=nom,
                fonction=ligne.texte("Fonction"),
                civilite=atelier.civilite(ligne),
                prenom=ligne.texte("Prénom"),
                courriels=atelier.courriels(ligne),
                adresse=ligne.texte("Adresse"),
                point=ligne.texte("Point"),
                place=ligne.place("Point") if ligne.table.has("Point") else ligne.place("Organisme"),
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
            atelier.problems.append(liens.POINT_INCONNU.at(invite.place, "Point", invite.point, suggestion=conseil))
        else:
            atelier.invites[index] = replace(invite, point=spelled)


def _membre(ligne: Ligne, atelier: Atelier) -> str | None:
    cited = ligne.texte("Membre") or ""
    code = atelier.code(cited)
    if code is None:
        conseil = liens.suggestion(proche(cited, [m.code for m in atelier.membres]))
        atelier.problems.append(liens.MEMBRE_INCONNU.at(ligne.place("Membre"), "Membre", cited, suggestion=conseil))
    return code


def suppleances(table: Table, atelier: Atelier) -> tuple[Suppleance, ...]:
    """The substitutes announced."""
    kept = []
    for ligne in lignes(table):
        date, code, courriels = atelier.reunion(ligne), _membre(ligne, atelier), atelier.courriels(ligne)
        if date is None or code is None:
            continue
        kept.append(
            Suppleance(
                reunion=date,
                membre=code,
                civilite=atelier.civilite(ligne),
                prenom=ligne.texte("Prénom"),
                nom=ligne.texte("Nom"),
                fonction=ligne.texte("Fonction"),
                informe_le=ligne.date("Secrétariat informé le"),
                moyen=ligne.texte("Moyen"),
                courriels=courriels,
                decision=ligne.texte("Décision"),
                place=ligne.place("Secrétariat informé le"),
            )
        )
    return tuple(kept)


def _organisme_proche(ligne: Ligne, cited: str, atelier: Atelier) -> None:
    """A body that is a member's but for its dots, or written in full: the seat of that member stays without status."""
    same = next((m for m in atelier.membres if _lettres(cited) in {_lettres(m.code), _lettres(m.organisme or m.code)}), None)
    if same:
        atelier.problems.append(liens.ORGANISME_PROCHE.at(ligne.place("Membre"), "Membre", cited, code=same.code))


def _lettres(name: str) -> str:
    """A name reduced to its letters and digits: « A.P.F. » is « APF »."""
    return "".join(filter(str.isalnum, plier(name)))


def presences(table: Table, atelier: Atelier) -> tuple[Presence, ...]:
    """The answers and the attendance, linked to a member, a guest, or a body that merely attended."""
    kept: list[Presence] = []
    for ligne in lignes(table):
        date, cited, courriels = atelier.reunion(ligne), ligne.texte("Membre") or "", atelier.courriels(ligne)
        if date is None:
            continue
        code, invite = atelier.code(cited), atelier.invite(cited, date)
        if code is None and invite is None and not ligne.texte("Nom"):
            known = [m.code for m in atelier.membres] + [i.organisme or i.nom or "" for i in atelier.invites if i.reunion == date]
            conseil = liens.suggestion(proche(cited, known))
            atelier.problems.append(liens.PERSONNE_SANS_NOM.at(ligne.place("Membre"), "Membre", cited, suggestion=conseil))
            continue
        if code and not ligne.texte("Nom") and any(p.membre == code and p.reunion == date for p in kept):
            atelier.problems.append(liens.DEUX_LIGNES_SANS_NOM.at(ligne.place("Membre"), "Membre", cited))
        if code is None and invite is None:
            _organisme_proche(ligne, cited, atelier)
        kept.append(
            Presence(
                reunion=date,
                designation=cited,
                membre=code,
                invite=None if code else invite,
                reponse=ligne.texte("Réponse"),
                reponse_recue_le=ligne.date("Réponse reçue le"),
                statut=ligne.texte("Statut"),
                nom=ligne.texte("Nom"),
                fonction=ligne.texte("Fonction"),
                courriels=courriels,
                a_distance=ligne.oui("À distance", defaut=False),
                arrivee=ligne.heure("Arrivée"),
                depart=ligne.heure("Départ"),
                place=ligne.place("Statut"),
            )
        )
    return tuple(kept)
