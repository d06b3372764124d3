"""The command: what may be typed, how a run ends, what the window shows."""

from __future__ import annotations

import codecs
import ctypes
import datetime as dt
import errno
import gc
import importlib.machinery
import io
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import clu_batch
from clu_batch.app import arguments, cli, console, journal
from clu_batch.kernel.exit_codes import Code, choose_highest
from clu_batch.kernel.problems import CluError
from clu_batch.session.options import Options
from clu_batch.setup import bootstrap
from clu_batch.setup.library_folder import Need
from tests.support.on_windows import make_link

TODAY = dt.date(2026, 11, 23)


# -- what is typed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "name", "values"),
    [
        ("", "produire", {}),
        ("--sans-pause", "produire", {}),
        ("verifier", "verifier", {}),
        ("tests --sans-pause", "tests", {}),
        ("--sans-pause --reunion 3 tests", "tests", {"--reunion": "3"}),
        ("--reunion 3 verifier", "verifier", {"--reunion": "3"}),
        (
            "--au=10/12/2026 --sortie=ailleurs",
            "produire",
            {"--au": "10/12/2026", "--sortie": "ailleurs"},
        ),
        ("--classeurs a --modeles b", "produire", {"--classeurs": "a", "--modeles": "b"}),
        ("verifier --aide --inconnue", "aide", {}),
        ("/?", "aide", {}),
    ],
)
def test_what_is_understood(words: str, name: str, values: dict[str, str]) -> None:
    assert arguments.parse(words.split()) == arguments.Command(name, values)


@pytest.mark.parametrize("typed", ["tests/test_a.py -k un --lf", "-x", ""])
def test_what_follows_tests_is_for_pytest(typed: str) -> None:
    words = typed.split()
    assert arguments.parse(["--sans-pause", "tests", *words]).words == tuple(words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "--reunions 3",
            "L’option « --reunions » n’existe pas. Vouliez-vous écrire --reunion ?",
        ),
        (
            "--xyz",
            (
                "L’option « --xyz » n’existe pas. Sont connues : --aide, --au, --classeurs,"
                " --depuis, --modeles, --reunion, --sans-pause, --sortie."
            ),
        ),
        ("vérifier", "La commande « vérifier » n’existe pas. Vouliez-vous écrire verifier ?"),
        ("--au", "L’option --au attend une valeur : --au DATE."),
        ("--au --sans-pause", "L’option --au attend une valeur : --au DATE."),
        ("--au --sortie x", "L’option --au attend une valeur : --au DATE."),
        ("--sortie=", "L’option --sortie attend une valeur : --sortie DOSSIER."),
        ("--au 1/1/2026 --au 2/1/2026", "L’option --au est écrite deux fois ; gardez-en une."),
        ("verifier tests", "Une seule commande à la fois ; verifier et tests sont écrites."),
        ("--depuis x", "L’option --depuis ne va pas avec « produire »."),
        ("verifier --depuis x", "L’option --depuis ne va pas avec « verifier »."),
        ("nouveau x --sortie y", "L’option --sortie ne va pas avec « nouveau »."),
    ],
)
def test_what_is_not_understood_is_said_in_french(words: str, sentence: str) -> None:
    with pytest.raises(CluError) as caught:
        arguments.parse(words.split())
    assert caught.value.sentence == f"{sentence} Rien n’a été lu ni écrit."
    assert caught.value.code == Code.USAGE


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("D:\\CLU", "D:\\CLU"),
        ('D:\\CLU"', "D:\\CLU\\"),
        ('D:"', "D:\\"),
        ("console", "console"),
        ("D:\\Convention\\com", "D:\\Convention\\com"),
    ],
)
def test_a_path_of_windows_is_read_as_it_was_meant(typed: str, read: str) -> None:
    assert arguments.read_path("--sortie", typed, "nt") == read
    assert arguments.read_path("--sortie", typed, "posix") == typed


@pytest.mark.parametrize("typed", ["CON", "nul.txt", "D:\\com1\\CLU", "lpt9 ", "aux"])
def test_a_device_of_windows_is_no_folder(typed: str) -> None:
    with pytest.raises(CluError, match="ne peut pas être le nom d’un dossier") as caught:
        arguments.read_path("--sortie", typed, "nt")
    assert caught.value.code == Code.USAGE


def test_a_quotation_mark_that_joined_what_follows_is_said() -> None:
    with pytest.raises(CluError, match="barre oblique inverse") as caught:
        arguments.read_path("--sortie", 'D:\\CLU" --sans-pause', "nt")
    assert caught.value.code == Code.USAGE


