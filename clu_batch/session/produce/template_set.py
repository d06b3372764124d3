"""The templates of a run, read, checked and compiled before any document is made, so that one run
reports all their faults.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from clu_batch import data
from clu_batch.documents import modeles_libres, tags
from clu_batch.documents.template_filters import build_filters
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import outputs, templates
from clu_batch.render import RenderedDocument, Template
from clu_batch.session.options import Options
from clu_batch.write import template_folder
from clu_batch.write.template_folder import LoadedTemplate, TemplateFolder


@frozen
class OwnTemplates:
    """The names of the secretary's own templates, or the problem that keeps them unknown."""

    names: Sequence[str] = ()
    problems: Sequence[Problem] = ()


def list_own_templates(folder: Path) -> OwnTemplates:
    """List the secretary's own templates."""
    try:
        names = template_folder.list_own_templates(folder, modeles_libres.find_template_kind)
    except OSError as error:
        cause, remede = outputs.explain_error(error)
        place = Place(folder.name)
        problem = templates.MODELES_NON_LUS.report(place, cause=cause, remede=remede)
        return OwnTemplates(problems=[problem])
    return OwnTemplates(names)


@frozen
class TemplateSet:
    """The compiled templates by name, None when one is faulty; what is wrong in them; the files
    that were put back; whether the secretary's own are unknown.

    Those that stand as the program ships them are compiled when a document is asked of them: they
    were checked when they were made.
    """

    compiled: Mapping[str, Template | None]
    problems: Sequence[Problem]
    restored: Sequence[str]
    own_unknown: bool = False

    def fill(
        self, name: str, render: Callable[[Template], RenderedDocument]
    ) -> RenderedDocument:
        """Return the document that a template gives, without bytes when the template is faulty.

        An unforeseen failure is a fault of the secretary's template when the program's own gives
        its document; otherwise it is a defect of the program, and is raised.
        """
        template = self.compiled[name] if name in self.compiled else compile_shipped(name)
        if template is None:
            return RenderedDocument(None, "", (), ())
        rendered = render(template)
        if rendered.panne is None:
            return rendered
        shipped = compile_shipped(name)
        if shipped is not None and render(shipped).panne is not None:
            raise rendered.panne
        return rendered


def compile_shipped(name: str) -> Template | None:
    """Return the template as the program ships it, None for one of the secretary's own."""
    if name not in data.TEMPLATES:
        return None
    return _compile_once(name, data.read_template(name))


@cache
def _compile_once(name: str, content: bytes) -> Template:
    return Template.load_sound(f"{name}.docx", content, build_filters())


def load_templates(
    options: Options, own: OwnTemplates, figures: Collection[str]
) -> TemplateSet:
    """Read the templates of the folder and compile them. `figures`: the codes that they may cite.

    A missing one is put back, unless the run only checks (docs/rules/templates.md#restored).
    """
    compiled: dict[str, Template | None] = {}
    problems = [*own.problems]
    restored = []
    for name, read in _read_all(options, own.names):
        problems += read.problems
        if read.restaure:
            restored.append(f"{name}.docx")
        if name != data.TAG_LIST and not _is_shipped(name, read):
            compiled[name], faults = _compile(name, read, figures)
            problems += faults
    known = (*data.TEMPLATES, data.TAG_LIST, *own.names)
    problems += template_folder.report_foreign_files(
        options.modeles, known, modeles_libres.DEBUTS
    )
    return TemplateSet(compiled, problems, restored, bool(own.problems))


def _read_all(options: Options, own: Sequence[str]) -> Iterator[tuple[str, LoadedTemplate]]:
    """Read each template, then the list of the tags, which is put back like a template."""
    folder = TemplateFolder(options.modeles)
    for name in data.TEMPLATES:
        yield name, _read_shipped(options, folder, name)
    for name in own:
        yield name, folder.load_own(name)
    yield data.TAG_LIST, _read_shipped(options, folder, data.TAG_LIST)


def _read_shipped(options: Options, folder: TemplateFolder, name: str) -> LoadedTemplate:
    """Read a template that the program ships, and put it back when it is missing."""
    read = folder.load(name, partial(data.read_template, name))
    if not read.absent or options.verifier_seulement:
        return read
    return folder.restore(name, read)


def _is_shipped(name: str, read: LoadedTemplate) -> bool:
    """Whether a template stands as the program ships it."""
    if name not in data.TEMPLATES:
        return False
    try:
        return read.data == data.read_template(name)
    except OSError:  # the folder of the program was not unpacked whole
        return False


def _compile(
    name: str, read: LoadedTemplate, figures: Collection[str]
) -> tuple[Template | None, Sequence[Problem]]:
    """Compile a template: None when it could not be read, which was reported, or is faulty."""
    if not read.data:
        return None, ()
    vocabulary = name
    if name not in data.TEMPLATES:
        vocabulary = f"{modeles_libres.find_template_kind(name)}_…"
    known = tags.build_vocabulary(vocabulary, figures)
    return Template.load(f"{name}.docx", read.data, build_filters(), known)
