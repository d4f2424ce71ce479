"""The Board page in sentences, cards and lists of what changed.

Every number comes from a query's frame; drawing them as HTML is tables'.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.claims import claims_checked
from dashboard.wording import day, in_sentence, listed, plural, words

CHANGES = {
    "verified": "Newly verified",
    "contested": "Disputed by a verifier",
    "reopened": "Verification withdrawn",
    "verification-changed": "Verification changed",
    "moved": "Moved forward",
    "moved-back": "Moved back",
    "claim-changed": "Claim changed",
    "first-claim": "Reported on for the first time",
    "slipped": "Expected closing date slipped",
    "date-withdrawn": "Closing date withdrawn",
    "went-silent": "Went silent",
    "came-back": "Reporting again",
    "action-new": "New board action",
    "action-slipped": "Board action's due date slipped",
    "action-overdue": "Board action now overdue",
    "action-reopened": "Board action reopened",
    "action-closed": "Board action closed",
}
"""Kinds of change in the order a board reads them."""


def board_headline(
    now: Any, movement: pd.DataFrame, returns: pd.DataFrame, filters: Filters
) -> list[str]:
    """Two or three sentences: where the findings stand, what changed, who is not heard from.

    `now` is the row of headline_figures; the frames are movement_by_finding_body's and
    body_return's.
    """
    if not now.position_count:
        return ["No inspection had been published by this date, so there is nothing to report yet."]
    if now.not_reported_count == now.position_count:
        verified = "No return has been received that reports on a finding."
        return [
            f"{verified} What follows is the public record alone: where a figure is not held it "
            "says so."
        ]
    sentences = [_stands(now)]
    doubts = [
        f"{now.unevidenced_count} claimed without evidence" if now.unevidenced_count else "",
        f"{now.past_closing_count} open past the expected closing date"
        if now.past_closing_count
        else "",
        f"{now.undated_count} open without a closing date" if now.undated_count else "",
    ]
    if any(doubts):
        sentences.append(f"{listed([doubt for doubt in doubts if doubt])}.")
    counted = _counted(movement)
    if counted and filters.since_on:
        told = listed([f"{in_sentence(CHANGES[code])} {count}" for code, count in counted.items()])
        sentences.append(f"Since {day(filters.since_on)}: {told}.")
    silent = silent_bodies(returns)
    if silent:
        sentences.append(f"{listed(silent)}.")
    return sentences


def _stands(now: Any) -> str:
    """How many findings at bodies are verified complete, and how many wait for a verifier."""
    waiting, of = now.claimed_only_count - now.contested_count, now.position_count
    waits = f"{_is(waiting)} claimed delivered and {'waits' if waiting == 1 else 'wait'}"
    if now.has_board_record:
        told = f"{now.verified_count} of {of} findings at bodies are verified complete; "
        told += f"{waiting} more {waits} for a verifier" if waiting else "none waits for a verifier"
    else:
        told = "No verification is known, since the board's secretariat has not returned; "
        told += (
            f"{waiting} of {of} findings at bodies {waits} for a verifier"
            if waiting
            else (f"none of {of} findings at bodies is claimed delivered")
        )
    if now.contested_count:
        told += f", {now.contested_count} {_is(now.contested_count)} disputed by one"
    return f"{told}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _counted(movement: pd.DataFrame) -> dict[str, int]:
    """How many findings at bodies show each kind of change, or bodies where silence changed."""
    pairs: dict[str, set[tuple[str, str]]] = {code: set() for code in CHANGES}
    for row in records(movement):
        is_body_s = row.change_code in SILENCE
        pairs[row.change_code].add(("" if is_body_s else row.finding_ref, row.body_code))
    return {code: len(found) for code, found in pairs.items() if found}


def silent_bodies(returns: pd.DataFrame) -> list[str]:
    """For each body without a current return, since when; from body_return."""
    return [
        f"{row.body} has never returned"
        if pd.isna(row.as_at_on)
        else f"{row.body} has not returned since {day(row.as_at_on)}"
        for row in records(returns)
        if pd.isna(row.as_at_on) or row.is_stale
    ]


def changed(now: int, before: int | None, since: str) -> str:
    """A figure's change in words: `2 more than on 20 October 2026`. None compares nothing."""
    if before is None:
        return ""
    difference = int(now) - int(before)
    if difference == 0:
        return f"no change since {since}"
    return f"{abs(difference)} {'more' if difference > 0 else 'fewer'} than on {since}"


def _share(now: Any) -> str:
    share = f" ({100 * now.covered_ocg_count / now.ocg_count:.0f}%)" if now.ocg_count else ""
    return f"of {now.ocg_count}{share}"


def change_counts(
    movement: pd.DataFrame, actions: pd.DataFrame, names: Sequence[str]
) -> pd.DataFrame:
    """How many changes of each kind, in all and per body of `names`; empty where none.

    From movement_by_finding_body and action_change. A body's silence counts once.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for row in records(movement):
        what = row.body if row.change_code in SILENCE else row.finding_ref
        found.setdefault(row.change_code, {}).setdefault(row.body, set()).add(what)
    for row in records(actions):
        found.setdefault(row.change_code, {}).setdefault(row.body, set()).add(row.action_ref)
    return pd.DataFrame(
        [
            {
                "change": label,
                "all": sum(map(len, found[code].values())),
                **{name: len(found[code].get(name, ())) for name in names},
            }
            for code, label in CHANGES.items()
            if code in found
        ]
    )


def claim_warning(claims: pd.DataFrame) -> list[str]:
    """How many claims are better than the data shows; from claim_and_evidence."""
    checked, better = claims_checked(claims)
    if better.empty:
        return []
    return [
        f"{len(better)} of {plural(len(checked), 'claim')} that can be checked "
        f"{_is(len(better))} better than what the data shows: see Claimed and shown."
    ]


SILENCE = ("went-silent", "came-back")
"""Changes that are a body's, not each finding's."""


def _lines(code: str, rows: list[Any]) -> Iterable[str]:
    if code in SILENCE:
        # Silence is the body's, not each finding's.
        for row in {row.body_code: row for row in rows}.values():
            last = "no return" if pd.isna(row.is_now) else day(pd.Timestamp(row.is_now))
            yield f"{row.body}: latest return {last}"
        return
    for row in rows:
        if code == "slipped":
            was, now = (day(pd.Timestamp(text)) for text in (row.was, row.is_now))
            yield f"{row.finding_ref}, {row.body}: from {was} to {now}"
        elif code == "date-withdrawn":
            yield f"{row.finding_ref}, {row.body}: was {day(pd.Timestamp(row.was))}, now none given"
        else:
            was = in_sentence(words(row.was, "not reported"))
            yield f"{row.finding_ref}, {row.body}: from {was} to {in_sentence(row.is_now)}"
