"""One demonstration and one way of signing in for the tests that walk through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from scripts import chromium
from tests.web.browsing import PATIENCE, Page, sync_api

SignIn = Callable[[str], Page]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address and password of a running demonstration of its own."""
    with chromium.demonstration(tmp_path_factory.mktemp("demonstration")) as running:
        yield running


@pytest.fixture
def sign_in(demonstration: tuple[str, str]) -> Iterator[SignIn]:
    """Opens a window of somebody's own, signed in through the page; a script's error fails the test."""
    address, password = demonstration
    errors: list[str] = []
    with sync_api.sync_playwright() as driver:
        browser = chromium.launched(driver)

        def window(username: str) -> Page:
            context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
            page.on(
                "console",
                lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None,
            )
            if username:
                chromium.sign_in(page, username, password)
            return page

        yield window
        browser.close()
    assert errors == []
