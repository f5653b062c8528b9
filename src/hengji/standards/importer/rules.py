"""
Scoring texts that name a rule we know, read into a method; all other texts stay for a person.

A wrong guess would score a department by a rule nobody wrote, so a text is recognised only where
its numbers leave no choice: the bounds cover everything, the best step is full marks, the items
sum to full marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hengji.domain.measure import MEASURES
from hengji.standards import bands

_HUNDRED = Decimal(100)
_ITEM_MARK = "\ue000"
_FEWEST_STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A method with its parameters as YAML values: text, Decimal, or lists and mappings of them."""

    method: str
    parameters: dict[str, object] = field(default_factory=dict)


_OTHER_TITLES = {
    "财政供养人员控制率": "staff_control_rate",
    "预算执行率": "execution_rate",
    "预算支出率": "execution_rate",
    "部门预算资金支出率": "execution_rate",
    "资金支出率": "execution_rate",
    "支出率": "execution_rate",
    "资金执行率": "execution_rate",
    "预算控制率": "budget_control_rate_hunan",
    "编制准确": "reallocation_rate",
    "重点工作实际完成率": "key_task_completion_rate",
    "重点工作完成率": "key_task_completion_rate",
    "支付进度": "disbursement_progress_rate",
}


def _title(text: str) -> str:
    return re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]|[\s“”\"'‘’]", "", text.strip())


_BY_TITLE = {_title(measure.title): measure.id for measure in MEASURES.values()} | _OTHER_TITLES


def measure_of(title: str, words: str) -> str | None:
    """
    The measure that a criterion of this title asks for.

    >>> measure_of("三公经费变动率", ""), measure_of("组织建立情况", "")
    ('three_public_change_rate', None)
    """
    name = _title(title)
    if name == "预算完成率":
        # two readings under one name: with carry-over and supplements, or plain executed over budget
        hunan = "追加" in words and "结余" in words
        return "budget_completion_rate_hunan" if hunan else "execution_rate"
    return _BY_TITLE.get(name)


def recognise(title: str, words: str, full_marks: Decimal) -> Proposal | None:
    """
    The method that the text names, or `None` where a person must judge.

    >>> recognise("在职人员控制率", "≤100%计5分；每超过一个百分点扣0.5分，扣完为止", Decimal(5)).method
    'per_point_deduction'
    >>> recognise("部门职能", "表述清楚得5分", Decimal(5)) is None
    True
    """
    text = _normalised(words)
    measure = measure_of(title, text)
    if measure is not None:
        for reader in (_decline, _per_point, _stepped, _ratio):
            proposal = reader(measure, text, full_marks)
            if proposal is not None:
                return proposal
    return _checklist(text, full_marks)


def _normalised(words: str) -> str:
    # NFKC would turn ① into a plain 1, which then looks like a number of the text
    marked = re.sub("[①-⑳]", _ITEM_MARK, words)
    text = unicodedata.normalize("NFKC", marked).replace("≦", "≤").replace("≧", "≥")
    text = text.replace("<=", "≤").replace(">=", "≥").replace("小于等于", "≤").replace("大于等于", "≥")
    text = re.sub(r"每(\D{0,6})一个?", r"每\g<1>1个", text)
    # 90%以上(含90%) says no more than 90%以上; 90%以上(不含) opens the end
    text = re.sub(r"(以上|以下|以内)\(含[\d.]*%?\)", r"\1", text)
    text = re.sub(r"(以上|以下|以内)\(不含[\d.]*%?\)", r"(不含)\1", text)
    return re.sub(r"[ \t\r\f\v]+", "", text)


_NUMBER = r"(\d+(?:\.\d+)?)"
_PER_POINT = re.compile(
    rf"每(?P<way>超过|超出|超|高于|增加|上升|高|低于|降低|减少|下降|少|低|偏离)?{_NUMBER}?个?(?P<unit>百分点|%)"
    rf"[^。;\d]{{0,8}}扣(?:除|减)?{_NUMBER}分"
)
_UP = {"超过", "超出", "超", "高于", "增加", "上升", "高"}
_PLAIN_BOUND = re.compile(rf"(?:率|以){_NUMBER}%(?:为标准|的?,?[计得]|满分)")
_BOUND = re.compile(rf"(?P<sign>≤|不超过|控制在|≥|不低于|达到|=|为|等于){_NUMBER}(?P<percent>%?)(?:以内)?")


