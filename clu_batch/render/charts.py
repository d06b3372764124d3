"""Native charts of Word, built with the chart classes of openpyxl: right on first opening, editable
by « Modifier les données ».

Without the caches Word shows an empty chart until it is edited; `c:externalData` links the small
workbook that holds the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, cast

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines, NumericAxis, Scaling, TextAxis
from openpyxl.chart.chartspace import ChartContainer, ChartSpace, ExternalData
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    StrRef,
)
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.plotarea import PlotArea
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.xml.functions import tostring

from clu_batch.kernel import french
from clu_batch.kernel.content import Chart, ChartKind, ChartSeries
from clu_batch.kernel.frozen import frozen
from clu_batch.render.chart_frame import (
    EMU_PER_CM,
    HAUTEUR_VERTICALE,
    MARGE_HAUTE,
    BarFrame,
    frame_bars,
)
from clu_batch.render.chart_palette import CONTOUR, NOIR, Tint, choose_tint
from clu_batch.render.chart_parts import (
    CORPS,
    PETIT_CORPS,
    build_fill,
    build_font,
    build_legend,
    build_point,
    build_shape,
    build_texts,
    draw_lines,
)
from clu_batch.render.chart_workbook import FEUILLE, build_chart_workbook, name_series_column
from clu_batch.render.docx_package import DECLARATION, REL
from clu_batch.render.legible_text import make_legible

GRILLE = "BFBFBF"
TAUX = "0.0\\ %"
TAUX_ROND = "0\\ %"
NOMBRE = "#,##0"  # Word groups thousands as the French language of the chart wants
NOMBRE_DECIMAL = "#,##0.0"
PART_MINIMALE = (
    0.05  # a segment thinner than that has no label: its figure is in the table below
)
SHORT_SCALE = 0.5  # a scale of shares that has a line every ten percent
A_DROITE, A_DROITE_DES_TAUX = 0.95, 0.91
"""Where the bars end, in shares of the width; those of rates, before « 100,0 % »."""
DE_FRONT, A_L_AISE = 14, 10
"""Categories that columns can have with labels that are level; with figures of full size."""

HORIZONTALES = (ChartKind.BARRES, ChartKind.BARRES_GROUPEES, ChartKind.BARRES_EMPILEES)


@frozen
class DrawnChart:
    """A chart part, the workbook behind it, and its height in EMU."""

    xml: bytes
    classeur: bytes
    hauteur: int


def draw_chart(graphique: Chart, largeur: int) -> DrawnChart:
    """Return the chart for a width in EMU.

    ValueError is raised when a series has not one value per category.
    """
    drawing = _ChartDrawing(graphique)
    categories, series = drawing.categories, drawing.series
    bars = 1 if drawing.stacked else len(series)
    hauteur, area = HAUTEUR_VERTICALE, None
    if drawing.horizontal:
        frame = frame_bars(categories, bars, largeur, legend=len(series) > 1)
        height = frame.find_height(len(categories))
        hauteur, area = int(height * EMU_PER_CM), _place_plot(frame, height, drawing.rates)
    book = build_chart_workbook(
        [serie.nom for serie in series],
        categories,
        [serie.valeurs for serie in series],
        pourcent=graphique.pourcent,
    )
    return DrawnChart(_write_space(drawing.draw_plot(area), series), book, hauteur)


def _place_plot(frame: BarFrame, height: float, rates: bool) -> Layout:
    """Return the inner area where the bars stand, in a chart of this height in centimetres. The
    scale of `rates` ends where « 100,0 % » stands: there is room for it.
    """
    return Layout(
        ManualLayout(
            layoutTarget="inner",
            xMode="edge",
            yMode="edge",
            x=frame.share,
            y=MARGE_HAUTE / height,
            w=(A_DROITE_DES_TAUX if rates else A_DROITE) - frame.share,
            h=(height - MARGE_HAUTE - frame.footer) / height,
        )
    )


def _write_space(plot: PlotArea, series: Sequence[ChartSeries]) -> bytes:
    """Return the chart part that holds a plot, linked to the workbook behind it."""
    space = ChartSpace(
        lang="fr-FR",
        roundedCorners=False,
        chart=ChartContainer(
            plotArea=plot,
            legend=build_legend() if len(series) > 1 else None,
            autoTitleDeleted=True,
            plotVisOnly=True,
            dispBlanksAs="gap",
        ),
        spPr=GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(noFill=True)),
        txPr=build_font(),
        externalData=ExternalData(id="rId1", autoUpdate=False),
    )
    xml = cast("bytes", tostring(space.to_tree()))  # typed as text, ASCII bytes in fact
    linked = xml.replace(
        b"<externalData id=", f'<externalData xmlns:r="{REL}" r:id='.encode(), 1
    )
    return DECLARATION.encode() + linked


class _ChartDrawing:
    """A chart being drawn; `series`: as they are printed, the target last, for it is a series too,
    so that its figure can be read and edited.
    """

    def __init__(self, graphique: Chart) -> None:
        self.graphique = graphique
        self.horizontal = graphique.genre in HORIZONTALES
        self.stacked = graphique.genre is ChartKind.BARRES_EMPILEES
        self.categories = [make_legible(category).strip() for category in graphique.categories]
        self.series = [
            ChartSeries(make_legible(serie.nom).strip(), serie.valeurs, serie.couleur)
            for serie in graphique.series
        ]
        if graphique.cible is not None:
            self.series.append(_make_target(graphique, graphique.cible))
        self.rates = graphique.pourcent and not self.stacked
        self.figures = list(chain.from_iterable(serie.valeurs for serie in self.series))
        for serie in self.series:
            if len(serie.valeurs) != len(self.categories):
                raise ValueError(
                    f"series {serie.nom!r} has {len(serie.valeurs)} values for"
                    f" {len(self.categories)} categories"
                )

    def draw_plot(self, area: Layout | None) -> PlotArea:
        """Return the plot: bars or curves, and the target when there is one."""
        curves = self.graphique.genre is ChartKind.COURBE
        main = self._draw_curves() if curves else self._draw_bars()
        charts = [main]
        if self.graphique.cible is not None and self.horizontal:
            main.ser = [*main.ser, self._draw_target_bar()]
        elif self.graphique.cible is not None:
            charts.append(self._draw_target_line())
        main.x_axis, main.y_axis = self._build_categories(), self._build_scale()
        plot = PlotArea(layout=area)
        # the class has no public way to hold two charts
        plot._charts = charts  # type: ignore[attr-defined]
        return plot

    def _draw_bars(self) -> BarChart | LineChart:
        return BarChart(
            barDir="bar" if self.horizontal else "col",
            grouping="percentStacked" if self.stacked else "clustered",
            varyColors=False,
            gapWidth=60,
            overlap=100 if self.stacked else 0,
            ser=[self._build_series(rang) for rang in self._list_ranks()],
        )

    def _list_ranks(self) -> range:
        """Return the ranks of the series, the target left out."""
        return range(len(self.graphique.series))

    def _draw_curves(self) -> BarChart | LineChart:
        return draw_lines([self._build_curve(rang) for rang in self._list_ranks()])

    def _build_curve(self, rang: int) -> Series:
        """Return a curve, its marker, and its figures above or under it."""
        drawn = self._build_series(rang)
        tint = choose_tint(self.series[rang].couleur, rang)
        drawn.spPr = build_shape(tint.fond, 28575, "sysDash" if rang else "solid")
        drawn.marker = Marker(
            symbol=("circle", "square", "triangle", "diamond")[rang % 4],
            size=7,
            spPr=build_fill(tint),
        )
        drawn.dLbls = self._build_labels("b" if rang % 2 else "t")
        drawn.smooth = False
        return drawn

    def _draw_target_line(self) -> LineChart:
        """Return the target as a dashed line over columns and curves."""
        drawn = self._build_series(len(self.graphique.series))
        drawn.spPr = build_shape(NOIR, 19050, "dash")
        drawn.dLbls, drawn.marker, drawn.smooth = None, Marker(symbol="none"), False
        return draw_lines([drawn])

    def _draw_target_bar(self) -> Series:
        """Return the target as one more bar, empty and dashed: Word and its peers draw no line
        across horizontal bars the same way.
        """
        drawn = self._build_series(len(self.graphique.series))
        drawn.spPr = build_shape(NOIR, 15875, "dash", noFill=True)
        drawn.dLbls = None
        return drawn

    def _build_series(self, rang: int) -> Series:
        """Return a series of bars, with the caches that show it before it is edited."""
        serie, letter = self.series[rang], name_series_column(rang + 1)
        last = len(self.categories) + 1
        tint = choose_tint(serie.couleur, rang)
        labels = self._build_labels("outEnd")
        if self.stacked:
            labels = self._build_inner_labels(serie, tint)
        name, names = build_texts([serie.nom]), build_texts(self.categories)
        points = [build_point(i, v) for i, v in enumerate(serie.valeurs) if v is not None]
        cache = NumData(
            formatCode=self._choose_format(), ptCount=len(self.categories), pt=points
        )
        figures = NumRef(f"{FEUILLE}!${letter}$2:${letter}${last}", cache)
        drawn = Series(
            idx=rang,
            order=rang,
            tx=SeriesLabel(strRef=StrRef(f"{FEUILLE}!${letter}$1", name)),
            cat=AxDataSource(strRef=StrRef(f"{FEUILLE}!$A$2:$A${last}", names)),
            val=NumDataSource(numRef=figures),
            spPr=build_fill(tint),
            dLbls=labels,
            invertIfNegative=False,
        )
        drawn.marker = None
        return drawn

    def _build_labels(self, position: str, colour: str = NOIR) -> DataLabelList:
        """Return the figures on the bars, small over columns that leave « 100,0 % » little room."""
        tight = not self.horizontal and len(self.categories) > A_L_AISE
        font = build_font(colour, corps=PETIT_CORPS if tight else CORPS)
        return DataLabelList(
            numFmt=self._choose_format(), txPr=font, dLblPos=position, **_MONTRE
        )

    def _build_inner_labels(self, serie: ChartSeries, tint: Tint) -> DataLabelList:
        """Return the figures inside a stacked bar, in the colour that reads on the segment, the
        thinnest having none.
        """
        labels = self._build_labels("ctr", tint.texte)
        labels.dLbl = [
            DataLabel(idx=rang, **{**_MONTRE, "showVal": False})
            for rang, valeur in enumerate(serie.valeurs)
            if self._is_thin(rang, valeur)
        ]
        return labels

    def _is_thin(self, rang: int, valeur: float | None) -> bool:
        total = sum(serie.valeurs[rang] or 0 for serie in self.graphique.series)
        return valeur is None or not total or valeur / total < PART_MINIMALE

    def _choose_format(self) -> str:
        if self.graphique.pourcent:
            return TAUX_ROND if self.stacked else TAUX
        valeurs = chain.from_iterable(serie.valeurs for serie in self.graphique.series)
        whole = all(valeur is None or float(valeur).is_integer() for valeur in valeurs)
        return NOMBRE if whole else NOMBRE_DECIMAL

    def _build_categories(self) -> TextAxis:
        """Return the axis of the categories."""
        level = not self.horizontal and len(self.categories) <= DE_FRONT
        axis = TextAxis(
            # a label for each bar: Word leaves one out of two when they are long
            tickLblSkip=1,
            noMultiLvlLbl=True,
            lblOffset=50,
            axPos="l" if self.horizontal else "b",
            # the first category on top
            scaling=Scaling(orientation="maxMin" if self.horizontal else "minMax"),
            spPr=build_shape(CONTOUR, 9525),
            txPr=build_font(penche=0 if level else None),
            **self._draw_axis(),
        )
        axis.number_format = "General"
        return axis

    def _build_scale(self) -> NumericAxis:
        """Return the axis of the figures."""
        least, most, step = self._compute_scale()
        axis = NumericAxis(
            axPos="b" if self.horizontal else "l",
            scaling=Scaling(min=least, max=most),
            majorUnit=step,
            majorGridlines=ChartLines(spPr=build_shape(GRILLE, 6350)),
            spPr=GraphicalProperties(ln=LineProperties(noFill=True)),
            txPr=build_font(),
            # with the categories reversed, the scale comes back to the bottom
            crosses="max" if self.horizontal else "autoZero",
            crossBetween="between",
            **self._draw_axis(),
        )
        axis.number_format = TAUX_ROND if self.graphique.pourcent or self.stacked else NOMBRE
        return axis

    def _draw_axis(self) -> dict[str, Any]:
        """Return what both axes have: they are shown, without ticks."""
        labels = "nextTo" if self.horizontal else "low"
        return {"delete": False, "majorTickMark": "none", "tickLblPos": labels}

    def _compute_scale(self) -> tuple[float, float | None, float | None]:
        """Return the bounds and the step of the scale: 0 to 100 % for rates, from 0 otherwise, to
        where the chart says.
        """
        values = [figure for figure in self.figures if figure is not None]
        rates = self.graphique.pourcent and all(0 <= value <= 1 for value in values)
        if self.stacked or rates:
            highest = self.graphique.plafond or 1.0
            return 0.0, highest, 0.2 if highest > SHORT_SCALE else 0.1
        return min(0.0, *values), self.graphique.plafond, None


def _make_target(graphique: Chart, cible: float) -> ChartSeries:
    """Return the target as a series: the same figure everywhere."""
    write = french.format_rate if graphique.pourcent else french.format_number
    shown = write(Fraction(str(cible)))
    return ChartSeries(f"Cible\u00a0: {shown}", [cible] * len(graphique.categories))


_MONTRE = {
    "showLegendKey": False,
    "showVal": True,
    "showCatName": False,
    "showSerName": False,
    "showPercent": False,
    "showBubbleSize": False,
}
