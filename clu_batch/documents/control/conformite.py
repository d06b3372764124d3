"""Compare the provisions of the procedure, quoted, with what the workbooks show: finding, proof,
state.

« conforme » stands only where what was typed was compared with what the provision says. The seats,
which the procedure of each prefecture names for itself, are counted and left « à comparer ».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import presences, rubriques
from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import ControlColumn, ControlSheet
from clu_batch.parse import fold_stems, fold_text
from clu_batch.records.comite import NatureDeProposition, NomDeRubrique, StatutDePresence
from clu_batch.rules.model import (
    ExamenSuppleance,
    Invite,
    Point,
    Proposition,
    Siege,
)
from clu_batch.rules.seances import is_tenue
from clu_batch.rules.suppleances import DANS_LE_DELAI, INCOMPLETE

CONFORME, PREVU, A_VENIR, SANS_OBJET = "conforme", "prévu", "à venir", "sans objet"
A_COMPLETER, A_APPRECIER, DECIDE = "à compléter", "à apprécier", "décidé par la présidence"
A_COMPARER, SANS_INVITATION = "à comparer", "sans invitation"

_PAS_ENCORE = "la réunion n’a pas encore eu lieu"


@dataclass(frozen=True, slots=True)
class Constat:
    """What the workbooks show of a provision, where, and whether it is respected."""

    constat: str
    preuve: str
    etat: str


def _find_points(meeting: MeetingContext, rubrique: str) -> list[Point]:
    """Return the points of the agenda that have this rubrique."""
    return [p for p in meeting.points if fold_stems(p.rubrique or "") == fold_stems(rubrique)]


def _name_usagers(meeting: MeetingContext) -> frozenset[str]:
    """Return the ways in which Propositions may name the users' representatives: collège, bodies,
    guests.
    """
    membres = [m for m in meeting.comite.membres if _is_of_users(m.college)]
    invites = [i for i in meeting.invites if _is_of_users(i.college)]
    noms: list[str | None] = []
    for m in membres:
        noms += [m.college, m.code, m.organisme, m.fonction]
    for i in invites:
        noms += [i.organisme, i.nom]
    return frozenset(fold_text(nom) for nom in noms if nom)


def _say_absent(meeting: MeetingContext, feuille: str) -> str:
    """Write « feuille Propositions absente »; empty when the sheet is there."""
    etat = meeting.registre.feuilles_absentes.get(feuille)
    return f"feuille {feuille} {etat}" if etat else ""


def _is_of_users(college: str | None) -> bool:
    return "usager" in fold_text(college or "")


def build_conformite_sheet(meeting: MeetingContext | None) -> ControlSheet:
    """Build the sheet of the provisions, one row each; it is empty without a meeting."""
    colonnes = (
        ControlColumn("Disposition", largeur=70),
        ControlColumn("Constat", largeur=60),
        ControlColumn("Preuve", largeur=50),
        ControlColumn("État", largeur=18),
    )
    lignes: list[Sequence[object]] = []
    if meeting is not None:
        for citation, constater in DISPOSITIONS:
            found = constater(meeting)
            lignes.append((f"« {citation} »", found.constat, found.preuve, found.etat))
    return ControlSheet("Conformité", colonnes, lignes)


# -- role of the services --------------------------------------------------------------------------


_SANS_ORDRE_DU_JOUR = "aucun ordre du jour saisi : les documents suivent la procédure"


def _find_presentation(mot: str) -> Callable[[MeetingContext], Constat]:
    """Make the check of a presentation that the procedure asks of the services."""
    preuve = f"feuille Ordre du jour, rubrique « {mot} »"
    rubrique = next(r for r in rubriques.PROCEDURE if fold_stems(r.cle) == fold_stems(mot))

    def find(meeting: MeetingContext) -> Constat:
        points = _find_points(meeting, mot)
        if meeting.points and not points:
            dit = "aucun point de l’ordre du jour ne porte cette rubrique"
            return Constat(dit, preuve, A_COMPLETER)
        prevu = _name_points(points) if points else _SANS_ORDRE_DU_JOUR
        manque = rubrique.manque(meeting)
        if manque:
            return Constat(
                f"{prevu} ; {_say_absent(meeting, manque.ou.sheet)}", preuve, A_COMPLETER
            )
        if not meeting.tenue:
            return Constat(prevu, preuve, PREVU)
        if not points:
            return Constat(prevu, preuve, A_COMPLETER)
        if rubrique.vide(meeting):
            phrase = rubrique.phrase(meeting).rstrip(".")
            dit = french.lower_first(phrase)
            return Constat(f"{prevu} ; {dit}", preuve, A_APPRECIER)
        return Constat(prevu, preuve, CONFORME)

    return find


def _name_points(points: Sequence[Point]) -> str:
    nom = "point" if len(points) == 1 else "points"
    return f"{nom} {french.join_words([p.numero for p in points])} de l’ordre du jour"


# -- role of the users' representatives ------------------------------------------------------------


_PROPOSITIONS = "Propositions"
_MODALITES = NomDeRubrique.MODALITES_D_APPUI
_RESULTATS = rubriques.PROCEDURE[:3]
"""« les engagements et les résultats présentés »."""


def _find_opinions(meeting: MeetingContext) -> Constat:
    """Look for an opinion of the users' representatives; without rubrique, nothing
    tells on what.
    """
    exprimes = [p for p in meeting.propositions if p.nature == NatureDeProposition.AVIS]
    constat = _find_expressed(meeting, exprimes, "avis relevé", "avis relevés")
    if constat.etat != CONFORME:
        return constat
    siens = _keep_representatives(meeting, exprimes)
    if any(rubriques.find_rubrique(p.rubrique) in _RESULTATS for p in siens):
        return constat
    if any(p.rubrique is None for p in siens):
        dit = f"{constat.constat}, sans rubrique qui dise sur quoi"
        return replace(constat, constat=dit, etat=A_APPRECIER)
    return replace(constat, constat=f"{constat.constat}, sur un autre sujet", etat=A_COMPLETER)


def _find_wishes(meeting: MeetingContext) -> Constat:
    natures = (
        NatureDeProposition.SOUHAIT,
        NatureDeProposition.PROPOSITION,
        NatureDeProposition.SUGGESTION,
    )
    exprimes = [p for p in meeting.propositions if p.nature in natures]
    mots = ("souhait, proposition ou suggestion", "souhaits, propositions ou suggestions")
    return _find_expressed(meeting, exprimes, *mots)


def _find_expressed(
    meeting: MeetingContext,
    exprimes: Sequence[Proposition],
    singulier: str,
    pluriel: str,
) -> Constat:
    """Look for what the users' representatives expressed, once the meeting was held."""
    preuve = f"feuille {_PROPOSITIONS}"
    if not exprimes:
        absente = _say_absent(meeting, _PROPOSITIONS)
        if not meeting.tenue:
            return Constat(_PAS_ENCORE, preuve, A_VENIR)
        return Constat(absente or f"aucun {singulier}", preuve, A_COMPLETER)
    nombre = french.format_count(len(exprimes), singulier, pluriel)
    if not meeting.tenue:
        return Constat(f"{nombre} ; {_PAS_ENCORE}", preuve, A_VENIR)
    if not _name_usagers(meeting):
        dit = f"{nombre} ; aucun collège de représentants des usagers"
        return Constat(dit, preuve, A_APPRECIER)
    siens = len(_keep_representatives(meeting, exprimes))
    if siens == 0:
        return Constat(f"{nombre}, aucun des représentants des usagers", preuve, A_COMPLETER)
    if siens < len(exprimes):
        nombre += f", dont {french.format_number(siens)} des représentants des usagers"
    return Constat(nombre, preuve, CONFORME)


