"""What the program has generated under each name: how a document that was edited is told from one
that was not (docs/rules/delivery.md#manifest).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from clu_batch.write import atomic

NOM = ".manifeste.json"


def empreinte(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Entree:
    """One name: the hashes of all versions generated under it, and what the last one that reached
    the disk said (None: unknown).

    `faits`: what the last one that stood under this very name printed, by what finds it again.
    """

    empreintes: frozenset[str] = frozenset()
    dit: str | None = None
    faits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifeste:
    """The entries by name, relative to the output folder, with `/`."""

    entrees: Mapping[str, Entree] = field(default_factory=dict)

    def __getitem__(self, nom: str) -> Entree:
        return self.entrees.get(nom, Entree())

    def avec_empreintes(self, versions: Iterable[tuple[str, str]]) -> Self:
        """The same manifest with further (name, hash)."""
        entrees = dict(self.entrees)
        for nom, sha in versions:
            avant = entrees.get(nom, Entree())
            entrees[nom] = replace(avant, empreintes=avant.empreintes | {sha})
        return replace(self, entrees=entrees)

    def avec_dits(self, dits: Mapping[str, str]) -> Self:
        """The same manifest where each name of `dits` says that."""
        return replace(
            self,
            entrees={
                **self.entrees,
                **{nom: replace(self[nom], dit=dit) for nom, dit in dits.items()},
            },
        )

    def avec_faits(self, faits: Mapping[str, Mapping[str, str]]) -> Self:
        """The same manifest where each name of `faits` prints those."""
        return replace(
            self,
            entrees={
                **self.entrees,
                **{nom: replace(self[nom], faits=imprimes) for nom, imprimes in faits.items()},
            },
        )


def charger(sortie: Path, patience: atomic.Patience) -> Manifeste:
    """The manifest of an output folder; an empty one when it is lost or spoilt: every document
    found is then the secretary's.
    """
    data = atomic.lire(sortie / NOM, patience)
    try:
        return Manifeste({nom: _entree(e) for nom, e in json.loads(data or b"{}").items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        return Manifeste()


def _entree(lue: Mapping[str, Any]) -> Entree:
    return Entree(
        frozenset(lue["empreintes"]),
        lue["dit"],
        {str(cle): str(dit) for cle, dit in lue.get("faits", {}).items()},
    )


def enregistrer(sortie: Path, manifeste: Manifeste, patience: atomic.Patience) -> None:
    """Replace the manifest of an output folder; OSError when it cannot be."""
    contenu = {
        nom: {
            "dit": e.dit,
            "empreintes": sorted(e.empreintes),
            **({"faits": dict(e.faits)} if e.faits else {}),
        }
        for nom, e in sorted(manifeste.entrees.items())
    }
    atomic.remplacer(
        sortie / NOM, json.dumps(contenu, ensure_ascii=False, indent=1).encode(), patience
    )
