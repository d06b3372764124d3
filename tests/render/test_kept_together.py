"""What stays together in a document whose template repeats or leaves out its tables: rows, and the
numbers of the captions.
"""

from __future__ import annotations

from lxml import etree

from clu_batch.render import caption_numbers, kept_together
from tests.support.word_files import W

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def caption(serie: str, shown: str, code: str = "SEQ {} \\* ARABIC") -> str:
    marks = {
        kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        for kind in ("begin", "separate", "end")
    }
    instruction = f"<w:r><w:instrText>{code.format(serie)}</w:instrText></w:r>"
    result = f"<w:r><w:t>{shown}</w:t></w:r>" if shown else ""
    said = f"{marks['begin']}{instruction}{marks['separate']}{result}{marks['end']}"
    return f"<w:p><w:r><w:t>{serie} </w:t></w:r>{said}<w:r><w:t> – titre</w:t></w:r></w:p>"


def row(*, header: bool = False, exact: bool = False) -> str:
    properties = "<w:tblHeader/>" if header else ""
    properties += '<w:trHeight w:val="9" w:hRule="exact"/>' if exact else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:p/></w:tc></w:tr>"


def read(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:body {NS}>{xml}</w:body>")


def numbers(root: etree._Element) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def test_captions_have_their_rank_in_their_series() -> None:
    root = read(
        caption("Tableau", "3")
        + caption("Graphique", "9")
        + caption("Tableau", "3")
        + caption("TableauA", "4")
        + caption("Tableau", "")
        + caption("Tableau", "7")
    )
    caption_numbers.number_captions(root)
    assert numbers(root) == [
        "Tableau 1 – titre",
        "Graphique 1 – titre",
        "Tableau 2 – titre",
        "TableauA 1 – titre",
        "Tableau  – titre",
        "Tableau 4 – titre",
    ]


def test_a_field_that_counts_in_its_own_way_is_left_alone() -> None:
    codes = ("SEQ {} \\r 5", "PAGE", "SEQ {} \\* roman")
    root = read("".join(caption("Tableau", "7", code) for code in codes))
    caption_numbers.number_captions(root)
    assert numbers(root) == ["Tableau 7 – titre"] * 3


def kept(root: etree._Element) -> list[bool]:
    return [next(r.iter(f"{W}keepNext"), None) is not None for r in root.iter(f"{W}tr")]


def test_no_row_is_left_alone_by_a_page() -> None:
    rows = row(header=True) + row() * 5
    root = read(f"<w:tbl>{rows}</w:tbl>")
    kept_together.keep_rows(root)
    assert kept(root) == [False, True, False, False, True, False]


def test_a_short_second_row_is_not_forbidden_to_break() -> None:
    def make(texte: str) -> str:
        cell = f"<w:tc><w:p><w:r><w:t>{texte}</w:t></w:r></w:p></w:tc>"
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"

    for texte, whole in (("12", [True, False, True, True]), ("mot " * 20, [True] * 4)):
        root = read(f"<w:tbl>{make(texte) * 4}</w:tbl>")
        kept_together.keep_rows(root)
        rows = root.iter(f"{W}tr")
        assert [r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows] == whole


def test_plates_and_single_rows_go_where_they_can() -> None:
    root = read(f"<w:tbl>{row(header=True)}{row()}</w:tbl><w:tbl>{row(exact=True) * 3}</w:tbl>")
    kept_together.keep_rows(root)
    assert not any(kept(root))


def test_there_is_room_between_a_table_of_ours_and_what_follows() -> None:
    ours = '<w:tbl><w:tblPr><w:tblCaption w:val="T"/></w:tblPr></w:tbl>'
    plain, styled = "<w:p/>", '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>'
    root = read(ours + plain + ours + styled + f"<w:tbl/>{plain}")
    kept_together.part_from_tables(root)
    spaced = [p.find(f"{W}pPr/{W}spacing") is not None for p in root.iterchildren(f"{W}p")]
    assert spaced == [True, False, False]
