"""What a language's table holds, and how it is looked up.

Phrases of one role are written in one string with `` | `` between them. ``*`` at a word's end lets any ending
follow ('солдат*'); it is for phrases of one word. The longest phrase that fits wins.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.text import phrase


class Role(StrEnum):
    """What a word does in a sentence about casualties; one letter each, so that patterns can be written."""

    NUMBER = "n"  # a number that may count people
    BROKEN = "!"  # a number that cannot: 2.5, -5, 1.300 in English
    OTHER_NUMBER = "#"  # a date, a time, 142nd, Su-25
    DIGITS = "0"
    ATOM = "1"  # twelve, sixty, a hundred
    SCALE = "2"  # hundred, thousand
    GLUED_SCALE = "3"  # the k of 10k
    HALF = "4"  # and a half
    PLURAL_SCALE = "5"  # hundreds: a vague word unless a number stands before it
    VAGUE = "v"
    NO = "z"
    WITHOUT = "Z"  # like NO, but what is missing must follow at once
    BEFORE = "q"  # more than
    AFTER = "a"  # or more
    OPEN = "o"  # between
    TO = "t"
    UNTIL = "T"  # 'bis', 'до': joins a range, alone it is 'up to'
    AND = "&"
    HEDGE = "e"  # or, if not
    POSSIBLY = "?"  # joins a range like 'or'; alone it makes a number an approximation
    BUT = "b"
    COMMA = "c"
    STOP = "."
    DASH = "-"
    PEOPLE = "P"
    PERSON = "p"
    HARMED = "H"  # killed: somebody does it
    DIED = "D"  # died: happens by itself
    TOLL = "C"  # toll, a death
    DEATHS = "E"  # casualties, deaths: several of what TOLL is one of
    UNIT = "u"  # what is counted is not people
    SHARE = "%"  # percent, half of, out of
    RATE = "d"  # a day, per month
    MONTH = "m"
    LABEL = "l"  # the number after it is a name: hostel 47
    MONEY = "$"
    FUNCTION = "f"
    WITHIN = "i"  # in, since: a year may follow
    OF = "O"  # of, by, from: a year or people may follow
    AT = "@"  # an hour may follow
    AUXILIARY = "k"  # were, have been
    CHANGED = "r"  # rose, was revised: a range after it is a change
    REPORT = "R"  # signs of, data
    HAPPENED = "X"  # reported, there were
    SAFE = "h"  # rescued, evacuated
    SUBGROUP = "s"  # including, of whom
    NOT = "g"
    DENIAL = "G"
    UNQUANTIFIED = "x"
    INTENSE = "y"  # heavy, massive
    WORD = "w"
    NAME = "W"  # an unknown word with a capital letter


LETTERS_OF_PHRASES = " | "


@dataclass(frozen=True, slots=True)
class Mark:
    """What a phrase of a table stands for."""

    role: str
    amount: int = 0
    qualifier: Qualifier | None = None
    harm: Metric | None = None


def _phrases(text: str) -> Iterator[str]:
    return (words for words in text.split(LETTERS_OF_PHRASES) if words.strip())


@dataclass(frozen=True)
class Language:
    """One language's table. Everything but the code may be left out."""

    code: str
    group_marks: str = ""
    """Which of ``,`` and ``.`` stands between thousands."""

    atoms: Mapping[str, int] = field(default_factory=dict)
    """Number words that add up: 'sixty', 'two' and, where it is one word, 'six hundred'."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Number words that multiply what stands before them."""
    glued_scales: Mapping[str, int] = field(default_factory=dict)
    plural_scales: Mapping[str, int] = field(default_factory=dict)
    joined_from: int = 100
    """The least place after which 'and' joins number words: 100 for 'a hundred and two'."""
    units_first: bool = False
    """Whether 'and' also joins a unit to the tens after it, as in 'fünfundzwanzig'."""
    adds_teens: bool = False
    """Whether 60 and 80 take a ten to nineteen, as in 'soixante-dix'."""
    writes_numbers_together: bool = False
    """Whether number words run into one word."""
    prefixes: tuple[str, ...] = ()
    """Letters that are written onto the next word; those with a role are in the table like any word."""
    counts_after_people: bool = False
    """Whether 'people 20' means 'about 20 people'."""

    before: Mapping[Qualifier, str] = field(default_factory=dict)
    after: Mapping[Qualifier, str] = field(default_factory=dict)
    vague: Mapping[int, str] = field(default_factory=dict)
    harms: Mapping[tuple[Role, Metric], str] = field(default_factory=dict)
    words: Mapping[Role, str] = field(default_factory=dict)

    def marked_phrases(self) -> Iterator[tuple[str, Mark]]:
        """Every phrase of the table with its mark."""
        amounts = (
            (Role.ATOM, self.atoms),
            (Role.SCALE, self.scales),
            (Role.GLUED_SCALE, self.glued_scales),
            (Role.PLURAL_SCALE, self.plural_scales),
        )
        for role, table in amounts:
            yield from ((words, Mark(role, amount=amount)) for words, amount in table.items())
        for low, text in self.vague.items():
            yield from ((words, Mark(Role.VAGUE, amount=low)) for words in _phrases(text))
        for role, qualifiers in ((Role.BEFORE, self.before), (Role.AFTER, self.after)):
            for qualifier, text in qualifiers.items():
                yield from ((words, Mark(role, qualifier=qualifier)) for words in _phrases(text))
        for (role, harm), text in self.harms.items():
            yield from ((words, Mark(role, harm=harm)) for words in _phrases(text))
        for role, text in self.words.items():
            yield from ((words, Mark(role)) for words in _phrases(text))

    @cached_property
    def lexicon(self) -> "Lexicon":
        """The table and the signs of all languages, made ready for looking up; made once."""
        return Lexicon((*self.marked_phrases(), *SIGNS.marked_phrases()))


