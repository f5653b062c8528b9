"""
Makes the pictures of the platform: a demonstration of its own is started, looked at and stopped.

Needs Chromium and a Chinese font (`apt-get install chromium fonts-noto-cjk`).  The pictures are of invented
departments, except 江门市妇联 2024; colours are reduced until a picture is small enough for the repository.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import chromium
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES: Final = Path(__file__).parent.parent / "docs" / "images" / "platform"
LARGEST: Final = 150_000
"""Bytes of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One screen: whose, and how to get there from the home page."""

    name: str
    username: str
    """Empty for somebody who is not signed in."""
    go: Callable[[Page], object]


def _at(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


def _own_draft(step: str) -> Callable[[Page], object]:
    """A step of the first filing on the home page."""

    def go(page: Page) -> None:
        page.locator('a[href^="/filings/"]').first.click()
        page.locator(f'.steps a[href$="/{step}"]').click()
        page.wait_for_selector("#panel-body [data-total]")

    return go


def _suspicious(page: Page) -> None:
    """The filing that the queue puts first."""
    page.goto("/review")
    page.locator('a[href$="/review"][href^="/filings/"]').first.click()


def _difference(page: Page) -> None:
    """What became of the opinions on the filing that was submitted again."""
    page.goto("/review?state=in_review")
    page.get_by_role("link", name="示例市农业农村局").first.click()
    page.get_by_role("link", name="与上一版比较").first.click()


def _progress(page: Page) -> None:
    """How far the departments are with the newest notice."""
    page.locator('a[href^="/campaigns/"]', has_text="查看").first.click()
    page.get_by_role("link", name="填报进度").first.click()


def _report(page: Page) -> None:
    page.goto("/public?q=妇女&year=2024")
    page.locator("table.reports tbody a").first.click()


PICTURES: Final = (
    Picture(name="sign-in", username="", go=_at("/sign-in")),
    Picture(name="home", username="guanliyuan", go=_at("/")),
    Picture(name="filing-money", username="tianbao", go=_own_draft("money")),
    Picture(name="filing-goals", username="tianbao", go=_own_draft("goals")),
    Picture(name="filing-check", username="tianbao", go=_own_draft("check")),
    Picture(name="review-queue", username="shenhe", go=_at("/review")),
    Picture(name="review", username="shenhe", go=_suspicious),
    Picture(name="difference", username="shenhe", go=_difference),
    Picture(name="progress", username="guanliyuan", go=_progress),
    Picture(name="dashboards", username="guanliyuan", go=_at("/dashboards")),
    Picture(name="public-list", username="", go=_at("/public")),
    Picture(name="public-report", username="", go=_report),
)


def small(shot: bytes) -> Image.Image:
    """The picture in as many colours as its size allows; ends the command where even few are too many."""
    with Image.open(io.BytesIO(shot)) as image:
        picture = image.convert("RGB")
    for colours in (128, 64, 32, 16):
        reduced = picture.quantize(colours, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        reduced.save(buffer, "PNG", optimize=True)
        if buffer.tell() <= LARGEST:
            return reduced
    return sys.exit("A picture is larger than the repository takes, even in 16 colours.")


def _window(browser: Browser, address: str, username: str, password: str) -> Page:
    page = browser.new_context(base_url=address, viewport={"width": 1366, "height": 860}).new_page()
    if username:
        chromium.sign_in(page, username, password)
    return page


def main() -> None:
    """Write docs/images/platform."""
    if chromium.PROGRAM is None:
        sys.exit(f"The pictures need Chromium: {chromium.INSTALL}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as name,
        chromium.demonstration(Path(name)) as (address, password),
        sync_playwright() as driver,
    ):
        browser = chromium.launched(driver)
        for picture in PICTURES:
            page = _window(browser, address, picture.username, password)
            picture.go(page)
            page.wait_for_load_state("networkidle")
            small(page.screenshot()).save(IMAGES / f"{picture.name}.png", "PNG", optimize=True)
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
