"""A city with a filled draft, and somebody signed in before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from hengji.web.filing.models import Filing
from tests.web.conftest import City


@pytest.fixture
def filing(city: City) -> Filing:
    """A draft of the department, filled."""
    return city.begin(city.department)


@pytest.fixture
def clerk(city: City, signed_in: Callable[..., Client]) -> Client:
    """The browser of the department's preparer."""
    return signed_in(city.preparer(city.department))
