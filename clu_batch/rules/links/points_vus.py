"""Turn into informations what she has seen and found right: the lines of the report whose Constat
stands in « Points vus » (docs/rules/control-workbook.md#seen).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain

from clu_batch.kernel.checked_rows import Checked, RowName, TypedRow
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import (
    Group,
    Place,
    Problem,
    ProblemKind,
    Severity,
    group_problems,
    shorten_value,
    sort_groups,
)
from clu_batch.messages import (
    counted_rows,
    links,
    meeting_papers,
    meetings,
    outputs,
    settings,
    survey,
    whole_sheets,
    workbooks,
)
from clu_batch.records.parametres import PointVu
from clu_batch.rules.links.record_rows import build_records

SIGNS = 8
"""The length of a Constat."""
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Its letters: no digit, for Excel would make a number of some, and no vowel, hence no word."""

_NEVER = frozenset(
    kind.code
    for kind in (
        # personal data
        survey.DONNEE_PERSONNELLE,
        meetings.NOM_REMPLACE,
        # what was sent, or is to be sent
        meetings.CHIFFRE_CHANGE,
        meetings.REGLE_MODIFIEE,
        meetings.CONVOCATION_CHANGEE,
        meeting_papers.LIMITE_PASSEE,
        links.ENVOI_DE_L_ANCIENNE_DATE,
        links.ENVOI_FUTUR,
        links.ENVOI_IMPOSSIBLE,
        links.CONVOCATION_TARDIVE,
        *(kind for kind in vars(outputs).values() if isinstance(kind, ProblemKind)),
        # rows that do not count
        counted_rows.DATES_FUTURES,
        counted_rows.DEPOUILLEMENT_SANS_EFFET,
        whole_sheets.LIGNES_REPETEES,
        whole_sheets.CELLULE_ELOIGNEE,
        workbooks.COPIE_ECARTEE,
        whole_sheets.FEUILLE_A_LIRE,
        whole_sheets.FEUILLE_SANS_CONTENU,
        workbooks.FORMAT_NON_LU,
        workbooks.MEME_CONTENU,
        whole_sheets.MEME_FEUILLE,
    )
)
"""What is never « vu », beside the erreurs and what a line says of itself: `may_be_seen`."""


def list_lines(problems: Iterable[Problem], sheets: Sequence[Checked]) -> list[Group]:
    """Return the lines of the report, each with its Constat; those that she has seen are
    informations.

    `sheets`: all the checked sheets, which know the rows that the problems are about.
    """
    groups = _name_constats(group_problems(problems), sheets)
    points = {_read_constat(point): point for point in _read_points(sheets)}
    said = {constat: _say_seen(point) for constat, point in points.items()}
    seen = {group.constat for group in groups if may_be_seen(group)} & points.keys()
    lines = [
        _mark_seen(group, said[group.constat]) if group.constat in seen else group
        for group in groups
    ]
    unused = _report_unused(points, seen, {group.constat for group in groups})
    return sort_groups([*lines, *_name_constats(group_problems(unused), sheets)])


def _report_unused(
    points: Mapping[str, PointVu], seen: Set[str], standing: Set[str]
) -> Iterator[Problem]:
    """Report the points that change nothing: their line is no more, or is never « vu »."""
    for constat, point in points.items():
        if constat not in seen:
            known = constat in standing
            kind = settings.POINT_VU_SANS_EFFET if known else settings.POINT_VU_DISPARU
            yield point.report(kind, "constat", point.constat)


def may_be_seen(group: Group) -> bool:
    """Whether « vu » makes an information of a line."""
    problem = group.problem
    return (
        problem.gravite is Severity.A_VERIFIER
        and problem.code not in _NEVER
        and not problem.mutilates
        and not problem.leaves_out
    )


def _read_points(sheets: Sequence[Checked]) -> Iterator[PointVu]:
    for checked in sheets:
        if checked.sheet.name == PointVu.sheet.name:
            yield from build_records(PointVu, checked)


