"""
What the tests in a browser share: without Chromium and its driver they are skipped, with the reason.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from scripts import chromium

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="the browser is driven by playwright, which is absent"
)
IN_A_BROWSER = [
    pytest.mark.skipif(chromium.PROGRAM is None, reason=f"no chromium on this machine ({chromium.INSTALL})"),
    pytest.mark.skipif(
        "HENGJI_DATABASE" in os.environ,
        reason="the browser's server has a database file of its own: once is enough",
    ),
    pytest.mark.xdist_group("browser"),
]
PATIENCE = 90_000
"""Milliseconds for a busy machine."""

Page = Any


def open_step(page: Page, filing: object, slug: str) -> None:
    """Open a step of a filing and wait for its score."""
    page.goto(f"/filings/{filing}/steps/{slug}")
    page.wait_for_selector("#panel-body [data-total]")


def saved(page: Page) -> None:
    """Wait until nothing is unsaved."""
    page.wait_for_function(
        "() => !document.querySelector('.unsaved') && /^已保存 \\d\\d:\\d\\d/.test("
        "document.getElementById('save-state').textContent)"
    )
