"""Which changes a reader asks for, and what one of them says."""

import json
from datetime import date, datetime

import pytest

from tracker.changes import (
    ChangeFilter,
    InvalidChangeFilterError,
    differences,
    feed_of,
    kind_of_change,
    parse_changes,
    path_of,
    to_json_list,
)
from tracker.vocabulary import ChangeKind, RecordKind


def test_an_address_names_the_changes_it_asks_for():
    given = {
        "entity": ["claim"], "by": ["A. Tester"], "since": ["2023-01-01"], "until": ["2023-02-01"],
        "corrections": ["yes"], "before": ["40"], "limit": ["10"], "code": ["c1"],
    }  # fmt: skip

    wanted = parse_changes(given)

    assert wanted == ChangeFilter(
        entity=RecordKind.CLAIM, by="A. Tester", since=date(2023, 1, 1), until=date(2023, 2, 1),
        corrections=True, before=40, limit=10, code="c1",
    )  # fmt: skip
    assert parse_changes({name: [value] for name, value in wanted.to_pairs().items()}) == wanted


def test_nothing_asked_for_is_everything_and_says_nothing():
    assert parse_changes({"by": [" "]}) == ChangeFilter()
    assert ChangeFilter().to_pairs() == {}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"colour": ["red"]}, "there is no such parameter; the parameters are entity, code, by"),
        ({"entity": ["person"]}, '"person" is not one of claim, assessment'),
        ({"corrections": ["1"]}, '"1" is not one of yes, no'),
        ({"limit": ["0"]}, "is not a whole number of 1 or more"),
        ({"limit": ["-3"]}, "is not a whole number of 1 or more"),
        ({"before": ["9" * 30]}, "is not a whole number of 1 or more"),
        ({"before": ["²"]}, "is not a whole number of 1 or more"),
        ({"since": ["soon"]}, "since: "),
        ({"since": ["2023-02-01"], "until": ["2023-01-01"]}, "2023-02-01 is after until, 2023-01-01"),
        ({"by": ["a", "b"]}, "it can be given once"),
        ({"by": ["a" * 5_000]}, "5,000 characters are too many"),
        ({"by": ["\x00"]}, "cannot be kept"),
    ],
)
def test_what_an_address_names_wrongly_is_said_and_the_rest_is_kept(given, said):
    with pytest.raises(InvalidChangeFilterError) as caught:
        parse_changes({**given, "code": ["c1"]})

    assert said in str(caught.value)
    assert caught.value.usable == ChangeFilter(code="c1")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [(None, "{}", ChangeKind.CREATED), ("{}", "{}", ChangeKind.CHANGED), ("{}", None, ChangeKind.REMOVED)],
)
def test_a_change_creates_changes_or_removes(before, after, kind):
    assert kind_of_change(before, after) is kind


def test_the_fields_that_differ_are_told_with_both_values():
    before, after = {"low": 63, "notes": "as printed", "high": 63}, {"low": 89, "high": 63, "tags": ["x"]}

    found = differences(json.dumps(before), json.dumps(after))

    assert found == [("low", 63, 89), ("notes", "as printed", None), ("tags", None, ["x"])]


@pytest.mark.parametrize(
    ("entity", "after", "path"),
    [
        ("claim", {}, "claims?claim=x1"),
        ("assessment", {"claim": "c1"}, "claims?claim=c1"),
        ("relation", {"from_claim": "c1", "to_claim": "c2"}, "claims?claim=c1"),
        ("response", {"claim": "c1"}, "claims?claim=c1"),
        ("response", {"incident": "Strike"}, "changes?code=x1"),
        ("annotation", {"title": "Strike"}, "changes?code=x1"),
        ("incident", {}, "incidents?incident=x1"),
        ("actor", {}, "claims?claimant=x1"),
        ("conflict", {}, "claims?conflict=x1"),
        ("claim", None, "changes?code=x1"),
    ],
)
def test_each_change_leads_to_its_record_or_its_history(entity, after, path):
    assert path_of(entity, "x1", None if after is None else json.dumps(after)) == path


def test_an_entry_of_the_feed_says_all_there_is():
    row = {
        "id": 7, "entity": "claim", "code": "c1", "version": 2, "changed_at": datetime(2023, 1, 2, 3, 4, 5, 6),
        "changed_by": "A. Tester", "reason": "A figure mistyped", "before": '{"low":63}', "after": '{"low":89}',
    }  # fmt: skip

    assert feed_of(row, "https://claims.example") == {
        "id": 7, "entity": "claim", "code": "c1", "version": 2, "changed_at": "2023-01-02T03:04:05.000006Z",
        "changed_by": "A. Tester", "reason": "A figure mistyped", "kind": "changed", "before": {"low": 63},
        "after": {"low": 89}, "url": "https://claims.example/claims?claim=c1",
    }  # fmt: skip


@pytest.mark.parametrize("pieces", [[], [[{"id": 2}]], [[{"id": 3}, {"id": 2}], [{"id": 1}]]])
def test_pieces_of_the_feed_are_one_list(pieces):
    text = "".join(to_json_list(iter(pieces)))

    assert json.loads(text) == [entry for piece in pieces for entry in piece]
