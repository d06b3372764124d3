"""The values of the program: what is made once and never changed (docs/architecture.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Value = TypeVar("Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Value]) -> type[Value]:
    """Return a class whose instances are values: compared by their fields, which nothing changes.

    It is `dataclass(frozen=True, slots=True)`, so that `replace` and `fields` serve.
    """
    return dataclass(frozen=True, slots=True)(cls)
