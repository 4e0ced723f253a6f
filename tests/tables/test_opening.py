"""What a file is, is told by what it holds; every file of every shape opens, and no broken one does harm."""

from pathlib import Path
from random import Random

import pytest

from tests.tables.files import (
    REAL,
    a_workbook,
    a_workbook_like_the_published_ones,
    as_csv,
    as_json,
    as_parquet,
    as_workbook,
    one_of_every_kind,
    read,
    with_part,
)
from tracker.csv_files import InvalidFileError
from tracker.tables import Layout, find_kind, list_sheets, open_table

BY_PERIOD = Layout(key="period")
ONE_A_SIDE = Layout(records="sides")
STAFF = [
    {"date": "2022-02-25", "personnel": 2800, "personnel*": "about", "POW": 0},
    {"date": "2022-05-01", "personnel": 23_200},
]
WAR = {
    "war_id": "one",
    "regions": ["A"],
    "sides": [{"name": "F", "killed": {"low": None, "sources": ["x"]}}],
    "totals": {},
}
MADE = {
    "staff.json": (as_json(STAFF), Layout(), 2, {"date", "personnel", "personnel*", "POW"}),
    "staff.csv": (b"date,personnel,POW\r\n2024-07-14,558000,\r\n2022-02-25,2800,0.0\r\n", Layout(), 2, {"personnel", "POW"}),
    "weekly.json": (as_json({"2022-W53": {"deaths": 5, "total": 5}}), BY_PERIOD, 1, {"period", "deaths", "total"}),
    "persons.csv": (as_csv([["id", "source"], [1, "http://a\nhttp://b"], [2, ""]]), Layout(), 2, {"id", "source"}),
    "types.csv": (as_csv([["equipment_type", "n"], ["Losses\n- 17196, of which", 1]]), Layout(), 1, {"equipment_type"}),
    "west_bank.json": (as_json([{"killed": 6, "verified": {"killed": 3}}, {"killed": 7}]), Layout(), 2, {"verified.killed"}),
    "strikes.xlsx": (as_workbook(a_workbook_like_the_published_ones), Layout(sheet="Strikes"), 2, {"column A", "Date"}),
    "airwars.csv": ("killed,long,lon\n3 – 7,NA,\n".encode(), Layout(), 1, {"killed", "long", "lon"}),
    "aoav.csv": ('"Date","Killed"\n"2020-01-01","“5”"'.encode(), Layout(), 1, {"Date", "Killed"}),
    "totals.csv": (b"war_id,low,high\r\none,10,\r\ntwo,,\r\n", Layout(), 2, {"low", "high"}),
    "war.json": (as_json(WAR), ONE_A_SIDE, 1, {"^.war_id", "name", "killed.low", "killed.sources"}),
    "events.csv": (b'id,source_article\n1,"a ""b"";\nc"\n', Layout(), 1, {"id", "source_article"}),
}  # fmt: skip
REAL_FILES = {
    "ua_general_staff_2022_2024/russia_losses_personnel.json": (Layout(), 1041, {"date", "personnel", "personnel*", "POW"}),
    "ua_general_staff_2022_2024/russia_losses_equipment.json": (Layout(), 1041, {"greatest losses direction", "submarines"}),
    "ua_general_staff_2022_2024/russia_losses_equipment_correction.json": (Layout(), 21, {"date", "APC"}),
    "ua_general_staff_2022_2024/russia_losses_equipment_oryx.json": (Layout(), 338, {"equipment_ua", "losses_total"}),
    "ua_general_staff_csv/russia_losses_personnel.csv": (Layout(), 871, {"date", "personnel", "POW"}),
    "named_dead_series_2025_08/russia_daily_2025-09-01.json": (BY_PERIOD, 1176, {"period", "deaths", "total"}),
    "named_dead_series_2025_08/russia_weekly_2025-08-21.json": (BY_PERIOD, 181, {"period", "deaths", "total"}),
    "named_dead_series_2025_08/russia_monthly_2025-08-21.json": (BY_PERIOD, 42, {"period", "deaths", "total"}),
    "named_dead_series_2025_08/ukraine_daily-raw_2025-09-01.json": (BY_PERIOD, 1267, {"period", "missing"}),
    "named_dead_series_2025_08/ukraine_weekly-raw_2025-08-21.json": (BY_PERIOD, 182, {"period", "missing"}),
    "named_dead_series_2025_08/ukraine_monthly-raw_2025-08-21.json": (BY_PERIOD, 42, {"period", "missing"}),
    "named_dead_series_2025_08/ukraine_monthly-deduplicated_2025-08-21.json": (BY_PERIOD, 42, {"period", "missing"}),
    "ru_fatalities_named_2023/dfFatalitiesAnonymised.csv": (Layout(), 20_253, {"deathConfirmedDate", "source"}),
    "ru_fatalities_named_2023/regNames.csv": (Layout(), 85, {"regName"}),
    "oryx_losses/daily_count.csv": (Layout(), 1365, {"country", "date_recorded"}),
    "oryx_losses/totals_by_type.csv": (Layout(), 56, {"equipment_type"}),
    "gaza_westbank_daily/casualties_daily.json": (Layout(), 482, {"report_source", "killed_cum", "ext_killed"}),
    "gaza_westbank_daily/west_bank_daily.json": (Layout(), 482, {"flash_source", "verified.killed_cum"}),
    "us_drone_strikes/us-pakistan-strikes-from-2004.xlsx": (Layout(sheet="Drone strikes data"), 430, {"Strike ID", "Strike link"}),
    "us_drone_strikes/us-somalia-strikes-from-2007.xlsx": (
        Layout(sheet="All US actions"), 190, {"column A", "Confirmed/ possible US strike", "Strike link"},
    ),
    "airwars_gaza_incidents/airwars_incidence_first150.csv": (Layout(), 150, {"Civilians reported killed", "long", "lon"}),
    "aoav_afghanistan_2020/AOAV_Afghan_casualty_2020_data.csv": (Layout(), 711, {"Date", "Location"}),
    "war_estimates_multi_source/totals.csv": (Layout(), 760, {"war_id", "bucket", "low", "high"}),
    "ucdp_ged_sample/ucdpged_rows_1_500.csv": (Layout(), 500, {"best", "low", "high", "source_article"}),
    "claimskg_claims/crime.csv": (Layout(), 654, {"claim", "claim_date"}),
    "episodes.csv": (Layout(), 205, {"record_kind", "relation"}),
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def written(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


def files_there_are():
    """Those made here, always; those of real data where they are."""
    yield from (pytest.param(content, *wanted, id=name) for name, (content, *wanted) in MADE.items())
    there = ((REAL / name, wanted) for name, wanted in REAL_FILES.items())
    yield from (pytest.param(path, *wanted, id=path.name) for path, wanted in there if path.exists())
    for path in sorted((REAL / "war_estimates_multi_source" / "per_war").glob("*.json")):
        yield pytest.param(
            path, ONE_A_SIDE, None, {"^.war_id", "^.name", "name", "military_killed.sources"}, id=path.name
        )


@pytest.mark.parametrize(("source", "layout", "rows", "columns"), list(files_there_are()))
def test_files_of_every_published_shape_open(write, source, layout, rows, columns):
    table = open_table(source if isinstance(source, Path) else write("made", source), layout)
    found = list(table.rows)

    assert columns <= set(table.columns)
    assert len(found) == rows if rows is not None else len(found) >= 2
    assert all(set(row.cells) <= set(table.columns) for row in found)


@pytest.mark.parametrize("kind", one_of_every_kind())
def test_the_kind_is_told_by_the_content_whatever_the_name(write, kind):
    path = write("picture.png", one_of_every_kind()[kind])

    assert find_kind(path) == kind.split(".")[-1]
    assert open_table(path).kind == kind.split(".")[-1]
    assert len(read(path)) > 1 or kind == "xlsx"


@pytest.mark.parametrize(
    ("name", "kind", "note"),
    [
        ("strikes.xlsx", "csv", ("the file's name ends in .xlsx, but it is a text file with separated cells (CSV)",)),
        ("strikes.CSV", "parquet", ("the file's name ends in .csv, but it is a Parquet file",)),
        ("strikes.json", "jsonl", ()),
        ("strikes.csv", "csv", ()),
        ("strikes", "csv", ()),
    ],
)
def test_a_name_that_says_otherwise_is_noted(write, name, kind, note):
    assert open_table(write(name, one_of_every_kind()[kind])).notes == note


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b'{"a": 1}', "jsonl"),
        (b'{"a": {"b": 1}}', "json"),
        (b'\n\n {"a": 1}\n{"a": 2}\n', "jsonl"),
        (b'{"a": 1}\n{"a": broken', "jsonl"),
        (b'{"a":\n 1}\n', "json"),
        (b"[1]\n[2]\n", "json"),
        (b'\xef\xbb\xbf[{"a": 1}]', "json"),
        ('[{"a": 1}]'.encode("utf-16"), "json"),
        (b"", "csv"),
        (b"a,b", "csv"),
    ],
)
def test_text_is_told_apart(write, text, kind):
    assert find_kind(write("x", text)) == kind


