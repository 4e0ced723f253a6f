"""Lines: values hold until the next claim, and a step down is kept."""

from datetime import date

from tests.makers import a_claim, record
from tests.series.makers import ORIGIN, WORKED_EXAMPLE, by_hand, lines_of, said, timeline_of
from tracker import series
from tracker.vocabulary import Axis, SeriesKind


def test_increments_by_stated_date_keep_the_step_down(worked_example):
    line = lines_of(timeline_of(worked_example), SeriesKind.CLAIMED)["A"]

    assert [point.increment for point in line.points] == [None, 400, -50]
    assert [point.is_revision_down for point in line.points] == [False, False, True]
    assert "revision: -50" in series.note_on(line, line.points[-1])


def test_by_event_date_a_correction_replaces_in_place(worked_example):
    line = lines_of(timeline_of(worked_example, axis=Axis.EVENT), SeriesKind.CLAIMED)["A"]

    assert [(point.day, point.value) for point in line.points] == [
        (date(2024, 3, 1), 1_000),
        (date(2024, 3, 10), 1_350),
    ]
    assert [point.increment for point in line.points] == [None, 350]


def test_what_was_said_later_is_invisible_before(worked_example):
    line = lines_of(timeline_of(worked_example, until=date(2024, 3, 12)), SeriesKind.CLAIMED)["A"]

    assert [point.value for point in line.points] == [1_000, 1_400]


def test_claims_without_a_figure_are_counted_and_not_drawn(engine):
    record(engine, a_claim(verbatim="heavy losses", **ORIGIN), a_claim(verbatim="1,000", **ORIGIN))

    timeline = timeline_of(engine)

    assert timeline.without_figure == 1
    assert [point.value for line in timeline.lines for point in line.points] == [1_000]


def test_no_increment_is_taken_across_a_change_of_definition(engine):
    record(
        engine,
        a_claim(verbatim="1,000", stated_at="2024-03-01", definition_key="all reported", **ORIGIN),
        a_claim(verbatim="500", stated_at="2024-04-01", definition_key="identified", **ORIGIN),
    )

    line = timeline_of(engine).lines[0]

    assert [point.increment for point in line.points] == [None, None]


def test_a_value_holds_until_the_next_claim_and_is_never_interpolated():
    line = series.build_timeline(by_hand(*WORKED_EXAMPLE)).of_kind(SeriesKind.CLAIMED)[0]
    assert [line.on(date(2024, 3, day)).value for day in (1, 9, 10, 14, 15, 31)] == [1000, 1000, 1400, 1400, 1350, 1350]
    assert line.on(date(2024, 2, 29)) is None


def test_two_claimants_are_two_lines_and_so_are_two_keys():
    timeline = series.build_timeline(by_hand(said(1, 1), said(2, 1, claimant="B"), said(3, 1, subgroup="children")))
    assert sorted((line.actor, line.key.subgroup or "") for line in timeline.lines) == [
        ("A", ""),
        ("A", "children"),
        ("B", ""),
    ]
