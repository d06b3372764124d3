"""Native charts of Word, built with the chart classes of openpyxl: right on first opening, editable
by « Modifier les données ».

Without the caches Word shows an empty chart until it is edited; `c:externalData` links the small
workbook that holds the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Literal, cast

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines, NumericAxis, TextAxis
from openpyxl.chart.chartspace import ChartContainer, ChartSpace, ExternalData
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.plotarea import PlotArea
from openpyxl.chart.series import Series, SeriesLabel
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
from openpyxl.xml.functions import tostring

from clu_batch.kernel import french
from clu_batch.kernel.content import Chart, ChartKind, ChartSeries
from clu_batch.render import chart_frame
from clu_batch.render.chart_palette import CONTOUR, NOIR, Tint, choose_tint
from clu_batch.render.chart_workbook import FEUILLE, build_chart_workbook, name_series_column
from clu_batch.render.legible_text import make_legible

POLICE = "Arial"
CORPS = 1000  # 10 points, in hundredths: labels of 9 points at least
GRILLE = "BFBFBF"
TAUX = "0.0\\ %"
TAUX_ROND = "0\\ %"
NOMBRE = "#,##0"  # Word groups thousands as the French language of the chart wants
NOMBRE_DECIMAL = "#,##0.0"
PART_MINIMALE = 0.05  # a segment thinner than that has no label: its figure is in the table below
DE_FRONT = 14  # categories that columns can have with labels that are level


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart part, the workbook behind it, and its height in EMU."""

    xml: bytes
    classeur: bytes
    hauteur: int


def draw_chart(graphique: Chart, largeur: int) -> DrawnChart:
    """Return the chart for a width in EMU.

    ValueError is raised when a series has not one value per category.
    """
    categories = [make_legible(category).strip() for category in graphique.categories]
    series = _list_series(graphique)
    for serie in series:
        if len(serie.valeurs) != len(categories):
            raise ValueError(
                f"series {serie.nom!r} has {len(serie.valeurs)} values for"
                f" {len(categories)} categories"
            )
    hauteur = chart_frame.compute_height(graphique, categories, series, largeur)
    part, bas = (
        chart_frame.compute_label_share(categories, largeur),
        chart_frame.compute_footer_height(series),
    )
    place = (
        chart_frame.place_plot(part, hauteur, bas)
        if graphique.genre in chart_frame.HORIZONTALES
        else None
    )
    plot = _draw_plot(graphique, categories, series, place)
    space = ChartSpace(
        lang="fr-FR",
        roundedCorners=False,
        chart=ChartContainer(
            plotArea=plot,
            legend=_build_legend(series),
            autoTitleDeleted=True,
            plotVisOnly=True,
            dispBlanksAs="gap",
        ),
        spPr=GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(noFill=True)),
        txPr=_build_font(),
        externalData=ExternalData(id="rId1", autoUpdate=False),
    )
    xml = cast("bytes", tostring(space.to_tree()))  # typed as text, ASCII bytes in fact
    linked = xml.replace(
        b"<externalData id=",
        b"<externalData"
        b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id=',
        1,
    )
    book = build_chart_workbook(
        [s.nom for s in series],
        categories,
        [s.valeurs for s in series],
        pourcent=graphique.pourcent,
    )
    return DrawnChart(
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + linked, book, hauteur
    )


def _list_series(graphique: Chart) -> list[ChartSeries]:
    """The series to draw, the target last: it is a series too, so that its figure can be read and
    edited.
    """
    series = [
        ChartSeries(make_legible(s.nom).strip(), s.valeurs, s.couleur) for s in graphique.series
    ]
    if graphique.cible is None:
        return series
    shown = (
        french.format_rate(Fraction(str(graphique.cible)))
        if graphique.pourcent
        else french.format_number(Fraction(str(graphique.cible)))
    )
    return [
        *series,
        ChartSeries(f"Cible\u00a0: {shown}", [graphique.cible] * len(graphique.categories)),
    ]


def _draw_plot(
    graphique: Chart, categories: Sequence[str], series: Sequence[ChartSeries], place: Layout | None
) -> PlotArea:
    """The plot: bars or curves, and the target when there is one."""
    horizontal = graphique.genre in chart_frame.HORIZONTALES
    cible = series[-1] if graphique.cible is not None else None
    shown = series if cible is None else series[:-1]
    main = (
        _draw_curves(graphique, categories, shown)
        if graphique.genre is ChartKind.COURBE
        else _draw_bars(graphique, categories, shown)
    )
    charts: list[BarChart | LineChart] = [main]
    if cible is not None and horizontal:
        main.ser = [*main.ser, _draw_target_bar(graphique, categories, cible, len(shown))]
    elif cible is not None:
        charts.append(_draw_target_line(graphique, categories, cible, len(shown)))
    _set_axes(main, graphique, series)
    plot = PlotArea(layout=place)
    # the class has no public way to hold two charts
    plot._charts = charts  # type: ignore[attr-defined]
    return plot


