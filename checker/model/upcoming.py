"""What falls due next: obligations that are pending, and those of windows that have not begun yet."""

from __future__ import annotations

from datetime import date

from checker.model.base import Value
from checker.model.obligation import Subject


class Upcoming(Value, frozen=True, kw_only=True):
    """One record that is to be handed in by a day after the day of assessment, or on it.

    Attributes:
        id: As the obligation has or will have it.
        begun: Whether its window has begun (or it has none), so that it is an obligation already.
    """

    id: str
    clause: str
    record: str
    subject: Subject
    window: str | None
    due: date
    roles: tuple[str, ...]
    begun: bool
