"""What comes back from earlier meetings: open propositions, documents with an opinion, commitments
missed last time (docs/rules/commitments.md#missed, docs/rules/committee.md#follow-up).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Manquant, Texte
from clu_batch.documents.blocs import absences, documents_types, engagements
from clu_batch.documents.blocs.ecriture import Champ, paragraphe, tableau
from clu_batch.model import Bilan, DocumentType, Proposition, Registre, Reunion
from clu_batch.seances import SANS_SUITE, seance

OUVERTS = frozenset({"à étudier", "retenue", "en cours"})
Etat = Callable[[Proposition, dt.date], str | None]
"""What is said of the state of a proposition, as it was known on a day."""


def derniere_reunion(registre: Registre, bilan: Bilan) -> Reunion | None:
    """The meeting held just before this one."""
    reunion = bilan.seance.reunion
    avant = [
        r
        for r in registre.comite.reunions
        if reunion and r.date < reunion.date and r.statut not in SANS_SUITE
    ]
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
    if proposition.etat is None and proposition.cloturee_le is not None:
        return "clôturée"
    return proposition.etat or (
        "sans suite attendue" if proposition.nature == "avis" else "à étudier"
    )


def etat_en_seance(proposition: Proposition, jour: dt.date) -> str | None:
    """The state for the minutes: none when the proposition was closed after the meeting."""
    return None if close_apres(proposition, jour) else etat(proposition, jour)


def en_attente(registre: Registre, bilan: Bilan) -> list[Proposition]:
    """The propositions of earlier meetings that are open at A."""
    return [p for p in _anterieures(registre, bilan) if ouverte(p, bilan.seance.a)]


def closes(registre: Registre, bilan: Bilan) -> list[Proposition]:
    """Those answered since the pack of the last meeting.

    Without a date of end, those of the last meeting itself.
    """
    derniere = derniere_reunion(registre, bilan)
    if derniere is None:
        return []
    depuis = seance(derniere, bilan.seance.j).a  # what its pack could not tell yet

    def recente(p: Proposition) -> bool:
        if p.cloturee_le is not None:
            return close_apres(p, depuis) or p.reunion == derniere.date
        return p.reunion == derniere.date and p.etat is not None

    return [
        p for p in _anterieures(registre, bilan) if not ouverte(p, bilan.seance.a) and recente(p)
    ]


def documents(registre: Registre, bilan: Bilan) -> list[DocumentType]:
    """Documents types of earlier meetings that wait for a follow-up, and of the last one that got
    it.

    The minutes of the meeting that submitted a document never tell it: this is the first paper that
    does.
    """
    reunion, derniere = bilan.seance.reunion, derniere_reunion(registre, bilan)
    if reunion is None or derniere is None:
        return []
    avant = [d for d in registre.comite.documents_types if d.reunion < reunion.date]
    anciens = [d for d in avant if d.avis or d.suite]
    return [d for d in anciens if d.suite is None or d.reunion == derniere.date]


def _anterieures(registre: Registre, bilan: Bilan) -> list[Proposition]:
    reunion = bilan.seance.reunion
    return [
        p for p in registre.comite.propositions if reunion is not None and p.reunion < reunion.date
    ]


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
    faites, attendues = len(closes(registre, bilan)), len(en_attente(registre, bilan))
    if vide(registre, bilan):
        return "Aucune suite n’est en attente des réunions précédentes."
    if not faites and not attendues:
        return "Les suites ci-dessous viennent des réunions précédentes."
    dits = []
    if faites:
        depuis = _depuis(registre, bilan)
        recu = french.pluriel(
            faites,
            "avis ou proposition a reçu sa suite",
            "avis ou propositions ont reçu leur suite",
        )
        dits.append(recu + depuis)
    if attendues:
        quoi = ("", "") if dits else ("avis ou proposition ", "avis ou propositions ")
        dits.append(
            french.pluriel(attendues, f"{quoi[0]}reste à suivre", f"{quoi[1]}restent à suivre")
        )
    return f"{' ; '.join(dits)}."


def _depuis(registre: Registre, bilan: Bilan) -> str:
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
    return _bloc(registre, bilan, etat)


def bloc_du_compte_rendu(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """The same as the meeting knew it: what was closed later has neither answer nor state."""
    del niveau
    reunion = bilan.seance.reunion
    jour = reunion.date if reunion else bilan.seance.a
    en_seance = replace(bilan, seance=replace(bilan.seance, a=jour))
    return _bloc(registre, en_seance, etat_en_seance)


def _bloc(registre: Registre, bilan: Bilan, etat_connu: Etat) -> Bloc:
    elements: list[Element] = [paragraphe(phrase(registre, bilan))]
    propositions = [*closes(registre, bilan), *en_attente(registre, bilan)]
    if propositions:
        elements.append(_tableau(propositions, bilan.seance.a, etat_connu))
    anciens = documents(registre, bilan)
    if anciens:
        elements.append(_documents(anciens))
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
    return proposition.texte or Manquant(
        f"texte de la proposition {proposition.numero}", proposition.place
    )


def reponse(proposition: Proposition, jour: dt.date) -> str | None:
    """The answer of the administration, unless it is of a later day, and the service in charge."""
    donnee = None if close_apres(proposition, jour) else proposition.reponse
    pilote = f"Service pilote : {proposition.service_pilote}" if proposition.service_pilote else ""
    return "\n".join(part for part in (donnee or "", pilote) if part) or None


def _tableau(propositions: Sequence[Proposition], a: dt.date, etat_connu: Etat) -> Element:
    champs = (
        Champ[Proposition](
            "N°, réunion et auteur",
            44,
            lambda p: f"{p.numero} du {french.date_courte(p.reunion)}\n{auteur(p)}",
        ),
        Champ[Proposition]("Texte", 60, texte),
        Champ[Proposition]("Réponse", 60, lambda p: reponse(p, a)),
        Champ[Proposition]("État et échéance", 36, lambda p: _etat_et_echeance(p, a, etat_connu)),
    )
    return tableau(
        "Suites données aux avis, souhaits, propositions et suggestions", propositions, champs
    )


def _etat_et_echeance(proposition: Proposition, a: dt.date, etat_connu: Etat) -> str | None:
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


def _documents(anciens: Sequence[DocumentType]) -> Element:
    champs = (
        Champ[DocumentType]("Document", 40, documents_types.intitule),
        Champ[DocumentType]("Réunion", 26, lambda d: french.date_courte(d.reunion)),
        Champ[DocumentType]("Avis des représentants des usagers", 52, lambda d: d.avis),
        Champ[DocumentType]("Suite donnée", 52, lambda d: d.suite or "en attente"),
    )
    return tableau("Suites données aux avis sur les documents types", anciens, champs)
