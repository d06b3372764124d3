"""What comes back from earlier meetings: open propositions, documents with an opinion, commitments
missed last time (docs/rules/commitments.md#missed, docs/rules/committee.md#follow-up).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from clu_batch.documents.sections import absences, documents_types, engagements
from clu_batch.documents.sections.field_tables import Champ, paragraphe, tableau
from clu_batch.kernel import french
from clu_batch.kernel.content import Bloc, Element, Manquant, Texte
from clu_batch.rules.model import Bilan, DocumentType, Proposition, Registre, Reunion
from clu_batch.rules.seances import SANS_SUITE, seance

OUVERTS = frozenset({"à étudier", "retenue", "en cours"})
Etat = Callable[[Proposition, dt.date], str | None]
"""What is said of the state of a proposition, as it was known on a day."""


def derniere_reunion(registre: Registre, bilan: Bilan) -> Reunion | None:
    """The meeting held just before this one."""
    reunion = bilan.seance.reunion
    if reunion is None:
        return None
    tenues = [r for r in registre.comite.reunions if r.statut not in SANS_SUITE]
    avant = [r for r in tenues if r.date < reunion.date]
    return max(avant, key=lambda r: r.date, default=None)


def ouverte(proposition: Proposition, a: dt.date) -> bool:
    """Still to follow at A: no end yet (one dated after A does not exist), and a state that waits
    for something (docs/rules/committee.md#follow-up).
    """
    if proposition.cloturee_le is not None:
        return close_apres(proposition, a)
    return proposition.etat in OUVERTS or (
        proposition.etat is None and proposition.nature != "avis"
    )


def close_apres(proposition: Proposition, jour: dt.date) -> bool:
    """Whether the answer and the state typed are of a later day: nobody knew them then."""
    return proposition.cloturee_le is not None and proposition.cloturee_le > jour


def etat(proposition: Proposition, a: dt.date) -> str:
    """The state as it was known at A."""
    if close_apres(proposition, a):
        return "en cours"
    if proposition.etat:
        return proposition.etat
    if proposition.etat is None and proposition.cloturee_le is not None:
        return "clôturée"
    return "sans suite attendue" if proposition.nature == "avis" else "à étudier"


def etat_en_seance(proposition: Proposition, jour: dt.date) -> str | None:
    """The state for the minutes: none when the proposition was closed after the meeting."""
    return None if close_apres(proposition, jour) else etat(proposition, jour)


def en_attente(registre: Registre, bilan: Bilan) -> list[Proposition]:
    """The propositions of earlier meetings that are open at A."""
    return [p for p in _find_earlier(registre, bilan) if ouverte(p, bilan.seance.a)]


def closes(registre: Registre, bilan: Bilan) -> list[Proposition]:
    """Those answered since the pack of the last meeting.

    Without a date of end, those of the last meeting itself.
    """
    derniere = derniere_reunion(registre, bilan)
    if derniere is None:
        return []
    depuis = seance(derniere, bilan.seance.j).a  # what its pack could not tell yet
    fermees = [p for p in _find_earlier(registre, bilan) if not ouverte(p, bilan.seance.a)]
    return [p for p in fermees if _is_recent(p, depuis, derniere.date)]


def _is_recent(proposition: Proposition, depuis: dt.date, derniere: dt.date) -> bool:
    """Whether a proposition was closed after `depuis`, or comes from the last meeting."""
    if proposition.cloturee_le is None:
        return proposition.reunion == derniere and proposition.etat is not None
    return close_apres(proposition, depuis) or proposition.reunion == derniere


def documents(registre: Registre, bilan: Bilan) -> list[DocumentType]:
    """Documents types of earlier meetings that wait for a follow-up, and of the last one that got
    it.

    The minutes of the meeting that submitted a document never tell it: this is the first paper that
    does.
    """
    reunion, derniere = bilan.seance.reunion, derniere_reunion(registre, bilan)
    if reunion is None or derniere is None:
        return []
    anciens = [d for d in registre.comite.documents_types if d.reunion < reunion.date]
    return [d for d in anciens if _comes_back(d, derniere.date)]


def _comes_back(document: DocumentType, derniere: dt.date) -> bool:
    """Whether a document got an opinion without a follow-up, or its follow-up at the last
    meeting.
    """
    if document.suite is None:
        return bool(document.avis)
    return document.reunion == derniere and bool(document.avis or document.suite)


def _find_earlier(registre: Registre, bilan: Bilan) -> list[Proposition]:
    """The propositions of earlier meetings."""
    reunion = bilan.seance.reunion
    if reunion is None:
        return []
    return [p for p in registre.comite.propositions if p.reunion < reunion.date]


def vide(registre: Registre, bilan: Bilan) -> bool:
    """Nothing comes back."""
    return not (
        en_attente(registre, bilan)
        or closes(registre, bilan)
        or documents(registre, bilan)
        or bilan.engagements_precedents
    )


def manque(registre: Registre, bilan: Bilan) -> Manquant | None:
    """No sheet says what an earlier meeting asked for."""
    return absences.manque(registre, "Propositions") if derniere_reunion(registre, bilan) else None


def phrase(registre: Registre, bilan: Bilan) -> str:
    """The reading sentence: what was answered since the last meeting, what is still to follow."""
    if vide(registre, bilan):
        return "Aucune suite n’est en attente des réunions précédentes."
    dits = []
    faites, attendues = len(closes(registre, bilan)), len(en_attente(registre, bilan))
    if faites:
        un, plusieurs = (
            "avis ou proposition a reçu sa suite",
            "avis ou propositions ont reçu leur suite",
        )
        dits.append(french.pluriel(faites, un, plusieurs) + _say_since(registre, bilan))
    if attendues:
        un, plusieurs = "reste à suivre", "restent à suivre"
        if not faites:
            un, plusieurs = f"avis ou proposition {un}", f"avis ou propositions {plusieurs}"
        dits.append(french.pluriel(attendues, un, plusieurs))
    if not dits:
        return "Les suites ci-dessous viennent des réunions précédentes."
    return f"{' ; '.join(dits)}."


def _say_since(registre: Registre, bilan: Bilan) -> str:
    """« depuis la réunion du 11 juin 2026 », or its pack when an answer came between the two."""
    derniere = derniere_reunion(registre, bilan)
    if derniere is None:
        return ""
    dates = [p.cloturee_le for p in closes(registre, bilan) if p.cloturee_le is not None]
    entre_les_deux = any(date < derniere.date for date in dates)
    quoi = "le dossier de la réunion" if entre_les_deux else "la réunion"
    return f" depuis {quoi} du {french.date(derniere.date)}"


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """The propositions, the documents, the commitments; `niveau` is that of its headings, it has
    none.
    """
    del niveau
    return _build(registre, bilan, etat)


def bloc_du_compte_rendu(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """The same as the meeting knew it: what was closed later has neither answer nor state."""
    del niveau
    reunion = bilan.seance.reunion
    jour = reunion.date if reunion else bilan.seance.a
    en_seance = replace(bilan, seance=replace(bilan.seance, a=jour))
    return _build(registre, en_seance, etat_en_seance)


def _build(registre: Registre, bilan: Bilan, etat_connu: Etat) -> Bloc:
    elements: list[Element] = [paragraphe(phrase(registre, bilan))]
    propositions = [*closes(registre, bilan), *en_attente(registre, bilan)]
    if propositions:
        elements.append(_tabulate(propositions, bilan.seance.a, etat_connu))
    anciens = documents(registre, bilan)
    if anciens:
        elements.append(_tabulate_documents(anciens))
    derniere = derniere_reunion(registre, bilan)
    if bilan.engagements_precedents and derniere:
        legende = (
            f"Engagements non atteints à la réunion du {french.date(derniere.date)} : résultat"
            " actuel"
        )
        elements.append(engagements.rappel(legende, bilan.engagements_precedents))
    return Bloc(tuple(elements))


def texte(proposition: Proposition) -> Texte:
    """What was said, or what is missing."""
    quoi = f"texte de la proposition {proposition.numero}"
    return proposition.texte or Manquant(quoi, proposition.place)


def reponse(proposition: Proposition, jour: dt.date) -> str | None:
    """The answer of the administration, unless it is of a later day, and the service in charge."""
    dits = []
    if proposition.reponse and not close_apres(proposition, jour):
        dits.append(proposition.reponse)
    if proposition.service_pilote:
        dits.append(f"Service pilote : {proposition.service_pilote}")
    return "\n".join(dits) or None


def _tabulate(propositions: Sequence[Proposition], a: dt.date, etat_connu: Etat) -> Element:
    champs = (
        Champ[Proposition](
            "N°, réunion et auteur",
            44,
            lambda p: f"{p.numero} du {french.date_courte(p.reunion)}\n{auteur(p)}",
        ),
        Champ[Proposition]("Texte", 60, texte),
        Champ[Proposition]("Réponse", 60, lambda p: reponse(p, a)),
        Champ[Proposition]("État et échéance", 36, lambda p: _say_state(p, a, etat_connu)),
    )
    return tableau(
        "Suites données aux avis, souhaits, propositions et suggestions", propositions, champs
    )


def _say_state(proposition: Proposition, a: dt.date, etat_connu: Etat) -> str | None:
    """The state, and the due date of what is still to follow."""
    connu = etat_connu(proposition, a)
    attendue = proposition.echeance if ouverte(proposition, a) else None
    dits = [french.avec_initiale(connu)] if connu else []
    if attendue:
        dits.append(f"Échéance : {french.date_courte(attendue)}")
    return "\n".join(dits) or None


def auteur(proposition: Proposition) -> str:
    """« UFC-Que Choisir (proposition) »."""
    return f"{proposition.auteur} ({proposition.nature or french.NON_RENSEIGNE})"


def _tabulate_documents(anciens: Sequence[DocumentType]) -> Element:
    champs = (
        Champ[DocumentType]("Document", 40, documents_types.intitule),
        Champ[DocumentType]("Réunion", 26, lambda d: french.date_courte(d.reunion)),
        Champ[DocumentType]("Avis des représentants des usagers", 52, lambda d: d.avis),
        Champ[DocumentType]("Suite donnée", 52, lambda d: d.suite or "en attente"),
    )
    return tableau("Suites données aux avis sur les documents types", anciens, champs)
