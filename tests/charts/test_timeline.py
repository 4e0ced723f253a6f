from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from tests.charts.makers import KEY, a_floor, a_line, a_point, a_timeline
from tracker import charts
from tracker.charts.look import STATUS_SYMBOLS
from tracker.vocabulary import Axis, SeriesKind, VerificationStatus

SOURCE = "Claimed: Ministry A; confirmed: Recorder R. Compiled in the ledger, as of 2024-03-20 12:00 UTC."


def drawn(*lines, log=False, **changes):
    timeline = a_timeline(*lines, **changes)
    return charts.claimed_and_confirmed(timeline, charts.Paper("Killed", SOURCE), log=log)


def parts(figure, role):
    return [trace for trace in figure.data if trace.meta == role]


def the(figure, role):
    (trace,) = parts(figure, role)
    return trace


def box(marks, place=0):
    """The box beside a mark, as the browser fills it in."""
    return marks.hovertemplate.replace("%{hovertext}", marks.hovertext[place])


def written(figure, name):
    return [note.text for note in figure.layout.annotations if note.name == name]


def test_claimed_steps_are_dotted_and_thin_and_the_floor_is_solid_and_thick():
    figure = drawn(a_line(a_point(1000, 1), a_point(1400, 10)), a_floor((300, 5), (450, 20)))

    claimed, floor = parts(figure, "line")
    assert (list(claimed.x), list(claimed.y)) == (["2024-03-01", "2024-03-10", "2024-03-20"], [1000, 1400, 1400])
    assert (list(floor.x), list(floor.y)) == (["2024-03-05", "2024-03-20", "2024-03-20"], [300, 450, 450])
    assert [claimed.line.shape, floor.line.shape] == ["hv", "hv"]
    assert [claimed.line.dash, floor.line.dash] == ["dot", "solid"]
    assert claimed.line.width < floor.line.width


def test_people_are_counted_from_zero_with_thousands_separators():
    axis = drawn(a_line(a_point(1000))).layout.yaxis
    assert (axis.title.text, axis.range[0], axis.rangemode, axis.tickformat) == ("People", 0, "tozero", ",d")


@pytest.mark.parametrize("status", list(VerificationStatus))
def test_each_status_has_a_symbol_of_its_own_and_only_those_that_occur_are_in_the_key(status):
    figure = drawn(a_line(a_point(status=status.value)))

    assert list(the(figure, "marks").marker.symbol) == [STATUS_SYMBOLS[status].mark]
    (key,) = written(figure, "key")
    assert [word.label.lower() in key.replace("\u00a0", " ") for word in VerificationStatus].count(True) == (
        2 if status is VerificationStatus.PARTIALLY_CONFIRMED else 1
    )
    assert STATUS_SYMBOLS[status].glyph in key


def test_no_two_statuses_share_a_symbol():
    assert set(STATUS_SYMBOLS) == set(VerificationStatus)
    assert len({symbol.mark for symbol in STATUS_SYMBOLS.values()}) == len(VerificationStatus)
    assert len({symbol.glyph for symbol in STATUS_SYMBOLS.values()}) == len(VerificationStatus)


def test_an_open_upper_end_is_an_arrow_upwards_and_no_number():
    figure = drawn(a_line(a_point(601, high=None)))

    arrow = the(figure, "open")
    assert (list(arrow.text), list(arrow.textposition), list(arrow.y)) == (["↑"], ["top center"], [601])
    assert not parts(figure, "range")
    assert "601+" in written(figure, "end of line")[0]
    assert "no upper end stated" in written(figure, "key")[0].replace("\u00a0", " ")


def test_an_open_lower_end_is_an_arrow_downwards():
    arrow = the(drawn(a_line(a_point(30, low=None, value=None))), "open")
    assert (list(arrow.text), list(arrow.textposition)) == (["↓"], ["bottom center"])


def test_a_floor_has_no_arrow_and_its_box_says_at_least():
    figure = drawn(a_floor((300, 5)))
    assert not parts(figure, "open")
    assert "at least 300" in the(figure, "marks").hovertext[0]
    assert "(floor)" in " ".join(written(figure, "end of line")[0].split("<br>"))


def test_the_range_of_an_approximate_figure_is_shaded_as_long_as_it_holds():
    figure = drawn(a_line(a_point(700, 1, low=650, high=750), a_point(800, 11)))

    box = the(figure, "range")
    assert (set(box.x), set(box.y)) == ({"2024-03-01", "2024-03-11", None}, {650, 750, None})
    assert box.fill == "toself"


