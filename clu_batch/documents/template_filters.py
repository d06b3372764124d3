"""The filters of the templates: how a value is written in a tag
(docs/rules/templates.md#filters).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel import french


@functools.cache
def filtres() -> Mapping[str, Callable[..., object]]:
    """The filters of the templates, the same ones for all of them. Words are left as they are.

    `date_nue` is how a date prints without a filter.
    """
    # a shorthand for the table below
    jour: Callable[..., Callable[..., object]] = lambda forme: _sur(dt.date, forme)  # noqa: E731
    nombre = (int, Fraction, Decimal)
    return {
        "date": jour(french.date_courte),
        "date_longue": jour(french.date_longue),
        "date_nue": jour(french.date),
        "heure": _sur(dt.time, french.heure),
        "taux": _sur(nombre, lambda valeur: french.taux(Fraction(valeur))),
        "nombre": _sur((*nombre, float), _nombre),
        "pluriel": _sur(nombre, french.pluriel),
        "de": _sur(str, french.de),
        "a": _sur(str, french.a),
        "nom_du_fichier": _sur(str, lambda chemin: chemin.rpartition("/")[2]),
        "minuscule": _sur(str, french.minuscule_initiale),
    }


def _sur(genres: type | tuple[type, ...], forme: Callable[..., object]) -> Callable[..., object]:
    """`forme` on the values it knows; « non mesuré » and other words pass through."""

    def filtre(valeur: object, *args: object) -> object:
        return forme(valeur, *args) if isinstance(valeur, genres) else valeur

    return filtre


def _nombre(valeur: float | Fraction | Decimal, decimales: int | None = None) -> str:
    return french.nombre(Fraction(valeur) if isinstance(valeur, float) else valeur, decimales)
