"""What a researcher does, in a real browser: look, add a claim, find it, assess it, take the CSV, cite the view."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import ready

pytestmark = pytest.mark.browser

PAGES = {
    "/": "Claimed and confirmed",
    "/incidents": "Incidents",
    "/claims": "Claims",
    "/add_claim": "Add a claim",
    "/assess": "Assess",
    "/about": "About the data",
}
CLAIMANT = "Ministry of the Example"


def choose(page: Page, label: str, text: str) -> None:
    """Type into a select box and take what is offered."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    page.wait_for_timeout(250)
    box.press("Enter")
    ready(page)


def type_into(page: Page, label: str, text: str) -> None:
    """Type a line and leave the field."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    ready(page)


def drawn(page: Page) -> str:
    """All text inside the picture, without the breaks that wrapping puts in."""
    return "".join((page.locator(".js-plotly-plot").first.text_content() or "").split())


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_every_page_opens_without_an_exception(page: Page, address: str, path: str, title: str):
    page.goto(address + path)

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    ready(page)


def test_the_first_view_draws_both_kinds_of_line(page: Page, address: str):
    page.goto(address)

    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    ready(page)
    expect(page.get_by_text("Latest claimed").first).to_be_visible()
    expect(page.get_by_text("122,883+").first).to_be_visible()
    assert "GeneralStaffofUkraine:about789,550losses" in drawn(page)
    assert "(floor):122,883killed" in drawn(page)
    assert "Compiledinthecasualty-claimtracker" in drawn(page)


def test_the_kramatorsk_claim_from_the_form_to_the_csv(page: Page, address: str):
    page.goto(f"{address}/add_claim")
    ready(page)
    choose(page, "Conflict", "Russia-Ukraine 2022-")
    choose(page, "Claimant", CLAIMANT)
    choose(page, "Affected party", "Ukrainian armed forces")
    choose(page, "Incident (leave empty for a running total)", "Kramatorsk dormitories strike")
    type_into(page, "The claimant's words", "more than 600")
    expect(page.get_by_text("601+ (at least 601, open above)")).to_be_visible()
    type_into(page, "Address of the source", "https://example.org/kramatorsk")
    page.get_by_role("spinbutton", name="year, Stated on").click()
    page.keyboard.type("20230108")
    page.keyboard.press("Tab")
    ready(page)

    page.get_by_role("button", name="Record the claim").click()
    expect(page.get_by_text("is not in the ledger yet")).to_be_visible()
    page.get_by_text("Yes, make the new names").click()
    expect(page.get_by_text("Recorded as claim")).to_be_visible()

    page.get_by_role("link", name="Open it").click()
    expect(page.get_by_role("heading", level=4)).to_contain_text("more than 600")
    expect(page.get_by_text("601+").first).to_be_visible()
    code = page.url.split("claim=")[1]

    page.get_by_role("link", name="Its timeline").click()
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    ready(page)
    assert CLAIMANT.replace(" ", "") in drawn(page)

    page.goto(f"{address}/assess?claim={code}")
    ready(page)
    expect(page.get_by_text("The table suggests; you decide").first).to_be_visible()
    page.get_by_role("textbox", name="Why (needed)").fill(
        "Reporters at the site saw no sign of casualties; that is no count."
    )
    page.get_by_role("button", name="Record the assessment").click()
    expect(page.get_by_text("The assessment is recorded")).to_be_visible()

    page.goto(f"{address}/claims?q=example.org/kramatorsk")
    ready(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="These 1 claims (CSV)").click()
    rows = rows_of(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [(row["code"], row["verbatim"], row["low"], row["high"], row["status"]) for row in rows] == [
        (code, "more than 600", "601", "", "unverified")
    ]


def test_a_copied_link_reopens_the_view(page: Page, address: str):
    page.goto(address)
    ready(page)
    choose(page, "Incident", "Makiivka barracks strike")
    expect(page.get_by_text("Not compared").or_(page.get_by_text("At most")).first).to_be_visible()
    ready(page)
    page.get_by_text("Link and citation").click()
    link = page.get_by_test_id("stCode").first.inner_text().strip()
    first = drawn(page)

    page.goto(link)
    ready(page)

    expect(page.locator(".js-plotly-plot")).to_be_visible()
    assert "Makiivka" in first
    assert drawn(page).split("asof")[0] == first.split("asof")[0]


def test_a_row_of_the_table_opens_the_incident(page: Page, address: str):
    page.goto(f"{address}/incidents?incident=Makiivka+barracks+strike")

    expect(page.get_by_text("The number of our dead comrades has gone up to 89")).to_be_visible()
    ready(page)


def test_an_unknown_name_in_the_address_is_said_and_left_out(page: Page, address: str):
    page.goto(f"{address}/?conflict=Nowhere&as_of=2999-01-10")

    expect(page.get_by_text("is not in the ledger")).to_be_visible()
    expect(page.get_by_text("is in the future")).to_be_visible()
    ready(page)


def test_a_narrow_screen_shows_the_chart_whole(browser, address: str):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg")
    ready(page)

    box = page.locator(".js-plotly-plot").first.bounding_box()
    context.close()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 391
