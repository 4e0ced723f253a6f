"""In a real browser: a past day, its play, policies, annotations, pictures to keep, the chart alone in another page."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_a_researchers_day import drawn
from tests.browser.waiting import ready

pytestmark = pytest.mark.browser

MAKIIVKA = "/?incident=Makiivka+barracks+strike&metric=killed"
PAST = f"{MAKIIVKA}&as_of=2023-01-10"
AS_OF = re.compile(r"As of the end of 10 January 2023 \(UTC\): what had been said by then")


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    ready(page)


def test_as_of_10_january_the_92_named_later_are_not_there(page: Page, address: str):
    opened(page, address + MAKIIVKA)
    assert "92killed" in drawn(page)

    opened(page, address + PAST)

    expect(page.get_by_text(AS_OF).first).to_be_visible()
    assert "92killed" not in drawn(page)
    assert "Asof10January2023,asstatedbythen" in drawn(page)

    page.get_by_role("button", name="Back to now").first.click()
    ready(page)
    assert "92killed" in drawn(page)
    assert "as_of" not in page.url


def test_playing_steps_through_the_days_and_a_pause_keeps_the_day(page: Page, address: str):
    opened(page, f"{address}{MAKIIVKA}&as_of=2023-01-04")
    page.get_by_text("Fast", exact=True).click()
    ready(page)
    page.get_by_role("button", name="Play").click()

    expect(page.get_by_text("Pause to see the rows")).to_be_visible()
    expect(page).to_have_url(re.compile("as_of=2023-01-25"))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    ready(page)

    day = re.search(r"as_of=(\d{4}-\d\d-\d\d)", page.url)
    assert day is not None
    assert day[1] >= "2023-01-25"
    assert "92killed" in drawn(page)
    page.wait_for_timeout(2_500)
    assert day[0] in page.url


def test_a_play_ends_with_the_present(page: Page, address: str):
    opened(page, f"{address}{MAKIIVKA}&as_of=2023-01-31")
    page.get_by_text("Fast", exact=True).click()
    ready(page)
    page.get_by_role("button", name="Play").click()

    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page).not_to_have_url(re.compile("as_of"))
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)


def test_a_policy_changes_the_ranges_and_is_named(page: Page, address: str):
    opened(page, f"{address}/incidents?conflict=Russia-Ukraine+2022-&incident=Makiivka+barracks+strike&metric=killed")
    before = drawn(page)

    opened(
        page,
        f"{address}/incidents?incident=Makiivka+barracks+strike&metric=killed&policy=claimant:Russian+Ministry+of+Defence",
    )

    expect(page.get_by_text("Selection policy: one claimant, Russian Ministry of Defence").first).to_be_visible()
    assert "Selectionpolicy:oneclaimant,RussianMinistryofDefence" in drawn(page)
    assert drawn(page) != before


def test_an_annotation_is_drawn_with_its_number_and_switched_off(page: Page, address: str):
    opened(page, address + MAKIIVKA)
    page.get_by_text("Annotations", exact=True).click()
    page.get_by_label("First day").fill("2023-01-10")
    page.get_by_label("What happened, in a few words").fill("A list of names was published")
    page.get_by_label("Why it is noted").fill("a test")
    page.get_by_role("button", name="Record the annotation").click()

    expect(page.get_by_text("Recorded as n")).to_be_visible()
    ready(page)
    assert "1:Alistofnameswaspublished(event,10Jan2023)" in drawn(page)

    page.get_by_text("Events and changes of method", exact=True).click()
    ready(page)
    expect(page.locator(".js-plotly-plot").first).not_to_contain_text("A list of names")


@pytest.mark.parametrize("where", [PAST, "/incidents?incident=Makiivka+barracks+strike&as_of=2023-01-10"])
def test_a_picture_is_kept_in_both_formats_with_title_source_and_day_inside(page: Page, address: str, where: str):
    opened(page, address + where)
    kept = {}
    for form in ("PNG", "SVG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Picture ({form})").click()
        assert download.value.suggested_filename.endswith(f".{form.lower()}")
        kept[form] = Path(download.value.path()).read_bytes()

    assert kept["PNG"].startswith(b"\x89PNG")
    assert len(kept["PNG"]) > 20_000
    text = "".join("".join(ElementTree.fromstring(kept["SVG"]).itertext()).split())  # noqa: S314 - our own picture
    for said in ("Makiivkabarracksstrike", "RussianMinistryofDefence", "asoftheendof2023-01-10UTC(asstatedbythen)"):
        assert said in text


def test_the_chart_alone_fits_into_another_page_and_leads_back(page: Page, address: str):
    opened(page, address + PAST)
    page.get_by_text("Link and citation").click()
    snippet = page.get_by_test_id("stCode").filter(has_text="<iframe").inner_text()
    page.set_content(f"<h1>A page of somebody else</h1>{snippet}")

    frame = page.frame_locator("iframe")
    expect(frame.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(frame.get_by_role("link", name="Open this view with its sources and downloads")).to_be_visible()
    expect(frame.get_by_text(AS_OF).first).to_be_visible()
    expect(frame.get_by_role("link", name="Incidents")).to_have_count(0)
    expect(frame.get_by_role("combobox")).to_have_count(0)


def test_the_citation_is_copied_with_one_press(page: Page, address: str):
    opened(page, address + PAST)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Link and citation").click()
    box = page.get_by_test_id("stCode").filter(has_text="Claimed:")
    button = box.get_by_role("button")
    for _ in range(40):  # it shows under the mouse, from which the box moves while it opens
        page.mouse.move(0, 0)
        box.hover()
        if button.is_visible():
            break
        page.wait_for_timeout(250)
    button.click()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Claimed: ")
    assert "as of the end of 2023-01-10 UTC (as stated by then)" in copied
    assert "sha256" in copied


def test_on_a_phone_the_plot_has_most_of_the_width_and_the_names_stand_below(phone: Page, address: str):
    opened(phone, address + MAKIIVKA)

    plot = phone.locator(".js-plotly-plot .bglayer rect, .js-plotly-plot .gridlayer").first.bounding_box() or {}
    whole = phone.locator(".js-plotly-plot").first.bounding_box() or {}
    assert plot["width"] > 0.7 * whole["width"]
    names = phone.locator('.js-plotly-plot [class*="annotation"]', has_text="Russian Ministry of Defence").first
    below = names.bounding_box() or {}
    assert below["y"] > plot["y"] + plot["height"]
