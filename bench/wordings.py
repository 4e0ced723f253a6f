"""The words a figure is stated in: now exact, now 'more than 600', now 'dozens'."""

from functools import lru_cache
from random import Random
from typing import Final

from tracker.vocabulary import Metric
from tracker.wording import Wording, read_wording

FORMS: Final[dict[str, tuple[str, ...]]] = {
    "exact": ("{n}", "{n}", "{n}", "a total of {n}"),
    "floor": ("at least {n}", "at least {n}", "no fewer than {n}", "{n}"),
    "more": ("more than {r}", "over {r}", "{n}", "понад {s}"),
    "about": ("about {r}", "about {r}", "around {r}", "approximately {r}", "близько {s}"),
    "range": ("between {r} and {t}", "{r} to {t}"),
    "limit": ("up to {t}", "nearly {t}", "as many as {t}", "fewer than {t}"),
    "few": ("{n}", "{n}", "{n}-{m}", "at least {n}", "more than {n}", "about {n}", "up to {m}", "several"),
    "many": ("more than {r}", "about {r}", "at least {r}", "dozens", "{n}", "up to {t}", "{n}-{m}", "понад {s}"),
    "none": ("no casualties", "none killed"),
}


def words_for(number: int, form: str, chance: Random) -> str:
    """One way to state about so many people."""
    step = max(1, 10 ** (len(str(number)) - 2))
    rounded = max(1, number // step * step)
    pattern = chance.choice(FORMS[form])
    return pattern.format(
        n=f"{number:,}",
        m=f"{number + max(1, number // 4):,}",
        r=f"{rounded:,}",
        s=f"{rounded:,}".replace(",", " "),
        t=f"{rounded + 2 * step:,}",
    )


@lru_cache(20_000)
def reading(words: str, metric: Metric) -> Wording:
    """What the rules make of the words; many claims of small figures share theirs."""
    return read_wording(words, metric=metric)
