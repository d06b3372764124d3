"""The secretary's own templates: `reunion_X`, `membre_X`, `participant_X`
(docs/rules/templates.md#own-templates), and who is each of them for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from clu_batch import french
from clu_batch.contenu import Demande
from clu_batch.documents import commun, noms
from clu_batch.documents.blocs import presences
from clu_batch.documents.commun import BaliseMembre
from clu_batch.indicateurs.comite import SIEGEANT
from clu_batch.model import Bilan, Membre, Presence, Registre, Reunion, Siege
from clu_batch.saisie import plier
from clu_batch.schema import Famille

REUNION, MEMBRE, PARTICIPANT = GENRES = "reunion", "membre", "participant"
DEBUTS = tuple(f"{genre}_" for genre in GENRES)
"""How the names of her templates begin."""


def genre(modele: str) -> str:
    """For what a template of that name is filled: once for the meeting, per member, per
    participant; "" when it is not her own kind.
    """
    prefixe, _, quoi = modele.partition("_")
    found = plier(prefixe)
    return found if found in GENRES and plier(quoi) else ""


def preparer(registre: Registre, bilan: Bilan, modele: str) -> Sequence[Demande]:
    """The documents of one of her templates: one, one per member in force, or one per person who
    sat.
    """
    reunion = bilan.seance.reunion
    if reunion is None:
        return ()
    base = commun.contexte(registre, bilan)
    match genre(modele):
        case "membre":
            people = list(commun.membres(bilan.sieges))
            return [
                _par_personne(registre, reunion, modele, base, (MEMBRE, membre))
                for membre in people
            ]
        case "participant":
            came = participants(registre, bilan, reunion)
            return [
                _par_personne(registre, reunion, modele, base, (PARTICIPANT, person))
                for person in came
            ]
    quoi = modele.partition("_")[2]
    chemin = f"{noms.nom(reunion.date, registre.parametres.sigle, noms.simple(quoi))}.docx"
    return (
        Demande(chemin, modele, Famille.LIBRE, _titre(registre, reunion, quoi), reunion.date, base),
    )


def _par_personne(
    registre: Registre,
    reunion: Reunion,
    modele: str,
    base: Mapping[str, object],
    qui: tuple[str, BaliseMembre],
) -> Demande:
    balise, person = qui
    quoi = modele.partition("_")[2]
    folder = noms.simple(quoi)
    chemin = (
        f"{folder}/{noms.nom(reunion.date, registre.parametres.sigle, folder, person.code)}.docx"
    )
    titre = f"{_titre(registre, reunion, quoi)}, {person.code}"
    return Demande(chemin, modele, Famille.LIBRE, titre, reunion.date, {**base, balise: person})


def _titre(registre: Registre, reunion: Reunion, quoi: str) -> str:
    return (
        f"{' '.join(quoi.split('_'))} – {registre.parametres.comite}, {french.date(reunion.date)}"
    )


# -- who sat ---------------------------------------------------------------------------------------


def participants(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[BaliseMembre]:
    """Whoever sat on a seat or beside it, the guests present, and those who merely attended
    (docs/rules/committee.md#recipients).
    """
    return [
        commun.balise_membre(person, statut=statut)
        for person, statut in _venus(registre, bilan, reunion)
    ]


def _venus(registre: Registre, bilan: Bilan, reunion: Reunion) -> Iterator[tuple[Membre, str]]:
    for siege in bilan.sieges:
        statut = presences.etat(registre, siege)
        if statut in SIEGEANT:
            yield _du_siege(siege, statut), statut
        yield from (
            (_a_cote(siege, p), p.statut or "présent")
            for p in siege.accompagnants
            if p.statut in SIEGEANT
        )
    for p in registre.comite.presences:
        if (
            p.reunion == reunion.date
            and p.membre is None
            and (p.statut in SIEGEANT or (p.statut is None and p.invite is None))
        ):
            yield _autre(p), p.statut or "présent"


def _du_siege(siege: Siege, statut: str) -> Membre:
    """Who held the seat, under its code and for its body: the holder, unless somebody else did."""
    presence, annonce = siege.presence, siege.suppleance
    if statut == "présent" and not (presence and presence.nom):
        return siege.membre
    fonction = presence.fonction if presence else None
    if statut == "suppléé" and annonce and not (presence and presence.nom):
        nommee = replace(
            siege.membre, civilite=annonce.civilite, prenom=annonce.prenom, nom=annonce.nom
        )
        return replace(nommee, fonction=fonction or annonce.fonction)
    nom = presence.nom if presence else None
    known = (
        annonce.fonction
        if annonce and statut == "suppléé"
        else siege.membre.fonction
        if statut == "présent"
        else None
    )
    return replace(siege.membre, civilite=None, prenom=None, nom=nom, fonction=fonction or known)


def _a_cote(siege: Siege, presence: Presence) -> Membre:
    return replace(
        siege.membre, civilite=None, prenom=None, nom=presence.nom, fonction=presence.fonction
    )


def _autre(presence: Presence) -> Membre:
    """A guest, or someone who merely attended, by the body."""
    invite = presence.invite
    if invite is None:
        college, organisme = "Assistaient également", presence.designation
        return Membre(
            noms.simple(organisme),
            college,
            presence.fonction,
            organisme,
            nom=presence.nom,
            place=presence.place,
        )
    same = not presence.nom or presence.nom == invite.nom
    return Membre(
        noms.simple(invite.organisme or invite.nom or presence.designation),
        invite.college or "Invités",
        presence.fonction or invite.fonction,
        invite.organisme or french.NON_RENSEIGNE,
        civilite=invite.civilite if same else None,
        prenom=invite.prenom if same else None,
        nom=presence.nom or invite.nom,
        place=presence.place,
    )
