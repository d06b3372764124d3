"""What a run needs to make documents: the register, the templates, the folder of output, and the
problems noticed so far.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from clu_batch import data, render
from clu_batch.documents import context, modeles_libres, tags
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.content import DocumentRequest
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.problems import Place, Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import accessibility, outputs, templates
from clu_batch.rules.model import BilanGeneral, Registre
from clu_batch.session.options import Options
from clu_batch.write import atomic, template_folder
from clu_batch.write.deposit import OutputFolder

SUIT_J = ("date_document",)
"""The tags whose value merely follows J: they do not make another version of a document
(docs/rules/delivery.md#edited-stays).
"""


@dataclass(slots=True)
class Workshop:
    """What a run needs to make documents, and what it has noticed so far."""

    options: Options
    registre: Registre
    output: OutputFolder
    tables: Mapping[str, Table]
    withheld: Mapping[Famille, Sequence[str]]
    problems: list[Problem] = field(default_factory=list)
    defects: list[Exception] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    without_figures: bool = False
    indicateurs: Collection[str] = ()
    own_templates: Sequence[str] = ()
    own_templates_unknown: bool = False
    _patience: atomic.Patience = field(default_factory=atomic.Patience)
    _compiled: dict[str, render.Template | None] = field(default_factory=dict)
    _originals: dict[str, render.Template | None] = field(default_factory=dict)
    _told: set[tuple[str, str, bool]] = field(default_factory=set)

    def check_templates(self, bilans: Sequence[BilanGeneral]) -> None:
        """Check every template before any document is made, so that one run reports all their
        faults.
        """
        citables = (context.list_citables(self.registre, bilan) for bilan in bilans)
        self.indicateurs = set[str]().union(*citables)
        try:
            self.own_templates = template_folder.list_own_templates(
                self.options.modeles, modeles_libres.find_template_kind
            )
        except OSError as error:
            self.own_templates_unknown = True
            cause, remede = outputs.explain_error(error)
            self.problems.append(
                templates.MODELES_NON_LUS.report(
                    Place(self.options.modeles.name), cause=cause, remede=remede
                )
            )
        for nom in (*data.TEMPLATES, *self.own_templates):
            self.find_template(nom)
        self._read_shipped_template(data.TAG_LIST)

    def find_template(self, nom: str) -> render.Template | None:
        """Return the template of that name, compiled once; None when it is faulty (its faults are
        reported once).
        """
        if nom not in self._compiled:
            self._compiled[nom] = self._load(nom)
        return self._compiled[nom]

    def _load(self, nom: str) -> render.Template | None:
        """Load the template of that name from the folder: one of the program's, or one of the
        secretary's.
        """
        if nom in data.TEMPLATES:
            return self._compile(nom, self._read_shipped_template(nom), nom)
        return self._compile(
            nom, self._read_own_template(nom), f"{modeles_libres.find_template_kind(nom)}_…"
        )

    def _compile(
        self, nom: str, lu: template_folder.LoadedTemplate, vocabulaire: str
    ) -> render.Template | None:
        """Compile a template. None when it could not be read, which was reported, or is faulty,
        which is reported here.
        """
        if not lu.data:
            return None
        names = tags.build_vocabulary(vocabulaire, self.indicateurs)
        modele, faults = render.Template.load(f"{nom}.docx", lu.data, build_filters(), names)
        self.problems += faults
        return modele

    def _read_own_template(self, nom: str) -> template_folder.LoadedTemplate:
        """Read a template that only the secretary has."""
        lu = template_folder.load_own_template(self.options.modeles, nom, self._patience)
        self.problems += lu.problems
        return lu

    def _read_shipped_template(self, nom: str) -> template_folder.LoadedTemplate:
        """Read a template that the program ships, and put it back when it is missing. `verifier`
        puts nothing back.
        """
        origine = partial(data.read_template, nom)
        lu = template_folder.load_template(self.options.modeles, nom, origine, self._patience)
        if lu.absent and not self.options.verifier_seulement:
            lu = template_folder.restore_template(self.options.modeles, nom, lu, self._patience)
        self.problems += lu.problems
        if lu.restaure:
            self.restored.append(f"{nom}.docx")
        return lu

    def report_inaccessible(self, demande: DocumentRequest, rendu: render.RenderedDocument) -> bool:
        """Report what keeps a document from being read by all; True when it must not be written.

        The same content is put through the template of the program
        (docs/rules/templates.md#whose-doing). A fault that stays is the program's and withholds the
        document; one that goes comes from the template that the secretary edited. Either is
        reported once for all the documents of a template.
        """
        if not rendu.constats:
            return False
        ours = self._find_program_findings(demande)
        for constat in ours or rendu.constats:
            self._report_finding(demande.modele, constat, ours=bool(ours))
        return bool(ours)

    def _find_program_findings(self, demande: DocumentRequest) -> Sequence[render.Finding]:
        """Return the serious findings that the program's own template gives with the
        same content.
        """
        origine = self._find_original(demande.modele)
        if origine is None:
            return ()
        constats = self.render_document(origine, demande).constats
        return [constat for constat in constats if constat.controle.grave]

    def _report_finding(self, modele: str, constat: render.Finding, *, ours: bool) -> None:
        key = (modele, constat.controle.code, ours)
        if key in self._told:
            return
        self._told.add(key)
        problem = constat.problem(Place(f"{modele}.docx"))
        if ours:
            problem = accessibility.blame_program(problem)
        self.problems.append(problem)

    def _find_original(self, nom: str) -> render.Template | None:
        """Return the template as the program ships it, None for one of the secretary's own."""
        if nom not in data.TEMPLATES:
            return None
        if nom not in self._originals:
            shipped = data.read_template(nom)
            charge, _ = render.Template.load(f"{nom}.docx", shipped, build_filters())
            self._originals[nom] = charge
        return self._originals[nom]

    def render_document(
        self, modele: render.Template, demande: DocumentRequest
    ) -> render.RenderedDocument:
        """Fill the template with the content of the document."""
        createur = self.registre.parametres.prefecture or ""
        return modele.render(
            demande.contexte,
            titre=demande.titre,
            createur=createur,
            date=demande.date,
            tait=SUIT_J,
            surligne=demande.surligne,
        )

    def fill(
        self, nom: str, rendre: Callable[[render.Template], render.RenderedDocument]
    ) -> render.RenderedDocument | None:
        """Return the document that a template gives, None when the template is faulty.

        An unforeseen failure is a fault of the secretary's template when the program's own gives
        its document; otherwise it is a defect of the program, and is raised.
        """
        modele = self.find_template(nom)
        if modele is None:
            return None
        rendu = rendre(modele)
        if rendu.panne is None:
            return rendu
        origine = self._find_original(nom)
        if origine is not None and rendre(origine).panne is not None:
            raise rendu.panne
        return rendu
