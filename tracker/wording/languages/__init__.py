"""The languages that can be read. Where two fit a text equally well, the earlier one is taken."""

from tracker.wording.language import Language
from tracker.wording.languages.arabic import ARABIC
from tracker.wording.languages.english import ENGLISH
from tracker.wording.languages.french import FRENCH
from tracker.wording.languages.german import GERMAN
from tracker.wording.languages.hebrew import HEBREW
from tracker.wording.languages.italian import ITALIAN
from tracker.wording.languages.neighbours import CYRILLIC_NEIGHBOURS, NEIGHBOURS
from tracker.wording.languages.portuguese import PORTUGUESE
from tracker.wording.languages.russian import RUSSIAN
from tracker.wording.languages.spanish import SPANISH
from tracker.wording.languages.ukrainian import UKRAINIAN

LATIN = (ENGLISH, FRENCH, GERMAN, SPANISH, ITALIAN, PORTUGUESE)
CYRILLIC = (RUSSIAN, UKRAINIAN)

# Languages without words of their own here: only their bare figures are read.
FIGURES_ONLY = tuple(
    Language(code=code, group_marks=".")
    for code in ("nl", "tr", "id", "da", "nb", "no", "ro", "el", "hr", "sr", "sl", "vi")
)

LANGUAGES = {language.code: language for language in (*LATIN, *CYRILLIC, ARABIC, HEBREW, *FIGURES_ONLY)} | {
    "iw": HEBREW,
    "und": Language(code="und"),
}
"""Every table by its BCP47 primary subtag; 'iw' is Hebrew's former one, 'und' knows signs and figures."""

__all__ = ["ARABIC", "CYRILLIC", "CYRILLIC_NEIGHBOURS", "HEBREW", "LANGUAGES", "LATIN", "NEIGHBOURS"]
