"""Everything as a Frictionless data package: a zip of CSVs with their schemas, which any tool can check and read.

Each table of the store is a CSV of its own, with the keys that join them; ``claims.csv`` is the readable view. Our own
package put into an empty store gives back the same store.
"""

import csv
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tracker import __version__
from tracker.csv_files import COLUMNS, InvalidFileError, guard, to_csv, unguard
from tracker.data_dictionary import columns as described
from tracker.exports.about import About, Batch
from tracker.exports.columns import COUNTS, DAYS
from tracker.filters import ClaimFilter
from tracker.store.database import Engine, Session, writing
from tracker.store.dump import (
    ContradictionError,
    contradictions_told,
    dump_table,
    finish_restoring,
    is_empty,
    restore_rows,
    tables,
)

TABLES: Final = "tables/"
MOST_UNPACKED: Final = 4 * 1024**3
HIGHEST_RATIO: Final = 500
MOST_MEMBERS: Final = 100
LONGEST_CELL: Final = 10_000_000
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, LookupError, TypeError, NotImplementedError, EOFError,
)  # fmt: skip
"""What a zip that is damaged, or was never a package, makes its readers raise."""
NOT_EMPTY: Final = "a package goes into an empty store (made by: python -m tracker init --bare), and this one is not"


def write_package(path: Path, session: Session, wanted: ClaimFilter, view: Iterable[Batch], about: About) -> None:
    """Write the package of a view: its claims, and all they point at."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        written = {}
        for table in tables():
            rows = dump_table(session, table, wanted)
            name = f"{TABLES}{table.name}.csv"
            written[name] = _write(archive, name, _table_csv(table, rows))
        written["claims.csv"] = _write(archive, "claims.csv", to_csv(view, about.address.split("/claims")[0]))
        archive.writestr("datapackage.json", json.dumps(_descriptor(about, written), indent=2, ensure_ascii=False))
        archive.writestr("README.md", _readme(about))
        archive.writestr("LICENCE.txt", about.licence + "\n")


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> dict[str, Any]:
    """Write a member, and tell its size and what its content is known by."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for piece in pieces:
            content = piece.encode()
            digest.update(content)
            size += member.write(content)
    return {"bytes": size, "hash": f"sha256:{digest.hexdigest()}"}


