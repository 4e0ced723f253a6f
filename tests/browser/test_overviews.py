"""Claimants, Compare, Verification and Changes in a real browser: they open, draw, and keep their view."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import ready

pytestmark = pytest.mark.browser

PAGES = {
    "/compare": "Compare",
    "/compare?by=incident&y=own": "Compare",
    "/claimants": "Claimants",
    "/verification": "Verification",
    "/verification?measured=people": "Verification",
    "/changes": "Changes",
    "/changes?corrections=yes": "Changes",
}


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_every_overview_opens_without_an_exception(page: Page, address: str, path: str, title: str):
    page.goto(address + path)

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    ready(page)


def test_the_pages_are_found_in_the_menu(page: Page, address: str):
    page.goto(address)
    ready(page)

    page.get_by_text("Overviews").click()
    page.get_by_text("Verification", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Verification")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def test_what_varies_is_kept_in_the_address_and_reopens(page: Page, address: str):
    page.goto(f"{address}/compare")
    ready(page)

    page.get_by_role("radio", name="Affected party").click()
    expect(page.get_by_text("Ukrainian armed forces").first).to_be_visible()
    page.get_by_role("radio", name="Each its own").click()
    ready(page)
    assert "by=affected_party" in page.url
    assert "y=own" in page.url

    page.goto(page.url)
    ready(page)
    drawn = page.locator(".js-plotly-plot").first.text_content() or ""
    assert "each panel has its own vertical axis" in drawn.replace("\u00a0", " ")


def test_a_number_on_a_card_leads_to_its_definition_and_to_its_claims(page: Page, address: str):
    page.goto(f"{address}/claimants?conflict=Russia-Ukraine+2022-")
    ready(page)

    page.get_by_text("What these mean").first.click()
    expect(page.get_by_text("by the Kaplan-Meier method").last).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Its claims").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Claims")
    ready(page)


def test_a_change_leads_to_its_record(page: Page, address: str):
    page.goto(f"{address}/changes?entity=claim")
    ready(page)

    page.get_by_role("link", name="Open", exact=True).first.click()

    expect(page.get_by_role("heading", level=4)).to_be_visible()
    ready(page)
