"""
Runs inside a scratch environment with the peers installed; never imported by ours.

`python figure_peers.py REPORT < cases.jsonl` prints one JSON object: the time each peer takes over
the report (processor seconds a pass, the best of five after a warm one) and its answers to the cases.
"""

from __future__ import annotations

# ruff: noqa: ANN001, ANN201, ANN202 - the peers are untyped
import contextlib
import io
import json
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")


def seconds(run):
    """The best processor time of a warm pass."""
    run()
    times = []
    for _ in range(5):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def recognizers():
    """Microsoft Recognizers-Text: the models whose kinds we also return; line by line, as it needs."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    number = NumberRecognizer(Culture.Chinese)
    unit = NumberWithUnitRecognizer(Culture.Chinese)
    date = DateTimeRecognizer(Culture.Chinese)
    models = {
        "number": number.get_number_model(),
        "percent": number.get_percentage_model(),
        "ordinal": number.get_ordinal_model(),
        "money": unit.get_currency_model(),
        "quantity": unit.get_dimension_model(),
        "age": unit.get_age_model(),
        "temperature": unit.get_temperature_model(),
        "date": date.get_datetime_model(),
    }

    def read(text):
        for line in text.split("\n"):
            for model in models.values():
                model.parse(line)

    def answer(scope, text):
        if scope not in ("number", "percent", "ordinal", "money"):
            return None
        found = []
        for result in models[scope].parse(text):
            resolution = result.resolution or {}
            value = str(resolution.get("value") or "").rstrip("%")
            code = resolution.get("isoCurrency") or resolution.get("unit") or ""
            found.append([result.start, result.end + 1, value, code])
        return sorted(found)

    return read, answer


def jionlp():
    """JioNLP: amounts of money and times, with their values."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as jio

    def read(text):
        for line in text.split("\n"):
            jio.ner.extract_money(line, with_parsing=True)
            jio.ner.extract_time(line, with_parsing=True)

    codes = {
        "元": "CNY",
        "美元": "USD",
        "港元": "HKD",
        "日元": "JPY",
        "欧元": "EUR",
        "台币": "TWD",
        "泰铢": "THB",
        "韩元": "KRW",
        "卢布": "RUB",
        "澳元": "AUD",
        "英镑": "GBP",
    }

    def answer(scope, text):
        if scope != "money":
            return None
        found = []
        for one in jio.ner.extract_money(text, with_parsing=True):
            detail = one.get("detail") or {}
            number = detail.get("num")
            low, high = number if isinstance(number, list) else (number, None)
            unit = codes.get(detail.get("case"), detail.get("case") or "")
            found.append([one["offset"][0], one["offset"][1], str(low), unit, high])
        return found

    return read, answer


def cn2an():
    """cn2an: the value of a numeral that is the whole input."""
    import cn2an as library

    def read(text):
        for line in text.split("\n"):
            library.transform(line)

    def answer(scope, text):
        if scope != "number":
            return None
        value = library.cn2an(text, "smart")
        return [[0, len(text), format(value, "f") if isinstance(value, float) else str(value), ""]]

    return read, answer


def main():
    """Time and ask every peer that is installed."""
    report = Path(sys.argv[1]).read_text("utf-8")
    cases = [json.loads(line) for line in sys.stdin]
    result = {}
    for peer in (recognizers, jionlp, cn2an):
        try:
            read, answer = peer()
        except ImportError:
            continue
        answers = []
        for case in cases:
            try:
                answers.append(answer(case["scope"][0], case["input"]))
            except Exception:  # noqa: BLE001 - a peer that fails on a case has not answered it
                answers.append([])
        result[peer.__name__] = {"seconds": seconds(lambda read=read: read(report)), "answers": answers}
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
