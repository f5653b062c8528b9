"""
Announced counts against the lists that they announce: 共5个：甲、乙、丙…, 甲、乙等15个, 一是…二是….
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret import outline
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import series

_COUNT = FigureKind.COUNT
_EXACT = Modifier.EXACT

_COUNTED = frozenset(
    {
        "个",
        "项",
        "家",
        "名",
        "批",
        "类",
        "条",
        "种",
        "场",
        "所",
        "点",
        "方面",
        "大类",
        "位",
        "人",
        "支",
        "部",
        "次",
        "期",
        "处",
        "镇",
        "村",
    }
)
_AHEAD = re.compile(
    r"^[^，。；：、（）\ue000-\ue00a]{0,14}?(?:：|，?(?:分别(?:为|是)：?|即：?|依次(?:为|是)|包括：?|(?:具体|主要)(?:为|是|包括|有)：?|名单如下：|其中：?))(?P<list>[^。；：\ue000-\ue005]{3,600}?)(?=[。；]|$|，(?:其中|均|共|占|主要))"
)
_BEHIND = re.compile(
    r"(?P<list>(?:[^，。；：、（）\ue000-\ue00a]{1,24}、)+[^，。；：、（）\ue000-\ue00a]{1,24}?)等$"
)
_BRACKET = re.compile(
    r"^[^，。；：、（）()\n]{0,8}[（(](?P<list>[^（()）。；0-9]{2,200}、[^（()）。；0-9]{1,200})[）)]"
)
_LAST_AND = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:以及|和|及|与)(?=[\u4e00-\u9fff]{2})")
_SAID = re.compile(
    # One sign first, so that the engine skips from numeral to numeral.
    r"(?P<ordinal>[一二三四五六七八九十](?<![之统唯第万一二三四五六七八九十].)"
    r"(?:(?<=二)十)?(?:(?<=十)[一二三四五六七八九])?)是"
)
_CONTAINED = re.compile(
    r"[（(](?:包含|包括)(?P<list>[^（()）。；]{4,400}?)(?P<count>[0-9０-９]{1,3}(?:个|家|名))[^（()）、，]{2,12}[）)]"
)
_LEAD_IN = re.compile(
    r"(?:具体|分别|主要|其中|包括|情况|内容|表现|体现|如下|以下|各?项|[即为是有在于：:，\s])*"
)
"""What may stand between the sentence of a count and its list; 主要考虑： opens a list of its own."""
_FIRST = re.compile(r"\ue00a|一、|[（(][一1][）)]|1[.．、]|①|一方面|一是|一要|第一|首先|其一")
_ALTERNATIVES = frozenset(
    ("省", "自治区", "直辖市", "市", "县", "区", "旗", "盟", "州", "乡", "镇", "街道", "单位", "部门")
)
_LONGEST_ITEM = 26
_FEWEST = 2
_FARTHEST_SAID = 80
_LONGEST_SAID = 3000


def lists(scope: Scope) -> Iterator[Statement]:
    """The announced counts of a passage whose members it lists."""
    for mention in scope.here.mentions:
        if not _is_count(mention.figure):
            continue
        found = (
            _after(scope, mention)
            or _before(scope, mention)
            or _said(scope, mention)
            or _joined(scope, mention)
        )
        if found is None:
            continue
        items, complete = found
        if len(items) >= _FEWEST:
            yield scope.statement(
                StatementType.COUNT_OF_LIST, mention, [("item", item) for item in items], complete=complete
            )
    yield from _contained(scope)
    yield from _announced(scope)
    yield from _first_second(scope)
    yield from _summed_up(scope)
    yield from series.series(scope)
    yield from series.groups(scope)
    yield from series.titles(scope)
    yield from series.bracketed(scope)
    yield from series.kinds(scope)
    yield from series.kinds_named(scope)
    yield from series.rest(scope)


def _is_count(figure: Figure) -> bool:
    return figure.kind is _COUNT and figure.unit in _COUNTED and figure.modifier is _EXACT


def _after(scope: Scope, mention: Mention) -> tuple[list[Figure], bool] | None:
    """Members behind their count."""
    text, end = scope.text, mention.figure.end
    before = scope.here.mentions[mention.index - 1] if mention.index else None
    if before is not None and _is_count(before.figure) and before.clause == mention.clause:
        return None  # 6个科室、3个下属单位：…: one list of two counts
    bracket = _BRACKET.match(text[end : end + 420])
    if bracket is not None:
        if _ALTERNATIVES.issuperset(bracket["list"].split("、")):
            return None  # 29个省（自治区、直辖市）: other words for what is counted
        return _read(text, end + bracket.start("list"), end + bracket.end("list"), mention)
    pattern = scope.here.pattern
    match = _AHEAD.match(pattern[mention.position + 1 : mention.position + 640])
    if match is None or ("、" not in match["list"] and "和" not in match["list"]):
        return None
    if _FIRST.match(match["list"]):
        return None  # 六个部分：一、…；二、…: numbered, its members are no words between stops
    start = mention.position + 1 + match.start("list")
    return _split(scope, start, start + len(match["list"]), mention)


def _before(scope: Scope, mention: Mention) -> tuple[list[Figure], bool] | None:
    """Members before their count: 甲、乙、丙等15个."""
    pattern = scope.here.pattern
    if not pattern.endswith("等", 0, mention.position):
        return None
    clause = max(pattern.rfind(stop, 0, mention.position) for stop in "，。；：（")
    match = _BEHIND.search(pattern[clause + 1 : mention.position])
    if match is None:
        return None
    start = clause + 1 + match.start("list")
    found = _split(scope, start, clause + 1 + match.end("list"), mention)
    return None if found is None else (found[0], False)


_JOINED = re.compile(r"(?:[^，。；：、（）\ue000-\ue00a]{2,20}、){1,40}[^，。；：、（）\ue000-\ue00a]{2,14}$")
_PLACES = re.compile(
    r"[镇乡村县区市局委办馆院所站校科室股处部组]$|街道$|社区$|中心$|小学$|中学$|大学$|学校$|医院$|公司$|支队$|大队$"
)
_LEADS_TO = re.compile(r"[^、]{0,12}?(?:涉及|覆盖|惠及|涵盖|遍及|分布在)(?=[^、]{2})")
_UNDER = re.compile(r"(?:下设|下属|下辖|所属|辖|内设|共有|包括|包含)(?:有)?")
_OF_PLACES = re.compile(
    r"^(?:乡镇|镇街|镇|乡|村|行政村|自然村|社区|居委会|街道|县|区|市|单位|部门|学校|预算单位|下属|直属|事业单位|机构|内设机构|科室|股室|处室|科|股|处|站所|企业|公司)"
)


def _joined(scope: Scope, mention: Mention) -> tuple[list[Figure], bool] | None:
    """城关镇、河东乡、石桥镇3个乡镇: places side by side with their count, nothing between."""
    if not _OF_PLACES.match(mention.after):
        return None
    pattern = scope.here.pattern
    clause = max(pattern.rfind(stop, 0, mention.position) for stop in "，。；：（")
    match = _JOINED.search(pattern[clause + 1 : mention.position])
    if match is None:
        return None
    lead = _LEADS_TO.match(match[0])
    first = clause + 1 + match.start() + (0 if lead is None else lead.end())
    names = pattern[first : mention.position].split("、")
    if len(names) == _FEWEST and not _UNDER.match(names[0]):
        return None  # 局机关、中心2个单位: of a pair the words before must say that it is all
    last = _LAST_AND.search(names[-1])
    if last is not None:
        names[-1:] = [names[-1][: last.start()], names[-1][last.end() :]]
    if not all(_PLACES.search(name) for name in names) or any("和" in name or "及" in name for name in names):
        return None
    return _split(scope, first, mention.position, mention)


def _split(scope: Scope, start: int, end: int, mention: Mention) -> tuple[list[Figure], bool] | None:
    """The members between two places of the pattern."""
    return _read(scope.here.pattern, start, end, mention, scope)


def _read(
    words: str, start: int, end: int, mention: Mention, scope: Scope | None = None
) -> tuple[list[Figure], bool] | None:
    listed = words[start:end]
    broken_off = listed.count("（") > listed.count("）")  # the list goes on in another paragraph
    complete = not broken_off and not re.search(r"等[^、]{0,4}$", listed)
    separator = "、" if "、" in words[start:end] else "，"
    spans: list[tuple[int, int]] = []
    position = start
    for piece in words[start:end].split(separator):
        spans.append((position, position + len(piece)))
        position += len(piece) + 1
    announced = mention.value
    last = _LAST_AND.search(words[spans[-1][0] : spans[-1][1]])
    if last is not None and len(spans) != announced:
        first, stop = spans[-1]
        spans[-1:] = [(first, first + last.start()), (first + last.end(), stop)]
    if any(stop - first > _LONGEST_ITEM for first, stop in spans) and len(spans) != announced:
        return None
    if any(not words[first:stop].strip() for first, stop in spans):
        return None
    items = []
    for first, stop in spans:
        begin = first if scope is None else scope.here.offset(first)
        finish = stop if scope is None else scope.here.offset(stop - 1) + 1
        items.append(series.words_as_item(words if scope is None else scope.text, begin, finish))
    return items, complete


def _said(scope: Scope, mention: Mention) -> tuple[list[Figure], bool] | None:
    """一是…；二是…: members by their ordinals, where the count stands right before them."""
    if mention.figure.unit not in {"个", "项", "点", "条", "方面", "类", "大类"} or mention.value < _FEWEST:
        return None  # 影响活力的一个重要因素 announces nothing
    end = mention.figure.end
    words = scope.text[end : min(scope.here.end, end + _LONGEST_SAID)]
    if "一是" not in words:
        return None
    members = _one_by_one(_SAID.finditer(words))
    if not members:
        return None
    between = words[: members[0].start()]
    if (
        len(between) > _FARTHEST_SAID
        or not re.search(r"[：:，。]\s*$", between)
        or re.search("[0-9]", between)
        or ("。" in between and _LEAD_IN.fullmatch(between.rpartition("。")[2]) is None)
    ):
        return None
    starts = [end + one.start() for one in members]
    return [series.words_as_item(scope.text, start, start + 1) for start in starts], True


_ANNOUNCED = re.compile(
    r"(?P<count>(?P<number>[二三四五六七八九十](?<![一二三四五六七八九十第].))(?P<unit>项|方面|点|条|件|类|大类|种|部分|个方面|个部分|大方面|大项))"
    r"[^，。；：:\n]{0,14}[：:，]\s*(?=一是)"
)
"""五方面任务, 八项工作: counts that are names elsewhere (八项规定), but not right before 一是."""


def _announced(scope: Scope) -> Iterator[Statement]:
    words = scope.text[scope.here.start : scope.here.end]
    if "一是" not in words:
        return
    known = {mention.figure.start for mention in scope.here.mentions}
    for match in _ANNOUNCED.finditer(words):
        if scope.here.start + match.start("count") in known:
            continue
        members = _one_by_one(_SAID.finditer(words, match.end()))
        if len(members) >= _FEWEST:
            yield _counted(scope, match, members)


_FIRST_SAID = re.compile(r"第(?P<ordinal>[一二三四五六七八九十])[，、：]")
_ORDINAL_LISTS = re.compile(_ANNOUNCED.pattern.replace("一是", "第一[，、：]"))


def _first_second(scope: Scope) -> Iterator[Statement]:
    """三点：第一，…；第二，…；第三，…: members by their ordinals, as with 一是."""
    words = scope.text[scope.here.start : scope.here.end]
    if "第一" not in words:
        return
    for match in _ORDINAL_LISTS.finditer(words):
        members = _one_by_one(_FIRST_SAID.finditer(words, match.end()))
        if len(members) >= _FEWEST:
            yield _counted(scope, match, members)


_SUMMED_UP = re.compile(
    r"(?:以上|上述)(?P<count>(?P<number>[二两三四五六七八九十]|[2-9])(?P<unit>个方面|方面|个|项|类|点|条))(?:的)?(?:主要)?(?:问题|不足|原因|短板|困难)"
)


def _summed_up(scope: Scope) -> Iterator[Statement]:
    """一是…；二是…；三是…。针对以上三个问题: the count behind a list told once in the paragraph."""
    words = scope.text[scope.here.start : scope.here.end]
    match = _SUMMED_UP.search(words) if "一是" in words and "上" in words else None
    if match is None or words.count("一是", 0, match.start()) != 1:
        return
    said = list(_SAID.finditer(words, 0, match.start()))
    if len(said) >= _FEWEST and _one_by_one(said) == said:
        yield _counted(scope, match, said)


def _one_by_one(said: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Of ordinals those that follow each other from the first, up to where another list begins."""
    found: list[re.Match[str]] = []
    for one in said:
        ordinal = outline.ordinal(one["ordinal"])
        if found and ordinal == 1:
            break
        if ordinal == len(found) + 1:
            found.append(one)
    return found


