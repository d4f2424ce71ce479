"""The Returns page in sentences and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from typing import Any

import pandas as pd

from dashboard.figures.filters import Filters
from dashboard.frames import records
from dashboard.phrases.measures import measure_words
from dashboard.returns.contract import SHEETS
from dashboard.returns.outcome import NO_FILE
from dashboard.wording import day, in_sentence, listed, plural, words

MOST_NAMED = 6
CALENDAR = "Returns by body and month"
CALENDAR_CAPTION = (
    "The 12 months up to the as-at date, the newest first, and how many days after the as-at date "
    "the first return for it came. Choose a cell to open its return."
)
UNCHANGED = ("unchanged", "not-reported")
TITLES = {sheet.table: sheet.title for sheet in SHEETS}
WARNINGS = {
    "unevidenced_count": "waiting for a verifier without evidence",
    "undated_count": "open without a closing date",
    "past_closing_count": "open past the expected closing date",
    "past_milestone_count": "with a milestone overdue",
}
"""What stands against a body's findings, as counted on every page: column -> what so many are."""


def returns_headline(by_month: pd.DataFrame, quality: pd.DataFrame, filters: Filters) -> list[str]:
    """Who has returned for the last month that is asked for, and who has not since when.

    A month is asked for once it has ended, or every body has returned for it.
    """
    begun = by_month[by_month["state_code"] != "not-begun"]
    if begun.empty or quality["as_at_on"].isna().all():
        return [f"No body chosen has returned by {day(filters.as_at_on)}."]
    is_asked_for = ~begun["state_code"].eq("not-due").groupby(begun["month_on"]).transform("any")
    asked_for, early = begun[is_asked_for], begun[~is_asked_for & begun["is_returned"]]
    sentences = []
    if not asked_for.empty:
        is_last = asked_for["month_on"].eq(asked_for["month_on"].max())
        sentences.append(_returned(asked_for[is_last], quality))
    if not early.empty:
        of = int(begun["month_on"].eq(early["month_on"].max()).sum())
        sentences.append(f"{len(early)} of {of} so far for {early['month'].iloc[0]}, none due yet.")
    refused = by_month[by_month["state_code"] == "refused"]
    refused = refused.sort_values("month_on", ascending=False, kind="stable")
    if len(refused):
        named = [f"{row.body} for {row.month}" for row in records(refused.head(MOST_NAMED))]
        if len(refused) > MOST_NAMED:
            named.append(f"{len(refused) - MOST_NAMED} more")
        sentences.append(f"Refused, with no return taken in since: {listed(named)}.")
    return sentences


def _returned(latest: pd.DataFrame, quality: pd.DataFrame) -> str:
    """Who has returned for one month, and who has not; rows of return_by_month."""
    count = int(latest["is_returned"].sum())
    sentence = (
        f"{count} of {plural(len(latest), 'body', 'bodies')} "
        f"{'has' if count == 1 else 'have'} returned for {latest['month'].iloc[0]}"
    )
    asked = ["body_code", "state_code", "due_on", "month_ends_on"]
    silent = latest.loc[~latest["is_returned"], asked]
    told = [_since(row) for row in records(silent.merge(quality, on="body_code"))]
    if len(told) > MOST_NAMED:
        told = [f"{len(told)} have not: {_counted(latest)}"]
    return f"{sentence}; {listed(told)}." if told else f"{sentence}."


def _since(row: Any) -> str:
    """Since when a body has not returned, and until when it has time."""
    if pd.isna(row.as_at_on):
        since = f"{row.body} has never returned"
    elif row.as_at_on > row.month_ends_on:
        since = f"{row.body} has not, but has as at {day(row.as_at_on)}"
    else:
        since = f"{row.body} has not returned since {day(row.as_at_on)}"
    return since + (f" and has until {day(row.due_on)}" if row.state_code == "awaited" else "")


def _counted(latest: pd.DataFrame) -> str:
    waiting = latest.loc[~latest["is_returned"], "state"].value_counts(sort=False)
    return listed([f"{count} {_plain(state)}" for state, count in waiting.items()])


def with_quality(quality: pd.DataFrame) -> pd.DataFrame:
    """The frame of return_quality_by_body with its flags in words."""
    flags = pd.DataFrame([_flags(row) for row in records(quality)], index=quality.index)
    return quality.join(flags)


def _flags(row: Any) -> dict[str, str | None]:
    """The flags of one body's latest return in words; nothing where it has none."""
    if pd.isna(row.return_id):
        return dict.fromkeys(("punctual", "left_out", "differences", "warnings"))
    return {
        "punctual": ("▲ Late" if row.is_late else "● In time")
        + (", corrected" if row.is_corrected else ""),
        "left_out": sections(row.sections_not_reported) or "none",
        "differences": f"{row.note_count:.0f}",
        "warnings": _warned(row),
    }


def _warned(row: Any) -> str:
    told = [
        f"{plural(int(getattr(row, name)), 'finding')} {what}"
        for name, what in WARNINGS.items()
        if getattr(row, name)
    ]
    return "; ".join(told) or "none"