def _per_point(measure: str, text: str, _full_marks: Decimal) -> Proposal | None:
    found = list(_PER_POINT.finditer(text))
    if len(found) != 1 or not found[0]["way"] or found[0]["way"] == "偏离":
        return None
    rule = found[0]
    per = Decimal(rule[2] or 1) / _HUNDRED
    up = rule["way"] in _UP
    limit = _limit(text[: rule.start()], up=up)
    if limit is None:
        return None
    end = "at_most" if up else "at_least"
    return Proposal(
        method="per_point_deduction",
        parameters={"measure": measure, "full_if": {end: limit}, "per": per, "deduct": Decimal(rule[4])},
    )


def _limit(words: str, *, up: bool) -> Decimal | None:
    """The rate at which full marks end, on the side that the deduction counts from."""
    bound = _BOUND.search(words)
    if bound is None:
        standard = _PLAIN_BOUND.search(words)
        return Decimal(standard[1]) / _HUNDRED if standard is not None else None
    if bound["sign"] in ({"≥", "不低于", "达到"} if up else {"≤", "不超过", "控制在"}):
        return None
    if bound["percent"]:
        return Decimal(bound[2]) / _HUNDRED
    return Decimal(0) if Decimal(bound[2]) == 0 else None


_POINTS = re.compile(rf"(?:计|得|给)?{_NUMBER}分|(?P<none>不得分|不计分|得零分)|(?P<full>得?满分)")
_RANGE = re.compile(
    rf"{_NUMBER}%?(?P<low>\(含\)|\(不含\))?(?:-|—|–|~|至|到){_NUMBER}%(?P<high>\(含\)|\(不含\))?(?:\(含{_NUMBER}%\))?"
)
_ONE_SIDED = re.compile(
    rf"(?P<sign>≥|≤|>|<|=|为|大于|超过|高于|小于|低于|不足|不低于|达到|不超过)?{_NUMBER}(?P<percent>%?)"
    r"(?P<closed>\(含\)|\(不含\))?(?P<side>以上|以下|以内)?"
)
_DEDUCTION = re.compile(r"扣(?:除|减)?\d")
_SIGNS = {
    **dict.fromkeys(("≥", "不低于", "达到"), "at_least"),
    **dict.fromkeys(("≤", "不超过"), "at_most"),
    **dict.fromkeys((">", "大于", "超过", "高于"), "above"),
    **dict.fromkeys(("<", "小于", "低于", "不足"), "below"),
}


def _stepped(measure: str, text: str, full_marks: Decimal) -> Proposal | None:
    if _DEDUCTION.search(text):
        return None
    read = list(_steps(text, full_marks))
    steps = [step for step in read if step is not None]
    if len(steps) < _FEWEST_STEPS or len(steps) != len(read):
        return None
    # an end that the text leaves open is closed on one side only; both readings must not be possible
    readings = []
    for low_closed in (True, False):
        ends = [_closed(band, low_closed=low_closed) for band, _ in steps]
        spans = [bands.Band(**band) for band in ends]
        if not bands.uncovered(spans) and not bands.overlapping(spans) and ends not in readings:
            readings.append(ends)
    points = [points for _, points in steps]
    if len(readings) != 1 or max(points) != full_marks:
        return None
    return Proposal(
        method="stepped",
        parameters={
            "measure": measure,
            "steps": [{**band, "points": award} for band, award in zip(readings[0], points, strict=True)],
        },
    )


def _steps(text: str, full_marks: Decimal) -> Iterator[tuple[dict[str, Decimal], Decimal] | None]:
    """The award of each step with the band named before it; `None` where no band can be read."""
    since = 0
    for award in _POINTS.finditer(text):
        band = _band(text[since : award.start()].rpartition("\n")[2])
        since = award.end()
        points = Decimal(0) if award["none"] else full_marks if award["full"] else Decimal(award[1])
        yield None if band is None else (band, points)