SIGNS = Language(
    code="und",
    before={
        Qualifier.MORE_THAN: ">",
        Qualifier.AT_LEAST: ">= | ≥ | ⩾",
        Qualifier.APPROX: "~",
        Qualifier.LESS_THAN: "<",
        Qualifier.UP_TO: "<= | ≤ | ⩽",
    },
    after={Qualifier.AT_LEAST: "+"},
    words={
        Role.STOP: ". | ; | ! | ?",
        Role.COMMA: ", | ( | )",
        Role.DASH: "-",
        Role.SHARE: "% | ‰",
        Role.MONEY: "$ | € | £ | ₽ | ₴ | ¥ | ₪",
        Role.LABEL: "# | №",
        Role.UNIT: "° | $ | €",
        Role.AND: "&",
        Role.FUNCTION: ": | / | ... | .. | '",
    },
)
"""Signs that mean the same everywhere."""


Entry = tuple[tuple[str, ...], Mark]


class Lexicon:
    """A language's phrases by their first word, the longest first."""

    def __init__(self, marked_phrases: Iterable[tuple[str, Mark]]) -> None:
        """Cut every phrase into tokens; the first mark given to a phrase stays."""
        self.entries: dict[str, list[Entry]] = {}
        self.stems: dict[str, Mark] = {}
        self.known: set[str] = set()
        for words, mark in marked_phrases:
            self._add(words.strip(), mark)
        for entries in self.entries.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.stem_lengths = sorted({len(stem) for stem in self.stems}, reverse=True)

    def _add(self, words: str, mark: Mark) -> None:
        if len(words) > 1 and words.endswith("*"):
            self.stems.setdefault(phrase(words[:-1])[0], mark)
            return
        first, *rest = phrase(words)
        entries = self.entries.setdefault(first, [])
        if tuple(rest) not in {tail for tail, _ in entries}:
            entries.append((tuple(rest), mark))
        self.known.update(word for word in (first, *rest) if word.isalpha())

    def stem_mark(self, word: str) -> Mark | None:
        """The mark of the longest stem that the word begins with."""
        for length in self.stem_lengths:
            mark = self.stems.get(word[:length])
            if mark is not None:
                return mark
        return None

    def knows(self, word: str) -> bool:
        """Whether the word stands anywhere in the table."""
        return word in self.known or (bool(self.stems) and self.stem_mark(word) is not None)
