"""
The pen: writes figures of the books into a draft, each with the relation it takes part in.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal

from benchmarks.planted.amounts import MoneyStyle, Printed, count, half_up, money, percent, points
from benchmarks.planted.draft import Claim, Draft, Sort
from benchmarks.planted.facts import Facts

Maker = Callable[["Pen"], str]


class Pen:
    """A draft, the books it is written from, and the chance that picks a wording."""

    def __init__(self, books: Facts) -> None:
        self.books = books
        self.draft = Draft()
        self.rng: random.Random = books.rng
        self.totals: dict[str, str] = {}
        """Tokens of facts that are told more than once, by their name."""

    def pick(self, options: Sequence[str]) -> str:
        """One of several words."""
        return self.rng.choice(options)

    def maybe(self, chance: float) -> bool:
        """True so often."""
        return self.rng.random() < chance

    def money(
        self, yuan: Decimal, use: str = "", *, style: MoneyStyle | None = None, bare: bool = False
    ) -> str:
        """An amount."""
        return self.draft.put(Sort.MONEY, money(yuan, style or self.books.style, bare=bare), use)

    def percent(
        self, part: Decimal, whole: Decimal, use: str = "", *, places: int = 2, bare: bool = False
    ) -> str:
        """A ratio in per cent."""
        return self.draft.put(Sort.PERCENT, percent(part, whole, places, bare=bare), use)

    def count(self, number: int, classifier: str = "", use: str = "") -> str:
        """A count."""
        return self.draft.put(Sort.COUNT, count(number, classifier), use)

    def points(self, value: Decimal, use: str = "", *, suffix: str = "") -> str:
        """A score."""
        made = points(value)
        return self.draft.put(
            Sort.POINTS, Printed(text=made.text + suffix, value=made.value, half=made.half), use
        )

    def weight(self, value: Decimal) -> str:
        """Marks in a column of 分值."""
        return self.draft.put(Sort.WEIGHT, points(value))

    def year(self, use: str) -> str:
        """The fiscal year where a report must name its own."""
        return self.draft.put(
            Sort.YEAR,
            Printed(text=str(self.books.year), value=Decimal(self.books.year), half=Decimal(0)),
            use,
        )

    def unit_name(self, use: str = "text") -> str:
        """The unit's own name."""
        return self.draft.put(Sort.UNIT_NAME, self.books.unit, use)

    def told_again(self, name: str, token: str) -> str:
        """Note that a token tells a fact by that name; a second telling must agree with the first."""
        earlier = self.totals.setdefault(name, token)
        if earlier != token:
            self.draft.relate(Claim.SAME, token, [earlier])
        return token

    # ── claims ────────────────────────────────────────────────────────────────────────

    def share(self, part: str, part_value: Decimal, whole: str, whole_value: Decimal) -> str:
        """What a part is of a whole."""
        token = self.percent(part_value, whole_value, "share")
        self.draft.relate(Claim.SHARE, token, [part, whole])
        return token

    def rate(
        self, done: str, done_value: Decimal, planned: str, planned_value: Decimal, *, bare: bool = False
    ) -> str:
        """How far a budget was executed or a plan fulfilled."""
        token = self.percent(done_value, planned_value, "rate", bare=bare)
        self.draft.relate(Claim.EXECUTION, token, [done, planned])
        return token

    def sum(self, whole: str, parts: Sequence[str], *, decides: bool = True) -> None:
        """The parts make the whole."""
        self.draft.relate(Claim.SUM, whole, parts, decides=decides)

    def change(
        self, now: str, now_value: Decimal, before_value: Decimal, *, before: str | None = None
    ) -> str:
        """
        The change on a year before, as an amount with its rate; `before` is the token of that year.
        """
        amount, amount_word, rate, rate_word = self.change_figures(
            now, now_value, before_value, before=before
        )
        if rate is None:
            return f"{amount_word}{amount}"
        return self.pick(
            (
                f"{amount_word}{amount}，{rate_word}{rate}",
                f"{amount_word}{amount}，{rate_word}{rate}",
                f"{amount_word}{amount}（{rate_word}{rate}）",
            )
        )

    def change_figures(
        self,
        now: str,
        now_value: Decimal,
        before_value: Decimal,
        *,
        before: str | None = None,
        one_word: bool = False,
    ) -> tuple[str, str, str | None, str]:
        """
        Amount, its word, rate and its word, each a token; no rate without a year before.

        With `one_word` the amount's word signs the rate too.
        """
        up = now_value >= before_value
        words = (
            (("增加", "增长"), ("增加", "上升"), ("增加", "增长"))
            if up
            else (("减少", "下降"), ("减少", "下降"), ("减少", "降低"))
        )
        first, second = self.rng.choice(words)
        amount_word = self.draft.put(Sort.DIRECTION, first)
        rate_word = amount_word if one_word else self.draft.put(Sort.DIRECTION, second)
        amount = self.money(abs(now_value - before_value), "change")
        if before is not None:
            self.draft.relate(Claim.CHANGE_AMOUNT, amount, [now, before], direction=amount_word)
        if before_value == 0:
            return amount, amount_word, None, rate_word
        rate = self.percent(abs(now_value - before_value), before_value, "change")
        self.draft.relate(Claim.IMPLIED_CHANGE, rate, [now, amount, amount_word], direction=rate_word)
        if before is not None:
            self.draft.relate(Claim.CHANGE_RATE, rate, [now, before], direction=rate_word)
        return amount, amount_word, rate, rate_word

    def whole_yuan(self, low: int, high: int) -> Decimal:
        """A round amount."""
        return Decimal(self.rng.randint(low, high) * 10)


def nearest(value: Decimal, places: int) -> Decimal:
    """A rounded value, for products that must come out."""
    return half_up(value, places)