def _keep_representatives(
    meeting: MeetingContext, exprimes: Sequence[Proposition]
) -> list[Proposition]:
    usagers = _name_usagers(meeting)
    return [p for p in exprimes if fold_text(p.auteur) in usagers]


def _find_documents(meeting: MeetingContext) -> Constat:
    preuve = "feuille Documents types"
    submitted = meeting.documents_types
    if not submitted:
        absente = _say_absent(meeting, "Documents types")
        if absente:
            return Constat(absente, preuve, A_COMPLETER)
        return Constat("aucun document soumis à cette réunion", preuve, SANS_OBJET)
    given = sum(d.avis is not None for d in submitted)
    avis = french.format_count(given, "avis rendu", "avis rendus") if given else "aucun avis rendu"
    constat = (
        f"{french.format_count(len(submitted), 'document soumis', 'documents soumis')}, {avis}"
    )
    if not meeting.tenue:
        return Constat(constat, preuve, A_VENIR)
    return Constat(constat, preuve, CONFORME if given == len(submitted) else A_COMPLETER)


def _find_modalites(meeting: MeetingContext) -> Constat:
    """Look for the exchanges noted on the ways of help, and what the users'
    representatives said.
    """
    preuve = "feuille Ordre du jour, relevé des échanges et conclusion ; feuille Propositions"
    if not meeting.tenue:
        return Constat(_PAS_ENCORE, preuve, A_VENIR)
    parts = [*_say_exchanges(meeting), *_say_contributions(meeting)]
    if not parts:
        return Constat("aucun échange relevé sur ce sujet", preuve, A_COMPLETER)
    return Constat(french.join_words(parts), preuve, CONFORME)


