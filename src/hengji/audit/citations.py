"""
The sources that rules cite, each once, with how far it is known.

What a commercial system or a widespread habit checks is no law: such a threshold is marked as
our own choice, and the note says where it was seen.
"""

from __future__ import annotations

from datetime import date

from hengji.domain.source import Citation, Confidence

ACCURATE_FIGURES = Citation(
    title="财政部关于中央部门项目支出绩效自评工作的通知（要点）",
    article="数据准确、分值合理、结果客观",
    href="https://www.baogao.com/zhengce/998f5b6b-595d-4b7c-8935-1f16c191af56.html",
    note="见到摘录",
)
HONEST_SCORES = Citation(
    title="财政部关于中央部门项目支出绩效自评工作的通知（要点）",
    article="严禁刻意抬高分数、弄虚作假",
    href="https://www.baogao.com/zhengce/998f5b6b-595d-4b7c-8935-1f16c191af56.html",
    note="见到摘录",
)
SCORES_ADD_UP = Citation(
    title="中介机构绩效评价报告质量考核评分表（附件8）",
    article="计分正确、散总一致、评分与评级相符",
    href="https://max.book118.com/html/2017/0624/117773641.shtm",
    note="针对第三方报告，条目移用",
)
COVER = Citation(
    title="中介机构绩效评价报告质量考核评分表（附件8）",
    article="封面要素齐全，每少一项扣分",
    href="https://max.book118.com/html/2017/0624/117773641.shtm",
    note="针对第三方报告，条目移用",
)
CONTENT_COMPLETE = Citation(
    title="中介机构绩效评价报告质量考核评分表（附件8）",
    article="内容齐全（按提纲），缺一项内容或重复一部分扣1分",
    href="https://max.book118.com/html/2017/0624/117773641.shtm",
    note="针对第三方报告，条目移用",
)
FORMS_FILLED = Citation(
    title="中介机构绩效评价报告质量考核评分表（附件8）",
    article="表格填写，每一项不完整扣0.2分",
    href="https://max.book118.com/html/2017/0624/117773641.shtm",
    note="针对第三方报告，条目移用",
)
WORDING = Citation(
    title="中介机构绩效评价报告质量考核评分表（附件8）",
    article="文字语言，每处扣0.5分",
    href="https://max.book118.com/html/2017/0624/117773641.shtm",
    note="针对第三方报告，条目移用",
)
GRADES = Citation(
    title="财政部预算司统一的绩效评价等级标准",
    article="优90—100、良80—89、中60—79、差0—59",
    href="http://www.dz-gczx.com/wap/articleDetails_id_1290.html",
    note="第三方网站转述",
)
EXECUTION_REASON = Citation(
    title="四川省部门预算项目支出绩效自评表填报说明",
    article="预算执行率未达到90%的需说明原因",
    href="https://www.scqs.gov.cn/info/13206/211004.htm",
)
ADJUSTMENT_REASON = Citation(
    title="四川省部门预算项目支出绩效自评表填报说明",
    article="年中发生预算调整的（追加或调减），应单独说明理由",
    href="https://www.scqs.gov.cn/info/13206/211004.htm",
)
DEVIATION = Citation(
    title="项目支出绩效评价管理办法",
    number="财预〔2020〕10号",
    article="未完成或偏离较多的指标分析原因",
    confidence=Confidence.RECALLED,
    note="30%的界限见于四川2020年规则和广西的系统校验，10号文本身不定比例",
)
QUALITATIVE_BANDS = Citation(
    title="项目支出绩效评价管理办法",
    number="财预〔2020〕10号",
    article="定性指标分达成、部分达成、未达成三档赋分",
    confidence=Confidence.RECALLED,
)
RESULTS_REPORTED = Citation(
    title="项目支出绩效评价管理办法",
    number="财预〔2020〕10号",
    article="执行率偏低、自评结果较差的单独说明原因，提出整改措施",
    confidence=Confidence.RECALLED,
)
PERSONAL_RECORDS = Citation(
    title="中华人民共和国个人信息保护法",
    article="公开个人信息须取得个人同意",
    confidence=Confidence.RECALLED,
)
TWENTY_DAYS = Citation(
    title="地方预决算公开操作规程",
    number="财预〔2016〕143号",
    article="批复后20日内向社会公开",
    href="http://data.comcoc.com/news/guonei/2016-11-24/24961.html",
    note="见到摘录；文名据记忆",
)
OUTLINE = Citation(
    title="部门整体支出绩效自评报告参考提纲（广东市县）",
    number="徐财绩〔2025〕5号",
    href="http://www.xuwen.gov.cn/jxzpgkqkl/content/post_2118370.html",
    note="见到按该提纲编写的报告",
)
REPORT_QUALITY = Citation(
    title="徐闻县部门整体支出绩效评价评分表",
    article="报表完整、报告详实、评分客观、佐证充分相关",
    href="http://www.xuwen.gov.cn/zfxxgk/zjsxwxzfhcxjsj/content/post_1526108.html",
    note="见到前期准备部分",
)
WORKING_GROUP = Citation(
    title="徐闻县部门整体支出绩效评价评分表",
    article="成立自评工作小组，3人以上，含主管领导、财务人员和其他人员，有文件佐证",
    href="http://www.xuwen.gov.cn/zfxxgk/zjsxwxzfhcxjsj/content/post_1526108.html",
    note="徐闻3分，湛江8分；见到前期准备部分",
)
CHECKED_SCORE = Citation(
    title="徐闻县部门整体支出绩效评价评分表",
    article="自评得分与核查得分每误差5分扣0.5分，扣完2分为止",
    href="http://www.xuwen.gov.cn/zfxxgk/zjsxwxzfhcxjsj/content/post_1526108.html",
    note="见到摘录",
)
SAME_AS_PUBLISHED = Citation(
    title="徐闻县部门整体支出绩效评价评分表",
    article="报送与公开一致性5分",
    href="http://www.xuwen.gov.cn/zfxxgk/zjsxwxzfhcxjsj/content/post_1526108.html",
    note="见到前期准备部分",
)
NUMBERING = Citation(
    title="党政机关公文格式",
    number="GB/T 9704-2012",
    article="结构层次序数依次为“一、”“（一）”“1.”“（1）”",
    confidence=Confidence.RECALLED,
)
NUMERALS = Citation(
    title="出版物上数字用法",
    number="GB/T 15835-2011",
    article="多位数分节以三位为一组",
    confidence=Confidence.RECALLED,
)
PUNCTUATION = Citation(
    title="标点符号用法",
    number="GB/T 15834-2011",
    article="括号、引号成对使用",
    confidence=Confidence.RECALLED,
)


def chosen(article: str, *, seen_in: str) -> Citation:
    """
    A threshold that is no official rule, with where it was met.

    >>> print(chosen("未执行资金超过20%提示", seen_in="商用绩效系统的预警"))
    《衡绩审核约定》未执行资金超过20%提示［本系统约定，非官方规定］
    """
    return Citation(
        title="衡绩审核约定",
        article=article,
        confidence=Confidence.CHOSEN,
        note=f"参照：{seen_in}",
        issued_on=date(2026, 11, 25),
    )
