"""Old spreadsheets that are damaged are refused like new ones."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hengji.documents.readers import xls
from hengji.domain.problem import UnreadableDocument


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_xls_is_refused(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    noise = random.Random(seed).randbytes(4096)  # noqa: S311 - repeatable noise, no secret
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise)
    with pytest.raises(UnreadableDocument, match="另存为 xlsx"):
        xls.read(path)
