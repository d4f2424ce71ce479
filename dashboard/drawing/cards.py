"""Headline figures as HTML, with what they were before."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.drawing.blocks import brag, facts, figure, figures
from dashboard.figures.filters import Filters
from dashboard.phrases.board import _share, changed
from dashboard.phrases.scpo import checked_heading
from dashboard.wording import day, n_of_d, words


def share_card(
    label: str, now: pd.DataFrame, before: pd.DataFrame | None, count: str, of: str, noun: str,
    since: str,
) -> str:  # fmt: skip
    """A share over the bodies that reported it as a card, with what it was before, as HTML."""
    n, d = _reported_sum(now, count, of)
    was = ""
    if before is not None:
        was = f"{n_of_d(*_reported_sum(before, count, of))} on {since}"
    if not d:
        return figure(label, "?", n_of_d(n, d), was)
    return figure(label, f"{100 * n / d:.0f}%", f"{n} of {d} {noun}", was)


def _reported_sum(by_body: pd.DataFrame, count: str, of: str) -> tuple[Any, Any]:
    """A count and what it is out of, over the bodies that reported it; None where none did."""
    reported = by_body[by_body[of].notna()]
    if reported.empty:
        return None, None
    return int(reported[count].sum()), int(reported[of].sum())


def headline_cards(
    now: Any, before: Any | None, filters: Filters, names: Mapping[str, str]
) -> list[str]:
    """The board's headline figures as cards; rows of headline_figures at two dates.

    Each opens the page that has its rows, under the same filters.
    """
    since = day(filters.since_on) if filters.since_on else ""

    def card(label: str, column: str, of: str, path: str, *, is_known: bool) -> str:
        href = filters.link(path, names)
        if not is_known:
            return figure(label, "?", "not reported", "", href)
        was = None if before is None else int(getattr(before, column))
        value = int(getattr(now, column))
        return figure(label, str(value), of, changed(value, was, since), href)

    reported = now.current_body_count > 0 or now.not_reported_count < now.position_count
    of_findings, is_held = f"of {now.position_count}", bool(now.has_board_record)
    return [
        card("Verified complete", "verified_count", of_findings, "afi_progress", is_known=is_held),
        card("Claimed, not verified", "claimed_only_count", of_findings, "claims",
             is_known=reported),
        card("Open, no closing date", "undated_count", f"of {now.open_reported_count}", "claims",
             is_known=reported),
        card("Bodies with a current return", "current_body_count", f"of {now.body_count}",
             "returns", is_known=True),
        card("OCGs with a 4P plan", "covered_ocg_count", _share(now), "plans",
             is_known=bool(now.ocg_count)),
        card("Board actions overdue", "overdue_action_count", f"of {now.open_action_count} open",
             "actions", is_known=is_held),
    ]  # fmt: skip


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


def profiles_cards(by_body: pd.DataFrame, before: pd.DataFrame | None, since: str) -> str:
    """The measures of this page over all bodies; profile_and_lro_by_body at two dates."""
    drawn = {
        "Local profiles live and current": ("current_count", "area_count", "areas"),
        "Partners with access": ("access_count", "partner_count", "partners"),
        "LROs trained": ("trained_count", "lro_count", "LROs"),
    }
    cards = [
        share_card(label, by_body, before, column, of, noun, since)
        for label, (column, of, noun) in drawn.items()
        if by_body[of].notna().any()
    ]
    return figures(cards) if cards else ""


def scpo_cards(by_body: pd.DataFrame, before: pd.DataFrame | None, since: str) -> str:
    """The three measures of this page over all bodies; scpo_by_body at two dates."""
    if not by_body["is_reported"].any():
        return ""
    drawn = {
        "Review in date": "reviewed_count",
        "Managed in the OCG meeting": "managed_count",
        checked_heading(by_body): "checked_count",
    }
    return figures(
        [
            share_card(label, by_body, before, column, "order_count", "orders in force", since)
            for label, column in drawn.items()
        ]
    )
