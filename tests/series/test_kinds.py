"""Claimed, confirmed and estimated are three kinds, and each figure belongs to one."""

import pytest

from tests.makers import a_count, record
from tests.series.makers import timeline_of
from tracker import series
from tracker.vocabulary import SeriesKind


def test_an_estimate_is_a_third_kind_and_never_confirmed(engine):
    record(engine, a_count(verbatim="189,000 to 273,000", counting_basis="statistical_estimate"))

    timeline = timeline_of(engine)

    assert [line.kind for line in timeline.lines] == [SeriesKind.ESTIMATED]


@pytest.mark.parametrize(
    ("independence", "basis", "kind"),
    [
        ("independent", "named_individuals", SeriesKind.CONFIRMED),
        ("independent", "visual", SeriesKind.CONFIRMED),
        ("independent", "asserted", SeriesKind.CLAIMED),  # a bare statement is no evidence
        ("independent", "unknown", SeriesKind.CLAIMED),
        ("independent", "intelligence_estimate", SeriesKind.ESTIMATED),
        ("party", "named_individuals", SeriesKind.CLAIMED),  # a party's own list is not independent
        ("aligned_with_party", "site_or_forensic", SeriesKind.CLAIMED),
        ("unknown", "official_record", SeriesKind.CLAIMED),
        (None, "official_record", SeriesKind.CLAIMED),
        ("party", "statistical_estimate", SeriesKind.ESTIMATED),
    ],
)
def test_each_figure_belongs_to_one_kind(independence, basis, kind):
    assert series.kind_of(independence, basis) is kind
