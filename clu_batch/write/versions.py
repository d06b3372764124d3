"""A document as generated, and what becomes of it beside the one that the secretary may have edited
(docs/rules/delivery.md#edited-stays).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePosixPath

from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.messages import outputs


class DepositStatus(enum.StrEnum):
    """What became of a document, as the control workbook says it."""

    PRODUIT = "produit"
    INCHANGE = "inchangé"
    CONSERVE = "conservé car modifié"
    NON_PRODUIT = "non produit"
    PERIME = "périmé"
    RETIRE = "retiré"


@frozen
class Version:
    """A document as generated: `chemin` relative to the output folder, with `/`; `dit`: a digest of
    what it says.

    A date that merely follows the day of the run stays out of `dit`, so that it alone never makes a
    « (nouveau) ». `faits`: what to remember of what it prints.
    """

    chemin: str
    data: bytes
    dit: str
    faits: Mapping[str, str] = field(default_factory=dict, hash=False)


@frozen
class DepositState:
    """What became of a document; `nouveau`: the path of the « (nouveau) » that stands beside it, ""
    without.
    """

    chemin: str
    statut: DepositStatus
    nouveau: str = ""
    problem: Problem | None = None

    @property
    def remarque(self) -> str:
        """What to tell of it in one cell, "" when there is nothing to tell."""
        if self.problem is None:
            return ""
        return f"{french.capitalise_first(self.problem.trouve)}. {self.problem.que_faire}"


def name_new_version(chemin: str) -> str:
    """Where the new version of an edited document goes: `<nom> (nouveau).docx`."""
    nom = PurePosixPath(chemin)
    return str(nom.with_name(f"{nom.stem} (nouveau){nom.suffix}"))


def report_document(kind: ProblemKind, chemin: str, **faits: str) -> Problem:
    """Return the problem of a document, whose sentences may name its « (nouveau) »."""
    nom = PurePosixPath(chemin).name
    return kind.report(Place(nom), nouveau=name_new_version(nom), **faits)


def tell(
    chemin: str, statut: DepositStatus, kind: ProblemKind, nouveau: str = "", **faits: str
) -> DepositState:
    """Return what became of a document, with what is wrong."""
    return DepositState(chemin, statut, nouveau, report_document(kind, chemin, **faits))


def tell_kept(chemin: str, *, tenu: bool) -> DepositState:
    """Return that a document is hers, or held by another program (`tenu`), and up to date."""
    if tenu:
        return tell(chemin, DepositStatus.INCHANGE, outputs.OUVERT)
    return tell(chemin, DepositStatus.CONSERVE, outputs.MODIFIE)


def tell_unwritten(chemin: str, error: OSError) -> DepositState:
    """Return that a document could not be written, and why."""
    cause, remede = outputs.explain_error(error)
    return tell(
        chemin, DepositStatus.NON_PRODUIT, outputs.NON_ECRIT, cause=cause, remede=remede
    )
