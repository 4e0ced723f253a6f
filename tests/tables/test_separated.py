"""CSV of every dialect becomes the same rows, and what is no CSV gets a sentence."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables.files import as_csv, read
from tracker.csv_files import InvalidFileError
from tracker.tables import Layout, open_table

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
HEADING = TEXT.map(lambda text: " ".join(text.split())).filter(lambda text: text and text[0] != "\ufeff")
DIALECTS = {
    "excel": {},
    "excel-tab": {"dialect": "excel-tab"},
    "unix": {"dialect": "unix"},
    "semicolons": {"delimiter": ";"},
    "bars": {"delimiter": "|"},
    "old Mac line ends": {"lineterminator": "\r", "quoting": csv.QUOTE_ALL},
}


@st.composite
def any_table(draw):
    columns = draw(st.lists(HEADING, min_size=1, max_size=5, unique=True))
    width = len(columns)
    return [columns, *draw(st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=6))]


def delimiter_of(dialect):
    return dialect.get("delimiter") or ("\t" if dialect.get("dialect") == "excel-tab" else ",")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("csv") / "table.csv"


@pytest.fixture
def refused(place):
    def refusal(content, layout=None):
        place.write_bytes(content)
        with pytest.raises(InvalidFileError) as refusal:
            read(place, layout or Layout())
        return refusal.value.problems

    return refusal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS.keys())
@given(table=any_table())
def test_any_table_of_texts_reads_back_the_same(place, dialect, encoding, table):
    place.write_bytes(as_csv(table, **dialect).decode().encode(encoding))

    opened = open_table(place, Layout(kind="csv", delimiter=delimiter_of(dialect)))

    assert opened.columns == tuple(table[0])
    assert [(row.number, list(row.cells.values())) for row in opened.rows] == [
        (number, cells) for number, cells in enumerate(table[1:], start=2) if any(cells)
    ]


WORDS = st.text(st.sampled_from('abc äж1.-\n"'), min_size=1, max_size=8)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@given(rows=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6))
def test_the_delimiter_is_found_out(place, delimiter, rows):
    place.write_bytes(as_csv([("day", "killed", "words"), *rows], delimiter=delimiter))

    assert [tuple(cells.values()) for cells in read(place)] == rows


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a;b\n1,5;2,5\n", ("a", "b")),  # decimal commas
        ("name;killed, wounded;day\nA;1, 2;3\n", ("name", "killed, wounded", "day")),
        ('a;b,c\n"1";"2"\n', ("a", "b,c")),
        ("a,b\n1;2;3,4;5\n", ("a", "b")),
        ("name\nMakiivka\n", ("name",)),
        ("words\nkilled, wounded\nmissing, captured, wounded\n", ("words",)),
    ],
)
def test_a_comma_in_the_words_does_not_mislead(place, text, columns):
    place.write_text(text, encoding="utf-8")

    assert open_table(place).columns == columns


def test_a_ragged_row_does_not_turn_the_file_into_one_of_one_column(refused):
    assert refused(b"a,b,c\n1,2,3\n1,2\n1,2,3\n") == ["row 3: 2 cells under a header of 3"]


def test_all_ragged_rows_are_named_up_to_twenty(refused):
    problems = refused(b"a,b\n1,2\n" + b"1\n,\n1,2,3\n" * 30)

    assert problems[:2] == ["row 3: 1 cells under a header of 2", "row 5: 3 cells under a header of 2"]
    assert len(problems) == 20


def test_rows_before_a_ragged_one_are_given(place):
    place.write_bytes(b"a,b\n1,2\n3\n")
    rows = open_table(place).rows

    assert next(rows).cells == {"a": "1", "b": "2"}
    with pytest.raises(InvalidFileError, match="row 3"):
        next(rows)


def test_rows_count_as_a_spreadsheet_counts_them(place):
    place.write_bytes(b'Losses\r\n\r\nday,"killed\r\n(total)"\r\n1,"a\r\nb"\r\n,\r\n\r\n2,c\r\n')

    table = open_table(place, Layout(header_row=3))

    assert table.columns == ("day", "killed (total)")
    assert [(row.number, row.cells["killed (total)"]) for row in table.rows] == [(4, "a\r\nb"), (7, "c")]


def test_cells_keep_their_blanks_and_empty_ones_are_there(place):
    place.write_bytes(b"a,b\n  more than 600 ,\n")

    assert read(place) == [{"a": "  more than 600 ", "b": ""}]


def test_headings_that_are_missing_or_twice_get_names_and_notes(place):
    place.write_bytes(b"killed,,killed,killed (2),killed\n1,2,3,4,5\n")

    table = open_table(place)

    assert table.columns == ("killed", "column B", "killed (2)", "killed (2) (2)", "killed (3)")
    assert table.notes[:2] == (
        "column B has no heading; it is called 'column B'",
        "the heading 'killed' is there more than once; in column C it is 'killed (2)'",
    )


def test_a_header_alone_is_a_table_without_rows(place):
    place.write_bytes(b"a,b")

    table = open_table(place)

    assert table.columns == ("a", "b")
    assert list(table.rows) == []


@pytest.mark.parametrize(
    ("content", "encoding", "note"),
    [
        ("день,убито\n1,2\n".encode("utf-16"), None, ("read as UTF-16",)),
        ("день,убито\n1,2\n".encode("utf-32"), None, ("read as UTF-32",)),
        ("день,убито\n1,2\n".encode("windows-1251"), "windows-1251", ()),
        ("день,убито\n1,2\n".encode("utf-16-le"), "utf-16-le", ()),
        (
            "день,убито\n1,2\n".encode("utf-8-sig"),
            "windows-1251",
            ("read as UTF-8, as its first bytes say, and not as windows-1251",),
        ),
    ],
)
def test_encodings_are_found_by_their_mark_or_stated(place, content, encoding, note):
    place.write_bytes(content)

    table = open_table(place, Layout(encoding=encoding))

    assert table.columns == ("день", "убито")
    assert [row.cells for row in table.rows] == [{"день": "1", "убито": "2"}]
    assert table.notes == note


@pytest.mark.parametrize("before", [0, 3, 70_000, 2_000_000])
def test_the_byte_that_is_no_text_is_named_wherever_it_stands(refused, before):
    head = b"a,b\n"
    lines = b"12345,7\n" * (before // 8)

    (problem,) = refused(head + lines + "1,é\n".encode("latin-1"))

    assert f"byte {len(head) + len(lines) + 3:,} of the file cannot be read" in problem
    assert "the recipe can name it" in problem


@pytest.mark.parametrize(
    ("content", "layout", "sentence"),
    [
        (b"", None, "the file is empty"),
        (b"\xef\xbb\xbf", None, "the file is empty"),
        (b"\n\n", None, "row 1 is to hold the headings, and is empty"),
        (b"a,b\n1,2\n", Layout(header_row=9), "row 9; the file has 2 rows"),
        (b"a,b\n1,2\n", Layout(header_row=0), "rows are counted from 1"),
        (b"a,b\n1,\x00\n", None, "line 2 holds a NUL character"),
        ("a,b\n1,2\n".encode("utf-16-le"), None, "line 1 holds a NUL character"),
        (b'a,b\n1,2\n"open,3\n4,5\n', None, "row 3: a quotation mark that opens a cell is never closed"),
        (b'a,b\n1,"x"y\n', None, "row 2: a cell goes on after the quotation mark that closes it"),
        (b"a,b\n1," + b"x" * 1_000_001 + b"\n", None, "row 2: a cell has more than 1,000,000 characters"),
        (b"a,b\n1,2\n", Layout(encoding="klingon"), "there is no encoding called 'klingon'"),
        (b"a,b\n1,2\n", Layout(encoding="base64"), "there is no encoding called 'base64'"),
        (b"a,b\n1,2\n", Layout(encoding="idna"), "there is no encoding called 'idna'"),
        (b"a,b\n1,2\n", Layout(delimiter=";;"), "';;' cannot part cells"),
        (b"a,b\n1,2\n", Layout(delimiter=""), "'' cannot part cells"),
        (b"a,b\n1,2\n", Layout(encoding="utf-16"), "the file is not UTF-16 text"),
    ],
)
def test_what_is_no_csv_gets_a_sentence(refused, content, layout, sentence):
    (problem,) = refused(content, layout)

    assert sentence in problem


def test_a_cell_of_a_million_characters_is_taken(place):
    place.write_bytes(b"a,b\n1," + b"x" * 1_000_000 + b"\n")

    assert len(read(place)[0]["b"]) == 1_000_000


def test_a_large_file_is_never_held_whole(place):
    line = ",".join(["more than 600 killed"] * 10) + "\n"
    place.write_text("c0,c1,c2,c3,c4,c5,c6,c7,c8,c9\n" + line * 50_000, encoding="utf-8")
    import tracemalloc

    tracemalloc.start()
    rows = sum(1 for _ in open_table(place).rows)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert rows == 50_000
    assert most < place.stat().st_size / 5


@pytest.mark.parametrize("heading", ["Name, place", '"Name, place"', '"Name,place"'])
def test_one_column_whose_heading_holds_a_comma_stays_one_column(place, heading):
    place.write_text(f"{heading}\nA\nB\n", encoding="utf-8")

    table = open_table(place)

    assert [list(row.cells.values()) for row in table.rows] == [["A"], ["B"]]
    assert table.columns == (heading.strip('"'),)


def test_a_header_wider_than_its_rows_is_said(refused):
    assert refused(b"Name,place\nA\nB\n") == [
        "row 2: 1 cells under a header of 2",
        "row 3: 1 cells under a header of 2",
    ]
