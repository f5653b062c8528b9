"""Laws are judged by what they find, never by how fast a machine finds it."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Built on the profile in force, so that a run under CI stays repeatable.
settings.register_profile(
    "any machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
