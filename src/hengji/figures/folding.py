"""
One character for one: full-width digits, traditional characters, odd dashes and blanks.

Patterns look at the folded text only; since every character is replaced by exactly one other,
offsets into it are offsets into what was written.
"""

from __future__ import annotations

import re

_WIDE_SIGNS = "．. ％% ＋+ －- −- ‐- ‑- –— ＜< ＞> ＝= ／/ ：: ∶: ～~ 〜~ （( ）) ＄$ ￥¥ ○〇 Ｏ〇 ◯〇"
_TRADITIONAL_PAIRS = (
    "億亿 萬万 個个 箇个 點点 兩两 負负 戶户 畝亩 場场 塲场 項项 條条 間间 隊队 輛辆 號号 節节 "
    "幾几 數数 餘余 來来 將将 約约 過过 達达 貳贰 參叁 叄叁 陸陆 圓圆 圜圆 幣币 雙双 對对 檯台 "
    "臺台 層层 頭头 類类 屆届 歲岁 週周 鐘钟 時时 噸吨 錢钱 塊块 種种 門门 張张 課课 冊册 員员 "
    "團团 盞盏 筆笔 處处 倆两 弍二 弐二 壱一 區区 縣县 鎮镇 鄉乡 盧卢 韓韩 鎊镑 歐欧 學学 級级 "
    "組组 業业 車车 畫画 頁页 於于 內内 滿满 從从 佔占 "
)
_WIDE = (
    *zip("０１２３４５６７８９", "0123456789", strict=True),
    *((pair[0], pair[1]) for pair in _WIDE_SIGNS.split()),
    *((blank, " ") for blank in ("\u3000", "\u00a0", "\u2002", "\u2003", "\u2009", "\r")),
)
_TRADITIONAL = tuple((pair[0], pair[1]) for pair in _TRADITIONAL_PAIRS.split())
_TRADITIONAL_SIGNS = "億萬個點兩負貳參叄陸圓幣倆國為與會數場戶項幾餘雙對條號屆歲級週"
"""A text with none of these is not in traditional characters: ninety searches are saved."""
_WIDE_COMMA = re.compile(r"，(?<=[０-９]，)(?=[０-９]{3})")
"""A full-width comma among full-width digits groups them; among half-width ones it may part a list."""
_REPLACED = frozenset("，") | frozenset(_TRADITIONAL_SIGNS) | {written for written, _ in _WIDE}
_SHORT = 100
"""A text so short (a cell, a figure) is looked at once by its characters, not once for every sign."""
SENTINEL = "\0" * 24
"""Appended once, so that looking a few characters ahead never needs a bound."""


def fold(text: str) -> str:
    """
    The text with every character in its plainest form, and a sentinel behind it.

    >>> fold("２億２千萬（元）").rstrip(chr(0))
    '2亿2千万(元)'
    """
    if len(text) < _SHORT and _REPLACED.isdisjoint(text):
        return text + SENTINEL
    if "，" in text:
        text = _WIDE_COMMA.sub(",", text)
    for written, plain in _WIDE:
        if written in text:
            text = text.replace(written, plain)
    if any(sign in text for sign in _TRADITIONAL_SIGNS):
        for written, plain in _TRADITIONAL:
            text = text.replace(written, plain)
    return text + SENTINEL
