"""The one CSV layout: what leaves comes back unchanged, and no cell is a formula on the way."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import FIELDS, a_claim, as_csv
from tracker.claims import NewAssessment, NewClaim
from tracker.csv_files import COLUMNS, InvalidFileError, guard, parse_csv, to_cell, unguard


@given(st.text())
def test_the_guard_comes_off_again(text):
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1"])
def test_no_cell_that_leaves_is_a_formula(text):
    assert guard(text)[0] == "'"


def test_one_header_for_both_directions():
    fields = [name for name in NewClaim.model_fields if name != "assessment"]

    assert (*fields, *NewAssessment.model_fields, "record_url", "recorded_at") == COLUMNS


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)


@given(
    verbatim=texts.map(lambda text: f"x{text}"),
    notes=texts,
    value=st.integers(0, 10**6),
    low=st.one_of(st.none(), st.integers(0, 1000)),
    tags=st.lists(st.sampled_from(["a", "names", "=b"]), unique=True),
)
def test_any_claim_written_out_reads_back_as_the_same_claim(tmp_path_factory, verbatim, notes, value, low, tags):
    claim = a_claim(
        verbatim=verbatim,
        notes=notes,
        stated_value=value,
        qualifier="at_least",
        low=low,
        bounds_reason="made up",
        tags=";".join(tags),
    )
    out = io.StringIO()
    stored = claim.model_dump(exclude={"assessment"})
    writer = csv.writer(out)
    writer.writerow(stored)
    writer.writerow([to_cell(name, cell) for name, cell in stored.items()])
    path = tmp_path_factory.mktemp("csv") / "claims.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")

    assert parse_csv(path) == [claim]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"conflict,claimant\n\xff\xfe,x\n", "not UTF-8"),
        ("conflict,claimant\nA,B\n".encode("utf-16"), "not UTF-8"),
        (b"conflict,colour\nA,red\n", "there is no column 'colour'"),
        (b"conflict,conflict\nA,B\n", "twice"),
        (b"conflict,claimant\nA,B,C\n", "row 2: 3 cells under a header of 2"),
        (b'conflict,claimant\n"A,B\n', "the file is no CSV"),
        (b"PK\x03\x04\x14\x00", "there is no column"),
        (b"\x00\x00\x00", "there is no column"),
    ],
)
def test_a_file_that_is_no_csv_of_ours_is_refused_with_a_sentence(make_file, content, said):
    with pytest.raises(InvalidFileError) as caught:
        parse_csv(make_file(content))

    assert said in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(InvalidFileError, match=r"none\.csv cannot be read"):
        parse_csv(tmp_path / "none.csv")
    with pytest.raises(InvalidFileError, match="folder"):
        parse_csv(tmp_path)


def test_every_bad_row_is_named_by_its_number(make_file):
    good = dict(FIELDS)
    file = make_file(as_csv([good, good | {"metric": "dead"}, good, good | {"source_url": "x", "stated_at": "soon"}]))

    with pytest.raises(InvalidFileError) as caught:
        parse_csv(file)

    assert [problem.split(":")[0:2] for problem in caught.value.problems] == [
        ["row 3", " metric"], ["row 5", " stated_at"], ["row 5", " source_url"],
    ]  # fmt: skip


def test_a_byte_order_mark_and_windows_line_ends_are_taken(make_file):
    text = as_csv([FIELDS]).replace("\n", "\r\n")

    assert parse_csv(make_file(b"\xef\xbb\xbf" + text.encode()))[0].verbatim == "more than 600"
