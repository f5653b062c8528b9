"""
What each type of event says to a person: `events.yaml`, Chinese sentences with named gaps.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from hengji.web.records.canonical import Plain


@cache
def sentences() -> Mapping[str, str]:
    """Every type of event with its sentence."""
    source = resources.files("hengji.web.records").joinpath("events.yaml").read_text("utf-8")
    loaded: dict[str, str] = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - makes text and nothing else
    return loaded


@cache
def gaps(event_type: str) -> frozenset[str]:
    """The names that a sentence leaves open."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentences()[event_type]) if name)


def check(event_type: str, payload: Mapping[str, Plain]) -> None:
    """Raise where a payload leaves a gap of its sentence open; it may hold more than the sentence says."""
    missing = gaps(event_type) - payload.keys()
    if missing:
        raise ValueError(f"{event_type} lacks {', '.join(sorted(missing))}")


def sentence(event_type: str, payload: Mapping[str, Plain]) -> str:
    """What an event says, in Chinese; its type where an older edition of the platform wrote it."""
    words = sentences().get(event_type)
    return event_type if words is None else words.format_map(payload)
