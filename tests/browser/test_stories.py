"""The Makiivka story as a reader finds it, as of a day, and a claim that is revised and answered, in a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.waiting import ready

MAKIIVKA = "/incidents?incident=Makiivka+barracks+strike&metric=killed"


def body(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    ready(page)


def test_the_makiivka_story_is_told_in_order(page: Page, address: str) -> None:
    page.goto(address + MAKIIVKA)
    expect(page.get_by_text("verify the identities of 92 Russian soldiers killed")).to_be_visible()
    ready(page)

    text = body(page)
    places = [
        text.index(words)
        for words in (
            "about 400 Russian soldiers were killed",
            "63 Russian servicemen were killed",
            "Superseded since 4 January 2023",
            "still being clarified",
            "has gone up to 89",
            "verify the identities of 92",
        )
    ]
    assert places == sorted(places)


def test_as_of_10_january_2023_the_92_is_not_there_and_a_press_leads_to_today(page: Page, address: str) -> None:
    page.goto(f"{address}{MAKIIVKA}&as_of=2023-01-10")
    expect(page.get_by_text("As of the end of 10 January 2023").first).to_be_visible()
    expect(page.get_by_text("has gone up to 89")).to_be_visible()
    ready(page)

    text = body(page)
    assert "has gone up to 89" in text
    assert "BBC News Russian" not in text
    assert "identities of 92" not in text
    page.get_by_role("button", name="Back to now").first.click()
    expect(page.get_by_text("verify the identities of 92 Russian soldiers killed")).to_be_visible()


def test_from_the_63_to_the_89_by_the_line_of_descent(page: Page, address: str) -> None:
    page.goto(address + MAKIIVKA)
    ready(page)
    page.locator('a[href*="claim=c83kmtetpf"]').first.click()
    expect(page.get_by_text("Superseded since 4 January 2023")).to_be_visible()
    ready(page)  # until then the picture of the incident may still be there
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    drawn = page.locator(".js-plotly-plot").first.text_content() or ""
    assert "revises" in drawn
    assert "63" in drawn
    assert "4 January 2023" in drawn
    page.get_by_role("link", name="Is revised by 89").click()
    expect(page.get_by_role("heading", level=4)).to_contain_text("has gone up to 89")


def test_a_relation_is_proposed_filled_in_recorded_and_withdrawn(page: Page, address: str) -> None:
    page.goto(f"{address}/claims?claim=c83kmtetpf")
    ready(page)
    page.get_by_text("What it looks like beside other claims").click()
    page.get_by_role("button", name="Fill in").first.click()
    expect(page.get_by_label("The other claim", exact=True)).not_to_have_value("")
    ready(page)
    fill(page, "How that is known (needed)", "Both speak of one night.")
    page.get_by_role("button", name="Record the relation").click()
    expect(page.get_by_text("The relation is recorded.")).to_be_visible()
    expect(page.get_by_text("Both speak of one night.")).to_be_visible()

    row = page.locator('[data-testid="stHorizontalBlock"]').filter(has_text="Both speak of one night.").last
    ready(page)
    row.get_by_role("button", name="Withdraw").click()
    opened = page.get_by_test_id("stPopoverBody")
    opened.get_by_label("Why is it withdrawn?").fill("Tried out")
    opened.get_by_label("Why is it withdrawn?").press("Tab")
    ready(page)
    opened.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("The relation is withdrawn")).to_be_visible()
    expect(page.get_by_text("Both speak of one night.")).to_have_count(0)


def test_a_relation_that_cannot_be_is_said_where_it_was_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/claims?claim=c83kmtetpf")
    ready(page)
    page.get_by_text("Add a relation").click()
    fill(page, "The other claim", "c83kmtetpf")
    fill(page, "How that is known (needed)", "It is the same.")
    page.get_by_role("button", name="Record the relation").click()
    expect(page.get_by_text("A claim cannot stand in a relation to itself")).to_be_visible()
    expect(page.get_by_label("The other claim", exact=True)).to_have_value("c83kmtetpf")


def test_a_response_is_found_by_its_words(page: Page, address: str) -> None:
    page.goto(f"{address}/claims?q=information+operation")
    expect(page.get_by_role("heading", name="Responses that say this")).to_be_visible()
    ready(page)
    page.get_by_role("link", name="Answers 601+").click()
    expect(page.get_by_text("Authorities in Kyiv", exact=True).first).to_be_visible()
    expect(page.get_by_text("No comment").first).to_be_visible()
