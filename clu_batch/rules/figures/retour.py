"""Compute the return rate of each survey (docs/rules/satisfaction.md#return-rate)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from clu_batch.kernel.problems import Problem
from clu_batch.messages import counted_rows
from clu_batch.parse import fold_text
from clu_batch.rules.figures.long_columns import Masque, select_within
from clu_batch.rules.figures.mesures import POURCENT, Fiche, compare, compute_taux
from clu_batch.rules.figures.reponses import Reponses
from clu_batch.rules.model import Calcul, Enquete, Indicateur, Periode, Registre, Seance

_DEFINITION = (
    "Questionnaires reçus aux dates de l’enquête (de son site et de son mode de recueil, s’ils sont"
    " précisés), rapportés aux questionnaires distribués."
)


def compute_retours(registre: Registre, seance: Seance, reponses: Reponses) -> Calcul:
    """Return the return rate of each survey that ends in the period.

    Its code is `satisfaction.retour.<n>`, n being the row of the survey. A survey whose tallies
    overlap it has none: they add answers, not forms, and the rate would be false.
    """
    found: list[Indicateur] = []
    problems: list[Problem] = []
    tallied = _list_depouillements(registre, seance.a)
    for n, enquete in enumerate(registre.enquetes, start=1):
        ends_here = seance.comptee.holds(enquete.periode.au)
        if (
            not ends_here
            or not enquete.distribues
            or _has_depouillements(enquete, registre, tallied)
        ):
            continue
        received = int(np.count_nonzero(_select_formulaires(enquete, registre, reponses)))
        found.append(
            compare(
                build_retour_fiche(n, enquete),
                compute_taux(received, enquete.distribues),
                None,
                enquete.periode,
            )
        )
        if received > enquete.distribues:
            facts = {"recus": received, "distribues": enquete.distribues}
            problems.append(
                counted_rows.RETOUR_IMPOSSIBLE.report(
                    enquete.locate("distribues"), "Questionnaires distribués", enquete.nom, **facts
                )
            )
    return Calcul(found, (), problems)


def build_retour_fiche(n: int, enquete: Enquete) -> Fiche:
    """Return the name and meaning of the return rate of the n-th survey, from 1."""
    return Fiche(
        f"satisfaction.retour.{n}", f"Taux de retour – {enquete.nom}", POURCENT, _DEFINITION
    )


def _select_formulaires(enquete: Enquete, registre: Registre, reponses: Reponses) -> Masque:
    """The forms of a survey, even those that nobody can read.

    They are dated from its Du to its Au, of its site and mode when it has them.
    """
    forms = reponses.recues & select_within(reponses.jours, enquete.periode)
    for header, wanted in (("Site", enquete.site), ("Mode de recueil", enquete.mode)):
        if wanted:
            values = registre.reponses.columns[header]
            forms[
                [
                    row
                    for row in np.flatnonzero(forms).tolist()
                    if not _is_same_text(values[row], wanted)
                ]
            ] = False
    return forms


def _list_depouillements(registre: Registre, a: dt.date) -> list[tuple[int, Periode]]:
    """The rows of Dépouillement known at A, with their dates: even those that cannot be counted
    tell of forms that are not in Réponses.
    """
    columns = registre.depouillement.columns
    dated = enumerate(
        zip(columns["Question"], columns["Réponse"], columns["Du"], columns["Au"], strict=True)
    )
    return [
        (row, Periode(du, au))
        for row, (question, reponse, du, au) in dated
        if question is not None
        and reponse is not None
        and isinstance(du, dt.date)
        and isinstance(au, dt.date)
        and au <= a
    ]


def _has_depouillements(
    enquete: Enquete, registre: Registre, tallied: Sequence[tuple[int, Periode]]
) -> bool:
    """Whether tallied answers may belong to the survey: same days, and no other site or mode."""
    columns = registre.depouillement.columns
    return any(
        periode.du <= enquete.periode.au
        and periode.au >= enquete.periode.du
        and all(
            not wanted
            or columns[header][row] is None
            or _is_same_text(columns[header][row], wanted)
            for header, wanted in (("Site", enquete.site), ("Mode de recueil", enquete.mode))
        )
        for row, periode in tallied
    )


def _is_same_text(value: object, wanted: str) -> bool:
    return value is not None and fold_text(str(value)) == fold_text(wanted)
