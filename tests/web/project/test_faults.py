"""A database that is away and a disk that is full: a sentence, 503, nothing half done, and then on."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from hengji.web.accounts.models import User
from hengji.web.filing import attachments, drafts
from hengji.web.filing.models import Attachment
from tests.web.conftest import City

SignIn = Callable[[User], Client]
BODY = json.dumps(
    {"known": 0, "changes": [{"path": "organisation/mandate/answer", "value": "甲", "base": 0}]}
)


def _away(*_args: object, **_options: object) -> None:
    raise OperationalError("server closed the connection unexpectedly; host=10.1.2.3 password=secret")


def _full(*_args: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "/srv/hengji")


@pytest.fixture
def browser(city: City, signed_in: SignIn) -> Client:
    made = signed_in(city.preparer(city.department))
    made.raise_request_exception = False
    return made


def test_a_save_without_its_database_is_told_to_wait_and_the_next_one_works(
    city: City, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("filing-save", args=(city.begin(city.department, filled=False).pk,))
    headers = {"Accept": "application/json"}
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "locked", _away)
        told = browser.post(address, BODY, content_type="application/json", headers=headers)
    assert (told.status_code, told.headers["Retry-After"]) == (503, "5")
    assert "数据库" in told.json()["error"]["message"]
    assert "10.1.2.3" not in told.content.decode()
    kept = browser.post(address, BODY, content_type="application/json", headers=headers)
    assert kept.status_code == 200


def test_a_page_says_so_even_where_nobody_knows_who_is_signed_in(
    browser: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr(SessionStore, "load", _away)
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        page = browser.get("/campaigns")
    assert page.status_code == 503
    assert "已显示保存时间的内容都在" in page.content.decode()


def test_another_mistake_is_still_one_of_ours(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("hengji.web.project.views.standing_access.roles_of", wrong)
    page = browser.get("/")
    assert page.status_code == 500
    assert "系统出错" in page.content.decode()


def test_a_full_disk_refuses_an_upload_and_leaves_nothing(
    city: City, browser: Client, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ATTACHMENT_FOLDER = tmp_path
    filing = city.begin(city.department)
    address = reverse("filing-attach", args=(filing.pk,))

    def send() -> int:
        file = SimpleUploadedFile("凭证.pdf", b"%PDF-1.7 proof")
        done = browser.post(address, {"files": file})
        if done.status_code == 503:
            assert "存储空间已满" in done.content.decode()
        return done.status_code

    for call in ("fsync", "open"):
        with monkeypatch.context() as broken:
            broken.setattr(attachments.os, call, _full)
            assert send() == 503
        assert not Attachment.objects.exists()
    assert not list(tmp_path.rglob("*.part"))
    assert send() == 302
    assert Attachment.objects.count() == 1


def test_a_line_that_broke_at_the_commit_takes_no_file_with_it(
    city: City, browser: Client, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row may be there: a file too many does no harm, a file too few could never be shown again."""
    settings.ATTACHMENT_FOLDER = tmp_path
    filing = city.begin(city.department)
    monkeypatch.setattr(attachments.chaining, "write", _away)
    file = SimpleUploadedFile("凭证.pdf", b"%PDF-1.7 proof")
    assert browser.post(reverse("filing-attach", args=(filing.pk,)), {"files": file}).status_code == 503
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
