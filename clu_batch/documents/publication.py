"""Prepare the minutes as they may be published: bodies and functions, nobody's name
(docs/rules/privacy.md#publication).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from clu_batch.documents import anonymat, compte_rendu, context
from clu_batch.documents.anonymat import Masque
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.kernel import french
from clu_batch.kernel.content import DocumentRequest
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import meetings
from clu_batch.parse import fold_text
from clu_batch.rules.model import (
    Bilan,
    Comite,
    DocumentType,
    Invite,
    Membre,
    ModaliteAppui,
    Point,
    Presence,
    Proposition,
    Registre,
    Reunion,
    Siege,
    Suppleance,
)

INVITE, REMPLACANT = "Personne invitée", "la personne désignée"


def name_path(meeting: MeetingContext) -> str:
    """Return the path of the variant for publication, under the folder of the meeting."""
    return f"{meeting.name_file('Compte-rendu', 'publication')}.docx"


def name_variant(meeting: MeetingContext) -> str:
    """Return that path when the variant is asked for and due; "" otherwise."""
    if not meeting.tenue:
        return ""
    wanted = meeting.parametres.compte_rendu_publication
    return name_path(meeting) if wanted and compte_rendu.is_due(meeting) else ""


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the variant for publication, once the minutes themselves are due."""
    if not compte_rendu.is_due(meeting):
        return Prepared()
    masque = Masque(anonymat.collect_noms(meeting.registre))
    contexte = _build_context(meeting, masque)
    surligne = tuple(dict.fromkeys(remplacant for *_, remplacant in masque.trouves))
    passages = french.format_count(
        len(masque.trouves), "nom remplacé, surligné", "noms remplacés, surlignés"
    )
    problems = _report_names(meeting, masque)
    request = DocumentRequest(
        name_path(meeting),
        "compte_rendu_publication",
        Famille.COMPTE_RENDU,
        masque.mask_text(meeting.write_title("Compte rendu pour publication")),
        meeting.date,
        contexte,
        envoye_le=meeting.reunion.compte_rendu_envoye_le,
        surligne=surligne,
        remarque=f"{passages} : à relire avant de publier" if surligne else "",
    )
    return Prepared([request], problems)


def _report_names(meeting: MeetingContext, masque: Masque) -> list[Problem]:
    """Report each name that was typed in a printed text, at its cell; a name found nowhere in the
    sheets is reported at the document.
    """
    located = _locate_names(meeting.registre, masque)
    told = {written for written, _ in chain.from_iterable(located.values())}
    others = [
        (written, remplacant) for _, written, remplacant in masque.trouves if written not in told
    ]
    if others:
        located[Place(name_path(meeting)), ""] = others
    date = french.format_short_date(meeting.date)
    problems: list[Problem] = []
    for (place, header), found in located.items():
        problems += [
            meetings.NOM_REMPLACE.report(
                place, header, written, remplacant=remplacant, reunion=date
            )
            for written, remplacant in dict.fromkeys(found)
        ]
    return problems


def _locate_names(
    registre: Registre, masque: Masque
) -> dict[tuple[Place, str], list[tuple[str, str]]]:
    """Return the names that were replaced, each with its replacement, by the row and the column in
    which they were typed.
    """
    printed = {fold_text(text) for text, *_ in masque.trouves}
    located: dict[tuple[Place, str], list[tuple[str, str]]] = {}
    for place, header, text in _list_cells(registre):
        seen = Masque(masque.noms)
        for line in text.splitlines():
            if seen.mask_text(line) != line and any(fold_text(line) in dit for dit in printed):
                located[place, header] = [
                    (written, remplacant) for _, written, remplacant in seen.trouves
                ]
    return located


def _build_context(meeting: MeetingContext, masque: Masque) -> Mapping[str, object]:
    """Return the tags of the minutes without names; the mask remembers those it found."""
    nu = MeetingContext(_strip_registre(meeting.registre), _strip_bilan(meeting.bilan))
    tags = {**context.build_context(nu), **compte_rendu.build_tags(nu)}
    return {name: masque.mask_value(value) for name, value in tags.items()}


