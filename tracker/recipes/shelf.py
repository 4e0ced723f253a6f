"""The recipes there are: those that ship, and those that were made here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tracker.csv_files import InvalidFileError
from tracker.recipes.recipe import InvalidRecipeError, Recipe, read_recipe
from tracker.recipes.values import as_text
from tracker.tables import Layout, find_kind, open_table


class UnknownRecipeError(ValueError):
    """There is no recipe of this name."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A recipe that a file looks made for; the more it asks of a file, the better it fits."""

    recipe: Recipe
    score: tuple[int, int, int]


def read_recipes(folders: Iterable[Path]) -> dict[str, Recipe]:
    """Every recipe of these folders by its name; a later folder's goes before an earlier one's.

    Raises InvalidRecipeError naming the file, also for a recipe whose name is not its file's.
    """
    found: dict[str, Recipe] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            recipe = read_recipe(path)
            if recipe.name != path.stem:
                raise InvalidRecipeError([f"{path.name}: its name is {recipe.name}; name and file must agree"])
            found[recipe.name] = recipe
    return found


def named_recipe(name: str, recipes: dict[str, Recipe]) -> Recipe:
    """The recipe of this name. Raises UnknownRecipeError with the names there are."""
    if name not in recipes:
        raise UnknownRecipeError(f'there is no recipe "{name}"; there are own, {", ".join(sorted(recipes))}')
    return recipes[name]


def fitting_recipes(path: Path, file_name: str, recipes: Iterable[Recipe]) -> list[Recipe]:
    """The recipes that a file looks made for: of several only those that ask most of it."""
    kind = find_kind(path)
    seen: dict[Layout, dict[str, Any] | None] = {}
    fits = []
    for recipe in recipes:
        if recipe.file.kind not in (None, kind) or not _is_named_so(recipe, file_name):
            continue
        layout = recipe.file.layout()
        if layout not in seen:
            seen[layout] = _first_of(path, layout)
        first = seen[layout]
        if first is not None and _looks_so(recipe, first):
            fits.append(Fit(recipe, _score(recipe)))
    best = max((fit.score for fit in fits), default=None)
    return [fit.recipe for fit in fits if fit.score == best]


def _is_named_so(recipe: Recipe, file_name: str) -> bool:
    wanted = recipe.recognise.file_name
    return wanted is None or re.search(wanted, file_name) is not None


def _first_of(path: Path, layout: Layout) -> dict[str, Any] | None:
    """Every column of a file laid out so, with its first cells; None where it is not."""
    try:
        table = open_table(path, layout)
        first = next(islice(table.rows, 1), None)
    except InvalidFileError:
        return None
    return dict.fromkeys(table.columns) | (first.cells if first else {})


def _looks_so(recipe: Recipe, first: dict[str, Any]) -> bool:
    wanted = recipe.recognise
    if not first.keys() >= set(wanted.columns) or not first.keys().isdisjoint(wanted.not_columns):
        return False
    return all(re.search(pattern, as_text(first.get(name))) for name, pattern in wanted.cells.items())


def _score(recipe: Recipe) -> tuple[int, int, int]:
    wanted = recipe.recognise
    return wanted.file_name is not None, len(wanted.cells), len(wanted.columns)
