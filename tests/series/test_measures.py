"""Measures against values worked out by hand, by other software, or by another route."""

from datetime import date
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.series.makers import by_hand, said
from tracker import series
from tracker.series.definitions import MEASURES
from tracker.series.measures import may_be_half_confirmed, revised_by

# Time to confirmation


def test_the_median_counts_those_still_waiting():
    # Of 8 claims 3 are confirmed on day 1 (5/8 wait on), 1 on day 2 (4/8): half by day 2.
    found = series.lag_to_confirmation([1, 2, 3, 4, 5], [True, True, False, True, False], [3, 1, 2, 1, 1])
    assert (found.n, found.confirmed, found.median) == (8, 5, 2)
    assert [round(share, 3) for share in found.curve["unconfirmed"]] == [1, 0.625, 0.5, 0.5, 0.25, 0.25]
    assert list(found.curve["at_risk"]) == [8, 8, 5, 4, 2, 1]
    assert (found.low, found.high) == (1, None)


def test_the_curve_is_that_of_freireichs_remission_times():
    # Freireich et al. 1963, group 6-MP: the textbook example; median 23 weeks, its 95 % interval (log-log) starts at 13 and is open.
    times = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = series.lag_to_confirmation(times, [True] * 9 + [False] * 12)
    shares = dict(zip(found.curve["days"], found.curve["unconfirmed"].round(3), strict=True))
    assert [shares[week] for week in (6, 7, 10, 13, 16, 22, 23)] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (found.median, found.low, found.high) == (23, 13, None)


def test_where_fewer_than_half_are_confirmed_there_is_no_median():
    found = series.lag_to_confirmation([3, 400, 400], [True, False, False])
    assert (found.n, found.confirmed, found.median, found.high) == (3, 1, None, None)


def test_what_was_confirmed_before_it_was_stated_took_no_days():
    found = series.lag_to_confirmation([-5, -1, 0], [True, True, True])
    assert (found.median, found.curve["days"].min()) == (0, 0)


@pytest.mark.parametrize("observed", [[], [False, False]])
def test_nothing_confirmed_and_nothing_at_all_have_no_median(observed):
    found = series.lag_to_confirmation([10] * len(observed), observed)
    assert (found.n, found.confirmed, found.median, found.low, found.high) == (len(observed), 0, None, None, None)
    assert list(found.curve) == ["days", "unconfirmed", "low", "high", "at_risk"]


def test_lists_of_different_length_are_refused():
    with pytest.raises(ValueError, match="zip"):
        series.lag_to_confirmation([1, 2], [True])


waits = st.lists(st.tuples(st.integers(-3, 50), st.booleans(), st.integers(0, 4)), min_size=1, max_size=12)


@given(waits)
def test_a_weight_stands_for_so_many_claims(found):
    grouped = series.lag_to_confirmation(*zip(*found, strict=True))
    single = [(days, seen) for days, seen, count in found for _ in range(count)]
    one_by_one = series.lag_to_confirmation([days for days, _ in single], [seen for _, seen in single])
    assert (grouped.n, grouped.confirmed) == (one_by_one.n, one_by_one.confirmed)
    assert (grouped.median, grouped.low, grouped.high) == (one_by_one.median, one_by_one.low, one_by_one.high)


# Shares


