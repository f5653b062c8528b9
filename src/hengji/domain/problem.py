"""
Why an input cannot be used: all problems at once, each with place, found, expected, remedy.

A problem is in the file that a person gave us; a finding (`finding`) is in what the file says.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hengji.domain.source import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend, in Chinese, for the person who must mend it."""

    place: Place | None
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.place}：" if self.place is not None and str(self.place) else ""
        return f"{where}{self.found}；{self.expected}。{self.remedy}"


class InputError(Exception):
    """
    We cannot use this input; caught at the entrance, shown to the person who gave it.

    `code` is a stable short name for machines; `problems` lists everything that is wrong.
    """

    code = "input"

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class UnreadableDocument(InputError):
    """The bytes are damaged, hostile, encrypted or of a kind that we do not read."""

    code = "unreadable_document"


class UnrecognisedLayout(InputError):
    """The file can be read but is not the form we were told it is."""

    code = "unrecognised_layout"


class InvalidStandard(InputError):
    """A standard's file breaks the rules of standards."""

    code = "invalid_standard"


class InvalidWorkbook(InputError):
    """A filing workbook holds entries that cannot be taken over."""

    code = "invalid_workbook"


class UnknownStandard(InputError):
    """No edition has that id."""

    code = "unknown_standard"


class UnwritableResult(InputError):
    """A result cannot be put where we were told to put it."""

    code = "unwritable_result"


_SYSTEM_REASONS: Final = {
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.EEXIST: "已有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ETXTBSY: "文件正被别的程序使用",
    errno.ELOOP: "链接成了圈",
    errno.EIO: "磁盘读写出错",
}


def system_reason(error: OSError) -> str:
    """
    What the operating system refused, in the words of the person who must mend it.

    >>> system_reason(IsADirectoryError(errno.EISDIR, "Is a directory"))
    '这是一个文件夹，不是文件'
    """
    return _SYSTEM_REASONS.get(error.errno or 0, error.strerror or "系统没有说明原因")
