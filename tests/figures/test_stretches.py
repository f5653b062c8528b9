"""A long text is read stretch by stretch, and says what it says when it is read at once."""

from __future__ import annotations

import pytest

from hengji.domain.figure import Figure
from hengji.figures import engine, find

LINES = (
    "一、全年支出1,234.56万元，完成预算的98.5%，惠及群众12万余人次。",
    "年度资金总额：\t100.00\t98.00\t10\t9.8",
    "（二）2024年6月1日至\n12月31日培训40多场，比上年增加5、6场；",
    "满意度不低于95%。  ",
    "单位：万元",
    "第十四次会议印发〔2020〕10号文件，３２．５亩",
)
TEXT = "\n".join(LINES * 12)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("stretch", [1, 50, 333])
def test_a_text_in_stretches_has_the_figures_of_the_whole(
    stretch: int, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = TEXT.replace("\n", ending)
    whole = find(text)
    read: list[str] = []
    plain = engine._read_stretch

    def seen(part: str) -> list[Figure]:
        read.append(part)
        return plain(part)

    monkeypatch.setattr(engine, "_STRETCH", stretch)
    monkeypatch.setattr(engine, "_read_stretch", seen)
    assert find(text) == whole
    assert "".join(read) == text
    assert len(read) > 2
    assert all(figure.quote == text[figure.start : figure.end] for figure in whole)


def test_a_text_without_a_stop_is_one_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT.replace("。", "，")
    whole = find(text)
    monkeypatch.setattr(engine, "_STRETCH", 10)
    assert find(text) == whole
