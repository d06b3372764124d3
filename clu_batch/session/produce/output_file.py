"""A file of a meeting on its way to the disk, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from clu_batch.documents.control.execution import LigneDocument
from clu_batch.kernel import french
from clu_batch.kernel.content import Missing
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.write.versions import DepositState, DepositStatus, Version

DEFAUT = "défaut du programme, décrit dans journal.txt"
MODELE_FAUTIF = "le modèle comporte une erreur : voir À corriger"

PRODUIT, NON_PRODUIT, ENVOYE = (
    DepositStatus.PRODUIT.value,
    DepositStatus.NON_PRODUIT.value,
    "envoyé non refait",
)


@frozen
class ReadingFault:
    """What keeps the documents of a template from being read by all.

    It is told once: `key` is the same for the other documents where it is found.
    """

    key: tuple[str, str, bool]
    problem: Problem

    @property
    def ours(self) -> bool:
        """Whether it is the program's own: the document must not be written."""
        return self.key[2]


@frozen
class OutputFile:
    """A file of the meeting: its content, or what prevents it. With neither, it was sent and stays
    as it is.

    `chemin` is relative to the folder of the meeting. `changes`: the figures, or breakdowns, that
    no longer say what was sent. `missing`, `faults`, `problems`: what was found in making it.
    `state`: what became of it on the disk. `defect`: that of the step that was to make it, which
    then gives its name to the file.
    """

    chemin: str
    modele: str = ""
    famille: Famille = Famille.LIBRE
    envoye_le: dt.date | None = None
    version: Version | None = None
    obstacle: str = ""
    remarque: str = ""
    changes: int = 0
    problems: Sequence[Problem] = ()
    missing: Sequence[Missing] = ()
    faults: Sequence[ReadingFault] = ()
    state: DepositState | None = None
    defect: Exception | None = None

    @property
    def told(self) -> Sequence[Problem]:
        """All that is said of it."""
        if self.state is None or self.state.problem is None:
            return self.problems
        return [*self.problems, self.state.problem]

    @property
    def line(self) -> LigneDocument | None:
        """What the control workbook says of it; None when nothing became of it."""
        state = self.state
        if self.obstacle:
            return LigneDocument(self.chemin, self.modele, NON_PRODUIT, self.obstacle)
        if self.envoye_le and (state is None or state.problem is None):
            said = say_sending(self, self.envoye_le)
            return LigneDocument(self.chemin, self.modele, ENVOYE, said)
        if state is None:
            return None
        remarque = state.remarque or self.remarque
        return LigneDocument(self.chemin, self.modele, say_state(state), remarque)


def say_state(state: DepositState) -> str:
    """Write what became of a file; one that has not changed is made like the others."""
    if state.statut is DepositStatus.INCHANGE:
        return PRODUIT
    return state.statut.value


def say_unreadable(feuilles: Sequence[str]) -> str:
    """Write « la feuille « Invités » ne peut pas être lue entièrement »."""
    names = french.join_words([f"« {feuille} »" for feuille in feuilles])
    if len(feuilles) == 1:
        return f"la feuille {names} ne peut pas être lue entièrement"
    return f"les feuilles {names} ne peuvent pas être lues entièrement"


def say_sending(fichier: OutputFile, day: dt.date) -> str:
    """Write what the control workbook says of a document that was sent that day."""
    if fichier.remarque:
        return french.typeset(fichier.remarque)
    dit = f"envoyé le {french.format_short_date(day)}, non refait"
    if not fichier.changes:
        return dit
    changes = french.format_count(fichier.changes, "chiffre a changé", "chiffres ont changé")
    return f"{dit} ; {changes} depuis : voir À corriger"
