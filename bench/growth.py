"""How the cost of a chart grows with the ledger: stores of several sizes, and a picture of what was measured."""

from collections.abc import Callable, Sequence
from math import log10
from pathlib import Path
from typing import Any, Final

from bench.charts import measure_some
from tracker.ledger import Ledger

SIZES: Final = (10_000, 30_000, 100_000, 300_000, 1_000_000)
SHOWN: Final = {
    "incidents added up, now": "#0072B2",
    "incidents added up, as of a stated day": "#56B4E9",
    "incidents added up, majority": "#D55E00",
    "incidents added up, as recorded": "#E69F00",
    "timeline of running totals": "#009E73",
    "adding a claim": "#CC79A7",
}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 880, 460, 70, 310, 50, 60
LEAST, MOST = 0.001, 10.0


def measure_growth(store_of: Callable[[int], Ledger], most: int, picture: Path) -> dict[str, Any]:
    """Processor seconds by view and number of claims; the picture is written where it is asked for."""
    found: dict[str, dict[str, float]] = {name: {} for name in SHOWN}
    for size in (number for number in SIZES if number <= most):
        ledger = store_of(size)
        for name, seconds in measure_some(ledger).items():
            found[name][str(size)] = seconds
        ledger.engine.dispose()
    picture.write_text(to_svg(found), encoding="utf-8")
    return found


def to_svg(found: dict[str, dict[str, float]]) -> str:
    """Seconds against claims, both on a scale of powers of ten, a line a view with its name beside its end."""
    sizes = sorted({int(size) for points in found.values() for size in points})
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="13" role="img"><title>How long reading takes, by number of claims</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="24" font-size="16">Processor seconds to read a chart, by number of claims</text>',
    ]
    for seconds in (0.001, 0.01, 0.1, 1, 10):
        y = _down(seconds)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{seconds:g} s</text>')
    for size in sizes:
        x = _along(size, sizes)
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{size:,}</text>')
    for seconds, what in ((0.3, "0.3 s: default views"), (1.5, "1.5 s: other policies, recorded basis")):
        y = _down(seconds)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#888" stroke-dasharray="4 4"/>')
        parts.append(f'<text x="{LEFT + 4}" y="{y - 4}" fill="#555" font-size="11">{what}</text>')
    parts += _lines(found, sizes)
    return "\n".join([*parts, "</svg>", ""])


def _lines(found: dict[str, dict[str, float]], sizes: Sequence[int]) -> list[str]:
    parts: list[str] = []
    taken: list[float] = []
    for name, points in sorted(found.items(), key=lambda line: -list(line[1].values())[-1]):
        places = [(_along(int(size), sizes), _down(seconds)) for size, seconds in points.items()]
        path = " ".join(f"{x},{y}" for x, y in places)
        colour = SHOWN[name]
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
        y = max([places[-1][1], *(one + 17 for one in taken)])
        taken.append(y)
        last = list(points.values())[-1]
        parts.append(f'<text x="{places[-1][0] + 10}" y="{y + 4}" fill="{colour}">{name}: {last:.3g} s</text>')
    return parts


def _along(size: int, sizes: Sequence[int]) -> float:
    first, last = log10(sizes[0]), log10(sizes[-1])
    share = (log10(size) - first) / (last - first) if last > first else 0
    return round(LEFT + share * (WIDTH - RIGHT - LEFT), 1)


def _down(seconds: float) -> float:
    share = (log10(min(max(seconds, LEAST), MOST)) - log10(LEAST)) / (log10(MOST) - log10(LEAST))
    return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)
