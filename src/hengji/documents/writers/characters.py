"""
Text on its way into a file: what no file format can hold is taken out here, once for all writers.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# Control characters were never visible, so nothing that could be read is lost with them; overrides of
# the writing direction make digits read backwards and have no use in Chinese.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Halves of characters and code points that Unicode keeps out of text: shown as U+FFFD, never dropped.
_NO_CHARACTERS = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def writable(text: str) -> str:
    r"""
    The text with line ends as newlines, control characters gone and non-characters as U+FFFD.

    What is left goes into XML, HTML, JSON and PDF alike.

    >>> writable("甲\x00乙\x0b丙\ud800丁\t戊")
    '甲乙\n丙�丁\t戊'
    """
    if text.isprintable():
        return text
    return _NO_CHARACTERS.sub("\ufffd", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))


def width_in_ems(text: str) -> float:
    """
    About how wide the text runs, in ems: an ideograph is one, a digit or letter half of one.

    >>> width_in_ems("2024年"), width_in_ems("（示例）")
    (3.0, 4.0)
    """
    return sum(1.0 if unicodedata.east_asian_width(mark) in "WFA" else 0.5 for mark in text)


# What a line may not be broken inside of: digits with their points and commas, Latin words.
_UNBROKEN = re.compile(r"[!-~]+")
_DIVISION = re.compile(r"[!-~÷×]+")


def widest_unbroken(text: str, *, whole: bool = False) -> float:
    """
    The width in ems of the widest piece that no line break can divide; `whole` counts a division
    or product as one piece.

    >>> widest_unbroken("支出28,771,611.60元")
    6.5
    >>> widest_unbroken("910.19÷29,681.79＝3.07%", whole=True)
    8.5
    """
    pieces = (_DIVISION if whole else _UNBROKEN).findall(text)
    return max((width_in_ems(piece) for piece in pieces), default=1.0)


def width_with_gaps(text: str) -> float:
    """
    The width in ems with the quarter blank that stands between ideographs and digits.

    >>> width_with_gaps("2025年3月20日")
    7.75
    """
    gaps = sum(left.isascii() != right.isascii() for left, right in pairwise(text))
    return width_in_ems(text) + gaps / 4


def signature_blanks(name: str, date: str) -> tuple[float, float]:
    """
    The blanks in ems at the right of a signing unit and of the date below it.

    The name stands two characters in and the date begins two characters after the name does; a
    date too long for that stands two characters in itself and pushes the name to the left.

    >>> signature_blanks("江门市妇女联合会", "2025年3月20日")
    (3.75, 2.0)
    """
    name_width, date_width = width_with_gaps(name), width_with_gaps(date)
    date_blank = name_width - date_width
    if date_blank >= 2:
        return 2.0, date_blank
    return max(2.0, 2.0 + date_width + 2.0 - name_width), 2.0


# Where the words of an official title may part: after these, or before those.
_TITLE_JOINTS = re.compile(
    r"(?<=年度)(?=.)|(?<=中心)(?=.)|(?<=联合会|委员会)(?=.)|(?<=[局厅会处院校])(?=\d{4}年)"
    r"|(?=部门整体支出)|(?=部门预算)|(?=项目支出)|(?=绩效自评)|(?=整体绩效)|(?<=情况)(?=.)|(?=报告$)"
)


def title_lines(text: str, ems: float) -> str:
    r"""
    A title too long for a line of so many ems, parted where its words part, in lines of like length.

    A title that already has lines of its own keeps them.

    >>> title_lines("江门市妇女联合会2024年度部门整体支出绩效自评报告", 20)
    '江门市妇女联合会2024年度\n部门整体支出绩效自评报告'
    """
    if "\n" in text or width_in_ems(text) <= ems:
        return text
    joints = [match.start() for match in _TITLE_JOINTS.finditer(text)]
    fitting = [
        place for place in joints if max(width_in_ems(text[:place]), width_in_ems(text[place:])) <= ems
    ]
    if not fitting:
        return text
    best = min(fitting, key=lambda place: abs(width_in_ems(text[:place]) - width_in_ems(text[place:])))
    return f"{text[:best]}\n{text[best:]}"
