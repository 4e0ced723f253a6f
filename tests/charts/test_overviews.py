"""Claimants side by side, statuses through time and small multiples: the numbers in the figures, and their words."""

from datetime import date

import pandas as pd
import pytest

from tests.charts.makers import a_floor, a_line, a_point, a_timeline
from tracker import charts
from tracker.series import Panel, Panels, lag_to_confirmation, share_of
from tracker.series.timeline import headline

SOURCE = "As of 2024-03-20."


def the(figure, role):
    return [trace for trace in figure.data if trace.meta == role]


def notes(figure, name):
    return [note.text for note in figure.layout.annotations if note.name == name]


# Shares


def shares(*rows):
    return charts.shares_compared(rows, title="Shares", source_line=SOURCE)


ROWS = [("Ministry A", share_of(2, 17)), ("Recorder R", share_of(0, 4))]


def test_a_share_is_a_dot_on_its_interval_in_the_order_given():
    figure = shares(*ROWS)

    (dots,), (intervals,) = the(figure, "share"), the(figure, "interval")
    assert list(dots.x) == [2 / 17, 0]
    assert list(intervals.x)[:2] == [ROWS[0][1].low, ROWS[0][1].high]
    assert list(figure.layout.yaxis.ticktext) == ["Ministry A", "Recorder R"]
    assert notes(figure, "figure") == ["2 of 17: 12%", "0 of 4: 0%"]
    assert notes(figure, "source") == [SOURCE]


def test_every_claimant_has_the_same_colour():
    (dots,) = the(shares(*ROWS), "share")

    assert isinstance(dots.marker.color, str)


def test_of_many_claimants_those_with_the_most_claims_are_drawn_and_the_rest_is_said():
    rows = [(f"Claimant {number}", share_of(1, 2)) for number in range(30)]

    assert len(the(shares(*rows), "share")[0].x) == 20
    assert "10 more claimants are in the table alone" in charts.shares_in_words(rows, "confirmed")


def test_text_of_a_name_is_never_a_tag():
    figure = shares(("<b>Ministry</b> & Co", share_of(1, 2)))

    assert figure.layout.yaxis.ticktext[0] == "&lt;b&gt;Ministry&lt;/b&gt; &amp; Co"


@pytest.mark.parametrize(
    ("share", "text"), [(None, "–"), (0, "0%"), (1, "100%"), (0.118, "12%"), (0.004, "0.4%"), (0.997, "99.7%")]
)
def test_a_small_share_is_not_printed_as_none(share, text):
    assert charts.percent(share) == text


def test_no_claimant_is_a_sentence():
    assert "No claims match" in notes(shares(), "sentence")[0]


# Time to confirmation

LAG = lag_to_confirmation([10, 20, 30, 40], [True, True, False, False])


def test_the_curve_falls_in_steps_and_has_its_interval():
    figure = charts.waiting({"All claims": LAG}, title="Waiting", source_line=SOURCE)

    (curve,) = the(figure, "curve")
    assert curve.line.shape == "hv"
    assert list(curve.y)[:3] == pytest.approx([1.0, 0.75, 0.5])
    assert len(the(figure, "interval")) == 1


def test_a_median_is_told_with_its_interval_or_as_not_reached():
    assert charts.median_in_words(LAG) == "20 days (10 to not reached)"
    assert charts.median_in_words(lag_to_confirmation([5], [False])) == "not reached"
    assert charts.median_in_words(lag_to_confirmation([], [])) == "–"


def test_the_words_say_what_is_confirmed_and_that_the_rest_is_waiting():
    words = charts.waiting_in_words({"All claims": LAG})

    assert "2 of 4 claims were confirmed" in words
    assert "count for as long as they have been waiting" in words


# Statuses


def states(*rows):
    return pd.DataFrame(rows, columns=["date", "status", "claims", "incident_claims", "people", "without_lower"])


FIRST, SECOND = date(2023, 1, 1), date(2023, 3, 1)
STATES = states(
    (FIRST, "unassessed", 3, 2, 601, 1), (FIRST, "confirmed", 0, 0, 0, 0),
    (SECOND, "unassessed", 2, 1, 0, 1), (SECOND, "confirmed", 1, 1, 601, 0),
)  # fmt: skip


def areas(measured="claims", frame=STATES, **how):
    paper = charts.Paper("Claims", SOURCE, **how)
    figure = charts.statuses_over_time(frame, paper, measured=measured, end=date(2023, 4, 1))
    return figure, {trace.meta: trace for trace in figure.data}


