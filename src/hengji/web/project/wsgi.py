"""What the server calls."""

from __future__ import annotations

import os
import sys
from typing import Final

from django.core.wsgi import get_wsgi_application

from hengji.web.jobs import orphans, starting

_TURN: Final = 0.001
"""Seconds that one thread may hold the interpreter; Python's own is five times as long."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.web.project.settings")

application = get_wsgi_application()
starting.make_ready()
# A save waits for the database a dozen times; it must not wait as often for a scorecard beside it.
sys.setswitchinterval(_TURN)
orphans.end_with_server()
