"""The numbers that Word computes: they are printed, so they are part of the text."""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hengji.documents import readers
from hengji.documents.readers import office
from hengji.domain.extract import Extract, Paragraph

Make = Callable[..., Path]


def level(index: int, number_format: str, pattern: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
    + level(4, "decimalEnclosedCircle", "%5")
    + "</w:abstractNum>"
)


def num(number: int, pattern: int = 0, changes: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{pattern}"/>{changes}</w:num>'


def item(words: str, ilvl: int = 0, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def numbers(extract: Extract) -> list[str]:
    return [block.numbering for block in extract.blocks if isinstance(block, Paragraph)]


def test_the_official_levels_count_and_start_anew(make_docx: Make) -> None:
    body = "".join(item("项", ilvl) for ilvl in (0, 1, 1, 2, 3, 4, 4, 2, 0, 1, 2))
    extract = readers.read(make_docx(body, numbering=OFFICIAL + num(1)))
    assert numbers(extract) == [
        "一、",
        "（一）",
        "（二）",
        "1.",
        "（1）",
        "①",
        "②",
        "2.",
        "二、",
        "（一）",
        "1.",
    ]
    assert extract.text.split("\n")[3] == "1.项"


def test_a_number_never_runs_into_a_figure(make_docx: Make) -> None:
    extract = readers.read(make_docx(item("50万元", 2), numbering=OFFICIAL + num(1)))
    assert extract.text == "1. 50万元"


def test_lists_of_one_pattern_count_on_unless_one_starts_anew(make_docx: Make) -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item("甲") + item("乙", number=2) + item("丙", number=3) + item("丁", number=3)
    extract = readers.read(make_docx(body, numbering=OFFICIAL + num(1) + num(2) + num(3, changes=anew)))
    assert numbers(extract) == ["一、", "二、", "一、", "二、"]


def test_an_override_may_change_the_pattern(make_docx: Make) -> None:
    changed = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1条", start=5)}</w:lvlOverride>'
    extract = readers.read(make_docx(item("甲") + item("乙"), numbering=OFFICIAL + num(1, changes=changed)))
    assert extract.text == "第5条 甲\n第6条 乙"


def test_a_level_may_say_after_which_it_starts_anew(make_docx: Make) -> None:
    pattern = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.", '<w:lvlRestart w:val="0"/>')
        + "</w:abstractNum>"
    )
    body = "".join(item("项", ilvl) for ilvl in (0, 2, 1, 2, 0, 2))
    assert numbers(readers.read(make_docx(body, numbering=pattern + num(1)))) == [
        "一、", "1.", "（一）", "2.", "二、", "3.",
    ]  # fmt: skip


def test_legal_numbering_writes_all_levels_in_digits(make_docx: Make) -> None:
    pattern = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "第%1章")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + "</w:abstractNum>"
    )
    body = item("总则") + item("范围", 1) + item("依据", 1)
    assert numbers(readers.read(make_docx(body, numbering=pattern + num(1)))) == ["第一章", "1.1", "1.2"]


def test_a_style_may_bring_the_number(make_docx: Make) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="2"/></w:style>'
    )
    pattern = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>')
        + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>')
        + "</w:abstractNum>"
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr><w:r><w:t>题</w:t></w:r></w:p>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled.format("1", "") + styled.format("2", "") + styled.format("x", "") + styled.format("1", none)
    extract = readers.read(make_docx(body, styles=styles, numbering=pattern + num(1)))
    assert numbers(extract) == ["一、", "（一）", "（二）", ""]


def test_a_pattern_may_borrow_the_levels_of_a_list_style(make_docx: Make) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="l"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    extract = readers.read(
        make_docx(item("甲", number=2), styles=styles, numbering=OFFICIAL + link + num(1) + num(2, 1))
    )
    assert extract.text == "一、甲"


def test_bullets_are_marks_and_no_numbers(make_docx: Make) -> None:
    pattern = '<w:abstractNum w:abstractNumId="0">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    assert readers.read(make_docx(item("要点"), numbering=pattern + num(1))).text == "要点"


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", ["9", "10", "11"]),
        ("chineseCounting", ["九", "十", "十一"]),
        ("japaneseCounting", ["九", "十", "十一"]),
        ("ideographDigital", ["九", "一〇", "一一"]),
        ("chineseLegalSimplified", ["玖", "壹拾", "壹拾壹"]),
        ("ideographTraditional", ["壬", "癸", "11"]),
        ("ideographZodiac", ["申", "酉", "戌"]),
        ("decimalEnclosedCircle", ["⑨", "⑩", "⑪"]),
        ("decimalEnclosedParen", ["⑼", "⑽", "⑾"]),
        ("decimalFullWidth", ["９", "１０", "１１"]),
        ("decimalZero", ["09", "10", "11"]),
        ("upperRoman", ["IX", "X", "XI"]),
        ("lowerLetter", ["i", "j", "k"]),
    ],
)
def test_formats(number_format: str, expected: list[str], make_docx: Make) -> None:
    pattern = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, number_format, "%1、", start=9) + "</w:abstractNum>"
    )
    extract = readers.read(make_docx(item("项") * 3, numbering=pattern + num(1)))
    assert numbers(extract) == [f"{word}、" for word in expected]


def test_paragraphs_in_tables_are_numbered_too(make_docx: Make) -> None:
    body = (
        item("前")
        + f"<w:tbl><w:tr><w:tc>{item('格一')}</w:tc><w:tc>{item('格二')}</w:tc></w:tr></w:tbl>"
        + item("后")
    )
    extract = readers.read(make_docx(body, numbering=OFFICIAL + num(1)))
    assert extract.text == "一、前\n二、格一\t三、格二\n四、后"


@pytest.mark.office
@pytest.mark.skipif(office.found() is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same_numbers(make_docx: Make, tmp_path: Path) -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = "".join(item("项", ilvl) for ilvl in (0, 1, 1, 2, 3, 4, 4, 2, 0, 1, 2, 2, 3, 1, 2))
    body += item("项", 0, 2) + item("项", 1, 2) + item("项", 0, 3) + item("项", 0, 3) + item("项", 0, 1)
    source = make_docx(body, numbering=OFFICIAL + num(1) + num(2) + num(3, changes=anew))
    theirs = office.convert(source, "txt", tmp_path / "out").read_text(encoding="utf-8-sig")
    assert readers.read(source).text.split("\n") == [
        "".join(line.split()) for line in theirs.strip().split("\n")
    ]