def test_a_figure_without_a_newer_one_goes_thin_and_dashed():
    figure = drawn(a_line(a_point(100, 1)), a_floor((50, 200)), stale_after=timedelta(days=90))

    claimed = parts(figure, "line")[0]
    stale = the(figure, "stale")
    assert list(claimed.x) == ["2024-03-01", "2024-05-30", None]
    assert (list(stale.x), list(stale.y)) == (["2024-05-30", "2024-09-16", None], [100, 100, None])
    assert (stale.line.dash, stale.line.width) == ("dash", 1)
    assert "no newer figure since 2024-03-01" in stale.hovertext[0]
    assert "last: 1 Mar 2024" in written(figure, "end of line")[0]


def test_a_gap_between_two_claims_is_dashed_too_and_the_step_up_is_not():
    figure = drawn(a_line(a_point(100, 1), a_point(150, 201)), stale_after=timedelta(days=90))

    assert list(parts(figure, "line")[0].y) == [100, 100, None, 100, 150, 150]
    assert list(the(figure, "stale").y) == [100, 100, None]


def test_a_step_down_is_written_beside_its_mark():
    revision = the(drawn(a_line(a_point(1400, 10), a_point(1350, 15))), "revision")
    assert (list(revision.x), list(revision.y), list(revision.text)) == (["2024-03-15"], [1350], ["revision −50"])


def falling(falls):
    """A line that falls so many times, by one more each time."""
    figures = [1_000_000 - half // 2 * (half % 2) for half in range(2, 2 * falls + 2)]
    points = [a_point(1_000_000), *(a_point(figure, 2 + place) for place, figure in enumerate(figures))]
    return drawn(a_line(*points))


def test_of_many_steps_down_the_largest_are_labelled_where_they_have_room():
    few, many = the(falling(8), "revision"), falling(100)
    assert list(few.text) == [f"revision −{fall}" for fall in range(1, 9)]
    labelled = the(many, "revision")
    assert "−100" in labelled.text
    assert len(labelled.text) == 13
    days = sorted(date.fromisoformat(day) for day in labelled.x)
    assert all(later - earlier > (days[-1] - days[0]) / 15 for earlier, later in pairwise(days))
    assert f"{len(labelled.text)} of 100 steps down have their amount written" in written(many, "notes")[0]


def test_a_stock_that_falls_is_not_called_a_revision():
    held = replace(KEY, metric="missing", scope="point_in_time")
    assert list(the(drawn(a_line(a_point(90, 1), a_point(60, 9), key=held)), "revision").text) == ["−30"]


def test_an_estimate_is_drawn_with_its_interval_and_never_called_confirmed():
    point = a_point(189_000, low=189_000, high=273_000, value=None, basis="statistical_estimate")
    figure = drawn(a_line(point, kind=SeriesKind.ESTIMATED, actor="University U"))

    marks = the(figure, "marks")
    assert (list(marks.error_y.array), list(marks.error_y.arrayminus)) == ([84_000], [0])
    assert parts(figure, "line")[0].line.dash == "longdash"
    label = written(figure, "end of line")[0]
    assert "estimate" in label
    assert "onfirmed" not in label + marks.hovertext[0].replace("unassessed", "")


def test_marks_carry_the_codes_of_their_claims():
    figure = drawn(a_line(a_point(1, 1, code="CLM-0007"), a_point(2, 2, code="CLM-0009")))
    assert list(the(figure, "marks").customdata) == ["CLM-0007", "CLM-0009"]


def test_a_box_says_who_when_in_which_words_and_what():
    point = a_point(601, 8, high=None, verbatim="More than 600 were killed", status="disputed")
    shown = box(the(drawn(a_line(point)), "marks"))
    for words in (
        "Ministry A",
        "said on 8 March 2024",
        "“More than 600 were killed”",
        "601+",
        "Status: disputed",
        "killed, combatants, Party B",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("day", "said on 31 January 2023"),
        ("month", "said in January 2023 (day not known)"),
        ("year", "said in 2023 (day not known)"),
        ("week", "said in the week to 31 January 2023 (day not known)"),
        ("range", "said by 31 January 2023 (day not known)"),
        ("unknown", "said by 31 January 2023 (day not known)"),
    ],
)
def test_a_date_is_told_as_well_as_it_is_known(precision, words):
    point = a_point(stated_at=date(2023, 1, 31), stated_precision=precision)
    assert words in the(drawn(a_line(point)), "marks").hovertext[0].replace("<br>", " ")