@given(st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_interval_is_wilsons(pair):
    from scipy.stats import binomtest

    count, total = pair
    found = series.share_of(count, total)
    expected = binomtest(count, total).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_known_intervals():
    found = series.share_of(0, 10)
    assert (found.share, found.low, round(found.high, 4)) == (0, 0, 0.2775)
    assert series.share_of(0, 0).share is None


@pytest.mark.parametrize(("count", "total"), [(-1, 3), (4, 3)])
def test_more_than_all_is_no_share(count, total):
    with pytest.raises(ValueError, match="is no share"):
        series.share_of(count, total)


def test_a_curve_left_out_would_not_come_down_to_a_half():
    chance, left_out = Random(11), 0  # noqa: S311 - no secrets
    for _ in range(300):
        often = chance.choice((0.02, 0.1, 0.3, 0.6))
        waits = [
            (chance.randrange(40), True) if chance.random() < often else (chance.randrange(200), False)
            for _ in range(chance.choice((5, 30, 200)))
        ]
        slowest = max((days for days, is_confirmed in waits if is_confirmed), default=0)
        confirmed = sum(is_confirmed for _, is_confirmed in waits)
        recent = sum(days < slowest for days, is_confirmed in waits if not is_confirmed)
        lag = series.lag_to_confirmation(*zip(*waits, strict=True))
        if not may_be_half_confirmed(len(waits), confirmed, recent):
            left_out += 1
            assert (lag.median, lag.low, lag.high) == (None, None, None)
    assert left_out > 50


# Revisions


def test_a_revision_is_the_last_minus_the_first_along_its_chain():
    frame = by_hand(said(1_400, 10), said(1_390, 12), said(1_350, 15), said(20, 2), said(25, 3), said(7, 4), said(9, 9))
    relations = [
        ("c1", "c0", "revises"),
        ("c2", "c1", "corrects"),
        ("c4", "c3", "revises"),
        ("c6", "c5", "updates_cumulative"),
    ]
    revisions = series.revisions_of(frame, relations)
    assert [(found.first_code, found.last_code, found.size, found.claims) for found in revisions] == [
        ("c0", "c2", -50, 3),
        ("c3", "c4", 5, 2),
    ]
    (sizes,) = series.revision_sizes(revisions)
    assert (sizes.chains, sizes.up, sizes.down, sizes.unchanged) == (2, 1, 1, 0)
    assert (sizes.median, sizes.lowest, sizes.highest) == (-22.5, -50, 5)


def test_revisions_are_told_by_claimant_and_direction():
    own = {"direction": "own_losses"}
    frame = by_hand(said(1, 1, **own), said(2, 2, **own), said(5, 1, claimant="B"), said(5, 2, claimant="B"))
    frame = frame.astype({"direction": object}).where(frame.notna(), None)
    sizes = series.revision_sizes(series.revisions_of(frame, [("c1", "c0", "revises"), ("c3", "c2", "corrects")]))
    assert [(found.claimant, found.direction, found.median) for found in sizes] == [
        ("A", "own_losses", 1),
        ("B", None, 0),
    ]


def test_unlike_figures_and_words_without_a_number_are_no_revision():
    frame = by_hand(said(1, 1), said(9, 2, metric="wounded"), said(None, 3), said(4, 4, claimant="B"))
    relations = [("c1", "c0", "corrects"), ("c2", "c0", "revises"), ("c3", "c0", "revises"), ("c9", "c0", "revises")]
    assert series.revisions_of(frame, relations) == []
    assert series.revision_sizes([]) == []


def test_chains_keep_the_order_of_the_claims_whichever_relation_came_first():
    chance = Random(3)  # noqa: S311 - no secrets
    frame = by_hand(*(said(number, 1 + number % 28) for number in range(120)))
    pairs = [(number, number - chance.randrange(1, 9)) for number in range(120) if chance.random() < 0.5]
    relations = [(f"c{later}", f"c{earlier}", "revises") for later, earlier in pairs if earlier >= 0]
    chance.shuffle(relations)
    apart = {code: {code} for code in frame["code"]}
    for later, earlier, _ in relations:
        both = apart[later] | apart[earlier]
        apart |= dict.fromkeys(both, both)
    expected = [
        [code for code in frame["code"] if code in chain]
        for chain in {id(chain): chain for chain in apart.values() if len(chain) > 1}.values()
    ]
    found = series.revisions_of(frame, relations)
    assert len(found) == len(expected) > 10
    assert {one.claims for one in found} == {len(chain) for chain in expected}
    days = dict(zip(frame["code"], zip(frame["stated_at"], frame["position"], strict=True), strict=True))
    assert [(one.first_code, one.last_code) for one in found] == [
        (min(chain, key=days.get), max(chain, key=days.get)) for chain in expected
    ]
    sizes = revised_by(as_read(frame, relations))
    assert {who: sorted(found) for who, found in sizes.items()} == {"A": sorted(one.size for one in found)}


def as_read(frame, relations):
    """The relations as the store tells them: with the day, the number and the figure of each claim."""
    rows = {row["code"]: (row["stated_at"], row["position"], int(row["stated_value"])) for _, row in frame.iterrows()}
    return [("A", rows[later], rows[earlier]) for later, earlier, _ in relations]


class Sought(int):
    """A number that counts how often it was looked for."""

    times = 0

    def __hash__(self):
        Sought.times += 1
        return super().__hash__()


def test_many_claims_restated_take_no_steps_that_grow_with_their_square():
    many = 20_000
    stated = [(date(2024, 3, 1), Sought(number), number) for number in range(3 * many)]
    pairs = [("A", stated[number + many], stated[number]) for number in range(many)]
    Sought.times = 0
    assert revised_by(pairs) == {"A": [many] * many}
    assert many < Sought.times < 50 * many
    pairs += [("A", stated[number + 2 * many], stated[number + many]) for number in range(many)]
    Sought.times = 0
    assert revised_by(pairs) == {"A": [2 * many] * many}
    assert 2 * many < Sought.times < 100 * many


# Round numbers


def exact_numbers(values, qualifier="exact"):
    return pd.DataFrame({"stated_value": pd.array(values, dtype="Int64"), "qualifier": qualifier})


def test_last_digits_are_counted_from_fifty_exact_numbers_on():
    found = series.round_numbers(exact_numbers(list(range(100))))
    assert (found.claims, found.last_digits, found.round.share) == (100, (10,) * 10, 0.2)
    assert series.round_numbers(exact_numbers([10] * 49)) is None
    assert series.round_numbers(exact_numbers([10] * 50)).round.share == 1


def test_what_is_not_stated_exactly_says_nothing_about_last_digits():
    numbers = pd.concat([exact_numbers([11] * 50), exact_numbers([600] * 99, "approx"), exact_numbers([None] * 9)])
    assert series.round_numbers(numbers).last_digits == (0, 50, *[0] * 8)


# Ratios


def test_ratios_are_those_of_sums_and_never_averaged():
    found = series.ratio_of_sums([(1_000, 500), (10, 1), (None, 4), (7, None), (5, 0)])
    assert (found.n, found.left_out, found.claimed, found.confirmed) == (3, 2, 1_015, 501)
    assert (found.ratio, found.share) == (1_015 / 501, 501 / 1_015)


@pytest.mark.parametrize(("pairs", "ratio", "share"), [([], None, None), ([(5, 0)], None, 0), ([(0, 5)], 0, None)])
def test_ratio_and_share_are_undefined_at_zero(pairs, ratio, share):
    found = series.ratio_of_sums(pairs)
    assert (found.ratio, found.share) == (ratio, share)


# What they mean

JUDGING = {
    "admitted",
    "confessed",
    "boasted",
    "propaganda",
    "only",
    "just",
    "merely",
    "inflated",
    "lie",
    "lying",
    "fake",
}


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_a_title_a_definition_and_a_trap_in_neutral_words(name):
    measure = MEASURES[name]
    for text in (measure.title + ".", measure.definition, measure.trap):
        assert text.endswith(".")
        assert not JUDGING & set(text.lower().replace(".", "").replace(",", "").split())


def test_a_lag_starts_on_the_day_of_the_statement():
    stated, confirmed = date(2024, 3, 1), date(2024, 3, 15)
    assert series.lag_to_confirmation([(confirmed - stated).days], [True]).median == 14


def test_a_curve_without_a_confirmation_is_the_level_one_that_fitting_would_give():
    from lifelines import KaplanMeierFitter

    days, counts = [3.0, 0.0, 3.0, 9.0], [2, 1, 1, 4]
    fitted = KaplanMeierFitter().fit(days, [False] * 4, weights=counts)
    curve = series.lag_to_confirmation(days, [False] * 4, counts).curve

    assert list(curve["days"]) == list(fitted.survival_function_.index)
    assert list(curve["unconfirmed"]) == list(fitted.survival_function_.iloc[:, 0])
    assert list(curve["at_risk"]) == list(fitted.event_table["at_risk"])
    assert list(curve["low"]) == list(fitted.confidence_interval_.iloc[:, 0])
