# -*- coding: utf-8 -*-
"""The door: a first line on the screen, the version of Python, then the program.

Written so that any Python 3 can read it, and Python 2.7: an old one must reach its sentence, not
stop at a syntax it does not know.
"""

from __future__ import unicode_literals  # Python 2.7 reads this file too

import os
import subprocess
import sys

SUPPORTED = ("3.13", "3.12", "3.14", "3.11")
"""The versions of Python for which the pinned libraries are published, the best known first
(lancer.bat tries them in this order).
"""
BLOCKED, USAGE, LIBRARIES, INCOMPLETE = 2, 3, 4, 6
"""Those of clu_batch.kernel.exit_codes, which an old Python cannot import; a test holds them
equal.
"""
LONGEST_PATH, LONGEST_MODULE = 259, 80
"""Signs of a path on Windows; of a module of ours below this folder, its compiled file included."""
STARTED_AGAIN = "CLU_RELANCE"
HERE = os.path.dirname(os.path.abspath(__file__))  # pathlib is younger than some Python 3
UNTOUCHED = "Vos classeurs n’ont pas été touchés."


def main():
    # type: () -> int
    """Run the program, by another Python when this one cannot, and return its exit code."""
    if os.environ.pop(STARTED_AGAIN, None) is None:
        say("Comité local des usagers : préparation des documents")
        other = find_better_python()
        if other:
            return start_again(other)
    if not is_supported():
        return stop(USAGE, tell_wrong_version())
    for name in ("__init__.py", os.path.join("app", "cli.py")):
        if not os.path.isfile(os.path.join(HERE, "clu_batch", name)):
            return stop(*tell_what_lacks(None))
    sys.path.insert(0, HERE)
    try:
        from clu_batch.app import cli  # noqa: PLC0415 (only a recent Python can read it)
    except Exception as error:
        # the program is not there to tell it: whatever is wrong is said here
        return stop(*tell_what_lacks(error))
    return cli.main(sys.argv[1:])


def is_supported():
    # type: () -> bool
    """Whether this Python is one of those that the program runs with."""
    return "{}.{}".format(*sys.version_info[:2]) in SUPPORTED


def is_64_bits():
    # type: () -> bool
    """Whether this Python has the 64 bits for which the libraries are published."""
    return sys.maxsize > 2**32


def tell_wrong_version():
    # type: () -> str
    """Tell which version is there, and which ones are wanted."""
    wanted = sorted(SUPPORTED)
    listed = "{} ou {}".format(", ".join(wanted[:-1]), wanted[-1])
    return (
        "Cet ordinateur utilise Python {}.{} ; il faut la version ".format(
            *sys.version_info[:2]
        )
        + "{} de Python (64 bits). ".format(listed)
        + "Demandez au service informatique de l’installer, puis relancez. "
        + UNTOUCHED
    )


NOT_UNPACKED = (
    "Le programme n’est pas complet : un de ses fichiers manque, ou il est abîmé. C’est ce qui "
    "arrive quand on double-clique sur un fichier à l’intérieur du .zip. Décompressez tout le "
    "dossier (clic droit sur le .zip, « Extraire tout »), puis double-cliquez sur run.py dans le "
    "dossier décompressé. " + UNTOUCHED
)


def tell_what_lacks(error):
    # type: (Exception | None) -> tuple[int, str]
    """Give the exit code and the sentence for a program that is not whole, or cannot be
    imported.
    """
    name = getattr(error, "name", None) or "clu_batch"
    if isinstance(error, ImportError) and name.partition(".")[0] != "clu_batch":
        return LIBRARIES, (
            "Python est incomplet sur cet ordinateur (« {} » manque). ".format(name)
            + "Demandez au service informatique de le réinstaller avec ses options habituelles, "
            + "puis relancez. "
            + UNTOUCHED
        )
    longest = LONGEST_PATH - LONGEST_MODULE
    if os.name == "nt" and len(HERE) > longest:  # Windows does not see its own files there
        return BLOCKED, (
            "Le dossier du programme a un chemin de {} signes ; ".format(len(HERE))
            + "au-delà de {}, Windows n’y trouve plus ses fichiers. ".format(longest)
            + "Déplacez-le plus près de la racine du disque, puis relancez. "
            + UNTOUCHED
        )
    return INCOMPLETE, NOT_UNPACKED


# -- another Python, on Windows, where several may be installed ------------------------------------


