"""
The words that tell what a figure is: changes, shares, completions, totals, and whole partitions.

Patterns here look backwards from a figure: they end at the figure itself.
"""

from __future__ import annotations

import re

from hengji.domain.statement import ChangeDirection

_TRADITIONAL = (
    "須须 籌筹 別别 畝亩 劃划 標标 準准 進进 舊旧 險险 鎮镇 鄉乡 統统 術术 館馆 號号 營营 養养 運运 務务 "
    "減减 預预 決决 費费 總总 計计 經经 較较 壓压 縮缩 長长 數数 財财 購购 車车 輛辆 縣县 區区 實实 際际 "
    "執执 級级 資资 類类 國国 項项 補补 貼贴 產产 達达 給给 發发 佔占 層层 戶户 單单 個个 萬万 億亿 幫帮 "
    "點点 條条 與与 從从 對对 應应 節节 約约 結结 餘余 轉转 樓楼 復复 員员 時时 間间 開开 導导 練练 審审 "
    "評评 績绩 組组 織织 業业 設设 處处 辦办 護护 續续 報报 銷销 額额 調调 撥拨 屬属 責责 無无 為为 漲涨 "
    "內内 學学 "
)
_STOPS = ":： ;； (（ )） !！ ?？ ,，"
FOLDED = {ord(pair[0]): pair[1] for pair in (_TRADITIONAL + _STOPS).split()}
"""Traditional signs and half-width stops as the patterns expect them, one for one."""

_UP = (
    "偏多|偏高|增加|增长|上升|提高|提升|增|上涨|"
    "上浮|递增|净增|追加|调增|扩大|多|高|高出|超出|超支|新增|增收|增支|涨"
)
_DOWN = (
    "偏少|偏低|减少|下降|"
    "降低|压缩|压减|减|缩减|下滑|递减|净减|调减|节约|节省|少|低|回落|核减|减收|减支|短收|降"
)
CHANGE = re.compile(
    rf"(?P<word>{_UP}|{_DOWN})(?:幅度|幅|率|额|数|金额|比例)?(?:了|约|为|达|近|超|到?达|各|：|均为|均)*\Z"
)
MORE_DONE = re.compile(r"(?:同比|(?:比|较)(?:上年|去年)(?:同期)?)(?P<word>多|少)[\u4e00-\u9fff]{1,4}\Z")
"""同比多查处472起: the deed stands behind the word of change."""
_DOWN_WORDS = frozenset(_DOWN.split("|"))
COMPARED = re.compile(
    r"(?:与|比|较|同|跟|对比)(?:[^，。；：、]{0,4}?)(?:\ue006|上一?年|去年|前年|年初|上期|同期|往年|预算|决算|原|计划|全年|调整|目标)[^，。；：、增减下上升降提压缩多少高低持长]{0,16}?(?:相比较?|比较|对比)?"
    r"|同比|环比|(?:较|比)上年|同口径"
)
PRIOR = re.compile(
    r"(?:上一?年度?(?!末?(?:财政)?(?:拨款)?(?:结转|结余|滚存))|去年|同期|上年同期|上年度|前一年)[^，。；：]{0,12}\Z"
)
PRIOR_INSIDE = re.compile(r"(?:比|较)(?:上一?年度?|去年|\ue006|\ue009)(?:同期|末|时期|期间)?的?\Z")
"""比上年的1,420件增加110件, 较“十三五”末的93.1亿元增加43.4亿元."""
BASE_INSIDE = re.compile(
    r"(?:比|较|与|同)[^，。；：、]{0,6}?(?:[\ue006\ue007\ue009]|上一?年|去年|上期|同期|年初|预算|决算|计划|目标|多年平均|常年)[^，。；：、增减升降超节压]{0,12}\Z"
)
MOVED_BEHIND = re.compile(
    r"^(?:/[\u4e00-\u9fff]{1,2})?）?(?:的)?(?:相比，[^，。；：、\ue000-\ue008\ue00a]{0,14}|(?:相比)?，?(?:实际)?)(?:增|减|上升|下降|提高|提升|降低|节约|节省|超|压|多|少|高|低|净|偏|下滑|上涨)"
)
"""较2023年决算数3.12万元减少0.56万元: what is compared with stands inside the words of the change."""
SHARE = re.compile(
    r"占(?:比(?:例|重)?|(?P<base>[^，。；：、]{0,30}?)(?:的(?:比例|比重|百分比|比率)?|比例|比重|比率|比)?)(?:分别)?(?:约|为|达到?|是|近|超过?|：)*\Z"
)
COMPLETION = re.compile(
    r"(?:完成|占|达到?|为)(?P<base>[^，。；：、]{0,10}?(?:预算|计划|任务|目标|指标)[^，。；：、占]{0,8}?)(?:的|比例)?(?:比例)?(?:约|为|达)*\Z"
    r"|(?P<name>(?:[\u4e00-\u9fff]{0,8}?)(?:执行|完成|支出|支付|到位|使用|完工|开工|进度|兑付|拨付|发放|承保|覆盖|参保|达标|合格|检出|投保|实现|保土|开展|结余|婚检|参检|受理|办结|控制|变动|调整|满意|出勤|参与|接通|回收|结案|整改|化解|调解|处置|改造|签约|就业|安置|修复|审结|入学|接种|建档|培训|走访|回访)(?:率|比率|比例|进度|度)?(?<=[率例度]))"
    r"(?:均)?(?:约|为|达到?|是|近|超过?|：|仅)*\Z"
)
TOTAL_AFTER = re.compile(
    r"(?:合计|共计|总计|小计|合共|总共|共|累计)(?:为|达|约|安排|下达|投入|支出|筹集|[\u4e00-\u9fff]{0,4})?\Z"
)
BUDGET = re.compile(r"预算|安排|下达|计划|指标|任务|批复|总投资|核定|资金|申请|应|种植|目标|资助")
EXECUTED = re.compile(r"决算|执行|实际|支出|支付|完成|使用|发放|已|兑付|拨付|承保|领取|实现|到位|投保|补贴")

