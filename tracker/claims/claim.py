"""A casualty figure somebody published, before it has a row in the store."""

from datetime import date
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, ConfigDict, Field

from tracker.claims.assessments import NewAssessment
from tracker.claims.fields import (
    Count,
    Day,
    MaybeDay,
    MaybeName,
    MaybeText,
    MaybeUrl,
    Name,
    Url,
    Urls,
    Verbatim,
    Words,
    blank_to_none,
    latest_today,
)
from tracker.claims.remembered import CheckedTogether
from tracker.vocabulary import (
    ActorKind,
    CauseScope,
    CountingBasis,
    DatePrecision,
    Direction,
    GeoPrecision,
    Independence,
    Metric,
    Population,
    Qualifier,
    Scope,
    SourceRole,
    Subgroup,
)

CODE_PATTERN: Final = r"^[a-z][a-z0-9]{5,15}$"


class NewClaim(CheckedTogether):
    """One figure, one metric, one population, one scope, one claimant, one statement.

    ``low`` and ``high`` are whole people; None is open, never zero.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, Field(pattern=CODE_PATTERN)] = Field(description="Stable, citable, never reused.")
    conflict: Name = Field(description="The conflict the claim belongs to.")
    claimant: Name = Field(description="Whose figure it is; not the outlet that relays it.")
    claimant_kind: ActorKind = Field(ActorKind.UNKNOWN, description="What sort of body the claimant is.")
    claimant_independence: Independence = Field(
        Independence.UNKNOWN, description="Where the claimant stands in this conflict."
    )
    affected_party: Name = Field(description="The side or group the casualties belong to.")
    direction: Annotated[Direction | None, BeforeValidator(blank_to_none)] = Field(
        None, description="Whose casualties the claimant speaks about; empty: not determined."
    )
    metric: Metric = Field(description="What is counted.")
    population: Population = Field(Population.UNSPECIFIED, description="Which people, by civilian status.")
    subgroup: Annotated[Subgroup | None, BeforeValidator(blank_to_none)] = Field(
        None, description="A part of the population the figure is limited to."
    )
    cause_scope: CauseScope = Field(CauseScope.UNSPECIFIED, description="Which causes are counted.")
    scope: Scope = Field(description="What the figure covers.")
    incident: MaybeName = Field(None, description="The incident, where the figure covers one.")
    incident_date: MaybeDay = Field(None, description="First day of the incident.")
    incident_end: MaybeDay = Field(None, description="Last day of the incident, when it lasted longer than one.")
    incident_precision: DatePrecision = Field(DatePrecision.DAY, description="How well the incident's date is known.")
    place: MaybeName = Field(None, description="Where the incident happened.")
    country_iso3: Annotated[Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None, BeforeValidator(blank_to_none)] = (
        Field(None, description="Country of the incident, three letters (ISO 3166-1).")
    )
    coverage_start: MaybeDay = Field(None, description="First day the figure covers; the origin of a running total.")
    coverage_end: MaybeDay = Field(None, description="Last day the figure covers.")
    date_precision: DatePrecision = Field(DatePrecision.DAY, description="How well the covered dates are known.")
    as_of_date: MaybeDay = Field(None, description="Cut-off: the last day a running total claims to include.")
    geo_scope: MaybeName = Field(None, description="The area the figure covers, in words.")
    geo_precision: Annotated[GeoPrecision | None, BeforeValidator(blank_to_none)] = Field(
        None, description="How well the place is known."
    )
    counting_basis: CountingBasis = Field(CountingBasis.UNKNOWN, description="How the figure was made.")
    verbatim: Verbatim = Field(description="The claimant's exact words, in the original language.")
    verbatim_language: MaybeName = Field(None, description="Language of the words (BCP 47, such as en, uk, ar).")
    verbatim_translation: MaybeText = Field(None, description="The words in English.")
    stated_value: Count = Field(None, description="The number printed in the text, people.")
    qualifier: Qualifier = Field(description="What the words say about the number.")
    low: Count = Field(None, description="Least number of people the words allow; empty: no lower bound stated.")
    high: Count = Field(None, description="Greatest number of people the words allow; empty: open above.")
    best: Count = Field(None, description="The claimant's own best figure, where one is stated beside a range.")
    bounds_rule_version: str = Field("v1", description="The rule set the bounds were read by.")
    bounds_reason: MaybeText = Field(None, description="Why the bounds differ from the reading of the words.")
    definition_key: MaybeName = Field(None, description="The claimant's own definition; a change is a series break.")
    stated_at: Day = Field(description="The day the claimant said it, where the claimant said it.")
    stated_time: Annotated[
        Annotated[str, Field(pattern=r"^\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?$")] | None,
        BeforeValidator(blank_to_none),
    ] = Field(None, description="The time of day with its offset, such as 00:54+03:00.")
    stated_precision: DatePrecision = Field(DatePrecision.DAY, description="How well stated_at is known.")
    source_url: Url = Field(description="Where it was published; kept exactly as given.")
    source_title: MaybeText = Field(None, description="Title of that page.")
    source_publisher: MaybeName = Field(None, description="Who published that page.")
    source_date: MaybeDay = Field(None, description="The date that page shows.")
    source_language: MaybeName = Field(None, description="Language of that page (BCP 47).")
    source_role: SourceRole = Field(SourceRole.RELAY, description="What that page does for the claim.")
    archived_url: MaybeUrl = Field(None, description="An archived copy of that page.")
    sources: Urls = Field(
        (), description="Every address given for the claim, parted by spaces; the first is source_url."
    )
    external_grade: MaybeName = Field(None, description="The grade a file's own publisher gave, as it stood there.")
    notes: MaybeText = Field(None, description="The recorder's remarks.")
    tags: Words = Field((), description="Free words, parted by ';'.")
    assessment: NewAssessment | None = Field(None, description="The assessment that came with the claim.")

    def fits_together(self) -> Self:
        """The claim, once its fields do not contradict each other. Raises ValueError with a sentence."""
        self._bounds_in_order()
        self._dates_in_order()
        self._nothing_after_the_statement()
        self._scope_has_what_it_needs()
        return self

    def _bounds_in_order(self) -> None:
        low, best, high = self.low, self.best, self.high
        if low is not None and high is not None and low > high:
            raise ValueError(f"low {low:,} is above high {high:,}")
        if best is not None and not (low or 0) <= best <= (best if high is None else high):
            raise ValueError(f"best {best:,} lies outside low and high")

    def _dates_in_order(self) -> None:
        for earlier, later in (
            ("coverage_start", "coverage_end"),
            ("incident_date", "incident_end"),
            ("coverage_start", "as_of_date"),
        ):
            first, second = getattr(self, earlier), getattr(self, later)
            if first and second and first > second:
                raise ValueError(f"{earlier} {first} is after {later} {second}")

    def _nothing_after_the_statement(self) -> None:
        if self.stated_at > latest_today():
            raise ValueError(f"stated_at {self.stated_at} is in the future; a claim is recorded once it has been made")
        for field in ("as_of_date", "coverage_end"):
            day: date | None = getattr(self, field)
            if day and day > self.stated_at:
                raise ValueError(f"{field} {day} is after stated_at {self.stated_at}; a figure cannot cover the future")
        started = self.incident_date
        if started and self.incident_precision is DatePrecision.DAY and started > self.stated_at:
            raise ValueError(f"incident_date {started} is after stated_at {self.stated_at}")

    def _scope_has_what_it_needs(self) -> None:
        if self.scope is Scope.INCIDENT and not self.incident:
            raise ValueError("a claim about one incident needs the incident's name")
        if self.scope is Scope.PERIOD and not (self.coverage_start and self.coverage_end):
            raise ValueError("a claim about a period needs coverage_start and coverage_end")

    @property
    def cut_off(self) -> date:
        """The last day the figure claims to include, assumed where the claimant does not say."""
        return self.as_of_date or self.coverage_end or self.stated_at

    @property
    def every_source_url(self) -> tuple[str, ...]:
        """All addresses, the first being the one the claim was read at."""
        return tuple(dict.fromkeys((self.source_url, *self.sources)))
