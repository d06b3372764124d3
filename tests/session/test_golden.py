"""What the documents of the example, of the bare and of the full prefecture say, held word for
word: a change is seen and decided.

    python -m tests.session.test_golden

writes the texts again, to be read in the difference that git shows.
"""

from __future__ import annotations

import difflib
import email
import email.policy
import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.conftest import WORKBOOKS
from tests.support.folders import GOLDEN
from tests.support.full_and_bare import J, ecrire, nue, pleine
from tests.support.word_files import W, mots, partie

TEXTES = GOLDEN
GENRES = {
    "Convocation_SG": "convocation",
    "Convocation_UFC": "convocation_association",
    "Invitation": "invitation",
    "Dossier-de-seance": "dossier",
    "Compte-rendu_publication": "compte_rendu_publication",
}
"""The kinds of documents whose golden text is not named after the end of their file name."""
LETTRES = "convocations"
"""The folder of the letters: one of each kind is enough."""
ETAPES = ("Convocation", "Invitation", "Dossier", "Compte-rendu")
"""The drafts, by what their names hold."""
PREFECTURES = ("exemple", "nue", "pleine")
SIGNES, DEBUT = 400, 120
"""Signs of a line that is kept whole; of its beginning, for the full prefecture: its long texts are
a few sentences said again.
"""


def produire(prefecture: str, dossier: Path) -> Path:
    """Run one of the prefectures; gives its folder of documents, all of them made."""
    classeurs = (
        WORKBOOKS
        if prefecture == "exemple"
        else ecrire(pleine() if prefecture == "pleine" else nue(), dossier / "workbooks")
    )
    options = Options(
        None,
        J,
        J,
        classeurs,
        dossier / "templates",
        dossier / "output",
        verifier_seulement=False,
    )
    assert not pipeline.run_session(options, lambda number, total, text: None).defects
    return options.sortie


def textes(sortie: Path, *, bornes: bool) -> Mapping[str, list[str]]:
    """What each kind of document of each meeting says, by the name of its golden file."""
    dits: dict[str, list[str]] = {}
    for path in sorted(sortie.rglob("*.docx")):
        nom = nommer(path)
        if nom is not None:
            dits.setdefault(
                nom,
                [_bornee(ligne) if bornes else ligne for ligne in _lignes(path.read_bytes())],
            )
    for path in sorted(sortie.rglob("*.eml")):
        etape = next(mot for mot in ETAPES if mot in path.name)
        dits.setdefault(
            f"{path.name[:10]}_courriel_{etape.lower()}.txt", list(_courriel(path.read_bytes()))
        )
    return dits


def nommer(path: Path) -> str | None:
    """The golden text of a document, after its file: `2026-12-10_CLU_Fiche-envoi.docx` gives
    `2026-12-10_fiche_envoi.txt`; None for a letter whose kind another one stands for.
    """
    date, fin = path.name[:10], path.stem.rpartition("_")[2]
    for mot, genre in GENRES.items():
        if mot in path.name:
            return f"{date}_{genre}.txt"
    if path.parent.name == LETTRES:
        return None
    return f"{date}_{fin.lower().replace('-', '_')}.txt"


