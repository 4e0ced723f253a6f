"""Frames of what a statement finds."""

from typing import Any, Final

import pandas as pd
from sqlalchemy import Select
from sqlalchemy.orm import Session

COUNTS: Final = (
    "stated_value", "low", "high", "best", "confirmed_low", "confirmed_high", "n_independent_origins",
)  # fmt: skip


def frame_of(session: Session, statement: Select[*tuple[Any, ...]]) -> pd.DataFrame:
    """A frame of a statement's rows; counts are nullable integers, so that empty stays empty."""
    names = list(statement.selected_columns.keys())
    frame = pd.DataFrame([tuple(row) for row in session.execute(statement)], columns=names)
    return frame.astype({name: "Int64" for name in COUNTS if name in frame})
