"""Damaged templates, as bad luck, bad will or a slip of the hand makes them: none may lose a run.

    python -m tests.campaigns.damaged_templates 3000 [NUMBER] [FOLDER]

makes the example's documents with so many mutants, each in a process of its own, from that number
on. A mutant loses a run when it ends its process, raises, takes too long or too much memory, ends
with code 70, changes or takes away the document of another template, takes its own away without a
line that names it, or gives a document that is no whole package, still shows a tag, or has lost a
word that was to stay. Its number is enough to make it again; in FOLDER are kept the documents of
sound templates, for `.ci/valider.py`. `.ci/run` tries 300.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from clu_batch.kernel.problems import Problem, Severity
from clu_batch.messages.accessibility import DU_PROGRAMME
from clu_batch.render import Template, package_integrity
from clu_batch.render.docx_package import Package, parse_xml
from clu_batch.render.locate import list_printed, read_text
from clu_batch.render.tag_names import Vocabulary
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.seances import choose_seances
from clu_batch.session import pipeline, report
from clu_batch.session.load import load
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from tests.campaigns.template_damages import FAULTY, SOUND, Damage
from tests.support.folders import ROOT, SAMPLES
from tests.support.isolation import Verdict, verdicts
from tests.support.word_files import avec_parties, modele, parties

Filtre = Callable[..., object]
JOUR, REUNION, REUNION_LUE = dt.date(2026, 11, 23), "10/12/2026", dt.date(2026, 12, 10)
DOCUMENTS = {
    "convocation.docx": "_Convocation_",
    "invitation.docx": "_Invitation_",
    "dossier.docx": "_Dossier-de-seance",
    "feuille_emargement.docx": "_Feuille-emargement",
    "chevalets.docx": "_Chevalets",
    "trame_de_notes.docx": "_Trame-de-notes",
    "fiche_envoi.docx": "_Fiche-envoi",
    "reunion_riche.docx": "_riche",
    "membre_riche.docx": "_riche",
}
"""The documents of each template, by what stands in their name."""
LIVRES = tuple(name for name in DOCUMENTS if "riche" not in name)
TEMOINS = tuple(f"Témoin {word}" for word in ("un", "deux", "trois", "quatre", "cinq"))
"""Words of her template that stay whatever the tags print."""
_BALISE = re.compile(r"\{\{|\{%|%\}|\}\}")

Modeles = Sequence[tuple[str, bytes]]


def riche() -> bytes:
    """A template that holds a little of everything: tables, loops, controls, a link, a text box, a
    header.
    """
    base = modele(
        (TEMOINS[0], 1),
        "ICI",
        entete="{{ sigle }} en-tête",
        tableau=[["{{ reunion.lieu }}", TEMOINS[1]]],
    )
    xml = parties(base)["word/document.xml"].decode()
    made = "".join(
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
        for words in (
            TEMOINS[2],
            "Le {{ reunion.date | date_longue }}.",
            "{%p for m in membres %}",
            "{{ m.organisme }}",
            "{%p endfor %}",
            "{% if exemple %}Exemple{% endif %} {{ comite }}",
            TEMOINS[3],
        )
    )
    made += (
        "<w:p><w:sdt><w:sdtPr><w:id"
        f" w:val='7'/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{TEMOINS[4]}"
        "</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    return avec_parties(
        base,
        {
            "word/document.xml": xml.replace(
                "<w:p><w:r><w:t>ICI</w:t></w:r></w:p>", made
            ).encode()
        },
    )


def seeds() -> Modeles:
    """Sound templates: those of the program that the meeting uses, and two of hers."""
    livres = [(nom, (ROOT / "templates" / nom).read_bytes()) for nom in LIVRES]
    libreoffice = (SAMPLES / "templates" / "trame_libreoffice.docx").read_bytes()
    siens = [
        ("reunion_riche.docx", riche()),
        ("membre_riche.docx", riche()),
        ("trame_de_notes.docx", libreoffice),
    ]
    return [*livres, *siens, *siens]


def sound(seed: int) -> bool:
    """Whether the mutant of this number is a sound template: one in five."""
    return seed % 5 == 0


def mutant(templates: Modeles, seed: int) -> tuple[str, bytes, Damage]:
    """The mutant of this number: a file name, its bytes, and what was done."""
    chance = random.Random(seed)
    name, content = chance.choice(templates)
    damage = chance.choice(SOUND if sound(seed) else FAULTY)
    return name, damage(chance, content), damage


class Atelier:
    """The example, read and computed once: what a mutant needs besides its own bytes, and what
    sound templates give.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.templates = folder, seeds()
        self._once(patch)
        self.livres = self.run("", b"")[1]
        self.temoins = {name: self.run(name, content)[1] for name, content in self.templates}

    def _once(self, patch: pytest.MonkeyPatch) -> None:
        """The workbooks are read, the figures computed, each sound template compiled once; problems
        are kept, not written.
        """
        charge = load(self._options(self.folder))
        figures = bilan_de_seance.compute(
            charge.registre,
            choose_seances(charge.registre.comite.reunions, JOUR, REUNION_LUE).seances,
        )
        compile_, known = (
            Template.load,
            dict[tuple[object, ...], tuple[Template | None, Sequence[Problem]]](),
        )

        def once(
            nom: str, data: bytes, filtres: Mapping[str, Filtre], mots: Vocabulary | None = None
        ) -> tuple[Template | None, Sequence[Problem]]:
            key = (nom, data, mots is None)
            if key not in known:
                known[key] = compile_(nom, data, filtres, mots)
            return known[key]

        patch.setattr(pipeline, "load", lambda _: charge)
        patch.setattr(bilan_de_seance, "compute", lambda *_: figures)
        patch.setattr(Template, "load", once)
        patch.setattr(report, "_write_control_workbooks", lambda *_: ())
        patch.setattr(os, "fsync", lambda _: None)

    def _options(self, place: Path) -> Options:
        return Options(
            REUNION,
            None,
            JOUR,
            ROOT / "workbooks",
            place / "modeles",
            place / "out",
            verifier_seulement=False,
        )

    def run(self, name: str, content: bytes) -> tuple[RunOutcome, Mapping[str, bytes]]:
        """The run of the example with that template among those of the program, and every document
        that it gives.
        """
        place = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copytree(ROOT / "templates", place / "modeles")
        if name:
            (place / "modeles" / name).write_bytes(content)
        resultat = pipeline.run_session(self._options(place), lambda *_: None)
        made = {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in place.rglob("*.docx")
            if path.is_relative_to(place / "out")
        }
        shutil.rmtree(place)
        return resultat, made

    def tried(self, seed: int, kept: Path | None) -> str:
        """What a mutant lost, "" when nothing."""
        name, content, _ = mutant(self.templates, seed)
        resultat, made = self.run(name, content)
        own = re.compile(DOCUMENTS[name])
        found = [f"code 70: {panne!r}" for panne in resultat.defects]
        ours = [problem for problem in resultat.problems if problem.code == DU_PROGRAMME.code]
        found += [f"the program's own doing: {problem.trouve}" for problem in ours]
        others = {path: data for path, data in made.items() if not own.search(path)}
        if others != {path: data for path, data in self.livres.items() if not own.search(path)}:
            found.append("another document is missing, or has changed")
        mine = {path: data for path, data in made.items() if own.search(path)}
        awaited = {path for path in self.temoins[name] if own.search(path)}
        told = [
            problem
            for problem in resultat.problems
            if problem.place.workbook == name and problem.gravite is Severity.BLOQUANT
        ]
        if awaited - mine.keys() and not told:
            found.append("its document is missing, and nothing says so")
        whole = sound(seed) and name.endswith("_riche.docx")
        words = TEMOINS if whole else ()
        for path, data in mine.items():
            found += [f"{path}: {fault}" for fault in faults(data, words)]
        if kept and sound(seed) and mine:
            (kept / f"{seed}.docx").write_bytes(next(iter(mine.values())))
        return "\n".join(found)


