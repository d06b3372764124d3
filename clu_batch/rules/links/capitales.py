"""Put the family names in capitals, as State documents print them
(docs/rules/printing.md#names).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from clu_batch.kernel import politesse
from clu_batch.rules.model import Comite, Invite, Membre, Suppleance

N = TypeVar("N", Membre, Invite, Suppleance)


def capitalise_noms(comite: Comite) -> Comite:
    """Return the same committee, the column Nom of its members, guests and substitutes in capitals.

    Présences has one cell for the whole name: it is printed as typed.
    """
    return replace(
        comite,
        membres=_capitalise_rows(comite.membres),
        invites=_capitalise_rows(comite.invites),
        suppleances=_capitalise_rows(comite.suppleances),
    )


def _capitalise_rows(rows: Sequence[N]) -> tuple[N, ...]:
    return tuple(replace(row, nom=_capitalise(row)) if row.nom else row for row in rows)


def _capitalise(row: Membre | Invite | Suppleance) -> str:
    """Return the name in capitals. A cell that may hold the first name too, or a civility, stays as
    it was typed: nothing tells its family name.
    """
    nom = row.nom or ""
    whole = " " in nom.strip() and not row.prenom
    if whole or politesse.find_first_civilite(nom):
        return nom
    return nom.upper()
