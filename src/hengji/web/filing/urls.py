"""The room's addresses."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = []
