"""Digits and number words become whole numbers of people, or ``Role.BROKEN`` where they cannot."""

import re
from fractions import Fraction

from tracker.wording.items import Amount, Item
from tracker.wording.language import Language, Role

MOST_PEOPLE = 10_000_000_000
"""More people than have ever lived at once; a larger number is not a count of people."""

GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ '.,])\d{3})(?:\1\d{3})*")
DECIMAL = re.compile(r"(\d{1,6})[.,٫](\d{1,2})")
DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}-\d\d-\d\d")
TIME = re.compile(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?")

SCALES = frozenset({Role.SCALE, Role.PLURAL_SCALE})
STARTS = frozenset({Role.DIGITS, Role.ATOM, Role.SCALE})
BESIDE_NUMBERS = frozenset(
    {Role.NUMBER, Role.BROKEN, Role.TO, Role.UNTIL, Role.AND, Role.BEFORE, Role.AFTER, Role.OPEN, Role.UNIT}
)
TEN, TWENTY, HUNDRED, THOUSAND = 10, 20, 100, 1000


def amount_of_digits(digits: str, group_marks: str) -> Amount | None:
    """The number that digits and marks write, None if they write none in this language.

    ``group_marks`` are those of ``.`` and ``,`` that stand between thousands; a space and an apostrophe
    always may, and a mark that comes twice can be nothing else.
    """
    if digits.isdigit():
        return int(digits) if len(digits) <= len(str(MOST_PEOPLE)) and (digits[0] != "0" or digits == "0") else None
    if len(digits) > 2 * len(str(MOST_PEOPLE)):
        return None
    grouped = GROUPED.fullmatch(digits)
    if grouped:
        mark = grouped[1]
        if mark in " '" or mark in group_marks or digits.count(mark) > 1:
            return int(digits.replace(mark, ""))
        return None
    decimal = DECIMAL.fullmatch(digits)
    return Fraction(f"{decimal[1]}.{decimal[2]}") if decimal else None


def _place(number: int) -> int:
    """The place of the last digit that is not zero: 10 for 120, 1 for 15."""
    place = 1
    while number and number % (place * TEN) == 0:
        place *= TEN
    return place


class NumberReader:
    """Puts the parts of one number together, from its first part onwards."""

    def __init__(self, row: list[Item], language: Language) -> None:
        """Read from ``row``, by the number words of ``language``."""
        self.row = row
        self.language = language

    def read(self, place: int, *, may_join: bool) -> tuple[Item, int]:
        """The number that starts at ``place``, and the place behind it. ``may_join``: 'and' may be in it."""
        self.place = place
        self.total: Amount = 0
        self.current: Amount | None = None
        self.last_scale = MOST_PEOPLE
        self.scale = 1
        self.coefficient: Amount = 0
        self.is_broken = False
        while self.place < len(self.row) and self._take(may_join=may_join):
            pass
        return self._number(self.row[place]), self.place

    def _number(self, first: Item) -> Item:
        amount = self.total + (self.current or 0)
        is_shared = self.coefficient * self.scale == amount
        return Item(
            Role.BROKEN if self.is_broken or amount > MOST_PEOPLE else Role.NUMBER,
            first.word,
            first.is_glued,
            amount=amount,
            coefficient=self.coefficient if is_shared else amount,
            scale=self.scale if is_shared else 1,
        )

    def _take(self, *, may_join: bool) -> bool:
        """Take the next part if it belongs to the number."""
        item = self.row[self.place]
        role = item.role
        if role == Role.DIGITS:
            return self._take_digits(item)
        if role == Role.ATOM:
            return self._take_atom(item)
        if role in SCALES or (role == Role.GLUED_SCALE and item.is_glued):
            return self._take_scale(int(item.amount))
        if role == Role.HALF:
            return self._take_half()
        if role == Role.DASH or (role == Role.AND and may_join):
            return self._take_join(item)
        return False

    def _take_digits(self, item: Item) -> bool:
        if self.current is not None:
            return False
        amount = amount_of_digits(item.word, self.language.group_marks)
        if self.total and (amount is None or amount >= self.last_scale or amount.denominator > 1):
            return False
        self.is_broken = amount is None
        self.current = amount or 0
        self.place += 1
        return True

    def _take_atom(self, item: Item, *, is_after_unit: bool = False) -> bool:
        if not (is_after_unit or self._fits(item.amount)):
            return False
        self.current = (self.current or 0) + item.amount
        self.place += 1
        return True

    def _fits(self, amount: Amount) -> bool:
        """Whether a number word of this size may follow: 'five' after 'sixty', not after 'fifteen'."""
        current = self.current
        if current is None:
            return amount < self.last_scale
        if current.denominator > 1 or current == 0 or self.row[self.place - 1].role == Role.DIGITS:
            return False
        rest = int(current) % HUNDRED
        if self.language.adds_teens and rest in {60, 80} and TEN <= amount < TWENTY:
            return True
        return rest != TEN and 0 < amount < _place(int(current))

    def _take_scale(self, scale: int) -> bool:
        """Multiply what stands before by the scale; alone, it is one of it."""
        current = self.current
        if scale < THOUSAND:
            if current is not None and not 0 < current < HUNDRED:
                return False
            self.current = scale if current is None else current * scale
        elif scale >= self.last_scale or (current is None and self.total):
            return False
        else:
            self.total += scale if current is None else current * scale
            self.current = None
            self.last_scale = scale
        self.coefficient = 1 if current is None else current
        self.scale = scale
        self.place += 1
        return True

    def _take_half(self) -> bool:
        """'And a half' before or behind its scale: 'one and a half thousand', 'a million and a half'."""
        if self.current is not None:
            self.current += Fraction(1, 2)
        elif self.total and self.scale >= THOUSAND:
            self.total += Fraction(self.scale, 2)
        else:
            return False
        self.place += 1
        return True

    def _take_join(self, join: Item) -> bool:
        """A hyphen or an 'and' inside a number, with the number word behind it."""
        following = self.row[self.place + 1] if self.place + 1 < len(self.row) else None
        if (
            following is None
            or following.role not in {Role.ATOM, *SCALES}
            or self.row[self.place - 1].role == Role.DIGITS
        ):
            return False
        if join.role == Role.DASH and not (join.is_glued and following.is_glued):
            return False
        is_after_unit = join.role == Role.AND and self._is_unit_before_tens(following)
        if join.role == Role.AND and not (is_after_unit or self._place_before_join() >= self.language.joined_from):
            return False
        self.place += 1
        is_atom = following.role == Role.ATOM
        if is_atom and self._take_atom(following, is_after_unit=is_after_unit):
            return True
        if not is_atom and self.current is not None and self._take_scale(int(following.amount)):
            return True
        self.place -= 1
        return False

    def _is_unit_before_tens(self, following: Item) -> bool:
        """'Fünf und zwanzig', where the language puts the unit first."""
        unit = 0 if self.current is None else int(self.current) % HUNDRED
        is_tens = following.role == Role.ATOM and following.amount in range(TWENTY, HUNDRED, TEN)
        return self.language.units_first and 0 < unit < TEN and is_tens

    def _place_before_join(self) -> int:
        return self.last_scale if self.current is None else _place(int(self.current))


def _is_opened(row: list[Item]) -> bool:
    """Whether 'between' stands before, so that 'and' parts two numbers."""
    return any(item.role == Role.OPEN for item in row[-3:])


def _is_any_word(item: Item) -> bool:
    """Whether an item is letters that have nothing to do with a number beside them."""
    return item.word.isalpha() and item.role not in BESIDE_NUMBERS


def _is_name_or_date(row: list[Item], number: Item, following: Item | None) -> bool:
    """Whether a number is part of a name or a date: 'Su-25', '142nd', '8.01.2023', '10:30', '+850'."""
    if DATE.fullmatch(number.word) or TIME.fullmatch(number.word):
        return True
    if following is not None and following.is_glued and _is_any_word(following) and number.word[:1].isdigit():
        return True
    before = row[-1] if row else None
    if before is None or not number.is_glued:
        return False
    if before.role == Role.AFTER:
        return before.word == "+" and not (len(row) > 1 and row[-2].role == Role.NUMBER)
    is_hyphenated = before.role == Role.DASH and before.is_glued and len(row) > 1
    return is_hyphenated and _is_any_word(row[-2])


def _is_negative(row: list[Item], number: Item) -> bool:
    return bool(row) and number.is_glued and row[-1].role == Role.DASH and not row[-1].is_glued


def numbered(row: list[Item], language: Language) -> list[Item]:
    """The row with every number put together; what does not count people is marked as such."""
    reader = NumberReader(row, language)
    folded: list[Item] = []
    place = 0
    while place < len(row):
        item = row[place]
        if item.role not in STARTS:
            folded.append(_not_a_number(item))
            place += 1
            continue
        number, place = reader.read(place, may_join=not _is_opened(folded))
        if _is_name_or_date(folded, number, row[place] if place < len(row) else None):
            number.role = Role.OTHER_NUMBER
        elif _is_negative(folded, number):
            number.role = Role.BROKEN
        folded.append(number)
    return folded


def _not_a_number(item: Item) -> Item:
    """'Hundreds' alone is a vague word; a half or a 'k' alone is any word."""
    if item.role == Role.PLURAL_SCALE:
        item.role = Role.VAGUE
    elif item.role in {Role.HALF, Role.GLUED_SCALE}:
        item.role = Role.WORD
    return item
