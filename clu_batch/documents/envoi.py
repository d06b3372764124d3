"""What to send to whom: the addresses, the subjects, the words to paste, the files to attach (page 3.2, Fiche-envoi; page 2.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clu_batch import french
from clu_batch.contenu import Demande, Texte
from clu_batch.documents import annexes, calendrier, commun, noms, remplacement
from clu_batch.documents.convocation import (
    a_convoquer,
    a_inviter,
    chemin_convocation,
    chemin_invitation,
    destinataire_invite,
)
from clu_batch.documents.emargement import suppleant
from clu_batch.model import Bilan, Etape, Invite, Presence, Registre, Reunion, Siege
from clu_batch.schema import Famille

SIEGEAIENT = frozenset({"présent", "représenté", "suppléé"})
PAR_COURRIER = "à envoyer par courrier"
POUR_INFORMATION = "Ce document vous est adressé pour information."


@dataclass(frozen=True, slots=True)
class Envoi:
    """One recipient of a stage: `courriels` empty when it goes by post, `postale` then being the lines of the address, if they are known.

    `propres`: the files of this recipient alone; `ajout`: a sentence for this recipient alone.
    """

    destinataire: str
    courriels: tuple[str, ...]
    postale: tuple[str, ...]
    appel: str
    propres: Sequence[str] = ()
    ajout: str = ""

    @property
    def adresse(self) -> str:
        """The electronic addresses, or that the post is needed, and where."""
        if self.courriels:
            return " ; ".join(self.courriels)
        return f"{PAR_COURRIER}, {', '.join(self.postale)}" if self.postale else PAR_COURRIER


@dataclass(frozen=True, slots=True)
class Partie:
    """The message of one stage, and who receives it: subject, text after the opening words and files are the same for all."""

    titre: str
    objet: str
    texte: Sequence[Texte]
    fichiers: Sequence[str]
    envois: Sequence[Envoi]

    @property
    def dossier(self) -> str:
        """The folder of the files of each recipient; empty when none has any."""
        return next((fichier.rpartition("/")[0] for envoi in self.envois for fichier in envoi.propres), "")


@dataclass(frozen=True, slots=True)
class _Personne:
    """Someone to write to."""

    nom: str
    courriels: tuple[str, ...]
    postale: tuple[str, ...] = ()
    appel: str = "Madame, Monsieur"
    pour_information: bool = False
    piece: str = ""  # the letter of this person alone


@dataclass(frozen=True, slots=True)
class _Message:
    """The words of one stage, the same for everybody but the opening."""

    objet: str
    phrases: Sequence[Texte]
    fichiers: Sequence[str] = field(default_factory=tuple)


def preparer(registre: Registre, bilan: Bilan) -> Sequence[Demande]:
    """The sheet of a meeting to come (convocations, invitations, dossier) or held (minutes)."""
    reunion = bilan.seance.reunion
    if reunion is None:
        return ()
    p, etapes = registre.parametres, parties(registre, bilan)
    sans_adresse = dict.fromkeys(
        f"{envoi.destinataire} ({envoi.adresse})" for partie in etapes for envoi in partie.envois if not envoi.courriels
    )
    contexte = {
        **commun.contexte(registre, bilan),
        "parties": etapes,
        "adresses_a_verifier": list(sans_adresse),
    }
    chemin = f"{noms.nom(reunion.date, p.sigle, 'Fiche-envoi')}.docx"
    titre = f"Fiche d’envoi, {p.sigle} du {french.date(reunion.date)}"
    return (Demande(chemin, "fiche_envoi", Famille.FICHE_ENVOI, titre, reunion.date, contexte),)


def parties(registre: Registre, bilan: Bilan) -> list[Partie]:
    """All the messages of a meeting, by stage; a stage without recipient is left out."""
    reunion = bilan.seance.reunion
    if reunion is None:
        return []
    if bilan.seance.etape is Etape.TENUE:
        etapes = [("Compte rendu", destinataires_du_compte_rendu(registre, bilan, reunion), _compte_rendu(registre, reunion))]
    else:
        etapes = [
            ("Convocations", _convoques(registre, bilan, reunion), _convocation(registre, bilan, reunion)),
            ("Invitations", _invites(registre, bilan, reunion), _invitation(registre, bilan, reunion)),
            ("Dossier de séance", _lecteurs(registre, bilan, reunion), _dossier(registre, reunion)),
        ]
    return [_partie(registre, titre, gens, message) for titre, gens, message in etapes if gens]


def _partie(registre: Registre, titre: str, gens: Sequence[_Personne], message: _Message) -> Partie:
    signataire = commun.lignes_ou_manque(registre.parametres.signataire, "signataire")
    envois = [
        Envoi(
            french.avec_initiale(qui.nom),
            qui.courriels,
            qui.postale,
            f"{qui.appel},",
            (qui.piece,) if qui.piece else (),
            french.typographie(POUR_INFORMATION) if qui.pour_information else "",
        )
        for qui in gens
    ]
    return Partie(titre, message.objet, (*message.phrases, "Cordialement,", *signataire), message.fichiers, envois)


# -- who -----------------------------------------------------------------------------------------------------------------------------------


def _membre(siege: Siege, *, piece: str = "", pour_information: bool = False) -> _Personne:
    m = siege.membre
    postale = commun.lignes(m.adresse)
    nom = _en_ligne(siege) or m.code
    appel = commun.balise_membre(siege.membre, vacant=siege.vacant).appel
    return _Personne(nom, m.courriels, postale, appel, pour_information, piece)


def _en_ligne(siege: Siege) -> str | None:
    """The recipient on one line; a vacant seat by its body."""
    m = siege.membre
    fonction, organisme = commun.ecrit(m.fonction), commun.ecrit(m.organisme)
    if siege.vacant:
        return organisme or fonction
    nommee, qualite = commun.nom_complet(m.civilite, m.prenom, m.nom), commun.fonction_et_organisme(fonction, organisme)
    return f"{nommee}, {commun.sans_article(qualite)}" if nommee and qualite else nommee or qualite


def _invite(invite: Invite, piece: str = "") -> _Personne:
    postale = commun.lignes(invite.adresse)
    lignes = destinataire_invite(invite)
    appel = commun.appel(commun.ecrit(invite.fonction), invite.civilite)
    return _Personne(", ".join(lignes[: len(lignes) - len(postale)]), invite.courriels, postale, appel, piece=piece)


def _convoques(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[_Personne]:
    p = registre.parametres
    if p.convocation == "collective":
        [lettre] = _lettres(registre, bilan, reunion, [chemin_convocation(reunion, p)])
        return [_membre(siege, piece=lettre) for siege in a_convoquer(bilan)]
    chemins = noms.uniques(chemin_convocation(reunion, p, siege.membre.code) for siege in a_convoquer(bilan))
    lettres = _lettres(registre, bilan, reunion, chemins)
    return [_membre(siege, piece=chemin) for siege, chemin in zip(a_convoquer(bilan), lettres, strict=True)]


def _invites(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[_Personne]:
    invites = a_inviter(registre, reunion)
    chemins = noms.uniques(chemin_invitation(reunion, registre.parametres, invite) for invite in invites)
    lettres = _lettres(registre, bilan, reunion, chemins)
    return [_invite(invite, chemin) for invite, chemin in zip(invites, lettres, strict=True)]


def _lettres(registre: Registre, bilan: Bilan, reunion: Reunion, chemins: Sequence[str]) -> list[str]:
    """The letter that holds today for each recipient: the first one, or the last that replaces it (page 3.1)."""
    return [remplacement.lettres(registre, bilan, reunion, chemin)[-1].chemin for chemin in chemins]


def _lecteurs(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[_Personne]:
    """The members in force, their announced substitutes who have an address, the guests."""
    gens = []
    for siege in bilan.sieges:
        gens.append(_membre(siege))
        annonce = suppleant(siege)
        if annonce is not None and annonce.courriels:
            nom = commun.nom_complet(annonce.civilite, annonce.prenom, annonce.nom) or commun.ecrit(annonce.fonction) or siege.membre.code
            gens.append(_Personne(nom, annonce.courriels, appel=commun.appel(commun.ecrit(annonce.fonction), annonce.civilite)))
    return [*gens, *(_invite(invite) for invite in a_inviter(registre, reunion))]


def destinataires_du_compte_rendu(registre: Registre, bilan: Bilan, reunion: Reunion) -> list[_Personne]:
    """« Le compte-rendu de chaque réunion est adressé aux participants » (procedure); the excused « pour information » if so set."""
    gens = []
    for siege in bilan.sieges:
        if siege.statut in SIEGEAIENT:
            gens.append(_participant(siege))
        elif siege.statut == "excusé" and registre.parametres.compte_rendu_aux_excuses:
            gens.append(_membre(siege, pour_information=True))
        gens += [_present(presence) for presence in siege.accompagnants if presence.statut in SIEGEAIENT]
    autres = [p for p in registre.comite.presences if p.reunion == reunion.date and p.membre is None and p.statut in SIEGEAIENT]
    return [*gens, *(_present(presence) for presence in autres)]


def _participant(siege: Siege) -> _Personne:
    """Who sat on a seat: at the address typed for that day, else that of the substitute, else that of the seat."""
    presence, annonce = siege.presence, suppleant(siege)
    titulaire = _membre(siege)
    if presence is None:
        return titulaire
    propres = presence.courriels or (annonce.courriels if annonce is not None and siege.statut == "suppléé" else ())
    nom = commun.ecrit(presence.nom) or (annonce.nom if annonce is not None and siege.statut == "suppléé" else None)
    if not nom:
        return _Personne(titulaire.nom, propres or titulaire.courriels, titulaire.postale, titulaire.appel)
    return _Personne(f"{nom}, pour {commun.dans_la_phrase(titulaire.nom)}", propres or titulaire.courriels, titulaire.postale)


def _present(presence: Presence) -> _Personne:
    """A guest, or someone who merely attended."""
    if presence.invite is not None:
        qui = _invite(presence.invite)
        return _Personne(qui.nom, presence.courriels or qui.courriels, qui.postale, qui.appel)
    nom = ", ".join(part for part in (commun.ecrit(presence.nom), commun.ecrit(presence.designation)) if part)
    return _Personne(nom, presence.courriels)


# -- what ----------------------------------------------------------------------------------------------------------------------------------


def _objet(registre: Registre, reunion: Reunion, quoi: str) -> str:
    return french.typographie(f"{registre.parametres.sigle} du {french.date(reunion.date)} : {quoi}")


def _seance(reunion: Reunion) -> str:
    heure = f" à {french.heure(reunion.heure)}" if reunion.heure else ""
    return f"{french.date_longue(reunion.date)}{heure}"


def _pieces(registre: Registre, reunion: Reunion) -> list[str]:
    return [annexe.chemin for annexe in annexes.annexes(registre, reunion.date)]


def _comite(registre: Registre) -> str:
    p = registre.parametres
    return f"{french.minuscule_initiale(p.comite)} ({p.sigle})"


def _convocation(registre: Registre, bilan: Bilan, reunion: Reunion) -> _Message:
    limite = f" au plus tard le {french.date_longue(bilan.limite_suppleance)}" if bilan.limite_suppleance else ""
    phrases = (
        f"Vous trouverez ci-joint votre convocation à la réunion du {_comite(registre)} du {_seance(reunion)}, avec son ordre du jour.",
        f"Si vous êtes empêché ou empêchée, vous pouvez annoncer un suppléant{limite}, en indiquant son identité et sa fonction. "
        "Vous pouvez répondre par simple courriel.",
    )
    agenda = calendrier.chemin(registre, bilan, reunion)
    return _Message(_objet(registre, reunion, "convocation"), _typographies(phrases), (agenda, *_pieces(registre, reunion)))


def _invitation(registre: Registre, bilan: Bilan, reunion: Reunion) -> _Message:
    phrases = (
        f"Vous trouverez ci-joint votre invitation à la réunion du {_comite(registre)} du {_seance(reunion)}, avec son ordre du jour.",
        "Vous pouvez répondre par simple courriel.",
    )
    agenda = calendrier.chemin(registre, bilan, reunion)
    return _Message(_objet(registre, reunion, "invitation"), _typographies(phrases), (agenda, *_pieces(registre, reunion)))


def _dossier(registre: Registre, reunion: Reunion) -> _Message:
    phrases = (f"Vous trouverez ci-joint le dossier de la réunion du {_comite(registre)} du {_seance(reunion)}.",)
    fichier = f"{noms.nom(reunion.date, registre.parametres.sigle, 'Dossier-de-seance')}.docx"
    return _Message(_objet(registre, reunion, "dossier de séance"), _typographies(phrases), (fichier, *_pieces(registre, reunion)))


def _compte_rendu(registre: Registre, reunion: Reunion) -> _Message:
    phrases = (f"Vous trouverez ci-joint le compte rendu de la réunion du {_comite(registre)} du {french.date_longue(reunion.date)}.",)
    fichier = f"{noms.nom(reunion.date, registre.parametres.sigle, 'Compte-rendu')}.docx"
    return _Message(_objet(registre, reunion, "compte rendu"), _typographies(phrases), (fichier, *_pieces(registre, reunion)))


def _typographies(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(french.typographie(phrase) for phrase in phrases)
