"""The list of the tags held against what the documents really give, what the shipped templates
print, and what Balises.docx says.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from functools import cache
from typing import cast

import pytest
from docx import Document

from clu_batch.data import TEMPLATES, read_template
from clu_batch.documents import PRODUCTIONS, context, convocation, courriels, tags
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import blocs, rubriques
from clu_batch.documents.sections.blocs import BlocDeSeance
from clu_batch.documents.sections.rubriques import Rubrique
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.content import Chart, Paragraph, PrintedTable
from clu_batch.records.parametres import Convocation
from clu_batch.render import Template, column_widths
from clu_batch.render.accessibility import check_document
from clu_batch.render.docx_package import Package
from clu_batch.render.template_environment import TemplateEnvironment
from clu_batch.render.template_values import make_block
from clu_batch.rules.figures import bilan_de_seance
from clu_batch.rules.model import Membre, Registre
from clu_batch.rules.seances import choose_seances
from clu_batch.session.load import load
from clu_batch.session.options import Options
from tests.support.folders import ROOT
from tools.making.templates.tag_list import make_tag_list
from tools.making.templates.writing import EMU

JOUR = dt.date(2026, 11, 23)


@cache
def charge() -> Registre:
    """The register of the example."""
    options = Options(
        None,
        None,
        JOUR,
        ROOT / "workbooks",
        ROOT / "templates",
        ROOT / "output",
        verifier_seulement=True,
    )
    return load(options).registre


@cache
def seances() -> Sequence[MeetingContext]:
    """The two meetings of the example."""
    registre = charge()
    due = choose_seances(registre.comite.reunions, JOUR, None).seances
    return [
        MeetingContext(registre, bilan) for bilan, _ in bilan_de_seance.compute(registre, due)
    ]


@cache
def contextes() -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What fills each template in the example, the collective convocation and the messages
    included.
    """
    registre = charge()
    calculs = [meeting.bilan for meeting in seances()]
    found = [
        demande
        for bilan in calculs
        for production in PRODUCTIONS
        for demande in production.prepare(MeetingContext(registre, bilan)).requests
    ]
    collective = replace(
        registre, parametres=replace(registre.parametres, convocation=Convocation.COLLECTIVE)
    )
    found += [
        demande
        for bilan in calculs
        for demande in convocation.prepare(MeetingContext(collective, bilan)).requests
    ]
    redigeant = replace(
        registre, parametres=replace(registre.parametres, brouillons_de_courriel=True)
    )
    drafts = [
        draft
        for bilan in calculs
        for draft in courriels.prepare(MeetingContext(redigeant, bilan))
    ]
    filled = [
        *((demande.modele, demande.contexte) for demande in found),
        *((draft.modele, draft.contexte) for draft in drafts),
    ]
    return {
        nom: [contexte for modele, contexte in filled if modele == nom] for nom in TEMPLATES
    }


def forme(value: object) -> object:
    """A value of a context as the vocabulary says it: "" for a text, a mapping, a tuple with one
    item; None when it cannot be told.
    """
    if value is None:
        return None
    if isinstance(value, BlocDeSeance):
        value = {"phrase": value.phrase, "tableau": None, "graphique": None}
    if (
        make_block(value) is not None
        or isinstance(value, str)
        or (not isinstance(value, (Mapping, Sequence)) and not is_dataclass(value))
    ):
        return ""
    if isinstance(value, Mapping):
        return {name: forme(item) for name, item in value.items()}
    if is_dataclass(value) and type(value).__name__ != "Missing":
        names = [
            *(champ.name for champ in fields(value)),
            *(n for n, v in vars(type(value)).items() if isinstance(v, property)),
        ]
        return {name: forme(getattr(value, name)) for name in names}
    if isinstance(value, Sequence):
        return (reunies([forme(item) for item in value]),)
    return ""


def reunies(formes: Sequence[object]) -> object:
    """What several values of the same tag have in common, None where none could be told."""
    known = [found for found in formes if found is not None]
    if known and all(isinstance(found, dict) for found in known):
        mappings = cast("list[dict[str, object]]", known)
        names = dict.fromkeys(name for found in mappings for name in found)
        return {name: reunies([found.get(name) for found in mappings]) for name in names}
    if known and all(isinstance(found, tuple) for found in known):
        tuples = cast("list[tuple[object, ...]]", known)
        return (reunies([item for found in tuples for item in found]),)
    return next(iter(known), None)


