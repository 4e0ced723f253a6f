"""The width of 'about' and how bounds are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.wording import bounds_in_words, half_width


@pytest.mark.parametrize(
    ("number", "width"),
    [(0, 1), (1, 1), (5, 1), (20, 1), (30, 2), (100, 5), (650, 25), (700, 50), (5000, 500), (17_000, 500)],
)
def test_half_width_is_half_the_round_step(number, width):
    assert half_width(number) == width


@given(st.integers(min_value=0, max_value=10**10))
def test_half_width_is_positive_and_at_most_a_tenth_and_one(number):
    assert 1 <= half_width(number) <= number / 10 + 1


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (20, 30, "20-30"),
        (601, None, "601+"),
        (1300, None, "1,300+"),
        (None, 30, "up to 30"),
        (None, 30_000, "up to 30,000"),
        (0, 0, "none"),
        (None, None, "not quantified"),
        (5, 5, "5"),
        (12_000, 14_000, "12,000-14,000"),
        (0, 3, "0-3"),
        (0, None, "0+"),
    ],
)
def test_bounds_are_printed(low, high, words):
    assert bounds_in_words(low, high) == words
