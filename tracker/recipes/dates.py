"""Dates of foreign files: each in the form the recipe names; what can be read in two ways is asked, not guessed."""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Any, Final

from tracker.claims.fields import parse_day_with_precision, shortened
from tracker.recipes.recipe import Ends
from tracker.vocabulary import DatePrecision

_WEEK: Final = re.compile(r"(\d{4})-?W(\d{2})")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_YEAR: Final = re.compile(r"\d{4}")
_NUMERIC: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_LAST_SERIAL: Final = 80_000
"""Some day in the year 2119; a larger number is no date."""


class AmbiguousDateError(ValueError):
    """A date such as 04/05/2023 whose recipe does not say which part is the day."""


def read_date(cell: Any, form: str | None, takes: Ends | None = None) -> str:
    """A date as our own files write it: 2023-01-08, 2023-01 or 2023.

    ``takes`` chooses the first or last day of what is not known to the day. Raises ValueError with a
    sentence, AmbiguousDateError where day and month cannot be told apart.
    """
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip()
    if form == "excel-serial":
        return _of_serial(text)
    if form in ("day-first", "month-first"):
        return _of_numbers(text, day_first=form == "day-first")
    if form and "%" in form:
        return _of_pattern(text, form, takes)
    return _of_iso(text, takes)


def _of_iso(text: str, takes: Ends | None) -> str:
    week = _WEEK.fullmatch(text)
    if week:
        return _of_week(int(week[1]), int(week[2]), text, takes)
    if _MONTH.fullmatch(text) or _YEAR.fullmatch(text):
        return _end_of(text, takes)
    if _NUMERIC.fullmatch(text):
        raise AmbiguousDateError(
            f"{shortened(text)} can be read in more than one way; say whether the day or the month comes first "
            '(date = "day-first" or "month-first" in the recipe)'
        )
    if re.fullmatch(r"\d+(\.\d+)?", text):
        raise ValueError(
            f'{shortened(text)} is a number and no date; date = "excel-serial" reads dates of spreadsheets'
        )
    day, precision = parse_day_with_precision(text)
    return day.isoformat() if precision is DatePrecision.DAY else text


def _of_week(year: int, week: int, text: str, takes: Ends | None) -> str:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        last = date(year, 12, 28).isocalendar().week
        raise ValueError(
            f"{shortened(text)} is a week that does not exist: {year} has {last} weeks in ISO 8601"
        ) from None
    return (monday if takes == "first" else monday + timedelta(days=6)).isoformat()


def _end_of(text: str, takes: Ends | None) -> str:
    """The first or last day of a month or year, or the month or year itself."""
    if takes is None:
        parse_day_with_precision(text)
        return text
    year, month = int(text[:4]), int(text[5:7]) if len(text) > 4 else None
    if not 1 <= (month or 1) <= 12 or year < 1:
        raise ValueError(f"{shortened(text)} is not a month; write it as 2023-01")
    if takes == "first":
        return date(year, month or 1, 1).isoformat()
    last = month or 12
    return date(year, last, calendar.monthrange(year, last)[1]).isoformat()


def _of_numbers(text: str, *, day_first: bool) -> str:
    parts = _NUMERIC.fullmatch(text)
    if parts is None:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", text):
            return _of_iso(text, None)
        order = "day, month, year" if day_first else "month, day, year"
        raise ValueError(f"{shortened(text)} is not a date in the order {order}")
    first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
    day, month = (first, second) if day_first else (second, first)
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(
            f"{shortened(text)} is not a date that exists, read with day {day} and month {month}"
        ) from None


def _of_pattern(text: str, form: str, takes: Ends | None) -> str:
    try:
        found = datetime.strptime(text, form)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise ValueError(f"{shortened(text)} is not a date written as {form}") from None
    if re.search(r"%[djxcuU]", form):
        return found.date().isoformat()
    if re.search(r"%[mbB]", form):
        return _end_of(f"{found:%Y-%m}", takes)
    return _end_of(f"{found:%Y}", takes)


def _of_serial(text: str) -> str:
    try:
        serial = float(text)
    except ValueError:
        return _of_iso(text, None)
    if not 0 < serial < _LAST_SERIAL:
        raise ValueError(f"{shortened(text)} is not the number of a day in a spreadsheet")
    return (_EXCEL_EPOCH + timedelta(days=int(serial))).isoformat()
