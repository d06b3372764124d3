"""What a run has at hand to make documents: the register, the templates, the folder of output, and
what it has noticed so far.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from clu_batch import balises, data, rendering
from clu_batch.contenu import Demande
from clu_batch.defauts import modeles as defauts
from clu_batch.defauts import sorties
from clu_batch.documents import commun, libres
from clu_batch.model import Bilan, Registre
from clu_batch.options import Options
from clu_batch.problems import Place, Problem
from clu_batch.schema import Famille
from clu_batch.tables import Table
from clu_batch.writing import atomic, modeles
from clu_batch.writing.depot import Depot

SUIT_J = ("date_document",)
"""The tags whose value merely follows J: they do not make another version of a document
(docs/rules/delivery.md#edited-stays).
"""


@dataclass(slots=True)
class Fabrique:
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
    indicateurs: Collection[str] = ()
    siens: Sequence[str] = ()
    siens_inconnus: bool = False
    _patience: atomic.Patience = field(default_factory=atomic.Patience)
    _modeles: dict[str, rendering.Modele | None] = field(default_factory=dict)
    _origines: dict[str, rendering.Modele | None] = field(default_factory=dict)
    _remarques: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def verifier_modeles(self, bilans: Sequence[Bilan]) -> None:
        """Check every template before any document is made: what is wrong in all of them is told in
        one run.
        """
        self.indicateurs = {
            code for bilan in bilans for code in commun.citables(self.registre, bilan)
        }
        try:
            self.siens = modeles.siens(self.options.modeles, libres.genre)
        except OSError as error:
            self.siens_inconnus = True
            cause, remede = sorties.cause_et_remede(error)
            self.problems.append(
                defauts.MODELES_NON_LUS.at(
                    Place(self.options.modeles.name), cause=cause, remede=remede
                )
            )
        for nom in (*data.TEMPLATES, *self.siens):
            self.modele(nom)
        self._lire(data.TAG_LIST)

    def modele(self, nom: str) -> rendering.Modele | None:
        """The template of that name, compiled once; None when it is faulty (its faults are reported
        once).
        """
        if nom not in self._modeles:
            if nom in data.TEMPLATES:
                modele = self._charge(nom, self._lire(nom), nom)
            else:
                modele = self._charge(nom, self._lire_le_sien(nom), f"{libres.genre(nom)}_…")
            self._modeles[nom] = modele
        return self._modeles[nom]

    def _charge(self, nom: str, lu: modeles.ModeleLu, vocabulaire: str) -> rendering.Modele | None:
        """The template compiled; None when it could not be read, which was told, or is faulty,
        which is told here.
        """
        if not lu.data:
            return None
        names = balises.vocabulaire(vocabulaire, self.indicateurs)
        modele, faults = rendering.Modele.charger(f"{nom}.docx", lu.data, commun.filtres(), names)
        self.problems += faults
        return modele

    def _lire_le_sien(self, nom: str) -> modeles.ModeleLu:
        """A template that only the secretary has."""
        lu = modeles.lire_le_sien(self.options.modeles, nom, self._patience)
        self.problems += lu.problems
        return lu

    def _lire(self, nom: str) -> modeles.ModeleLu:
        """Read a file that ships in the folder of the templates, and put it back when it is
        missing; while only checking, nothing is written there.
        """
        origine = partial(data.read_template, nom)
        lu = modeles.lire(self.options.modeles, nom, origine, self._patience)
        if lu.absent and not self.options.verifier_seulement:
            lu = modeles.remettre(self.options.modeles, nom, lu, self._patience)
        self.problems += lu.problems
        self.restaures += [f"{nom}.docx"] if lu.restaure else []
        return lu

    def inaccessible(self, demande: Demande, rendu: rendering.Rendu) -> bool:
        """Tell what keeps a document from being read by all; True when the program itself is the
        cause: it is not to be written.

        The same content through the template of the program says whose fault it is: what remains
        there is the program's, what goes is of the template that the secretary edited, and told in
        Word's words (docs/rules/templates.md#whose-doing), once for all the documents of a
        template.
        """
        if not rendu.constats:
            return False
        origine = self._origine(demande.modele)
        constats = self.rendre(origine, demande).constats if origine else ()
        graves = [constat for constat in constats if constat.controle.grave]
        if graves:
            self.pannes.append(rendering.Inaccessible(graves))
            return True
        for constat in rendu.constats:
            problem = constat.problem(Place(f"{demande.modele}.docx"))
            if (
                self._remarques.setdefault((demande.modele, constat.controle.code), problem)
                is problem
            ):
                self.problems.append(problem)
        return False

    def _origine(self, nom: str) -> rendering.Modele | None:
        """The template of the program, None for one that is the secretary's own."""
        if nom not in data.TEMPLATES:
            return None
        if nom not in self._origines:
            shipped = data.read_template(nom)
            charge, _ = rendering.Modele.charger(f"{nom}.docx", shipped, commun.filtres())
            self._origines[nom] = charge
        return self._origines[nom]

    def rendre(self, modele: rendering.Modele, demande: Demande) -> rendering.Rendu:
        """The document that fills the template."""
        createur = self.registre.parametres.prefecture or ""
        return modele.rendre(
            demande.contexte,
            titre=demande.titre,
            createur=createur,
            date=demande.date,
            tait=SUIT_J,
            surligne=demande.surligne,
        )

    def remplir(
        self, nom: str, rendre: Callable[[rendering.Modele], rendering.Rendu]
    ) -> rendering.Rendu | None:
        """The document that a template gives, None when the template is faulty.

        What was not foreseen is a fault of her template when the program's own gives its document;
        else it is a defect of the program, and raised as such.
        """
        modele = self.modele(nom)
        if modele is None:
            return None
        rendu = rendre(modele)
        origine = self._origine(nom) if rendu.panne else None
        if rendu.panne and origine and rendre(origine).panne:
            raise rendu.panne
        return rendu
