"""The annotated page in a browser: wide and narrow, by keyboard alone, with nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hengji.documents.writers.audit_page import write_page
from hengji.domain.finding import Severity
from scripts import chromium
from tests.annotate.makers import finding_at
from tests.annotate.test_audit_page import TEXT, audit_of, extract_of
from tests.web.browsing import IN_A_BROWSER, Page, sync_api

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-core is absent (requirements-dev.lock brings it)"
)
pytestmark = IN_A_BROWSER
TOPS = "['findings', 'text'].map(name => document.getElementById(name).getBoundingClientRect().top)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of a long report; whatever it asks of anywhere, or its script breaks on, fails the test."""
    text = TEXT.replace("项目\t金额", f"{'本单位按规定开展绩效自评。' * 400}\n项目\t金额")
    extract = extract_of(text)
    findings = (
        finding_at(extract, "100万元，其中基本60万元"),
        finding_at(extract, "超12万元", severity=Severity.NOTICE, rule="PL01"),
    )
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_page(audit_of(text, findings), path)
    asked: list[str] = []
    with sync_api.sync_playwright() as driver:
        browser = chromium.launched(driver)
        window = browser.new_page()
        window.on("request", lambda request: asked.append(request.url))
        window.on("pageerror", lambda error: asked.append(str(error)))
        window.goto(path.as_uri())
        yield window
        browser.close()
    assert asked == [path.as_uri()]


def tops(page: Page, width: int) -> tuple[float, float]:
    """Where the findings and the text begin in a window of that width."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("window.scrollTo(0, 0)")
    findings, text = page.evaluate(TOPS)
    return findings, text


def test_text_and_findings_stand_side_by_side_where_there_is_room_and_the_findings_first_where_not(
    page: Page,
) -> None:
    for width in (1440, 1024):
        findings, text = tops(page, width)
        assert findings == text
    for width in (800, 420):
        findings, text = tops(page, width)
        assert findings < text


@pytest.mark.parametrize("width", [1440, 1024, 420, 320])
def test_nothing_reaches_over_the_edge_and_nobody_is_kept_out(page: Page, width: int) -> None:
    tops(page, width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = axe.Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []


@pytest.mark.parametrize("width", [1200, 420])
def test_the_keyboard_leads_from_the_words_to_the_finding_and_back(page: Page, width: int) -> None:
    tops(page, width)
    page.focus("a.ref[href='#f2']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('article.finding').id") == "f2"
    assert page.locator("#f2").bounding_box()["y"] < 800
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#f2"
    words = page.locator("mark[data-of~='q2']").first.bounding_box()
    assert 0 < words["y"] < 800
