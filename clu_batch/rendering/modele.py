"""A template, opened and compiled once, and the documents it gives: bytes in, bytes out.

docxtpl makes the XML of Word readable by Jinja (`patch_xml`) and repairs the columns of tables
(`fix_tables`); the package is ours, so that twenty-five letters cost twenty-five renderings, not
twenty-five openings.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, TracebackType

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

from clu_batch.contenu import Graphique, Manquant
from clu_batch.defauts import modeles
from clu_batch.problems import Gravite, Place, Problem
from clu_batch.rendering import controles, finition, grille, integrite, sommaire
from clu_batch.rendering.accessibilite import Constat, controler
from clu_batch.rendering.bornes import Demesure
from clu_batch.rendering.elements import BALISEE, Ecriture
from clu_batch.rendering.environnement import RELEVE, Environnement, Releve, imprimant, suivant
from clu_batch.rendering.integrite import Abime
from clu_batch.rendering.noms import Vocabulaire
from clu_batch.rendering.package import Paquet, parsed, serialised
from clu_batch.rendering.proprietes import neutraliser, signer
from clu_batch.rendering.situation import CORPS, Partie, imprimees
from clu_batch.rendering.source import Source
from clu_batch.rendering.styles import Numerotation, Styles, largeur_du_texte
from clu_batch.rendering.texte import FIN, MANQUE, SUIT_J, SUIVANT_J, lisible
from clu_batch.rendering.verification import fautes
from clu_batch.rendering.word_xml import W

PLACEHOLDER = "Placeholder Text"
"""The style in which Word shows what a content control waits for."""
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
_MARKS = tuple(mark.encode() for mark in (MANQUE, SUIT_J, FIN))


@dataclass(frozen=True, slots=True)
class Rendu:
    """A document: its bytes, the digest of what it says, what it lacks, what keeps it from being
    read by all.

    `data` is None when a problem is bloquant: the template cannot give this document. `panne`: what
    was not foreseen on the way.
    """

    data: bytes | None
    dit: str
    manquants: Sequence[Manquant]
    problems: Sequence[Problem]
    constats: Sequence[Constat] = ()
    panne: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Partie:
    """A part with tags, compiled; `colonnes`: its tables may change their number of columns."""

    source: Source
    gabarit: jinja2.Template
    colonnes: bool


@dataclass(frozen=True, slots=True)
class _ModeleOuvert:
    """A template that was read and found whole."""

    paquet: Paquet
    styles: Styles
    parties: Sequence[Partie]
    largeur: int

    @classmethod
    def de(cls, data: bytes) -> _ModeleOuvert:
        """The template in `data`; `Abime`, or anything that damaged bytes can raise, when it is
        none.
        """
        paquet = Paquet.lire(data)
        document = paquet.document()
        lues = integrite.racines(paquet)
        if lues[document].tag != f"{W}document":
            raise ValueError("a workbook, or a presentation")
        integrite.ecarter_les_restes(paquet, lues)
        integrite.verifier(paquet, lues)
        neutraliser(paquet)
        styles = Styles.de(paquet)
        attente = [sid for sid in (styles.id(PLACEHOLDER),) if sid]
        for _, name in imprimees(paquet):
            if controles.preparer(lues[name], attente):
                paquet.parts[name] = serialised(lues[name])
        parties = [
            Partie(label, name, lues[name], styles.niveaux) for label, name in imprimees(paquet)
        ]
        return cls(paquet, styles, parties, largeur_du_texte(lues[document]))


@dataclass(slots=True)
class Modele:
    """A template ready to be rendered any number of times."""

    nom: str
    paquet: Paquet
    styles: Styles
    environnement: Environnement
    parties: Sequence[_Partie]
    largeur: int
    _place: Place = field(default_factory=Place)

    @classmethod
    def charger(
        cls,
        nom: str,
        data: bytes,
        filtres: Mapping[str, Callable[..., object]],
        vocabulaire: Vocabulaire | None = None,
    ) -> tuple[Modele | None, Sequence[Problem]]:
        """The template in `data`, or None with all that is wrong in it; `nom` is its file name,
        `vocabulaire` what it may print.

        Without a vocabulary, an unknown name is found when it prints.
        """
        place = Place(workbook=nom)
        try:
            ouvert = _ModeleOuvert.de(data)
        except Abime as error:
            return None, (modeles.MODELE_ABIME.at(place, cause=error.cause),)
        except ImportError:  # a library that does not load is no fault of the template
            raise
        except Exception:  # the boundary: bytes of anyone's making, whatever Word would say of them
            return None, (modeles.MODELE_ILLISIBLE.at(place),)
        try:
            return cls._compiler(place, ouvert, filtres, vocabulaire)
        except ImportError:
            raise
        except Exception as error:  # the same, for what stands in it
            return None, (_refus(place, error),)

    @classmethod
    def _compiler(
        cls,
        place: Place,
        ouvert: _ModeleOuvert,
        filtres: Mapping[str, Callable[..., object]],
        vocabulaire: Vocabulaire | None,
    ) -> tuple[Modele | None, Sequence[Problem]]:
        environnement = _environnement(tuple(filtres.items()))
        known = [name for name in environnement.filters if name.isidentifier()]
        problems: list[Problem] = []
        for partie in ouvert.parties:
            problems += fautes(partie, place, known, vocabulaire)
        if problems:
            return None, list(dict.fromkeys(problems))
        try:
            compilees = [
                _compilee(partie, place, environnement)
                for partie in ouvert.parties
                if _a_remplir(partie)
            ]
        except jinja2.TemplateSyntaxError as error:
            return None, (
                modeles.BALISE_INCOMPRISE.at(
                    place, valeur="{{ … }}", texte=error.message or place.workbook
                ),
            )
        return (
            cls(
                place.workbook,
                ouvert.paquet,
                ouvert.styles,
                environnement,
                compilees,
                ouvert.largeur,
                place,
            ),
            (),
        )

    # what fills the tags, what the properties say, and two lists that are most often empty
    def rendre(  # noqa: PLR0913
        self,
        contexte: Mapping[str, object],
        *,
        titre: str,
        createur: str,
        date: dt.date,
        tait: Sequence[str] = (),
        surligne: Sequence[str] = (),
    ) -> Rendu:
        """The document that `contexte` fills; `tait`: the keys of dates and texts that merely
        follow the day of the run, left out of `dit`.

        `titre`, `createur` and `date` are those of the file's properties. `surligne`: the texts to
        highlight wherever they are printed. Whatever goes wrong on the way is a fault of this
        document alone: a problem that names the template, and `panne`.
        """
        try:
            return self._rendre(
                contexte, titre=titre, createur=createur, date=date, tait=tait, surligne=surligne
            )
        except ImportError:
            raise
        except (
            Exception
        ) as panne:  # the boundary: what she typed in Word met what the workbooks hold
            return Rendu(None, "", (), (_refus(self._place, panne),), panne=panne)

    def _rendre(  # noqa: PLR0913  # as above
        self,
        contexte: Mapping[str, object],
        *,
        titre: str,
        createur: str,
        date: dt.date,
        tait: Sequence[str],
        surligne: Sequence[str],
    ) -> Rendu:
        context = {**contexte, **{key: suivant(contexte[key]) for key in tait if key in contexte}}
        problems: list[Problem] = []
        travail = _Travail(self, self.paquet.copie(), surligne)
        for partie in self.parties:
            problems += travail.partie(partie, context)
        problems = list(dict.fromkeys(problems))
        if any(problem.gravite is Gravite.BLOQUANT for problem in problems):
            return Rendu(None, "", (), problems)
        signer(travail.paquet, lisible(titre), lisible(createur), date)
        travail.ecriture.numerotation.ecrire(travail.paquet)
        problems += [
            modeles.STYLE_ABSENT.at(self._place, valeur=style)
            for style in sorted(travail.ecriture.styles_absents)
        ]
        return Rendu(
            travail.paquet.ecrire(),
            travail.dit(),
            tuple(travail.manquants),
            problems,
            controler(travail.paquet, date),
        )

    @property
    def place(self) -> Place:
        """Where its faults are reported."""
        return self._place


class _Travail:
    """One rendering: the package being completed, what was met, what it says."""

    def __init__(self, modele: Modele, paquet: Paquet, surligne: Sequence[str]) -> None:
        self.modele, self.paquet, self.surligne = modele, paquet, surligne
        self.document = paquet.document()
        numerotation = Numerotation(paquet, modele.styles)
        self.ecriture = Ecriture(
            paquet, self.document, modele.styles, numerotation, modele.largeur, self._dessiner
        )
        self.manquants: list[Manquant] = []
        self._paroles: list[str] = []
        self._ids: set[str] = set()
        self._controles: set[str] = set()

    def partie(self, partie: _Partie, context: Mapping[str, object]) -> list[Problem]:
        """Renders one part into the package; the problems met, the part being left as it was when
        one of them forbids it.
        """
        source, releve = partie.source, Releve()
        try:
            xml = partie.gabarit.render({**context, RELEVE: releve})
        except _FAUTES as error:
            return [_faute_au_calcul(source, error)]
        place = self.modele.place
        problems = [
            modeles.NOM_INCONNU.at(place, valeur=n, texte="au remplissage", suggestion="")
            for n in dict.fromkeys(releve.inconnus)
        ]
        problems += [
            modeles.BALISE_D_UN_ENSEMBLE.at(place, valeur=n, texte="au remplissage", suggestion="")
            for n in dict.fromkeys(releve.ensembles)
        ]
        try:
            root = parsed(xml.encode())
        except etree.XMLSyntaxError as error:
            line = int(error.lineno or 1)
            return [
                *problems,
                modeles.BALISE_MAL_PLACEE.at(place, valeur="{% … %}", texte=source.autour(line)),
            ]
        if problems:
            return problems
        if partie.colonnes:
            grille.ajuster(root)
        self._finir(root, source.partie, releve)
        return []

    def _finir(self, root: etree._Element, name: str, releve: Releve) -> None:
        self.ecriture.source = name
        finition.insert_blocks(root, releve.blocs, self.ecriture.xml)
        self.manquants += [*releve.manquants, *self.ecriture.manquants]
        self.ecriture.manquants.clear()
        finition.wrap_bare_texts(root)
        niveaux = self.modele.styles.niveaux if name == self.document else {}
        sommaire.shorten_headings(sommaire.find_headings(root, niveaux))
        finition.mark_texts(root, self.ecriture.lien_nomme)
        finition.make_list_items(root, self.modele.styles, self.ecriture.numerotation.puces)
        controles.oter_les_vides(root)
        finition.close_cells(root)
        finition.remove_empty_paragraphs(root)
        if name == self.document:
            sommaire.fill_contents(root, sommaire.find_headings(root, niveaux), self.modele.styles)
        finition.highlight(root, self.surligne)
        finition.make_ids_unique(root, self._ids)
        controles.uniques(root, self._controles)
        self._paroles.append(_parole(root))
        self.paquet.parts[name] = _sans_marques(serialised(root))

    def _dessiner(self, graphique: Graphique, width: int) -> tuple[str, int]:
        from clu_batch.rendering.charts import (  # noqa: PLC0415# openpyxl is slow to import and few documents have charts
            dessiner,
        )

        chart = dessiner(graphique, width)
        number = self.ecriture.graphiques
        name, book = f"word/charts/chart{number}.xml", f"word/embeddings/classeur{number}.xlsx"
        while name in self.paquet.parts:  # a chart of the template's own
            number += 100
            name, book = f"word/charts/chart{number}.xml", f"word/embeddings/classeur{number}.xlsx"
        self.paquet.ajouter(book, chart.classeur, WORKBOOK_TYPE)
        self.paquet.ajouter(name, chart.xml, CHART_TYPE)
        self.paquet.relier(name, "package", book)  # its first link: the rId1 that the chart names
        return self.paquet.relier(self.ecriture.source, "chart", name), chart.hauteur

    def dit(self) -> str:
        """The SHA-256 of the visible text and of the figures of the charts, what merely follows the
        day of the run left out.
        """
        words = "\n".join([*self._paroles, *self.ecriture.donnees])
        return hashlib.sha256(words.encode()).hexdigest()


_MOTEUR = DocxTemplate(None)  # its methods on XML need no file

_PREFIXES = re.compile(r"(?<=\{[{%])(p|tr|tc|r)\s", re.IGNORECASE)  # a no-break space too
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_OUTSIDE_STRINGS = re.compile(r"('[^']*'|\"[^\"]*\")|([^'\"]+)")
_PARAGRAPH = re.compile(r"\n<w:p((?=[ >])(?:(?!</w:p>|\n).)*?(?:\{\{|\{%))", re.DOTALL)


@functools.lru_cache(maxsize=64)  # as for `_code`
def lisible_par_jinja(xml: str) -> str:
    """The XML of a part with its tags in one piece, one paragraph per line, the paragraphs that
    hold a tag being noted.

    Capitals that autocorrection gives to a tag are read as meant: names are written in lower case.
    """
    patched = _MOTEUR.patch_xml(_PREFIXES.sub(lambda m: f"{m[1].lower()} ", xml.replace("\n", " ")))
    lowered = _TAG.sub(
        lambda tag: _OUTSIDE_STRINGS.sub(lambda m: m[1] or m[2].lower(), tag[0]), patched
    )
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", lowered)
    return _PARAGRAPH.sub(rf'\n<w:p {BALISEE}="1"\1', lines)


def _a_remplir(partie: Partie) -> bool:
    """The body is finished in any case; another part only when it holds a tag."""
    return partie.libelle == CORPS or any(
        "{" in (words.text or "") for words in partie.root.iter(f"{W}t")
    )


def _compilee(partie: Partie, place: Place, environnement: Environnement) -> _Partie:
    for deleted in partie.root.iter(f"{W}delText"):
        deleted.text = re.sub(
            r"[{}]", "", deleted.text or ""
        )  # a tag that a tracked change deletes says nothing any more
    xml = etree.tostring(partie.root, encoding="unicode")
    source = Source(partie.nom, lisible_par_jinja(xml), place)
    code = _code(environnement, source.texte)
    gabarit = jinja2.Template.from_code(environnement, code, environnement.globals)
    return _Partie(
        source,
        gabarit,
        colonnes=re.search(r"tc\s|colspan", xml) is not None
        and "{%tc" in re.sub(r"<[^>]+>", "", xml),
    )


@functools.lru_cache(maxsize=8)
def _environnement(filtres: tuple[tuple[str, Callable[..., object]], ...]) -> Environnement:
    """One environment for all the templates that have these filters."""
    return Environnement(dict(filtres))


@functools.lru_cache(maxsize=256)
def _code(environnement: Environnement, texte: str) -> CodeType:
    """The tags of a part, compiled once: most templates share their header and their footer."""
    return environnement.compile(imprimant(environnement.parse(texte)), filename="<modele>")


_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (RecursionError, "il est trop compliqué, des éléments y étant pris les uns dans les autres"),
    (SyntaxError, "ses balises sont trop compliquées, ou trop imbriquées"),
    (MemoryError, "il demande trop de mémoire"),
    (OverflowError, "il demande trop de mémoire"),
    (etree.LxmlError, "une de ses parties est abîmée"),
)
"""What is said of a failure that no check foresaw, by its kind."""


def _refus(place: Place, error: Exception) -> Problem:
    cause = next(
        (words for kind, words in _CAUSES if isinstance(error, kind)),
        "quelque chose y a une forme que Word ne produit pas",
    )
    return modeles.MODELE_DEFAILLANT.at(place, cause=cause)


def _faute_au_calcul(source: Source, error: Exception) -> Problem:
    """The fault of a tag that cannot be worked out, placed by the line of the template that was
    being printed.
    """
    line = _ligne(error.__traceback__)
    texte = source.autour(line)
    words = source.texte.split("\n")[line - 1] if line else ""
    found = _TAG.search(words)
    balise = " ".join(found[0].split()).strip("{}%- ") if found else "{{ … }}"
    if isinstance(error, Demesure):
        return modeles.BALISE_SANS_FIN.at(source.place, valeur=balise, texte=texte)
    if isinstance(error, jinja2.UndefinedError):
        return modeles.NOM_INCONNU.at(source.place, valeur=balise, texte=texte, suggestion="")
    return modeles.BALISE_SANS_RESULTAT.at(source.place, valeur=balise, texte=texte)


def _ligne(trace: TracebackType | None) -> int:
    frames = [
        frame
        for frame in traceback.extract_tb(trace)
        if frame.filename in ("<modele>", "<template>")
    ]
    return int(frames[-1].lineno or 1) if frames else 1


def _parole(root: etree._Element) -> str:
    """The words of a part, one paragraph per line, its links' names included, what follows the day
    of the run left out.
    """
    lines: list[str] = []
    for element in root.iter(f"{W}p", f"{W}t", f"{W}tab", f"{W}br"):
        if element.tag == f"{W}p":
            lines.append("\n")
        else:
            lines.append(element.text or "" if element.tag == f"{W}t" else " ")
    return SUIVANT_J.sub("", "".join(lines))


def _sans_marques(data: bytes) -> bytes:
    for mark in _MARKS:
        if mark in data:
            data = data.replace(mark, b"")
    return data