def _draw_bars(
    graphique: Chart, categories: Sequence[str], series: Sequence[ChartSeries]
) -> BarChart:
    stacked = graphique.genre is ChartKind.BARRES_EMPILEES
    chart = BarChart(
        barDir="bar" if graphique.genre in chart_frame.HORIZONTALES else "col",
        grouping="percentStacked" if stacked else "clustered",
        varyColors=False,
        gapWidth=60,
        overlap=100 if stacked else 0,
    )
    chart.ser = [
        _build_series(graphique, categories, serie, rang) for rang, serie in enumerate(series)
    ]
    return chart


def _draw_curves(
    graphique: Chart, categories: Sequence[str], series: Sequence[ChartSeries]
) -> LineChart:
    chart = LineChart(grouping="standard", varyColors=False)
    chart.ser = []
    for rang, serie in enumerate(series):
        colour = choose_tint(serie.couleur, rang)
        drawn = _build_series(graphique, categories, serie, rang)
        drawn.spPr = GraphicalProperties(
            ln=_build_line(colour.fond, 28575, "solid" if rang == 0 else "sysDash")
        )
        drawn.marker = Marker(
            symbol=("circle", "square", "triangle", "diamond")[rang % 4],
            size=7,
            spPr=_build_fill(colour),
        )
        drawn.dLbls = _build_labels(graphique, serie, colour, "b" if rang % 2 else "t")
        drawn.smooth = False
        chart.ser.append(drawn)
    return chart


def _build_series(
    graphique: Chart, categories: Sequence[str], serie: ChartSeries, rang: int
) -> Series:
    colour, letter, last = (
        choose_tint(serie.couleur, rang),
        name_series_column(rang + 1),
        len(categories) + 1,
    )
    empty = graphique.genre is ChartKind.BARRES_EMPILEES
    drawn = Series(
        idx=rang,
        order=rang,
        spPr=_build_fill(colour),
        dLbls=_build_labels(graphique, serie, colour, "ctr" if empty else "outEnd"),
    )
    drawn.marker = None
    drawn.invertIfNegative = False
    drawn.tx = SeriesLabel(strRef=StrRef(f"{FEUILLE}!${letter}$1", _build_texts([serie.nom])))
    drawn.cat = AxDataSource(strRef=StrRef(f"{FEUILLE}!$A$2:$A${last}", _build_texts(categories)))
    points = [_build_point(i, v) for i, v in enumerate(serie.valeurs) if v is not None]
    cache = NumData(formatCode=_choose_format(graphique), ptCount=len(categories), pt=points)
    drawn.val = NumDataSource(numRef=NumRef(f"{FEUILLE}!${letter}$2:${letter}${last}", cache))
    return drawn


def _build_point(rang: int, valeur: float) -> NumVal:
    """A value written with all its digits, as in the workbook behind the chart; set past the class
    of openpyxl, which keeps sixteen.
    """
    point = NumVal(idx=rang)
    point.__dict__["v"] = repr(float(valeur))
    return point


def _build_texts(words: Sequence[str]) -> StrData:
    return StrData(ptCount=len(words), pt=[StrVal(idx=i, v=word) for i, word in enumerate(words)])


def _draw_target_line(
    graphique: Chart, categories: Sequence[str], serie: ChartSeries, rang: int
) -> LineChart:
    """The target as a dashed line over columns and curves."""
    chart = LineChart(grouping="standard", varyColors=False)
    drawn = _build_series(graphique, categories, serie, rang)
    drawn.spPr = GraphicalProperties(ln=_build_line(NOIR, 19050, "dash"))
    drawn.dLbls, drawn.marker, drawn.smooth = None, Marker(symbol="none"), False
    chart.ser = [drawn]
    return chart


def _draw_target_bar(
    graphique: Chart, categories: Sequence[str], serie: ChartSeries, rang: int
) -> Series:
    """The target as one more bar, empty and dashed: Word and its peers draw no line across
    horizontal bars the same way.
    """
    drawn = _build_series(graphique, categories, serie, rang)
    drawn.spPr = GraphicalProperties(noFill=True, ln=_build_line(NOIR, 15875, "dash"))
    drawn.dLbls = None
    return drawn


