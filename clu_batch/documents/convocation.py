"""Prepare the convocations, one per member or one for all, and the invitations of the guests
(docs/rules/documents.md#convocation).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from clu_batch.documents import (
    ajouts,
    annexes,
    changements,
    context,
    remplacement,
    signatures,
)
from clu_batch.documents.lettres import Destinataire, list_destinataires, name_titulaire
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.prepared import Prepared
from clu_batch.documents.remplacement import Lettre
from clu_batch.documents.sections.field_tables import make_block
from clu_batch.documents.sections.figure_wording import say_counted_days
from clu_batch.documents.typed_texts import (
    ask,
    compose_nom,
    compose_nom_complet,
    has_organisme,
    join_fonction_organisme,
    join_known,
    repeats_organisme,
    split_lines,
    write_in_line,
)
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.appel import compose_appel
from clu_batch.kernel.content import Block, DocumentRequest, Missing, NamedLink, Texte
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.long_texts import shape_long_text
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meeting_papers, meetings
from clu_batch.parse import fold_text
from clu_batch.rules.model import Invite, Membre, Parametres, Reunion, Siege


def prepare(meeting: MeetingContext) -> Prepared:
    """Prepare the letters of a meeting to come: those of the members in force who are to be
    convened, then those of the guests, and the letters that replace them.
    """
    base = _build_context(meeting)
    demandes: list[DocumentRequest] = []
    for qui in list_destinataires(meeting):
        demandes += _request_letters(meeting, qui, {**base, **_build_tags(meeting, qui)})
    return Prepared(demandes, _list_problems(meeting))


def _list_problems(meeting: MeetingContext) -> list[Problem]:
    """Report the letters that no longer say what holds today, and those that were not sent with the
    others.

    Source: docs/rules/meetings.md#replaced-letters.
    """
    reunion, recipients = meeting.reunion, list_destinataires(meeting)
    dates = {"reunion": meeting.date, "envoyees": meeting.envoyees}
    found = []
    for qui in recipients:
        if qui.lettre.ajoutee:
            fichier = PurePosixPath(qui.lettre.chemin).name
            added = meetings.LETTRE_A_ENVOYER
            facts = {"fichier": fichier, **dates}
            found.append(qui.record.report(added, qui.named_field, qui.nom, **facts))
    last = [qui.lettre for qui in recipients]
    if any(lettre.archives for lettre in last):
        again = meetings.CONVOCATIONS_REFAITES
        found.append(reunion.report(again, "convocations_envoyees_le", **dates))
    waiting = [lettre for lettre in last if lettre.remplace and lettre.envoyee_le is None]
    if waiting:
        found.append(_report_change(meeting, waiting[0]))
    return [*found, *_report_late(meeting, recipients)]


def _report_late(
    meeting: MeetingContext, recipients: Sequence[Destinataire]
) -> Iterator[Problem]:
    """Report the convocations that are dated after the last day that they give to announce a
    substitute.
    """
    limite = meeting.bilan.limite_suppleance
    letters = [qui.lettre for qui in recipients if not qui.invite]
    dates = [lettre.envoyee_le or meeting.seance.j for lettre in letters]
    if dates and max(dates) > limite:
        facts = {"date": max(dates), "limite": limite, "reunion": meeting.date}
        field = "convocations_envoyees_le"
        yield meeting.reunion.report(meeting_papers.LIMITE_PASSEE, field, **facts)


def _report_change(meeting: MeetingContext, lettre: Lettre) -> Problem:
    """Report what has changed since the letter that this one replaces."""
    changes = remplacement.say_changes(lettre.avant, remplacement.build_dits(meeting))
    return meeting.reunion.report(
        meetings.CONVOCATION_CHANGEE,
        "convocations_envoyees_le",
        changements=changes,
        reunion=meeting.date,
        envoyees=lettre.remplace,
    )


def _write_title(meeting: MeetingContext, qui: Destinataire, famille: Famille) -> str:
    titre = meeting.write_short_title(famille.value.capitalize())
    return titre if qui.collective else f"{titre}, {qui.nom}"


def _request_letters(
    meeting: MeetingContext, qui: Destinataire, tags: Mapping[str, object]
) -> Iterator[DocumentRequest]:
    """Ask for the letters to a recipient. Each bears the day it was sent, and says which letter it
    replaces.
    """
    famille = Famille.INVITATION if qui.invite else Famille.CONVOCATION
    modele = "convocation_collective" if qui.collective else famille.value
    titre = _write_title(meeting, qui, famille)
    for lettre in qui.lettres:
        sent = lettre.envoyee_le
        dates = {
            "date_document": sent or meeting.seance.j,
            "annule_et_remplace": lettre.remplace,
            "changements": changements.tell_changes(meeting, lettre),
        }
        faits = remplacement.build_faits(meeting, lettre, qui.depuis)
        if qui.collective:
            faits[ajouts.GROUPE] = " ; ".join(name_titulaire(siege) for siege in qui.sieges)
        yield DocumentRequest(
            lettre.chemin,
            modele,
            famille,
            f"{titre}, annule et remplace" if lettre.remplace else titre,
            {**tags, **dates},
            faits,
            sent,
            remarque=_say_state(lettre),
        )


def _say_state(lettre: Lettre) -> str:
    """Write the remark on a letter that the list of the documents shows; "" for an
    ordinary letter.
    """
    if lettre.ajoutee:
        day = french.format_short_date(lettre.ajoutee)
        return f"à envoyer : destinataire ajouté après l’envoi du {day}"
    if lettre.archives and lettre.envoyee_le:
        day = french.format_short_date(lettre.envoyee_le)
        return f"déclaré envoyé le {day}, refait pour vos archives"
    return ""


# -- what the letters say --------------------------------------------------------------------------


def _build_context(meeting: MeetingContext) -> dict[str, object]:
    p, reunion = meeting.parametres, meeting.reunion
    agenda = context.build_ordre_du_jour(meeting)
    return {
        **context.build_context(meeting),
        "horaires": all(point.horaire for point in agenda),
        "annexes": annexes.list_annexes(meeting),
        "visio": _read_visio(reunion),
        "visioconference": _write_visioconference(reunion),
        "acces": _write_acces(reunion),
        "delai_suppleance": _say_delai(p),
        **signatures.build_signature_tags(meeting),
        "preside": False,
        **_define_days(p.unite_suppleance),
        "reference_procedure": (
            write_in_line(p.reference_procedure) or french.typeset(f"procédure du {p.sigle}")
        ),
    }


def _define_days(unite: str) -> dict[str, str]:
    """Return the unit of the délai and the days that it counts; `definition_jours`: in a sentence,
    which the templates made before do not say themselves.
    """
    jours = french.typeset(say_counted_days(unite))
    definition = french.typeset(f"{french.capitalise_first(unite)} : {jours}.")
    return {
        "unite_suppleance": unite,
        "jours_comptes": jours,
        "definition_jours": definition,
    }


def _say_delai(p: Parametres) -> str:
    """Write the délai of a substitution: « 2 jours ouvrables », « 1 jour ouvrable »."""
    singulier = " ".join(mot.removesuffix("s") for mot in p.unite_suppleance.split())
    return french.format_count(p.delai_suppleance, singulier, p.unite_suppleance)


def _write_acces(reunion: Reunion) -> Block | None:
    """Return the way in when several lines were typed: they stay lines. A single one stands beside
    its label.
    """
    if len(split_lines(reunion.acces)) < 2:
        return None
    return make_block(shape_long_text(reunion.acces or ""))


ADRESSE_LISIBLE = 60
"""Signs of an address that a person may still type."""
_ADRESSE_WEB = re.compile(r"(?:https?://|www\.)\S+")


@frozen
class BaliseVisio:
    """The video link of a meeting: its address, what is shown of it, what was typed beside it (a
    code, a telephone number); or the text as it was typed, when it holds several addresses, or one
    in the middle of a sentence.
    """

    adresse: str = ""
    lien: str = ""
    suite: str = ""
    texte: str = ""


def _read_visio(reunion: Reunion) -> BaliseVisio:
    tapee = write_in_line(reunion.visioconference) or ""
    adresses = [adresse.rstrip(".,;)") for adresse in _ADRESSE_WEB.findall(tapee)]
    if len(adresses) != 1 or not _stands_apart(adresses[0], tapee):
        return BaliseVisio(texte=tapee)
    adresse = adresses[0]
    cible = adresse if adresse.startswith("http") else f"https://{adresse}"
    reste = tapee.replace(adresse, "").strip(f"{french.INSECABLE} ,;:")
    if reste.startswith("(") and reste.find(")") == len(reste) - 1:
        reste = reste[1:-1]
    return BaliseVisio(cible, _show_address(cible), reste)


def _stands_apart(adresse: str, tapee: str) -> bool:
    """Return whether an address begins or ends what was typed."""
    return tapee.removeprefix("(").startswith(adresse) or tapee.endswith(adresse)


def _show_address(cible: str) -> str:
    """Return an address without what a browser adds: read on paper, it can be typed. A long one
    shows its site alone.
    """
    vue = cible.split("://", 1)[1].removeprefix("www.").rstrip("/")
    if len(vue) > ADRESSE_LISIBLE:
        return vue.partition("/")[0]
    return vue


def _write_visioconference(reunion: Reunion) -> Block | None:
    """Write « Visioconférence : » and the link, as a block: the templates made before print it."""
    visio = _read_visio(reunion)
    avant = french.typeset("Visioconférence : ")
    if visio.texte:
        return make_block(shape_long_text(f"{avant}{visio.texte}"))
    if not visio.adresse:
        return None
    apres = f"({visio.suite})" if visio.suite else ""
    return make_block(NamedLink(visio.lien, visio.adresse, avant, apres))


def _build_tags(meeting: MeetingContext, qui: Destinataire) -> Mapping[str, object]:
    """Return the tags of the letter to a recipient, whatever was sent since."""
    if qui.collective:
        return _build_collective_tags(meeting, qui.sieges)
    if qui.invite:
        return _build_invitation_tags(meeting, qui.invite)
    return _build_individual_tags(meeting, qui.sieges[0])


def _build_individual_tags(meeting: MeetingContext, siege: Siege) -> dict[str, object]:
    membre = context.build_membre_tag(siege.membre, vacant=siege.vacant)
    preside = signatures.preside(meeting, siege)
    addressed = siege
    if preside:  # nobody represents who presides
        addressed = replace(siege, membre=replace(siege.membre, ou_son_representant=False))
    return {
        "membre": membre,
        "destinataire": (*write_destinataire(addressed), *split_lines(siege.membre.adresse)),
        "appel": membre.appel,
        "ou_son_representant": membre.ou_son_representant and not siege.vacant,
        "identite": _write_identite(membre),
        "preside": preside,
    }


def write_destinataire(
    siege: Siege, compose: Callable[[Membre], str | None] = compose_nom_complet
) -> list[Texte]:
    """Return the lines of the addressee, without the address: civility and name, or function; then
    body. A vacant seat is addressed by its body. `compose` writes the name.
    """
    membre = siege.membre
    fonction, organisme = write_in_line(membre.fonction), write_in_line(membre.organisme)
    if siege.vacant:
        return [organisme or fonction or ask(membre, "organisme")]
    nommee = compose(membre)
    fonction, organisme = _join_repeated(fonction, organisme)
    titre = _write_titre(membre, nommee, fonction)
    lignes: list[Texte] = list(filter(None, (nommee, titre)))
    if organisme and not has_organisme(join_known(nommee, titre), organisme):
        lignes.append(organisme)
    if nommee or fonction:
        return lignes
    return [ask(membre, "fonction"), *lignes]


def _join_repeated(
    fonction: str | None, organisme: str | None
) -> tuple[str | None, str | None]:
    """Return a function and its body, in one when they would say a noun twice, a line after the
    other: « Le représentant de l’Association des maires ».
    """
    if fonction and organisme and repeats_organisme(fonction, organisme):
        return join_fonction_organisme(fonction, organisme), None
    return fonction, organisme


def _write_titre(membre: Membre, nommee: str | None, fonction: str | None) -> str | None:
    """Write the function, with « ou son représentant » where the procedure says it."""
    titre = _write_fonction(nommee, fonction)
    if titre and membre.ou_son_representant:
        return f"{titre} ou son représentant"
    return titre


def _write_fonction(nommee: str | None, fonction: str | None) -> str | None:
    """Write the function under a name, without its article; without a name, as it was typed."""
    if not nommee or not fonction:
        return fonction
    return french.capitalise_first(fonctions.drop_article(fonction))


def _write_identite(membre: context.BaliseMembre) -> tuple[Texte, ...]:
    """Write whose reply the reply slip is."""
    if isinstance(membre.fonction, Missing):
        return (membre.fonction,)
    if membre.vacant:
        return (membre.organisme,)
    organisme = membre.organisme if isinstance(membre.organisme, str) else None
    qui = join_fonction_organisme(membre.fonction, organisme)
    if membre.nom_complet:
        qui = f"{membre.nom_complet}, {fonctions.drop_article(qui or '')}"
    return (qui or "",)


def _build_collective_tags(
    meeting: MeetingContext, sieges: Sequence[Siege]
) -> dict[str, object]:
    comite = french.lower_first(french.typeset(meeting.parametres.comite))
    return {
        "destinataire": (f"Mesdames et Messieurs les membres du {comite}",),
        "appel": "Mesdames, Messieurs",
        "ou_son_representant": any(siege.membre.ou_son_representant for siege in sieges),
        "destinataires": [_write_on_one_line(siege) for siege in sieges],
        "identite": (),
    }


def _write_on_one_line(siege: Siege) -> Texte:
    """Write an addressee on one line, without the postal address, which the other members need not
    know. What is missing stays visible.
    """
    lignes = write_destinataire(siege, compose_nom)
    for ligne in lignes:
        if isinstance(ligne, Missing):
            return ligne
    written = list(map(str, lignes))
    *debut, dernier = written if siege.vacant else _lower_title(siege.membre, written)
    if not debut:
        return dernier
    return ", ".join((*debut[:-1], join_fonction_organisme(debut[-1], dernier) or dernier))


def _lower_title(qui: Membre | Invite, lignes: Sequence[str]) -> Sequence[str]:
    """Return the lines of a person as they are joined: the function that follows a name has a small
    letter.
    """
    if not qui.nom or not qui.fonction:
        return lignes
    nommee, *suite = lignes
    return [nommee, *map(french.lower_first, suite[:1]), *suite[1:]]


def _build_invitation_tags(meeting: MeetingContext, invite: Invite) -> dict[str, object]:
    agenda = {fold_text(point.numero): point for point in context.build_ordre_du_jour(meeting)}
    lignes = _write_destinataire_invite(invite)
    return {
        "destinataire": [*lignes, *split_lines(invite.adresse)],
        "appel": compose_appel(write_in_line(invite.fonction), invite.civilite),
        "ou_son_representant": False,
        "point": agenda.get(fold_text(invite.point)) if invite.point else None,
        "identite": (write_invite_on_one_line(invite, compose_nom_complet),),
    }


def write_invite_on_one_line(
    invite: Invite, compose: Callable[[Invite], str | None] = compose_nom
) -> str:
    """Write a guest on one line. `compose` writes the name, in full in a letter."""
    return ", ".join(_lower_title(invite, _write_destinataire_invite(invite, compose)))


def _write_destinataire_invite(
    invite: Invite, compose: Callable[[Invite], str | None] = compose_nom_complet
) -> Sequence[str]:
    """Return the lines of the addressee of an invitation, without the address."""
    nommee = compose(invite)
    fonction, organisme = _join_repeated(
        write_in_line(invite.fonction), write_in_line(invite.organisme)
    )
    titre = _write_fonction(nommee, fonction)
    lignes = [ligne for ligne in (nommee, titre, organisme) if ligne]
    return list(dict.fromkeys(lignes))