def sections(codes: Any) -> str:
    """The sections a return did not report, by their sheets' titles."""
    return "" if pd.isna(codes) else listed([TITLES.get(code, code) for code in codes.split(";")])


def by_sheet(counts: pd.DataFrame) -> pd.DataFrame:
    """The frame of return_sheet with the sheets' titles, in the order of a workbook."""
    order = counts["table_name"].map([*TITLES].index)
    titled = counts.assign(sheet=counts["table_name"].map(TITLES), order=order)
    return titled.sort_values("order")


def with_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Measures before and after, each as words in columns `was` and `is_now`."""
    rows = list(records(frame))
    return frame.assign(
        was=[
            measure_words(row.kind_code, row.was_numerator, row.was_denominator, row.threshold)
            for row in rows
        ],
        is_now=[
            measure_words(row.kind_code, row.numerator, row.denominator, row.threshold)
            for row in rows
        ],
    )


def with_targets(frame: pd.DataFrame) -> pd.DataFrame:
    """Measures before and after with whether the target is met; what did not change comes last."""
    told = [
        "–" if pd.isna(is_met) else "● Met" if is_met else "▲ Not met" for is_met in frame["is_met"]
    ]
    return changed_first(with_counts(frame.assign(met=told)))


def changed_first(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a return_change_by query with those that say of no change last."""
    is_unchanged = frame["change_code"].isin(UNCHANGED)
    return pd.concat([frame[~is_unchanged], frame[is_unchanged]])


def detail_facts(row: Any) -> dict[str, str]:
    """What is known of one return, name and value; a row of return_detail."""
    late = ", late" if row.is_late else ""
    facts = {
        "Number": str(row.return_id),
        "What it is": "An entry made on the page" if row.is_entry else "A return",
        "As at": day(row.as_at_on),
        "Received": f"{words(row.received_at)}, {plural(row.days_after, 'day')} after the "
        f"day it describes{late}",
        "Submitted by (role)": row.submitted_by_role,
        "Prepared by (role)": row.prepared_by_role,
        "Approved by (role)": row.approved_by_role,
        "Marking": row.marking,
        "Sections not reported": sections(row.sections_not_reported) or "none",
        "Note": words(row.note, "none"),
        "File": row.file_name,
        "SHA-256 of the file": row.sha256,
        "Version of the store it came in with": str(row.version_number),
    }
    if row.is_demonstration:
        facts["Made up"] = "Yes: demonstration data"
    return facts


def standing(row: Any) -> str:
    """Whether one return still holds; a row of return_detail."""
    if not pd.isna(row.replaced_at):
        kind = "entry" if row.is_entry else "return for the same day"
        return f"It no longer holds: a later {kind} replaced it on {day(row.replaced_at)}."
    return "Nothing has replaced it."


def compared_with(row: Any) -> str:
    """What a return is compared with to say what it changed; a row of return_detail."""
    if row.kind_code == "region":
        return "Compared with what the board's record said just before it came in."
    if pd.isna(row.was_return_id):
        return "It is the body's first return for that day or an earlier one."
    return (
        "Compared with the body's position on the same day just before it came in: the return as "
        f"at {day(row.was_as_at_on)}, {row.was_file_name}."
    )


def change_headline(
    measures: pd.DataFrame, findings: pd.DataFrame, ocgs: pd.DataFrame | None, board: pd.DataFrame
) -> list[str]:
    """What one return changed in a sentence a subject; from the return_change_by queries."""
    told = []
    for noun, frame in (
        ("Measures", measures),
        ("Findings", findings),
        ("OCGs", ocgs),
        ("The board's record", board),
    ):
        if frame is None or frame.empty:
            continue
        changed = frame[~frame["change_code"].isin(UNCHANGED)]
        if changed.empty:
            told.append(f"{noun}: unchanged.")
            continue
        counts = changed["change"].value_counts(sort=False)
        parts = [f"{count} {_plain(label)}" for label, count in counts.items()]
        told.append(f"{noun}: {listed(parts)}.")
    return told or ["It changed nothing that is compared here."]


def _plain(label: Any) -> str:
    """A label without its symbol, for the middle of a sentence."""
    symbol, _, rest = str(label).partition(" ")
    return in_sentence(rest if len(symbol) == 1 else label)


def has_file(row: Any) -> bool:
    """Whether a return came as a file; a row of return_detail."""
    return bool(row.sha256 != NO_FILE)


def month_lines(row: Any) -> list[str]:
    """The dates and counts behind the state of a month, a line each; a row of return_by_month."""
    lines = []
    if row.is_returned:
        days = (row.first_received_at.date() - row.as_at_on.date()).days
        if row.as_at_on.date() != row.month_ends_on.date():
            lines.append(f"at {day(row.as_at_on)}")
        lines.append(f"after {plural(days, 'day')}")
        if row.return_count > 1:
            lines.append(plural(row.return_count, "return"))
    if row.refused_count:
        lines.append(f"{plural(row.refused_count, 'file')} refused")
    if row.state_code in ("awaited", "missing"):
        lines.append(f"due {day(row.due_on)}")
    return lines
