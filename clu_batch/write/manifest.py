"""What the program has generated under each name: how a document that was edited is told from one
that was not (docs/rules/delivery.md#manifest).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Self

from clu_batch.kernel import hidden_files
from clu_batch.kernel.frozen import frozen
from clu_batch.write import atomic

NOM = ".manifeste.json"


def compute_hash(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@frozen
class ManifestEntry:
    """One name: the hashes of all versions generated under it, and what the last one that reached
    the disk said (None: unknown).

    `faits`: what the last one that stood under this very name printed, by what finds it again.
    """

    empreintes: frozenset[str] = frozenset()
    dit: str | None = None
    faits: Mapping[str, str] = field(default_factory=dict)


@frozen
class Manifest:
    """The entries by name, relative to the output folder, with `/`."""

    entrees: Mapping[str, ManifestEntry] = field(default_factory=dict)

    def __getitem__(self, nom: str) -> ManifestEntry:
        return self.entrees.get(nom, ManifestEntry())

    def change(self, nom: str, **facts: Any) -> Self:
        """The same manifest where these fields of the entry of a name are other."""
        entry = replace(self[nom], **facts)
        if entry == self[nom]:
            return self
        return replace(self, entrees={**self.entrees, nom: entry})

    def add_hash(self, nom: str, data: bytes) -> Self:
        """The same manifest, which knows these bytes as generated under a name."""
        return self.change(nom, empreintes=self[nom].empreintes | {compute_hash(data)})


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
    hidden_files.hide(sortie / NOM)
