"""Checked kinds of field: names, texts, addresses, days and counts of people.

Every check raises ``ValueError`` with a whole sentence, which ends up beside the field on a page
or behind the row number of a file.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from tracker.vocabulary import DatePrecision

LARGEST_COUNT: Final = 1_000_000_000
LONGEST_NAME: Final = 200
LONGEST_KEY: Final = 400
LONGEST_TEXT: Final = 10_000
LONGEST_VERBATIM: Final = 2_000
LONGEST_URL: Final = 2_000
NAMES_REMEMBERED: Final = 32_768

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ISO_YEAR = re.compile(r"\d{4}")
_NUMERIC_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_PLAIN_URL = re.compile(r"https?://[a-z0-9.-]+(?:/[!-~]*)?")
_WHOLE = re.compile(r"[+]?\d+(?:\.0+)?")
_LAST_ZONE = timedelta(hours=14)


@lru_cache(NAMES_REMEMBERED)
def name_key(name: str) -> str:
    """The form under which a name is looked up: no case, stray spaces or invisible characters."""
    return folded(name)


def folded(text: str) -> str:
    """Any text in the form of ``name_key``, which is for names alone: it remembers them."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


def latest_today() -> date:
    """The calendar day in the zone that is furthest ahead: nothing can have been said after it."""
    return (datetime.now(UTC) + _LAST_ZONE).date()


def clean_text(value: Any) -> Any:
    """Text with ends stripped and line breaks made newlines; other kinds of value pass through."""
    if not isinstance(value, str):
        return value
    if value.isprintable():  # nothing that is forbidden, and one line
        return value.strip()
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    found = _FORBIDDEN.search(text)
    if found:
        code = ord(found.group())
        raise ValueError(f"it holds a character that cannot be kept (U+{code:04X}); remove it")
    return text


def blank_to_none(value: Any) -> Any:
    """None for a blank text: in this product empty means "not stated", never zero."""
    text = clean_text(value)
    return None if text == "" else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _name_line(text: str) -> str:
    """A name on one line, once it is sure to be one that can be seen and looked up."""
    line, key = _one_line(text), name_key(text)
    if line and not key:
        raise ValueError("it holds no character that can be seen; write the name, or leave it empty")
    if len(key) > LONGEST_KEY and len(line) <= LONGEST_NAME:
        raise ValueError(f"its characters stand for {len(key):,} plain ones, which is too long for a name")
    return line


def check_url(url: str) -> str:
    """The address as it was given, once it is sure to be a web address."""
    if len(url) > LONGEST_URL:
        raise ValueError(f"the address is {len(url):,} characters long; {LONGEST_URL:,} is the limit")
    if _PLAIN_URL.fullmatch(url):  # nothing in it has to be taken apart first
        return url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError(
            f"{shortened(url)} is not a web address; it should look like https://example.org/page"
        ) from None
    if parts.scheme.lower() not in {"http", "https"} or not host or re.search(r"\s", url):
        raise ValueError(f"{shortened(url)} is not a web address; it should look like https://example.org/page")
    return url


def shortened(value: object, limit: int = 60) -> str:
    """A value in quotes, cut so that a sentence about it stays readable."""
    text = _one_line(str(value))
    return f'"{text[:limit]}…"' if len(text) > limit else f'"{text}"'


