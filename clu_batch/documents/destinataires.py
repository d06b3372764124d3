"""To whom the papers of a meeting go, stage by stage, and at which address
(docs/rules/committee.md#recipients).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from clu_batch.documents import context
from clu_batch.documents.convocation import destinataire_invite
from clu_batch.documents.emargement import suppleant
from clu_batch.documents.lettres import SUCCESSEUR, a_convoquer, a_inviter, destinataires, lettres
from clu_batch.documents.remplacement import Lettre
from clu_batch.kernel import french
from clu_batch.kernel.problems import Place
from clu_batch.rules.figures.comite import SIEGEANT
from clu_batch.rules.model import Bilan, Invite, Presence, Registre, Reunion, Siege


@dataclass(frozen=True, slots=True)
class Personne:
    """Someone to write to; `cle`: what names the draft."""

    cle: str
    nom: str
    courriels: tuple[str, ...]
    postale: tuple[str, ...] = ()
    appel: str = "Madame, Monsieur"
    pour_information: bool = False
    lettre: Lettre | None = None  # of this person alone
    depuis: dt.date | None = None  # since when this person is a member
    place: Place = field(default_factory=Place)  # the row that names this person

    @property
    def piece(self) -> str:
        """Where the letter of this person alone stands."""
        return self.lettre.chemin if self.lettre else ""


def _membre(
    siege: Siege, *, lettre: Lettre | None = None, pour_information: bool = False
) -> Personne:
    m = siege.membre
    postale = context.lignes(m.adresse)
    nom = _en_ligne(siege) or m.code
    appel = context.balise_membre(siege.membre, vacant=siege.vacant).appel
    cle = (
        f"{m.code} {lettre.chemin.rpartition('_')[2]}"
        if lettre and SUCCESSEUR in lettre.chemin
        else m.code
    )
    return Personne(
        cle, nom, m.courriels, postale, appel, pour_information, lettre, m.depuis, m.place
    )


def _en_ligne(siege: Siege) -> str | None:
    """The recipient on one line; a vacant seat by its body."""
    m = siege.membre
    fonction, organisme = context.ecrit(m.fonction), context.ecrit(m.organisme)
    if siege.vacant:
        return organisme or fonction
    nommee, qualite = (
        context.nom_complet(m.civilite, m.prenom, m.nom),
        context.fonction_et_organisme(fonction, organisme),
    )
    return f"{nommee}, {french.sans_article(qualite)}" if nommee and qualite else nommee or qualite


def _invite(invite: Invite, lettre: Lettre | None = None) -> Personne:
    postale = context.lignes(invite.adresse)
    lignes = destinataire_invite(invite)
    appel = context.appel(context.ecrit(invite.fonction), invite.civilite)
    return Personne(
        invite.organisme or invite.nom or "",
        ", ".join(lignes[: len(lignes) - len(postale)]),
        invite.courriels,
        postale,
        appel,
        lettre=lettre,
        place=invite.place,
    )


def convoques(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[Personne]:
    """The members to convene, each with the letter that holds today."""
    found: dict[str, Personne] = {}
    for qui in destinataires(registre, bilan, reunion):
        for siege in qui.sieges:
            found[siege.membre.code] = _membre(
                siege, lettre=lettres(registre, bilan, reunion, qui)[-1]
            )
    return [found[siege.membre.code] for siege in a_convoquer(bilan)]


def invites(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[Personne]:
    """The guests, each with the invitation that holds today."""
    recipients = destinataires(registre, bilan, reunion)
    return [
        _invite(qui.invite, lettres(registre, bilan, reunion, qui)[-1])
        for qui in recipients
        if qui.invite
    ]


def lecteurs(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[Personne]:
    """The members in force, their announced substitutes who have an address, the guests."""
    gens = []
    for siege in bilan.sieges:
        gens.append(_membre(siege))
        annonce = suppleant(siege)
        if annonce is not None and annonce.courriels:
            code, fonction = siege.membre.code, context.ecrit(annonce.fonction)
            nom = (
                context.nom_complet(annonce.civilite, annonce.prenom, annonce.nom)
                or fonction
                or code
            )
            appel = context.appel(fonction, annonce.civilite)
            gens.append(
                Personne(
                    f"{code} suppléance", nom, annonce.courriels, appel=appel, place=annonce.place
                )
            )
    return [*gens, *(_invite(invite) for invite in a_inviter(registre, reunion))]


def participants(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[Personne]:
    """« Le compte-rendu de chaque réunion est adressé aux participants » (procedure); the excused «
    pour information » if so set.
    """
    gens = []
    for siege in bilan.sieges:
        if siege.statut in SIEGEANT:
            gens.append(_participant(siege))
        elif siege.statut == "excusé" and registre.parametres.compte_rendu_aux_excuses:
            gens.append(_membre(siege, pour_information=True))
        gens += _list_present(siege.accompagnants)
    autres = [
        presence
        for presence in registre.comite.presences
        if presence.reunion == reunion.date and presence.membre is None
    ]
    return [*gens, *_list_present(autres)]


def _participant(siege: Siege) -> Personne:
    """Who sat on a seat: at the address typed for that day, else that of the substitute, else that
    of the seat.
    """
    presence = siege.presence
    titulaire = _membre(siege)
    if presence is None:
        return titulaire
    annonce = suppleant(siege) if siege.statut == "suppléé" else None
    announced = annonce.courriels if annonce is not None else ()
    courriels = presence.courriels or announced or titulaire.courriels
    nom = context.ecrit(presence.nom)
    if not nom and annonce is not None:
        nom = annonce.nom
    if not nom:
        return replace(titulaire, courriels=courriels, place=presence.place)
    pour = french.avec_article(titulaire.nom) or titulaire.nom
    known_as = f"{nom}, pour {pour}"
    return Personne(titulaire.cle, known_as, courriels, titulaire.postale, place=presence.place)


def _list_present(presences: Sequence[Presence]) -> list[Personne]:
    """Those of them who sat."""
    return [_present(presence) for presence in presences if presence.statut in SIEGEANT]


def _present(presence: Presence) -> Personne:
    """A guest, or someone who merely attended."""
    if presence.invite is not None:
        qui = _invite(presence.invite)
        return replace(qui, courriels=presence.courriels or qui.courriels, place=presence.place)
    nom = ", ".join(
        part for part in (context.ecrit(presence.nom), context.ecrit(presence.designation)) if part
    )
    return Personne(presence.designation, nom, presence.courriels, place=presence.place)
