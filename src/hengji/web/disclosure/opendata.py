"""
Open data as files: CSV for Excel, JSON for programs, the schema for both.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import QuerySet

from hengji.web.disclosure import reading
from hengji.web.disclosure.datasets import DATASETS, Dataset, Field
from hengji.web.disclosure.facts import SCHEMA
from hengji.web.disclosure.models import Publication

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
_MARK: Final = "\ufeff"
"""Excel takes a file without it for GBK."""


def csv_lines(dataset: Dataset, found: QuerySet[Publication]) -> Iterator[str]:
    """The table as CSV, a header of Chinese titles first."""
    yield _MARK + _line([field.title for field in dataset.fields])
    for one, said in reading.with_facts(found):
        for row in dataset.rows(one, said):
            yield _line([_csv(field, row.get(field.name)) for field in dataset.fields])


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _csv(field: Field, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    words = str(value)
    return words if field.type in {"number", "integer"} and _is_number(words) else safe(words)


def safe(words: str) -> str:
    """
    Text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("甲=乙"), safe("－5%")
    ("'=1+1", '甲=乙', "'－5%")
    """
    return f"'{words}" if words.lstrip(" 　").startswith(_FORMULA) or words.startswith(_FORMULA) else words


def _is_number(words: str) -> bool:
    try:
        return Decimal(words).is_finite()
    except InvalidOperation:
        return False


def json_pieces(dataset: Dataset, found: QuerySet[Publication]) -> Iterator[str]:
    """The table as one JSON object: its schema's name and the rows; figures are text."""
    yield f'{{"schema":{json.dumps(SCHEMA)},"dataset":{json.dumps(dataset.name)},"rows":['
    comma = ""
    for one, said in reading.with_facts(found):
        for row in dataset.rows(one, said):
            plain = {field.name: row.get(field.name) for field in dataset.fields}
            yield f"{comma}\n{json.dumps(plain, ensure_ascii=False)}"
            comma = ","
    yield "\n]}\n"


def schema() -> Mapping[str, Any]:
    """What every field of every table means."""
    return {
        "schema": SCHEMA,
        "figures": "金额、分值、比率一律为十进制文本，金额以元为单位；null 或空白表示没有填报，不是零",
        "csv": "UTF-8（带 BOM），首行为字段名称；可能被当作公式的文字前加英文单引号",
        "datasets": [
            {
                "name": dataset.name,
                "title": dataset.title,
                "description": dataset.meaning,
                "fields": [
                    {
                        "name": field.name,
                        "title": field.title,
                        "type": field.type,
                        "description": field.meaning,
                    }
                    for field in dataset.fields
                ],
            }
            for dataset in DATASETS
        ],
    }
