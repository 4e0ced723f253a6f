"""Files of one person a row: the rows are counted up to each date, and nobody is shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.claims.fields import parse_day
from tracker.recipes.claims import RowReader
from tracker.recipes.recipe import Count
from tracker.recipes.values import read_field
from tracker.tables import TableRow

NO_DATE = "no date to count it by"


@dataclass(slots=True)
class Counted:
    """The dates of a file with the number of rows up to each, and what became of its rows."""

    rows: list[TableRow] = field(default_factory=list)
    rows_read: int = 0
    rows_counted: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def count_rows(rows: Iterable[TableRow], count: Count, reader: RowReader) -> Counted:
    """Count rows up to each day or month end that has any; a row without a date is left out."""
    found = Counted()
    days: Counter[date] = Counter()
    for row in rows:
        found.rows_read += 1
        rule = reader.rule_leaving_out(row.cells)
        if rule:
            found.left_out[rule] += 1
            continue
        try:
            day = read_field("stated_at", count.by, row.cells, reader.recipe.missing, reader.copy)
            counted = parse_day(day)
        except ValueError as error:
            found.problems.append(f"row {row.number}: {error}")
            continue
        if counted is None:
            found.left_out[NO_DATE] += 1
            continue
        days[counted] += 1
        found.rows_counted += 1
    found.rows = list(_running(days, count))
    return found


def _running(days: Counter[date], count: Count) -> Iterator[TableRow]:
    total = 0
    ordered = sorted(days)
    for place, day in enumerate(ordered, start=1):
        total += days[day]
        following = ordered[place] if place < len(ordered) else date.max
        if count.each == "month" and (following.year, following.month) == (day.year, day.month):
            continue
        cells: dict[str, Any] = {"date": day, "count": total}
        yield TableRow(place, cells)
