"""How the figures of a page are worked out, from the header of each query it has asked."""

from collections.abc import Iterable

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.queries import explained


def show(queries: Iterable[str]) -> None:
    """What each of these queries answers, one row of it, and what it leaves out."""
    with st.expander("How these figures are worked out"):
        # One element rather than one a query: each costs the browser time at every click.
        st.html("".join(map(_of_query, queries)))


def _of_query(query: str) -> str:
    parts = explained(query)
    return blocks.question(parts["Question"]) + blocks.facts(
        {
            "One row is": parts["Grain"],
            "Left out": parts["Leaves out"],
            "Query": f"queries/figures/{query}.sql",
        }
    )