def faults(data: bytes, words: Sequence[str]) -> Iterator[str]:
    """What is wrong in a document that was made: no whole package, a tag that still shows, a word
    that was to stay.
    """
    paquet = Package.read(data)
    package_integrity.check_package(paquet, package_integrity.read_roots(paquet))
    said = "\n".join(
        read_text(parse_xml(paquet.parts[name])) for _, name in list_printed(paquet)
    )
    yield from (f"shows « {tag[0]} »" for tag in _BALISE.finditer(said))
    yield from (f"has lost « {word} »" for word in words if word not in said)


def campaign(count: int, first: int, kept: Path | None = None) -> int:
    """Try that many mutants from this number on; the number of those that lost a run, each of them
    told.
    """
    wrong: list[Verdict[int]] = []
    made = 0
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        atelier = Atelier(Path(name), patch)
        for verdict in verdicts(
            range(first, first + count), lambda seed: lambda: atelier.tried(seed, kept)
        ):
            made += 1
            if verdict.fault or verdict.said:
                wrong.append(verdict)
                template, _, damage = mutant(atelier.templates, verdict.item)
                sys.stdout.write(
                    f"mutant {verdict.item} ({template}, {damage.__name__}):"
                    f" {verdict.fault} {verdict.said}\n"
                )
                sys.stdout.flush()
    sys.stdout.write(f"{made} mutants of templates from {first} on, {len(wrong)} runs lost\n")
    return len(wrong)


if __name__ == "__main__":
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    sys.exit(min(1, campaign(int(sys.argv[1]), number, folder)))