def test_a_layout_may_say_that_a_heading_only_looks_like_json(write):
    assert read(write("x", b"[id],n\n1,2\n"), Layout(kind="csv")) == [{"[id]": "1", "n": "2"}]


def test_only_workbooks_have_sheets(write):
    assert list_sheets(write("x", a_workbook())) == ["Strikes"]
    assert list_sheets(write("x", b"a,b\n")) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "an old workbook (.xls), or one with a password"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "compressed (gzip)"),
        (b"\x89PNG\r\n", "a picture"),
        (b"SQLite format 3\x00", "a database"),
        (b"\n<!DOCTYPE html><html><body>404</body></html>", "a web page or XML"),
        (b"PK\x05\x06" + b"\x00" * 18, "an archive (zip) without a workbook"),
        (
            with_part(a_workbook(), "x", bytes).replace(b"xl/workbook.xml", b"xl/workbook.bin"),
            "a binary workbook (.xlsb)",
        ),
        (b"PK\x03\x04", "the workbook is damaged"),
    ],
)
def test_what_is_no_table_gets_a_sentence(write, content, sentence):
    path = write("x", content)

    for look in (find_kind, open_table, list_sheets):
        with pytest.raises(InvalidFileError) as refusal:
            look(path)
        assert sentence in str(refusal.value)


