"""The first page: real lines before anything is chosen, nothing computed between unlike figures."""

import pytest

from tracker.filters import parse_filter
from tracker.series import series_rows
from tracker.vocabulary import SeriesKind


def metrics(page):
    return {metric.label: metric.value for metric in page.metric}


def asked(page, name):
    """What the address holds under a name, as a list."""
    value = page.query_params[name]
    return [value] if isinstance(value, str) else value


def captions(page):
    return " ".join(caption.value.replace("\\", "") for caption in page.caption)


def test_the_first_view_has_claimed_and_confirmed_lines(open_page, shipped):
    page = open_page()

    timeline = shipped.timeline(shipped.everything).timeline
    assert timeline.of_kind(SeriesKind.CLAIMED)
    assert timeline.of_kind(SeriesKind.CONFIRMED)
    assert page.get("plotly_chart")
    assert metrics(page)["Latest confirmed"] == "122,883+"


def test_unlike_figures_are_not_compared_and_the_reason_is_printed(open_page, shipped):
    page = open_page()

    assert metrics(page)["Documented share"] == "–"
    assert "what is counted (killed and wounded against killed)" in captions(page)


def test_like_figures_are_compared(open_page, shipped):
    page = open_page(
        incident="Makiivka barracks strike",
        claimant=["Ukraine Armed Forces StratCom", "BBC News Russian"],
        metric="killed",
    )

    assert metrics(page)["Latest claimed"] == "375-425"
    assert metrics(page)["Latest confirmed"] == "92+"
    assert metrics(page)["Documented share"] == "23.0%"
    assert "At most 333 unconfirmed" in captions(page)


def test_an_open_claim_has_no_greatest_unconfirmed_part(open_page, shipped):
    page = open_page(incident="Kramatorsk dormitories strike", metric="killed")

    assert metrics(page)["Latest claimed"] == "601+"
    assert metrics(page)["Latest confirmed"] == "–"


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"conflict": "No such war"}, '"No such war" is not in the ledger'),
        ({"metric": "dead"}, '"dead" is not one of'),
        ({"since": "yesterday"}, "is not a date"),
        ({"as_of": "2999-01-10"}, "is in the future"),
        ({"as_of": "1623-01-10"}, "nothing can be shown as of 1623-01-10"),
        ({"policy": "loudest"}, "is not one of envelope"),
        ({"policy": "claimant:Nobody"}, "is not in the ledger"),
        ({"color": "red"}, "there is no such parameter"),
    ],
)
def test_what_an_address_names_wrongly_is_left_out_with_a_note(open_page, shipped, parameters, said):
    page = open_page(**parameters)

    notes = " ".join(note.value.replace("\\", "") for note in page.warning)
    assert said in notes
    assert "left out of this view" in notes
    assert page.get("plotly_chart")


def test_a_view_without_figures_says_so(open_page, shipped):
    page = open_page(conflict="Galwan", q="nothing has these words")

    assert "No figures match these filters" in page.info[0].value


def test_an_empty_store_shows_the_way_to_the_form(open_page, bare):
    page = open_page()

    assert "No figures match" in page.info[0].value


def test_choosing_an_incident_puts_it_into_the_address(open_page, shipped):
    page = open_page()

    page.selectbox("incident").select("Makiivka barracks strike").run()

    assert asked(page, "incident") == ["Makiivka barracks strike"]
    assert page.selectbox("incident").value == "Makiivka barracks strike"
    assert not page.exception


def test_changing_the_conflict_drops_what_belonged_to_the_other(open_page, shipped):
    page = open_page(conflict="Russia-Ukraine 2022-", affected_party="Ukrainian armed forces")

    page.selectbox("conflict").select("Israel-Gaza 2023-").run()

    assert asked(page, "conflict") == ["Israel-Gaza 2023-"]
    assert "affected_party" not in page.query_params


def test_incidents_added_up_name_their_policy(open_page, shipped):
    page = open_page(conflict="Russia-Ukraine 2022-", affected_party="Russian armed forces", scope="incident")

    assert "selection policy: envelope" in captions(page)


def test_the_table_below_has_the_rows_of_the_chart(open_page, shipped):
    page = open_page(incident="Makiivka barracks strike")

    view = shipped.timeline(parse_filter({"incident": ["Makiivka barracks strike"]}))
    rows = series_rows(view.timeline)
    assert len(page.dataframe[0].value) == len(rows)
    assert list(page.dataframe[0].value["claim_code"]) == [row["claim_code"] for row in rows]


def test_reversed_days_are_put_in_order(open_page, shipped):
    page = open_page(since="2023-05-01")

    page.date_input("until").set_value("2023-01-01").run()

    assert asked(page, "since") == ["2023-01-01"]
    assert asked(page, "until") == ["2023-05-01"]


def test_a_conflict_without_running_totals_shows_its_incidents_added_up(open_page, shipped):
    page = open_page(conflict="Afghanistan 2001-2021")

    assert page.selectbox("affected_party").value == "All"
    assert "All claimants, 3 incidents" in captions(page)
