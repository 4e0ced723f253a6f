"""What each number beside a chart means and how it is easily misread, in one place for all pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Measure:
    """How one number is printed, what it is, and the trap in reading it; each a plain sentence or two."""

    title: str
    definition: str
    trap: str


MEASURES: Final[Mapping[str, Measure]] = {
    "gap": Measure(
        "Unconfirmed part",
        "From the claimed lower end minus the confirmed upper end to the claimed upper end minus the confirmed "
        "floor, in people. A count that is a floor says how many are unconfirmed at most; a claim that is open "
        "above leaves the gap open.",
        "Unconfirmed does not mean false. The confirmed line is a floor, and the distance between two lines does "
        "not say who is right.",
    ),
    "share": Measure(
        "Documented share",
        "The confirmed floor divided by the claimed figure, and by both ends of the claimed range. Undefined where "
        "nobody is claimed or no number is stated.",
        "It says how much has been documented so far, which depends on access and on effort as much as on the "
        "claim. It may exceed 100 %.",
    ),
    "ratio": Measure(
        "Claimed to confirmed",
        "The claimed figure divided by the confirmed one, with the interval between the two ranges. Undefined where "
        "the confirmed figure is zero. Over several incidents it is the ratio of the sums.",
        "A floor rises as documentation goes on, so the ratio falls without any claim having changed. Ratios are "
        "not averaged: a few small incidents would outweigh all large ones.",
    ),
    "lag": Measure(
        "Time to confirmation",
        "Days from the day a claim was stated to the first assessment that confirmed it: the day by which half of "
        "the claims were confirmed, by the Kaplan-Meier method, with a 95 % interval. Claims that are not confirmed "
        "yet count for as long as they have been waiting.",
        "The mean of those already confirmed would be too short, since the quick ones come first. Where fewer than "
        "half are confirmed, no median exists, and that is the finding.",
    ),
    "status_share": Measure(
        "Share of claims",
        "How many of the claims have a status, with the 95 % interval by Wilson's formula.",
        "Claims are not a random sample of what happened, and which of them get assessed first is not random "
        "either. The interval covers chance alone.",
    ),
    "revisions": Measure(
        "Size of revisions",
        "The last figure minus the first along each chain in which a claimant restated or corrected the same "
        "figure, in people, by claimant and by whose losses are claimed.",
        "A claimant who corrects in public shows revisions; one who never does shows none. A later running total is "
        "no revision of the one before.",
    ),
    "round_numbers": Measure(
        "Round numbers",
        "The share of exactly stated numbers that end in 0 or 5, and how often each last digit occurs. Shown from "
        "50 claims on.",
        "A diagnostic and not a verdict: rounding is a habit of speech, and numbers below ten, or copied from one "
        "list, have uneven last digits by themselves.",
    ),
    "confirmed_line": Measure(
        "Confirmed line",
        "What independent recorders have documented up to each day, by the day of publication.",
        "It is a floor, and its slope shows how documentation went on, not how fighting did: records that become "
        "known at once make a step on one day.",
    ),
    "trend": Measure(
        "Documented deaths over time",
        "Those documented, by the day on which they died.",
        "What gets documented is not a random sample, and differs by place and time. A rise or fall may be one of "
        "the documentation. No trend is computed.",
    ),
    "event_date": Measure(
        "By event date",
        "Figures stand on the day to which they refer.",
        "The most recent days are always low, since reports of them are still to come.",
    ),
    "losses": Measure(
        "Losses",
        "A figure whose claimant says 'losses' without saying what is counted.",
        "It may mean killed, killed and wounded, or put out of action for good. It is never converted into killed by "
        "a ratio; some published totals are the product of such arithmetic.",
    ),
    "origins": Measure(
        "Independent origins",
        "How many separate origins stand behind a figure. Everybody who relays the claimant is one origin with it.",
        "Two sources that go back to one speaker are one source, however many links there are.",
    ),
    "range": Measure(
        "Claimed range",
        "From the least lower end to the greatest upper end of what claimants currently say about one incident, or "
        "what the policy named under the chart selects of it.",
        "A wide range may be disagreement or ignorance: see how many claims and how many independent origins are "
        "behind it.",
    ),
    "bounds": Measure(
        "Low and high",
        "What the words of a statement allow, by the published rules.",
        "They are no confidence limits. The true number may be outside, and more often above, since reports tend "
        "to miss people.",
    ),
    "sum": Measure(
        "Incidents added up",
        "The sum of the lower ends to the sum of the upper ends. One incident that is open above makes the total "
        "'so many or more'; one without a lower end adds 0 and is counted.",
        "The range is wider than any plausible total: it would need every incident to be at the same end at once.",
    ),
}
"""The measures by name."""