# -- a register without names ----------------------------------------------------------------------


def _strip_registre(registre: Registre) -> Registre:
    comite = registre.comite
    nu: Comite = replace(
        comite,
        membres=[_strip_membre(m) for m in comite.membres],
        invites=[_strip_invite(i) for i in comite.invites],
        suppleances=[_strip_suppleance(s) for s in comite.suppleances],
        presences=[_strip_presence(p, None) for p in comite.presences],
    )
    return replace(registre, comite=nu)


def _strip_bilan(bilan: Bilan) -> Bilan:
    return replace(bilan, sieges=[_strip_siege(siege) for siege in bilan.sieges])


def _strip_siege(siege: Siege) -> Siege:
    return replace(
        siege,
        membre=_strip_membre(siege.membre),
        presence=_strip_presence(siege.presence, siege.suppleance) if siege.presence else None,
        accompagnants=[_strip_presence(p, None) for p in siege.accompagnants],
        suppleance=_strip_suppleance(siege.suppleance) if siege.suppleance else None,
    )


def _strip_membre(membre: Membre) -> Membre:
    return replace(membre, civilite=None, prenom=None, nom=None)


def _strip_invite(invite: Invite) -> Invite:
    return replace(
        invite,
        civilite=None,
        prenom=None,
        nom=None,
        organisme=invite.organisme or invite.fonction or INVITE,
    )


def _strip_suppleance(suppleance: Suppleance) -> Suppleance:
    return replace(suppleance, civilite=None, prenom=None, nom=None)


def _strip_presence(presence: Presence, suppleance: Suppleance | None) -> Presence:
    """Return an attendance without name: by function; by body for a guest. Who took a seat without
    a known function is « la personne désignée ».
    """
    fonction = presence.fonction or (suppleance.fonction if suppleance else None)
    if not fonction and presence.statut == "suppléé":
        fonction = REMPLACANT
    if presence.invite is None:
        return replace(presence, nom=None, fonction=fonction)
    invite = _strip_invite(presence.invite)
    return replace(
        presence, nom=None, fonction=fonction, invite=invite, designation=invite.organisme or INVITE
    )


# -- where the names stand -------------------------------------------------------------------------

_COLONNES: Mapping[type, Mapping[str, str]] = {
    Reunion: {
        "lieu": "Lieu",
        "reference": "Référence",
        "presidence": "Présidence",
        "prochaine": "Prochaine réunion",
    },
    Membre: {"fonction": "Fonction", "organisme": "Organisme"},
    Invite: {"fonction": "Fonction", "organisme": "Organisme"},
    Presence: {"fonction": "Fonction", "designation": "Membre"},
    Point: {
        "point": "Point",
        "presente_par": "Présenté par",
        "releve": "Relevé des échanges",
        "conclusion": "Conclusion",
    },
    Proposition: {"texte": "Texte", "reponse": "Réponse", "service_pilote": "Service pilote"},
    DocumentType: {
        "intitule": "Intitulé",
        "service": "Service",
        "question": "Question soumise",
        "avis": "Avis des représentants des usagers",
        "suite": "Suite donnée",
    },
    ModaliteAppui: {
        "modalite": "Modalité",
        "public": "Public visé",
        "lieu": "Lieu",
        "horaires": "Horaires",
        "partenaire": "Partenaire",
        "evolution": "Évolution",
    },
}


def _list_cells(registre: Registre) -> Iterator[tuple[Place, str, str]]:
    """Give the texts of the committee: the place of the row, the column, the text."""
    comite = registre.comite
    for rows in (getattr(comite, f.name) for f in dataclasses.fields(comite)):
        for row in rows:
            for name, header in _COLONNES.get(type(row), {}).items():
                text = getattr(row, name)
                if isinstance(text, str):
                    yield row.place, header, text
