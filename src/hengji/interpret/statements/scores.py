"""
Scores in prose: with their grade, with what was taken off, and as the sum of their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret.clauses import SIGNS, Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, deductions, scores_compared, targets

_NUMBER, _PERCENT, _SCORE = FigureKind.NUMBER, FigureKind.PERCENT, FigureKind.SCORE
_EXACT = Modifier.EXACT

_GRADE = re.compile(
    r"^[^。；\n（(]{0,24}?(?:等级|评级|评定|评价|级别|结果|评为|等次|结论|档次|属于|属)[^。；\n“”\"0-9]{0,8}?[“\"「『]?(?P<grade>优秀|优|良好|良|中等|中|合格|不合格|较差|差)"
    r"(?=[”\"」』]|等次|等级|级|档|[。，；,）)\s]|\Z)"
)
_BARE_GRADE = re.compile(
    r"^[，,]?[（(]?[“\"「『](?P<grade>优秀|优|良好|良|中等|中|合格|不合格|较差|差)[”\"」』]"
)
_FARTHEST = 40
_OPENING_QUOTES = '“"「『'
_CLOSING_QUOTES = ("”", '"', "」", "』")


def scores(scope: Scope) -> Iterator[Statement]:
    """Scores against grades and their sums, targets against actuals."""
    if SIGNS[_SCORE] in scope.here.pattern:
        for mention in scope.here.mentions:
            if mention.figure.kind is _SCORE:
                yield from _graded(scope, mention)
        yield from _deducted(scope)
        yield from _by_rate(scope)
        yield from _full_marks(scope)
        yield from _earned_points(scope)
        yield from _score_rates(scope)
        yield from _points_listed(scope)
        yield from _marks_below(scope)
        yield from scores_compared.against_last_year(scope)
        yield from deductions.deductions(scope)
        yield from deductions.all_taken(scope)
        yield from deductions.lost_points(scope)
        yield from deductions.in_a_row(scope)
        yield from deductions.composed(scope)
        yield from deductions.by_rate(scope)
        yield from deductions.rules_add_up(scope)
    yield from targets.targets(scope)


def _graded(scope: Scope, score: Mention) -> Iterator[Statement]:
    end = score.figure.end
    if score.depth:
        return  # the score of a part, told in a bracket
    window = _without_bracket(scope.text[end : min(end + 4 * _FARTHEST, scope.here.end)])
    match = _GRADE.match(window) or _BARE_GRADE.match(window)
    if match is None or re.search(r"平均|满分|以上|分值|≥", score.lead[-6:] + window[:2]):
        return
    if score.figure.modifier is not _EXACT or re.search(r"[0-9]", window[: match.start("grade")]):
        return
    if match.end() < len(window) and window[match.end() :].startswith(("”的", "的项目")):
        return
    of = next((one for one in breakdowns.breakdowns(scope) if any(part is score for part in one.parts)), None)
    if of is not None and of.total is not None:
        score = of.total  # the grade behind a list of parts is that of their total
    start = scope.start_of(score)
    stop = scope.text.index(match["grade"], end + match.start("grade")) + len(match["grade"])
    # Words in quotes are shown with both of them.
    stop += scope.text[stop - len(match["grade"]) - 1] in _OPENING_QUOTES and scope.text.startswith(
        _CLOSING_QUOTES, stop
    )
    yield Statement(
        type=StatementType.SCORE_GRADE,
        quote=scope.text[start:stop],
        start=start,
        end=stop,
        claim=None,
        operands=(Operand(figure=score.figure, role="score"),),
        stated_text=match["grade"],
        subject=score.named,
    )


def _without_bracket(window: str) -> str:
    """The words behind a score without the bracket that breaks it down."""
    match = re.match(r"[（(][^（()）]*[）)]|[，,](?:综合|总)?得分率(?:为|达)?[0-9.]{1,6}[%％]", window)
    return (window if match is None else window[match.end() :])[:_FARTHEST]


_MARKS = re.compile(r"(?:分值|满分|权重|标准分|指标分|总分)(?:为|是|：)?\Z")
_EARNED = re.compile(r"(?:得分|实得|得|自评得分|自评)(?:为|是|：)?\Z")


def _deducted(scope: Scope) -> Iterator[Statement]:
    """分值10分，扣0.6分，得9.4分: marks less what was taken off are the points."""
    for claim in scope.here.mentions:
        if claim.figure.kind is not _SCORE or not _EARNED.search(claim.lead):
            continue
        operands: list[tuple[str, Mention | Figure]] = []
        for one in reversed(scope.here.mentions[: claim.index]):
            if one.figure.kind is not _SCORE or one.sentence != claim.sentence:
                break
            if deductions.ONE_OFF.search(one.lead) and one.depth == claim.depth:
                operands.append(("minus", one))
                continue
            if _MARKS.search(one.lead) and operands and one.segment == claim.segment:
                operands.append(("part", one))
                yield scope.statement(StatementType.SCORE_SUM, claim, operands[::-1], recipe="deduction")
            break
        if not operands:
            yield from _deducted_behind(scope, claim)


def _deducted_behind(scope: Scope, claim: Mention) -> Iterator[Statement]:
    """满分30分，得29分，因制度不全扣1分: what was taken off is told behind the points, all in one item."""
    mentions = scope.here.mentions
    if not claim.index or not _MARKS.search(mentions[claim.index - 1].lead):
        return
    marks, rest = mentions[claim.index - 1], mentions[claim.index + 1 :]
    own = [one for one in rest if one.segment == claim.segment and one.figure.kind is _SCORE]
    off = [one for one in own if deductions.ONE_OFF.search(one.lead) and one.depth == claim.depth]
    if off and len(off) == len(own) and marks.segment == claim.segment:
        operands: list[tuple[str, Mention | Figure]] = [("part", marks), *(("minus", one) for one in off)]
        yield scope.statement(StatementType.SCORE_SUM, claim, operands, recipe="deduction")


_BY_RATE = re.compile(r"^(?:，)?按(?:照)?(?:预算|资金)?执行率(?:为)?\Z")
_RECKONED = re.compile(r"^(?:折算|计算|计)?得(?:分)?(?:为)?\Z")


def _by_rate(scope: Scope) -> Iterator[Statement]:
    """预算执行满分10分，按执行率96.07%计得9.61分: the text itself says how the points are reckoned."""
    for claim in scope.here.mentions[2:]:
        marks, rate = scope.here.mentions[claim.index - 2 : claim.index]
        told = _BY_RATE.search(rate.lead) and _RECKONED.search(claim.lead) and _MARKS.search(marks.lead)
        scored = claim.figure.kind is marks.figure.kind is _SCORE
        if told and scored and rate.figure.kind is _PERCENT and marks.segment == claim.segment:
            yield scope.statement(StatementType.PRODUCT, claim, [("factor", marks), ("factor", rate)])


_WHOLE_MARKS = re.compile(r"^(?:[^，。；]{0,6}组成)?，?(?:满分|总分|共计|合计|共|总计)(?:为|是|：)?\Z")
_RUN = re.compile(r"分?）?[、，；和及]{0,2}[^，。；、（）\ue000-\ue00a]{1,14}（?")
_HELD = re.compile(r"^（[^（）]*）")
_FEWEST = 3


def _full_marks(scope: Scope) -> Iterator[Statement]:
    """投入（20分）、过程（25分）、产出（55分），满分100分: one unbroken list with its whole behind."""
    pattern = scope.here.pattern
    for claim in scope.here.mentions:
        if claim.figure.kind is not _SCORE or not re.search("满分|总分", claim.lead):
            continue
        if not _WHOLE_MARKS.match(claim.lead):
            continue
        parts: list[Mention] = []
        for one in reversed(scope.here.mentions[: claim.index]):
            alike = one.figure.kind is _SCORE and one.sentence == claim.sentence
            if alike and parts and one.depth > parts[0].depth == claim.depth:
                continue  # 产出50分（数量20分、质量30分）: what a part holds itself
            if not alike or (parts and one.depth != parts[0].depth):
                break
            between = pattern[one.position + 1 : parts[0].position] if parts else ""
            if parts and not _RUN.fullmatch(_HELD.sub("", between)):
                break
            parts.insert(0, one)
        earned = any(_EARNED.search(one.lead) for one in parts)  # 过程30分得28.6分, no marks alone
        if len(parts) >= _FEWEST and not earned and not re.match("）?等", parts[-1].after):
            yield scope.statement(StatementType.SCORE_SUM, claim, [("part", one) for one in parts])


_SCORE_RATE = re.compile(r"(?:得分率|得分比例|得分占比)(?:为|达|：)?\Z")


def _is_score_rate(one: Mention) -> bool:
    return one.figure.kind is _PERCENT and _SCORE_RATE.search(one.lead) is not None


def _score_rates(scope: Scope) -> Iterator[Statement]:
    """过程类20分，得分17.2分，得分率86%: the points over their marks."""
    mentions = scope.here.mentions
    for rate in mentions[2:]:
        if not _is_score_rate(rate):
            continue
        full, point = mentions[rate.index - 2 : rate.index]
        scored = full.figure.kind is point.figure.kind is _SCORE
        if (
            scored
            and full.segment == rate.segment
            and _EARNED.search(point.lead)
            and not _EARNED.search(full.lead)
        ):
            operands: list[tuple[str, Mention | Figure]] = [("numerator", point), ("denominator", full)]
            yield scope.statement(StatementType.RATIO, rate, operands, subject=full.named)


_TOTAL_POINTS = re.compile(
    r"^(?:[两三四五六七八九十]+项|各项|以上|自评|综合|绩效)*(?:总得分|总分|合计得分|得分合计|得分|(?:合计|共计|小计)(?:自?评?得分?)?)(?:为|是|共|：)?\Z"
)
_HUNDRED = Decimal(100)


def _earned_points(scope: Scope) -> Iterator[Statement]:
    """执行10分，得9.75分；产出50分，得48分；…。总得分96.25分: marks of 100 in all, each with its points."""
    for claim in scope.here.mentions:
        if claim.figure.kind is not _SCORE or not _TOTAL_POINTS.match(claim.lead) or claim.depth:
            continue
        points: list[Mention] = []
        marks = Decimal(0)
        before = [
            one
            for one in scope.here.mentions[: claim.index]
            if not _is_score_rate(one)
            and not deductions.ONE_OFF.search(one.lead)
            and not _BY_RATE.search(one.lead)
            and not one.after.startswith(claim.lead + SIGNS[_SCORE])
        ]  # 四项合计95分 counts what it adds up
        while len(before) > 1 and marks < _HUNDRED:
            full, point = before[-2:]
            scored = full.figure.kind is point.figure.kind is _SCORE
            if not scored or not _EARNED.search(point.lead) or _EARNED.search(full.lead):
                break
            marks += full.value
            points.insert(0, point)
            before = before[:-2]
        heading = before[-1] if before and before[-1].figure.kind is _SCORE else None
        whole = marks == _HUNDRED or (heading is not None and heading.value == marks)
        if whole and len(points) >= _FEWEST:
            yield scope.statement(StatementType.SCORE_SUM, claim, [("part", one) for one in points])


_ALL_POINTS = re.compile(
    r"^(?:自评|综合|绩效|评价|最终|合计)*(?:(?:总得分|总分|得分合计|合计得分|总评分|得分共计|合计|共计)"
    r"|(?<=自评|综合|最终)(?:得分|评分))(?:为|是|共|：)?\Z"
)
_POINTS = re.compile(r"得分?(?:为)?\Z")
_FULL_IN_BRACKET = re.compile(r"(?:满分|分值|权重|标准分|总分|指标分)(?:为|是|：)?")
"""决策得18分（满分20分）: what could have been earned."""
_NO_MARK = re.compile(r"满分|分值|权重|扣|以上|标准|平均|其中")
_NEARLY_ALL = Decimal("0.9")


def _points_listed(scope: Scope) -> Iterator[Statement]:
    """立项6分，目标5分，…，总得分90: one score in every clause of a sentence, with their sum behind."""
    for claim in scope.here.mentions:
        if not _ALL_POINTS.match(claim.lead) or claim.depth:
            continue
        if claim.figure.kind not in {_SCORE, _NUMBER}:
            continue
        points: list[Mention] = []
        for one in reversed(scope.here.mentions[: claim.index]):
            if one.depth and _FULL_IN_BRACKET.fullmatch(one.lead):
                continue
            if one.figure.kind is not _SCORE or one.sentence != claim.sentence or one.depth:
                break
            points.insert(0, one)
        told = all(_POINTS.search(one.lead) for one in points)
        if len(points) < (_FEWEST - told) or any(_NO_MARK.search(one.lead) or not one.lead for one in points):
            continue
        if len(points) < _FEWEST and sum(one.value for one in points) < claim.value * _NEARLY_ALL:
            continue  # 执行率得分9分，满意度得分10分，自评总分95分: only two of many
        first = points[0]
        start = first.position - len(first.lead)
        opens = start == 0 or scope.here.pattern[start - 1] in "。；："
        alone = not first.index or scope.here.mentions[first.index - 1].sentence != first.sentence
        opens = opens or (told and alone and scope.here.pattern[start - 1] == "，")
        every = scope.here.pattern.count("，", first.position, claim.position) + scope.here.pattern.count(
            "；", first.position, claim.position
        ) == len(points)
        every = every or scope.here.pattern.count("、", first.position, claim.position) == len(points) - 1
        if opens and every:
            figure = claim.figure._replace(kind=_SCORE, unit=first.figure.unit)
            own = replace(claim, figure=figure)
            yield scope.statement(StatementType.SCORE_SUM, own, [("part", one) for one in points])


_MARKED = r"(?P<name>[一-鿿“”A-Za-z]{2,16})（?(?P<mark>\ue004)）?"
_HEAD = re.compile(
    # From colon to colon, so that little is looked at twice.
    r"）?：(?P<list>(?:[一-鿿“”A-Za-z]{2,16}（?\ue004）?(?:（[^（）]*）)?[、，；]?[和及]?){2,12})"
    r"(?=。|；?\Z)"
)
_MARK = re.compile(_MARKED + r"(?:（[^（）]*）)?")
_EARNS = re.compile(r"得|扣|每|不|未|以上|达到|低于|超|完成|否则|小于|大于|满分|总分")
_BEFORE_BRACKET = re.compile(r"(?P<name>[一-鿿“”A-Za-z]{2,16})（?\Z")


def _marks_below(scope: Scope) -> Iterator[Statement]:
    """产出指标（50分）：数量20分、质量15分、时效15分: the marks of a heading, divided behind its colon."""
    pattern = scope.here.pattern
    if "：" not in pattern:
        return
    by_position = {one.position: one for one in scope.here.mentions}
    for match in _HEAD.finditer(pattern):
        claim = by_position.get(match.start() - 1)
        if claim is None or claim.figure.kind is not _SCORE:
            continue
        head = _BEFORE_BRACKET.search(pattern, max(0, claim.position - _FARTHEST), claim.position)
        items = list(_MARK.finditer(pattern, match.start("list"), match.end("list")))
        if head is None or any(_EARNS.search(one["name"]) for one in (head, *items)):
            continue
        parts = [by_position[one.start("mark")] for one in items]
        operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in parts]
        yield scope.statement(StatementType.SCORE_SUM, claim, operands, subject=head["name"])
