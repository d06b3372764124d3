"""The command line, read in French: what is typed after `python run.py`."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import CluError, Severity
from clu_batch.parse import parse_date
from clu_batch.session.folders import MODELES, make_refusal, refuse_mixed_folders
from clu_batch.session.options import Options

TESTS = "tests"
NEW, EXAMPLE = "nouveau", "exemple"
FROM = "--depuis"
COMMANDS = {
    "produire": (
        "vérifie les classeurs et produit les documents (c’est ce que fait la commande sans rien"
        " après)"
    ),
    "verifier": "vérifie les classeurs sans produire de document",
    NEW: (
        "fait un dossier vierge pour un autre comité ou une autre année (nouveau DOSSIER, ou à côté"
        " de celui-ci)"
    ),
    EXAMPLE: "fait à côté de celui-ci le dossier « Exemple CLU »",
    TESTS: "vérifie le programme lui-même",
}
OPTIONS = {
    "--reunion": ("DATE ou N°", "la réunion à produire"),
    "--au": ("DATE", "compte les délais à cette date au lieu d’aujourd’hui"),
    "--classeurs": ("DOSSIER", "où lire les classeurs, au lieu de « workbooks »"),
    MODELES: ("DOSSIER", "où lire les modèles, au lieu de « templates »"),
    "--sortie": ("DOSSIER", "où écrire les documents, au lieu de « output »"),
    FROM: (
        "DOSSIER",
        "avec « nouveau » : le dossier dont les réglages et la composition passent",
    ),
}
NO_PAUSE = "--sans-pause"
HELP = ("--aide", "-h", "--help", "/?")


@frozen
class Command:
    """What was typed: the command, the value of each option, and the words handed on: to pytest, or
    the folder of `nouveau`.
    """

    name: str
    values: dict[str, str]
    words: tuple[str, ...] = ()


def parse(words: Sequence[str]) -> Command:
    """Read the command line; CluError 3 names the first word that is not understood and the closest
    one that is. What follows `tests` is read by pytest.
    """
    if any(word in HELP for word in words):
        return Command("aide", {})
    typed = [word for word in words if word != NO_PAUSE]
    if typed[:1] == [TESTS]:
        return Command(TESTS, {}, tuple(typed[1:]))
    folder = _take_new_folder(typed)
    names, values = _read_words(typed)
    if len(names) > 1:
        raise make_refusal(f"Une seule commande à la fois ; {' et '.join(names)} sont écrites.")
    command = Command(names[0] if names else "produire", values, folder)
    _refuse_strange_options(command)
    return command


def _take_new_folder(typed: list[str]) -> tuple[str, ...]:
    """Take the folder that follows `nouveau` out of the words."""
    place = typed.index(NEW) + 1 if NEW in typed else len(typed)
    if place >= len(typed) or typed[place].startswith("-"):
        return ()
    return (typed.pop(place),)


def _refuse_strange_options(command: Command) -> None:
    """Refuse the options that mean nothing to the command."""
    own = {NEW: {FROM}, EXAMPLE: set[str]()}.get(command.name, set(OPTIONS) - {FROM})
    strange = sorted(set(command.values) - own)
    if strange:
        raise make_refusal(f"L’option {strange[0]} ne va pas avec « {command.name} ».")


def _read_words(typed: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Tell the commands that were typed from the options and their values."""
    names: list[str] = []
    values: dict[str, str] = {}
    rest = iter(typed)
    for word in rest:
        if word.startswith("-"):
            _add_option(values, word, rest)
        elif word in COMMANDS:
            names.append(word)
        else:
            raise _make_unknown_error("La commande", word, COMMANDS)
    return names, values


def _add_option(values: dict[str, str], word: str, rest: Iterator[str]) -> None:
    """Add an option and its value, typed `--au 10/12/2026` or `--au=10/12/2026`."""
    option, equals, value = word.partition("=")
    if option not in OPTIONS:
        raise _make_unknown_error("L’option", word, (*OPTIONS, NO_PAUSE, HELP[0]))
    if not equals:
        value = next(rest, "")
    if not value.strip() or value.startswith("--"):
        raise make_refusal(
            f"L’option {option} attend une valeur : {option} {OPTIONS[option][0]}."
        )
    if option in values:
        raise make_refusal(f"L’option {option} est écrite deux fois ; gardez-en une.")
    values[option] = value


