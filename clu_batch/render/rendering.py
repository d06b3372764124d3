"""One rendering of a template: its parts filled, what their tags have printed put right."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType

import jinja2
from lxml import etree

from clu_batch.kernel.content import Chart, Missing
from clu_batch.kernel.problems import Place, Problem
from clu_batch.messages import templates
from clu_batch.render import (
    caption_numbers,
    content_controls,
    contents_list,
    finish_part,
    french_runs,
    kept_together,
    link_targets,
    marked_runs,
    table_grid,
)
from clu_batch.render.compiled_part import CompiledPart
from clu_batch.render.docx_package import Package, parse_xml, serialise_xml
from clu_batch.render.elements import CHART_MARK, ElementWriter
from clu_batch.render.legible_text import FIN, MANQUE, SUIT_J, SUIVANT_J
from clu_batch.render.table_xml import DATA_MARK
from clu_batch.render.tag_limits import OutOfBounds
from clu_batch.render.template_environment import RELEVE, RenderingNotes
from clu_batch.render.template_source import Source
from clu_batch.render.template_styles import ListNumbering, TemplateStyles
from clu_batch.render.word_xml import PARAGRAPH, TEXT, XmlElement, name_tag, walk

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What an expression of a template can raise on real values: the fault is in the tag, not in the
# program.
_FAUTES = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
    MemoryError,
)


class Rendering:
    """One rendering: the package being completed, what was met, what it says."""

    def __init__(
        self, paquet: Package, styles: TemplateStyles, largeur: int, surligne: Sequence[str]
    ) -> None:
        self.paquet = paquet
        self.styles = styles
        self.surligne = surligne
        self.document = paquet.find_document()
        self.ecriture = ElementWriter(
            paquet=paquet,
            source=self.document,
            styles=styles,
            numerotation=ListNumbering(paquet, styles),
            largeur=largeur,
            dessin=self._add_chart,
        )
        self.manquants: list[Missing] = []
        self._said: list[str] = []
        self._ids: set[str] = set()
        self._controles: set[str] = set()

    def render_part(self, partie: CompiledPart, context: Mapping[str, object]) -> list[Problem]:
        """Render one part into the package; return the problems met, the part being left as it was
        when one of them forbids it.
        """
        source, releve = partie.source, RenderingNotes()
        try:
            xml = partie.gabarit.render({**context, RELEVE: releve})
        except _FAUTES as error:
            return [_say_failure(source, error)]
        problems = list(_say_unreadable(releve, source.place))
        try:
            root = parse_xml(xml.encode())
        except etree.XMLSyntaxError as error:
            texte = source.say_around(int(error.lineno or 1))
            problem = templates.BALISE_MAL_PLACEE.report(
                source.place, valeur="{% … %}", texte=texte
            )
            return [*problems, problem]
        if problems:
            return problems
        if partie.colonnes:
            table_grid.fit_columns(root)
        self._finish(root, source.partie, releve)
        return []

    def _fill_contents(self, root: XmlElement) -> None:
        """Write the contents list of the body, and number its captions."""
        headings = contents_list.find_headings(root, self.styles.niveaux)
        contents_list.fill_contents(root, headings, self.styles)
        caption_numbers.number_captions(root)

    def _finish(self, root: XmlElement, name: str, releve: RenderingNotes) -> None:
        """Put right what the tags have printed, and put the part in the package."""
        self.ecriture.source = name
        finish_part.insert_blocks(root, releve.blocs, self.ecriture.write_block)
        self.manquants += [*releve.manquants, *self.ecriture.manquants]
        self.ecriture.manquants.clear()
        finish_part.wrap_bare_texts(root)
        link_targets.fill(root, self._link_address)
        link_targets.remove_dead(root, (CHART_MARK, DATA_MARK))
        is_body = name == self.document
        niveaux = self.styles.niveaux if is_body else {}
        contents_list.shorten_headings(contents_list.find_headings(root, niveaux))
        french_runs.enclose_missing(root)
        marked_runs.mark_texts(root, self.ecriture.name_address)
        finish_part.make_list_items(root, self.styles, self.ecriture.numerotation.find_bullets)
        content_controls.remove_empty_controls(root)
        finish_part.close_cells(root)
        finish_part.remove_empty_paragraphs(root)
        if is_body:
            self._fill_contents(root)
        marked_runs.highlight(root, self.surligne)
        french_runs.keep_spaces(root)
        if is_body:
            french_runs.raise_ordinals(root)
        kept_together.keep_rows(root)
        kept_together.part_from_tables(root)
        finish_part.make_ids_unique(root, self._ids)
        content_controls.make_controls_unique(root, self._controles)
        self._said.append(_read_part(root))
        self.paquet.parts[name] = _remove_marks(serialise_xml(root))

    def _link_address(self, address: str) -> str:
        return self.paquet.link(self.ecriture.source, "hyperlink", address, external=True)

    def _add_chart(self, graphique: Chart, width: int) -> tuple[str, int]:
        """Draw a chart into the package; return the id of its link and its height."""
        # openpyxl is slow to import and few documents have charts
        from clu_batch.render.charts import draw_chart  # noqa: PLC0415

        chart = draw_chart(graphique, width)
        number = self.ecriture.graphiques
        while f"word/charts/chart{number}.xml" in self.paquet.parts:
            number += 100  # a chart of the template's own
        name, book = f"word/charts/chart{number}.xml", f"word/embeddings/classeur{number}.xlsx"
        self.paquet.add(book, chart.classeur, WORKBOOK_TYPE)
        self.paquet.add(name, chart.xml, CHART_TYPE)
        self.paquet.link(name, "package", book)  # its first link: the rId1 that the chart names
        return self.paquet.link(self.ecriture.source, "chart", name), chart.hauteur

    def digest(self) -> str:
        """Return the SHA-256 of the visible text and of the figures of the charts, what merely
        follows the day of the run left out.
        """
        words = "\n".join([*self._said, *self.ecriture.donnees])
        return hashlib.sha256(words.encode()).hexdigest()


def _say_unreadable(releve: RenderingNotes, place: Place) -> Iterator[Problem]:
    """Give a problem for each name that printed nothing that can be read."""
    when = "au remplissage"
    for name in dict.fromkeys(releve.inconnus):
        yield templates.NOM_INCONNU.report(place, valeur=name, texte=when, exemple="")
    for name in dict.fromkeys(releve.ensembles):
        yield templates.BALISE_D_UN_ENSEMBLE.report(place, valeur=name, texte=when, exemple="")


def _say_failure(source: Source, error: Exception) -> Problem:
    """Return the problem of a tag that cannot be worked out, placed by the line of the template
    that was being printed.
    """
    line = _find_line(error.__traceback__)
    texte = source.say_around(line)
    balise = source.find_tag(line)
    if isinstance(error, OutOfBounds):
        return templates.BALISE_SANS_FIN.report(source.place, valeur=balise, texte=texte)
    if isinstance(error, jinja2.UndefinedError):
        return templates.NOM_INCONNU.report(
            source.place, valeur=balise, texte=texte, exemple=""
        )
    return templates.BALISE_SANS_RESULTAT.report(source.place, valeur=balise, texte=texte)


def _find_line(trace: TracebackType | None) -> int:
    """Return the last line of the template that an error went through, 1 when it went through
    none.
    """
    line = 1
    for frame in traceback.extract_tb(trace):
        if frame.filename in ("<modele>", "<template>"):
            line = frame.lineno or 1
    return line


def _read_part(root: XmlElement) -> str:
    """Return the words of a part, one paragraph per line, its links' names included, what follows
    the day of the run left out.
    """
    elements = walk(root, TEXT, *_BLANKS)
    said = [_BLANKS.get(element.tag) or element.text or "" for element in elements]
    return SUIVANT_J.sub("", "".join(said))


_BLANKS = {PARAGRAPH: "\n", name_tag("tab"): " ", name_tag("br"): " "}


def _remove_marks(data: bytes) -> bytes:
    for mark in (MANQUE, SUIT_J, FIN):
        data = data.replace(mark.encode(), b"")
    return data
