"""What the server calls."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import Final

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from hengji import standards
from hengji.domain.problem import InputError
from hengji.web.jobs import orphans

_OBJECTS: Final = 20_000
"""New objects before the youngest are looked through: a page makes some ten thousand, nearly all short."""

_TURN: Final = 0.001
"""Seconds that one thread may hold the interpreter; Python's own is five times as long."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.web.project.settings")

application = get_wsgi_application()
# The first visitor does not wait for the addresses, the editions and their forms to be read.
get_resolver().url_patterns  # noqa: B018 - asking for them imports every view
with suppress(InputError):  # an edition that cannot be read is told where it is asked for
    standards.available()
# What was loaded at the start stays until the end; looking through it again cost a quarter of a page.
gc.collect()
gc.freeze()
gc.set_threshold(_OBJECTS, 20, 50)
# A save waits for the database a dozen times; it must not wait as often for a scorecard beside it.
sys.setswitchinterval(_TURN)
orphans.end_with_server()
