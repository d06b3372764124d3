"""The annex of the example: a one-page accessible PDF (tagged, titled, in French), written by hand
so that its bytes never change.
"""

from __future__ import annotations

_TITRE = "Formulaire de contact à l’accueil"
_LIGNES = (
    "Document d’exemple, soumis à l’avis du comité local des usagers.",
    "1. L’objet de votre demande",
    "2. La démarche concernée",
    "3. Comment souhaitez-vous être recontacté ?",
    "4. Avez-vous besoin d’un aménagement (boucle magnétique, interprète, gros caractères) ?",
    "Ne donnez ni numéro de dossier ni information de santé.",
)


def make_form() -> bytes:
    """The bytes of the annex."""
    paragraphs = (_TITRE, *_LIGNES)
    content = "\n".join(
        _write_paragraph(rank, text) for rank, text in enumerate(paragraphs)
    ).encode("cp1252")
    marks = range(len(paragraphs))
    kids = " ".join(f"{8 + rank} 0 R" for rank in marks)
    objects = [
        (
            b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) /MarkInfo << /Marked true >>"
            b" /StructTreeRoot 6 0 R /ViewerPreferences << /DisplayDocTitle true >> >>"
        ),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R"
            b" >> >> /Contents 4 0 R /StructParents 0 /Tabs /S >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [%s]] >> >>"
        % kids.encode(),
        b"<< /Type /StructElem /S /Document /P 6 0 R /K [%s] >>" % kids.encode(),
        *(
            b"<< /Type /StructElem /S /%s /P 7 0 R /Pg 3 0 R /K %d >>"
            % (b"P" if rank else b"H1", rank)
            for rank in marks
        ),
        b"<< /Title <FEFF%s> >>" % _TITRE.encode("utf-16-be").hex().upper().encode(),
    ]
    return _write_file(objects)


def _write_paragraph(rank: int, text: str) -> str:
    """One marked line of the page, the title larger."""
    tag, size, top = ("P", 12, 742 - 28 * rank) if rank else ("H1", 18, 770)
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"/{tag} <</MCID {rank}>> BDC BT /F1 {size} Tf 56 {top} Td ({escaped}) Tj ET EMC"


def _write_file(objects: list[bytes]) -> bytes:
    """The objects with the table that tells where each one starts; the last one holds the
    properties.
    """
    parts, offsets, size = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], [], 0
    for number, body in enumerate(objects, start=1):
        size += len(parts[-1])
        offsets.append(size)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = size + len(parts[-1])
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, entries))
    parts.append(
        b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, count - 1, start)
    )
    return b"".join(parts)
