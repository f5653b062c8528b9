"""
A stranger's file for the length of one request: size first, then a name of ours in a folder of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from ninja import UploadedFile

from hengji.domain.problem import InputError
from hengji.web.filing.attachments import shown_name

_ENDINGS: Final = frozenset(
    {".docx", ".doc", ".wps", ".pdf", ".html", ".htm", ".mht", ".txt", ".xlsx", ".xls", ".et"}
)


@contextmanager
def held(file: UploadedFile) -> Iterator[tuple[Path, str]]:
    """The file on disk and the name to show; raises `InputError` for one that is empty or too large."""
    name = shown_name(file.name or "")
    most: int = settings.ATTACHMENT_MOST_BYTES
    if not file.size:
        raise InputError(f"“{name}”是空文件。")
    if file.size > most:
        raise InputError(f"“{name}”超过 {most // 1024 // 1024} MB。")
    ending = Path(name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="hengji-api-") as folder:
        path = Path(folder) / f"file{ending if ending in _ENDINGS else ''}"
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        yield path, name
