"""Prepare the sending sheet: for each stage the addresses, the subject, the words to paste and the
files to attach (docs/rules/documents.md#fiche-denvoi, docs/rules/committee.md#recipients).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from clu_batch.documents import (
    annexes,
    calendrier,
    changements,
    context,
    destinataires,
    distribution,
    file_names,
    publication,
    remplacement,
)
from clu_batch.documents.destinataires import Personne
from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.typed_texts import write_in_line
from clu_batch.kernel import french
from clu_batch.kernel.content import Texte
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.rules.model import Reunion

PAR_COURRIER = "à envoyer par courrier"
POUR_INFORMATION = "Ce document vous est adressé pour information."


@frozen
class Envoi:
    """One recipient of a stage. `courriels` is empty when the paper goes by post; `postale` then
    holds the lines of the address, if they are known. `nom` is what the address of a message shows,
    `destinataire` what the sheet says of it besides.

    `propres`: the files of this recipient alone; `ajout`: a sentence for this recipient alone.
    `brouillon`: the draft of the message, under the folder of the meeting, empty when none is made.
    `remplace`: the day the letter that this one replaces was sent; `changements`: what has changed
    since; `envoye_le`: the day this one was sent. `ajoute`:
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
    changements: str = ""
    envoye_le: dt.date | None = None
    ajoute: dt.date | None = None
    nom: str = ""

    @property
    def adresse(self) -> str:
        """The electronic addresses; without any, the postal address and the words that say so."""
        if self.courriels:
            return " ; ".join(self.courriels)
        return f"{PAR_COURRIER}, {', '.join(self.postale)}" if self.postale else PAR_COURRIER


@frozen
class PartieEnvoi:
    """The message of one stage and its recipients. The subject, the text after the opening words
    and the files are the same for all.

    `modele`: the template of its drafts. `preside`: it is for who presides.
    """

    modele: str
    titre: str
    objet: str
    texte: Sequence[Texte]
    fichiers: Sequence[str]
    envois: Sequence[Envoi]
    preside: bool = False

    @property
    def remplace(self) -> dt.date | None:
        """The day the messages that these ones replace were sent, when the text says so to all;
        each row says what is not the same for all.
        """
        said = {(envoi.remplace, envoi.changements) for envoi in self.envois}
        return self.envois[0].remplace if len(said) == 1 else None

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


@frozen
class _Etape:
    """A stage: the template of its drafts, what its papers are called in the name of a draft, in
    the sheet and in the subject of the message, the words that go with them, the file and the
    recipients.
    """

    modele: str
    nom: str
    titre: str
    objet: str
    phrases: Sequence[str]
    fichier: str
    gens: Sequence[Personne]
    preside: bool = False


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
    titre = meeting.write_short_title("Fiche d’envoi")
    sheet = context.request_paper(meeting, Famille.FICHE_ENVOI, "Fiche-envoi", titre, tags)
    return Prepared([sheet], _report_added(meeting))


def _list_without_address(etapes: Sequence[PartieEnvoi]) -> list[str]:
    """Return the recipients who have no electronic address, each once."""
    found: dict[str, None] = {}
    for partie in etapes:
        for envoi in partie.envois:
            if not envoi.courriels:
                found[f"{envoi.nom} ({envoi.adresse})"] = None
    return list(found)


def list_waiting(etapes: Sequence[PartieEnvoi]) -> list[str]:
    """Return the recipients added once the others had been sent, which the sheet says first:
    « Convocations : Le président, … (adresse) ».
    """
    lignes = []
    for partie in etapes:
        for envoi in partie.envois:
            if envoi.ajoute:
                ligne = f"{partie.titre} : {envoi.nom} ({envoi.adresse})"
                lignes.append(french.typeset(ligne))
    return lignes


def _report_added(meeting: MeetingContext) -> list[Problem]:
    """Report the recipients added once the dossier or the minutes had been sent. The module
    `convocation` reports those of the letters.
    """
    defaut = meetings.COMPTE_RENDU_A_ENVOYER if meeting.tenue else meetings.DOSSIER_A_ENVOYER
    return [
        defaut.report(
            qui.place,
            valeur=french.capitalise_first(qui.nom),
            reunion=meeting.date,
            envoye=qui.lettre.ajoutee,
        )
        for qui in distribution.find_distribution(meeting).gens
        if qui.lettre.ajoutee
    ]


@once
def list_parties(meeting: MeetingContext) -> Sequence[PartieEnvoi]:
    """Return all the messages of a meeting, by stage; a stage without recipient is left out."""
    etapes = [_describe_paper(meeting)]
    if not meeting.tenue:
        etapes = [*_describe_lettres(meeting), *etapes]
    return [_make_partie(meeting, etape) for etape in etapes if etape.gens]


def _make_partie(meeting: MeetingContext, etape: _Etape) -> PartieEnvoi:
    objet = f"{meeting.sigle} du {french.format_date(meeting.date)} : {etape.objet}"
    p = meeting.parametres
    secretariat = f"Le secrétariat du {french.lower_first(p.comite)} ({meeting.sigle})"
    signature = filter(None, (secretariat, write_in_line(p.service)))
    joints = [annexe.chemin for annexe in annexes.list_annexes(meeting)]
    drafts = _name_drafts(meeting, etape)
    common = _find_common_letter(etape.gens)
    envois = [
        _make_envoi(meeting, qui, draft, common)
        for qui, draft in zip(etape.gens, drafts, strict=True)
    ]
    # those who wait come first, the others as they stood
    envois.sort(key=lambda envoi: envoi.ajoute is None)
    partie = PartieEnvoi(
        f"courriel_{etape.modele}",
        etape.titre,
        french.typeset(objet),
        (*map(french.typeset, etape.phrases), "Cordialement,", *signature),
        (*common, etape.fichier, *joints),
        envois,
        etape.preside,
    )
    return _say_replaced(partie)


