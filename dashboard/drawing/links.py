"""Sentences whose choices are links, as HTML."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import pandas as pd

from dashboard.drawing.blocks import choices
from dashboard.figures.filters import Filters
from dashboard.phrases.socit import ASSUMPTIONS, ESTIMATE
from dashboard.wording import day, end_of, listed


def mine(filters: Filters, names: Mapping[str, str], **own: str) -> str:
    """Links to what one body owes, or back to what all owe, as HTML."""
    if filters.body_codes:
        every = replace(filters, body_codes=()).link("actions", names, **own)
        return choices(
            f"Only actions owed by {listed([names[code] for code in filters.body_codes])} are "
            "shown.", {"Show all": every}, "Bodies, at the left, does the same.",
        )  # fmt: skip
    return choices(
        "Show only what one body owes:",
        {
            name: replace(filters, body_codes=(code,)).link("actions", names, **own)
            for code, name in names.items()
        },
        "Each sets Bodies at the left and keeps the dates; keep the address for next time.",
    )


def past_boards(attendance: pd.DataFrame, filters: Filters, names: Mapping[str, str]) -> str:
    """Links to the Board page as each meeting saw it, as HTML; from meeting_attendance."""
    links = {
        day(on): replace(
            filters, as_at_on=on.date(), since_on=None, known_at=end_of(on.date())
        ).link("", names)
        for on in attendance["meeting_on"].drop_duplicates()
    }
    return choices(
        "The Board page as the meeting saw it:", links, "What came in later is left out."
    )


def assumptions(link: str) -> str:
    """What an estimate rests on, beneath it, and the link that reproduces it, as HTML."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in ASSUMPTIONS)
    return (
        f'<div class="soc"><p><strong>{ESTIMATE}</strong>, and never saved. '
        f'<a href="{escape(link)}">Link to this estimate</a></p><ul>{lines}</ul></div>'
    )
