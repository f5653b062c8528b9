"""The Word copy: comments at the very words, everything else as it was."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from hengji.documents import readers
from hengji.documents.readers import docx
from hengji.documents.writers.annotate_docx import annotated, write_annotated
from hengji.documents.writers.remarks import remarks
from hengji.domain.problem import UnreadableDocument
from hengji.domain.source import Place
from tests.annotate.makers import HOSTILE, finding_at, paragraph, remarks_at, run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def under_comments(path: Path) -> dict[str, tuple[str, str]]:
    """For each comment its words in the body and its own text, as any reader of the format sees them."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        comments = etree.fromstring(archive.read("word/comments.xml"))
    open_now: dict[str, list[str]] = {}
    done: dict[str, str] = {}
    references = set()
    for element in body.iter():
        number = element.get(W + "id", "")
        if element.tag == W + "commentRangeStart":
            open_now[number] = []
        elif element.tag == W + "commentRangeEnd":
            done[number] = "".join(open_now.pop(number))
        elif element.tag == W + "commentReference":
            references.add(number)
        elif element.tag == W + "t":
            for words in open_now.values():
                words.append(element.text or "")
        elif element.tag == W + "tab":
            for words in open_now.values():
                words.append("\t")
    assert not open_now
    texts = {
        comment.get(W + "id", ""): "\n".join("".join(p.itertext()) for p in comment.iter(W + "p"))
        for comment in comments
    }
    assert set(done) <= references <= set(texts)
    return {number: (words, texts[number]) for number, words in sorted(done.items())}


def annotate(source: Path, *words: str | None) -> dict[str, tuple[str, str]]:
    """Annotate at those words; asserts that nothing else changed."""
    extract, found = remarks_at(source, *words)
    target = source.with_name("批注.docx")
    write_annotated(source, found, target, text=extract.text)
    assert readers.read(target).text == extract.text
    assert readers.read(target).blocks == readers.read(source).blocks
    return under_comments(target)


def test_a_comment_stands_at_the_very_words_inside_a_run(make_docx: Callable[..., Path]) -> None:
    source = make_docx(paragraph(run("本年支出合计100.00万元，其中基本支出60万元。", bold=True)))
    assert annotate(source, "100.00万元")["0"] == (
        "100.00万元",
        """问题1 错误 AR12 合计不等于各部分之和
“100.00万元”与各部分之和不符。
建议：逐项核对，改正有误的数。
依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）""",
    )


def test_parted_runs_keep_their_formatting(make_docx: Callable[..., Path]) -> None:
    source = make_docx(paragraph(run("支出100万元，", bold=True), run("占比50%。")))
    annotate(source, "00万元，占比")
    with zipfile.ZipFile(source.with_name("批注.docx")) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    runs = [
        ("".join(r.itertext()), r.find(f"{W}rPr/{W}b") is not None)
        for r in body.iter(W + "r")
        if r.find(W + "t") is not None
    ]
    assert runs == [("支出1", True), ("00万元，", True), ("占比", False), ("50%。", False)]


def test_words_over_several_runs_tabs_and_insertions(make_docx: Callable[..., Path]) -> None:
    inserted = f'<w:ins w:id="900" w:author="a">{run("2")}</w:ins>'
    deleted = '<w:del w:id="901" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
    source = make_docx(
        paragraph(run("合计1"), inserted, deleted, run("3.5元"), "<w:r><w:tab/></w:r>", run("完"))
    )
    found = annotate(source, "123.5元", "3.5元\t完", "计1", "\t")
    assert [words for words, _ in found.values()] == ["123.5元", "3.5元\t完", "计1", "\t"]


def test_several_findings_on_the_same_words_and_nested_and_touching(make_docx: Callable[..., Path]) -> None:
    source = make_docx(paragraph(run("甲乙丙丁戊己庚辛")))
    words = ["丙丁戊", "丙丁戊", "丁", "乙丙", "丙丁", "戊己", "甲", "辛", "甲乙丙丁戊己庚辛"]
    found = annotate(source, *words)
    assert {number: spoken for number, (spoken, _) in found.items()} == {
        str(number): word for number, word in enumerate(words)
    }