def find_better_python():
    # type: () -> list[str]
    """Find the command that starts the Python of a kit, else a supported Python of this computer;
    empty when there is none, or when this one suits.
    """
    if os.name != "nt":
        return []
    kit = [os.path.join(HERE, str("python"), str("python.exe"))]
    if os.path.isfile(kit[0]):
        if is_this_python(kit[0]):
            return []
        if answers(kit, SUPPORTED):
            return kit
    if is_supported() and is_64_bits():
        return []
    for version in SUPPORTED:
        commands = [["py", "-" + version], ["python" + version + ".exe"]]
        for command in commands + find_registered(version):
            if answers(command, (version,)):
                return command
    return []


def is_this_python(path):
    # type: (str) -> bool
    """Whether that program is the one that runs this file, its window or none (pythonw)."""
    folders = [os.path.dirname(os.path.abspath(each)) for each in (path, sys.executable)]
    return os.path.normcase(folders[0]) == os.path.normcase(folders[1])


def find_registered(version):
    # type: (str) -> list[list[str]]
    """Give the places where Windows says that this version stands, for this user then for all (PEP
    514).
    """
    place = "Software\\Python\\PythonCore\\" + version
    name = "winreg" if sys.version_info[0] > 2 else "_winreg"
    try:
        winreg = __import__(name)
    except ImportError:
        return []
    found = []
    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            key = winreg.OpenKey(root, place, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)
            folder = winreg.QueryValue(key, "InstallPath")
        except OSError:
            continue
        found.append([os.path.join(folder, str("python.exe"))])
    return found


def answers(command, versions):
    # type: (list[str], tuple[str, ...]) -> bool
    """Whether this command is a Python of one of those versions, with 64 bits; it must not go and
    install one.
    """
    asked = (
        "import sys; v = '%d.%d' % sys.version_info[:2]; "
        "sys.exit(v not in '{}'.split() or sys.maxsize < 2**32)".format(" ".join(versions))
    )
    environment = dict(os.environ, PYTHON_MANAGER_AUTOMATIC_INSTALL=str("false"))
    pipe = subprocess.PIPE
    try:
        child = subprocess.Popen(
            to_native(command + ["-c", asked]),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=environment,
        )
        child.communicate()
    except (OSError, ValueError):
        return False
    return child.returncode == 0


def start_again(command):
    # type: (list[str]) -> int
    """Run this file by another Python, with what was typed, and return its exit code."""
    environment = dict(os.environ)
    environment[str(STARTED_AGAIN)] = str("1")
    again = command + [os.path.join(HERE, os.path.basename(__file__))] + sys.argv[1:]
    child = subprocess.Popen(to_native(again), env=environment)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child has heard it too, and tells it
            continue


def to_native(words):
    # type: (list[str]) -> list[str]
    """Give these words as this Python types its own: 2.7 cannot join others with a path that has an
    accent.
    """
    return [str(word) if isinstance(word, type("")) else word for word in words]


# -- the window ------------------------------------------------------------------------------------


def stop(code, sentence):
    # type: (int, str) -> int
    """Say why the program cannot run, and return the exit code."""
    say(sentence)
    wait()
    return code


def say(line):
    # type: (str) -> None
    """Write one line at once, whatever signs the console lacks."""
    if sys.stdout is None:
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        sys.stdout.write(line + "\n")
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        plain = line.replace("’", "'").replace("«", '"').replace("»", '"')
        sys.stdout.write(plain.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


def wait():
    # type: () -> None
    """Keep the window of a double-click open until its sentence is read."""
    if "--sans-pause" in sys.argv or os.environ.get("CLU_SANS_PAUSE"):
        return
    if sys.stdin and sys.stdin.isatty() and sys.stdout.isatty() and is_window_seen():
        say("\nAppuyez sur Entrée pour fermer cette fenêtre.")
        sys.stdin.readline()


def is_window_seen():
    # type: () -> bool
    """Whether the console has a window (clu_batch.app.console says more): that of a scheduled task
    may be hidden, and nobody presses Enter there.
    """
    ctypes = __import__("ctypes")
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return True
    window = windows.kernel32.GetConsoleWindow()
    if not window or windows.user32.IsWindowVisible(window):
        return bool(window)
    name = ctypes.create_unicode_buffer(64)
    windows.user32.GetClassNameW(window, name, 64)
    return bool(name.value == "PseudoConsoleWindow")  # Windows Terminal shows its own window


if __name__ == "__main__":
    sys.exit(main())
