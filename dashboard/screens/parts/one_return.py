"""Draws one return: its facts, its file, what it changed, and what replaced it.

Choosing the return is the Returns page's; what is known of it is return_detail.sql's.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.access.viewer import Viewer
from dashboard.drawing import blocks
from dashboard.figures import ask as asking
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.phrases import returns as returns_words
from dashboard.screens.parts import return_changes
from dashboard.screens.parts.page import Page
from dashboard.wording import day

QUERIES = ("return_detail", "return_sheet", *return_changes.QUERIES)
"""What a page that draws this explains under its figures."""


def show(
    this: Page, viewer: Viewer, filters: Filters, names: Mapping[str, str], detail: Any
) -> None:
    """One return from top to bottom; `detail` is its row of return_detail."""
    kind = "Entry" if detail.is_entry else "Return"
    st.html(
        blocks.heading(f"{kind} of {detail.body} as at {day(detail.as_at_on)}", "return")
        + blocks.choices(returns_words.standing(detail), _others(filters, names, detail), "")
        + blocks.facts(returns_words.detail_facts(detail))
    )
    _file(viewer, filters, detail)
    st.html(
        blocks.heading("What it changed", "changes")
        + blocks.paragraph(returns_words.compared_with(detail))
    )
    return_changes.show(this, viewer, filters, detail.return_id)
    this.rows(
        returns_words.by_sheet(ask("return_sheet", viewer, filters, return_id=detail.return_id)),
        {"sheet": "Sheet", "row_count": "Rows"},
        "Rows taken in, by sheet",
        f"return-{detail.return_id}-sheets",
        empty="It has no rows beside those facts.",
    )


def _others(filters: Filters, names: Mapping[str, str], detail: Any) -> dict[str, str]:
    """Links to the returns beside this one, and to all of them."""
    beside = {
        "The return it replaced": detail.replaces_return_id,
        "The return that replaced it": detail.replaced_by_return_id,
        "The return before it": detail.was_return_id,
    }
    links = {
        label: filters.link("returns", names, **{"return": str(int(return_id))})
        for label, return_id in beside.items()
        if not pd.isna(return_id)
    }
    return {**links, "All returns": filters.link("returns", names)}


def _file(viewer: Viewer, filters: Filters, detail: Any) -> None:
    if not returns_words.has_file(detail):
        st.markdown("This return was made up inside the store: there is no file to download.")
    elif not viewer.sees_ocgs:
        st.markdown("The file itself holds single OCGs, which are not shown to your role.")
    else:
        st.download_button(
            f"Download the file as it was received ({detail.marking})",
            data=partial(asking.original, viewer, filters, detail.return_id),
            file_name=detail.file_name,
            mime="application/octet-stream",
            key=f"original-{detail.return_id}",
            on_click="ignore",
            type="tertiary",
        )
