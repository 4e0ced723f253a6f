"""The one CSV layout: what leaves comes back unchanged, and no cell is a formula on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import FIELDS, a_claim, any_claim, as_csv, rows_of
from tracker.claims import NewAssessment, NewClaim
from tracker.csv_files import COLUMNS, ROWS_A_PIECE, InvalidFileError, guard, parse_csv, to_csv, unguard


@given(st.text(), st.sampled_from(["", "'", "''", "=", "+", "-", "@", "\t", "\r", "'=", "''@", "'a", " ="]))
def test_the_guard_comes_off_again(text, beginning):
    assert unguard(guard(beginning + text)) == beginning + text
    assert guard(beginning + text)[:1] not in set("=+-@\t\r")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1"])
def test_no_cell_that_leaves_is_a_formula(text):
    assert guard(text)[0] == "'"


def test_one_header_for_both_directions():
    fields = [name for name in NewClaim.model_fields if name != "assessment"]

    assert (*fields, *NewAssessment.model_fields, "lifecycle", "record_url", "recorded_at") == COLUMNS


def written(*claims):
    """The file of these claims, as a download writes it."""
    rows = [claim.model_dump() | (claim.model_dump()["assessment"] or {}) for claim in claims]
    return "".join(to_csv([{name: [row.get(name) for row in rows] for name in COLUMNS}], "https://claims.example"))


@given(st.lists(any_claim(), min_size=1, max_size=3))
def test_any_claim_written_out_reads_back_as_the_same_claim(tmp_path_factory, claims):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(written(*claims).encode())

    assert parse_csv(path) == claims


@pytest.mark.parametrize(
    "words",
    [
        'He said "600", then left',
        "first line\nsecond line\n\nlast",
        "a;b,c\td|e",
        "🕯🕯 600 👨‍👩‍👧",
        "יותר מ־600 הרוגים",
        "\u202emore than 600\u202c",
        "Z̷a̷l̷g̷o̷ e\u0301",
        "x" * 2_000,
        '=HYPERLINK("https://example.org")',
        "'quoted'",
        "<script>alert(1)</script>",
        "NULL",
        "NaN",
        "None",
    ],
)
def test_words_come_back_letter_by_letter(make_file, words):
    claim = a_claim(verbatim=words, notes=words, stated_value="7", low="7", bounds_reason=words)

    assert parse_csv(make_file(written(claim))) == [claim]


def test_empty_is_null_and_zero_is_zero(make_file):
    claims = a_claim(verbatim="none killed"), a_claim(verbatim="heavy losses")
    rows = rows_of(written(*claims))

    assert [(row["low"], row["high"]) for row in rows] == [("0", "0"), ("", "")]
    assert parse_csv(make_file(written(*claims))) == list(claims)


def test_a_long_file_leaves_in_pieces():
    batches = ({"code": [f"c{batch:08}"] * 1_000, "notes": ["x" * 900] * 1_000} for batch in range(3))
    pieces = list(to_csv(batches))

    assert len(pieces) == 9
    assert max(map(len, pieces)) < 2 * ROWS_A_PIECE * 1_000
    assert len(rows_of("".join(pieces))) == 3_000


def test_a_nul_in_a_cell_is_refused_with_its_row(make_file):
    with pytest.raises(InvalidFileError, match=r"row 2: verbatim: .*U\+0000"):
        parse_csv(make_file(as_csv([dict(FIELDS) | {"verbatim": "600\x00"}])))


def test_a_sentence_about_a_row_names_column_and_value(make_file):
    rows = [dict(FIELDS), dict(FIELDS) | {"stated_value": "twelve"}]

    with pytest.raises(InvalidFileError) as caught:
        parse_csv(make_file(as_csv(rows)))

    assert caught.value.problems == [
        'row 3: stated_value: "twelve" is not a number; write digits, such as 600, or leave it empty'
    ]


def test_empty_rows_are_passed_over_and_counted(make_file):
    lines = as_csv([FIELDS, dict(FIELDS) | {"metric": "dead"}]).splitlines()

    with pytest.raises(InvalidFileError, match="row 5: metric"):
        parse_csv(make_file("\n".join([lines[0], "", lines[1], ",,,,,,", lines[2], ""])))


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


def test_a_stray_byte_is_found_wherever_it_stands(make_file):
    lines = as_csv([FIELDS] * 20_000).encode()
    content = lines[:1_500_000] + b"\xff" + lines[1_500_000:]
    with pytest.raises(InvalidFileError, match="not UTF-8 text: byte 1,500,001 cannot be read"):
        parse_csv(make_file(content))
