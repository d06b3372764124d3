"""Make the drafts of electronic messages, once the files that they join stand on the disk
(docs/rules/documents.md#drafts).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from clu_batch.documents.courriels import Courriel
from clu_batch.kernel import french
from clu_batch.kernel.content import Missing
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import outputs
from clu_batch.render.message_text import MessageText, read_message
from clu_batch.session.produce.output_file import MODELE_FAUTIF, OutputFile
from clu_batch.session.produce.workshop import Workshop
from clu_batch.write import eml_draft
from clu_batch.write.deposit import Version
from clu_batch.write.manifest import compute_hash

SIGNES = 12
"""Signs of a digest that are remembered: enough to tell two versions apart."""


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A file to join: the document as it stands on the disk, or the PDF of the same
    name beside it.
    """

    chemin: str
    nom: str
    data: bytes
    dit: str
    pdf: str = ""  # what is remembered of a PDF: itself, and the document that it was made from
    outdated: bool = False  # the document has changed since the PDF was made


@dataclass(slots=True)
class DraftWriter:
    """Writes the drafts of one meeting. `dossier`: its folder under output/; `deja_dits`: what
    earlier runs remember.
    """

    workshop: Workshop
    dossier: str
    deja_dits: Mapping[str, Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def make_draft(self, brouillon: Courriel, date: dt.date) -> OutputFile:
        """Make a draft, unless it was sent, its template is faulty or a document to
        join is absent.
        """
        fichier = OutputFile(
            brouillon.chemin, f"{brouillon.modele}.docx", envoye_le=brouillon.envoye_le
        )
        if brouillon.envoye_le and self.workshop.output.is_present(
            f"{self.dossier}/{brouillon.chemin}"
        ):
            return fichier
        absent = self._find_absent(brouillon)
        if absent:
            cause = french.typeset(f"« {absent} », à joindre, n’est pas là")
            return replace(fichier, obstacle=cause)
        rendu = self.workshop.fill(
            brouillon.modele,
            lambda modele: modele.render(
                brouillon.contexte, titre=brouillon.nom, createur="", date=date
            ),
        )
        if rendu is None:
            return replace(fichier, obstacle=MODELE_FAUTIF)
        self.problems += rendu.problems
        if rendu.data is None:
            return replace(fichier, obstacle=MODELE_FAUTIF)
        if not brouillon.envoye_le:
            self.missing += rendu.manquants
        return replace(fichier, version=self._make_version(brouillon, read_message(rendu.data)))

    def _find_absent(self, brouillon: Courriel) -> str:
        """Return the first document to join that is absent; "" when all are there. Absent annexes
        are reported elsewhere.
        """
        for piece in brouillon.pieces:
            if piece.endswith(".docx") and self._attach(brouillon, piece) is None:
                return PurePosixPath(piece).name
        return ""

    def _make_version(self, brouillon: Courriel, dit: MessageText) -> Version:
        """Return the draft as bytes, and report each PDF older than its document."""
        found = (self._attach(brouillon, piece) for piece in brouillon.pieces)
        jointes = [jointe for jointe in found if jointe]
        self._report_old_pdfs(jointes)
        objet = dit.premiere.removeprefix("Objet").lstrip("\u00a0\u202f :")
        reponse = brouillon.reponse if eml_draft.can_address(brouillon.reponse) else ""
        pieces = [eml_draft.Attachment(j.nom, j.data) for j in jointes]
        message = eml_draft.Message(
            brouillon.nom, brouillon.adresses, objet, dit.texte, pieces, reponse
        )
        joined = [f"{j.nom} {j.dit}" for j in jointes]
        said = "\n".join([*brouillon.adresses, objet, dit.texte, *joined])
        return Version(
            f"{self.dossier}/{brouillon.chemin}",
            eml_draft.write_draft(message),
            compute_hash(said.encode()),
            {j.chemin: j.pdf for j in jointes if j.pdf},
        )

    def _report_old_pdfs(self, jointes: Sequence[JoinedFile]) -> None:
        for jointe in jointes:
            if jointe.outdated:
                document = PurePosixPath(jointe.chemin).name
                self.problems.append(
                    outputs.PDF_ANCIEN.report(Place(jointe.nom), document=document)
                )

    def _attach(self, brouillon: Courriel, chemin: str) -> JoinedFile | None:
        """Return a file to join, or the PDF that stands beside a document; None when neither is
        there.
        """
        depot, nom = self.workshop.output, PurePosixPath(chemin)
        data = depot.read_document(f"{self.dossier}/{chemin}")
        dit = depot.find_digest(f"{self.dossier}/{chemin}", data) if data is not None else ""
        if nom.suffix == ".docx":
            pdf = nom.with_suffix(".pdf")
            converti = depot.read_document(f"{self.dossier}/{pdf}")
            if converti is not None:
                return self._join_pdf(brouillon, chemin, converti, dit)
        return JoinedFile(chemin, nom.name, data, dit) if data is not None else None

    def _join_pdf(self, brouillon: Courriel, chemin: str, pdf: bytes, dit: str) -> JoinedFile:
        """Return the PDF of a document. `dit`: the digest of what the document says today.

        A PDF that was there at an earlier run was made from the document of that day.
        """
        made, today = compute_hash(pdf), dit[:SIGNES]
        remembered = self.deja_dits.get(f"{self.dossier}/{brouillon.chemin}", {})
        before, _, origine = remembered.get(chemin, "").partition(" ")
        now = made[:SIGNES]
        if before != now:
            origine = today
        nom = PurePosixPath(chemin).with_suffix(".pdf").name
        return JoinedFile(chemin, nom, pdf, made, f"{now} {origine}", outdated=origine != today)
