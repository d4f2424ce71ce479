"""What a page is asked for: as at which day, compared with which, for which bodies.

Choosing them from widgets is the row of filters'; a Filters is only ever an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from dashboard.store.versions import Version
from dashboard.wording import TIME_ZONE, day, end_of, listed

OTHER_DATE = "Another date"
PAST_DAY = "As it was shown on a past day"
MOST_BODIES = 12
"""The bodies that one page shows side by side, or OCG by OCG."""
NOW = datetime(9999, 12, 31)  # noqa: DTZ001  (the store's times are naive UTC)


@dataclass(frozen=True)
class Filters:
    """One view of the region. No body chosen means all of them."""

    as_at_on: date
    since_on: date | None = None
    body_codes: tuple[str, ...] = ()
    known_at: datetime = NOW
    version: Version | None = None
    """The store's version every figure of one page is read from; None reads the current one."""
    time_zone: str = TIME_ZONE
    """Whose clock says when a day ends: the region's."""

    def at(self, on: date) -> "Filters":
        """The same view as at another day, compared with nothing."""
        return replace(self, as_at_on=on, since_on=None)

    @property
    def since_known_at(self) -> datetime | None:
        """The moment up to which what came in counts at the day compared with: the end of
        that day by the region's clock.

        What was shown then is compared with what is known now, so that what came in late is news
        whatever day it describes.
        """
        return min(self.end_of(self.since_on), self.known_at) if self.since_on else None

    @property
    def before(self) -> "Filters | None":
        """The view that this one is compared with, as it stood then; None where nothing is."""
        if self.since_on is None or self.since_known_at is None:
            return None
        return replace(self.at(self.since_on), known_at=self.since_known_at)

    @property
    def shown_on(self) -> date | None:
        """The past day whose knowledge the page is limited to."""
        if self.known_at == NOW:
            return None
        return self.known_at.replace(tzinfo=UTC).astimezone(ZoneInfo(self.time_zone)).date()

    def end_of(self, on: date) -> datetime:
        """The last moment of a day by the region's clock, UTC without a zone."""
        return end_of(on, self.time_zone)

    def is_wide(self, names: Mapping[str, str]) -> bool:
        """Whether these are too many bodies to show side by side; `names` has all of them."""
        return len(self.body_codes or names) > MOST_BODIES

    def parameters(self) -> dict[str, date | datetime | None]:
        """The query parameters these filters give, apart from the bodies."""
        return {
            "as_at": self.as_at_on,
            "known_at": self.known_at,
            "since": self.since_on,
            "since_known_at": self.since_known_at,
        }

    def sentence(self, names: Mapping[str, str]) -> str:
        """The filters in words; `names` gives each body code's short name, all bodies in it."""
        compared = f", compared with {day(self.since_on)}" if self.since_on else ""
        if self.shown_on:
            compared += f", as it was shown on {day(self.shown_on)}"
        if not self.body_codes:
            return f"As at {day(self.as_at_on)}{compared}, for all {len(names)} bodies."
        chosen = listed([names.get(code, code) for code in self.body_codes])
        left_out = [name for code, name in names.items() if code not in self.body_codes]
        rest = ""
        if left_out:
            named = listed(left_out) if len(left_out) <= 6 else f"{len(left_out)} other bodies"
            rest = f" Left out: {named}."
        return f"As at {day(self.as_at_on)}{compared}, for {chosen} only.{rest}"

    def link(self, page: str, names: Mapping[str, str], **more: str) -> str:
        """A link to a page under exactly these filters, with its dates spelt out.

        The URL holds what the widgets show, so bodies go by their short names.
        """
        pairs = [("as_at", OTHER_DATE), ("on", self.as_at_on.isoformat())]
        if self.since_on:
            pairs += [("since", OTHER_DATE), ("since_on", self.since_on.isoformat())]
        if self.shown_on:
            pairs += [("shown", PAST_DAY), ("shown_on", self.shown_on.isoformat())]
        pairs += [("body", names[code]) for code in self.body_codes if code in names]
        return f"/{page}?{urlencode([*pairs, *more.items()])}"
