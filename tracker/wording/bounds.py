"""The width of 'about', and bounds as a page prints them."""

ROUND_STEPS = tuple(step for tens in range(12) for step in (10**tens, 5 * 10**tens))


def half_width(number: int) -> int:
    """How many people either side 'about ``number``' reaches: half its round step, at least 1.

    The step is the largest of 1, 5, 10, 50, 100 ... that divides the number and is at most a fifth of it.
    """
    step = 1
    for larger in ROUND_STEPS:
        if larger * 5 > number:
            break
        if number % larger == 0:
            step = larger
    return max(1, step // 2)


def bounds_in_words(low: int | None, high: int | None) -> str:
    """Bounds as they are printed: '20-30', '601+', 'up to 30', 'none', '5' or 'not quantified'."""
    if low is None:
        return "not quantified" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,}+"
    if low == high:
        return "none" if high == 0 else f"{low:,}"
    return f"{low:,}-{high:,}"
