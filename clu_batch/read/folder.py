"""Read the folder of workbooks: which files are read, which are copies, and what they hold."""

from __future__ import annotations

import errno
import hashlib
import re
import time
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from itertools import chain
from pathlib import Path

from clu_batch.kernel.frames import RawSheet
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, Severity
from clu_batch.messages import whole_sheets, workbooks
from clu_batch.parse import fold_text
from clu_batch.read.container import ATTENDU, AUTRES, ContainerKind, UnreadableFile, inspect
from clu_batch.read.csv_text import read_csv
from clu_batch.read.workbook import read_workbook

PATIENCE = 2.0  # seconds given to a file that a backup or a synchronisation holds
PAUSE = 0.1  # seconds between two tries

_COPIE = re.compile(
    r"^(?:copie|copy)(?: \(?\d+\)?)? (?:de|of) "
    r"|[ _–-]+(?:copie|copy)(?:[ _-]?\(?\d+\)?)?$"
    r"|(?: [–-] |_)(?:copie|copy) (?:de|du|of) .*$"
    r"| ?\(\d{1,2}\)$"
    r"| *[(\[][^()\[\]]*(?:copie|copy|conflit|conflict)[^()\[\]]*[)\]]$"
    r"|[ ._–-]+(?:copie en |sync-)?(?:conflit|conflict(?:ed)?)\b.*$"
    # OneDrive: the name of the computer, as Windows gives it
    r"|-(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{5,15}(?:-\d{1,2})?$",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"[ _-]+(?:v ?\d{1,2}|def|définitif|final|finale|vf|old|ancien|sauvegarde|backup)$",
    re.IGNORECASE,
)
"""A version beside the original is a copy of it; alone, it is the workbook under the name that its
owner chose.
"""

_COPIE_OU_VERSION = re.compile(f"{_COPIE.pattern}|{_VERSION.pattern}", re.IGNORECASE)

_APERCU = re.compile(
    r"Temp\d+_.*\.zip$|.*\.zip\.[0-9a-f]{3}$|7zO[0-9A-F]{5,}$|Rar\$", re.IGNORECASE
)
"""Names of the temporary folders in which an archive shows its content."""


@frozen
class FolderContent:
    """What the folder holds: its sheets in order, its problems, the SHA-256 of each file that was
    looked at.

    `unreadable`: a workbook that should be read could not be, so that an absent sheet may be in it.
    """

    sheets: Sequence[RawSheet] = ()
    problems: Sequence[Problem] = ()
    unreadable: bool = False
    digests: Mapping[str, str] = field(default_factory=dict)


def read_folder(folder: Path, nomme: Callable[[str], bool] = bool) -> FolderContent:
    """Return what the folder holds: every workbook directly in it, each read once.

    A bad file is a problem, never an exception. `nomme` tells whether a name is that of a known
    sheet (by default, any is): a .csv of another name need not be read
    (docs/rules/workbooks.md#files).
    """
    try:
        names = sorted((entry.name for entry in folder.iterdir()), key=_make_sort_key)
    except OSError:
        return FolderContent(
            (), (workbooks.DOSSIER_ABSENT.report(Place(folder.name)),), True, {}
        )
    candidates = [name for name in names if _is_candidate(name, ATTENDU)]
    digests: dict[str, str] = {}
    looked_at = [_look_at(folder / name, candidates, digests, nomme) for name in candidates]
    beside = FolderContent(problems=_report_beside(folder, names, candidates))
    return _join([beside, *_read_all(looked_at, nomme)], digests)


def _report_beside(
    folder: Path, names: Sequence[str], candidates: Sequence[str]
) -> list[Problem]:
    """What stands beside the workbooks, and where they stand."""
    unread = [
        workbooks.FORMAT_NON_LU.report(Place(name), extension=Path(name).suffix.lower())
        for name in names
        if _is_candidate(name, AUTRES)
    ]
    opened = _report_open_workbooks(names, candidates)
    return [*_report_temporary(folder), *opened, *unread]


