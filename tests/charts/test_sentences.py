from datetime import date

import pytest

from tests.charts.makers import a_floor, a_line, a_point, a_range, a_timeline
from tracker import charts
from tracker.series import Comparison
from tracker.vocabulary import SeriesKind

JUDGING = ("admitted", "confessed", "boasted", "propaganda", "only", "just", "merely", "inflated", "lie", "fake")


def test_a_timeline_is_told_in_neutral_sentences():
    claimed = a_line(a_point(1000, 1), a_point(1350, 15, verbatim="1,350 were killed"))
    floor = a_floor((300, 5), (450, 20))
    compared = Comparison(date(2024, 3, 20), claimed, floor, share=1 / 3, at_most_unconfirmed=900)
    text = charts.timeline_in_words(a_timeline(claimed, floor, comparison=compared, unassessed=2, left_out=1))

    assert text == (
        "The chart shows 1 claimed line; and 1 confirmed line, which is a floor, by the day on which they were "
        "stated. The latest claimed figure is 1,350 killed, stated by Ministry A on 15 March 2024, in the words "
        "“1,350 were killed”. The highest confirmed floor is at least 450 killed, reported by Recorder R on "
        "20 March 2024. Of the claim, at most 900 are unconfirmed, and the floor is 33% of the claimed figure. "
        "2 claims in this view are unassessed; 1 further line is not drawn."
    )
    assert not set(JUDGING) & set(text.lower().split())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reasons": ("the areas differ",)}, "Nothing is computed between claimed and confirmed: the areas differ."),
        ({}, "The claim has no upper end, so the part of it that is not confirmed has none either."),
        ({"at_most_unconfirmed": -50}, "The floor is 50 above the upper end of the claim."),
    ],
)
def test_it_says_whether_claimed_and_confirmed_are_compared(changes, words):
    claimed, floor = a_line(a_point(89)), a_floor((139, 2))
    compared = Comparison(date(2024, 3, 2), claimed, floor, **changes)
    assert words in charts.timeline_in_words(a_timeline(claimed, floor, comparison=compared))


def test_a_view_without_claims_or_without_floors_says_so():
    assert "No confirmed figure is in this view." in charts.timeline_in_words(a_timeline(a_line(a_point())))
    assert "No claimed figure is in this view." in charts.timeline_in_words(a_timeline(a_floor((1, 1))))


def test_an_estimate_is_counted_apart():
    text = charts.timeline_in_words(a_timeline(a_line(a_point(), kind=SeriesKind.ESTIMATED)))
    assert text.startswith("The chart shows 1 estimate,")


def test_sums_of_incidents_were_stated_by_nobody():
    text = charts.timeline_in_words(a_timeline(a_line(a_point(600, code=""), actor="All claimants")))
    assert "All claimants: 600 killed claimed by 1 March 2024." in text


def test_an_empty_timeline_says_why_nothing_is_drawn():
    assert charts.timeline_in_words(a_timeline()) == "No figures match these filters."


def test_incidents_are_told_with_their_open_ends_and_floors():
    ranges = [
        a_range(),
        a_range(incident="Dormitory", claimed_low=601, claimed_high=None, is_open=True, confirmed_low=None),
        a_range(incident="Village", claimed_low=None, claimed_high=None, confirmed_low=None),
    ]
    assert charts.incidents_in_words(ranges) == (
        "The chart shows 3 incidents in 3 rows; in 1 of them no upper end is stated; in 1 nothing claimed is "
        "quantified. The highest claimed range is 63-610 killed, for Barracks strike. 1 row has a confirmed "
        "figure; a floor says 'at least', and a row without one has not been confirmed either way. "
        "12 of 27 claims are unassessed."
    )
    assert charts.incidents_in_words([]) == "No incidents match these filters."
