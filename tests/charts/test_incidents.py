from math import log10

import pytest

from tests.charts.makers import a_range
from tracker import charts
from tracker.charts.incidents import NONE_PLACE


def drawn(*ranges, log=False):
    return charts.incident_ranges(ranges, title="Incidents", source_line="As of 2024-03-20.", log=log)


def the(figure, role):
    (trace,) = [trace for trace in figure.data if trace.meta == role]
    return trace


def texts(trace):
    return [text.strip() for text in trace.text if text]


def test_a_row_shows_the_claimed_range_above_the_confirmed_floor():
    figure = drawn(a_range())

    claimed, floor = the(figure, "claimed"), the(figure, "confirmed")
    assert list(the(figure, "claimed range").x) == [63, 610, None]
    assert (list(claimed.x), texts(claimed)) == ([63, 610], ["63-610"])
    assert (list(floor.x), texts(floor)) == ([139], ["▸ 139+"])
    assert claimed.y[0] < floor.y[0]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(("known_high", "ends"), [(None, [601]), (700, [601, 700])])
def test_an_open_range_ends_in_an_arrow_that_has_no_place_on_the_axis(log, known_high, ends):
    figure = drawn(a_range(claimed_low=601, claimed_high=known_high, is_open=True), log=log)

    claimed = the(figure, "claimed")
    assert list(claimed.x) == ends
    assert texts(claimed) == ["<span style='color:#E69F00'>━►</span> 601+"]


def test_none_is_a_mark_at_zero():
    claimed = the(drawn(a_range(claimed_low=0, claimed_high=0)), "claimed")
    assert (list(claimed.x), list(claimed.marker.symbol), texts(claimed)) == ([0], ["circle-open"], ["none"])


def test_words_without_a_number_have_no_mark():
    figure = drawn(a_range(claimed_low=None, claimed_high=None))
    claimed = the(figure, "claimed")
    assert (list(claimed.marker.size), texts(claimed)) == ([0], ["not quantified"])
    assert not the(figure, "claimed range").x


def test_a_row_without_any_figure_is_still_a_row():
    figure = drawn(a_range(claimed_low=None, claimed_high=None, confirmed_low=None))
    assert texts(the(figure, "claimed")) == ["not quantified"]


def test_nothing_confirmed_is_not_drawn_as_a_zero():
    assert not the(drawn(a_range(confirmed_low=None)), "confirmed").x


def test_a_confirmed_range_has_two_ends_and_no_sign_for_at_least():
    floor = the(drawn(a_range(confirmed_low=5, confirmed_high=9)), "confirmed")
    assert (list(floor.x), texts(floor)) == ([5, 9], ["5-9"])


def test_zero_has_its_own_place_on_a_logarithmic_axis():
    figure = drawn(a_range(claimed_low=0, claimed_high=0), log=True)
    assert list(the(figure, "claimed").x) == [NONE_PLACE]
    assert figure.layout.xaxis.range[0] < log10(NONE_PLACE) < 0
    assert figure.layout.xaxis.ticktext[0] == "none"


def test_a_row_is_named_shortly_and_told_whole_in_its_box():
    title = "A very long title of an incident that goes on <b>and</b> on & on"
    figure = drawn(a_range(incident=title))

    label = figure.layout.yaxis.ticktext[0]
    assert "…" in label
    assert "1 Jan 2023 · killed" in label
    claimed = the(figure, "claimed")
    box = claimed.hovertext[0].replace("</b><br><b>", " ")
    assert "goes on &lt;b&gt;and&lt;/b&gt; on &amp; on" in box
    assert "Confirmed: at least 139" in box
    assert "9 claims by 6 claimants, 4 unassessed" in box
    assert list(claimed.customdata) == [title, title]


def test_the_height_grows_with_the_rows():
    heights = [drawn(*[a_range()] * rows).layout.height for rows in (1, 2, 25)]
    assert heights[1] - heights[0] == 36
    assert heights[2] - heights[0] == 36 * 24


def test_the_source_line_and_the_key_are_in_the_image():
    notes = {note.name: note.text.replace("\u00a0", " ") for note in drawn(a_range()).layout.annotations}
    assert notes["source"] == "As of 2024-03-20."
    assert "claimed range" in notes["key"]
    assert "at least (a floor)" in notes["key"]


def test_no_incidents_are_a_sentence():
    figure = drawn()
    assert not figure.data
    assert "No incidents match these filters." in [note.text for note in figure.layout.annotations]


def test_a_logarithmic_axis_needs_somebody_to_show():
    assert charts.can_ranges_be_logarithmic([a_range()])
    assert not charts.can_ranges_be_logarithmic([a_range(claimed_low=0, claimed_high=0, confirmed_low=0)])
