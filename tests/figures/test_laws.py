"""
What holds for every text and every number (Hypothesis).
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hengji.compose.wording import printed
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN as CNY
from hengji.domain.stated import Modifier, Stated
from hengji.figures import find, find_in_cell
from hengji.figures.folding import SENTINEL, fold
from hengji.figures.numerals import arabic, chinese

_ALPHABET = (
    "0123456789０１２9.．,，-—~至到/:：%％‰元万亿千百十一二两三四五六七八九零〇几数半点多余来约近超第年月日号个人次户场分成之又负"
    "是、（）()[]〔〕【】 \n\t\u3000妇女资金单位合计≥≤<>¥￥$ABkgm²㎡萬億個點①△|。；\0"
)
_PIECES = st.sampled_from(
    (
        "2024年",
        "12月",
        "31日",
        "万元",
        "百分之",
        "个百分点",
        "第十",
        "三公",
        "年度资金总额",
        "单位：万元",
        "分之",
        "〔2020〕10号",
    )
)
TEXTS = (
    st.text(alphabet=_ALPHABET, max_size=60)
    | st.text(max_size=60)
    | st.lists(st.sampled_from(_ALPHABET) | _PIECES, max_size=25).map("".join)
)
YUAN = st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2)


@given(TEXTS)
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    end = 0
    for figure in find(text):
        assert figure.quote == text[figure.start : figure.end] != ""
        assert figure.start >= end
        end = figure.end


@given(TEXTS)
def test_every_number_has_an_interval_that_is_not_empty(text: str) -> None:
    for figure in find(text):
        interval = figure.interval
        if interval is not None and interval.low is not None and interval.high is not None:
            assert interval.low <= interval.high or figure.value < 0  # type: ignore[operator]


@given(TEXTS, TEXTS)
def test_what_stands_in_one_paragraph_changes_nothing_in_a_distant_one(first: str, second: str) -> None:
    apart = "。\n" + "其他有关情况说明如下。\n" * 3
    before = [figure.quote for figure in find(first + apart)]
    both = [figure.quote for figure in find(first + apart + second)]
    assert both[: len(before)] == before


@given(YUAN)
def test_an_amount_is_read_back_however_it_is_printed(amount: Decimal) -> None:
    for spelling in (f"{amount}元", f"{amount:,}元", f"{amount} 元", f"人民币{amount:,}元", f"￥{amount}"):
        (figure,) = find(f"支出{spelling}。")
        assert (figure.kind, figure.value, figure.step) == (FigureKind.MONEY, amount, None)


@given(st.decimals(min_value=0, max_value=99999, places=2))
def test_ten_thousands_are_ten_thousand_times_as_much(amount: Decimal) -> None:
    (figure,) = find(f"支出{amount}万元。")
    assert figure.value == amount * 10000
    assert figure.step == Decimal(100)


@given(YUAN, st.sampled_from(["万元", "元", "亿元"]))
def test_a_cell_says_what_the_text_would_say(amount: Decimal, unit: str) -> None:
    (in_text,) = find(f"支出{amount}{unit}。")
    (in_cell,) = find_in_cell(str(amount), unit_hint=f"单位：{unit}")
    assert (in_cell.value, in_cell.unit, in_cell.step) == (in_text.value, in_text.unit, in_text.step)


def _spelt(number: int) -> str:
    """A whole number below 10^12 in Chinese numerals, the textbook way."""
    digits = "零一二三四五六七八九"

    def below_ten_thousand(part: int) -> str:
        spelt, zero = "", False
        for power, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // power % 10
            if digit:
                spelt += ("零" if zero and spelt else "") + digits[digit] + place
                zero = False
            else:
                zero = True
        return spelt

    if number == 0:
        return "零"
    spelt, gap = "", False
    for power, big in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // power % 10**4
        if part:
            spelt += ("零" if spelt and (gap or part < 1000) else "") + below_ten_thousand(part) + big
            gap = False
        else:
            gap = True
    return spelt


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_are_read_back(number: int) -> None:
    numeral = chinese(_spelt(number))
    assert numeral is not None
    assert numeral.value == number


@given(st.integers(min_value=1, max_value=99999))
def test_full_width_and_half_width_read_alike(number: int) -> None:
    wide = str(number).translate({ord(str(digit)): "０１２３４５６７８９"[digit] for digit in range(10)})
    assert (
        [f.value for f in find(f"培训{wide}人")]
        == [f.value for f in find(f"培训{number}人")]
        == [Decimal(number)]
    )


@given(TEXTS)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text) + len(SENTINEL)


@given(st.decimals(min_value=0, max_value=10**9, places=3), st.integers(min_value=0, max_value=12))
def test_scaling_loses_no_digit(number: Decimal, power: int) -> None:
    assert arabic(str(number), power).value == number.scaleb(power)


_NUMBERS = st.sampled_from(
    ("0", "5", "12", "98.5", "1,234.56", "1100", "36.2", "三", "十二", "两千三百", "几十", "3-5")
)
_SCALES = st.sampled_from(("", "", "万", "亿", "多", "余万"))
_UNITS = st.sampled_from(
    ("元", "%", "个百分点", "人次", "个", "户", "千瓦时", "平方米", "分", "元/人·月", "天", "倍")
)
_BEFORE = st.sampled_from(("", "约", "超", "近", "≥", "不低于", "增长", "其中"))
_AFTER = st.sampled_from(("，", "、", "以上，", "左右。", "（含）以上，", "\n", "；"))
SENTENCES = st.lists(
    st.tuples(_BEFORE, _NUMBERS, _SCALES, _UNITS, _AFTER).map("".join), min_size=1, max_size=6
).map(lambda clauses: "经费" + "另有".join(clauses) + "。")
_OWN_UNIT = (FigureKind.MONEY, FigureKind.PERCENT, FigureKind.PERCENTAGE_POINT, FigureKind.COUNT)


def _read(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.value, figure.unit, figure.step


def _says_its_unit(figure: Figure) -> bool:
    return figure.kind in _OWN_UNIT and bool(figure.unit) and figure.quote[-1] not in "0123456789万亿"


@given(SENTENCES)
def test_a_span_that_says_its_unit_is_read_alike_alone(text: str) -> None:
    for figure in find(text):
        if _says_its_unit(figure):
            (alone,) = find(f"，{figure.quote}，")
            assert _read(alone) == _read(figure)


def _wide(text: str) -> str:
    return text.translate(str.maketrans("0123456789%.", "０１２３４５６７８９％．"))


@given(SENTENCES)
def test_the_width_of_a_character_changes_no_figure(text: str) -> None:
    assert [_read(figure) for figure in find(_wide(text))] == [_read(figure) for figure in find(text)]


@given(SENTENCES, SENTENCES)
def test_two_paragraphs_hold_what_each_of_them_holds(first: str, second: str) -> None:
    both = [_read(figure) for figure in find(f"{first}\n{second}")]
    assert both == [_read(figure) for figure in (*find(first), *find(second))]


@given(
    st.integers(min_value=1, max_value=10**9),
    st.sampled_from((Decimal(1), Decimal("0.01"), Decimal(100), Decimal(1000))),
    st.sampled_from((Modifier.EXACT, Modifier.OVER, Modifier.NEAR, Modifier.ABOUT, Modifier.AT_LEAST)),
)
def test_what_our_own_formatter_prints_is_read_back(number: int, step: Decimal, modifier: Modifier) -> None:
    stated = Stated(
        value=number * step, unit=CNY, step=None if step == Decimal("0.01") else step, modifier=modifier
    )
    (figure,) = find(f"共计{printed(stated)}。")
    assert (figure.kind, figure.unit, figure.modifier) == (FigureKind.MONEY, CNY, modifier)
    assert figure.value == stated.value


@given(
    st.lists(st.integers(min_value=1, max_value=999), min_size=2, max_size=5),
    st.sampled_from(("万元", "个百分点", "%", "个")),
)
def test_a_unit_told_once_belongs_to_every_number_of_the_list(numbers: list[int], unit: str) -> None:
    told_once = find(f"分别为{'、'.join(map(str, numbers))}{unit}。")
    told_each = find("，".join(f"其中{number}{unit}" for number in numbers) + "。")
    assert [figure[3:6] for figure in told_once] == [figure[3:6] for figure in told_each]


@given(
    st.integers(min_value=1, max_value=99999),
    st.sampled_from(("千瓦", "千瓦时", "千克", "千伏安", "吨", "人次")),
)
def test_ten_thousands_of_any_unit_are_ten_thousand_times_as_many(number: int, unit: str) -> None:
    (plain,), (scaled,) = find(f"新增{number}{unit}。"), find(f"新增{number}万{unit}。")
    assert (scaled.value, scaled.unit) == (plain.value * 10000, plain.unit)
