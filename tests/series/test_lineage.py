"""What claimants say later: steps with their names, ends, gaps, and what was known on a day."""

from datetime import date

import pytest

from tests.series.makers import by_hand, compared, counted, said
from tracker import series
from tracker.vocabulary import Axis, SeriesKind

MARCH_10, MARCH_15 = date(2024, 3, 10), date(2024, 3, 15)
CORRECTED = (
    said(1_000, 1, change=None, lifecycle="current", ended_at=None),
    said(1_400, 10, lifecycle="superseded", ended_at=MARCH_15, change="updates_cumulative"),
    said(1_350, 15, cut_off=MARCH_10, change="corrects"),
    counted(300, 5),
    counted(450, 20),
)
RETRACTED = (said(100, 1), said(900, 10, lifecycle="retracted", ended_at=MARCH_15), counted(50, 20))


def line_of(claims, axis=Axis.STATED, **more):
    return series.build_timeline(by_hand(*claims), axis=axis, **more).of_kind(SeriesKind.CLAIMED)[0]


def march(day):
    return date(2024, 3, day)


def test_by_stated_date_what_was_replaced_stays_and_the_step_says_what_happened():
    line = line_of(CORRECTED)
    assert [(point.value, point.increment) for point in line.points] == [(1_000, None), (1_400, 400), (1_350, -50)]
    assert [point.step_word for point in line.points] == ["", "", "correction"]
    assert "correction: -50 from the figure before" in series.note_on(line, line.points[2])
    assert "replaced by a later statement on 2024-03-15" in series.note_on(line, line.points[1])


@pytest.mark.parametrize(("day", "value"), [(9, 1_000), (10, 1_400), (14, 1_400), (15, 1_350), (31, 1_350)])
def test_a_replaced_figure_holds_until_the_day_of_its_successor(day, value):
    assert line_of(CORRECTED).on(march(day)).value == value


def test_by_event_date_the_successor_stands_in_place_of_what_it_replaced():
    line = line_of(CORRECTED, Axis.EVENT)
    assert [(point.day.day, point.value, point.increment) for point in line.points] == [
        (1, 1_000, None),
        (10, 1_350, 350),
    ]


def test_by_event_date_a_successor_with_another_cut_off_still_replaces():
    claims = (said(700, 1, lifecycle="superseded", ended_at=march(3)), said(650, 3, cut_off=march(2), change="revises"))
    line = line_of(claims, Axis.EVENT)
    assert [(point.day.day, point.value) for point in line.points] == [(2, 650)]


def test_the_worked_example_holds_with_its_lineage():
    for axis in Axis:
        found = compared(CORRECTED, march(20), axis)
        assert (found.claimed_point.value, found.confirmed_point.low, round(found.share, 3)) == (1_350, 450, 0.333)
    found = compared(CORRECTED, march(12))
    assert (found.claimed_point.value, found.at_most_unconfirmed, round(found.ratio, 2)) == (1_400, 1_100, 4.67)


@pytest.mark.parametrize("axis", list(Axis))
def test_as_of_a_day_what_was_said_later_is_invisible_and_replaces_nothing(axis):
    line = line_of(CORRECTED, axis, as_of=march(12))
    assert [point.value for point in line.points] == [1_000, 1_400]
    assert line.last.ended_at is None
    assert [point.value for point in line_of(CORRECTED, axis, as_of=march(15)).points][-1] == 1_350


def test_a_retraction_ends_the_line_from_its_day():
    timeline = series.build_timeline(by_hand(*RETRACTED))
    line = timeline.of_kind(SeriesKind.CLAIMED)[0]
    assert [line.on(march(day)) and line.on(march(day)).value for day in (9, 10, 14, 15, 31)] == [
        100,
        900,
        900,
        None,
        None,
    ]
    assert "retracted on 2024-03-15" in series.note_on(line, line.last)
    assert timeline.comparison.reasons == (
        "the claimed figure was retracted on 2024-03-15 and none has taken its place in this view",
    )
    assert timeline.comparison.share is None


def test_by_event_date_what_was_retracted_is_gone():
    timeline = series.build_timeline(by_hand(*RETRACTED), axis=Axis.EVENT)
    assert [point.value for point in timeline.of_kind(SeriesKind.CLAIMED)[0].points] == [100]
    assert timeline.replaced == 1


def test_no_step_is_taken_from_a_figure_that_was_withdrawn_before():
    line = line_of((*RETRACTED, said(300, 20)))
    assert [point.increment for point in line.points] == [None, 800, None]


def test_a_figure_in_place_of_a_retracted_one_is_a_step_down_called_retracted():
    line = line_of((*RETRACTED, said(300, 15, change="retracts")))
    assert "retracted: -600 from the figure before" in series.note_on(line, line.last)
    assert line.on(march(15)).value == 300


def test_a_retraction_after_the_next_claim_leaves_that_claim_alone():
    line = line_of((said(100, 1, lifecycle="retracted", ended_at=march(9)), said(120, 5)))
    assert line.on(march(10)).value == 120
    assert line.last.increment == 20


def test_a_retraction_of_unknown_day_is_held_on_no_day():
    line = line_of((said(100, 1, lifecycle="retracted"), said(120, 5)))
    assert line.on(march(1)) is None


def test_a_replaced_figure_whose_successor_is_not_in_the_view_is_not_held():
    line = line_of((said(100, 1, lifecycle="superseded", ended_at=march(5)),))
    assert (line.on(march(4)).value, line.on(march(5))) == (100, None)


def test_a_step_up_by_correction_is_told_too():
    line = line_of((said(100, 1, lifecycle="superseded", ended_at=march(5)), said(120, 5, change="corrects")))
    assert "correction: +20 from the figure before" in series.note_on(line, line.last)


def test_a_correction_of_another_figure_than_the_one_before_is_no_name_for_the_step():
    line = line_of(
        (
            said(100, 1, lifecycle="superseded", ended_at=march(9)),
            said(140, 5),
            said(90, 9, cut_off=march(1), change="corrects"),
        )
    )
    assert "revision: -50" in series.note_on(line, line.last)


def test_a_stock_that_falls_is_not_called_a_revision():
    line = line_of((said(90, 1, scope="point_in_time"), said(60, 9, scope="point_in_time")))
    assert series.note_on(line, line.last) == "-30 from the figure before"


def test_a_change_of_definition_is_marked_and_no_step_is_taken():
    line = line_of((said(1_000, 1, definition_key="all reported"), said(500, 9, definition_key="identified")))
    assert [(point.increment, point.is_break) for point in line.points] == [(None, False), (None, True)]
    assert "series break: the definition changed to identified" in series.note_on(line, line.last)


def test_a_frame_without_lineage_is_all_current():
    line = line_of((said(1, 1), said(2, 2)))
    assert {(point.lifecycle, point.ended_at, point.change) for point in line.points} == {("current", None, None)}
