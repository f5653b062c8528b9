"""A published report to look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hengji.web.disclosure.models import Publication
from hengji.web.filing.models import FilingStatus
from tests.web.conftest import City


@pytest.fixture
def published(city: City) -> Publication:
    """The department's report of 2024, public."""
    filing = city.bring_to(FilingStatus.PUBLISHED, city.department)
    return Publication.objects.get(filing=filing)


@pytest.fixture
def page(client: object) -> Callable[[str], str]:
    """What a stranger reads at an address."""

    def read(address: str) -> str:
        response = client.get(address)  # type: ignore[attr-defined]
        assert response.status_code == 200, (address, response.status_code)
        return str(response.content.decode())

    return read
