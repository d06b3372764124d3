"""`LISEZ-MOI.txt`, the text at the root that Notepad opens: ten lines, in UTF-8 with its mark and
with the line ends of Windows.
"""

from __future__ import annotations

import codecs

from clu_batch.kernel import french

_LINES = (
    "Comité local des usagers : préparation des documents des réunions",
    "",
    "1. Décompressez tout le dossier avant de commencer (clic droit, « Extraire tout »).",
    "2. Pour voir l’exemple : double-cliquez sur exemple.bat, puis sur lancer.bat dans le dossier"
    " « Exemple CLU ».",
    "3. Pour votre comité : double-cliquez sur nouveau.bat, puis remplissez les classeurs du"
    " dossier « workbooks » qu’il fait.",
    "4. Double-cliquez sur lancer.bat : les documents sont dans le dossier « output ».",
    "5. Pour vérifier votre saisie sans rien produire : double-cliquez sur verifier.bat.",
    "6. Pour une nouvelle année : double-cliquez sur nouveau.bat dans le dossier de votre comité.",
    "Le guide, dans le dossier « docs » : guide-secretaire.docx ; en une page : aide-memoire.docx.",
    "Vos classeurs ne sont jamais modifiés ; un document que vous avez retouché n’est jamais"
    " écrasé.",
)


def make_read_me_first() -> bytes:
    """Return the bytes of the file."""
    text = "".join(f"{french.typeset(line)}\r\n" for line in _LINES)
    return codecs.BOM_UTF8 + text.encode()
