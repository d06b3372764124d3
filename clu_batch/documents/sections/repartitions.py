"""Present a figure by groups of one or several criteria: the chart first, then the table that holds
its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import Champ, typeset_chart
from clu_batch.documents.sections.figure_wording import read_float, read_fraction, say_value
from clu_batch.kernel import french
from clu_batch.kernel.content import Chart, ChartKind, ChartSeries
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.model import Repartition


@dataclass(frozen=True, slots=True)
class Groupe:
    """A group of a breakdown and the criterion that makes it (« Site », « Mois »)."""

    critere: str
    ligne: Repartition

    @property
    def valeur(self) -> Fraction | None:
        """The figure of the group, None when it is not measured."""
        return self.ligne.mesure.nombre


@dataclass(frozen=True, slots=True)
class Sujet:
    """What a breakdown shows: its caption, the name of its figure, its unit, how it is drawn."""

    legende: str
    mesure: str
    unite: str = POURCENT
    genre: ChartKind = ChartKind.BARRES


def find_groups(
    meeting: MeetingContext, codes: Sequence[str], criteres: Iterable[str]
) -> list[Groupe]:
    """Return the groups of every criterion that makes at least two: a single group compares with
    nothing.
    """
    found = []
    for critere in criteres:
        lignes = meeting.find_repartition(codes, critere)
        if len(lignes) > 1:
            found += [Groupe(critere, ligne) for ligne in lignes]
    return found


def list_criteria(lignes: Sequence[Groupe]) -> list[str]:
    """Return the criteria of the groups, each once."""
    return list(dict.fromkeys(g.critere for g in lignes))


def join_criteria(lignes: Sequence[Groupe]) -> str:
    """Return the same in a sentence: « site, canal et service »."""
    return french.join_words([critere.lower() for critere in list_criteria(lignes)])


def make_name_columns(lignes: Sequence[Groupe]) -> list[Champ[Groupe]]:
    """Return the columns that name the groups; the criterion has its own when there are several."""
    criteres = list_criteria(lignes)
    if len(criteres) == 1:
        return [Champ(criteres[0], 40, _name_group)]
    return [Champ("Critère", 20, lambda g: g.critere), Champ("Groupe", 34, _name_group)]


def draw_groups(sujet: Sujet, lignes: Sequence[Groupe]) -> Chart | None:
    """Draw the groups of one criterion side by side, in their order; None with several criteria,
    or with fewer than two numbers.
    """
    connus = [g for g in lignes if g.valeur is not None]
    if len(connus) < 2 or len(list_criteria(lignes)) > 1:
        return None

    def quote(groupe: Groupe) -> str:
        return f"{_name_in_sentence(groupe)}, {say_value(groupe.valeur, sujet.unite)}"

    valeurs = tuple(read_float(g.ligne.mesure) for g in lignes)
    haut, bas = quote(max(connus, key=_read_value)), quote(min(connus, key=_read_value))
    return typeset_chart(
        Chart(
            sujet.legende,
            sujet.genre,
            [shorten_month(g.ligne.modalite) for g in lignes],
            [ChartSeries(sujet.mesure, valeurs, "courant")],
            f"{sujet.legende}. Valeur la plus élevée : {haut} ; la plus basse : {bas}.",
            pourcent=sujet.unite == POURCENT,
        )
    )


def _read_value(groupe: Groupe) -> Fraction:
    return read_fraction(groupe.ligne.mesure)


def compare_periods(
    actuels: Sequence[float | None], passes: Sequence[float | None]
) -> tuple[ChartKind, tuple[ChartSeries, ...]]:
    """Return the bars of the period, beside those of the previous one when it has any value."""
    periode = ChartSeries("Période", actuels, "courant")
    if all(valeur is None for valeur in passes):
        return ChartKind.BARRES, (periode,)
    precedente = ChartSeries("Période précédente", passes, "precedent")
    return ChartKind.BARRES_GROUPEES, (periode, precedente)


_COURTS = {
    "janvier": "janv.",
    "février": "févr.",
    "avril": "avr.",
    "juillet": "juil.",
    "septembre": "sept.",
    "octobre": "oct.",
    "novembre": "nov.",
    "décembre": "déc.",
}
"""Usual abbreviations of the months under a column of a chart; the table has them in full."""


def shorten_month(modalite: str) -> str:
    """Return « nov. 2025 » for « novembre 2025 », so that twelve months stand level; any other text
    as it is.
    """
    mois, _, annee = modalite.partition(" ")
    if mois in _COURTS and annee.isdigit():
        return f"{_COURTS[mois]} {annee}"
    return modalite


def _name_in_sentence(groupe: Groupe) -> str:
    """Name the group in a sentence; a number alone would be taken for a figure."""
    modalite = _name_group(groupe)
    if modalite.isdigit():
        return f"{groupe.critere.lower()} {modalite}"
    return modalite


def _name_group(groupe: Groupe) -> str:
    return groupe.ligne.modalite
