"""JSON documents and lines become records with dotted columns, or a sentence says where they break."""

import pytest

from tests.tables.files import as_json, as_lines, read
from tracker.csv_files import InvalidFileError
from tracker.tables import Layout, open_table

DAYS = [{"day": "2024-01-01", "killed": 6, "verified": {"killed": 3, "by": {"un": True}}}, {"day": "2024-01-02"}]
WARS = {
    "war_id": "biafra",
    "regions": ["A", "B"],
    "sides": [
        {"name": "F", "killed": {"low": 1, "sources": ["x"]}, "actions": [{"type": "blockade", "low": 5}]},
        {"name": "B", "killed": {"low": None}, "actions": []},
    ],
    "totals": {"low": 6},
}


@pytest.fixture
def place(tmp_path):
    return tmp_path / "table.json"


@pytest.fixture
def read_document(place):
    def rows(document, layout=None):
        place.write_bytes(document if isinstance(document, bytes) else as_json(document))
        return read(place, layout or Layout())

    return rows


def test_nested_values_get_dots_and_absent_ones_stay_absent(read_document, place):
    assert read_document(DAYS) == [
        {"day": "2024-01-01", "killed": 6, "verified.killed": 3, "verified.by.un": True},
        {"day": "2024-01-02"},
    ]
    table = open_table(place)
    assert table.columns == ("day", "killed", "verified.killed", "verified.by.un")
    assert [row.number for row in table.rows] == [1, 2]


def test_the_only_list_of_a_document_holds_its_records(read_document, place):
    assert read_document({"meta": {"x": 1}, "tags": ["a"], "licence": "MIT", "data": DAYS})[1] == {
        "^.licence": "MIT",
        "day": "2024-01-02",
    }
    assert open_table(place).notes == ("the records are taken from 'data'",)


def test_a_document_without_lists_is_one_record(read_document, place):
    assert read_document({"killed": 5, "at": {"place": "Makiivka"}}) == [{"killed": 5, "at.place": "Makiivka"}]
    assert open_table(place).notes == ("the document is taken as one record",)


@pytest.mark.parametrize("layout", [Layout(key="period"), Layout(records="*", key="period")])
def test_keys_of_a_document_become_a_column(read_document, layout):
    document = {"2022-02": {"deaths": 406, "total": 406}, "2022-W53": {"deaths": 1, "total": 1}}

    assert read_document(document, layout) == [
        {"period": "2022-02", "deaths": 406, "total": 406},
        {"period": "2022-W53", "deaths": 1, "total": 1},
    ]


def test_bare_values_under_keys_are_called_value(read_document):
    assert read_document({"2022-02": 406, "2022-03": None}, Layout(key="month")) == [
        {"month": "2022-02", "value": 406},
        {"month": "2022-03", "value": None},
    ]


def test_a_path_leads_to_the_records_and_the_values_around_them_come_along(read_document):
    rows = read_document(WARS, Layout(records="sides"))

    assert rows[0]["killed.sources"] == ["x"]
    assert rows[0]["actions"] == [{"type": "blockade", "low": 5}]
    assert [(row["^.war_id"], row["name"], row["killed.low"]) for row in rows] == [
        ("biafra", "F", 1),
        ("biafra", "B", None),
    ]


def test_a_path_that_ends_at_an_object_has_it_as_the_record(read_document):
    assert read_document(WARS, Layout(records="totals")) == [{"^.war_id": "biafra", "low": 6}]


def test_stars_step_into_lists_and_the_records_know_whose_they_are(read_document):
    rows = read_document(WARS, Layout(records="sides.*.actions", key="side"))

    assert rows == [{"^.war_id": "biafra", "^.name": "F", "side": 1, "type": "blockade", "low": 5}]


def test_each_star_has_a_name_for_its_key(read_document):
    document = {"wars": {"one": {"figures": {"a": {"low": 1}}}, "two": {"figures": {"a": {"low": 2}, "b": {"low": 3}}}}}

    rows = read_document(document, Layout(records="wars.*.figures.*", key="war.side"))

    assert [tuple(row.values()) for row in rows] == [("one", "a", 1), ("two", "a", 2), ("two", "b", 3)]
    assert rows == read_document(document, Layout(records="wars.*.figures", key="war.side"))


def test_where_only_some_objects_have_what_the_path_names_the_others_have_no_records(read_document):
    document = {"wars": {"one": {"figures": [{"low": 1}]}, "two": {}, "three": {"figures": None}}}

    assert read_document(document, Layout(records="wars.*.figures.*", key="war.n")) == [
        {"war": "one", "n": 1, "low": 1}
    ]


