"""The check of the templates: what can go wrong in a tag that a person types in Word, where it is,
what to write instead.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.content import Choices
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import Problem, Severity
from clu_batch.render import Template
from clu_batch.session import pipeline
from clu_batch.session.options import Options
from tests.support.folders import ROOT
from tests.support.word_files import avec_parties, modele, parties

DOCUMENT = "word/document.xml"
VOCABULAIRE = {
    "prefecture": "", "x": "", "y": "", "lignes": ("",), "faux": "",
    "reunion": {"date": "", "lieu": "", "heure": ""},
    "membres": ({"prenom": "", "nom": ""},),
    "parties": ({"titre": "", "envois": ({"adresse": ""},)},),
    "indicateurs": {"satisfaction.globale": {"valeur": ""}},
    "blocs": {"recus": {"phrase": "", "tableau": Choices(etats="", motifs="")}},
}  # fmt: skip


def charge(data: bytes) -> tuple[Template | None, list[Problem]]:
    pret, problems = Template.load("essai.docx", data, build_filters(), VOCABULAIRE)
    return pret, list(problems)


@pytest.mark.parametrize(
    "balise",
    [
        "{{ reunion.date | date_longue }}",
        "{{ Reunion.Date | Date }}",  # capitals of autocorrection
        "{% If x %}oui{% Endif %}",
        "{{\u00a0reunion.lieu\u00a0}}",  # its no-break spaces
        "{{ indicateurs[‘satisfaction.globale’].valeur | taux }}",  # its curly quotes
        "{% for m in membres %}{{ m.nom }}{{ loop.index }}{% else %}Néant{% endfor %}",
        "{% for m in membres | sort(attribute='nom') %}{{ m.prenom }}{% endfor %}",
        "{% for p in parties %}{% for e in p.envois %}{{ e.adresse }}{% endfor %}{% endfor %}",
        "{% for ligne in lignes %}{{ ligne | upper }}{% endfor %}",
        "{% set n = membres | length %}{{ n | pluriel('membre') }}",
        "{{ (membres | first).nom }}",
        "{% if x and not y %}a{% elif y == 'b' %}b{% endif %}",
        "{{ inconnu is defined }}",
        "{{ blocs['recus'].phrase }} {{ blocs['recus'].tableau('etats') }}",
        "{{ reunion.heure ~ ' – ' ~ reunion.lieu }}",
        "Une accolade { seule, un code {b}.",
    ],
)
def test_a_sound_tag_is_let_through(balise: str) -> None:
    pret, problems = charge(modele("Objet", balise))
    assert problems == []
    assert pret is not None


TABLEAU = [
    ["{%tr for m in membres %}", ""],
    ["{{ m.nom }}", "{{ m.prenom }}"],
    ["{%tr endfor %}", ""],
]
SEUL = [
    # what is typed, the kind of fault, what is shown of it, what to write instead
    ("{{ reunion.lieux }}", "nom-inconnu", "reunion.lieux", "« reunion.lieu »"),
    ("{{ reunoin.lieu }}", "nom-inconnu", "reunoin.lieu", "« reunion »"),
    ("{% if faux %}{{ prefet }}{% endif %}", "nom-inconnu", "prefet", "« prefecture »"),
    (
        "{% for m in membres %}{{ m.prenon }}{% endfor %}",
        "nom-inconnu",
        "m.prenon",
        "« m.prenom »",
    ),
    (
        "{% for p in parties %}{% for e in p.envois %}{{ e.adrese }}{% endfor %}{% endfor %}",
        "nom-inconnu",
        "e.adrese",
        "« e.adresse »",
    ),
    (
        "{{ indicateurs['satisfaction.globle'].valeur }}",
        "nom-inconnu",
        "satisfaction.globle",
        "« indicateurs['satisfaction.globale'] »",
    ),
    (
        "{{ indicateurs['satisfaction.globale'].valeurs }}",
        "nom-inconnu",
        "valeurs",
        ".valeur »",
    ),
    (
        "{% for m in membres %}{{ loop.indx }}{% endfor %}",
        "nom-inconnu",
        "loop.indx",
        "« loop.index »",
    ),
    ("{{ prefecture.nom }}", "nom-inconnu", "prefecture.nom", ""),
    ("{{ reunion }}", "balise-ensemble", "reunion", "« reunion.date »"),
    ("{{ membres }}", "balise-ensemble", "membres", ""),
    ("{{ reunion.date | dat }}", "filtre-inconnu", "dat", "« date »"),
    ("{{ x | safe }}", "filtre-inconnu", "safe", ""),
    ("{{ indicateurs[« x ».valeur }}", "signe-interdit", "«", "guillemets droits"),
    ("{{ reu\u200bnion.lieu }}", "signe-interdit", "signe invisible", "aucun signe invisible"),
    ("{{ reu\u00adnion.lieu }}", "signe-interdit", "trait d’union conditionnel", "aucun trait"),
    ("{{ x\u2011y }}", "signe-interdit", "trait d’union insécable", "trait d’union (-)"),
    ("{{ x – y }}", "signe-interdit", "–", "trait d’union (-)"),
    ("{{ x — y }}", "signe-interdit", "—", "trait d’union (-)"),
    ("{{ x… }}", "signe-interdit", "…", "trois points"),
    ("{{ x y }}", "balise-incomprise", "x y", "Balises.docx"),
    ("{{ x | }}", "balise-incomprise", "x |", "Balises.docx"),
    ("{% if %}oui{% endif %}", "balise-incomprise", "if", "Balises.docx"),
    ("{% iff x %}", "mot-inconnu", "iff", "« if »"),
    ("{% include 'x' %}", "mot-inconnu", "include", ""),
    ("{% if x %}oui", "balise-non-fermee", "if x", "« endif »"),
    ("{% for m in membres %}oui", "balise-non-fermee", "for m in membres", "« endfor »"),
    ("oui{% endif %}", "balise-mal-placee", "endif", "même ordre"),
    ("oui{% else %}", "balise-mal-placee", "else", "même ordre"),
    ("{{ reunion.lieu }", "accolades", "{{ reunion.lieu }", "« {{ reunion.lieu }} »"),
    ("{ reunion.lieu }}", "accolades", "{ reunion.lieu }}", "« {{ reunion.lieu }} »"),
    ("{ { reunion.lieu } }", "accolades", "{ { reunion.lieu } }", "« {{ reunion.lieu }} »"),
    ("{{ reunion.lieu %}", "accolades", "{{ reunion.lieu %}", "« {{ reunion.lieu }} »"),
    (
        "{%tr for m in membres %}",
        "balise-hors-tableau",
        "{%tr for m in membres %}",
        "« {%p for m in membres %} »",
    ),
    ("Le {{p x }} suit", "balise-pas-seule", "{{p x }}", "« {{ x }} »"),
    (
        "{{ prefecture.__class__.__mro__ }}",
        "balise-de-code",
        "prefecture.__class__.__mro__",
        "Balises.docx",
    ),
    ("{{ range(9) }}", "balise-de-code", "range(9)", "Balises.docx"),
    (
        "{{ blocs['recus'].tableau('etat') }}",
        "nom-inconnu",
        "blocs['recus'].tableau('etat')",
        "« blocs['recus'].tableau('etats') »",
    ),
    ("{{ blocs['recu'].tableau('etats') }}", "nom-inconnu", "blocs['recu']", "blocs['recus']"),
    ("{{ blocs['recus'].tableaux('x') }}", "nom-inconnu", "tableaux", "blocs['recus'].tableau"),
    (
        "{{ blocs['recus'].phrase('etats') }}",
        "balise-de-code",
        "phrase('etats')",
        "Balises.docx",
    ),
    ("{{ blocs['recus'].tableau(x) }}", "balise-de-code", "tableau(x)", "Balises.docx"),
    ("{{ blocs['recus'].tableau('etats', 1) }}", "balise-de-code", "tableau", "Balises.docx"),
    ("{{ blocs['recus'].tableau(nom='etats') }}", "balise-de-code", "tableau", "Balises.docx"),
    ("{{ blocs['recus'].tableau }}", "balise-ensemble", "tableau", ""),
    (
        "{{ blocs['recus'] }}",
        "balise-ensemble",
        "blocs['recus']",
        "blocs['recus'].tableau('etats')",
    ),
    ("{{ prefecture.format('x') }}", "nom-inconnu", "prefecture.format", ""),
    ("{{ prefecture.format(x) }}", "balise-de-code", "prefecture.format(x)", "Balises.docx"),
]


@pytest.mark.parametrize(("tape", "code", "trouve", "attendu"), SEUL)
def test_a_fault_is_told_with_its_place_and_what_to_write(
    tape: str, code: str, trouve: str, attendu: str
) -> None:
    pret, problems = charge(
        modele(("Objet de la réunion", 1), f"Voici {tape}" if "pas-seule" in code else tape)
    )
    kept = [problem for problem in problems if problem.code == f"modele-{code}"]
    assert pret is None
    assert {problem.code for problem in problems} - {"modele-balise-non-fermee"} <= {
        f"modele-{code}"
    }
    said = kept[0]
    assert (said.gravite, said.place.workbook) == (Severity.BLOQUANT, "essai.docx")
    assert trouve in said.trouve
    assert "corps, sous le titre «\u00a0Objet de la réunion\u00a0», près de «" in said.trouve
    assert (
        attendu.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
        in f"{said.attendu} {said.que_faire}"
    )


@pytest.mark.parametrize(
    ("avant", "apres", "code"),
    [
        (
            "reu",
            '</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>nion</w:t></w:r></w:ins><w:r><w:t>',
            "modele-balise-coupee",
        ),
        (
            "reunion",
            (
                '</w:t></w:r><w:del w:id="1"'
                ' w:author="a"><w:r><w:delText>s</w:delText></w:r></w:del><w:r><w:t>'
            ),
            "modele-balise-coupee",
        ),
        ("reunion", "</w:t><w:noBreakHyphen/><w:t>", "modele-signe-interdit"),
        ("reunion", "</w:t><w:softHyphen/><w:t>", "modele-signe-interdit"),
    ],
)
def test_what_word_stores_inside_a_tag_is_seen(avant: str, apres: str, code: str) -> None:
    sain = modele("Le lieu est {{ MARQUE.lieu }}.")
    xml = parties(sain)[DOCUMENT].decode().replace("MARQUE", avant + apres)
    _, problems = charge(avec_parties(sain, {DOCUMENT: xml.encode()}))
    assert code in [problem.code for problem in problems]


def test_a_tag_that_a_tracked_change_deletes_is_no_tag() -> None:
    sain = modele("Le lieu est MARQUE.")
    deleted = (
        '</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>{{ inconnu }}{%p'
        " if</w:delText></w:r></w:del><w:r><w:t>ici"
    )
    pret, problems = charge(
        avec_parties(
            sain,
            {DOCUMENT: parties(sain)[DOCUMENT].decode().replace("MARQUE", deleted).encode()},
        )
    )
    assert problems == []
    assert pret is not None
    assert pret.render({}, titre="t", createur="c", date=dt.date(2026, 1, 1)).data


@pytest.mark.parametrize(
    ("tableau", "codes"),
    [
        (TABLEAU, []),
        ([["{% if x %}a", "b{% endif %}"]], ["modele-balise-mal-placee"]),
        (
            [["{%tr for m in membres %}", "{{ m.nom }}"], ["{%tr endfor %}", ""]],
            ["modele-balise-pas-seule"],
        ),
        (
            [["{%tr for m in membres %}", ""], ["{{ m.nom }}", "{% endfor %}"]],
            ["modele-balise-mal-placee"],
        ),
        ([["{%tc if x %}", "a", "{%tc endif %}"]], []),
        ([["{%tc if x %} b", "a", "{%tc endif %}"]], ["modele-balise-pas-seule"]),
    ],
)
def test_the_tags_of_a_table(tableau: list[list[str]], codes: list[str]) -> None:
    assert [problem.code for problem in charge(modele("Objet", tableau=tableau))[1]] == codes


LIEUX = {
    "en-tête, près de «\u00a0Le {{ faute }}\u00a0»": modele("Objet", entete="Le {{ faute }}"),
    (
        "corps, cellule de tableau, sous le titre «\u00a0Objet\u00a0», "
        "près de «\u00a0Lieu {{ faute }}\u00a0»"
    ): modele(("Objet", 1), tableau=[["Lieu {{ faute }}"]]),
    "corps, près de «\u00a0avant {{ faute }}\u00a0»": modele("avant {{ faute }}", "après"),
}


@pytest.mark.parametrize("lieu", LIEUX)
def test_the_place_leads_there(lieu: str) -> None:
    (problem,) = charge(LIEUX[lieu])[1]
    assert lieu in problem.trouve


# -- three templates, twenty-five defects, one run -------------------------------------------------

INSERE = (
    "</w:t></w:r><w:ins w:id='9' w:author='a'><w:r><w:t>numero</w:t></w:r></w:ins><w:r><w:t>"
)
PLANTES = {
    # template: (part, what stands there, what is put in its place, the fault)
    "convocation.docx": [
        (DOCUMENT, "{{ appel }},", "{{ apel }},", "nom-inconnu"),
        (DOCUMENT, "{{ reunion.acces }}", "{{ reunion.access }}", "nom-inconnu"),
        (
            DOCUMENT,
            "{{ limite_suppleance | date_longue }}",
            "{{ limite_suppleance | date_long }}",
            "filtre-inconnu",
        ),
        (DOCUMENT, "{{ delai_suppleance }}", "{{ delai\u2011suppleance }}", "signe-interdit"),
        (
            DOCUMENT,
            "{{ reference_procedure }}",
            "{{ reference\u00ad_procedure }}",
            "signe-interdit",
        ),
        (DOCUMENT, "{{ jours_comptes }}", "{{ jours_comptes }", "accolades"),
        (
            DOCUMENT,
            "{{ telephone_secretariat }}",
            "{{ telephone\u200b_secretariat }}",
            "signe-interdit",
        ),
        (DOCUMENT, "{{ annexe.titre }}", "{{ annexe.tittre }}", "nom-inconnu"),
        (DOCUMENT, "{%tr endfor %}", "{%tr enfor %}", "mot-inconnu"),
        ("word/footer1.xml", "{{ adresse }}", "{{ adresse | majuscule }}", "filtre-inconnu"),
        ("word/header1.xml", "{{ sigle }}", "{{ sigles }}", "nom-inconnu"),
    ],
    "dossier.docx": [
        (DOCUMENT, "{{ arrete_au }}", "{{ arrete_au", "accolades"),
        (DOCUMENT, "{{ periode }}", "{{ «periode» }}", "signe-interdit"),
        (DOCUMENT, "{{p agenda }}", "Voici {{p agenda }}", "balise-pas-seule"),
        (DOCUMENT, "{{p essentiel }}", "{{ essentiel.__class__ }}", "balise-de-code"),
        (DOCUMENT, "{{p composition }}", "{%tr if composition %}", "balise-hors-tableau"),
        (DOCUMENT, "{%p for point in points %}", "{%p for point in point %}", "nom-inconnu"),
        (DOCUMENT, "{{p definitions }}", "{{ definitions }}{%p endif %}", "balise-mal-placee"),
        ("word/header1.xml", "{{ reunion.date | date }}", "{{ reunion }}", "balise-ensemble"),
    ],
    "compte_rendu.docx": [
        (DOCUMENT, "{{ secretaire }}", "{{ secretaire() }}", "balise-de-code"),
        (
            DOCUMENT,
            "{{ heure_fin | heure }}, ",
            "{{ heure_fin || heure }}, ",
            "balise-incomprise",
        ),
        (
            DOCUMENT,
            "{% elif reunion.presidence %}",
            "{% elif reunion.president %}",
            "nom-inconnu",
        ),
        (DOCUMENT, "{{p presences }}", "{{p presence }}", "nom-inconnu"),
        (DOCUMENT, "{{ point.numero }}", f"{{{{ point.{INSERE} }}}}", "balise-coupee"),
        (
            "word/footer1.xml",
            "{{ prefecture }}",
            "{% if prefecture %}{{ prefecture }}",
            "balise-non-fermee",
        ),
    ],
}


@pytest.fixture(scope="module")
def sortie(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The example, made with the three templates."""
    folder = tmp_path_factory.mktemp("plantes")
    modeles = Path(shutil.copytree(ROOT / "templates", folder / "modeles"))
    for nom, plantes in PLANTES.items():
        data = (modeles / nom).read_bytes()
        changed = {part: parties(data)[part].decode() for part, *_ in plantes}
        for part, sain, fautif, _ in plantes:
            assert sain in changed[part], (nom, sain)
            changed[part] = changed[part].replace(sain, fautif, 1)
        (modeles / nom).write_bytes(
            avec_parties(data, {part: text.encode() for part, text in changed.items()})
        )
    options = Options(
        None,
        None,
        dt.date(2026, 11, 23),
        ROOT / "workbooks",
        modeles,
        folder / "out",
        verifier_seulement=False,
    )
    return folder / "out", pipeline.run_session(options, lambda *_: None).code


