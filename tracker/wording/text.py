"""Text as the tables are written: ASCII digits, one kind of dash, nothing invisible; cut into tokens."""

import re
import unicodedata
from typing import NamedTuple

SAME_LETTERS = str.maketrans("ёЁأإآٱىةی", "еЕاااايهي")
SIGNS = {
    **dict.fromkeys("‘’ʼʹ′`´\u066c׳", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣־", "-"),
    **dict.fromkeys("~∼≈～≃≅∿", "~"),
    **dict.fromkeys('"“”„‟«»‹›[]{}*_״', " "),
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "…": "...",
    "\u0640": "",
}
QUOTES = str.maketrans('"[]{}*_`', "       '")
FULLWIDTH = range(0xFF01, 0xFF5F)
FULLWIDTH_SHIFT = 0xFEE0
CATEGORIES = {**dict.fromkeys(("Mn", "Me", "Cf", "Cs"), ""), "Zs": " "}
UNREADABLE_NUMBER = "\ufffd"
"""Stands for a fraction, a Roman or a circled numeral: a number, but not one that counts people."""


def _plain(character: str) -> str:
    """One character as the tables are written; an invisible one is nothing."""
    if ord(character) in FULLWIDTH:
        character = chr(ord(character) - FULLWIDTH_SHIFT)
    if character in SIGNS:
        return SIGNS[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in {"No", "Nl"}:
        # a raised digit is a footnote's number, not part of the figure it hangs on
        return " " if "<super>" in unicodedata.decomposition(character) else UNREADABLE_NUMBER
    return CATEGORIES.get(category, character)


class _PlainCharacters(dict[int, str]):
    """Remembers what each character becomes, so that a text is translated in one go."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


PLAIN_CHARACTERS = _PlainCharacters()


def plain(text: str) -> str:
    """The text without anything that looks different but reads the same. Case is kept."""
    if text.isascii():
        return text.translate(QUOTES)
    text = unicodedata.normalize("NFC", text).translate(PLAIN_CHARACTERS)
    return text.translate(SAME_LETTERS)


class Token(NamedTuple):
    """A word, a number or a sign; ``is_glued`` says that no space stands before it."""

    text: str
    is_glued: bool


# Letters run into digits are a name (M142), except where a script glues its prepositions to the number.
TOKEN = re.compile(
    r"""
      \d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}-\d{1,2}-\d{4}(?!\d)       # dates
    | \d{1,3}(?:\ \d{3})+(?!\d|[.,]\d)                           # 1 300
    | \d+(?:[.,:/'٫]\d+)*                                        # 1,300  1.3  10:30  8.01.2023
    | [^\W\d_\u0590-\u08ff]+\d\w*                                # M142
    | [^\W\d_]+
    | \.{2,}
    | \S
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[Token]:
    """The tokens of a plain text, case kept."""
    found = []
    end = -1
    for match in TOKEN.finditer(text):
        found.append(Token(match[0], match.start() == end))
        end = match.end()
    return found


def phrase(words: str) -> tuple[str, ...]:
    """A phrase of a table as the tokens it is looked up by."""
    return tuple(token.text.casefold() for token in tokens(plain(words)))
