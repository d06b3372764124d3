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


def compute_hash(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One name: the hashes of all versions generated under it, and what the last one that reached
    the disk said (None: unknown).

    `faits`: what the last one that stood under this very name printed, by what finds it again.
    """

    empreintes: frozenset[str] = frozenset()
    dit: str | None = None
    faits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries by name, relative to the output folder, with `/`."""

    entrees: Mapping[str, ManifestEntry] = field(default_factory=dict)

    def __getitem__(self, nom: str) -> ManifestEntry:
        return self.entrees.get(nom, ManifestEntry())

    def merge_hashes(self, versions: Iterable[tuple[str, str]]) -> Self:
        """The same manifest with further (name, hash)."""
        entrees = dict(self.entrees)
        for nom, sha in versions:
            avant = entrees.get(nom, ManifestEntry())
            entrees[nom] = replace(avant, empreintes=avant.empreintes | {sha})
        return replace(self, entrees=entrees)

    def merge_digests(self, dits: Mapping[str, str]) -> Self:
        """The same manifest where each name of `dits` says that."""
        return replace(
            self,
            entrees={
                **self.entrees,
                **{nom: replace(self[nom], dit=dit) for nom, dit in dits.items()},
            },
        )

    def merge_facts(self, faits: Mapping[str, Mapping[str, str]]) -> Self:
        """The same manifest where each name of `faits` prints those."""
        return replace(
            self,
            entrees={
                **self.entrees,
                **{nom: replace(self[nom], faits=imprimes) for nom, imprimes in faits.items()},
            },
        )


def load_manifest(sortie: Path, patience: atomic.Patience) -> Manifest:
    """The manifest of an output folder; an empty one when it is lost or spoilt: every document
    found is then the secretary's.
    """
    data = atomic.read_file(sortie / NOM, patience)
    try:
        return Manifest({nom: _read_entry(e) for nom, e in json.loads(data or b"{}").items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        return Manifest()


def _read_entry(lue: Mapping[str, Any]) -> ManifestEntry:
    return ManifestEntry(
        frozenset(lue["empreintes"]),
        lue["dit"],
        {str(cle): str(dit) for cle, dit in lue.get("faits", {}).items()},
    )


def save_manifest(sortie: Path, manifeste: Manifest, patience: atomic.Patience) -> None:
    """Replace the manifest of an output folder; OSError when it cannot be."""
    contenu = {
        nom: {
            "dit": e.dit,
            "empreintes": sorted(e.empreintes),
            **({"faits": dict(e.faits)} if e.faits else {}),
        }
        for nom, e in sorted(manifeste.entrees.items())
    }
    atomic.replace_file(
        sortie / NOM, json.dumps(contenu, ensure_ascii=False, indent=1).encode(), patience
    )
