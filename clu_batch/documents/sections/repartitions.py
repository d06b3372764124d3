"""Present a figure by groups of one or several criteria: the chart first, then the table that holds
its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import Champ, typeset_chart
from clu_batch.documents.sections.figure_wording import read_float, say_value
from clu_batch.kernel.content import Chart, ChartKind, ChartSeries
from clu_batch.rules.model import Repartition, Valeur


@dataclass(frozen=True, slots=True)
class Groupe:
    """A group of a breakdown and the criterion that makes it (« Site », « Mois »)."""

    critere: str
    ligne: Repartition

    @property
    def valeur(self) -> Valeur:
        """The figure of the group, None when it is not measured."""
        return self.ligne.mesure.valeur


@dataclass(frozen=True, slots=True)
class Sujet:
    """What a breakdown shows: its caption, the name of its figure, its unit, how it is drawn."""

    legende: str
    mesure: str
    unite: str = "%"
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


def make_name_columns(lignes: Sequence[Groupe]) -> list[Champ[Groupe]]:
    """Return the columns that name the groups; the criterion has its own when there are several."""
    criteres = list(dict.fromkeys(g.critere for g in lignes))
    if len(criteres) == 1:
        return [Champ(criteres[0], 40, _name_group)]
    return [Champ("Critère", 20, lambda g: g.critere), Champ("Groupe", 34, _name_group)]


def draw_groups(sujet: Sujet, lignes: Sequence[Groupe]) -> Chart | None:
    """Draw the groups of one criterion side by side, in their order; None with fewer than two
    numbers.
    """
    connus = [(g.valeur, g) for g in lignes if isinstance(g.valeur, Fraction)]
    if len(connus) < 2:
        return None
    extremes = min(connus, key=lambda x: x[0]), max(connus, key=lambda x: x[0])
    bas, haut = (
        f"{_name_in_sentence(g)}, {say_value(valeur, sujet.unite)}" for valeur, g in extremes
    )
    message = f"{sujet.legende}. Valeur la plus élevée : {haut} ; la plus basse : {bas}."
    valeurs = tuple(read_float(g.ligne.mesure) for g in lignes)
    return typeset_chart(
        Chart(
            sujet.legende,
            sujet.genre,
            [shorten_month(g.ligne.modalite) for g in lignes],
            [ChartSeries(sujet.mesure, valeurs, "courant")],
            message,
            pourcent=sujet.unite == "%",
        )
    )


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
