"""
Where results go: whole or not at all, and a refusal of the file system said in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hengji.domain.problem import UnwritableResult, system_reason


def unwritable(path: Path, error: OSError) -> UnwritableResult:
    """Why nothing can be put at `path`, and what to do."""
    return UnwritableResult(
        f"{path}：写不出文件（{system_reason(error)}）。请用 --out 另指定一个有写入权限、空间足够的位置。"
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise `UnwritableResult` where the file system refuses to take what is written to `path`."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error
