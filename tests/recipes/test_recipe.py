"""A recipe is checked when it is read; what it says is done, and nothing else."""

from datetime import date, datetime

import pytest

from tests.recipes.makers import HOSPITAL, a_recipe, read_row
from tracker.recipes import AmbiguousDateError, InvalidRecipeError, parse_recipe, read_recipe, read_recipes
from tracker.recipes.dates import read_date
from tracker.recipes.values import as_text
from tracker.settings import PROJECT_FOLDER

SHIPPED = PROJECT_FOLDER / "data" / "recipes"


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_recipe_is_sound_and_says_what_it_is_for(path):
    recipe = read_recipe(path)

    assert recipe.name == path.stem
    assert recipe.refuse or recipe.about


def test_a_recipe_written_out_is_the_same_recipe():
    for recipe in read_recipes([SHIPPED]).values():
        assert parse_recipe(recipe.to_toml()) == recipe


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('colour = "red"\n', "colour: there is no such key"),
        ("key = []\n", "needs key"),
        ('constants = { metrik = "killed" }\n', "there is no field metrik"),
        ('fields = { place = { column = "A", value = "B" } }\n', "exactly one of column, value"),
        ('fields = { place = { template = "x", date = "european" } }\n', "'european' is not one of"),
        ('fields = { place = { file_name = "(" } }\n', "no regular expression"),
        ('leave_out = [{ reason = "why", when = [{ column = "A" }] }]\n', "needs one of is"),
        ('leave_out = [{ reason = "why", when = [] }]\n', "at least 1"),
        ('missing = { words = "NA" }\n', "missing.words"),
        ('claims = [{ id = "x", figure = { value = "A", low = "B" } }]\n', "needs words, or value"),
        ('claims = [{ id = "x", figure = {} }]\n', "needs words, or value"),
        (
            'claims = [{ id = "x", figure = { words = "A", qualifier = "B" } }]\n',
            "a qualifier stands before one number",
        ),
        ('claims = [{ id = "x", figure = { value = "A" } }, { id = "x", figure = { value = "A" } }]\n', "the same id"),
        ("claims = []\n", "needs at least one [[claims]]"),
        ("name = \n", "is no TOML"),
    ],
)
def test_each_fault_of_a_recipe_is_named(change, said):
    name = change.split(" ")[0]
    kept = [
        line
        for line in HOSPITAL.splitlines()
        if not line.startswith((f"{name} =", "claims =" if name == "claims" else "~"))
    ]
    with pytest.raises(InvalidRecipeError) as caught:
        parse_recipe("\n".join([change, *kept]))

    assert any(said in problem for problem in caught.value.problems), caught.value.problems


def test_a_recipe_whose_file_has_another_name_is_refused(tmp_path):
    (tmp_path / "other.toml").write_text(HOSPITAL)

    with pytest.raises(InvalidRecipeError, match=r"other\.toml: its name is hospital"):
        read_recipes([tmp_path])


@pytest.mark.parametrize(
    ("cell", "form", "takes", "day"),
    [
        ("2023-01-08", None, None, "2023-01-08"),
        ("2023-01-08T10:00:00", "iso", None, "2023-01-08"),
        (date(2023, 1, 8), None, None, "2023-01-08"),
        (datetime(2023, 1, 8, 10, 0), "day-first", None, "2023-01-08"),
        ("8 January 2023", None, None, "2023-01-08"),
        ("04/05/2023", "day-first", None, "2023-05-04"),
        ("04/05/2023", "month-first", None, "2023-04-05"),
        ("4.5.23", "day-first", None, "2023-05-04"),
        ("04-05-99", "day-first", None, "1999-05-04"),
        ("october-7-2023", "%B-%d-%Y", None, "2023-10-07"),
        ("Feb 2022", "%b %Y", None, "2022-02"),
        ("Feb 2022", "%b %Y", "first", "2022-02-01"),
        ("Feb 2024", "%b %Y", "last", "2024-02-29"),
        ("2022", "iso", "last", "2022-12-31"),
        ("2022-11", "period", "last", "2022-11-30"),
        ("2022-W09", "period", "first", "2022-02-28"),
        ("2022-W09", "period", "last", "2022-03-06"),
        ("44934", "excel-serial", None, "2023-01-08"),
        ("44934.5", "excel-serial", None, "2023-01-08"),
    ],
)
def test_dates_are_read_in_the_form_that_the_recipe_names(cell, form, takes, day):
    assert read_date(cell, form, takes) == day


