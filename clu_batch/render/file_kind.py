"""What a file is that was renamed « .docx »: a workbook, a template with macros, a text of another
program. Its name does not change what it is, and Word refuses what it does not announce.
"""

from __future__ import annotations

from clu_batch.render.docx_package import Package

_SIGNATURES = (
    (b"{\\rtf", "un texte au format .rtf"),
    (b"%PDF", "un fichier PDF"),
    (b"\xd0\xcf\x11\xe0", "un ancien document Word (.doc), ou un document à mot de passe"),
    (b"<", "une page Web ou un fichier XML"),
)
"""What the first bytes of a file that is no package say."""
_PRINCIPALES = (
    ("wordprocessingml.template", "un modèle Word (.dotx)"),
    ("word.template.macroenabled", "un modèle Word avec macros (.dotm)"),
    ("word.document.macroenabled", "un document Word avec macros (.docm)"),
    ("presentationml", "une présentation (.pptx)"),
    ("powerpoint", "une présentation (.pptx)"),
    ("spreadsheetml", "un classeur Excel"),
    ("excel", "un classeur Excel"),
    ("visio", "un dessin Visio"),
)
"""What the content type of a main part says, in small letters."""
_STRICT = "http://purl.oclc.org/ooxml/"
_LIBREOFFICE = b"mimetypeapplication/vnd.oasis.opendocument"
"""How the first part of a document of LibreOffice begins, its name included."""


class OtherKind(ValueError):
    """A file that is no document of Word; `nature`: what it is, in French."""

    def __init__(self, nature: str) -> None:
        super().__init__(nature)
        self.nature = nature


def check_signature(data: bytes) -> None:
    """Raise `OtherKind` for a file whose first bytes say that it is something else."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _LIBREOFFICE in data[:100]:
        raise OtherKind("un document LibreOffice (.odt, .ods…)")
    for signature, nature in _SIGNATURES:
        if start.startswith(signature):
            raise OtherKind(nature)


def check_kind(paquet: Package) -> None:
    """Raise `OtherKind` for a package that is not a document of Word."""
    for relation in paquet.relations.get("", {}).values():
        if relation.type.startswith(_STRICT):
            raise OtherKind("un document au format « Document Strict Open XML »")
        if not relation.type.endswith("/officeDocument"):
            continue
        kind = paquet.find_type(relation.target.lstrip("/")).lower()
        for words, nature in _PRINCIPALES:
            if words in kind:
                raise OtherKind(nature)
