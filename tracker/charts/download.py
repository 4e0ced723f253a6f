"""The buttons above a picture, and what its download is called."""

import re
from typing import Any, Literal

PictureFormat = Literal["png", "svg"]

UNWANTED_BUTTONS = ("lasso2d", "select2d", "autoScale2d", "toggleSpikelines")


def picture_config(picture_format: PictureFormat = "png", filename: str = "claims") -> dict[str, Any]:
    """The ``config`` of ``st.plotly_chart``: the camera button saves in this format under this name."""
    return {
        "displaylogo": False,
        "responsive": True,
        "modeBarButtonsToRemove": list(UNWANTED_BUTTONS),
        "toImageButtonOptions": {"format": picture_format, "scale": 2, "filename": safe_filename(filename)},
    }


def safe_filename(filename: str) -> str:
    """Letters of any script, digits and hyphens; nothing that a file system could refuse."""
    return re.sub(r"[^\w]+", "-", filename).strip("-")[:80] or "claims"


PICTURE_CONFIG: dict[str, Any] = picture_config(filename="claimed-and-confirmed")
