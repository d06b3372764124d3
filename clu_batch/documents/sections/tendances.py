"""Present a rate from one meeting of the committee to the next: the chart first, then the table
that holds its figures (docs/rules/history.md#trends).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from clu_batch.documents import file_names
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import (
    Champ,
    make_table,
    put_under,
    typeset_chart,
)
from clu_batch.documents.sections.figure_wording import (
    PLACE_REPONSES,
    ask_answers,
    read_float,
    say_period,
    say_rate,
    say_rate_in_cell,
)
from clu_batch.kernel import french
from clu_batch.kernel.content import (
    Chart,
    ChartKind,
    ChartSeries,
    Element,
    Missing,
    PrintedTable,
    Texte,
)
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.records.equivalences import Historique
from clu_batch.rules.model import PEUT_ETRE_ILLISIBLE, Mesure, Periode

DES = 3
"""Held meetings from which a trend is drawn."""
AU_PLUS = 12
"""Meetings that a chart of the width of a page can name under its points: the latest ones."""
TITRE = "Évolution de réunion en réunion"
REPARER = (
    "Réparez le classeur illisible, ou retirez-le du dossier des classeurs s’il n’a rien à y faire,"
    " puis relancez."
)


@frozen
class _Point:
    """A rate as it stood at a meeting. `rompt`: the rule has changed, it does not compare with the
    one before.
    """

    reunion: dt.date
    periode: Periode
    mesure: Mesure
    rompt: bool


def build_tendance(meeting: MeetingContext, code: str, nom: str) -> list[Element]:
    """Return the chart and the tables of the rate `code`, called `nom`, at each held meeting and at
    this one; nothing before three held meetings, unless the sheet that may hold them is missing.
    """
    passes = _list_points(meeting, code)
    manque = find_missing_series(meeting)
    if sum(point.mesure.valeur is not None for point in passes) < DES:
        return put_under(TITRE, manque)
    points = [*passes, *_find_point(meeting, code, passes)][-AU_PLUS:]
    legende = f"{nom}, de réunion en réunion"
    notes = (
        "Chaque réunion est présentée avec les chiffres arrêtés pour elle.",
        say_recomputed(meeting, code),
        _say_break(points),
    )
    return put_under(
        TITRE,
        manque,
        _draw_with_table(legende, nom, points, notes),
    )


def _draw_with_table(
    legende: str, nom: str, points: Sequence[_Point], notes: Sequence[str]
) -> list[Element]:
    """Return the chart with its table; a rule that has changed makes several, which follow it."""
    curves = _draw_curves(legende, nom, points)
    tables = _tabulate_points(legende, nom, points, notes)
    if len(tables) > 1:
        return [curves, *tables]
    return [replace(curves, donnees=tables[0])]


def find_missing_series(meeting: MeetingContext) -> Missing | None:
    """Return what stands for the meetings of Historique while a workbook that may hold it cannot be
    read (docs/rules/history.md#trends).
    """
    sheet = Historique.sheet.name
    if meeting.registre.feuilles_absentes.get(sheet) != PEUT_ETRE_ILLISIBLE:
        return None
    quoi = f"série des réunions passées (feuille {sheet} {PEUT_ETRE_ILLISIBLE})"
    return Missing(quoi, Place(sheet=sheet), que_faire=REPARER)


def _list_points(meeting: MeetingContext, code: str) -> list[_Point]:
    """Return a rate at each held meeting, in the order of time."""
    historique = meeting.bilan.historique
    rows = historique[historique["code"] == code]
    return [_make_point(row) for row in rows.itertuples()]


def _make_point(row: Any) -> _Point:
    periode = Periode(row.periode_du, row.periode_au)
    mesure = Mesure(row.valeur, row.numerateur, row.denominateur, row.illisibles, row.retenue)
    return _Point(row.reunion, periode, mesure, row.regle_modifiee)


def _tabulate_points(
    legende: str, nom: str, points: Sequence[_Point], notes: Sequence[str]
) -> list[PrintedTable]:
    """Make the table of the rule in force, and one for each earlier rule. The notes stand under the
    last of them.
    """
    champs: Sequence[Champ[_Point]] = (
        Champ("Réunion", 30, lambda p: french.format_date(p.reunion)),
        Champ("Période des chiffres", 56, lambda p: say_period(p.periode)),
        Champ(nom, 34, _fill_cell, nombre=True),
    )
    *anciennes, en_vigueur = _split_by_rule(points)
    parts = {legende: en_vigueur}
    for part in reversed(anciennes):
        jour = french.format_date(part[-1].reunion)
        parts[f"{legende} – règle modifiée après la réunion du {jour}"] = part
    *titres, dernier = parts
    tableaux = [make_table(titre, parts[titre], champs) for titre in titres]
    return [*tableaux, make_table(dernier, parts[dernier], champs, notes)]


def _split_by_rule(points: Sequence[_Point]) -> list[Sequence[_Point]]:
    """Split the meetings by rule, in the order of time."""
    debuts = [0, *(rang for rang, point in enumerate(points) if rang and point.rompt)]
    return [points[debut:fin] for debut, fin in pairwise([*debuts, len(points)])]


def say_recomputed(meeting: MeetingContext, code: str) -> str:
    """Write that a dossier that was sent printed another figure than the one that the workbooks
    give today; empty when none did.

    All the figures that are counted again follow the rule in force: they compare, but the reader of
    an earlier dossier knew another.
    """
    donnees = set(meeting.registre.historique.frame["reunion"].dropna().dt.date)
    reunions = meeting.comite.reunions
    envoyes = {r.date for r in reunions if r.dossier_envoye_le is not None} - donnees
    dits = []
    for point in _list_points(meeting, code):
        if point.reunion not in envoyes:
            continue
        dossier = file_names.name_dossier_de_seance(point.reunion, meeting.sigle)
        imprime = meeting.bilan.deja_dits.get(dossier, {}).get(code)
        if imprime is not None and imprime != say_rate(point.mesure):
            dits.append(f"{imprime} à la réunion du {french.format_date(point.reunion)}")
    if not dits:
        return ""
    return (
        "Chiffres recalculés avec les règles et les données d’aujourd’hui ; le dossier envoyé"
        f" indiquait {french.join_words(dits)}."
    )


def _fill_cell(point: _Point) -> Texte:
    if point.mesure.retenue:
        return ask_answers(point.mesure, PLACE_REPONSES)
    return say_rate_in_cell(point.mesure)


def _find_point(meeting: MeetingContext, code: str, passes: Sequence[_Point]) -> list[_Point]:
    """Return the figure of this meeting, unless it was held: it is then in its own history."""
    indicateur, reunion = meeting.indicateurs.get(code), meeting.reunion
    if indicateur is None or any(point.reunion == reunion.date for point in passes):
        return []
    rompt = code in meeting.bilan.regles_modifiees
    return [_Point(reunion.date, meeting.seance.periode, indicateur.mesure, rompt)]


def _say_break(points: Sequence[_Point]) -> str:
    dates = [french.format_date(point.reunion) for point in points[1:] if point.rompt]
    if not dates:
        return ""
    return (
        f"Règle modifiée à la réunion du {french.join_words(dates)} : les chiffres d’avant et ceux"
        " d’après ne se comparent pas."
    )


def _draw_curves(legende: str, nom: str, points: Sequence[_Point]) -> Chart:
    """Draw one curve per rule, the one in force first: a single line would compare what does not
    compare.
    """
    *anciennes, en_vigueur = _split_by_rule(points)
    series = [ChartSeries(nom, _stretch_values(points, en_vigueur), "courant")]
    for part in reversed(anciennes):
        jour = french.format_short_date(part[-1].reunion)
        series.append(
            ChartSeries(f"{nom}, jusqu’au {jour}", _stretch_values(points, part), "ancien")
        )
    dits = [f"{legende}.", _describe_curve(en_vigueur), _say_break(points)]
    return typeset_chart(
        Chart(
            legende,
            ChartKind.COURBE,
            [french.format_short_date(point.reunion) for point in points],
            series,
            " ".join(dit for dit in dits if dit),
            pourcent=True,
        )
    )


def _stretch_values(
    points: Sequence[_Point], part: Sequence[_Point]
) -> tuple[float | None, ...]:
    """Return the values of the meetings of `part`, and None (a gap) for each of the others."""
    return tuple(read_float(point.mesure) if point in part else None for point in points)


def _describe_curve(points: Sequence[_Point]) -> str:
    """Write what the curve shows under the rule in force: its first and last values, the highest
    and the lowest.
    """
    connus = [(p.mesure.nombre, p.reunion) for p in points if p.mesure.nombre is not None]
    if len(connus) < 2:
        if connus:
            return f"{_say_value(*connus[0])}."
        return ""
    premier, dernier = connus[0], connus[-1]
    dit = f"De {_say_value(*premier)} à {_say_value(*dernier)}"
    for mot, extreme in (("plus haut", max(connus)), ("plus bas", min(connus))):
        if extreme[0] not in {premier[0], dernier[0]}:
            dit += f" ; au {mot}, {_say_value(*extreme)}"
    return f"{dit}."


def _say_value(valeur: Fraction, reunion: dt.date) -> str:
    return f"{french.format_rate(valeur)} à la réunion du {french.format_date(reunion)}"