def _say_replaced(partie: PartieEnvoi) -> PartieEnvoi:
    """Return a message that says which one it replaces, when it is the same for all, in the words
    of the drafts.
    """
    if partie.remplace is None:
        return partie
    jour, changes = french.format_date(partie.remplace), partie.envois[0].changements
    dit = (
        f"Ce courriel annule et remplace celui du {jour} : merci de ne tenir compte que de"
        " celui-ci."
    )
    if changes:
        dit += f" Ce qui change : {changes}."
    return replace(
        partie,
        objet=f"{partie.objet} (annule et remplace l’envoi du {jour})",
        texte=(french.typeset(dit), *partie.texte),
    )


def _find_common_letter(gens: Sequence[Personne]) -> Sequence[str]:
    """Return the path of the letter that all receive, when there is one; nothing otherwise."""
    chemins = {qui.lettre.chemin for qui in gens}
    return [*filter(None, chemins)] if len(gens) > 1 and len(chemins) == 1 else []


def _make_envoi(
    meeting: MeetingContext, qui: Personne, brouillon: str, common: Sequence[str]
) -> Envoi:
    lettre, nom = qui.lettre, french.capitalise_first(qui.nom)
    own = [lettre.chemin] if lettre.chemin and lettre.chemin not in common else []
    return Envoi(
        french.typeset(f"{nom} – {qui.role}") if qui.role else nom,
        qui.courriels,
        qui.postale,
        f"{qui.appel},",
        (*own, *qui.joints),
        french.typeset(POUR_INFORMATION) if qui.pour_information else "",
        brouillon,
        lettre.remplace,
        changements.tell_changes(meeting, lettre),
        lettre.envoyee_le,
        lettre.ajoutee,
        nom,
    )


def _name_drafts(meeting: MeetingContext, etape: _Etape) -> list[str]:
    """Return the path of the draft to each recipient, when drafts are asked for; "" without
    address. A letter that replaces another has a draft of its own.
    """
    chemins = []
    for qui in etape.gens:
        chemin = f"courriels/{meeting.name_file(etape.nom, qui.cle)}.eml"
        fois = remplacement.count_replacements(qui.lettre.chemin)
        chemins.append(remplacement.name_replacement(chemin, fois))
    asked = meeting.parametres.brouillons_de_courriel
    unique = zip(etape.gens, file_names.make_unique(chemins), strict=True)
    return [chemin if asked and qui.courriels else "" for qui, chemin in unique]


# -- what ------------------------------------------------------------------------------------------


def _describe_lettres(meeting: MeetingContext) -> list[_Etape]:
    """Describe the convocations and the invitations, each recipient's own, sent with the calendar
    entry.
    """
    agenda = calendrier.list_entrees(meeting)[-1].chemin
    limite = french.format_long_date(meeting.bilan.limite_suppleance)
    suppleance = (
        "En cas d’empêchement, vous pouvez annoncer un suppléant au plus tard le"
        f" {limite}, en indiquant son identité et sa fonction."
    )
    reponse = "Vous pouvez répondre par simple courriel."
    convoques = destinataires.list_convoques(meeting)
    etapes = [_describe_presidence(meeting, [qui for qui in convoques if qui.preside], agenda)]
    members = [qui for qui in convoques if not qui.preside]
    for quoi, gens, suite in (
        ("convocation", members, f"{suppleance} {reponse}"),
        ("invitation", destinataires.list_invites(meeting), reponse),
    ):
        nom = quoi.capitalize()
        seance = f"{_say_seance(meeting.reunion)}, avec son ordre du jour"
        phrases = (_say_joined(meeting, f"votre {quoi} à", seance), suite)
        etapes.append(_Etape(quoi, nom, f"{nom}s", quoi, phrases, agenda, gens))
    return etapes


def _describe_presidence(
    meeting: MeetingContext, gens: Sequence[Personne], agenda: str
) -> _Etape:
    """Describe the letter to who presides, when somebody else signs the letters."""
    seance = f"{_say_seance(meeting.reunion)}, que vous présiderez"
    phrase = _say_joined(meeting, "l’ordre du jour de", seance)
    objet = "réunion que vous présiderez"
    return _Etape(
        "convocation", "Convocation", "Présidence", objet, (phrase,), agenda, gens, preside=True
    )


def _describe_paper(meeting: MeetingContext) -> _Etape:
    """Describe what everybody receives: the dossier of a meeting to come, the minutes of a held
    one.
    """
    if meeting.tenue:
        modele, nom, titre = "compte_rendu", "Compte-rendu", "Compte rendu"
        phrase = _say_joined(
            meeting, "le compte rendu de", french.format_long_date(meeting.date)
        )
    else:
        modele, nom, titre = "dossier", file_names.DOSSIER_DE_SEANCE, "Dossier de séance"
        phrase = _say_joined(meeting, "le dossier de", _say_seance(meeting.reunion))
    gens = distribution.find_distribution(meeting).gens
    fichier = f"{meeting.name_file(nom)}.docx"
    return _Etape(modele, nom, titre, french.lower_first(titre), (phrase,), fichier, gens)


def _say_joined(meeting: MeetingContext, quoi: str, seance: str) -> str:
    """Write « Vous trouverez ci-joint le dossier de la réunion du comité … du … »."""
    comite = f"{french.lower_first(meeting.parametres.comite)} ({meeting.sigle})"
    return f"Vous trouverez ci-joint {quoi} la réunion du {comite} du {seance}."


def _say_seance(reunion: Reunion) -> str:
    heure = f" à {french.format_hour(reunion.heure)}" if reunion.heure else ""
    return f"{french.format_long_date(reunion.date)}{heure}"
