"""
How figures and facts become words, each figure with the place it came from.

Officials write 28,771,611.60元, 占比67.48%, 下降3.07%; a ratio is computed exactly and rounded
once, half up, when it is printed.  A figure is always a run of its own, so that whoever reads
the report can ask where it came from; a fact that is missing is a run too, and says what to fill
in and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, localcontext

from hengji.domain.block import Run, RunKind, Runs, TextBlock
from hengji.domain.interval import WORKING_DIGITS
from hengji.domain.money import FEN, grouped, in_yuan, rounded
from hengji.domain.source import Place
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated

Words = str | Run | Runs
"""What a sentence is made of: plain words, one run, or several."""

ILLUSTRATION = Run(text="［示例］", kind=RunKind.MARK)

_TEN_THOUSAND = Decimal(10_000)
_BEFORE = {
    Modifier.OVER: "超",
    Modifier.NEAR: "近",
    Modifier.ABOUT: "约",
    Modifier.UNDER: "不足",
    Modifier.AT_LEAST: "不少于",
    Modifier.AT_MOST: "不超过",
}
_FIGURE = re.compile(
    r"(?P<year>(?:19|20)\d\d年?)(?!\d)"
    r"|[≥≤]?\d[\d,.]*(?<=\d)(?:[%％]|(?:多|余)?[万亿]?(?:人次|场次|班次|个百分点|周年|[元场期户个宗支名项条本人年月日天次分处])?)"
)
"""A year, or a number with the sign before it and the scale and classifier behind it."""


def sentence(*words: Words) -> Runs:
    """Words in a row as runs; neighbouring plain words are joined."""
    runs: list[Run] = []
    for run in _spread(words):
        if not run.text:
            continue
        if runs and _is_bare(run) and _is_bare(runs[-1]):
            runs[-1] = Run(text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return tuple(runs)


def paragraph(*words: Words) -> TextBlock:
    """A paragraph of the body."""
    return TextBlock(runs=sentence(*words))


def strong(text: str) -> Run:
    """Words that lead a paragraph."""
    return Run(text=text, kind=RunKind.STRONG)


def fact(text: str, *places: Place | None, computed: str = "") -> Run:
    """A figure with where it stands and how it was made; unknown places are left out."""
    known = tuple(dict.fromkeys(place for place in places if place is not None))
    return Run(text=text, kind=RunKind.FACT, places=known, computed=computed)


def missing(what: str, where: str) -> Run:
    """
    The visible gap where a fact is missing: what is to be filled in, and where.

    >>> missing("全年预算数", "工作表“预算与决算”").text
    '【待填：全年预算数，见工作表“预算与决算”】'
    """
    return Run(text=f"【待填：{what}，见{where}】", kind=RunKind.PENDING)


def told(text: str, place: Place | None) -> Runs:
    """
    The unit's own words; the figures in them are facts of that cell.

    The final stop is dropped, so that the sentence can be carried on.

    >>> [(run.kind.value, run.text) for run in told("2024年开展宣讲525场。", None)]
    [('plain', '2024年开展宣讲'), ('fact', '525场')]
    """
    return with_figures(text, place, computed="单位填报的原文")


def with_figures(text: str, *places: Place | None, computed: str) -> Runs:
    """Words whose figures are facts of those places; years stay plain, the final stop is dropped."""
    words = in_one_line(text).removesuffix("。")
    runs: list[Words] = []
    end = 0
    for match in _FIGURE.finditer(words):
        if match["year"]:
            continue
        runs += [words[end : match.start()], fact(match.group(), *places, computed=computed)]
        end = match.end()
    return sentence(*runs, words[end:])


def in_one_line(text: str) -> str:
    r"""
    Lines that a clerk broke inside a cell, as one; a line without a stop gets one.

    >>> in_one_line("一是宣讲。\n二是培训\n三是普法")
    '一是宣讲。二是培训；三是普法'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    stopped = [line if line[-1] in "。；！？，、：" else f"{line}；" for line in lines[:-1]]
    return "".join((*stopped, *lines[-1:]))


