"""How the figures of a page are worked out, from the header of each query it asks."""

from html import escape

import streamlit as st

from dashboard.drawing import blocks
from dashboard.figures.queries import explained


def how(*queries: str) -> None:
    """How the page's figures are worked out, from the header of each query it asks."""
    with st.expander("How these figures are worked out"):
        # One element rather than one a query: each costs the browser time at every click.
        st.html("".join(map(_worked_out, queries)))


def _worked_out(query: str) -> str:
    """What one query answers, one row of it, and what it leaves out."""
    parts = explained(query)
    return (
        f'<div class="soc query"><p><strong>{escape(parts["Question"])}</strong></p></div>'
        + blocks.facts(
            {
                "One row is": parts["Grain"],
                "Left out": parts["Leaves out"],
                "Query": f"queries/{query}.sql",
            }
        )
    )
