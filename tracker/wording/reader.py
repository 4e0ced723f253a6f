"""From a text to its ``Wording``: which language it is in, then what it says."""

import re
from collections.abc import Sequence

from tracker.vocabulary import Metric
from tracker.wording.amounts import numbered
from tracker.wording.items import is_known, items
from tracker.wording.language import Language
from tracker.wording.languages import (
    ARABIC,
    CYRILLIC,
    CYRILLIC_NEIGHBOURS,
    HEBREW,
    LANGUAGES,
    LATIN,
    NEIGHBOURS,
)
from tracker.wording.rules import UNREAD, Reading, Wording
from tracker.wording.sentence import sentence_reading
from tracker.wording.text import Token, plain, tokens

LONGEST_TEXT = 5000
"""Characters. A longer text is an article, not a wording, and stays unread."""

WELL_KNOWN = 0.8
"""Of the words, how many the first language must know to be taken without asking the others."""

ARABIC_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3]")
HEBREW_LETTER = re.compile("[\u05d0-\u05ea]")
CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")


def _of_script(text: str) -> Sequence[Language]:
    """The languages that are written as the text is."""
    if not text.isascii():
        if ARABIC_LETTER.search(text):
            return (ARABIC,)
        if HEBREW_LETTER.search(text):
            return (HEBREW,)
        if CYRILLIC_LETTER.search(text):
            return (*CYRILLIC, *CYRILLIC_NEIGHBOURS)
    return (*LATIN, *NEIGHBOURS)


def _likely_languages(text: str, found: Sequence[Token]) -> list[Language]:
    """The languages that know most of the words; the first of its script if it knows nearly all, or none any.

    A neighbour that has no table of its own is read by signs and figures alone.
    """
    languages = _of_script(text)
    words = [word for word in (token.text.casefold() for token in found) if word.isalpha()]
    first = languages[0]
    if len(languages) == 1 or sum(map(first.lexicon.knows, words)) >= WELL_KNOWN * len(words):
        return [first]
    counts = [sum(is_known(word, language) for word in words) for language in languages]
    most = max(counts)
    if most == 0:
        return [first]
    best = [language for language, count in zip(languages, counts, strict=True) if count == most]
    return [LANGUAGES[language.code] for language in best]


def _languages(code: str | None, text: str, found: Sequence[Token]) -> list[Language]:
    """The table for a BCP47 code; without a code, those that the text asks for."""
    if not code or not code.strip():
        return _likely_languages(text, found)
    primary = re.split("[-_]", code.strip().casefold(), maxsplit=1)[0]
    return [LANGUAGES.get(primary, LANGUAGES["und"])]


def _reading(text: str, code: str | None, metric: Metric | None) -> Reading:
    """What all the languages that fit agree on."""
    if len(text) > LONGEST_TEXT:
        return UNREAD
    clean = plain(text)
    found = tokens(clean)
    if not found:
        return UNREAD
    readings = {
        sentence_reading(numbered(items(found, language), language), language, metric)
        for language in _languages(code, clean, found)
    }
    readings.discard(UNREAD)
    return readings.pop() if len(readings) == 1 else UNREAD


def read_wording(text: str, language: str | None = None, *, metric: Metric | None = None) -> Wording:
    """What a claimant's words say about a number of people; any text can be given.

    ``language`` is a BCP47 code, None to work it out. ``metric`` says which number is meant where a sentence
    has several ('40 killed and 75 wounded'); without it such a sentence is unread. The words stay as given.
    """
    return Wording(text, *_reading(text, language, metric))
