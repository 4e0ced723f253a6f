"""The queue, the suggestion with its reason, and the form that decides."""

from tracker.filters import EVERY_CLAIM, parse_filter
from tracker.vocabulary import VerificationStatus


def code_of(ledger, search):
    return ledger.claims(parse_filter({"q": [search]})).rows["code"].iloc[0]


def press(page):
    next(found for found in page.button if found.label == "Record the assessment").click()
    return page.run()


def text_of(elements):
    return " ".join(found.value.replace("\\", "").replace("**", "") for found in elements)


def test_the_queue_holds_the_unassessed_claims(open_page, shipped):
    page = open_page("assess.py")

    waiting = shipped.statuses(EVERY_CLAIM)[VerificationStatus.UNASSESSED]
    assert f"{waiting} claims wait" in page.caption[0].value
    assert len(page.dataframe[0].value) == 50


def test_a_floor_suggests_part_and_says_why(open_page, shipped):
    page = open_page("assess.py", claim=code_of(shipped, "about 400 Russian soldiers"))

    assert "Partially confirmed" in text_of(page.info)
    assert "A floor below a claim does not disprove it" in text_of(page.info)
    assert page.selectbox("status").value == "partially_confirmed"


def test_an_assessment_needs_its_rationale(open_page, shipped):
    page = press(open_page("assess.py", claim=code_of(shipped, "about 400 Russian soldiers")))

    assert "Rationale: needed" in text_of(page.error)


def test_an_assessment_is_recorded_and_earlier_ones_stay(open_page, shipped):
    code = code_of(shipped, "about 300 more were injured")
    before = len(shipped.claim(code).assessments)
    page = open_page("assess.py", claim=code)
    page.selectbox("status").select("unverified")
    page.text_area("rationale").set_value("No independent count of the wounded was found.")
    page = press(page)

    assert "is recorded" in page.success[0].value
    record = shipped.claim(code)
    assert record.claim["status"] == "unverified"
    assert len(record.assessments) == before + 1
    assert record.history["changed_by"].iloc[0] == "A. Tester"


def test_a_status_that_contradicts_its_numbers_is_refused(open_page, shipped):
    page = open_page("assess.py", claim=code_of(shipped, "about 400 Russian soldiers"))
    page.selectbox("status").select("refuted")
    page.selectbox("refutation_kind").select("overstated")
    page.text_area("rationale").set_value("A floor of 139.")
    page = press(page)

    assert "does not disprove it" in text_of(page.error)


def test_an_empty_queue_says_so(open_page, bare):
    assert "has been assessed" in open_page("assess.py").success[0].value
