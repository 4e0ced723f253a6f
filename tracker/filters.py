"""Which claims a reader wants: one filter that feeds chart, table, count and download alike.

The same names stand in a page's address and on the routes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from tracker.claims import Problem
from tracker.claims.fields import clean_text, latest_today, parse_day, shortened
from tracker.vocabulary import AsOfBasis, Axis, Metric, Policy, Population, Scope, Term, VerificationStatus

LONGEST_SEARCH: Final = 200
NAMED: Final = ("conflict", "incident", "claimant", "affected_party")
WORDS: Final[dict[str, type[Term]]] = {
    "metric": Metric,
    "population": Population,
    "status": VerificationStatus,
    "scope": Scope,
}
DAYS: Final = ("since", "until")
AS_OF: Final = ("as_of", "as_of_basis")
PARAMETERS: Final = ("q", *NAMED, *WORDS, *DAYS, "axis", *AS_OF, "policy")
ONE_OF: Final[dict[str, type[Term]]] = {"axis": Axis, "as_of_basis": AsOfBasis}
OF_CLAIMANT: Final = f"{Policy.CLAIMANT}:"


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
    as_of: date | None = Field(None, description="The day whose state is shown; None is the present.")
    as_of_basis: AsOfBasis = AsOfBasis.STATED
    policy: str = Field(Policy.ENVELOPE.value, description="A word of Policy, or claimant:<name>.")

    def to_query(self) -> str:
        """The query string that reopens this view; what is at its default is left out."""
        pairs: list[tuple[str, str]] = []
        for name in PARAMETERS:
            value = getattr(self, name)
            if value == ClaimFilter.model_fields[name].default:
                continue
            many = value if isinstance(value, tuple) else (value,)
            pairs += [(name, str(one)) for one in many]
        return urlencode(pairs)

    @property
    def policy_kind(self) -> Policy:
        """The selection policy without the claimant it may name."""
        return Policy(self.policy.partition(":")[0])

    @property
    def policy_claimant(self) -> str | None:
        """Whose figure the policy selects, where it is that of one claimant."""
        return self.policy.removeprefix(OF_CLAIMANT) if self.policy.startswith(OF_CLAIMANT) else None

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
    if name == "as_of":
        return _past_day(values[0])
    if name in ONE_OF:
        return _word(ONE_OF[name], values[0])
    if name == "policy":
        return _policy(values[0])
    if len(values[0]) > LONGEST_SEARCH:
        raise ValueError(f"a search of {len(values[0]):,} characters is too long; at most {LONGEST_SEARCH}")
    return clean_text(values[0])


def _past_day(value: str) -> date:
    day: date = parse_day(value)
    if day > latest_today():
        raise ValueError(f"{day} is in the future; only a day that has begun can be looked back at")
    return day


def _policy(value: str) -> str:
    if value.startswith(OF_CLAIMANT):
        name = clean_text(value.removeprefix(OF_CLAIMANT))
        if name:
            return f"{OF_CLAIMANT}{name}"
    if value == Policy.CLAIMANT or value.startswith(OF_CLAIMANT):
        raise ValueError(f"{Policy.CLAIMANT} needs a name, as in {OF_CLAIMANT}Ministry of Defence")
    return _word(Policy, value).value


def _word(kind: type[Term], value: str) -> Term:
    try:
        return kind(value)
    except ValueError:
        words = ", ".join(word.value for word in kind)
        raise ValueError(f"{shortened(value)} is not one of {words}") from None
