"""
axe-core looks at each main page in the browser: nothing on it may keep anybody out.

It finds what `tests/web/project/test_accessibility.py` cannot: contrast as it is drawn, names as they are
computed, regions as they lie.  Only what it calls serious or critical fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.web.browser.conftest import SignIn
from tests.web.browsing import IN_A_BROWSER, Page

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-core is absent (requirements-dev.lock brings it)"
)
pytestmark = IN_A_BROWSER
GRAVE = {"serious", "critical"}
Go = Callable[[Page], object]


def at(address: str) -> Go:
    return lambda page: page.goto(address)


def own_draft(step: str) -> Go:
    """A step of the first filing on the home page."""

    def go(page: Page) -> None:
        page.locator('a[href^="/filings/"]').first.click()
        page.locator(f'.steps a[href$="/{step}"]').click()
        page.wait_for_selector("#panel-body [data-total]")

    return go


def under_review(*links: str) -> Go:
    """The filing that the queue puts first, and pages that lead on from it."""

    def go(page: Page) -> None:
        page.goto("/review?state=all")
        page.locator('a[href$="/review"][href^="/filings/"]').first.click()
        for link in links:
            page.get_by_role("link", name=link, exact=True).first.click()

    return go


def notice(*links: str) -> Go:
    """The newest notice, and pages that lead on from it."""

    def go(page: Page) -> None:
        page.goto("/campaigns")
        page.locator('main a[href^="/campaigns/"]', has_text="查看").first.click()
        for link in links:
            page.get_by_role("link", name=link, exact=True).first.click()

    return go


def public(*links: str) -> Go:
    """A published report, and pages that lead on from it."""

    def go(page: Page) -> None:
        page.goto("/public?q=妇女&year=2024")
        page.locator("table.reports tbody a").first.click()
        for link in links:
            page.get_by_role("link", name=link, exact=True).first.click()

    return go


PAGES: dict[str, dict[str, Go]] = {
    "": {
        "sign in": at("/sign-in"),
        "public list": at("/public"),
        "public report": public(),
        "public form": public("填报数据"),
        "public comparison": at("/public/compare?r=2024-201&r=2024-202"),
        "public data": at("/public/data"),
        "interface": at("/api/v1/docs"),
        "not found": at("/public/reports/none"),
    },
    "minzheng": {
        "home of a clerk": at("/"),
        **{
            step: own_draft(step)
            for step in ("basics", "money", "goals", "management", "narrative", "evidence", "check", "submit")
        },
    },
    "shenhe": {
        "queue": at("/review"),
        "review": under_review(),
        "report beside the review": under_review("对照报告"),
        "submitted form": under_review("填报原表"),
        "log": under_review("记录"),
        "opinions": under_review("审核意见"),
    },
    "guanliyuan": {
        "home of the administrator": at("/"),
        "charts": at("/dashboards"),
        "notice": notice(),
        "progress": notice("填报进度"),
        "samples": notice("抽查"),
        "tokens": at("/tokens"),
        "password": at("/password"),
    },
    "zhuguan": {"home of a department above": at("/")},
    "shenji": {"home of the auditor": at("/"), "oversight": at("/oversight")},
    "xitong": {"accounts": at("/users"), "organisations": at("/organisations")},
}


def grave(page: Page) -> Iterator[str]:
    """What axe-core finds on the page, a line a fault: its rule, the elements, what is wrong."""
    found: dict[str, Any] = axe.Axe().run(page).response
    for fault in found["violations"]:
        if fault["impact"] in GRAVE:
            places = [node["html"][:120] for node in fault["nodes"]]
            yield f"{fault['id']} ({len(places)}): {fault['help']}: {places[:3]}"


@pytest.mark.parametrize("username", sorted(PAGES))
def test_nothing_on_a_page_keeps_anybody_out(sign_in: SignIn, username: str) -> None:
    page = sign_in(username)
    wrong = {}
    for name, go in PAGES[username].items():
        page.goto("/")
        go(page)
        page.wait_for_load_state("networkidle")
        found = list(grave(page))
        if found:
            wrong[name] = found
    assert not wrong


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ('<input name="a">', "label"),
        ('<p style="color:#aab; background:#fff">很淡的字</p>', "color-contrast"),
        ("<button></button>", "button-name"),
    ],
)
def test_a_planted_fault_is_found(sign_in: SignIn, planted: str, rule: str) -> None:
    page = sign_in("")
    page.set_content(
        f'<html lang="zh"><head><title>甲</title></head><body><main><h1>甲</h1>{planted}</main></body></html>'
    )
    (found,) = grave(page)
    assert found.startswith(rule)
