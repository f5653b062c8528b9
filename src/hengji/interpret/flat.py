"""
Tables that a page or a copy flattened into lines: rows put together again from labels and numbers.

A run of short lines without a full stop is read as labels with the numbers behind them.  Only what
survives flattening is used: classification codes, 其中 rows, 合计 rows, rows of indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hengji import figures
from hengji.domain.extract import Extract, Table
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import flat_forms, flat_scores, flat_three_public, grid, placing
from hengji.interpret.flat_forms import Piece, number
from hengji.interpret.statements import columns, table_sums, tables
from hengji.interpret.statements.tables import Block, Line

_NUMBER = FigureKind.NUMBER

_PROSE = re.compile(r"[。；！]|，[^，]*，|，.{12,}")
_FEWEST_LINES = 3
_LONGEST_LINE = 90
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|[0-9]{1,2}[.．、])")
_TOTAL = re.compile(r"(?:合计|总计|小计)[：:]?$")
_COST_SIDE = re.compile(r"支出|结余分配|年末")
_CODE = re.compile(r"^(?:\d{3}|\d{5}|\d{7})$")
_GROUPED = re.compile(r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?$")
_SIGN = re.compile(r"[≥≤><＞＜≧≦]")
_CLASS = re.compile(r"^(?:2[0-3]|3[01]|5[01])")
"""Classes of expenditure begin so: 201 to 23x by function, 301 to 31x and 50x by economic kind."""
_INDICATOR_GAP = 4


def flat_tables(
    extract: Extract, grids: Sequence[grid.Grid], found: tables.CellFigures
) -> Iterator[Statement]:
    """The statements of tables that stand in running text, a cell or a row a line."""
    if extract.format in {"docx", "xlsx"}:
        return
    if extract.format == "txt":
        yield from _headless(extract.text, grids, found)
    yield from flat_forms.glued(extract.text)
    for lines in _runs(extract):
        pieces = [piece for start, end in lines for piece in _pieces(extract.text, start, end)]
        numbers = sum(1 for piece in pieces if grid.is_number(piece.words))
        if numbers < _FEWEST_LINES:
            continue
        note = _note(extract, lines[0][0], lines[-1][1])
        if note is None and any(_GROUPED.match(piece.words) for piece in pieces):
            note = "单位：元"
        for block in _blocks(pieces, note):
            yield from table_sums.of_block(block, extract.text)
        yield from _across(pieces, note, extract.text)
        yield from flat_forms.execution(pieces, extract.text, note)
        yield from flat_scores.totals(pieces, extract.text)
        yield from flat_three_public.three_public(pieces, extract.text, note)
        yield from _indicators(extract.text, lines, found)


def _headless(text: str, grids: Sequence[grid.Grid], found: tables.CellFigures) -> Iterator[Statement]:
    """Indicators of a table without a header, as a copy of some of its rows leaves it."""
    for laid in grids:
        if not any(row.is_header for row in laid.rows):
            rows = [[cell for cell in row.cells if cell.start < cell.end] for row in laid.rows]
            lines = [(row[0].start, row[-1].end) for row in rows if row]
            yield from _indicators(text, lines, found)


def _runs(extract: Extract) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines that read like rows or cells, not like sentences."""
    run: list[tuple[int, int]] = []
    for block in extract.blocks:
        words = "" if isinstance(block, Table) else extract.text[block.start : block.end]
        if words.strip() and len(words) <= _LONGEST_LINE * 6 and not _is_prose(words):
            run.append((block.start, block.end))
        elif run:
            if len(run) >= _FEWEST_LINES or any("|" in extract.text[start:end] for start, end in run):
                yield run
            run = []
    if len(run) >= 1:
        yield run


