"""
LibreOffice as the second way: an old file to .docx, in a profile and a folder of its own.

It is found, never required.  Two runs on one profile lose files without a word, so each run has
its own; the file it writes is looked for, and its whole process group ends with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from hengji.documents.readers import docx
from hengji.documents.readers.assembly import shown_path
from hengji.documents.readers.container import refused
from hengji.domain.extract import Extract

SECONDS: Final = 60
_NAMES: Final = ("soffice", "libreoffice")
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
"""No macros, no links followed, none brought up to date."""
_SAVE_AS: Final = "请用 WPS 或 Word 打开，另存为 docx 后再试"


_own_group = True


def stay_in_group() -> None:
    """Let LibreOffice run in this process's group, for a process whose parent ends the whole group."""
    global _own_group  # noqa: PLW0603 - said once, by a process about itself
    _own_group = False


def found() -> str | None:
    """Where LibreOffice is, `None` for nowhere."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def read_as_docx(path: Path, content: bytes, kind: str) -> Extract:
    """The extract of LibreOffice's reading; raises `UnreadableDocument`, also where there is none."""
    with tempfile.TemporaryDirectory(prefix="hengji-office-") as folder:
        source = Path(folder, f"source.{kind}")
        source.write_bytes(content)
        converted = convert(source, "docx", Path(folder, "out"))
        extract = docx.read(path, converted.read_bytes())
    return replace(
        extract,
        file=shown_path(path),
        format=kind,
        notes=("由 LibreOffice 转换后读取", *extract.notes),
    )


def convert(source: Path, kind: str, folder: Path) -> Path:
    """The file in another format, written into `folder`; raises `UnreadableDocument`."""
    program = found()
    if program is None:
        raise refused(
            "读取这种文件需要 LibreOffice，本机没有安装", "请安装 libreoffice-writer，或另存为 docx 后再试"
        )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hengji-profile-") as profile:
        settings = Path(profile, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(source),
        ]
        _run(command)
    written = folder / f"{source.stem}.{kind}"
    if not written.is_file() or not written.stat().st_size:
        raise refused("LibreOffice 也无法读取这个文件", _SAVE_AS)
    return written


def _run(command: list[str]) -> None:
    with subprocess.Popen(  # noqa: S603 - our own arguments; the file is named by us
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=_own_group,
    ) as running:
        try:
            running.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise refused(f"LibreOffice 转换超过 {SECONDS} 秒", _SAVE_AS) from error
        finally:
            if running.poll() is None:
                if _own_group:
                    os.killpg(running.pid, signal.SIGKILL)
                else:
                    running.kill()
