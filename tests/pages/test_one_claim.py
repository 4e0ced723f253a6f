"""A claim's page: how it stands to others, what was answered, what it looks like; what is wrong is said in place."""

from datetime import date

import pytest

from tests.pages.fields import claim_fields
from tracker.claims import parse_claim, parse_relation, parse_response
from tracker.filters import parse_filter

INCIDENT = {"incident": "Strike on the depot", "incident_date": "2023-01-02"}
FIRST, LATER, RIVAL, ELSEWHERE = "caaaaaaaa2", "caaaaaaaa3", "caaaaaaaa4", "caaaaaaaa5"


@pytest.fixture
def ledger(bare):
    """Two figures of one ministry, and those of another about the same incident and about none."""
    for code, changes in {
        FIRST: {"verbatim": "63", "stated_at": "2023-01-02"} | INCIDENT,
        LATER: {"verbatim": "89", "stated_at": "2023-01-04"} | INCIDENT,
        RIVAL: {"verbatim": "about 400", "claimant": "Ministry C", "stated_at": "2023-01-05"} | INCIDENT,
        ELSEWHERE: {"verbatim": "5000", "claimant": "Ministry C"},
    }.items():
        bare.add_claim(parse_claim(claim_fields(code=code, **changes)), by="T", may_make_names=True)
    return bare


def field(page, kind, label):
    (found,) = [one for one in getattr(page, kind) if one.label == label]
    return found


def press(page, label):
    field(page, "button", label).click().run()
    assert not page.exception, [found.message for found in page.exception]


def texts(page):
    shown = [*page.markdown, *page.caption, *page.info]
    return " ".join(found.value.replace("\\", "") for found in shown)


def links(page):
    return [found.proto.label.replace("\\", "") for found in page.get("page_link")]


def relate(page, other, kind, note="The ministry said so.", *, turned=False):
    field(page, "text_input", "The other claim").set_value(other).run()
    field(page, "selectbox", "How the two stand").set_value(kind).run()
    if turned:
        field(page, "radio", "Which way").set_value(True).run()
    field(page, "text_input", "How that is known (needed)").set_value(note)
    press(page, "Record the relation")


def test_a_relation_is_entered_shown_from_both_ends_and_withdrawn(open_page, ledger):
    page = open_page("claims.py", claim=LATER)
    relate(page, FIRST, "revises")

    assert "The relation is recorded." in page.success[0].value
    assert "**Revises**" in texts(page)
    assert page.get("plotly_chart")
    other = open_page("claims.py", claim=FIRST)
    assert "**Superseded** since 4 January 2023" in texts(other)
    assert "**Is revised by**" in texts(other)
    assert any(label.startswith("Is revised by 89: “89”") for label in links(other))

    press(other, "Withdraw it")
    assert "Say why" in other.error[0].value
    field(other, "text_input", "Why is it withdrawn?").set_value("Another event")
    press(other, "Withdraw it")
    assert "is withdrawn" in other.success[0].value
    assert ledger.relations(FIRST).empty
    assert "Superseded" not in texts(open_page("claims.py", claim=FIRST))


def test_the_other_claim_can_be_the_one_that_changes_this_one(open_page, ledger):
    relate(open_page("claims.py", claim=FIRST), LATER, "corrects", turned=True)

    (row,) = ledger.relations(FIRST).to_dict("records")
    assert (row["from_code"], row["to_code"], row["kind"]) == (LATER, FIRST, "corrects")


@pytest.mark.parametrize(
    ("other", "kind", "note", "sentence"),
    [
        (LATER, "conflicts_with", "so", "cannot stand in a relation to itself"),
        ("cnotthere9", "conflicts_with", "so", "No claim has the code"),
        (RIVAL, "corrects", "so", "only the claimant itself"),
        (FIRST, "revises", " ", "needed, and it is empty"),
        ("", "revises", "so", "choose the other claim"),
    ],
)
def test_what_is_wrong_with_a_relation_is_said_and_what_was_typed_is_kept(
    open_page, ledger, other, kind, note, sentence
):
    page = open_page("claims.py", claim=LATER)
    relate(page, other, kind, note)

    assert sentence.lower() in page.error[0].value.replace("\\", "").lower()
    assert field(page, "text_input", "The other claim").value == other
    assert ledger.relations(LATER).empty


def test_a_change_stated_before_what_it_changes_and_a_circle_are_refused(open_page, ledger):
    page = open_page("claims.py", claim=FIRST)
    relate(page, LATER, "revises")
    assert "the later statement stands first" in page.error[0].value.replace("\\", "")

    same_day = parse_claim(claim_fields(code="caaaaaaaa6", verbatim="90", stated_at="2023-01-04", **INCIDENT))
    ledger.add_claim(same_day, by="T", may_make_names=True)
    ledger.add_relation(
        parse_relation({"from_claim": same_day.code, "to_claim": LATER, "kind": "revises", "note": "n"}), by="T"
    )
    page = open_page("claims.py", claim=LATER)
    relate(page, same_day.code, "revises")
    assert "go round in a circle" in page.error[0].value.replace("\\", "")


