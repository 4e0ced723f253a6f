"""Which figures to leave out of a sum since their people are in it already."""

from collections.abc import Iterable, Mapping

Includes = Iterable[tuple[str, str]]
"""Pairs of codes: the larger figure, and one that it contains."""


def parts_among(codes: Iterable[str], includes: Includes) -> dict[str, str]:
    """The codes to leave out of a sum, each with the code in the sum that contains people of it.

    Larger figures go first; one that shares a part with a figure already in the sum is left out as well.
    """
    contents = _contents(includes)
    given = list(dict.fromkeys(codes))
    counted_in: dict[str, str] = {}
    left_out: dict[str, str] = {}
    for code in sorted(given, key=lambda code: -len(contents.get(code, ()))):
        people = {code, *contents.get(code, ())}
        holder = next((counted_in[part] for part in sorted(people) if part in counted_in), None)
        if holder is None:
            counted_in |= dict.fromkeys(people, code)
        else:
            left_out[code] = holder
    return left_out


def _contents(includes: Includes) -> dict[str, set[str]]:
    """Everything that each figure contains, parts of parts too."""
    direct: dict[str, set[str]] = {}
    for whole, part in includes:
        direct.setdefault(whole, set()).add(part)
    return {whole: _reached(whole, direct) for whole in direct}


def _reached(whole: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [whole]
    while waiting:
        new = direct.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found - {whole}
