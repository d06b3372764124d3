"""Present what comes back from earlier meetings: open propositions, documents with an opinion
(docs/rules/committee.md#follow-up).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import absences, documents_types
from clu_batch.documents.sections.field_tables import (
    Champ,
    Partie,
    make_block,
    make_table,
    name_parts,
)
from clu_batch.documents.typed_texts import ask
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.content import Block, Element, Missing, Texte
from clu_batch.records.proposition import EtatDeProposition, NatureDeProposition
from clu_batch.rules.model import DocumentType, Proposition, Reunion
from clu_batch.rules.seances import SANS_SUITE, build_seance

PARTIES = (
    Partie("propositions", "les suites des avis et propositions"),
    Partie("documents", "les suites des avis sur les documents types"),
)

OUVERTS = frozenset(
    {EtatDeProposition.A_ETUDIER, EtatDeProposition.RETENUE, EtatDeProposition.EN_COURS}
)
Etat = Callable[[Proposition, dt.date], str | None]
"""Gives the state of a proposition as it was known on a day."""


def find_last_reunion(meeting: MeetingContext) -> Reunion | None:
    """Return the meeting held just before this one."""
    tenues = [r for r in meeting.comite.reunions if r.statut not in SANS_SUITE]
    avant = [r for r in tenues if r.date < meeting.date]
    return max(avant, key=lambda r: r.date, default=None)


def is_open(proposition: Proposition, a: dt.date) -> bool:
    """Whether a proposition is still to follow at A: it has no end (one dated after A does not
    exist), and its state waits for something (docs/rules/committee.md#follow-up).
    """
    if proposition.cloturee_le is not None:
        return is_closed_after(proposition, a)
    return proposition.etat in OUVERTS or (
        proposition.etat is None and proposition.nature != NatureDeProposition.AVIS
    )


def is_closed_after(proposition: Proposition, jour: dt.date) -> bool:
    """Whether the answer and the state typed are of a later day: nobody knew them then."""
    return proposition.cloturee_le is not None and proposition.cloturee_le > jour


def find_state(proposition: Proposition, a: dt.date) -> str:
    """Return the state as it was known at A."""
    if is_closed_after(proposition, a):
        return EtatDeProposition.EN_COURS
    if proposition.etat:
        return proposition.etat
    if proposition.cloturee_le is not None:
        return "clôturée"
    if proposition.nature == NatureDeProposition.AVIS:
        return "sans suite attendue"
    return EtatDeProposition.A_ETUDIER


def find_state_in_seance(proposition: Proposition, jour: dt.date) -> str | None:
    """Return the state for the minutes: None when the proposition was closed after the meeting."""
    if is_closed_after(proposition, jour):
        return None
    return find_state(proposition, jour)


def find_pending(meeting: MeetingContext) -> list[Proposition]:
    """Return the propositions of earlier meetings that are open at A."""
    return [p for p in _find_earlier(meeting) if is_open(p, meeting.seance.a)]


def find_closed(meeting: MeetingContext) -> list[Proposition]:
    """Return the propositions closed since the dossier of the last meeting.

    Those without a date of end are among them when they come from the last meeting.
    """
    derniere = find_last_reunion(meeting)
    if derniere is None:
        return []
    depuis = build_seance(derniere, meeting.seance.j).a  # what its pack could not tell yet
    fermees = [p for p in _find_earlier(meeting) if not is_open(p, meeting.seance.a)]
    return [p for p in fermees if _is_recent(p, depuis, derniere.date)]


def _is_recent(proposition: Proposition, depuis: dt.date, derniere: dt.date) -> bool:
    """Whether a proposition was closed after `depuis`, or comes from the last meeting."""
    if proposition.cloturee_le is None:
        return proposition.reunion == derniere and proposition.etat is not None
    return is_closed_after(proposition, depuis) or proposition.reunion == derniere


def find_documents(meeting: MeetingContext) -> list[DocumentType]:
    """Return the documents types of earlier meetings whose opinion waits for a follow-up, and those
    of the last meeting that got one.

    The minutes of the meeting that submitted a document never tell its follow-up: this is the first
    paper that does.
    """
    derniere = find_last_reunion(meeting)
    if derniere is None:
        return []
    anciens = [d for d in meeting.comite.documents_types if d.reunion < meeting.date]
    return [d for d in anciens if _comes_back(d, derniere.date)]


def _comes_back(document: DocumentType, derniere: dt.date) -> bool:
    """Whether a document got an opinion and no follow-up, or its follow-up at the last meeting."""
    if document.suite is None:
        return bool(document.avis)
    return document.reunion == derniere and bool(document.avis or document.suite)


def _find_earlier(meeting: MeetingContext) -> list[Proposition]:
    """Return the propositions of earlier meetings."""
    return [p for p in meeting.comite.propositions if p.reunion < meeting.date]


def is_empty(meeting: MeetingContext) -> bool:
    """Whether nothing comes back."""
    return not (find_pending(meeting) or find_closed(meeting) or find_documents(meeting))


def find_missing(meeting: MeetingContext) -> Missing | None:
    """Return what is missing when no sheet says what an earlier meeting asked for."""
    if find_last_reunion(meeting) is None:
        return None
    return absences.find_missing_sheet(meeting, "Propositions")


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: what was answered since the last meeting, what is still to
    follow.
    """
    if is_empty(meeting):
        return "Aucune suite des réunions précédentes n’est attendue."
    faites, attendues = len(find_closed(meeting)), len(find_pending(meeting))
    if not faites and not attendues:
        return "Les suites ci-dessous viennent des réunions précédentes."
    reste, restent = "reste à suivre", "restent à suivre"
    dits = []
    if faites:
        recu = french.open_with_count(
            faites,
            "avis ou une proposition a reçu sa suite",
            "avis ou propositions ont reçu leur suite",
        )
        dits.append(recu + _say_since(meeting))
        if attendues:
            dits.append(french.spell_count(attendues, reste, restent))
    else:
        suivis = f"avis ou une proposition {reste}", f"avis ou propositions {restent}"
        dits.append(french.open_with_count(attendues, *suivis))
    return f"{' ; '.join(dits)}."


def _say_since(meeting: MeetingContext) -> str:
    """Write « depuis la réunion du 11 juin 2026 », or its dossier when an answer came between the
    two.
    """
    derniere = find_last_reunion(meeting)
    if derniere is None:
        return ""
    dates = [p.cloturee_le for p in find_closed(meeting) if p.cloturee_le is not None]
    entre_les_deux = any(date < derniere.date for date in dates)
    quoi = "le dossier de la réunion" if entre_les_deux else "la réunion"
    return f" depuis {quoi} du {french.format_date(derniere.date)}"


def build_section(meeting: MeetingContext) -> Block:
    """Return the propositions and the documents."""
    return _build_block(meeting, find_state)


def build_compte_rendu_section(meeting: MeetingContext) -> Block:
    """Return the same block as the meeting knew it: what was closed later has neither answer nor
    state.
    """
    en_seance = replace(meeting.bilan, seance=replace(meeting.seance, a=meeting.date))
    return _build_block(replace(meeting, bilan=en_seance), find_state_in_seance)


def _build_block(meeting: MeetingContext, etat_connu: Etat) -> Block:
    propositions = [*find_closed(meeting), *find_pending(meeting)]
    return make_block(
        write_sentence(meeting),
        name_parts(
            "propositions",
            _tabulate_propositions(propositions, meeting.seance.a, etat_connu),
        ),
        name_parts("documents", _tabulate_documents(find_documents(meeting))),
    )


def find_text(proposition: Proposition) -> Texte:
    """Return what was said, or what is missing."""
    return proposition.texte or ask(proposition, "texte")


def say_answer(proposition: Proposition, jour: dt.date) -> str | None:
    """Return the answer of the administration, unless it is of a later day, and the service in
    charge.
    """
    dits = []
    if proposition.reponse and not is_closed_after(proposition, jour):
        dits.append(proposition.reponse)
    if proposition.service_pilote:
        dits.append(f"Service pilote : {fonctions.fit_in_sentence(proposition.service_pilote)}")
    return "\n".join(dits) or None


def _tabulate_propositions(
    propositions: Sequence[Proposition], a: dt.date, etat_connu: Etat
) -> Element:
    champs: Sequence[Champ[Proposition]] = (
        Champ(
            "N°, réunion et auteur",
            44,
            lambda p: f"{p.numero} du {french.format_short_date(p.reunion)}\n{name_author(p)}",
        ),
        Champ("Texte", 60, find_text),
        Champ("Réponse", 60, lambda p: say_answer(p, a)),
        Champ("État et échéance", 36, lambda p: _say_state(p, a, etat_connu)),
    )
    return make_table(
        "Suites données aux avis, souhaits, propositions et suggestions", propositions, champs
    )


def _say_state(proposition: Proposition, a: dt.date, etat_connu: Etat) -> str | None:
    """Return the state, and the due date of what is still to follow."""
    connu = etat_connu(proposition, a)
    attendue = proposition.echeance if is_open(proposition, a) else None
    dits = [connu] if connu else []
    if attendue:
        dits.append(f"échéance : {french.format_short_date(attendue)}")
    return "\n".join(dits) or None


def name_author(proposition: Proposition) -> str:
    """Return who expressed it and what it is: « UFC-Que Choisir (proposition) »."""
    return f"{proposition.auteur} ({proposition.nature or french.NON_RENSEIGNE})"


def _tabulate_documents(anciens: Sequence[DocumentType]) -> Element:
    champs: Sequence[Champ[DocumentType]] = (
        Champ("Document", 40, documents_types.name_document),
        Champ("Réunion", 26, lambda d: french.format_short_date(d.reunion)),
        Champ("Avis des représentants des usagers", 52, lambda d: d.avis),
        Champ("Suite donnée", 52, lambda d: d.suite or "en attente"),
    )
    return make_table("Suites données aux avis sur les documents types", anciens, champs)
