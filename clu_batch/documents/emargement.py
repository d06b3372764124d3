"""Prepare the attendance sheet: who is expected, in which capacity, and where to sign
(docs/rules/documents.md#emargement).
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents import context
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.remplacants import REPRESENTATION, SUPPLEANCE
from clu_batch.documents.sections.field_tables import SANS_VALEUR
from clu_batch.documents.typed_texts import (
    append_fonction,
    compose_nom,
    names_a_common_body,
    write_in_line,
)
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.appel import shorten_fonction
from clu_batch.kernel.content import Texte
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.records.participants import ReponseAnnoncee
from clu_batch.rules.model import Invite, Siege

LIGNES_LIBRES = 5
A_REMPLIR = "à remplir"
INVITES = {"Madame": "Invitée", "Monsieur": "Invité"}


@frozen
class PersonneAttendue:
    """A row of the sheet. `qualite`: holder, substitute of…, guest.

    It holds neither address nor telephone: everybody reads it (docs/rules/privacy.md#never-out).
    """

    nom: str
    organisme: Texte
    fonction: Texte
    qualite: str
    vacant: bool = False


@frozen
class GroupeAttendu:
    """The people expected of a collège, or the guests."""

    titre: str
    personnes: Sequence[PersonneAttendue]


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the attendance sheet of a meeting to come."""
    tags = {
        "groupes": list_groupes(meeting),
        "lignes_libres": range(LIGNES_LIBRES),
    }
    titre = meeting.write_short_title("Feuille d’émargement")
    nom = "Feuille-emargement"
    return Prepared([context.request_paper(meeting, Famille.EMARGEMENT, nom, titre, tags)])


@once
def list_groupes(meeting: MeetingContext) -> Sequence[GroupeAttendu]:
    """Group the people expected by collège, in the order of the seats; the guests come last."""
    found: dict[str, list[PersonneAttendue]] = {}
    for siege in meeting.sieges:
        found.setdefault(siege.membre.college, []).append(expect_siege(siege))
    groupes = [GroupeAttendu(french.typeset(nom), attendus) for nom, attendus in found.items()]
    invites = list(map(expect_invite, meeting.attendus))
    if invites:
        groupes.append(GroupeAttendu("Invités", invites))
    return groupes


def expect_siege(siege: Siege) -> PersonneAttendue:
    """Return who is expected on a seat: the announced substitute or representative, else the
    holder.
    """
    membre = context.build_membre_tag(siege.membre, vacant=siege.vacant)
    annonce = siege.suppleance
    if annonce is not None:
        return _expect_other(membre, SUPPLEANCE, compose_nom(annonce), annonce.fonction)
    if siege.vacant:
        return PersonneAttendue(
            A_REMPLIR, membre.organisme, membre.fonction, "Siège sans titulaire", vacant=True
        )
    presence = siege.presence
    if presence is not None and presence.reponse == ReponseAnnoncee.REPRESENTE and presence.nom:
        nom = write_in_line(presence.nom)
        return _expect_other(membre, REPRESENTATION, nom, presence.fonction)
    qualite = "Titulaire ou son représentant" if membre.ou_son_representant else "Titulaire"
    nom = compose_nom(siege.membre) or A_REMPLIR
    return PersonneAttendue(nom, membre.organisme, membre.fonction, qualite)


def _expect_other(
    membre: context.BaliseMembre, quoi: str, nom: str | None, fonction: str | None
) -> PersonneAttendue:
    """Return who is expected for the holder: « Suppléance du président », or « Suppléance :
    responsable qualité » when nothing tells the article. The column of the bodies says which
    association « le représentant de l’association » is of.
    """
    tenue = membre.fonction if isinstance(membre.fonction, str) else membre.code
    if names_a_common_body(tenue):
        seule = fonctions.drop_article(tenue)
        tenue = tenue.removesuffix(seule) + shorten_fonction(seule)
    return PersonneAttendue(
        nom or A_REMPLIR,
        membre.organisme,
        write_in_line(fonction) or A_REMPLIR,
        append_fonction(quoi, tenue, membre.civilite),
    )


def expect_invite(invite: Invite) -> PersonneAttendue:
    """Return the row of a guest."""
    qualite = INVITES.get(invite.civilite or "", "Sur invitation")
    if invite.point:
        qualite = french.typeset(f"{qualite}, point{french.INSECABLE}{invite.point}")
    return PersonneAttendue(
        compose_nom(invite) or A_REMPLIR,
        write_in_line(invite.organisme) or SANS_VALEUR,
        write_in_line(invite.fonction) or A_REMPLIR,
        qualite,
    )
