"""Block 5 of the procedure: present the ways in which users are helped with their procedures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import (
    Champ,
    Partie,
    make_block,
    make_table,
    name_parts,
    typeset_chart,
)
from clu_batch.documents.sections.repartitions import compare_periods
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Chart
from clu_batch.rules.figures import appui
from clu_batch.rules.model import ModaliteAppui

PARTIES = (Partie("modalites", "les modalités d’appui", graphique=True),)


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: how many ways of help, how many users."""
    modalites = appui.list_modalites(meeting.registre, meeting.seance)
    if not modalites:
        return "Aucune modalité d’appui n’est présentée pour cette réunion."
    nombre = french.open_with_count(
        len(modalites),
        "modalité d’appui est proposée",
        "modalités d’appui sont proposées",
        feminin=True,
    )
    dit = f"{nombre} aux usagers dans leurs démarches."
    total = meeting.measure(appui.FICHE.code).nombre
    if total is None:
        return dit
    aides = "aucun usager n’a été accompagné"
    if total:
        aides = french.format_count(
            total, "usager a été accompagné", "usagers ont été accompagnés"
        )
    passe = meeting.measure_before(appui.FICHE.code).nombre
    contre = ""
    if passe is not None:
        avant = french.format_compared(passe, "aucun")
        contre = f", contre {avant} sur la période précédente"
    return f"{dit} Sur la période, {aides}{_say_counted(modalites)}{contre}."


def _say_counted(modalites: Sequence[ModaliteAppui]) -> str:
    """Write « (pour 3 des 4 modalités) » when some of them give no number."""
    comptees = sum(m.usagers is not None for m in modalites)
    if comptees == len(modalites):
        return ""
    return f" (pour {comptees} des {len(modalites)} modalités)"


def is_empty(meeting: MeetingContext) -> bool:
    """Whether nothing is presented."""
    return not appui.list_modalites(meeting.registre, meeting.seance)


def build_section(meeting: MeetingContext) -> Block:
    """Return who is helped, where, when and by whom."""
    modalites = appui.list_modalites(meeting.registre, meeting.seance)
    champs: Sequence[Champ[ModaliteAppui]] = (
        Champ("Modalité", 34, lambda m: m.modalite),
        Champ("Public visé", 32, lambda m: m.public),
        Champ("Lieu, horaires, partenaire", 38, _say_where),
        Champ("Usagers accompagnés", 29, _count_users, nombre=True),
        Champ("Évolution", 40, lambda m: m.evolution),
    )
    note = ""
    if any(m.precedente is not None for m in modalites if m.usagers is not None):
        note = "Entre parenthèses : le nombre de la période précédente."
    legende = "Modalités d’appui aux usagers dans leurs démarches"
    return make_block(
        write_sentence(meeting),
        name_parts(
            "modalites",
            _draw_users(modalites),
            make_table(legende, modalites, champs, (note,)),
        ),
    )


def _say_where(m: ModaliteAppui) -> str | None:
    parts = (m.lieu, m.horaires, f"Avec {m.partenaire}" if m.partenaire else None)
    return (
        ". ".join(french.capitalise_first(part.rstrip(" .")) for part in parts if part) or None
    )


def _count_users(m: ModaliteAppui) -> str | None:
    """Write « 120 (98) »: the number of the period, and that of the previous one when
    it is known.
    """
    if m.usagers is None:
        return None
    avant = "" if m.precedente is None else f" ({french.format_number(m.precedente)})"
    return french.format_number(m.usagers) + avant


def _draw_users(modalites: Sequence[ModaliteAppui]) -> Chart | None:
    """Draw the users helped by each way of help, beside those of the previous period."""
    comptees = [m for m in modalites if m.usagers is not None]
    if len(comptees) < 2:
        return None
    genre, series = compare_periods(
        tuple(_read_number(m.usagers) for m in comptees),
        tuple(_read_number(m.precedente) for m in comptees),
    )
    haut, bas = max(comptees, key=_count_helped), min(comptees, key=_count_helped)
    legende = "Usagers accompagnés, par modalité d’appui"
    dits = [f"{m.modalite}, {french.format_number(_count_helped(m))}" for m in (haut, bas)]
    message = f"{legende}. Le nombre le plus élevé : {dits[0]} ; le plus bas : {dits[1]}."
    return typeset_chart(Chart(legende, genre, [m.modalite for m in comptees], series, message))


def _count_helped(m: ModaliteAppui) -> Decimal:
    return m.usagers or Decimal(0)


def _read_number(nombre: Decimal | None) -> float | None:
    if nombre is None:
        return None
    return float(nombre)
