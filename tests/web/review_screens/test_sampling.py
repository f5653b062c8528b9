"""A sample is drawn once and can be drawn again by anybody, from what is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import User
from hengji.web.filing.models import FilingStatus
from hengji.web.records.models import Event
from hengji.web.review import sampling
from hengji.web.review.models import Sample
from tests.web.conftest import City, actor

STRATA = st.dictionaries(
    st.sampled_from(["高", "中", "低", "未评估"]),
    st.sets(st.integers(100, 999).map(str), max_size=30).map(sorted),
)


def by_hand(strata: dict[str, list[str]], given_counts: dict[str, int], seed: str) -> list[str]:
    """The published recipe, written a second time without the platform's code."""
    drawn: list[str] = []
    for name, members in strata.items():
        keys = sorted((hashlib.sha256(f"{seed}:{code}".encode()).hexdigest(), code) for code in members)
        drawn += [code for _, code in keys[: given_counts.get(name, 0)]]
    return sorted(drawn)


@given(STRATA, st.integers(1, 40), st.text("0123456789abcdef", min_size=4, max_size=32))
def test_the_same_seed_gives_the_same_sample_whoever_draws(
    strata: dict[str, list[str]], wanted: int, seed: str
) -> None:
    drawn = sampling.draw(strata, wanted, seed)
    codes = sorted(code for one in drawn for code in one.drawn)
    given_counts = {one.name: len(one.drawn) for one in drawn}
    assert codes == by_hand(strata, given_counts, seed)
    backwards = {name: list(reversed(members)) for name, members in reversed(strata.items())}
    assert sampling.draw(backwards, wanted, seed) == drawn, "the order of the rows plays no part"


@given(
    st.dictionaries(st.text("甲乙丙丁戊", min_size=1, max_size=2), st.integers(0, 200)), st.integers(1, 300)
)
def test_every_stratum_gives_its_share(sizes: dict[str, int], wanted: int) -> None:
    given_counts = sampling.allocate(sizes, wanted)
    total = sum(sizes.values())
    assert sum(given_counts.values()) == min(wanted, total)
    filled = [name for name, size in sizes.items() if size]
    assert given_counts.keys() == set(filled)
    for name in filled:
        assert given_counts[name] <= sizes[name]
        if wanted >= len(filled):
            assert given_counts[name] >= 1


def test_a_known_draw_stays_what_it_was() -> None:
    strata = {"高": ["204", "209"], "低": ["201", "202", "203", "205", "206", "207"]}
    drawn = sampling.draw(strata, 4, "jiangmen-2024")
    # Checked against: printf %s 'jiangmen-2024:203' | sha256sum
    assert {one.name: one.drawn for one in drawn} == {"高": ("204",), "低": ("203", "205", "207")}


def test_a_draw_is_kept_with_everything_and_repeats(city: City) -> None:
    for organisation in (city.department, city.sibling, city.unit):
        city.bring_to(FilingStatus.SUBMITTED, organisation)
    reviewer = city.people["reviewer"]
    sample = sampling.take(city.campaign, reviewer, actor(reviewer), by="kind", wanted=2, seed="20250520-07")
    codes = json.loads(sample.drawn)
    assert len(codes) == 2
    assert list(sampling.repeat(sample)) == codes
    kept = json.loads(sample.strata)
    strata = {one["name"]: one["members"] for one in kept["strata"]}
    counts = {one["name"]: len(one["drawn"]) for one in kept["strata"]}
    assert counts == {"部门": 1, "下属单位": 1}
    assert by_hand(strata, counts, "20250520-07") == codes
    event = Event.objects.get(chain=city.campaign.chain, type="campaign.sampled")
    assert json.loads(event.payload)["drawn"] == codes


def test_the_same_seed_is_not_used_twice_and_a_bad_one_not_at_all(city: City) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    reviewer = city.people["reviewer"]
    sampling.take(city.campaign, reviewer, actor(reviewer), by="risk", wanted=1, seed="first-one")
    for seed in ("first-one", "a;b", "abc"):
        with pytest.raises(Refused):
            sampling.take(city.campaign, reviewer, actor(reviewer), by="risk", wanted=1, seed=seed)
    assert Sample.objects.count() == 1


def test_somebody_tampering_with_a_kept_sample_is_seen_on_the_page(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    for organisation in (city.department, city.sibling):
        city.bring_to(FilingStatus.SUBMITTED, organisation)
    reviewer = city.people["reviewer"]
    sample = sampling.take(city.campaign, reviewer, actor(reviewer), by="kind", wanted=1)
    address = f"/campaigns/{city.campaign.pk}/samples"
    page = signed_in(city.people["auditor"]).get(address).content.decode()
    assert "重做结果一致" in page
    other = {city.department.code, city.sibling.code} - set(json.loads(sample.drawn))
    Sample.objects.filter(pk=sample.pk).update(drawn=json.dumps(sorted(other)))
    page = signed_in(city.people["auditor"]).get(address).content.decode()
    assert "重做结果不一致" in page
