"""Who is at the other end: sessions kept in this process, named by a random cookie."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict

COOKIE = "dragoman"
LASTS = 14 * 24 * 3600.0
"""Seconds after its last use that a session ends."""
MOST = 2_000
_TRIES = 8
_PAUSE = 60.0


class Session:
    """One browser. ``token`` is what its forms must bring back; ``admitted`` whether it may see the project."""

    __slots__ = ("admitted", "id", "seen", "token", "who")

    def __init__(self, who: str, admitted: bool, now: float) -> None:
        self.id = secrets.token_urlsafe(32)
        self.token = secrets.token_urlsafe(32)
        self.who = who
        self.admitted = admitted
        self.seen = now

    def brings(self, token: str | None) -> bool:
        """Whether ``token`` is this session's, compared in constant time."""
        return token is not None and hmac.compare_digest(token.encode(), self.token.encode())


class Sessions:
    """All sessions; at most :data:`MOST`, the longest unused go first, strangers before those admitted."""

    def __init__(self) -> None:
        self._strangers: OrderedDict[str, Session] = OrderedDict()
        self._admitted: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()
        self._misses: list[float] = []

    def find(self, id: str | None) -> Session | None:
        """The session with this id, if it lives."""
        if not id:
            return None
        now = time.monotonic()
        with self._lock:
            for kept in (self._admitted, self._strangers):
                session = kept.get(id)
                if session is None:
                    continue
                if now - session.seen > LASTS:
                    del kept[id]
                    return None
                session.seen = now
                kept.move_to_end(id)
                return session
        return None

    def begin(self, who: str, *, admitted: bool) -> Session:
        """A new session. After signing in a browser gets a new one, so that an id fixed before is worth nothing."""
        session = Session(who, admitted, time.monotonic())
        with self._lock:
            kept = self._admitted if admitted else self._strangers
            kept[session.id] = session
            while len(kept) > MOST:
                kept.popitem(last=False)
        return session

    def end(self, id: str) -> None:
        """Forget a session."""
        with self._lock:
            self._admitted.pop(id, None)
            self._strangers.pop(id, None)

    def may_try(self) -> bool:
        """Whether a password may be tried now: no more than a few wrong ones a minute, from all sides together."""
        now = time.monotonic()
        with self._lock:
            self._misses = [at for at in self._misses if now - at < _PAUSE]
            return len(self._misses) < _TRIES

    def missed(self) -> None:
        """Note a wrong password."""
        with self._lock:
            self._misses.append(time.monotonic())
