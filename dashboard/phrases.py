"""Figures as the sentences and cards a director reads first.

Every number comes from a query's frame; none is computed here beyond a difference.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from dashboard.ask import records
from dashboard.filters import Filters, day, listed
from dashboard.tables import brag, facts, figure, paragraph, words

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
}
"""Kinds of change in the order a board reads them."""


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 body, 2 bodies."""
    return f"{count} {one if count == 1 else many or one + 's'}"


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
    verified = (
        f"{now.verified_count} of {now.position_count} findings at bodies are verified complete"
        if now.has_board_record
        else "No verification is known, since the board's secretariat has not returned"
    )
    waiting = now.claimed_only_count - now.contested_count
    sentences = [
        f"{verified}; {waiting} more {_is(waiting)} claimed delivered and wait for a verifier"
        + (f", {now.contested_count} {_is(now.contested_count)} disputed by one."
           if now.contested_count else ".")
    ]  # fmt: skip
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
        told = listed([f"{CHANGES[code].lower()} {count}" for code, count in counted.items()])
        sentences.append(f"Since {day(filters.since_on)}: {told}.")
    silent = silent_bodies(returns)
    if silent:
        sentences.append(f"{listed(silent)}.")
    return sentences


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _counted(movement: pd.DataFrame) -> dict[str, int]:
    """How many findings at bodies show each kind of change, or bodies where silence changed."""
    pairs: dict[str, set[tuple[str, str]]] = {code: set() for code in CHANGES}
    for row in records(movement):
        is_body_s = row.change_code in ("went-silent", "came-back")
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


def headline_cards(now: Any, before: Any | None, filters: Filters) -> list[str]:
    """The board's headline figures as cards; rows of headline_figures at two dates."""
    since = day(filters.since_on) if filters.since_on else ""

    def card(label: str, column: str, of: str) -> str:
        was = None if before is None else int(getattr(before, column))
        value = int(getattr(now, column))
        return figure(label, str(value), of, changed(value, was, since))

    reported = now.current_body_count > 0 or now.not_reported_count < now.position_count
    covered = (
        card("OCGs with a 4P plan", "covered_ocg_count", _share(now))
        if now.ocg_count
        else figure("OCGs with a 4P plan", "?", "not reported", "")
    )
    overdue = (
        card("Board actions overdue", "overdue_action_count", f"of {now.open_action_count} open")
        if now.has_board_record
        else figure("Board actions overdue", "?", "not reported", "")
    )
    of_findings = f"of {now.position_count}"
    unknown = "not reported"
    return [
        card("Verified complete", "verified_count", of_findings)
        if now.has_board_record
        else figure("Verified complete", "?", unknown, ""),
        card("Claimed, not verified", "claimed_only_count", of_findings)
        if reported
        else figure("Claimed, not verified", "?", unknown, ""),
        card("Open, no closing date", "undated_count", f"of {now.open_reported_count}")
        if reported
        else figure("Open, no closing date", "?", unknown, ""),
        card("Bodies with a current return", "current_body_count", f"of {now.body_count}"),
        covered,
        overdue,
    ]


def _share(now: Any) -> str:
    return f"of {now.ocg_count} ({100 * now.covered_ocg_count / now.ocg_count:.0f}%)"


def movement_lists(movement: pd.DataFrame, since: str) -> str:
    """What changed, one list a kind of change, as HTML; from movement_by_finding_body."""
    by_code: dict[str, list[Any]] = {code: [] for code in CHANGES}
    for row in records(movement):
        by_code[row.change_code].append(row)
    parts = []
    for code, rows in by_code.items():
        if rows:
            lines = "".join(f"<li>{escape(line)}</li>" for line in _lines(code, rows))
            parts.append(f"<section><h3>{escape(CHANGES[code])}</h3><ul>{lines}</ul></section>")
    if not parts:
        return paragraph(f"Nothing has changed since {since}.")
    return f'<div class="soc changes">{"".join(parts)}</div>'


def _lines(code: str, rows: list[Any]) -> Iterable[str]:
    if code in ("went-silent", "came-back"):
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
            was = words(row.was, "not reported").lower()
            yield f"{row.finding_ref}, {row.body}: from {was} to {row.is_now.lower()}"


