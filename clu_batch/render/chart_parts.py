"""The parts of a chart as openpyxl writes them: points, words, fonts, fills, legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from openpyxl.chart import LineChart
from openpyxl.chart.data_source import (
    NumVal,
    StrData,
    StrVal,
)
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)

from clu_batch.render.chart_palette import CONTOUR, NOIR, Tint

POLICE = "Arial"
CORPS, PETIT_CORPS = 1000, 900  # hundredths of a point: labels of 9 points at least


def draw_lines(series: Sequence[Series]) -> LineChart:
    """Return the lines of some series."""
    return LineChart(grouping="standard", varyColors=False, ser=series)


def build_point(rang: int, valeur: float) -> NumVal:
    """Return a value written with all its digits, as in the workbook behind the chart; set past the
    class of openpyxl, which keeps sixteen.
    """
    point = NumVal(idx=rang)
    point.__dict__["v"] = repr(float(valeur))
    return point


def build_texts(words: Sequence[str]) -> StrData:
    """Return words as the chart keeps them, in their order."""
    return StrData(
        ptCount=len(words), pt=[StrVal(idx=i, v=word) for i, word in enumerate(words)]
    )


def build_legend() -> Legend:
    """Return a legend under the chart."""
    legend = Legend()
    legend.position = "b"
    legend.overlay = False
    legend.txPr = build_font()
    return legend


def build_font(colour: str = NOIR, penche: int | None = None, corps: int = CORPS) -> RichText:
    """Return Arial in French, of 10 points unless asked; `penche`: the angle of the text, free by
    default.
    """
    face = Font(typeface=POLICE)
    properties = CharacterProperties(
        lang="fr-FR", sz=corps, b=False, solidFill=colour, latin=face, cs=face
    )
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=properties), endParaRPr=CharacterProperties(lang="fr-FR")
    )
    body = None if penche is None else RichTextProperties(rot=penche)
    return RichText(bodyPr=body, p=[paragraph])


def build_fill(tint: Tint) -> GraphicalProperties:
    """Return the fill of a bar, with the dark outline that parts it from the next one."""
    if not tint.hachure:
        return build_shape(CONTOUR, 9525, solidFill=tint.fond)
    front, back = map(_build_colour, (tint.hachure, tint.fond))
    pattern = PatternFillProperties(prst="wdUpDiag", fgClr=front, bgClr=back)
    return build_shape(CONTOUR, 9525, pattFill=pattern)


def _build_colour(code: str) -> ColorChoice:
    # the published types ask for what the class makes of this code
    return ColorChoice(srgbClr=code)  # type: ignore[arg-type]


def build_shape(
    colour: str, width: int, dash: Literal["solid", "dash", "sysDash"] = "solid", **fill: Any
) -> GraphicalProperties:
    """Return an outline, its width in EMU, around a fill."""
    line = LineProperties(solidFill=colour, w=width, prstDash=dash)
    return GraphicalProperties(ln=line, **fill)
