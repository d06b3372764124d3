"""Draw how the answers to each question are spread
(docs/rules/satisfaction.md#distribution).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import Champ, make_table, typeset_chart
from clu_batch.documents.sections.figure_wording import read_float, say_rate_alone
from clu_batch.documents.sections.repartitions import read_share
from clu_batch.documents.sections.table_notes import write_caution_note, write_unread_note
from clu_batch.kernel import french
from clu_batch.kernel.content import Chart, ChartKind, ChartSeries, Element
from clu_batch.kernel.frozen import frozen
from clu_batch.records.question import Compte, Modalite
from clu_batch.rules.figures.definitions import SOLDE, TAUX
from clu_batch.rules.model import Question, Repartition

_NOTE_DU_SOLDE = (
    "Solde : part des satisfaits moins part des insatisfaits, en points. La somme des parts"
    " arrondies peut différer légèrement de 100 %."
)


@frozen
class Reparties:
    """A question and the distribution of its answers, in the order of the scale."""

    question: Question
    lignes: Sequence[Repartition]

    @property
    def frequente(self) -> Repartition:
        """The answer that was given most often."""
        return max(self.lignes, key=read_share)

    @property
    def plus_haute(self) -> str:
        """The share of that answer."""
        return say_rate_alone(self.frequente.mesure)


def count_unread(meeting: MeetingContext, question: Question) -> int:
    """Count the answers to a question that nobody could read."""
    return meeting.measure(TAUX.of(question)).illisibles


def build_distribution(
    meeting: MeetingContext, modalites: Sequence[str], groupe: Sequence[Reparties]
) -> list[Element]:
    """Return the questions of one scale, in a chart with its table. A single question of two
    answers makes none: its rate and the complement of it stand among those of all the questions.
    """
    if len(groupe) == 1 and len(modalites) == 2:
        return []
    legende = "Répartition des réponses"
    if len(groupe) == 1:
        legende += f" : {groupe[0].question.cite}"
    part = max(9, 54 // len(modalites))
    champs = [
        Champ[Reparties]("Question", 34, lambda x: x.question.libelle),
        *(
            Champ[Reparties](modalite, part, partial(_say_share, rang), nombre=True)
            for rang, modalite in enumerate(modalites)
        ),
        Champ[Reparties](
            "Solde (points)", 12, lambda x: _say_balance(meeting, x.question), nombre=True
        ),
    ]
    illisibles = [(x.question.libelle, count_unread(meeting, x.question)) for x in groupe]
    minimum = meeting.parametres.minimum_reponses
    bases = [(x.question.cite, x.frequente.mesure) for x in groupe]
    prudence = write_caution_note(bases, minimum, tous="Toutes les questions")
    notes = (_NOTE_DU_SOLDE, write_unread_note(illisibles), prudence)
    table = make_table(legende, groupe, champs, notes)
    return [replace(_draw_distribution(legende, modalites, groupe), donnees=table)]


def _say_share(rang: int, reparties: Reparties) -> str:
    return say_rate_alone(reparties.lignes[rang].mesure)


def _draw_distribution(
    legende: str, modalites: Sequence[str], groupe: Sequence[Reparties]
) -> Chart:
    """Draw a bar per question, with a segment per answer."""
    roles = _find_roles(groupe[0].question)
    series = []
    for rang, modalite in enumerate(modalites):
        parts = tuple(read_float(x.lignes[rang].mesure) for x in groupe)
        series.append(ChartSeries(modalite, parts, roles.get(modalite, "")))
    return typeset_chart(
        Chart(
            legende,
            ChartKind.BARRES_EMPILEES,
            [x.question.libelle for x in groupe],
            series,
            f"Répartition des réponses, par question. {_say_most_given(groupe)}",
            pourcent=True,
        )
    )


def _say_most_given(groupe: Sequence[Reparties]) -> str:
    """Write which answer prevails, once when it is the same for all the questions."""
    mots = {x.frequente.modalite for x in groupe}
    if len(groupe) <= 2 or len(mots) > 1:
        dits = [f"{x.question.cite}, {x.frequente.modalite}, {x.plus_haute}" for x in groupe]
        return f"Réponse la plus fréquente : {' ; '.join(dits)}."
    bas, haut = min(groupe, key=_read_most), max(groupe, key=_read_most)
    return (
        f"Réponse la plus fréquente à chaque question : « {bas.frequente.modalite} », de"
        f" {bas.plus_haute} ({bas.question.cite}) à {haut.plus_haute} ({haut.question.cite})."
    )


def _read_most(reparties: Reparties) -> Fraction:
    return read_share(reparties.frequente)


def _find_roles(question: Question) -> dict[str, str]:
    """Return the role of each answer in the palette. The most satisfied one and, of several, the
    least satisfied one have the strongest colours.
    """
    roles: dict[str, str] = {m.texte: m.compte for m in question.modalites}
    du_meilleur = _sort_from_best(question)
    satisfaits = [m.texte for m in du_meilleur if m.compte == Compte.SATISFAIT]
    insatisfaits = [m.texte for m in du_meilleur if m.compte == Compte.INSATISFAIT]
    if satisfaits:
        roles[satisfaits[0]] = "satisfait fort"
    if len(insatisfaits) > 1:
        roles[insatisfaits[-1]] = "insatisfait fort"
    return roles


def _sort_from_best(question: Question) -> Sequence[Modalite]:
    """Return the answers that count, from the most satisfied one to the least: a scale may be
    declared either way.
    """
    counted = {Compte.SATISFAIT, Compte.INSATISFAIT}
    ordre = sorted(question.modalites, key=lambda m: m.ordre)
    comptees = [m for m in ordre if m.compte in counted]
    from_worst = comptees and comptees[0].compte == Compte.INSATISFAIT
    if from_worst:
        return comptees[::-1]
    return comptees


def _say_balance(meeting: MeetingContext, question: Question) -> str | None:
    solde = meeting.measure(SOLDE.of(question)).nombre
    if solde is None:
        return None
    return french.format_points(solde * 100).rsplit(" ", 1)[0]
