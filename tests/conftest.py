"""Laws are judged by what they find, never by how fast a machine finds it; shared sources may be absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Built on the profile in force, so that a run under CI stays repeatable.
settings.register_profile(
    "any machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared sources beside the repository; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED
