"""`python -m clu_batch` and the command `clu-batch`: the program with the libraries of the Python
environment that it is installed in. Nothing is installed; `run.py` is the door that installs.
"""

from __future__ import annotations

import sys

from clu_batch.app import cli


def main() -> int:
    """Run what was typed and return the exit code."""
    return cli.main(sys.argv[1:], cli.read_environment())


if __name__ == "__main__":
    sys.exit(main())
