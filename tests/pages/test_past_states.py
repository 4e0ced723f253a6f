"""A past day chosen, stepped through, named on every page; policies; annotations; the chart alone."""

from datetime import date

import pytest
import streamlit as st

from tests.makers import a_claim, a_relation
from tracker.filters import ClaimFilter

MAKIIVKA = {"incident": "Makiivka barracks strike", "metric": "killed"}
OPEN = {"annotations": True}
PAST = {**MAKIIVKA, "as_of": "2023-01-10"}


def said(page):
    """All that a page says in Markdown, captions and notes, without the marks that keep text from being Markdown."""
    found = [*page.markdown, *page.caption, *page.warning, *page.error, *page.info, *page.success]
    return " ".join(element.value.replace("\\", "") for element in found)


def codes(page):
    return " ".join(code.value for code in page.code)


def metrics(page):
    return {metric.label: metric.value for metric in page.metric}


@pytest.mark.parametrize("name", ["timeline.py", "incidents.py", "claims.py"])
def test_every_page_says_which_past_state_it_shows_and_leads_back(open_page, shipped, name):
    page = open_page(name, **PAST)

    assert "As of the end of 10 January 2023 (UTC): what had been said by then." in said(page)

    page.button("now").click().run()

    assert "as_of" not in page.query_params
    assert "As of the end of" not in said(page)


def test_as_of_10_january_nobody_had_counted_by_name(open_page, shipped):
    now, past = open_page(**MAKIIVKA), open_page(**PAST)

    assert metrics(now)["Latest confirmed"] != "–"
    assert metrics(past)["Latest confirmed"] == "–"
    assert date(2023, 1, 25) not in set(past.dataframe[0].value["date"])
    assert "as of the end of 2023-01-10 UTC (as stated by then)" in codes(past)
    assert "accessed" not in codes(past)


def test_a_day_chosen_in_the_panel_stands_in_the_address(open_page, shipped):
    page = open_page(**MAKIIVKA)

    page.date_input("as_of").set_value("2023-01-10").run()

    assert page.query_params["as_of"] in ("2023-01-10", ["2023-01-10"])
    page.segmented_control("as_of_basis").set_value("recorded").run()
    assert "nothing can be shown as of 2023-01-10" in said(page)
    assert page.date_input("as_of").value is None


def test_steps_lead_from_one_day_on_which_something_became_known_to_the_next(open_page, shipped):
    page = open_page(**PAST)
    days = [
        str(day) for day in shipped.known_days(ClaimFilter(incident=("Makiivka barracks strike",), metric=("killed",)))
    ]
    place = days.index("2023-01-10")

    step(page, "On")
    assert address(page, "as_of") == days[place + 1]
    step(page, "Back")
    step(page, "Back")
    assert address(page, "as_of") == days[place - 1]


def step(page, label):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def address(page, name):
    value = page.query_params[name]
    return value if isinstance(value, str) else value[0]


def test_play_begins_at_the_first_day_and_pause_stays_where_it_is(open_page, shipped):
    page = open_page(**MAKIIVKA)
    assert not [button for button in page.button if button.label == "Play"]
    page.toggle("stepping").set_value(True).run()

    step(page, "Play")
    first = address(page, "as_of")

    assert first == "2023-01-01"
    assert "Pause to see the rows" in said(page)
    assert not page.dataframe

    step(page, "Pause")
    assert address(page, "as_of") == first
    assert "As of the end of 1 January 2023 (UTC)" in said(page)


def test_incidents_are_played_too_and_not_on_another_page(open_page, shipped):
    page = open_page("incidents.py", conflict="Russia-Ukraine 2022-")
    page.toggle("stepping").set_value(True).run()

    step(page, "Play")

    assert "Pause to see the rows" in said(page)
    page.switch_page("timeline.py").run()
    assert "Pause to see the rows" not in said(page)


def test_what_became_known_on_one_day_is_not_stepped_through(open_page, bare):
    bare.add_claim(a_claim(), by="T", may_make_names=True)
    page = open_page()

    page.toggle("stepping").set_value(True).run()

    assert "There is nothing to step through" in said(page)


