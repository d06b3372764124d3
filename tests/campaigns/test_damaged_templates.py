"""The campaign of damaged templates: its seeds are sound, its damages are deterministic, and it
sees every way to lose a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from clu_batch.render import Template
from clu_batch.session.report import RunOutcome
from tests.campaigns import damaged_templates
from tests.campaigns.damaged_templates import Atelier, faults, mutant, riche, seeds
from tests.support.word_files import modele

COUNT = 12
"""How many mutants are tried here, in the process of the tests; `.ci/run` tries 300, each in its
own.
"""
PREMIER = 1_000_000


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atelier]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            damaged_templates,
            "seeds",
            lambda: [("reunion_riche.docx", riche()), ("trame_de_notes.docx", seeds()[5][1])],
        )
        yield Atelier(tmp_path_factory.mktemp("mutants"), patch)


def test_a_mutant_is_made_again_from_its_number() -> None:
    assert [mutant(seeds(), seed)[:2] for seed in range(20)] == [
        mutant(seeds(), seed)[:2] for seed in range(20)
    ]


@pytest.mark.parametrize("seed", range(PREMIER, PREMIER + COUNT))
def test_mutants(atelier: Atelier, seed: int) -> None:
    assert atelier.tried(seed, None) == ""


def test_the_sound_templates_give_their_documents(atelier: Atelier) -> None:
    assert [path for path in atelier.temoins["reunion_riche.docx"] if "_riche" in path] != []
    assert [path for path in atelier.livres if "_riche" in path] == []


def add_defect(resultat: RunOutcome) -> None:
    """Add a defect to those of a run: they are a list when it is made."""
    assert isinstance(resultat.defects, list)
    resultat.defects.append(RuntimeError())


LOSSES: Mapping[str, tuple[Callable[[RunOutcome, dict[str, bytes], Atelier], object], str]] = {
    "a defect": (
        lambda resultat, _made, _atelier: add_defect(resultat),
        "code 70",
    ),
    "another document": (
        lambda _resultat, made, _atelier: made.pop(
            next(path for path in made if "Chevalets" in path)
        ),
        "another document",
    ),
    "its own": (
        lambda _resultat, made, _atelier: made.pop(
            next(path for path in made if "_riche" in path)
        ),
        "nothing says so",
    ),
    "a tag": (
        lambda _resultat, made, _atelier: made.update(
            {next(p for p in made if "_riche" in p): modele("{{ x }}")}
        ),
        "shows « {{ »",
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_is_seen(
    loss: str, atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, said = LOSSES[loss]
    run = atelier.run

    def spoilt(name: str, content: bytes) -> tuple[RunOutcome, dict[str, bytes]]:
        resultat, made = run(name, content)
        kept = dict(made)
        spoil(resultat, kept, atelier)
        return resultat, kept

    monkeypatch.setattr(atelier, "run", spoilt)
    monkeypatch.setattr(
        damaged_templates,
        "mutant",
        lambda *_: ("reunion_riche.docx", riche(), lambda _chance, data: data),
    )
    assert said in atelier.tried(0, None)


def test_a_word_that_is_lost_is_seen() -> None:
    assert list(faults(modele("Témoin un"), ("Témoin un", "Témoin deux"))) == [
        "has lost « Témoin deux »"
    ]
    assert isinstance(Template, type)
