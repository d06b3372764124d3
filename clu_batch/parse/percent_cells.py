"""A number whose cell shows it as a percentage."""

from __future__ import annotations


class Percent(float):
    """The number of a cell in a percent format: a fraction of 1, whatever its size.

    The format is part of what was typed: 1.17 is shown as 117 %, and 1 as 100 %.
    """

    __slots__ = ()
