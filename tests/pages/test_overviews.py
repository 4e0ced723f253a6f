"""Claimants, Compare, Verification and Changes, as a reader opens them."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from tests.pages.fields import claim_fields
from tracker.claims import parse_claim, parse_response
from tracker.filters import parse_filter
from tracker.overviews import overviews_of
from tracker.series import MEASURES
from tracker.vocabulary import VerificationStatus

OVERVIEWS = ["claimants.py", "compare.py", "verification.py"]


def text(page):
    """All Markdown of a page without the marks that keep it text."""
    return " ".join(found.value.replace("\\", "") for found in [*page.markdown, *page.caption])


@pytest.mark.parametrize("name", OVERVIEWS)
def test_an_empty_store_is_said_so(open_page, bare, name):
    assert "match these filters" in open_page(name).info[0].value


@pytest.mark.parametrize("name", OVERVIEWS)
def test_one_claim_alone_has_a_view(open_page, bare, name):
    bare.add_claim(parse_claim(claim_fields()), by="t", may_make_names=True)

    page = open_page(name)

    assert page.get("plotly_chart")
    assert not page.warning


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("claimants.py", {"share": "lying"}, "share: lying is not one of supported, confirmed"),
        ("compare.py", {"by": "colour"}, "by: colour is not one of claimant"),
        ("compare.py", {"y": "log"}, "y: log is not one of shared, own"),
        ("verification.py", {"measured": "tons"}, "measured: tons is not one of claims, people"),
        ("verification.py", {"metric": "dead"}, '"dead" is not one of'),
        ("claimants.py", {"as_of": "2999-01-01"}, "in the future"),
        ("changes.py", {"entity": "person"}, '"person" is not one of claim'),
        ("changes.py", {"colour": "red"}, "there is no such parameter"),
        ("changes.py", {"since": "soon"}, "is not a date"),
    ],
)
def test_what_an_address_names_wrongly_is_left_out_with_a_note(open_page, shipped, name, parameters, said):
    page = open_page(name, **parameters)

    notes = " ".join(note.value.replace("\\", "") for note in page.warning)
    assert said in notes
    assert "left out of this view" in notes


# Claimants


def test_every_claimant_has_a_card_with_the_same_fields(open_page, shipped):
    page = open_page("claimants.py")

    cards = [found.value.replace("\\", "") for found in page.markdown if found.value.startswith("| | |")]
    fields = [[line.split("|")[1].strip() for line in card.splitlines()[2:]] for card in cards]
    assert len(cards) == 8
    assert {tuple(names) for names in fields} == {tuple(fields[0])}
    assert "| Time to confirmation | not reached |" in cards[1]
    assert "| Ends in 0 or 5 | hidden: 14 exact numbers, fewer than 50 |" in cards[2]


def test_the_table_has_every_claimant_of_the_view(open_page, shipped):
    page = open_page("claimants.py", conflict="Russia-Ukraine 2022-")

    wanted = shipped.resolve(parse_filter({"conflict": ["Russia-Ukraine 2022-"]}))
    assert list(page.dataframe[0].value["claimant"]) == [
        found.name for found in overviews_of(shipped).side_by_side(wanted)
    ]


def test_each_number_has_its_meaning_and_its_trap_at_hand(open_page, shipped):
    page = open_page("claimants.py")

    for name in ("lag", "status_share", "revisions", "round_numbers"):
        assert MEASURES[name].definition in text(page)
        assert MEASURES[name].trap in text(page)


def test_claimants_as_of_a_day_know_no_later_claims(open_page, shipped):
    page = open_page("claimants.py", as_of="2010-12-31")

    assert max(page.dataframe[0].value["last_stated"].astype(str)) <= "2010-12-31"


# Compare


def test_unlike_figures_are_not_computed_and_the_reason_is_printed(open_page, shipped):
    page = open_page("compare.py")

    table = page.dataframe[0].value.set_index("Panel")
    row = table.loc["General Staff of Ukraine"]
    assert row["Documented share"] == "–"
    assert "what is counted (killed and wounded against killed)" in row["Not compared, because"]
    assert "Nothing is computed between panels" in text(page)


def test_a_change_of_the_filter_keeps_what_varies(open_page, shipped):
    page = open_page("compare.py", by="incident", y="own")

    page.multiselect("metric").select("killed").run()

    assert page.query_params["by"] in ("incident", ["incident"])
    assert page.query_params["y"] in ("own", ["own"])
    assert not page.exception


def test_panels_are_chosen_by_name(open_page, shipped):
    page = open_page("compare.py", by="incident", incident=["Makiivka barracks strike", "Olenivka prison explosion"])

    assert list(page.dataframe[0].value["Panel"]) == ["Makiivka barracks strike", "Olenivka prison explosion"]
    assert page.multiselect("panels").value == ["Makiivka barracks strike", "Olenivka prison explosion"]


def test_more_panels_than_are_drawn_are_counted(open_page, shipped):
    assert "more would have a panel; 12 are drawn" in text(open_page("compare.py", by="conflict"))


# Verification


def test_the_totals_are_those_of_the_claims(open_page, shipped):
    page = open_page("verification.py")

    totals = page.dataframe[1].value
    counts = shipped.statuses(shipped.everything)
    assert list(totals["Status"]) == [status.label for status in VerificationStatus]
    assert list(totals["Claims"]) == [counts.get(status, 0) for status in VerificationStatus]


def test_people_are_explained_where_they_are_counted(open_page, shipped):
    page = open_page("verification.py", measured="people")

    assert "no number of victims" in text(page)
    assert "state no lower end and add nothing" in text(page)


def test_the_state_of_a_past_day_has_no_later_day(open_page, shipped):
    page = open_page("verification.py", as_of="2010-12-31")

    assert page.dataframe[0].value["date"].astype(str).max() <= "2010-12-31"
    assert any("As of 2010-12-31" in found.value for found in page.subheader)


def test_a_view_of_many_claims_is_told_by_months_and_ends_where_that_of_days_does(open_page, shipped, monkeypatch):
    days = open_page("verification.py", conflict=shipped.conflicts()[0]).dataframe
    monkeypatch.setattr("tracker.store.overviews.MOST_BY_DAY", 0)
    shipped.add_claim(parse_claim(claim_fields(conflict="Another war")), by="t", may_make_names=True)
    page = open_page("verification.py", conflict=shipped.conflicts()[0])

    assert "a state for the end of each month" in text(page)
    assert "by status at the end of each month" in text(page)
    ends = pd.to_datetime(page.dataframe[0].value["date"])
    assert (ends.dt.is_month_end | (ends.dt.date == datetime.now(UTC).date())).all()
    assert page.dataframe[1].value.equals(days[1].value)


# Changes


@pytest.fixture
def corrected(shipped):
    """A claim that was recorded, and corrected for a reason with marks in it."""
    claim = parse_claim(claim_fields())
    shipped.add_claim(claim, by="A. Tester", may_make_names=True)
    better = claim.model_copy(update={"notes": "From | the *page* <b>"})
    shipped.change_claim(better, by="C. Corrector", reason="A note was *missing*", expected_version=1)
    return claim


def test_a_change_says_who_what_why_and_what_stood_there(open_page, corrected):
    page = open_page("changes.py", corrections="yes")

    said = text(page)
    assert "Changed: claim" in said
    assert "C. Corrector" in said
    assert "A note was *missing*" in said
    assert "| notes | – | From | the *page* <b> |" in said
    assert any("\\|" in found.value and "\\*page\\*" in found.value for found in page.markdown)


def test_corrections_alone_are_none_in_a_fresh_store(open_page, bare):
    bare.add_claim(parse_claim(claim_fields()), by="t", may_make_names=True)

    assert "No changes match" in open_page("changes.py", corrections="yes").info[0].value


def test_changes_page_to_older_ones_and_back(open_page, shipped):
    page = open_page("changes.py")
    first = text(page)

    next(button for button in page.button if button.label == "Older changes").click().run()

    assert "before" in page.query_params
    assert text(page) != first
    next(button for button in page.button if button.label == "Latest changes").click().run()
    assert "before" not in page.query_params
    assert text(page) == first


def test_changes_are_found_by_kind_person_and_code(open_page, corrected):
    page = open_page("changes.py", entity="claim", by="C. Corrector", code=corrected.code)

    assert [found.value for found in page.markdown if "**Changed: claim**" in found.value]
    assert page.selectbox("change-by").value == "C. Corrector"
    assert page.text_input("change-code").value == corrected.code


def test_what_was_taken_back_is_there_with_what_stood_there(open_page, bare):
    bare.add_claim(parse_claim(claim_fields()), by="t", may_make_names=True)
    claim = bare.claims(bare.everything).rows["code"].iloc[0]
    given = {"claim": claim, "responder": "Ministry X", "response": "no_comment", "stated_at": "2023-01-20"}
    response = parse_response(given | {"source_url": "https://example.org/a"})
    code = bare.add_response(response, by="t", reason="said", may_make_names=True)
    bare.withdraw("response", code, by="t", reason="Not said by it")

    page = open_page("changes.py", entity="response", corrections="yes")

    assert "Removed: response" in text(page)
    assert "Not said by it" in text(page)


# About


def test_every_measure_is_on_the_page_about_the_data(open_page, shipped):
    page = open_page("about.py")

    listed = next(found.value for found in page.dataframe if "How it is misread" in found.value)
    assert list(listed["Measure"]) == [measure.title for measure in MEASURES.values()]
