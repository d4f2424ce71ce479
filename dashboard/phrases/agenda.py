"""A meeting's agenda made from the figures: for each item its sentence and at most five lines.

Every value comes from a query's frame; drawing and recording are the screen's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.claim_lines import claim_lines
from dashboard.phrases.claims import claims_checked
from dashboard.wording import day, in_sentence, plural

MOST_LINES = 5
CHANGES, VERIFIED, CLAIMS = "Since last board", "Verified", "Claims to challenge"
ACTIONS, PLANS, POSTS, RETURNS = "Actions", "4P plans", "Resourcing", "Returns missing"
OTHER, RECORDED = "Any other", "Recorded"
ITEMS = (CHANGES, VERIFIED, CLAIMS, ACTIONS, PLANS, POSTS, RETURNS)
"""What the figures make of a meeting, in its order; what the secretariat adds comes after."""
NOTHING_RECORDED = "Nothing has been recorded today."


@dataclass(frozen=True)
class AgendaLine:
    """One line of an item: what stands out, what is said of it, and what an action on it is about.

    `melon` has the codes outside and inside and the name of its melon, where it has one.
    """

    lead: str
    text: str
    finding_ref: str = ""
    body_code: str | None = None
    melon: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class AgendaItem:
    """One item: its sentence, its lines, and how many more there are."""

    sentence: str
    lines: Sequence[AgendaLine] = ()
    more: int = 0


def agenda(added: str) -> list[str]:
    """The items in order; `added` has the secretariat's own, with semicolons between them."""
    own = [title.strip() for title in added.split(";")]
    fresh = [title for title in dict.fromkeys(own) if title and title not in ITEMS]
    return [*ITEMS, *fresh, OTHER, RECORDED]


def _item(sentence: str, lines: Sequence[AgendaLine]) -> AgendaItem:
    return AgendaItem(sentence, lines[:MOST_LINES], max(len(lines) - MOST_LINES, 0))


def changes(lists: Mapping[str, Sequence[str]], since_on: date | None) -> AgendaItem:
    """What changed; the lists of changes by kind."""
    if since_on is None:
        return AgendaItem("There is no earlier date to compare with.")
    lines = [AgendaLine(kind, said) for kind, told in lists.items() for said in told]
    count = plural(len(lines), "change")
    return _item(f"{count} since {day(since_on)}." if lines else
                 f"Nothing has changed since {day(since_on)}.", lines)  # fmt: skip


def verified(sentence: str, cells: pd.DataFrame) -> AgendaItem:
    """What is verified, contradicted and in doubt; finding_by_body."""
    held = cells.dropna(subset="body_code")
    lines = []
    for row in records(held):
        name = f"{row.finding_ref}, {row.body}"
        if row.is_contradicted:
            said = f"verified complete, and declared {in_sentence(row.brag)} since"
            lines.append((0, AgendaLine(name, said, row.finding_ref, row.body_code)))
        elif row.is_conflict:
            lines.append(
                (1, AgendaLine(name, "verifiers disagree", row.finding_ref, row.body_code))
            )
        elif row.is_verified:
            said = f"{in_sentence(row.verified_stage)}, {day(row.verified_on)}"
            lines.append((2, AgendaLine(name, said, row.finding_ref, row.body_code)))
    return _item(sentence, [line for _, line in sorted(lines, key=lambda each: each[0])])


def claims(frame: pd.DataFrame, link: Callable[..., str]) -> AgendaItem:
    """Claims that are better than the data shows; claim_and_evidence."""
    checked, better = claims_checked(frame)
    if checked.empty:
        return AgendaItem("No claim can be checked by this date.")
    sentence = (
        f"{len(better)} of {plural(len(checked), 'claim')} that can be checked "
        f"{'is' if len(better) == 1 else 'are'} better than the data shows."
    )
    lines = [
        AgendaLine(line.name, f"{line.met} {line.why}".strip(), row.finding_ref, row.body_code,
                   (line.outside, line.inside, line.said))
        for row, line in zip(records(better), claim_lines(better, link), strict=True)
    ]  # fmt: skip
    return _item(sentence, lines)


def actions(sentence: str, register: pd.DataFrame) -> AgendaItem:
    """Open actions that are overdue, then those whose date moved; action_register."""
    still_open = register[register["status_code"] == "open"] if len(register) else register
    lines = []
    for row in records(still_open):
        moved = row.first_due_on != row.due_on
        if not (row.is_overdue or moved):
            continue
        told = f"{row.action}. "
        if row.is_overdue:
            told += f"Overdue by {plural(int(row.days_overdue), 'day')}"
        else:
            told += f"Due {day(row.due_on)}"
        told += f", first due {day(row.first_due_on)}." if moved else "."
        ref = "" if pd.isna(row.finding_ref) else row.finding_ref
        line = AgendaLine(f"{row.action_ref}, {row.owner_body}", told, ref, row.owner_body_code)
        lines.append((0 if row.is_overdue else 1, line))
    return _item(sentence, [line for _, line in sorted(lines, key=lambda each: each[0])])


def returns(by_body: pd.DataFrame) -> AgendaItem:
    """Bodies whose return is missing or stale; body_return."""
    lines = [
        AgendaLine(
            row.body,
            "has never returned"
            if pd.isna(row.as_at_on)
            else f"has not returned since {day(row.as_at_on)}",
            body_code=row.body_code,
        )
        for row in records(by_body)
        if pd.isna(row.as_at_on) or row.is_stale
    ]
    of = plural(len(by_body), "body", "bodies")
    sentence = f"{len(by_body) - len(lines)} of {of} have a current return."
    return _item(sentence, lines)


def recorded(entries: pd.DataFrame, today: date) -> AgendaItem:
    """What was entered today and stands, every line of it; entry_register."""
    own = entries[entries["as_at_on"].dt.date.eq(today) & entries["corrected_by_id"].isna()]
    lines = [AgendaLine(f"Entry {row.return_id}", row.recorded) for row in records(own)]
    if not lines:
        return AgendaItem(NOTHING_RECORDED)
    return AgendaItem(f"{plural(len(lines), 'entry', 'entries')} recorded today.", lines)


def place(title: str, number: int, count: int) -> str:
    """Which item of how many is on the screen; they count from 0."""
    return f"Item {number + 1} of {count}: {title}"


def elapsed(seconds: float) -> str:
    """How long an item has been on the screen."""
    minutes = int(seconds // 60)
    return f"{plural(minutes, 'minute')} on this item" if minutes else "Just begun"


def left(item: Any) -> str:
    """How many lines an item has beyond those shown."""
    return f"{item.more} more on its own page." if item.more else ""