def options(root: Path, *words: str) -> Options:
    return arguments.build_options(arguments.parse(words), root, TODAY)


def test_by_default_all_stands_beside_the_program(tmp_path: Path) -> None:
    folders = (tmp_path / "workbooks", tmp_path / "templates", tmp_path / "output")
    assert options(tmp_path) == Options(None, None, TODAY, *folders, verifier_seulement=False)
    assert options(tmp_path, "verifier").verifier_seulement


def test_a_folder_typed_is_taken_from_where_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert options(Path("/programme"), "--classeurs", "été").classeurs == tmp_path / "été"


@pytest.mark.parametrize(
    "text", ["10/12/2026", "10 décembre 2026", "jeudi 10 décembre 2026", "2026-12-10"]
)
def test_a_date_is_read_as_a_cell_would_be(tmp_path: Path, text: str) -> None:
    assert options(tmp_path, "--au", text).au == dt.date(2026, 12, 10)


@pytest.mark.parametrize("text", ["31/02/2026", "demain", "12/25/2026", "décembre 2026"])
def test_an_unreadable_date_gives_3(tmp_path: Path, text: str) -> None:
    with pytest.raises(
        CluError, match=f"La date « {text} » écrite après --au n’est pas comprise"
    ) as caught:
        options(tmp_path, "--au", text)
    assert caught.value.code == Code.USAGE


LIENS = {
    "lien": "classeurs",
    "lien-modeles": "templates",
    "lien-reunion": "output/2026-12-10_CLU",
    "boucle": "boucle",
}
"""The links that may be typed, and where each leads."""


def make_links(folder: Path, typed: str) -> None:
    """Make the links that are typed: the other tests need none."""
    for name in LIENS.keys() & set(re.split("[ /]", typed)):
        make_link(folder / name, folder / LIENS[name])


@pytest.mark.parametrize(
    "sortie", ["classeurs", "classeurs/sortie", "autre/../classeurs", "lien", "lien/sortie"]
)
def test_documents_are_never_written_among_the_workbooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sortie: str
) -> None:
    (tmp_path / "classeurs").mkdir()
    make_links(tmp_path, sortie)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CluError, match="où le programme n’écrit jamais") as caught:
        options(tmp_path, "--classeurs", "classeurs", "--sortie", sortie)
    assert caught.value.code == Code.USAGE


PARMI_LES_CLASSEURS = "n’écrit jamais parmi vos classeurs"
PARMI_LES_MODELES = "parmi vos modèles"
CELUI_D_UNE_REUNION = "est celui d’une réunion, ou s’y trouve"
MELANGES = [
    # what is typed, what the refusal says
    ("--modeles classeurs", PARMI_LES_CLASSEURS),
    ("--modeles classeurs/", PARMI_LES_CLASSEURS),
    ("--modeles ./autre/../classeurs", PARMI_LES_CLASSEURS),
    ("--modeles classeurs/modeles", PARMI_LES_CLASSEURS),
    ("--modeles lien", PARMI_LES_CLASSEURS),
    ("--modeles lien/annexes/modeles", PARMI_LES_CLASSEURS),
    ("--classeurs templates", PARMI_LES_CLASSEURS),
    ("--classeurs lien-modeles", PARMI_LES_CLASSEURS),
    ("--sortie templates", PARMI_LES_MODELES),
    ("--sortie lien-modeles/", PARMI_LES_MODELES),
    ("--modeles x/y --sortie x/z/../y", PARMI_LES_MODELES),
    ("--classeurs output/2026-12-10_CLU", CELUI_D_UNE_REUNION),
    ("--classeurs output/2026-12-10_CLU/annexes", CELUI_D_UNE_REUNION),
    ("--classeurs ailleurs/2026-12-10_CLU --sortie ailleurs", CELUI_D_UNE_REUNION),
    ("--classeurs lien-reunion", CELUI_D_UNE_REUNION),
    ("--modeles output/2026-12-10_CLU", CELUI_D_UNE_REUNION),
    ("--modeles output/2026-12-10_CLU/modeles verifier", CELUI_D_UNE_REUNION),
]


