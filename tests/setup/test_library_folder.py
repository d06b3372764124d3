"""The private library folder, filled by the real pip from a kit of toy wheels (no network is
needed).
"""

from __future__ import annotations

import base64
import compileall
import contextlib
import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from clu_batch.kernel import file_lock
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError
from clu_batch.setup import bootstrap, children, installation, library_folder, pip_program
from clu_batch.setup.library_folder import Need
from tests.support.folders import ROOT

NOWHERE = "http://127.0.0.1:9/"  # nobody listens on the discard port

LAUNCH = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from clu_batch.setup import bootstrap
need = bootstrap.build_program_need(Path(sys.argv[2]))
print(bootstrap.provide_libraries(need, lambda line: None))
"""


def digest(text: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(
        hashlib.sha256(text.encode()).digest()
    ).decode().rstrip("=")


def wheel(folder: Path, name: str, version: str, source: str = "") -> None:
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": source or f'VERSION = "{version}"\n',
        f"{name}/plus_tard.py": "IMPORTED = 'late'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = (
        "".join(f"{path},{digest(text)},\n" for path, text in files.items())
        + f"{info}/RECORD,,\n"
    )
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for path, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(path, text)


def pin(root: Path, *lines: str) -> None:
    """Write the lock of a program: these pins, with the digest of the wheel that its kit holds."""
    locked = []
    for line in lines:
        name, _, version = line.partition(";")[0].partition("==")
        file = root / "wheels" / f"{name}-{version}-py3-none-any.whl"
        published = file.read_bytes() if file.is_file() else b""
        sha256 = hashlib.sha256(published).hexdigest()
        locked.append(f"{line} \\\n    --hash=sha256:{sha256}\n")
    (root / "requirements.lock").write_text("".join(locked), newline="\n")


def publish(root: Path, source: str = "") -> None:
    """Give a program the only library that it needs, in its kit and in its lock."""
    wheel(root / "wheels", "jouet", "1.0", source)
    pin(root, "jouet==1.0")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "caché à part"))
    monkeypatch.setenv("PIP_INDEX_URL", NOWHERE)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(installation, "ANTIVIRUS", (0, 0))
    monkeypatch.setattr(pip_program, "ANTIVIRUS", (0, 0))
    return library_folder.find_cache()


@pytest.fixture
def program(tmp_path: Path, cache: Path) -> Path:
    """A program that needs one toy library, with its kit."""
    root = tmp_path / "programme à moi"
    root.mkdir()
    publish(root)
    return root


def libraries(root: Path) -> Path:
    return bootstrap.provide_libraries(bootstrap.build_program_need(root), lambda line: None)


def temporary(cache: Path) -> list[Path]:
    return list(cache.glob(f"*{library_folder.TEMPORARY}"))


def test_the_first_start_installs_the_second_installs_nothing(
    program: Path, cache: Path
) -> None:
    told: list[str] = []
    need = bootstrap.build_program_need(program)
    folder = bootstrap.provide_libraries(need, told.append)
    assert told == [
        (
            "Première utilisation sur cet ordinateur : installation des bibliothèques (une à trois"
            " minutes)…"
        ),
        "  jouet…",
        "  copie des fichiers…",
        "  vérification…",
        "Installation terminée.",
    ]
    assert folder.parent == cache
    assert (folder / "jouet/__init__.py").is_file()
    assert list((folder / "jouet/__pycache__").glob("*.pyc"))
    assert temporary(cache) == []
    told.clear()
    assert bootstrap.provide_libraries(need, told.append) == folder
    assert told == []


def test_a_library_for_another_system_is_not_missed(program: Path) -> None:
    pin(program, "jouet==1.0", 'absente==2.0; sys_platform == "autre"')
    assert not list(libraries(program).glob("absente*"))


def test_what_is_installed_comes_before_what_the_machine_has(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", ["machine"])
    bootstrap.activate([Path("a"), Path("b")])
    assert sys.path == ["a", "b", "machine"]


def test_the_name_follows_the_pins_not_their_line_ends(program: Path) -> None:
    need = bootstrap.build_program_need(program)
    name = library_folder.name_folder(need)
    need.requirements.write_bytes(need.requirements.read_bytes().replace(b"\n", b"\r\n"))
    assert library_folder.name_folder(need) == name
    need.requirements.write_bytes(b"jouet==1.1\n")
    assert library_folder.name_folder(need) != name
    version = f"3{sys.version_info.minor}-"
    assert name.startswith((f"cpython-{version}", f"cp{version}win"))


def test_changed_pins_make_another_folder(program: Path) -> None:
    first = libraries(program)
    wheel(program / "wheels", "jouet", "1.1")
    pin(program, "jouet==1.1")
    assert libraries(program) != first
    assert library_folder.is_whole(first)


def test_two_launches_at_once_both_succeed(program: Path, cache: Path) -> None:
    command = [sys.executable, "-c", LAUNCH, str(ROOT), str(program)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = {run.communicate()[0].strip() for run in runs}
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert answers == {str(libraries(program))}
    assert temporary(cache) == []


def test_a_kill_during_the_installation_leaves_nothing_that_counts(
    program: Path, cache: Path
) -> None:
    command = [sys.executable, "-c", LAUNCH, str(ROOT), str(program)]
    for delay in (0.15, 0.4, 0.8):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
            time.sleep(delay)
            run.kill()
        assert all(library_folder.is_whole(path) for path in cache.glob("cp*-*"))
    time.sleep(0.1)
    left = temporary(cache)
    folder = libraries(program)
    assert set(left) <= set(temporary(cache)), (
        "a recent folder may belong to a launch in progress"
    )
    for path in left:
        os.utime(path, (0, 0))
    assert libraries(program) == folder
    assert not set(left) & set(temporary(cache))


def test_a_folder_unused_for_more_than_a_year_goes(program: Path, cache: Path) -> None:
    folder = libraries(program)
    for name, age in {"ancien": bootstrap.UNUSED + 60, "recent": bootstrap.UNUSED - 60}.items():
        (cache / name).mkdir()
        (cache / name / library_folder.STAMP).write_text("[]")
        os.utime(cache / name / library_folder.STAMP, (time.time() - age,) * 2)
    libraries(program)
    assert {path.name for path in cache.iterdir() if path.is_dir()} == {"recent", folder.name}


def damage_top(folder: Path) -> None:
    shutil.rmtree(folder / "jouet")


@pytest.mark.parametrize(
    "damage",
    [damage_top, library_folder.discard],
    ids=["a package removed", "declared damaged"],
)
def test_a_damaged_folder_is_made_again(program: Path, damage: Callable[[Path], None]) -> None:
    folder = libraries(program)
    damage(folder)
    assert not library_folder.is_whole(folder)
    assert libraries(program) == folder
    assert (folder / "jouet/__init__.py").is_file()


def test_a_read_only_program_folder_is_enough(program: Path) -> None:
    before = sorted(path.name for path in program.rglob("*"))
    for path in (*program.rglob("*"), program):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert libraries(program).is_dir()
        assert sorted(path.name for path in program.rglob("*")) == before
    finally:
        for path in (program, *program.rglob("*")):
            path.chmod(0o755)


def test_a_compiling_that_does_not_end_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "COMPILING", 0.001)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/un.py").write_text("1\n")
    installation._compile(tmp_path / "lib")


def test_all_that_a_run_may_import_is_compiled(tmp_path: Path) -> None:
    library = tmp_path / "tests/lib"
    kept = [f"été{number}.py" for number in range(20)]
    for name in (*kept, "faux.py", "tests/essai.py"):
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        (library / name).write_text("(" if name == "faux.py" else "1\n")
    installation._compile(library)
    compiled = {path.name.partition(".")[0] for path in library.rglob("*.pyc")}
    assert compiled == {f"été{number}" for number in range(20)}


def test_nothing_to_compile_is_no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", pytest.fail)
    installation._compile(tmp_path)


STAYS = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])
time.sleep(20)
"""


