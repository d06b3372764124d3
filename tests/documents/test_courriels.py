"""The drafts of messages: read by the e-mail parser of Python, with the files that stand on the
disk (docs/rules/documents.md#drafts).
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import shutil
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clu_batch.render.message_text import read_message
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from clu_batch.write import eml_draft
from clu_batch.write.eml_draft import Attachment, Message
from tests.session.test_pipeline import (
    A_VENIR,
    TENUE,
    a_corriger_de,
    change,
    documents_de,
    snapshot,
)
from tests.support.folders import ROOT
from tests.support.meeting import simple
from tests.support.word_files import modele

LETTRE = f"{A_VENIR}/convocations/{A_VENIR}_Convocation_DCLC.docx"


def lu(data: bytes) -> EmailMessage:
    """A draft as a mailer reads it, without any defect."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def corps(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def get_bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


def jointes(message: EmailMessage) -> dict[str, bytes]:
    return {str(part.get_filename()): get_bytes(part) for part in message.iter_attachments()}


# -- the bytes -------------------------------------------------------------------------------------


def message(**champs: Any) -> EmailMessage:
    """A message read back."""
    base: dict[str, Any] = {
        "nom": "",
        "adresses": ("a@b.fr",),
        "objet": "Objet",
        "texte": "Texte\n",
        "pieces": (),
    }
    return lu(eml_draft.write_draft(Message(**base | champs)))


@pytest.mark.parametrize(
    ("nom", "adresses", "attendus"),
    [
        ("", ("a@b.fr",), ["a@b.fr"]),
        ("La présidente, « Union » <des> usagers", ("a@b.fr",), ["a@b.fr"]),
        ("PIMMS", ("a@b.fr", "c.d+e@f-g.gouv.fr"), ["a@b.fr", "c.d+e@f-g.gouv.fr"]),
        (
            'Le délégué, « à côté », "Ça" (\\ et été)' * 4,
            ("contact@préfecture.fr",),
            ["contact@xn--prfecture-c4a.fr"],
        ),
    ],
    ids=["no name", "signs", "two addresses", "long name"],
)
def test_addresses_are_well_formed(
    nom: str, adresses: tuple[str, ...], attendus: list[str]
) -> None:
    found = message(nom=nom, adresses=adresses)["To"].addresses
    assert [address.addr_spec for address in found] == attendus
    assert {address.display_name for address in found} == {nom}


@pytest.mark.parametrize(
    ("adresse", "possible"),
    [
        ("a@b.fr", True),
        ("a@préfecture.fr", True),
        ("rené@b.fr", False),
        ("a@b..fr", False),
        ("a@" + "x" * 70 + ".fr", False),
        ("", False),
    ],
)
def test_an_address_that_no_mailer_takes_is_known(adresse: str, possible: bool) -> None:
    assert eml_draft.can_address(adresse) is possible


@pytest.mark.parametrize(
    "texte",
    [
        "CLU du 10 décembre 2026\u00a0: convocation",
        "œuvre — « été »",
        "😀" * 60,
        "à" * 300,
        "a",
    ],
)
def test_subject_and_text_are_those_that_were_written(texte: str) -> None:
    read = message(objet=texte, texte=f"{texte}\n\n{texte}\n")
    assert (read["Subject"], corps(read)) == (texte, f"{texte}\n\n{texte}\n")


def test_a_draft_is_unsent_and_bears_neither_a_date_nor_chance() -> None:
    def data() -> bytes:
        return eml_draft.write_draft(
            Message("É", ("a@b.fr",), "Objet", "Texte\n", (piece,), "r@b.fr")
        )

    piece = Attachment("x.pdf", b"\0\r\n--=_clu_brouillon\r\n")
    read = lu(data())
    assert (read["X-Unsent"], read["Reply-To"], read["Date"], read["Message-ID"]) == (
        "1",
        "r@b.fr",
        None,
        None,
    )
    assert jointes(read) == {piece.nom: piece.data}
    assert data() == data()
    assert max(map(len, data().split(b"\r\n"))) <= 78 + len("Content-Type: ")


