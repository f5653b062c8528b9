"""Saved pages of government sites: the article and nothing else."""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hengji.documents import readers
from hengji.domain.extract import Extract, Paragraph

MakeFile = Callable[..., Path]

LINKS = "".join(
    f"<li><a href='/c{n}'>关于开展2024年度预算绩效自评工作的通知（{n}），请各单位遵照执行。</a></li>"
    for n in range(20)
)
FOOTER = "<div class='foot'><p>主办单位：青川市财政局　技术支持：青川市大数据局　蜀ICP备05012345号</p></div>"
ARTICLE = (
    "<p>　　一、部门基本情况</p><p>　　2024年支出28,771,611.60元，比上年度减少3.07%。</p>"
    "<p>　　二、绩效自评情况</p><p>　　自评得分100分，绩效等级为“优”。</p>"
)
WORDS = [
    "一、部门基本情况",
    "2024年支出28,771,611.60元，比上年度减少3.07%。",
    "二、绩效自评情况",
    "自评得分100分，绩效等级为“优”。",
]


def page(body: str, *, title: str = "自评报告", charset: str = "utf-8") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{title}</title></head><body>{body}</body></html>"


def lines(extract: Extract) -> list[str]:
    return extract.text.split("\n")


FRAMES = {
    "a container": f"<ul>{LINKS}</ul><div id='zoom'>{ARTICLE}</div>{FOOTER}",
    "containers in containers": f"<div><div><ul>{LINKS}</ul></div><div><div><div>{ARTICLE}</div></div></div></div>{FOOTER}",
    "a layout of tables": (
        f"<table><tr><td colspan=2>首页 > 信息公开</td></tr><tr><td><table><tr><td>{LINKS}</td></tr></table></td>"
        f"<td><table><tr><td>{ARTICLE}</td></tr></table></td></tr></table>{FOOTER}"
    ),
    "one form": f"<form action='/'><ul>{LINKS}</ul><div>{ARTICLE}</div>{FOOTER}</form>",
    "publishing details": (
        f"<ul>{LINKS}</ul><div class='main'><div>发布时间：2025-05-01 来源：市财政局 浏览次数：12</div><div>{ARTICLE}</div>"
        f"<div>【打印本页】【关闭窗口】</div><div>上一篇：<a>别的报告</a></div></div>{FOOTER}"
    ),
    "nothing around": ARTICLE,
    "sections side by side": (
        f"<ul>{LINKS}</ul><div class='c'><div>{ARTICLE[: ARTICLE.index('<p>　　二')]}</div>"
        f"<div>{ARTICLE[ARTICLE.index('<p>　　二') :]}</div></div>{FOOTER}"
    ),
}


@pytest.mark.parametrize("frame", sorted(FRAMES))
def test_the_article_without_its_frame(frame: str, make_file: MakeFile) -> None:
    assert lines(readers.read(make_file(page(FRAMES[frame]).encode(), "page.doc"))) == WORDS


def test_the_title_outside_of_the_article_is_taken_once(make_file: MakeFile) -> None:
    title = "青川市财政局2024年度部门整体支出绩效自评报告"
    body = f"<ul>{LINKS}</ul><h1 class='title'>{title}</h1><div><div>{ARTICLE}</div></div>{FOOTER}"
    extract = readers.read(make_file(page(body, title=f"{title}_青川市人民政府").encode()))
    assert lines(extract) == [title, *WORDS]
    assert extract.properties["title"] == f"{title}_青川市人民政府"


def test_a_heading_that_names_a_year_is_the_title_where_the_window_bears_only_the_site(
    make_file: MakeFile,
) -> None:
    title = "青川市财政局2024年度部门决算情况说明"
    body = f"<ul>{LINKS}</ul><h2>通知公告</h2><h2>{title}</h2><div><div>{ARTICLE}</div></div>{FOOTER}"
    assert lines(readers.read(make_file(page(body, title="青川市财政局").encode()))) == [title, *WORDS]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("gb2312", "gbk"), ("gbk", "gbk"), ("utf-8", "utf-8"), ("utf-8", "gb18030"), ("x", "utf-16")],
)
def test_encodings_stated_rightly_and_wrongly(charset: str, encoding: str, make_file: MakeFile) -> None:
    assert lines(readers.read(make_file(page(ARTICLE, charset=charset).encode(encoding)))) == WORDS