@pytest.fixture
def dossiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the program: workbooks, templates and the papers of a meeting."""
    for folder in ("classeurs", "templates", "output/2026-12-10_CLU"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("typed", "said"), MELANGES)
def test_folders_that_a_run_would_spoil_are_refused_and_nothing_is_written(
    dossiers: Path,
    typed: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "ROOT", dossiers)
    make_links(dossiers, typed)
    before = sorted(dossiers.rglob("*"))
    typed = typed if "--classeurs" in typed else f"{typed} --classeurs classeurs"
    assert cli.main(typed.split()) == Code.USAGE
    shown = capsys.readouterr().out
    assert said in shown
    assert "Rien n’a été lu ni écrit." in shown
    assert sorted(dossiers.rglob("*")) == before


@pytest.mark.parametrize(
    "typed",
    [
        "--classeurs classeurs --modeles . --sortie ailleurs",
        "--classeurs classeurs --sortie .",
        "--classeurs classeurs --sortie templates/output",
        "--classeurs 2026-12-10_CLU",
        "--classeurs anciens/2026-12-10_CLU",
        "--classeurs output/classeurs",
        "--classeurs boucle --modeles templates",
    ],
)
def test_folders_that_no_run_would_spoil_are_taken(dossiers: Path, typed: str) -> None:
    make_links(dossiers, typed)
    assert options(dossiers, *typed.split()).aujourd_hui == TODAY


def test_a_folder_with_a_like_name_is_another_folder(tmp_path: Path) -> None:
    assert (
        options(
            tmp_path, "--classeurs", "/a/classeurs", "--sortie", "/a/classeurs-sortie"
        ).sortie
        == Path("/a/classeurs-sortie").absolute()
    )


# -- how a run ends --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    code: int = 0
    folders: Sequence[Path] = ()
    lines: Sequence[str] = ()
    defects: Sequence[Exception] = ()


Work = Callable[[Options, console.Steps], Result]


@pytest.fixture
def with_pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Work], None]:
    """A toy pipeline, and libraries that are already there."""
    monkeypatch.setattr(bootstrap, "provide_libraries", lambda need, say: tmp_path)
    monkeypatch.setattr(bootstrap, "are_sound", lambda need: True)
    monkeypatch.setattr(sys, "path", list(sys.path))

    def give(work: Work) -> None:
        module = types.ModuleType("clu_batch.session.pipeline")
        module.run_session = work  # type: ignore[attr-defined]  # a module made for the test
        monkeypatch.setitem(sys.modules, "clu_batch.session.pipeline", module)
        monkeypatch.setattr("clu_batch.session.pipeline", module, raising=False)

    return give


def raising(error: BaseException) -> Work:
    def work(asked: Options, steps: console.Steps) -> Result:
        steps(3, 7, "Dossier de séance")
        raise error

    return work


def test_the_summary_and_the_code_are_those_of_the_pipeline(
    with_pipeline: Callable[[Work], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    received: list[Options] = []

    def work(asked: Options, steps: console.Steps) -> Result:
        received.append(asked)
        steps(2, 4, "Calcul")
        steps(3, 4, "Documents")
        return Result(1, (), ("12 documents", "1 erreur"))

    with_pipeline(work)
    assert (
        cli.main(["verifier", "--sortie", str(tmp_path), "--reunion", "2"]) == Code.TO_CORRECT
    )
    assert (
        capsys.readouterr().out == "[1/3] Lecture et vérification des classeurs…\n"
        "[2/4] Calcul…\n[3/4] Documents…\n12 documents\n1 erreur\n"
    )
    assert (received[0].reunion, received[0].sortie, received[0].verifier_seulement) == (
        "2",
        tmp_path,
        True,
    )
    assert sys.path[0] == str(tmp_path)


@pytest.mark.parametrize("failure", [None, CluError("Un obstacle.", 2)])
def test_the_collector_rests_during_the_run_and_works_after(
    with_pipeline: Callable[[Work], None], tmp_path: Path, failure: CluError | None
) -> None:
    during: list[bool] = []

    def work(asked: Options, steps: console.Steps) -> Result:
        during.append(gc.isenabled())
        if failure:
            raise failure
        return Result()

    with_pipeline(work)
    cli.main(["--sortie", str(tmp_path)])
    assert (during, gc.isenabled()) == ([False], True)


PANICKING = """
import os, pathlib, sys, types
from clu_batch.app import cli

def run_session(options, steps):
    os.write(2, b"thread '<unnamed>' panicked at src/xls.rs")
    return types.SimpleNamespace(code=0, folders=(), lines=["12 documents"], defects=())

