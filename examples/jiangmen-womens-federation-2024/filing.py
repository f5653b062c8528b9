# ruff: noqa: INP001 - a file of data, loaded by its path
"""
江门市妇女联合会 2024: a real department's figures as a filing.

Real are the money and the counts of what was done, taken from the department's published
self-evaluation report (江门市妇女联合会2024年度部门整体支出绩效自评报告).  The sentences are ours.
Targets, weights, evidence, three-public and operating figures, satisfaction and the answers to
checklists were never published: they are examples, marked so wherever they appear, and say
nothing about the department.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hengji.domain.filing import (
    Assessment,
    CheckAnswer,
    Filing,
    Narrative,
    NarrativeSection,
)
from hengji.domain.indicator import (
    Achievement,
    Category,
    Dimension,
    Direction,
    Evidence,
    Indicator,
    KeyTask,
    PerformanceGoal,
    Project,
    TaskQuantity,
)
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Jurisdiction, Organisation
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated

STANDARD_ID = "cn-440700.department-overall.2024"
_TEN_THOUSAND = Decimal(10_000)


def _yuan(digits: str) -> Stated:
    """An amount to the fen."""
    return Stated(value=Decimal(digits), unit=YUAN)


def _count(digits: str, unit: str, modifier: Modifier = Modifier.EXACT) -> Stated:
    """A plain count."""
    return Stated(value=Decimal(digits), unit=unit, modifier=modifier)


def _wan(digits: str, unit: str, modifier: Modifier = Modifier.EXACT) -> Stated:
    """A figure printed in 万: exact only to its last printed place."""
    printed = Decimal(digits)
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - digits are finite
    step = Decimal(1).scaleb(exponent) * _TEN_THOUSAND
    return Stated(value=printed * _TEN_THOUSAND, unit=unit, step=step, modifier=modifier)


def _percent(digits: str) -> Stated:
    return Stated(value=Decimal(digits), unit=PERCENT)


def _task(title: str, completion: str, *quantities: tuple[str, Stated]) -> KeyTask:
    return KeyTask(
        title=title,
        completion=completion,
        quantities=tuple(TaskQuantity(title=name, achieved=achieved) for name, achieved in quantities),
    )


ORGANISATION = Organisation(
    name="江门市妇女联合会",
    short_name="市妇联",
    jurisdiction=Jurisdiction(code="440700", name="广东省江门市"),
    finance_authority="江门市财政局",
    mandate=(
        "江门市妇女联合会在中共江门市委领导下开展工作，是党和政府联系妇女群众的人民团体。主要承担六个方面的职能："
        "引导妇女参与经济社会各项建设；代表妇女参与社会事务的民主管理和监督，参与涉及妇女儿童的法规、规章和政策制定，"
        "推动妇女、儿童发展规划落实；受理妇女诉求，协助查处侵害妇女儿童权益的行为，为受侵害者提供帮助；"
        "开展思想教育，宣传男女平等基本国策，选树典型，培养和推荐女性人才；建设“妇女儿童之家”和巾帼志愿者队伍，"
        "发展面向妇女儿童和家庭的公益服务；联系各界妇女，开展与港澳台及海外华侨华人妇女组织的交流"
    ),
    subordinate_units=("江门市妇女儿童活动中心", "江门市蓓蕾幼儿园"),
)

LEDGER = Ledger(
    rows=MappingProxyType(
        {
            LedgerLine.TOTAL: LedgerRow(
                initial_budget_amount=_yuan("29242314.38"),
                adjustment_amount=_yuan("0.00"),
                adjusted_budget_amount=_yuan("29242314.38"),
                executed_amount=_yuan("28771611.60"),
                prior_executed_amount=_yuan("29681698.79"),
            ),
            LedgerLine.PERSONNEL: LedgerRow(adjusted_budget_amount=_yuan("19731374.38")),
            LedgerLine.OPERATING: LedgerRow(adjusted_budget_amount=_yuan("429640.00")),
            LedgerLine.PROJECT: LedgerRow(adjusted_budget_amount=_yuan("9081300.00")),
        }
    ),
    change_reason="落实机关过紧日子要求，压减一般性支出",
)

MANAGEMENT = MappingProxyType(
    {
        "management.excepted_adjustment_amount": _yuan("0.00"),
        "management.three_public_budget_amount": _yuan("62000.00"),
        "management.three_public_amount": _yuan("48360.00"),
        "management.operating_budget_amount": _yuan("429640.00"),
        "management.operating_amount": _yuan("421873.25"),
    }
)

KEY_TASKS = (
    _task(
        "开展巾帼宣讲和典型选树",
        "组织“侨都巾帼大宣讲”系列活动，以音乐党课宣讲党的二十届三中全会精神，"
        "举办各界妇女纪念“三八”国际妇女节114周年健步行，并在新媒体推出专题报道",
        ("参与音乐党课的巾帼志愿者", _count("400", "名", Modifier.ODD)),
        ("宣传宣讲活动", _count("525", "场")),
        ("覆盖群众", _wan("15", "人次", Modifier.OVER)),
        ("获省级以上荣誉的集体和个人", _count("47", "个")),
    ),
    _task(
        "服务妇女创业就业，参与“百千万工程”",
        "发放妇女创业贷款，开设育婴、养老护理、家政等公益技能培训，会同市人社局开发“妈妈岗”，"
        "实施“她创汇”铿锵玫瑰培育计划，开展“美丽庭院”创建和“同植幸福树　共建绿美家”植树活动",
        ("发放妇女创业贷款", _wan("921.3", YUAN)),
        ("带动妇女就业创业", _count("1600", "名", Modifier.ODD)),
        ("创新创业培训交流活动", _count("163", "场")),
        ("公益技能培训", _count("42", "期")),
        ("培训和推荐就业", _count("1592", "人次")),
        ("开发“妈妈岗”", _count("3714", "个")),
        ("“她创汇”等活动", _count("51", "场次")),
        ("“美丽庭院”培训班", _count("70", "期")),
        ("筹集绿植花卉资金", _wan("90", YUAN, Modifier.ODD)),
        ("获赠绿植花卉的家庭", _count("2582", "户")),
        ("省级“美丽庭院”户", _count("50", "户")),
        ("省级“美丽庭院”典型户", _count("3", "户")),
        ("“美丽庭院”村", _count("2", "个")),
        ("“美丽庭院”特色村", _count("3", "个")),
        ("市级“美丽庭院”", _count("1606", "户")),
        ("植树活动", _count("170", "场")),
        ("种植巾帼林、家庭林、亲子林", _count("60", "个", Modifier.ODD)),
    ),
    _task(
        "推进家庭文明建设和家庭教育指导",
        "举办家庭教育大讲堂、大家庭亲子日等实践活动和交友联谊活动，制定镇（街）级家庭教育指导服务中心工作指引，"
        "组建家庭教育指导队伍，提供专家一对一指导",
        ("家庭教育主题实践活动", _count("2597", "场次")),
        ("惠及群众", _wan("21.49", "人次")),
        ("交友联谊活动", _count("14", "场次")),
        ("巾帼志愿服务", _count("2167", "场")),
        ("志愿服务群众", _wan("10.27", "人次")),
        ("建成镇（街）级家庭教育指导服务中心", _count("7", "个")),
        ("组建家庭教育指导队伍", _count("886", "支")),
        ("家庭教育师资培训", _count("14", "场")),
        ("培训家庭教育讲师", _count("420", "人次")),
        ("专家一对一接访", _count("120", "人次")),
    ),
    _task(
        "落实妇女儿童发展规划，建设儿童友好城市",
        "召开第七次全市妇女儿童工作会议，组建妇女儿童工作智库，推动男女平等基本国策进党校、进校园，"
        "牵头编制儿童友好城市建设实施方案，发布城市IP形象，我市入选第三批建设国家儿童友好城市名单",
        ("国策进市、县两级党校", _count("50", "班次")),
        ("党校培训学员", _count("5862", "人次")),
        ("国策教育进校园课程", _count("2900", "场", Modifier.ODD)),
        ("覆盖中小学生", _wan("41", "人次")),
        ("印发儿童友好重点实事", _count("20", "项")),
        ("参与IP形象巨幅画卷的儿童", _count("200", "名", Modifier.ODD)),
        ("推出“童行成长”研学线路", _count("7", "条")),
    ),
    _task(
        "维护妇女儿童权益，关爱困难群体",
        "接待处理妇女诉求，开展巾帼普法、“两癌”免费筛查宣传、“自强妈妈关怀”、爱心妈妈结对、暑期托管和节日送温暖",
        ("接待处理妇女诉求", _count("1918", "宗")),
        ("“家和美”巾帼普法乡村行", _count("1546", "场")),
        ("参与“两癌”免费筛查的妇女", _wan("12", "人", Modifier.OVER)),
        ("捐赠公益保险惠及妇女儿童", _wan("7.6", "人次")),
        ("“自强妈妈关怀”服务", _count("5100", "人次", Modifier.ODD)),
        ("招募爱心妈妈", _count("1769", "名")),
        ("暑期托管服务职工家庭", _count("700", "个", Modifier.NEAR)),
        ("筹集关爱物资", _wan("320.32", YUAN)),
        ("帮扶困难妇女儿童", _count("6700", "人次", Modifier.ODD)),
    ),
    _task(
        "加强基层组织和妇联党的建设",
        "筹备省、市妇女代表大会，培训各级执委，在“三新”领域新建妇联组织，实施“妇女之家”功能提升，"
        "开展与港澳及清远妇联组织的交流，落实市委巡察整改",
        ("出席省妇女第十四次代表大会的代表", _count("32", "名")),
        ("考察市妇女第十五次代表大会代表", _count("230", "名")),
        ("印制《妇联执委工作手册》", _wan("1.6", "本")),
        ("执委培训班", _count("200", "场", Modifier.OVER)),
        ("推选“最美妇联执委”", _count("31", "名")),
        ("新建“三新”领域妇联组织", _count("82", "个")),
        ("“妇女之家”服务", _count("2300", "人次", Modifier.OVER)),
    ),
    _task(
        "指导下属单位开展服务",
        "江门市妇女儿童活动中心承办“三八”“六一”等全市性活动；"
        "江门市蓓蕾幼儿园在市直幼儿园青年教师教学能力大赛中获一等奖",
    ),
)

_OUTPUT, _OUTCOME = Dimension.OUTPUT, Dimension.OUTCOME


def _indicator(
    code: str,
    title: str,
    kind: tuple[Dimension, Category],
    values: tuple[Stated, Stated],
    *,
    weight: str,
    evidence: str,
    explanation: str | None = None,
) -> Indicator:
    """An indicator that should be high; `values` are target and actual."""
    dimension, category = kind
    target, actual = values
    return Indicator(
        code=code,
        title=title,
        dimension=dimension,
        category=category,
        direction=Direction.HIGHER_IS_BETTER,
        target_value=target,
        actual_value=actual,
        unit_of_measure="万元" if target.unit == YUAN else target.unit,
        weight=Decimal(weight),
        deviation_explanation=explanation,
        evidence=(Evidence(title=evidence),),
        illustrative=True,
    )


_QUANTITY = (_OUTPUT, Category.QUANTITY)
_QUALITY = (_OUTPUT, Category.QUALITY)
_TIMELINESS = (_OUTPUT, Category.TIMELINESS)
_ECONOMIC = (_OUTCOME, Category.ECONOMIC_BENEFIT)
_SOCIAL = (_OUTCOME, Category.SOCIAL_BENEFIT)
_SUSTAINED = (_OUTCOME, Category.SUSTAINED_IMPACT)
_SATISFACTION = (Dimension.SATISFACTION, Category.BENEFICIARY_SATISFACTION)

INDICATORS = (
    _indicator(
        "I01",
        "宣传宣讲活动",
        _QUANTITY,
        (_count("500", "场"), _count("525", "场")),
        weight="2.5",
        evidence="宣讲活动台账",
    ),
    _indicator(
        "I02",
        "妇女创新创业培训交流活动",
        _QUANTITY,
        (_count("160", "场"), _count("163", "场")),
        weight="2",
        evidence="活动签到表",
    ),
    _indicator(
        "I03",
        "公益技能培训",
        _QUANTITY,
        (_count("40", "期"), _count("42", "期")),
        weight="2.5",
        evidence="培训通知和学员名册",
    ),
    _indicator(
        "I04",
        "家庭教育主题实践活动",
        _QUANTITY,
        (_count("2500", "场次"), _count("2597", "场次")),
        weight="3",
        evidence="家庭教育活动统计表",
    ),
    _indicator(
        "I05",
        "家庭教育师资培训",
        _QUANTITY,
        (_count("12", "场"), _count("14", "场")),
        weight="2",
        evidence="师资培训签到表",
    ),
    _indicator(
        "I06",
        "“家和美”巾帼普法乡村行",
        _QUANTITY,
        (_count("1500", "场"), _count("1546", "场")),
        weight="2.5",
        evidence="普法活动统计表",
    ),
    _indicator(
        "I07",
        "招募爱心妈妈",
        _QUANTITY,
        (_count("1700", "名"), _count("1769", "名")),
        weight="2",
        evidence="爱心妈妈登记表",
    ),
    _indicator(
        "I08",
        "新建“三新”领域妇联组织",
        _QUANTITY,
        (_count("80", "个"), _count("82", "个")),
        weight="2",
        evidence="组织成立批复文件",
    ),
    _indicator(
        "I09",
        "建成镇（街）级家庭教育指导服务中心",
        _QUANTITY,
        (_count("8", "个"), _count("7", "个")),
        weight="3",
        evidence="服务中心建设验收表",
        explanation="1个拟建中心的场地改造年末尚未完工，未计入年内建成数",
    ),
    _indicator(
        "I10",
        "培育市级“美丽庭院”",
        _QUANTITY,
        (_count("1200", "户"), _count("1606", "户")),
        weight="3",
        evidence="“美丽庭院”认定名单",
        explanation="年内社会捐赠绿植花卉，参与创建的家庭多于年初预计；指标值按上年完成数设定，偏低",
    ),
    _indicator(
        "I11",
        "创建省级“美丽庭院”户",
        _QUALITY,
        (_count("50", "户"), _count("50", "户")),
        weight="1.5",
        evidence="省妇联公布的名单",
    ),
    _indicator(
        "I12",
        "妇女诉求办结率",
        _QUALITY,
        (_percent("95"), _percent("97.6")),
        weight="1.5",
        evidence="信访接待登记和办结统计表",
    ),
    _indicator(
        "I13",
        "妇女儿童十项民生实事按期完成率",
        _TIMELINESS,
        (_percent("100"), _percent("100")),
        weight="1.5",
        evidence="民生实事完成情况报告",
    ),
    _indicator(
        "I14",
        "绩效管理项目按计划完成率",
        _TIMELINESS,
        (_percent("100"), _percent("100")),
        weight="1",
        evidence="项目进度台账",
    ),
    _indicator(
        "I15",
        "发放妇女创业贷款",
        _ECONOMIC,
        (_wan("900", YUAN), _wan("921.3", YUAN)),
        weight="3",
        evidence="创业贷款发放统计表",
    ),
    _indicator(
        "I16",
        "带动妇女就业创业",
        _ECONOMIC,
        (_count("1500", "名"), _count("1600", "名", Modifier.ODD)),
        weight="3",
        evidence="就业创业人员名册",
    ),
    _indicator(
        "I17",
        "培训和推荐就业",
        _ECONOMIC,
        (_count("1500", "人次"), _count("1592", "人次")),
        weight="2",
        evidence="推荐就业登记表",
    ),
    _indicator(
        "I18",
        "宣讲覆盖群众",
        _SOCIAL,
        (_wan("14", "人次"), _wan("15", "人次", Modifier.OVER)),
        weight="2",
        evidence="宣讲活动台账",
    ),
    _indicator(
        "I19",
        "家庭教育活动惠及群众",
        _SOCIAL,
        (_wan("20", "人次"), _wan("21.49", "人次")),
        weight="3",
        evidence="家庭教育活动统计表",
    ),
    _indicator(
        "I20",
        "参与“两癌”免费筛查的妇女",
        _SOCIAL,
        (_wan("12", "人"), _wan("12", "人", Modifier.OVER)),
        weight="3",
        evidence="“两癌”筛查统计表",
    ),
    _indicator(
        "I21",
        "帮扶困难妇女儿童",
        _SOCIAL,
        (_count("6500", "人次"), _count("6700", "人次", Modifier.ODD)),
        weight="2",
        evidence="关爱帮扶台账",
    ),
    Indicator(
        code="I22",
        title="儿童友好城市建设",
        dimension=_OUTCOME,
        category=Category.SUSTAINED_IMPACT,
        direction=Direction.QUALITATIVE,
        target_text="进入国家儿童友好城市建设名单",
        actual_text="入选第三批建设国家儿童友好城市名单",
        achievement=Achievement.FULL,
        weight=Decimal(2),
        claimed_points=Decimal(2),
        evidence=(Evidence(title="国家儿童友好城市建设名单公布文件"),),
        illustrative=True,
    ),
    _indicator(
        "I23",
        "妇女群众满意度",
        _SATISFACTION,
        (_percent("90"), _percent("93.5")),
        weight="5",
        evidence="满意度调查统计表",
    ),
    _indicator(
        "I24",
        "家庭教育活动参加者满意度",
        _SATISFACTION,
        (_percent("95"), _percent("94.2")),
        weight="5",
        evidence="满意度调查统计表",
        explanation="部分活动安排在工作日白天，双职工家庭反映参加不便",
    ),
)


def _checked(
    criterion: str, evidence: tuple[str, ...], *met: str, unmet: tuple[str, ...] = (), reason: str
) -> Assessment:
    answers = {item: CheckAnswer(met=True) for item in met} | {item: CheckAnswer(met=False) for item in unmet}
    return Assessment(
        criterion=criterion,
        reason=reason,
        checks=MappingProxyType(answers),
        evidence=tuple(Evidence(title=title) for title in evidence),
        illustrative=True,
    )


def _measured(criterion: str, *evidence: str) -> Assessment:
    return Assessment(
        criterion=criterion, evidence=tuple(Evidence(title=title) for title in evidence), illustrative=True
    )


ASSESSMENTS = MappingProxyType(
    {
        one.criterion: one
        for one in (
            _checked(
                "budget_preparation",
                ("2024年部门预算批复", "项目入库评审表"),
                "on_time_and_complete",
                "detailed_to_projects",
                "ex_ante_appraisal",
                reason="按时编报部门预算，支出细化到项目，本年没有新增项目",
            ),
            _checked(
                "goal_setting",
                ("2024年整体绩效目标申报表", "2024年度工作计划"),
                "goals_match_mandate",
                "indicators_quantified",
                "goals_match_budget",
                reason="整体绩效目标与职能和年度计划对应，主要指标有指标值",
            ),
            _measured("three_public_control", "2024年度部门决算报表“三公”经费表"),
            _measured("operating_control", "2024年度部门决算报表基本支出明细表"),
            _measured("execution", "2024年度部门决算报表"),
            _measured("budget_adjustment", "2024年部门预算批复"),
            _checked(
                "performance_management",
                ("2024年绩效运行监控表", "项目支出绩效自评表"),
                "monitoring",
                "self_evaluation",
                "rectification",
                unmet=("results_used",),
                reason="公开的自评报告没有说明自评结果怎样用于改进管理或编制预算",
            ),
            _checked(
                "disclosure",
                ("预决算公开网页截图",),
                "budget_on_time",
                "accounts_on_time",
                "performance_published",
                "kept_available",
                reason="预决算在市政府门户网站和本部门网站的专栏公开",
            ),
        )
    }
)

_NARRATIVES = {
    NarrativeSection.OVERALL_WORK: (
        "2024年，市妇联围绕市委、市政府中心工作，重点抓妇女思想引领、创业就业服务、家庭家教家风建设、"
        "妇女儿童维权关爱、儿童友好城市建设和妇联组织改革建设，承担的妇女儿童十项民生实事全部完成"
    ),
    NarrativeSection.GOAL_OVERVIEW: (
        "市妇联根据部门职能和2024年度工作计划设定整体绩效目标。"
        "纳入预算绩效管理的项目均设定绩效目标，并细化为可计量、可核对的指标"
    ),
    NarrativeSection.MANDATE_EFFECTIVENESS: (
        "活动场次、服务人次由各业务科室按月登记，年末汇总后与年度工作总结核对；满意度取自活动现场和线上问卷调查"
    ),
    NarrativeSection.BUDGET_PREPARATION: (
        "市妇联按照市财政局2024年部门预算编制要求，以单位职能、年度工作任务和上年项目支出为依据编制预算，"
        "人员经费和公用经费按定员定额测算，项目支出逐项列明用途"
    ),
    NarrativeSection.GOAL_SETTING: (
        "整体绩效目标由业务科室按年度工作计划提出，办公室汇总后与预算一并报送；"
        "指标以活动场次、服务人次等可统计的数量为主，按季度从活动台账取数"
    ),
    NarrativeSection.COST_CONTROL: (
        "委托开展的活动和服务通过比选、询价等竞争方式确定合作机构，按合同约定和验收结果分期付款；"
        "场地、师资优先使用市妇女儿童活动中心等现有资源"
    ),
    NarrativeSection.BUDGET_EXECUTION: (
        "支出按批复的预算和用款计划办理。办公室按季度核对各项目支出进度，进度偏慢的项目由承办科室说明原因"
    ),
    NarrativeSection.PERFORMANCE_MANAGEMENT: (
        "纳入绩效管理的项目按年初计划的进度实施，并通过社会捐赠和部门联办增加服务投入，"
        "全年筹集关爱物资320.32万元、绿植花卉资金90多万元"
    ),
    NarrativeSection.DISCLOSURE: (
        "部门预算和决算在江门市政府门户网站的专栏公开。本部门网站同步设置专栏集中公开预决算，公开后长期保留"
    ),
}

ILLUSTRATIONS = (
    "公开报告所列2024年支出预算29,242,314.38元作为全年预算数，年初预算按同数填列，预算调整数填0",
    "上年执行数按2024年支出数加公开的减少额910,087.19元推算",
    "“三公”经费和公用经费的预算数、决算数（公用经费预算数为公开数）",
    "绩效指标的指标值、分值、佐证材料和偏差原因，妇女诉求办结率和两项满意度的实际值",
    "各项核对事项的答复、评分理由和佐证材料，除年度总体工作、信息公开外的各项情况说明",
    "填报日期",
)

FILING = Filing(
    fiscal_year=2024,
    organisation=ORGANISATION,
    standard_id=STANDARD_ID,
    notice_title="关于开展2024年度市级财政资金绩效自评工作的通知",
    filed_on=date(2025, 4, 18),
    ledger=LEDGER,
    management=MANAGEMENT,
    goals=(
        PerformanceGoal(
            goal=(
                "组织宣传宣讲、技能培训、家庭教育、维权普法和关爱帮扶活动，扩大对妇女儿童和家庭的服务覆盖，"
                "推动儿童友好城市建设，夯实基层妇联组织"
            ),
            completion=(
                "宣传宣讲525场，公益技能培训42期，家庭教育主题实践活动2597场次，巾帼普法1546场，"
                "帮扶困难妇女儿童6700多人次，新建“三新”领域妇联组织82个，我市入选国家儿童友好城市建设名单"
            ),
        ),
    ),
    indicators=INDICATORS,
    key_tasks=KEY_TASKS,
    projects=tuple(
        Project(title=title)
        for title in (
            "妇女儿童工作经费",
            "妇儿工委工作经费",
            "补助基层妇联工作经费",
            "妇儿中心活动经费",
            "大型修缮",
        )
    ),
    narratives=MappingProxyType({section: Narrative(text=text) for section, text in _NARRATIVES.items()}),
    assessments=ASSESSMENTS,
    no_problems_stated=True,
    no_corrective_actions_stated=True,
    no_other_evaluations_stated=True,
    claimed_score=Stated(value=Decimal(100), unit="分"),
    claimed_grade="优",
    illustrations=ILLUSTRATIONS,
)
