"""A line of JSON in pieces is, byte for byte, the line that is written whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengji.documents.writers import json, json_lines
from hengji.pipeline.audit import audit

REPORT = (
    "2024年度自评报告\n一、预算执行\n本年支出合计100.00万元，其中基本支出60.00万元，项目支出39.00万元。\n"
    "比上年增加5万元，增长5.26%。完成培训36场（目标40场）。自评得分96分，等级为“优”。\n"
)


@pytest.mark.parametrize("length", [1, 100, 1_000_000])
def test_an_audit_is_the_same_line_whole_and_in_pieces(
    length: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "_LENGTH", length)
    path = tmp_path / "报告\udcff.txt"
    path.write_text(REPORT, encoding="utf-8")
    done = audit(path)
    told = list(done.as_line())
    assert done.findings
    assert "".join(told) == json.line(done.as_object())
    assert len(told) > 1 or length > len(told[0])


@pytest.mark.parametrize(
    "members",
    [
        pytest.param([], id="none"),
        pytest.param([{"quote": "一"}], id="one"),
        pytest.param([{"quote": '"\n\udcff'}, {"quote": None}, {"value": "1.50"}], id="three"),
    ],
)
def test_a_list_is_the_same_whole_and_as_it_comes(members: list[dict[str, object]]) -> None:
    whole: dict[str, object] = {"file": "a", "figures": members, "empty": {}, "error": None}
    assert "".join(json_lines.pieces(whole | {"figures": iter(members)})) == json.line(whole)
    assert "".join(json_lines.pieces(whole)) == json.line(whole)