def _read_constat(point: PointVu) -> str:
    """Return the letters of a Constat, whatever was pasted around them."""
    return "".join(sign for sign in point.constat.upper() if sign in LETTERS)


def _say_seen(point: PointVu) -> str:
    """Write what to do of a line that was seen: nothing, and why."""
    vu = f"Vu\u00a0: {shorten_value(point.motif)}" if point.motif else "Vu"
    return f"{vu.rstrip('.')}. {_REVENIR}"


def _mark_seen(group: Group, que_faire: str) -> Group:
    """Return the line as an information."""
    seen = [
        replace(problem, gravite=Severity.INFORMATION, que_faire=que_faire)
        for problem in group.problems
    ]
    shown = replace(group.problem, gravite=Severity.INFORMATION, que_faire=que_faire)
    return replace(group, problem=shown, problems=seen)


_REVENIR = "Pour que ce point soit de nouveau à vérifier, supprimez sa ligne de Points vus."


# -- the Constat -----------------------------------------------------------------------------------


def _name_constats(groups: Sequence[Group], sheets: Sequence[Checked]) -> list[Group]:
    """Give each line its Constat: a hash of what was found, and of the keys of all its rows."""
    found = list(chain.from_iterable(group.problems for group in groups))
    rows = _KnownRows(
        _find_keys({_name_row(problem.place) for problem in found}, sheets),
        _find_rows({_name_row(problem.place) for problem in found if not problem.said}, sheets),
    )
    said = [
        "\n".join(sorted(_say_finding(problem, rows) for problem in group.problems))
        for group in groups
    ]
    alike = Counter(said)  # two lines that say the same are not what one of them was
    return [
        replace(group, constat=_spell(f"{alike[text]}\n{text}"))
        for group, text in zip(groups, said, strict=True)
    ]


@frozen
class _KnownRows:
    """The rows that the lines are about, but those that were left out. `keys`: what identifies
    each. `whole`: those of which a problem says nothing itself.
    """

    keys: Mapping[RowName, str]
    whole: Mapping[RowName, TypedRow]


def _find_keys(names: Set[RowName], sheets: Sequence[Checked]) -> Mapping[RowName, str]:
    """Return what identifies the rows of these names: their N°, and the columns without which they
    would be left out.
    """
    found = {}
    for checked in sheets:
        fields = [c.field for c in checked.sheet.columns if c.key or c.field == "numero"]
        for name, values in checked.find_values(names, fields).items():
            found[name] = "\t".join(map(str, values))
    return found


def _find_rows(names: Set[RowName], sheets: Sequence[Checked]) -> Mapping[RowName, TypedRow]:
    """Return the rows of these names."""
    rows = chain.from_iterable(checked.find_rows(names) for checked in sheets)
    return {row.where.name: row for row in rows}


def _name_row(place: Place) -> RowName:
    return place.workbook, place.sheet, int(place.row or 0)


def _say_finding(problem: Problem, rows: _KnownRows) -> str:
    """Write what makes a finding: its kind, sheet and column, what was typed, the keys of its row.

    No cell: rows may be sorted, inserted, filed in another workbook.
    """
    place, said = problem.place, problem.said
    name = _name_row(place)
    keys = rows.keys.get(name, "")
    if not said and name in rows.whole:
        said = _find_value(place, rows.whole[name])
    words = (problem.code, place.sheet or place.workbook, problem.colonne, said, keys)
    return "\t".join(words)


def _find_value(place: Place, row: TypedRow) -> str:
    """Return what the cell holds."""
    for field in row.values:
        if row.where.locate(field) == place:
            return str(row.values[field])
    return ""


def _spell(text: str) -> str:
    """Spell a hash in eight letters."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    signs = []
    for _ in range(SIGNS):
        number, rank = divmod(number, len(LETTERS))
        signs.append(LETTERS[rank])
    return "".join(signs)
