"""
Log lines that nobody can forge: one record, one line.
"""

from __future__ import annotations

import logging
import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]")


class LineFormatter(logging.Formatter):
    """What a request put into a message cannot begin another line; tracebacks keep theirs."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line, without control characters."""
        return _CONTROL.sub("�", super().formatMessage(record)).replace("\n", " ⏎ ")
