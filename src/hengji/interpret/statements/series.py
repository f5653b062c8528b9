"""
Counts of what is numbered or bracketed: 分三批：一批…二批…三批…; 甲镇（某村、某村）、乙镇（某村）2个镇3个村.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret import outline
from hengji.interpret.scope import Scope

_DIGITS = "一二三四五六七八九十"
_ANNOUNCED = re.compile(
    r"分(?:为|成)?(?P<count>(?P<number>[二两三四五六七八九十2-9])(?:个)?(?P<unit>批次?|期|标段|阶段|步))(?:实施|下达|拨付|建设|推进|进行|完成)?[：，]"
)
_GROUPS = re.compile(
    r"(?P<list>(?:[^，。；、（）：\n0-9]{2,12}（[^（）。；：0-9]{1,120}）、){1,30}[^，。；、（）：\n0-9]{2,12}（[^（）。；：0-9]{1,120}）)等?"
    r"(?=[0-9])"
)
_GROUP = re.compile(r"(?P<name>[^，。；、（）：\n]{2,12})（(?P<members>[^（）]{1,120})）")
_FARTHEST = 4


def series(scope: Scope) -> Iterator[Statement]:
    """分三批：一批总投资…，二批…，三批…: as many ordinals as were announced, from the first to the last."""
    text = scope.text[scope.here.start : scope.here.end]
    if "分" not in text:
        return
    for match in _ANNOUNCED.finditer(text):
        unit = match["unit"].removesuffix("次")
        items: list[Figure] = []
        place = match.end()
        for digit in _DIGITS:
            found = re.compile(rf"(?<![一二三四五六七八九十分])(?:第)?{digit}{unit}").search(text, place)
            if found is None:
                break
            items.append(item(scope, found.start(), found.end()))
            place = found.end()
        if len(items) > 1:
            claim = count(scope, match.span("count"), match["number"], unit)
            told = _GOES_ON.search(text, match.end()) is None
            yield replace(statement(scope, claim, items), complete=told)


_GOES_ON = re.compile(r"其余|剩余|余下|其他批|后续|尚未|待|即将|计划于")


def groups(scope: Scope) -> Iterator[Statement]:
    """甲镇（某村、某村）、乙镇（某村）2个镇3个村: the groups and their members, each against its count."""
    if "（" not in scope.here.pattern or not scope.here.mentions:
        return
    text = scope.text[scope.here.start : scope.here.end]
    if "）、" not in text and ")、" not in text:
        return
    text = text.translate(_BRACKETS)
    for match in _GROUPS.finditer(text):
        claims = [
            one
            for one in scope.here.mentions
            if 0 <= one.figure.start - scope.here.start - match.end() <= 3 * _FARTHEST
            and one.figure.kind is FigureKind.COUNT
            and one.figure.modifier is Modifier.EXACT
        ][:2]
        if len(claims) != len(("groups", "members")):
            continue
        names: list[Figure] = []
        members: list[Figure] = []
        for group in _GROUP.finditer(text, match.start(), match.end()):
            names.append(item(scope, group.start("name"), group.end("name")))
            position = group.start("members")
            for member in group["members"].split("、"):
                members.append(item(scope, position, position + len(member)))
                position += len(member) + 1
        for claim, items in zip(claims, (names, members), strict=True):
            yield statement(scope, claim.figure, items)


_TITLES = re.compile(
    r"(?P<ahead>(?P<count>[0-9]{1,2}|[两二三四五六七八九十])(?P<unit>[份个项部篇本件])[^，。；：《》\n]{0,8}[，：]?(?:分别(?:为|是)|即|包括)?[：]?)"
    r"(?P<list>(?:《[^《》\n]{2,60}》[、和及与]?){2,20})(?P<open>等)?"
)


def titles(scope: Scope) -> Iterator[Statement]:
    """印发文件4份，分别为《…》《…》《…》《…》: titles in their marks, as many as were announced."""
    if "《" not in scope.here.pattern:
        return
    text = scope.text[scope.here.start : scope.here.end]
    for match in _TITLES.finditer(text):
        if not re.search(r"[，：]|分别|即|包括", match["ahead"]):
            continue
        items = [
            item(scope, match.start("list") + title.start(), match.start("list") + title.end())
            for title in re.finditer("《[^《》]+》", match["list"])
        ]
        yield _announced_of(scope, match, items, complete=match["open"] is None)


_NUMBERED = re.compile(
    r"(?P<count>[0-9]{1,2}|[两二三四五六七八九十])(?P<unit>项|个方面|方面|点|个|条|件)[^，。；：:\n]{0,12}[：:]\s*(?=[（(]?[1一][）)、.．])"
)
_FIRST_NUMBER = re.compile(r"[:：]\s*[（(]?[1一][）)、.．]")
"""What it ends with: most paragraphs have no such thing."""
_ENUMERATORS = (r"[（(]{}[）)]", r"(?<![0-9.]){}[、.．](?![0-9])")


def bracketed(scope: Scope) -> Iterator[Statement]:
    """四项：（1）…；（2）…；（3）…；（4）…: numbers inside a paragraph, counted from the first."""
    text = scope.text[scope.here.start : scope.here.end]
    if ("：" not in text and ":" not in text) or _FIRST_NUMBER.search(text) is None:
        return
    for match in _NUMBERED.finditer(text):
        chinese = text[match.end() : match.end() + 2].strip("（(")[:1] == "一"
        form = _ENUMERATORS[0] if text[match.end()] in "（(" else _ENUMERATORS[1]
        items: list[Figure] = []
        place = match.end()
        for number, digit in enumerate(_DIGITS, 1):
            found = re.compile(form.format(digit if chinese else number)).search(text, place)
            if found is None:
                break
            items.append(item(scope, found.start(), found.end()))
            place = found.end()
        if len(items) > 1:
            yield _announced_of(scope, match, items, complete=True)


_KINDS = re.compile(
    r"(?:分为|主要有|主要是|包括|包含|涵盖|涉及|分)"
    r"(?P<list>(?:[^，。；：、（）\ue000-\ue00a0-9]{2,20}、){1,12}[^，。；：、（）\ue000-\ue00a0-9]{2,40}?)"
    r"(?:\ue003|(?P<count>[两二三四五六七八九十])(?P<unit>种|大类|类|个部分|部分|个方面|方面|个维度|个环节))"
    r"(?![一二三四五六七八九十级])"
)
_KIND_UNITS = frozenset({"种", "类", "大类", "方面", "部分"})
AND = re.compile(r"(?<=..)(?:以及|和|及|与)(?=..)")


def kinds(scope: Scope) -> Iterator[Statement]:
    """分为货物、工程和服务三种类型: kinds before their number, the last two of which 和 may part."""
    pattern, at = scope.here.pattern, scope.here.offset
    if "、" not in pattern:
        return
    for match in _KINDS.finditer(pattern):
        place = match.start("count") if match["count"] else match.end() - 1
        counted = next((one.figure for one in scope.here.mentions if one.position == place), None)
        if counted is None and match["count"]:
            span = at(place) - scope.here.start, at(match.end() - 1) + 1 - scope.here.start
            counted = count(scope, span, match["count"], match["unit"])
        names = match["list"].split("、")
        if counted is None or counted.unit.removeprefix("个") not in _KIND_UNITS:
            continue
        if any(AND.search(name) for name in names[:-1]):
            continue
        spans = _spans(names, match.start("list"), counted)
        ends = [(at(first) - scope.here.start, at(last - 1) + 1 - scope.here.start) for first, last in spans]
        told = statement(scope, counted, [item(scope, *span) for span in ends])
        yield replace(told, complete=not match["list"].endswith("等"))


def _spans(names: list[str], start: int, announced: Figure) -> list[tuple[int, int]]:
    """Where names parted by 、 stand; 和 parts the last two where one is missing to the announced number."""
    spans: list[tuple[int, int]] = []
    for name in names:
        first = spans[-1][1] + 1 if spans else start
        spans.append((first, first + len(name)))
    joint = AND.search(names[-1])
    if joint is not None and len(names) != announced.value:
        first, last = spans.pop()
        spans += [(first, first + joint.start()), (first + joint.end(), last)]
    return spans


_NAMED = re.compile(
    r"(?P<count>(?P<number>[两三四五六七八九十](?<![一二三四五六七八九十第].))(?P<unit>大类|类|种|个方面|方面|大项|项|个环节|环节|个层面|大块))"
    r"[^，。；：、（）\n0-9]{0,8}：(?P<list>(?:[^，。；：、（）\n0-9一]{2,16}、){1,12}[^，。；：、（）\n0-9一]{2,24})(?=[。；])"
)


def kinds_named(scope: Scope) -> Iterator[Statement]:
    """三类培训：党务培训、业务培训和安全培训: kinds behind their number; 和 may part the last two."""
    text = scope.text[scope.here.start : scope.here.end]
    if "、" not in text:
        return
    known = {one.figure.start for one in scope.here.mentions}
    for match in _NAMED.finditer(text.replace(":", "：")):
        if scope.here.start + match.start("count") in known:
            continue
        claim = count(scope, (match.start("count"), match.end("unit")), match["number"], match["unit"])
        spans = _spans(match["list"].split("、"), match.start("list"), claim)
        told = statement(scope, claim, [item(scope, *span) for span in spans])
        yield replace(told, complete=not match["list"].endswith("等"))


_REST = re.compile(
    r"其中\ue003[^，。；：]{0,16}(?:\ue001)?[^，。；：]{0,6}，(?:其余|剩余|其他)[^，。；：\ue000-\ue00a]{0,8}：?"
    r"(?P<list>(?:(?:\ue006度?)?[^，。；：、\ue000-\ue00a]{2,24}\ue001[，、]){1,20}(?:\ue006度?)?[^，。；：、\ue000-\ue00a]{2,24}\ue001)(?=[。；])"
)
_LISTED = re.compile("[^，、\ue001]+\ue001")


def rest(scope: Scope) -> Iterator[Statement]:
    """10个项目，其中3个执行100%，其余：甲99.97%，…: the count, those told together, each of the rest."""
    pattern = scope.here.pattern
    if "其余" not in pattern and "剩余" not in pattern and "其他" not in pattern:
        return
    for match in _REST.finditer(pattern):
        place = match.start() + len("其中")
        part = next((one for one in scope.here.mentions if one.position == place), None)
        if part is None or not part.index:
            continue
        claim = scope.here.mentions[part.index - 1]
        if claim.sentence != part.sentence or claim.figure.unit != part.figure.unit:
            continue
        offset = scope.here.offset
        items = [
            words_as_item(scope.text, offset(one.start()), offset(one.end() - 1))
            for one in _LISTED.finditer(pattern, match.start("list"), match.end("list"))
        ]
        operands = (
            Operand(figure=part.figure, role="part"),
            *(Operand(figure=one, role="item") for one in items),
        )
        yield replace(statement(scope, claim.figure, items), operands=operands)


def _announced_of(scope: Scope, match: re.Match[str], items: list[Figure], *, complete: bool) -> Statement:
    claim = count(scope, (match.start("count"), match.end("unit")), match["count"], match["unit"])
    return replace(statement(scope, claim, items), complete=complete)


_BRACKETS = str.maketrans({"(": "（", ")": "）"})


def count(scope: Scope, span: tuple[int, int], number: str, unit: str) -> Figure:
    """The words of a passage between two of its places, as a count: 两批, 八项."""
    value = 2 if number == "两" else outline.ordinal(number)
    return item(scope, *span)._replace(kind=FigureKind.COUNT, value=Decimal(value), unit=unit)


def item(scope: Scope, start: int, end: int) -> Figure:
    """The words of a passage between two of its places, as an item."""
    return words_as_item(scope.text, start + scope.here.start, end + scope.here.start)


def words_as_item(text: str, start: int, end: int) -> Figure:
    """The words between two places of the whole text, as an item."""
    quote = text[start:end]
    return Figure(quote, start, end, FigureKind.ENUMERATOR, quote, "", Modifier.EXACT)


def statement(scope: Scope, claim: Figure, items: list[Figure]) -> Statement:
    """That a count is the number of some items."""
    return Statement(
        type=StatementType.COUNT_OF_LIST,
        quote=scope.text[claim.start : claim.end],
        start=claim.start,
        end=claim.end,
        claim=claim,
        operands=tuple(Operand(figure=item, role="item") for item in items),
    )