@pytest.mark.parametrize(
    ("cell", "form", "said"),
    [
        ("2022-W53", "period", "a week that does not exist: 2022 has 52 weeks"),
        ("31/02/2023", "day-first", "not a date that exists, read with day 31 and month 2"),
        ("13/13/2023", "month-first", "not a date that exists"),
        ("soon", "day-first", "not a date in the order day, month, year"),
        ("2023-13", "period", "not a month"),
        ("44934", None, "a number and no date"),
        ("999999", "excel-serial", "not the number of a day"),
        ("7 oct", "%B-%d-%Y", "not a date written as %B-%d-%Y"),
        ("never", None, "is not a date"),
    ],
)
def test_what_is_no_date_is_said_with_its_value(cell, form, said):
    with pytest.raises(ValueError, match=said) as caught:
        read_date(cell, form, "last")
    assert cell in str(caught.value)


def test_a_date_that_can_be_read_in_two_ways_is_asked_about():
    with pytest.raises(AmbiguousDateError, match="more than one way"):
        read_date("04/05/2023", None)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (6.0, "6"),
        (6.5, "6.5"),
        (True, "yes"),
        (["a", 1], "a 1"),
        (date(2023, 1, 8), "2023-01-08"),
        (" x ", "x"),
    ],
)
def test_a_cell_as_text(cell, text):
    assert as_text(cell) == text


FIGURES = [
    ('{ words = "A" }', {"A": "3 – 7"}, ("range", None, 3, 7)),
    ('{ words = "A" }', {"A": "12–24"}, ("range", None, 12, 24)),
    ('{ words = "A" }', {"A": "at least a dozen"}, ("at_least", 12, 12, None)),
    ('{ value = "A" }', {"A": "1 300"}, ("exact", 1300, 1300, 1300)),
    ('{ value = "A" }', {"A": "1,300.0"}, ("exact", 1300, 1300, 1300)),
    ('{ value = "A" }', {"A": 0}, ("none", 0, 0, 0)),
    ('{ value = "A", none = ["nil"] }', {"A": "nil"}, ("none", 0, 0, 0)),
    ('{ value = "A", qualifier = "B" }', {"A": 700, "B": "about"}, ("approx", 700, 650, 750)),
    ('{ value = "A", qualifier = "B" }', {"A": 700, "B": ""}, ("exact", 700, 700, 700)),
    ('{ low = "A", high = "B" }', {"A": 3, "B": 7}, ("range", None, 3, 7)),
    ('{ low = "A", high = "B" }', {"A": 3, "B": 3}, ("exact", 3, 3, 3)),
    ('{ low = "A", high = "B" }', {"A": 0, "B": 2}, ("range", None, 0, 2)),
    ('{ low = "A", high = "B" }', {"A": 3, "B": None}, ("at_least", 3, 3, None)),
    ('{ low = "A", high = "B" }', {"B": 7}, ("up_to", 7, None, 7)),
    ('{ low = "A", best = "B", high = "C" }', {"A": 2, "B": 3, "C": 9}, ("range", 3, 2, 9)),
    ('{ low = "A", best = "B", high = "C" }', {"B": 3}, ("exact", 3, 3, 3)),
    ('{ words = "A", low = "B" }', {"A": "139 people", "B": 139}, ("at_least", 139, 139, None)),
    ('{ words = "A", low = "B" }', {"A": "more than 600", "B": 601}, ("more_than", 600, 601, None)),
]


@pytest.mark.parametrize(("figure", "cells", "read"), FIGURES)
def test_a_figure_keeps_what_the_file_says_of_its_bounds(figure, cells, read):
    (claim,) = read_row(a_recipe(figure), cells).claims

    assert (claim.qualifier, claim.stated_value, claim.low, claim.high) == read


@pytest.mark.parametrize(
    ("figure", "cells", "said"),
    [
        ('{ low = "A", high = "B" }', {"A": 7, "B": 3}, "low 7 is above high 3"),
        ('{ low = "A", best = "B", high = "C" }', {"A": 2, "B": 12, "C": 9}, "best 12 lies outside low and high"),
        ('{ value = "A" }', {"A": -3}, "negative"),
        ('{ value = "A" }', {"A": 2.5}, "not a whole number"),
        ('{ value = "A" }', {"A": "many"}, '"many" is not a number'),
    ],
)
def test_a_figure_that_cannot_be_is_refused_and_never_put_right(figure, cells, said):
    result = read_row(a_recipe(figure), cells)

    assert not result.claims
    assert said in " ".join(map(str, result.problems))


@pytest.mark.parametrize("cell", ["", None, "NA", "-1", " NA "])
def test_what_means_missing_gives_no_claim(cell):
    result = read_row(a_recipe('{ value = "A" }'), {"A": cell})

    assert (result.claims, result.problems) == ((), ())
    assert result.left_out == "no figure is reported in this row"


def test_a_key_that_a_record_lacks_is_missing_too():
    assert read_row(a_recipe('{ value = "A" }'), {}).left_out
