"""Taking back what stands beside claims: a relation, a response. The history keeps it."""

import streamlit as st

from tracker.claims import InvalidClaimError
from tracker.pages.address import plain
from tracker.pages.opened import ledger
from tracker.store.beside import NoSuchRecordError


def offer_withdrawal(entity: str, code: str) -> None:
    """A small form that takes a record back for a reason."""
    with st.popover("Withdraw", icon=":material/undo:", key=f"withdraw-{code}"):
        st.caption("It stays in the history, and in views of days before today.")
        reason = st.text_input("Why is it withdrawn?", key=f"withdraw-reason-{code}")
        by = st.text_input("Your name", value=ledger().settings.recorder, key=f"withdraw-by-{code}")
        if not st.button("Withdraw it", key=f"withdraw-now-{code}"):
            return
        if not reason.strip() or not by.strip():
            st.error("Say why, and give your name: both stand in the history.")
            return
        try:
            ledger().withdraw(entity, code, by=by.strip(), reason=reason.strip())
        except NoSuchRecordError as error:
            st.warning(f"{plain(str(error))}. Somebody may have withdrawn it already.")
            return
    st.session_state["done"] = f"The {entity} is withdrawn; the history keeps it."
    st.rerun()


def show_done() -> None:
    """Say once what was recorded or withdrawn last."""
    done = st.session_state.pop("done", None)
    if done:
        st.success(done, icon=":material/check:")


class Places:
    """Where the faults of a form are said: under the field in which they stand."""

    def __init__(self) -> None:
        """Begin without any."""
        self._places: dict[str, st.delta_generator.DeltaGenerator] = {}

    def under(self, *fields: str) -> None:
        """Keep room under what was shown last for the faults of these fields."""
        self._places |= dict.fromkeys(fields, st.container())

    def say(self, error: InvalidClaimError | Exception, otherwise: str) -> None:
        """Say each fault at its field; one without a field of the form goes to that of ``otherwise``."""
        problems = error.problems if isinstance(error, InvalidClaimError) else []
        told = [(problem.field, problem.sentence) for problem in problems] or [(otherwise, str(error))]
        for field, sentence in told:
            place = self._places.get(field) or self._places[otherwise]
            place.error(plain(f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}.") + " What you typed is kept.")
