"""Evidence is typed by content, kept under names of ours, safe before anybody is told, only downloaded."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import User
from hengji.web.filing import attachments, conversion, proving
from hengji.web.filing.models import Attachment, Filing, FilingStatus
from tests.web.conftest import City, actor

PDF = b"%PDF-1.7 anything"
OFFICE = "application/vnd.openxmlformats-officedocument"


def container(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as book:
        for name in names:
            book.writestr(name, "x")
    return kept.getvalue()


@pytest.fixture
def filing(city: City, settings: LazySettings, tmp_path: Path) -> Filing:
    settings.ATTACHMENT_FOLDER = tmp_path
    return city.begin(city.department, filled=False)


def add(city: City, filing: Filing, name: str, content: bytes) -> Attachment:
    user = city.preparer(city.department)
    return attachments.add(filing, user, actor(user), SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.exe", PDF, "application/pdf"),
        ("a.docx", container("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
        ("a.xlsx", container("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
        ("a.png", b"\x89PNG\r\n\x1a\nx", "image/png"),
        ("a.txt", "说明".encode(), "text/plain"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_the_content(
    city: City, filing: Filing, name: str, content: bytes, kind: str
) -> None:
    assert add(city, filing, name, content).media_type == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg onload='x'/>"),
        ("a.zip", container("x/y")),
        ("a.docm", container("word/document.xml", "word/vbaProject.bin")),
        ("a.pdf", b""),
        ("a.docx", b"PK\x03\x04 broken"),
    ],
)
def test_what_we_do_not_take_is_refused_and_leaves_nothing(
    city: City, filing: Filing, name: str, content: bytes, tmp_path: Path
) -> None:
    with pytest.raises(Refused):
        add(city, filing, name, content)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_too_large_and_over_the_quota_are_refused(city: City, filing: Filing, settings: LazySettings) -> None:
    settings.ATTACHMENT_MOST_BYTES, settings.ATTACHMENT_QUOTA_BYTES = 100, 150
    with pytest.raises(Refused, match="超过"):
        add(city, filing, "a.pdf", PDF + b"x" * 100)
    add(city, filing, "a.pdf", PDF + b"x" * 70)
    with pytest.raises(Refused, match="合计"):
        add(city, filing, "b.pdf", PDF + b"x" * 70)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "C:\\x\\甲.pdf", "a\u202efdp.pdf", "\x00.pdf", "长" * 300 + ".pdf"]
)
def test_a_name_is_only_ever_shown(city: City, filing: Filing, name: str, tmp_path: Path) -> None:
    file = SimpleUploadedFile("x", PDF)
    file._name = name  # type: ignore[attr-defined]
    user = city.preparer(city.department)
    kept = attachments.add(filing, user, actor(user), file)
    path = attachments.path_of(kept)
    assert path.resolve().is_relative_to(tmp_path.resolve())
    assert path.name == kept.pk.hex
    assert "/" not in kept.name
    assert len(kept.name) <= 200


def test_the_bytes_are_on_the_disk_before_the_row_is_written(city: City, filing: Filing) -> None:
    order: list[str] = []
    real_sync, real_replace, real_save = os.fsync, Path.replace, Attachment.save

    def sync(number: int) -> None:
        order.append("fsync")
        real_sync(number)

    def replace(self: Path, target: Path) -> Path:
        order.append("rename")
        return real_replace(self, target)

    def save(self: Attachment, **options: object) -> None:
        order.append("row")
        real_save(self, **options)  # type: ignore[arg-type]

    with (
        patch.object(os, "fsync", sync),
        patch.object(Path, "replace", replace),
        patch.object(Attachment, "save", save),
    ):
        add(city, filing, "a.pdf", PDF)
    assert order == ["fsync", "rename", "fsync", "fsync", "row"], (
        "bytes, name, folder, and the new folder itself"
    )


def test_if_the_row_fails_the_file_goes(city: City, filing: Filing, tmp_path: Path) -> None:
    with patch.object(Attachment, "save", side_effect=RuntimeError), pytest.raises(RuntimeError):
        add(city, filing, "a.pdf", PDF)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_it_is_served_as_a_download_and_never_shown(
    city: City, filing: Filing, signed_in: Callable[[User], Client]
) -> None:
    kept = add(city, filing, '甲"乙\r\n.pdf', PDF)
    answer = signed_in(city.preparer(city.department)).get(
        reverse("filing-attachment", args=(filing.pk, kept.pk))
    )
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]


def test_another_filings_file_is_not_reached_through_ones_own(
    city: City, filing: Filing, signed_in: Callable[[User], Client]
) -> None:
    kept = add(city, filing, "a.pdf", PDF)
    own = city.begin(city.sibling, filled=False)
    client = signed_in(city.preparer(city.sibling))
    assert client.get(reverse("filing-attachment", args=(own.pk, kept.pk))).status_code == 404
    assert client.post(reverse("filing-detach", args=(own.pk, kept.pk))).status_code == 404


def test_a_revision_keeps_what_was_taken_out_of_the_draft_later(city: City, filing: Filing) -> None:
    kept = add(city, filing, "a.pdf", PDF)
    filing = city.bring_to(FilingStatus.RETURNED, city.department)
    user = city.preparer(city.department)
    attachments.remove(filing, user, actor(user), kept.pk)
    assert str(kept.pk) in filing.revisions.get().evidence
    assert attachments.path_of(kept).exists()


def test_every_item_of_a_checklist_is_offered_by_its_own_question(filing: Filing) -> None:
    offered = [target.title for target in proving.targets(filing, conversion.content_of(filing))]
    assert len(offered) == len(set(offered)), "two that read alike cannot be told apart"
    assert "预算编制·预算细化到具体项目和经济分类" in offered
