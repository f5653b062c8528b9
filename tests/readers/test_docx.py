"""Word documents: the words as accepted and shown."""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.documents import readers
from hengji.documents.readers import docx
from hengji.domain.extract import Paragraph
from hengji.domain.problem import UnreadableDocument

Make = Callable[..., Path]

_spec = importlib.util.spec_from_file_location("makers", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
_makers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_makers)
docx_parts, zipped = _makers.docx_parts, _makers.zipped


def p(words: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{words}</w:t></w:r></w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        + mark.format("separate")
        + result
        + mark.format("end")
    )


def test_paragraphs_stand_on_lines_of_their_own(make_docx: Make) -> None:
    extract = readers.read(make_docx(p("一、部门基本情况") + p("") + p("支出28,771,611.60元。")))
    assert extract.text == "一、部门基本情况\n支出28,771,611.60元。"
    assert [extract.text[b.start : b.end] for b in extract.blocks] == extract.text.split("\n")
    assert [b.place.paragraph for b in extract.blocks] == [1, 2]


def test_tracked_changes_are_read_as_accepted_and_said_so(make_docx: Make) -> None:
    body = (
        "<w:p>" + r("得分") + '<w:del w:id="1"><w:r><w:delText>98</w:delText></w:r></w:del>'
        '<w:ins w:id="2">' + r("100") + "</w:ins>" + r("分") + "</w:p>"
        '<w:p><w:moveFrom w:id="3">'
        + r("移走")
        + '</w:moveFrom><w:moveTo w:id="4">'
        + r("移来")
        + "</w:moveTo></w:p>"
    )
    extract = readers.read(make_docx(body))
    assert extract.text == "得分100分\n移来"
    assert any("修订" in note for note in extract.notes)


def test_a_deleted_paragraph_mark_joins_two_paragraphs(make_docx: Make) -> None:
    first = p("预算执行率98", '<w:rPr><w:del w:id="1"/></w:rPr>')
    assert readers.read(make_docx(first + p(".39%。"))).text == "预算执行率98.39%。"


def test_of_a_field_only_the_result_is_read(make_docx: Make) -> None:
    nested = field("IF " + field("PAGE", r("7")), r("结果"))
    body = f"<w:p>{field('REF x', r('见表1'))}{nested}<w:fldSimple w:instr='DATE'>{r('2025年')}</w:fldSimple></w:p>"
    assert readers.read(make_docx(body)).text == "见表1结果2025年"


def test_residue_of_a_broken_reference_is_read_as_printed(make_docx: Make) -> None:
    body = f"<w:p>{field('REF _Ref1', r('错误!未定义书签。'))}</w:p>"
    assert readers.read(make_docx(body)).text == "错误!未定义书签。"


def test_a_field_that_never_ends_hides_nothing(make_docx: Make) -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("支出100万元") + "</w:p>" + p("其后")
    assert readers.read(make_docx(body)).text == "支出100万元\n其后"


def test_hidden_words_are_left_out_and_said_so(make_docx: Make) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = "<w:p>" + r("看得见") + r("看不见", "<w:vanish/>") + r("也不见", '<w:rStyle w:val="H"/>')
    body += r("又见", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>') + "</w:p>"
    extract = readers.read(make_docx(body, styles=styles))
    assert extract.text == "看得见又见"
    assert any("隐藏" in note for note in extract.notes)


def test_special_characters_become_plain_ones(make_docx: Make) -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:softHyphen/>"
        '<w:t>丁</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B3"/>'
        '<w:br w:type="page"/><w:lastRenderedPageBreak/></w:r></w:p>'
    )
    assert readers.read(make_docx(body)).text == "甲\t乙\n丙-丁☑≥"


def test_a_text_box_is_read_once_after_its_paragraph(make_docx: Make) -> None:
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = (
        "<w:p>"
        + r("正文")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>" + p("下段")
    )
    assert readers.read(make_docx(body)).text == "正文\n框内文字\n下段"


