"""Settings of the tests: the platform's own, with a key and a folder of their own and quick passwords."""

from __future__ import annotations

import os
import secrets
import tempfile
from typing import Final

os.environ.setdefault("HENGJI_HOME", tempfile.mkdtemp(prefix="hengji-tests-"))
os.environ.setdefault("HENGJI_SECRET_KEY", secrets.token_urlsafe(60))
os.environ.setdefault("HENGJI_HTTPS", "0")

from hengji.web.project.settings import *  # noqa: F403

PASSWORD_HASHERS: Final = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS: Final = ["testserver", "localhost"]
