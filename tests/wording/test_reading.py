"""What holds for every text: nothing raises, words are kept, bounds and qualifiers go together."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.vocabulary import Metric, Qualifier
from tracker.wording import RULE_VERSION, Wording, half_width, read_wording

UNHURRIED = settings(deadline=None)  # the first reading of a language makes its table ready
COUNTS = st.integers(min_value=2, max_value=10**10)
PIECES = (
    "600 1,300 2.5 -5 20 30 2022 more than at least about nearly up to fewer between and or no none killed",
    "wounded soldiers of the in January hundred thousand dozens several casualties , . ; ( ) - – % $",
    "including not from to possibly более до погибших أكثر من و قتيل יותר מ- plus de mehr als bis keine",
)
WORDS = st.lists(st.sampled_from([word for line in PIECES for word in line.split()]), max_size=14).map(" ".join)

OPEN_ABOVE = {Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.VAGUE}
OPEN_BELOW = {Qualifier.LESS_THAN, Qualifier.UP_TO}
WITHOUT_BOUNDS = {Qualifier.UNREAD, Qualifier.UNQUANTIFIED}
CLOSED = {Qualifier.EXACT, Qualifier.APPROX, Qualifier.NEARLY, Qualifier.RANGE, Qualifier.NONE}


def _is_consistent(reading):
    low, high, stated = reading.low, reading.high, reading.stated_value
    if reading.qualifier in WITHOUT_BOUNDS:
        return low is None and high is None and stated is None
    if reading.qualifier in OPEN_ABOVE:
        return low >= 0 and high is None and (stated is None) == (reading.qualifier is Qualifier.VAGUE)
    if reading.qualifier in OPEN_BELOW:
        return low is None and high >= 0 and stated >= 0
    return reading.qualifier in CLOSED and 0 <= low <= high


@UNHURRIED
@given(st.text())
@example("\x00")
@example("\ud800 600")
@example("½")
@example("600\u0301")
def test_any_text_is_read_without_an_error_and_kept(text):
    reading = read_wording(text)

    assert reading.verbatim == text
    assert reading.rule_version == RULE_VERSION
    assert _is_consistent(reading)


@UNHURRIED
@given(text=WORDS, language=st.sampled_from([None, "en", "ru", "ar", "he", "fr", "de", "xx", "", "-"]))
def test_bounds_go_with_the_qualifier(text, language):
    assert _is_consistent(read_wording(text, language))


@UNHURRIED
@given(text=WORDS, metric=st.sampled_from(list(Metric)))
def test_a_metric_never_breaks_a_reading(text, metric):
    plain = read_wording(text)
    asked = read_wording(text, metric=metric)

    assert _is_consistent(asked)
    assert plain.qualifier is Qualifier.UNREAD or plain == asked


@UNHURRIED
@given(COUNTS)
def test_more_than_starts_one_higher(number):
    for text in (f"more than {number}", f"more than {number:,} people were killed"):
        reading = read_wording(text)
        assert (reading.low, reading.high, reading.stated_value) == (number + 1, None, number)


@UNHURRIED
@given(COUNTS)
def test_grouped_digits_are_the_number(number):
    for mark in (",", " ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"):
        grouped = f"{number:,}".replace(",", mark)
        assert read_wording(grouped).stated_value == number, grouped
    assert read_wording(f"{number:,}".replace(",", "."), "de").stated_value == number


@UNHURRIED
@given(COUNTS)
def test_about_reaches_as_far_up_as_down(number):
    reading = read_wording(f"about {number:,}")

    assert reading.high - number == number - reading.low == half_width(number)


@UNHURRIED
@given(number=COUNTS, zero=st.sampled_from([0x0660, 0x06F0, 0x0966, 0xFF10]))
def test_digits_of_other_scripts_are_the_same_number(number, zero):
    written = str(number).translate({0x30 + digit: zero + digit for digit in range(10)})

    assert read_wording(written).stated_value == number


@UNHURRIED
@given(low=COUNTS, high=COUNTS)
def test_a_range_is_read_unless_its_ends_are_reversed(low, high):
    reading = read_wording(f"between {low:,} and {high:,} people were killed")

    if low <= high:
        assert (reading.qualifier, reading.low, reading.high) == (Qualifier.RANGE, low, high)
    else:
        assert reading.qualifier is Qualifier.UNREAD


INVISIBLE = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD]


@pytest.mark.parametrize("code", INVISIBLE, ids=hex)
def test_invisible_marks_change_nothing_but_are_kept(code):
    text = f"{chr(code)}more{chr(code)} than {chr(code)}6{chr(code)}00{chr(code)}"

    assert read_wording(text) == Wording(text, Qualifier.MORE_THAN, 600, 601, None)


@pytest.mark.parametrize(
    ("text", "low"),
    [("бо\u0301лее 600", 601), ("أَكْثَرُ مِنْ 600", 601), ("أكثـــر من 600", 601), ("לְפָחוֹת 600", 600)],
)
def test_marks_on_letters_change_nothing(text, low):
    assert read_wording(text).low == low


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0", "\u200b", ".", "—"])
def test_nothing_is_unread(text):
    assert read_wording(text) == Wording(text, Qualifier.UNREAD, None, None, None)


HOSTILE = [
    "1",
    "1 ",
    "1,",
    "more than ",
    ">",
    "no ",
    "killed ",
    "six and ",
    "20 or ",
    "\x00",
    "💥",
    "\u202e",
    "ا",
    "و",
]
HOSTILE += ["ein", "-", "a\u0301\u0316", "600 killed, ", "(", "'", "½"]


@pytest.mark.parametrize("length", [5000, 100_000])
@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_long_hostile_text_is_unread(piece, length):
    text = (piece * length)[:length]

    assert read_wording(text).qualifier is Qualifier.UNREAD
    assert read_wording(text).verbatim == text


@pytest.mark.parametrize(
    ("text", "metric", "bounds"),
    [
        ("53 killed and 75 wounded", Metric.WOUNDED, (75, 75)),
        ("killed 40 and wounded 75", Metric.KILLED, (40, 40)),
        ("killed 40 and wounded 75", Metric.CASUALTIES_TOTAL, (None, None)),
        ("killed 40 and wounded 75", Metric.MISSING, (None, None)),
        ("killed 40 and wounded 75", None, (None, None)),
        ("killed around 40 people and injured around 130", Metric.WOUNDED, (125, 135)),
        ("dozens killed and hundreds wounded", Metric.WOUNDED, (100, None)),
        ("no one was killed, 5 wounded", Metric.KILLED, (0, 0)),
        ("6 killed and 6 wounded", Metric.KILLED, (6, 6)),
        ("killed 40 soldiers and 30 civilians", Metric.KILLED, (None, None)),  # two parts of one total
        ("at least 20 Indian and 45 Chinese servicemen dead", Metric.KILLED, (None, None)),
        ("20 killed, 30 missing and 40 captured", Metric.CAPTURED, (40, 40)),
        ("40 dead or missing and 75 wounded", Metric.KILLED_OR_MISSING, (40, 40)),
        ("wounding 75 and killing 40 who died", Metric.KILLED, (None, None)),  # before or behind?
        ("40 загиблих і 75 поранених", Metric.WOUNDED, (75, 75)),
        ("погибли 40, ранены 75", Metric.KILLED, (40, 40)),
        ("مقتل 40 وإصابة 75", Metric.WOUNDED, (75, 75)),
        ("40 הרוגים ו-75 פצועים", Metric.WOUNDED, (75, 75)),
        ("40 morts et 75 blessés", Metric.WOUNDED, (75, 75)),
        ("40 Tote und 75 Verletzte", Metric.KILLED, (40, 40)),
    ],
)
def test_a_metric_says_which_of_several_numbers_is_meant(text, metric, bounds):
    reading = read_wording(text, metric=metric)

    assert (reading.low, reading.high) == bounds


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than about 700", 651, None),
        ("at least about 700", 650, None),
        ("up to about 700", None, 750),
        ("fewer than about 700", None, 749),
        ("at least more than 700", 701, None),
        ("more than 20 to 30", 21, None),
        ("up to 20 to 30", None, 30),
        ("about 20 to 30", 20, 30),
        ("nearly more than 700", None, None),
        ("up to at least 700", None, None),
    ],
)
def test_two_qualifiers_claim_no_more_than_both_do(text, low, high):
    reading = read_wording(text)

    assert (reading.low, reading.high) == (low, high)


def test_a_wording_as_plain_values_keeps_its_order():
    found = read_wording("nearly 700").to_dict()

    assert list(found.items()) == [
        ("verbatim", "nearly 700"),
        ("qualifier", "nearly"),
        ("stated_value", 700),
        ("low", 650),
        ("high", 699),
        ("rule_version", "v1"),
    ]
    assert type(found["qualifier"]) is str
