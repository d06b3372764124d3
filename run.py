"""The door: a first line on the screen, the version of Python, then the program.

Written so that any Python 3 can read it: an old one must reach its sentence, not stop at a syntax it does not know.
"""

import os
import sys

OLDEST = (3, 11)
TOO_OLD = 3  # clu_batch.codes.Code.USAGE, which an old Python cannot import
HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 (pathlib is younger than some Python 3)


def say(line):
    # type: (str) -> None
    """Write one line at once, whatever signs the console lacks."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        sys.stdout.write(line + "\n")
    except UnicodeEncodeError:
        sys.stdout.write(line.encode("ascii", "replace").decode("ascii") + "\n")
    sys.stdout.flush()


def wait():
    # type: () -> None
    """Keep the window of a double-click open until its sentence is read."""
    asked_not_to = "--sans-pause" in sys.argv or os.environ.get("CLU_SANS_PAUSE")
    if sys.stdin and sys.stdin.isatty() and sys.stdout.isatty() and not asked_not_to:
        say("\nAppuyez sur Entrée pour fermer cette fenêtre.")
        sys.stdin.readline()


def main():
    # type: () -> int
    """Run the program and return its exit code."""
    say("Comité local des usagers : préparation des documents")
    if sys.version_info < OLDEST:
        say(
            "Cet ordinateur utilise Python {}.{} ; il faut Python {}.{} ou une version plus récente. ".format(
                *(sys.version_info[:2] + OLDEST)
            )
            + "Demandez au service informatique de l’installer, puis relancez. Vos classeurs n’ont pas été touchés."
        )
        wait()
        return TOO_OLD
    sys.path.insert(0, HERE)
    from clu_batch import cli  # noqa: PLC0415 (only a recent Python can read it)

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