def test_findings_without_a_place_are_one_comment_at_the_first_words(make_docx: Callable[..., Path]) -> None:
    source = make_docx(paragraph(run("自评报告")) + paragraph(run("正文")))
    found = annotate(source, None, None, "正文")
    assert [words for words, _ in found.values()] == ["自评报告", "正文"]
    general = next(text for words, text in found.values() if words == "自评报告")
    assert "问题1" in general
    assert "问题2" in general
    assert "位置：存在问题" in general


def test_the_number_that_word_computes_is_commented_at_the_words_after_it(
    make_docx: Callable[..., Path],
) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    source = make_docx(f"<w:p>{listed}{run('部门情况')}</w:p>", numbering=numbering)
    assert readers.read(source).text.startswith("一、")
    assert [words for words, _ in annotate(source, "一、", "一、部门").values()] == ["部门情况", "部门"]


def test_comments_that_were_there_stay(make_docx: Callable[..., Path]) -> None:
    marks = '<w:commentRangeStart w:id="7"/>{}<w:commentRangeEnd w:id="7"/>'
    marks += '<w:r><w:commentReference w:id="7"/></w:r>'
    source = make_docx(
        paragraph(marks.format(run("支出100万元"))),
        comments=f'<w:comment w:id="7" w:author="局长">{paragraph(run("请核实"))}</w:comment>',
    )
    found = annotate(source, "100")
    assert found["7"] == ("支出100万元", "请核实")
    assert found["8"][0] == "100"


def test_words_in_a_note_are_commented_at_its_mark(make_docx: Callable[..., Path]) -> None:
    source = make_docx(
        paragraph(run("支出"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("如上")),
        footnotes=f'<w:footnote w:id="2">{paragraph(run("含结转30万元"))}</w:footnote>',
    )
    assert [words for words, _ in annotate(source, "30万元", "如上").values()] == ["", "如上"]
    with zipfile.ZipFile(source.with_name("批注.docx")) as archive:
        body = archive.read("word/document.xml").decode()
    assert re.search(r'commentRangeStart w:id="0"/><w:r><w:footnoteReference', body)


def test_words_in_a_text_box_are_commented_at_the_box(make_docx: Callable[..., Path]) -> None:
    box = f"<w:txbxContent>{paragraph(run('框中100元'))}</w:txbxContent>"
    drawing = f"<w:r><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></w:r>"
    source = make_docx(paragraph(run("前"), drawing, run("后")))
    assert [words for words, _ in annotate(source, "100元").values()] == ["框中100元"]


def test_table_cells_and_spans_over_cells(make_docx: Callable[..., Path]) -> None:
    cell = "<w:tc>{}</w:tc>"
    rows = [
        "<w:tr>" + "".join(cell.format(paragraph(run(words))) for words in row) + "</w:tr>"
        for row in (("合计", "100"), ("其中", "60"))
    ]
    source = make_docx(f"<w:tbl>{''.join(rows)}</w:tbl>{paragraph(run('完'))}")
    found = [words for words, _ in annotate(source, "100", "60", "合计\t100").values()]
    assert sorted(found) == ["100", "60", "合计100"]


_FIELD = "".join(
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{after}'
    for kind, after in (
        ("begin", "<w:r><w:instrText> PAGE </w:instrText></w:r>"),
        ("separate", run("12")),
        ("end", ""),
    )
)
_FORMULA = "<m:oMath><m:r><m:t>98</m:t></m:r></m:oMath>"
_SHAPES = {
    "content control and link": (
        f"<w:sdt><w:sdtContent>{run('支出1')}</w:sdtContent></w:sdt><w:hyperlink>{run('00元')}</w:hyperlink>",
        {"100元": "100元", "出1": "出1"},
    ),
    "field": (run("第") + _FIELD + run("页"), {"12页": "12页", "2": "2", "第1": "第1"}),
    # A formula is never parted; its words are no words of the body.
    "formula": (run("得") + _FORMULA + run("分"), {"得98": "得", "8分": "分"}),
    "many in one run": (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t><w:br/><w:t>丁</w:t></w:r>",
        {"甲\t乙": "甲\t乙", "丙\n丁": "丙丁", "乙": "乙"},
    ),
    "symbol": (
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t></w:r>',
        {"≥90%": "90%", "90": "90"},
    ),
}


@pytest.mark.parametrize("shape", _SHAPES)
def test_whatever_holds_the_words_the_comment_stands_there(
    make_docx: Callable[..., Path], shape: str
) -> None:
    body, wanted = _SHAPES[shape]
    found = annotate(make_docx(paragraph(body)), *wanted)
    assert [words for words, _ in found.values()] == list(wanted.values())


def test_a_document_without_words_is_copied_as_it_is(make_docx: Callable[..., Path]) -> None:
    assert annotate(make_docx("<w:p/>"), None) == {}


def test_the_strict_dialect_stays_strict(make_docx: Callable[..., Path], tmp_path: Path) -> None:
    source = make_docx(paragraph(run("支出100元")))
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            content = content.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, content)
    extract, found = remarks_at(strict, "100")
    write_annotated(strict, found, tmp_path / "out.docx", text=extract.text)
    with zipfile.ZipFile(tmp_path / "out.docx") as archive:
        assert b"schemas.openxmlformats.org/wordprocessingml" not in archive.read("word/document.xml")
        assert b"schemas.openxmlformats.org/wordprocessingml" not in archive.read("word/comments.xml")
        assert b"purl.oclc.org/ooxml/officeDocument" in archive.read("word/_rels/document.xml.rels")
    assert readers.read(tmp_path / "out.docx").text == extract.text


