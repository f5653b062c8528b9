"""
本级 beside the units below it: what the department's own level gives, and 本级 + 下属 = 合计.

Blank is not zero here either.  A figure that the own level does not have is written 无: it then adds
nothing to a sum and takes no part in a mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from hengji.domain.money import grouped
from hengji.domain.stated import PERCENT, YUAN, Modifier
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.filing.models import Filing
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import canonical, sm3
from hengji.web.records.clock import database_now
from hengji.web.review.consolidation import Line, Member, by_key, consolidated, number_words, weighted
from hengji.web.review.models import OwnFigure

NONE: Final = "无"
"""As typed for a figure that the own level does not have."""
_WEIGHT: Final = "ledger/total/adjusted_budget_amount"
_LONGEST: Final = 40
_LONGEST_KEY: Final = 200
_MOST: Final = Decimal("1e15")
_TEN_THOUSAND: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A line with its own level: 本级 + 下属 = 合计, beside what the draft says."""

    line: Line
    typed: str
    """本级 as somebody typed it; blank where nobody did."""
    total: Decimal | None
    arithmetic: str
    remark: str
    """Why there is no total."""
    draft: Decimal | None
    """What the department's draft says, in the line's unit."""

    @property
    def total_words(self) -> str:
        """The total for a table."""
        return "" if self.total is None else number_words(self.total, self.line.unit)

    @property
    def draft_words(self) -> str:
        """The draft's figure for a table."""
        return "" if self.draft is None else number_words(self.draft, self.line.unit)

    @property
    def difference(self) -> str:
        """
        How far the draft is from the total, in words; blank where they agree or one of them is open.
        """
        if self.total is None or self.draft is None or self.total == self.draft:
            return ""
        by = abs(self.draft - self.total)
        unit = "元" if self.line.unit == YUAN else "个百分点" if self.line.unit == PERCENT else self.line.unit
        return f"草稿{'多' if self.draft > self.total else '少'} {number_words(by, self.line.unit)}{unit}"


def number_of(typed: str) -> Decimal | None:
    """
    The number that somebody typed; `None` for 无.  Raises `ValueError` for words.

    >>> number_of("１，２３４．５"), number_of("98.5%"), number_of("3万元"), number_of("无")
    (Decimal('1234.5'), Decimal('98.5'), Decimal('30000'), None)
    """
    plain = unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "").strip()
    if plain in {NONE, "-", "—", "/"}:
        return None
    scale = 1
    if plain.endswith("万元"):
        plain, scale = plain.removesuffix("万元"), _TEN_THOUSAND
    plain = plain.removesuffix("元").removesuffix("%")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(typed) from None
    if not value.is_finite() or abs(value) > _MOST:
        raise ValueError(typed)
    return value * scale


def typed_of(filing: Filing) -> dict[str, str]:
    """What was typed for the own level, by the key of a line."""
    return dict(OwnFigure.objects.filter(filing=filing).values_list("key", "typed"))


def wholes(
    lines: Sequence[Line], members: Sequence[Member], typed: Mapping[str, str], draft: Member | None
) -> tuple[Whole, ...]:
    """Every line with its own level."""
    said = {} if draft is None else by_key(consolidated([draft]))
    return tuple(_whole(line, members, typed, said.get(line.key)) for line in lines)


def _whole(line: Line, members: Sequence[Member], typed: Mapping[str, str], said: Line | None) -> Whole:
    words = typed.get(line.key, "")
    total, arithmetic, remark = line.total, line.arithmetic, line.remark
    if line.total is not None and not words:
        total, arithmetic, remark = None, "", f"本级未填，不能合计；本级没有这一项的填“{NONE}”"
    elif line.total is not None and (own := number_of(words)) is not None:
        total, arithmetic, remark = _with_own(line, own, members, typed)
    value = None if said is None else said.values[0]
    exact = value is not None and value.modifier is Modifier.EXACT
    return Whole(
        line=line,
        typed=words,
        total=total,
        arithmetic=arithmetic,
        remark=remark,
        draft=value.value if value is not None and exact else None,
    )


def _with_own(
    line: Line, own: Decimal, members: Sequence[Member], typed: Mapping[str, str]
) -> tuple[Decimal | None, str, str]:
    if line.total is None:
        return None, "", line.remark
    if line.unit != PERCENT:
        total = own + line.total
        return total, f"本级 {grouped(own)}＋下属 {grouped(line.total)}＝{grouped(total)}", ""
    weight = number_of(typed[_WEIGHT]) if typed.get(_WEIGHT) else None
    if not weight:
        return None, "", "本级没有全年预算数，不能加权"
    having = [
        (value.value, member.fund_amount or Decimal(0))
        for member, value in zip(members, line.values, strict=True)
        if value is not None
    ]
    figures, weights = [own, *(value for value, _ in having)], [weight, *(amount for _, amount in having)]
    total, arithmetic = weighted(figures, weights)
    return total, arithmetic, ""


def write(filing: Filing, actor: Actor, lines: Sequence[Line], given: Mapping[str, str]) -> int:
    """
    Keep what was typed for the own level of a locked filing; gives how many figures changed.

    Raises `Refused` for a line that is not there and for what is no number; then nothing is kept.
    """
    known, there = by_key(lines), typed_of(filing)
    changed: dict[str, str] = {}
    for key, words in given.items():
        sound = words.replace("\x00", "").strip()[:_LONGEST]
        if key not in known:
            raise Refused(Verdict.CONFLICT, "汇总表已经变化，请刷新后再填。")
        try:
            if sound:
                number_of(sound)
        except ValueError:
            raise Refused(
                Verdict.CONFLICT, f"“{known[key].title}”的本级数“{sound}”不是数字；没有这一项的填“{NONE}”。"
            ) from None
        if sound and len(key) > _LONGEST_KEY:
            raise Refused(Verdict.CONFLICT, f"指标名称“{known[key].title[:30]}…”太长，请先缩短再汇总。")
        if there.get(key, "") != sound:
            changed[key] = sound
    if not changed:
        return 0
    now = database_now()
    for key, words in changed.items():
        OwnFigure.objects.update_or_create(
            filing=filing, key=key, defaults={"typed": words, "saved_by_name": actor.name, "saved_at": now}
        )
    filing.version += 1
    filing.save(update_fields=["version"])
    chaining.write(
        filing.chain,
        "filing.own_level_saved",
        actor,
        count=len(changed),
        keys=sorted(changed),
        digest=sm3(canonical(changed)),
        version=filing.version,
    )
    return len(changed)
