"""
Evidence: files kept under names of our own, outside the web root, on the disk before anybody is told so.
"""

from __future__ import annotations

import io
import os
import uuid
import zipfile
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Sum

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.filing import access, conversion, drafts
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Attachment, Filing
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import ALGORITHM, sm3
from hengji.web.records.clock import database_now

_OFFICE: Final = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    "Doc_0/": ("application/ofd", ".ofd"),
}
_OLD_OFFICE: Final = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".wps": "application/vnd.ms-works",
}
_SIGNS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
ACCEPTED: Final = "PDF、Word、Excel、PPT、OFD、WPS 文件，PNG、JPG 图片，TXT 文本"


def media_type(name: str, content: bytes) -> str | None:
    """
    What a file is by its content; `None` for what is not taken.

    >>> media_type("x.exe", b"%PDF-1.7"), media_type("x.pdf", b"MZ")
    ('application/pdf', None)
    """
    for sign, kind in _SIGNS:
        if content.startswith(sign):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLD_OFFICE.get(Path(name).suffix.lower(), "application/x-ole-storage")
    if name.lower().endswith(".txt") and b"\x00" not in content:
        return "text/plain"
    return None


def _office(content: bytes) -> str | None:
    """Which office file a container is, by the names in it; nothing in it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            names = container.namelist()
    except (zipfile.BadZipFile, ValueError):
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(Verdict.CONFLICT, "文件里有宏，不能上传；请另存为不含宏的文件（.docx、.xlsx）。")
    return next(
        (kind for start, (kind, _) in _OFFICE.items() if any(name.startswith(start) for name in names)), None
    )


def shown_name(name: str) -> str:
    r"""
    A file's name as it may be shown: its last part, without signs that deceive.

    >>> shown_name("..\\..\\甲\u202etxt.exe")
    '甲txt.exe'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > 200:  # noqa: PLR2004 - the column
        kept = f"{stem[:180]}{dot}{ending[:15]}"
    return kept or "未命名"


def add(
    filing: Filing, user: User, actor: Actor, file: UploadedFile[bytes], *, proves: str = "", note: str = ""
) -> Attachment:
    """Take a file in; raises `Refused` where it is too large, of no kind that we take, or over the quota."""
    access.require(user, FilingAction.EDIT, filing)
    size, most = file.size or 0, settings.ATTACHMENT_MOST_BYTES
    name = shown_name(file.name or "")
    if not size:
        raise Refused(Verdict.CONFLICT, f"“{name}”是空文件。")
    if size > most:
        raise Refused(Verdict.CONFLICT, f"“{name}”超过 {most // 1024 // 1024} MB，请压缩图片或拆分后再上传。")
    content = file.read(most + 1)
    kind = media_type(name, content)
    if kind is None:
        raise Refused(Verdict.CONFLICT, f"“{name}”不是可以上传的文件；可上传：{ACCEPTED}。")
    number = uuid.uuid4()
    attachment = Attachment(
        id=number,
        filing=filing,
        name=name,
        media_type=kind,
        size=len(content),
        digest=sm3(content),
        digest_algorithm=ALGORITHM.partition("-")[0],
        proves=proves[:160],
        note=conversion.clean(note)[:200],
        uploaded_by=user,
        uploaded_by_name=user.display_name,
    )
    path = path_of(attachment)
    store(path, content)
    try:
        with transaction.atomic():
            held = drafts.locked(filing.pk)
            access.require(user, FilingAction.EDIT, held)
            _within_quota(held, attachment.size)
            attachment.uploaded_at = database_now()
            attachment.save(force_insert=True)
            chaining.write(
                held.chain,
                "filing.attachment_added",
                actor,
                name=name,
                id=str(number),
                digest=attachment.digest,
                size=attachment.size,
                proves=attachment.proves,
            )
    except (OperationalError, InterfaceError):
        # The line may have broken after the commit: a file too many does no harm, a file too few would.
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return attachment


def remove(filing: Filing, user: User, actor: Actor, attachment_id: uuid.UUID) -> None:
    """Take a file out of the draft; revisions that were issued with it keep it."""
    with transaction.atomic():
        held = drafts.locked(filing.pk)
        access.require(user, FilingAction.EDIT, held)
        attachment = held.attachments.filter(pk=attachment_id, removed_at=None).first()
        if attachment is None:
            raise Refused(Verdict.NOT_FOUND, "这份佐证材料已经移除。")
        attachment.removed_at = database_now()
        attachment.save(update_fields=["removed_at"])
        chaining.write(
            held.chain,
            "filing.attachment_removed",
            actor,
            name=attachment.name,
            id=str(attachment.pk),
            digest=attachment.digest,
        )


def note_download(filing: Filing, attachment: Attachment, actor: Actor) -> None:
    """Record that somebody took a copy."""
    with transaction.atomic():
        chaining.write(
            filing.chain,
            "filing.attachment_downloaded",
            actor,
            name=attachment.name,
            id=str(attachment.pk),
            digest=attachment.digest,
        )


def path_of(attachment: Attachment) -> Path:
    """Where its bytes lie."""
    return Path(settings.ATTACHMENT_FOLDER) / attachment.stored_as


def store(path: Path, content: bytes) -> None:
    """
    Write a file so that it outlives a power cut: the bytes, then the name, then the folder.
    """
    is_new = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.chmod(0o600)
        draft.replace(path)
        _keep_names(path.parent)
        if is_new:
            _keep_names(path.parent.parent)
    finally:
        draft.unlink(missing_ok=True)


def _keep_names(folder: Path) -> None:
    """The names in a folder onto the disk."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def _within_quota(filing: Filing, size: int) -> None:
    used = filing.attachments.filter(removed_at=None).aggregate(total=Sum("size"))["total"] or 0
    if used + size > settings.ATTACHMENT_QUOTA_BYTES:
        most = settings.ATTACHMENT_QUOTA_BYTES // 1024 // 1024
        raise Refused(Verdict.CONFLICT, f"本单位的佐证材料合计不能超过 {most} MB，请移除不用的文件。")