def _say_exchanges(meeting: MeetingContext) -> list[str]:
    noted = [p for p in _find_points(meeting, _MODALITES) if p.releve or p.conclusion]
    if not noted:
        return []
    a = "au" if len(noted) == 1 else "aux"
    return [f"échanges relevés {a} {_name_points(noted)}"]


def _say_contributions(meeting: MeetingContext) -> list[str]:
    expressed = [
        p for p in meeting.propositions if fold_stems(p.rubrique or "") == fold_stems(_MODALITES)
    ]
    said = len(_keep_representatives(meeting, expressed))
    if not said:
        return []
    return [french.format_count(said, "contribution relevée", "contributions relevées")]


# -- how the committee meets -----------------------------------------------------------------------


DELAI_DE_LA_PROCEDURE = (2, "jours ouvrables")
"""« au minimum 2 jours ouvrables avant la réunion »."""


def _find_suppleances(meeting: MeetingContext) -> Constat:
    examens = meeting.bilan.suppleances
    preuve = _prove_limit(meeting)
    annoncees = _count_announced(examens)
    muettes = _find_unannounced(meeting)
    if muettes:
        dit = f"{annoncees} ; non annoncées : {french.join_words(muettes)}"
        return Constat(dit, preuve, A_APPRECIER)
    if not examens:
        return Constat(annoncees, preuve, SANS_OBJET)
    late = [e for e in examens if e.etat != DANS_LE_DELAI]
    if not late:
        return _find_in_time(meeting, examens, preuve)
    constat = (
        f"{annoncees} ; à regarder : {french.join_words([_describe_suppleance(e) for e in late])}"
    )
    return Constat(constat, preuve, _judge_late(late))


def _prove_limit(meeting: MeetingContext) -> str:
    """Write where the substitutions stand, and the last day to announce one when it is known."""
    limite = meeting.bilan.limite_suppleance
    if limite is None:
        return "feuille Suppléances"
    jour = french.format_long_date(limite)
    return f"feuille Suppléances ; dernier jour pour informer le secrétariat : {jour}"


def _find_unannounced(meeting: MeetingContext) -> list[str]:
    """Return the codes of the seats held by a substitute whom nothing had announced."""
    supplees = [s for s in meeting.sieges if s.statut == StatutDePresence.SUPPLEE]
    return [s.membre.code for s in supplees if s.suppleance is None]


def _judge_late(late: Sequence[ExamenSuppleance]) -> str:
    """Return the state of the provision when one substitution at least was not
    announced in time.
    """
    if any(e.etat == INCOMPLETE for e in late):
        return A_COMPLETER
    if all(e.suppleance.decision for e in late):
        return DECIDE
    return A_APPRECIER


def _count_announced(examens: Sequence[ExamenSuppleance]) -> str:
    if not examens:
        return "aucune suppléance annoncée"
    return french.format_count(len(examens), "suppléance annoncée", "suppléances annoncées")