def _counted(scope: Scope, count: re.Match[str], said: Sequence[re.Match[str]]) -> Statement:
    claim = series.count(scope, count.span("count"), count["number"], count["unit"])
    return series.statement(scope, claim, [series.item(scope, one.start(), one.start() + 1) for one in said])


def _contained(scope: Scope) -> Iterator[Statement]:
    """（包含甲、乙、4个丙6个单位）: members and counted groups before the count that closes the bracket."""
    text = scope.text[scope.here.start : scope.here.end]
    if "包含" not in text and "包括" not in text:
        return
    by_start = {mention.figure.start: mention for mention in scope.here.mentions}
    for match in _CONTAINED.finditer(text):
        claim = by_start.get(scope.here.start + match.start("count"))
        if claim is None or not _is_count(claim.figure):
            continue
        operands: list[tuple[str, Mention | Figure]] = []
        position = scope.here.start + match.start("list")
        for piece in match["list"].split("、"):
            counted = by_start.get(position)
            if counted is not None:
                operands.append(("part", counted))
            else:
                operands.append(("item", series.words_as_item(scope.text, position, position + len(piece))))
            position += len(piece) + 1
        if len(operands) > 1:
            yield scope.statement(StatementType.COUNT_OF_LIST, claim, operands)


def numbered(text: str, claim: Mention, scope: Scope, items: list[tuple[int, int]]) -> Statement:
    """The count announced above a list of numbered paragraphs, against their number."""
    operands = tuple(Operand(figure=series.words_as_item(text, *span), role="item") for span in items)
    start = scope.start_of(claim)
    return Statement(
        type=StatementType.COUNT_OF_LIST,
        quote=text[start : claim.figure.end],
        start=start,
        end=claim.figure.end,
        claim=claim.figure,
        operands=operands,
        subject=claim.named,
    )
