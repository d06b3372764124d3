"""Prepare the sending sheet: for each stage the addresses, the subject, the words to paste and the
files to attach (docs/rules/documents.md#fiche-denvoi, docs/rules/committee.md#recipients).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clu_batch.documents import (
    annexes,
    calendrier,
    context,
    destinataires,
    distribution,
    file_names,
    publication,
    remplacement,
)
from clu_batch.documents.destinataires import Personne
from clu_batch.documents.distribution import Distribution
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.typed_texts import split_or_ask
from clu_batch.kernel import french
from clu_batch.kernel.content import Texte
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.rules.model import Reunion

PAR_COURRIER = "à envoyer par courrier"
POUR_INFORMATION = "Ce document vous est adressé pour information."


@dataclass(frozen=True, slots=True)
class Envoi:
    """One recipient of a stage. `courriels` is empty when the paper goes by post; `postale` then
    holds the lines of the address, if they are known.

    `propres`: the files of this recipient alone; `ajout`: a sentence for this recipient alone.
    `brouillon`: the draft of the message, under the folder of the meeting, empty when none is made.
    `remplace`: the day the letter that this one replaces was sent; `envoye_le`: its own. `ajoute`:
    the day the others were sent, when this recipient was added since.
    """

    destinataire: str
    courriels: tuple[str, ...]
    postale: tuple[str, ...]
    appel: str
    propres: Sequence[str] = ()
    ajout: str = ""
    brouillon: str = ""
    remplace: dt.date | None = None
    envoye_le: dt.date | None = None
    ajoute: dt.date | None = None

    @property
    def adresse(self) -> str:
        """The electronic addresses; without any, the postal address and the words that say so."""
        if self.courriels:
            return " ; ".join(self.courriels)
        return f"{PAR_COURRIER}, {', '.join(self.postale)}" if self.postale else PAR_COURRIER


@dataclass(frozen=True, slots=True)
class PartieEnvoi:
    """The message of one stage and its recipients. The subject, the text after the opening words
    and the files are the same for all.

    `modele`: the template of its drafts.
    """

    modele: str
    titre: str
    objet: str
    texte: Sequence[Texte]
    fichiers: Sequence[str]
    envois: Sequence[Envoi]

    @property
    def brouillons(self) -> bool:
        """Whether drafts of the messages are made too."""
        return any(envoi.brouillon for envoi in self.envois)

    @property
    def dossier(self) -> str:
        """The folder of the files of each recipient; empty when no recipient has any."""
        for envoi in self.envois:
            if envoi.propres:
                return envoi.propres[0].rpartition("/")[0]
        return ""


@dataclass(frozen=True, slots=True)
class _Message:
    """The words of one stage, the same for everybody but the opening."""

    objet: str
    phrases: Sequence[Texte]
    fichiers: Sequence[str] = field(default_factory=tuple)
    envoye_le: dt.date | None = None
    ajoutes: Mapping[str, dt.date] = field(default_factory=dict)


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the sheet of a meeting: convocations, invitations and dossier when it is to come,
    minutes when it was held.
    """
    etapes = list_parties(meeting)
    tags = {
        "parties": etapes,
        "adresses_a_verifier": _list_without_address(etapes),
        "a_envoyer": list_waiting(etapes),
        "publication": publication.name_variant(meeting),
    }
    nom = ("Fiche-envoi", "Fiche d’envoi")
    problems = _report_added(meeting)
    return context.prepare_paper(meeting, Famille.FICHE_ENVOI, nom, tags, problems)


def _list_without_address(etapes: Sequence[PartieEnvoi]) -> list[str]:
    """Return the recipients who have no electronic address, each once."""
    found: dict[str, None] = {}
    for partie in etapes:
        for envoi in partie.envois:
            if not envoi.courriels:
                found[f"{envoi.destinataire} ({envoi.adresse})"] = None
    return list(found)


