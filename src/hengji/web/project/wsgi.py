"""What the server calls."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

from django.core.wsgi import get_wsgi_application

_OBJECTS: Final = 20_000
"""New objects before the youngest are looked through: a page makes some ten thousand, nearly all short."""

_TURN: Final = 0.001
"""Seconds that one thread may hold the interpreter; Python's own is five times as long."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.web.project.settings")

application = get_wsgi_application()
# What was loaded at the start stays until the end; looking through it again cost a quarter of a page.
gc.collect()
gc.freeze()
gc.set_threshold(_OBJECTS, 20, 50)
# A save waits for the database a dozen times; it must not wait as often for a scorecard beside it.
sys.setswitchinterval(_TURN)
