"""Tolerant reading of what a person typed: dates, hours, numbers, yes or no, choices.

Each `parse_…` takes a value as a cell holds it (str, float, int, bool, date, datetime, time,
timedelta; None or a blank when empty) and gives a `Parsed`: the value, or None with the kind of
defect, or the value with something to mention.
"""

from __future__ import annotations

from clu_batch.kernel.folding import (
    clean_text,
    fold_bare_header,
    fold_header,
    fold_singular,
    fold_stems,
    fold_text,
    squeeze_text,
)
from clu_batch.parse.canal_lists import list_canal_forms, split_canal_names
from clu_batch.parse.choices import NON, OUI, ChoiceList, parse_choice, parse_yes_no
from clu_batch.parse.dates import (
    JOURS,
    check_horizon,
    has_american_hour,
    is_day_month_ambiguous,
    keep_hour,
    parse_date,
    parse_reunion,
)
from clu_batch.parse.hours import parse_duration, parse_hour
from clu_batch.parse.mojibake import is_mojibake
from clu_batch.parse.near_entries import pair_near_entries
from clu_batch.parse.near_words import find_closest, is_opposite
from clu_batch.parse.numbers import (
    flag_mixed_percents,
    parse_integer,
    parse_number,
    parse_percentage,
    parse_quantity,
)
from clu_batch.parse.outcome import Parsed
from clu_batch.parse.percent_cells import Percent
from clu_batch.parse.silences import SILENCES, is_silence, list_silences
from clu_batch.parse.texts import (
    fold_numero,
    format_value,
    is_empty,
    list_numeros,
    parse_numero,
    parse_text,
    restore_typed,
)
from clu_batch.parse.totals import is_total, names_a_total, seems_a_total

__all__ = [
    "JOURS",
    "NON",
    "OUI",
    "SILENCES",
    "ChoiceList",
    "Parsed",
    "Percent",
    "check_horizon",
    "clean_text",
    "find_closest",
    "flag_mixed_percents",
    "fold_bare_header",
    "fold_header",
    "fold_numero",
    "fold_singular",
    "fold_stems",
    "fold_text",
    "format_value",
    "has_american_hour",
    "is_day_month_ambiguous",
    "is_empty",
    "is_mojibake",
    "is_opposite",
    "is_silence",
    "is_total",
    "keep_hour",
    "list_canal_forms",
    "list_numeros",
    "list_silences",
    "names_a_total",
    "pair_near_entries",
    "parse_choice",
    "parse_date",
    "parse_duration",
    "parse_hour",
    "parse_integer",
    "parse_number",
    "parse_numero",
    "parse_percentage",
    "parse_quantity",
    "parse_reunion",
    "parse_text",
    "parse_yes_no",
    "restore_typed",
    "seems_a_total",
    "split_canal_names",
    "squeeze_text",
]