def test_a_file_that_cannot_be_opened_gets_a_sentence(tmp_path):
    for path, sentence in [(tmp_path, "is a folder"), (tmp_path / "gone.csv", "gone.csv cannot be read: No such file")]:
        with pytest.raises(InvalidFileError, match=sentence):
            open_table(path)


def test_a_kind_that_does_not_exist_is_named(write):
    with pytest.raises(InvalidFileError, match="there is no kind 'ods'; there are csv, json"):
        open_table(write("x", b"a,b\n"), Layout(kind="ods"))


def repeatable(seed):
    return Random(seed)  # noqa: S311 - which byte is spoiled is no secret


def spoiled(random, content):
    """The file cut, with bits turned over, or with bytes put in."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5))):
        where = random.randrange(max(1, len(changed)))
        match random.randrange(3):
            case 0:
                del changed[where:]
            case 1 if changed:
                changed[where] ^= 1 << random.randrange(8)
            case _:
                changed[where:where] = random.randbytes(random.randrange(1, 5))
    return bytes(changed)


def rows_or_none(path):
    """How many rows a file has; None when it is refused with a sentence."""
    try:
        return len(read(path))
    except InvalidFileError as refusal:
        assert all(problem.strip() for problem in refusal.problems)
        return None


@pytest.mark.parametrize("kind", one_of_every_kind())
def test_a_spoiled_file_gives_rows_or_a_sentence(write, kind):
    random = repeatable(kind)
    sound = one_of_every_kind()[kind]

    outcomes = {rows_or_none(write(f"{number}.x", spoiled(random, sound))) for number in range(200)}

    assert None in outcomes
    assert len(outcomes) > 1 or kind == "xlsx"  # the archive's own check sums notice every change of a sheet


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ],
)
def test_a_workbook_with_a_spoiled_part_gives_rows_or_a_sentence(write, part):
    random = repeatable(part)
    sound = a_workbook()

    outcomes = {
        rows_or_none(write(f"{number}.x", with_part(sound, part, lambda xml: spoiled(random, xml))))
        for number in range(100)
    }

    assert len(outcomes) > 1


def test_a_parquet_file_with_a_spoiled_footer_gives_rows_or_a_sentence(write):
    random = repeatable("footer")
    sound = as_parquet({"words": ["more than 600"] * 50, "n": list(range(50))})
    footer = int.from_bytes(sound[-8:-4], "little") + 8

    outcomes = set()
    for number in range(200):
        changed = bytearray(sound)
        changed[-random.randrange(9, footer)] ^= 1 << random.randrange(8)
        outcomes.add(rows_or_none(write(f"{number}.x", bytes(changed))))

    assert {None, 50} <= outcomes
