"""Incidents, the page about the data, and what stands around every page."""

import pytest

from tests.pages.fields import claim_fields
from tracker.claims import parse_claim
from tracker.vocabulary import VerificationStatus


def test_the_range_plot_has_a_row_an_incident_and_metric(open_page, shipped):
    page = open_page("incidents.py", q="Makiivka")

    table = page.dataframe[0].value
    killed = table[(table["Incident"] == "Makiivka barracks strike") & (table["Counted"] == "Killed")].iloc[0]
    assert (killed["Claimed"], killed["Confirmed"]) == ("89+", "139+")
    assert page.get("plotly_chart")


def test_an_incident_tells_its_claims_in_order(open_page, shipped):
    page = open_page("incidents.py", incident="Makiivka barracks strike", metric="killed")

    text = " ".join(found.value.replace("\\", "") for found in page.markdown)
    assert text.index("63 Russian servicemen") < text.index("gone up to 89") < text.index("92 Russian soldiers")


def test_incidents_of_an_empty_store(open_page, bare):
    assert "No incidents match" in open_page("incidents.py").info[0].value


def test_every_status_and_column_is_explained(open_page, shipped):
    page = open_page("about.py")

    statuses, dictionary = page.dataframe[0].value, page.dataframe[1].value
    assert list(statuses["Status"]) == [status.label for status in VerificationStatus]
    assert statuses["Claims"].sum() == 309
    assert {"verbatim", "low", "high", "status", "record_url"} <= set(dictionary["name"])


@pytest.mark.parametrize(
    "page",
    [
        "timeline.py", "incidents.py", "claims.py", "compare.py", "claimants.py", "verification.py", "add_claim.py",
        "assess.py", "changes.py", "about.py",
    ],
)  # fmt: skip
def test_a_store_that_cannot_be_used_is_said_in_a_sentence(open_page, tmp_path, monkeypatch, page):
    from tracker.settings import settings

    broken = tmp_path / "notes.txt"
    broken.write_text("this is no database at all, and it is long enough to be read as one" * 40)
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{broken}")
    settings.cache_clear()

    opened = open_page(page)

    assert "is not a database of the tracker" in opened.error[0].value
    assert "this is no database" in broken.read_text()


def test_one_claim_alone_is_drawn(open_page, bare):
    bare.add_claim(parse_claim(claim_fields()), by="t", may_make_names=True)

    assert open_page("timeline.py").get("plotly_chart")
