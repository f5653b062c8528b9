"""The annotated page: the whole text, everything marked, nothing fetched, both ways to jump."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from hengji.audit import judge
from hengji.documents import readers
from hengji.documents.writers.audit_page import audit_page, write_page
from hengji.documents.writers.audit_text import text_article
from hengji.documents.writers.remarks import remarks
from hengji.domain.document import Document, Section
from hengji.domain.extract import Cell, Extract, Paragraph, Table
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place
from hengji.domain.stated import YUAN, Modifier
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.figures import find
from hengji.pipeline.audit import Audit, audit
from tests.annotate.makers import HOSTILE, finding_at
from tests.annotate.test_audit_facts import card, partial
from tests.growth import grows_in_proportion
from tests.standalone import fetches_nothing, is_well_formed, tree

TITLE = "示例局2024年度自评报告"
TEXT = f"{TITLE}\n一、预算执行\n支出合计100万元，其中基本60万元、项目36万元。\n项目\t金额\n甲\t超12万元"


def extract_of(text: str) -> Extract:
    """Paragraphs by line; lines with tabs are one table at the end."""
    blocks: list[Paragraph | Table] = []
    cells: list[Cell] = []
    at, row = 0, 0
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            row += 1
            begin = at
            for column, words in enumerate(line.split("\t"), start=1):
                cells.append(Cell(row=row, column=column, start=begin, end=begin + len(words), value=words))
                begin += len(words) + 1
        else:
            blocks.append(Paragraph(start=at, end=at + len(line), place=Place(paragraph=number)))
        at += len(line) + 1
    if cells:
        blocks.append(
            Table(
                start=cells[0].start,
                end=cells[-1].end,
                place=Place(table=1),
                cells=tuple(cells),
                rows=row,
                columns=2,
            )
        )
    return Extract(file="报告.txt", format="txt", text=text, blocks=tuple(blocks))


def audit_of(text: str = TEXT, findings: tuple[Finding, ...] = (), *, statements: bool = True) -> Audit:
    """An audited document with one statement that fails, one that holds, one that is open."""
    extract = extract_of(text)
    figures = tuple(find(text))
    found: tuple[Statement, ...] = ()
    if statements:
        by_quote = {figure.quote: figure for figure in figures}
        whole, part, rest = (by_quote[quote] for quote in ("100万元", "60万元", "36万元"))

        def said(parts: tuple[Figure, ...]) -> Statement:
            return Statement(
                type=StatementType.SUM_OF_PARTS,
                quote=text[whole.start : rest.end],
                start=whole.start,
                end=rest.end,
                claim=whole,
                operands=tuple(Operand(figure=one, role="part") for one in parts),
                subject="支出",
            )

        found = (said((part, rest)), said((part, part, rest)), said(()), said((whole,)))
    document = Document(
        extract=extract,
        title=TITLE,
        unit_name="示例局",
        fiscal_year=2024,
        sections=(
            Section(
                number="一、",
                title="预算执行",
                level=1,
                start=len(TITLE) + 1,
                end=len(text),
                body_start=len(TITLE) + 8,
            ),
        ),
        figures=figures,
        statements=found,
        claimed_score=Decimal(98),
        claimed_grade="优",
    )
    return Audit(
        file="报告.txt", document=document, judgements=tuple(judge(one) for one in found), findings=findings
    )


def shown(article: str) -> str:
    """The words of the report as a reader sees them, without our marks."""
    root = tree(article)
    for ours in root.xpath("//a[contains(@class,'ref') or contains(@class,'tick')]"):
        ours.getparent().text = (
            (ours.getparent().text or "") if ours.getprevious() is None else ours.getparent().text
        )
        tail, before = ours.tail or "", ours.getprevious()
        if before is None:
            ours.getparent().text = (ours.getparent().text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        ours.getparent().remove(ours)
    return "".join(root.itertext())


@pytest.fixture
def page() -> str:
    extract = extract_of(TEXT)
    findings = (
        finding_at(extract, "100万元，其中基本60万元、项目36万元"),
        finding_at(extract, "其中基本60", severity=Severity.WARNING, rule="WD02"),
        finding_at(extract, "超12万元", severity=Severity.NOTICE, rule="PL01"),
        finding_at(extract, None, severity=Severity.WARNING, rule="CM13"),
    )
    return audit_page(audit_of(findings=findings))


def test_the_page_is_well_formed_and_in_chinese(page: str) -> None:
    is_well_formed(page)


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    fetches_nothing(page)


def test_every_link_leads_somewhere_and_every_finding_and_statement_both_ways(page: str) -> None:
    root = tree(page)
    names = root.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in root.xpath("//@href")} <= set(names)
    links = set(root.xpath("//@href"))
    assert {f"#{kind}{n}" for kind in "qf" for n in (1, 2, 3)} <= links
    assert {f"#{kind}{n}" for kind in "ms" for n in (1, 2, 3, 4)} <= links
    assert "#q4" not in links


def test_the_words_of_a_finding_are_marked_and_numbered_where_they_end(page: str) -> None:
    root = tree(page)
    for number, words in ((1, "100万元，其中基本60万元、项目36万元"), (2, "其中基本60"), (3, "超12万元")):
        marked = root.xpath(f"//mark[contains(concat(' ', @data-of, ' '), ' q{number} ')]")
        assert "".join("".join(one.itertext()) for one in marked) == words
        (reference,) = root.xpath(f"//a[@href='#f{number}' and contains(@class, 'ref')]")
        assert reference.text == f"{'■▲●'[number - 1]}{number}"


def test_verdicts_are_told_apart_by_sign_and_their_arithmetic_unfolds(page: str) -> None:
    root = tree(page)
    signs = {one.get("class"): one.text for one in root.xpath("//a[starts-with(@class, 'tick')]")}
    assert signs == {"tick holds": "✓", "tick fails": "✗", "tick undecidable": "？"}
    failing = root.xpath("//details[@class='statement fails' and @open='open']")
    assert "60万元＋36万元＝96万元" in "".join(failing[0].itertext())
    assert root.xpath("count(//details[starts-with(@class, 'statement')])") == 4


def test_every_figure_is_hoverable_with_value_kind_and_interval(page: str) -> None:
    root = tree(page)
    titles = {
        "".join(one.itertext()): one.get("title") for one in root.xpath("//article//span[@class='fact']")
    }
    assert titles["36万元"] == "金额　360,000.00元　所示范围：355,000.00元至365,000.00元"
    assert titles["12万元"] == "金额　120,000.00元，超过　所示范围：大于120,000.00元"
    assert titles["2024年度"].startswith("年份")


def test_on_a_narrow_screen_the_findings_come_before_the_text(page: str) -> None:
    style = tree(page).findtext(".//style") or ""
    narrow = style.partition("@media screen and (max-width:900px){")[2]
    assert ".audit .side{display:contents}" in narrow
    assert ".audit .side #findings{order:-1}" in narrow


def test_headings_tables_and_the_title_keep_their_form(page: str) -> None:
    root = tree(page)
    assert "".join(root.xpath("//p[@class='report-title']")[0].itertext()) == TITLE
    assert "".join(root.xpath("//p[@class='h1']")[0].itertext()) == "一、预算执行"
    rows = [
        ["".join(cell.itertext()) for cell in row.findall("td")] for row in root.xpath("//*[@id='text']//tr")
    ]
    assert rows[0] == ["项目", "金额"]
    assert rows[1][0] == "甲"


def test_claim_recomputation_and_counts_head_the_page(page: str) -> None:
    words = "".join(tree(page).xpath("//header")[0].itertext())
    assert "98分“优”" in words
    assert "无法复算" in words
    assert "相符 1" in words
    assert "不符 2" in words


def test_on_paper_all_findings_stand_on_the_first_page(page: str) -> None:
    rows = tree(page).xpath("//table[@class='overview']/tbody/tr")
    told = [["".join(cell.itertext()) for cell in row.findall("td")] for row in rows]
    cards = tree(page).xpath("//article[@class='finding']//p[@class='message']")
    assert {row[-1] for row in told} == {"".join(one.itertext()) for one in cards}
    assert [row[0] for row in told] == [str(number) for number in range(1, len(cards) + 1)]


def test_final_accounts_are_not_asked_for_a_score() -> None:
    audited = audit_of("临江市档案馆2024年度部门决算\n本年支出合计120万元。", statements=False)
    unscored = replace(audited.document, title="2024年度部门决算", claimed_score=None, claimed_grade=None)
    plain = audit_page(replace(audited, document=unscored))
    assert "自评得分" not in plain
    assert '<p class="kicker">报告审核</p>' in plain
    asked = replace(unscored, title="2024年度部门整体支出绩效自评报告")
    assert "未写明" in audit_page(replace(audited, document=asked))


def test_a_clean_document_says_so() -> None:
    page = audit_page(audit_of(statements=False))
    assert "没有发现问题" in page
    assert "没有可以复算的陈述" in page


def test_the_score_of_a_named_edition_is_shown_unless_the_document_prints_only_a_part() -> None:
    whole = replace(audit_of(), scorecard=card("90", "99"))
    root = tree(audit_page(whole))
    assert "90～99分" in "".join(root.xpath("//div[@class='computed']")[0].itertext())
    assert "示例标准" in "".join(root.xpath("//section[@id='scores']")[0].itertext())
    assert 'id="scores"' not in audit_page(replace(whole, scorecard=partial("12", "52")))


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    text = f"{HOSTILE}支出100元 <img src=x onerror=alert(1)>\n</article></body>"
    finding = replace(finding_at(extract_of(text), "100"), message=HOSTILE, title=HOSTILE, quote=HOSTILE)
    page = audit_page(audit_of(text, (finding,), statements=False))
    root = tree(page)
    assert root.xpath("//img | //script[contains(., 'alert')]") == []
    assert "<img src=x onerror=alert(1)>" in "".join(root.itertext())
    write_page(audit_of(text, (finding,), statements=False), tmp_path / "page.html")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


@settings(max_examples=80, deadline=None)
@given(
    spans=st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30), st.sampled_from(list(Severity))),
        max_size=8,
    )
)
def test_any_overlap_of_findings_leaves_every_word_and_marks_the_right_ones(
    spans: list[tuple[int, int, Severity]],
) -> None:
    extract = extract_of(TEXT)
    findings = tuple(
        replace(
            finding_at(extract, None, severity=level),
            place=Place(start=low, end=min(low + length, len(TEXT))),
        )
        for low, length, level in spans
    )
    audit = audit_of(findings=findings)
    article = text_article(audit, remarks(findings))
    assert shown(article) == "".join(re.split(r"[\n\t]", TEXT))
    root = tree(article)
    for number, finding in enumerate(findings, start=1):
        assert finding.place is not None
        words = "".join(re.split(r"[\n\t]", TEXT[finding.place.start : finding.place.end]))
        marked = root.xpath(f"//mark[contains(concat(' ', @data-of, ' '), ' q{number} ')]")
        assert "".join("".join(one.itertext()) for one in marked) == words
        if words:
            assert root.xpath(f"count(//a[@href='#f{number}'])") == 1
            assert root.xpath(f"count(//span[@id='q{number}'])") == 1


def test_tables_keep_their_grid_over_gaps_and_merged_cells() -> None:
    text = "甲\t乙丙\n丁\n戊"
    cells = (
        Cell(row=1, column=1, start=0, end=1, value="甲", row_span=4),
        Cell(row=1, column=3, start=2, end=4, value="乙丙", column_span=2),
        Cell(row=3, column=4, start=5, end=6, value="丁"),
        Cell(row=5, column=2, start=7, end=8, value="戊"),
    )
    table = Table(start=0, end=8, place=Place(table=1), cells=cells, rows=5, columns=4, title="表<1>")
    audit = audit_of(statements=False)
    extract = replace(audit.document.extract, text=text, blocks=(table,))
    document = replace(audit.document, extract=extract, figures=(), sections=(), title=None)
    rows = tree(text_article(replace(audit, document=document), ())).findall(".//tr")
    shape = [
        [(cell.text or "", cell.get("colspan", "1"), cell.get("rowspan", "1")) for cell in row]
        for row in rows
    ]
    assert shape == [
        [("甲", "1", "4"), ("", "1", "1"), ("乙丙", "2", "1")],
        [],
        [("", "2", "1"), ("丁", "1", "1")],
        [],
        [("", "1", "1"), ("戊", "1", "1"), ("", "2", "1")],
    ]


def test_the_time_is_linear_in_the_length() -> None:
    sentence = "\n支出合计100万元，其中基本60万元、项目36万元。"
    audits = {
        times: audit_of(TEXT.split("\n项目", maxsplit=1)[0] + sentence * times) for times in (250, 2000)
    }

    assert grows_in_proportion(lambda times: text_article(audits[times], ()), 250, 2000)


def test_real_reports_keep_every_word(shared: Path) -> None:
    source = shared / "reports" / "jiangmen-womens-federation-2024.txt"
    if not source.is_file():
        pytest.skip("the published report is not in ../shared/reports")
    extract = readers.read(source)
    audit = replace(
        audit_of(statements=False),
        document=replace(
            audit_of().document, extract=extract, figures=tuple(find(extract.text)), sections=(), title=None
        ),
    )
    words = "".join(shown(text_article(audit, ())).split())
    assert words == "".join(extract.text.split())


def test_figures_that_are_no_numbers_and_exact_ones_say_less() -> None:
    from hengji.documents.writers.audit_text import figure_title

    number = Figure(
        "财预〔2020〕10号", 0, 11, FigureKind.DOCUMENT_NUMBER, "财预〔2020〕10号", "", Modifier.EXACT
    )
    assert figure_title(number) == "文号　财预〔2020〕10号"
    exact = Figure("100.00元", 0, 7, FigureKind.MONEY, Decimal("100.00"), YUAN, Modifier.EXACT)
    assert figure_title(exact) == "金额　100.00元"
    under = Figure("不足5%", 0, 4, FigureKind.PERCENT, Decimal(5), "%", Modifier.UNDER, Decimal(1))
    assert figure_title(under) == "百分比　5%，不足　所示范围：小于5%"


def test_words_that_go_on_in_the_next_line_of_a_cell_stand_in_that_cell(tmp_path: Path) -> None:
    path = tmp_path / "drawn.txt"
    rule = "├────┼────┤"
    lines = [rule, "│项目│金额│", rule, "│渠道│    │", "│清淤│1.00│", rule, "│合计│1.00│", rule]
    path.write_text("\n".join(lines), "utf-8")
    page = html.fromstring(text_article(audit(path), []))
    rows = [
        [etree.tostring(cell, method="text", encoding="unicode") for cell in row] for row in page.iter("tr")
    ]
    assert rows == [["项目", "金额"], ["渠道清淤", "1.00"], ["合计", "1.00✓"]]
    assert len(page.findall(".//td/br")) == 1