def _find_in_time(
    meeting: MeetingContext, examens: Sequence[ExamenSuppleance], preuve: str
) -> Constat:
    """Judge substitutions that are all in time by the délai of Paramètres: that délai itself is
    compared with the procedure's.
    """
    p = meeting.parametres
    constat = f"{_count_announced(examens)}, dans le délai"
    if (p.delai_suppleance, p.unite_suppleance) == DELAI_DE_LA_PROCEDURE:
        return Constat(constat, preuve, CONFORME)
    regle = f"{french.format_number(p.delai_suppleance)} {p.unite_suppleance}"
    constat += f" réglé dans Paramètres ({regle}), qui n’est pas celui de la procédure"
    return Constat(constat, preuve, A_APPRECIER)


def _describe_suppleance(examen: ExamenSuppleance) -> str:
    etat, decision = examen.etat, examen.suppleance.decision
    if decision:
        etat = f"{etat}, {decision} par la présidence"
    return f"{examen.suppleance.membre} ({etat})"


_ETATS_DU_SECRETARIAT: Mapping[str, str] = {
    StatutDePresence.PRESENT: CONFORME,
    StatutDePresence.REPRESENTE: A_APPRECIER,
    StatutDePresence.SUPPLEE: A_APPRECIER,
}
"""Somebody else sat in the place of the responsable qualité: who kept the minutes is not known."""


def _find_secretary(meeting: MeetingContext) -> Constat:
    siege = presences.find_secretary(meeting)
    if siege is None:
        dit = "aucun siège de responsable qualité dans la composition"
        return Constat(dit, "feuille Composition", A_COMPLETER)
    preuve = f"feuille Composition, siège {siege.membre.code}"
    if siege.vacant:
        return Constat("le siège du responsable qualité est vacant", preuve, A_COMPLETER)
    if not meeting.tenue:
        return Constat("le responsable qualité est membre du comité", preuve, PREVU)
    preuve = f"feuille Présences, {siege.membre.code}"
    etat = _ETATS_DU_SECRETARIAT.get(siege.statut, A_COMPLETER)
    return Constat(f"responsable qualité : {siege.statut}", preuve, etat)


def _find_compte_rendu(meeting: MeetingContext) -> Constat:
    preuve = "feuille Réunions, colonne « Compte rendu envoyé le »"
    j, reunion = meeting.seance.j, meeting.reunion
    reunions = meeting.comite.reunions
    held = [r for r in reunions if is_tenue(r, j) and r.date <= reunion.date]
    waiting = sorted(r.date for r in held if r.compte_rendu_envoye_le is None)
    if waiting:
        dates = [french.format_date(date) for date in waiting]
        return Constat(f"compte rendu non envoyé : {_name_reunions(dates)}", preuve, A_COMPLETER)
    if reunion.compte_rendu_envoye_le:
        return _judge_sending(reunion.compte_rendu_envoye_le, meeting, preuve)
    dit = f"{_PAS_ENCORE} ; comptes rendus précédents envoyés" if held else _PAS_ENCORE
    return Constat(dit, preuve, A_VENIR)


def _judge_sending(sent: dt.date, meeting: MeetingContext, preuve: str) -> Constat:
    """Judge the day on which the minutes were sent: neither before the meeting nor after today."""
    possible = meeting.date <= sent <= meeting.seance.j
    etat = CONFORME if possible else A_APPRECIER
    return Constat(f"envoyé le {french.format_date(sent)}", preuve, etat)


def _name_reunions(dates: Sequence[str]) -> str:
    nom = "réunion" if len(dates) == 1 else "réunions"
    return f"{nom} du {french.join_words(dates)}"


# -- composition -----------------------------------------------------------------------------------


def _find_college(mot: str) -> Callable[[MeetingContext], Constat]:
    """Make the check of the seats of the collège whose name holds `mot`: collèges are a
    free list.
    """

    def find(meeting: MeetingContext) -> Constat:
        sieges = [s for s in meeting.sieges if mot in fold_text(s.membre.college)]
        if not sieges:
            return Constat(
                "aucun siège dans un collège de ce nom",
                "feuille Composition, colonne « Collège »",
                A_COMPLETER,
            )
        etat = A_COMPLETER if any(s.vacant for s in sieges) else A_COMPARER
        return Constat(_count_filled(sieges), "feuille Composition", etat)

    return find


