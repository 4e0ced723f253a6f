"""What became of every row of a file."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from tracker.claims import Problem

MOST_PROBLEMS: Final = 200
MOST_SHOWN: Final = 1_000


class Outcome(StrEnum):
    """What became of one claim of a file."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CONFLICTING = "conflicting"
    DUPLICATE = "duplicate"


MEANINGS: Final = {
    Outcome.NEW: "Not on record yet.",
    Outcome.UNCHANGED: "On record with the same figure.",
    Outcome.CHANGED: "On record from an earlier copy with another figure; the old one stays in the history.",
    Outcome.CONFLICTING: "The same claimant has another figure for the same day and people on record; both are kept.",
    Outcome.DUPLICATE: "The same figure is on record from elsewhere; this address is added to it.",
}


@dataclass(frozen=True, slots=True)
class ClaimOfFile:
    """One claim of a file as a dry run shows it. ``beside`` is the code of what it differs from or repeats."""

    row: int
    code: str
    outcome: Outcome
    day: str
    claimant: str
    metric: str
    verbatim: str
    low: int | None
    high: int | None
    was: str = ""
    beside: str = ""


@dataclass(slots=True)
class ImportReport:
    """What became of every row. rows_read = taken + left out + refused; claims = the sum of the five kinds."""

    recipe: str = "own"
    rows_read: int = 0
    rows_taken: int = 0
    rows_left_out: int = 0
    rows_refused: int = 0
    claims: int = 0
    new: int = 0
    unchanged: int = 0
    changed: int = 0
    conflicting: int = 0
    duplicate: int = 0
    problems: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """How many rows each rule left out."""
    shown: list[ClaimOfFile] = field(default_factory=list)
    """The first claims of the file that are not simply unchanged, and what became of each."""
    vanished: list[dict[str, Any]] = field(default_factory=list)
    """Claims of the last copy of the file that this one lacks; they stay on record."""
    vanished_count: int = 0
    notes: list[str] = field(default_factory=list)
    batch: str = ""
    """The code under which the file was recorded, '' when nothing was."""

    def to_dict(self) -> dict[str, Any]:
        """The account under the names the command prints."""
        names = ("recipe", "rows_read", "rows_taken", "rows_left_out", "rows_refused", "claims")
        return {name: getattr(self, name) for name in (*names, *(kind.value for kind in Outcome), "problems")}

    def refuse(self, number: int, *problems: Problem | str, what: str = "") -> None:
        """Count a row that is not taken and keep a sentence for each of its faults; ``what`` names its record."""
        self.rows_refused += 1
        if len(self.problems) < MOST_PROBLEMS:
            row = f"row {number} ({what})" if what else f"row {number}"
            self.problems += [f"{row}: {problem}" for problem in problems]

    def leave_out(self, rule: str) -> None:
        """Count a row that a rule leaves out."""
        self.rows_left_out += 1
        self.left_out[rule] += 1

    def count(self, claim: ClaimOfFile) -> None:
        """Count a claim of the file under what became of it."""
        self.claims += 1
        setattr(self, claim.outcome.value, getattr(self, claim.outcome.value) + 1)
        if len(self.shown) < MOST_SHOWN and claim.outcome is not Outcome.UNCHANGED:
            self.shown.append(claim)

    def count_nothing_as_recorded(self) -> None:
        """A file with faults leaves the ledger as it was, whatever its good rows hold."""
        self.claims = self.new = self.unchanged = self.changed = self.conflicting = self.duplicate = 0