def _set_axes(chart: BarChart | LineChart, graphique: Chart, series: Sequence[ChartSeries]) -> None:
    horizontal = graphique.genre in chart_frame.HORIZONTALES
    x, y = (
        # a label for each bar: Word leaves one out of two when they are long
        TextAxis(noMultiLvlLbl=True, lblOffset=50, tickLblSkip=1),
        NumericAxis(
            majorGridlines=ChartLines(spPr=GraphicalProperties(ln=_build_line(GRILLE, 6350)))
        ),
    )
    chart.x_axis, chart.y_axis = x, y
    x.delete = y.delete = False
    x.axPos, y.axPos = ("l", "b") if horizontal else ("b", "l")
    x.scaling.orientation = "maxMin" if horizontal else "minMax"  # the first category on top
    x.majorTickMark = y.majorTickMark = "none"
    x.spPr = GraphicalProperties(ln=_build_line(CONTOUR, 9525))
    level = not horizontal and len(graphique.categories) <= DE_FRONT
    x.txPr, y.txPr = _build_font(penche=0 if level else None), _build_font()
    x.tickLblPos = y.tickLblPos = "low" if not horizontal else "nextTo"
    x.number_format, y.number_format = "General", _choose_axis_format(graphique)
    y.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    # with the categories reversed, the scale comes back to the bottom
    y.crosses = "max" if horizontal else "autoZero"
    y.crossBetween = "between"
    y.scaling.min, y.scaling.max, y.majorUnit = _compute_scale(graphique, series)


def _compute_scale(
    graphique: Chart, series: Sequence[ChartSeries]
) -> tuple[float, float | None, float | None]:
    """Bounds and step of the scale: 0 to 100 % for rates, from 0 otherwise."""
    values = [v for serie in series for v in serie.valeurs if v is not None]
    if graphique.genre is ChartKind.BARRES_EMPILEES or (
        graphique.pourcent and max(values) <= 1 and min(values) >= 0
    ):
        return 0.0, 1.0, 0.2
    return min(0.0, *values), None, None


def _choose_format(graphique: Chart) -> str:
    if graphique.pourcent:
        return TAUX_ROND if graphique.genre is ChartKind.BARRES_EMPILEES else TAUX
    valeurs = chain.from_iterable(serie.valeurs for serie in graphique.series)
    whole = all(valeur is None or float(valeur).is_integer() for valeur in valeurs)
    return NOMBRE if whole else NOMBRE_DECIMAL


def _choose_axis_format(graphique: Chart) -> str:
    return (
        TAUX_ROND if graphique.pourcent or graphique.genre is ChartKind.BARRES_EMPILEES else NOMBRE
    )


def _build_labels(
    graphique: Chart, serie: ChartSeries, colour: Tint, position: str
) -> DataLabelList:
    """The figures on the bars; inside a stacked bar, in the colour that reads on the segment, the
    thinnest having none.
    """
    inside = position == "ctr"
    labels = DataLabelList(
        numFmt=_choose_format(graphique),
        txPr=_build_font(colour.texte if inside else NOIR),
        dLblPos=position,
        **_MONTRE,
    )
    if inside:
        labels.dLbl = [
            _hide_label(i) for i, v in enumerate(serie.valeurs) if _is_thin(graphique, i, v)
        ]
    return labels


_MONTRE = {
    "showLegendKey": False,
    "showVal": True,
    "showCatName": False,
    "showSerName": False,
    "showPercent": False,
    "showBubbleSize": False,
}


def _is_thin(graphique: Chart, rang: int, valeur: float | None) -> bool:
    total = sum(serie.valeurs[rang] or 0 for serie in graphique.series)
    return valeur is None or not total or valeur / total < PART_MINIMALE


def _hide_label(rang: int) -> DataLabel:
    return DataLabel(idx=rang, **{**_MONTRE, "showVal": False})


def _build_legend(series: Sequence[ChartSeries]) -> Legend | None:
    if len(series) < 2:
        return None
    legend = Legend()
    legend.position = "b"
    legend.overlay = False
    legend.txPr = _build_font()
    return legend


def _build_font(colour: str = NOIR, penche: int | None = None) -> RichText:
    """Arial, 10 points, in French; `penche`: the angle of the text, free by default."""
    properties = CharacterProperties(
        lang="fr-FR",
        sz=CORPS,
        b=False,
        solidFill=colour,
        latin=Font(typeface=POLICE),
        cs=Font(typeface=POLICE),
    )
    body = RichTextProperties(rot=penche) if penche is not None else None
    return RichText(
        bodyPr=body,
        p=[
            Paragraph(
                pPr=ParagraphProperties(defRPr=properties),
                endParaRPr=CharacterProperties(lang="fr-FR"),
            )
        ],
    )


def _build_fill(colour: Tint) -> GraphicalProperties:
    line = _build_line(CONTOUR, 9525)
    if not colour.hachure:
        return GraphicalProperties(solidFill=colour.fond, ln=line)
    pattern = PatternFillProperties(
        prst="wdUpDiag", fgClr=_build_colour(colour.hachure), bgClr=_build_colour(colour.fond)
    )
    return GraphicalProperties(pattFill=pattern, ln=line)


def _build_colour(code: str) -> ColorChoice:
    # the published types ask for what the class makes of this code
    return ColorChoice(srgbClr=code)  # type: ignore[arg-type]


def _build_line(
    colour: str, width: int, dash: Literal["solid", "dash", "sysDash"] = "solid"
) -> LineProperties:
    return LineProperties(solidFill=colour, w=width, prstDash=dash)
