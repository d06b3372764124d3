"""What a run has at hand to make documents, and what it has noticed so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clu_batch import rendering
from clu_batch.documents import commun
from clu_batch.making import MODELES
from clu_batch.model import Registre
from clu_batch.options import Options
from clu_batch.problems import Problem
from clu_batch.schema import Famille
from clu_batch.tables import Table
from clu_batch.writing import modeles
from clu_batch.writing.depot import Depot


@dataclass(slots=True)
class Atelier:
    """What a run has at hand to make documents, and what it has noticed so far."""

    options: Options
    registre: Registre
    depot: Depot
    tables: Mapping[str, Table]
    retenues: Mapping[Famille, Sequence[str]]
    problems: list[Problem] = field(default_factory=list)
    pannes: list[Exception] = field(default_factory=list)
    restaures: list[str] = field(default_factory=list)
    sans_chiffres: bool = False
    _modeles: dict[str, rendering.Modele | None] = field(default_factory=dict)

    def modele(self, nom: str) -> rendering.Modele | None:
        """The template of that name, compiled once; None when it is faulty (its faults are reported once)."""
        if nom not in self._modeles:
            lu = modeles.lire(self.options.modeles, nom, MODELES[nom])
            modele, faults = rendering.Modele.charger(f"{nom}.docx", lu.data, commun.filtres())
            self._modeles[nom] = modele
            self.problems += [*lu.problems, *faults]
            self.restaures += [f"{nom}.docx"] if lu.restaure else []
        return self._modeles[nom]