@pytest.mark.parametrize(
    "policy", ["envelope", "latest", "lowest", "majority", "assessed", "claimant:Russian Ministry of Defence"]
)
def test_the_policy_is_named_under_the_ranges_and_in_the_citation(open_page, shipped, policy):
    page = open_page("incidents.py", policy=policy)

    words = {"claimant": "one claimant, Russian Ministry of Defence", "assessed": "best assessed"}
    named = f"Selection policy: {words.get(policy.partition(':')[0], policy)}."
    assert named in said(page)
    assert named in codes(page)
    table = next(frame.value for frame in page.dataframe if "Note on the claimed range" in frame.value)
    notes = {note for note in table["Note on the claimed range"] if note}
    assert all(note in said(page) for note in notes)


def test_a_policy_is_chosen_by_name_and_one_claimant_asks_which(open_page, shipped):
    page = open_page("incidents.py")

    page.selectbox("policy").select("claimant").run()
    chosen = page.selectbox("policy_claimant").value
    assert address(page, "policy") == f"claimant:{chosen}"

    page.selectbox("policy").select("lowest").run()
    assert address(page, "policy") == "lowest"


@pytest.mark.parametrize("policy", ["loudest", "claimant:Nobody", "claimant:"])
def test_an_unknown_policy_is_said_and_the_envelope_shown(open_page, shipped, policy):
    page = open_page("incidents.py", policy=policy)

    assert "It was left out of this view" in said(page)
    assert "Selection policy: envelope." in said(page)


def test_a_retracted_figure_is_said_to_be_retracted(open_page, bare):
    first, second = (
        a_claim(verbatim="100,000", stated_at="2022-11-30"),
        a_claim(verbatim="no figure is given", stated_at="2022-12-01"),
    )
    for claim in (first, second):
        bare.add_claim(claim, by="T", may_make_names=True)
    bare.add_relation(a_relation(second.code, first.code, "retracts"), by="T")

    page = open_page()

    assert metrics(page)["Latest claimed"] == "Retracted"
    assert "Retracted on 1 December 2022; no figure of this claimant has taken its place" in said(page)


def fill_in(page, **fields):
    for name, value in fields.items():
        page.text_input(f"note_{name}").input(value)
    step(page, "Record the annotation")


def test_an_annotation_is_added_listed_switched_off_and_withdrawn(open_page, shipped):
    page = open_page(**MAKIIVKA, state=OPEN)

    fill_in(page, start="2023-01-03", end="2023-01-02", title="Site visited", reason="a test")
    assert "end_date 2023-01-02 is before start_date 2023-01-03" in said(page)
    assert page.text_input("note_title").value == "Site visited"

    fill_in(page, end="", title="Site visited")
    assert "Recorded as n" in said(page)
    (listed,) = [frame.value for frame in page.dataframe if "Number" in frame.value]
    assert list(listed[["Number", "From", "What"]].iloc[0]) == ["1", "2023-01-03", "Site visited"]

    page.toggle("with_notes").set_value(False).run()
    (listed,) = [frame.value for frame in page.dataframe if "Number" in frame.value]
    assert list(listed["Number"]) == [""]

    page.text_input("note_because").input("entered twice")
    step(page, "Withdraw it")
    assert "is withdrawn; the history keeps it" in said(page)
    assert not [frame for frame in page.dataframe if "Number" in frame.value]


def test_an_annotation_without_a_reason_is_not_recorded(open_page, shipped):
    page = open_page(**MAKIIVKA, state=OPEN)

    fill_in(page, start="2023-01-03", title="Site visited")

    assert "say why it is noted" in said(page)
    assert shipped.annotations(ClaimFilter()).empty


@pytest.mark.parametrize("name", ["timeline.py", "incidents.py"])
def test_the_chart_alone_has_its_sources_and_a_way_back(open_page, shipped, monkeypatch, name):
    monkeypatch.setattr(type(st.context), "is_embedded", True)

    page = open_page(name, **PAST)

    assert page.get("plotly_chart")
    assert not page.title
    assert not page.sidebar.children
    assert "[Open this view with its sources and downloads](http" in said(page)
    assert "As of the end of 10 January 2023" in said(page)


def test_a_view_offers_a_snippet_that_embeds_it(open_page, shipped):
    page = open_page(**PAST)

    assert "&amp;as_of=2023-01-10&amp;embed=true" in codes(page)
    assert codes(page).count("<iframe") == 1
