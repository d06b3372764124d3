"""The filters of the templates: how a tag writes a value (docs/rules/templates.md#filters)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel import fonctions, french


@functools.cache
def build_filters() -> Mapping[str, Callable[..., object]]:
    """Return the filters, the same for all templates. They leave words as they are.

    `date_nue` writes a date that has no filter.
    """
    nombre = (int, Fraction, Decimal)
    return {
        "date": _restrict_to(dt.date, french.format_short_date),
        "date_longue": _restrict_to(dt.date, french.format_long_date),
        "date_nue": _restrict_to(dt.date, french.format_date),
        "heure": _restrict_to(dt.time, french.format_hour),
        "taux": _restrict_to(nombre, lambda valeur: french.format_rate(Fraction(valeur))),
        "nombre": _restrict_to((*nombre, float), _format_number),
        "pluriel": _restrict_to(nombre, french.format_count),
        "de": _restrict_to(str, fonctions.add_de),
        "a": _restrict_to(str, fonctions.add_a),
        "nom_du_fichier": _restrict_to(str, lambda chemin: chemin.rpartition("/")[2]),
        "minuscule": _restrict_to(str, french.lower_first),
    }


def _restrict_to(
    genres: type | tuple[type, ...], forme: Callable[..., object]
) -> Callable[..., object]:
    """Apply `forme` to the values of these types only; « non mesuré » and other words
    pass through.
    """

    def apply_forme(valeur: object, *args: object) -> object:
        if isinstance(valeur, genres):
            return forme(valeur, *args)
        return valeur

    return apply_forme


def _format_number(valeur: float | Fraction | Decimal, decimales: int | None = None) -> str:
    return french.format_number(
        Fraction(valeur) if isinstance(valeur, float) else valeur, decimales
    )
