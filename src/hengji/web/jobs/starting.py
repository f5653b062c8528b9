"""
How a process that answers people starts: whatever the first of them would wait for is read before.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver

from hengji import standards
from hengji.domain.problem import InputError

_OBJECTS: Final = 20_000
"""New objects before the youngest are looked through: a page makes some ten thousand, nearly all short."""


def make_ready() -> None:
    """Read addresses, templates, editions and their forms; then keep the collector away from them."""
    get_resolver().url_patterns  # noqa: B018 - asking for them imports every view
    with suppress(InputError):  # an edition that cannot be read is told where it is asked for
        standards.available()
    for name in _templates():
        get_template(name)
    # What was loaded at the start stays until the end; looking through it again cost a quarter of a page.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 50)


def _templates() -> list[str]:
    """The names of our own templates."""
    folders = [Path(each) for each in settings.TEMPLATES[0]["DIRS"]]
    ours = [each for each in apps.get_app_configs() if each.name.startswith("hengji.")]
    folders += [Path(each.path) / "templates" for each in ours]
    return sorted(
        {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")}
    )
