"""Where the ranges of several claimants lie on one another."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

OPEN: Final = float("inf")
Range = tuple[Any, int, float]
"""Whose it is, its lower end and its upper end; OPEN where it has none."""


def stretches_of_most(ranges: Sequence[Range], claimants: int) -> list[tuple[int, float]]:
    """Whole numbers from and to, each stretch within the ranges of more than half of so many claimants.

    How many cover a number can only change where a range starts and behind where one ends.
    """
    edges = sorted({low for _, low, _ in ranges} | {int(high) + 1 for _, _, high in ranges if high != OPEN})
    stretches: list[tuple[int, float]] = []
    for start, following in zip(edges, [*edges[1:], None], strict=False):
        end = OPEN if following is None else following - 1
        covering = {who for who, low, high in ranges if low <= start <= high}
        if 2 * len(covering) <= claimants:
            continue
        if stretches and stretches[-1][1] == start - 1:
            start = stretches.pop()[0]  # noqa: PLW2901 - one stretch goes on where the one before ended
        stretches.append((start, end))
    return stretches


def widest(stretches: Iterable[tuple[int, float]]) -> tuple[int, float]:
    """The widest of some stretches, and the lowest of those that are equally wide."""
    return max(stretches, key=lambda stretch: (stretch[1] - stretch[0], -stretch[0]))