def _is_prose(words: str) -> bool:
    return _PROSE.search(words) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The cells of a line: parted by bars, and where numbers begin or end by blanks."""
    for match in re.finditer(r"[^|\t\n]+", text[start:end]):
        position = start + match.start()
        for word in re.finditer(r"\S+", match[0]):
            yield Piece(word[0], position + word.start(), position + word.end())


def _note(extract: Extract, start: int, end: int) -> str | None:
    """The unit note above a run of lines, or anywhere in it."""
    return placing.note_in(extract.text[max(0, start - 120) : min(end, start + 400)]) or placing.note_in(
        extract.text[start:end], announced=True
    )


def _blocks(pieces: list[Piece], note: str | None) -> list[Block]:
    """Labels with the numbers behind them; income and expenditure apart."""
    lines = list(_lines(pieces, note))
    if sum(1 for line in lines if line.code) > _FEWEST_LINES:
        return [Block(lines=_first_column_only(lines))]
    numbered = [line for line in lines if line.label.startswith("一、")]
    if len(numbered) > 1:
        cost = [line for line in lines if _COST_SIDE.search(line.label)]
        income = [line for line in lines if not _COST_SIDE.search(line.label)]
        return [Block(lines=income), Block(lines=cost)]
    return [Block(lines=lines)]


def _first_column_only(lines: list[Line]) -> list[Line]:
    """Where blanks are lost, columns behind the first cannot be told apart unless all rows are full."""
    counts = {len(line.figures) for line in lines if line.figures}
    if len(counts) == 1:
        return lines
    return [
        Line(line.label, line.code, {1: line.figures[1]} if 1 in line.figures else {}, 1) for line in lines
    ]


def _lines(pieces: list[Piece], note: str | None) -> Iterator[Line]:
    label, code = "", ""
    found: dict[int, Figure] = {}
    scored = False
    last: dict[str, str] = {}
    classes = {piece.words[:3] for piece in pieces if len(piece.words) in {5, 7} and piece.words.isdigit()}
    for index, piece in enumerate(pieces):
        following = pieces[index + 1].words if index + 1 < len(pieces) else ""
        words = piece.words
        bare = grid.is_number(words) and not words.startswith(("（", "("))
        if words in {"-", "—", "－"}:
            if label:
                found.setdefault(len(found) + 1, _zero(piece))
            continue
        if _is_code(words, following, code, label, found, pieces, index, classes) or _goes_on(
            words, following, last
        ):
            if label or found:
                yield Line(label, code, found, 1)
                label, code, found = "", "", {}
            code += words
            last[code[:3]] = code
            continue
        if bare:
            scored = scored or flat_scores.heads(label)
            figure = number(piece, "得分" if flat_scores.is_total(label, below=scored) else note)
            if figure is not None and (label or code):
                found[len(found) + 1] = figure
            continue
        if found or (label and (_NUMBERED.match(words) or words.startswith("其中") or _TOTAL.search(words))):
            yield Line(label, code, _real(found), 1)
            label, code, found = "", "", {}
        label += words
    if label or code:
        yield Line(label, code, _real(found), 1)


def _zero(piece: Piece) -> Figure:
    """A dash keeps its column and says nothing."""
    return Figure(
        piece.words, piece.start, piece.end, _NUMBER, piece.words, "", figures.find("1")[0].modifier
    )


def _real(found: dict[int, Figure]) -> dict[int, Figure]:
    return {column: figure for column, figure in found.items() if not isinstance(figure.value, str)}


def _is_code(  # noqa: PLR0917 - all that stands around a number
    words: str,
    following: str,
    code: str,
    label: str,
    found: dict[int, Figure],
    pieces: list[Piece],
    index: int,
    classes: set[str],
) -> bool:
    if not words.isdigit():
        return False
    if _CODE.match(words):
        if not _CLASS.match(words):
            return False
        next_is_label = bool(following) and not grid.is_number(following)
        pieced = following.isdigit() and len(following) == len("01") and index + 2 < len(pieces)
        fresh = not label or bool(found) or words in classes
        return (next_is_label or pieced) and (fresh or len(words) > len("201")) and (not code or bool(found))
    return len(words) == len("01") and bool(code) and not label and not found and len(code) in {3, 5}


_NEAR = 20


def _goes_on(words: str, following: str, last: dict[str, str]) -> bool:
    """
    Whether a code goes on the list of its class though its name stands on the lines around it:
    30107 绩效工资 10.16 / 机关事业单位基本 / 30108 6.18 / 养老保险缴费.
    """
    before = last.get(words[:3], "")
    return (
        len(words) == len(before) == len("30108")
        and words.isdigit()
        and 0 < int(words) - int(before) <= _NEAR
        and "." in following
        and grid.is_number(following)
    )


def _across(pieces: list[Piece], note: str | None, text: str) -> Iterator[Statement]:
    """合计, 基本支出, 项目支出 of a row, where the header names just these three."""
    words = "".join(piece.words for piece in pieces[:40])
    if not re.search(r"合计基本支出项目支出|合计功能|基本支出项目支出", words):
        return
    rows = [line for line in _lines(pieces, note) if len(line.figures) == 3]
    found = [
        tables.statement(
            StatementType.SUM_OF_PARTS,
            line.figures[1],
            [("part", line.figures[2]), ("part", line.figures[3])],
            text,
            line.label,
        )
        for line in rows
    ]
    if sum(1 for one in found if tables.agrees(one)) * 3 >= len(found) * 2:
        yield from found


def _indicators(text: str, lines: list[tuple[int, int]], found: tables.CellFigures) -> Iterator[Statement]:
    """名称 分值 ≥目标 实际 得分 in one line, in either order of weight."""
    for start, end in lines:
        pieces = list(_pieces(text, start, end))
        for index, piece in enumerate(pieces):
            if not _SIGN.match(piece.words) or index + 2 > len(pieces):
                continue
            following = pieces[index + 1 : index + _INDICATOR_GAP]
            if not following:
                continue
            target, actual = _quantity(piece, found), _quantity(following[0], found)
            bare = [one for one in following[1:] if grid.is_number(one.words) and not _SIGN.match(one.words)]
            before = pieces[index - 1] if index else None
            if target is None or actual is None or not bare:
                continue
            if before is not None and grid.is_number(before.words) and len(bare) == 1:
                weight, points = before, bare[0]
            elif len(bare) > 1:
                weight, points = bare[0], bare[1]
            else:
                continue
            weight_figure, claim = number(weight, "分值"), number(points, "得分")
            if (
                weight_figure is not None
                and claim is not None
                and tables.value(claim) <= tables.value(weight_figure)
            ):
                yield from columns.points_claimed(target, actual, weight_figure, claim, text, pieces[0].words)


def _quantity(piece: Piece, found: tables.CellFigures) -> Figure | None:
    inside = [one for one in found.inside(piece.start, piece.end) if not isinstance(one.value, str)]
    return inside[0] if inside else None