def test_statuses_are_steps_on_top_of_one_another_up_to_the_last_day():
    _, found = areas()

    assert list(found) == ["confirmed", "unassessed"]
    assert list(found["unassessed"].y) == [3, 2, 2]
    assert list(found["unassessed"].x)[-1] == "2023-04-01"
    assert {trace.line.shape for trace in found.values()} == {"hv"}
    assert len({trace.stackgroup for trace in found.values()}) == 1


def test_people_are_the_lower_ends():
    figure, found = areas("people")

    assert list(found["confirmed"].y) == [0, 601, 601]
    assert notes(figure, "end of area") == ["Confirmed 601"]
    words = charts.statuses_in_words(STATES, "people")
    assert "1 claims about one incident state no lower end" in words
    assert "1 claims are running totals" in words


def test_states_at_the_ends_of_months_are_called_that():
    paper = charts.Paper("Claims", SOURCE)
    figure = charts.statuses_over_time(STATES, paper, measured="claims", end=date(2023, 4, 1), step="month")
    assert figure.layout.xaxis.title.text == "State at the end of each month"
    assert areas()[0].layout.xaxis.title.text == "State at the end of each day"
    assert "at the end of each month" in charts.statuses_in_words(STATES, "claims", "month")


def test_each_area_is_named_at_its_end():
    figure, _ = areas()

    assert notes(figure, "end of area") == ["Confirmed 1", "Unassessed 2"]


def test_on_a_phone_the_key_names_each_area_with_its_number():
    wide, narrow = (areas(narrow=narrow)[0] for narrow in (False, True))

    assert notes(narrow, "end of area") == []
    (key,) = notes(narrow, "key")
    assert "Confirmed 1" in key.replace("\u00a0", " ")
    assert "Unassessed 2" in key.replace("\u00a0", " ")
    assert narrow.layout.margin.r < wide.layout.margin.r / 5


def test_no_claims_and_no_people_are_sentences():
    assert "No claims match" in notes(areas(frame=states())[0], "sentence")[0]
    bare = STATES.assign(people=0)
    assert "states a lower end" in notes(areas("people", bare)[0], "sentence")[0]


# Small multiples


def a_panel(name, *lines):
    timeline = a_timeline(*lines)
    if lines:
        timeline = a_timeline(*lines, comparison=headline(timeline))
    return Panel(name, "", timeline, 3)


PANELS = Panels(
    (
        a_panel("Army B", a_line(a_point(600, 1), a_point(900, 40)), a_floor((90, 5), (140, 50))),
        a_panel("Army D", a_line(a_point(30, 20), actor="Ministry C")),
        a_panel("Army E"),
    ),
    4,
)


def multiples(panels=PANELS, **how):
    return charts.small_multiples(panels, title="Compared", source_line=SOURCE, **how)


def axes(figure, letter):
    return [figure.layout[name] for name in figure.layout if name.startswith(f"{letter}axis")]


def test_all_panels_have_the_same_days_and_the_same_people():
    figure = multiples()

    assert len(axes(figure, "x")) == 2
    assert len({tuple(axis.range) for axis in axes(figure, "x")}) == 1
    assert {tuple(map(round, axis.range)) for axis in axes(figure, "y")} == {(0, 990)}
    assert "all panels have the same vertical axis" in notes(figure, "key")[0].replace("\u00a0", " ")


def test_an_axis_of_their_own_is_said_in_the_picture():
    figure = multiples(is_shared=False)

    assert {round(axis.range[1]) for axis in axes(figure, "y")} == {990, 33}
    assert "each panel has its own vertical axis" in notes(figure, "key")[0].replace("\u00a0", " ")


def test_claimed_is_dotted_and_confirmed_is_solid_in_every_panel():
    lines = [(trace.xaxis, trace.line.dash) for trace in multiples().data if trace.meta == "line"]

    assert lines == [("x", "dot"), ("x", "solid"), ("x2", "dot")]


def test_a_panel_says_its_latest_figures_and_what_may_be_computed():
    first, second = notes(multiples(), "panel")

    assert "claimed 900; confirmed 140" in first
    assert "documented share 16%" in first
    assert "claimed 30; confirmed –" in second
    assert "not compared: there is no" in second


def test_the_table_gives_the_reason():
    rows = charts.panel_table(PANELS)

    assert [row["Documented share"] for row in rows] == ["15.6%", "–", "–"]
    assert rows[1]["Not compared, because"] == "there is no confirmed figure in this view"
    assert rows[2]["Not compared, because"] == "no figure is in this view"


def test_the_words_say_what_is_left_out_and_in_what_panels_are_unlike():
    words = charts.panels_in_words(PANELS, ["whose people"])

    assert "2 panels" in words
    assert "they differ in whose people" in words
    assert "4 more would have a panel" in words


def test_no_panel_is_a_sentence():
    assert "No figures match" in notes(multiples(Panels((), 0)), "sentence")[0]