def ecarts(dit: object, donne: object, nom: str = "") -> list[str]:
    """Where the vocabulary and the contexts part; what no context could tell is left out."""
    if donne is None or dit is None:
        return []
    if isinstance(dit, Mapping) and isinstance(donne, Mapping):
        apart = [f"{nom}.{name}: not given" for name in dit.keys() - donne.keys()]
        apart += [f"{nom}.{name}: not listed" for name in donne.keys() - dit.keys()]
        return apart + [
            line
            for name in dit.keys() & donne.keys()
            for line in ecarts(dit[name], donne[name], f"{nom}.{name}")
        ]
    if isinstance(dit, tuple) and isinstance(donne, tuple):
        return ecarts(dit[0], donne[0], f"{nom}[]")
    return [] if type(dit) is type(donne) else [f"{nom}: listed as {dit!r}, given as {donne!r}"]


@pytest.mark.parametrize("nom", TEMPLATES)
def test_the_list_says_what_the_documents_give(nom: str) -> None:
    contexts = [forme(contexte) for contexte in contextes()[nom]]
    assert contexts, "no document was asked of it"
    given = reunies(contexts)
    assert isinstance(given, dict)
    codes = list(given["indicateurs"])
    assert ecarts(tags.build_vocabulary(nom, codes), given) == []


@pytest.mark.parametrize("nom", TEMPLATES)
def test_the_shipped_template_prints_only_what_is_listed(nom: str) -> None:
    assert (
        Template.load(nom, read_template(nom), build_filters(), tags.build_vocabulary(nom, ()))[
            1
        ]
        == ()
    )


GARANTIES = {
    "": "prefecture comite sigle limite_suppleance",
    "reunion": "date heure heure_fin lieu numero reference presidence prochaine",
    "membres": "code college fonction organisme civilite prenom nom",
    "ordre_du_jour": "numero point rubrique presente_par duree",
    "indicateurs": "valeur numerateur denominateur unite cible etat",
}


@pytest.mark.parametrize("nom", TEMPLATES)
def test_the_guaranteed_tags_are_known_everywhere(nom: str) -> None:
    names = tags.build_vocabulary(nom, ["x"])
    assert set(GARANTIES[""].split()) <= names.keys()
    for group, known in GARANTIES.items():
        holder = names[group] if group else names
        holder = holder[0] if isinstance(holder, tuple) else holder
        holder = (
            holder["x"] if group == "indicateurs" and isinstance(holder, Mapping) else holder
        )
        assert isinstance(holder, Mapping)
        assert set(known.split()) <= holder.keys()


def test_every_filter_is_listed_and_prints_its_example() -> None:
    assert {filtre.nom for filtre in tags.FILTRES} == build_filters().keys() - {"date_nue"}
    chiffre = {"valeur": Fraction(7, 8), "denominateur": 1234}
    contexte = {
        "reunion": {"date": dt.date(2026, 12, 10), "heure": dt.time(14, 30)},
        "comite": "Comité local des usagers",
        "membres": [0] * 13,
        "membre": {"fonction": "Le délégué"},
        "fichier": "convocations/2026-12-10_CLU.ics",
        "indicateurs": {"satisfaction.taux.global": chiffre},
    }
    environnement = TemplateEnvironment(build_filters())
    for filtre in tags.FILTRES:
        printed = environnement.compile_expression(filtre.usage)(**contexte)
        assert re.sub(r"\s", " ", str(printed)) == filtre.exemple, filtre.nom


@pytest.mark.parametrize(
    ("fonction", "appel", "de", "a"),
    [
        (
            "Le délégué du Défenseur des droits",
            "Monsieur le Délégué",
            "du délégué",
            "au délégué",
        ),
        ("La directrice", "Madame la Directrice", "de la directrice", "à la directrice"),
        ("L’association des maires", "Madame, Monsieur", "de l’association", "à l’association"),
        (
            "Les représentants",
            "Mesdames, Messieurs",
            "des représentants",
            "aux représentants",
        ),
    ],
)
def test_a_function_agrees_in_the_tags(fonction: str, appel: str, de: str, a: str) -> None:
    made = context.build_membre_tag(Membre("X", "Services", fonction, "Organisme"))
    assert made.appel.startswith(appel)
    assert str(made.fonction_de).startswith(de)
    assert str(made.fonction_a).startswith(a)


@cache
def liste() -> bytes:
    return make_tag_list()


def test_balises_docx_says_every_tag_with_its_example() -> None:
    rows = [
        [re.sub(r"\s", " ", cell.text) for cell in row.cells]
        for table in Document(io.BytesIO(liste())).tables
        for row in table.rows
    ]
    for groupe in (*tags.GROUPES, tags.INDICATEURS):
        for balise in groupe.balises:
            modeles = [", ".join(groupe.modeles)] if groupe.modeles else []
            assert [
                groupe.write_tag(balise),
                balise.sens,
                re.sub(r"\s", " ", balise.exemple),
                *modeles,
            ] in rows, balise.nom
    assert {f"{{{{ {filtre.usage} }}}}" for filtre in tags.FILTRES} <= {row[0] for row in rows}


