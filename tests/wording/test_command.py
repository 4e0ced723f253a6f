"""The JSON lines of the command."""

import json

from tracker.wording.command import wording_json, wording_lines


def test_a_wording_is_one_line_of_json_with_its_keys_in_order():
    assert wording_json("more than 600") == (
        '{"verbatim": "more than 600", "qualifier": "more_than", "stated_value": 600, '
        '"low": 601, "high": null, "rule_version": "v1"}'
    )


def test_words_keep_their_script():
    assert '"понад 600"' in wording_json("понад 600")


def test_the_language_can_be_said():
    assert json.loads(wording_json("1.300", "de"))["stated_value"] == 1300
    assert json.loads(wording_json("1.300", "en"))["qualifier"] == "unread"


def test_every_line_gives_one_line_in_order_and_a_blank_one_is_unread():
    found = [json.loads(line) for line in wording_lines(["at least 5\n", "\n", " none \r\n", "600"])]

    assert [line["verbatim"] for line in found] == ["at least 5", "", " none ", "600"]
    assert [line["qualifier"] for line in found] == ["at_least", "unread", "none", "exact"]


def test_lines_are_read_one_by_one():
    assert next(wording_lines(iter(["600", "700"]))).startswith('{"verbatim": "600"')
