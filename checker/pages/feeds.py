"""What falls due next as calendar feeds (RFC 5545), one for all and one a role: bytes that depend on nothing else.

A role has its feed also while nothing is ahead, so that an address once subscribed to keeps working. An event is an
all-day one on the due day, in the enterprise's time zone. Its UID comes from the enterprise's and the obligation's
id, so that a calendar that asks again every day updates what it has instead of showing it twice.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from checker.model.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from icalendar import Event, Timezone

    from checker.pages.book import Book
    from checker.pages.coming import Coming

FOLDER = "calendar"
EVERYBODY = "所有岗位"
_PRODUCT = "-//Guanbiao//Upcoming records//ZH"
_EVERY_DAY = timedelta(days=1)


class Feed(NamedTuple):
    """One feed: its path below the site's sources, whose it is ("" for everybody's), and how much it holds."""

    path: str
    role: str
    title: str
    number: int


def feeds(book: Book, items: Sequence[Coming]) -> tuple[Feed, ...]:
    """Return everybody's feed and one for each role."""
    held = Counter(role for one in items for role in dict.fromkeys(one.item.roles))
    own = (Feed(path_of(role), role, known.title, held[role]) for role, known in book.controls.roles.items())
    return (Feed(f"{FOLDER}/all.ics", "", EVERYBODY, len(items)), *own)


def path_of(role: str) -> str:
    """Return the path of a role's feed; everybody's keeps "all.ics"."""
    return f"{FOLDER}/{'all_' if role == 'all' else role}.ics"


def build(book: Book, items: Sequence[Coming]) -> dict[str, bytes]:
    """Return every feed by its path."""
    events = [(one.item.roles, _event(book, one)) for one in items]
    zone = _zone(book)
    return {
        feed.path: _calendar(
            book, feed, zone, (event for roles, event in events if not feed.role or feed.role in roles)
        )
        for feed in feeds(book, items)
    }


def _zone(book: Book) -> Timezone:
    """Return the enterprise's time zone; it is also the part that a calendar without events must not lack."""
    from icalendar import Timezone

    return Timezone.from_tzid(book.controls.profile.timezone)


def _calendar(book: Book, feed: Feed, zone: Timezone, events: Iterable[Event]) -> bytes:
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", vText(visible(f"{book.assessment.enterprise.name} 应备记录 · {feed.title}")))
    calendar.add("X-WR-TIMEZONE", vText(book.controls.profile.timezone))
    calendar.add("REFRESH-INTERVAL", _EVERY_DAY, parameters={"VALUE": "DURATION"})
    for component in (zone, *events):
        calendar.add_component(component)
    text: bytes = calendar.to_ical()
    return text


def _event(book: Book, one: Coming) -> Event:
    from icalendar import Event

    assessment = book.assessment
    lines = (
        f"条款：{one.clause.label}",
        f"谁办：{one.roles}",
        f"应完成日：{one.item.due}（{one.why}）",
        *(["服务商的承诺，单独统计"] if one.commitment else []),
        f"按 {assessment.as_of} 的情况算出",
    )
    event = Event()
    event.add("UID", str(uuid5(NAMESPACE_URL, f"guanbiao:{assessment.enterprise.id}:{one.item.id}")))
    event.add("DTSTAMP", datetime.combine(assessment.as_of, time(), UTC))
    event.add("DTSTART", one.item.due)
    event.add("SUMMARY", visible(" ".join(filter(None, (f"《{one.record}》", one.subject, one.item.window)))))
    event.add("DESCRIPTION", "\n".join(map(visible, lines)))
    event.add("CATEGORIES", [visible(one.document)])
    event.add("TRANSP", "TRANSPARENT")
    return event