def _table_csv(table: Any, batches: Iterator[list[tuple[Any, ...]]]) -> Iterator[str]:
    piece = io.StringIO()
    writer = csv.writer(piece, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for rows in batches:
        writer.writerows([[guard(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
        yield piece.getvalue()
        piece.seek(0)
        piece.truncate()
    yield piece.getvalue()


def _descriptor(about: About, written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The package's description by the Frictionless standards."""
    resources = [*map(_resource, tables()), _view()]
    return {
        "name": "casualty-claims",
        "title": f"Casualty claims: {about.filter_in_words}",
        "description": about.citation,
        "version": __version__,
        "created": f"{about.moment:%Y-%m-%dT%H:%M:%SZ}",
        "homepage": about.address,
        "licenses": [{"name": "MIT", "title": about.licence}],
        "resources": [{**resource, **written[resource["path"]]} for resource in resources],
    }


def _resource(table: Any) -> dict[str, Any]:
    keys = [
        {
            "fields": [column.name for column in key.columns],
            "reference": {
                "resource": key.referred_table.name,
                "fields": [element.column.name for element in key.elements],
            },
        }
        for key in table.foreign_key_constraints
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": [column.name for column in table.primary_key.columns],
    }
    if keys:
        schema["foreignKeys"] = sorted(keys, key=lambda key: str(key["fields"]))
    return _csv_resource(table.name, f"{TABLES}{table.name}.csv", schema)


def _csv_resource(name: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name.replace("_", "-") if path == "claims.csv" else name,
        "type": "table",
        "path": path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Any) -> dict[str, Any]:
    kind = str(column.type).split("(")[0]
    types = {"INTEGER": "integer", "BIGINT": "integer", "DATE": "date", "DATETIME": "datetime", "JSON": "array"}
    field: dict[str, Any] = {"name": column.name, "type": types.get(kind, "string")}
    if field["type"] == "datetime":
        field["format"] = "%Y-%m-%dT%H:%M:%S.%fZ"
    constraints: dict[str, Any] = {"required": True} if not column.nullable and field["type"] != "string" else {}
    if getattr(column.type, "enums", None):
        constraints["enum"] = list(column.type.enums)
    return field | ({"constraints": constraints} if constraints else {})


def _view() -> dict[str, Any]:
    about = {column["name"]: column for column in described()}
    fields = []
    for name in COLUMNS:
        kind = "integer" if name in COUNTS else "date" if name in DAYS else "string"
        fields.append({"name": name, "type": kind, "description": about[name]["meaning"]})
    return _csv_resource("claims_view", "claims.csv", {"fields": fields, "primaryKey": ["code"]})


def _readme(about: About) -> str:
    said = "\n".join(f"- **{what}**: {words}" for what, words in about.lines())
    return (
        "# Casualty claims\n\n"
        f"{said}\n\n"
        "`claims.csv` is the view to read, a claim a row. `tables/` holds every table with the keys that join them; "
        "`datapackage.json` describes each column (https://datapackage.org). A text that a spreadsheet would run as a "
        "formula has an apostrophe before it.\n\n"
        "The whole package can be put into an empty store: `python -m tracker init --bare`, then "
        "`python -m tracker import package.zip`.\n"
    )


def is_package(path: Path) -> bool:
    """Whether a file is a package of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {"datapackage.json", f"{TABLES}claim.csv"} <= set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def restore_package(engine: Engine, path: Path, *, by: str) -> int:
    """Put a package of ours into an empty store, whole or not at all; returns the number of claims.

    Raises InvalidFileError for a store that is not empty and for a package that is broken, too large, or not ours.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
            _check_contents(archive)
            with contradictions_told(), writing(engine, by=by, reason="Restored from a package") as session:
                if not is_empty(session):
                    raise InvalidFileError([NOT_EMPTY])
                numbers = {table.name: _restore(session, archive, table) for table in tables()}
                finish_restoring(session)
                version = numbers["ledger"]
                if version != 1:
                    raise InvalidFileError(["tables/ledger.csv must hold one row"])
    except InvalidFileError:
        raise
    except ContradictionError as error:
        raise InvalidFileError([f"the package contradicts itself: {error}"]) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        LookupError,
        TypeError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise InvalidFileError([f"the package is broken: {error}"]) from None
    return numbers["claim"]


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked / packed > HIGHEST_RATIO:
        raise InvalidFileError(["the package unpacks to more than is taken; it is not opened"])
    lacking = [table.name for table in tables() if f"{TABLES}{table.name}.csv" not in archive.namelist()]
    if lacking:
        raise InvalidFileError([f"the package lacks the table {', '.join(lacking)}; was it made by this version?"])


def _check_contents(archive: zipfile.ZipFile) -> None:
    """Refuse a package in which a table is not the one that was written."""
    described = json.loads(archive.read("datapackage.json"))
    for resource in described["resources"]:
        digest = hashlib.sha256()
        with archive.open(resource["path"]) as member:
            while piece := member.read(1024 * 1024):
                digest.update(piece)
        if resource.get("hash") != f"sha256:{digest.hexdigest()}":
            raise InvalidFileError([f"{resource['path']} is not as it was written; the package was changed or damaged"])


def _restore(session: Session, archive: zipfile.ZipFile, table: Any) -> int:
    name = f"{TABLES}{table.name}.csv"
    csv.field_size_limit(LONGEST_CELL)
    try:
        with archive.open(name) as member:
            lines = csv.reader(io.TextIOWrapper(member, encoding="utf-8", newline=""), strict=True)
            header = next(lines, [])
            expected = [column.name for column in table.columns]
            if header != expected:
                raise InvalidFileError(
                    [f"{name}: the columns are {', '.join(header)[:200]}, not {', '.join(expected)}"]
                )
            return restore_rows(session, table, _named(lines, header, name))
    except (csv.Error, UnicodeError, zipfile.BadZipFile, zlib.error) as error:
        raise InvalidFileError([f"{name} cannot be read: {error}"]) from None
    except (InvalidFileError, ContradictionError):
        raise
    except ValueError as error:
        raise InvalidFileError([f"{name}: {error}"]) from None


def _named(lines: Iterable[Sequence[str]], header: Sequence[str], name: str) -> Iterator[Mapping[str, str]]:
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            raise InvalidFileError([f"{name}, row {number}: {len(line)} cells under a header of {len(header)}"])
        yield {column: unguard(cell) for column, cell in zip(header, line, strict=True)}
