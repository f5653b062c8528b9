"""
The words behind which the parts of a total are told: 其中, 主要用于, 支出明细为, 卫生技术人员中.
"""

from __future__ import annotations

import re

from hengji.interpret.clauses import VALUES

MARKER = re.compile(
    # Nearly every place is left at once: a marker begins with one of few signs or stands behind a figure.
    rf"(?=[其，资来。主分含包]|(?<=[{VALUES}]))(?:"
    r"(?P<strong>其中(?:有|包括|包含|：|，|:)?)|(?P<sources>，?(?:资金)?来源(?:主要)?(?:为|是|包括|：)：?)|(?P<loose>，(?:结构|具体|明细|构成|情况)[^，。；：]{0,4}如下：|[，。]按[^，。；：]{2,10}(?:分类|划分|分)[，：]|主要?用于以下[^：，。；]{0,8}：|主要用于：|主要用于(?=[^，。；：、\ue000-\ue00a]{2,16}["
    + VALUES
    + r"]、)|。(?:支出|资金|费用|经费|具体)(?:明细|构成|结构|用途)(?:为|是)?：|分为|含(?=[^税，。]{1,12}["
    + VALUES
    + r"])"
    r"|(?<=["
    + VALUES
    + r"])中，(?=[^。；]{0,20}["
    + VALUES
    + r"])|包括：?(?=[^。；]{0,20}["
    + VALUES
    + r"])|(?<=["
    + VALUES
    + r"])，?(?:分别(?![从由提增上下降升减])|由"
    r"|(?<!\ue001)(?<!\ue001，)即|：)(?:是|为)?|，为(?=[^，。；]{2,30}["
    + VALUES
    + r"][、，])|(?<=["
    + VALUES
    + r"])[^，。；：、（）注]{1,8}：(?=[^。；：]{0,12}["
    + VALUES
    + r"])))"
)
RETOLD = re.compile(
    r"(?:^|[。；])(?P<name>[^，。；：、\ue000-\ue00a]{2,12})：(?=[^。；：]{0,14}[" + VALUES + r"])"
)
"""老年人：消防改造680万元: a part told before, broken down in a sentence of its own."""
NAMED_AGAIN = re.compile(
    r"。(?P<name>[\u4e00-\u9fff]{4,14})中，(?=[^，。；：]{1,24}["
    + VALUES
    + r"](?P<joint>[；、])?[^。]{0,60}(?:；|["
    + VALUES
    + r"]。))"
)
"""财政拨款支出预算中，…: a total told before, divided in a sentence of its own."""
