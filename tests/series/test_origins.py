"""Origins, not links: what relays one speaker is one origin."""

import pytest

from tracker import series


def source(role, publisher=None, url=None):
    return {"role": role, "publisher": publisher, "url": url}


@pytest.mark.parametrize(
    ("sources", "origins"),
    [
        ([], 0),
        ([source("origin", "Ministry A")], 1),
        ([source("origin", "Ministry A"), *(source("relay", f"Paper {n}") for n in range(10))], 1),
        ([source("relay", f"Paper {n}") for n in range(10)], 1),
        ([source("relay", "Paper"), source("corroborates", "Recorder R")], 2),
        ([source("corroborates", "Recorder R"), source("corroborates", " recorder  r")], 1),
        ([source("origin", "Ministry A"), source("corroborates", "Ministry A")], 1),
        ([source("origin", "Ministry A"), source("contradicts", "B"), source("context", "C")], 1),
        ([source("corroborates", url="https://www.example.org/a"), source("corroborates", url="https://example.org/b")], 1),
        ([source("corroborates", url="https://t.me/one/1"), source("corroborates", url="https://t.me/two/1")], 2),
    ],
)  # fmt: skip
def test_origins_are_counted_not_links(sources, origins):
    assert series.independent_origins(sources) == origins
