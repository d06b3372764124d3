"""A template, opened and compiled once, and the documents it gives: bytes in, bytes out.

docxtpl makes the XML of Word readable by Jinja (`patch_xml`); the package is ours, so that
twenty-five letters cost twenty-five renderings, not twenty-five openings.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from functools import partial

import jinja2
from lxml import etree

from clu_batch.kernel.content import Missing
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.guard import Failure, attempt
from clu_batch.kernel.problems import Place, Problem, Severity
from clu_batch.messages import templates
from clu_batch.render import (
    content_controls,
    file_kind,
    foreign_content,
    link_targets,
    ordered_properties,
    package_integrity,
    word_fields,
)
from clu_batch.render.accessibility import Finding, check_document
from clu_batch.render.check_tags import find_faults, report_unfilled
from clu_batch.render.compiled_part import CompiledPart, compile_part, needs_filling
from clu_batch.render.docx_package import Package, serialise_xml
from clu_batch.render.file_properties import FileProperties, neutralise, sign
from clu_batch.render.locate import DocumentPart, list_printed, name_other
from clu_batch.render.package_integrity import DamagedPackage
from clu_batch.render.rendering import Rendering
from clu_batch.render.tag_names import Vocabulary
from clu_batch.render.template_environment import FilterFunction, TemplateEnvironment
from clu_batch.render.template_styles import TemplateStyles, find_text_width
from clu_batch.render.template_values import mark_following
from clu_batch.render.word_xml import name_tag

PLACEHOLDER = "Placeholder Text"
"""The style in which Word shows what a content control waits for."""
_NO_FAULT_OF_A_TEMPLATE = ImportError  # a library that does not load


@frozen
class RenderedDocument:
    """A document: its bytes, the digest of what it says, what it lacks, what keeps it from being
    read by all.

    `data` is None when a problem is bloquant: the template cannot give this document. `panne`: what
    was not foreseen on the way.
    """

    data: bytes | None
    dit: str
    manquants: Sequence[Missing]
    problems: Sequence[Problem]
    constats: Sequence[Finding] = ()
    panne: Exception | None = None


@frozen
class _OpenTemplate:
    """A template that was read and found whole."""

    paquet: Package
    styles: TemplateStyles
    parties: Sequence[DocumentPart]
    largeur: int
    autres: Sequence[DocumentPart]
    problems: Sequence[Problem]

    @classmethod
    def read(cls, place: Place, data: bytes) -> _OpenTemplate:
        """Return the template in `data`; raise `DamagedPackage`, or what damaged bytes can."""
        file_kind.check_signature(data)
        paquet = Package.read(data)
        file_kind.check_kind(paquet)
        document = paquet.find_document()
        lues = package_integrity.read_roots(paquet)
        if lues[document].tag != name_tag("document"):
            raise ValueError("no document")
        package_integrity.remove_leftovers(paquet, lues)
        package_integrity.check_package(paquet, lues)
        for name, root in lues.items():
            if ordered_properties.normalise(root):
                paquet.parts[name] = serialise_xml(root)
        styles = TemplateStyles.read(paquet)
        parties = [
            DocumentPart(label, name, lues[name], styles.niveaux)
            for label, name in list_printed(paquet)
        ]
        printed = {partie.nom for partie in parties}
        autres = [
            DocumentPart(name_other(name), name, root, {})
            for name, root in lues.items()
            if name not in printed
        ]
        problems = foreign_content.take_out(paquet, place, parties, autres)
        neutralise(paquet)
        _prepare_parts(paquet, styles, parties)
        return cls(paquet, styles, parties, find_text_width(lues[document]), autres, problems)

    def compile_parts(
        self, place: Place, environnement: TemplateEnvironment
    ) -> Sequence[CompiledPart]:
        """Return the parts that are filled, compiled; `jinja2.TemplateSyntaxError` for a tag that
        cannot be read.
        """
        filled = filter(needs_filling, self.parties)
        return [compile_part(partie, place, environnement) for partie in filled]


def _prepare_parts(
    paquet: Package, styles: TemplateStyles, parties: Sequence[DocumentPart]
) -> None:
    """Make the fields, the links and the content controls of what is printed ready for tags."""
    placeholder = styles.id(PLACEHOLDER)
    waiting = [placeholder] if placeholder else []
    for partie in parties:
        word_fields.gather_instructions(partie.root)
        link_targets.show_tagged(partie.root, paquet.relations.get(partie.nom, {}))
        if content_controls.prepare_controls(partie.root, waiting):
            paquet.parts[partie.nom] = serialise_xml(partie.root)


@frozen
class Template:
    """A template ready to be rendered any number of times; `place`: where it is at fault."""

    place: Place
    ouvert: _OpenTemplate
    parties: Sequence[CompiledPart]

    @classmethod
    def load(
        cls,
        nom: str,
        data: bytes,
        filtres: Mapping[str, FilterFunction],
        vocabulaire: Vocabulary | None = None,
    ) -> LoadedTemplate:
        """Return the template in `data`, or None with all that is wrong in it.

        `nom` is its file name, `vocabulaire` what it may print. Without a vocabulary, an unknown
        name is found when it prints.
        """
        place = Place(workbook=nom)
        # bytes of anyone's making, whatever Word would say of them
        ouvert = attempt(partial(_OpenTemplate.read, place, data), _NO_FAULT_OF_A_TEMPLATE)
        if isinstance(ouvert, Failure):
            return None, (_report_unopened(place, ouvert.error),)
        compiled = attempt(
            partial(cls._compile, place, ouvert, filtres, vocabulaire), _NO_FAULT_OF_A_TEMPLATE
        )
        if isinstance(compiled, Failure):
            return None, (_refuse(place, compiled.error),)
        return compiled

    @classmethod
    def load_sound(
        cls, nom: str, data: bytes, filtres: Mapping[str, FilterFunction]
    ) -> Template:
        """Return a template that nothing is wrong with, as those of the program are: its tags are
        not looked at again.
        """
        place = Place(workbook=nom)
        ouvert = _OpenTemplate.read(place, data)
        return cls(place, ouvert, ouvert.compile_parts(place, _make_environment_of(filtres)))

    @classmethod
    def _compile(
        cls,
        place: Place,
        ouvert: _OpenTemplate,
        filtres: Mapping[str, FilterFunction],
        vocabulaire: Vocabulary | None,
    ) -> LoadedTemplate:
        environnement = _make_environment_of(filtres)
        known = [name for name in environnement.filters if name.isidentifier()]
        problems = [*ouvert.problems, *report_unfilled(ouvert.autres, place)]
        for partie in ouvert.parties:
            problems += find_faults(partie, place, known, vocabulaire)
        found = tuple(dict.fromkeys(problems))
        if any(problem.gravite is Severity.BLOQUANT for problem in found):
            return None, found
        try:
            compiled = ouvert.compile_parts(place, environnement)
        except jinja2.TemplateSyntaxError as error:
            texte = error.message or place.workbook
            return None, (
                templates.BALISE_INCOMPRISE.report(place, valeur="{{ … }}", texte=texte),
            )
        return cls(place, ouvert, compiled), found

    def render(  # noqa: PLR0913 (what fills the tags, three properties, two lists mostly empty)
        self,
        contexte: Mapping[str, object],
        *,
        titre: str,
        createur: str,
        date: dt.date,
        tait: Sequence[str] = (),
        surligne: Sequence[str] = (),
    ) -> RenderedDocument:
        """Return the document that `contexte` fills.

        `titre`, `createur` and `date` are those of the file's properties. `tait` holds the keys of
        dates and texts that merely follow the day of the run: they are left out of `dit`.
        `surligne` holds the texts to highlight wherever they are printed. Whatever goes wrong on
        the way is a fault of this document alone: a problem that names the template, and `panne`.
        """
        silent = {key: mark_following(contexte[key]) for key in tait if key in contexte}
        properties = FileProperties(titre, createur, date)
        rendered = attempt(
            partial(self._render, {**contexte, **silent}, surligne, properties),
            _NO_FAULT_OF_A_TEMPLATE,
        )
        if isinstance(rendered, Failure):  # a typed template met what the workbooks hold
            panne = rendered.error
            return RenderedDocument(None, "", (), (_refuse(self.place, panne),), panne=panne)
        return rendered

    def _render(
        self, context: Mapping[str, object], surligne: Sequence[str], properties: FileProperties
    ) -> RenderedDocument:
        work = Rendering(
            self.ouvert.paquet.copy(), self.ouvert.styles, self.ouvert.largeur, surligne
        )
        found: list[Problem] = []
        for partie in self.parties:
            found += work.render_part(partie, context)
        problems = list(dict.fromkeys(found))
        if any(problem.gravite is Severity.BLOQUANT for problem in problems):
            return RenderedDocument(None, "", (), problems)
        sign(work.paquet, properties)
        work.ecriture.numerotation.write(work.paquet)
        problems += [
            templates.STYLE_ABSENT.report(self.place, valeur=style)
            for style in sorted(work.ecriture.styles_absents)
        ]
        return RenderedDocument(
            work.paquet.write(),
            work.digest(),
            tuple(work.manquants),
            problems,
            check_document(work.paquet, properties.date),
        )


LoadedTemplate = tuple[Template | None, Sequence[Problem]]


def _make_environment_of(filtres: Mapping[str, FilterFunction]) -> TemplateEnvironment:
    return _make_environment(tuple(filtres.items()))


@functools.lru_cache(maxsize=8)
def _make_environment(
    filtres: tuple[tuple[str, FilterFunction], ...],
) -> TemplateEnvironment:
    """Return one environment for all the templates that have these filters."""
    return TemplateEnvironment(dict(filtres))


_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (
        RecursionError,
        "il est trop compliqué, des éléments y étant pris les uns dans les autres",
    ),
    (SyntaxError, "ses balises sont trop compliquées, ou trop imbriquées"),
    (MemoryError, "il demande trop de mémoire"),
    (OverflowError, "il demande trop de mémoire"),
    (etree.LxmlError, "une de ses parties est abîmée"),
)
"""What is said of a failure that no check foresaw, by its kind."""


def _report_unopened(place: Place, error: Exception) -> Problem:
    """Return the problem of a file that cannot be opened as a document."""
    if isinstance(error, DamagedPackage):
        return templates.MODELE_ABIME.report(place, cause=error.cause)
    if isinstance(error, file_kind.OtherKind):
        return templates.MODELE_D_UN_AUTRE_GENRE.report(place, nature=error.nature)
    return templates.MODELE_ILLISIBLE.report(place)


def _refuse(place: Place, error: Exception) -> Problem:
    """Return the problem of a template that failed in a way that no check foresaw."""
    causes = [words for kind, words in _CAUSES if isinstance(error, kind)]
    causes.append("quelque chose y a une forme que Word ne produit pas")
    return templates.MODELE_DEFAILLANT.report(place, cause=causes[0])