def test_words_of_others_are_shown_and_never_read_as_markup():
    verbatim = '<script>alert("1")</script> & <b>bold</b>\nnext\u202e line ' + "x" * 2_000
    figure = drawn(a_line(a_point(verbatim=verbatim), actor="<i>A & B</i>"))

    shown = box(the(figure, "marks"))
    assert "&lt;script&gt;" in shown
    assert "&amp;" in shown
    assert "<script" not in shown
    assert "<i>A" not in shown + written(figure, "end of line")[0]
    assert "\u202e" not in shown
    assert "\n" not in shown
    assert "…”" in shown
    assert max(len(line) for line in shown.split("<br>")) < 100


def test_a_name_with_braces_is_a_name_and_no_part_of_the_template():
    shown = box(the(drawn(a_line(a_point(), actor="Group %{x} {Y}")), "marks"))
    assert "Group %&#123;x&#125; &#123;Y&#125;" in shown


def test_words_from_right_to_left_do_not_turn_the_box_around():
    box = the(drawn(a_line(a_point(verbatim="قتل 600 شخص"))), "marks").hovertext[0]
    assert "\u2068“قتل 600 شخص”\u2069" in box


def test_the_source_line_is_in_the_image_whole_and_wrapped():
    (text,) = written(drawn(a_line(a_point())), "source")
    assert text.replace("<br>", " ") == SOURCE
    assert max(len(line) for line in text.split("<br>")) <= 62


def test_the_title_is_in_the_image():
    assert written(drawn(a_line(a_point())), "title") == ["<b>Killed</b>"]


@pytest.mark.parametrize(
    ("axis", "title"),
    [
        (Axis.STATED, "By stated date: what was being said"),
        (Axis.EVENT, "By event date: when it happened"),
    ],
)
def test_the_axis_says_which_date_it_is(axis, title):
    assert drawn(a_line(a_point()), axis=axis).layout.xaxis.title.text == title


def test_recent_days_are_shaded_on_the_event_axis_alone():
    (shade,) = drawn(a_line(a_point(5, 60)), axis=Axis.EVENT).layout.shapes
    assert (shade.x0, shade.x1) == ("2024-03-30", "2024-04-29")
    assert not drawn(a_line(a_point(5, 60))).layout.shapes


def test_an_actor_has_one_colour_and_claimed_lines_of_it_differ_in_dash():
    wounded = replace(KEY, metric="wounded")
    figure = drawn(a_line(a_point(9)), a_line(a_point(8), key=wounded), a_line(a_point(7), actor="B"))
    first, second, other = parts(figure, "line")
    assert first.line.color == second.line.color != other.line.color
    assert first.line.dash != second.line.dash


def test_logarithmic_only_when_asked_and_possible():
    assert drawn(a_line(a_point(5))).layout.yaxis.type == "linear"
    assert drawn(a_line(a_point(5)), log=True).layout.yaxis.type == "log"
    assert drawn(a_line(a_point(0), a_point(5, 2)), log=True).layout.yaxis.type == "linear"


@pytest.mark.parametrize(("low", "possible"), [(1, True), (0, False), (None, True)])
def test_zeros_rule_out_a_logarithmic_axis(low, possible):
    assert charts.can_be_logarithmic(a_timeline(a_line(a_point(5, low=low)))) is possible


def test_labels_at_the_ends_do_not_cover_each_other():
    lines = [a_line(a_point(1000 + number), actor=f"Ministry number {number}") for number in range(12)]
    figure = drawn(*lines)

    plot = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    high = figure.layout.yaxis.range[1]
    labels = [note for note in figure.layout.annotations if note.name == "end of line"]
    middles = sorted(plot * (high - note.y) / high + note.ay for note in labels)
    rows = min(note.text.count("<br>") + 1 for note in labels)
    assert len(middles) == 12
    assert min(below - above for above, below in pairwise(middles)) >= rows * 13
    assert middles[-1] <= plot


def test_zoom_survives_a_rerun_and_not_a_change_of_axis():
    same = drawn(a_line(a_point(5))).layout.uirevision
    assert same == drawn(a_line(a_point(6))).layout.uirevision
    assert same != drawn(a_line(a_point(5)), log=True).layout.uirevision


