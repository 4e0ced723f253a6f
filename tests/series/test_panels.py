"""Small timelines side by side: only what is comparable is computed, and the rest says why."""

from datetime import date

import pytest

from tests.makers import a_claim, a_claim_on_an_incident, a_count, record
from tracker import series
from tracker.filters import ClaimFilter
from tracker.vocabulary import SeriesKind, Varying

WAR = {"conflict": ("War of Examples",)}


@pytest.fixture
def war(file_ledger):
    """Two ministries and a recorder on one side's losses; what Ministry C counts is wounded."""
    record(
        file_ledger.engine,
        a_claim(verbatim="1000"),
        a_claim(verbatim="1400", stated_at="2023-02-10"),
        a_claim(claimant="Ministry C", verbatim="90", metric="wounded"),
        a_count(verbatim="at least 300", stated_at="2023-02-01"),
        a_count(verbatim="at least 450", stated_at="2023-02-20"),
    )
    return file_ledger


def panels(ledger, by, **wanted):
    return {panel.name: panel for panel in ledger.compare(ClaimFilter(**wanted), by).panels}


def test_a_claimant_stands_beside_the_counts_it_may_be_held_against(war):
    found = panels(war, Varying.CLAIMANT, **WAR)

    assert list(found) == ["Ministry A", "Recorder R", "Ministry C"]
    assert [line.actor for line in found["Ministry A"].timeline.lines] == ["Ministry A", "Recorder R"]
    assert found["Ministry A"].timeline.comparison.share == pytest.approx(450 / 1400)
    assert found["Ministry A"].claims == 2
    assert [line.actor for line in found["Recorder R"].timeline.lines] == ["Recorder R"]


def test_unlike_figures_are_drawn_and_the_reason_is_kept(war):
    panel = panels(war, Varying.CLAIMANT, **WAR)["Ministry C"]

    assert panel.timeline.comparison.share is None
    assert "what is counted (wounded against killed)" in panel.reasons
    assert len(panel.confirmed) == 1


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (Varying.AFFECTED_PARTY, ["Army B"]),
        (Varying.CONFLICT, ["War of Examples"]),
        (Varying.METRIC, ["Killed", "Wounded"]),
        (Varying.INCIDENT, []),
    ],
)
def test_any_part_may_vary(war, by, names):
    assert list(panels(war, by, scope=("cumulative",))) == names


def test_what_a_reader_chooses_has_the_panels(war):
    assert list(panels(war, Varying.CLAIMANT, **WAR, claimant=("Ministry C",))) == ["Ministry C"]


def test_no_more_than_twelve_are_drawn_and_the_rest_is_counted(file_ledger):
    record(
        file_ledger.engine,
        *(a_claim_on_an_incident(incident=f"Strike {number}", incident_date="2023-01-02") for number in range(14)),
    )

    found = file_ledger.compare(ClaimFilter(), Varying.INCIDENT)

    assert (len(found.panels), found.left_out) == (12, 2)


def test_all_panels_have_the_same_days(war):
    found = war.compare(ClaimFilter(**WAR), Varying.CLAIMANT)

    assert found.days == (date(2023, 1, 8), date(2023, 2, 20))


def test_in_what_panels_are_unlike_is_named_once(war):
    found = war.compare(ClaimFilter(**WAR), Varying.METRIC)

    assert series.differing(found.drawn) == ["what is counted"]


def test_the_rows_are_those_the_panels_draw(war):
    found = war.compare(ClaimFilter(**WAR), Varying.METRIC)
    rows = list(series.panel_rows(found.panels))

    assert {tuple(row) for row in rows} == {series.PANEL_COLUMNS}
    points = sum(len(line.points) for panel in found.panels for line in panel.timeline.lines)
    assert len(rows) == points == 5
    assert {row["series"] for row in rows} == {SeriesKind.CLAIMED, SeriesKind.CONFIRMED}
