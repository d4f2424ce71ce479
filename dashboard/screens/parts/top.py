"""The top of every page: the marking, then the title with the filters beside it.

Filters are chosen before a page is asked for anything, and the page names itself afterwards: so
each has its place kept for it here.
"""

from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True)
class Top:
    """The places of one page: its marking, what is new, its title, and the row of filters."""

    marking: DeltaGenerator
    news: DeltaGenerator
    title: DeltaGenerator
    filters: DeltaGenerator


_TOP: ContextVar[Top] = ContextVar("top")


def begin() -> Top:
    """Keep the places of the page that this run draws."""
    marking, news = st.empty(), st.empty()
    row = st.container(horizontal=True, vertical_alignment="top", key="top")
    top = Top(marking, news, row.empty(), row.container(horizontal=True, key="filters"))
    _TOP.set(top)
    return top


def of_this_run() -> Top:
    """The places that were kept; raises LookupError before `begin`."""
    return _TOP.get()
