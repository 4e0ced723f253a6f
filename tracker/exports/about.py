"""What every file that leaves says of itself: which view it holds, as of when, and how to cite it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tracker import __version__
from tracker.filters import ClaimFilter

Batch = Mapping[str, Sequence[Any]]
"""The values of each column of some thousand claims."""
LICENCE = (
    "The compilation is published under the MIT licence. The figures and words belong to their claimants and "
    "recorders: credit them, by name and address, as well as this compilation."
)


@dataclass(frozen=True, slots=True)
class About:
    """One view, as a file tells of it."""

    filter_in_words: str
    address: str
    claims: int
    as_of: str
    version: str
    citation: str
    licence: str = LICENCE

    def lines(self) -> list[tuple[str, str]]:
        """Each thing and what it is called."""
        return [
            ("What it is", "Casualty claims in the claimants' own words, with bounds, sources and assessments"),
            ("Filter", self.filter_in_words),
            ("Address of the view", self.address),
            ("Claims", f"{self.claims:,}"),
            ("As of", self.as_of),
            ("Made by", f"casualty-claim tracker {self.version}"),
            ("To cite", self.citation),
            ("Licence", self.licence),
            ("Empty cells", "Not stated. An empty high is open above, never zero."),
        ]


def about_view(wanted: ClaimFilter, claims: int, public_url: str) -> About:
    """What a file of this view says of itself; its claims are those of now."""
    query = wanted.to_query()
    address = f"{public_url}/claims" + (f"?{query}" if query else "")
    now = datetime.now(UTC)
    shown = in_words(wanted)
    citation = (
        f"Casualty claims ({shown}), {claims:,} claims, compiled in the casualty-claim tracker {__version__}, "
        f"as of {as_of_words(wanted)}. {address}"
    )
    # A past state is the same whenever it is asked for, and so is every byte of its files.
    citation += "." if wanted.as_of else f" (accessed {now:%Y-%m-%d})."
    as_of = as_of_words(wanted)
    return About(shown, address, claims, as_of, __version__, citation)


def as_of_words(wanted: ClaimFilter) -> str:
    """The moment a view shows: a past day and what is shown of it, or now."""
    if wanted.as_of is None:
        return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return f"the end of {wanted.as_of} UTC ({wanted.as_of_basis.label.lower()})"


def in_words(wanted: ClaimFilter) -> str:
    """A filter as a reader would say it."""
    parts = []
    defaults = ClaimFilter().model_dump(mode="json")
    for name, value in wanted.model_dump(mode="json").items():
        if value == defaults[name]:
            continue
        values = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(f"{name.replace('_', ' ')}: {values}")
    return "; ".join(parts) or "every claim"