def test_tables_keep_their_spans(make_file: MakeFile) -> None:
    table = (
        "<table><tr><th rowspan='2'>项目</th><th colspan='2'>金额（万元）</th></tr><tr><th>预算</th><th>执<br>行</th></tr>"
        "<tr><td><p>培训</p><p>会议</p></td><td>12.00</td><td></td></tr></table>"
    )
    extract = readers.read(make_file(page(ARTICLE + table).encode()))
    assert extract.text.endswith("项目\t金额（万元）\n预算\t执\n行\n培训\n会议\t12.00\t")
    [found] = extract.tables
    assert [(c.value, c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        ("项目", 1, 1, 2, 1),
        ("金额（万元）", 1, 2, 1, 2),
        ("预算", 2, 2, 1, 1),
        ("执\n行", 2, 3, 1, 1),
        ("培训\n会议", 3, 1, 1, 1),
        ("12.00", 3, 2, 1, 1),
        (None, 3, 3, 1, 1),
    ]


def test_what_libreoffice_repeats_on_every_page_is_left_out(make_file: MakeFile) -> None:
    body = f"<div title='header'><p>内部资料，注意保存。</p></div>{ARTICLE}<div title='footer'><p>— 1 —</p></div>"
    assert lines(readers.read(make_file(page(body).encode()))) == WORDS


def test_lists_are_numbered_as_a_browser_does(make_file: MakeFile) -> None:
    body = (
        "<p>说明如下，请核对。</p><ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol><ul><li>丁</li></ul>"
        "<ol type=a><li>戊</li></ol><ol style='list-style-type:cjk-ideographic'><li>己</li></ol>"
    )
    extract = readers.read(make_file(page(body).encode()))
    assert lines(extract)[1:] == ["3.甲", "7.乙", "8.丙", "丁", "a.戊", "一、己"]
    assert [b.numbering for b in extract.blocks if isinstance(b, Paragraph)][1:3] == ["3.", "7."]


def test_headings_have_levels_and_breaks_end_paragraphs(make_file: MakeFile) -> None:
    body = "<h2>一、基本情况</h2>第一段文字，有标点。<br><br>第二段文字，有标点。"
    extract = readers.read(make_file(page(body).encode()))
    assert lines(extract) == ["一、基本情况", "第一段文字，有标点。", "第二段文字，有标点。"]
    assert [b.level for b in extract.blocks if isinstance(b, Paragraph)] == [2, None, None]


def test_what_is_not_shown_is_not_read(make_file: MakeFile) -> None:
    body = ARTICLE + (
        "<p style='display:none'>隐藏的文字，不应读入。</p><p hidden>也是。</p><script>var a='脚本里的文字，不应读入。'</script>"
        "<!-- 注释里的文字，不应读入。 --><style>p{content:'样式'}</style>"
    )
    assert lines(readers.read(make_file(page(body).encode()))) == WORDS


def test_line_breaks_of_the_source_do_not_break_words_or_numbers(make_file: MakeFile) -> None:
    body = "<p>全年支出\n  28,771,\n611.60元，\n执行完毕。</p><p>Hengji\nreport，一份报告。</p>"
    assert lines(readers.read(make_file(page(body).encode()))) == [
        "全年支出28,771,611.60元，执行完毕。",
        "Hengji report，一份报告。",
    ]


def test_a_web_archive_is_opened(make_file: MakeFile) -> None:
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"; type="text/html"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        + page(ARTICLE).encode()
        + b"\r\n--b--\r\n"
    )
    assert lines(readers.read(make_file(archive, "page.mht"))) == WORDS


def test_text_that_begins_with_a_bracket_is_text(make_file: MakeFile) -> None:
    assert readers.read(make_file("<附件>自评报告，得分100分。".encode())).format == "txt"
