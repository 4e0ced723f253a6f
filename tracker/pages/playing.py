"""Stepping through time: a view as of one day after the other on which something became known.

While a view is played, its headline and chart alone run anew at each step. What is below them waits until the pause, so
that nothing on the page speaks of another day than the chart.
"""

from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import Final

import streamlit as st

from tracker.filters import ClaimFilter
from tracker.pages.address import write_filter
from tracker.pages.opened import ledger
from tracker.pages.parts import day_short
from tracker.store.database import StoreError

SPEEDS: Final = {"slow": 4.0, "normal": 2.0, "fast": 1.0}
"""Seconds a step. No speed is higher: twenty readers may play at once, and a step is to be read."""
NOW: Final = "now"
FEWEST_STEPS: Final = 3
"""Two days and the present."""
Step = date | None


def is_on() -> bool:
    """Whether the view is being played in this session."""
    return bool(st.session_state.get("playing"))


def stop() -> None:
    """Play no longer."""
    st.session_state["playing"] = ""


def stop_unless_on(page: str) -> None:
    """Play no longer what was begun on another page."""
    if st.session_state.get("playing") != page:
        stop()


def controls(wanted: ClaimFilter, *, page: str) -> None:
    """Play, a step back, a step on, and the day itself; each step is a day on which something became known.

    They are there once they are asked for: finding those days reads all of the view.
    """
    played = st.session_state.pop("played", False)
    st.session_state["stepping"] = bool(st.session_state.get("stepping") or wanted.as_of or played)
    is_wanted = st.toggle(
        "Step through time", key="stepping", help="See the view as of one day after the other, by hand or played."
    )
    if not is_wanted:
        return
    steps = steps_of(wanted)
    if len(steps) < FEWEST_STEPS:
        st.caption("There is nothing to step through: all of this view became known on one day.")
        return
    place = place_of(wanted.as_of, steps)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _step_button("Back", ":material/skip_previous:", wanted, steps, place - 1)
        st.button("Play", icon=":material/play_arrow:", on_click=_start, args=(wanted, steps, place, page))
        _step_button("On", ":material/skip_next:", wanted, steps, place + 1)
        _speed()
        st.session_state["day"] = steps[place]
        st.select_slider(
            "As of the end of",
            steps,
            key="day",
            format_func=_named,
            help="Days on which something in this view became known; of many days an even choice.",
            on_change=lambda: write_filter(wanted.but(as_of=st.session_state["day"])),
        )


def play(wanted: ClaimFilter, show_day: Callable[[ClaimFilter], None]) -> None:
    """Show one day after the other from the day of the address on, until it is paused or the present is reached."""
    if wanted.as_of is None:  # the reader went back to now
        stop()
        st.rerun()
    st.session_state["play_day"] = wanted.as_of
    seconds = SPEEDS[st.session_state["play_speed"]]
    st.session_state["next_step"] = monotonic() + seconds
    st.fragment(_play, run_every=seconds)(wanted, show_day, seconds)


def _play(wanted: ClaimFilter, show_day: Callable[[ClaimFilter], None], seconds: float) -> None:
    if not is_on():
        st.rerun()
    steps = steps_of(wanted)
    place = place_of(st.session_state["play_day"], steps)
    if monotonic() >= st.session_state["next_step"] - seconds / 4:  # a step is due: nothing else was pressed
        place += 1
        st.session_state["next_step"] = monotonic() + seconds
        st.session_state["play_day"] = steps[min(place, len(steps) - 1)]
        write_filter(wanted.but(as_of=st.session_state["play_day"]))
    if place >= len(steps) - 1:
        stop()
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Pause", icon=":material/pause:", on_click=stop)
        st.progress(place / (len(steps) - 1), text=f"As of the end of {_named(steps[place])}")
    try:
        show_day(wanted.but(as_of=steps[place]))
    except StoreError as error:  # a step runs outside of the page's own run
        stop()
        st.error(f"The ledger cannot be used: {error}.", icon=":material/database_off:")


def steps_of(wanted: ClaimFilter) -> list[Step]:
    """The days that are stepped through, and then the present."""
    return [*ledger().known_days(wanted), None]


def place_of(day: Step, steps: list[Step]) -> int:
    """Where a day stands among the steps: at the last step not after it, or at the first."""
    if day is None:
        return len(steps) - 1
    return max((place for place, step in enumerate(steps) if step is not None and step <= day), default=0)


def _step_button(label: str, icon: str, wanted: ClaimFilter, steps: list[Step], place: int) -> None:
    possible = 0 <= place < len(steps)
    step = steps[place] if possible else None
    st.button(label, icon=icon, disabled=not possible, on_click=write_filter, args=(wanted.but(as_of=step),))


def _speed() -> None:
    st.session_state.setdefault("speed", st.session_state.get("play_speed", "normal"))
    st.segmented_control("Speed", list(SPEEDS), key="speed", required=True, format_func=str.capitalize)


def _start(wanted: ClaimFilter, steps: list[Step], place: int, page: str) -> None:
    """Play on from the day shown; from the present, from the first day."""
    first = steps[0] if place == len(steps) - 1 else steps[place]
    # What switches hold that are not shown while playing would be forgotten.
    st.session_state.update(playing=page, play_day=first, played=True, play_speed=st.session_state["speed"])
    write_filter(wanted.but(as_of=first))


def _named(step: Step) -> str:
    return NOW if step is None else day_short(step)