def parse_count(value: Any) -> Any:
    """A whole number of people from a form or a file, or None for a blank."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return _in_range(int(value))
    value = blank_to_none(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return _in_range(value)
    text = str(value).replace(",", "").replace(" ", "").replace("\u00a0", "")
    if _WHOLE.fullmatch(text):
        return _in_range(int(text.split(".")[0]))
    if re.fullmatch(r"-\d+(?:\.\d+)?", text):
        raise ValueError(f"{shortened(value)} is negative; a count of people is zero or more")
    if re.fullmatch(r"\d*\.\d+", text):
        raise ValueError(f"{shortened(value)} is not a whole number of people")
    raise ValueError(f"{shortened(value)} is not a number; write digits, such as 600, or leave it empty")


def _in_range(number: int | None) -> int | None:
    if number is not None and number < 0:
        raise ValueError(f'"{number}" is negative; a count of people is zero or more')
    if number is not None and number > LARGEST_COUNT:
        raise ValueError(f"{number:,} is more than {LARGEST_COUNT:,}, the largest count taken")
    return number


def parse_day_with_precision(value: Any) -> tuple[date, DatePrecision]:
    """A day and how well it is known, from ``2023-01-08``, ``2023-01``, ``2023`` or "8 January 2023".

    A month or a year stands for its last day, or for today while it has not ended: the last day on
    which the thing can have been said. Raises ValueError with a sentence.
    """
    if isinstance(value, datetime):
        return value.date(), DatePrecision.DAY
    if isinstance(value, date):
        return value, DatePrecision.DAY
    text = str(value).strip()
    if _ISO_YEAR.fullmatch(text):
        return _last_day(int(text), 12), DatePrecision.YEAR
    month = _ISO_MONTH.fullmatch(text)
    if month:
        return _last_day(int(month[1]), int(month[2])), DatePrecision.MONTH
    return _parse_full_day(text), DatePrecision.DAY


def _last_day(year: int, month: int) -> date:
    if not year >= 1 or not 1 <= month <= 12:
        raise ValueError(f'"{year:04d}-{month:02d}" is not a month; write it as 2023-01')
    last = date(year, month, calendar.monthrange(year, month)[1])
    today = latest_today()
    return today if last > today >= date(year, month if month < 12 else 1, 1) else last


def _parse_full_day(text: str) -> date:
    try:
        if _ISO_DAY.fullmatch(text[:10]):
            return datetime.fromisoformat(text).date()
    except ValueError:
        raise ValueError(f"{shortened(text)} is not a date that exists; write it as 2023-01-08") from None
    if _NUMERIC_DATE.fullmatch(text):
        raise ValueError(f"{shortened(text)} can be read in more than one way; write it as 2023-01-08")
    return _day_in_words(text)


def _day_in_words(text: str) -> date:
    if len(text) <= 60 and re.search(r"\d{4}", text) and re.search(r"[^\W\d_]", text):
        import dateparser  # noqa: PLC0415 - slow to load, and most dates are ISO

        found = dateparser.parse(text, settings={"STRICT_PARSING": True})
        if found is not None:
            return found.date()
    raise ValueError(f"{shortened(text)} is not a date; write it as 2023-01-08, 2023-01 or 2023")


def parse_day(value: Any) -> Any:
    """A day known to the day, or None for a blank."""
    value = blank_to_none(value)
    if value is None:
        return None
    day, precision = parse_day_with_precision(value)
    if precision is not DatePrecision.DAY:
        raise ValueError(f"{shortened(value)} has no day; write it as 2023-01-08")
    return day


def split_words(value: Any) -> Any:
    """A list from a cell whose words are parted by ``;`` or line breaks; lists pass through."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in re.split(r"[;\n]", value) if part.strip())
    return tuple(value)


def split_urls(value: Any) -> Any:
    """Addresses parted by white space, as addresses may hold ``;`` and ``,``; lists pass through."""
    if value is None:
        return ()
    parts: Iterable[str] = value.split() if isinstance(value, str) else value
    return tuple(dict.fromkeys(part for part in parts if part))


Name = Annotated[
    str, BeforeValidator(clean_text), AfterValidator(_name_line), Field(min_length=1, max_length=LONGEST_NAME)
]
MaybeName = Annotated[
    Annotated[str, AfterValidator(_name_line), Field(max_length=LONGEST_NAME)] | None,
    BeforeValidator(blank_to_none),
]
Verbatim = Annotated[str, BeforeValidator(clean_text), Field(max_length=LONGEST_VERBATIM)]
MaybeText = Annotated[Annotated[str, Field(max_length=LONGEST_TEXT)] | None, BeforeValidator(blank_to_none)]
Text = Annotated[str, BeforeValidator(clean_text), Field(min_length=1, max_length=LONGEST_TEXT)]
Url = Annotated[str, BeforeValidator(clean_text), Field(min_length=1), AfterValidator(check_url)]
MaybeUrl = Annotated[Annotated[str, AfterValidator(check_url)] | None, BeforeValidator(blank_to_none)]
Urls = Annotated[tuple[Annotated[str, AfterValidator(check_url)], ...], BeforeValidator(split_urls)]
Words = Annotated[tuple[Annotated[str, Field(max_length=LONGEST_NAME)], ...], BeforeValidator(split_words)]
Count = Annotated[int | None, BeforeValidator(parse_count)]
Day = Annotated[date, BeforeValidator(parse_day)]
MaybeDay = Annotated[date | None, BeforeValidator(parse_day)]
