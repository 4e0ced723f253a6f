"""Which figure of a sentence counts the people: dates, labels, units and shares are told from counts here.

The patterns are written in the letters of ``Role`` and look at what stands before and behind a figure. Where
two figures could be meant, or one may be something else, nothing is read.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.figures import HARM, OBSERVATION, Figure, figures
from tracker.wording.items import Item
from tracker.wording.language import Language, Role
from tracker.wording.rules import NOBODY, UNQUANTIFIED, UNREAD, Reading, vague

LATEST_HOUR = 24
LAST_DAY = 31
YEARS = range(1900, 2101)
WINDOW = 12

UNIT_BEHIND = re.compile(r"-?[wWyRX]{0,3}[u%$]|O[qf]{0,2}[wW]{0,2}u")
MONTH_BEHIND = re.compile(r"-?[O.]?m")
MONTH_BEFORE = re.compile(r"m$")
LABEL_BEFORE = re.compile(r"l-?$|\$$")
YEAR_BEFORE = re.compile(r"[imu]c?$|i[wqf]$|m[n#]w?c?$")
OF_BEFORE = re.compile(r"O$")
AT_BEFORE = re.compile(r"@$")
CHANGED_BEFORE = re.compile(r"r[^.nv!c]{0,3}$")
BLOCKED_BEFORE = re.compile(
    r"""
      %[qfO]{0,2}$                                 # half of 600
    | g[^.nvb!]{0,8}$ | [zZ][wWfqP]{0,2}$          # not, no
    | [zZ][wWfypq]{0,3}[RX][^.nvb!]{0,8}$          # no evidence that 600
    | [eo]$                                        # or 600, between 600
    | [pPW]c?&[fq]{0,2}$                           # his wife and four children
    """,
    re.VERBOSE,
)
LOOSE_BEFORE = re.compile(r"q[wWfcOt]{1,3}$")
LOOSE_BEHIND = re.compile(r"[wWPp]{0,2}q(?!q{0,3}[nv!])")
"""A qualifier that is not part of the figure beside it: 'more than, say, 600', '600 more than last year'."""
PEOPLE_BEFORE = re.compile(r"P$")
NOUN_BEHIND = re.compile(rf"-?[wW]{{0,2}}(?:[Pp]|{HARM})")
AFTER_DAY = re.compile(rf"-?[wW]{{0,2}}[Pp]|{HARM}(?![^nv.]{{0,5}}[nv])")
"""What makes the number behind a month doubtful: 'March 20 soldiers', 'March 20 died'."""
SAFE_BEHIND = re.compile(rf"-?[wWPpfk]{{0,5}}h(?![^nv.c]{{0,4}}{HARM})")
ONE_BEHIND = re.compile(rf"-?[wW]{{0,2}}[Pp]|-?{HARM}")
PEOPLE_BEHIND = re.compile(rf"-?[^nv!.&bzZce]{{0,8}}?(?:[Pp]|{HARM})")
HARM_BEFORE = re.compile(rf"{HARM}[^nv!.&bi]{{0,6}}$")
THING_BEHIND = re.compile(r"-?[wWlue%$!n#]")
MORE_BEHIND = re.compile(r"[wW]{0,2}P&[fq]{0,2}[wW]?p")
NAME_OR_LIST_BEHIND = re.compile(r"W|[wf]{1,2}[&c]{1,2}q{0,4}n")
"""'20 Moldovan and 45 foreign fighters': the first number may count what the second one does."""
DOING_SOMETHING = re.compile(r"n[wW]{0,2}[Pp]k(?!$)")
SHARE_OF_HARM = re.compile(rf"%[Oqfw]{{0,3}}{HARM}")
SUBGROUP_BEFORE = re.compile(r"s[fq]?$")
OWN_HARM_BEHIND = re.compile(rf"[wWPpfkq]{{0,5}}{HARM}")
LISTED_BEFORE = re.compile(r"[c&]{1,2}$")
HARMS = frozenset({Role.HARMED, Role.DIED, Role.TOLL, Role.DEATHS})

BARE_PLURAL = re.compile(r"P[fwW]{0,2}kw{0,2}[HD]|PD|H[wWp]{0,2}P|PH(?=$|[.ciO@])")
DEATHS_REPORTED = re.compile(r"E[kf]{0,2}X|X[fOqwWp]{0,2}E")
HEAVY_TOLL = re.compile(r"y[wW]?[CE]")


class Standing(Enum):
    """What a figure is in its sentence."""

    PEOPLE = auto()
    OPEN = auto()  # nothing says what it counts
    THING = auto()  # a word follows that is not known to be people
    OTHER = auto()  # a date, a label, a measure
    DOUBTFUL = auto()


def _is_year(number: Item) -> bool:
    return number.word == str(number.amount) and number.amount in YEARS


def _is_date_part(number: Item) -> bool:
    return 0 < number.amount <= LAST_DAY or _is_year(number)


def _dated(figure: Figure, before: str, behind: str) -> Standing | None:
    """Whether a month or a preposition makes the figure a date."""
    numbers = figure.numbers
    is_after_month = MONTH_BEFORE.search(before) is not None
    if is_after_month or MONTH_BEHIND.match(behind):
        if all(_is_date_part(number) for number in numbers):
            return Standing.DOUBTFUL if is_after_month and AFTER_DAY.match(behind) else Standing.OTHER
        if is_after_month and " " in numbers[0].word:
            return Standing.DOUBTFUL
    if all(_is_year(number) for number in numbers):
        is_span = len(numbers) > 1
        if is_span or YEAR_BEFORE.search(before) or OF_BEFORE.search(before):
            return Standing.DOUBTFUL if NOUN_BEHIND.match(behind) else Standing.OTHER
    return None


def _has_loose_qualifier(figure: Figure, row: Sequence[Item], before: str, behind: str) -> bool:
    """Whether a qualifier that the figure was not read with stands so near that it may belong to it."""
    found = LOOSE_BEFORE.search(before)
    if found and row[figure.start - len(before) + found.start()].qualifier is not Qualifier.EXACT:
        return True
    found = LOOSE_BEHIND.match(behind)
    return found is not None and row[figure.end + found.end() - 1].qualifier is not Qualifier.EXACT


def _is_doubtful(figure: Figure, before: str, behind: str, language: Language) -> bool:
    """Whether the words before a figure change what it says, or may do so."""
    if BLOCKED_BEFORE.search(before):
        return True
    reading = figure.reading
    is_moved = reading is not None and reading.qualifier in {Qualifier.RANGE, Qualifier.UP_TO}
    if is_moved and CHANGED_BEFORE.search(before):
        return True
    if AT_BEFORE.search(before) and figure.numbers[0].amount <= LATEST_HOUR and not re.search("[CE]", before):
        return True
    has_people_before = language.counts_after_people and PEOPLE_BEFORE.search(before) is not None
    return has_people_before and not NOUN_BEHIND.match(behind)


def _is_in_brackets(figure: Figure, row: Sequence[Item]) -> bool:
    """Whether a bare number stands alone in brackets: an age, or the figure before it once more."""
    around = [item.word for item in (*row[max(0, figure.start - 1) : figure.start], *row[figure.end : figure.end + 1])]
    return around == ["(", ")"]


def _standing(figure: Figure, row: Sequence[Item], roles: str, language: Language) -> Standing:
    """What one figure is, by what stands around it."""
    if not figure.numbers:
        return Standing.PEOPLE
    before = roles[max(0, figure.start - WINDOW) : figure.start]
    behind = roles[figure.end : figure.end + WINDOW]
    is_bare = roles[figure.start] in "n!"
    if UNIT_BEHIND.match(behind) or (is_bare and LABEL_BEFORE.search(before)) or before.endswith("$"):
        return Standing.OTHER
    if SAFE_BEHIND.match(behind) or _is_in_brackets(figure, row):
        return Standing.OTHER
    dated = _dated(figure, before, behind) if is_bare or roles[figure.start] in "oO" else None
    if dated:
        return dated
    if _has_loose_qualifier(figure, row, before, behind) or _is_doubtful(figure, before, behind, language):
        return Standing.DOUBTFUL
    return _count_or_thing(figure, before, behind)


def _count_or_thing(figure: Figure, before: str, behind: str) -> Standing:
    """Whether people or a harm are named beside the figure. 'One' may also be an article or a pronoun."""
    is_word_for_one = figure.numbers[0].amount == 1 and figure.numbers[0].word.isalpha()
    is_before_word = THING_BEHIND.match(behind) is not None
    if is_word_for_one and is_before_word and not ONE_BEHIND.match(behind):
        return Standing.THING
    if MORE_BEHIND.match(behind):
        return Standing.DOUBTFUL
    if PEOPLE_BEHIND.match(behind) or HARM_BEFORE.search(before):
        return Standing.PEOPLE
    if NAME_OR_LIST_BEHIND.match(behind):
        return Standing.DOUBTFUL
    return Standing.THING if is_before_word or is_word_for_one else Standing.OPEN


def _without_subgroups(counts: Sequence[Figure], roles: str) -> list[Figure]:
    """The figures that are not a part of another one: 'including 60 children and 15 women'."""
    kept: list[Figure] = []
    part_end = -1
    for figure in counts:
        before = roles[: figure.start]
        between = roles[part_end : figure.start] if part_end >= 0 else ""
        is_listed = bool(LISTED_BEFORE.search(between)) and not any(role in between for role in HARMS)
        is_listed = is_listed and not OWN_HARM_BEHIND.match(roles, figure.end)
        if SUBGROUP_BEFORE.search(before[-3:]) or is_listed:
            part_end = figure.end
        else:
            kept.append(figure)
            part_end = -1
    return kept or list(counts)


def _harms(row: Sequence[Item]) -> frozenset[Metric]:
    return frozenset(item.harm for item in row if item.harm is not None)


def _sentence_end(row: Sequence[Item]) -> int:
    return next((place for place, item in enumerate(row) if item.role == Role.STOP), len(row))


def _metrics(counts: Sequence[Figure], row: Sequence[Item]) -> list[frozenset[Metric]]:
    """What each figure counts: the harm behind it ('40 killed') or before it ('killed 40'); empty in doubt.

    A figure without a word of its own shares its neighbour's in the same sentence.
    """
    edges = [0, *(figure.end for figure in counts)]
    starts = [*(figure.start for figure in counts), len(row)]
    gaps = [row[edge:start] for edge, start in zip(edges, starts, strict=True)]
    own = [_harms(row[figure.start : figure.end]) for figure in counts]
    behind = [_harms(gap[: _sentence_end(gap)]) for gap in gaps[1:]]
    before = [_harms(gap[len(gap) - _sentence_end(gap[::-1]) :]) for gap in gaps[:-1]]
    is_joined = [_sentence_end(gap) == len(gap) for gap in gaps]
    opens_with_noun = all(item.role in {Role.TOLL, Role.DEATHS} for item in gaps[0] if item.harm is not None)
    if behind[-1] and (not before[0] or (opens_with_noun and all(behind))):
        found = [mine or harms for mine, harms in zip(own, behind, strict=True)]
        for place in range(len(found) - 2, -1, -1):
            if not found[place] and is_joined[place + 1]:
                found[place] = found[place + 1]
        return found
    if behind[-1] and before[0]:
        return own
    found = [mine or harms for mine, harms in zip(own, before, strict=True)]
    for place in range(1, len(found)):
        if not found[place] and is_joined[place]:
            found[place] = found[place - 1]
    return found


MEANT_BY = {
    Metric.CASUALTIES_TOTAL: ({Metric.KILLED, Metric.WOUNDED}, {Metric.CASUALTIES_TOTAL}),
    Metric.KILLED_OR_MISSING: ({Metric.KILLED, Metric.MISSING},),
}


def _is_restated(row: Sequence[Item], first: Figure, second: Figure) -> bool:
    """Whether the second figure only repeats the first: '600 (six hundred)', 'no dead, no wounded'."""
    is_bracketed = [item.word for item in row[first.end : second.start]] == ["("]
    return first.reading == second.reading and (is_bracketed or first.reading == NOBODY)


def _chosen(counts: Sequence[Figure], row: Sequence[Item], metric: Metric | None) -> Reading:
    """The reading of the only figure, or of the only one that counts what is asked for."""
    told_apart = [counts[0]]
    told_apart += [after for before, after in pairwise(counts) if not _is_restated(row, before, after)]
    if len(told_apart) > 1 and metric is not None:
        metrics = _metrics(told_apart, row)
        meanings = MEANT_BY.get(metric, ({metric},))
        if all(metrics):
            pairs = zip(told_apart, metrics, strict=True)
            told_apart = [figure for figure, harms in pairs if harms in meanings]
    if len(told_apart) != 1:
        return UNREAD
    return told_apart[0].reading or UNREAD


def _without_figure(roles: str, *, has_thing: bool) -> Reading:
    """The reading of words that give no number."""
    if Role.DENIAL in roles:
        return UNREAD
    if OBSERVATION.search(roles) or HEAVY_TOLL.search(roles) or re.search("[x%d]", roles):
        return UNQUANTIFIED
    if has_thing or re.search("[gzZ]", roles):
        return UNREAD
    if BARE_PLURAL.search(roles):
        return vague(2)
    return vague(1) if DEATHS_REPORTED.search(roles) else UNREAD


def _is_understood(row: Sequence[Item]) -> bool:
    """Whether enough of the words are known to say that the text is in this language.

    A word that says something about people or numbers is enough; else all must be known, or two of them and
    half of all. So 'ponad 600' is not read as English with an unknown word in it.
    """
    unknown = sum(item.role == Role.WORD for item in row)
    known = [item for item in row if item.word.isalpha() and item.role not in {Role.WORD, Role.NAME}]
    if any(item.role in CONTENT and item.qualifier is not Qualifier.EXACT for item in known):
        return len(known) * MOST_UNKNOWN >= unknown
    unknown += sum(item.role == Role.NAME for item in row)
    return unknown == 0 or (len(known) > 1 and len(known) >= unknown)


MOST_WORDS_ASIDE = 3
"""Unknown words that a text may hold which names no harm; with more, its number may count anybody."""

MOST_UNKNOWN = 2
"""Unknown words without a capital for each known one, beyond which a text is not in this language."""

CONTENT = frozenset(
    {
        Role.NUMBER,
        Role.VAGUE,
        Role.NO,
        Role.WITHOUT,
        Role.BEFORE,
        Role.AFTER,
        Role.OPEN,
        Role.PEOPLE,
        Role.PERSON,
        *HARMS,
    }
)


def sentence_reading(row: Sequence[Item], language: Language, metric: Metric | None) -> Reading:
    """The reading of a whole text."""
    roles = "".join(item.role for item in row)
    found = figures(row, roles)
    if not _is_understood(row):
        return UNREAD
    placed = {figure.start: _standing(figure, row, roles, language) for figure in found}
    has_thing = Standing.THING in placed.values()
    people = [figure for figure in found if placed[figure.start] not in {Standing.OTHER, Standing.THING}]
    if not people:
        return _without_figure(roles, has_thing=has_thing)
    counts = _without_subgroups(people, roles)
    standings = {placed[figure.start] for figure in counts}
    if Standing.DOUBTFUL in standings or (has_thing and Standing.PEOPLE not in standings):
        return UNREAD
    return UNREAD if _is_contested(roles) else _chosen(counts, row, metric)


def _is_contested(roles: str) -> bool:
    """Whether the text denies something, gives a rate or a share, or only tells what people did."""
    if Role.DENIAL in roles or Role.RATE in roles or SHARE_OF_HARM.search(roles):
        return True
    if any(role in roles for role in HARMS):
        return False
    is_long = roles.count(Role.WORD) > MOST_WORDS_ASIDE
    return is_long or Role.SAFE in roles or DOING_SOMETHING.search(roles) is not None
