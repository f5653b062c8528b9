"""
The browser in which the platform is looked at: Chromium as Debian has it, and a demonstration to look at.

Used by the pictures of the documentation and by the tests in a browser.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

PROGRAM: Final = shutil.which("chromium")
INSTALL: Final = "apt-get install chromium fonts-noto-cjk"
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
STARTS_WITHIN: Final = 300
"""Seconds for a busy machine; alone it takes about ten."""


def launched(driver: Playwright) -> Browser:
    """The browser, driven by playwright; without a window."""
    return driver.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demonstration(folder: Path) -> Iterator[tuple[str, str]]:
    """A running demonstration of its own: address and password; raises what it said where it fails."""
    home, told, port = folder / "city", folder / "told", free_port()
    address, hengji = f"http://localhost:{port}", Path(sys.executable).parent / "hengji"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with (
        told.open("wb") as log,
        subprocess.Popen(  # noqa: S603 - our own command
            [hengji, "serve", "--demo", "--home", home, "--port", str(port), "--workers", "1"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            if not _answers(address, process):
                raise RuntimeError(f"the demonstration did not start: {told.read_text('utf-8')}")
            yield address, (home / "demo-password").read_text("utf-8").strip()
        finally:
            process.terminate()
            process.wait(timeout=30)


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until `/readyz` answers; gives whether it did."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):  # noqa: S310 - our own server
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def sign_in(page: Page, username: str, password: str) -> None:
    """Through the page, as a person does."""
    page.goto("/sign-in")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile("/$"))
