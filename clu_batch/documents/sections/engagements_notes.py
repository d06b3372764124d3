"""The notes under the table of the commitments (docs/rules/commitments.md#states)."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import write_line
from clu_batch.documents.sections.figure_wording import is_untold, say_period, say_value
from clu_batch.documents.sections.table_notes import (
    define_marks,
    list_in_note,
    write_caution_note,
    write_gap_note,
    write_previous_note,
    write_stateless_note,
)
from clu_batch.kernel import french
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.model import Atteinte, BilanEngagement, Evolution


def write_notes(meeting: MeetingContext) -> list[str]:
    """Return the notes of the table: the previous period, the results that have other dates, the
    tolerances that make « partiellement atteint », the words of the services.
    """
    bilans = meeting.bilan.engagements
    return [
        *_compare_with_previous(meeting),
        _say_dates(bilans),
        write_stateless_note(_list_undecided(bilans)),
        say_tolerances(bilans),
        _write_few_note(meeting, bilans),
        *_quote_services(bilans),
    ]


def _compare_with_previous(meeting: MeetingContext) -> list[str]:
    """Return the notes on the results of the previous period; none when no result has one."""
    compares = [b for b in meeting.bilan.engagements if not is_untold(b.precedente)]
    if not compares:
        return []
    reserves = [f"{b.engagement.code}, {b.reserve}" for b in compares if b.reserve]
    return [
        write_previous_note(meeting),
        list_in_note("Période précédente incomplète", reserves),
        write_gap_note(b.ecart for b in compares),
        define_marks(b.source for b in compares if b.source),
        _say_untested(compares),
    ]


def _list_undecided(bilans: Sequence[BilanEngagement]) -> list[str]:
    """Return the commitments whose state hangs on answers that nobody can read."""
    return [
        b.engagement.code for b in bilans if b.etat == Atteinte.INDECIS and not b.mesure.retenue
    ]


def _say_untested(bilans: Sequence[BilanEngagement]) -> str:
    """Write which changes no test supports: those that do not rest on the rate of a question."""
    codes = [b.engagement.code for b in bilans if b.ecart is not None and not _is_tested(b)]
    if codes:
        return f"Écart non testé : {french.join_words(codes)}."
    return ""


def _is_tested(b: BilanEngagement) -> bool:
    return b.source is not None and b.source.evolution != Evolution.SANS_OBJET


def _write_few_note(meeting: MeetingContext, bilans: Sequence[BilanEngagement]) -> str:
    """Write which rates stand on few cases; empty when none does."""
    taux = [(b.engagement.code, b.mesure) for b in bilans if b.engagement.unite == POURCENT]
    return write_caution_note(
        taux, meeting.parametres.minimum_reponses, "cas", "Tous les taux de ce tableau"
    )


def _quote_services(bilans: Sequence[BilanEngagement]) -> list[str]:
    """Write what the services say of their results."""
    said_by = {b.engagement.code: b.commentaire for b in bilans}
    return [
        f"{code}, précision du service : « {write_line(said)} »"
        for code, said in said_by.items()
        if said
    ]


def _say_dates(bilans: Sequence[BilanEngagement]) -> str:
    """Write which results have dates of their own; empty when none has."""
    dates = [
        f"{b.engagement.code}, {say_period(b.periode)}"
        for b in bilans
        if b.periode and b.mesure.valeur is not None
    ]
    return list_in_note("Dates de mesure différentes de la période", dates)


def say_tolerances(bilans: Sequence[BilanEngagement]) -> str:
    """Write by how much each commitment kept in part may miss its target, « 5 points » or
    « 2 minutes »; empty when none is kept in part.
    """
    tolerances = []
    for b in bilans:
        unite: str = b.engagement.unite
        code, tolerance = b.engagement.code, b.engagement.tolerance
        if b.etat != Atteinte.PARTIELLEMENT or tolerance is None:
            continue
        if unite == POURCENT:
            unite, tolerance = "points", tolerance * 100
        tolerances.append(f"{code}, {say_value(tolerance, unite)}")
    if not tolerances:
        return ""
    return (
        "Partiellement atteint : la cible est manquée, dans la limite de la tolérance"
        f" ({' ; '.join(tolerances)})."
    )
