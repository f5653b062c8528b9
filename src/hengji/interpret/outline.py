"""
The outline of a document: headings with their numbers, levels and spans.

Numbering follows GB/T 9704 (一、 （一） 1. （1）) and is damaged by Word in known ways: （2） where
（二） was meant, 3、 where 三、 was meant.  What scheme a number belongs to is decided by its
neighbours, not by its form alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hengji.domain.document import Section
from hengji.domain.extract import Extract, Paragraph
from hengji.domain.source import Place
from hengji.interpret import contents

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_NUMBER = re.compile(
    rf"[ \t\u3000\u00a0]*(?:(?P<part>第{_CHINESE}(?:部分|章|篇)|附件\s?[0-9]{{0,2}}(?=[:：\s]))[:：、]?"
    rf"|(?P<top>{_CHINESE})\s?[、.．]"
    rf"|[（(]\s?(?P<second>{_CHINESE})\s?[）)][、.．]?"
    rf"|[（(]\s?(?P<fourth>[0-9０-９]{{1,2}})\s?[）)][、.．]?"
    rf"|(?P<third>[0-9０-９]{{1,2}})\s?(?:[.．](?![0-9０-９])|、))[ \t\u3000]*"
)
_DAMAGE = re.compile(r"[ \t\u3000\u00a0]*\[bookmark:[^\]\n]{0,40}\][ \t]*")
_ENDS = "。；！？，,;：:"
_LONGEST_TITLE = 40
_SHORTEST_CONTENTS = 4
_LEVELS = {"part": 0, "top": 1, "second": 2, "third": 3, "fourth": 4}
_INLINE_TITLE = re.compile(r"[^。，；：:\n]{2,30}(?=[。：:])")
_FORM_FIELD = re.compile(r"[0-9０-９]\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    number: str
    title: str
    level: int
    start: int
    body_start: int
    scheme: str
    ordinal: int
    place: Place


def outline(extract: Extract) -> tuple[Section, ...]:
    """The sections of a document, in order; each ends where the next of its level or higher begins."""
    headings = _repaired(_without_contents(list(_headings(extract))))
    sections = []
    ends: list[int] = [len(extract.text)] * len(headings)
    open_: list[int] = []
    for index, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.start
        open_.append(index)
    for heading, end in zip(headings, ends, strict=True):
        sections.append(
            Section(
                number=heading.number,
                title=heading.title,
                level=heading.level,
                start=heading.start,
                end=end,
                body_start=min(heading.body_start, end),
                place=replace(heading.place, start=heading.start, end=heading.body_start),
            )
        )
    return tuple(sections)


def _headings(extract: Extract) -> Iterator[_Heading]:
    blocks = [block for block in extract.blocks if isinstance(block, Paragraph)]
    named = contents.titles(extract)
    for index, block in enumerate(blocks):
        words = extract.text[block.start : block.end]
        if not words.strip() or (named is not None and named.start <= block.start < named.end):
            continue
        after = blocks[index + 1].start if index + 1 < len(blocks) else len(extract.text)
        found = _numbered(words, block) or _styled(words, block)
        if found is None and named is not None and block.start in named.offsets:
            found = _in_contents(words, block, _LEVELS["top" if named.below_parts else "part"])
        if found is None or (found.scheme == "style" and _is_title(extract, block)):
            continue
        yield (
            replace(found, body_start=max(found.body_start, min(after, block.end + 1)))
            if (found.body_start >= block.end)
            else found
        )


def _is_title(extract: Extract, block: Paragraph) -> bool:
    """Whether nothing stands before: the first heading without a number is the document's own title."""
    return not extract.text[: block.start].strip()


def _numbered(words: str, block: Paragraph) -> _Heading | None:
    damage = _DAMAGE.match(words)
    offset = damage.end() if damage is not None else 0
    match = _NUMBER.match(words, offset)
    if match is None:
        return None
    scheme = match.lastgroup or "top"
    rest = words[match.end() :].rstrip()
    title, body = _title(rest, scheme, styled=block.level is not None)
    if title is None:
        return None
    left = len(words) - len(words.lstrip())
    number = words[max(left, offset) : match.end()].strip()
    return _Heading(
        number=number,
        title=title,
        level=_LEVELS[scheme],
        start=block.start + left,
        body_start=block.start + match.end() + body if body < len(rest) else block.end,
        scheme=scheme,
        ordinal=ordinal(match[scheme]),
        place=block.place,
    )


def _title(rest: str, scheme: str, *, styled: bool) -> tuple[str | None, int]:
    """The title and where the body begins behind it; `None` where the line is no heading."""
    if not rest:
        return None, 0
    stripped = rest.strip()
    if len(stripped) <= _LONGEST_TITLE and stripped[-1] not in _ENDS and not _reads_as_prose(stripped):
        return stripped, len(rest)
    if len(stripped) <= _LONGEST_TITLE and stripped[-1] in "。：:" and not _reads_as_prose(stripped[:-1]):
        return stripped[:-1], len(rest)
    if styled and len(stripped) <= 2 * _LONGEST_TITLE:
        return stripped, len(rest)
    inline = _INLINE_TITLE.match(rest)
    if inline is None:
        return None, 0
    if scheme in {"top", "second"} or (scheme in {"third", "fourth"} and rest[inline.end()] == "。"):
        return inline[0].strip(), inline.end() + 1
    return None, 0