def test_hostile_words_of_a_finding_make_a_sound_file(make_docx: Callable[..., Path]) -> None:
    source = make_docx(paragraph(run("支出100元")))
    extract = readers.read(source)
    finding = finding_at(extract, "100")
    hostile = replace(finding, message=HOSTILE)
    target = source.with_name("out.docx")
    write_annotated(source, remarks([hostile]), target, text=extract.text)
    ((words, text),) = under_comments(target).values()
    assert words == "100"
    assert "<script>alert(1)</script>" in text


def test_a_file_that_changed_meanwhile_is_refused_and_nothing_is_written(
    make_docx: Callable[..., Path],
) -> None:
    source = make_docx(paragraph(run("支出100元")))
    target = source.with_name("out.docx")
    with pytest.raises(UnreadableDocument, match="改动"):
        write_annotated(source, (), target, text="别的文字")
    assert not target.exists()
    assert sorted(one.name for one in source.parent.iterdir()) == ["report.docx"]


_WORDS = st.text(alphabet="甲乙1 𠮷", min_size=1, max_size=4)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    pieces=st.lists(st.tuples(_WORDS, st.booleans()), min_size=1, max_size=5),
    spans=st.lists(st.tuples(st.integers(0, 19), st.integers(1, 19)), min_size=1, max_size=6),
)
def test_any_spans_of_any_runs_are_commented_at_their_very_words(
    make_docx: Callable[..., Path], pieces: list[tuple[str, bool]], spans: list[tuple[int, int]]
) -> None:
    source = make_docx(paragraph(*(run(words, bold=bold) for words, bold in pieces), run("末")))
    located = docx.open_located(source)
    text = located.extract.text
    spans = [(min(low, len(text) - 1), min(low + length, len(text))) for low, length in spans]
    found = [finding_at(located.extract, None) for _ in spans]
    placed = remarks(
        [
            replace(one, place=Place(start=low, end=high))
            for one, (low, high) in zip(found, spans, strict=True)
        ]
    )
    target = source.with_name("out.docx")
    target.write_bytes(annotated(located, placed))
    assert readers.read(target).text == text
    under = under_comments(target)
    assert [under[str(n)][0] for n in range(len(spans))] == [text[low:high] for low, high in spans]
