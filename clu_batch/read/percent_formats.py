"""Which number formats show a percentage: Excel's codes (ECMA-376, part 1, § 18.8.30, 18.8.31)."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clu_batch.read.xml_groups import Styles

INTEGRES = {9: "0%", 10: "0.00%"}
"""The percentages among the formats that have a number of their own, in .xlsx and in .xls alike."""

_SIGNE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|.', re.DOTALL)
"""A sign of a code: a quoted text, an escaped sign, a blank, a filling, a bracket, or any other."""
_CONDITION = re.compile(r"\[(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)\s*\]")
_COMPARAISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(slots=True)
class _Section:
    """One part of a code, up to a semicolon: what it asks of a number, and how it shows it."""

    condition: tuple[str, float] | None = None
    percent: bool = False
    text: bool = False

    def can_show(self, value: float, usual: tuple[str, float]) -> bool:
        """Whether a number is shown by this section; `usual`: what is asked when it says
        nothing.
        """
        sign, bound = self.condition or usual
        return _COMPARAISONS[sign](value, bound)


@functools.cache
def _split_sections(code: str) -> tuple[_Section, ...]:
    """The sections that numbers may be shown by, three at most; one that holds `@` is for texts."""
    sections = [_Section()]
    for sign in _SIGNE.findall(code):
        condition = _CONDITION.fullmatch(sign)
        if condition:
            sections[-1].condition = condition[1], float(condition[2])
        elif sign == ";":
            sections.append(_Section())
        elif sign == "%":
            sections[-1].percent = True
        elif sign == "@":
            sections[-1].text = True
    return tuple(section for section in sections if not section.text)[:3]


def can_be_percent(code: str) -> bool:
    """Tell whether a code shows some number as a percentage; a quoted or escaped % multiplies
    nothing.
    """
    return any(section.percent for section in _split_sections(code))


def is_percent(code: str, value: float) -> bool:
    """Tell whether a code, whose sections share the numbers out, shows this one as a percentage."""
    sections = _split_sections(code)
    if not sections:
        return False
    *firsts, last = sections
    usual = [(">", 0.0) if len(sections) == 3 or firsts[1:] else (">=", 0.0), ("<", 0.0)]
    for section, asked in zip(firsts, usual, strict=False):
        if section.can_show(value, asked):
            return section.percent
    if not firsts and last.condition:
        return last.percent and last.can_show(value, last.condition)
    return last.percent


def find_percent_formats(styles: Styles) -> dict[int, str]:
    """Return the code of each format of cell that may show a percentage, by its rank."""
    codes = read_cell_formats(styles, INTEGRES)
    return {rank: code for rank, code in enumerate(codes) if can_be_percent(code)}


def read_cell_formats(styles: Styles, builtin: Mapping[int, str]) -> list[str]:
    """Return the code of each format of cell, in order: "" for an unknown one, none of illegible
    styles.
    """
    codes = {str(number): code for number, code in builtin.items()}
    for element in styles["numFmts"]:
        codes[element.get("numFmtId", "")] = element.get("formatCode", "")
    return [codes.get(element.get("numFmtId", ""), "") for element in styles["cellXfs"]]
