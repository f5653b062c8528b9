"""
A filing's whole way in a real browser, on the server that `hengji serve --demo` starts.

From the clerk's paste out of Excel to the page that anybody may read.  It needs Chromium as Debian has it and
is skipped, with the reason, where there is none.
"""

from __future__ import annotations

from tests.web.browser.conftest import SignIn
from tests.web.browsing import IN_A_BROWSER, Page, open_step, saved

pytestmark = IN_A_BROWSER
PASTE = """(text) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""
SPENT = "ledger/total/executed_amount"
EXPLANATION = "已核对，情况属实。"
COMMENT = "请与决算报表核对全年支出"
FUNCTIONS = "organisation/mandate/answer"
SENTENCE_COMMENT = "请写明职能依据的文号"
REWRITTEN = "江门市妇女联合会是党和政府联系妇女群众的人民团体，依据“三定”规定履行职责。"
ANSWER = "已与部门决算Z01表核对，一致"


def paste(page: Page, path: str, text: str) -> None:
    """Paste as Excel copies, into the box of an answer, and wait until it is kept."""
    page.locator(f'[data-path="{path}"]').click()
    page.evaluate(PASTE, text)
    page.keyboard.press("Tab")  # a second click into the same cell would edit it instead
    saved(page)


def press(page: Page, name: str) -> None:
    """Press the first button of that name and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def explain_and_hand_over(page: Page, filing: str) -> None:
    open_step(page, filing, "check")
    for form in page.locator(".findings.full form[data-explains]").all():
        form.locator("textarea").fill(EXPLANATION)
        form.locator("button").click()
        form.locator("[role=status]", has_text="说明已保存").wait_for()
    open_step(page, filing, "submit")
    press(page, "送负责人确认")
    page.get_by_text("材料现为“待确认”").wait_for()


def submit(page: Page, filing: str) -> None:
    open_step(page, filing, "submit")
    press(page, "确认并提交")
    assert "/receipt" in page.url


def fill_and_hand_over(page: Page) -> str:
    """The clerk opens this year's draft, pastes a wrong amount and a right one; gives the filing's number."""
    with page.expect_navigation():
        page.locator('a[href^="/filings/"]').first.click()
    filing = str(page.url.split("/filings/")[1].split("/")[0])
    open_step(page, filing, "money")
    spent = page.locator(f'[data-path="{SPENT}"]').input_value().replace(",", "")
    paste(page, SPENT, "很多\r\n")
    page.wait_for_selector("#panel-body li.blocks")
    paste(page, SPENT, f"{spent}\r\n")
    page.wait_for_function("() => !document.querySelector('#panel-body li.blocks')")
    explain_and_hand_over(page, filing)
    return filing


def return_with_a_comment(page: Page, filing: str) -> None:
    page.goto("/review")
    with page.expect_navigation():
        page.locator(f'a[href="/filings/{filing}/review"]').first.click()
    press(page, "开始审核")
    page.locator(f'a[data-cell="{SPENT}"]').first.click()
    page.locator('#comment-form textarea[name="text"]').fill(COMMENT)
    press(page, "记下意见")
    page.locator("#comments", has_text=COMMENT).wait_for()
    comment_at_a_sentence(page, filing)
    page.goto(f"/filings/{filing}/review")
    press(page, "退回修改并发出意见")


def comment_at_a_sentence(page: Page, filing: str) -> None:
    """The reviewer reads the composed report beside the review and points at one of its sentences."""
    page.goto(f"/filings/{filing}/report/1")
    page.locator("#report .sentence", has_text="联系妇女群众").first.click()
    page.locator("#comment-form [data-origins]", has_text="部门职能").wait_for()
    page.locator('#comment-form textarea[name="text"]').fill(SENTENCE_COMMENT)
    press(page, "记下意见")
    page.locator(".remark", has_text=SENTENCE_COMMENT).wait_for()
    assert "联系妇女群众" in page.locator("#report .sentence.noted").inner_text()


