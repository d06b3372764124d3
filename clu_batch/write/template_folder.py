"""The templates of the prefecture: read where the secretary edits them, put back when one is
missing (docs/rules/templates.md#restored).
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import field, replace
from pathlib import Path

from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.messages import meetings, outputs, templates
from clu_batch.parse import find_closest
from clu_batch.write import atomic


@frozen
class LoadedTemplate:
    """The bytes of a template; `absent`: it is not in the folder, these are those of the program;
    `restaure`: they were put back.
    """

    data: bytes
    absent: bool = False
    restaure: bool = False
    problems: Sequence[Problem] = ()


_COPIE = re.compile(
    r"^cop(?:ie|y) (?:de|of) "
    r"|[ \u00a0](?:[-–] )?cop(?:ie|y)(?:[ \u00a0]\(?\d+\)?)?$"
    r"|[ \u00a0]\((?:\d+|[^)]*(?:copie|copy|confli)[^)]*)\)$",
    re.IGNORECASE,
)
"""How the system, a browser or a shared folder names the copy of a file."""
TAILLE = 100_000_000
"""Bytes of a file that is looked at: a template with its photographs has a few million."""
AUTRES_FORMATS = (".doc", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".rtf")


def list_own_templates(dossier: Path, voulu: Callable[[str], object]) -> list[str]:
    """The names, without extension, of the templates of the folder that are `voulu`; OSError when
    it cannot be looked at.

    A folder that bears such a name is among them: it is told when it is read.
    """
    try:
        entries = sorted(dossier.iterdir())
    except (
        FileNotFoundError,
        NotADirectoryError,
    ):  # it is made with the first template restored
        return []
    named = [p.stem for p in entries if _is_visible(p) and _is_document(p)]
    return [nom for nom in named if voulu(nom) and not _COPIE.search(nom)]


def _list_files(dossier: Path) -> list[Path]:
    """The files of the folder."""
    try:
        return sorted(p for p in dossier.iterdir() if _is_visible(p) and p.is_file())
    except OSError:  # told by `list_own_templates`
        return []


def _is_document(chemin: Path) -> bool:
    return chemin.suffix.lower() == ".docx"


def _is_visible(chemin: Path) -> bool:
    """Whether an entry is one that she put there: a document open in Word leaves one that is
    none.
    """
    return not chemin.name.startswith(("~", ".", "_"))


def report_foreign_files(
    dossier: Path, connus: Collection[str], debuts: Sequence[str]
) -> list[Problem]:
    """The files of the folder that no document is made from; `connus`: names without extension;
    `debuts`: how hers begin.
    """
    fichiers = _list_files(dossier)
    known = {nom.casefold() for nom in connus}
    cites = french.join_words([f"« {debut} »" for debut in debuts], "ou")
    unknown = [p for p in fichiers if _is_document(p) and p.stem.casefold() not in known]
    problems = [
        meetings.MODELE_COPIE.report(Place(p.name))
        if _COPIE.search(p.stem)
        else meetings.MODELE_INCONNU.report(
            Place(p.name), suggestion=find_closest(p.stem, connus), debuts=cites
        )
        for p in unknown
    ]
    return problems + [
        meetings.MODELE_D_UN_AUTRE_FORMAT.report(Place(p.name))
        for p in fichiers
        if p.suffix.lower() in AUTRES_FORMATS
    ]


@frozen
class TemplateFolder:
    """The folder where the secretary edits the templates, during one run."""

    path: Path
    patience: atomic.Patience = field(default_factory=atomic.Patience)

    def load_own(self, nom: str) -> LoadedTemplate:
        """The template `nom`.docx that only the secretary has; without a byte, and with the reason,
        when it cannot be read.
        """
        cible = self.path / f"{nom}.docx"
        cause, remede = "le fichier est vide, ou a disparu", "Remettez-y votre modèle,"
        try:
            found = [p for p in self.path.iterdir() if p.stem == nom and _is_document(p)]
            cible = next(iter(found), cible)
            data = self._read(cible)
        except OSError as error:
            data, (cause, remede) = None, outputs.explain_error(error)
        if data:
            return LoadedTemplate(data, problems=_report_open(cible))
        return LoadedTemplate(
            b"", problems=[_explain(templates.MODELE_NON_LU, cible, cause, remede)]
        )

    def load(self, nom: str, origine: Callable[[], bytes]) -> LoadedTemplate:
        """The template `nom`.docx, that of the program (`origine`) when it is missing or cannot be
        read; nothing is written.

        An empty file, which a synchronisation leaves, is no template of hers: the one of the
        program is used, the file stays.
        """
        cible = self.path / f"{nom}.docx"
        cause, remede = (
            "le fichier est vide",
            "Supprimez-le pour retrouver le modèle d’origine,",
        )
        try:
            data = self._read(cible)
        except OSError as error:
            data, (cause, remede) = b"", outputs.explain_error(error)
        if data is None:
            return LoadedTemplate(origine(), absent=True)
        if data:
            return LoadedTemplate(data, problems=_report_open(cible))
        return LoadedTemplate(
            origine(), problems=[_explain(meetings.MODELE_REMPLACE, cible, cause, remede)]
        )

    def restore(self, nom: str, lu: LoadedTemplate) -> LoadedTemplate:
        """Put a missing template back; it is used even when it cannot be written
        (docs/rules/templates.md#restored).
        """
        cible = self.path / f"{nom}.docx"
        try:
            atomic.replace_file(cible, lu.data, self.patience)
        except OSError as error:
            reason = outputs.explain_error(error)
            return replace(lu, problems=[_explain(meetings.MODELE_REMPLACE, cible, *reason)])
        return replace(lu, restaure=True)

    def _read(self, cible: Path) -> bytes | None:
        """The bytes of a file, None when there is none; OSError for a folder, for what could be
        read without end, for a giant.
        """
        if cible.exists():
            if not cible.is_file():
                raise IsADirectoryError(errno.EISDIR, "not a file")
            if cible.stat().st_size > TAILLE:
                raise OSError(errno.EFBIG, "too large")
        return atomic.read_file(cible, self.patience)


def _explain(kind: ProblemKind, cible: Path, cause: str, remede: str) -> Problem:
    return kind.report(Place(cible.name), cause=cause, remede=remede)


def _report_open(cible: Path) -> list[Problem]:
    """What is said of a template that is open in Word, whose lock bears its name less its first two
    letters when it is long.
    """
    verrous = [cible.with_name(f"~${cible.name[cut:]}") for cut in range(3)]
    if any(map(os.path.lexists, verrous)):
        return [meetings.MODELE_OUVERT.report(Place(cible.name))]
    return []
