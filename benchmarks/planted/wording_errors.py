"""
Planters that spoil the words: what a clerk leaves behind, doubles, breaks or copies from elsewhere.
"""

# ruff: noqa: E501 - sentences stand as they are printed

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from benchmarks.planted.draft import Heading, Report, Sort, Words, tokens_printed
from benchmarks.planted.names import OTHER_UNITS, PEOPLE
from benchmarks.planted.planting import Planted, at_end, inserted, paragraphs, planter, text_of
from hengji.domain.finding import Severity

_WORD = re.compile("(?:健全|细化|压实|拓宽|规范|强化|完善|加强|优化|推动|开展|建立|聚焦|围绕|立足|针对|注重)")


@planter("残留填写说明")
def instruction(report: Report, rng: random.Random) -> Planted | None:
    """The form's own instruction is still there."""
    words = rng.choice(
        (
            "（200字以内）",
            "（不超过500字）",
            "（请填写具体内容）",
            "（简述项目实施情况）",
            "（限300字）",
            "（此处填写主要成效）",
        )
    )
    return at_end("残留填写说明", report, rng, words)


@planter("占位符未替换")
def placeholder(report: Report, rng: random.Random) -> Planted | None:
    """XX where a name or figure belongs."""
    kind = "占位符未替换"
    words = rng.choice(
        (
            "联系XX街道开展帮扶XX户。",
            "会同××部门推进。",
            "共投入____万元。",
            "于20XX年完成。",
            "支持【单位名称】开展工作。",
        )
    )
    return at_end(kind, report, rng, words)


@planter("文档残留代码")
def residue(report: Report, rng: random.Random) -> Planted | None:
    """Remains of the word processor."""
    words = rng.choice(
        (
            "[bookmark: _GoBack]",
            "错误！未定义书签。",
            "PAGEREF _Toc152839471 \\h",
            "错误!未找到引用源。",
            "_Toc48213377",
        )
    )
    for index in paragraphs(report, rng):
        at = rng.choice((0, len(text_of(report, index))))
        return inserted("文档残留代码", report, index, words, at, what=words, families=("WD",))
    return None


@planter("词语重复")
def doubled(report: Report, rng: random.Random) -> Planted | None:
    """A word is written twice."""
    for index in paragraphs(report, rng):
        places = list(_WORD.finditer(text_of(report, index)))
        if places:
            word = rng.choice(places)
            return inserted(
                "词语重复",
                report,
                index,
                word[0] * 2,
                word.start(),
                what=word[0] * 2,
                families=("WD",),
                least=Severity.NOTICE,
                cut=len(word[0]),
            )
    return None


_NUMERALS = "一二三四五六七八九十"


def _renumbered(
    kind: str,
    report: Report,
    rng: random.Random,
    levels: tuple[int, ...],
    other: Callable[[int], str],
) -> Planted | None:
    """A heading that is not the first with another number before it; `other` is of its place, from nought."""
    found = [
        index
        for index, piece in enumerate(report.pieces)
        if isinstance(piece, Heading) and piece.level in levels
    ]
    rng.shuffle(found)
    for index in found:
        match = re.match("(（?)([一二三四五六七八九])([）、])", text_of(report, index))
        if match is not None and match[2] != "一":
            words = f"{match[1]}{other(_NUMERALS.index(match[2]))}{match[3]}"
            what, cut = f"{match[0]} → {words}", len(match[0])
            return inserted(kind, report, index, words, 0, what=what, families=("WD",), cut=cut)
    return None


@planter("标题层级错")
def level(report: Report, rng: random.Random) -> Planted | None:
    """（2） among headings （一）, （三）; 3、 among headings 一、, 二、."""
    return _renumbered("标题层级错", report, rng, (1, 2), lambda place: str(place + 1))


@planter("编号重复或跳号")
def gap(report: Report, rng: random.Random) -> Planted | None:
    """A number is left out or given twice."""
    return _renumbered(
        "编号重复或跳号", report, rng, (1, 2, 3, 4), lambda place: _NUMERALS[place + rng.choice((1, -1))]
    )


@planter("括号引号不配对")
def bracket(report: Report, rng: random.Random) -> Planted | None:
    """One of a pair is lost."""
    for index in paragraphs(report, rng, long=20):
        text = text_of(report, index)
        places = [place for place, mark in enumerate(text) if mark in "（）“”"]
        if places:
            at = rng.choice(places)
            return Planted(
                kind="括号引号不配对",
                report=report.with_piece(index, Words(text=text[:at] + text[at + 1 :])),
                tokens=(),
                what=f"缺{text[at]}",
                families=("WD",),
                least=Severity.NOTICE,
                piece=index,
            )
    return None