def test_balises_docx_lists_the_parts_of_the_blocks_by_itself() -> None:
    said = {
        re.sub(r"\s", " ", table.rows[n].cells[0].text)
        for table in Document(io.BytesIO(liste())).tables
        for n in range(len(table.rows))
    }
    assert {
        "{{ blocs['reclamations'].phrase }}",
        "{{p blocs['reclamations'].tableau('etats') }}",
        "{{p blocs['reclamations'].graphique('motifs') }}",
        "{{p blocs['modalites_d_appui'].tableau('modalites') }}",
    } <= said
    for rubrique in rubriques.RUBRIQUES.values():
        for partie in rubrique.parties:
            tag = f"{{{{p blocs['{rubrique.nom_de_balise}'].tableau('{partie.nom}') }}}}"
            assert tag in said


# -- the parts of a block --------------------------------------------------------------------------


def list_parts(meeting: MeetingContext, rubrique: Rubrique) -> Iterator[PrintedTable | Chart]:
    """The tables and charts of a block and of its detail, the tables of the charts included."""
    for bati in filter(None, (rubrique.bloc, rubrique.detail)):
        for element in bati(meeting).elements:
            if isinstance(element, PrintedTable | Chart):
                yield element
            if isinstance(element, Chart) and element.donnees:
                yield replace(element.donnees, nom=element.nom)


def printed_parts() -> set[tuple[str, str, bool]]:
    """The parts of the blocks of the example: block, name, whether it is drawn."""
    return {
        (rubrique.nom_de_balise, part.nom, isinstance(part, Chart))
        for meeting in seances()
        for rubrique in rubriques.RUBRIQUES.values()
        for part in list_parts(meeting, rubrique)
    }


def declared_parts() -> set[tuple[str, str, bool]]:
    return {
        (rubrique.nom_de_balise, partie.nom, drawn)
        for rubrique in rubriques.RUBRIQUES.values()
        for partie in rubrique.parties
        for drawn in (False, *([True] if partie.graphique else []))
    }


def test_every_table_and_chart_of_a_block_has_a_declared_name() -> None:
    assert printed_parts() <= declared_parts()


def test_what_a_block_declares_is_made() -> None:
    found = printed_parts()
    # the example has no third held meeting, no groups of a single criterion, no question of choice
    missing = {
        part
        for part in declared_parts() - found
        if part[1] not in {"tendance", "groupes", "choix"}
    }
    assert missing == set()


@pytest.mark.parametrize(
    "nom", [rubrique.nom_de_balise for rubrique in rubriques.RUBRIQUES.values()]
)
def test_the_parts_of_a_block_are_those_that_the_whole_prints(nom: str) -> None:
    (rubrique,) = [r for r in rubriques.RUBRIQUES.values() if r.nom_de_balise == nom]
    for meeting in seances():
        bloc = blocs.build_blocs(meeting)[nom]
        names = [partie.nom for partie in rubrique.parties]
        asked = [
            (nom, part.legende)
            for nom in names
            for part in (*bloc.tableau(nom).elements, *bloc.graphique(nom).elements)
            if isinstance(part, PrintedTable | Chart)
        ]
        made = [(part.nom, part.legende) for part in list_parts(meeting, rubrique)]
        assert sorted(asked) == sorted(made)
        whole = rubrique.build_elements(meeting, rubrique.bloc)
        first = next(e for e in whole if isinstance(e, Paragraph))
        assert bloc.phrase == first.texte
        assert bloc.tableau("inconnu").elements == ()


def test_balises_docx_is_shipped_and_accessible() -> None:
    assert (ROOT / "templates" / "Balises.docx").read_bytes() == liste(), (
        "python -m tools.making"
    )
    found = {
        constat.controle.code
        for constat in check_document(Package.read(liste()), dt.date(2026, 12, 10))
    }
    assert found <= {
        "A30",
        "B04",
        "B05",
    }  # it is of no meeting, and quotes the sigle as an example


def test_the_list_cuts_no_name_of_a_template_and_leaves_no_row_alone() -> None:
    for table in Document(io.BytesIO(liste())).tables:
        _, *rows = table.rows
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]
        assert len(rows) < 2 or (kept[0], kept[-2], kept[-1]) == (True, True, None)
        for column in table.columns:
            header, *names = [cell.text for cell in column.cells]
            if header == "Modèles":
                room = (column.width or 0) // EMU
                assert column_widths.find_minimum(header, names, 11, ample=False) <= room