def test_an_empty_timeline_is_a_sentence_with_its_source():
    figure = drawn()
    assert not figure.data
    assert written(figure, "sentence") == ["No figures match these filters."]
    assert written(figure, "source")


def test_incidents_added_up_have_marks_without_status_or_code():
    figure = drawn(a_line(a_point(5, code="", status="", verbatim="3 incidents added up")), axis=Axis.EVENT)
    assert "Status" not in the(figure, "marks").hovertext[0]
    assert written(figure, "key") == []


def test_a_figure_is_plain_enough_to_be_sent_to_a_browser():
    figure = drawn(a_line(a_point(5), a_point(4, 400, high=None)), a_floor((3, 2)))
    assert go.Figure(figure.to_dict()).to_json()


# What claimants say later

MARCH_15 = date(2024, 3, 15)


def test_a_retraction_leaves_a_gap_and_is_named_where_the_line_ends():
    retracted = a_point(900, 10, lifecycle="retracted", ended_at=MARCH_15)
    figure = drawn(a_line(a_point(100, 1), retracted), a_floor((50, 30)))

    claimed = parts(figure, "line")[0]
    assert list(claimed.x) == ["2024-03-01", "2024-03-10", "2024-03-15", None]
    ended = the(figure, "ended")
    assert (list(ended.x), list(ended.y), list(ended.text)) == (["2024-03-15"], [900], ["retracted"])
    assert "Retracted on 15 March 2024" in the_first(figure, "marks").hovertext[1]
    assert "retracted 15 Mar 2024" in plain_label(figure)


def test_after_a_gap_the_line_starts_anew_without_a_step():
    retracted = a_point(900, 10, lifecycle="retracted", ended_at=MARCH_15)
    figure = drawn(a_line(retracted, a_point(300, 20)))

    line = the(figure, "line")
    assert (list(line.x)[2], list(line.y)) == (None, [900, 900, None, 300, 300])


def test_a_figure_replaced_on_the_day_of_its_successor_leaves_no_gap():
    figure = drawn(
        a_line(
            a_point(1400, 10, lifecycle="superseded", ended_at=MARCH_15),
            a_point(1350, 15, change="corrects", step_kind="corrects"),
        )
    )
    assert None not in the(figure, "line").x
    assert not parts(figure, "ended")
    assert list(the(figure, "revision").text) == ["correction −50"]


def test_a_withdrawn_figure_that_had_gone_stale_is_dashed_up_to_its_end():
    retracted = a_point(900, 1, lifecycle="retracted", ended_at=date(2024, 8, 1))
    figure = drawn(a_line(retracted), a_floor((50, 250)), stale_after=timedelta(days=90))
    assert list(the(figure, "stale").x) == ["2024-05-30", "2024-08-01", None]


def test_a_change_of_definition_is_marked_and_no_step_leads_across():
    figure = drawn(a_line(a_point(1000, 1), a_point(500, 10, is_break=True, definition="identified <only>")))

    assert list(the(figure, "line").y) == [1000, 1000, None, 500, 500]
    assert list(the(figure, "break").text) == ["new definition"]
    assert "New definition: identified &lt;only&gt;" in the(figure, "marks").hovertext[1]


def the_first(figure, role):
    return parts(figure, role)[0]


def plain_label(figure):
    return written(figure, "end of line")[0].replace("<br>", " ").replace("<i>", "").replace("</i>", "")


def test_on_a_phone_a_letter_stands_beside_each_line_and_its_name_below_the_plot():
    lines = a_line(a_point(1400)), a_floor((300, 5), actor="Recorder <R>")
    timeline = a_timeline(*lines)
    wide, narrow = (
        charts.claimed_and_confirmed(timeline, charts.Paper("Killed", SOURCE, narrow=narrow))
        for narrow in (False, True)
    )
    assert written(narrow, "end of line") == ["<b>a</b>", "<b>b</b>"]
    (below,) = written(narrow, "lines")
    first, second = below.split("<br>")
    assert first.startswith("<b>a</b>")
    assert "Ministry A: 1,400 killed" in first
    assert second.startswith("<b>b</b>")
    assert "Recorder &lt;R&gt; (floor): 300 killed" in second
    assert written(wide, "lines") == []
    assert wide.layout.margin.r > 5 * narrow.layout.margin.r
    assert narrow.layout.margin.b > wide.layout.margin.b
