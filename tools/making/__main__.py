"""Write what ships: the workbooks filled with the example, their annexes, the templates.

    python -m clu_batch.making [folder]

`folder`: the project's folder, by default the one that holds the program. The same code gives the
same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from clu_batch.making import BALISES, MODELES, empreintes, liste_des_balises
from clu_batch.making.classeurs import CLASSEURS, faire
from clu_batch.making.exemple import ANNEXES, contenus
from clu_batch.making.exemple.parametres import jours


def fichiers() -> dict[str, bytes]:
    """What ships, by path under the project's folder."""
    rows, days = contenus(), jours()
    return {
        **{f"workbooks/{nom}": faire(nom, rows, days) for nom in CLASSEURS},
        **{f"workbooks/annexes/{nom}": data for nom, data in ANNEXES.items()},
        empreintes.CHEMIN: empreintes.empreintes(rows),
        **{
            f"templates/{nom}.docx": maker()
            for nom, maker in {**MODELES, BALISES: liste_des_balises}.items()
        },
    }


def main(arguments: list[str]) -> int:
    """Write every file that differs."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parents[2]
    for path, data in fichiers().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != data:
            target.write_bytes(data)
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
