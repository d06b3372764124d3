"""Make each file of a meeting: the document that fills its template, the annex, the calendar entry;
or what prevents it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from clu_batch.documents import chiffres_envoyes
from clu_batch.documents.annexes import Annexe
from clu_batch.documents.context import BaliseMembre
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel import french
from clu_batch.kernel.content import DocumentRequest, Missing
from clu_batch.kernel.declaration import Record
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.messages import accessibility, meetings, outputs
from clu_batch.read import attachments
from clu_batch.render import RenderedDocument, Template
from clu_batch.session.produce.output_file import (
    DEFAUT,
    MODELE_FAUTIF,
    OutputFile,
    ReadingFault,
    say_unreadable,
)
from clu_batch.session.produce.template_set import TemplateSet, compile_shipped
from clu_batch.session.workplace import Workplace
from clu_batch.write.manifest import compute_hash
from clu_batch.write.versions import Version

CHIFFRES = frozenset({Famille.DOSSIER, Famille.COMPTE_RENDU, Famille.LIBRE})
"""The documents that print figures: none is made while a rule of the figures has a defect."""
SUIT_J = ("date_document",)
"""The tags whose value merely follows J: they do not make another version of a document
(docs/rules/delivery.md#edited-stays).
"""

_TAG = re.compile(r"balise « (?P<whose>\w+)\.(?P<field>\w+) »")
"""What a tag without a value of its own is called when it prints nothing."""


@frozen
class Workbench:
    """What files are made with. `without_figures`: a rule of the figures has a defect."""

    workplace: Workplace
    templates: TemplateSet
    without_figures: bool


@frozen
class FileMaker:
    """Makes the files of one meeting."""

    bench: Workbench
    meeting: MeetingContext

    def name_path(self, chemin: str) -> str:
        """Return the path, under output/, of a file of the folder of the meeting."""
        return f"{self.meeting.folder}/{chemin}"

    def is_present(self, chemin: str) -> bool:
        """Whether such a file stands in the folder of the meeting."""
        return self.bench.workplace.output.is_present(self.name_path(chemin))

    def make_document(self, demande: DocumentRequest) -> OutputFile:
        """Return the document asked for with its content, unless a sheet is broken, it was sent
        already, or its template is faulty.
        """
        fichier = OutputFile(
            demande.chemin,
            f"{demande.modele}.docx",
            demande.famille,
            demande.envoye_le,
            remarque=demande.remarque,
        )
        if demande.envoye_le and self.is_present(demande.chemin):
            return self._count_changes(demande, fichier)
        famille = Famille.DOSSIER if demande.famille is Famille.LIBRE else demande.famille
        broken = self.bench.workplace.loaded.withheld.get(famille)
        if broken:
            cause = french.typeset(f"{say_unreadable(broken)} : voir À corriger")
            return replace(fichier, obstacle=cause)
        if self.bench.without_figures and demande.famille in CHIFFRES:
            return replace(fichier, obstacle=DEFAUT)
        return self._fill_template(demande, fichier)

    def _count_changes(self, demande: DocumentRequest, fichier: OutputFile) -> OutputFile:
        """Report the figures that have changed since the document was sent.

        When its figures are unknown, this is reported instead.
        """
        if self.bench.without_figures or demande.famille is not Famille.DOSSIER:
            return fichier
        sent = self.meeting.recall(demande.chemin)
        if not sent:
            unknown = chiffres_envoyes.report_unknown(self.meeting.reunion)
            return replace(fichier, problems=[unknown])
        changes = chiffres_envoyes.find_changes(sent, self.meeting)
        problems = chiffres_envoyes.report_changes(changes, sent, self.meeting)
        return replace(fichier, changes=len(changes), problems=problems)

    def _fill_template(self, demande: DocumentRequest, fichier: OutputFile) -> OutputFile:
        """Return the document that fills its template, or what prevents it."""
        rendu = self.bench.templates.fill(demande.modele, partial(self._render, demande))
        faults = self._find_faults(demande, rendu)
        found = replace(fichier, problems=rendu.problems, faults=faults)
        if rendu.data is None or any(fault.ours for fault in faults):
            return replace(found, obstacle=MODELE_FAUTIF)
        version = Version(self.name_path(demande.chemin), rendu.data, rendu.dit, demande.faits)
        # what was sent is sent: nothing is left to complete
        missing: Sequence[Missing] = () if demande.envoye_le else rendu.manquants
        if demande.famille is Famille.LIBRE:
            missing = [self._locate_own(demande, manquant) for manquant in missing]
        return replace(found, version=version, missing=missing)

    def _locate_own(self, demande: DocumentRequest, manquant: Missing) -> Missing:
        """Say of a tag of her own template that prints nothing which cell it stands for, and for
        which member; without a cell, the template is the place.
        """
        tag = _TAG.fullmatch(manquant.quoi)
        if not tag:
            return manquant
        quoi, person = manquant.quoi, demande.contexte.get(tag["whose"])
        record: Record | None = self.meeting.reunion if tag["whose"] == "reunion" else None
        if isinstance(person, BaliseMembre):
            quoi = f"{quoi} du membre {person.code}"
            record = self._find_membre(person.code)
        columns = record.sheet.columns if record else ()
        headers = {column.field: column.header for column in columns}
        if record and tag["field"] in headers:
            return Missing(quoi, record.locate(tag["field"]), headers[tag["field"]])
        return Missing(quoi, Place(f"{demande.modele}.docx"))

    def _find_membre(self, code: str) -> Record | None:
        seats = [siege.membre for siege in self.meeting.sieges]
        return next((membre for membre in seats if membre.code == code), None)

    def _render(self, demande: DocumentRequest, modele: Template) -> RenderedDocument:
        """Fill the template with the content of the document."""
        return modele.render(
            demande.contexte,
            titre=demande.titre,
            createur=self.meeting.parametres.prefecture or "",
            date=self.meeting.date,
            tait=SUIT_J,
            surligne=demande.surligne,
        )

    def _find_faults(
        self, demande: DocumentRequest, rendu: RenderedDocument
    ) -> Sequence[ReadingFault]:
        """Return what keeps a document from being read by all.

        The same content is put through the template of the program
        (docs/rules/templates.md#whose-doing). A fault that stays is the program's and withholds the
        document; one that goes comes from the template that the secretary edited.
        """
        if not rendu.constats:
            return ()
        place = Place(f"{demande.modele}.docx")
        shipped = compile_shipped(demande.modele)
        again = self._render(demande, shipped).constats if shipped else ()
        ours = [constat for constat in again if constat.controle.grave]
        faults = []
        for constat in ours or rendu.constats:
            problem = constat.problem(place)
            if ours:
                problem = accessibility.blame_program(problem)
            key = (demande.modele, constat.controle.code, bool(ours))
            faults.append(ReadingFault(key, problem))
        return faults

    def keep_bytes(
        self,
        chemin: str,
        data: bytes,
        *,
        faits: Mapping[str, str] | None = None,
        envoyee_le: dt.date | None = None,
    ) -> OutputFile:
        """Return a file whose content is these bytes; it is left as it is once it was sent."""
        fichier = OutputFile(chemin, envoye_le=envoyee_le)
        if envoyee_le and self.is_present(chemin):
            return fichier
        path, digest = self.name_path(chemin), compute_hash(data)
        return replace(fichier, version=Version(path, data, digest, faits or {}))

    def copy_annexe(self, annexe: Annexe) -> OutputFile:
        """Copy a file of the workbooks' folder; one that cannot be read is reported."""
        classeurs = self.bench.workplace.options.classeurs
        try:
            return self.keep_bytes(
                annexe.chemin, attachments.read_content(classeurs, annexe.fichier)
            )
        except OSError as error:
            cause, remede = outputs.explain_error(error)
            problem = meetings.ANNEXE_ILLISIBLE.report(
                Place(annexe.fichier), cause=cause, remede=remede
            )
            return OutputFile(annexe.chemin, obstacle=cause, problems=[problem])
