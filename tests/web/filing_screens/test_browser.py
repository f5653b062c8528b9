"""
A clerk, a colleague and the responsible officer in a real browser: the main ways through a filing.

They need Chromium as Debian has it and are skipped, with the reason, where there is none.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import chromium
from tests.web.browsing import IN_A_BROWSER, PATIENCE, Page, open_step, saved, sync_api

pytestmark = IN_A_BROWSER
ROOT = Path(__file__).parents[3]
SERVED = Path(__file__).with_name("served_city.py")
CASES = yaml.safe_load((ROOT / "tests/cases/web/clipboard.yaml").read_text(encoding="utf-8"))
PASTE = """([text, page]) => {
  const lies = new DataTransfer();
  lies.setData("text/plain", text);
  if (page) lies.setData("text/html", page);
  const event = new ClipboardEvent("paste", {clipboardData: lies, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""

Open = Callable[[str], Page]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A filled draft of its own on the server, and the sessions of its people."""

    number: int
    cookie: str
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Place]]]:
    """The server in a process of its own, and its drafts."""
    home = tmp_path_factory.mktemp("served")
    environment = os.environ | {"HENGJI_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(SERVED)], stdout=subprocess.PIPE, env=environment, cwd=ROOT
    ) as process:
        try:
            if process.stdout is None:
                raise ValueError("the server says nothing")
            said = json.loads(process.stdout.readline())
            places = [
                Place(
                    number=each["filing"],
                    cookie=each["cookie"],
                    sessions={"clerk": each["clerk"], "officer": each["officer"]},
                )
                for each in said["cities"]
            ]
            yield f"http://localhost:{said['port']}", places
        finally:
            process.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all ways."""
    with sync_api.sync_playwright() as driver:
        browser = chromium.launched(driver)
        yield browser
        browser.close()


@pytest.fixture
def filing(served: tuple[str, list[Place]]) -> Place:
    """A draft that no other test has."""
    return served[1].pop()


@pytest.fixture
def opened(browser: Any, served: tuple[str, list[Place]], filing: Place) -> Iterator[Open]:
    """A window with somebody signed in; a script's error fails the test."""
    contexts, errors = [], []

    def window(who: str) -> Page:
        context = browser.new_context(
            base_url=served[0], viewport={"width": 1366, "height": 768}, timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": filing.cookie, "value": filing.sessions[who], "url": served[0]}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        contexts.append(context)
        return page

    yield window
    for context in contexts:
        context.close()
    assert errors == []


def at(page: Page, path: str) -> Any:
    """The box of an answer."""
    return page.locator(f'[data-path="{path}"]')


def total(page: Page) -> str:
    return page.locator("#panel-body [data-total]").first.get_attribute("data-total") or ""


def kept(page: Page, filing: Place) -> dict[str, str]:
    """What the server has, by path."""
    answer = page.request.get(f"/filings/{filing.number}/fields", headers={"Accept": "application/json"})
    return {field["path"]: field["value"] for field in answer.json()["fields"]}


def value(page: Page, filing: Place, path: str) -> str:
    return kept(page, filing).get(path, "")


def test_a_clerk_pastes_from_excel_and_sees_the_score_move(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    before = total(page)
    at(page, "ledger/total/adjusted_budget_amount").click()
    page.evaluate(PASTE, ["３０,000,000.00\t20,000,000.00\r\n", ""])
    saved(page)
    page.wait_for_function(f"() => document.querySelector('[data-total]').dataset.total !== '{before}'")
    assert value(page, filing, "ledger/total/adjusted_budget_amount") == "30000000.00"
    assert value(page, filing, "ledger/total/executed_amount") == "20000000.00"
    assert page.locator(".moved").first.inner_text().startswith("−"), "the score fell and says by how much"
    assert page.locator('[data-computed="ledger/total/execution_rate"]').inner_text() == "66.67%"
    page.keyboard.press("Control+z")
    page.wait_for_function(f"() => document.querySelector('[data-total]').dataset.total === '{before}'")
    page.keyboard.press("Control+y")
    saved(page)
    assert value(page, filing, "ledger/total/executed_amount") == "20000000.00"


def test_a_paste_with_titles_finds_its_rows_and_columns(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    at(page, "ledger/total/initial_budget_amount").click()
    lines = ("支出项目\t全年执行数（元）\t年初预算数", "按支出分类\t\t", "项目支出 *\t3\t30")
    text = "\r\n".join((*lines, "人员经费\t1\t10", "没有的行\t9\t9", ""))
    page.evaluate(PASTE, [text, ""])
    saved(page)
    assert "没有的行" in page.locator("#said").inner_text()
    got = {
        path: value(page, filing, f"ledger/{path}")
        for path in (
            "personnel/executed_amount",
            "personnel/initial_budget_amount",
            "project/executed_amount",
            "project/initial_budget_amount",
        )
    }
    assert got == {
        "personnel/executed_amount": "1", "personnel/initial_budget_amount": "10",
        "project/executed_amount": "3", "project/initial_budget_amount": "30",
    }  # fmt: skip


def test_keys_move_fill_clear_and_undo(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    at(page, "ledger/personnel/surplus_amount").click()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.path") == "ledger/operating/surplus_amount"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    saved(page)
    rows = ("personnel", "operating", "project")
    assert [value(page, filing, f"ledger/{row}/surplus_amount") for row in rows] == ["0", "0", "0"]
    page.keyboard.press("Delete")
    saved(page)
    assert [value(page, filing, f"ledger/{row}/surplus_amount") for row in rows] == ["", "", ""], (
        "blank is not zero"
    )
    page.keyboard.press("Control+z")
    saved(page)
    assert [value(page, filing, f"ledger/{row}/surplus_amount") for row in rows] == ["0", "0", "0"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.path") != "ledger/personnel/surplus_amount"


def test_rows_are_added_for_a_paste_into_a_list(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "goals")
    rows = page.locator('table[data-table="key_tasks"] tbody tr')
    before = rows.count()
    rows.last.locator("[data-path]").first.click()
    page.evaluate(
        PASTE,
        [
            '巡查\t完成\t次数\t12\t次\r\n"讲座\n上半年"\t完成\t场数\t１,３００\t场\r\n走访\t完成\t户数\t超15万\t户\r\n',
            "",
        ],
    )
    saved(page)
    assert rows.count() == before + 2
    typed = [words for path, words in kept(page, filing).items() if path.startswith("key_tasks/")]
    assert {"巡查", "讲座\n上半年", "走访", "1300", "超15万"} <= set(typed)
    page.reload()
    page.wait_for_selector("#panel-body [data-total]")
    assert rows.count() == before + 3, "three filled ones and a blank one below"


def test_a_finding_leads_to_its_cell_and_goes_when_it_is_mended(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    good = value(page, filing, "ledger/total/executed_amount")
    at(page, "ledger/total/executed_amount").click()
    page.keyboard.type("很多")
    page.keyboard.press("Enter")
    saved(page)
    page.wait_for_selector("#panel-body li.blocks a[data-go]")
    open_step(page, filing.number, "narrative")
    page.locator("#panel-body li.blocks a[data-go]").first.click()
    page.wait_for_url(re.compile("/steps/money#"))
    page.wait_for_function("() => document.activeElement.dataset.path === 'ledger/total/executed_amount'")
    page.locator("#cell-note", has_text="很多").wait_for()
    page.keyboard.type(good)
    page.keyboard.press("Enter")
    saved(page)
    page.wait_for_function("() => !document.querySelector('#panel-body li.blocks')")


def test_the_clerk_explains_and_hands_over_and_the_officer_submits(filing: Place, opened: Open) -> None:
    clerk = opened("clerk")
    open_step(clerk, filing.number, "check")
    for form in clerk.locator(".findings.full form[data-explains]").all():
        form.locator("textarea").fill("已核对，情况属实。")
        form.locator("button").click()
        form.locator("[role=status]", has_text="说明已保存").wait_for()
    open_step(clerk, filing.number, "submit")
    clerk.get_by_role("button", name="送负责人确认").click()
    clerk.get_by_text("材料现为“待确认”").wait_for()
    officer = opened("officer")
    open_step(officer, filing.number, "submit")
    officer.get_by_role("button", name="确认并提交").dblclick()
    officer.wait_for_url(re.compile("/receipt"))
    words = officer.locator(".receipt").inner_text()
    assert re.search(r"2024-b\d+-201-01-[0-9A-F]{8}", words), "the receipt's number"
    assert re.search(r"[0-9a-f]{64}", words), "the digest of the content"
    assert re.search(r"收到时间\s+\d{4}年\d+月\d+日 \d\d:\d\d:\d\d", words)
    officer.goto(f"/filings/{filing.number}/steps/submit")
    officer.get_by_role("button", name="撤回").click()
    officer.get_by_text("材料现为“草稿”").wait_for()
    assert officer.locator("table.list tbody tr", has_text="第1版").count() == 1, (
        "pressed twice, submitted once"
    )


def test_two_clerks_who_write_one_cell_choose_and_nobody_loses(filing: Place, opened: Open) -> None:
    one, other = opened("clerk"), opened("clerk")
    path = "ledger/personnel/initial_budget_amount"
    beside = "ledger/operating/initial_budget_amount"
    for page in (one, other):
        open_step(page, filing.number, "money")
    at(one, path).click()
    one.keyboard.type("111")
    one.keyboard.press("Tab")
    saved(one)
    at(other, path).click()
    other.keyboard.type("222")
    other.keyboard.press("Enter")
    other.keyboard.type("333")
    other.keyboard.press("Enter")
    other.wait_for_selector("div.conflict")
    words = other.locator("div.conflict").inner_text()
    assert "111" in words
    assert "222" in words
    assert value(one, filing, path) == "111", "nothing is overwritten"
    assert value(one, filing, beside) == "333", "the rest of the same save is kept"
    other.locator("div.conflict .mine button").click()
    saved(other)
    assert value(one, filing, path) == "222"
    one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    one.wait_for_function(f"() => document.querySelector('[data-path=\"{path}\"]').value === '222'")


def test_a_lost_line_keeps_the_draft_says_so_and_saves_by_itself(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    page.context.set_offline(True)
    at(page, "ledger/personnel/initial_budget_amount").click()
    page.keyboard.type("4321")
    page.keyboard.press("Enter")
    page.get_by_text("连接已断开").wait_for()
    assert "4321" in page.evaluate("JSON.stringify(localStorage)")
    page.context.set_offline(False)
    saved(page)
    assert value(page, filing, "ledger/personnel/initial_budget_amount") == "4321"
    assert page.evaluate("localStorage.length") == 0, "only unsent words stay in the browser"


def test_words_of_a_page_that_was_closed_unsent_come_back(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    again = page.context.new_page()
    again.goto("/")
    page.context.set_offline(True)
    at(page, "ledger/personnel/initial_budget_amount").click()
    page.keyboard.type("8765")
    page.keyboard.press("Enter")
    page.get_by_text("连接已断开").wait_for()
    # What a page wrote reaches the browser shortly after: another page sees it then.
    again.wait_for_function("() => JSON.stringify(localStorage).includes('8765')")
    page.on("dialog", lambda dialog: dialog.accept())
    page.close()
    page.context.set_offline(False)
    open_step(again, filing.number, "money")
    # Either page may have sent them by now; only what the server has taken leaves the browser.
    again.wait_for_function("() => !localStorage.length && !document.querySelector('.unsaved')")
    assert value(page, filing, "ledger/personnel/initial_budget_amount") == "8765"


def test_the_unit_may_be_changed_with_or_without_converting(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    before, spent = total(page), value(page, filing, "ledger/total/executed_amount")
    page.locator("[data-unit-of] select").first.select_option("万元")
    page.get_by_role("button", name="由元换算成万元").click()
    saved(page)
    assert value(page, filing, "ledger/-/money_unit") == "万元"
    assert value(page, filing, "ledger/total/executed_amount") != spent
    page.wait_for_timeout(600)
    assert total(page) == before, "the same money in another unit"


def test_the_clipboard_is_read_as_the_cases_say(filing: Place, opened: Open) -> None:
    page = opened("clerk")
    open_step(page, filing.number, "money")
    for name, case in CASES["cases"].items():
        got = page.evaluate(
            """async ([text, html]) => {
              const {pastedRows} = await import("/static/filing/clipboard.js");
              return pastedRows({getData: (kind) => kind === "text/html" ? html : text});
            }""",
            [case["text"], case.get("page", "")],
        )
        assert got == case["rows"], name
    for name, case in CASES["amounts"].items():
        got = page.evaluate(
            """async (typed) => {
              const {kept, shown} = await import("/static/filing/numbers.js");
              const words = kept("amount", typed);
              return [words, shown("amount", words)];
            }""",
            case["typed"],
        )
        assert got == [case["kept"], case["shown"]], name
    for name, case in CASES["shifts"].items():
        got = page.evaluate(
            """async ([text, places]) => (await import("/static/filing/numbers.js")).shifted(text, places)""",
            [case["text"], case["places"]],
        )
        assert got == case["gives"], name
