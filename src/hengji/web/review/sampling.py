"""
Random samples that anybody can draw again: strata, a published seed, SHA-256.

Method `sha256-strata-1`.  Every member of a stratum gets the key SHA-256("seed:code") in lower-case
hexadecimal, where `code` is the organisation's; the members with the smallest keys are drawn.  Every
stratum gives one, the largest first while the sample lasts; each further one comes from the stratum
that is furthest below its share, of equals the first by name.

`printf %s 'seed:201' | sha256sum` repeats a key.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import access
from hengji.web.filing.models import Filing
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import text
from hengji.web.records.clock import database_now
from hengji.web.review import risk
from hengji.web.review.models import RiskAssessment, Sample

METHOD: Final = "sha256-strata-1"
_SEED: Final = re.compile(r"[0-9A-Za-z-]{4,64}")

STRATIFIERS: Final = {"risk": "风险等级", "kind": "单位类别"}
"""By what the population can be divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A part of the population with what is drawn from it."""

    name: str
    members: tuple[str, ...]
    drawn: tuple[str, ...]


def key(seed: str, code: str) -> str:
    """
    Where a member stands in the draw.

    >>> key("2024", "201")[:16]
    'ab08d23df8fe6a8c'
    """
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def allocate(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """
    How many each stratum gives.

    >>> allocate({"甲": 8, "乙": 3, "丙": 1}, 4)
    {'丙': 1, '乙': 1, '甲': 2}
    >>> allocate({"甲": 1, "乙": 1}, 5)
    {'乙': 1, '甲': 1}
    """
    names = sorted(name for name, size in sizes.items() if size)
    total = sum(sizes[name] for name in names)
    wanted = min(wanted, total)
    given = dict.fromkeys(names, 0)
    for name in sorted(names, key=lambda name: (-sizes[name], name))[:wanted]:
        given[name] = 1
    while sum(given.values()) < wanted:
        open_names = [name for name in names if given[name] < sizes[name]]
        # Integers only: wanted × size − given × total is the remainder, scaled by the population.
        short = max(open_names, key=lambda name: (wanted * sizes[name] - given[name] * total, _before(name)))
        given[short] += 1
    return given


def _before(name: str) -> tuple[int, ...]:
    """Orders names so that the first by name is the greatest."""
    return tuple(-ord(sign) for sign in name)


def draw(strata: Mapping[str, Collection[str]], wanted: int, seed: str) -> tuple[Stratum, ...]:
    """The sample; the same for the same strata, number and seed, whoever draws."""
    given = allocate({name: len(members) for name, members in strata.items()}, wanted)
    drawn = []
    for name in sorted(strata):
        ordered = sorted(strata[name], key=lambda code: (key(seed, code), code))
        drawn.append(
            Stratum(
                name=name,
                members=tuple(sorted(strata[name])),
                drawn=tuple(ordered[: given.get(name, 0)]),
            )
        )
    return tuple(drawn)


def population(campaign: Campaign, by: str) -> dict[str, list[str]]:
    """The organisations whose filings stand submitted, divided; two queries."""
    filings = Filing.objects.filter(access.seen_in(access.ISSUED), campaign=campaign)
    rows = filings.select_related("organisation").order_by("organisation__code")
    levels = {}
    if by == "risk":
        # The latest revision comes last and stays.
        kept = RiskAssessment.objects.filter(revision__filing__campaign=campaign)
        for filing_id, level in kept.order_by("revision__number").values_list("revision__filing", "level"):
            levels[filing_id] = risk.LEVEL_TITLES[risk.Level(level)]
    strata: dict[str, list[str]] = {}
    for filing in rows:
        name = levels.get(filing.pk, "未评估") if by == "risk" else filing.organisation.get_kind_display()
        strata.setdefault(name, []).append(filing.organisation.code)
    return strata


@transaction.atomic
def take(campaign: Campaign, user: User, actor: Actor, *, by: str, wanted: int, seed: str = "") -> Sample:
    """
    Draw and keep a sample with everything needed to draw it again; every draw is recorded.

    Without a seed one is made; a seed that was already used for the notice is refused, since drawing
    again until the sample pleases would be choosing.
    """
    campaign_access.require(user, CampaignAction.SAMPLE, campaign)
    seed = seed.strip() or secrets.token_hex(16)
    if _SEED.fullmatch(seed) is None:
        raise Refused(Verdict.CONFLICT, "种子须为 4 至 64 位字母、数字或连字符。")
    if by not in STRATIFIERS or wanted < 1:
        raise Refused(Verdict.CONFLICT, "请选择分层方式，抽取份数至少为 1。")
    held = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if held.samples.filter(seed=seed).exists():
        raise Refused(Verdict.CONFLICT, "这个种子已经用过；每次抽取须用新的种子。")
    strata = draw(population(held, by), wanted, seed)
    if not any(stratum.members for stratum in strata):
        raise Refused(Verdict.CONFLICT, "还没有已提交的材料可以抽取。")
    written = [{"name": one.name, "members": list(one.members), "drawn": list(one.drawn)} for one in strata]
    codes = sorted(code for one in strata for code in one.drawn)
    now = database_now()
    sample = Sample.objects.create(
        campaign=held,
        seed=seed,
        method=METHOD,
        strata=text({"by": by, "wanted": wanted, "strata": written}),
        drawn=text(codes),
        drawn_by_name=actor.name,
        drawn_at=now,
    )
    chaining.write(
        held.chain,
        "campaign.sampled",
        actor,
        at=now,
        count=len(codes),
        seed=seed,
        method=METHOD,
        by=by,
        drawn=codes,
    )
    return sample


def repeat(sample: Sample) -> tuple[str, ...]:
    """Draw a kept sample again from what it kept."""
    kept = json.loads(sample.strata)
    strata = {one["name"]: one["members"] for one in kept["strata"]}
    again = draw(strata, kept["wanted"], sample.seed)
    return tuple(sorted(code for one in again for code in one.drawn))
