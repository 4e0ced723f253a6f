"""On which rows of a file its codes stand, kept in little room."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

AT_HAND: Final = 65_536
CODE: Final = "S16"
"""Codes are at most sixteen letters and digits of ASCII."""


class RowsSeen:
    """The rows on which codes stood so far: 24 bytes each, of which a dictionary would take 140."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lately: dict[str, int] = {}
        self._codes = np.array([], CODE)
        self._rows = np.array([], np.int64)

    def add(self, rows: Mapping[str, int]) -> None:
        """Remember on which rows codes stand that were not seen before."""
        self._lately |= rows
        if len(self._lately) >= AT_HAND:
            self._put_in_order()

    def _put_in_order(self) -> None:
        codes = np.array(list(self._lately), CODE)
        order = np.argsort(codes)
        places = np.searchsorted(self._codes, codes[order])
        self._codes = np.insert(self._codes, places, codes[order])
        self._rows = np.insert(self._rows, places, np.array(list(self._lately.values()), np.int64)[order])
        self._lately.clear()

    def rows_of(self, codes: Sequence[str]) -> dict[str, int]:
        """The rows on which those of these codes stand that were seen."""
        found = {code: self._lately[code] for code in codes if code in self._lately}
        if codes and self._codes.size:
            asked = np.array(codes, CODE)
            places = np.minimum(np.searchsorted(self._codes, asked), self._codes.size - 1)
            for which in np.flatnonzero(self._codes[places] == asked).tolist():
                found[codes[which]] = int(self._rows[places[which]])
        return found