def list_waiting(etapes: Sequence[PartieEnvoi]) -> list[str]:
    """Return the recipients added once the others had been sent, which the sheet says first:
    « Convocations : Le président, … (adresse) ».
    """
    lignes = []
    for partie in etapes:
        for envoi in partie.envois:
            if envoi.ajoute:
                ligne = f"{partie.titre} : {envoi.destinataire} ({envoi.adresse})"
                lignes.append(french.typeset(ligne))
    return lignes


def _report_added(meeting: MeetingContext) -> list[Problem]:
    """Report the recipients added once the dossier or the minutes had been sent. The module
    `convocation` reports those of the letters.
    """
    tous = distribution.find_distribution(meeting)
    defaut = meetings.COMPTE_RENDU_A_ENVOYER if meeting.tenue else meetings.DOSSIER_A_ENVOYER
    added = tous.find_added()
    return [
        defaut.report(
            qui.place,
            valeur=french.capitalise_first(qui.nom),
            reunion=french.format_short_date(meeting.date),
            envoye=french.format_short_date(added[qui.cle]),
        )
        for qui in tous.gens
        if qui.cle in added
    ]


@once
def list_parties(meeting: MeetingContext) -> Sequence[PartieEnvoi]:
    """Return all the messages of a meeting, by stage; a stage without recipient is left out."""
    tous = distribution.find_distribution(meeting)
    if meeting.tenue:
        etapes = [("compte_rendu", "Compte rendu", tous.gens, _write_compte_rendu(meeting))]
    else:
        etapes = [
            (
                "convocation",
                "Convocations",
                destinataires.list_convoques(meeting),
                _write_convocation(meeting),
            ),
            (
                "invitation",
                "Invitations",
                destinataires.list_invites(meeting),
                _write_invitation(meeting),
            ),
            ("dossier", "Dossier de séance", tous.gens, _write_dossier(meeting)),
        ]
    found = []
    for modele, titre, gens, message in etapes:
        if gens:
            added = replace(message, ajoutes=_find_added(gens, message, tous))
            found.append(_make_partie(meeting, (modele, titre), gens, added))
    return found


def _find_added(
    gens: Sequence[Personne], message: _Message, tous: Distribution
) -> dict[str, dt.date]:
    """Return, for each recipient added since the sending, the day the others were sent."""
    if message.envoye_le is not None:
        return tous.find_added()
    return {qui.cle: qui.lettre.ajoutee for qui in gens if qui.lettre and qui.lettre.ajoutee}


def _make_partie(
    meeting: MeetingContext, etape: Sequence[str], gens: Sequence[Personne], message: _Message
) -> PartieEnvoi:
    modele, titre = etape
    signataire = split_or_ask(meeting.parametres, "signataire")
    brouillons = _name_drafts(meeting, modele, gens)
    envois = [
        _make_envoi(qui, message, brouillon)
        for qui, brouillon in zip(gens, brouillons, strict=True)
    ]
    # those who wait come first, the others as they stood
    envois.sort(key=lambda envoi: envoi.ajoute is None)
    return PartieEnvoi(
        f"courriel_{modele}",
        titre,
        message.objet,
        (*message.phrases, "Cordialement,", *signataire),
        message.fichiers,
        envois,
    )


def _make_envoi(qui: Personne, message: _Message, brouillon: str) -> Envoi:
    added = message.ajoutes.get(qui.cle)
    sent = qui.lettre.envoyee_le if qui.lettre else message.envoye_le
    return Envoi(
        french.capitalise_first(qui.nom),
        qui.courriels,
        qui.postale,
        f"{qui.appel},",
        (qui.piece,) if qui.piece else (),
        french.typeset(POUR_INFORMATION) if qui.pour_information else "",
        brouillon,
        qui.lettre.remplace if qui.lettre else None,
        None if added else sent,
        added,
    )


_NOMS = {
    "convocation": "Convocation",
    "invitation": "Invitation",
    "dossier": "Dossier-de-seance",
    "compte_rendu": "Compte-rendu",
}


