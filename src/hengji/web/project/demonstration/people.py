"""
Who there is in the demonstration: organisations, what they do, and the people that sign in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hengji.web.accounts.roles import Kind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An invented department, with what its report is about."""

    code: str
    name: str
    short_name: str
    duty: str
    """One sentence of its mandate."""
    works: tuple[tuple[str, str, int], ...]
    """What it does and counts: title, unit of measure, yearly target."""
    budget: int
    """Of the year 2023, in yuan."""
    rates: tuple[int, int, int]
    """Execution of the three years, in hundredths of a percent."""
    short: tuple[int, int, int] = (0, 0, 0)
    """By how many percent its work fell short in each year."""
    claim: int = 0
    """Points that it claims above what is computed, at most 100 in all."""


FEDERATION: Final = "301"
"""江门市妇女联合会."""

UNITS: Final = (
    Unit(
        code="201", name="示例市文化广电旅游局", short_name="市文广旅局",
        duty="负责公共文化服务、文物保护和旅游管理",
        works=(("公益文艺演出", "场", 120), ("文物巡查", "处次", 260), ("图书馆接待读者", "人次", 180000)),
        budget=68_420_000, rates=(9655, 9731, 9612),
    ),
    Unit(
        code="202", name="示例市教育局", short_name="市教育局",
        duty="负责教育事业发展规划和学校管理",
        works=(("教师培训", "人次", 5200), ("校舍安全检查", "校次", 340), ("资助困难学生", "人次", 8600)),
        budget=412_300_000, rates=(9890, 9902, 9876),
    ),
    Unit(
        code="203", name="示例市民政局", short_name="市民政局",
        duty="负责社会救助、养老服务和社会组织管理",
        works=(("发放临时救助", "人次", 2300), ("养老机构检查", "家次", 96), ("社工服务活动", "场", 480)),
        budget=156_700_000, rates=(9420, 9377, 9544), short=(0, 6, 9),
    ),
    Unit(
        code="204", name="示例市生态环境局", short_name="市生态环境局",
        duty="负责污染防治、生态环境监测和执法",
        works=(("执法检查", "家次", 1500), ("水质监测断面", "个", 42), ("环境信访办结", "件", 620)),
        budget=93_150_000, rates=(8812, 9120, 7184),
        short=(8, 0, 46), claim=32,
    ),
    Unit(
        code="205", name="示例市交通运输局", short_name="市交通局",
        duty="负责公路水路建设和运输市场监管",
        works=(("农村公路养护", "公里", 860), ("客运企业检查", "家次", 210), ("隐患整治", "处", 75)),
        budget=238_900_000, rates=(9103, 8655, 9288), short=(0, 22, 10),
    ),
    Unit(
        code="206", name="示例市卫生健康局", short_name="市卫健局",
        duty="负责公共卫生、医疗服务和人口监测",
        works=(("家庭医生签约服务", "人次", 96000), ("卫生监督检查", "户次", 4100), ("健康讲座", "场", 330)),
        budget=305_600_000, rates=(9777, 9682, 9731),
    ),
    Unit(
        code="207", name="示例市农业农村局", short_name="市农业农村局",
        duty="负责农业生产、农村发展和农产品质量安全",
        works=(("农民技术培训", "人次", 3800), ("农产品抽检", "批次", 5200), ("高标准农田管护", "亩", 42000)),
        budget=187_400_000, rates=(8530, 8994, 8866),
        short=(24, 18, 15), claim=6,
    ),
    Unit(
        code="208", name="示例市市场监督管理局", short_name="市市场监管局",
        duty="负责市场主体登记、产品质量和食品药品监管",
        works=(("食品抽检", "批次", 6300), ("特种设备检查", "台次", 2900), ("消费投诉办结", "件", 8700)),
        budget=129_800_000, rates=(9812, 9850, 9797),
    ),
    Unit(
        code="209", name="示例市科学技术局", short_name="市科技局",
        duty="负责科技规划、项目管理和成果转化",
        works=(("科技项目立项", "项", 68), ("企业走访服务", "家次", 420), ("科普活动", "场", 90)),
        budget=76_250_000, rates=(7950, 8341, 8105), short=(12, 20, 28), claim=9,
    ),
    Unit(
        code="210", name="示例市体育局", short_name="市体育局",
        duty="负责群众体育、竞技体育和场馆管理",
        works=(("全民健身活动", "场", 150), ("场馆免费开放", "小时", 9600), ("社体指导员培训", "人次", 620)),
        budget=44_600_000, rates=(9588, 9610, 9433),
    ),
    Unit(
        code="211", name="示例市档案馆", short_name="市档案馆",
        duty="负责档案收集、保管、利用和开放",
        works=(("档案数字化", "页", 820000), ("接待查档", "人次", 5400), ("业务指导", "家次", 130)),
        budget=21_380_000, rates=(9720, 9688, 9752),
    ),
    Unit(
        code=FEDERATION, name="江门市妇女联合会", short_name="市妇联",
        duty="党和政府联系妇女群众的人民团体",
        works=(("宣传宣讲活动", "场", 480), ("公益技能培训", "期", 38), ("家庭教育活动", "场次", 2400)),
        budget=30_120_000, rates=(9786, 9839, 9802),
    ),
)  # fmt: skip

LIBRARY: Final = Unit(
    code="201001", name="示例市图书馆", short_name="市图书馆",
        duty="负责文献借阅和全民阅读推广",
    works=(("接待读者", "人次", 180000), ("阅读推广活动", "场", 210), ("新增藏书", "册", 26000)),
    budget=12_460_000, rates=(9690, 9755, 9701),
)  # fmt: skip
"""A unit below 市文广旅局, so that a first review can be seen."""

AUTHORITY: Final = ("100", "示例市财政局", "市财政局", Kind.FINANCE_AUTHORITY)
OVERSIGHT: Final = ("900", "示例市审计局", "市审计局", Kind.OVERSIGHT)

PEOPLE: Final = (
    ("guanliyuan", "林静（示例）", "100", Role.PERFORMANCE_ADMINISTRATOR),
    ("tianbao", "陈晓（示例）", FEDERATION, Role.PREPARER),
    ("fuzeren", "黄敏（示例）", FEDERATION, Role.RESPONSIBLE_OFFICER),
    ("zhuguan", "何平（示例）", "201", Role.SUPERVISING_REVIEWER),
    ("tushuguan", "周岚（示例）", "201001", Role.PREPARER),
    ("minzheng", "蔡蕾（示例）", "203", Role.PREPARER),
    ("dangan", "罗勇（示例）", "211", Role.RESPONSIBLE_OFFICER),
    ("shenhe", "梁伟（示例）", "100", Role.FINANCE_REVIEWER),
    ("shenji", "吴桐（示例）", "900", Role.AUDITOR),
    ("xitong", "郑凯（示例）", "100", Role.SYSTEM_ADMINISTRATOR),
)
"""User name, name, organisation, role: those that the sign-in page names."""


def called(code: str) -> str:
    """The short name of whoever has that code."""
    names = {unit.code: unit.short_name for unit in (*UNITS, LIBRARY)}
    return (names | {AUTHORITY[0]: AUTHORITY[2], OVERSIGHT[0]: OVERSIGHT[2]})[code]