def test_words_find_claims_of_the_same_claimant_or_incident(open_page, ledger):
    page = open_page("claims.py", claim=LATER)

    assert len(field(page, "selectbox", "Which one").options) == 2
    field(page, "text_input", "The other claim").set_value("Ministry C 400").run()
    (offered,) = field(page, "selectbox", "Which one").options
    assert RIVAL in offered
    field(page, "text_input", "The other claim").set_value("5000").run()
    assert "a code finds every claim" in texts(page)


def test_a_proposal_fills_in_the_form(open_page, ledger):
    page = open_page("claims.py", claim=FIRST)
    assert "Looks like: is revised by" in texts(page)
    assert "Looks like: same event, other claimant" in texts(page)

    next(found for found in page.button if found.label == "Fill in").click().run()

    assert field(page, "text_input", "The other claim").value == LATER
    assert field(page, "selectbox", "How the two stand").value == "revises"
    assert field(page, "radio", "Which way").value is True
    assert ledger.relations(FIRST).empty  # nothing is recorded by that
    field(page, "text_input", "How that is known (needed)").set_value("It said so.")
    press(page, "Record the relation")
    assert list(ledger.relations(FIRST)["from_code"]) == [LATER]


def test_a_response_is_entered_found_and_withdrawn_and_never_becomes_a_figure(open_page, ledger):
    claims_before = "".join(ledger.csv(parse_filter({})))
    page = open_page("claims.py", claim=FIRST)
    field(page, "selectbox", "Who answered, or was asked").set_value("Army B").run()
    field(page, "selectbox", "What it said").set_value("accepts_different_figure").run()
    field(page, "text_input", "In its own words").set_value("Somewhat fewer than that")
    field(page, "text_input", "It states at least").set_value("20")
    field(page, "text_input", "It states at most").set_value("30")
    press(page, "Record the response")
    assert "Needed, and it is empty" in page.error[0].value
    assert field(page, "text_input", "In its own words").value == "Somewhat fewer than that"
    field(page, "date_input", "Said on").set_value(date(2023, 1, 3))
    press(page, "Record the response")

    assert "The response is recorded." in page.success[0].value
    assert "Accepts another figure" in texts(page)
    assert "Concedes 20-30" in texts(page)
    found = open_page("claims.py", q="somewhat fewer")
    assert "Responses that say this" in [one.value for one in found.subheader]
    assert any(label.startswith("Answers 63 of Ministry A") for label in links(found))
    assert "".join(ledger.csv(parse_filter({}))) == claims_before
    assert ",20," not in "".join(ledger.series_csv(parse_filter({"incident": ["Strike on the depot"]})))
    field(page, "text_input", "Why is it withdrawn?").set_value("Said by somebody else")
    press(page, "Withdraw it")
    assert ledger.responses(claim=FIRST).empty


def test_what_is_wrong_with_a_response_is_said_at_its_field(open_page, ledger):
    page = open_page("claims.py", claim=FIRST)
    field(page, "selectbox", "Who answered, or was asked").set_value("Army B").run()
    field(page, "date_input", "Said on").set_value(date(2023, 1, 3))
    field(page, "text_input", "It states at least").set_value("30")
    field(page, "text_input", "It states at most").set_value("20")
    field(page, "text_input", "Address of the source").set_value("a newspaper")
    press(page, "Record the response")

    said = " ".join(found.value.replace("\\", "") for found in page.error)
    assert "a newspaper" in said
    assert field(page, "text_input", "Address of the source").value == "a newspaper"
    assert ledger.responses(claim=FIRST).empty


def test_silence_is_shown_as_a_fact_with_its_day(open_page, shipped):
    code = shipped.claims(parse_filter({"q": ["More than 600 Ukrainian"]})).rows["code"].iloc[0]

    text = texts(open_page("claims.py", claim=code))

    assert "8 January 2023 · **Authorities in Kyiv** · **No comment**" in text
    assert "**Eastern Group of the Ukrainian Armed Forces** · **Denies the event**" in text
    assert "“This is nonsense”" in text


def test_as_of_a_day_the_page_knows_nothing_said_later_and_changes_nothing(open_page, ledger):
    ledger.add_relation(
        parse_relation({"from_claim": LATER, "to_claim": FIRST, "kind": "revises", "note": "n"}), by="T"
    )
    said = {"claim": FIRST, "responder": "Army B", "response": "no_comment", "stated_at": "2023-01-05"}
    ledger.add_response(parse_response(said), by="T", reason="r")

    page = open_page("claims.py", claim=FIRST, as_of="2023-01-03")
    assert "As of 3 January 2023" in texts(page)
    assert "Superseded" not in texts(page)
    assert "No response is on record" in texts(page)
    assert not [found for found in page.button if found.label.startswith(("Record", "Withdraw"))]
    later = open_page("claims.py", claim=LATER, as_of="2023-01-03")
    assert "as of 2023-01-03" in later.warning[0].value.replace("\\", "")


def test_after_adding_a_claim_the_way_to_its_proposals_is_offered(open_page, ledger):
    page = open_page("add_claim.py", state={"recorded": RIVAL})

    assert any(
        "It looks related to 3 on record (includes, same event, other claimant)" in label for label in links(page)
    )