def test_twenty_five_planted_defects_are_told_in_one_run(sortie: tuple[Path, int]) -> None:
    out, code = sortie
    book = openpyxl.load_workbook(
        out / "2026-12-10_CLU/2026-12-10_CLU_Controle.xlsx", read_only=True
    )
    rows = [
        row
        for row in book["À corriger"].iter_rows(min_row=2, values_only=True)
        if row[1] in PLANTES
    ]
    book.close()
    assert code == Code.BLOCKED
    assert sum(map(len, PLANTES.values())) == 25
    assert {row[0] for row in rows} == {"bloquant"}
    for nom, plantes in PLANTES.items():
        assert len([row for row in rows if row[1] == nom]) >= len(plantes)


@pytest.mark.parametrize("nom", PLANTES)
def test_each_planted_defect_is_told_for_what_it_is(nom: str, tmp_path: Path) -> None:
    from clu_batch.documents import tags  # noqa: PLC0415 (what the three templates may print)

    data = (ROOT / "templates" / nom).read_bytes()
    names = tags.build_vocabulary(nom.removesuffix(".docx"), ())
    for part, sain, fautif, code in PLANTES[nom]:
        text = parties(data)[part].decode().replace(sain, fautif, 1)
        pret, problems = Template.load(
            nom, avec_parties(data, {part: text.encode()}), build_filters(), names
        )
        assert pret is None
        assert f"modele-{code}" in {problem.code for problem in problems}, fautif