@planter("数字破损")
def damaged(report: Report, rng: random.Random) -> Planted | None:
    """A number that no one can have meant."""
    here = tokens_printed(report)
    found = sorted(
        n for n in here if report.tokens[n].sort is Sort.MONEY and report.tokens[n].text.endswith("元")
    )
    rng.shuffle(found)
    for number in found:
        token = report.tokens[number]
        match = re.match(r"([\d,]+)\.(\d\d)(.*)", token.text)
        if match is None or len(match[1].replace(",", "")) < 3:
            continue
        whole = match[1].replace(",", "")
        text = rng.choice(
            (
                f"{match[1]}.{match[2][0]}.{match[2][1]}{match[3]}",
                f"{match[1]}..{match[2]}{match[3]}",
                f"{whole[:-2]},{whole[-2:]}.{match[2]}{match[3]}",
                f"{match[1]}.{match[2]}{match[3].strip()}{match[3].strip()}",
            )
        )
        spoiled = report.with_token(number, replace(token, text=text))
        related = {other for one in report.relations if number in one.all_tokens for other in one.all_tokens}
        return Planted(
            kind="数字破损",
            report=spoiled,
            tokens=(number,),
            what=f"{token.text} → {text}",
            families=("WD", "AR", "CO"),
            least=Severity.WARNING,
            related=tuple(related - {number}),
        )
    return None


@planter("易混词")
def confused(report: Report, rng: random.Random) -> Planted | None:
    """截止 for 截至, 做出 for 作出 and their like."""
    words = rng.choice(
        (
            f"截止{report.year}年12月31日，各项任务均已办结。",
            "班子成员多次做出部署安排。",
            "及时做好登记入帐工作。",
            "同步推进其它工作。",
            "定期召开坐谈会。",
        )
    )
    return at_end("易混词", report, rng, words, least=Severity.NOTICE)


def _stale(kind: str, uses: tuple[str, ...]) -> None:
    """A planter of last year's year where the report must name its own."""

    @planter(kind)
    def plant(report: Report, rng: random.Random) -> Planted | None:
        here = tokens_printed(report)
        found = sorted(n for n in here if report.tokens[n].sort is Sort.YEAR and report.tokens[n].use in uses)
        if not found:
            return None
        number = rng.choice(found)
        token = report.tokens[number]
        text = str(report.year - 1)
        return Planted(
            kind=kind,
            report=report.with_token(number, replace(token, text=text)),
            tokens=(number,),
            what=f"{token.text} → {text}（{token.use}）",
            families=("CO", "AR"),
            least=Severity.WARNING,
        )


_stale("年份陈旧（截至日、自评得分）", ("asof", "score"))
_stale("年份陈旧（本年收支）", ("total",))


@planter("他单位名称")
def other_unit(report: Report, rng: random.Random) -> Planted | None:
    """The name of the unit whose report was copied."""
    here = tokens_printed(report)
    found = sorted(n for n in here if report.tokens[n].sort is Sort.UNIT_NAME)
    other = rng.choice(OTHER_UNITS)
    for number in found:
        token = report.tokens[number]
        return Planted(
            kind="他单位名称",
            report=report.with_token(number, replace(token, text=other)),
            tokens=(number,),
            what=f"{token.text} → {other}",
            families=("CO",),
            least=Severity.WARNING,
        )
    return at_end(
        "他单位名称", report, rng, f"{other}{report.year}年度绩效自评工作按要求完成。", families=("CO",)
    )


@planter("个人信息")
def person(report: Report, rng: random.Random) -> Planted | None:
    """A name with a telephone or identity number."""
    name = rng.choice(PEOPLE)
    phone = f"13{rng.randint(0, 9)}{rng.randint(10_000_000, 99_999_999)}"
    identity = f"440{rng.randint(100, 999)}19{rng.randint(60, 99)}0{rng.randint(1, 9)}1{rng.randint(0, 9)}{rng.randint(100, 999)}{rng.randint(0, 9)}"
    words = rng.choice(
        (
            f"联系人：{name}，电话：{phone}。",
            f"受助人{name}（身份证号{_checked(identity)}）。",
            f"填报人{name}，联系电话{phone}。",
        )
    )
    return at_end("个人信息", report, rng, words, families=("DI",))


def _checked(identity: str) -> str:
    """The number with a right check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return (
        identity[:17]
        + "10X98765432"[sum(int(d) * w for d, w in zip(identity[:17], weights, strict=True)) % 11]
    )
