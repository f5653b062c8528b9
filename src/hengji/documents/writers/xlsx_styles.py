"""
How each kind of cell looks: calm, printable in black and white, the same in every sheet.

White cells with blue words are for the clerk; grey ones compute themselves and are locked.
Fonts are named, never shipped.
"""

from __future__ import annotations

from typing import Any, Final

from hengji.domain.sheet import CellStyle

BODY: Final[dict[str, Any]] = {"font_name": "宋体", "font_size": 11}
_HEAD_FONT: Final = "黑体"
_INK: Final = "#1F2937"
_INPUT_INK: Final = "#0B3D91"
_LINE: Final = "#9CA3AF"
_BAND: Final = "#DCE6F1"
_SOFT: Final = "#EEF3F9"
_GREY: Final = "#EDEDED"
_AMBER: Final = "#FFF4D6"
_RED: Final = "#B42318"

AMOUNT: Final = "#,##0.00;[Red]-#,##0.00"
NUMBER: Final = "General"
PERCENT: Final = "0.00%"
POINTS: Final = "0.00"

_cell = BODY | {"font_color": _INK, "valign": "vcenter", "text_wrap": True}
_ruled = _cell | {"border": 1, "border_color": _LINE}
_input = _ruled | {"font_color": _INPUT_INK, "bg_color": "#FFFFFF", "locked": False}
_computed = _ruled | {"bg_color": _GREY, "align": "right", "indent": 1}

LOOKS: Final[dict[CellStyle, dict[str, Any]]] = {
    CellStyle.TITLE: _cell | {"font_name": _HEAD_FONT, "font_size": 18, "align": "center"},
    CellStyle.SUBTITLE: _cell | {"font_size": 12, "align": "center", "font_color": "#4B5563"},
    CellStyle.SECTION: _ruled
    | {"font_name": _HEAD_FONT, "font_size": 12, "bg_color": _SOFT, "align": "left", "indent": 1},
    CellStyle.HEADER: _ruled | {"font_name": _HEAD_FONT, "bg_color": _BAND, "align": "center"},
    CellStyle.LABEL: _ruled | {"bg_color": _SOFT, "align": "left", "indent": 1},
    CellStyle.TEXT: _ruled | {"align": "left", "indent": 1},
    CellStyle.NOTE: _cell | {"font_size": 10, "font_color": "#4B5563"},
    CellStyle.INPUT: _input | {"align": "left", "indent": 1},
    CellStyle.INPUT_LONG: _input | {"align": "left", "indent": 1, "num_format": "@"},
    CellStyle.INPUT_AMOUNT: _input | {"num_format": AMOUNT, "align": "right", "indent": 1},
    CellStyle.INPUT_NUMBER: _input | {"num_format": NUMBER, "align": "right", "indent": 1},
    CellStyle.INPUT_PERCENT: _input | {"num_format": PERCENT, "align": "right"},
    CellStyle.COMPUTED: _computed | {"align": "center", "indent": 0},
    CellStyle.COMPUTED_AMOUNT: _computed | {"num_format": AMOUNT},
    CellStyle.COMPUTED_PERCENT: _computed | {"num_format": PERCENT},
    CellStyle.COMPUTED_POINTS: _computed | {"num_format": POINTS},
    CellStyle.POINTS: _ruled | {"num_format": POINTS, "align": "right"},
    CellStyle.MARK: _ruled | {"bg_color": _AMBER, "align": "center", "bold": True},
    CellStyle.WARNING: _ruled | {"bg_color": _AMBER, "font_color": _RED},
    CellStyle.STRONG: _ruled | {"bold": True},
}

ANNOUNCING: Final = frozenset({CellStyle.COMPUTED})
"""Computed cells that say in words whether figures agree."""
DIFFERENCE_WORD: Final = "相差"
ALARM: Final[dict[str, Any]] = {"font_color": _RED, "bg_color": "#FDE7E4", "bold": True}