def _reads_as_prose(words: str) -> bool:
    return any(sign in words for sign in "，；。") or _FORM_FIELD.search(words) is not None


def _styled(words: str, block: Paragraph) -> _Heading | None:
    """A heading by its style alone, where the file marks headings and prints no number."""
    stripped = words.strip()
    if block.level is None or len(stripped) > 2 * _LONGEST_TITLE or stripped[-1] in "。；，":
        return None
    left = len(words) - len(words.lstrip())
    return _Heading(
        number=block.numbering,
        title=stripped.removeprefix(block.numbering).strip(),
        level=block.level,
        start=block.start + left,
        body_start=block.end,
        scheme="style",
        ordinal=0,
        place=block.place,
    )


def _in_contents(words: str, block: Paragraph, level: int) -> _Heading:
    """A title that only the contents number."""
    return _Heading(
        number="",
        title=words.strip(),
        level=level,
        start=block.start + len(words) - len(words.lstrip()),
        body_start=block.end,
        scheme="style",
        ordinal=0,
        place=block.place,
    )


def _without_contents(headings: list[_Heading]) -> list[_Heading]:
    """The headings without a table of contents: a run of bodiless ones of which most come again."""
    names = [_key(heading) for heading in headings]
    later = {name: index for index, name in enumerate(names)}
    kept: list[_Heading] = []
    run: list[int] = []
    for index, heading in enumerate(headings):
        run.append(index)
        last = index + 1 == len(headings)
        if not last and headings[index + 1].start - heading.body_start <= 1:
            continue
        keys = [names[one] for one in run]
        real = next((place for place, key in enumerate(keys) if key in keys[:place]), len(run))
        again = sum(1 for one in run[:real] if later[names[one]] > run[real - 1])
        listed = real >= _SHORTEST_CONTENTS and 2 * again > real
        kept += [headings[one] for one in (run[real:] if listed else run)]
        run = []
    return kept


def _key(heading: _Heading) -> str:
    return "".join((heading.number + heading.title).split())


def _repaired(headings: list[_Heading]) -> list[_Heading]:
    """
    Levels of damaged numbers mended: a number that continues a list of another form joins it.

    （2） after （一） is （二）; 3、 after 二、 is 三、 — unless it continues a list of its own form, or
    the 三、 itself is still to come: then a number of its own list was left out.
    """
    mended: list[_Heading] = []
    last: dict[str, int] = {}
    """The last ordinal of each level that is still open."""
    twins = {"fourth": "second", "third": "top"}
    coming = _coming(headings)
    for heading, next_ in zip(headings, coming, strict=True):
        scheme, level = heading.scheme, heading.level
        twin = twins.get(scheme)
        if twin is not None and twin in last and heading.ordinal > 1:
            own = last.get(scheme)
            missing = own is not None and next_.get(twin) == heading.ordinal
            if last[twin] == heading.ordinal - 1 and own != heading.ordinal - 1 and not missing:
                scheme, level = twin, _LEVELS[twin]
        if scheme != "style":
            for other in [name for name in last if _LEVELS[name] > _LEVELS[scheme]]:
                del last[other]
            last[scheme] = heading.ordinal
        own_scheme = scheme == heading.scheme
        mended.append(heading if own_scheme else replace(heading, level=level, scheme=scheme))
    return _levelled(mended)


def _coming(headings: list[_Heading]) -> list[dict[str, int]]:
    """For each heading the ordinal that comes next in each form, as far as no higher heading parts them."""
    found: list[dict[str, int]] = []
    ahead: dict[str, int] = {}
    for heading in reversed(headings):
        found.append(ahead)
        if heading.scheme != "style":
            kept = {form: ordinal for form, ordinal in ahead.items() if _LEVELS[form] < heading.level}
            ahead = kept | {heading.scheme: heading.ordinal}
    return found[::-1]


def _levelled(headings: list[_Heading]) -> list[_Heading]:
    """Levels from one on, without a gap that no heading fills."""
    used = sorted({heading.level for heading in headings})
    rank = {level: index + 1 for index, level in enumerate(used)}
    return [replace(heading, level=rank[heading.level]) for heading in headings]


_ORDINAL = re.compile(rf"[0-9０-９]+|{_CHINESE}")
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}


def ordinal(words: str) -> int:
    """
    The number of a heading or an item; what follows no order (十三五) is read as far as it goes.

    >>> ordinal("十二"), ordinal("２"), ordinal("二十"), ordinal("十三五")
    (12, 2, 20, 10)
    """
    found = _ORDINAL.search(words)
    if found is None:
        return 0
    if found[0].isdigit():
        return int(found[0])
    tens, ten, ones = found[0].rpartition("十")
    if not ten:
        return _DIGITS.get(found[0][-1], 0)
    return 10 * (_DIGITS.get(tens[-1], 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
