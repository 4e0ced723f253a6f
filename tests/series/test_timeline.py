"""A whole timeline: its rows, what is left out of it, and an empty one."""

from tests.series.makers import by_hand, said, timeline_of
from tracker import series


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
