"""
Methods, parameters and citations in words, for whoever reads an edition without knowing YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from hengji.domain.indicator import CATEGORY_TITLES, DIMENSION_TITLES, Category, Dimension
from hengji.domain.measure import MEASURES
from hengji.domain.method import ADJUSTMENTS, METHODS
from hengji.domain.source import CONFIDENCE_TITLES, Citation, Confidence
from hengji.domain.standard import Adjustment, Criterion, Parameter

Parameters = Mapping[str, Parameter]

REVERSE_TITLES = {
    "reverse_linear": "反向指标超过指标值的部分按比例递减，达到两倍得0分",
    "reverse_ratio": "反向指标按指标值÷完成值计分",
}
QUALITATIVE_TITLES = {
    "80_60": "定性指标：达成100%—80%，部分达成80%—60%，未达成60%—0%",
    "80_50": "定性指标：达成100%—80%，部分达成80%—50%，未达成50%—0%",
}
OVERSHOOT_TITLES = {
    "none": "超额完成按满分",
    "judge_mof": "完成值明显偏高且因指标值设定明显偏低的，由人工按偏离度调减",
    "tier_bj": "超过指标值200%—300%扣该指标分值的10%，300%—500%扣20%，500%及以上扣30%",
    "zero_sc": "未达到或超过指标值30%以上的不得分",
    "explain_gx": "达到指标值130%及以上的须说明原因，不扣分",
}
PARTIAL_TITLES = {
    "ignored": "",
    "proportional": "，不足一个单位的按比例扣",
    "counted": "，不足一个单位的按一个单位扣",
}


def number(value: object) -> str:
    """
    A number without needless zeros or exponent.

    >>> number(Decimal("10.00")), number(Decimal("0.5"))
    ('10', '0.5')
    """
    if not isinstance(value, Decimal):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Decimal) -> str:
    """
    A ratio as a percentage.

    >>> percent(Decimal("0.01")), percent(Decimal(1))
    ('1%', '100%')
    """
    return f"{number(value * 100)}%"


def marks(value: Decimal | None) -> str:
    """Full marks, or that they are to be set."""
    return "待赋权" if value is None else number(value)


def citation(basis: Citation | None) -> str:
    """A citation with its note and address."""
    if basis is None:
        return "（无）"
    words = str(basis)
    if basis.issued_on:
        words += f"，{basis.issued_on.year}年{basis.issued_on.month}月{basis.issued_on.day}日印发"
    if basis.href:
        words += f"，<{basis.href}>"
    return f"{words}（{basis.note.rstrip('。')}）" if basis.note else words


def confidence(value: Confidence) -> str:
    """How it came to be known."""
    return CONFIDENCE_TITLES[value]


def method(criterion: Criterion | Adjustment) -> str:
    """
    The method with its parameters, in a sentence.

    >>> from hengji.domain.standard import Criterion
    >>> method(Criterion(code="x", title="x", method="per_point_deduction", parameters={
    ...     "measure": "staff_control_rate", "full_if": {"at_most": Decimal(1)},
    ...     "per": Decimal("0.01"), "deduct": Decimal("0.5")}))
    '在职人员控制率（在职人员数÷编制数）≤100%得满分，每偏离1%扣0.5分，扣完为止'
    """
    name = criterion.method or ""
    known = {**METHODS, **ADJUSTMENTS}
    if name not in known:
        return "下级指标得分之和"
    words = _WORDS.get(name)
    return words(criterion.parameters) if words is not None else known[name].title


def _measure(parameters: Parameters, default: str = "execution_rate") -> tuple[str, Callable[[Decimal], str]]:
    """The measure in words, and how its values are printed."""
    measure = MEASURES[str(parameters.get("measure", default))]
    show = percent if measure.unit == "%" else lambda value: f"{number(value)}{measure.unit}"
    return f"{measure.title}（{measure.formula}）", show


def _decimal(parameters: Parameters, name: str, default: Decimal) -> Decimal:
    value = parameters.get(name, default)
    return value if isinstance(value, Decimal) else default


def _list(value: Parameter) -> Sequence[Mapping[str, Parameter]]:
    return value if isinstance(value, tuple) else ()


def _execution_rate(parameters: Parameters) -> str:
    return f"{_measure(parameters)[0]}×分值，最高为分值"


def _proportional(parameters: Parameters) -> str:
    words, show = _measure(parameters)
    return f"{words}达到{show(_decimal(parameters, 'full_at', Decimal(1)))}得满分，不足的按比例计分"


def _indicators(parameters: Parameters) -> str:
    return "；".join([f"{_which(parameters)}逐项计分，按各指标权重折算", *_choices(parameters)])


def _reached_count(parameters: Parameters) -> str:
    return "；".join([f"{_which(parameters)}中达标个数÷全部个数×分值", *_choices(parameters)])


def _which(parameters: Parameters) -> str:
    dimensions = parameters.get("dimensions")
    categories = parameters.get("categories")
    names = (
        [DIMENSION_TITLES[Dimension(str(one))] for one in dimensions]
        if isinstance(dimensions, tuple)
        else ["绩效指标"]
    )
    if isinstance(categories, tuple):
        names = [CATEGORY_TITLES[Category(str(one))] for one in categories]
    return "、".join(names)


def _choices(parameters: Parameters) -> list[str]:
    titles = {"lower": REVERSE_TITLES, "qualitative": QUALITATIVE_TITLES, "overshoot": OVERSHOOT_TITLES}
    return [of[str(parameters[name])] for name, of in titles.items() if name in parameters]


def _stepped(parameters: Parameters) -> str:
    words, show = _measure(parameters)
    steps = []
    for step in _list(parameters.get("steps")):
        award = (
            f"{number(step['points'])}分"
            if "points" in step
            else f"分值的{percent(_decimal(step, 'share', Decimal(0)))}"
        )
        steps.append(f"{_range(step, show) or '其他'}得{award}")
    return f"{words}分档：{'；'.join(steps)}"


def _range(band: Mapping[str, Parameter], show: Callable[[Decimal], str]) -> str:
    signs = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<"}
    return "且".join(
        f"{sign}{show(value)}" for end, sign in signs.items() if isinstance(value := band.get(end), Decimal)
    )


def _per_point(parameters: Parameters) -> str:
    words, show = _measure(parameters)
    bound = parameters.get("full_if")
    full = _range(bound, show) if isinstance(bound, Mapping) else ""
    per, deduct = _decimal(parameters, "per", Decimal(0)), number(parameters.get("deduct"))
    partial = PARTIAL_TITLES.get(str(parameters.get("partial", "ignored")), "")
    return f"{words}{full}得满分，每偏离{show(per)}扣{deduct}分，扣完为止{partial}"


def _linear_decline(parameters: Parameters) -> str:
    words, show = _measure(parameters)
    beyond = show(_decimal(parameters, "zero_beyond", Decimal(0)))
    return f"（1－{number(parameters.get('slope'))}×{words}）×分值，比率超过{beyond}得0分"


def _checklist(parameters: Parameters) -> str:
    verb = "违反扣" if parameters.get("mode") == "deduct" else ""
    items = [
        f"{item['title']}（{verb}{number(item['points'])}分）" for item in _list(parameters.get("items"))
    ]
    return f"逐项核对：{'；'.join(items)}"


def _cap_by_measure(parameters: Parameters) -> str:
    words, show = _measure(parameters)
    caps = [
        f"{_range(cap, show)}的总分不超过{number(cap['total_at_most'])}分"
        for cap in _list(parameters.get("caps"))
    ]
    return f"{words}{'；'.join(caps)}"


def _cut_per_overshoot(parameters: Parameters) -> str:
    threshold = percent(_decimal(parameters, "threshold", Decimal(0)))
    return f"完成值超过指标值{threshold}及以上的，每项减{number(parameters.get('deduct'))}分"


_WORDS: dict[str, Callable[[Parameters], str]] = {
    "execution_rate": _execution_rate,
    "proportional": _proportional,
    "indicators": _indicators,
    "reached_count": _reached_count,
    "stepped": _stepped,
    "per_point_deduction": _per_point,
    "linear_decline": _linear_decline,
    "checklist": _checklist,
    "cap_by_measure": _cap_by_measure,
    "cut_per_overshoot": _cut_per_overshoot,
}
