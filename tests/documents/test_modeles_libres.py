"""The secretary's own templates: for the meeting, per member in force, per person who sat
(docs/rules/templates.md#own-templates).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from clu_batch.documents import modeles_libres
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.model import Etape, Invite, Presence, Suppleance
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from clu_batch.session.report import RunOutcome
from tests.session.test_pipeline import A_VENIR, TENUE, a_corriger_de, snapshot
from tests.session.test_pipeline import MEMBRES as CODES
from tests.support.folders import ROOT
from tests.support.meeting import DECEMBRE, MEMBRES, bilan, registre, siege, simple
from tests.support.word_files import lignes, modele

PRESIDES = "SG"
"""Who presides gets no convocation, but every other document of a member."""

GARANTIES = (
    "{{ prefecture }}, {{ comite }}, {{ sigle }}, {{ limite_suppleance | date }}",
    (
        "{{ reunion.date | date_longue }} à {{ reunion.heure | heure }}, {{ reunion.lieu }}, {{"
        " reunion.numero }}, {{ reunion.reference }}"
    ),
    "{{ reunion.presidence }}, {{ reunion.prochaine }}, {{ membres | length | pluriel('membre') }}",
    (
        "{{ indicateurs['reclamations.recues'].valeur | nombre }}, {{"
        " indicateurs['reclamations.taux_dans_delai'].valeur | taux }}"
    ),
)


@pytest.mark.parametrize(
    ("nom", "genre"),
    [
        ("reunion_Affiche", "reunion"),
        ("Réunion_Affiche", "reunion"),
        ("MEMBRE_x", "membre"),
        ("participant_Attestation", "participant"),
        ("reunion_", ""),
        ("reunion", ""),
        ("membres_x", ""),
        ("autre_reunion_x", ""),
        ("compte_rendu", ""),
    ],
)
def test_a_template_says_by_its_name_for_what_it_is_filled(nom: str, genre: str) -> None:
    assert modeles_libres.find_template_kind(nom) == genre


def run(modeles: Path, sortie: Path) -> RunOutcome:
    options = Options(
        None,
        None,
        dt.date(2027, 3, 1),
        ROOT / "workbooks",
        modeles,
        sortie,
        verifier_seulement=False,
    )
    return pipeline.run_session(options, lambda number, total, text: None)


@pytest.fixture(scope="module")
def produit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, RunOutcome]:
    modeles, out = tmp_path_factory.mktemp("modeles"), tmp_path_factory.mktemp("out")
    sien = modele(("Document", 1), *GARANTIES)
    (modeles / "reunion_Affiche d’accueil.docx").write_bytes(sien)
    (modeles / "reunion_Chevalets.docx").write_bytes(sien)
    per_member = (
        "{{ membre.code }} | {{ membre.college }} | {{ membre.fonction }} |"
        " {{ membre.organisme }}"
    )
    (modeles / "membre_Etiquette.docx").write_bytes(
        modele(("Étiquette", 1), per_member, MAY_BE_EMPTY, *GARANTIES)
    )
    per_person = per_member.replace("membre.", "participant.") + " | {{ participant.statut }}"
    (modeles / "participant_Attestation.docx").write_bytes(
        modele(("Attestation", 1), per_person, *GARANTIES)
    )
    (modeles / "affiche.docx").write_bytes(sien)
    (modeles / "reunion_Fautive.docx").write_bytes(
        modele(("Document", 1), "{{ membre.nom }} {{ particpant }}")
    )
    return modeles, out, run(modeles, out)


MAY_BE_EMPTY = (
    "{{ membre.civilite }}{{ membre.prenom }}{{ membre.nom }}{{ membre.nom_complet }}"
    "{% for point in ordre_du_jour %}{{ point.rubrique }}{% endfor %}{{ reunion.visioconference }}"
)
"""Cells that a row may leave empty, then a link that one of the two meetings lacks."""


def words(path: Path) -> str:
    return simple("\n".join(lignes(path.read_bytes())))


def test_a_template_of_another_name_is_told_how_to_begin(
    produit: tuple[Path, Path, RunOutcome],
) -> None:
    _, out, _ = produit
    [dit] = [simple(row[6]) for row in a_corriger_de(out, A_VENIR) if row[1] == "affiche.docx"]
    assert dit.endswith(
        "ou un nom qui commence par « reunion_ », « membre_ » ou « participant_ »"
    )


def test_her_templates_are_filled_for_each_meeting_member_and_person(
    produit: tuple[Path, Path, RunOutcome],
) -> None:
    _, out, resultat = produit
    assert list(resultat.defects) == []
    for folder in (A_VENIR, TENUE):
        assert "13 membres" in words(out / folder / f"{folder}_Affiche-d-accueil.docx")
        labels = (out / folder / "Etiquette").glob("*.docx")
        assert {path.stem.rpartition("_")[2] for path in labels} == {*CODES, PRESIDES}
    assert "jeudi 10 décembre 2026 à 14 h 30" in words(
        out / A_VENIR / f"{A_VENIR}_Affiche-d-accueil.docx"
    )
    assert "SG | Services de la préfecture | Le secrétaire général" in words(
        out / A_VENIR / f"Etiquette/{A_VENIR}_Etiquette_SG.docx"
    )
    assert not (out / A_VENIR / "Attestation").exists()
    attested = {
        path.stem.rpartition("_")[2] for path in (out / TENUE / "Attestation").glob("*.docx")
    }
    assert {"SG", "DCLC"} <= attested
    assert "| présent" in words(out / TENUE / f"Attestation/{TENUE}_Attestation_SG.docx")


def test_a_name_that_the_program_uses_is_kept_for_its_own_document(
    produit: tuple[Path, Path, RunOutcome],
) -> None:
    _, out, _ = produit
    assert "13 membres" in words(out / A_VENIR / f"{A_VENIR}_Chevalets-2.docx")
    assert "13 membres" not in words(out / A_VENIR / f"{A_VENIR}_Chevalets.docx")


def test_what_her_template_lacks_is_told_with_its_template_and_cell(
    produit: tuple[Path, Path, RunOutcome],
) -> None:
    _, out, _ = produit
    rows = [row for row in a_corriger_de(out, A_VENIR) if "membre_Etiquette" in str(row[5])]
    told = [simple(str(row[5])) for row in rows]
    assert any("« reunion.visioconference »" in text for text in told)
    assert all("dans le modèle « membre_Etiquette.docx »" in text for text in told)
    assert all(row[3] for row in rows)  # each at its cell
    assert not any("membre.nom" in text or "civilite" in text for text in told)


def test_a_faulty_one_is_told_and_skipped(produit: tuple[Path, Path, RunOutcome]) -> None:
    _, out, _ = produit
    told = [row for row in a_corriger_de(out, A_VENIR) if row[1] == "reunion_Fautive.docx"]
    assert {row[0] for row in told} == {"bloquant"}
    assert any("particpant" in row[5] for row in told)
    assert list(out.rglob("*Fautive*")) == []
    assert not [
        row
        for row in a_corriger_de(out, A_VENIR)
        if row[1] == "reunion_Affiche d’accueil.docx" and row[0] == "bloquant"
    ]


def test_a_second_run_rewrites_nothing_and_a_template_withdrawn_takes_its_documents_away(
    produit: tuple[Path, Path, RunOutcome],
) -> None:
    modeles, out, _ = produit
    before = snapshot(out)
    run(modeles, out)
    assert snapshot(out) == before
    (modeles / "membre_Etiquette.docx").unlink()
    run(modeles, out)
    assert not (out / A_VENIR / "Etiquette").exists()
    assert (out / TENUE / "Etiquette").exists(), "the papers of a held meeting are records"


def test_whoever_sat_is_a_participant() -> None:
    invite = Invite(DECEMBRE, "Institutions", "Sous-préfecture", fonction="Le sous-préfet")
    autres = (
        Presence(DECEMBRE, "Sous-préfecture", invite=invite, statut=StatutDePresence.PRESENT),
        Presence(DECEMBRE, "Presse locale", nom="Journaliste", fonction="Rédactrice"),
        Presence(DECEMBRE, "Absente", statut=StatutDePresence.ABSENT, nom="Personne"),
    )
    suppleant = Suppleance(DECEMBRE, "UFC", "Madame", "Prénom", "Suppléante", "La trésorière")
    assis = [
        siege(
            "DIR",
            "représenté",
            presence=Presence(
                DECEMBRE,
                "DIR",
                membre="DIR",
                statut=StatutDePresence.REPRESENTE,
                nom="Adjointe",
                fonction="L’adjointe",
            ),
        ),
        siege(
            "RQ",
            "présent",
            accompagnants=(
                Presence(
                    DECEMBRE,
                    "RQ",
                    membre="RQ",
                    statut=StatutDePresence.PRESENT,
                    nom="Agent",
                    fonction="L’agent",
                ),
            ),
        ),
        siege("UFC", "suppléé", suppleance=suppleant),
        siege("APF", "excusé"),
    ]
    reg = registre(presences=autres)
    people = modeles_libres.list_participants(
        MeetingContext(reg, bilan(Etape.TENUE, sieges=assis))
    )
    assert [(p.code, p.nom, p.fonction, p.organisme, p.statut) for p in people] == [
        ("DIR", "Adjointe", "L’adjointe", "Direction de l’accueil", "représenté"),
        ("RQ", "", "Le responsable qualité", "SGCD", "présent"),
        ("RQ", "Agent", "L’agent", "SGCD", "présent"),
        ("UFC", "Suppléante", "La trésorière", "Union de consommateurs", "suppléé"),
        ("Sous-prefecture", "", "Le sous-préfet", "Sous-préfecture", "présent"),
        ("Presse-locale", "Journaliste", "Rédactrice", "Presse locale", "présent"),
    ]
    demandes = modeles_libres.prepare(
        MeetingContext(reg, bilan(Etape.TENUE, sieges=assis)), "participant_Badge"
    )
    assert demandes[0].chemin == "Badge/2026-12-10_CLU_Badge_DIR.docx"
    assert len(MEMBRES) == len(
        modeles_libres.prepare(MeetingContext(reg, bilan()), "membre_Badge")
    )
