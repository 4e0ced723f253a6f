"""What the docs say exists, and what exists is in the docs."""

from pathlib import Path

import pytest

from tracker.command_line import app
from tracker.data_dictionary import columns
from tracker.filters import PARAMETERS
from tracker.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_readme(name):
    assert f"`TRACKER_{name.upper()}`" in README


def test_every_command_is_in_the_readme():
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]

    assert names
    for name in names:
        assert f"`python -m tracker {name}" in README


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_of_an_address_is_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize(
    "path", ["/data/claims.csv", "/data/claims.json", "/data/series.csv", "/data/dictionary.json", "/healthz"]
)
def test_every_route_is_in_the_readme(path):
    assert f"`{path}`" in README


def test_the_written_dictionary_is_the_one_the_product_has():
    written = (PROJECT / "docs" / "data_dictionary.md").read_text(encoding="utf-8")

    for column in columns():
        assert f"| `{column['name']}` | {column['kind']} |" in written
        assert column["meaning"] in written


def test_every_place_in_the_architecture_exists():
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tree = text.split("```")[1]
    named = [line.split()[0] for line in tree.splitlines() if line.strip()]
    folders = {"store": "tracker/store", "series": "tracker/series", "tracker": "tracker"}
    for name in named:
        places = [PROJECT / name, *(PROJECT / folder / name for folder in folders.values())]
        assert any(place.exists() for place in places), name
