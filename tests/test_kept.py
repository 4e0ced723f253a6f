"""What is set aside a moment later is set aside once for all who asked meanwhile, and again for the next."""

import gc
from threading import Event

import pytest

from tracker import kept


def test_what_many_ask_to_set_aside_is_set_aside_once(monkeypatch):
    started, times = Event(), []

    def set_aside():
        times.append(1)
        started.set()

    monkeypatch.setattr(kept, "SOON_S", 0.05)
    monkeypatch.setattr(kept, "set_aside", set_aside)
    for expected in (1, 2):
        started.clear()
        for _ in range(5):
            kept.set_aside_soon()
        assert started.wait(timeout=30)
        assert len(times) == expected


def test_garbage_is_looked_for_again_once_all_large_results_are_made():
    with kept.without_collecting():
        with kept.without_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_large_result_that_fails_leaves_the_garbage_collection_on():
    with pytest.raises(ValueError, match="no such claim"), kept.without_collecting():
        raise ValueError("no such claim")
    assert gc.isenabled()


def test_what_is_to_be_set_aside_waits_for_a_large_result(monkeypatch):
    done = Event()
    monkeypatch.setattr(kept, "SOON_S", 0.05)
    monkeypatch.setattr(kept, "set_aside", done.set)
    with kept.without_collecting():
        kept.set_aside_soon()
        assert not done.wait(timeout=0.5)
    assert done.wait(timeout=30)
