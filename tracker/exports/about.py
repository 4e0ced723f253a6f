"""What every file that leaves says of itself: which view it holds, as of when, and how to cite it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from tracker import __version__
from tracker.exports.citing import LICENCE, Content, Credits, as_of_words, cite, filter_in_words, policy_in_words
from tracker.filters import ClaimFilter

Batch = Mapping[str, Sequence[Any]]
"""The values of each column of some thousand claims."""


@dataclass(frozen=True, slots=True)
class About:
    """One view, as a file tells of it. ``moment`` is when a file of the present was made, or the past that is shown."""

    filter_in_words: str
    address: str
    claims: int
    as_of: str
    version: str
    citation: str
    axis: str = ""
    policy: str = ""
    content: str = ""
    moment: datetime | None = None
    licence: str = LICENCE

    def lines(self) -> list[tuple[str, str]]:
        """Each thing and what it is called."""
        return [
            ("What it is", "Casualty claims in the claimants' own words, with bounds, sources and assessments"),
            ("Filter", self.filter_in_words),
            ("Dates", self.axis),
            ("Selection policy", self.policy),
            ("Address of the view", self.address),
            ("Claims", f"{self.claims:,}"),
            ("As of", self.as_of),
            ("Made by", f"casualty-claim tracker {self.version}"),
            ("Content", self.content),
            ("To cite", self.citation),
            ("Licence", self.licence),
            ("Empty cells", "Not stated. An empty high is open above, never zero."),
        ]


def about_view(
    wanted: ClaimFilter,
    claims: int,
    public_url: str,
    *,
    credited: Credits | None = None,
    content: Content | None = None,
) -> About:
    """What a file of this view says of itself; ``content`` is that of the same claims as CSV."""
    query = wanted.to_query()
    address = f"{public_url}/claims" + (f"?{query}" if query else "")
    return About(
        filter_in_words=filter_in_words(wanted),
        address=address,
        claims=claims,
        as_of=as_of_words(wanted),
        version=__version__,
        citation=cite(wanted, address, credited=credited.in_words if credited else "", content=content),
        axis=wanted.axis.label,
        policy=policy_in_words(wanted),
        content=f"The same claims as {content.in_words}" if content else "",
        moment=datetime.combine(wanted.as_of, time.max, UTC) if wanted.as_of else datetime.now(UTC),
    )