@pytest.mark.parametrize(
    ("document", "layout", "sentence"),
    [
        (
            WARS,
            Layout(records="side"),
            "there is no 'side' in the document where the path looks for it; there is 'war_id',",
        ),
        (
            WARS,
            Layout(records="sides.name"),
            "there is no 'name' in the document where the path looks for it; there is a list",
        ),
        (WARS, Layout(records="sides.*.dead"), "there is 'name', 'killed', 'actions'"),
        (WARS, Layout(records="war_id.*"), "a text stands where records should be"),
        (WARS, Layout(records="sides", key="a.b.c"), "3 names for keys and 0 * in its path"),
        ({"a": [{}], "b": [{}]}, None, "several lists; the recipe must say which: 'a', 'b'"),
        ({"2022-01": {"n": 1}, "2022-02": {"n": 2}}, None, "objects under keys; the recipe must name them"),
        ([{"n": 1}, 5], None, "record 2: it is no object with named values: a number or yes-or-no stands there"),
        ([[1]], None, "record 1: it is no object with named values: a list stands there"),
        ([{"a.b": 1, "a": {"b": 2}}], None, "record 1: it says 'a.b' twice, once with a dot and once nested"),
        ({"x": {"day": 1}, "y": {"day": 1}}, Layout(key="day"), "record 1: it has a value 'day' of its own"),
        (b'[\n {"a": 1},\n {"a": ', None, "line 3, column 8: it ends too early"),
        (b'[\n {"a": 1},\n {"a": "more th', None, "line 3, column 8: it ends too early: the text that begins here"),
        (b'[{"a": 1} {"a": 2}]', None, "line 1, column 11: a comma or a closing bracket should stand here"),
        (b'[{"a": 1}]\n]', None, "line 2, column 1: the document is complete before this"),
        (b'[{"a": NaN}]', None, "NaN is no number in JSON"),
        (b'[{"a": -Infinity}]', None, "-Infinity is no number in JSON"),
        (b'[{"a": 1e999}]', None, "1e999 is too large"),
        (b'[{"a": ' + b"9" * 5000 + b"}]", None, "a number of more digits than can be read"),
        (b'[{"a": 1, "b": 2, "a": 3}]', None, "an object says 'a' twice"),
        (b'[{"a": "\\ud83d"}]', None, "half a character"),
        (b"[" * 100_000, None, "nested too deeply"),
        (b'[{"a": ' + b"[" * 60 + b"]" * 60 + b"}]", None, "record 1: it is nested more than 50 deep"),
        (b'[{"a":' + b'{"a":' * 60 + b"1" + b"}" * 60 + b"}]", None, "record 1: it is nested more than 50 deep"),
        (b'[{"a": "\xff"}]', None, "byte 9 of the file cannot be read"),
    ],
)
def test_what_is_wrong_in_a_document_is_said(read_document, document, layout, sentence):
    with pytest.raises(InvalidFileError) as refusal:
        read_document(document, layout)

    assert sentence in str(refusal.value)


def test_an_emoji_written_as_two_halves_is_whole(read_document):
    assert read_document(b'[{"a": "\\ud83d\\ude00"}]') == [{"a": "\U0001f600"}]


def test_lines_are_records_with_the_number_of_their_line(place):
    place.write_bytes(b'{"a": 1}\n\n{"b": {"c": 2}}\r\n{"a": 3}')

    table = open_table(place)

    assert table.kind == "jsonl"
    assert table.columns == ("a", "b.c")
    assert [(row.number, row.cells) for row in table.rows] == [(1, {"a": 1}), (3, {"b.c": 2}), (4, {"a": 3})]


def test_a_column_that_only_a_late_line_has_is_known_at_once(place):
    place.write_bytes(as_lines([{"a": 1}] * 3000 + [{"late": 2}]))

    assert open_table(place).columns == ("a", "late")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"a": 1}\n{"a": \n', "line 2: it is no complete JSON: column 6: it ends too early"),
        (b'{"a": 1}\n[1]\n', "line 2: a list stands there; each line must be an object"),
        (b'{"a": 1}\n{"a": 1, "a": 2}\n', "line 2: an object says 'a' twice"),
        (b'{"a": 1}\n{"a": "\xff"}\n', "byte 17 of the file cannot be read"),
        (b'{"a": 1}\n' + b'{"a":' * 5000 + b"\n", "line 2: the document is nested too deeply"),
    ],
)
def test_what_is_wrong_in_a_line_is_said(place, content, sentence):
    place.write_bytes(content)

    with pytest.raises(InvalidFileError) as refusal:
        read(place)

    assert sentence in str(refusal.value)
