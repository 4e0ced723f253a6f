"""What a line and a mark look like. The same rules hold for every party; colour never says anything alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tracker.series import Line
from tracker.vocabulary import SeriesKind, VerificationStatus

OKABE_ITO: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
NEUTRAL: Final = "#888888"
SHADE: Final = "rgba(136,136,136,0.16)"

CLAIMED_DASHES: Final = ("dot", "dashdot", "longdashdot")
STALE_DASH: Final = "dash"
ESTIMATE_DASH: Final = "longdash"


class Symbol(NamedTuple):
    """A mark in the plot and the character that stands for it in the key."""

    mark: str
    glyph: str


STATUS_SYMBOLS: Final[dict[str, Symbol]] = {
    VerificationStatus.UNASSESSED: Symbol("circle-open", "○"),
    VerificationStatus.UNVERIFIED: Symbol("circle", "●"),
    VerificationStatus.PARTIALLY_CONFIRMED: Symbol("diamond-open-dot", "◈"),
    VerificationStatus.CONFIRMED: Symbol("square", "■"),
    VerificationStatus.DISPUTED: Symbol("x", "✕"),
    VerificationStatus.REFUTED: Symbol("triangle-down", "▼"),
    VerificationStatus.INCONCLUSIVE: Symbol("asterisk-open", "✳\ufe0e"),
}
FLOOR_SYMBOL: Final = "circle"
ESTIMATE_SYMBOL: Final = "line-ew-open"

MARK_SIZE: Final = 9
CROWDED: Final = 120
"""From so many marks on a line, each is drawn smaller."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one line is drawn."""

    colour: str
    dash: str
    width: float
    stroke: str

    def faded(self, opacity: float) -> str:
        """The colour, see-through."""
        red, green, blue = (int(self.colour[at : at + 2], 16) for at in (1, 3, 5))
        return f"rgba({red},{green},{blue},{opacity})"


def looks_of(lines: Sequence[Line]) -> list[Look]:
    """A look for each line: a colour an actor, a dash a kind, other dashes for more claims in it."""
    actors = list(dict.fromkeys(line.actor for line in lines))
    claimed: Counter[str] = Counter()
    looks = []
    for line in lines:
        colour = OKABE_ITO[actors.index(line.actor) % len(OKABE_ITO)]
        looks.append(_look(line.kind, colour, claimed[colour]))
        claimed[colour] += line.kind is SeriesKind.CLAIMED
    return looks


def _look(kind: SeriesKind, colour: str, earlier: int) -> Look:
    if kind is SeriesKind.CONFIRMED:
        return Look(colour, "solid", 3, "━━")
    if kind is SeriesKind.ESTIMATED:
        return Look(colour, ESTIMATE_DASH, 1.2, "╌╌")
    return Look(colour, CLAIMED_DASHES[earlier % len(CLAIMED_DASHES)], 1.8, "┈┈")


def symbol_of(kind: SeriesKind, status: str) -> str:
    """The mark of a claim. A floor and an estimate have one of their own."""
    if kind is SeriesKind.CONFIRMED:
        return FLOOR_SYMBOL
    if kind is SeriesKind.ESTIMATED:
        return ESTIMATE_SYMBOL
    symbol = STATUS_SYMBOLS.get(status)
    return symbol.mark if symbol else FLOOR_SYMBOL


def mark_size(kind: SeriesKind, marks: int) -> float:
    """The size of the marks of a line with so many of them, in pixels."""
    size = 6 if kind is SeriesKind.CONFIRMED else MARK_SIZE
    return size if marks < CROWDED else size * 0.6
