"""A line of descent: statements in order, what happened between them, the same in words and as rows."""

from datetime import date

import pandas as pd
import pytest

from tracker import charts

SAID = {
    "c1": (date(2023, 1, 2), "63", 63, 63),
    "c2": (date(2023, 1, 4), "89 <b>dead</b>", 89, 89),
    "c3": (date(2023, 1, 6), "withdrawn", None, None),
}


def relations(*links):
    """Relations as the store gives them, each (later, earlier, kind)."""
    rows = []
    for later, earlier, kind in links:
        row = {"kind": kind, "note": "Said so."}
        for end, code in (("from", later), ("to", earlier)):
            day, words, low, high = SAID[code]
            told = {"code": code, "claimant": "Ministry A", "stated_at": day, "stated_precision": "day",
                    "verbatim": words, "low": low, "high": high}  # fmt: skip
            row |= {f"{end}_{name}": value for name, value in told.items()}
        rows.append(row)
    return pd.DataFrame(rows)


@pytest.fixture
def descent():
    return charts.descent_of(relations(("c2", "c1", "revises"), ("c3", "c2", "retracts")))


def drawn(descent, shown="c2"):
    return charts.lineage(descent, shown=shown, title="What was said", source_line="As of now.")


def test_statements_stand_in_the_order_in_which_they_were_made_and_say_what_became_of_them(descent):
    (marks,) = [trace for trace in drawn(descent).data if trace.meta == "statements"]

    assert list(marks.customdata) == ["c1", "c2", "c3"]
    assert list(marks.marker.symbol) == ["circle-open", "x-thin-open", "circle"]
    assert list(marks.marker.size) == [12, 17, 12]


def test_what_happened_stands_between_them_and_the_words_are_text(descent):
    texts = [note.text for note in drawn(descent).layout.annotations if note.name is None]

    assert "<i>↑ revises</i>" in texts
    assert "<i>↑ retracts</i>" in texts
    assert any("89 &lt;b&gt;dead" in text for text in texts)
    assert any("this claim" in text and "<b>89</b>" in text for text in texts)


def test_what_reaches_past_another_statement_says_whose_it_is():
    descent = charts.descent_of(relations(("c2", "c1", "revises"), ("c3", "c1", "retracts")))

    texts = [note.text for note in drawn(descent).layout.annotations if note.name is None]
    assert "<i>↑ retracts that of 2 January 2023</i>" in texts
    assert descent.statements[0].lifecycle == "superseded"  # the first end counts


def test_the_words_and_the_rows_say_what_the_picture_says(descent):
    words, rows = charts.lineage_in_words(descent), charts.lineage_table(descent)

    assert "3 statements of Ministry A" in words
    assert "4 January 2023: 89" in words
    assert "revises that of 2 January 2023" in words
    assert list(rows["Now"]) == ["Superseded since 4 January 2023", "Retracted since 6 January 2023", "Current"]
    assert list(rows["By"]) == ["c2", "c3", "–"]
    assert rows["Range"].iloc[2] == "not quantified"


def test_of_a_long_line_the_statements_near_the_claim_are_drawn(descent):
    near = charts.around(descent, "c3", most=2)

    assert [one.code for one in near.statements] == ["c2", "c3"]
    assert [(link.later, link.earlier) for link in near.links] == [(1, 0)]
    assert charts.around(descent, "c1") is descent


def test_no_relations_are_no_line():
    assert not charts.descent_of(relations(("c2", "c1", "revises")).iloc[:0]).statements