@pytest.mark.parametrize(
    ("nom", "genre"),
    [
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.PDF", "application/pdf"),
        ("a.ics", "text/calendar"),
        ("a.inconnu", "application/octet-stream"),
        ("a.été", "application/octet-stream"),
    ],
)
def test_a_file_joined_says_what_it_is(nom: str, genre: str) -> None:
    [part] = message(pieces=(Attachment(nom, b"contenu"),)).iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (nom, genre)


def test_the_words_of_a_template_make_the_subject_and_the_text() -> None:
    data = modele(("Objet : un essai", 1), "Madame,", "Premier\tparagraphe.", "Second.")
    said = read_message(data)
    assert (said.premiere, said.texte) == (
        "Objet : un essai",
        "Madame,\n\nPremier paragraphe.\n\nSecond.\n",
    )


# -- a run -----------------------------------------------------------------------------------------


def run(classeurs: Path, modeles: Path, sortie: Path) -> RunOutcome:
    options = Options(
        None, None, dt.date(2027, 3, 1), classeurs, modeles, sortie, verifier_seulement=False
    )
    return pipeline.run_session(options, lambda number, total, text: None)


@pytest.fixture(scope="module")
def modeles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("modeles")


@pytest.fixture(scope="module")
def classeurs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, with drafts; SG has two addresses, APF none; one point has a file."""
    folder = shutil.copytree(
        ROOT / "workbooks", tmp_path_factory.mktemp("classeurs") / "workbooks"
    )
    book = openpyxl.load_workbook(folder / "parametres.xlsx")
    for row in book["Paramètres"].iter_rows():
        if row[0].value == "Brouillons de courriel":
            row[1].value = "oui"
    book.save(folder / "parametres.xlsx")
    change(
        folder / "comite.xlsx",
        "Composition",
        {"I3": "dclc@prefecture.example ; cabinet@prefecture.example", "I11": None},
    )
    return folder


@pytest.fixture(scope="module")
def produit(classeurs: Path, modeles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    run(classeurs, modeles, out)
    return out


@pytest.fixture
def out(produit: Path, tmp_path: Path) -> Path:
    return shutil.copytree(produit, tmp_path / "out")


def brouillon(out: Path, quoi: str, dossier: str = A_VENIR) -> EmailMessage:
    return lu((out / dossier / "courriels" / f"{dossier}_{quoi}.eml").read_bytes())


def test_each_recipient_with_an_address_has_a_draft_with_its_files(out: Path) -> None:
    sg = brouillon(out, "Convocation_DCLC")
    assert [address.addr_spec for address in sg["To"].addresses] == [
        "dclc@prefecture.example",
        "cabinet@prefecture.example",
    ]
    assert simple(sg["Subject"]) == "CLU du 10 décembre 2026 : convocation"
    text = simple(corps(sg))
    assert text.startswith(
        "Monsieur le Directeur,\n\nVous trouverez ci-joint votre convocation"
    )
    assert "Cordialement,\n\nLe secrétariat du comité local des usagers (CLU)\n" in text
    assert "Pour le préfet" not in text
    files = jointes(sg)
    annexes = {path.name: path.read_bytes() for path in (out / A_VENIR / "annexes").iterdir()}
    assert annexes
    ics = f"{A_VENIR}.ics"
    assert files == {
        Path(LETTRE).name: (out / LETTRE).read_bytes(),
        ics: (out / A_VENIR / ics).read_bytes(),
        **annexes,
    }
    assert not list((out / A_VENIR / "courriels").glob("*_APF.eml"))
    assert f"{A_VENIR}_Dossier-de-seance.docx" in jointes(
        brouillon(out, "Dossier-de-seance_DCLC")
    )
    who_presides = brouillon(out, "Dossier-de-seance_SG")
    assert "pour information" in simple(corps(who_presides))
    assert ics in jointes(who_presides)
    assert not list((out / A_VENIR / "courriels").glob("*Convocation_SG.eml"))
    assert list(jointes(brouillon(out, "Compte-rendu_SG", TENUE))) == [
        f"{TENUE}_Compte-rendu.docx"
    ]


def test_a_second_run_rewrites_nothing(classeurs: Path, modeles: Path, out: Path) -> None:
    before = snapshot(out)
    run(classeurs, modeles, out)
    assert snapshot(out) == before


def edite(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"her words")


def converti(path: Path) -> None:
    path.with_suffix(".pdf").write_bytes(b"%PDF-1.7 hers")


@pytest.mark.parametrize(
    ("geste", "suffixe"), [(edite, ".docx"), (converti, ".pdf")], ids=["edited", "a PDF beside"]
)
def test_what_is_joined_is_what_stands_on_the_disk(
    geste: Callable[[Path], None], suffixe: str, classeurs: Path, modeles: Path, out: Path
) -> None:
    before = snapshot(out / A_VENIR / "courriels")
    geste(out / LETTRE)
    run(classeurs, modeles, out)
    hers = (out / LETTRE).with_suffix(suffixe)
    files = jointes(brouillon(out, "Convocation_DCLC"))
    assert [data for name, data in files.items() if "Convocation" in name] == [
        hers.read_bytes()
    ]
    assert hers.name in files
    after = snapshot(out / A_VENIR / "courriels")
    assert {name for name in after if after[name] != before[name]} == {
        f"{A_VENIR}_Convocation_DCLC.eml"
    }


def pdf_anciens(out: Path) -> list[str]:
    """The PDF told in À corriger, where an empty report has one cell, « Néant »."""
    return [
        place
        for row in a_corriger_de(out, A_VENIR)
        for place in row[1:2]
        if place.endswith(".pdf")
    ]


def test_a_pdf_older_than_its_document_is_told_until_it_is_made_again(
    classeurs: Path, modeles: Path, out: Path, tmp_path: Path
) -> None:
    converti(out / LETTRE)
    run(classeurs, modeles, out)
    assert pdf_anciens(out) == []
    autres = shutil.copytree(classeurs, tmp_path / "workbooks")
    change(autres / "comite.xlsx", "Réunions", {"C3": "Salle des fêtes"})
    for _ in range(2):
        run(autres, modeles, out)
        assert pdf_anciens(out) == [Path(LETTRE).with_suffix(".pdf").name]
    (out / LETTRE).with_suffix(".pdf").write_bytes(b"%PDF-1.7 again")
    run(autres, modeles, out)
    assert pdf_anciens(out) == []


def test_what_was_sent_is_not_drafted_again_and_what_replaces_it_is(
    classeurs: Path, modeles: Path, out: Path, tmp_path: Path
) -> None:
    before = (out / A_VENIR / "courriels" / f"{A_VENIR}_Convocation_DCLC.eml").read_bytes()
    autres = shutil.copytree(classeurs, tmp_path / "workbooks")
    change(autres / "comite.xlsx", "Réunions", {"C3": "Salle des fêtes", "L3": "20/11/2026"})
    run(autres, modeles, out)
    assert (
        out / A_VENIR / "courriels" / f"{A_VENIR}_Convocation_DCLC.eml"
    ).read_bytes() == before
    again = brouillon(out, "Convocation_DCLC_annule-et-remplace")
    assert (
        simple(again["Subject"])
        == "CLU du 10 décembre 2026 : convocation (annule et remplace l’envoi du 20 novembre 2026)"
    )
    assert "Ce qui change : Salle des fêtes au lieu de Préfecture du Gard" in simple(
        corps(again)
    )
    assert set(jointes(again)) >= {
        f"{A_VENIR}_Convocation_DCLC_annule-et-remplace.docx",
        f"{A_VENIR}_annule-et-remplace.ics",
    }


def test_without_its_document_no_draft_is_made_and_it_is_said(
    classeurs: Path, modeles: Path, out: Path, tmp_path: Path
) -> None:
    broken = shutil.copytree(classeurs, tmp_path / "workbooks")
    change(
        broken / "comite.xlsx", "Ordre du jour", {"B1": "Rang"}
    )  # the required header « N° »
    elsewhere = tmp_path / "elsewhere"
    run(broken, modeles, elsewhere)
    assert not list(elsewhere.rglob("*.eml"))
    said = simple(documents_de(elsewhere, A_VENIR)[f"courriels/{A_VENIR}_Convocation_DCLC.eml"])
    assert said == f"« {Path(LETTRE).name} », à joindre, n’est pas là"