def _join(contents: Sequence[FolderContent], digests: Mapping[str, str]) -> FolderContent:
    """What several contents hold, in their order."""
    return FolderContent(
        tuple(chain.from_iterable(content.sheets for content in contents)),
        tuple(chain.from_iterable(content.problems for content in contents)),
        any(content.unreadable for content in contents),
        digests,
    )


@frozen
class _OpenedFile:
    """A file to be read, whose bytes are here."""

    name: str
    content: bytes
    digest: str


def _look_at(
    path: Path,
    candidates: Sequence[str],
    digests: dict[str, str],
    nomme: Callable[[str], bool],
) -> _OpenedFile | FolderContent:
    """A file as it stands on the disk, or why it is not read; its digest is put with the others."""
    original = _find_original(path.name, candidates)
    if original is not None:
        copy = workbooks.COPIE_ECARTEE.report(Place(path.name), original=original)
        return FolderContent(problems=[copy])
    try:
        content = _read_bytes(path)
    except UnreadableFile as obstacle:
        return _refuse(path.name, obstacle, nomme)
    digest = hashlib.sha256(content).hexdigest()
    twin = next((name for name, known in digests.items() if known == digest), None)
    digests[path.name] = digest
    if twin is not None and content:
        same = workbooks.MEME_CONTENU.report(Place(path.name), original=twin)
        return FolderContent(problems=[same])
    return _OpenedFile(path.name, content, digest)


def _read_all(
    looked_at: Sequence[_OpenedFile | FolderContent], nomme: Callable[[str], bool]
) -> list[FolderContent]:
    """What each file holds, in their order.

    The heaviest is read here, the others beside it: calamine walks through a sheet on one processor
    while Python looks at another. A thread keeps the memory it took, so the most is taken here.
    """
    opened = [file for file in looked_at if isinstance(file, _OpenedFile)]
    opened.sort(key=lambda file: len(file.content))
    with ThreadPoolExecutor(1) as beside:
        begun = {file.name: beside.submit(_read_one, file, nomme) for file in opened[:-1]}
        here = {file.name: _read_one(file, nomme) for file in opened[-1:]}
        read = here | {name: other.result() for name, other in begun.items()}
    return [read[file.name] if isinstance(file, _OpenedFile) else file for file in looked_at]


def _read_one(file: _OpenedFile, nomme: Callable[[str], bool]) -> FolderContent:
    """The sheets of one file and its problems."""
    try:
        sheets, said = _read_sheets(file)
    except UnreadableFile as obstacle:
        return _refuse(file.name, obstacle, nomme)
    return FolderContent(sheets, [_weigh_problem(problem, nomme) for problem in said])


def _refuse(name: str, obstacle: UnreadableFile, nomme: Callable[[str], bool]) -> FolderContent:
    """What an unreadable file gives; a .csv that no sheet is named after hides no sheet."""
    problem = obstacle.defaut.report(Place(name), "", "", **obstacle.faits)
    if Path(name).suffix.lower() == ".csv" and not nomme(_find_stem(name)):
        return FolderContent(problems=[replace(problem, gravite=Severity.A_VERIFIER)])
    return FolderContent(problems=[problem], unreadable=True)


def _weigh_problem(problem: Problem, nomme: Callable[[str], bool]) -> Problem:
    """The same, less grave when it tells of a sheet without content that nobody would have read."""
    if problem.code == whole_sheets.FEUILLE_SANS_CONTENU.code and not nomme(
        problem.place.sheet
    ):
        return replace(problem, gravite=Severity.INFORMATION)
    return problem


def _report_temporary(folder: Path) -> list[Problem]:
    """A folder that Explorer, 7-Zip or WinRAR unpacked for the time of a look: what is written
    beside it is lost.
    """
    inside = any(_APERCU.match(part) for part in folder.absolute().parts)
    if inside:
        return [workbooks.DOSSIER_TEMPORAIRE.report(Place(folder.name))]
    return []