def test_wrappers_hyperlinks_and_content_controls_are_transparent(make_docx: Make) -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:hyperlink>{r('链接')}</w:hyperlink><w:smartTag>{r('标记')}"
        f"</w:smartTag><w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
    )
    assert readers.read(make_docx(body)).text == "链接标记控件"


def test_ruby_reads_its_base_and_formulas_their_words(make_docx: Make) -> None:
    body = (
        f"<w:p><w:r><w:ruby><w:rt>{r('jì')}</w:rt><w:rubyBase>{r('绩')}</w:rubyBase></w:ruby></w:r>"
        "<m:oMath><m:f><m:num><m:r><m:t>支出</m:t></m:r></m:num><m:den><m:r><m:t>预算</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )
    assert readers.read(make_docx(body)).text == "绩支出/预算"


def test_footnotes_follow_the_body_and_comments_do_not(make_docx: Make) -> None:
    body = "<w:p>" + r("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("末段")
    notes = f'<w:footnote w:id="2">{p("注文")}</w:footnote><w:footnote w:id="0">{p("分隔")}</w:footnote>'
    extract = readers.read(
        make_docx(body, footnotes=notes, comments=f'<w:comment w:id="1">{p("批注")}</w:comment>')
    )
    assert extract.text == "正文\n末段\n注文"
    assert any("脚注" in note for note in extract.notes)
    assert any("批注" in note for note in extract.notes)


def test_headers_and_footers_are_left_out_of_the_text_but_known(
    make_file: Callable[..., Path],
    docx_package: Callable[..., dict[str, bytes]],
    zip_of: Callable[..., bytes],
) -> None:
    parts = docx_package(p("正文"), header=p("青川市财政局"), footer=p("第1页"))
    extract = readers.read(make_file(zip_of(parts)))
    assert extract.text == "正文"
    assert (extract.properties["header"], extract.properties["footer"]) == ("青川市财政局", "第1页")


def test_outline_levels_come_from_styles_and_paragraphs(make_docx: Make) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="x"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="y"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    )
    body = (
        p("甲", '<w:pStyle w:val="1"/>') + p("乙", '<w:pStyle w:val="a"/>') + p("丙", '<w:pStyle w:val="b"/>')
    )
    body += (
        p("丁", '<w:outlineLvl w:val="1"/>')
        + p("戊", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
        + p("己")
    )
    extract = readers.read(make_docx(body, styles=styles))
    levels = [b.level for b in extract.blocks if isinstance(b, Paragraph)]
    assert levels == [1, 1, 3, 2, None, None]


def test_only_pictures_is_refused_with_that_reason(make_docx: Make) -> None:
    body = "<w:p><w:r><w:drawing><a:blip r:embed='r9'/></w:drawing></w:r></w:p>"
    with pytest.raises(UnreadableDocument, match="图片"):
        readers.read(make_docx(body))


def test_a_document_inside_the_document_is_refused(make_docx: Make) -> None:
    with pytest.raises(UnreadableDocument, match="另一个"):
        readers.read(make_docx(p("正文") + '<w:altChunk r:id="r9"/>'))


def test_the_strict_form_of_the_format_is_read(
    make_file: Callable[..., Path],
    docx_package: Callable[..., dict[str, bytes]],
    zip_of: Callable[..., bytes],
) -> None:
    parts = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in docx_package(p("严格格式")).items()
    }
    assert readers.read(make_file(zip_of(parts))).text == "严格格式"


def test_pages_are_known_where_word_left_them(make_docx: Make) -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    cells = f"<w:tc>{p('甲')}</w:tc><w:tc><w:p>{turn}{r('乙')}</w:p></w:tc>"
    body = (
        p("一")
        + f"<w:p>{r('二')}{turn}{r('续')}</w:p><w:p>{turn}{r('三')}</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    )
    extract = readers.read(make_docx(body))
    assert [b.place.page for b in extract.blocks] == [1, 1, 3, 3]
    assert [c.place.page for c in extract.tables[0].cells if c.place] == [3, 4]
    assert [b.place.page for b in readers.read(make_docx(p("一"))).blocks] == [None]


@given(st.data())
def test_no_word_is_lost_or_read_twice(data: st.DataObject) -> None:
    """Whatever wraps the words; counted against the XML itself."""
    tokens = (f"〔{number}〕" for number in range(10_000))

    def inline(depth: int) -> str:
        kind = data.draw(
            st.sampled_from(["run", "ins", "link", "sdt", "tag", "alternative", "box", "field", "ruby"])
        )
        if depth == 0 or kind == "run":
            return r(next(tokens))
        inner = inline(depth - 1)
        return {
            "ins": f"<w:ins>{inner}</w:ins>",
            "link": f"<w:hyperlink>{inner}</w:hyperlink>",
            "sdt": f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
            "tag": f"<w:smartTag>{inner}</w:smartTag>",
            "alternative": f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback/></mc:AlternateContent>",
            "box": f"<w:r><w:pict><v:textbox><w:txbxContent><w:p>{inner}</w:p></w:txbxContent></v:textbox></w:pict></w:r>",
            "field": field("REF x", inner),
            "ruby": f"<w:r><w:ruby><w:rt/><w:rubyBase>{inner}</w:rubyBase></w:ruby></w:r>",
        }[kind]

    def block(depth: int) -> str:
        kind = data.draw(st.sampled_from(["p", "p", "table", "sdt", "nested"]))
        if depth == 0 or kind == "p":
            return f"<w:p>{''.join(inline(3) for _ in range(data.draw(st.integers(0, 3))))}</w:p>"
        if kind == "sdt":
            return f"<w:sdt><w:sdtContent>{block(depth - 1)}</w:sdtContent></w:sdt>"
        cells = "".join(
            f"<w:tc><w:tcPr><w:gridSpan w:val='{data.draw(st.integers(1, 3))}'/></w:tcPr>{block(depth - 1)}</w:tc>"
            for _ in range(data.draw(st.integers(1, 3)))
        )
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"

    body = "".join(block(3) for _ in range(3))
    extract = docx.read(Path("x.docx"), zipped(docx_parts(body)))
    written = re.findall(r"〔\d+〕", body)
    assert sorted(re.findall(r"〔\d+〕", extract.text)) == sorted(written)
    for table in extract.tables:
        assert all((c.value or "") == extract.text[c.start : c.end] for c in table.cells)


def test_a_span_is_found_again_as_elements(make_docx: Make) -> None:
    body = "<w:p>" + r("支出28,771,") + r("611.60", "<w:b/>") + r("元。") + "</w:p>" + p("其后")
    located = docx.open_located(make_docx(body))
    start = located.extract.text.index("28,771,611.60元")
    anchors = located.anchors(start, start + len("28,771,611.60元"))
    assert [a.node.text[a.start : a.end] for a in anchors] == ["28,771,", "611.60", "元"]
    assert len({a.paragraph for a in anchors}) == 1
    assert all(a.run is not None and a.node.getparent() is a.run for a in anchors)


def test_every_span_of_a_document_is_found_again(make_docx: Make) -> None:
    cells = "".join(f"<w:tc>{p(words)}{p('二')}</w:tc>" for words in ("项目", "金额"))
    body = (
        "<w:p>" + r("甲乙") + "<w:r><w:tab/></w:r>" + r("丙") + f"</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    )
    located = docx.open_located(make_docx(body))
    text = located.extract.text
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            found = "".join((a.node.text or "\t")[a.start : a.end] for a in located.anchors(start, end))
            # Between blocks and cells stands what no element holds.
            assert found.replace("\t", "") == "".join(text[start:end].split())


def test_a_computed_number_is_anchored_at_its_words(make_docx: Make) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    located = docx.open_located(make_docx(p("前文") + p("基本情况", listed), numbering=numbering))
    assert located.extract.text == "前文\n一、基本情况"
    [anchor] = located.anchors(3, 5)
    assert (anchor.node.text, anchor.start, anchor.end) == ("基本情况", 0, 0)
