"""Present a figure by groups of one or several criteria: the chart first, then the table that holds
its figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import Champ, make_table, typeset_chart
from clu_batch.documents.sections.figure_wording import is_few, read_float, say_value
from clu_batch.kernel import french
from clu_batch.kernel.content import Chart, ChartKind, ChartSeries, PrintedTable
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.figures.reponses import AXE_MOIS
from clu_batch.rules.model import Repartition


@frozen
class Sujet:
    """What a breakdown shows: its caption, the name of its figure, its unit, how it is drawn;
    `parts`: its rates are the shares of a whole.
    """

    legende: str
    mesure: str
    unite: str = POURCENT
    genre: ChartKind = ChartKind.BARRES
    parts: bool = False


def find_groups(
    meeting: MeetingContext, codes: Sequence[str], criteres: Iterable[str]
) -> list[Repartition]:
    """Return the groups of every criterion that makes at least two: a single group compares with
    nothing.
    """
    found = []
    for critere in criteres:
        lignes = meeting.find_repartition(codes, critere)
        if len(lignes) > 1:
            found += lignes
    return found


def list_criteria(lignes: Sequence[Repartition]) -> list[str]:
    """Return the criteria of the groups, each once."""
    return list(dict.fromkeys(ligne.axe for ligne in lignes))


def join_criteria(lignes: Sequence[Repartition]) -> str:
    """Return the same in a sentence: « site, canal et service »."""
    return french.join_words([critere.lower() for critere in list_criteria(lignes)])


def tabulate_groups(
    sujet: Sujet,
    lignes: Sequence[Repartition],
    champs: Sequence[Champ[Repartition]],
    notes: Iterable[str],
) -> PrintedTable:
    """Make the table of the groups, which are named first; the criterion has a column of its own
    when there are several.
    """
    criteres = list_criteria(lignes)
    noms = [Champ[Repartition](criteres[0] if criteres else "", 40, _name_group)]
    if len(criteres) > 1:
        noms = [Champ("Critère", 20, lambda r: r.axe), Champ("Groupe", 34, _name_group)]
    return make_table(sujet.legende, lignes, (*noms, *champs), notes)


def draw_groups(sujet: Sujet, lignes: Sequence[Repartition], minimum: int = 0) -> Chart | None:
    """Draw the groups of one criterion side by side, in their order; None with several criteria,
    or with fewer than two numbers.
    """
    connus = [ligne for ligne in lignes if ligne.mesure.nombre is not None]
    if len(connus) < 2 or len(list_criteria(lignes)) > 1:
        return None

    def quote(ligne: Repartition) -> str:
        reserve = " (peu de réponses)" if is_few(ligne.mesure, minimum) else ""
        dite = say_value(ligne.mesure.nombre, sujet.unite)
        return f"{_name_in_sentence(ligne)}, {dite}{reserve}"

    valeurs = tuple(read_float(ligne.mesure) for ligne in lignes)
    haut, bas = quote(max(connus, key=read_share)), quote(min(connus, key=read_share))
    return typeset_chart(
        Chart(
            sujet.legende,
            sujet.genre,
            [shorten_month(ligne.modalite) for ligne in lignes],
            [ChartSeries(sujet.mesure, valeurs, "courant")],
            f"{sujet.legende}. Valeur la plus élevée : {haut} ; la plus basse : {bas}.",
            pourcent=sujet.unite == POURCENT,
            plafond=_find_next_ten(valeurs) if sujet.parts else None,
        )
    )


def _find_next_ten(valeurs: Sequence[float | None]) -> float:
    """Return the next ten percent above the highest share: where the scale of a chart of shares
    ends (docs/rules/documents.md#charts).
    """
    highest = max(valeur for valeur in valeurs if valeur is not None)
    return min(1.0, (math.floor(highest * 10) + 1) / 10)


def read_share(ligne: Repartition) -> Fraction:
    """Return the figure of a group, to put the groups in order; 0 when it is not measured."""
    return ligne.mesure.nombre or Fraction(0)


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


def name_in_note(lignes: Sequence[Repartition]) -> list[str]:
    """Return the groups as a note names them: a month without its year, and with its criterion a
    name that comes twice.
    """
    courts = [_name_without_year(ligne) for ligne in lignes]
    vus = Counter(courts)
    return [
        court if vus[court] == 1 else _name_with_axis(ligne)
        for ligne, court in zip(lignes, courts, strict=True)
    ]


def _name_without_year(ligne: Repartition) -> str:
    """Return « août » for the month of « août 2026 », any other group as in a sentence."""
    if ligne.axe == AXE_MOIS:
        return ligne.modalite.rpartition(" ")[0]
    return _name_in_sentence(ligne)


def _name_with_axis(ligne: Repartition) -> str:
    if ligne.axe == AXE_MOIS:
        return ligne.modalite
    return f"{ligne.modalite} ({ligne.axe.lower()})"


def _name_in_sentence(ligne: Repartition) -> str:
    """Name the group in a sentence; a number alone would be taken for a figure."""
    if ligne.modalite.isdigit():
        return f"{ligne.axe.lower()} {ligne.modalite}"
    return ligne.modalite


def _name_group(ligne: Repartition) -> str:
    return ligne.modalite