_LEADING = re.compile(
    r"^(?:其中|其(?![他余它实])|的|和|及|以及|与|为|是|即|包括|含|有|共|另|另有|全年|本年度?|当年|今年|年度|本年度?|截至|，|分别为?|主要|“|”|\ue006|\ue007|\ue00a|度|我?部门|我?单位|本部门)+"
)
_TRAILING = re.compile(
    r"(?:为|是|达到?|约|共计?|有|了|到|至|近|超过?|超|仅|均|数|：|各|分别|预计|“|”|\ue006|\ue007)+$"
)
_LAST_SIGNS = tuple("为是达到约共计有了至近过超仅均数：各别\ue006\ue007")
"""What such words end with; most subjects end otherwise and need no look for where such words begin."""


def subject(lead: str) -> str:
    """
    What words before a figure speak of, without connectors.

    >>> subject("其中公务接待费为"), subject("2024年度收入支出总计")
    ('公务接待费', '2024年度收入支出总计')
    """
    plain = lead.replace("”", "").replace("“", "")
    leading = _LEADING.match(plain)
    if leading is not None:
        plain = plain[leading.end() :]
    return _TRAILING.sub("", plain) if plain.endswith(_LAST_SIGNS) else plain


def direction(word: str) -> ChangeDirection:
    """The direction that a word of change names."""
    return ChangeDirection.DECREASE if word in _DOWN_WORDS else ChangeDirection.INCREASE


PARTITIONS: tuple[tuple[str, ...], ...] = (
    ("基本", "项目"),
    ("中央", "地方"),
    ("税收", "非税"),
    ("基本", "项目", "经营", "上缴"),
    ("基本", "项目", "经营"),
    ("人员", "公用"),
    ("人员", "公用", "项目"),
    ("出国", "车", "接待"),
    ("车", "接待"),
    ("城市", "农村"),
    ("城镇", "农村"),
    ("公办", "民办"),
    ("续建", "新建"),
    ("线上", "线下"),
    ("出国", "购置", "运行", "接待"),
    ("行政", "后勤", "事业"),
    ("购置", "运行"),
    ("货物", "工程", "服务"),
    ("男", "女"),
    ("地上", "地下"),
    ("一般公共预算", "政府性基金"),
    ("一般公共预算", "政府性基金", "国有资本"),
    ("财政拨款", "事业", "经营", "其他"),
    ("财政拨款", "其他"),
    ("行政", "事业"),
    ("在职", "离休", "退休"),
    ("在职", "离退休"),
    ("离休", "退休"),
    ("优", "良", "中", "差"),
    ("优", "良", "合格", "不合格"),
    ("本级", "下级"),
    ("预算内", "预算外"),
    ("管理", "专业技术", "工勤"),
    ("行政", "参公", "事业"),
    ("参公", "事业"),
    ("行政", "参公"),
    ("高级工", "技师", "高级技师"),
    ("报告书", "报告表"),
    ("C级", "D级"),
    ("集中供养", "分散供养"),
    ("自动", "手工"),
    ("自行", "委托"),
    ("站内", "站外"),
    ("员额", "辅助"),
    ("员额", "辅助", "司法行政"),
    ("公务员", "事业"),
    ("馆长", "副馆长"),
    ("已", "未"),
    ("国内", "境"),
)
"""Words whose parts together are the whole: a total above them is broken into all of them."""
REST = ("其他", "其余", "其它", "剩余", "另外", "社会")
"""A last part of such a name takes what is left."""
