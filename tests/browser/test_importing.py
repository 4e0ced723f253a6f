"""A researcher brings a workbook: sees it as claims, tries it, records it, finds it on the timeline, takes it back."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.importing.accounts import MADE
from tests.tables.files import REAL

NAME = "us-pakistan-strikes-from-2004.xlsx"


def workbook(tmp_path: Path) -> Path:
    """The real workbook where it is there, else one of the same shape."""
    real = REAL / "us_drone_strikes" / NAME
    if real.exists():
        return real
    made = tmp_path / NAME
    content = MADE["pakistan.xlsx"][0]
    assert callable(content)
    made.write_bytes(content())
    return made


def test_a_workbook_is_tried_recorded_seen_and_taken_back(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}/import_claims")
    page.locator("input[type=file]").set_input_files(workbook(tmp_path))
    expect(page.get_by_text("One row a strike, with the lowest and the highest figure")).to_be_visible()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("What would become of each row")).to_be_visible()
    expect(page.get_by_text("low 3 is above high 2")).to_be_visible()
    expect(page.get_by_role("button", name="Record this file")).to_be_disabled()
    page.get_by_text("Record the other rows without the refused ones").click()
    page.get_by_role("button", name="Record this file").click()
    expect(page.get_by_text("Recorded as b")).to_be_visible()

    page.goto(f"{address}/?conflict=US+drone+strikes+in+Pakistan+2004-2018&scope=incident")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.get_by_text("Incidents are added up by event date")).to_be_visible()

    page.goto(f"{address}/import_claims")
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_label("Why?").fill("only tried")
    page.get_by_label("Why?").press("Enter")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("claims removed")).to_be_visible()
    page.goto(f"{address}/claims?conflict=US+drone+strikes+in+Pakistan+2004-2018")
    expect(page.get_by_text("is not in the ledger").first).to_be_visible()


def test_a_file_that_no_recipe_fits_is_mapped_by_hand_and_its_recipe_kept(
    address: str, page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "hospital.csv"
    path.write_text("Day,Dead,Link\n04/05/2023,more than 12,https://hospital.example/1\n")
    page.goto(f"{address}/import_claims")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("No recipe is known for a file like this")).to_be_visible()
    for label, words in (
        ("Conflict", "War of Examples"),
        ("Claimant", "District hospital"),
        ("Affected party", "People"),
    ):
        field = page.get_by_label(f"{label}, in words")
        field.fill(words)
        field.press("Enter")
    for label, column in (("Address of the source", "Link"), ("Stated on", "Day"), ("Column of the figure", "Dead")):
        page.get_by_role("combobox", name=label, exact=False).first.click()
        page.get_by_role("option", name=column, exact=True).click()
    name = page.get_by_label("Name of the recipe")
    name.fill("hospital-by-hand")
    name.press("Enter")
    expect(page.get_by_text("Dates such as 04/05/2023 can be read in two ways")).to_be_visible()
    page.get_by_role("radio", name="Day first").click()
    expect(page.get_by_role("button", name="Try it")).to_be_visible()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("What would become of each row")).to_be_visible()
    page.get_by_role("button", name="Record this file").click()
    expect(page.get_by_text("Recorded as b")).to_be_visible()
    page.goto(f"{address}/claims?conflict=War+of+Examples")
    expect(page.get_by_text("Claims 1 to 1 of 1")).to_be_visible()
