"""A whole timeline: its rows, what is left out of it, and an empty one."""

from datetime import date

from tests.series.makers import by_hand, counted, said, timeline_of
from tracker import series
from tracker.vocabulary import Axis


def test_the_rows_of_a_timeline_are_what_the_csv_holds(worked_example):
    rows = series.series_rows(timeline_of(worked_example))

    assert [(row["date"].isoformat(), row["series"], row["value"]) for row in rows] == [
        ("2024-03-01", "claimed", 1_000),
        ("2024-03-10", "claimed", 1_400),
        ("2024-03-15", "claimed", 1_350),
        ("2024-03-05", "confirmed", 300),
        ("2024-03-20", "confirmed", 450),
    ]


def test_an_empty_frame_gives_an_empty_timeline(engine):
    timeline = timeline_of(engine)

    assert (timeline.lines, timeline.end, timeline.comparison) == ((), None, None)


def test_lines_beyond_the_most_are_counted():
    timeline = series.build_timeline(by_hand(*(said(1, 1, claimant=f"C{n}") for n in range(15))), most_lines=12)
    assert (len(timeline.lines), timeline.left_out) == (12, 3)


def test_a_frame_without_figures_and_one_without_rows_draw_nothing():
    for frame in (by_hand(said(None, 1)), by_hand(said(1, 1)).iloc[:0]):
        for axis in Axis:
            timeline = series.build_timeline(frame, axis=axis)
            assert (timeline.lines, timeline.end, timeline.comparison) == ((), None, None)
            assert timeline.without_figure == len(frame)
            assert series.series_rows(timeline) == []


def test_one_claimant_alone_is_compared_with_nobody():
    found = series.build_timeline(by_hand(said(1, 1))).comparison
    assert (found.claimed_point.value, found.reasons) == (1, ("there is no confirmed figure in this view",))


def test_counts_alone_are_held_against_no_claim():
    found = series.build_timeline(by_hand(counted(5, 1))).comparison
    assert (found.confirmed_point.low, found.reasons) == (5, ("no claimed figure is in this view",))


def test_a_view_as_of_before_everything_is_empty():
    assert series.build_timeline(by_hand(said(1, 2)), as_of=date(2024, 3, 1)).lines == ()


def test_the_headline_is_a_figure_in_force_even_where_a_later_one_was_withdrawn():
    withdrawn = said(900, 9, claimant="B", lifecycle="retracted", ended_at=date(2024, 3, 10))
    found = series.build_timeline(by_hand(said(100, 1), withdrawn, counted(50, 1))).comparison
    assert (found.claimed.actor, found.share) == ("A", 0.5)
