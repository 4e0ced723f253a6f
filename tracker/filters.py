"""Which claims a reader wants: one filter that feeds chart, table, count and download alike.

The same names stand in a page's address and on the routes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from tracker.claims import Problem
from tracker.claims.fields import clean_text, parse_day, shortened
from tracker.vocabulary import Axis, Metric, Population, Scope, Term, VerificationStatus

LONGEST_SEARCH: Final = 200
NAMED: Final = ("conflict", "incident", "claimant", "affected_party")
WORDS: Final[dict[str, type[Term]]] = {
    "metric": Metric,
    "population": Population,
    "status": VerificationStatus,
    "scope": Scope,
}
DAYS: Final = ("since", "until")
PARAMETERS: Final = ("q", *NAMED, *WORDS, *DAYS, "axis")


class InvalidFilterError(ValueError):
    """An address asks for something that does not exist; ``usable`` is the filter without it."""

    def __init__(self, problems: Sequence[Problem], usable: "ClaimFilter") -> None:
        """Keep each problem as a sentence and what is left of the filter."""
        self.problems = list(problems)
        self.usable = usable
        super().__init__("; ".join(str(problem) for problem in problems))


class ClaimFilter(BaseModel):
    """What to keep. An empty tuple keeps everything; names are main names, aliases or codes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = ""
    conflict: tuple[str, ...] = ()
    incident: tuple[str, ...] = ()
    claimant: tuple[str, ...] = ()
    affected_party: tuple[str, ...] = ()
    metric: tuple[Metric, ...] = ()
    population: tuple[Population, ...] = ()
    status: tuple[VerificationStatus, ...] = ()
    scope: tuple[Scope, ...] = ()
    since: date | None = None
    until: date | None = None
    axis: Axis = Field(Axis.STATED, description="Which date since and until, and a chart, stand on.")

    def to_query(self) -> str:
        """The query string that reopens this view; what is at its default is left out."""
        pairs: list[tuple[str, str]] = []
        for name in PARAMETERS:
            value = getattr(self, name)
            if value in ("", (), None) or (name == "axis" and value is Axis.STATED):
                continue
            many = value if isinstance(value, tuple) else (value,)
            pairs += [(name, str(one)) for one in many]
        return urlencode(pairs)

    def but(self, **changes: Any) -> "ClaimFilter":
        """The same filter with some parts changed."""
        return ClaimFilter.model_validate(self.model_dump() | changes)


EVERY_CLAIM: Final = ClaimFilter()


def parse_filter(parameters: Mapping[str, Sequence[str]]) -> ClaimFilter:
    """The filter that an address names. Raises InvalidFilterError with a sentence for each unknown part."""
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
    usable = ClaimFilter.model_validate(kept)
    if problems:
        raise InvalidFilterError(problems, usable)
    return usable


def _parsed(name: str, values: list[str]) -> Any:
    if name in NAMED:
        return tuple(dict.fromkeys(str(clean_text(value)) for value in values))
    if name in WORDS:
        return tuple(dict.fromkeys(_word(WORDS[name], value) for value in values))
    if len(values) > 1:
        raise ValueError("it can be given once")
    if name in DAYS:
        return parse_day(values[0])
    if name == "axis":
        return _word(Axis, values[0])
    if len(values[0]) > LONGEST_SEARCH:
        raise ValueError(f"a search of {len(values[0]):,} characters is too long; at most {LONGEST_SEARCH}")
    return clean_text(values[0])


def _word(kind: type[Term], value: str) -> Term:
    try:
        return kind(value)
    except ValueError:
        words = ", ".join(word.value for word in kind)
        raise ValueError(f"{shortened(value)} is not one of {words}") from None
