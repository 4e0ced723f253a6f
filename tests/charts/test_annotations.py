"""What happened meanwhile stands on the chart without covering a figure, and is told in words below it."""

from datetime import date

import pytest

from tests.charts.makers import a_floor, a_line, a_point, a_timeline
from tracker import charts
from tracker.vocabulary import Axis

LINES = (a_line(a_point(1000, 1), a_point(1400, 10)), a_floor((300, 5), (450, 20)))


def a_note(day=5, last=None, title="Records released", kind="data_release"):
    return charts.Note(date(2024, 3, day), last and date(2024, 3, last), title, kind, f"n{day}")


def drawn(*notes, axis=Axis.STATED, **changes):
    timeline = a_timeline(*LINES, axis=axis)
    return charts.claimed_and_confirmed(timeline, charts.Paper("Killed", "Compiled."), notes=notes, **changes)


def written(figure, name):
    return [note for note in figure.layout.annotations if note.name == name]


def test_a_day_is_a_thin_line_and_its_number_stands_above_the_plot():
    figure = drawn(a_note(5))

    (line,) = figure.layout.shapes
    (number,) = written(figure, "note")
    assert (line.type, line.x0, line.x1, line.line.width, line.layer) == (
        "line",
        "2024-03-05",
        "2024-03-05",
        1,
        "below",
    )
    assert (number.text, number.x, number.y, number.yref, number.yanchor) == ("1", "2024-03-05", 1, "paper", "bottom")
    assert "1: Records released (data release, 5 Mar 2024)" in written(figure, "notes")[0].text


def test_what_lasted_is_a_band_that_ends_with_the_days_shown():
    figure = drawn(a_note(15, 31, title="No access", kind="access_restriction"))

    band, _ = figure.layout.shapes
    assert (band.type, band.x0, band.x1) == ("rect", "2024-03-15", "2024-03-20")
    assert "15 Mar 2024 to 31 Mar 2024" in written(figure, "notes")[0].text


def test_numbers_close_to_each_other_stand_one_above_the_other_and_the_plot_makes_room():
    close = drawn(a_note(5), a_note(6, title="Another"))
    apart = drawn(a_note(2), a_note(19, title="Another"))

    assert len({note.yshift for note in written(close, "note")}) == 2
    assert len({note.yshift for note in written(apart, "note")}) == 1
    assert close.layout.margin.t > apart.layout.margin.t > drawn().layout.margin.t


def test_notes_outside_of_the_days_shown_and_beyond_twelve_are_not_drawn():
    timeline = a_timeline(*LINES)
    early = charts.Note(date(2023, 1, 1), None, "Long ago", "event")
    many = [a_note(1 + place, title=f"Event {place:02}") for place in range(15)]

    assert charts.notes_drawn([early], timeline) == []
    assert charts.notes_drawn(many, timeline) == many[-12:]


def test_notes_are_told_in_words():
    told = charts.notes_in_words([a_note(5), a_note(15, 16, title="No access", kind="access_restriction")])

    assert told == (
        "Marked on the days: 1: Records released (data release, 5 Mar 2024); "
        "2: No access (restricted access, 15 Mar 2024 to 16 Mar 2024)."
    )


def test_without_notes_nothing_is_added():
    figure = drawn()
    assert not charts.notes_in_words([])

    assert not written(figure, "note")
    assert not written(figure, "notes")
    assert not figure.layout.shapes


def test_a_title_cannot_bring_in_markup():
    figure = drawn(a_note(5, title="<b>x</b> & <script>"))

    assert "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;" in written(figure, "notes")[0].text
    assert "<script" not in written(figure, "note")[0].hovertext


@pytest.mark.parametrize("axis", Axis)
def test_the_axis_names_the_past_day_that_is_shown(axis):
    said = "As of the end of 10 March 2024 (UTC): what had been said by then"

    now, past = drawn(axis=axis), drawn(axis=axis, as_of=said)

    assert "As of" not in now.layout.xaxis.title.text
    assert past.layout.xaxis.title.text == f"{now.layout.xaxis.title.text}<br>{said}"
    assert past.layout.margin.b > now.layout.margin.b