def quoted(title: str) -> str:
    """
    A title in quotation marks; marks inside it become single.

    >>> quoted("培育市级“美丽庭院”")
    '“培育市级‘美丽庭院’”'
    """
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def listed(parts: Iterable[Words], separator: str = "、") -> Runs:
    """Parts with a separator between them."""
    words: list[Words] = []
    for part in parts:
        words += [separator, part] if words else [part]
    return sentence(*words)


def ratio_of(part: Decimal, whole: Decimal) -> Decimal:
    """
    An exact quotient, to be rounded once when printed; `whole` must not be zero.
    """
    with localcontext() as context:
        context.prec = WORKING_DIGITS
        return part / whole


def percent(ratio: Decimal) -> str:
    """
    A ratio as a percentage with two places, rounded half up once.

    >>> percent(ratio_of(Decimal("429640"), Decimal("29242314.38")))
    '1.47%'
    """
    return f"{rounded(ratio * 100)}%"


def operand(stated: Stated) -> str:
    """
    An amount inside an arithmetic: money to the fen, all else as it stands.

    >>> operand(Stated(value=Decimal("28771611.6"), unit=YUAN))
    '28,771,611.60'
    """
    return grouped(stated.value, 2 if stated.unit == YUAN else None)


def points(value: Decimal) -> str:
    """
    Points without needless zeros.

    >>> points(Decimal("30.00")), points(Decimal("9.840"))
    ('30', '9.84')
    """
    return f"{value.normalize():f}"


def amount(stated: Stated) -> Run:
    """An amount of money as it is written in running text."""
    return fact(printed(stated), stated.place)


def printed(stated: Stated) -> str:
    """
    A figure as officials write it, with the words that widen what it asserts.

    Money without a printed scale is written to the fen; what was stated in 万 stays in 万,
    with as many places as it was stated with.

    >>> printed(Stated(value=Decimal("9213000"), unit=YUAN, step=Decimal(1000)))
    '921.3万元'
    >>> printed(Stated(value=Decimal(150000), unit="人次", step=Decimal(10000), modifier=Modifier.OVER))
    '超15万人次'
    >>> printed(Stated(value=Decimal(400), unit="名", modifier=Modifier.ODD))
    '400多名'
    """
    before = _BEFORE.get(stated.modifier, "")
    more = "多" if stated.modifier is Modifier.ODD else ""
    upper = ""
    if stated.modifier is Modifier.RANGE and stated.upper is not None:
        upper = f"至{_number(stated.upper, stated)[0]}"
    number, scale = _number(stated.value, stated)
    unit = "元" if stated.unit == YUAN else stated.unit
    return f"{before}{number}{upper}{more}{scale}{unit}"


def _number(value: Decimal, stated: Stated) -> tuple[str, str]:
    """The digits and the scale word of a figure."""
    step = stated.step
    scaled = stated.unit != PERCENT and _is_in_ten_thousands(value, stated)
    if scaled:
        value /= _TEN_THOUSAND
        step = None if step is None else step / _TEN_THOUSAND
    scale = "万" if scaled else ""
    if stated.unit == YUAN and not scaled:
        return (grouped(value, 2) if step is None or step <= FEN else grouped(value)), scale
    exponent = 0 if step is None else step.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return f"{rounded(value, -exponent):f}", scale
    return f"{value.normalize():f}", scale


def _is_in_ten_thousands(value: Decimal, stated: Stated) -> bool:
    """Whether the figure was stated in 万, or is a round count that officials write so."""
    if abs(value) < _TEN_THOUSAND:
        return False
    if stated.unit == YUAN:
        return stated.step is not None and stated.step > 1
    return (stated.step is not None and stated.step > 1) or value % _TEN_THOUSAND == 0


def _spread(words: Iterable[Words]) -> Iterable[Run]:
    for word in words:
        if isinstance(word, str):
            yield Run(text=word)
        elif isinstance(word, Run):
            yield word
        else:
            yield from word


def _is_bare(run: Run) -> bool:
    return run.kind is RunKind.PLAIN and not run.places and not run.computed


def yuan(value: Decimal, *places: Place | None, computed: str = "") -> Run:
    """A computed amount in yuan, to the fen."""
    return fact(in_yuan(value), *places, computed=computed)