def stages(cells: pd.DataFrame) -> list[str]:
    """The stages to filter by, as both lanes' labels; from finding_by_body."""
    reported = cells.dropna(subset=["body_code"])
    claimed = [f"Claimed: {label}" for label in sorted(set(reported["claimed_stage"].dropna()))]
    verified = [f"Verified: {label}" for label in sorted(set(reported["verified_stage"].dropna()))]
    return [*claimed, NOT_CLAIMED, *verified]


NOT_CLAIMED = "Claimed: not reported"


def chosen_positions(cells: pd.DataFrame, finding_ref: str, stage: str, every: str) -> pd.DataFrame:
    """finding_by_body's rows at a body, for one finding or every, at one stage or every."""
    rows = cells.dropna(subset=["body_code"])
    if finding_ref != every:
        rows = rows[rows["finding_ref"] == finding_ref]
    if stage == NOT_CLAIMED:
        return rows[rows["claimed_stage"].isna()]
    if stage != every:
        lane, label = stage.split(": ", 1)
        rows = rows[rows[f"{lane.lower()}_stage"] == label]
    return rows


def finding_facts(finding: Any) -> dict[str, str]:
    """Where a finding comes from and by when it was to be answered; a row of finding_source."""
    pages = f", pages {finding.source_page}" if words(finding.source_page) else ""
    told = {
        "Inspection": f"{finding.inspection}, {finding.inspection_publisher}, published "
        f"{day(finding.inspection_published_on)}{pages}",
        "Applies to": finding.scope,
        "Held through": f"{finding.source} ({finding.source_location})",
        "Response due": f"{day(finding.response_due_on)}, the last day under section 55 of the "
        "Police Act 1996",
    }
    if words(finding.note):
        told["Note"] = finding.note
    return told


def position_now(position: Any) -> str:
    """One finding at one body today, as HTML; a row of finding_by_body."""
    closing = words(position.expected_closing_on, "none given")
    if position.is_verified:
        verified = f"{position.verified_stage}, {words(position.verified_on)}"
    else:
        verified = position.verified_stage
    return (
        f'<div class="soc"><p>{brag(position.brag_code, position.brag, position.brag_symbol)}</p>'
        "</div>"
    ) + facts(
        {
            "Claimed": words(position.claimed_stage, "not reported"),
            "Verified": verified,
            "Expected closing": closing,
            "Reported as at": words(position.claimed_as_at_on, "no return reports on it")
            + (" (stale)" if position.is_stale else ""),
        }
    )


def no_history(
    finding_ref: str, at_body: str, cells: pd.DataFrame, body_code: str, filters: Filters
) -> str:
    """Why one finding has no history at one body."""
    here = cells[(cells["finding_ref"] == finding_ref)]
    if not bool(here["is_wording_held"].all()):
        return f"To whom {finding_ref} applies is not held, so it has no history to show."
    if body_code not in set(here["body_code"]):
        return f"{finding_ref} does not apply to {at_body}, or {at_body} is filtered out."
    return f"No return from {at_body} reports on {finding_ref} by {day(filters.as_at_on)}."


def n_of_d(count: Any, of: Any) -> str:
    """A share as `3 of 4 (75%)`; words where it is not known or there is nothing to share."""
    if pd.isna(count) or pd.isna(of):
        return "not reported"
    if not of:
        return "none to count"
    return f"{words(float(count))} of {words(float(of))} ({100 * count / of:.0f}%)"


