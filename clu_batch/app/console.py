"""The console: lines that any window can show, steps, the pause at the end, the folder opened for
the reader.
"""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SLOW = 2.0
"""Seconds from which a step tells how long it took."""

_PLAIN = {
    "\u202f": "\u00a0",
    "\u00a0": " ",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "·": "-",
    "•": "-",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "œ": "oe",
    "Œ": "OE",
    "\u2011": "-",
}


def _replace_by_plainer(error: UnicodeError) -> tuple[str, int]:
    """Replace a sign that the console lacks by the nearest one it has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    text = "".join(_find_nearest(sign, error.encoding) for sign in lacking)
    return text, error.end


def _find_nearest(sign: str, encoding: str) -> str:
    for _ in range(2):  # U+202F falls back on U+00A0, and U+00A0 on a space
        if not all(_can_show(letter, encoding) for letter in sign):
            sign = _PLAIN.get(sign, "?")
    return sign


def _can_show(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def make_safe() -> None:
    """Never fail on a sign that the console cannot show (Windows consoles in cp850 or cp1252,
    output sent to a file).
    """
    codecs.register_error("plainer", _replace_by_plainer)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="plainer")


def say(line: str, end: str = "\n") -> None:
    """Write one line at once; without a console (pythonw, a closed pipe) it is lost, the run is
    not.
    """
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.write(line + end)
        sys.stdout.flush()


@dataclass(slots=True)
class Steps:
    """One line per step, `[3/7] Dossier de séance…`, with its seconds when it was slow."""

    clock: Callable[[], float] = time.monotonic
    started: float | None = field(default=None, init=False)

    def __call__(self, number: int, total: int, text: str) -> None:
        """Announce a step; the one before it ends here."""
        self.finish()
        say(f"[{number}/{total}] {text.rstrip('… .')}…", end="")
        self.started = self.clock()

    def finish(self) -> None:
        """End the line of the last step."""
        if self.started is None:
            return
        seconds = self.clock() - self.started
        self.started = None
        say(f" {seconds:.0f}\u00a0s" if seconds > SLOW else "")


def is_interactive(environment: Mapping[str, str], *, sans_pause: bool) -> bool:
    """Whether a person looks at a window that will close: both ends are terminals, and nobody asked
    not to wait.
    """
    if sans_pause or environment.get("CLU_SANS_PAUSE"):
        return False
    streams = (sys.stdin, sys.stdout)
    if not all(stream is not None and stream.isatty() for stream in streams):
        return False
    return is_window_seen()


_TERMINAL = "PseudoConsoleWindow"
"""The class of the hidden window that a console has under Windows Terminal, which shows its own."""
_FLAGS, _VISIBLE = 1, 0x1


def is_window_seen() -> bool:
    """Whether somebody may see the console: a scheduled task may have one that nobody sees."""
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return True
    windows.kernel32.GetConsoleWindow.restype = ctypes.c_void_p
    window = ctypes.c_void_p(windows.kernel32.GetConsoleWindow())
    if not window or not _is_desktop_seen(windows.user32):
        return False
    if windows.user32.IsWindowVisible(window):
        return True
    name = ctypes.create_unicode_buffer(64)
    windows.user32.GetClassNameW(window, name, len(name))
    return name.value == _TERMINAL


def _is_desktop_seen(user: Any) -> bool:
    """Whether this session has a screen: that of the services has none."""
    user.GetProcessWindowStation.restype = ctypes.c_void_p
    station = ctypes.c_void_p(user.GetProcessWindowStation())
    told = (ctypes.c_uint32 * 3)()
    asked = user.GetUserObjectInformationW(
        station, _FLAGS, ctypes.byref(told), ctypes.sizeof(told), None
    )
    return not asked or bool(told[2] & _VISIBLE)


def pause() -> None:
    """Wait for Enter, so that a double-click's window can be read."""
    say("\nAppuyez sur Entrée pour fermer cette fenêtre.")
    with contextlib.suppress(KeyboardInterrupt):
        sys.stdin.readline()


def open_folder(folder: Path) -> None:
    """Show a folder in the file manager; a machine without one shows nothing."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            os.startfile(folder)  # noqa: S606 (a folder that this run has just written)
            return
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        quiet = subprocess.DEVNULL
        subprocess.Popen(  # noqa: S603 (the same)
            [opener, str(folder)],
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )


_STANDARD_INPUT = -10
_QUICK_EDIT, _EXTENDED = 0x0040, 0x0080


@contextlib.contextmanager
def suspend_quick_edit() -> Iterator[None]:
    """Switch QuickEdit off on Windows for the time of the run: there, a click in the window
    suspends the program.
    """
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        yield
        return
    kernel, mode = windows.kernel32, ctypes.c_uint32()
    handle = kernel.GetStdHandle(_STANDARD_INPUT)
    if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        yield  # no console: output sent to a file
        return
    kernel.SetConsoleMode(handle, (mode.value & ~_QUICK_EDIT) | _EXTENDED)
    try:
        yield
    finally:
        kernel.SetConsoleMode(handle, mode.value | _EXTENDED)


@contextlib.contextmanager
def mute_foreign_errors() -> Iterator[None]:
    """Let nothing reach the error stream of the system meanwhile: calamine writes its panics there,
    in English, before Python can know of them.
    """
    # no console at all (pythonw): nothing to flush
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # no such stream
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