def _name_drafts(meeting: MeetingContext, etape: str, gens: Sequence[Personne]) -> list[str]:
    """Return the path of the draft to each recipient, when drafts are asked for; "" without
    address. A letter that replaces another has a draft of its own.
    """
    chemins = []
    for qui in gens:
        nom = meeting.name_file(_NOMS[etape], qui.cle)
        chemins.append(
            remplacement.name_replacement(
                f"courriels/{nom}.eml", remplacement.count_replacements(qui.piece)
            )
        )
    asked = meeting.parametres.brouillons_de_courriel
    wanted = [asked and bool(qui.courriels) for qui in gens]
    return [
        chemin if made else ""
        for chemin, made in zip(file_names.make_unique(chemins), wanted, strict=True)
    ]


# -- what ------------------------------------------------------------------------------------------


def _make_message(
    meeting: MeetingContext,
    quoi: str,
    fichier: str,
    *phrases: str,
) -> _Message:
    """Make the message that goes with a file and with the annexes."""
    objet = f"{meeting.parametres.sigle} du {french.format_date(meeting.date)} : {quoi}"
    joints = [annexe.chemin for annexe in annexes.list_annexes(meeting)]
    dites = [french.typeset(phrase) for phrase in phrases]
    return _Message(french.typeset(objet), dites, (fichier, *joints))


def _say_seance(reunion: Reunion) -> str:
    heure = f" à {french.format_hour(reunion.heure)}" if reunion.heure else ""
    return f"{french.format_long_date(reunion.date)}{heure}"


def _say_comite(meeting: MeetingContext) -> str:
    p = meeting.parametres
    return f"{french.lower_first(p.comite)} ({p.sigle})"


def _write_convocation(meeting: MeetingContext) -> _Message:
    reunion = meeting.reunion
    limite = french.format_long_date(meeting.bilan.limite_suppleance)
    phrases = (
        (
            f"Vous trouverez ci-joint votre convocation à la réunion du {_say_comite(meeting)} du"
            f" {_say_seance(reunion)}, avec son ordre du jour."
        ),
        (
            "Si vous êtes empêché ou empêchée, vous pouvez annoncer un suppléant au plus tard le"
            f" {limite}, en indiquant son identité et sa fonction. Vous pouvez répondre par simple"
            " courriel."
        ),
    )
    agenda = calendrier.list_entrees(meeting)[-1].chemin
    return _make_message(meeting, "convocation", agenda, *phrases)


def _write_invitation(meeting: MeetingContext) -> _Message:
    reunion = meeting.reunion
    phrases = (
        (
            f"Vous trouverez ci-joint votre invitation à la réunion du {_say_comite(meeting)} du"
            f" {_say_seance(reunion)}, avec son ordre du jour."
        ),
        "Vous pouvez répondre par simple courriel.",
    )
    agenda = calendrier.list_entrees(meeting)[-1].chemin
    return _make_message(meeting, "invitation", agenda, *phrases)


def _write_dossier(meeting: MeetingContext) -> _Message:
    phrase = (
        f"Vous trouverez ci-joint le dossier de la réunion du {_say_comite(meeting)} du"
        f" {_say_seance(meeting.reunion)}."
    )
    fichier = f"{meeting.name_file(file_names.DOSSIER_DE_SEANCE)}.docx"
    message = _make_message(meeting, "dossier de séance", fichier, phrase)
    return replace(message, envoye_le=meeting.reunion.dossier_envoye_le)


def _write_compte_rendu(meeting: MeetingContext) -> _Message:
    phrase = (
        f"Vous trouverez ci-joint le compte rendu de la réunion du {_say_comite(meeting)} du"
        f" {french.format_long_date(meeting.date)}."
    )
    fichier = f"{meeting.name_file('Compte-rendu')}.docx"
    message = _make_message(meeting, "compte rendu", fichier, phrase)
    return replace(message, envoye_le=meeting.reunion.compte_rendu_envoye_le)