pipeline = types.ModuleType("clu_batch.session.pipeline")
pipeline.run_session = run_session
sys.modules[pipeline.__name__] = pipeline
code = cli.main(["--sans-pause"], cli.Setting(pathlib.Path(sys.argv[1]), None))
os.write(2, b"still there")
sys.exit(code)
"""


def test_what_a_library_writes_on_the_error_stream_is_not_seen(tmp_path: Path) -> None:
    """A child process: what a library writes there does not go through Python."""
    done = subprocess.run(
        [sys.executable, "-c", PANICKING, str(tmp_path)],
        capture_output=True,
        cwd=cli.ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (Code.DONE, "still there")
    assert "12 documents" in done.stdout


def nested_defect() -> ValueError:
    try:
        int("Mme Unetelle")
    except ValueError as error:
        return error
    raise AssertionError


def looping_defect() -> RuntimeError:
    error = RuntimeError()
    error.__cause__ = error
    return error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            CluError("Le classeur comite.xlsx est protégé.", 2),
            2,
            "Le classeur comite.xlsx est protégé.",
        ),
        (
            CluError("Une autre exécution est en cours.", 5),
            5,
            "Une autre exécution est en cours.",
        ),
        (KeyboardInterrupt(), 130, "Arrêt demandé"),
        (nested_defect(), 70, "Le programme a rencontré un défaut qui lui est propre"),
        (looping_defect(), 70, "Le programme a rencontré un défaut"),
        (
            ModuleNotFoundError("x", name="clu_batch.absent"),
            6,
            "Décompressez de nouveau tout le dossier",
        ),
        (
            ImportError("x", name="clu_batch.records"),
            6,
            "Décompressez de nouveau tout le dossier",
        ),
        (
            SyntaxError("x", (str(cli.ROOT / "clu_batch/session/pipeline.py"), 1, 1, "")),
            6,
            "Décompressez de nouveau tout le dossier",
        ),
        (SyntaxError("x", ("<unknown>", 1, 1, "")), 70, "Le programme a rencontré un défaut"),
        (
            ImportError("x", name="lxml.etree"),
            4,
            "ne s’est pas chargée ; un antivirus la retenait peut-être. Relancez",
        ),
    ],
)
def test_each_end_has_its_sentence_and_its_code(
    with_pipeline: Callable[[Work], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    with_pipeline(raising(error))
    assert cli.main(["--sortie", str(tmp_path / "s")]) == code
    shown = capsys.readouterr()
    assert said in shown.out
    assert "Traceback" not in shown.out
    assert type(error).__name__ not in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(
    "error",
    [
        ImportError("x", name="lxml.etree"),
        SyntaxError("x", ("/bibliotheques/pandas/core/frame.py", 1, 1, "")),
        ValueError("source code string cannot contain null bytes"),
        AttributeError("module 'pandas' has no attribute 'DataFrame'"),
        NameError("x"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("of_one_document", [False, True])
def test_a_damaged_library_is_no_defect_of_the_program(
    with_pipeline: Callable[[Work], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    of_one_document: bool,
) -> None:
    given_up: list[Need] = []
    with_pipeline(
        (lambda asked, steps: Result(70, (), (), (error,)))
        if of_one_document
        else raising(error)
    )
    monkeypatch.setattr(bootstrap, "are_sound", lambda need: False)
    monkeypatch.setattr(bootstrap, "give_up", given_up.append)
    assert cli.main(["--sortie", str(tmp_path / "s")]) == Code.LIBRARIES
    assert (
        "Une bibliothèque du programme est abîmée sur cet ordinateur. Relancez : elle sera"
        " réinstallée." in capsys.readouterr().out
    )
    assert given_up == [bootstrap.build_program_need(cli.ROOT)]


@pytest.mark.parametrize("folder", ["classeurs", "modeles", "sortie"])
@pytest.mark.parametrize("of_one_document", [False, True])
def test_what_the_system_refuses_of_her_folders_is_no_defect(
    with_pipeline: Callable[[Work], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    folder: str,
    of_one_document: bool,
) -> None:
    error = PermissionError(errno.EACCES, "x", str(tmp_path / folder / "a.docx"))
    with_pipeline(
        (lambda asked, steps: Result(70, (), (), (error,)))
        if of_one_document
        else raising(error)
    )
    words = []
    for name in ("classeurs", "modeles", "sortie"):
        words += [f"--{name}", str(tmp_path / name)]
    assert cli.main(words) == Code.BLOCKED
    shown = capsys.readouterr().out
    assert "a.docx\u00a0» ne peut pas être utilisé\u00a0: l’accès est refusé" in shown
    assert "défaut" not in shown


def test_what_the_system_refuses_elsewhere_is_a_defect(
    with_pipeline: Callable[[Work], None], tmp_path: Path
) -> None:
    with_pipeline(raising(PermissionError(errno.EACCES, "x", "/ailleurs")))
    assert cli.main(["--sortie", str(tmp_path)]) == Code.DEFECT


def test_a_folder_that_is_no_more_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere() -> str:
        raise FileNotFoundError(errno.ENOENT, "x")

    monkeypatch.setattr(os, "getcwd", nowhere)
    assert cli.main(["--sortie", "ici"]) == Code.USAGE
    assert "Le dossier d’où le programme a été lancé n’existe plus" in capsys.readouterr().out


def test_a_package_that_lost_its_beginning_is_a_program_that_is_not_whole(
    with_pipeline: Callable[[Work], None], tmp_path: Path
) -> None:
    empty = types.ModuleType("clu_batch.read")
    empty.__spec__ = importlib.machinery.ModuleSpec("clu_batch.read", None, is_package=True)
    with_pipeline(raising(AttributeError("x", name="read_folder", obj=empty)))
    assert cli.main(["--sortie", str(tmp_path)]) == Code.INCOMPLETE


def test_a_file_that_lacks_is_told_even_when_the_journal_lacks_too(
    with_pipeline: Callable[[Work], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_pipeline(raising(RuntimeError()))
    monkeypatch.setitem(sys.modules, "clu_batch.app.journal", None)
    monkeypatch.delattr(clu_batch.app, "journal", raising=False)
    assert cli.main(["--sortie", str(tmp_path)]) == Code.DEFECT
    assert "le journal n’a pas pu être écrit" in capsys.readouterr().out


def test_the_journal_tells_where_and_names_nobody(
    with_pipeline: Callable[[Work], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_pipeline(raising(nested_defect()))
    cli.main(["--sortie", str(tmp_path / "s")])
    journal = (tmp_path / "s/journal.txt").read_text("utf-8")
    assert "builtins.ValueError" in journal
    assert "clu_batch/app/cli.py" in journal
    # the line of this test is quoted, the value is not
    assert "Unetelle" not in journal.replace('int("Mme Unetelle")', "")
    assert str(tmp_path) not in journal
    assert str(tmp_path / "s/journal.txt") in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("/home/u/clu_batch/clu_batch/app/cli.py", "clu_batch/app/cli.py"),
        (
            "/home/u/.cache/clu_batch/cpython-311-1a/pandas/core/a.py",
            "clu_batch/cpython-311-1a/pandas/core/a.py",
        ),
        ("/usr/lib/python3.11/json/decoder.py", "python3.11/json/decoder.py"),
        ("/home/u/clu_batch", "home/u/clu_batch"),
    ],
)
def test_the_journal_names_a_file_from_the_package_on(file: str, named: str) -> None:
    assert journal._name_place(file) == named


def test_a_defect_in_one_document_is_told_in_the_journal_and_the_others_stand(
    with_pipeline: Callable[[Work], None], tmp_path: Path
) -> None:
    with_pipeline(
        lambda asked, steps: Result(
            70, (), ("1 document non produit",), (nested_defect(), RuntimeError())
        )
    )
    assert cli.main(["--sortie", str(tmp_path)]) == Code.DEFECT
    journal = (tmp_path / "journal.txt").read_text("utf-8")
    assert ("builtins.ValueError" in journal, "builtins.RuntimeError" in journal) == (
        True,
        True,
    )


def test_the_journal_keeps_what_it_had_and_does_not_grow_for_ever(
    with_pipeline: Callable[[Work], None], tmp_path: Path
) -> None:
    with_pipeline(raising(RuntimeError()))
    for _ in range(2):
        cli.main(["--sortie", str(tmp_path)])
    journal = tmp_path / "journal.txt"
    assert journal.read_text("utf-8").count("RuntimeError\n") == 2
    journal.write_bytes(b"x" * 1_000_000)
    cli.main(["--sortie", str(tmp_path)])
    assert 200_000 < journal.stat().st_size < 210_000


def test_a_journal_that_cannot_be_written_hides_nothing(
    with_pipeline: Callable[[Work], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s").write_text("un fichier")
    with_pipeline(raising(RuntimeError()))
    assert cli.main(["--sortie", str(tmp_path / "s")]) == Code.DEFECT
    assert "le journal n’a pas pu être écrit" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("codes", "expected"),
    [((), 0), ((0, 1), 1), ((2, 1), 2), ((1, 70, 2), 70), ((130, 2), 130), ((70, 130), 70)],
)
def test_the_highest_code_applies_70_first(codes: tuple[int, ...], expected: int) -> None:
    assert choose_highest(codes) == expected


@pytest.mark.parametrize(("pytest_code", "expected"), [(0, 0), (1, 1), (2, 1), (5, 1)])
def test_the_tests_give_0_or_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pytest_code: int, expected: int
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def run(
        command: list[str], *, cwd: Path, env: dict[str, str], check: bool
    ) -> types.SimpleNamespace:
        started.append((command, env))
        return types.SimpleNamespace(returncode=pytest_code)

    monkeypatch.setattr(
        bootstrap, "provide_libraries", lambda need, say: tmp_path / need.requirements.stem
    )
    monkeypatch.setattr(bootstrap, "are_sound", lambda need: True)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.delenv("CLU_COUVERTURE", raising=False)
    assert cli.main(["tests"]) == expected
    command, environment = started[0]
    assert command == [sys.executable, "-m", "pytest", *cli.PLUGINS, "-n", "auto"]
    assert [Path(part).name for part in environment["PYTHONPATH"].split(os.pathsep)] == [
        "requirements",
        "requirements-dev",
    ]


@pytest.mark.parametrize("installed", [False, True])
def test_the_words_after_tests_reach_pytest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installed: bool
) -> None:
    started: list[list[str]] = []

    def run(command: list[str], **_: object) -> types.SimpleNamespace:
        started.append(command)
        return types.SimpleNamespace(returncode=0)

    monkeypatch.setattr(bootstrap, "provide_libraries", lambda need, say: tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.delenv("CLU_COUVERTURE", raising=False)
    setting = cli.read_environment() if installed else cli.read_checkout()
    assert cli.main(["tests", "tests/test_a.py", "-k", "un"], setting) == Code.DONE
    python = [sys.executable, "-m", "pytest", *cli.PLUGINS]
    assert started == [[*python, "tests/test_a.py", "-k", "un"]]


def test_failing_tests_may_be_those_of_damaged_tools(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given_up: list[Need] = []
    monkeypatch.setattr(
        bootstrap, "provide_libraries", lambda need, say: tmp_path / need.requirements.stem
    )
    monkeypatch.setattr(
        bootstrap, "are_sound", lambda need: need.requirements.stem != "requirements-dev"
    )
    monkeypatch.setattr(bootstrap, "give_up", given_up.append)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: types.SimpleNamespace(returncode=1))
    assert cli.main(["tests"]) == Code.LIBRARIES
    assert [need.requirements.name for need in given_up] == ["requirements-dev.txt"]
    assert "Relancez : elle sera réinstallée." in capsys.readouterr().out


def test_help_lists_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--aide"]) == Code.DONE
    shown = capsys.readouterr().out
    assert [
        word
        for word in (*arguments.COMMANDS, *arguments.OPTIONS, arguments.NO_PAUSE)
        if word not in shown
    ] == []


# -- in a Python environment -----------------------------------------------------------------------


def without_private_libraries(need: Need, say: object) -> Path:
    raise AssertionError(need.name)


@pytest.fixture
def environment(
    with_pipeline: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[Work], None]:
    """A toy pipeline; a checkout with workbooks; a current folder without; no private libraries."""
    monkeypatch.setattr(bootstrap, "provide_libraries", without_private_libraries)
    monkeypatch.setattr(cli, "ROOT", tmp_path / "programme")
    (tmp_path / "programme/workbooks").mkdir(parents=True)
    (tmp_path / "ici").mkdir()
    monkeypatch.chdir(tmp_path / "ici")
    return with_pipeline


@pytest.mark.parametrize(
    ("workbooks", "folder"),
    [
        (["programme"], "programme"),
        (["programme", "ici"], "ici"),
        (["ici"], "ici"),
        ([], "ici"),
    ],
)
def test_an_installed_program_finds_its_folders_and_installs_nothing(
    environment: Callable[[Work], None], tmp_path: Path, workbooks: list[str], folder: str
) -> None:
    (tmp_path / "programme/workbooks").rmdir()
    for place in workbooks:
        (tmp_path / place / "workbooks").mkdir()
    received: list[Options] = []

    def work(asked: Options, steps: console.Steps) -> Result:
        received.append(asked)
        return Result()

    environment(work)
    assert cli.main([], cli.read_environment()) == Code.DONE
    [asked] = received
    assert asked.classeurs == tmp_path / folder / "workbooks"
    assert asked.modeles == tmp_path / folder / "templates"
    assert asked.sortie == tmp_path / folder / "output"


def test_a_library_that_the_environment_lacks_is_said(
    environment: Callable[[Work], None], capsys: pytest.CaptureFixture[str]
) -> None:
    environment(raising(ModuleNotFoundError("x", name="pandas")))
    assert cli.main([], cli.read_environment()) == Code.LIBRARIES
    assert "manque dans l’environnement Python utilisé" in capsys.readouterr().out


def test_an_installed_program_without_its_tests_says_so(
    environment: Callable[[Work], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["tests"], cli.read_environment()) == Code.INCOMPLETE
    assert "Les tests ne sont pas installés avec le programme" in capsys.readouterr().out


def test_python_m_is_the_program_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clu_batch", "--aide"],
        capture_output=True,
        check=True,
        cwd=cli.ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert done.stdout.decode().splitlines() == list(arguments.write_usage())


# -- what the window shows -------------------------------------------------------------------------


class Screen(io.StringIO):
    def __init__(self, text: str = "", *, terminal: bool = True) -> None:
        super().__init__(text)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("stdin", "stdout", "words", "variables", "waits"),
    [
        (True, True, [], {}, True),
        (False, True, [], {}, False),
        (True, False, [], {}, False),
        (True, True, ["--sans-pause"], {}, False),
        (True, True, [], {"CLU_SANS_PAUSE": "1"}, False),
    ],
)
def test_a_window_waits_and_shows_the_folder_only_for_a_reader(
    monkeypatch: pytest.MonkeyPatch, with_pipeline: Callable[[Work], None], tmp_path: Path,
    stdin: bool, stdout: bool, words: list[str], variables: dict[str, str], waits: bool,
) -> None:  # fmt: skip
    screen, opened = Screen(terminal=stdout), list[Path]()
    monkeypatch.setattr(sys, "stdin", Screen("\n", terminal=stdin))
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.delenv("CLU_SANS_PAUSE", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(console, "open_folder", opened.append)
    monkeypatch.setattr(console, "is_window_seen", lambda: True)  # on Windows, a test has none
    with_pipeline(lambda asked, steps: Result(0, (tmp_path,)))
    cli.main(words)
    assert ("Appuyez sur Entrée" in screen.getvalue()) is waits
    assert opened == ([tmp_path] if waits else [])


def test_two_meetings_open_one_window_on_what_holds_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = list[Path]()
    monkeypatch.setattr(console, "open_folder", opened.append)
    cli.show_folders([tmp_path / "2026-12-10_CLU", tmp_path / "2026-06-11_CLU"])
    cli.show_folders([tmp_path / "2026-12-10_CLU"])
    cli.show_folders([])
    assert opened == [tmp_path, tmp_path / "2026-12-10_CLU"]


@dataclass
class Desktop:
    """What Windows says of a console: its window, whether it is in view, its class, whether the
    session has a screen.
    """

    window: int = 7
    visible: bool = True
    kind: str = "ConsoleWindowClass"
    screen: bool = True

    def answer_flags(self, *words: Any) -> int:
        words[2]._obj[2] = int(self.screen)
        return 1

    def answer_class(self, _window: object, name: Any, _size: int) -> None:
        name.value = self.kind


@pytest.mark.parametrize(
    ("desktop", "seen"),
    [
        (Desktop(), True),
        (Desktop(window=0), False),
        (Desktop(visible=False), False),
        (Desktop(visible=False, kind="PseudoConsoleWindow"), True),
        (Desktop(screen=False), False),
        (Desktop(visible=False, kind="PseudoConsoleWindow", screen=False), False),
    ],
    ids=["a window", "none", "hidden", "Windows Terminal", "a service", "a service’s Terminal"],
)
def test_a_scheduled_task_does_not_wait_for_enter(
    monkeypatch: pytest.MonkeyPatch, desktop: Desktop, seen: bool
) -> None:
    api = types.SimpleNamespace(
        GetConsoleWindow=lambda: desktop.window,
        IsWindowVisible=lambda _window: desktop.visible,
        GetClassNameW=desktop.answer_class,
        GetProcessWindowStation=lambda: 3,
        GetUserObjectInformationW=desktop.answer_flags,
    )
    both = types.SimpleNamespace(kernel32=api, user32=api)
    monkeypatch.setattr(ctypes, "windll", both, raising=False)
    monkeypatch.setattr(sys, "stdin", Screen(terminal=True))
    monkeypatch.setattr(sys, "stdout", Screen(terminal=True))
    assert console.is_interactive({}, sans_pause=False) is seen


def test_a_program_without_a_console_runs(
    monkeypatch: pytest.MonkeyPatch, with_pipeline: Callable[[Work], None]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with_pipeline(lambda asked, steps: Result(0, (), ("fini",)))
    assert cli.main([]) == Code.DONE


def test_a_slow_step_tells_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    steps = console.Steps(iter([0.0, 1.9, 1.9, 6.4]).__next__)
    steps(1, 2, "Lecture des classeurs…")
    steps(2, 2, "Dossier de séance")
    steps.finish()
    steps.finish()
    assert (
        screen.getvalue() == "[1/2] Lecture des classeurs…\n[2/2] Dossier de séance… 4\u00a0s\n"
    )


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "« l’œuvre » : 12,5\u202f% – fini…"),
        ("cp1252", "« l’œuvre » : 12,5\u00a0% – fini…"),
        ("cp850", "« l'oeuvre » : 12,5\u00a0% - fini..."),
        ("ascii", '" l\'oeuvre " : 12,5 % - fini...'),
    ],
)
def test_a_console_shows_the_nearest_sign_it_has(
    encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    console.make_safe()
    console.say("« l’œuvre » : 12,5\u202f% – fini…", end="")
    assert stream.buffer.getvalue().decode(encoding) == shown
    with pytest.raises(UnicodeDecodeError):
        codecs.lookup_error("plainer")(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"))


class Kernel:
    """Windows, as far as the console's mode goes."""

    def __init__(self, mode: int) -> None:
        self.mode = mode

    def GetStdHandle(self, number: int) -> int:  # noqa: N802 (Windows's name)
        return number

    def GetConsoleMode(self, handle: int, mode: object) -> int:  # noqa: N802 (Windows's name)
        mode._obj.value = self.mode  # type: ignore[attr-defined]  # what ctypes.byref holds
        return int(handle == -10 and self.mode != 0)

    def SetConsoleMode(self, handle: int, mode: int) -> int:  # noqa: N802 (Windows's name)
        self.mode = mode
        return 1