def with_shares(frame: pd.DataFrame, shares: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """The frame with a column of words per share: name -> (count column, column it is out of)."""
    words_of = {
        name: [n_of_d(n, d) for n, d in zip(frame[count], frame[of], strict=True)]
        for name, (count, of) in shares.items()
    }
    return frame.assign(**words_of)


def spread(frame: pd.DataFrame, column: str, names: list[str]) -> pd.DataFrame:
    """The frame with a column of lists spread over columns of these names."""
    return frame.assign(
        **{name: [values[place] for values in frame[column]] for place, name in enumerate(names)}
    )


def plan_headline(by_body: pd.DataFrame) -> list[str]:
    """Coverage, quality and the worst gap in sentences; from plan_quality_by_body."""
    reported = by_body[by_body["is_reported"]]
    if reported.empty:
        return ["No body chosen has reported its OCGs and 4P plans by this date."]
    total = reported[
        ["ocg_count", "covered_count", "quality_count", "high_harm_count", "pursue_only_count"]
    ].sum()
    whole = int((reported["covered_count"] == reported["ocg_count"]).sum())
    pursue_only = int(total["pursue_only_count"])
    sentences = [
        f"{whole} of {plural(len(reported), 'body', 'bodies')} that reported have every OCG "
        f"covered: {n_of_d(total['covered_count'], total['ocg_count'])} OCGs have a plan, and "
        f"{n_of_d(total['quality_count'], total['ocg_count'])} a plan of quality.",
        f"{plural(pursue_only, 'high-harm OCG')} of {int(total['high_harm_count'])} "
        f"{'has' if pursue_only == 1 else 'have'} Pursue live and nothing else.",
    ]
    silent = by_body.loc[~by_body["is_reported"], "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences


def plan_changes(changes: pd.DataFrame, since: str) -> str:
    """What changed of the OCGs, one list a kind of change, as HTML; from plan_change_by_ocg."""
    by_change: dict[str, dict[str, list[str]]] = {}
    for row in records(changes):
        by_change.setdefault(row.change, {}).setdefault(row.body, []).append(row.ocg_ref)
    parts = []
    for change, by_body in by_change.items():
        count = sum(len(refs) for refs in by_body.values())
        lines = (f"<li>{escape(body)}: {escape(', '.join(refs))}</li>" for body, refs in
                 by_body.items())  # fmt: skip
        parts.append(
            f"<section><h3>{escape(change)}: {count}</h3><ul>{''.join(lines)}</ul></section>"
        )
    if not parts:
        return paragraph(f"No OCG or plan has changed since {since}.")
    return f'<div class="soc changes">{"".join(parts)}</div>'


def action_headline(register: pd.DataFrame, as_at_on: date) -> list[str]:
    """Open, overdue, kept and moved promises in sentences; from action_register."""
    if register.empty:
        return [f"No board action is known by {day(as_at_on)}."]
    is_open = register["status_code"] == "open"
    overdue = register[register["is_overdue"]]
    closed = register[register["status_code"] == "closed"]
    moved = register[register["redate_count"] > 0]
    sentences = [
        f"{n_of_d(len(overdue), int(is_open.sum()))} open actions are overdue; "
        f"{n_of_d(len(closed), len(register))} of all actions are closed.",
        f"{plural(len(moved), 'action')} had the due date moved, "
        f"{plural(int(register['redate_count'].sum()), 'time')} in all.",
    ]
    if len(overdue):
        owed = overdue.groupby("owner_body", sort=False).size()
        sentences.append(
            f"Overdue by owner: {listed([f'{body} {count}' for body, count in owed.items()])}."
        )
    return sentences


def attendance_grid(attendance: pd.DataFrame) -> pd.DataFrame:
    """Bodies x meetings in words, with the role that attended; from meeting_attendance."""
    rows: dict[str, dict[str, str]] = {}
    for row in records(attendance):
        if pd.isna(row.is_present):
            said = "not recorded"
        elif row.is_present:
            said = f"Present: {words(row.attendee_role, 'role not given')}"
        else:
            said = "Absent"
        rows.setdefault(row.body, {"body": row.body})[day(row.meeting_on)] = said
    return pd.DataFrame(list(rows.values()))


def socit_headline(by_body: pd.DataFrame) -> list[str]:
    """Posts filled, abstraction and the spread of workload; from socit_by_body."""
    reported = by_body[by_body["in_post_fte"].notna()]
    if reported.empty:
        return ["No body chosen has reported SOCIT posts by this date."]
    total = reported[["establishment_fte", "in_post_fte", "abstracted_fte"]].sum()
    sentences = [
        f"{n_of_d(total['in_post_fte'], total['establishment_fte'])} FTE posts are filled over "
        f"{plural(len(reported), 'body', 'bodies')}; "
        f"{n_of_d(total['abstracted_fte'], total['in_post_fte'])} FTE of those in post are "
        "abstracted.",
    ]
    loads = reported["workload_cases_per_fte"].dropna()
    if not loads.empty:
        sentences.append(
            f"Live investigations per available FTE run from {loads.min():.1f} to "
            f"{loads.max():.1f}."
        )
    silent = by_body.loc[by_body["in_post_fte"].isna(), "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences
