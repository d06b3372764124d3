"""What a committee takes along into a new folder: what it is, not what happened during a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from clu_batch import check
from clu_batch.check import RowsAsTyped
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.folding import fold_text
from clu_batch.kernel.frames import Cell
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import CluError, Place
from clu_batch.messages.new_folder import UNREADABLE
from clu_batch.records.engagements import Engagement, IndicateurLocal
from clu_batch.records.equivalences import LigneEquivalence
from clu_batch.records.membre import Membre
from clu_batch.records.parametres import Fermeture, LigneParametre, PointVu
from clu_batch.records.proposition import EtatDeProposition, Proposition
from clu_batch.records.question import Modalite, Question
from clu_batch.rules.links.parametres import find_setting
from clu_batch.session.load import read_first_sheets
from clu_batch.session.options import Options

Row = Mapping[str, Cell]

_CLOSED = {fold_text(EtatDeProposition.REALISEE), fold_text(EtatDeProposition.NON_RETENUE)}
_OWN_TO_A_FOLDER = ("donnees_d_exemple", "date_du_jour")
"""The settings that say what the rows of a folder are: they are never taken along."""


def _is_open(row: Row) -> bool:
    """Whether a proposition still waits for an end."""
    closed = fold_text(str(row.get("État", ""))) in _CLOSED
    return not closed and row.get("Clôturée le", "") == ""


def _choose_open(rows: Sequence[Row]) -> Sequence[Row]:
    return [row for row in rows if _is_open(row)]


def _choose_settings(rows: Sequence[Row]) -> Sequence[Row]:
    """The values of the settings, under the names that they have here; of two lines of one setting,
    the first counts, as in a run.
    """
    chosen: dict[str, Row] = {}
    for row in rows:
        typed = str(row.get("Paramètre", ""))
        setting = find_setting(typed)
        name = setting.header if setting else typed
        if setting is None or setting.field not in _OWN_TO_A_FOLDER:
            chosen.setdefault(name, {"Paramètre": name, "Valeur": row.get("Valeur", "")})
    return list(chosen.values())


def _choose_all(rows: Sequence[Row]) -> Sequence[Row]:
    return rows


@frozen
class Carried:
    """A sheet whose rows are taken along, what they are called, and which of them are."""

    sheet: Sheet
    singular: str
    plural: str = ""
    choose: Callable[[Sequence[Row]], Sequence[Row]] = _choose_all


CARRIED = (
    Carried(LigneParametre.sheet, "réglage", choose=_choose_settings),
    Carried(Fermeture.sheet, "ligne de jours de fermeture", "lignes de jours de fermeture"),
    Carried(PointVu.sheet, "point vu", "points vus"),
    Carried(Membre.sheet, "ligne de composition", "lignes de composition"),
    Carried(Proposition.sheet, "proposition en cours", "propositions en cours", _choose_open),
    Carried(Question.sheet, "question"),
    Carried(Modalite.sheet, "réponse d’échelle", "réponses d’échelle"),
    Carried(Engagement.sheet, "engagement"),
    Carried(IndicateurLocal.sheet, "indicateur local", "indicateurs locaux"),
    Carried(LigneEquivalence.sheet, "ligne d’équivalence", "lignes d’équivalence"),
)
"""Source: the rows that describe the committee; those of a year stay where they are."""


@frozen
class CarriedRows:
    """The rows taken along, by name of sheet, and the cells that hold no value to take."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    broken: Sequence[Place] = ()

    def count(self, carried: Carried) -> int:
        """How many rows of a sheet are taken along."""
        return len(self.rows.get(carried.sheet.name, ()))


def read_carried_rows(options: Options) -> CarriedRows:
    """Read what the workbooks of another folder hand on, as it was typed there: what is wrong in it
    is told by the first run of the new folder, as by those of the old one.

    CluError when a workbook cannot be read: rows would be lost.
    """
    first = read_first_sheets(options)
    if first.checker.unreadable:
        raise CluError(UNREADABLE.format(source=options.classeurs), Code.BLOCKED)
    rows: dict[str, Sequence[Row]] = {}
    broken: list[Place] = []
    for carried in CARRIED:
        raws = first.raws.get(carried.sheet.name, ())
        typed: RowsAsTyped = check.list_rows_as_typed(carried.sheet, raws, first.checker.j)
        rows[carried.sheet.name] = carried.choose(typed.rows)
        broken += typed.broken
    return CarriedRows(rows, broken)
