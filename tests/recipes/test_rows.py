"""From rows to claims: rules, keys, questions, and everything a source of a field may do."""

import pytest

from tests.recipes.makers import a_recipe, read_row
from tracker.recipes import Copy, RowReader, count_rows
from tracker.tables import TableRow


def field(name, source, cells, **copy):
    fields = f'{{ stated_at = "Day", {name} = {source} }}'
    (claim,) = read_row(a_recipe(fields=fields), {"Killed": 3} | cells, **copy).claims
    return getattr(claim, name)


def test_a_rule_leaves_a_row_out_and_says_why():
    rules = '[{ reason = "a subtotal", when = [{ column = "Ward", is = ["TOTAL"] }, { column = "Killed", reported = true }] }]'
    recipe = a_recipe(leave_out=rules)

    assert read_row(recipe, {"Ward": "TOTAL", "Killed": 9}).left_out == "a subtotal"
    assert read_row(recipe, {"Ward": "North", "Killed": 9}).claims
    assert read_row(recipe, {"Ward": "TOTAL"}).left_out == "no figure is reported in this row"


@pytest.mark.parametrize(
    ("condition", "cell", "holds"),
    [
        ('is_not = ["fill"]', "un", True),
        ('is_not = ["fill"]', "fill", False),
        ('matches = "^(?i)sub"', "Subtotal", None),
        ('matches = "^Sub"', "Subtotal", True),
        ("reported = false", "NA", True),
        ("reported = true", "NA", False),
    ],
)
def test_a_claim_has_conditions(condition, cell, holds):
    claims = f'[{{ id = "k", constants = {{ metric = "killed" }}, figure = {{ value = "Killed" }}, when = [{{ column = "W", {condition} }}] }}]'
    if holds is None:
        with pytest.raises(ValueError, match="regular expression"):
            a_recipe(claims=claims)
    else:
        assert bool(read_row(a_recipe(claims=claims), {"Killed": 3, "W": cell}).claims) is holds


def test_one_row_gives_several_claims():
    claims = """[
      { id = "k", constants = { metric = "killed" }, figure = { value = "Killed" } },
      { id = "w", constants = { metric = "wounded", subgroup = "children" }, figure = { value = "Wounded" } }]"""
    claims = claims.replace("\n", " ")
    found = read_row(a_recipe(claims=claims), {"Killed": 3, "Wounded": 8}).claims

    assert [(claim.metric, claim.subgroup, claim.low) for claim in found] == [
        ("killed", None, 3),
        ("wounded", "children", 8),
    ]
    assert len({claim.code for claim in found}) == 2


def test_a_field_may_be_a_template_a_part_a_map_or_a_default():
    assert field("place", '{ template = "{Town}, {Area}" }', {"Town": "Wana", "Area": "South"}) == "Wana, South"
    assert field("place", '{ template = "{Town}, {Area}" }', {"Town": "Wana", "Area": "NA"}) == "Wana"
    assert field("notes", '{ column = "N", pick = "id ([0-9]+)" }', {"N": "event id 17"}) == "17"
    assert field("notes", '{ column = "N", cut = 10 }', {"N": "a long description"}) == "a long de…"
    assert field("population", '{ column = "P", map = { civ = "civilian" } }', {"P": "civ"}) == "civilian"
    assert field("population", '{ column = "P", map = { civ = "civilian" }, default = "mixed" }', {"P": "?"}) == "mixed"
    assert field("notes", '{ column = "N", default = "none given" }', {"N": "NA"}) == "none given"


def test_every_address_of_a_row_is_kept_as_it_was_given():
    text = "see https://a.example/x?y=1;z=2\nand (https://archive.example/a); https://a.example/x?y=1;z=2"
    assert field("sources", '{ column = "S", urls = true }', {"S": text}) == (
        "https://a.example/x?y=1;z=2",
        "https://archive.example/a",
    )
    assert field("sources", '{ column = "S", urls = true }', {"S": ["https://a.example/1", "https://a.example/2"]}) == (
        "https://a.example/1",
        "https://a.example/2",
    )


def test_what_is_asked_is_answered_or_said_to_be_unanswered():
    fields = '{ stated_at = { ask = "When was it published?" } }'
    recipe = a_recipe(fields=fields)

    assert list(recipe.questions) == ["stated_at"]
    assert "When was it published?" in str(read_row(recipe, {"Killed": 3}).problems[0])
    (claim,) = read_row(recipe, {"Killed": 3}, answers={"stated_at": "2023-02"}).claims
    assert (str(claim.stated_at), claim.stated_precision) == ("2023-02-28", "month")


def test_the_files_name_may_tell_the_day_and_the_series():
    fields = (
        '{ stated_at = { file_name = "([0-9]{4}-[0-9]{2}-[0-9]{2})" }, definition_key = { file_name = "(raw|clean)" } }'
    )
    recipe = a_recipe(fields=fields)
    raw, clean = (
        read_row(recipe, {"Killed": 3}, file_name=f"deaths-{kind}_2023-03-01.json").claims[0]
        for kind in ("raw", "clean")
    )

    assert (str(raw.stated_at), raw.definition_key, clean.definition_key) == ("2023-03-01", "raw", "clean")
    assert raw.code != clean.code


def test_a_record_has_the_same_code_in_every_copy_and_the_same_key_again_is_another_record():
    reader = RowReader(a_recipe())
    rows = [TableRow(number, {"Day": "2023-01-08", "Killed": number}) for number in (2, 3)]
    first, second = (reader.read(row).claims[0].code for row in rows)

    assert first != second
    assert read_row(a_recipe(), {"Killed": 99}).claims[0].code == first


def test_the_files_own_grade_becomes_an_assessment_only_where_it_is_mapped():
    fields = (
        '{ stated_at = "Day", status = { column = "G", map = { Weak = "unverified" } },'
        ' rationale = { template = "Graded {G}" }, assessor = { value = "Recorder" }, decided_at = "Day", external_grade = "G" }'
    )
    weak, fair = (read_row(a_recipe(fields=fields), {"Killed": 3, "G": grade}).claims[0] for grade in ("Weak", "Fair"))

    assert weak.assessment is not None
    assert (weak.assessment.status, weak.assessment.rationale) == ("unverified", "Graded Weak")
    assert (fair.assessment, fair.external_grade) == (None, "Fair")


def test_persons_are_counted_up_to_each_day_and_nobody_is_shown():
    recipe = a_recipe(
        '{ low = "count" }',
        count='{ by = { column = "found" } }',
        fields='{ stated_at = "date" }',
        leave_out='[{ reason = "withdrawn", when = [{ column = "note", is = ["withdrawn"] }] }]',
    )
    days = ["2023-01-09", "2023-01-08", "2023-01-09", "", "9/1/2023"]
    rows = [TableRow(number, {"found": day, "name": "N. N."}) for number, day in enumerate(days, start=2)]
    rows.append(TableRow(9, {"found": "2023-01-08", "note": "withdrawn"}))
    reader = RowReader(recipe, Copy())
    counted = count_rows(rows, recipe.count, reader)
    claims = [reader.read(row).claims[0] for row in counted.rows]

    assert [(str(claim.stated_at), claim.low, claim.high) for claim in claims] == [
        ("2023-01-08", 1, None),
        ("2023-01-09", 3, None),
    ]
    assert (counted.rows_read, counted.rows_counted, len(counted.problems)) == (6, 3, 1)
    assert counted.left_out == {"no date to count it by": 1, "withdrawn": 1}
    assert "N. N." not in str([claim.model_dump() for claim in claims])
