"""Every message that the program can show, read as its reader does: French, in four parts, without
a word of the machine (docs/rules/delivery.md#messages).
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from clu_batch import messages
from clu_batch.kernel.french import typeset
from clu_batch.kernel.problems import Place, ProblemKind
from tests.support.folders import ROOT

PROGRAM = ROOT / "clu_batch"
PLACE = Place("comite.xlsx", "Réunions", "B4")


# -- the catalogue ---------------------------------------------------------------------------------


def catalogue() -> Iterator[tuple[str, ProblemKind]]:
    """Every constant of the catalogue, with the name of its module and its own."""
    for found in pkgutil.iter_modules(messages.__path__):
        module = importlib.import_module(f"{messages.__name__}.{found.name}")
        yield from (
            (f"{found.name}.{name}", value)
            for name, value in vars(module).items()
            if isinstance(value, ProblemKind)
        )


DEFAUTS = dict(catalogue())
EACH = pytest.mark.parametrize("name", DEFAUTS)


class Facts(dict[str, str]):
    """Any fact that a sentence asks for, said as « exemple »; a suggestion may well be empty."""

    def __missing__(self, name: str) -> str:
        return {"suggestion": "", "remede": "Vérifiez le dossier,"}.get(name, "exemple")


def parts(defaut: ProblemKind) -> dict[str, str]:
    """The sentences of a defect, facts filled in."""
    return {
        name: getattr(defaut, name).format_map(Facts())
        for name in ("trouve", "attendu", "que_faire")
    }


# -- the other sentences ---------------------------------------------------------------------------

MUETS = re.compile(
    # the words of templates and examples, among tags and formulas
    r"tools/making/(?:example|templates/(?!tag_list)|live_due_dates|workbook_bytes|worksheet)"
    # pieces of XML
    r"|clu_batch/render/(?:chart_workbook|contents_list|elements|file_properties|charts|finish_part"
    r"|template_styles|paragraphs"
    r"|docx_package)\."
    # pieces of XML, patterns, what the journal says, words without accents
    r"|clu_batch/(?:kernel/excel/|parse/|app/journal\.py|documents/mots_courants)"
)
"""Modules whose strings are no sentence for the reader; those of all the others are."""
SPOKEN_BY_OTHERS = (
    "import sys",
    "Installing collected packages",
    "(code {})",
    "<",
    "{}<",
    "Unexpected end",
    "unknown tag",
    "No (?:",
    "Content-",
    "text/",
    "{}{%",
)
"""How begin the strings of three words or more that no reader sees: a program, what pip says, its
log, a piece of XML.
"""
SILENT = re.compile(r"compile|(?!CluError)\w+Error")
"""What is called with words that no reader sees: a pattern, a defect of the program (the journal
itself leaves its words out).
"""


def text_of(node: ast.expr) -> str | None:
    """A string as it is written, each of its holes a `{}`; None for anything else."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(values):
            return "".join(text_of(value) or "{}" for value in values)
        case ast.BinOp(left, ast.Add(), right):
            both = text_of(left), text_of(right)
            return None if None in both else "".join(part or "" for part in both)
    return None


def called(call: ast.Call) -> str:
    """The name of a function or of a method."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def strings(node: ast.AST) -> Iterator[str]:
    """The strings of a program, comments and docstrings apart."""
    for child in ast.iter_child_nodes(node):
        docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if docstring or (isinstance(child, ast.Call) and SILENT.fullmatch(called(child))):
            continue
        text = text_of(child) if isinstance(child, ast.expr) else None
        if text is None:
            yield from strings(child)
        else:
            yield text


def spoken(source: Path) -> list[str]:
    """The strings of a module that are sentences: three words or more."""
    found = [
        text.strip()
        for text in strings(ast.parse(source.read_text("utf-8")))
        if len(text.split()) >= 3
    ]
    return [text for text in found if not text.startswith(SPOKEN_BY_OTHERS)]


@cache
def nodes(source: Path) -> list[ast.AST]:
    """All that a module of the program is made of."""
    return list(ast.walk(ast.parse(source.read_text("utf-8"))))


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a function or a method of that name."""
    for source in sorted(PROGRAM.rglob("*.py")):
        for node in nodes(source):
            if isinstance(node, ast.Call) and called(node) == name:
                yield source, node


def obstacles() -> list[str]:
    """What each CluError says, where it is written on the spot."""
    return [text for _, call in calls("CluError") for text in [text_of(call.args[0])] if text]


def facts() -> list[str]:
    """What is written on the spot among the facts of a problem."""
    found = [
        text
        for _, call in calls("at")
        for keyword in call.keywords
        for text in strings(keyword)
    ]
    return [text for text in found if len(text.split()) >= 2]


SOURCES = [
    ROOT / "run.py",
    *(
        source
        for source in sorted([*PROGRAM.rglob("*.py"), *(ROOT / "tools/making").rglob("*.py")])
        if not MUETS.match(source.relative_to(ROOT).as_posix())
    ),
]
AU_CLAVIER = re.compile(
    r"clu_batch/(?:records/|kernel/declared_sheet|rules/feries|documents/control/conformite)"
)
"""Modules whose words are compared with what a keyboard types, or quote the procedure: their
apostrophes are straight.
"""


def said_by(source: Path) -> list[str]:
    """The sentences of a module, read with the apostrophes of print."""
    typed = AU_CLAVIER.match(source.relative_to(ROOT).as_posix())
    return [text.replace("'", "’") if typed else text for text in spoken(source)]


SENTENCES = sorted(
    {text for source in SOURCES for text in said_by(source)} | set(obstacles()) | set(facts())
)
BALISES = re.compile(r"\{\{?%.*?%\}\}?|\{\{.*?\}\}|[\w.'\[\]]+(?: \| [\w.'()]+)+")
"""The tags of the templates, among the words: they are typed like that, in Word, by the reader."""
ALL = sorted(
    BALISES.sub("exemple", text)
    for text in {text for defaut in DEFAUTS.values() for text in parts(defaut).values()}
    | set(SENTENCES)
)


# -- four parts ------------------------------------------------------------------------------------


def test_there_is_much_to_read() -> None:
    assert len(DEFAUTS) > 150
    assert len(SENTENCES) > 100
    assert len(obstacles()) >= 3
    assert any(text.startswith("Cet ordinateur utilise Python") for text in SENTENCES)
    assert any(
        "n’existe pas dans la feuille Réunions. Réunions connues" in text for text in SENTENCES
    )


def test_a_code_names_one_defect() -> None:
    codes = Counter(defaut.code for defaut in DEFAUTS.values())
    assert [
        code
        for code, times in codes.items()
        if times > 1 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    ] == []


@EACH
def test_where_found_expected_and_what_to_do(name: str) -> None:
    said = parts(DEFAUTS[name])
    for part in ("trouve", "attendu"):
        assert said[part], part
        assert not said[part].endswith("."), part  # `Problem` ends the sentences
        assert not said[part][0].isupper() or said[part].startswith("À COMPLÉTER"), part
    told = str(
        DEFAUTS[name].report(
            PLACE, "Lieu", "exemple", **dict.fromkeys(asked(DEFAUTS[name]), "exemple")
        )
    )
    assert told.startswith("comite.xlsx, Réunions!B4 (Lieu) : ")


def asked(defaut: ProblemKind) -> set[str]:
    """The facts that the sentences of a defect ask for, besides the value and the column."""
    sentences = (defaut.trouve, defaut.attendu, defaut.que_faire)
    return {
        field
        for text in sentences
        for _, field, _, _ in string.Formatter().parse(text)
        if field
    } - {"valeur", "colonne"}


IMPERATIVE = re.compile(
    r"(?:^|[ ’])(?!(?:Vouliez|avez|pouvez|voulez|devez|savez|êtes)\b)(?:\w+ez|[Ff]aites|[Dd]ites)\b"
)


@EACH
def test_what_to_do_is_a_whole_sentence_that_says_what_to_do(name: str) -> None:
    sentence = parts(DEFAUTS[name])["que_faire"]
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    assert IMPERATIVE.search(sentence) or sentence.startswith("Rien à faire")


def test_every_problem_has_a_place() -> None:
    nowhere = [
        f"{source.name}, {call.lineno}"
        for source, call in calls("at")
        if not call.args or ast.unparse(call.args[0]) == "Place()"
    ]
    assert nowhere == []


@pytest.mark.parametrize("sentence", obstacles())
def test_an_obstacle_is_told_in_whole_sentences(sentence: str) -> None:
    assert sentence[0].isupper() or sentence.startswith("{}")
    # the last one may be « Vos classeurs n’ont pas été touchés. »
    assert re.search(r"[.!?}]$", sentence)


# -- French ----------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|was|were|not|with|without|from|this|that|these|you|your|please|file|"
    r"files|filename|folder|sheet|sheets|workbook|workbooks|template|templates|cell|cells|row|"
    r"rows|column|columns|header|headers|error|errors|warning|failed|invalid|missing|unknown|"
    r"unexpected|expected|found|value|values|default|string|number|key|keys|empty|none|null|nan|"
    r"true|false|list|dict|check|open|save|run|path|output|input|skip|skipped|line|lines|read|"
    r"write|writing|deadline|meeting|member|answer|answers)\b",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"Strict Open XML|Open Document|LibreOffice|« (?:workbooks|templates|output|wheels)"
    r" »|workbooks/annexes|(?:python )?run\.py"
    r"|output/journal\.txt|requirements\.txt|journal\.txt|vôtre|reunion\.lieu|Balises\.docx"
    r"|verifier\.bat|parametres\.xlsx|(?:guide-secretaire|aide-memoire)\.docx"
)
"""Names of products, folders and files that stand on the reader's screen under these very letters;
« vôtre », which is not « votre ».
"""
FUNCTION_WORDS = re.compile(
    r"\b(?:le|la|les|un|une|des|de|du|au|aux|à|en|et|ou|ni|ne|pas|sur|pour|par|dans|avec|sans|ce"
    r"|cet|cette|ces|se|si|que|qui|est|sont|vos"
    r"|votre|son|sa|ses|il|elle|plus|comme|vous|après|avant|autres|a)\b|\b[ldnscqj]’",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """A sentence without its holes nor the names that may stand in it."""
    return NAMES.sub(" ", re.sub(r"\{[^{}]*\}", " ", text))


def foreign(text: str) -> list[str]:
    """What is not French in a sentence: its English words, or all of it when no small French word
    ties five words together.
    """
    said = bare(text)
    # English has no accents
    tied = (
        len(re.findall(r"[^\W\d_]+", said)) < 5
        or FUNCTION_WORDS.search(said)
        or said != folded(said)
    )
    return ENGLISH.findall(said) + ([] if tied else [said])


def folded(word: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)
    )


PLIES = {"terres australes et antarctiques francaises", "ile de la reunion"}
"""Names as they are compared, without accents."""


def test_a_word_that_has_an_accent_has_it_everywhere() -> None:
    words = {
        word.lower()
        for text in ALL
        if text not in PLIES
        for word in re.findall(r"[^\W\d_]{4,}", bare(text))
    }
    endings = re.compile(r"é(?=e?s?$)")  # « un envoi noté », « cette note »: two words
    lost = {
        word: folded(word)
        for word in words
        if folded(endings.sub("e", word)) != endings.sub("e", word) and folded(word) in words
    }
    assert lost == {}


