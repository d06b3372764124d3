"""The complaints in detail, in the annex of the pack (docs/rules/documents.md#blocks)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import repartitions
from clu_batch.documents.sections.field_tables import (
    Champ,
    lay_out,
    make_block,
    make_table,
    name_parts,
    put_under,
)
from clu_batch.documents.sections.figure_wording import is_few, say_rate_in_cell
from clu_batch.documents.sections.reclamations import is_empty, say_number
from clu_batch.documents.sections.repartitions import Sujet
from clu_batch.documents.sections.table_notes import write_blank_months_note
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, ChartKind, Element, PrintedTable
from clu_batch.rules.figures import reclamations_fiches as fiches
from clu_batch.rules.figures.mesures import NOMBRE
from clu_batch.rules.figures.reclamations_axes import AXE_ANCIENNETE, AXE_MOIS
from clu_batch.rules.model import Mesure, Repartition


def build_detail(meeting: MeetingContext) -> Block:
    """Return what the annex tells: the complaints by service, channel and site, by motive, by
    month, and those that are open by age.
    """
    if is_empty(meeting):
        return Block()
    nom = "Réclamations reçues"
    par_critere = repartitions.find_groups(meeting, (fiches.RECUES,), _CRITERES)
    criteres = repartitions.join_criteria(par_critere)
    par_motif = repartitions.find_groups(meeting, (fiches.RECUES,), ("Motif",))
    par_mois = repartitions.find_groups(meeting, (fiches.RECUES,), (AXE_MOIS,))
    sujet_par_critere = Sujet(f"{nom} par {criteres}", nom, NOMBRE)
    sujet_par_motif = Sujet(f"{nom} par motif", nom, NOMBRE)
    sujet_du_mois = Sujet(f"{nom} par mois", nom, NOMBRE, ChartKind.COLONNES)
    return make_block(
        put_under(
            "Réclamations, en détail",
            name_parts("groupes", _build_breakdown(meeting, sujet_par_critere, par_critere)),
            name_parts("motifs", _build_breakdown(meeting, sujet_par_motif, par_motif)),
            name_parts("mois", _build_breakdown(meeting, sujet_du_mois, par_mois)),
            name_parts("anciennete", _tabulate_ages(meeting)),
        )
    )


_CRITERES = ("Service", "Canal", "Site")


def _tabulate_ages(meeting: MeetingContext) -> PrintedTable:
    """Return all that is open at A by age, whatever its date."""
    ages = [
        r
        for r in meeting.find_repartition((fiches.STOCK,), AXE_ANCIENNETE)
        if meeting.count(fiches.STOCK) and r.mesure.valeur is not None
    ]
    champs = (
        Champ[Repartition]("Ancienneté (jours calendaires)", 40, lambda r: r.modalite),
        Champ[Repartition]("Nombre", 20, say_number, nombre=True),
    )
    return make_table("Réclamations ouvertes, selon leur ancienneté", ages, champs)


def _build_breakdown(
    meeting: MeetingContext, sujet: Sujet, lignes: Sequence[Repartition]
) -> list[Element]:
    """Return the number received and the rate answered in time with its base, by group; a single
    criterion is also drawn.
    """
    champs: Sequence[Champ[Repartition]] = (
        Champ("Reçues", 14, say_number, nombre=True),
        Champ("Répondues dans le délai", 30, lambda r: _say_in_time(meeting, r), nombre=True),
    )
    taux = [_find_in_time(meeting, ligne) for ligne in lignes]
    notes = (
        write_blank_months_note(lignes, "registre ouvert en {}"),
        _write_caution(taux, meeting.parametres.minimum_reponses),
    )
    table = repartitions.tabulate_groups(sujet, lignes, champs, notes)
    return lay_out(repartitions.draw_groups(sujet, lignes), table)


def _write_caution(taux: Iterable[Mesure], minimum: int) -> str:
    """Write that the rates of small groups are fragile: most groups are small, and each cell has
    its base.
    """
    if not any(is_few(mesure, minimum) for mesure in taux):
        return ""
    seuil = french.format_number(minimum)
    return f"Taux sur moins de {seuil} réclamations : à interpréter avec prudence."


def _say_in_time(meeting: MeetingContext, recues: Repartition) -> str | None:
    """Write the rate answered in time of a group; None when it is not measured."""
    mesure = _find_in_time(meeting, recues)
    if mesure.valeur is None:
        return None
    return say_rate_in_cell(mesure)


def _find_in_time(meeting: MeetingContext, recues: Repartition) -> Mesure:
    """Return the rate answered in time of a group."""
    lignes = meeting.find_repartition((fiches.TAUX_DANS_DELAI,), recues.axe)
    mesures = [ligne.mesure for ligne in lignes if ligne.modalite == recues.modalite]
    return next(iter(mesures), Mesure())
