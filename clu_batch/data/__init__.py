"""What ships beside the code: the templates as the program writes them, blank workbooks, the
example and its fingerprints.

`python -m tools.making` makes all these files, and tests hold them to it.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
FINGERPRINTS = FOLDER / "exemple_livre.json"

TEMPLATES = (
    "convocation",
    "convocation_collective",
    "invitation",
    "courriel_convocation",
    "courriel_invitation",
    "courriel_dossier",
    "courriel_compte_rendu",
    "feuille_emargement",
    "chevalets",
    "trame_de_notes",
    "fiche_envoi",
    "dossier",
    "compte_rendu",
    "compte_rendu_publication",
)
"""The names of the templates, without extension."""

TAG_LIST = "Balises"
"""The list of the tags, beside the templates: restored like them, never filled nor checked."""


def read_template(name: str) -> bytes:
    """Return the template of that name, or the list of the tags, as the program ships it.

    OSError when the file is missing: the folder of the program was not unpacked whole.
    """
    return (FOLDER / "templates" / f"{name}.docx").read_bytes()


def read_example() -> dict[str, bytes]:
    """Return the workbooks of the example and their annexes, by path under `workbooks`."""
    folder = FOLDER / "exemple"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def list_blank_workbooks() -> list[str]:
    """Return the names of the blank workbooks, in the order of their letters."""
    return sorted(path.name for path in (FOLDER / "workbooks").glob("*.xlsx"))


def read_blank_workbook(name: str) -> bytes:
    """Return the blank workbook of that name, as the program ships it; OSError as above."""
    return (FOLDER / "workbooks" / name).read_bytes()
