"""Workbooks: stored values under their headings, notes on what the values do not tell, and nothing that harms."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from tests.tables.files import (
    STRIKES,
    a_workbook,
    a_workbook_like_the_published_ones,
    as_workbook,
    read,
    with_part,
    write_cells,
)
from tracker.csv_files import InvalidFileError
from tracker.tables import Layout, archive, list_sheets, open_table

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "strikes.xlsx"


@pytest.fixture
def refused(place):
    def refusal(content, layout=None):
        place.write_bytes(content)
        with pytest.raises(InvalidFileError) as refusal:
            read(place, layout or Layout())
        return str(refusal.value)

    return refusal


def test_a_workbook_like_the_published_ones_gives_its_strikes(place):
    place.write_bytes(as_workbook(a_workbook_like_the_published_ones))

    table = open_table(place, Layout(sheet="Strikes"))
    rows = list(table.rows)

    assert table.columns == (
        "column A",
        "Date",
        "Confirmed/ possible",
        "Minimum killed",
        "Maximum killed",
        "Strike link",
    )
    assert table.notes == ("column A has no heading; it is called 'column A'",)
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].cells == {
        "column A": "SOM001",
        "Date": date(2007, 1, 7),
        "Confirmed/ possible": "Confirmed",
        "Minimum killed": 8,
        "Maximum killed": 10,
        "Strike link": "https://example.org/1",
    }
    assert isinstance(rows[0].cells["Minimum killed"], int)
    assert rows[1].cells["Minimum killed"] == 1.5


def test_sheets_are_listed_and_the_first_with_data_is_read(place):
    place.write_bytes(as_workbook(a_workbook_like_the_published_ones))

    assert list_sheets(place) == ["Notes", "Summary", "Strikes"]
    table = open_table(place)
    assert table.sheet == "Notes"
    assert table.notes[:2] == (
        "read from the sheet 'Notes'; there are also 'Summary', 'Strikes'",
        "ranges of merged cells: 1; only the first cell of each has the value",
    )


def test_an_empty_sheet_and_a_hidden_one_are_not_chosen(place):
    def fill(book):
        book.add_worksheet("Empty").write_blank("A1", None, book.add_format({"bold": True}))
        write_cells(book, "Kept back", [["a"], [1]]).hide()
        write_cells(book, "Strikes", STRIKES).activate()

    place.write_bytes(as_workbook(fill))

    assert open_table(place).sheet == "Strikes"
    assert read(place, Layout(sheet="Kept back")) == [{"a": 1}]


def test_values_are_what_they_are(place):
    def fill(book):
        sheet = write_cells(
            book, "A", [["n"], [3.0], [2.5], [float(2**60)], [True], [" x \n"], ["#N/A"], [date(2024, 1, 2)]]
        )
        sheet.write_datetime("A9", datetime(2024, 1, 2, 3, 4), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_datetime("A10", time(3, 4), book.add_format({"num_format": "hh:mm"}))
        sheet.write_datetime("A11", timedelta(hours=36), book.add_format({"num_format": "[h]:mm"}))

    place.write_bytes(as_workbook(fill))

    values = [row["n"] for row in read(place)]

    assert values == [
        3, 2.5, float(2**60), True, " x \n", "#N/A", date(2024, 1, 2), datetime(2024, 1, 2, 3, 4), "03:04:00", "36:00:00",
    ]  # fmt: skip
    assert [type(value) for value in values[:4]] == [int, float, float, bool]


def test_rows_and_letters_are_those_of_the_sheet_wherever_the_table_stands(place):
    def fill(book):
        sheet = book.add_worksheet("A")
        sheet.write("B2", "Losses")
        for place_, value in enumerate(["killed", "", "day"]):
            sheet.write(3, 2 + place_, value)
        sheet.write_row(5, 2, [1, 2, 3])

    place.write_bytes(as_workbook(fill))

    table = open_table(place, Layout(header_row=4))

    assert table.columns == ("killed", "column D", "day")
    assert [(row.number, row.cells) for row in table.rows] == [(6, {"killed": 1, "column D": 2, "day": 3})]


def test_an_empty_cell_is_there_and_none(place):
    place.write_bytes(a_workbook([["a", "b"], [1, None], [None, ""], [None, 2]]))

    assert read(place) == [{"a": 1, "b": None}, {"a": None, "b": 2}]


def test_errors_and_formulas_that_were_never_calculated_are_empty_and_noted(place):
    def fill(book):
        sheet = write_cells(book, "A", [["a", "b", "c", "d"]])
        for number in range(1, 8):
            sheet.write_formula(number, 0, "=NA()", value="#N/A")
            sheet.write(number, 1, number)
        sheet.write_formula("C2", "=1+1", value="")
        sheet.write_formula("D2", '=IF(1,"","x")', value="text")

    empty_text = b'<c r="D2" t="str"><f>IF(1,"","x")</f><v></v></c>'
    without_value = b'<c r="C3"><f>1+1</f></c>'

    def change(xml):
        start = xml.index(b'<c r="D2"')
        end = xml.index(b"</c>", start) + 4
        xml = xml[:start] + empty_text + xml[end:]
        row_end = xml.index(b"</row>", xml.index(b'<row r="3"'))
        return xml[:row_end] + without_value + xml[row_end:]

    place.write_bytes(with_part(as_workbook(fill), SHEET, change))

    table = open_table(place)

    assert table.notes == (
        "cells with an error, read as empty: A2, A3, A4, A5, A6 and 2 more",
        "formulas that were never calculated, read as empty: C2, C3; open the workbook in a spreadsheet and save it",
    )
    assert next(table.rows).cells == {"a": None, "b": 1, "c": None, "d": None}


def test_the_sheet_is_found_by_its_name_and_not_by_the_number_of_its_part(place):
    def fill(book):
        write_cells(book, "First", [["a"], [1]])
        write_cells(book, "Second", [["b"], [2]]).write_formula("B2", "=1+1", value="")

    workbook = as_workbook(fill)
    swap = {b"worksheets/sheet1.xml": b"worksheets/sheet2.xml", b"worksheets/sheet2.xml": b"worksheets/sheet1.xml"}

    def change(xml):
        first, second = swap
        return xml.replace(first, b"@").replace(second, first).replace(b"@", second)

    place.write_bytes(with_part(workbook, "xl/_rels/workbook.xml.rels", change))

    table = open_table(place, Layout(sheet="First"))

    assert "never calculated, read as empty: B2" in table.notes[0]
    assert list_sheets(place) == ["First", "Second"]


@pytest.mark.parametrize(
    ("layout", "sentence"),
    [
        (Layout(sheet="Losses"), "there is no sheet 'Losses'; there are 'Strikes'"),
        (Layout(header_row=9), "row 9 of the sheet 'Strikes' holds no headings"),
        (
            Layout(kind="csv"),
            "the file is an Excel workbook; the recipe expects a text file with separated cells (CSV)",
        ),
    ],
)
def test_a_layout_that_does_not_fit_the_workbook_is_said(refused, layout, sentence):
    assert sentence in refused(a_workbook(), layout)


def test_a_workbook_without_any_data_is_refused(refused):
    assert "no sheet of the workbook holds any data" in refused(as_workbook(lambda book: book.add_worksheet("A")))


def test_two_cells_in_far_corners_are_refused_before_they_take_all_memory(refused):
    def fill(book):
        sheet = write_cells(book, "A", [["a"]])
        sheet.write(1_048_575, 16_383, "b")

    assert "spans 1,048,576 rows and 16,384 columns" in refused(as_workbook(fill))


def test_far_corners_without_their_names_are_found_as_well(refused):
    workbook = with_part(a_workbook(), SHEET, lambda xml: xml.replace(b'r="A3"', b'r="XFD1048576"'))

    assert "spans 1,048,576 rows" in refused(workbook)


def test_declarations_of_entities_are_refused(refused):
    bomb = b'<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet'

    assert "declarations (DTD)" in refused(
        with_part(a_workbook(), SHEET, lambda xml: xml.replace(b"<worksheet", bomb, 1))
    )


def test_a_workbook_that_unpacks_to_too_much_is_refused(refused, monkeypatch):
    large = with_part(a_workbook(), SHEET, lambda xml: xml + b" " * 20_000_000)

    assert "times its size; at most 200 times is taken" in refused(large)
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_000_000)
    assert "bytes; at most 1,000,000 are taken" in refused(large)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    assert "parts; at most 3 are taken" in refused(large)


def test_a_workbook_that_says_less_than_it_holds_is_refused(refused):
    """The stated size of a part is the four bytes at 22 of its record and at 24 of its entry in the directory."""
    honest = with_part(a_workbook(), SHEET, lambda xml: xml + b" " * 20_000_000)
    with zipfile.ZipFile(io.BytesIO(honest)) as opened:
        size = opened.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert honest.count(size) == 2

    assert f"{SHEET!r} is not as large as it says" in refused(honest.replace(size, (5000).to_bytes(4, "little")))


def test_a_part_that_is_there_twice_is_refused(refused):
    held = io.BytesIO(a_workbook())
    with zipfile.ZipFile(held, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr(SHEET, b"<worksheet/>")

    assert "a part is there twice" in refused(held.getvalue())


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (SHEET, "'xl/worksheets/sheet1.xml': no element found"),
        ("xl/workbook.xml", "'xl/workbook.xml': no element found"),
        ("xl/_rels/workbook.xml.rels", "'xl/_rels/workbook.xml.rels': no element found"),
    ],
)
def test_a_part_that_is_empty_is_named(refused, part, sentence):
    assert sentence in refused(with_part(a_workbook(), part, lambda _: b""))


@pytest.mark.parametrize("length", [0, 30, 500, -100, -1])
def test_a_workbook_cut_short_is_refused(refused, length):
    content = a_workbook()

    assert refused(content[:length] or b"PK\x03\x04").startswith("the workbook is damaged")