def build_options(commande: Command, root: Path, today: dt.date) -> Options:
    """Return the options of a run: what was typed, else the folders that stand beside run.py."""
    values = commande.values
    asked = Options(
        reunion=values.get("--reunion"),
        au=_read_date(values["--au"]) if "--au" in values else None,
        aujourd_hui=today,
        classeurs=_choose_folder("--classeurs", values, root / "workbooks"),
        modeles=_choose_folder(MODELES, values, root / "templates"),
        sortie=_choose_folder("--sortie", values, root / "output"),
        verifier_seulement=commande.name == "verifier",
    )
    refuse_mixed_folders(asked)
    return asked


def build_source(commande: Command, root: Path, today: dt.date) -> Options | None:
    """Return the folder that `nouveau` takes rows from: the one typed after --depuis, else the
    present one when no folder to make was typed; None when there is none.
    """
    typed = commande.values.get(FROM)
    if typed is None and commande.words:
        return None
    source = root if typed is None else _choose_folder(FROM, commande.values, root)
    if typed is not None and not (source / "workbooks").is_dir():
        raise make_refusal(
            f"Le dossier « {source} » écrit après {FROM} n’a pas de dossier « workbooks »."
        )
    folders = (source / name for name in ("workbooks", "templates", "output"))
    classeurs, modeles, sortie = folders
    return Options(aujourd_hui=today, classeurs=classeurs, modeles=modeles, sortie=sortie)


def _choose_folder(option: str, values: Mapping[str, str], usual: Path) -> Path:
    """Return the folder typed after an option, else the usual one. A relative path starts from the
    folder where it was typed.
    """
    typed = values.get(option)
    if typed is None:
        return usual.absolute()
    try:
        return Path(read_path(option, typed)).absolute()
    except FileNotFoundError as error:
        raise make_refusal(
            "Le dossier d’où le programme a été lancé n’existe plus ; écrivez le chemin entier"
            f" après {option}."
        ) from error


def read_path(option: str, typed: str, system: str = os.name) -> str:
    """Return the folder as it was meant; CluError when Windows cannot have one of that name.

    There, a `\\` before the closing quotation mark makes it a letter, which joins what follows.
    """
    if system != "nt":
        return typed
    path = typed[:-1] + "\\" if typed.endswith('"') else typed
    if '"' in path:
        raise make_refusal(
            f"Le chemin écrit après {option} finit par une barre oblique inverse, que Windows lit"
            " avec le guillemet : enlevez-la, puis relancez."
        )
    reserved = [part for part in PureWindowsPath(path).parts if _DEVICES.fullmatch(part)]
    if reserved:
        raise make_refusal(
            f"« {reserved[0]} » ne peut pas être le nom d’un dossier : Windows le garde pour lui."
            f" Choisissez un autre dossier après {option}."
        )
    return path


_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)\s*(?:\..*)?", re.IGNORECASE)
"""Names that lead to a device of Windows, whatever follows a dot."""


def _read_date(text: str) -> dt.date:
    read = parse_date(text)
    faulty = read.defaut is not None and read.defaut.gravite <= Severity.ERREUR
    if read.valeur is None or faulty:
        raise make_refusal(
            f"La date « {text} » écrite après --au n’est pas comprise ; écrivez-la ainsi : --au"
            " 10/12/2026."
        )
    return read.valeur


def _make_unknown_error(kind: str, word: str, known: Iterable[str]) -> CluError:
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"Sont connues : {', '.join(known)}."
    if close:
        hint = f"Vouliez-vous écrire {close[0]} ?"
    return make_refusal(f"{kind} « {word} » n’existe pas. {hint}")


def write_usage() -> Sequence[str]:
    """Return the help, line by line."""
    options = {f"{name} {value}": text for name, (value, text) in OPTIONS.items()}
    options[NO_PAUSE] = "ferme la fenêtre sans attendre la touche Entrée"
    width = max(map(len, options))
    lines = ["python run.py [COMMANDE] [OPTIONS]"]
    for told in (COMMANDS, options):
        lines.append("")
        lines += [f"  {typed:<{width}}  {text}" for typed, text in told.items()]
    return lines