def test_the_sound_templates_still_produce(sortie: tuple[Path, int]) -> None:
    made = {
        path.name.removeprefix("2026-12-10_CLU_")
        for path in (sortie[0] / "2026-12-10_CLU").rglob("*.docx")
    }
    assert {
        "Feuille-emargement.docx",
        "Chevalets.docx",
        "Trame-de-notes.docx",
        "Fiche-envoi.docx",
    } <= made
    assert any(name.startswith("Invitation") for name in made)
    assert not any(name.startswith(("Convocation", "Dossier")) for name in made)


@pytest.mark.parametrize(
    ("balise", "proposed"),
    [
        ("{{ reunion.lieux }}", "reunion.lieu"),
        ("{{ reunion.dates }}", "reunion.date"),
        ("{{ reunion.heures | upper }}", "reunion.heure"),
        ("{{ prefectur }}", "prefecture"),
        ("{{ heure }}", "reunion.heure"),
        ("{{ reunion_lieu }}", "reunion.lieu"),
        ("{% for m in membres %}{{ m.noms }}{% endfor %}", "m.nom"),
        ("{% for m in membres %}{{ m.prenon }}{% endfor %}", "m.prenom"),
        ("{{ (membres | first).prenoms }}", "prenom"),
        (
            "{{ indicateurs['satisfaction.global'].valeur }}",
            "indicateurs['satisfaction.globale']",
        ),
        ("{% if reunion.lieus %}x{% endif %}", "reunion.lieu"),
        ("{{ zzzz }}", ""),
    ],
)
def test_the_proposed_tag_is_whole(balise: str, proposed: str) -> None:
    _, problems = charge(modele("Objet", balise))
    (problem,) = problems
    _, _, example = problem.attendu.partition("par exemple «\u00a0")
    assert example.removesuffix("\u00a0»").endswith(proposed)
    assert bool(example) == bool(proposed)