def _count_filled(sieges: Sequence[Siege]) -> str:
    """Write « sièges saisis : 3, pourvus : 3 »; a row that was removed is not seen."""
    vacants = [s.membre.code for s in sieges if s.vacant]
    pourvus = french.format_number(len(sieges) - len(vacants))
    dits = f"sièges saisis : {french.format_number(len(sieges))}, pourvus : {pourvus}"
    if not vacants:
        return dits
    return f"{dits} (sans titulaire : {french.join_words(vacants)})"


def _find_guests(*, usagers: bool) -> Callable[[MeetingContext], Constat]:
    """Make the check of the guests of the meeting: those among the users' representatives, or the
    others.
    """

    def find(meeting: MeetingContext) -> Constat:
        guests = [i for i in meeting.invites if _is_of_users(i.college) == usagers]
        if not guests:
            return Constat("aucun invité", "feuille Invités", SANS_OBJET)
        invited = meeting.attendus
        names = [_describe_guest(i, invite=i in invited) for i in guests]
        etat = _judge_guests(meeting, guests, invited)
        return Constat(french.join_words(names), "feuille Invités", etat)

    return find


def _judge_guests(
    meeting: MeetingContext, guests: Sequence[Invite], invited: Sequence[Invite]
) -> str:
    """Judge the guests against the agenda, which makes their presence necessary (procedure)."""
    if any(i not in invited for i in guests):
        return SANS_INVITATION
    if not meeting.tenue:
        return PREVU
    return A_APPRECIER if any(i.point is None for i in guests) else CONFORME


def _describe_guest(guest: Invite, *, invite: bool) -> str:
    name = guest.organisme or guest.nom or ""
    if not invite:
        return f"{name} (point {guest.point} hors de l’ordre du jour, {SANS_INVITATION})"
    if not guest.point:
        return f"{name} (aucun point indiqué)"
    return f"{name} (point {guest.point})"


DISPOSITIONS: Sequence[tuple[str, Callable[[MeetingContext], Constat]]] = (
    (
        "présentation des résultats des engagements de service sur l'accueil général",
        _find_presentation(NomDeRubrique.ENGAGEMENTS),
    ),
    (
        "présentation […] des résultats des enquêtes de satisfaction",
        _find_presentation(NomDeRubrique.SATISFACTION),
    ),
    (
        "présentation […] des bilans sur les réclamations reçues",
        _find_presentation(NomDeRubrique.RECLAMATIONS),
    ),
    (
        "présentation […] des courriers, formulaires et imprimés type à destination des usagers",
        _find_presentation(NomDeRubrique.DOCUMENTS_TYPES),
    ),
    (
        "présentation […] des modalités d’appui aux usagers dans leurs démarches",
        _find_presentation(NomDeRubrique.MODALITES_D_APPUI),
    ),
    ("avis sur les engagements et les résultats présentés", _find_opinions),
    (
        (
            "souhaits, propositions et suggestions d'amélioration sur l'accueil pouvant répondre"
            " aux attentes des usagers"
        ),
        _find_wishes,
    ),
    ('examen des documents et formulaires "type" propres à la préfecture', _find_documents),
    ("examen […] des modalités d’appui aux usagers dans leurs démarches", _find_modalites),
    (
        (
            "En cas d'empêchement d'un des membres du CLU, une suppléance peut être assurée dès"
            " lors que le secrétariat est informé de l'identité et de la fonction du suppléant au"
            " minimum 2 jours ouvrables avant la réunion du CLU."
        ),
        _find_suppleances,
    ),
    ("Le secrétariat de séance est assuré par le responsable qualité.", _find_secretary),
    ("Le compte-rendu de chaque réunion est adressé aux participants.", _find_compte_rendu),
    (
        "Représentants des services de la préfecture du périmètre QUAL-e-PREF",
        _find_college("service"),
    ),
    (
        (
            "Tout autre représentant de l’administration ou personne qualifiée dont la présence est"
            " rendue nécessaire par l'ordre du jour."
        ),
        _find_guests(usagers=False),
    ),
    ("Représentants des institutions suivantes", _find_college("institution")),
    ("Représentants des usagers", _find_college("usager")),
    (
        "Toute association dont la présence est rendue nécessaire par l'ordre du jour.",
        _find_guests(usagers=True),
    ),
)
"""Each provision in the words of the procedure, its apostrophes included; « […] » stands for words
of the same sentence that belong to another provision.
"""
