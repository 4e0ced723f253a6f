"""No file, however broken, gives a traceback or a half import."""

import random
import time
import zipfile

import pytest

from tests.importing.accounts import MADE, real_files
from tests.importing.killed import import_killed_half_way
from tests.makers import FIELDS, as_csv
from tracker.importing import InvalidFileError, Options, UnknownRecipeError
from tracker.store.database import StoreError, reading
from tracker.store.queries import count_claims

SPOILT_EACH = 12
SMALL = 200_000


def contents():
    """Small files of every shape, and the beginnings of the real ones where they are there."""
    for name, (content, _, _) in sorted(MADE.items()):
        yield name, content() if callable(content) else content.encode()
    for path in real_files():
        if path.suffix in (".csv", ".json", ".xlsx") and path.stat().st_size < SMALL:
            yield path.name, path.read_bytes()


def spoilt(content, chance):
    """A copy with something cut off, overwritten, put in or doubled."""
    place = chance.randrange(len(content))
    match chance.randrange(6):
        case 0:
            return content[:place]
        case 1:
            return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
        case 2:
            return (
                content[:place]
                + chance.choice([b'"', b"\n", b"\x00", b",", b"{", b"}", b"\xff", b"-"])
                + content[place:]
            )
        case 3:
            return content[:place] + content[place : place + 200] + content[place:]
        case 4:
            return content[place:]
        case _:
            return content.replace(
                *chance.choice([(b"2", b"9"), (b",", b";"), (b"killed", b""), (b"0", b"-1"), (b"1", b"1e9")])
            )


def claims_in(ledger):
    with reading(ledger.engine) as session:
        return count_claims(session)


@pytest.mark.parametrize(
    ("name", "content"), list(contents()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_spoilt_file_ends_in_a_sentence_or_a_whole_import(name, content, file_ledger, tmp_path):
    chance = random.Random(name)  # noqa: S311 - the same in every run
    importer = file_ledger.importer(by="T")
    path = tmp_path / name
    for _ in range(SPOILT_EACH):
        path.write_bytes(spoilt(content, chance))
        before = claims_in(file_ledger)
        try:
            report = importer.take(path, Options(), name=name)
        except (InvalidFileError, UnknownRecipeError) as error:
            assert str(error)
            assert claims_in(file_ledger) == before
            continue
        assert report.rows_read == report.rows_taken + report.rows_left_out + report.rows_refused
        assert report.claims == report.new + report.unchanged + report.changed + report.conflicting + report.duplicate
        added = 0 if report.problems else report.new + report.conflicting
        assert claims_in(file_ledger) == before + added


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "xls"),
        (b'[{"date": "2022-02-25", "day": 2,', "JSON"),
        (b"PK\x03\x04 and no more", "."),
        (b"<!DOCTYPE html><html></html>", "web page"),
        ("Day;Killed\n8;понад".encode("windows-1251"), "encoding"),
        (b"date,day,personnel,personnel*,POW\n2022-02-25,2,2800\n", "3 cells under a header of 5"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(content, said, file_ledger, tmp_path):
    path = tmp_path / "figures.xlsx"
    path.write_bytes(content)
    with pytest.raises((InvalidFileError, UnknownRecipeError), match=said):
        file_ledger.importer(by="T").take(path, Options())


def test_a_file_of_utf_16_is_read_as_what_it_is(file_ledger, tmp_path):
    path = tmp_path / "general staff.csv"
    path.write_bytes(MADE["general staff.csv"][0].encode("utf-16"))

    assert file_ledger.importer(by="T").take(path, Options()).new == 3


def test_a_file_above_the_limit_is_refused_before_it_is_read(ledger, tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    started = time.monotonic()
    with pytest.raises(InvalidFileError, match=r"2,147,483,648 bytes; .*200 MB.*TRACKER_LARGEST_FILE_MB"):
        ledger.importer(by="T").take(path, Options())
    assert time.monotonic() - started < 5


def test_a_bomb_is_not_unpacked(ledger, tmp_path):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    with pytest.raises(InvalidFileError):
        ledger.importer(by="T").take(path, Options())


def test_a_disk_that_fills_half_way_leaves_nothing(file_ledger, tmp_path):
    path = tmp_path / "many.csv"
    path.write_text(as_csv([dict(FIELDS) | {"notes": f"{number} " + "x" * 5_000} for number in range(1_500)]))
    with file_ledger.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine = file_ledger.engine

    from sqlalchemy import event

    def limit(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count={pages + 300}")

    event.listen(engine, "checkout", limit)
    with pytest.raises(StoreError, match="the disk is full; nothing was changed"):
        file_ledger.importer(by="T").take(path, Options())
    event.remove(engine, "checkout", limit)
    assert claims_in(file_ledger) == 0


def test_a_process_that_is_killed_half_way_has_recorded_nothing(file_ledger, tmp_path):
    path = tmp_path / "many.csv"
    path.write_text(as_csv([dict(FIELDS) | {"notes": str(number)} for number in range(30_000)]))
    log = tmp_path.joinpath(str(file_ledger.engine.url.database) + "-wal")
    import_killed_half_way(file_ledger, path, lambda: log.exists() and log.stat().st_size > 200_000)

    assert claims_in(file_ledger) == 0
    assert file_ledger.importer(by="T").take(path, Options()).new == 30_000
