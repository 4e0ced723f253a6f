"""What two figures must have in common before anything is computed between them."""

from dataclasses import dataclass, fields
from datetime import date
from operator import itemgetter
from typing import Any, Final

from tracker.vocabulary import CauseScope, Metric, Population, Scope, Subgroup, Term


@dataclass(frozen=True, slots=True)
class Key:
    """What two series must have in common before anything is computed between them."""

    metric: str
    population: str
    subgroup: str | None
    affected_party: str
    geo_scope: str | None
    cause_scope: str
    coverage_start: date | None
    scope: str
    incident: str | None
    conflict: str | None = None

    def difference(self, other: "Key") -> list[str]:
        """The parts that differ, in plain words, each with both sides."""
        return [
            f"{_PART_NAMES[part.name]} ({_in_words(part.name, mine)} against {_in_words(part.name, theirs)})"
            for part in fields(self)
            if (mine := getattr(self, part.name)) != (theirs := getattr(other, part.name))
        ]


_PART_NAMES: Final = {
    "metric": "what is counted",
    "population": "which people",
    "subgroup": "the part of the population",
    "affected_party": "whose people",
    "geo_scope": "the area",
    "cause_scope": "the causes",
    "coverage_start": "the day counting starts",
    "scope": "what the figure covers",
    "incident": "the incident",
    "conflict": "the conflict",
}
_PART_WORDS: Final[dict[str, type[Term]]] = {
    "metric": Metric,
    "population": Population,
    "subgroup": Subgroup,
    "cause_scope": CauseScope,
    "scope": Scope,
}


def _in_words(part: str, value: Any) -> str:
    if value is None:
        return "not stated"
    return _PART_WORDS[part](value).label.lower() if part in _PART_WORDS else str(value)


_parts_of: Final = itemgetter(*(part.name for part in fields(Key)))


def key_of(claim: dict[str, Any]) -> Key:
    """The key of a row of the frame."""
    return Key(*_parts_of(claim))