def _make_sort_key(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", name).casefold(), name


def _is_candidate(name: str, extensions: Collection[str]) -> bool:
    return Path(name).suffix.lower() in extensions and not name.startswith(("~$", ".", "_"))


def _report_open_workbooks(names: Sequence[str], candidates: Sequence[str]) -> list[Problem]:
    """A lock file beside its workbook: the workbook is open somewhere, its last changes may not be
    saved.
    """
    known = {_make_sort_key(name)[0]: name for name in candidates}
    found = []
    for name in names:
        match = re.fullmatch(r"~\$(.+)|\.~lock\.(.+)#", name)
        locked = known.get(_make_sort_key(match[1] or match[2])[0]) if match else None
        if locked:
            found.append(workbooks.CLASSEUR_OUVERT.report(Place(locked)))
    return found


def _remove_marks(marks: re.Pattern[str], stem: str) -> str:
    """The stem of a file name once every such mark is taken off."""
    shorter = marks.sub("", stem, count=1).strip()
    if not shorter or shorter == stem:
        return stem
    return _remove_marks(marks, shorter)


def _find_stem(name: str) -> str:
    """The name of a file without its extension, its accents written in one way."""
    return unicodedata.normalize("NFC", Path(name).stem)


def _is_copy(stem: str) -> bool:
    return _remove_marks(_COPIE, stem) != stem


def _find_original(name: str, candidates: Sequence[str]) -> str | None:
    """The file of which `name` is a copy or a later version, when it is there."""
    stem = _find_stem(name)
    source = _remove_marks(_COPIE_OU_VERSION, stem)
    if source == stem:
        return None
    for other in candidates:
        if other != name and fold_text(Path(other).stem) == fold_text(source):
            return other
    return None


def _read_sheets(file: _OpenedFile) -> tuple[list[RawSheet], list[Problem]]:
    name = file.name
    stem = _find_stem(name)
    problems = [workbooks.COPIE_LUE.report(Place(name))] if _is_copy(stem) else []
    genre = inspect(file.content, Path(name).suffix.lower())
    if genre is ContainerKind.CSV:
        return [read_csv(name, stem, file.content, file.digest)], problems
    sheets = []
    for found in read_workbook(name, file.content, genre, file.digest):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            sheets.append(found)
    return sheets, problems


def _read_bytes(path: Path) -> bytes:
    """The whole file at once, waiting a little when another program holds it."""
    _refuse_what_is_no_file(path)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with path.open("rb") as stream:
                return stream.read()
        except OSError as error:
            if error.errno == errno.EACCES and time.monotonic() < until:
                time.sleep(PAUSE)
                continue
            if _is_online_only(path):
                raise UnreadableFile(workbooks.FICHIER_ABSENT_DU_POSTE) from error
            raise UnreadableFile(
                workbooks.FICHIER_OCCUPE, raison=_describe_error(error)
            ) from error


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse a folder; or what is no file at all, which could be read without end."""
    try:
        strange = path.exists() and not path.is_file()
    except OSError as error:
        raise UnreadableFile(workbooks.FICHIER_OCCUPE, raison=_describe_error(error)) from error
    if strange:
        raise UnreadableFile(workbooks.FICHIER_ETRANGER)


def _is_online_only(path: Path) -> bool:
    """Whether OneDrive keeps the content elsewhere: FILE_ATTRIBUTE_OFFLINE or
    RECALL_ON_DATA_ACCESS.
    """
    try:
        attributes: int = getattr(path.stat(), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & 0x401000)


_REASONS = {
    errno.EACCES: "un autre programme l’utilise, ou l’accès est refusé",
    errno.ENOENT: "le fichier a disparu",
    errno.ELOOP: "c’est un lien qui renvoie à lui-même",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ESTALE: "la connexion au serveur a été coupée",
}


def _describe_error(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, "erreur de lecture")
