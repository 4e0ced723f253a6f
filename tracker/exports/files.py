"""Every format in which claims leave, by the ending of its file."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called, its media type, and the name of its route below /data/."""

    label: str
    media_type: str
    route: str


FORMATS: Final = {
    ".csv": Format("CSV", "text/csv; charset=utf-8", "claims.csv"),
    ".xlsx": Format(
        "Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "claims.xlsx"
    ),
    ".parquet": Format("Parquet", "application/vnd.apache.parquet", "claims.parquet"),
    ".jsonl": Format("JSON Lines", "application/x-ndjson", "claims.jsonl"),
    ".json": Format("ClaimReview JSON-LD of assessed claims", "application/ld+json", "claimreview.json"),
    ".zip": Format("Data package (Frictionless)", "application/zip", "package.zip"),
}
