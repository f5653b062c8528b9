"""
Who acts: the person, in which role, from where and in which request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whose name an event bears."""

    name: str
    user_id: int | None = None
    role: str = ""
    organisation: str = ""
    address: str = ""
    request_id: str = ""


SYSTEM: Final = Actor(name="系统", role="system")
"""The platform itself, where nobody asked: a queue that starts again, the demonstration city."""