# « Fichier > Options » is how Word's menus are named
IDENTIFIER = re.compile(
    r"\w_\w|__|\b(?:None|True|False|NaN|nan|null)\b|[a-zà-ÿ][A-ZÀ-Ý]|\b\w+\(\)|\.(?:py|pyc|json|xml"
    r"|toml|ya?ml|dll|so)\b"
    r"|[`\\<]|(?<! )>|>(?! [A-ZÀ-Ý«])"
)


def mechanical(text: str) -> list[str]:
    """What is a name of the program, or a sign of its language, in a sentence."""
    return IDENTIFIER.findall(bare(text))


# -- typography ------------------------------------------------------------------------------------

FAULTS = re.compile(
    r" [:;?!%»]"  # a line could end before the sign
    r"|« |«(?=\w)|(?<=\w)»"
    r"|(?<=[\w»)])[;?!%](?!\w)"  # the space is missing
    r"|(?<=[\w»)]):(?=\s|$)"
    r"|['\"]|\.\.\.| ,| \.(?!\w)| \)|\( "
)


DROITS = re.compile(r" \(\"\)| \"type\"")
"""Straight quotes that stand for themselves: the sign that a tag needs, a quotation of the
procedure.
"""


def misprinted(text: str) -> list[str]:
    """What a French printer would mend in a sentence, once it has the spaces that the program gives
    it.

    Two spaces are one too many, save after a hole: a list of the command line keeps its columns.
    """
    shown = typeset(DROITS.sub("", re.sub(r"\{[^{}]*\}", "exemple", text)))
    return re.findall(r"(?<!\})  ", text) + FAULTS.findall(shown)


# -- the reading itself ----------------------------------------------------------------------------

RULES = (foreign, mechanical, misprinted)


@pytest.mark.parametrize("rule", RULES)
def test_every_sentence_reads_as_a_civil_servant_writes(
    rule: Callable[[str], list[str]],
) -> None:
    assert {text: faults for text in ALL if (faults := rule(text))} == {}


@pytest.mark.parametrize(
    "unit",
    [
        "clu_batch/app/cli",
        "clu_batch/setup/bootstrap",
        "clu_batch/setup/installation",
        "clu_batch/app/console",
        "clu_batch/session/report",
        "clu_batch/messages/links",
        "clu_batch/documents/convocation",
        "clu_batch/documents/control/reunion",
        "clu_batch/documents/sections/propositions",
        "clu_batch/rules/dates_cles",
        "clu_batch/render/check_tags",
        "clu_batch/write/deposit",
        "clu_batch/rules/links/citations",
        "clu_batch/records/reunion",
        "tools/making/read_me_sheet",
    ],
)
def test_every_place_that_speaks_to_the_reader_is_read(unit: str) -> None:
    assert ROOT / f"{unit}.py" in SOURCES
    assert set(said_by(ROOT / f"{unit}.py")) <= set(SENTENCES)


def test_a_sentence_added_to_a_module_is_read(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""Docstring of the module."""\n\ndef f(n: int) -> str:\n    return f"{n} rows were'
        ' skipped here"\n',
        "utf-8",
    )
    assert [foreign(text) for text in spoken(module)] == [["rows", "were", "skipped"]]


@pytest.mark.parametrize(
    ("rule", "faulty"),
    [
        (foreign, "la cellule est missing"),
        (foreign, "Ouvrez le workbook"),
        (foreign, "Merci corriger valeur cellule rapidement"),
        (mechanical, "la valeur date_du_jour manque"),
        (mechanical, "le champ dateReunion manque"),
        (mechanical, "la valeur est None"),
        (mechanical, "voir cli.py"),
        (misprinted, "l'adresse manque"),
        (misprinted, "«valeur» inconnue..."),
        (misprinted, 'la feuille "Réunions"'),
        (misprinted, "la date , au format court"),
    ],
)
def test_a_faulty_message_would_be_seen(rule: Callable[[str], list[str]], faulty: str) -> None:
    assert rule(faulty)
