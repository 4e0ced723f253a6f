"""An incident's page tells what was said of it in order, and as of a day what had been said by then."""

from datetime import date

import pytest

MAKIIVKA = "Makiivka barracks strike"


def told(page):
    """All that the page says, in its order."""
    return " ".join(found.value.replace("\\", "") for found in [*page.markdown, *page.info])


def figures(page):
    """The words of the claims in the order of the story."""
    return [found.value.split("“")[1].split("”")[0] for found in page.markdown if "  \n“" in found.value]


def test_the_makiivka_story_is_told_by_what_is_on_record(open_page, shipped):
    text = told(open_page("incidents.py", incident=MAKIIVKA, metric="killed"))

    places = [
        text.index("1 January 2023 · **Ukraine Armed Forces StratCom**"),
        text.index("about 400 Russian soldiers"),
        text.index("2 January 2023 · **Russian Ministry of Defence**"),
        text.index("63 Russian servicemen"),
        text.index("**General Staff of Ukraine** · **Investigating**"),
        text.index("4 January 2023 · **Russian Ministry of Defence**"),
        text.index("gone up to 89"),
        text.index("25 January 2023 · **BBC News Russian**"),
        text.index("92 Russian soldiers"),
    ]
    assert places == sorted(places)
    assert "Superseded since 4 January 2023: is revised by **89** (Russian Ministry of Defence, 4 January 2023)" in text
    assert "Revises **63** (Russian Ministry of Defence, 2 January 2023)" in text
    assert "Conflicts with **89** (Russian Ministry of Defence, 4 January 2023)" in text


def test_as_of_10_january_2023_the_92_names_are_not_there(open_page, shipped):
    page = open_page("incidents.py", incident=MAKIIVKA, metric="killed", as_of="2023-01-10")

    text = told(page)
    assert "As of the end of 10 January 2023" in text
    assert "63 Russian servicemen" in text
    assert "Superseded since 4 January 2023" in text
    assert "gone up to 89" in text
    assert "92" not in " ".join(figures(page))
    assert "BBC News Russian" not in text
    assert "Shipped records" not in text  # nobody had decided anything by then
    assert not [found for found in page.button if found.label.startswith(("Record", "Withdraw"))]


def test_as_of_3_january_the_63_still_stands(open_page, shipped):
    page = open_page("incidents.py", incident=MAKIIVKA, metric="killed", as_of="2023-01-03")

    text = told(page)

    assert "63 Russian servicemen" in text
    assert "Superseded" not in text
    assert not [words for words in figures(page) if "89" in words]


def test_of_one_day_what_is_answered_comes_before_the_answers(open_page, shipped):
    text = told(open_page("incidents.py", incident="Kramatorsk dormitories strike"))

    places = [
        text.index(words) for words in ("More than 600", "“no casualties”", "**No comment**", "assessed **601+**")
    ]
    assert places == sorted(places)


def test_findings_stand_in_the_story_on_their_day(open_page, shipped):
    text = told(open_page("incidents.py", incident=MAKIIVKA, metric="killed"))

    assert "assessed **83+** of Idel.Realii (RFE/RL): **Confirmed**, confirmed 92+" in text


@pytest.mark.parametrize(
    ("response", "words"), [("no_response_found", "No response found"), ("denies_event", "Denies the event")]
)
def test_a_response_to_the_incident_is_entered_on_its_page(open_page, shipped, response, words):
    page = open_page("incidents.py", incident="Druzhkivka ice arena strike")
    for label, value in (("Who answered, or was asked", "General Staff of Ukraine"), ("What it said", response)):
        next(found for found in page.selectbox if found.label == label).set_value(value).run()
    next(found for found in page.date_input if found.label == "Said on").set_value(date(2023, 1, 4))
    next(found for found in page.button if found.label == "Record the response").click().run()

    assert not page.exception
    assert f"4 January 2023 · **General Staff of Ukraine** · **{words}**" in told(page)
    rows = shipped.responses(incident="Druzhkivka ice arena strike")
    assert list(rows["response"]) == [response]
    assert rows["conceded_low"].isna().all()
