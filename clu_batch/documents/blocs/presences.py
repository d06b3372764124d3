"""Who sat, who was represented, substituted, excused or absent, who came besides, and to whom the
minutes go (docs/rules/committee.md#recipients).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Manquant, Texte
from clu_batch.documents import commun
from clu_batch.documents.blocs.ecriture import liste, titre
from clu_batch.indicateurs.comite import SIEGEANT
from clu_batch.model import Bilan, Invite, Presence, Registre, Siege
from clu_batch.saisie import plier

_RUBRIQUES = (
    ("présent", "Présents"),
    ("représenté", "Représentés"),
    ("suppléé", "Suppléés"),
    ("excusé", "Excusés"),
    ("absent", "Absents"),
    ("vacant", "Sièges vacants"),
)
REPRESENTE = "représenté(e)"


@dataclass(frozen=True, slots=True)
class _Ligne:
    """A line of a list of people, and the collège under which it stands."""

    college: str
    texte: Texte


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """The lists by status then by collège, then arrivals and departures in the order of time."""
    elements: list[Element] = []
    for statut, intitule in _RUBRIQUES:
        lignes = [
            _Ligne(s.membre.college, _ligne(s, statut))
            for s in bilan.sieges
            if etat(registre, s) == statut
        ]
        if statut in {"excusé", "absent"}:
            lignes += [
                _Ligne(_college(p), _venu(p))
                for p in _autres(registre, bilan, invites=True)
                if p.statut == statut
            ]
        elements += _par_college(intitule, lignes, niveau)
    invites = [
        _Ligne(_college(p), _venu(p))
        for p in _autres(registre, bilan, invites=True)
        if p.statut in SIEGEANT
    ]
    elements += _par_college("Invités", invites, niveau)
    assistaient = [
        p
        for p in _autres(registre, bilan, invites=False)
        if p.statut in SIEGEANT or p.statut is None
    ]
    if assistaient:
        elements += [titre("Assistaient également", niveau), liste(_venu(p) for p in assistaient)]
    inconnus = [s for s in bilan.sieges if etat(registre, s) == "non renseigné"]
    if inconnus:
        elements += [
            titre("Présences à renseigner", niveau),
            liste(_a_renseigner(s) for s in inconnus),
        ]
    return Bloc((*elements, *_mouvements(registre, bilan, niveau)))


def etat(registre: Registre, siege: Siege) -> str:
    """How the seat was held; a substitute whom the chair did not admit held nothing, and nothing is
    said of it (docs/rules/substitutions.md#discretion).
    """
    if siege.statut == "suppléé" and _refusee(registre, siege):
        return "excusé"
    return siege.statut


def diffusion(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """The distribution list: whoever sat; the excused « pour information » when the parameter says
    so.
    """
    elements: list[Element] = [
        titre("Participants", niveau),
        liste(_destinataires(registre, bilan)),
    ]
    excuses = [_fonction(s) for s in bilan.sieges if etat(registre, s) == "excusé"]
    excuses += [
        _designation(p) for p in _autres(registre, bilan, invites=True) if p.statut == "excusé"
    ]
    if excuses and registre.parametres.compte_rendu_aux_excuses:
        elements += [titre("Pour information, membres et invités excusés", niveau), liste(excuses)]
    return Bloc(tuple(elements))


def secretaire(bilan: Bilan) -> str:
    """Who keeps the minutes: the responsable qualité (procédure, « Modalités de réunion »), as
    Composition names the function.
    """
    fonctions = (
        s.membre.fonction
        for s in bilan.sieges
        if s.membre.fonction and "responsable qualite" in plier(s.membre.fonction)
    )
    return french.minuscule_initiale(french.typographie(next(fonctions, "le responsable qualité")))


# -- members ---------------------------------------------------------------------------------------


def _refusee(registre: Registre, siege: Siege) -> bool:
    code, date = siege.membre.code, siege.presence.reunion if siege.presence else None
    return any(
        s.membre == code and s.reunion == date and s.refusee for s in registre.comite.suppleances
    )


def _fonction(siege: Siege) -> Texte:
    """The function of the seat, and its body when the function does not name it."""
    m = siege.membre
    if m.fonction is None:
        return m.organisme or Manquant(f"fonction du membre {m.code}", m.place, "Fonction")
    return commun.fonction_et_organisme(m.fonction, m.organisme) or m.fonction


def _ligne(siege: Siege, statut: str) -> Texte:
    fonction = _fonction(siege)
    if isinstance(fonction, Manquant):
        return fonction
    if statut == "représenté":
        return _remplace(siege, fonction, REPRESENTE, _par_qui(siege.presence))
    if statut == "suppléé":
        par = _par_qui(siege.presence) or _suppleant(siege)
        return _remplace(siege, fonction, "suppléé(e)", par)
    m = siege.membre
    nom = commun.nom_complet(m.civilite, m.prenom, m.nom)
    if statut == "présent" and siege.presence and siege.presence.nom:
        nom = _present(siege.presence)
    if statut == "vacant" or nom is None:
        return fonction + _complements(siege)
    return f"{nom}, {commun.sans_article(fonction)}{_complements(siege)}"


def _remplace(siege: Siege, fonction: str, comment: str, par: str | None) -> Texte:
    """« La directrice …, représenté(e) par … »; the identity of a substitute is what the procedure
    asks for.
    """
    if (
        par is None and comment == REPRESENTE
    ):  # a representative needs no announcement: the name may not be known
        return f"{fonction}, {comment}{_complements(siege)}"
    if par is None:
        ou = siege.presence.place if siege.presence else siege.membre.place
        return Manquant(
            f"nom de la personne par qui est {comment} : {french.minuscule_initiale(fonction)}", ou
        )
    return f"{fonction}, {comment} {par}{_complements(siege)}"


def _par_qui(presence: Presence | None) -> str | None:
    """« par NOM, adjointe », or « par l’adjointe »; None when Présences says nothing of it."""
    if presence is None or (presence.nom is None and presence.fonction is None):
        return None
    return f"par {_present(presence)}" if presence.nom else commun.par(presence.fonction or "")


def _present(presence: Presence | None) -> str | None:
    """Who sat, as Présences names the person."""
    if presence is None:
        return None
    fonction = french.minuscule_initiale(presence.fonction) if presence.fonction else None
    return ", ".join(part for part in (presence.nom, fonction) if part) or None


def _suppleant(siege: Siege) -> str | None:
    s = siege.suppleance
    if s is None:
        return None
    nommee = commun.nom_complet(s.civilite, s.prenom, s.nom)
    if nommee is None:
        return commun.par(s.fonction) if s.fonction else None
    return f"par {', '.join(part for part in (nommee, s.fonction) if part)}"


def _complements(siege: Siege) -> str:
    """« (à distance) », and who came with the one who held the seat."""
    loin = " (à distance)" if siege.presence and siege.presence.a_distance else ""
    venus = [p for p in siege.accompagnants if p.statut != "excusé" and _present(p)]
    if not venus:
        return loin
    if all(p.nom for p in venus):
        return f"{loin}, accompagné(e) de {french.enumeration([_present(p) or '' for p in venus])}"
    return f"{loin}, accompagné(e) {french.enumeration([_accompagnant(p) for p in venus])}"


def _accompagnant(presence: Presence) -> str:
    """« de NOM », or « du chef de bureau » when nobody is named."""
    return f"de {_present(presence)}" if presence.nom else french.de(presence.fonction or "")


def _a_renseigner(siege: Siege) -> Texte:
    fonction = _fonction(siege)
    quoi = "" if isinstance(fonction, Manquant) else f" : {french.minuscule_initiale(fonction)}"
    return Manquant(
        f"présence du membre {siege.membre.code}{quoi}",
        siege.presence.place if siege.presence else siege.membre.place,
    )


# -- guests and others -----------------------------------------------------------------------------


def _autres(registre: Registre, bilan: Bilan, *, invites: bool) -> list[Presence]:
    """The rows of Présences that are no member's: guests, or people who merely attended."""
    reunion = bilan.seance.reunion
    rows = [
        p
        for p in registre.comite.presences
        if reunion and p.reunion == reunion.date and p.membre is None
    ]
    return [p for p in rows if (p.invite is not None) == invites]


def _college(presence: Presence) -> str:
    return (presence.invite.college if presence.invite else None) or ""


def _designation(presence: Presence) -> str:
    """The body of a guest (or the person), as it was typed."""
    invite = presence.invite
    return (
        (invite.organisme or _personne(invite) or presence.designation)
        if invite
        else presence.designation
    )


def _personne(invite: Invite) -> str | None:
    return commun.nom_complet(invite.civilite, invite.prenom, invite.nom)


def _venu(presence: Presence) -> str:
    """A guest or another person: name, function, body."""
    invite = presence.invite
    nom = presence.nom or (_personne(invite) if invite else None)
    fonction = presence.fonction or (invite.fonction if invite else None)
    organisme = invite.organisme if invite else presence.designation
    loin = " (à distance)" if presence.a_distance else ""
    return (
        ", ".join(part for part in (nom, fonction, organisme) if part) or presence.designation
    ) + loin


def _destinataires(registre: Registre, bilan: Bilan) -> list[Texte]:
    sieges: list[Texte] = [_fonction(s) for s in bilan.sieges if etat(registre, s) in SIEGEANT]
    invites = [p for p in _autres(registre, bilan, invites=True) if p.statut in SIEGEANT]
    autres = [
        p
        for p in _autres(registre, bilan, invites=False)
        if p.statut in SIEGEANT or p.statut is None
    ]
    return list(
        dict.fromkeys(
            [*sieges, *(_designation(p) for p in invites), *(_designation(p) for p in autres)]
        )
    )


# -- layout ----------------------------------------------------------------------------------------


def _par_college(intitule: str, lignes: Sequence[_Ligne], niveau: int) -> list[Element]:
    if not lignes:
        return []
    elements: list[Element] = [titre(intitule, niveau)]
    for college in dict.fromkeys(ligne.college for ligne in lignes):
        if college:
            elements.append(titre(college, niveau + 1))
        elements.append(liste(ligne.texte for ligne in lignes if ligne.college == college))
    return elements


def _mouvements(registre: Registre, bilan: Bilan, niveau: int) -> list[Element]:
    """« 15 h 10 : arrivée de … », in the order of time."""
    reunion = bilan.seance.reunion
    sieges = {s.membre.code: s for s in bilan.sieges}
    rows = [
        p
        for p in registre.comite.presences
        if reunion and p.reunion == reunion.date and (p.statut in SIEGEANT or p.membre is None)
    ]
    moments = [
        (quand, mot, p)
        for p in rows
        for quand, mot in ((p.arrivee, "arrivée"), (p.depart, "départ"))
        if quand
    ]
    moments.sort(key=lambda x: (x[0], x[1]))
    dits = [f"{french.heure(quand)} : {_de_qui(mot, p, sieges)}" for quand, mot, p in moments]
    return [titre("Arrivées et départs en cours de séance", niveau), liste(dits)] if dits else []


def _de_qui(mot: str, presence: Presence, sieges: Mapping[str, Siege]) -> str:
    """« arrivée de NOM », « arrivée du responsable qualité, SGCD »."""
    if presence.nom:
        return f"{mot} {french.de_nom(presence.nom)}"
    siege = sieges.get(presence.membre or "")
    fonction = _fonction(siege) if siege else None
    if siege is None or not isinstance(fonction, str):
        return commun.suivi_de(mot, _designation(presence))
    titulaire = siege.presence is presence and siege.statut == "présent"
    return commun.suivi_de(mot, fonction, siege.membre.civilite if titulaire else None)