def test_what_a_stopped_command_had_started_is_not_waited_for(tmp_path: Path) -> None:
    start = time.monotonic()
    children.run_together([children.build_command("-c", STAYS)], tmp_path, 3.0)
    assert time.monotonic() - start < 12


# -- damaged afterwards ----------------------------------------------------------------------------


def compiled(folder: Path, name: str) -> Path:
    [found] = (folder / "jouet/__pycache__").glob(f"{name}.*.pyc")
    return found


def emptied(folder: Path) -> None:
    shutil.rmtree(folder / "jouet")
    (folder / "jouet").mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a module cut": lambda f: (f / "jouet/__init__.py").write_text("VERSION = (\n"),
    "a late module that is garbage": (
        lambda f: (f / "jouet/plus_tard.py").write_bytes(b"\x00\xff\x00")
    ),
    "a late module that went": lambda f: (f / "jouet/plus_tard.py").unlink(),
    "one letter changed": lambda f: (f / "jouet/plus_tard.py").write_text(
        "IMPORTED = 'lake'\n"
    ),
    "an emptied folder": emptied,
    "its description changed": lambda f: (f / "jouet-1.0.dist-info/METADATA").write_text(""),
    "its description went": lambda f: (f / "jouet-1.0.dist-info/METADATA").unlink(),
    "its list of files went": lambda f: (f / "jouet-1.0.dist-info/RECORD").unlink(),
    "a compiled file cut": lambda f: os.truncate(compiled(f, "plus_tard"), 30),
    "a compiled file emptied": lambda f: os.truncate(compiled(f, "plus_tard"), 0),
}
HARMLESS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda f: None,
    "a file more": lambda f: (f / "jouet/autre.py").write_text(""),
    "a compiled file less": lambda f: compiled(f, "plus_tard").unlink(),
    "another date": lambda f: os.utime(f / "jouet/plus_tard.py", (0, 0)),
    "compiled again": lambda f: compileall.compile_dir(f, quiet=1, force=True),
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Need, Path]:
    """A folder of libraries as pip leaves it."""
    root, cache = tmp_path_factory.mktemp("programme"), tmp_path_factory.mktemp("cache")
    publish(root)
    need = bootstrap.build_program_need(root)
    return need, installation.install(need, cache, lambda line: None)


