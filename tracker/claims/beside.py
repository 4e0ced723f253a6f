"""What is recorded beside claims: how one stands to another, what the other side said, what happened meanwhile."""

from typing import Self

from pydantic import ConfigDict, Field

from tracker.claims.fields import Count, Day, MaybeDay, MaybeName, MaybeText, MaybeUrl, Name, Text, latest_today
from tracker.claims.remembered import CheckedTogether
from tracker.vocabulary import AnnotationKind, RelationKind, ResponseKind

OF_ONE_CLAIMANT = frozenset(
    {
        RelationKind.REVISES,
        RelationKind.CORRECTS,
        RelationKind.RETRACTS,
        RelationKind.REPEATS,
        RelationKind.UPDATES_CUMULATIVE,
    }
)
"""What only the claimant itself can do to its claim."""

GIVES_A_FIGURE = frozenset({ResponseKind.ACCEPTS, ResponseKind.ACCEPTS_DIFFERENT_FIGURE})


class NewRelation(CheckedTogether):
    """How one claim stands to another, and how that is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_claim: Name = Field(description="The code of the claim that changes, repeats, includes ... the other.")
    to_claim: Name = Field(description="The code of the other claim, which was there first.")
    kind: RelationKind = Field(description="How the first stands to the second.")
    note: Text = Field(description="How that is known, in words a reader can check.")

    def fits_together(self) -> Self:
        """The relation, once it is one between two claims. Raises ValueError with a sentence."""
        if self.from_claim == self.to_claim:
            raise ValueError("a claim cannot stand in a relation to itself; choose another claim")
        return self


class NewResponse(CheckedTogether):
    """What another side said of one claim, or of an incident; a conceded figure stands apart from what is claimed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: MaybeName = Field(None, description="The code of the claim that is answered.")
    incident: MaybeName = Field(None, description="The incident that is answered, where no single claim is.")
    conflict: MaybeName = Field(None, description="The conflict of that incident.")
    responder: Name = Field(description="Who answered, or was asked.")
    response: ResponseKind = Field(description="What it said. Silence is recorded as silence, never as a denial.")
    conceded_low: Count = Field(None, description="People at least, that the responder accepts.")
    conceded_high: Count = Field(None, description="People at most, that the responder accepts.")
    verbatim: MaybeText = Field(None, description="The responder's own words.")
    stated_at: Day = Field(description="The day it was said, or on which no answer had been found.")
    source_url: MaybeUrl = Field(None, description="Where it was published.")
    notes: MaybeText = Field(None, description="The recorder's remarks.")

    def fits_together(self) -> Self:
        """The response, once its fields do not contradict each other. Raises ValueError with a sentence."""
        if bool(self.claim) == bool(self.incident):
            raise ValueError("a response is to one claim or to one incident")
        low, high = self.conceded_low, self.conceded_high
        if low is not None and high is not None and low > high:
            raise ValueError(f"conceded_low {low:,} is above conceded_high {high:,}")
        if (low is not None or high is not None) and self.response not in GIVES_A_FIGURE:
            raise ValueError(
                "a conceded figure goes with accepts or accepts_different_figure alone; "
                "a response is never turned into a number"
            )
        if self.stated_at > latest_today():
            raise ValueError(f"stated_at {self.stated_at} is in the future")
        return self


class NewAnnotation(CheckedTogether):
    """Something that happened to what a chart shows: an event, a new way of counting, a release of records."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start_date: Day = Field(description="The day, or the first one.")
    end_date: MaybeDay = Field(None, description="The last day, when it lasted.")
    title: Name = Field(description="What happened, in a few words.")
    kind: AnnotationKind = Field(description="What sort of thing it is.")
    conflict: MaybeName = Field(None, description="The conflict it belongs to; empty: all of them.")
    claimant: MaybeName = Field(None, description="Whose figures it touches; empty: everybody's.")
    source_url: MaybeUrl = Field(None, description="Where that is said.")
    notes: MaybeText = Field(None, description="More about it.")

    def fits_together(self) -> Self:
        """The annotation, once its days are in order. Raises ValueError with a sentence."""
        if self.end_date and self.end_date < self.start_date:
            raise ValueError(f"end_date {self.end_date} is before start_date {self.start_date}")
        return self
