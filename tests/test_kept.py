"""What is set aside a moment later is set aside once for all who asked meanwhile, and again for the next."""

from threading import Event

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
