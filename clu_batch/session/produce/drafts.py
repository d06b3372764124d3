"""Make the drafts of electronic messages, once the files that they join stand on the disk
(docs/rules/documents.md#drafts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from clu_batch.documents.courriels import Courriel
from clu_batch.kernel import french
from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import outputs
from clu_batch.render import RenderedDocument, Template
from clu_batch.render.message_text import MessageText, read_message
from clu_batch.session.produce.make_file import FileMaker
from clu_batch.session.produce.output_file import MODELE_FAUTIF, OutputFile
from clu_batch.write import eml_draft
from clu_batch.write.manifest import compute_hash
from clu_batch.write.versions import Version

SIGNES = 12
"""Signs of a digest that are remembered: enough to tell two versions apart."""


@frozen
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


def make_draft(maker: FileMaker, courriel: Courriel) -> OutputFile:
    """Make a draft, unless it was sent, its template is faulty or a document to join is absent."""
    fichier = OutputFile(
        courriel.chemin, f"{courriel.modele}.docx", Famille.COURRIEL, courriel.envoye_le
    )
    if courriel.envoye_le and maker.is_present(courriel.chemin):
        return fichier
    pieces = {piece: _find_joined(maker, courriel, piece) for piece in courriel.pieces}
    joined = [piece for piece in pieces.values() if piece is not None]
    # absent annexes are reported elsewhere
    for piece, found in pieces.items():
        if found is None and piece.endswith(".docx"):
            absent = f"« {PurePosixPath(piece).name} », à joindre, n’est pas là"
            return replace(fichier, obstacle=french.typeset(absent))
    return _fill_template(maker, courriel, fichier, joined)


def _fill_template(
    maker: FileMaker, courriel: Courriel, fichier: OutputFile, jointes: Sequence[JoinedFile]
) -> OutputFile:
    """Return the draft that fills its template, or what prevents it."""
    rendu = maker.bench.templates.fill(courriel.modele, partial(_render, maker, courriel))
    if rendu.data is None:
        return replace(fichier, obstacle=MODELE_FAUTIF, problems=rendu.problems)
    return replace(
        fichier,
        version=_write_version(maker, courriel, read_message(rendu.data), jointes),
        problems=[*rendu.problems, *_report_old_pdfs(jointes)],
        missing=() if courriel.envoye_le else rendu.manquants,
    )


def _report_old_pdfs(jointes: Sequence[JoinedFile]) -> Iterator[Problem]:
    for jointe in jointes:
        if jointe.outdated:
            document = PurePosixPath(jointe.chemin).name
            yield outputs.PDF_ANCIEN.report(Place(jointe.nom), document=document)


def _render(maker: FileMaker, courriel: Courriel, modele: Template) -> RenderedDocument:
    return modele.render(
        courriel.contexte, titre=courriel.nom, createur="", date=maker.meeting.date
    )


def _write_version(
    maker: FileMaker, courriel: Courriel, dit: MessageText, jointes: Sequence[JoinedFile]
) -> Version:
    """Return the draft as bytes, with what it says."""
    objet = dit.premiere.removeprefix("Objet").lstrip("\u00a0\u202f :")
    reponse = courriel.reponse if eml_draft.can_address(courriel.reponse) else ""
    pieces = [eml_draft.Attachment(j.nom, j.data) for j in jointes]
    message = eml_draft.Message(
        courriel.nom, courriel.adresses, objet, dit.texte, pieces, reponse
    )
    joined = [f"{j.nom} {j.dit}" for j in jointes]
    said = "\n".join([*courriel.adresses, objet, dit.texte, *joined])
    return Version(
        maker.name_path(courriel.chemin),
        eml_draft.write_draft(message),
        compute_hash(said.encode()),
        {j.chemin: j.pdf for j in jointes if j.pdf},
    )


def _find_joined(maker: FileMaker, courriel: Courriel, chemin: str) -> JoinedFile | None:
    """Return a file to join, or the PDF that stands beside a document; None when neither is
    there.
    """
    output, path = maker.bench.workplace.output, PurePosixPath(chemin)
    data = output.read_document(maker.name_path(chemin))
    dit = "" if data is None else output.find_digest(maker.name_path(chemin), data)
    if path.suffix == ".docx":
        converted = output.read_document(maker.name_path(str(path.with_suffix(".pdf"))))
        if converted is not None:
            return _join_pdf(maker, courriel, chemin, converted, dit)
    if data is None:
        return None
    return JoinedFile(chemin, path.name, data, dit)


def _join_pdf(
    maker: FileMaker, courriel: Courriel, chemin: str, pdf: bytes, dit: str
) -> JoinedFile:
    """Return the PDF of a document. `dit`: the digest of what the document says today.

    A PDF that was there at an earlier run was made from the document of that day.
    """
    made, today = compute_hash(pdf), dit[:SIGNES]
    remembered = maker.meeting.recall(courriel.chemin)
    before, _, origine = remembered.get(chemin, "").partition(" ")
    now = made[:SIGNES]
    if before != now:
        origine = today
    nom = PurePosixPath(chemin).with_suffix(".pdf").name
    return JoinedFile(chemin, nom, pdf, made, f"{now} {origine}", outdated=origine != today)
