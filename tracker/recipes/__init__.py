"""Recipes: small TOML files that say how a foreign file becomes claims. A new format needs a recipe and no Python."""

from tracker.recipes.claims import RowReader, RowResult, code_of, fields_of_the_copy
from tracker.recipes.counting import count_rows
from tracker.recipes.dates import AmbiguousDateError
from tracker.recipes.recipe import OWN, InvalidRecipeError, Recipe, Source, make_recipe, parse_recipe, read_recipe
from tracker.recipes.shelf import UnknownRecipeError, fitting_recipes, named_recipe, read_recipes
from tracker.recipes.values import Copy, UnansweredError

__all__ = [
    "OWN",
    "AmbiguousDateError",
    "Copy",
    "InvalidRecipeError",
    "Recipe",
    "RowReader",
    "RowResult",
    "Source",
    "UnansweredError",
    "UnknownRecipeError",
    "code_of",
    "count_rows",
    "fields_of_the_copy",
    "fitting_recipes",
    "make_recipe",
    "named_recipe",
    "parse_recipe",
    "read_recipe",
    "read_recipes",
]