def test_quick_edit_is_off_during_the_run_and_back_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kernel = Kernel(0x01F7)
    monkeypatch.setattr(ctypes, "windll", types.SimpleNamespace(kernel32=kernel), raising=False)
    with console.suspend_quick_edit():
        assert kernel.mode == 0x01B7
    assert kernel.mode == 0x01F7
    kernel.mode = 0  # no console: output sent to a file
    with console.suspend_quick_edit():
        assert kernel.mode == 0


@pytest.mark.parametrize(
    ("words", "folder", "source"),
    [
        (["nouveau", "D"], ("D",), None),
        (["nouveau", "D", "--depuis", "A"], ("D",), "A"),
        (["--depuis", "A", "nouveau", "D", "--sans-pause"], ("D",), "A"),
        (["nouveau", "--depuis", "A"], (), "A"),
        (["nouveau", "--sans-pause"], (), None),
        (["nouveau", "verifier"], ("verifier",), None),
    ],
)
def test_what_a_new_folder_is_asked_for(
    words: list[str], folder: tuple[str, ...], source: str | None
) -> None:
    asked = arguments.parse(words)
    assert (asked.name, asked.words) == ("nouveau", folder)
    assert asked.values.get("--depuis") == source


def test_a_new_folder_takes_rows_from_a_folder_that_has_workbooks(tmp_path: Path) -> None:
    today = dt.date(2026, 11, 23)
    (tmp_path / "ancien" / "workbooks").mkdir(parents=True)
    words = ["nouveau", "neuf", "--depuis", str(tmp_path / "ancien")]
    source = arguments.build_source(arguments.parse(words), tmp_path, today)
    assert source is not None
    assert source.classeurs == tmp_path / "ancien" / "workbooks"
    assert arguments.build_source(arguments.parse(["nouveau", "neuf"]), tmp_path, today) is None
    beside = arguments.build_source(arguments.parse(["nouveau"]), tmp_path, today)
    assert beside is not None
    assert beside.classeurs == tmp_path / "workbooks"
    lacking = arguments.parse(["nouveau", "neuf", "--depuis", str(tmp_path / "vide")])
    with pytest.raises(CluError, match="n’a pas de dossier « workbooks »"):
        arguments.build_source(lacking, tmp_path, today)
