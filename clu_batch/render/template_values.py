"""The values that a template meets: those that merely follow the day of the run, those that are
missing, those that make a block.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from decimal import Decimal
from typing import get_args

import jinja2

from clu_batch.kernel.content import Block, Element, Missing

ELEMENTS = get_args(Element)


class FollowingDate(dt.date):
    """A date that merely follows the day of the run."""


class FollowingText(str):
    """A text that merely follows the day of the run."""

    __slots__ = ()


def mark_following(value: object) -> object:
    """Return the same date or text, recognisable as one that merely follows the day of the run;
    anything missing stays so.
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return FollowingDate(value.year, value.month, value.day)
    if isinstance(value, str):
        return FollowingText(value)
    return value


def follows_the_day(value: object) -> bool:
    """Return whether a value merely follows the day of the run."""
    return isinstance(value, (FollowingDate, FollowingText))


class UnknownName(jinja2.StrictUndefined):
    """A name that nothing answers to; below a missing value it is itself missing, elsewhere it is a
    fault of the template.
    """

    __slots__ = ()

    @property
    def _clu_manque(self) -> bool:
        return self._undefined_obj is None or isinstance(self._undefined_obj, Missing)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or not self._clu_manque:
            return super().__getattr__(name)
        return self

    # Jinja types it as never returning
    def __bool__(self) -> bool:  # type: ignore[override]
        if self._clu_manque:
            return False
        return super().__bool__()

    # Jinja types it as an iterator of Any
    def __iter__(self) -> Iterable[object]:  # type: ignore[override]
        if self._clu_manque:
            return iter(())
        return super().__iter__()

    def manquant(self) -> Missing | None:
        """What is missing, None when the name itself is unknown."""
        if isinstance(self._undefined_obj, Missing):
            return self._undefined_obj
        return Missing("") if self._clu_manque else None

    @property
    def nom(self) -> str:
        """The unknown name."""
        return str(self._undefined_name)


def is_missing(value: object) -> bool:
    """Return whether there is no value to show: None, NaN, something missing, an unknown name."""
    if isinstance(value, (float, Decimal)):
        return math.isnan(value)
    return value is None or isinstance(value, (Missing, UnknownName))


def make_block(value: object) -> Block | None:
    """Return the value as a block when it is made of elements, None otherwise."""
    if isinstance(value, Block):
        return value
    if isinstance(value, ELEMENTS):
        return Block((value,))
    if not isinstance(value, (tuple, list)) or not value:
        return None
    if all(isinstance(item, ELEMENTS) for item in value):
        return Block(tuple(value))
    return None
