"""A survey of any size as Excel saves it, its XML written directly, with wrong cells of every kind
at places that are known.

Seventeen columns: date, canal, site, service, twelve questions (ten on a scale, a mark, a yes or
no), a remark.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from clu_batch.kernel.coordinates import name_column
from clu_batch.kernel.problems import ProblemKind
from clu_batch.kernel.zip_archive import build_archive
from clu_batch.messages import cells

MODALITES = (
    "Très satisfait",
    "Satisfait",
    "Peu satisfait",
    "Pas du tout satisfait",
    "Sans opinion",
)
CANAUX = ("guichet", "courriel", "courrier", "téléphone", "formulaire en ligne")
SITES = ("Nîmes", "Alès", "Le Vigan")
SERVICES = (
    "Accueil général",
    "Titres de séjour",
    "Point numérique",
    "Permis de conduire",
    "Associations",
    "Naturalisations",
)
MOTS = (
    "accueil",
    "agréable",
    "attente",
    "longue",
    "guichet",
    "dossier",
    "incomplet",
    "site",
    "difficile",
    "horaires",
    "merci",
    "rapide",
)
QUESTIONS = tuple(f"Q{number}" for number in range(1, 13))
ENTETES = ("Date", "Canal", "Site", "Service", *QUESTIONS, "R")
FEUILLE = "xl/worksheets/sheet3.xml"
PREMIER_JOUR, JOURS = 45597, 740  # 1 November 2024, and the days after it, as Excel counts them

_ECHELLE, _NOTE, _OUI_NON = "EFGHIJKLMN", "O", "P"
_TOUTES = "".join(name_column(rank) for rank in range(1, len(ENTETES) + 1))
_ESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAQUET = "http://schemas.openxmlformats.org/package/2006"
_DATE = ' s="1"'  # the second format of the styles, a date


def _texte(text: str) -> str:
    return f' t="inlineStr"><is><t>{escape(text)}</t></is>'


def _erreur(shown: str) -> str:
    return f' t="e"><v>{shown}</v>'


FAUTES: Sequence[tuple[str, str, ProblemKind]] = (
    (_ECHELLE, _texte("Moyennement content"), cells.REPONSE_HORS_ECHELLE),
    (_ECHELLE, _texte("Trés satifait"), cells.REPONSE_PROCHE),
    (_ECHELLE, "><v>7</v>", cells.REPONSE_CODEE),
    (_ECHELLE, f"{_DATE}><v>46093</v>", cells.CHOIX_DEVENU_DATE),
    (_NOTE, _texte("16 sur 20"), cells.REPONSE_HORS_ECHELLE),
    (_NOTE, "><v>11</v>", cells.REPONSE_HORS_ECHELLE),
    (_NOTE, "><v>7.5</v>", cells.REPONSE_HORS_ECHELLE),
    (_OUI_NON, _texte("peut-être"), cells.REPONSE_HORS_ECHELLE),
    ("A", _texte("31/02/2026"), cells.DATE_IMPOSSIBLE),
    ("A", _texte("03/25/2026"), cells.DATE_MOIS_EN_PREMIER),
    ("A", _texte("03/12/2026"), cells.DATE_AMBIGUE),
    ("A", _texte("mars 2026"), cells.DATE_SANS_JOUR),
    ("A", _texte("25/03"), cells.DATE_SANS_ANNEE),
    ("A", _texte("en cours"), cells.DATE_ILLISIBLE),
    ("A", f"{_DATE}><v>9569</v>", cells.DATE_TROP_ANCIENNE),
    ("A", f"{_DATE}><v>59242</v>", cells.DATE_TROP_LOINTAINE),
    ("A", "><v>46093</v>", cells.DATE_SANS_FORMAT),
    ("A", "/>", cells.CLE_MANQUANTE),
    (_TOUTES, _erreur("#N/A"), cells.CELLULE_EN_ERREUR),
    (_TOUTES, _erreur("#REF!"), cells.CELLULE_EN_ERREUR),
    (_TOUTES, "><f>A1</f>", cells.FORMULE_NON_CALCULEE),
    (_TOUTES, ' t="str"><f>[1]Feuil1!B2</f>', cells.FORMULE_NON_CALCULEE),
)
"""The columns where a fault can stand, what follows the reference in its cell's XML, and the kind
of problem that it must be.
"""


@dataclass(frozen=True, slots=True)
class Grand:
    """The bytes of the workbook, and the kind of problem due at each wrong cell."""

    content: bytes
    fautes: Mapping[str, ProblemKind]


def grand_classeur(answers: int, faults: int = 0, seed: int = 1) -> Grand:
    """A `satisfaction.xlsx` of so many answers, of which `faults` cells are wrong."""
    chance = random.Random(seed)
    wrong: dict[tuple[int, str], tuple[str, ProblemKind]] = {}
    for columns, xml, defaut in itertools.cycle(FAUTES):
        if len(wrong) == faults:
            break
        wrong.setdefault(
            (chance.randint(2, answers + 1), chance.choice(columns)), (xml, defaut)
        )
    remarks = [" ".join(chance.choices(MOTS, k=9)) for _ in range(answers // 5 + 1)]
    texts = [*ENTETES, *CANAUX, *SITES, *SERVICES, *MODALITES, "Oui", "Non", *remarks]
    shared = {text: f' t="s"><v>{rank}</v>' for rank, text in enumerate(texts)}
    rows = [_row(1, [shared[header] for header in ENTETES], {})]
    drawn = [_drawn(header, answers, shared, texts, chance) for header in ENTETES]
    by_row: dict[int, dict[str, str]] = {}
    for (line, column), (xml, _) in wrong.items():
        by_row.setdefault(line, {})[column] = xml
    rows += [
        _row(line, cells, by_row.get(line, {}))
        for line, cells in enumerate(zip(*drawn, strict=True), 2)
    ]
    parts = _package(
        f"<worksheet {_ESPACE}><sheetData>{''.join(rows)}</sheetData></worksheet>", texts
    )
    return Grand(
        build_archive(parts),
        {f"{column}{line}": defaut for (line, column), (_, defaut) in wrong.items()},
    )


def _drawn(
    header: str,
    answers: int,
    shared: Mapping[str, str],
    texts: Sequence[str],
    chance: random.Random,
) -> Sequence[str]:
    """A column of sound cells."""
    if header == "Date":
        return [
            f"{_DATE}><v>{PREMIER_JOUR + chance.randrange(JOURS)}</v>" for _ in range(answers)
        ]
    if header == "R":
        return [
            shared[texts[-1 - rank // 5]] if rank % 5 == 0 else "/>" for rank in range(answers)
        ]
    if header == "Q11":
        return [f"><v>{chance.randrange(11)}</v>" for _ in range(answers)]
    known = {"Canal": CANAUX, "Site": SITES, "Service": SERVICES, "Q12": ("Oui", "Non")}.get(
        header, MODALITES
    )
    return chance.choices([shared[text] for text in known], k=answers)


def _row(line: int, cells: Sequence[str], wrong: Mapping[str, str]) -> str:
    """A row; an empty cell is left out, unless it is the wrong one."""
    if wrong:
        cells = [wrong.get(column, xml) for column, xml in zip(_TOUTES, cells, strict=True)]
    body = "".join(
        [
            f'<c r="{c}{line}"{x}{"" if x == "/>" else "</c>"}'
            for c, x in zip(_TOUTES, cells, strict=True)
            if x != "/>"
        ]
    )
    return f'<row r="{line}" spans="1:{len(ENTETES)}">{body}</row>'


def _small(rows: Sequence[Sequence[object]]) -> str:
    body = "".join(
        # no reference: a row counts from the one before
        f"<row>{''.join(f'<c{_texte(str(value))}</c>' for value in row)}</row>"
        for row in rows
    )
    return f"<worksheet {_ESPACE}><sheetData>{body}</sheetData></worksheet>"


def _package(answers: str, texts: Sequence[str]) -> dict[str, bytes | str]:
    scales = {"Q11": "note 0-10", "Q12": "oui/non"}
    questions = [
        ("Code", "Libellé", "Échelle"),
        *((code, f"Question {code}", scales.get(code, "Satisfaction")) for code in QUESTIONS),
    ]
    satisfied = ("satisfait", "satisfait", "insatisfait", "insatisfait", "exclu")
    echelles = [
        ("Satisfaction", text, rank, counts)
        for rank, (text, counts) in enumerate(zip(MODALITES, satisfied, strict=True), 1)
    ]
    names = ("Questions", "Échelles", "Réponses")
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{rank}" r:id="r{rank}"/>'
        for rank, name in enumerate(names, 1)
    )
    kinds = [(f"r{rank}", "worksheet", f"worksheets/sheet{rank}.xml") for rank in (1, 2, 3)]
    kinds += [("rS", "styles", "styles.xml"), ("rT", "sharedStrings", "sharedStrings.xml")]
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PAQUET}/content-types"><Default Extension="xml"'
            ' ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": _relations([("r", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'<workbook {_ESPACE} xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(kinds),
        "xl/styles.xml": (
            f'<styleSheet {_ESPACE}><cellXfs count="2"><xf numFmtId="0"/><xf'
            ' numFmtId="14"/></cellXfs></styleSheet>'
        ),
        "xl/sharedStrings.xml": (
            f"<sst {_ESPACE}>{''.join(f'<si><t>{escape(text)}</t></si>' for text in texts)}</sst>"
        ),
        "xl/worksheets/sheet1.xml": _small([*questions, ("R", "Remarques", "texte")]),
        "xl/worksheets/sheet2.xml": _small(
            [("Échelle", "Réponse possible", "Ordre", "Compte comme"), *echelles]
        ),
        FEUILLE: answers,
    }


def _relations(relations: Sequence[tuple[str, str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PAQUET}/relationships">{found}</Relationships>'
