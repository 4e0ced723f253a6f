"""The form keeps the claimant's words, shows how they are read, and records once."""

import datetime

import pytest

from tests.pages.fields import claim_fields
from tracker.claims import parse_claim
from tracker.filters import EVERY_CLAIM, parse_filter

KRAMATORSK = {
    "conflict": "Russia-Ukraine 2022-",
    "claimant": "Russian Ministry of Defence",
    "affected_party": "Ukrainian armed forces",
    "incident": "Kramatorsk dormitories strike",
}


def filled(open_page, *, verbatim="more than 600", url="https://example.org/a", **names):
    """The page as it stands once somebody has typed all this."""
    return fill_rest(open_page("add_claim.py", state=KRAMATORSK | names), verbatim, url)


def fill_rest(page, verbatim="more than 600", url="https://example.org/a"):
    page.text_input("verbatim").set_value(verbatim)
    page.date_input("stated_at").set_value(datetime.date(2023, 1, 8))
    page.text_input("source_url").set_value(url)
    return page.run()


def press(page):
    next(found for found in page.button if found.label == "Record the claim").click()
    return page.run()


def text_of(elements):
    return " ".join(found.value.replace("\\", "") for found in elements)


def test_the_bounds_are_shown_before_anything_is_saved(open_page, bare):
    page = filled(open_page)

    assert "601+ (at least 601, open above)" in text_of(page.info)
    assert bare.claims(EVERY_CLAIM).total == 0


def test_a_wording_that_is_not_read_is_said_so(open_page, bare):
    page = filled(open_page, verbatim="qwrtz plmk")

    assert "do not read this wording" in text_of(page.warning)


def test_a_new_name_is_made_on_purpose(open_page, bare):
    page = press(filled(open_page))

    assert "not in the ledger yet" in text_of(page.warning)
    assert bare.claims(EVERY_CLAIM).total == 0

    page.checkbox("make_names").check().run()

    assert "Recorded as claim" in page.success[0].value
    recorded = bare.claims(EVERY_CLAIM).rows.iloc[0]
    assert (recorded["verbatim"], recorded["low"]) == ("more than 600", 601)
    assert str(recorded["high"]) == "<NA>"


def test_the_form_is_empty_afterwards_but_for_whose_claims_are_entered(open_page, bare):
    page = press(filled(open_page))
    page.checkbox("make_names").check().run()

    assert page.text_input("verbatim").value == ""
    assert page.date_input("stated_at").value is None
    assert page.selectbox("claimant").value == "Russian Ministry of Defence"


def test_pressing_twice_records_once(open_page, bare):
    page = press(filled(open_page))
    page.checkbox("make_names").check().run()
    page.selectbox("affected_party").select("Ukrainian armed forces")
    page.selectbox("incident").select("Kramatorsk dormitories strike")
    press(fill_rest(page))

    assert bare.claims(EVERY_CLAIM).total == 1


def test_a_likely_duplicate_is_shown_and_what_was_typed_is_kept(open_page, shipped):
    before = shipped.claims(EVERY_CLAIM).total
    page = press(filled(open_page, verbatim="more than 600 servicemen"))

    assert "may be on record already" in text_of(page.warning)
    assert page.text_input("verbatim").value == "more than 600 servicemen"
    assert shipped.claims(EVERY_CLAIM).total == before

    page.checkbox("not_a_duplicate").check().run()
    assert shipped.claims(EVERY_CLAIM).total == before + 1


def test_a_name_on_record_is_found_whatever_its_case_and_spaces(open_page, shipped):
    page = press(filled(open_page, verbatim="exactly 7777", claimant="russian  ministry of DEFENCE "))

    assert "Recorded as claim" in page.success[0].value
    assert shipped.claims(EVERY_CLAIM).rows["claimant"].isin(["russian  ministry of DEFENCE "]).sum() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": ""}, "Address of the source: needed, and it is empty"),
        ({"url": "a newspaper"}, "is not a web address"),
        ({"url": "javascript:alert(1)"}, "is not a web address"),
        ({"verbatim": "six\x00hundred"}, "a character that cannot be kept"),
        ({"verbatim": ""}, "The claimant's words: needed"),
        ({"conflict": None}, "Conflict: needed"),
    ],
)
def test_each_fault_is_named_and_nothing_is_lost(open_page, bare, change, said):
    page = press(filled(open_page, **change))

    assert said in text_of(page.error).replace("**", "")
    assert page.selectbox("claimant").value == "Russian Ministry of Defence"
    assert bare.claims(EVERY_CLAIM).total == 0


def test_numbers_by_hand_need_a_reason(open_page, bare):
    page = filled(open_page)
    page.text_input("low").set_value("700")
    page = press(page)
    assert "say in bounds_reason why they differ" in text_of(page.error)


@pytest.mark.parametrize(
    "verbatim", ["<script>alert(1)</script> 600", '=HYPERLINK("x") 12', "600 👩‍👩‍👧", "أكثر من 600"]
)
def test_hostile_and_foreign_words_are_kept_to_the_letter(open_page, bare, verbatim):
    page = press(filled(open_page, verbatim=verbatim))
    page.checkbox("make_names").check().run()

    assert bare.claims(EVERY_CLAIM).rows["verbatim"].tolist() == [verbatim]


def test_a_claim_read_at_the_same_address_is_shown(open_page, bare):
    bare.add_claim(parse_claim(claim_fields(source_url="https://example.org/a")), by="t", may_make_names=True)
    page = press(filled(open_page, verbatim="some 5000"))

    assert "may be on record already" in text_of(page.warning)


def test_a_new_name_can_become_another_name_of_an_actor_on_record(open_page, shipped):
    page = press(filled(open_page, verbatim="exactly 7777", claimant="Russian MoD"))
    page.selectbox("alias-claimant").select("Russian Ministry of Defence").run()
    page.button("same-claimant").click().run()

    assert "Recorded as claim" in page.success[0].value
    assert shipped.claims(parse_filter({"claimant": ["russian mod"], "q": ["7777"]})).total == 1
