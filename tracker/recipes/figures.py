"""Where a number stands in a foreign file, turned into a claim's words and bounds."""

from tracker.recipes.recipe import Figure, Missing, Source
from tracker.recipes.values import Cells, Copy, read_count, read_field
from tracker.wording import read_wording

AS_GIVEN = "Low, best and high as the file gives them."
BESIDE_WORDS = "Bounds as the file gives them beside the words."


def read_figure(figure: Figure, cells: Cells, missing: Missing, copy: Copy) -> dict[str, str] | None:
    """The fields of a claim's figure, or None where the file reports none."""
    if figure.words is not None:
        return _of_words(figure, figure.words, cells, missing, copy)
    if figure.value is not None:
        return _of_value(figure, figure.value, cells, missing, copy)
    return _of_bounds(figure, cells, missing, copy)


def _of_words(figure: Figure, words: Source, cells: Cells, missing: Missing, copy: Copy) -> dict[str, str] | None:
    text = read_field("verbatim", words, cells, missing, copy)
    if text is None:
        return None
    if text in figure.none:
        return {"verbatim": "none"}
    bounds = {name: number for name, number in _bounds_beside(figure, cells, missing, copy).items() if number}
    reading = read_wording(text)
    if not bounds or (bounds.get("low"), bounds.get("high")) == (_as_cell(reading.low), _as_cell(reading.high)):
        return {"verbatim": text}
    stated = {} if reading.stated_value is None else {"stated_value": str(reading.stated_value)}
    return {"verbatim": text, "bounds_reason": BESIDE_WORDS, "qualifier": _qualifier_of(bounds)} | stated | bounds


def _bounds_beside(figure: Figure, cells: Cells, missing: Missing, copy: Copy) -> dict[str, str | None]:
    given = {"low": figure.low, "best": figure.best, "high": figure.high}
    found = {name: read_field(name, source, cells, missing, copy) for name, source in given.items() if source}
    return {name: read_count(text) if text else None for name, text in found.items()}


def _qualifier_of(bounds: dict[str, str]) -> str:
    if "low" in bounds and "high" in bounds:
        return "exact" if bounds["low"] == bounds["high"] else "range"
    return "at_least" if "low" in bounds else "up_to"


def _as_cell(bound: int | None) -> str | None:
    return None if bound is None else str(bound)


def _of_value(figure: Figure, value: Source, cells: Cells, missing: Missing, copy: Copy) -> dict[str, str] | None:
    text = read_field("stated_value", value, cells, missing, copy)
    if text is None:
        return None
    if text in figure.none:
        return {"verbatim": "none"}
    number = read_count(text)
    before = read_field("qualifier", figure.qualifier, cells, missing, copy) if figure.qualifier else None
    return {"verbatim": f"{before} {number}" if before else number, "stated_value": number}


def _of_bounds(figure: Figure, cells: Cells, missing: Missing, copy: Copy) -> dict[str, str] | None:
    given = {"low": figure.low, "best": figure.best, "high": figure.high}
    read = {
        name: "0" if text in figure.none else read_count(text)
        for name, source in given.items()
        if source is not None and (text := read_field(name, source, cells, missing, copy)) is not None
    }
    if not read:
        return None
    if set(read) == {"best"}:
        return {"verbatim": read["best"], "stated_value": read["best"]}
    if "best" in read:
        words = ", ".join(f"{name} {number}" for name, number in read.items())
        return read | {"verbatim": words, "stated_value": read["best"], "qualifier": "range", "bounds_reason": AS_GIVEN}
    return _of_low_and_high(read.get("low"), read.get("high"))


def _of_low_and_high(low: str | None, high: str | None) -> dict[str, str]:
    """Words that the rules read as exactly these bounds."""
    if low == high and low is not None:
        return {"verbatim": low, "stated_value": low}
    if high is None:
        return {"verbatim": f"at least {low}"}
    if low is None:
        return {"verbatim": f"up to {high}"}
    words = {"verbatim": f"{low} to {high}", "low": low, "high": high}
    return words if low.isdigit() and high.isdigit() and int(low) < int(high) else words | {"qualifier": "range"}