def _courriel(data: bytes) -> Iterator[str]:
    """A draft as a mailer shows it: whom it is for, its subject, its text, the files that are
    joined.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    corps = message.get_body()
    assert corps is not None
    yield from (f"{titre} : {message[titre]}" for titre in ("To", "Reply-To", "Subject"))
    yield from (_simple(ligne) for ligne in str(corps.get_content()).splitlines())
    yield from (f"[{piece.get_filename()}]" for piece in message.iter_attachments())


def _bornee(ligne: str) -> str:
    """A line of a length that can be read in a difference, a change of its end seen all the
    same.
    """
    somme = hashlib.sha256(ligne.encode()).hexdigest()[:8]
    return ligne if len(ligne) <= SIGNES else f"{ligne[:DEBUT]}… ({len(ligne)} signes, {somme})"


def _lignes(data: bytes) -> Iterator[str]:
    """A line per paragraph, its style before it when it is not the ordinary one; a line per row of
    a table; no-break spaces as spaces.
    """
    for element in partie(data)[0]:
        if element.tag == f"{W}tbl":
            for row in element.iter(f"{W}tr"):
                yield _simple(
                    " | ".join(
                        " / ".join(mots(p) for p in cell.iter(f"{W}p"))
                        for cell in row.iter(f"{W}tc")
                    )
                )
        elif element.tag == f"{W}p":
            style = element.find(f"{W}pPr/{W}pStyle")
            texte = "".join(word.text or "" for word in element.iter(f"{W}t"))
            nom = "" if style is None else f"[{style.get(W + 'val')}] "
            yield _simple(nom + texte)


def _simple(texte: str) -> str:
    """Without what a reader does not see, nor the digest of the workbook: two workbooks of the same
    cells are seldom the same bytes.
    """
    return re.sub(
        r"(?<=\| )[0-9a-f]{12}$",
        "(empreinte)",
        texte.replace("\u00a0", " ").replace("\u202f", " ").strip(),
    )


@pytest.mark.parametrize("prefecture", PREFECTURES)
def test_the_documents_say_what_they_said(prefecture: str, tmp_path: Path) -> None:
    dits = textes(produire(prefecture, tmp_path), bornes=prefecture == "pleine")
    gardes = {
        path.name: path.read_text("utf-8").splitlines()
        for path in (TEXTES / prefecture).iterdir()
    }
    ecarts = [
        ligne
        for nom in sorted(dits.keys() | gardes.keys())
        for ligne in difflib.unified_diff(
            gardes.get(nom, []),
            dits.get(nom, []),
            f"{nom} (gardé)",
            f"{nom} (fait)",
            n=1,
            lineterm="",
        )
    ]
    assert not ecarts, "\n".join(
        [*ecarts[:80], "", "Si ces textes sont les bons : python -m tests.session.test_golden"]
    )


TABLE = r"Présents \| Représentés ou suppléés \| Excusés \| Absents"
REELS = (
    r"PRÉFET",
    r"Secrétariat général",  # the issuing unit
    r"Affaire suivie par : .+",
    r"Téléphone : [\d ]+",
    r"Courriel : \S+@\S+",
    r"Référence : \S+",
    r"Nîmes, le \d+ \w+ 2026",
    r"Compte rendu de réunion",
    r"Comité local des usagers",
    # weekday, date, start, end, place
    r"(lun|mar|mercre|jeu|vendre)di \d+ \w+ 2026, de \d+ h.* à \d+ h.*, .*Nîmes",
    r"présidée par le secrétaire général",
    r"Secrétariat de séance : le responsable qualité",
    TABLE,
    r"Services de la préfecture",
    r"Institutions",
    r"Représentants des usagers",
    r"Arrivées et départs",
    r"Ordre du jour",
    r"1\. Ouverture de la séance",
    r"Relevé des échanges",
    r"Conclusion",
    r"Éléments présentés",  # the sentences of the pack
    r"7\. Questions diverses",
    r"Avis, souhaits, propositions et suggestions",
    # number, body, text, answer, service, due date, state
    r"P-2026-1 / .+ \| .+ \| .+ \| .+ / échéance : \d\d/\d\d/\d{4} / en cours",
    r"Prochaine réunion : jeudi 10 décembre 2026",
    r"La séance est levée à \d+ h",
    r"Le président de séance",  # the signatures
    r"Le secrétaire de séance",
    r"Diffusion",
    r"Participants nommés en tête\. Pour information, personne excusée",
)
"""What real minutes hold, in their order: Draguignan 2015 (head, chair, présents, excusés), Pays de
la Loire 2014 (agenda, distribution), the municipal rule (president, secretary, signature), the
skeleton of the domain facts (propositions, next meeting, closing time).
"""


def test_the_minutes_hold_what_real_ones_hold_in_their_order() -> None:
    dit = (TEXTES / "exemple" / "2026-06-11_compte_rendu.txt").read_text("utf-8")
    ici = dit.index("[Title]")
    debut, suite = dit[: dit.index("[TOCHeading]")], dit[dit.index("[Heading1]", ici) :]
    for motif in REELS:
        texte = debut if motif in REELS[: REELS.index(TABLE)] else suite
        found = re.search(motif, texte)
        assert found, motif
        if texte is suite:
            suite = suite[found.end() :]


def main() -> int:
    """Write the golden files again."""
    for prefecture in PREFECTURES:
        dossier = TEXTES / prefecture
        dossier.mkdir(parents=True, exist_ok=True)
        for ancien in dossier.iterdir():
            ancien.unlink()
        with tempfile.TemporaryDirectory() as base:
            for nom, lignes in textes(
                produire(prefecture, Path(base)), bornes=prefecture == "pleine"
            ).items():
                (dossier / nom).write_bytes("\n".join([*lignes, ""]).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
