"""How a view is cited: one function makes the words for every chart, table and file.

They name whose figures it holds, what was chosen, as of when, and the content by its hash, so that a reader can tell
whether a copy is the one that was cited.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from tracker import __version__
from tracker.filters import ClaimFilter

LICENCE: Final = (
    "The compilation is published under the MIT licence. The figures and words belong to their claimants and "
    "recorders: credit them, by name and address, as well as this compilation."
)
SHORT_HASH: Final = 16
MOST_NAMED: Final = 8
SAID_APART: Final = ("axis", "as_of", "as_of_basis", "policy")


@dataclass(frozen=True, slots=True)
class Credits:
    """Whose figures a view holds: claimants, and recorders whose counts stand on a confirmed line."""

    claimed: Sequence[str] = ()
    confirmed: Sequence[str] = ()

    @property
    def both(self) -> tuple[Sequence[str], Sequence[str]]:
        """Claimants, and recorders."""
        return self.claimed, self.confirmed

    @property
    def in_words(self) -> str:
        """Their names, as in 'Claimed: A; B. Confirmed: R'; '' where nobody is named."""
        kinds = (("Claimed", self.claimed), ("Confirmed", self.confirmed))
        return " ".join(f"{what}: {_few(list(dict.fromkeys(names)))}." for what, names in kinds if names)


@dataclass(frozen=True, slots=True)
class Content:
    """What a file or table holds: its name, its rows without the header, and the SHA-256 of its bytes as CSV."""

    name: str
    rows: int
    sha256: str

    @property
    def in_words(self) -> str:
        """'series.csv, 120 rows, sha256 0123456789abcdef'."""
        return f"{self.name}, {self.rows:,} row{'' if self.rows == 1 else 's'}, sha256 {self.sha256[:SHORT_HASH]}"


def content_of(name: str, pieces: Iterable[str]) -> Content:
    """The content of a CSV that comes in pieces; its rows end in line breaks outside of quotes."""
    digest, lines, is_quoted = hashlib.sha256(), 0, False
    for piece in pieces:
        digest.update(piece.encode())
        for place, part in enumerate(piece.split('"')):
            is_quoted = is_quoted if place == 0 else not is_quoted
            lines += 0 if is_quoted else part.count("\n")
    return Content(name, max(0, lines - 1), digest.hexdigest())


def cite(wanted: ClaimFilter, address: str, *, credited: str, content: Content | None = None) -> str:
    """The words to cite a view by; ``credited`` is ``Credits.in_words``.

    Those of a past state are the same whenever they are asked for.
    """
    accessed = "" if wanted.as_of else f" (accessed {datetime.now(UTC):%Y-%m-%d})"
    parts = [
        credited or "Casualty claims.",
        f"Filter: {filter_in_words(wanted)}. Dates: {wanted.axis.label.lower()}. "
        f"Selection policy: {policy_in_words(wanted)}.",
        f"Compiled in the casualty-claim tracker, version {__version__}, as of {as_of_words(wanted)}.",
        f"Content: {content.in_words}." if content else "",
        f"{address}{accessed}.",
        LICENCE,
    ]
    return " ".join(part for part in parts if part)


def citation_record(
    wanted: ClaimFilter, credited: Credits, files: Sequence[Content], public_url: str
) -> dict[str, Any]:
    """How to cite the files of a view, as JSON holds it."""
    query = wanted.to_query()
    after = f"?{query}" if query else ""
    addresses = {found.name: f"{public_url}/data/{found.name}{after}" for found in files}
    return {
        "citation": {
            found.name: cite(wanted, addresses[found.name], credited=credited.in_words, content=found)
            for found in files
        },
        "claimed": list(credited.claimed),
        "confirmed": list(credited.confirmed),
        "filter": filter_in_words(wanted),
        "axis": wanted.axis.value,
        "policy": wanted.policy,
        "as_of": as_of_words(wanted),
        "version": __version__,
        "address": f"{public_url}/{after}",
        "files": [asdict(found) | {"address": addresses[found.name]} for found in files],
        "licence": LICENCE,
    }


def policy_in_words(wanted: ClaimFilter) -> str:
    """The selection policy as it stands under a chart: 'envelope', 'one claimant, Ministry A'."""
    words = wanted.policy_kind.label.lower()
    return f"{words}, {wanted.policy_claimant}" if wanted.policy_claimant else words


def as_of_words(wanted: ClaimFilter) -> str:
    """The moment a view shows: a past day and what is shown of it, or now."""
    if wanted.as_of is None:
        return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return f"the end of {wanted.as_of} UTC ({wanted.as_of_basis.label.lower()})"


def past_words(wanted: ClaimFilter) -> str:
    """'As of the end of 10 January 2023 (UTC): what had been said by then'; '' for the present."""
    day = wanted.as_of
    if day is None:
        return ""
    what = {"stated": "what had been said by then", "recorded": "what was on record here by then"}
    return f"As of the end of {day.day} {day:%B %Y} (UTC): {what[wanted.as_of_basis.value]}"


def past_in_short(wanted: ClaimFilter) -> str:
    """'As of 10 January 2023, as stated by then', as it stands on an axis; '' for the present."""
    day = wanted.as_of
    return f"As of {day.day} {day:%B %Y}, {wanted.as_of_basis.label.lower()}" if day else ""


def filter_in_words(wanted: ClaimFilter) -> str:
    """A filter as a reader would say it, without what is said beside it: axis, as-of and policy."""
    defaults = ClaimFilter().model_dump(mode="json")
    parts = []
    for name, value in wanted.model_dump(mode="json").items():
        if value == defaults[name] or name in SAID_APART:
            continue
        values = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(f"{name.replace('_', ' ')}: {values}")
    return "; ".join(parts) or "every claim"


def _few(names: list[str]) -> str:
    shown = "; ".join(names[:MOST_NAMED])
    return f"{shown}; and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else shown
