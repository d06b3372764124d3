"""Hold the role of the services, and that of the users' representatives, against what the workbooks
show.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.control.constat import (
    A_APPRECIER,
    A_COMPLETER,
    A_VENIR,
    CONFORME,
    PAS_ENCORE,
    PREVU,
    SANS_OBJET,
    Constat,
    keep_representatives,
    name_usagers,
    say_absent,
)
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import rubriques
from clu_batch.documents.sections.figure_wording import list_counts
from clu_batch.documents.sections.rubriques import Rubrique
from clu_batch.kernel import french
from clu_batch.records.proposition import NatureDeProposition
from clu_batch.rules.model import Point, Proposition

# -- role of the services --------------------------------------------------------------------------


_SANS_ORDRE_DU_JOUR = "aucun ordre du jour saisi : les documents suivent la procédure"


def find_presentation(rubrique: Rubrique, meeting: MeetingContext) -> Constat:
    """Look for a presentation that the procedure asks of the services."""
    points = _find_points(meeting, rubrique)
    if meeting.points and not points:
        return Constat("aucun point de l’ordre du jour ne porte cette rubrique", A_COMPLETER)
    prevu = _name_points(points) if points else _SANS_ORDRE_DU_JOUR
    manque = rubrique.manque(meeting)
    if manque:
        return Constat(f"{prevu} ; {say_absent(meeting, manque.ou.sheet)}", A_COMPLETER)
    if not meeting.tenue:
        return Constat(prevu, PREVU)
    if not points:
        return Constat(prevu, A_COMPLETER)
    if rubrique.vide(meeting):
        phrase = french.lower_first(rubrique.phrase(meeting).rstrip("."))
        return Constat(f"{prevu} ; {phrase}", A_APPRECIER)
    return Constat(prevu, CONFORME)


def _find_points(meeting: MeetingContext, rubrique: Rubrique) -> list[Point]:
    """Return the points of the agenda that have this rubrique."""
    return [p for p in meeting.points if rubriques.find_rubrique(p.rubrique) == rubrique]


def _name_points(points: Sequence[Point]) -> str:
    nom = "point" if len(points) == 1 else "points"
    return f"{nom} {french.join_words([p.numero for p in points])} de l’ordre du jour"


# -- role of the users' representatives ------------------------------------------------------------


_RESULTATS, _MODALITES = rubriques.PROCEDURE[:3], rubriques.PROCEDURE[-1]
"""« les engagements et les résultats présentés »; the ways of help."""


def find_opinions(meeting: MeetingContext) -> Constat:
    """Look for an opinion of the users' representatives; without rubrique, nothing
    tells on what.
    """
    exprimes = [p for p in meeting.propositions if p.nature == NatureDeProposition.AVIS]
    constat = _find_expressed(meeting, exprimes, "avis relevé", "avis relevés")
    if constat.etat != CONFORME:
        return constat
    siens = keep_representatives(meeting, exprimes)
    if any(rubriques.find_rubrique(p.rubrique) in _RESULTATS for p in siens):
        return constat
    if any(p.rubrique is None for p in siens):
        return Constat(f"{constat.constat}, sans rubrique qui dise sur quoi", A_APPRECIER)
    return Constat(f"{constat.constat}, sur un autre sujet", A_COMPLETER)


def find_wishes(meeting: MeetingContext) -> Constat:
    """Look for a wish, a proposition or a suggestion of the users' representatives."""
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
    if not exprimes:
        if not meeting.tenue:
            return Constat(PAS_ENCORE, A_VENIR)
        return Constat(say_absent(meeting, "Propositions") or f"aucun {singulier}", A_COMPLETER)
    nombre = french.format_count(len(exprimes), singulier, pluriel)
    if not meeting.tenue:
        return Constat(f"{nombre} ; {PAS_ENCORE}", A_VENIR)
    if not name_usagers(meeting):
        return Constat(f"{nombre} ; aucun collège de représentants des usagers", A_APPRECIER)
    siens = len(keep_representatives(meeting, exprimes))
    if siens == 0:
        return Constat(f"{nombre}, aucun des représentants des usagers", A_COMPLETER)
    if siens < len(exprimes):
        nombre += f", dont {french.format_number(siens)} des représentants des usagers"
    return Constat(nombre, CONFORME)


def find_documents(meeting: MeetingContext) -> Constat:
    """Look for an opinion on each document that is submitted."""
    submitted = meeting.documents_types
    if not submitted:
        absente = say_absent(meeting, "Documents types")
        if absente:
            return Constat(absente, A_COMPLETER)
        return Constat("aucun document soumis à cette réunion", SANS_OBJET)
    given = sum(d.avis is not None for d in submitted)
    avis = (
        french.format_count(given, "avis rendu", "avis rendus") if given else "aucun avis rendu"
    )
    soumis = french.format_count(len(submitted), "document soumis", "documents soumis")
    if not meeting.tenue:
        return Constat(f"{soumis}, {avis}", A_VENIR)
    return Constat(f"{soumis}, {avis}", CONFORME if given == len(submitted) else A_COMPLETER)


def find_modalites(meeting: MeetingContext) -> Constat:
    """Look for the exchanges noted on the ways of help, and what the users'
    representatives said.
    """
    if not meeting.tenue:
        return Constat(PAS_ENCORE, A_VENIR)
    noted = [p for p in _find_points(meeting, _MODALITES) if p.releve or p.conclusion]
    said = [
        p
        for p in keep_representatives(meeting, meeting.propositions)
        if rubriques.find_rubrique(p.rubrique) == _MODALITES
    ]
    parts = list_counts((len(said), "contribution relevée", "contributions relevées"))
    if noted:
        a = "au" if len(noted) == 1 else "aux"
        parts.insert(0, f"échanges relevés {a} {_name_points(noted)}")
    if not parts:
        return Constat("aucun échange relevé sur ce sujet", A_COMPLETER)
    return Constat(french.join_words(parts), CONFORME)
