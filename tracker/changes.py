"""What was changed in the ledger: which changes a reader wants, and what one of them says.

The same names stand in the address of the page and of the feed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from tracker.claims import Problem
from tracker.claims.fields import clean_text, parse_day, shortened
from tracker.vocabulary import ChangeKind, RecordKind

LONGEST_NAME: Final = 200
LARGEST_NUMBER: Final = 2**31 - 1
USUAL_LIMIT: Final = 1_000
YES: Final = {"yes": True, "no": False}


class ChangeFilter(BaseModel):
    """Which changes to show, the latest first; what is empty keeps everything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity: RecordKind | None = Field(None, description="Changes of one kind of record.")
    code: str = Field("", description="Changes of the record with this code.")
    by: str = Field("", description="Changes made under this name.")
    since: date | None = Field(None, description="Changes from this day on, in UTC.")
    until: date | None = Field(None, description="Changes up to this day, in UTC.")
    corrections: bool = Field(False, description="Only what changed or removed something that stood: yes or no.")
    before: int | None = Field(None, description="Only changes with a smaller id: the way to the next page.")
    limit: int = Field(USUAL_LIMIT, description="At most so many changes.")

    def but(self, **changes: Any) -> "ChangeFilter":
        """The same filter with some parts changed."""
        return ChangeFilter.model_validate(self.model_dump() | changes)

    def to_pairs(self) -> dict[str, str]:
        """The parameters that ask for this; what is at its default is left out."""
        usual = ChangeFilter()
        return {
            name: "yes" if value is True else str(value)
            for name in PARAMETERS
            if (value := getattr(self, name)) != getattr(usual, name)
        }


PARAMETERS: Final = tuple(ChangeFilter.model_fields)


class InvalidChangeFilterError(ValueError):
    """An address asks for something that does not exist; ``usable`` is the filter without it."""

    def __init__(self, problems: Sequence[Problem], usable: ChangeFilter) -> None:
        """Keep each problem as a sentence and what is left of the filter."""
        self.problems = list(problems)
        self.usable = usable
        super().__init__("; ".join(str(problem) for problem in problems))


def parse_changes(parameters: Mapping[str, Sequence[str]]) -> ChangeFilter:
    """The filter that an address names. Raises InvalidChangeFilterError with a sentence for each unknown part."""
    problems: list[Problem] = []
    kept: dict[str, Any] = {}
    for name, given in parameters.items():
        values = [value for value in given if value.strip()]
        if name not in PARAMETERS:
            known = ", ".join(PARAMETERS)
            problems.append(Problem(name[:60], "", f"there is no such parameter; the parameters are {known}"))
        elif values:
            try:
                kept[name] = _parsed(name, values)
            except ValueError as error:
                problems.append(Problem(name, values[0][:200], str(error)))
    since, until = kept.get("since"), kept.get("until")
    if since and until and since > until:
        problems.append(Problem("since", str(since), f"{since} is after until, {until}"))
        del kept["since"], kept["until"]
    usable = ChangeFilter.model_validate(kept)
    if problems:
        raise InvalidChangeFilterError(problems, usable)
    return usable


def _parsed(name: str, values: list[str]) -> Any:
    if len(values) > 1:
        raise ValueError("it can be given once")
    (value,) = values
    if name in ("since", "until"):
        return parse_day(value)
    if name in ("before", "limit"):
        return _whole(value)
    if name == "corrections":
        return _yes_or_no(value)
    if name == "entity":
        return _kind(value)
    if len(value) > LONGEST_NAME:
        raise ValueError(f"{len(value):,} characters are too many; at most {LONGEST_NAME}")
    return clean_text(value)


def _whole(value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:12]) <= LARGEST_NUMBER:
        raise ValueError(f"{shortened(value)} is not a whole number of 1 or more")
    return int(text)


def _yes_or_no(value: str) -> bool:
    if value not in YES:
        raise ValueError(f"{shortened(value)} is not one of {', '.join(YES)}")
    return YES[value]


def _kind(value: str) -> RecordKind:
    try:
        return RecordKind(value)
    except ValueError:
        words = ", ".join(kind.value for kind in RecordKind)
        raise ValueError(f"{shortened(value)} is not one of {words}") from None


# What one change says


def kind_of_change(before: str | None, after: str | None) -> ChangeKind:
    """Whether a record was created, changed or removed, from its two JSON texts."""
    if after is None:
        return ChangeKind.REMOVED
    return ChangeKind.CREATED if before is None else ChangeKind.CHANGED


def contents(text: str | None) -> dict[str, Any] | None:
    """The fields of a record as a revision keeps them; None where there was none."""
    if text is None:
        return None
    found: dict[str, Any] = json.loads(text)
    return found


def differences(before: str | None, after: str | None) -> list[tuple[str, Any, Any]]:
    """The fields that differ, each with both values; None is not stated."""
    old, new = contents(before) or {}, contents(after) or {}
    return [(name, old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)]


def path_of(entity: str, code: str, after: str | None) -> str:
    """Where the record is read, as a path with its parameters; its history where it is gone or has no page."""
    said = contents(after) or {}
    places = {
        RecordKind.CLAIM: ("claims?claim=", code),
        RecordKind.ASSESSMENT: ("claims?claim=", said.get("claim")),
        RecordKind.RELATION: ("claims?claim=", said.get("from_claim")),
        RecordKind.RESPONSE: ("claims?claim=", said.get("claim")),
        RecordKind.INCIDENT: ("incidents?incident=", code),
        RecordKind.ACTOR: ("claims?claimant=", code),
        RecordKind.CONFLICT: ("claims?conflict=", code),
    }
    page, record = places.get(RecordKind(entity), ("", None))
    return f"{page}{record}" if record and after is not None else f"changes?code={code}"


def feed_of(changes: Mapping[str, Any], public_url: str) -> dict[str, Any]:
    """One entry of the feed, from a row of ``overviews.read_changes``."""
    before, after = changes["before"], changes["after"]
    return {
        "id": int(changes["id"]),
        "entity": changes["entity"],
        "code": changes["code"],
        "version": int(changes["version"]),
        "changed_at": changes["changed_at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "changed_by": changes["changed_by"],
        "reason": changes["reason"],
        "kind": kind_of_change(before, after).value,
        "before": contents(before),
        "after": contents(after),
        "url": f"{public_url}/{path_of(changes['entity'], changes['code'], after)}",
    }


def to_json_list(entries: Iterator[list[dict[str, Any]]]) -> Iterator[str]:
    """The feed as a JSON list, a piece for each list of entries."""
    lead = "["
    for some in entries:
        yield lead + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in some)
        lead = ",\n"
    yield "[]\n" if lead == "[" else "]\n"
