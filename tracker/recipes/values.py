"""From a row's cells to the text of a field, as a recipe says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from tracker.recipes.dates import read_date
from tracker.recipes.recipe import Condition, Missing, Source

DATE_FIELDS: Final = frozenset(
    {"stated_at", "incident_date", "incident_end", "coverage_start", "coverage_end", "as_of_date", "source_date"}
    | {"decided_at"}
)
TODAY: Final = "today"
"""An answer or default that stands for the day of the import."""
_URL: Final = re.compile(r"https?://[^\s<>\"'|\\^`{}\[\]]+")
_NUMBER_SPACES: Final = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}\b)")

Cells = Mapping[str, Any]


class UnansweredError(ValueError):
    """A recipe asks something that was not answered."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of this copy of a file: its name, the answers to the recipe's questions, how its dates are written.

    ``dates`` is the form of dates whose recipe names none: "day-first", "month-first", or None.
    """

    file_name: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None


def as_text(cell: Any) -> str:
    """A cell as text: whole numbers without a fraction, dates in ISO form, lists parted by blanks."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return " ".join(as_text(part) for part in cell)
    return str(cell).strip()


def is_reported(cell: Any, missing: Missing) -> bool:
    """Whether a cell says anything: it is there, not empty, and none of the words for missing."""
    text = as_text(cell)
    return text != "" and text not in missing.words


def holds(condition: Condition, cells: Cells, missing: Missing) -> bool:
    """Whether a row meets a condition."""
    cell = cells.get(condition.column)
    text = as_text(cell)
    return (
        (condition.is_ is None or text in condition.is_)
        and (condition.is_not is None or text not in condition.is_not)
        and (condition.matches is None or re.search(condition.matches, text) is not None)
        and (condition.reported is None or is_reported(cell, missing) is condition.reported)
    )


def read_field(name: str, source: Source, cells: Cells, missing: Missing, copy: Copy) -> str | None:
    """The text of one field of a claim, or None where the file says nothing. Raises ValueError with a sentence."""
    cell = _origin(name, source, cells, missing, copy)
    if cell is None or (isinstance(cell, str) and cell == ""):
        return _today() if source.default == TODAY else source.default
    if name in DATE_FIELDS or source.date is not None:
        return read_date(cell, source.date or copy.dates, source.takes)
    text = as_text(cell)
    if source.map is not None:
        return source.map.get(text, source.default)
    if source.pick is not None:
        text = _picked(source.pick, text)
    if source.urls:
        text = " ".join(dict.fromkeys(url.rstrip(".,;:)") for url in _URL.findall(text)))
    if source.cut is not None and len(text) > source.cut:
        text = text[: source.cut - 1].rstrip() + "…"
    return text or source.default


def _origin(name: str, source: Source, cells: Cells, missing: Missing, copy: Copy) -> Any:
    if source.value is not None:
        return source.value
    if source.ask is not None:
        return _answer(name, source, copy)
    if source.file_name is not None:
        return _picked(source.file_name, copy.file_name)
    if source.template is not None:
        return _filled_in(source.template, cells, missing)
    cell = cells.get(source.column or "")
    return cell if is_reported(cell, missing) else None


def _answer(name: str, source: Source, copy: Copy) -> str | None:
    answer = copy.answers.get(name) or source.default
    if answer is None:
        raise UnansweredError(f"{source.ask} (answer it with {name}=...)")
    return _today() if answer == TODAY else answer


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _picked(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        return ""
    return (found.group(1) if found.re.groups else found.group()) or ""


def _filled_in(template: str, cells: Cells, missing: Missing) -> str:
    def cell_of(found: re.Match[str]) -> str:
        cell = cells.get(found[1])
        return " ".join(as_text(cell).split()) if is_reported(cell, missing) else ""

    filled = re.sub(r"\{([^{}]+)\}", cell_of, template)
    return re.sub(r"\s+([,.;:])", r"\1", " ".join(filled.split())).strip(" ,;:·-–—")


def read_count(text: str) -> str:
    """A number as our own files write it: without grouping, and without a fraction of zero."""
    return re.sub(r"\.0+$", "", _NUMBER_SPACES.sub("", text).replace(",", ""))
