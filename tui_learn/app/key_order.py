"""Keys and pasted texts reach what has the focus when all that came before them is done, however quickly they come.

Textual sends a key to what has the focus when the key arrives, and the key climbs from there, widget by widget, until
something takes it. Of keys that come together the later ones are thus sent before the first one is done: what is typed
right after the key that opens a field would not be written into it, but run as commands.
"""

from __future__ import annotations

from collections import deque
from typing import TypeVar

from textual import events
from textual.app import App
from textual.message import Message

PATIENCE = 1.0
"""Seconds after which a key is no more waited for: what it went to may be busy, or gone."""
Typed = TypeVar("Typed", events.Key, events.Paste)


class KeyDone(Message):
    """Climbs behind a key: where it arrives, the key has arrived, or was taken on the way."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class OrderedKeys(App[int]):
    """An app that takes one key after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        """What came while something was still on its way."""
        self._sent = 0
        self._under_way: int | None = None
        """The number of the key that is on its way."""
        self._redirected: events.Event | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while another one is on its way."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way is not None:
            self._held.append(event)
            if len(self._held) == 1:
                self._wait_for(self._under_way)
        else:
            await self._send(event)

    async def _send(self, event: events.Key | events.Paste) -> None:
        target = self.focused or self.screen
        self._sent += 1
        self._under_way = self._sent
        await super().on_event(event)
        if not target.post_message(KeyDone(self._sent)):  # it is closing
            self.call_later(self._go_on, self._sent)

    def _wait_for(self, number: int) -> None:
        self.set_timer(PATIENCE, lambda: self._go_on(number))

    def on_key_done(self, event: KeyDone) -> None:
        """What the key has set off is next, such as a change of the focus; then the next key."""
        event.stop()
        self.call_later(self._go_on, event.number)

    async def _go_on(self, number: int) -> None:
        if number != self._under_way:
            return
        self._under_way = None
        if self._held:
            await self._send(self._held.popleft())
            if self._held and self._under_way is not None:
                self._wait_for(self._under_way)

    # --- what was sent somewhere before a field had the focus

    def on_key(self, event: events.Key) -> None:
        """A letter nothing has taken, while a field has the focus, belongs into the field."""
        if self._redirect(event, events.Key(event.key, event.character), event.key, event.character):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """As with a letter."""
        self._redirect(event, events.Paste(event.text), "a", "a")

    def _redirect(self, event: events.Event, again: Typed, key: str, character: str | None) -> bool:
        focused = self.focused
        if focused is None or event is self._redirected or not focused.check_consume_key(key, character):
            return False
        event.stop()
        self._redirected = again
        focused._forward_event(again)
        return True