def _band(words: str) -> dict[str, Decimal] | None:
    between = _last(_RANGE, words)
    if between is not None:
        low, high = Decimal(between[1]) / _HUNDRED, Decimal(between[3]) / _HUNDRED
        included = Decimal(between[5]) / _HUNDRED if between[5] else None
        low_end = "at_least" if between["low"] == "(含)" or included == low else "low"
        high_end = "at_most" if between["high"] == "(含)" or included == high else "high"
        if between["low"] == "(不含)":
            low_end = "above"
        if between["high"] == "(不含)":
            high_end = "below"
        if low_end == "at_least" and high_end == "high":
            high_end = "below"
        if high_end == "at_most" and low_end == "low":
            low_end = "above"
        return {low_end: low, high_end: high} if low < high else None
    one = _last(_ONE_SIDED, words)
    if one is None or (not one["percent"] and Decimal(one[2]) != 0):
        return None
    value = Decimal(one[2]) / _HUNDRED
    sign = one["sign"]
    if one["side"] in {"以上", "以下", "以内"} and sign is None:
        ends = ("at_least", "above") if one["side"] == "以上" else ("at_most", "below")
        return {ends[1] if one["closed"] == "(不含)" else ends[0]: value}
    if sign in {"=", "为"} or (sign is None and value == 0):
        # a rate that is 0 or 100 % at best: what lies beyond is no worse
        return {"at_most": value} if value == 0 else {"at_least": value}
    return {_SIGNS[sign]: value} if sign in _SIGNS else None


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    found = list(pattern.finditer(words))
    return found[-1] if found else None


def _closed(band: dict[str, Decimal], *, low_closed: bool) -> dict[str, Decimal]:
    names = {
        "low": "at_least" if low_closed else "above",
        "high": "below" if low_closed else "at_most",
    }
    return {names.get(end, end): value for end, value in band.items()}


_TIMES = re.compile(
    r"率\)?(?:×|\*|乘以|乘)\d+(?!\d*%)|(?:×|\*|乘以|乘)(?:该项|本项|指标|标准)?(?:分值|权重|满分)"
)
_PROPORTION = re.compile(
    r"按(?:照)?(?:实际|完成|执行|支出|相应)*(?:比例|比率|率)(?:计分|得分|计算得分|给分|评分|赋分|扣分)?"
)


def _ratio(measure: str, text: str, _full_marks: Decimal) -> Proposal | None:
    if not (_TIMES.search(text) or _PROPORTION.search(text)) or "扣" in text.replace("扣完", ""):
        return None
    if measure == "execution_rate":
        return Proposal(method="execution_rate")
    return Proposal(method="proportional", parameters={"measure": measure})


_DECLINE = re.compile(rf"1[-－−]{_NUMBER}(?:×|\*|倍?乘)")
_BEYOND = re.compile(
    rf"(?:大于|超过|>|高于){_NUMBER}(?P<percent>%?)[^。;\d]{{0,8}}(?:得?0分|不得分|不计分|得零分)"
)


def _decline(measure: str, text: str, _full_marks: Decimal) -> Proposal | None:
    slope, beyond = _DECLINE.search(text), _BEYOND.search(text)
    if slope is None or beyond is None:
        return None
    limit = Decimal(beyond[1]) / (_HUNDRED if beyond["percent"] else 1)
    return Proposal(
        method="linear_decline",
        parameters={"measure": measure, "slope": Decimal(slope[1]), "zero_beyond": limit},
    )


_ITEM = re.compile(rf"(?:{_ITEM_MARK}|\(\d{{1,2}}\)|(?<![\d.])\d{{1,2}}[.、](?!\d))")
_ITEM_POINTS = re.compile(rf"[,(]?(?:计|得|赋)?{_NUMBER}分\)?")


def _checklist(text: str, full_marks: Decimal) -> Proposal | None:
    pieces = [piece for piece in _ITEM.split(text) if piece.strip()]
    items: list[dict[str, object]] = []
    for piece in pieces:
        awards = list(_ITEM_POINTS.finditer(piece))
        if not awards:
            continue
        if len(awards) != 1 or "扣" in piece:
            return None
        title = piece[: awards[0].start()].strip(" ,;。:\n")
        if not title:
            return None
        items.append({"id": f"item_{len(items) + 1}", "title": title, "points": Decimal(awards[0][1])})
    total = sum((Decimal(str(item["points"])) for item in items), Decimal(0))
    if len(items) < 2 or total != full_marks:  # noqa: PLR2004 - one item is a sentence, not a list
        return None
    return Proposal(method="checklist", parameters={"mode": "add", "items": items})
