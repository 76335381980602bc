"""When an app has nothing left to do: Textual's pilot looks every 20 ms, and most of a test of it was waiting.

The same is asked here without waiting: no callback is ready to run, no timer is about to go off, and where a worker is
at work, the process rests. Screens draw sooner after a change than they do for people.
"""

from __future__ import annotations

import asyncio
from time import monotonic, process_time

import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app

PERIOD = 1 / 250
"""Seconds after a change until a screen is drawn."""
SOON = 0.03
"""Seconds within which a timer is about to go off."""
GRAIN = 0.005
"""Seconds between two looks at what workers do."""
WORKED = GRAIN / 10
"""Seconds of work between two looks below which the process rests."""


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """In the place of ``textual._wait.wait_for_idle``; the arguments mean the same."""
    loop = asyncio.get_running_loop()
    begun = monotonic()
    while monotonic() - begun < max_sleep:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if wait := _until_next(loop):
            await asyncio.sleep(wait)
        elif _is_at_work():
            worked = process_time()
            await asyncio.sleep(GRAIN)
            if process_time() - worked < WORKED:
                break
        else:
            break
    await asyncio.sleep(max(0.0, begun + min_sleep - monotonic()))


def _until_next(loop: asyncio.AbstractEventLoop) -> float:
    """Seconds until the last of the timers that are about to go off; 0 when none is."""
    now = loop.time()
    timers = (t.when() - now for t in loop._scheduled if not t.cancelled())  # type: ignore[attr-defined]
    return max((max(wait, 1e-4) for wait in timers if wait <= SOON), default=0.0)


def _is_at_work() -> bool:
    app = active_app.get(None)
    return app is None or any(worker.is_running for worker in app.workers)


def be_quick() -> None:
    """Let the pilot of every app wait in this way, and every screen draw soon."""
    for module in (textual.app, textual.pilot):
        assert hasattr(module, "wait_for_idle"), module  # else Textual has changed, and all would be slow again
        module.wait_for_idle = wait_for_idle  # type: ignore[attr-defined]
    assert hasattr(textual.screen, "UPDATE_PERIOD")
    textual.screen.UPDATE_PERIOD = PERIOD  # type: ignore[misc]
