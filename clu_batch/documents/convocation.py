"""Convocations, one per member or one for all, and invitations of the guests (page 3.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clu_batch import french
from clu_batch.contenu import Bloc, Demande, Element, Lien, Manquant, Texte
from clu_batch.contenu_texte import texte_long
from clu_batch.defauts import reunion as defauts
from clu_batch.documents import annexes, commun, noms, remplacement
from clu_batch.documents.remplacement import Lettre
from clu_batch.model import Bilan, Etape, Invite, Membre, Parametres, Registre, Reunion, Siege
from clu_batch.problems import Problem
from clu_batch.saisie import plier
from clu_batch.schema import Famille

DOSSIER = "convocations"
DEFINITIONS = {
    "jours ouvrables": "Jours ouvrables : du lundi au samedi, hors jours fériés.",
    "jours ouvrés": "Jours ouvrés : du lundi au vendredi, hors jours fériés et jours de fermeture.",
    "jours calendaires": "Jours calendaires : tous les jours de la semaine, fériés compris.",
}
"""What each unit of a délai means, said once per document (page 2.1)."""


def preparer(registre: Registre, bilan: Bilan) -> Sequence[Demande]:
    """The letters of a meeting to come: to the members in force who are to be convened, then to the guests, replaced or not."""
    firsts = _premieres(registre, bilan)
    return tuple(_envoyee(registre, bilan, d, lettre) for d in firsts for lettre in _lettres(registre, bilan, d.chemin))


def problems(registre: Registre, bilan: Bilan) -> list[Problem]:
    """What the letters that were sent no longer say, once for all of them (page 3.1)."""
    last = [_lettres(registre, bilan, demande.chemin)[-1] for demande in _premieres(registre, bilan)]
    waiting = next((lettre for lettre in last if lettre.remplace and lettre.envoyee_le is None), None)
    reunion = bilan.seance.reunion
    if reunion is None or waiting is None or waiting.remplace is None:
        return []
    changes = remplacement.en_mots(waiting.avant or {}, remplacement.dits(registre, reunion))
    dates = {"envoyees": french.date_courte(waiting.remplace), "reunion": french.date_courte(reunion.date)}
    return [defauts.CONVOCATION_CHANGEE.at(reunion.place, "Convocations envoyées le", changements=changes, **dates)]


def _lettres(registre: Registre, bilan: Bilan, chemin: str) -> list[Lettre]:
    reunion = bilan.seance.reunion
    return remplacement.lettres(registre, bilan, reunion, chemin) if reunion else []


def _premieres(registre: Registre, bilan: Bilan) -> list[Demande]:
    """The first letter of each recipient, whatever was sent."""
    reunion = bilan.seance.reunion
    if reunion is None or bilan.seance.etape is not Etape.A_VENIR:
        return []
    base = _contexte(registre, bilan, reunion)
    collective = registre.parametres.convocation == "collective"
    lettres = [_collective(registre, bilan, reunion, base)] if collective else _individuelles(registre, bilan, reunion, base)
    demandes = [*lettres, *_invitations(registre, reunion, base)]
    chemins = noms.uniques(demande.chemin for demande in demandes)
    return [replace(demande, chemin=chemin) for demande, chemin in zip(demandes, chemins, strict=True)]


def _envoyee(registre: Registre, bilan: Bilan, demande: Demande, lettre: Lettre) -> Demande:
    """The letter as it was sent, or as it waits: one that replaces another says which; each is dated the day it goes."""
    contexte = {**demande.contexte, "date_document": lettre.envoyee_le or bilan.seance.j, "annule_et_remplace": lettre.remplace}
    faits = remplacement.faits(registre, bilan.seance.reunion, lettre) if bilan.seance.reunion else {}
    titre = f"{demande.titre}, annule et remplace" if lettre.remplace else demande.titre
    return replace(demande, chemin=lettre.chemin, titre=titre, contexte=contexte, faits=faits, envoye_le=lettre.envoyee_le)


def a_convoquer(bilan: Bilan) -> list[Siege]:
    """The seats in force whose members are to be convened, vacant ones included."""
    return [siege for siege in bilan.sieges if siege.membre.a_convoquer]


def a_inviter(registre: Registre, reunion: Reunion) -> list[Invite]:
    """The guests of the meeting; a guest for a point that is not on the agenda is not invited (page 1, Invités)."""
    prevus = {plier(point.numero) for point in commun.points(registre, reunion.date)}
    return [
        invite
        for invite in registre.comite.invites
        if invite.reunion == reunion.date and (invite.point is None or plier(invite.point) in prevus)
    ]


def chemin_convocation(reunion: Reunion, parametres: Parametres, code: str = "") -> str:
    """Where the convocation of a seat is written; without code, the collective one."""
    return f"{DOSSIER}/{noms.nom(reunion.date, parametres.sigle, 'Convocation', code)}.docx"


def chemin_invitation(reunion: Reunion, parametres: Parametres, invite: Invite) -> str:
    """Where the invitation of a guest is written."""
    return f"{DOSSIER}/{noms.nom(reunion.date, parametres.sigle, 'Invitation', invite.organisme or invite.nom or '')}.docx"


# -- what the letters say ------------------------------------------------------------------------------------------------------------------


def _contexte(registre: Registre, bilan: Bilan, reunion: Reunion) -> dict[str, object]:
    p, base = registre.parametres, commun.contexte(registre, bilan)
    agenda = commun.ordre_du_jour(registre, reunion)
    return {
        **base,
        "horaires": bool(agenda) and all(point.horaire for point in agenda),
        "annexes": annexes.annexes(registre, reunion.date),
        "visioconference": _visioconference(reunion),
        "delai_suppleance": _delai(p),
        "definition_jours": french.typographie(DEFINITIONS.get(p.unite_suppleance, "")),
        "reference_procedure": commun.ecrit(p.reference_procedure) or french.typographie(f"procédure du {p.sigle}"),
        "annule_et_remplace": None,
    }


def _delai(p: Parametres) -> str:
    """« 2 jours ouvrables », « 1 jour ouvrable »."""
    singulier = " ".join(mot.removesuffix("s") for mot in p.unite_suppleance.split())
    return french.pluriel(p.delai_suppleance, singulier, p.unite_suppleance)


_ADRESSE_WEB = re.compile(r"(?:https?://|www\.)\S+")


def _visioconference(reunion: Reunion) -> Bloc | None:
    """The link, named, then what was typed before or after the address: a code, a telephone number.

    Addresses in the middle of a text, or several of them, are left in it: each word keeps its meaning.
    """
    tapee = commun.ecrit(reunion.visioconference)
    if tapee is None:
        return None
    adresses = [lien.rstrip(".,;)") for lien in _ADRESSE_WEB.findall(tapee)]
    elements: list[Element] = []
    if adresses:
        cible = adresses[0] if adresses[0].startswith("http") else f"https://{adresses[0]}"
        elements.append(Lien("Rejoindre la réunion en visioconférence", cible))
        if len(adresses) == 1 and (tapee.startswith(adresses[0]) or tapee.endswith(adresses[0])):
            tapee = tapee.replace(adresses[0], "").strip(" ,;:")
    if tapee:
        elements += texte_long(f"Visioconférence : {tapee}")
    return Bloc(tuple(elements))


def _individuelles(registre: Registre, bilan: Bilan, reunion: Reunion, base: Mapping[str, object]) -> list[Demande]:
    return [_individuelle(registre.parametres, siege, reunion, base) for siege in a_convoquer(bilan)]


def _individuelle(p: Parametres, siege: Siege, reunion: Reunion, base: Mapping[str, object]) -> Demande:
    membre = commun.balise_membre(siege.membre, vacant=siege.vacant)
    contexte = {
        **base,
        "membre": membre,
        "destinataire": destinataire(siege.membre, vacant=siege.vacant),
        "appel": membre.appel,
        "ou_son_representant": membre.ou_son_representant and not siege.vacant,
        "identite": _identite(membre),
    }
    return Demande(
        chemin_convocation(reunion, p, siege.membre.code),
        "convocation",
        Famille.CONVOCATION,
        f"Convocation, {p.sigle} du {french.date(reunion.date)}, {siege.membre.code}",
        reunion.date,
        contexte,
    )


def destinataire(membre: Membre, *, vacant: bool) -> tuple[Texte, ...]:
    """The lines of the addressee: by civility and name or by function, then body and address; a vacant seat, by its body."""
    fonction, organisme = commun.ecrit(membre.fonction), commun.ecrit(membre.organisme)
    if vacant:
        manque = Manquant(f"organisme du membre {membre.code}", membre.place, "Organisme")
        return (organisme or fonction or manque, *commun.lignes(membre.adresse))
    nommee = commun.nom_complet(membre.civilite, membre.prenom, membre.nom)
    titre = french.avec_initiale(commun.sans_article(fonction)) if nommee and fonction else fonction
    suite = " ou son représentant" if membre.ou_son_representant else ""
    premieres = [nommee, f"{titre}{suite}" if titre else None]
    sans_titre = () if nommee or fonction else (Manquant(f"fonction du membre {membre.code}", membre.place, "Fonction"),)
    connus = [ligne for ligne in premieres if ligne]
    corps = [organisme] if organisme and not commun.nomme(" ".join(connus), organisme) else []
    return (*sans_titre, *connus, *corps, *commun.lignes(membre.adresse))


def _identite(membre: commun.BaliseMembre) -> tuple[Texte, ...]:
    """Whose reply it is."""
    if isinstance(membre.fonction, Manquant):
        return (membre.fonction,)
    qualite = commun.fonction_et_organisme(membre.fonction, membre.organisme if isinstance(membre.organisme, str) else None)
    if membre.vacant:
        return (membre.organisme,)
    nom = f"{membre.nom_complet}, {commun.sans_article(qualite or '')}" if membre.nom_complet else qualite
    return (french.typographie(f"Membre : {nom}"),)


def _collective(registre: Registre, bilan: Bilan, reunion: Reunion, base: Mapping[str, object]) -> Demande:
    p, sieges = registre.parametres, a_convoquer(bilan)
    contexte = {
        **base,
        "destinataire": (f"Mesdames et Messieurs les membres du {french.minuscule_initiale(french.typographie(p.comite))}",),
        "appel": "Mesdames, Messieurs",
        "ou_son_representant": any(siege.membre.ou_son_representant for siege in sieges),
        "destinataires": [_en_ligne(siege) for siege in sieges],
        "identite": (french.typographie("Membre (nom, fonction, organisme) : à remplir"),),
    }
    titre = f"Convocation, {p.sigle} du {french.date(reunion.date)}"
    return Demande(chemin_convocation(reunion, p), "convocation_collective", Famille.CONVOCATION, titre, reunion.date, contexte)


def _en_ligne(siege: Siege) -> Texte:
    """An addressee on one line, without the postal address, which the other members need not know; what is missing stays visible."""
    lignes = destinataire(replace(siege.membre, adresse=None), vacant=siege.vacant)
    manque = next((ligne for ligne in lignes if isinstance(ligne, Manquant)), None)
    return manque or ", ".join(str(ligne) for ligne in lignes)


def _invitations(registre: Registre, reunion: Reunion, base: Mapping[str, object]) -> list[Demande]:
    p = registre.parametres
    agenda = {plier(point.numero): point for point in commun.ordre_du_jour(registre, reunion)}
    return [
        Demande(
            chemin_invitation(reunion, p, invite),
            "invitation",
            Famille.INVITATION,
            f"Invitation, {p.sigle} du {french.date(reunion.date)}, {invite.organisme or invite.nom}",
            reunion.date,
            {
                **base,
                "destinataire": destinataire_invite(invite),
                "appel": commun.appel(commun.ecrit(invite.fonction), invite.civilite),
                "ou_son_representant": False,
                "point": agenda.get(plier(invite.point)) if invite.point else None,
                "identite": (french.typographie(f"Personne ou organisme invité : {', '.join(destinataire_invite(invite)[:2])}"),),
            },
        )
        for invite in a_inviter(registre, reunion)
    ]


def destinataire_invite(invite: Invite) -> tuple[str, ...]:
    """The lines of the addressee of an invitation."""
    nommee = commun.nom_complet(invite.civilite, invite.prenom, invite.nom)
    fonction = commun.ecrit(invite.fonction)
    titre = french.avec_initiale(commun.sans_article(fonction)) if nommee and fonction else fonction
    lignes = [ligne for ligne in (nommee, titre, commun.ecrit(invite.organisme)) if ligne]
    return (*dict.fromkeys(lignes), *commun.lignes(invite.adresse))