@pytest.fixture
def ready(installed: tuple[Need, Path], program: Path, cache: Path) -> Path:
    """The same program, its libraries already there."""
    _, folder = installed
    shutil.copytree(folder, cache / folder.name)
    return program


def sound_after(
    installed: tuple[Need, Path],
    copy: Path,
    damage: Callable[[Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> bool:
    need, folder = installed
    shutil.copytree(folder, copy)
    damage(copy)
    monkeypatch.setattr(installation, "ANTIVIRUS", (0,))
    return installation.is_sound(need, copy)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damage_is_seen(
    installed: tuple[Need, Path],
    tmp_path: Path,
    damage: Callable[[Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not sound_after(installed, tmp_path / "copie", damage, monkeypatch)


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_harms_nothing_is_no_damage(
    installed: tuple[Need, Path],
    tmp_path: Path,
    change: Callable[[Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sound_after(installed, tmp_path / "copie", change, monkeypatch)


DIES = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from clu_batch.setup import bootstrap
need = bootstrap.build_program_need(Path(sys.argv[2]))
folder = bootstrap.provide_libraries(need, lambda line: None)
with bootstrap.mark_at_work([folder]):
    os._exit(1)
"""


def die(program: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(ROOT), str(program)], check=False)


def test_a_process_that_dies_costs_a_trial_and_no_installation(ready: Path) -> None:
    folder = libraries(ready)
    made = folder.stat().st_ino
    die(ready)
    assert library_folder.is_marked(folder)
    told: list[str] = []
    bootstrap.provide_libraries(bootstrap.build_program_need(ready), told.append)
    assert told == [
        "L’utilisation précédente s’est interrompue : vérification des bibliothèques…"
    ]
    assert (folder.stat().st_ino, library_folder.is_marked(folder)) == (made, False)
    told.clear()
    bootstrap.provide_libraries(bootstrap.build_program_need(ready), told.append)
    assert told == []


def test_libraries_that_kill_the_process_are_made_again(ready: Path) -> None:
    folder = libraries(ready)
    killer = "import os\nos.kill(os.getpid(), 9)\n"
    (folder / "jouet/__init__.py").write_text(killer)
    die(ready)
    told: list[str] = []
    bootstrap.provide_libraries(bootstrap.build_program_need(ready), told.append)
    assert told[:2] == [
        "L’utilisation précédente s’est interrompue : vérification des bibliothèques…",
        "Réinstallation des bibliothèques, qui sont incomplètes ou abîmées (une à trois minutes)…",
    ]
    assert (folder / "jouet/__init__.py").read_text() != killer


def test_two_launches_on_damaged_libraries_both_succeed(ready: Path) -> None:
    folder = libraries(ready)
    (folder / "jouet/plus_tard.py").unlink()
    die(ready)
    command = [sys.executable, "-c", LAUNCH, str(ROOT), str(ready)]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    libraries(ready)
    assert (folder / "jouet/plus_tard.py").is_file()


@pytest.mark.parametrize("end", [None, KeyboardInterrupt(), ValueError()])
def test_a_process_that_comes_to_its_end_leaves_no_mark(
    ready: Path, end: BaseException | None
) -> None:
    folder = libraries(ready)
    with contextlib.suppress(KeyboardInterrupt, ValueError), bootstrap.mark_at_work([folder]):
        assert library_folder.is_marked(folder)
        if end:
            raise end
    assert not library_folder.is_marked(folder)


def test_a_run_in_progress_costs_the_next_one_nothing(ready: Path) -> None:
    folder = libraries(ready)
    told: list[str] = []
    with bootstrap.mark_at_work([folder]):
        bootstrap.provide_libraries(bootstrap.build_program_need(ready), told.append)
        with bootstrap.mark_at_work([folder]):
            pass
        assert library_folder.is_marked(folder), "the mark belongs to the first"
    assert told == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_where_nothing_may_be_written_the_start_does_without_a_mark(
    ready: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder = libraries(ready)

    def refuse(*_: object) -> int:
        raise OSError(number, "")

    monkeypatch.setattr(os, "open", refuse)
    with bootstrap.mark_at_work([folder]):
        assert not library_folder.is_marked(folder)


def test_a_mark_where_files_are_not_locked_still_serves(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = libraries(ready)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "")

    monkeypatch.setattr(file_lock, "take", refuse)
    with bootstrap.mark_at_work([folder]):
        assert library_folder.is_marked(folder)
    assert not library_folder.is_marked(folder)


def test_windows_removes_the_mark_once_it_is_closed(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, unlink = libraries(ready), Path.unlink
    refusals = [PermissionError(errno.EACCES, "open")]

    def remove(path: Path, missing_ok: bool = False) -> None:
        if refusals:
            raise refusals.pop()
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", remove)
    with bootstrap.mark_at_work([folder]):
        pass
    assert not library_folder.is_marked(folder)


def test_a_protected_folder_that_is_damaged_is_named(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = libraries(ready)

    def refuse(_folder: Path) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(library_folder, "discard", refuse)
    (folder / "jouet/plus_tard.py").unlink()
    die(ready)
    assert "de supprimer ce dossier, puis relancez" in refusal(ready)
    with pytest.raises(CluError, match="protégé"):
        bootstrap.give_up(bootstrap.build_program_need(ready))


def test_a_place_that_cannot_be_listed_is_not_swept(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = libraries(ready)

    def refuse(_folder: Path) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(os, "scandir", refuse)
    bootstrap._sweep(folder)


def test_pins_that_lack_are_a_program_that_is_not_whole(program: Path) -> None:
    (program / "requirements.lock").unlink()
    with pytest.raises(CluError, match="Décompressez de nouveau tout le dossier") as caught:
        libraries(program)
    assert caught.value.code == Code.INCOMPLETE


# -- an antivirus ----------------------------------------------------------------------------------


def held(number: int, windows: int = 0) -> OSError:
    error = PermissionError(number, "held")
    if windows:
        error.winerror = windows  # type: ignore[attr-defined]  # an attribute of Windows
    return error


@pytest.fixture
def filled(tmp_path: Path) -> tuple[Path, Path]:
    """A folder that has just been filled, and the name that it is to take."""
    lib = tmp_path / "x.tmp/lib"
    lib.mkdir(parents=True)
    (lib / library_folder.STAMP).write_text("[]")
    return lib, tmp_path / "nom"


def refusing(
    monkeypatch: pytest.MonkeyPatch, name: str, error: OSError, times: int
) -> list[OSError]:
    """Refuse so many times to rename what bears that name; gives the refusals to come."""
    refusals = [error] * times
    renaming = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name == name and refusals:
            raise refusals.pop()
        return renaming(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    return refusals


@pytest.mark.parametrize(
    "error",
    [
        held(errno.EACCES),
        held(errno.EPERM),
        held(errno.EBUSY),
        held(errno.EACCES, 5),
        held(0, 32),
        held(0, 33),
    ],
    ids=repr,
)
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("damaged", [False, True])
def test_a_refused_renaming_is_tried_again(
    filled: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    times: int,
    damaged: bool,
) -> None:
    lib, folder = filled
    if damaged:
        (folder / "reste").mkdir(parents=True)
    refusals = refusing(monkeypatch, "nom" if damaged else "lib", error, times)
    installation._publish(lib, folder)
    assert (refusals, library_folder.is_whole(folder), lib.exists()) == ([], True, False)


def test_a_refused_renaming_gives_way_to_a_faster_launch(
    filled: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lib, folder = filled
    shutil.copytree(lib, folder)
    refusing(monkeypatch, "lib", held(errno.EACCES), 9)
    installation._publish(lib, folder)
    assert lib.exists()


def test_an_installation_survives_one_refused_renaming(
    program: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = refusing(monkeypatch, "lib", held(errno.EACCES, 5), 1)
    assert (libraries(program) / "jouet/__init__.py").is_file()
    assert (refusals, temporary(cache)) == ([], [])


def test_a_renaming_refused_for_ever_is_said(
    program: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "lib", held(errno.EACCES, 5), 99)
    monkeypatch.setattr(installation, "PATIENCE", 0.1)
    assert "n’ont pas pu être installées" in refusal(program)
    assert temporary(cache) == []


def test_pip_is_tried_again_when_an_antivirus_refused_it_a_file(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, refusals = pip_program.Pip._watch, ["ERROR: [WinError 5] Accès refusé: 'lxml'"]

    def watched(
        pip: pip_program.Pip, command: Sequence[str], environment: dict[str, str]
    ) -> bool:
        if refusals:
            pip.output.append(refusals.pop())
            return False
        return watch(pip, command, environment)

    monkeypatch.setattr(pip_program.Pip, "_watch", watched)
    assert library_folder.is_whole(libraries(program))


def refusal(root: Path) -> str:
    with pytest.raises(CluError) as caught:
        libraries(root)
    assert caught.value.code == 4
    assert "Vos classeurs n’ont pas été touchés." in caught.value.sentence
    return caught.value.sentence


def test_without_network_nor_kit_the_sentence_says_what_to_do(
    program: Path, cache: Path
) -> None:
    for path in (program / "wheels").iterdir():
        path.unlink()
    sentence = refusal(program)
    assert (
        "le dossier « wheels » ne contient pas tout ce qu’il faut et cet ordinateur ne peut pas"
        " joindre" in sentence
    )
    assert str(cache / installation.LOG) in sentence
    assert temporary(cache) == []


def test_a_library_that_does_not_load_is_not_installed(program: Path, cache: Path) -> None:
    publish(program, "raise OSError('bloqué')\n")
    assert "ne fonctionnent pas sur cet ordinateur" in refusal(program)
    assert "bloqué" in (cache / installation.LOG).read_text("utf-8")
    assert not list(cache.glob("cp*-*"))


def test_a_library_held_by_an_antivirus_is_tried_again(program: Path, tmp_path: Path) -> None:
    mark = tmp_path / "tried once"
    held = (
        f"import os\nif not os.path.exists({str(mark)!r}):\n    os.mkdir({str(mark)!r})\n    raise"
        " PermissionError(13, 'held')\n"
    )
    publish(program, held)
    assert (libraries(program) / "jouet/__init__.py").is_file()


def test_pins_that_change_during_the_installation_are_not_mixed(
    program: Path, cache: Path
) -> None:
    """An update of the program copied at that moment: what is installed is whole and bears its own
    name.
    """
    wheel(program / "wheels", "autre", "1.0")
    before = library_folder.name_folder(bootstrap.build_program_need(program))

    def update(line: str) -> None:
        if "jouet" in line:
            pin(program, "jouet==1.0", "autre==1.0")

    folder = bootstrap.provide_libraries(bootstrap.build_program_need(program), update)
    assert (folder.name, (folder / "autre").exists()) == (before, False)
    assert (libraries(program) / "autre").is_dir()


def test_a_library_of_the_machine_does_not_pass_for_ours(program: Path) -> None:
    publish(program, "import pytest\n")
    assert "ne fonctionnent pas" in refusal(program)


def test_a_cache_that_cannot_be_written_is_said(program: Path, cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_text("un fichier à la place du dossier")
    assert f"l’écriture dans {cache} est refusée" in refusal(program)


@pytest.mark.parametrize(
    ("system", "variables", "expected"),
    [
        (
            "nt",
            {"LOCALAPPDATA": "{home}/Local", "XDG_CACHE_HOME": "{home}/autre"},
            "Local/clu_batch",
        ),
        ("nt", {}, "AppData/Local/clu_batch"),
        (
            "posix",
            {"LOCALAPPDATA": "{home}/Local", "XDG_CACHE_HOME": "{home}/autre"},
            "autre/clu_batch",
        ),
        ("posix", {"XDG_CACHE_HOME": "relatif"}, ".cache/clu_batch"),
        ("posix", {}, ".cache/clu_batch"),
    ],
)
def test_where_the_libraries_live(
    system: str, variables: dict[str, str], expected: str, tmp_path: Path
) -> None:
    given = {name: value.format(home=tmp_path) for name, value in variables.items()}
    assert library_folder.find_cache(system, given, tmp_path) == tmp_path / expected


@pytest.mark.parametrize("home", [RuntimeError(), "", "relatif"], ids=repr)
def test_an_account_without_a_folder_of_its_own_is_said(
    monkeypatch: pytest.MonkeyPatch, home: str | RuntimeError
) -> None:
    def find(_kind: type[Path]) -> Path:
        if isinstance(home, RuntimeError):
            raise home
        return Path(home)

    monkeypatch.setattr(Path, "home", classmethod(find))
    with pytest.raises(
        CluError, match="le dossier personnel de ce compte n’est pas connu"
    ) as caught:
        library_folder.find_cache("posix", {})
    assert caught.value.code == Code.LIBRARIES
