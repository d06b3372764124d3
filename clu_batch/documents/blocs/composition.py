"""Who sits, by collège; who is invited; how a member is substituted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from clu_batch import french
from clu_batch.contenu import Bloc, Element
from clu_batch.documents import commun, lettres
from clu_batch.documents.blocs import mesures
from clu_batch.documents.blocs.ecriture import Champ, paragraphe, tableau
from clu_batch.model import Bilan, Invite, Membre, Registre, Siege


def bloc(registre: Registre, bilan: Bilan) -> Bloc:
    """One table per collège, the guests (none off the agenda), the rule of substitution."""
    colleges = list(dict.fromkeys(s.membre.college for s in bilan.sieges))
    regle = suppleance(registre, bilan)
    elements: list[Element] = [
        paragraphe(_phrase(bilan, colleges)),
        *([paragraphe(regle)] if regle else []),
    ]
    elements += [
        _college(college, [s for s in bilan.sieges if s.membre.college == college])
        for college in colleges
    ]
    invites = lettres.a_inviter(registre, bilan.seance.reunion) if bilan.seance.reunion else []
    if invites:
        elements.append(_invites(invites))
    return Bloc(tuple(elements))


def suppleance(registre: Registre, bilan: Bilan) -> str | None:
    """The rule of the procedure and the last day to announce a substitute, written as a date
    (docs/rules/substitutions.md#printed-limit).
    """
    if bilan.limite_suppleance is None:
        return None
    parametres = registre.parametres
    delai = mesures.valeur(Fraction(parametres.delai_suppleance), parametres.unite_suppleance)
    return (
        "En cas d’empêchement d’un membre, une suppléance peut être assurée dès lors que le"
        " secrétariat est informé de l’identité et de la fonction du suppléant au minimum"
        f" {delai} avant la réunion ({mesures.define_unit(parametres.unite_suppleance)}), soit au plus"
        f" tard le {french.date_longue(bilan.limite_suppleance)}."
    )


def fonction(membre: Membre) -> str:
    """The function of a seat, with its clause « ou son représentant »."""
    if membre.fonction is None:
        return french.NON_RENSEIGNE
    return membre.fonction + (" ou son représentant" if membre.ou_son_representant else "")


def _phrase(bilan: Bilan, colleges: Sequence[str]) -> str:
    comptes = [
        f"{sum(s.membre.college == college for s in bilan.sieges)} pour « {college} »"
        for college in colleges
    ]
    vacants = sum(s.vacant for s in bilan.sieges)
    fin = (
        f" {french.pluriel(vacants, 'siège est vacant', 'sièges sont vacants')}." if vacants else ""
    )
    total = french.pluriel(len(bilan.sieges), "siège")
    return f"Le comité compte {total} : {french.enumeration(comptes)}.{fin}"


def _college(college: str, sieges: Sequence[Siege]) -> Element:
    champs = (
        Champ[Siege]("Fonction", 40, lambda s: fonction(s.membre)),
        Champ[Siege]("Organisme", 34, lambda s: s.membre.organisme or french.NON_RENSEIGNE),
        Champ[Siege]("Titulaire", 26, titulaire),
    )
    return tableau(college, sieges, champs)


def titulaire(siege: Siege) -> str | None:
    """The holder's name; « siège vacant » when there is no holder."""
    m = siege.membre
    return "siège vacant" if siege.vacant else commun.nom_complet(m.civilite, m.prenom, m.nom)


def _invites(invites: Sequence[Invite]) -> Element:
    champs = (
        Champ[Invite](
            "Invité", 40, lambda i: i.organisme or commun.nom_complet(i.civilite, i.prenom, i.nom)
        ),
        Champ[Invite]("Personne et fonction", 34, _qui),
        Champ[Invite]("Point", 12, lambda i: i.point),
    )
    return tableau(
        "Invités dont la présence est rendue nécessaire par l’ordre du jour", invites, champs
    )


def _qui(invite: Invite) -> str | None:
    nom = (
        commun.nom_complet(invite.civilite, invite.prenom, invite.nom) if invite.organisme else None
    )
    return ", ".join(part for part in (nom, invite.fonction) if part) or None
