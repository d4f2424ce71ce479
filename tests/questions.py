"""Puts a question to a store as a page does, and gives its answer as plain rows.

Which answer is right is for the tests that ask.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.access.viewer import THIS_COMPUTER, Viewer
from dashboard.figures.ask import STORE_VARIABLE, ask
from dashboard.figures.filters import NOW, Filters
from dashboard.figures.queries import parameters
from dashboard.store.versions import Store

Row = dict[str, Any]

ALL_BODIES = (
    "avon-and-somerset", "devon-and-cornwall", "dorset", "gloucestershire", "wiltshire", "swrocu",
    "south-west",
)  # fmt: skip
DORSET_ALONE = Viewer("Dorset", frozenset({"dorset"}), sees_ocgs=True)
NO_OCGS = Viewer("Office of the PCC", None, sees_ocgs=False)


@dataclass(frozen=True)
class Question:
    """What is asked, by whom."""

    as_at: date
    since: date | None = None
    body_codes: tuple[str, ...] = ()
    known_at: datetime = NOW
    finding_ref: str | None = None
    viewer: Viewer = THIS_COMPUTER
    return_id: int | None = None
    today: date | None = None

    @property
    def filters(self) -> Filters:
        return Filters(self.as_at, self.since, self.body_codes, self.known_at)

    def more(self) -> dict[str, Any]:
        """What only some queries take."""
        return {
            "finding_ref": self.finding_ref,
            "ocg_ref": "DOR-0013",
            "of_body": "dorset",
            "page": None if self.finding_ref else "scpo",
            "measure_code": "plan-quality",
            "page_path": "plans",
            "from_body": "wiltshire",
            "to_body": "dorset",
            "moved_fte": 1.5,
            # Before, among and after the days on which what is asked about fell due.
            "today": self.today or self.as_at + timedelta(days=self.as_at.toordinal() % 40 - 5),
            # Another return a question, so that a run asks about many.
            "return_id": self.return_id or 1 + self.as_at.toordinal() % 100,
        }

    def seen(self) -> tuple[str, ...]:
        """The bodies that the answer may be about."""
        return self.viewer.may_see(self.body_codes or ALL_BODIES)

    def __str__(self) -> str:
        """The test's name."""
        since = f" since {self.since}" if self.since else ""
        known = f" known {self.known_at:%Y-%m-%d}" if self.known_at != NOW else ""
        of = f" of {self.finding_ref}" if self.finding_ref else ""
        return f"{self.as_at}{since}{known} {'+'.join(self.body_codes) or 'all'}{of}"


def day(text: str) -> date:
    return date.fromisoformat(text)


@contextmanager
def serving(store: Store) -> Iterator[None]:
    """Make this store the one that is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_VARIABLE, str(store.folder))
        yield


def given(store: Store, query: str, question: Question, **own: Any) -> list[Row]:
    """What a query says, in plain values; `own` is what only this query takes."""
    with serving(store):
        named = {**question.more(), **own}
        more = {name: value for name, value in named.items() if name in parameters(query)}
        frame = ask(query, question.viewer, question.filters, **more)
    rows = frame.astype(object).to_dict("records")
    return [{str(name): plain(str(name), value) for name, value in row.items()} for row in rows]


def only(store: Store, query: str, question: Question, **key: Any) -> Row:
    """The one row of an answer that has these values."""
    rows = given(store, query, question)
    (row,) = [row for row in rows if all(row[name] == value for name, value in key.items())]
    return row


def plain(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [dict(each) if isinstance(each, Mapping) else each for each in value]
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        return pd.Timestamp(value).to_pydatetime() if name.endswith("_at") else value.date()
    if isinstance(value, float):
        return round(value, 6)
    return value