def rewrite_the_sentence(page: Page, filing: str) -> None:
    """The clerk sees it at the sentence, follows it to the answer and writes another one."""
    page.goto(f"/filings/{filing}/report")
    assert "联系妇女群众" in page.locator("#report .sentence.noted").inner_text()
    page.locator(".remark", has_text=SENTENCE_COMMENT).get_by_role("link", name="部门职能").click()
    page.wait_for_function(f"() => document.activeElement.dataset.path === '{FUNCTIONS}'")
    page.locator("#cell-note", has_text=SENTENCE_COMMENT).wait_for()
    page.locator(f'[data-path="{FUNCTIONS}"]').fill(REWRITTEN)
    page.keyboard.press("Tab")
    saved(page)


def answer_and_hand_over(page: Page, filing: str) -> None:
    open_step(page, filing, "money")
    page.locator(f'#panel-body a[data-go="{SPENT}"]', has_text=COMMENT).click()
    page.wait_for_function(f"() => document.activeElement.dataset.path === '{SPENT}'")
    rewrite_the_sentence(page, filing)
    page.goto(f"/filings/{filing}/opinions")
    page.locator("tr", has_text=COMMENT).locator("td.answer textarea").fill(ANSWER)
    press(page, "保存答复")
    explain_and_hand_over(page, filing)


def accept(page: Page, filing: str) -> None:
    page.goto(f"/filings/{filing}/differences/1/2")
    page.get_by_text(ANSWER).first.wait_for()
    page.locator("tr", has_text=SENTENCE_COMMENT).get_by_text("已改写").wait_for()
    page.goto(f"/filings/{filing}/report/2")
    page.locator(".remark", has_text=SENTENCE_COMMENT).get_by_text("原句已改").wait_for()
    page.goto(f"/filings/{filing}/review")
    press(page, "开始审核")
    press(page, "标为已落实")
    press(page, "标为已落实")
    press(page, "审核通过")
    page.goto(f"/filings/{filing}/review")
    page.locator("h1", has_text="通过").wait_for()


def test_a_filing_goes_from_a_paste_to_the_public_page(sign_in: SignIn) -> None:
    clerk, officer = sign_in("tianbao"), sign_in("fuzeren")
    reviewer, administrator, anybody = sign_in("shenhe"), sign_in("guanliyuan"), sign_in("")
    filing = fill_and_hand_over(clerk)
    submit(officer, filing)
    return_with_a_comment(reviewer, filing)
    answer_and_hand_over(clerk, filing)
    submit(officer, filing)
    accept(reviewer, filing)

    anybody.goto("/public?year=2025")
    public = anybody.locator("table.reports tbody tr", has_text="江门市妇女联合会")
    assert public.count() == 0, "accepted is not yet published"
    administrator.goto(f"/filings/{filing}")
    press(administrator, "公开")
    anybody.reload()
    with anybody.expect_navigation():
        public.get_by_role("link").first.click()
    assert "/public/reports/" in anybody.url
    title = anybody.locator("h1").first.inner_text()
    assert "江门市妇女联合会" in title
    assert "2025" in title


def test_half_written_pinyin_is_not_saved(sign_in: SignIn) -> None:
    page = sign_in("preparer-205")
    with page.expect_navigation():
        page.locator('a[href^="/filings/"]').first.click()
    filing = str(page.url.split("/filings/")[1].split("/")[0])
    open_step(page, filing, "basics")
    box = page.locator(f'[data-path="{FUNCTIONS}"]')
    before = box.input_value()
    box.click()
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "jiao'tong", "selectionStart": 9, "selectionEnd": 9})
    page.wait_for_timeout(2_500)  # more than two pauses after which a written answer would have gone out
    assert page.locator(".unsaved").count() == 0
    assert "jiao" not in page.request.get(f"/filings/{filing}/fields").text()
    keys.send("Input.insertText", {"text": "交通"})
    page.keyboard.press("Tab")
    saved(page)
    after = box.input_value()
    assert "交通" in after
    assert after != before
    assert "jiao" not in after
