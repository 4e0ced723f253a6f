"""A text as a row of items, each with a role: what the patterns of ``figures`` and ``sentence`` work on."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.language import Language, Lexicon, Mark, Role
from tracker.wording.text import Token

Amount = int | Fraction

WORD = Mark(Role.WORD)
NAME = Mark(Role.NAME)
DIGITS = Mark(Role.DIGITS)
BROKEN = Mark(Role.BROKEN)
AND = Mark(Role.AND)


@dataclass(slots=True)
class Item:
    """A phrase or a number in its place. ``is_glued`` says that no space stands before it.

    ``scale`` and ``coefficient`` are kept of numbers such as '12 thousand': '10-12 thousand' shares it.
    """

    role: str
    word: str
    is_glued: bool = False
    amount: Amount = 0
    qualifier: Qualifier | None = None
    harm: Metric | None = None
    coefficient: Amount = 0
    scale: int = 1


def _item(mark: Mark, word: str, *, is_glued: bool) -> Item:
    return Item(mark.role, word, is_glued, mark.amount, mark.qualifier, mark.harm)


def _alone(lexicon: Lexicon, word: str) -> Mark | None:
    """The mark of one word that stands for itself."""
    for tail, mark in lexicon.entries.get(word, ()):
        if not tail:
            return mark
    return lexicon.stem_mark(word) if lexicon.stems else None


SHORTEST_JOINED = 5
LONGEST_NUMBER_WORD = 80


def _number_words(word: str, language: Language) -> list[Item]:
    """'fünfundzwanzig' as 'fünf', 'und', 'zwanzig'; nothing unless the whole word is made of number words."""
    lexicon = language.lexicon
    pieces: list[Item] = []
    if len(word) > LONGEST_NUMBER_WORD:
        return pieces
    start = 0
    while start < len(word):
        for end in range(min(len(word), start + 12), start, -1):
            mark = _alone(lexicon, word[start:end])
            if mark and mark.role in {Role.ATOM, Role.SCALE, Role.AND}:
                pieces.append(_item(mark, word[start:end], is_glued=True))
                start = end
                break
        else:
            return []
    return pieces


def is_known(word: str, language: Language) -> bool:
    """Whether a word stands in the language's table or is put together from its number words."""
    if language.lexicon.knows(word):
        return True
    return language.writes_numbers_together and len(word) > SHORTEST_JOINED and bool(_number_words(word, language))


def _without_prefix(word: str, language: Language, depth: int = 3) -> list[Item]:
    """The items of a word that is written together with the small words before it."""
    for prefix in language.prefixes if depth else ():
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            rest = word[len(prefix) :]
            mark = _alone(language.lexicon, rest)
            items = [_item(mark, rest, is_glued=True)] if mark else _without_prefix(rest, language, depth - 1)
            if items:
                own = _alone(language.lexicon, prefix)
                return [_item(own, prefix, is_glued=False), *items] if own else items
    return []


def _unlisted(token: Token, word: str, language: Language) -> list[Item]:
    """The items of a token that begins no phrase of the table."""
    first = word[0]
    if "0" <= first <= "9":
        return [_item(DIGITS, word, is_glued=token.is_glued)]
    if first == "\ufffd":
        return [_item(BROKEN, word, is_glued=token.is_glued)]
    lexicon = language.lexicon
    mark = lexicon.stem_mark(word) if lexicon.stems else None
    if mark:
        return [_item(mark, word, is_glued=token.is_glued)]
    found: list[Item] = []
    if language.writes_numbers_together and len(word) > SHORTEST_JOINED:
        found = _number_words(word, language)
    if not found and language.prefixes:
        found = _without_prefix(word, language)
    return found or [_item(NAME if token.text[0].isupper() else WORD, word, is_glued=token.is_glued)]


def items(found: Sequence[Token], language: Language) -> list[Item]:
    """Each phrase of the table that the tokens hold, the longest first, and what stands between them."""
    entries_of = language.lexicon.entries
    words = [token.text.casefold() for token in found]
    row: list[Item] = []
    place = 0
    while place < len(words):
        word = words[place]
        for tail, mark in entries_of.get(word, ()):
            length = len(tail) + 1
            if length == 1 or tuple(words[place + 1 : place + length]) == tail:
                row.append(_item(mark, word, is_glued=found[place].is_glued))
                place += length
                break
        else:
            row.extend(_unlisted(found[place], word, language))
            place += 1
    return row
