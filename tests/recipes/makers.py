"""Recipes made for tests, and rows read by them."""

from typing import Any

from tracker.recipes import Copy, Recipe, RowReader, RowResult, parse_recipe
from tracker.tables import TableRow

HOSPITAL = """
name = "hospital"
title = "District hospital"
key = ["Day"]
recognise = { columns = ["Day", "Killed"] }
missing = { words = ["NA", "-1"] }
constants = { conflict = "War of Examples", claimant = "District hospital", affected_party = "People in Raselna", source_url = "https://hospital.example/figures" }
fields = { stated_at = "Day" }
claims = [{ id = "killed", constants = { metric = "killed" }, figure = { value = "Killed" } }]
"""


def a_recipe(figure: str = '{ value = "Killed" }', **changes: Any) -> Recipe:
    """The hospital's recipe with another figure, and whatever else differs, as TOML values."""
    lines = [line for line in HOSPITAL.splitlines() if line.split(" ")[0] not in {"claims", *changes}]
    lines += [f"{name} = {value}" for name, value in changes.items()]
    if "claims" not in changes:
        lines.append(f'claims = [{{ id = "killed", constants = {{ metric = "killed" }}, figure = {figure} }}]')
    return parse_recipe("\n".join(lines))


def read_row(recipe: Recipe, cells: dict[str, Any], **copy: Any) -> RowResult:
    """What a recipe makes of one row; the day is given where the cells do not say it."""
    return RowReader(recipe, Copy(**copy)).read(TableRow(2, {"Day": "2023-01-08"} | cells))
