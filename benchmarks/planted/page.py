"""
A page being written: numbered headings, paragraphs, tables.
"""

from __future__ import annotations

from decimal import Decimal

from benchmarks.planted import work_words
from benchmarks.planted.amounts import half_up
from benchmarks.planted.checking import grade
from benchmarks.planted.draft import Claim, Grid, Heading, Piece, Report, Sort, Words
from benchmarks.planted.facts import Facts
from benchmarks.planted.names import INVENTED
from benchmarks.planted.pen import Pen

NUMERALS = "一二三四五六七八九十"
_LEVELS = 4


def numbered(level: int, value: int) -> str:
    """
    The number of a heading.

    >>> numbered(2, 3)
    '（三）'
    """
    if level == 1:
        return f"{NUMERALS[value - 1]}、"
    if level == 2:
        return f"（{NUMERALS[value - 1]}）"
    return f"{value}." if level == 3 else f"（{value}）"


class Page:
    """Collects the pieces of a report; `size` stretches the prose from one page to forty."""

    def __init__(self, books: Facts, size: int) -> None:
        self.pen = Pen(books)
        self.size = size
        self.pieces: list[Piece] = []
        self._numbers = [0] * (_LEVELS + 1)

    def head(self, level: int, title: str, topic: str = "") -> None:
        """A heading with its number."""
        self._numbers[level] += 1
        self._numbers[level + 1 :] = [0] * (_LEVELS - level)
        self.pieces.append(
            Heading(level=level, text=numbered(level, self._numbers[level]) + title, topic=topic or title)
        )

    def say(self, *paragraphs: str) -> None:
        """Paragraphs."""
        self.pieces.extend(Words(text=words) for words in paragraphs)

    def table(self, grid: Grid) -> None:
        """A table."""
        self.pieces.append(grid)

    def prose(self, sentences: int) -> None:
        """Ordinary prose, more of it in longer reports."""
        pen = self.pen
        for _ in range(max(1, self.size // 2)):
            self.say(work_words.filler(pen, sentences))

    def work(self) -> None:
        """What was done, in announced lists and single counts; as long as the report is to be."""
        pen = self.pen
        for _ in range(self.size):
            self.say(work_words.tasks(pen, pen.rng.randint(3, 6)))
            told = "；".join(work_words.activity(pen, one) for one in pen.rng.sample(pen.books.activities, 3))
            self.say(f"{work_words.filler(pen, 2)}{told}。")

    def execution_points(self, marks: int) -> Decimal:
        """Points of an execution item scored in proportion."""
        line = self.pen.books.total
        return half_up(marks * line.executed / line.adjusted, 2)

    def score(self, token: str, value: Decimal, *, parts: tuple[tuple[str, Decimal], ...] = ()) -> str:
        """The claimed score with its grade; `token` is where the table tells it."""
        pen = self.pen
        told = pen.points(value, "score", suffix="分")
        pen.draft.relate(Claim.SAME, told, [token])
        word = pen.draft.put(Sort.GRADE, grade(value))
        pen.draft.relate(Claim.GRADE, word, [told])
        year = pen.year("score")
        if parts and pen.maybe(0.6):
            named = [(name, pen.points(got, "earned", suffix="分")) for name, got in parts]
            pen.draft.relate(Claim.SCORE_SUM, told, [got for _, got in named])
            inner = f"（其中：{'，'.join(f'{name}{got}' for name, got in named)}）"
        else:
            inner = ""
        return pen.pick(
            (
                f"经自评，{pen.books.unit}{year}年度部门整体支出绩效自评得分{told}{inner}，绩效等级为“{word}”。",
                f"对照评分标准逐项打分，{year}年度部门整体支出绩效自评总分{told}{inner}，等级为“{word}”。",
                f"{year}年度本部门整体支出绩效自评综合得分为{told}{inner}，自评等级为{word}。",
            )
        )

    def _dated(self) -> str:
        """The day below the text: in the spring after the year."""
        books = self.pen.books
        day = 1 + sum(map(ord, books.unit)) % 27
        return f"{books.unit} {books.year + 1}年3月{day}日"

    def report(self, *, title: str, kind: str, outline: str = "") -> Report:
        """The finished report, with the note that all of it is invented."""
        books = self.pen.books
        return self.pen.draft.report(
            title=title,
            kind=kind,
            unit=books.unit,
            year=books.year,
            pieces=[Words(text=INVENTED), *self.pieces, Words(text=self._dated(), align="right")],
            outline=outline,
        )
