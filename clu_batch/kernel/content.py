"""The content of a document before it has a form: paragraphs, lists, tables, charts, links, and
what is missing.

Documents build these values; `clu_batch.render` alone knows how Word writes them, in the styles of
the template.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from dataclasses import field

from clu_batch.kernel.famille import Famille
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place


@frozen
class Missing:
    """Something that a document needs and no workbook gives. It is printed « À COMPLÉTER :
    <quoi> », highlighted, and reported.

    `ou`: the row, or the sheet, where to type it; `colonne`: the header of the column, when it is
    not that of the row's own cell. `que_faire`: the remedy, when it is not to fill a cell.
    """

    quoi: str
    ou: Place = field(default_factory=Place)
    colonne: str = ""
    que_faire: str = ""


Texte = str | Missing
"""A piece of text ready to print, French typography included, or what is missing in its place."""


@frozen
class Paragraph:
    """A paragraph. `style`: the name of a style of the template; `gras`: in bold."""

    texte: Texte
    style: str = "Normal"
    gras: bool = False


@frozen
class ItemList:
    """A real list, bulleted or numbered."""

    elements: Sequence[Texte]
    numerotee: bool = False


@frozen
class Heading:
    """A heading; `niveau` from 1."""

    texte: str
    niveau: int


@frozen
class NamedLink:
    """A named link on a line of its own, between the words of that line."""

    texte: str
    cible: str
    avant: str = ""
    apres: str = ""


@frozen
class InnerLink:
    """A link to the figures of a chart, or back to the chart, on a line of its own. `cle`: the
    number of the table that holds them.
    """

    texte: str
    cle: str
    vers_le_graphique: bool = False


class Alignment(enum.Enum):
    """How a column of a table is aligned."""

    GAUCHE = "left"
    DROITE = "right"


@frozen
class PrintedColumn:
    """A column of a printed table. `part`: its share of the width. `mene`: each of its cells leads
    to the heading of the document that ends with its words.
    """

    titre: str
    part: int = 10
    alignement: Alignment = Alignment.GAUCHE
    mene: bool = False


@frozen
class PrintedTable:
    """A table: its caption (numbered when it is rendered), one header row that repeats on each
    page, its rows, and the notes under it. `nom`: what its block calls it. `numero`: the number of
    one that holds the figures of a chart printed elsewhere. `essentiel`: the minutes keep it.
    """

    legende: str
    colonnes: Sequence[PrintedColumn]
    lignes: Sequence[Sequence[Texte]]
    notes: Sequence[str] = ()
    nom: str = ""
    numero: str = ""
    essentiel: bool = False


class ChartKind(enum.Enum):
    """The kinds of charts."""

    BARRES = "barres"  # horizontal bars, one per category
    BARRES_GROUPEES = "barres groupées"  # horizontal, two series or more side by side
    BARRES_EMPILEES = "barres empilées"  # horizontal, 100 % stacked
    COLONNES = "colonnes"  # vertical, in the order of time
    COURBE = "courbe"


@frozen
class ChartSeries:
    """A series of a chart; a None is a gap. `couleur`: a role of the palette, empty to take the
    colour of its position.
    """

    nom: str
    valeurs: Sequence[float | None]
    couleur: str = ""


@frozen
class Chart:
    """A native chart. `message`: what it shows, in one sentence, which is its alternative text.

    `pourcent`: the values are fractions of 1 and the axis goes from 0 to 100 %, or to `plafond`.
    `cible`: a line across the bars. `donnees`: the table that says the same figures, when nothing
    else is said of them; `numero`: that of this table once it stands in an annex. `nom`: what its
    block calls it; no figure of the chart, it is not shown with them.
    """

    legende: str
    genre: ChartKind
    categories: Sequence[str]
    series: Sequence[ChartSeries]
    message: str
    pourcent: bool = False
    cible: float | None = None
    donnees: PrintedTable | None = None
    numero: str = ""
    nom: str = field(default="", repr=False)
    plafond: float | None = None


@frozen
class ContentsList:
    """The contents list of the document, filled when it is rendered with its headings to which no
    table leads.
    """

    niveaux: int = 2


Element = (
    Paragraph | ItemList | Heading | NamedLink | InnerLink | PrintedTable | Chart | ContentsList
)


@frozen
class Block:
    """Elements inserted in a template by a tag alone in its paragraph, `{{p bloc }}`."""

    elements: Sequence[Element] = ()

    def __bool__(self) -> bool:
        """Whether it holds anything: `{%p if bloc %}` asks."""
        return bool(self.elements)


@frozen
class DocumentRequest:
    """A document to make: its path under the folder of the meeting, its template, and what fills
    the tags of the template.

    `titre`: the title in the properties of the file.
    `faits`: the facts that it prints and that a later run compares, by the key that finds each
    again. `envoye_le`: the day it was sent; it is frozen then. `surligne`: the texts to highlight
    wherever they are printed. `remarque`: what the list of the documents says of it.
    """

    chemin: str
    modele: str
    famille: Famille
    titre: str
    contexte: Mapping[str, object]
    faits: Mapping[str, str] = field(default_factory=dict)
    envoye_le: dt.date | None = None
    surligne: tuple[str, ...] = ()
    remarque: str = ""


class Choices(dict[str, object]):
    """The names that a tag may call something with: `blocs['reclamations'].tableau('etats')`."""
